#include "corpus/frequencies.h"

#include <stdlib.h>

enum {
    HIGHEST = 4096,     /* counts that the histogram tells apart: few words have more (Zipf) */
    FIRST_PIECE = 128,  /* entries that are sorted for who looks at the first ones */
    PIECE_GROWTH = 8,   /* each further piece is so many times larger, as each costs a pass */
    RANKS_FROM = 50000, /* entries of a piece for which ranking all words pays */
};

void frequencies_free(frequencies *f)
{
    if (f == NULL) return;
    vocabulary_close(f->words);
    tally_free(f->entries);
    list_free(&f->groups);
    map_free(f->languages);
    free(f->numbers);
    free(f->starts);
    free(f);
}

frequency_place frequencies_place(const frequencies *f, tally_key key)
{
    uint32_t part = (uint32_t)key & (uint32_t)(((uint64_t)1 << f->part_bits) - 1);
    key >>= f->part_bits;
    uint32_t language = (uint32_t)key & (uint32_t)(((uint64_t)1 << f->language_bits) - 1);
    return (frequency_place){ key >> f->language_bits, language, part };
}

/* --- Groups --- */

static size_t number_at(const frequencies *f, uint32_t language, uint32_t part)
{
    return (size_t)language << f->part_bits | part;
}

uint32_t frequencies_group(const frequencies *f, const frequency_place *place)
{
    return f->numbers[number_at(f, place->language, place->part)] - 1;
}

status frequencies_close_groups(frequencies *f, error *e)
{
    f->numbers = calloc(number_at(f, (uint32_t)map_count(f->languages), 0) + 1, sizeof *f->numbers);
    f->starts = calloc(f->groups.count + 2, sizeof *f->starts);
    if (f->numbers == NULL || f->starts == NULL) return error_memory(e);
    for (size_t i = 0; i < f->groups.count; i++) {
        const frequency_group *g = &f->groups.items[i];
        f->numbers[number_at(f, g->language, g->part)] = (uint32_t)i + 1;
    }
    f->is_gathered = f->groups.count == 1;
    if (f->is_gathered) f->groups.items[0].distinct = tally_count(f->entries);
    for (size_t i = 0, n = f->is_gathered ? 0 : tally_count(f->entries); i < n; i++) {
        frequency_place place = frequencies_place(f, tally_at(f->entries, i).key);
        f->groups.items[frequencies_group(f, &place)].distinct++;
    }
    return STATUS_OK;
}

static uint32_t group_of_key(const void *f, tally_key key)
{
    frequency_place place = frequencies_place(f, key);
    return frequencies_group(f, &place);
}

/* Lays the entries of each group together, once for all that ask for one group. */
static status gather(frequencies *f, error *e)
{
    if (f->is_gathered) return STATUS_OK;
    size_t *next = malloc(f->groups.count * sizeof *next + 1);
    if (next == NULL) return error_memory(e);
    for (size_t i = 0; i < f->groups.count; i++) {
        next[i] = f->starts[i];
        f->starts[i + 1] = f->starts[i] + f->groups.items[i].distinct;
    }
    tally_gather(f->entries, group_of_key, f, next, f->starts + 1, f->groups.count);
    free(next);
    f->is_gathered = true;
    return STATUS_OK;
}

void frequencies_sort(frequencies *f)
{
    tally_sort(f->entries);
    f->is_gathered = f->groups.count == 1;
}

/* The entries [first, end) of a group. */
typedef struct entry_range {
    size_t first, end;
} entry_range;

static status entries_of(frequencies *f, const frequency_group *group, entry_range *all, error *e)
{
    status state = gather(f, e);
    size_t first = f->starts[group - f->groups.items];
    *all = (entry_range){ first, first + group->distinct };
    return state;
}

/* --- Words --- */

static uint32_t word_at(const frequencies *f, tally_key words, unsigned place)
{
    uint64_t mask = ((uint64_t)1 << f->word_bits) - 1;
    return (uint32_t)((uint64_t)(words >> (f->n - 1 - place) * f->word_bits) & mask);
}

status frequencies_read(frequencies *f, error *e) { return vocabulary_read(f->words, NULL, 0, e); }

void frequencies_append(const frequencies *f, tally_key words, buffer *out)
{
    for (unsigned i = 0; i < f->n; i++) {
        size_t length;
        const char *text = vocabulary_text(f->words, word_at(f, words, i), &length);
        if (i > 0) buffer_byte(out, ' ');
        buffer_append(out, text, length);
    }
}

int frequencies_compare(const frequencies *f, tally_key a, tally_key b)
{
    for (unsigned i = 0; i < f->n; i++) {
        int order = vocabulary_compare(f->words, word_at(f, a, i), word_at(f, b, i));
        if (order != 0) return order;
    }
    return 0;
}

/* --- Most frequent first --- */

static status fill_histogram(frequency_order *o, error *e)
{
    entry_range all;
    o->histogram = calloc(HIGHEST + 1, sizeof *o->histogram);
    if (o->histogram == NULL) return error_memory(e);
    status state = entries_of(o->of, o->group, &all, e);
    if (state != STATUS_OK) return state;
    for (size_t i = all.first; i < all.end; i++) {
        uint32_t count = tally_at(o->of->entries, i).count;
        o->histogram[count < HIGHEST ? count : HIGHEST]++;
    }
    o->below = HIGHEST + 1;
    o->wanted = FIRST_PIECE;
    return STATUS_OK;
}

static int by_count(const void *left, const void *right, void *context)
{
    const tally_entry *a = left, *b = right;
    const frequencies *f = context;
    if (a->count != b->count) return a->count > b->count ? -1 : 1;
    return frequencies_compare(f, frequencies_place(f, a->key).words,
                               frequencies_place(f, b->key).words);
}

/* Reads the texts of the words of a piece. */
static status read_words(const frequency_order *o, error *e)
{
    const frequencies *f = o->of;
    status state = STATUS_OK;
    uint32_t *keys = malloc(o->count * f->n * sizeof *keys + 1);
    if (keys == NULL) return error_memory(e);
    for (size_t i = 0; i < o->count; i++)
        for (unsigned place = 0; place < f->n; place++)
            keys[i * f->n + place] = word_at(f, frequencies_place(f, o->piece[i].key).words, place);
    state = vocabulary_read(f->words, keys, o->count * f->n, e);
    free(keys);
    return state;
}

/* Sorts the next piece: the entries whose count is at least `lowest` and below the last piece's. */
static status sort_piece(frequency_order *o, uint32_t lowest, size_t count, error *e)
{
    free(o->piece);
    o->count = o->at = 0;
    o->piece = malloc(count * sizeof *o->piece);
    if (o->piece == NULL) return error_memory(e);
    entry_range all;
    status state = entries_of(o->of, o->group, &all, e);
    for (size_t i = all.first; state == STATUS_OK && i < all.end && o->count < count; i++) {
        tally_entry entry = tally_at(o->of->entries, i);
        bool is_below = entry.count < o->below || o->below > HIGHEST;
        if (entry.count >= lowest && is_below) o->piece[o->count++] = entry;
    }
    o->below = lowest;
    if (state == STATUS_OK) state = read_words(o, e);
    if (state == STATUS_OK && count >= RANKS_FROM) state = vocabulary_rank(o->of->words, e);
    if (state == STATUS_OK) qsort_r(o->piece, o->count, sizeof *o->piece, by_count, o->of);
    return state;
}

static status next_piece(frequency_order *o, error *e)
{
    status state = o->histogram == NULL ? fill_histogram(o, e) : STATUS_OK;
    size_t count = 0;
    uint32_t lowest = state == STATUS_OK ? o->below : 0;
    while (lowest > 1 && count < o->wanted) count += o->histogram[--lowest];
    if (state != STATUS_OK || count == 0) return state;
    o->wanted *= PIECE_GROWTH;
    return sort_piece(o, lowest, count, e);
}

bool frequency_order_next(frequency_order *o, tally_entry *entry, status *state, error *e)
{
    *state = o->at < o->count ? STATUS_OK : next_piece(o, e);
    if (*state != STATUS_OK || o->at >= o->count) return false;
    *entry = o->piece[o->at++];
    return true;
}

void frequency_order_free(frequency_order *o)
{
    free(o->histogram);
    free(o->piece);
    *o = (frequency_order){ 0 };
}

status frequencies_counter(frequencies *f, const frequency_group *group, counter *out, error *e)
{
    buffer words = { 0 };
    entry_range all;
    status state = entries_of(f, group, &all, e);
    if (state == STATUS_OK) state = frequencies_read(f, e);
    for (size_t i = all.first; state == STATUS_OK && i < all.end; i++) {
        tally_entry entry = tally_at(f->entries, i);
        buffer_clear(&words);
        frequencies_append(f, frequencies_place(f, entry.key).words, &words);
        state = words.state != STATUS_OK
                    ? error_memory(e)
                    : counter_add(out, words.data, words.length, entry.count, e);
    }
    buffer_free(&words);
    return state;
}
