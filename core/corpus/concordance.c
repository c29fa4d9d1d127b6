#include "corpus/concordance.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/concordance_parts.h"

enum {
    FIRST_LINES = 1000,  /* of a batch while they stream */
    MOST_LINES = 400000, /* of a batch that is read in order: some 60 MB */
};

/* --- Gathering --- */

static size_t key_count(const concordance *c) { return c->sort.count + 1; }

/* A number in [0, below) by splitmix64 (Steele, Lea & Flood 2014). */
static uint64_t draw(concordance *c, uint64_t below)
{
    uint64_t z = c->random += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint64_t)((unsigned __int128)(z ^ z >> 31) * below >> 64);
}

/* The row for the next hit: a new one, that of a hit which the sample drops (reservoir sampling,
 * Vitter 1985, algorithm R), or NULL when the hit is dropped itself. */
static status choose_row(concordance *c, concordance_row **row, uint32_t **keys, error *e)
{
    size_t count = key_count(c), at = c->rows.count;
    *row = NULL;
    if (c->seen++ >= c->sample) {
        at = draw(c, c->seen);
        if (at >= c->sample) return STATUS_OK;
    } else {
        if (at >= UINT32_MAX || list_push(&c->rows) == NULL) return error_memory(e);
        for (size_t i = 0; i < count && c->sort.count > 0; i++)
            if (list_push(&c->keys) == NULL) return error_memory(e);
    }
    *row = &c->rows.items[at];
    *keys = c->sort.count > 0 ? c->keys.items + at * count : NULL;
    return STATUS_OK;
}

/* The n-th word to one side of a token; its type, or 0. */
static uint32_t word_beside(const concordance *c, const query_text *t, uint32_t from, uint32_t to,
                            uint32_t n, int step)
{
    const view *v = &t->view;
    for (uint32_t at = from; at != to; at += (uint32_t)step) {
        uint32_t type = v->ids[at];
        bool is_word = type <= c->q->types && c->q->kinds[type] != TOKEN_PUNCTUATION + 1;
        if (is_word && --n == 0) return type;
    }
    return 0;
}

static void fill_keys(const concordance *c, const query_text *t, const concordance_row *row,
                      uint32_t *keys)
{
    for (size_t i = 0; i < c->sort.count; i++) {
        sort_key k = c->sort.items[i];
        if (k.side == 'D') keys[i] = row->document;
        else if (k.side == 'L') keys[i] = word_beside(c, t, row->first - 1, UINT32_MAX, k.n, -1);
        else if (k.side == 'R')
            keys[i] = word_beside(c, t, row->last + 1, t->view.from.tokens.count, k.n, 1);
        else keys[i] = word_beside(c, t, row->first, row->last + 1, k.n, 1);
    }
}

static status gather_document(concordance *c, size_t index, error *e)
{
    query_text t = { 0 };
    bool matches;
    c->hits.count = 0;
    status state = query_examine(c->q, c->documents.items[index], &matches, &c->hits, e);
    if (state != STATUS_OK || c->hits.count == 0) return state;
    if (c->sort.count > 0) state = query_text_open(&t, c->in, c->documents.items[index], e);
    if (c->sort.count > 0 && state == STATUS_OK) state = query_text_ids(&t, e);
    for (size_t i = 0; i < c->hits.count && state == STATUS_OK; i++) {
        concordance_row *row;
        uint32_t *keys;
        state = choose_row(c, &row, &keys, e);
        if (state != STATUS_OK || row == NULL) continue;
        *row = (concordance_row){ (uint32_t)index, c->hits.items[i].first, c->hits.items[i].last };
        if (keys != NULL) fill_keys(c, &t, row, keys);
    }
    status end = t.row.in != NULL ? query_text_close(&t) : STATUS_OK;
    return state == STATUS_OK ? end : state;
}

/* --- Order --- */

static status know_kinds(concordance *c, error *e)
{
    statement q = statement_of(c->in, "SELECT id, kind FROM type", e);
    while (statement_step(&q)) {
        int64_t id = statement_integer(&q, 0);
        if (id > 0 && id <= c->q->types) c->q->kinds[id] = (uint8_t)(statement_integer(&q, 1) + 1);
    }
    return statement_end(&q);
}

static int by_form(const void *a, const void *b)
{
    const ranked_form *x = a, *y = b;
    return strcmp(x->form, y->form);
}

static status read_forms(concordance *c, uint32_t *ranks, ranked_form_list *forms, arena *memory,
                         error *e)
{
    buffer folded = { 0 };
    statement q = statement_of(c->in, "SELECT id, form FROM type", e);
    while (statement_step(&q)) {
        size_t length;
        int64_t id = statement_integer(&q, 0);
        if (id <= 0 || id > c->q->types || ranks[id] == 0) continue;
        const char *form = statement_bytes(&q, 1, &length);
        ranked_form *slot = list_push(forms);
        buffer_clear(&folded);
        text_fold(&folded, form, length);
        if (slot != NULL) slot->type = (uint32_t)id;
        if (slot != NULL && folded.state == STATUS_OK)
            slot->form = arena_copy(memory, folded.data, folded.length);
        if (slot == NULL || slot->form == NULL) q.state = error_memory(e);
    }
    buffer_free(&folded);
    return statement_end(&q);
}

static bool is_of_words(const concordance *c, size_t key) { return c->sort.items[key].side != 'D'; }

/* Replaces the types among the keys by the rank of their folded forms, so that numbers compare as
 * the words do. */
static status rank_keys(concordance *c, error *e)
{
    ranked_form_list forms = { 0 };
    arena memory = { 0 };
    size_t width = key_count(c);
    uint32_t *ranks = calloc((size_t)c->q->types + 1, sizeof *ranks);
    status state = ranks == NULL ? error_memory(e) : STATUS_OK;
    for (size_t i = 0; state == STATUS_OK && i < c->keys.count; i++)
        if (i % width < c->sort.count && is_of_words(c, i % width)) ranks[c->keys.items[i]] = 1;
    if (state == STATUS_OK) state = read_forms(c, ranks, &forms, &memory, e);
    if (forms.count > 0) qsort(forms.items, forms.count, sizeof *forms.items, by_form);
    if (state == STATUS_OK) ranks[0] = 0; /* no word: before all others */
    for (size_t i = 0, rank = 0; state == STATUS_OK && i < forms.count; i++) {
        rank += i == 0 || strcmp(forms.items[i].form, forms.items[i - 1].form) != 0;
        ranks[forms.items[i].type] = (uint32_t)rank;
    }
    for (size_t i = 0; state == STATUS_OK && i < c->keys.count; i++)
        if (i % width < c->sort.count && is_of_words(c, i % width))
            c->keys.items[i] = ranks[c->keys.items[i]];
    free(ranks);
    list_free(&forms);
    arena_free(&memory);
    return state;
}

/* The keys of a row end with its number, so two rows always differ. */
static int by_keys(const void *a, const void *b)
{
    const uint32_t *x = *(uint32_t *const *)a, *y = *(uint32_t *const *)b;
    while (*x == *y) x++, y++;
    return *x < *y ? -1 : 1;
}

static int by_place(const void *a, const void *b)
{
    const concordance_row *x = a, *y = b;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return (x->last > y->last) - (x->last < y->last);
}

static status sort_rows(concordance *c, error *e)
{
    size_t width = key_count(c), count = c->rows.count;
    if (count < 2) return STATUS_OK;
    if (c->sort.count == 0) {
        qsort(c->rows.items, count, sizeof *c->rows.items, by_place);
        return STATUS_OK;
    }
    status state = rank_keys(c, e);
    if (state != STATUS_OK) return state;
    uint32_t **order = malloc(count * sizeof *order);
    concordance_row *sorted = malloc(count * sizeof *sorted);
    if (order == NULL || sorted == NULL) state = error_memory(e);
    for (size_t i = 0; state == STATUS_OK && i < count; i++) {
        order[i] = c->keys.items + i * width;
        order[i][width - 1] = (uint32_t)i;
    }
    if (state == STATUS_OK) qsort(order, count, sizeof *order, by_keys);
    for (size_t i = 0; state == STATUS_OK && i < count; i++)
        sorted[i] = c->rows.items[order[i][width - 1]];
    if (state == STATUS_OK) memcpy(c->rows.items, sorted, count * sizeof *sorted);
    free(order);
    free(sorted);
    list_free(&c->keys);
    return state;
}

static status gather(concordance *c, error *e)
{
    status state = c->sort.count > 0 ? know_kinds(c, e) : STATUS_OK;
    while (c->next_document < c->documents.count && state == STATUS_OK)
        state = gather_document(c, c->next_document++, e);
    if (state == STATUS_OK) state = sort_rows(c, e);
    return state;
}

/* --- Batches --- */

/* Takes the rows of further documents until there are enough to show. */
static status stream_rows(concordance *c, error *e)
{
    status state = STATUS_OK;
    c->rows.count = c->next_row = 0;
    while (state == STATUS_OK && c->rows.count < FIRST_LINES && c->rows.count < c->limit &&
           c->next_document < c->documents.count)
        state = gather_document(c, c->next_document++, e);
    return state;
}

status concordance_next(concordance *c, const concordance_line_list **lines, error *e)
{
    status state = STATUS_OK;
    bool is_gathered = c->sort.count > 0 || c->sample != SIZE_MAX;
    if (!is_gathered) state = stream_rows(c, e);
    else if (!c->has_all) state = gather(c, e);
    c->has_all = true;
    size_t count = c->rows.count - c->next_row;
    if (count > c->limit) count = c->limit;
    if (count > MOST_LINES) count = MOST_LINES;
    if (state == STATUS_OK)
        state = concordance_read_lines(c, c->rows.items + c->next_row, count, e);
    c->next_row += count;
    c->limit -= count;
    *lines = &c->lines;
    return state;
}

/* --- Opening --- */

status concordance_read_sort(const char *text, sort_key_list *keys, error *e)
{
    enum { MOST_KEYS = 20, WORDS_OF_CENTRE = 5 };
    for (size_t at = 0; text[at] != '\0';) {
        size_t size = strcspn(text + at, " ,");
        const char *word = text + at;
        at += size + (text[at + size] != '\0');
        if (size == 0) continue;
        bool is_side =
            size == 2 && strchr("LRlr", word[0]) != NULL && word[1] >= '1' && word[1] <= '9';
        bool is_centre = size == 6 && strncmp(word, "centre", 6) == 0;
        bool is_document = size == 8 && strncmp(word, "document", 8) == 0;
        if (!(is_side || is_centre || is_document) || keys->count >= MOST_KEYS)
            return error_set(e, STATUS_USAGE,
                             "'%.*s' is nothing to sort by: L1 to L9, R1 to R9, centre, document, "
                             "as in \"R1 R2 L1\"",
                             (int)size, word);
        for (uint32_t n = 1; n <= (is_centre ? WORDS_OF_CENTRE : 1); n++) {
            sort_key *key = list_push(keys);
            if (key == NULL) return error_memory(e);
            *key = is_side ? (sort_key){ (char)(word[0] & ~0x20), (uint32_t)(word[1] - '0') }
                           : (sort_key){ is_centre ? 'C' : 'D', n };
        }
    }
    return STATUS_OK;
}

status concordance_open(store *s, query *q, const concordance_wish *wish, concordance **out,
                        error *e)
{
    *out = NULL;
    status state = query_begin(s, q, wish->documents, e);
    concordance *c = state == STATUS_OK ? calloc(1, sizeof *c) : NULL;
    if (c == NULL) return state == STATUS_OK ? error_memory(e) : state;
    c->in = s;
    c->q = q;
    c->context = wish->context;
    c->by_sentence = wish->by_sentence;
    c->limit = wish->limit;
    c->sample = wish->sample;
    c->random = wish->seed;
    for (size_t i = 0; i < wish->documents->count && state == STATUS_OK; i++) {
        int64_t *slot = list_push(&c->documents);
        if (slot == NULL) state = error_memory(e);
        else *slot = wish->documents->items[i];
    }
    for (size_t i = 0; wish->sort != NULL && i < wish->sort->count && state == STATUS_OK; i++) {
        sort_key *slot = list_push(&c->sort);
        if (slot == NULL) state = error_memory(e);
        else *slot = wish->sort->items[i];
    }
    if (state == STATUS_OK) *out = c;
    else concordance_close(c);
    return state;
}

void concordance_close(concordance *c)
{
    if (c == NULL) return;
    list_free(&c->documents);
    list_free(&c->sort);
    list_free(&c->hits);
    list_free(&c->rows);
    list_free(&c->keys);
    list_free(&c->lines);
    buffer_free(&c->texts);
    free(c);
}
