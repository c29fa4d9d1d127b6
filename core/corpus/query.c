#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/query_parts.h"

/* BM25's usual constants (Robertson & Zaragoza 2009, section 3.3). */
static const double K1 = 1.2, B = 0.75;

/* The documents that are asked, rising, with their lengths. */
typedef struct collection {
    posting_list documents; /* count: words and numbers */
    double mean_length;
} collection;

typedef struct evaluation {
    store *in;
    query *q;
    collection among;
    posting_list *terms;  /* of each term of the query: its documents, rising, and how often it is
                             there; of a phrase  first those that hold all of its words */
    posting_list words;   /* all wanted single words together, as if they were one */
    posting_list phrases; /* all wanted phrases together */
    error *e;
} evaluation;

/* --- Sets of documents, rising --- */

static status add_posting(posting_list *list, int64_t document, uint32_t count, error *e)
{
    posting *slot = list_push(list);
    if (slot == NULL) return error_memory(e);
    *slot = (posting){ document, count };
    return STATUS_OK;
}

typedef enum operation { BOTH, EITHER, FIRST_ALONE } operation;

/* Appends what the operation makes of two sets. */
static status combine(const posting_list *a, const posting_list *b, operation how,
                      posting_list *out, error *e)
{
    status state = STATUS_OK;
    for (size_t i = 0, k = 0; state == STATUS_OK && (i < a->count || k < b->count);) {
        int64_t x = i < a->count ? a->items[i].document : INT64_MAX;
        int64_t y = k < b->count ? b->items[k].document : INT64_MAX;
        bool is_in = how == BOTH ? x == y : how == EITHER || x < y; /* FIRST_ALONE: not in b */
        const posting *from = x <= y ? &a->items[i] : &b->items[k];
        if (is_in) state = add_posting(out, from->document, from->count, e);
        i += x <= y;
        k += y <= x;
    }
    return state;
}

/* As combine, into the first, which is replaced. */
static status combine_into(posting_list *a, const posting_list *b, operation how, error *e)
{
    posting_list out = { 0 };
    status state = combine(a, b, how, &out, e);
    list_free(a);
    *a = out;
    return state;
}

/* Moves `at` to the document or the first behind it; NULL when it is not there. Documents must be
 * asked for rising. */
static const posting *find_rising(const posting_list *list, size_t *at, int64_t document)
{
    while (*at < list->count && list->items[*at].document < document) (*at)++;
    return *at < list->count && list->items[*at].document == document ? &list->items[*at] : NULL;
}

/* --- The collection --- */

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

static status read_collection(evaluation *v, const id_list *among)
{
    posting_list *documents = &v->among.documents;
    statement q = statement_of(v->in, "SELECT id, words FROM document ORDER BY id", v->e);
    while (statement_step(&q)) {
        int64_t words = statement_integer(&q, 1);
        uint32_t length = words < 0 ? 0 : words > UINT32_MAX ? UINT32_MAX : (uint32_t)words;
        status state = add_posting(documents, statement_integer(&q, 0), length, v->e);
        if (state != STATUS_OK) q.state = state;
    }
    status state = statement_end(&q);
    if (state == STATUS_OK && among != NULL) {
        posting_list wanted = { 0 };
        state = sort_ids(among, &wanted, v->e);
        if (state == STATUS_OK) state = combine_into(documents, &wanted, BOTH, v->e);
        list_free(&wanted);
    }
    double sum = 0;
    for (size_t i = 0; i < documents->count; i++) sum += documents->items[i].count;
    v->among.mean_length = documents->count > 0 ? sum / (double)documents->count : 0;
    return state;
}

/* --- Terms --- */

static status read_position(evaluation *v, const query_position *position, posting_list *out)
{
    posting_list found = { 0 };
    status state =
        segment_postings_of(v->in, position->types.items, position->types.count, &found, v->e);
    if (state == STATUS_OK) state = combine(&found, &v->among.documents, BOTH, out, v->e);
    list_free(&found);
    return state;
}

/* The postings of a word; of a phrase the documents that hold all of its words. */
static status read_term(evaluation *v, const query_term *term, posting_list *out)
{
    status state = read_position(v, &term->positions.items[0], out);
    for (size_t i = 1; state == STATUS_OK && out->count > 0 && i < term->positions.count; i++) {
        posting_list next = { 0 };
        state = read_position(v, &term->positions.items[i], &next);
        if (state == STATUS_OK) state = combine_into(out, &next, BOTH, v->e);
        list_free(&next);
    }
    return state;
}

static bool is_word(const query_term *term) { return term->positions.count == 1; }

/* All wanted single words together: a token that two of them match is one hit. */
static status read_words(evaluation *v)
{
    query_position all = { 0 };
    size_t wanted = 0, last = 0;
    status state = STATUS_OK;
    for (size_t i = 0; state == STATUS_OK && i < v->q->terms.count; i++) {
        const query_term *term = &v->q->terms.items[i];
        if (!term->is_wanted || !is_word(term)) continue;
        const number_list *types = &term->positions.items[0].types;
        wanted++;
        last = i;
        for (size_t k = 0; state == STATUS_OK && k < types->count; k++) {
            uint32_t *slot = list_push(&all.types);
            if (slot == NULL) state = error_memory(v->e);
            else *slot = types->items[k];
        }
    }
    if (state == STATUS_OK && wanted == 1)
        state = combine(&v->terms[last], &v->terms[last], EITHER, &v->words, v->e);
    else if (state == STATUS_OK) {
        numbers_sort(&all.types);
        state = read_position(v, &all, &v->words);
    }
    list_free(&all.types);
    return state;
}

/* Looks for the phrases in one document; `at` and `kept` count along the list of each. */
static status find_phrases(evaluation *v, int64_t document, size_t *at, size_t *kept)
{
    query_text text;
    hit_list wanted = { 0 }, hits = { 0 };
    status state = query_text_open(&text, v->in, document, v->e);
    for (size_t i = 0; state == STATUS_OK && i < v->q->terms.count; i++) {
        const query_term *term = &v->q->terms.items[i];
        if (is_word(term) || find_rising(&v->terms[i], &at[i], document) == NULL) continue;
        hits.count = 0;
        state = query_find(v->q, v->in, term, &text, &hits, v->e);
        if (state != STATUS_OK || hits.count == 0) continue;
        v->terms[i].items[kept[i]++] = (posting){ document, (uint32_t)hits.count };
        for (size_t k = 0; term->is_wanted && state == STATUS_OK && k < hits.count; k++) {
            query_hit *slot = list_push(&wanted);
            if (slot == NULL) state = error_memory(v->e);
            else *slot = hits.items[k];
        }
    }
    query_hits_sort(&wanted);
    status end = query_text_close(&text);
    if (state == STATUS_OK) state = end;
    if (state == STATUS_OK && wanted.count > 0)
        state = add_posting(&v->phrases, document, (uint32_t)wanted.count, v->e);
    list_free(&wanted);
    list_free(&hits);
    return state;
}

/* Decodes each document that holds all words of some phrase, once. */
static status read_phrases(evaluation *v)
{
    size_t count = v->q->terms.count;
    posting_list candidates = { 0 };
    size_t *at = calloc(2 * count, sizeof *at), *kept = at + count;
    status state = at == NULL ? error_memory(v->e) : STATUS_OK;
    for (size_t i = 0; state == STATUS_OK && i < count; i++)
        if (!is_word(&v->q->terms.items[i]))
            state = combine_into(&candidates, &v->terms[i], EITHER, v->e);
    for (size_t i = 0; state == STATUS_OK && i < candidates.count; i++)
        state = find_phrases(v, candidates.items[i].document, at, kept);
    for (size_t i = 0; state == STATUS_OK && i < count; i++)
        if (!is_word(&v->q->terms.items[i])) v->terms[i].count = kept[i];
    free(at);
    list_free(&candidates);
    return state;
}

/* --- Which documents --- */

/* Appends the documents for which the node holds. */
static status evaluate(evaluation *v, const query_node *node, posting_list *out)
{
    if (node->kind == QUERY_TERM) return combine_into(out, &v->terms[node->term], EITHER, v->e);
    /* "a NOT b" takes b from a, rather than to ask for all documents without b. */
    bool is_without = node->kind == QUERY_AND && node->right->kind == QUERY_NOT;
    const query_node *second = is_without                ? node->right->left
                               : node->kind == QUERY_NOT ? node->left
                                                         : node->right;
    operation how = is_without || node->kind == QUERY_NOT ? FIRST_ALONE
                    : node->kind == QUERY_AND             ? BOTH
                                                          : EITHER;
    posting_list first = { 0 }, other = { 0 };
    status state = node->kind == QUERY_NOT ? STATUS_OK : evaluate(v, node->left, &first);
    if (state == STATUS_OK) state = evaluate(v, second, &other);
    if (state == STATUS_OK)
        state =
            combine(node->kind == QUERY_NOT ? &v->among.documents : &first, &other, how, out, v->e);
    list_free(&first);
    list_free(&other);
    return state;
}

/* The weight of a term that `holding` of `all` documents hold: that of the relevance model, with 1
 * added inside the logarithm, so that a word that is in most documents counts little but not
 * against them. */
static double weight(size_t holding, size_t all)
{
    return log(1 + ((double)all - (double)holding + 0.5) / ((double)holding + 0.5));
}

/* Adds what a term says to the scores of the matches, which rise by id. */
static void score_term(const evaluation *v, const posting_list *term, match_list *matches,
                       size_t from)
{
    double idf = weight(term->count, v->among.documents.count);
    size_t at = 0, length_at = 0;
    for (size_t i = from; i < matches->count; i++) {
        match *m = &matches->items[i];
        const posting *p = find_rising(term, &at, m->document);
        const posting *length = find_rising(&v->among.documents, &length_at, m->document);
        if (p == NULL || length == NULL) continue;
        double share = v->among.mean_length > 0 ? length->count / v->among.mean_length : 1;
        m->score += idf * p->count / (p->count + K1 * (1 - B + B * share));
    }
}

static int by_score(const void *a, const void *b)
{
    const match *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return (x->document > y->document) - (x->document < y->document);
}

static status append_matches(evaluation *v, const posting_list *found, match_list *matches)
{
    size_t from = matches->count, word = 0, phrase = 0;
    for (size_t i = 0; i < found->count; i++) {
        match *m = list_push(matches);
        if (m == NULL) return error_memory(v->e);
        m->document = found->items[i].document;
        const posting *words = find_rising(&v->words, &word, m->document);
        const posting *phrases = find_rising(&v->phrases, &phrase, m->document);
        m->hits = (words != NULL ? words->count : 0) + (phrases != NULL ? phrases->count : 0);
    }
    for (size_t i = 0; i < v->q->terms.count; i++)
        if (v->q->terms.items[i].is_wanted) score_term(v, &v->terms[i], matches, from);
    if (matches->count > from)
        qsort(matches->items + from, matches->count - from, sizeof *matches->items, by_score);
    return STATUS_OK;
}

status query_documents(store *s, query *q, const id_list *among, match_list *matches, error *e)
{
    evaluation v = { .in = s, .q = q, .e = e };
    posting_list found = { 0 };
    v.terms = calloc(q->terms.count, sizeof *v.terms);
    status state = v.terms == NULL ? error_memory(e) : query_resolve(q, s, e);
    if (state == STATUS_OK) state = read_collection(&v, among);
    for (size_t i = 0; state == STATUS_OK && i < q->terms.count; i++)
        state = read_term(&v, &q->terms.items[i], &v.terms[i]);
    if (state == STATUS_OK) state = read_words(&v);
    if (state == STATUS_OK) state = read_phrases(&v);
    if (state == STATUS_OK) state = evaluate(&v, q->root, &found);
    if (state == STATUS_OK) state = append_matches(&v, &found, matches);
    for (size_t i = 0; v.terms != NULL && i < q->terms.count; i++) list_free(&v.terms[i]);
    free(v.terms);
    list_free(&v.among.documents);
    list_free(&v.words);
    list_free(&v.phrases);
    list_free(&found);
    return state;
}

/* --- Where in them --- */

/* The hits are in order, so a block of places is kept for the hits that follow in it. */
static status append_spans(const query_text *t, const hit_list *hits, span_list *spans, error *e)
{
    span places[STREAM_BLOCK];
    size_t decoded = SIZE_MAX, count = 0;
    for (size_t i = 0; i < hits->count; i++) {
        span *slot = list_push(spans);
        if (slot == NULL) return error_memory(e);
        const uint32_t tokens[] = { hits->items[i].first, hits->items[i].last };
        for (size_t k = 0; k < 2; k++) {
            size_t wanted = tokens[k] / STREAM_BLOCK;
            status state = STATUS_OK;
            if (wanted != decoded)
                state = stream_decode_places_block(&t->tokens, wanted, places, &count, e);
            if (state != STATUS_OK) return state;
            decoded = wanted;
            span place = places[tokens[k] % STREAM_BLOCK];
            if (k == 0) slot->start = place.start;
            slot->stop = place.stop;
        }
    }
    return STATUS_OK;
}

status query_hits(store *s, query *q, int64_t document, span_list *hits, error *e)
{
    query_text text = { 0 };
    hit_list found = { 0 };
    status state = query_resolve(q, s, e);
    if (state == STATUS_OK) state = query_text_open(&text, s, document, e);
    for (size_t i = 0; state == STATUS_OK && i < q->terms.count; i++)
        if (q->terms.items[i].is_wanted)
            state = query_find(q, s, &q->terms.items[i], &text, &found, e);
    query_hits_sort(&found);
    if (state == STATUS_OK) state = append_spans(&text, &found, hits, e);
    status end = query_text_close(&text);
    list_free(&found);
    return state == STATUS_OK ? end : state;
}
