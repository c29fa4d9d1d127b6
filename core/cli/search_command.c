/* moonleaf search: documents that hold the words, best first, with the hits quoted. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/screen.h"
#include "corpus/query.h"
#include "corpus/view.h"

enum { HITS = 20, CONTEXT = 12 };

static const column columns[] = {
    { (char *)"document", COLUMN_TEXT, (char *)"document" },
    { (char *)"page", COLUMN_INTEGER, (char *)"page, where the format has pages" },
    { (char *)"left", COLUMN_TEXT, (char *)"words before the hit" },
    { (char *)"hit", COLUMN_TEXT, (char *)"the hit" },
    { (char *)"right", COLUMN_TEXT, (char *)"words after the hit" },
};

typedef struct search {
    segmenter *words;
    query *query;
    id_list among;
    match_list matches;
    span_list hits;
    output *output;
    long limit, context;
    long shown;
} search;

static bool is_word(const view *v, size_t ordinal)
{
    span at = v->tokens[ordinal];
    token_kind kind = token_kind_of(v->from.text.data + at.start, at.stop - at.start);
    return kind == TOKEN_WORD || kind == TOKEN_NUMBER;
}

/* The bytes around a hit that hold so many words on either side, without leaving its block. */
static span around(const view *v, span hit, long words)
{
    range inside = view_tokens(v, hit);
    int64_t at = view_block_at(v, hit.start);
    span limit = at < 0 ? hit : v->from.blocks.items[at].at, found = hit;
    size_t left = inside.first, right = inside.end;
    for (long n = words; n > 0 && left > 0 && v->tokens[left - 1].start >= limit.start;
         n -= is_word(v, left))
        found.start = v->tokens[--left].start;
    for (long n = words;
         n > 0 && right < v->from.tokens.count && v->tokens[right].stop <= limit.stop; right++) {
        found.stop = v->tokens[right].stop;
        n -= is_word(v, right);
    }
    return found;
}

static value text_between(const view *v, uint32_t start, uint32_t stop)
{
    return (value){ .type = VALUE_TEXT, .text = v->from.text.data + start, .length = stop - start };
}

static status put_hit(search *q, const view *v, span hit, error *e)
{
    span context = around(v, hit, q->context);
    int64_t at = view_block_at(v, hit.start);
    uint32_t page = at < 0 ? 0 : v->from.blocks.items[at].page;
    const value cells[] = { value_of_text(v->from.name),
                            page == 0 ? (value){ .type = VALUE_NULL } : value_of_integer(page),
                            text_between(v, context.start, hit.start),
                            text_between(v, hit.start, hit.stop),
                            text_between(v, hit.stop, context.stop) };
    status s = output_row(q->output, e);
    for (size_t i = 0; i < sizeof cells / sizeof *cells && s == STATUS_OK; i++)
        s = output_value(q->output, &cells[i], e);
    return s;
}

static status put_document(search *q, store *s, int64_t id, error *e)
{
    document d = { 0 };
    view v = { 0 };
    q->hits.count = 0;
    status result = query_hits(s, q->query, id, &q->hits, e);
    if (result == STATUS_OK) result = document_read(s, id, &d, e);
    if (result == STATUS_OK) result = view_open(&v, &d, e);
    for (size_t i = 0; i < q->hits.count && result == STATUS_OK; i++) {
        if (q->limit > 0 && q->shown >= q->limit) break;
        result = put_hit(q, &v, q->hits.items[i], e);
        q->shown++;
    }
    view_close(&v);
    document_free(&d);
    return result;
}

static status find(search *q, invocation *i, error *e)
{
    const char *where = invocation_value(i, "where");
    status s = segmenter_create(&q->words, e);
    if (s == STATUS_OK) s = query_parse(i->arguments.items[0], q->words, &q->query, e);
    if (s == STATUS_OK && where != NULL) {
        s = documents_where(i->store, where, &q->among, e);
        if (s == STATUS_USAGE) error_prefix(e, "--where: ");
    }
    if (s == STATUS_OK)
        s = query_documents(i->store, q->query, where == NULL ? NULL : &q->among, &q->matches, e);
    return s;
}

static void say_rest(const search *q)
{
    long hits = 0;
    for (size_t n = 0; n < q->matches.count; n++) hits += q->matches.items[n].hits;
    if (hits > q->shown)
        screen_say("%ld of %ld hits in %zu documents are shown; --limit 0 shows all", q->shown,
                   hits, q->matches.count);
}

status search_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    search q = { 0 };
    status s = invocation_number(i, "limit", isatty(STDOUT_FILENO) ? HITS : 0, &q.limit, e);
    if (s == STATUS_OK) s = invocation_number(i, "context", CONTEXT, &q.context, e);
    if (s == STATUS_OK) s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = invocation_open_store(i, STORE_READ, e);
    if (s == STATUS_OK) s = store_begin(i->store, e);
    if (s == STATUS_OK) s = find(&q, i, e);
    if (s == STATUS_OK)
        s = screen_begin(i, i->arguments.items[0], columns, sizeof columns / sizeof *columns,
                         &q.output, e);
    for (size_t n = 0; n < q.matches.count && s == STATUS_OK && (q.limit == 0 || q.shown < q.limit);
         n++)
        s = put_document(&q, i->store, q.matches.items[n].document, e);
    if (s == STATUS_OK) s = output_end(q.output, e);
    else output_drop(q.output);
    if (s == STATUS_OK && !invocation_has(i, "quiet") && !invocation_has(i, "limit")) say_rest(&q);
    segmenter_free(q.words);
    query_free(q.query);
    list_free(&q.among);
    list_free(&q.matches);
    list_free(&q.hits);
    return s;
}
