#include "corpus/neighbours.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A word of a group, or a group of a word, with its weight there. */
typedef struct weighted {
    uint32_t number;
    float weight;
} weighted;

/* Lists one behind the other; list i is items[starts[i], ends[i]). */
typedef struct lists {
    weighted *items;
    size_t *starts, *ends;
} lists;

struct neighbours {
    frequencies *of;
    neighbour_wish wish;
    size_t groups;
    uint32_t *holding;    /* by language: how many groups take part */
    double *norms;        /* by group */
    double *sums;         /* by group: what the group at hand shares with it */
    lists words;          /* by group, words rising */
    lists inverted;       /* by word, groups rising: those before the group at hand */
    LIST(uint32_t) terms; /* by word: its first entry */
    neighbour *found;     /* by group, `wish.top` places each */
    uint32_t *counts;     /* of them */
};

static void lists_free(lists *l)
{
    free(l->items);
    free(l->starts);
    free(l->ends);
}

void neighbours_free(neighbours *n)
{
    if (n == NULL) return;
    free(n->holding);
    free(n->norms);
    free(n->sums);
    lists_free(&n->words);
    lists_free(&n->inverted);
    list_free(&n->terms);
    free(n->found);
    free(n->counts);
    free(n);
}

static bool takes_part(const neighbours *n, uint32_t group)
{
    return n->of->groups.items[group].tokens >= n->wish.least_tokens;
}

/* --- Vectors --- */

static bool make_room(neighbours *n)
{
    size_t entries = tally_count(n->of->entries);
    n->holding = calloc(map_count(n->of->languages) + 1, sizeof *n->holding);
    n->norms = calloc(n->groups + 1, sizeof *n->norms);
    n->sums = calloc(n->groups + 1, sizeof *n->sums);
    n->words.items = malloc((entries + 1) * sizeof *n->words.items);
    n->words.starts = calloc(n->groups + 1, sizeof *n->words.starts);
    n->words.ends = calloc(n->groups + 1, sizeof *n->words.ends);
    n->inverted.items = malloc((entries + 1) * sizeof *n->inverted.items);
    n->counts = calloc(n->groups + 1, sizeof *n->counts);
    n->found = calloc(n->groups * n->wish.top + 1, sizeof *n->found);
    return n->holding != NULL && n->norms != NULL && n->sums != NULL && n->words.items != NULL &&
           n->words.starts != NULL && n->words.ends != NULL && n->inverted.items != NULL &&
           n->counts != NULL && n->found != NULL;
}

static void lay_out(neighbours *n)
{
    size_t at = 0;
    for (size_t i = 0; i < n->groups; i++) {
        const frequency_group *g = &n->of->groups.items[i];
        n->words.starts[i] = n->words.ends[i] = at;
        at += g->distinct;
        n->holding[g->language] += takes_part(n, (uint32_t)i);
    }
}

/* Where the entries of the word at `at` end, and how many groups that take part have it. */
static size_t end_of_word(const neighbours *n, size_t at, uint32_t *holding)
{
    size_t count = tally_count(n->of->entries);
    frequency_place first = frequencies_place(n->of, tally_at(n->of->entries, at).key);
    *holding = 0;
    for (; at < count; at++) {
        frequency_place place = frequencies_place(n->of, tally_at(n->of->entries, at).key);
        if (place.words != first.words || place.language != first.language) break;
        *holding += takes_part(n, frequencies_group(n->of, &place));
    }
    return at;
}

/* The entries [first, end) of a word become part of the vectors of their groups. */
static void add_word(neighbours *n, uint32_t word, size_t first, size_t end, uint32_t holding)
{
    for (size_t i = first; i < end; i++) {
        tally_entry entry = tally_at(n->of->entries, i);
        frequency_place place = frequencies_place(n->of, entry.key);
        uint32_t group = frequencies_group(n->of, &place);
        if (!takes_part(n, group)) continue;
        double weight = n->wish.by == LIKENESS_JACCARD ? 1 : 1 + log10(entry.count);
        if (n->wish.by == LIKENESS_COSINE)
            weight *= log10((double)n->holding[place.language] / holding);
        n->norms[group] += weight * weight;
        if (weight > 0) n->words.items[n->words.ends[group]++] = (weighted){ word, (float)weight };
    }
}

static status read_words(neighbours *n, error *e)
{
    tally_sort(n->of->entries);
    for (size_t at = 0, end, count = tally_count(n->of->entries); at < count; at = end) {
        uint32_t holding;
        end = end_of_word(n, at, &holding);
        frequency_place place = frequencies_place(n->of, tally_at(n->of->entries, at).key);
        if (n->wish.skips != NULL && n->wish.skips(n->wish.context, place.words, place.language))
            continue;
        uint32_t *term = list_push(&n->terms);
        if (term == NULL) return error_memory(e);
        *term = (uint32_t)at;
        add_word(n, (uint32_t)n->terms.count - 1, at, end, holding);
    }
    for (size_t i = 0; i < n->groups; i++) {
        float norm = n->wish.by == LIKENESS_JACCARD ? 1 : (float)sqrt(n->norms[i]);
        for (size_t k = n->words.starts[i]; k < n->words.ends[i]; k++)
            n->words.items[k].weight /= norm;
    }
    return STATUS_OK;
}

/* --- Accumulation --- */

/* The inverted lists, empty, with room for all. */
static status invert(neighbours *n, error *e)
{
    lists *to = &n->inverted;
    to->starts = calloc(n->terms.count + 2, sizeof *to->starts);
    to->ends = calloc(n->terms.count + 1, sizeof *to->ends);
    if (to->starts == NULL || to->ends == NULL) return error_memory(e);
    for (size_t i = 0; i < n->groups; i++)
        for (size_t k = n->words.starts[i]; k < n->words.ends[i]; k++)
            to->starts[n->words.items[k].number + 1]++;
    for (size_t i = 0; i < n->terms.count; i++) {
        to->starts[i + 1] += to->starts[i];
        to->ends[i] = to->starts[i];
    }
    return STATUS_OK;
}

static void offer(neighbours *n, uint32_t group, neighbour candidate)
{
    neighbour *best = n->found + (size_t)group * n->wish.top;
    uint32_t at = n->counts[group];
    if (at < n->wish.top) n->counts[group]++;
    else if (best[--at].likeness >= candidate.likeness) return;
    for (; at > 0 && best[at - 1].likeness < candidate.likeness; at--) best[at] = best[at - 1];
    best[at] = candidate;
}

/* Sums up what the group shares with each before it, and joins the inverted lists. */
static void accumulate(neighbours *n, uint32_t group)
{
    for (size_t k = n->words.starts[group]; k < n->words.ends[group]; k++) {
        weighted word = n->words.items[k];
        size_t *end = &n->inverted.ends[word.number];
        for (size_t i = n->inverted.starts[word.number]; i < *end; i++)
            n->sums[n->inverted.items[i].number] +=
                (double)word.weight * (double)n->inverted.items[i].weight;
        n->inverted.items[(*end)++] = (weighted){ group, word.weight };
    }
}

static void compare(neighbours *n, uint32_t group)
{
    size_t words = n->words.ends[group] - n->words.starts[group];
    for (uint32_t other = 0; other < group; other++) {
        double sum = n->sums[other];
        if (sum <= 0) continue;
        n->sums[other] = 0;
        if (n->wish.by == LIKENESS_JACCARD)
            sum /= (double)(words + n->words.ends[other] - n->words.starts[other]) - sum;
        offer(n, group, (neighbour){ other, sum });
        offer(n, other, (neighbour){ group, sum });
    }
}

status neighbours_find(frequencies *f, const neighbour_wish *wish, neighbours **out, error *e)
{
    neighbours *n = *out = calloc(1, sizeof *n);
    if (n == NULL) return error_memory(e);
    n->of = f;
    n->wish = *wish;
    n->groups = f->groups.count;
    if (!make_room(n)) return error_memory(e);
    lay_out(n);
    status state = frequencies_read(f, e);
    if (state == STATUS_OK) state = read_words(n, e);
    if (state == STATUS_OK) state = invert(n, e);
    for (uint32_t group = 0; state == STATUS_OK && group < n->groups; group++) {
        accumulate(n, group);
        compare(n, group);
    }
    lists_free(&n->inverted);
    n->inverted = (lists){ 0 };
    return state;
}

const neighbour *neighbours_of(const neighbours *n, uint32_t group, size_t *count)
{
    *count = n->counts[group];
    return n->found + (size_t)group * n->wish.top;
}

/* --- What two groups share --- */

/* A word that is shared, by what it adds to the likeness. */
typedef struct shared {
    tally_key words;
    float weight;
} shared;

/* Puts a word in its place among the `count` of at most `most` best, and answers how many they are
 * then. */
static size_t keep(const neighbours *n, shared *best, size_t count, size_t most, shared word)
{
    size_t at = count;
    for (; at > 0; at--) {
        const shared *before = &best[at - 1];
        if (before->weight > word.weight) break;
        if (before->weight == word.weight &&
            frequencies_compare(n->of, before->words, word.words) < 0)
            break;
        if (at < most) best[at] = *before;
    }
    if (at < most) best[at] = word;
    return count < most ? count + 1 : count;
}

size_t neighbours_shared(const neighbours *n, uint32_t a, uint32_t b, tally_key *words, size_t most)
{
    const weighted *items = n->words.items;
    size_t i = n->words.starts[a], k = n->words.starts[b], count = 0;
    shared best[SHARED_WORDS];
    while (i < n->words.ends[a] && k < n->words.ends[b]) {
        uint32_t x = items[i].number, y = items[k].number;
        if (x == y) {
            tally_key key = tally_at(n->of->entries, n->terms.items[x]).key;
            shared word = { frequencies_place(n->of, key).words,
                            items[i].weight * items[k].weight };
            count = keep(n, best, count, most, word);
        }
        i += x <= y;
        k += y <= x;
    }
    for (size_t at = 0; at < count; at++) words[at] = best[at].words;
    return count;
}
