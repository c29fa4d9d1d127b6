#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/query_parts.h"

/* BM25's usual constants (Robertson & Zaragoza 2009, section 3.3). */
static const double K1 = 1.2, B = 0.75;

/* --- Sets of documents, rising --- */

static status add_posting(posting_list *list, int64_t id, uint32_t count, error *e)
{
    posting *slot = list_push(list);
    if (slot == NULL) return error_memory(e);
    *slot = (posting){ id, count };
    return STATUS_OK;
}

/* Appends those of `a` that are in `b`, too. */
static status intersect(const posting_list *a, const posting_list *b, posting_list *out, error *e)
{
    status state = STATUS_OK;
    for (size_t i = 0, k = 0; state == STATUS_OK && i < a->count && k < b->count;) {
        int64_t x = a->items[i].document, y = b->items[k].document;
        if (x == y) state = add_posting(out, x, a->items[i].count, e);
        i += x <= y;
        k += y <= x;
    }
    return state;
}

/* As intersect, into the first, which is replaced. */
static status intersect_into(posting_list *a, const posting_list *b, error *e)
{
    posting_list out = { 0 };
    status state = intersect(a, b, &out, e);
    list_free(a);
    *a = out;
    return state;
}

/* --- The documents that are asked --- */

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* `among` in any order, as postings. */
static status sort_ids(const id_list *among, posting_list *out, error *e)
{
    if (among->count == 0) return STATUS_OK;
    int64_t *ids = malloc(among->count * sizeof *ids);
    if (ids == NULL) return error_memory(e);
    memcpy(ids, among->items, among->count * sizeof *ids);
    qsort(ids, among->count, sizeof *ids, by_id);
    status state = STATUS_OK;
    for (size_t i = 0; state == STATUS_OK && i < among->count; i++)
        if (i == 0 || ids[i] != ids[i - 1]) state = add_posting(out, ids[i], 1, e);
    free(ids);
    return state;
}

static status read_among(query *q, store *s, const id_list *among, error *e)
{
    posting_list *documents = &q->among;
    documents->count = 0;
    statement st = statement_of(s, "SELECT id, words FROM document ORDER BY id", e);
    while (statement_step(&st)) {
        int64_t words = statement_integer(&st, 1);
        uint32_t length = words < 0 ? 0 : words > UINT32_MAX ? UINT32_MAX : (uint32_t)words;
        status state = add_posting(documents, statement_integer(&st, 0), length, e);
        if (state != STATUS_OK) st.state = state;
    }
    status state = statement_end(&st);
    posting_list wanted = { 0 };
    if (state == STATUS_OK && among != NULL) state = sort_ids(among, &wanted, e);
    if (state == STATUS_OK && among != NULL) state = intersect_into(documents, &wanted, e);
    list_free(&wanted);
    return state;
}

/* --- What the index knows --- */

static status read_types(query *q, const number_list *types, posting_list *out, error *e)
{
    posting_list found = { 0 };
    status state = segment_postings_of(q->resolved, types->items, types->count, &found, e);
    if (state == STATUS_OK) state = intersect(&found, &q->among, out, e);
    list_free(&found);
    return state;
}

/* The documents of a word; of all else those that hold all of its words. */
static status read_term(query *q, query_term *term, error *e)
{
    status state = STATUS_OK;
    bool is_first = true;
    term->documents.count = 0;
    for (size_t p = 0; p < term->parts.count; p++)
        for (size_t i = 0; i < term->parts.items[p].count && state == STATUS_OK; i++) {
            const query_position *position = &term->parts.items[p].items[i];
            posting_list next = { 0 };
            if (position->is_gap || (!is_first && term->documents.count == 0)) continue;
            state = read_types(q, &position->types.ids, is_first ? &term->documents : &next, e);
            if (state == STATUS_OK && !is_first) state = intersect_into(&term->documents, &next, e);
            is_first = false;
            list_free(&next);
        }
    return state;
}

status query_begin(store *s, query *q, const id_list *among, error *e)
{
    status state = query_resolve(q, s, e);
    if (state == STATUS_OK) state = read_among(q, s, among, e);
    for (size_t i = 0; state == STATUS_OK && i < q->terms.count; i++)
        state = read_term(q, &q->terms.items[i], e);
    return state;
}

/* The posting of a document, or NULL. */
static const posting *find(const posting_list *list, int64_t id)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle].document < id) low = middle + 1;
        else high = middle;
    }
    bool is_there = low < list->count && list->items[low].document == id;
    return is_there ? &list->items[low] : NULL;
}

/* --- Documents, one by one --- */

/* Whether the node holds, by what was found of each term. */
static bool node_holds(const query *q, const query_node *node)
{
    if (node->kind == QUERY_TERM) return q->terms.items[node->term].found > 0;
    bool left = node_holds(q, node->left);
    if (node->kind == QUERY_NOT) return !left;
    if (node->kind == QUERY_AND) return left && node_holds(q, node->right);
    return left || node_holds(q, node->right);
}

/* Counts a term in the document and, when it is wanted, appends its hits. */
static status examine_term(query *q, size_t i, query_text *text, hit_list *hits, error *e)
{
    query_term *term = &q->terms.items[i];
    const posting *p = find(&term->documents, text->document);
    bool is_read = p != NULL && (term->is_wanted || !query_is_indexed(q, term));
    term->found = p != NULL ? p->count : 0;
    if (!is_read) return STATUS_OK;
    size_t before = hits->count;
    status state =
        text->row.in == NULL ? query_text_open(text, q->resolved, text->document, e) : STATUS_OK;
    if (state == STATUS_OK) state = query_find(q, text, i, hits, e);
    term->found = hits->count - before;
    if (!term->is_wanted) hits->count = before;
    return state;
}

/* Whether the document may match for all that the index knows. */
static void guess(query *q, int64_t id)
{
    for (size_t i = 0; i < q->terms.count; i++) {
        const posting *p = find(&q->terms.items[i].documents, id);
        q->terms.items[i].found = p != NULL ? p->count : 0;
    }
}

static bool may_hold(const query *q, const query_node *node, bool wanted)
{
    if (node->kind == QUERY_TERM) {
        const query_term *term = &q->terms.items[node->term];
        return wanted ? term->found > 0 : term->found == 0 || !query_is_indexed(q, term);
    }
    bool left = may_hold(q, node->left, node->kind == QUERY_NOT ? !wanted : wanted);
    if (node->kind == QUERY_NOT) return left;
    bool right = may_hold(q, node->right, wanted);
    return (node->kind == QUERY_AND) == wanted ? left && right : left || right;
}

status query_examine(query *q, int64_t id, bool *matches, hit_list *hits, error *e)
{
    query_text text = { .document = id };
    size_t before = hits->count;
    guess(q, id);
    *matches = may_hold(q, q->root, true);
    if (!*matches) return STATUS_OK;
    status state = STATUS_OK;
    for (size_t i = 0; i < q->terms.count && state == STATUS_OK; i++)
        state = examine_term(q, i, &text, hits, e);
    *matches = state == STATUS_OK && node_holds(q, q->root);
    if (!*matches) hits->count = before;
    if (text.row.in == NULL) return state;
    status end = query_text_close(&text);
    query_hits_sort(hits);
    return state == STATUS_OK ? end : state;
}

/* --- Score --- */

/* The weight of a term that so many of all documents hold; + 1 keeps it positive. */
static double weight(size_t holding, size_t all)
{
    return log(1 + ((double)all - (double)holding + 0.5) / ((double)holding + 0.5));
}

static double mean_length(const query *q)
{
    double sum = 0;
    for (size_t i = 0; i < q->among.count; i++) sum += q->among.items[i].count;
    return q->among.count > 0 ? sum / (double)q->among.count : 0;
}

/* Adds to each match what the term, found in documents `of`, gives it. */
static void score_term(const query *q, const posting_list *of, match_list *matches, size_t from)
{
    double idf = weight(of->count, q->among.count), mean = mean_length(q);
    for (size_t i = from; i < matches->count; i++) {
        match *m = &matches->items[i];
        const posting *p = find(of, m->document), *length = find(&q->among, m->document);
        if (p == NULL || length == NULL) continue;
        double share = mean > 0 ? length->count / mean : 1;
        m->score += idf * p->count / (p->count + K1 * (1 - B + B * share));
    }
}

static int by_score(const void *a, const void *b)
{
    const match *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return (x->document > y->document) - (x->document < y->document);
}

/* --- All documents --- */

static status add_match(match_list *matches, int64_t id, size_t hits, error *e)
{
    match *m = list_push(matches);
    if (m == NULL) return error_memory(e);
    m->document = id;
    m->hits = (uint32_t)hits;
    return STATUS_OK;
}

/* All wanted words together, as if they were one: a token that two of them match is one hit. */
static status read_wanted(query *q, posting_list *out, error *e)
{
    number_list types = { 0 };
    status state = STATUS_OK;
    for (size_t i = 0; i < q->terms.count; i++) {
        if (!q->terms.items[i].is_wanted) continue;
        const number_list *ids = &q->terms.items[i].parts.items[0].items[0].types.ids;
        for (size_t k = 0; k < ids->count && state == STATUS_OK; k++) {
            uint32_t *slot = list_push(&types);
            if (slot == NULL) state = error_memory(e);
            else *slot = ids->items[k];
        }
    }
    numbers_sort(&types);
    if (state == STATUS_OK) state = read_types(q, &types, out, e);
    list_free(&types);
    return state;
}

/* When every term is a word, the index knows all. */
static status match_by_index(query *q, match_list *matches, error *e)
{
    posting_list hits = { 0 };
    status state = read_wanted(q, &hits, e);
    for (size_t i = 0; i < q->among.count && state == STATUS_OK; i++) {
        int64_t id = q->among.items[i].document;
        guess(q, id);
        if (!node_holds(q, q->root)) continue;
        const posting *p = find(&hits, id);
        state = add_match(matches, id, p != NULL ? p->count : 0, e);
    }
    list_free(&hits);
    return state;
}

/* Reads every document that may match, and leaves in the terms where they really are. */
static status match_by_reading(query *q, match_list *matches, error *e)
{
    posting_list *found = calloc(q->terms.count, sizeof *found);
    hit_list hits = { 0 };
    status state = found == NULL ? error_memory(e) : STATUS_OK;
    for (size_t i = 0; i < q->among.count && state == STATUS_OK; i++) {
        bool is_match;
        int64_t id = q->among.items[i].document;
        hits.count = 0;
        state = query_examine(q, id, &is_match, &hits, e);
        if (state != STATUS_OK || !is_match) continue;
        state = add_match(matches, id, hits.count, e);
        for (size_t t = 0; t < q->terms.count && state == STATUS_OK; t++)
            if (q->terms.items[t].found > 0)
                state = add_posting(&found[t], id, (uint32_t)q->terms.items[t].found, e);
    }
    for (size_t t = 0; found != NULL && t < q->terms.count; t++) {
        list_free(&q->terms.items[t].documents);
        q->terms.items[t].documents = found[t];
    }
    free(found);
    list_free(&hits);
    return state;
}

status query_documents(store *s, query *q, const id_list *among, match_list *matches, error *e)
{
    size_t from = matches->count;
    bool is_known = true;
    status state = query_begin(s, q, among, e);
    for (size_t i = 0; i < q->terms.count; i++)
        is_known = is_known && query_is_indexed(q, &q->terms.items[i]);
    if (state == STATUS_OK)
        state = is_known ? match_by_index(q, matches, e) : match_by_reading(q, matches, e);
    for (size_t i = 0; i < q->terms.count && state == STATUS_OK; i++)
        if (q->terms.items[i].is_wanted) score_term(q, &q->terms.items[i].documents, matches, from);
    if (matches->count > from)
        qsort(matches->items + from, matches->count - from, sizeof *matches->items, by_score);
    return state;
}

/* --- Where in one of them --- */

/* The hits are in order, so a block of places is kept for the hits that follow in it. */
static status append_spans(const stream *tokens, const hit_list *hits, span_list *spans, error *e)
{
    span places[STREAM_BLOCK];
    size_t decoded = SIZE_MAX, count = 0;
    for (size_t i = 0; i < hits->count; i++) {
        span *slot = list_push(spans);
        if (slot == NULL) return error_memory(e);
        const uint32_t ends[] = { hits->items[i].first, hits->items[i].last };
        for (size_t k = 0; k < 2; k++) {
            size_t wanted = ends[k] / STREAM_BLOCK;
            status state = STATUS_OK;
            if (wanted != decoded)
                state = stream_decode_places_block(tokens, wanted, places, &count, e);
            if (state != STATUS_OK) return state;
            decoded = wanted;
            span place = places[ends[k] % STREAM_BLOCK];
            if (k == 0) slot->start = place.start;
            slot->stop = place.stop;
        }
    }
    return STATUS_OK;
}

status query_hits(store *s, query *q, int64_t id, span_list *hits, error *e)
{
    query_text text = { 0 };
    hit_list found = { 0 };
    status state = query_resolve(q, s, e);
    if (state == STATUS_OK) state = query_text_open(&text, s, id, e);
    for (size_t i = 0; state == STATUS_OK && i < q->terms.count; i++)
        if (q->terms.items[i].is_wanted) state = query_find(q, &text, i, &found, e);
    query_hits_sort(&found);
    if (state == STATUS_OK && found.count > 0) state = query_text_lend(&text, PART_PLACES, e);
    if (state == STATUS_OK) state = append_spans(&text.view.from.tokens, &found, hits, e);
    status end = query_text_close(&text);
    list_free(&found);
    return state == STATUS_OK ? end : state;
}
