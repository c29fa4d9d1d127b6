#include "corpus/frequencies.h"

#include <stdlib.h>

enum {
    HIGHEST = 4096,     /* counts that the histogram tells apart: few words have more (Zipf) */
    FIRST_PIECE = 512,  /* entries that are sorted for who looks at the first ones */
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
    free(f);
}

frequency_place frequencies_place(const frequencies *f, tally_key key)
{
    uint32_t part = (uint32_t)key & (uint32_t)(((uint64_t)1 << f->part_bits) - 1);
    key >>= f->part_bits;
    uint32_t language = (uint32_t)key & (uint32_t)(((uint64_t)1 << f->language_bits) - 1);
    return (frequency_place){ key >> f->language_bits, language, part };
}

static uint32_t word_at(const frequencies *f, tally_key words, unsigned place)
{
    uint64_t mask = ((uint64_t)1 << f->word_bits) - 1;
    return (uint32_t)((uint64_t)(words >> (f->n - 1 - place) * f->word_bits) & mask);
}

void frequencies_append(const frequencies *f, tally_key words, buffer *out)
{
    for (unsigned i = 0; i < f->n; i++) {
        size_t length;
        const char *text = vocabulary_text(f->words, word_at(f, words, i), &length);
        if (i > 0) buffer_byte(out, ' ');
        buffer_append(out, text, length);
    }
}

/* --- Most frequent first --- */

static bool is_of(const frequency_order *o, const tally_entry *entry)
{
    frequency_place place = frequencies_place(o->of, entry->key);
    return place.part == o->group->part && place.language == o->group->language;
}

static status fill_histogram(frequency_order *o, error *e)
{
    o->histogram = calloc(HIGHEST + 1, sizeof *o->histogram);
    if (o->histogram == NULL) return error_memory(e);
    for (size_t i = 0, n = tally_count(o->of->entries); i < n; i++) {
        tally_entry entry = tally_at(o->of->entries, i);
        if (is_of(o, &entry)) o->histogram[entry.count < HIGHEST ? entry.count : HIGHEST]++;
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
    tally_key x = frequencies_place(f, a->key).words, y = frequencies_place(f, b->key).words;
    for (unsigned i = 0; i < f->n; i++) {
        int order = vocabulary_compare(f->words, word_at(f, x, i), word_at(f, y, i));
        if (order != 0) return order;
    }
    return 0;
}

/* Sorts the next piece: the entries whose count is at least `lowest` and below the last piece's. */
static status sort_piece(frequency_order *o, uint32_t lowest, size_t count, error *e)
{
    free(o->piece);
    o->count = o->at = 0;
    o->piece = malloc(count * sizeof *o->piece);
    if (o->piece == NULL) return error_memory(e);
    for (size_t i = 0, n = tally_count(o->of->entries); i < n && o->count < count; i++) {
        tally_entry entry = tally_at(o->of->entries, i);
        bool is_below = entry.count < o->below || o->below > HIGHEST;
        if (entry.count >= lowest && is_below && is_of(o, &entry)) o->piece[o->count++] = entry;
    }
    o->below = lowest;
    status state = count >= RANKS_FROM ? vocabulary_rank(o->of->words, e) : STATUS_OK;
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

status frequencies_counter(const frequencies *f, const frequency_group *group, counter *out,
                           error *e)
{
    buffer words = { 0 };
    status state = STATUS_OK;
    for (size_t i = 0, n = tally_count(f->entries); state == STATUS_OK && i < n; i++) {
        tally_entry entry = tally_at(f->entries, i);
        frequency_place place = frequencies_place(f, entry.key);
        if (place.part != group->part || place.language != group->language) continue;
        buffer_clear(&words);
        frequencies_append(f, place.words, &words);
        state = words.state != STATUS_OK
                    ? error_memory(e)
                    : counter_add(out, words.data, words.length, entry.count, e);
    }
    buffer_free(&words);
    return state;
}
