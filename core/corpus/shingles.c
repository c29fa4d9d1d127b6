#include "corpus/shingles.h"

#include <stdlib.h>

#include "corpus/scan_document.h"

enum {
    TABLE_BITS = 27,      /* hashes that are told apart before places are kept: 16 MiB a table */
    HELD_KEYS = 16 << 20, /* keys of documents that are held for comparing: 64 MiB */
    NEVER = KEY_BREAKS,   /* a token that is like no other */
};

static const uint64_t BASE = 0x9e3779b97f4a7c15u; /* odd, so that no word is lost */

/* The keys of a document's tokens; `items` is NULL when it is not held. */
typedef struct held_keys {
    uint32_t *items, count;
} held_keys;

typedef struct sample {
    uint64_t hash;
    uint32_t token;
} sample;

struct shingles {
    const scan_request *request;
    uint32_t words, window;
    uint64_t leaving; /* BASE to the power of `words` */
    vocabulary *vocabulary;
    map *languages;
    scan_tokens tokens;
    LIST(sample) run;      /* all shingles of a piece of a document */
    LIST(uint32_t) starts; /* the tokens of its words */
    uint8_t *once, *again;
    bool is_keeping;            /* the second pass */
    LIST(shingle_place) places; /* by hash, then document and token */
    uint32_t *order;            /* of the places by document and token */
    held_keys *documents;
    size_t held;
};

static uint64_t mixed(uint64_t h)
{
    h = (h ^ h >> 33) * 0xff51afd7ed558ccdu; /* MurmurHash3's finaliser (Appleby) */
    h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 33;
}

/* --- Documents as keys --- */

/* The keys of the document's tokens, those outside the request as NEVER, in a new array. */
static status read_keys(shingles *s, uint32_t which, held_keys *out, error *e)
{
    scan_tokens *t = &s->tokens;
    status state = scan_tokens_read(t, s->request->documents.items[which].id, e);
    if (state != STATUS_OK) return state;
    *out = (held_keys){ malloc((t->count + (size_t)1) * sizeof *out->items), t->count };
    if (out->items == NULL) return error_memory(e);
    for (size_t i = 0; i < t->stretches.count; i++) {
        const scan_stretch *where = &t->stretches.items[i];
        uint32_t end = i + 1 < t->stretches.count ? where[1].first : t->count;
        for (uint32_t at = where->first; at < end; at++)
            out->items[at] = where->is_in ? where->keys[t->ids[at]] : NEVER;
    }
    return STATUS_OK;
}

static void let_go(shingles *s)
{
    for (size_t i = 0; s->documents != NULL && i < s->request->documents.count; i++) {
        free(s->documents[i].items);
        s->documents[i] = (held_keys){ 0 };
    }
    s->held = 0;
}

static status hold(shingles *s, uint32_t which, error *e)
{
    held_keys *d = &s->documents[which];
    if (d->items != NULL) return STATUS_OK;
    status state = read_keys(s, which, d, e);
    if (state == STATUS_OK) s->held += d->count;
    return state;
}

/* --- Samples --- */

static bool is_marked(const uint8_t *table, uint64_t hash)
{
    uint64_t bit = hash >> (64 - TABLE_BITS);
    return table[bit >> 3] >> (bit & 7) & 1;
}

static void mark(uint8_t *table, uint64_t hash)
{
    uint64_t bit = hash >> (64 - TABLE_BITS);
    table[bit >> 3] |= (uint8_t)(1u << (bit & 7));
}

static status take(shingles *s, uint32_t which, const sample *chosen, error *e)
{
    if (!s->is_keeping) {
        mark(is_marked(s->once, chosen->hash) ? s->again : s->once, chosen->hash);
        return STATUS_OK;
    }
    if (!is_marked(s->again, chosen->hash)) return STATUS_OK;
    shingle_place *place = list_push(&s->places);
    if (place == NULL) return error_memory(e);
    *place = (shingle_place){ chosen->hash, which, chosen->token };
    return STATUS_OK;
}

/* Of equal ones a window takes the one that the window before took, else the last: of the same word
 * over and over only one in `window` is taken ("robust winnowing"). */
static status winnow(shingles *s, uint32_t which, error *e)
{
    const sample *run = s->run.items;
    size_t count = s->run.count, window = s->window < count ? s->window : count, best = SIZE_MAX;
    status state = STATUS_OK;
    for (size_t first = 0; first + window <= count && count > 0 && state == STATUS_OK; first++) {
        size_t last = first + window - 1, before = best;
        if (best == SIZE_MAX || best < first) {
            best = first;
            for (size_t i = first + 1; i <= last; i++)
                if (run[i].hash <= run[best].hash) best = i;
        } else if (run[last].hash < run[best].hash) best = last;
        if (best != before) state = take(s, which, &run[best], e);
    }
    s->run.count = s->starts.count = 0;
    return state;
}

/* A rolling hash over the keys (Karp & Rabin 1987), modulo 2^64. */
static status sample_document(shingles *s, uint32_t which, const held_keys *keys, error *e)
{
    uint64_t hash = 0;
    status state = STATUS_OK;
    for (uint32_t t = 0; t < keys->count && state == STATUS_OK; t++) {
        uint32_t key = keys->items[t];
        if (key == KEY_PASSED) continue;
        if (key == NEVER) {
            state = winnow(s, which, e);
            hash = 0;
            continue;
        }
        uint32_t *start = list_push(&s->starts);
        if (start == NULL) return error_memory(e);
        *start = t;
        hash = hash * BASE + mixed(key);
        size_t count = s->starts.count;
        if (count > s->words)
            hash -= s->leaving * mixed(keys->items[s->starts.items[count - s->words - 1]]);
        if (count < s->words) continue;
        sample *made = list_push(&s->run);
        if (made == NULL) return error_memory(e);
        *made = (sample){ mixed(hash), s->starts.items[count - s->words] };
    }
    return state == STATUS_OK ? winnow(s, which, e) : state;
}

static status pass(shingles *s, error *e)
{
    status state = STATUS_OK;
    for (size_t i = 0; i < s->request->documents.count && state == STATUS_OK; i++) {
        held_keys keys = { 0 };
        state = read_keys(s, (uint32_t)i, &keys, e);
        if (state == STATUS_OK) state = sample_document(s, (uint32_t)i, &keys, e);
        free(keys.items);
    }
    return state;
}

/* --- Places --- */

static int by_place(const shingle_place *a, const shingle_place *b)
{
    if (a->document != b->document) return a->document < b->document ? -1 : 1;
    return (a->token > b->token) - (a->token < b->token);
}

static int by_hash(const void *left, const void *right)
{
    const shingle_place *a = left, *b = right;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return by_place(a, b);
}

static int by_order(const void *left, const void *right, void *places)
{
    const shingle_place *all = places;
    return by_place(&all[*(const uint32_t *)left], &all[*(const uint32_t *)right]);
}

/* Sorts the places, and drops those whose bit alone came again. */
static status arrange(shingles *s, error *e)
{
    shingle_place *all = s->places.items;
    size_t kept = 0, count = s->places.count;
    if (count > 1) qsort(all, count, sizeof *all, by_hash);
    for (size_t i = 0; i < count; i++) {
        bool is_again = (i > 0 && all[i - 1].hash == all[i].hash) ||
                        (i + 1 < count && all[i + 1].hash == all[i].hash);
        if (is_again) all[kept++] = all[i];
    }
    s->places.count = kept;
    s->order = malloc(kept * sizeof *s->order + 1);
    if (s->order == NULL || kept > UINT32_MAX) return error_memory(e);
    for (size_t i = 0; i < kept; i++) s->order[i] = (uint32_t)i;
    if (kept > 1) qsort_r(s->order, kept, sizeof *s->order, by_order, all);
    return STATUS_OK;
}

/* --- The whole --- */

static status collect(shingles *s, error *e)
{
    s->once = calloc((size_t)1 << (TABLE_BITS - 3), 1);
    s->again = calloc((size_t)1 << (TABLE_BITS - 3), 1);
    s->documents = calloc(s->request->documents.count + 1, sizeof *s->documents);
    if (s->once == NULL || s->again == NULL || s->documents == NULL) return error_memory(e);
    status state = pass(s, e);
    s->is_keeping = true;
    if (state == STATUS_OK) state = pass(s, e);
    free(s->once);
    free(s->again);
    s->once = s->again = NULL;
    return state == STATUS_OK ? arrange(s, e) : state;
}

status shingles_open(store *in, const scan_request *request, uint32_t words, uint32_t window,
                     shingles **out, error *e)
{
    if (request->by == COUNT_STEM)
        return error_set(e, STATUS_USAGE, "shingles are of forms or of folded words, not of stems");
    shingles *s = calloc(1, sizeof *s);
    if (s == NULL) return error_memory(e);
    *s = (shingles){ .request = request, .words = words, .window = window, .leaving = 1 };
    for (uint32_t i = 0; i < words; i++) s->leaving *= BASE;
    s->languages = map_create();
    status state = s->languages == NULL ? error_memory(e) : STATUS_OK;
    if (state == STATUS_OK)
        state = vocabulary_open(in, request->by, request->choice, &s->vocabulary, e);
    if (state == STATUS_OK)
        state = scan_tokens_open(&s->tokens, in, request, s->vocabulary, s->languages, e);
    if (state == STATUS_OK) state = collect(s, e);
    if (state == STATUS_OK) *out = s;
    else shingles_close(s);
    return state;
}

void shingles_close(shingles *s)
{
    if (s == NULL) return;
    let_go(s);
    free(s->documents);
    free(s->once);
    free(s->again);
    free(s->order);
    list_free(&s->run);
    list_free(&s->starts);
    list_free(&s->places);
    scan_tokens_close(&s->tokens);
    vocabulary_close(s->vocabulary);
    map_free(s->languages);
    free(s);
}

size_t shingles_count(const shingles *s) { return s->places.count; }

const shingle_place *shingles_place(const shingles *s, size_t number)
{
    return &s->places.items[number];
}

size_t shingles_number(const shingles *s, size_t at) { return s->order[at]; }

/* How many places have a hash below, or at most, this one. */
static size_t places_below(const shingles *s, uint64_t hash, bool or_equal)
{
    size_t low = 0, high = s->places.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint64_t there = s->places.items[middle].hash;
        if (there < hash || (or_equal && there == hash)) low = middle + 1;
        else high = middle;
    }
    return low;
}

size_t shingles_first(const shingles *s, size_t number, size_t *count)
{
    uint64_t hash = s->places.items[number].hash;
    size_t first = places_below(s, hash, false);
    *count = places_below(s, hash, true) - first;
    return first;
}

/* --- What two places share --- */

/* The next token that counts, in steps of 1 or -1; -1 at the end. */
static int64_t next_word(const held_keys *d, int64_t at, int step)
{
    for (at += step; at >= 0 && at < d->count; at += step)
        if (d->items[at] != KEY_PASSED) return at;
    return -1;
}

static bool is_alike(const held_keys *a, int64_t i, const held_keys *b, int64_t k)
{
    return i >= 0 && k >= 0 && a->items[i] == b->items[k] && a->items[i] != NEVER;
}

/* Goes on from tokens i and k as long as both are alike, and no further than `stop` in a. */
static uint32_t go(const held_keys *a, int64_t *i, const held_keys *b, int64_t *k, int step,
                   int64_t stop)
{
    uint32_t words = 0;
    for (int64_t x = *i, y = *k; x < stop && is_alike(a, x, b, y); words++) {
        *i = x;
        *k = y;
        x = next_word(a, x, step);
        y = next_word(b, y, step);
    }
    return words;
}

status shingles_run(shingles *s, size_t first, size_t second, shared_run *run, error *e)
{
    const shingle_place *a = &s->places.items[first], *b = &s->places.items[second];
    if (s->held > HELD_KEYS) let_go(s);
    status state = hold(s, a->document, e);
    if (state == STATUS_OK) state = hold(s, b->document, e);
    *run = (shared_run){ 0 };
    if (state != STATUS_OK) return state;
    const held_keys *x = &s->documents[a->document], *y = &s->documents[b->document];
    int64_t i = a->token, k = b->token;
    uint32_t left = go(x, &i, y, &k, -1, INT64_MAX);
    int64_t stop = a->document == b->document ? k : INT64_MAX, last = a->token, end = b->token;
    if (left == 0 || last >= stop) return STATUS_OK;
    uint32_t right = go(x, &last, y, &end, 1, stop);
    *run = (shared_run){ .first = { (uint32_t)i, (uint32_t)k },
                         .last = { (uint32_t)last, (uint32_t)end },
                         .words = left + right - 1 };
    return STATUS_OK;
}
