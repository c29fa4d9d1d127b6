#include <stdlib.h>
#include <string.h>

#include "corpus/query_parts.h"
#include "store/lexicon.h"

/* --- Types --- */

static status collect(statement *q, number_list *types, error *e)
{
    while (statement_step(q)) {
        uint32_t *id = list_push(types);
        if (id == NULL) q->state = error_memory(e);
        else *id = (uint32_t)statement_integer(q, 0);
    }
    return statement_end(q);
}

/* Types of one fold. Forms that are their own fold are not in the index lexicon_fold. */
static status types_of_fold(store *s, const query_position *position, number_list *types, error *e)
{
    uint32_t fold;
    status state = lexicon_find(s, position->folded, position->length, &fold, e);
    if (state != STATUS_OK || fold == 0) return state;
    statement q = statement_of(
        s, "SELECT ?1 UNION ALL SELECT id FROM type WHERE fold = ?1 AND fold <> id", e);
    statement_bind_integer(&q, 1, fold);
    return collect(&q, types, e);
}

/* Types whose fold begins so: every fold is a type itself, and those lie together in the index of
 * forms. */
static status types_of_prefix(store *s, const query_position *position, number_list *types,
                              error *e)
{
    buffer behind = {
        0
    }; /* all forms with the prefix lie before it with the last code point of all */
    buffer_append(&behind, position->folded, position->length);
    buffer_text(&behind, "\U0010ffff");
    if (behind.state != STATUS_OK) return error_memory(e);
    statement q = statement_of(
        s,
        "WITH folds (id) AS MATERIALIZED ("
        "  SELECT id FROM type WHERE form >= ?1 AND form < ?2 AND fold = id)"
        " SELECT id FROM folds UNION ALL"
        " SELECT t.id FROM folds f CROSS JOIN type t ON t.fold = f.id AND t.fold <> t.id",
        e);
    statement_bind_text_bytes(&q, 1, position->folded, position->length);
    statement_bind_text_bytes(&q, 2, behind.data, behind.length);
    status state = collect(&q, types, e);
    buffer_free(&behind);
    return state;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void numbers_sort(number_list *numbers)
{
    if (numbers->count < 2) return;
    qsort(numbers->items, numbers->count, sizeof *numbers->items, by_number);
    size_t kept = 1;
    for (size_t i = 1; i < numbers->count; i++)
        if (numbers->items[i] != numbers->items[kept - 1])
            numbers->items[kept++] = numbers->items[i];
    numbers->count = kept;
}

static status fill_bits(query_position *position, error *e)
{
    const number_list *types = &position->types;
    position->lowest = types->count > 0 ? types->items[0] : 0;
    position->range = types->count > 0 ? types->items[types->count - 1] - position->lowest : 0;
    free(position->bits);
    position->bits = calloc(position->range / 64 + 1, sizeof *position->bits);
    if (position->bits == NULL) return error_memory(e);
    for (size_t i = 0; i < types->count; i++) {
        uint32_t bit = types->items[i] - position->lowest;
        position->bits[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    return STATUS_OK;
}

static status resolve(query_position *position, store *s, error *e)
{
    position->types.count = 0;
    status state = position->is_prefix ? types_of_prefix(s, position, &position->types, e)
                                       : types_of_fold(s, position, &position->types, e);
    numbers_sort(&position->types);
    return state == STATUS_OK ? fill_bits(position, e) : state;
}

status query_resolve(query *q, store *s, error *e)
{
    if (q->resolved == s) return STATUS_OK;
    q->resolved = NULL;
    map_free(q->kinds);
    q->kinds = map_create();
    if (q->kinds == NULL) return error_memory(e);
    for (size_t i = 0; i < q->terms.count; i++) {
        position_list *positions = &q->terms.items[i].positions;
        for (size_t k = 0; k < positions->count; k++) {
            status state = resolve(&positions->items[k], s, e);
            if (state != STATUS_OK) return state;
        }
    }
    q->resolved = s;
    return STATUS_OK;
}

static inline bool matches(const query_position *position, uint32_t type)
{
    uint32_t bit = type - position->lowest;
    return bit <= position->range && (position->bits[bit / 64] >> bit % 64 & 1) != 0;
}

static status is_punctuation(query *q, store *s, uint32_t type, bool *is, error *e)
{
    int64_t index = map_add(q->kinds, (const char *)&type, sizeof type);
    if (index < 0) return error_memory(e);
    int64_t *kind = map_value(q->kinds, (size_t)index);
    if (*kind == 0) {
        type_entry entry;
        status state = lexicon_read(s, type, &entry, NULL, e);
        if (state != STATUS_OK) return state;
        *kind = (int64_t)entry.kind + 1;
    }
    *is = *kind == TOKEN_PUNCTUATION + 1;
    return STATUS_OK;
}

/* --- The tokens of a document --- */

static buffer borrow(const statement *row, int column)
{
    size_t length;
    const void *bytes = statement_bytes(row, column, &length);
    return (buffer){ .data = (char *)(uintptr_t)bytes, .length = length };
}

status query_text_open(query_text *t, store *s, int64_t document, error *e)
{
    *t = (query_text){ .document = document };
    t->row =
        statement_of(s, "SELECT tokens, ids, places, sentences FROM stream WHERE document = ?1", e);
    statement_bind_integer(&t->row, 1, document);
    if (!statement_step(&t->row)) return t->row.state;
    int64_t count = statement_integer(&t->row, 0);
    t->tokens.ids = borrow(&t->row, 1);
    t->tokens.places = borrow(&t->row, 2);
    t->tokens.sentences = borrow(&t->row, 3);
    if (count < 0 || (uint64_t)count > t->tokens.ids.length) /* an id takes a byte at least */
        return error_set(e, STATUS_CORPUS,
                         "document %lld: its tokens are damaged; run: moonleaf rebuild",
                         (long long)document);
    t->tokens.count = (uint32_t)count;
    return STATUS_OK;
}

static status decode(query_text *t, error *e)
{
    if (t->ids != NULL) return STATUS_OK;
    t->ids = malloc((size_t)t->tokens.count * sizeof *t->ids + 1);
    if (t->ids == NULL) return error_memory(e);
    status state = stream_decode(&t->tokens, 0, t->ids, NULL, e);
    if (state == STATUS_OK) state = stream_decode_sentences(&t->tokens, &t->starts, e);
    if (state == STATUS_CORPUS) error_prefix(e, "document %lld: ", (long long)t->document);
    return state;
}

status query_text_close(query_text *t)
{
    free(t->ids);
    list_free(&t->starts);
    return statement_end(&t->row);
}

/* --- Hits --- */

/* The token behind `last` that matches the position, only punctuation between; `stop`, the
 * sentence's end, when there is none. */
static status next_match(query *q, store *s, const query_position *position, const query_text *t,
                         uint32_t stop, uint32_t *last, error *e)
{
    for (uint32_t at = *last + 1; at < stop; at++) {
        bool is_between = false;
        if (matches(position, t->ids[at])) {
            *last = at;
            return STATUS_OK;
        }
        status state = is_punctuation(q, s, t->ids[at], &is_between, e);
        if (state != STATUS_OK) return state;
        if (!is_between) break;
    }
    *last = stop;
    return STATUS_OK;
}

static status add_hit(hit_list *hits, uint32_t first, uint32_t last, error *e)
{
    query_hit *hit = list_push(hits);
    if (hit == NULL) return error_memory(e);
    *hit = (query_hit){ first, last };
    return STATUS_OK;
}

/* A word of few types, without decoding anything. */
static status find_few(const query_term *term, const query_text *t, hit_list *hits, error *e)
{
    const number_list *types = &term->positions.items[0].types;
    number_list tokens = { 0 };
    status state = STATUS_OK;
    for (size_t i = 0; state == STATUS_OK && i < types->count; i++)
        state = stream_find(&t->tokens, types->items[i], &tokens, e);
    numbers_sort(&tokens);
    for (size_t i = 0; state == STATUS_OK && i < tokens.count; i++)
        state = add_hit(hits, tokens.items[i], tokens.items[i], e);
    list_free(&tokens);
    return state;
}

static status find_all(query *q, store *s, const query_term *term, const query_text *t,
                       hit_list *hits, error *e)
{
    const query_position *positions = term->positions.items;
    size_t sentence = 0;
    status state = STATUS_OK;
    for (uint32_t first = 0; state == STATUS_OK && first < t->tokens.count; first++) {
        if (!matches(&positions[0], t->ids[first])) continue;
        while (sentence < t->starts.count && t->starts.items[sentence] <= first) sentence++;
        uint32_t stop = sentence < t->starts.count ? t->starts.items[sentence] : t->tokens.count;
        uint32_t last = first;
        for (size_t i = 1; state == STATUS_OK && i < term->positions.count && last < stop; i++)
            state = next_match(q, s, &positions[i], t, stop, &last, e);
        if (state == STATUS_OK && last < stop) state = add_hit(hits, first, last, e);
    }
    return state;
}

status query_find(query *q, store *s, const query_term *term, query_text *t, hit_list *hits,
                  error *e)
{
    enum { FEW = 4 }; /* types, for each of which the bytes are searched through */
    bool is_few = term->positions.count == 1 && term->positions.items[0].types.count <= FEW;
    if (is_few && t->ids == NULL) return find_few(term, t, hits, e);
    status state = decode(t, e);
    return state == STATUS_OK ? find_all(q, s, term, t, hits, e) : state;
}

static int by_place(const void *a, const void *b)
{
    const query_hit *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return (x->last > y->last) - (x->last < y->last);
}

void query_hits_sort(hit_list *hits)
{
    if (hits->count < 2) return;
    qsort(hits->items, hits->count, sizeof *hits->items, by_place);
    size_t kept = 0;
    for (size_t i = 1; i < hits->count; i++)
        if (by_place(&hits->items[kept], &hits->items[i]) != 0)
            hits->items[++kept] = hits->items[i];
    hits->count = kept + 1;
}
