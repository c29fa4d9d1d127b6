#include "corpus/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/document_frame.h"
#include "store/document.h"
#include "store/lexicon.h"
#include "store/posting.h"
#include "text/fold.h"

typedef struct checked_type {
    size_t start, length;         /* of its form in `forms` */
    int64_t frequency, documents; /* as the table has them, less what was found */
    uint32_t fold, here;          /* here: in the document in hand */
    bool is_there, is_word;
} checked_type;

typedef struct checking {
    store *store;
    const check_request *request;
    check_counts *counts;
    LIST(checked_type) types; /* by id */
    buffer forms;
    map *values;       /* keys of layers' values; the map's value is the id */
    number_list seen;  /* types in the document in hand */
    live_list live;    /* ids of the documents */
    uint64_t in_texts; /* sum over all (type, document, occurrences) */
} checking;

static void found(const checking *c, bool is_derived, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void found(const checking *c, bool is_derived, const char *format, ...)
{
    va_list arguments;
    char *text = NULL;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0) text = NULL;
    va_end(arguments);
    c->request->found(c->request->context, is_derived, text != NULL ? text : "out of memory");
    free(text);
}

/* ---- what SQL can see ---- */

static const struct {
    bool is_derived;
    const char *sql, *what; /* how many; of what */
} counted[] = {
    { false, "SELECT count(*) FROM pragma_foreign_key_check", "rows of results without a call" },
    { false, "SELECT count(*) FROM document WHERE source NOT IN (SELECT id FROM source)",
      "documents without a source" },
    { false,
      "SELECT count(*) FROM source WHERE state = 'loaded' AND loader <> 'archive' AND id NOT IN "
      "(SELECT source FROM "
      "document)",
      "loaded sources without a document" },
    { false, "SELECT count(*) FROM text WHERE document NOT IN (SELECT id FROM document)",
      "texts of no document" },
    { false, "SELECT count(*) FROM block WHERE document NOT IN (SELECT id FROM document)",
      "blocks of no document" },
    { true, "SELECT count(*) FROM stream WHERE document NOT IN (SELECT id FROM document)",
      "tokens of no document" },
    { false,
      "SELECT count(*) FROM document JOIN text ON text.document = id "
      "WHERE bytes <> length(CAST(text AS BLOB))",
      "documents whose text is not as long as it was" },
    { false,
      "SELECT count(*) FROM reading LEFT JOIN document AS d ON d.id = document "
      "WHERE d.id IS NULL OR start < 0 OR stop < start OR stop > d.bytes",
      "readings outside their texts" },
    { true,
      "SELECT count(*) FROM result WHERE document <> 0 AND document NOT IN (SELECT id FROM "
      "document)",
      "results of no document" },
};

static status count_faults(const checking *c, const char *sql, bool is_derived, const char *what,
                           error *e)
{
    statement q = statement_of_text(c->store, sql, e);
    int64_t count = statement_step(&q) ? statement_integer(&q, 0) : 0;
    if (count > 0) found(c, is_derived, "%lld %s", (long long)count, what);
    return statement_end(&q);
}

static status check_file(const checking *c, error *e)
{
    statement q = statement_of(c->store, "PRAGMA integrity_check(10)", e);
    while (statement_step(&q)) {
        const char *text = statement_text(&q, 0);
        if (text != NULL && strcmp(text, "ok") != 0) found(c, false, "SQLite: %s", text);
    }
    status s = statement_end(&q);
    for (size_t i = 0; i < sizeof counted / sizeof *counted && s == STATUS_OK; i++)
        s = count_faults(c, counted[i].sql, counted[i].is_derived, counted[i].what, e);
    return s;
}

/* The spans of results, by the columns that each plugin declared. Rows of the whole corpus, which
 * were kept by --save, outlive their documents. */
static status check_evidence(const checking *c, error *e)
{
    statement q = statement_of(
        c->store,
        "SELECT printf('SELECT count(*) FROM \"%w\" AS t JOIN result AS r ON r.id = t.result "
        "LEFT JOIN document AS d ON d.id = coalesce(t.\"%w_document\", nullif(r.document, 0)) "
        "WHERE t.\"%w_start\" IS NOT NULL AND (d.id IS NULL AND r.document <> 0 OR t.\"%w_start\" "
        "< 0 "
        "OR t.\"%w_stop\" < t.\"%w_start\" OR t.\"%w_stop\" > d.bytes)', "
        "row_table, n, n, n, n, n, n), name || ': results whose evidence lies outside its text' "
        "FROM (SELECT row_table, name, json_extract(j.value, '$[0]') AS n "
        "FROM result_view, json_each(columns) AS j WHERE json_extract(j.value, '$[1]') = 'span')",
        e);
    status s = STATUS_OK;
    while (s == STATUS_OK && statement_step(&q))
        s = count_faults(c, statement_text(&q, 0), true, statement_text(&q, 1), e);
    status end = statement_end(&q);
    return s == STATUS_OK ? end : s;
}

/* ---- the lexicon ---- */

static void take_type(checking *c, statement *q)
{
    int64_t id = statement_integer(q, 0);
    size_t length;
    const char *form = statement_bytes(q, 5, &length);
    if (id < 1 || id > (int64_t)c->types.count + (1 << 24)) {
        found(c, true, "type %lld is out of order", (long long)id);
        return;
    }
    while ((int64_t)c->types.count <= id)
        if (list_push(&c->types) == NULL) {
            q->state = error_memory(q->e);
            return;
        }
    int64_t kind = statement_integer(q, 2);
    c->types.items[id] = (checked_type){ .start = c->forms.length,
                                         .length = length,
                                         .fold = (uint32_t)statement_integer(q, 1),
                                         .frequency = statement_integer(q, 3),
                                         .documents = statement_integer(q, 4),
                                         .is_word = kind == TOKEN_WORD || kind == TOKEN_NUMBER,
                                         .is_there = true };
    buffer_append(&c->forms, form, length);
    int64_t at = kind == LEXICON_VALUE ? map_add(c->values, form, length) : 0;
    if (kind == LEXICON_VALUE && at >= 0) *map_value(c->values, (size_t)at) = id;
    if (at < 0) q->state = error_memory(q->e);
    if (c->forms.state != STATUS_OK) q->state = error_memory(q->e);
    c->counts->types++;
}

static bool is_fold_right(const checking *c, const checked_type *t, buffer *folded)
{
    if (t->fold >= c->types.count) return false;
    const checked_type *fold = &c->types.items[t->fold];
    buffer_clear(folded);
    return fold->is_there && text_fold(folded, c->forms.data + t->start, t->length) == STATUS_OK &&
           folded->length == fold->length &&
           memcmp(folded->data, c->forms.data + fold->start, fold->length) == 0;
}

static status read_types(checking *c, error *e)
{
    statement q = statement_of(
        c->store, "SELECT id, fold, kind, frequency, documents, form FROM lexicon ORDER BY id", e);
    while (statement_step(&q)) take_type(c, &q);
    status s = statement_end(&q);
    buffer folded = { 0 };
    int64_t wrong = 0;
    for (size_t i = 1; i < c->types.count && s == STATUS_OK; i++)
        wrong += c->types.items[i].is_there && !is_fold_right(c, &c->types.items[i], &folded);
    if (wrong > 0) found(c, true, "%lld types with a wrong fold", (long long)wrong);
    buffer_free(&folded);
    return s;
}

static void check_frequencies(const checking *c)
{
    int64_t wrong = 0;
    for (size_t i = 1; i < c->types.count; i++)
        wrong += c->types.items[i].frequency != 0 || c->types.items[i].documents != 0;
    if (wrong > 0) found(c, true, "%lld types with wrong counts", (long long)wrong);
}

/* ---- documents ---- */

/* SplitMix64 of Steele, Lea & Flood 2014: what is added up stands for a set of postings. */
static uint64_t mix(uint64_t type, uint64_t within, uint64_t count)
{
    uint64_t x = type * 0x9e3779b97f4a7c15u ^ within * 0xc2b2ae3d27d4eb4fu ^ count << 32;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

/* The type of a token, when that is what stands in the text. */
static checked_type *type_of(const checking *c, const document *d, uint32_t id, span at)
{
    checked_type *t = id < c->types.count ? &c->types.items[id] : NULL;
    bool is_right = t != NULL && t->is_there && t->length == at.stop - at.start &&
                    memcmp(c->forms.data + t->start, d->text.data + at.start, t->length) == 0;
    return is_right ? t : NULL;
}

static status count_token(checking *c, checked_type *t, uint32_t id, error *e)
{
    t->frequency--;
    if (t->here++ > 0) return STATUS_OK;
    uint32_t *slot = list_push(&c->seen);
    if (slot == NULL) return error_memory(e);
    *slot = id;
    return STATUS_OK;
}

typedef struct layer_check {
    checking *checking;
    const char *layer;
    size_t missing;
} layer_check;

static status count_value(void *context, const char *text, size_t length, uint32_t count, error *e)
{
    layer_check *l = context;
    buffer key = { 0 };
    lexicon_value_key(&key, l->layer, text, length);
    if (key.state != STATUS_OK) return error_memory(e);
    int64_t at = map_find(l->checking->values, key.data, key.length);
    uint32_t id = at < 0 ? 0 : (uint32_t)*map_value(l->checking->values, (size_t)at);
    buffer_free(&key);
    l->missing += at < 0 && count > 0;
    status s = STATUS_OK;
    for (; at >= 0 && count > 0 && s == STATUS_OK; count--)
        s = count_token(l->checking, &l->checking->types.items[id], id, e);
    return s;
}

static status check_layers(checking *c, const document *d, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < d->layers.count && s == STATUS_OK; i++) {
        layer_check l = { c, d->layers.items[i].name, 0 };
        layer_reader *r = NULL;
        s = layer_reader_of(&d->layers.items[i], d->tokens.count, &r, e);
        if (s == STATUS_OK) s = layer_visit(r, count_value, &l, e);
        layer_reader_free(r);
        if (s == STATUS_OK && l.missing > 0)
            found(c, true, "%s: %zu values of the layer %s are not in the lexicon", d->name,
                  l.missing, l.layer);
    }
    return s;
}

static void add_up(checking *c, int64_t id)
{
    for (size_t i = 0; i < c->seen.count; i++) {
        checked_type *t = &c->types.items[c->seen.items[i]];
        c->in_texts += mix(c->seen.items[i], (uint64_t)id, t->here);
        t->documents--;
        t->here = 0;
    }
    c->seen.count = 0;
}

static status check_tokens(checking *c, const document *d, error *e)
{
    uint32_t *ids = calloc((size_t)d->tokens.count + 1, sizeof *ids);
    span *places = calloc((size_t)d->tokens.count + 1, sizeof *places);
    number_list starts = { 0 };
    size_t wrong = 0, words = 0;
    status s = ids == NULL || places == NULL
                   ? error_memory(e)
                   : stream_decode(&d->tokens, d->text.length, ids, places, e);
    if (s == STATUS_OK) s = stream_decode_sentences(&d->tokens, &starts, e);
    for (uint32_t i = 0; i < d->tokens.count && s == STATUS_OK; i++) {
        checked_type *t = type_of(c, d, ids[i], places[i]);
        if (t != NULL) s = count_token(c, t, ids[i], e);
        words += t != NULL && t->is_word;
        wrong += t == NULL;
    }
    if (s == STATUS_OK && wrong > 0)
        found(c, true, "%s: %zu of its %u tokens are not what stands in the text", d->name, wrong,
              d->tokens.count);
    if (s == STATUS_OK && wrong == 0 && (words != d->words || starts.count != d->sentences))
        found(c, true, "%s: its words or sentences are not as many as it says", d->name);
    if (s == STATUS_OK) s = check_layers(c, d, e);
    add_up(c, d->id);
    c->counts->tokens += d->tokens.count;
    free(ids);
    free(places);
    list_free(&starts);
    return s;
}

/* Documents travel as frames whose reader checks every span: so it is asked here too. */
static bool holds_together(const document *d)
{
    buffer frame = { 0 };
    document copy = { 0 };
    error ignored = { 0 };
    document_frame_write(&frame, d);
    reader r = reader_of(frame.data, frame.length);
    bool result = frame.state != STATUS_OK || document_frame_read(&r, &copy, &ignored) == STATUS_OK;
    document_free(&copy);
    error_clear(&ignored);
    buffer_free(&frame);
    return result;
}

static status check_document(checking *c, int64_t id, error *e)
{
    document d = { 0 };
    error why = { 0 };
    status s = document_read(c->store, id, &d, &why);
    if (s == STATUS_OK) {
        if (strcmp(document_digest(&d).text, d.digest.text) != 0)
            found(c, false, "%s: its text, blocks or metadata are not what was stored", d.name);
        if (!holds_together(&d)) found(c, true, "%s: its spans do not fit its text", d.name);
        s = check_tokens(c, &d, &why);
    }
    document_free(&d);
    if (s == STATUS_CORPUS) {
        bool is_derived = document_read_text(c->store, id, &d, NULL) == STATUS_OK;
        found(c, is_derived, "%s", error_text(&why));
        document_free(&d);
        s = STATUS_OK;
    } else if (s != STATUS_OK) error_set(e, s, "%s", error_text(&why));
    error_clear(&why);
    return s;
}

static status check_documents(checking *c, error *e)
{
    status s = live_read(c->store, 1, INT64_MAX, &c->live, e);
    for (size_t i = 0; i < c->live.count && s == STATUS_OK; i++) {
        s = check_document(c, c->live.items[i], e);
        c->request->progress(c->request->context, i + 1, c->live.count);
    }
    c->counts->documents = (int64_t)c->live.count;
    return s;
}

/* ---- the index ---- */

static status check_index(const checking *c, error *e)
{
    uint64_t in_index = 0;
    bool is_broken = false;
    statement q = statement_of(c->store, "SELECT first_type, data FROM posting", e);
    while (statement_step(&q)) {
        size_t length;
        const void *bytes = statement_bytes(&q, 1, &length);
        posting_reader r = posting_reader_of(bytes, length, statement_integer(&q, 0));
        posting p;
        while (posting_reader_type(&r))
            while (posting_reader_next(&r, &p))
                if (is_live(&c->live, p.document))
                    in_index += mix(r.type, (uint64_t)p.document, p.count);
        is_broken = is_broken || r.failed;
    }
    status s = statement_end(&q);
    if (s == STATUS_OK && (is_broken || in_index != c->in_texts))
        found(c, true, "the index does not agree with the texts");
    return s;
}

/* A table that SQLite cannot read ends its part of the check alone. */
static status go_on(const checking *c, status s, error *e)
{
    if (s != STATUS_CORPUS) return s;
    found(c, false, "%s", error_text(e));
    error_clear(e);
    return STATUS_OK;
}

status check_run(store *s, const check_request *r, check_counts *counts, error *e)
{
    checking c = { .store = s, .request = r, .counts = counts, .values = map_create() };
    *counts = (check_counts){ 0 };
    status st = c.values == NULL ? error_memory(e) : store_begin(s, e);
    if (st == STATUS_OK) st = go_on(&c, check_file(&c, e), e);
    if (st == STATUS_OK) st = go_on(&c, check_evidence(&c, e), e);
    if (st == STATUS_OK) st = go_on(&c, read_types(&c, e), e);
    if (st == STATUS_OK) st = go_on(&c, check_documents(&c, e), e);
    if (st == STATUS_OK) check_frequencies(&c);
    if (st == STATUS_OK) st = go_on(&c, check_index(&c, e), e);
    store_rollback(s);
    list_free(&c.types);
    list_free(&c.seen);
    list_free(&c.live);
    buffer_free(&c.forms);
    map_free(c.values);
    return st;
}
