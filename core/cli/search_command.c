/* moonleaf search: the documents that match, best first, each with its best passages. People see
 * the hits in them highlighted; a format gets a row for each passage. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/progress.h"
#include "cli/screen.h"
#include "corpus/query.h"
#include "corpus/view.h"
#include "text/fold.h"

enum { DOCUMENTS = 10, PASSAGES = 2, CONTEXT = 16, PAGE = 100, INDENT = 4 };

static const column columns[] = {
    { (char *)"document", COLUMN_TEXT, (char *)"its name" },
    { (char *)"title", COLUMN_TEXT, (char *)"its title, where it has one" },
    { (char *)"score", COLUMN_NUMBER, (char *)"BM25 of the document for the query" },
    { (char *)"hits", COLUMN_INTEGER, (char *)"hits in the document" },
    { (char *)"passage", COLUMN_SPAN, (char *)"a passage with many hits" },
};

/* A sentence with hits[first .. first + count) in it. */
typedef struct passage {
    size_t first, count;
    span at;
} passage;

typedef struct search {
    segmenter *words;
    query *query;
    id_list among;
    match_list matches;
    span_list hits; /* of one document */
    LIST(passage) passages;
    output *output; /* NULL when the person reads it */
    long limit, context, wanted;
} search;

/* ---- passages ---- */

static bool is_word(const view *v, size_t ordinal)
{
    span at = v->tokens[ordinal];
    token_kind kind = token_kind_of(v->from.text.data + at.start, at.stop - at.start);
    return kind == TOKEN_WORD || kind == TOKEN_NUMBER;
}

/* Widens the span by so many words on either side, without leaving `limit`. */
static span widen(const view *v, span at, span limit, long words)
{
    range inside = view_tokens(v, at);
    size_t left = inside.first, right = inside.end;
    for (long n = words; n > 0 && left > 0 && v->tokens[left - 1].start >= limit.start;
         n -= is_word(v, left))
        at.start = v->tokens[--left].start;
    for (long n = words;
         n > 0 && right < v->from.tokens.count && v->tokens[right].stop <= limit.stop; right++) {
        at.stop = v->tokens[right].stop;
        n -= is_word(v, right);
    }
    return at;
}

/* Those with most hits first, then in order of the text. */
static int by_hits(const void *a, const void *b)
{
    const passage *x = a, *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static status find_passages(search *q, const view *v, error *e)
{
    int64_t last = -1;
    q->passages.count = 0;
    for (size_t i = 0; i < q->hits.count; i++) {
        int64_t sentence = view_sentence_at(v, q->hits.items[i].start);
        passage *p = q->passages.count > 0 ? &q->passages.items[q->passages.count - 1] : NULL;
        if (p == NULL || sentence != last) p = list_push(&q->passages);
        if (p == NULL) return error_memory(e);
        if (p->count++ == 0) *p = (passage){ .first = i, .count = 1, .at = q->hits.items[i] };
        last = sentence;
        if (q->hits.items[i].stop > p->at.stop) p->at.stop = q->hits.items[i].stop;
    }
    for (size_t i = 0; i < q->passages.count; i++) {
        passage *p = &q->passages.items[i];
        int64_t sentence = view_sentence_at(v, p->at.start);
        span limit = sentence < 0 ? p->at : view_sentence(v, (size_t)sentence);
        p->at = widen(v, p->at, limit, q->context);
    }
    if (q->passages.count > 1)
        qsort(q->passages.items, q->passages.count, sizeof *q->passages.items, by_hits);
    if (q->passages.count > (size_t)q->wanted) q->passages.count = (size_t)q->wanted;
    return STATUS_OK;
}

static uint32_t page_of(const view *v, span at)
{
    int64_t around = view_block_at(v, at.start);
    return around < 0 ? 0 : v->from.blocks.items[around].page;
}

/* ---- for a format ---- */

static status put_row(search *q, const view *v, const match *m, const passage *p, error *e)
{
    const value cells[] = { value_of_text(v->from.name), value_of_text(v->from.title),
                            value_of_number(m->score), value_of_integer(m->hits) };
    status s = screen_row(q->output, cells, sizeof cells / sizeof *cells, e);
    const value none = { .type = VALUE_NULL };
    if (p == NULL) return s == STATUS_OK ? output_value(q->output, &none, e) : s;
    const quotation quoted = { .text = v->from.text.data + p->at.start,
                               .length = p->at.stop - p->at.start,
                               .document = v->from.name,
                               .page = page_of(v, p->at),
                               .at = p->at };
    return s == STATUS_OK ? output_quotation(q->output, &quoted, e) : s;
}

static status put_rows(search *q, const view *v, const match *m, error *e)
{
    if (q->passages.count == 0) return put_row(q, v, m, NULL, e);
    status s = STATUS_OK;
    for (size_t i = 0; i < q->passages.count && s == STATUS_OK; i++)
        s = put_row(q, v, m, &q->passages.items[i], e);
    return s;
}

/* ---- for people ---- */

/* Whether a byte lies in one of the hits of the passage. */
static bool is_hit(const search *q, const passage *p, uint32_t byte)
{
    for (size_t i = p->first; i < p->first + p->count; i++)
        if (byte >= q->hits.items[i].start && byte < q->hits.items[i].stop) return true;
    return false;
}

/* Prints a word, what of it belongs to hits in bold. */
static void print_word(const search *q, const view *v, const passage *p, span at, bool colour)
{
    for (uint32_t from = at.start; from < at.stop;) {
        bool bold = is_hit(q, p, from);
        uint32_t to = from;
        while (to < at.stop && is_hit(q, p, to) == bold) to++;
        if (bold && colour) fputs("\033[1m", stdout);
        screen_print(v->from.text.data + from, to - from);
        if (bold && colour) fputs("\033[0m", stdout);
        from = to;
    }
}

/* Fills lines with the words between white space. */
static void print_passage(const search *q, const view *v, const passage *p)
{
    const char *text = v->from.text.data;
    bool colour = screen_has_colour();
    int width = screen_width();
    size_t room = (size_t)(width > 40 ? width : PAGE) - INDENT, used = room + 1;
    for (uint32_t at = p->at.start; at < p->at.stop;) {
        uint32_t from = at;
        while (at < p->at.stop && (unsigned char)text[at] > ' ') at++;
        size_t needed = text_width(text + from, at - from);
        bool breaks = used + 1 + needed > room;
        if (at > from && breaks)
            printf("%s%*s", used > room && from == p->at.start ? "" : "\n", INDENT, "");
        if (at > from && !breaks) putchar(' ');
        if (at > from) used = breaks ? needed : used + 1 + needed;
        print_word(q, v, p, (span){ from, at }, colour);
        while (at < p->at.stop && (unsigned char)text[at] <= ' ') at++;
    }
    uint32_t page = page_of(v, p->at);
    if (page > 0) printf("  (p. %u)", page);
    putchar('\n');
}

static void print_document(const search *q, const view *v, const match *m)
{
    bool colour = screen_has_colour();
    const char *title = v->from.title;
    fputs(colour ? "\033[1m" : "", stdout);
    screen_print(v->from.name, strlen(v->from.name));
    fputs(colour ? "\033[0m" : "", stdout);
    if (title != NULL && strcmp(title, v->from.name) != 0) fputs("  ", stdout);
    if (title != NULL && strcmp(title, v->from.name) != 0)
        screen_print(title, strcspn(title, "\r\n"));
    printf("  (%u %s)\n", m->hits, m->hits == 1 ? "hit" : "hits");
    for (size_t i = 0; i < q->passages.count; i++) print_passage(q, v, &q->passages.items[i]);
}

/* ---- search ---- */

static status put_document(search *q, store *s, const match *m, error *e)
{
    document d = { 0 };
    view v = { 0 };
    q->hits.count = 0;
    status result = query_hits(s, q->query, m->document, &q->hits, e);
    if (result == STATUS_OK) result = document_read(s, m->document, &d, e);
    if (result == STATUS_OK) result = view_open(&v, &d, e);
    if (result == STATUS_OK) result = find_passages(q, &v, e);
    if (result == STATUS_OK && q->output != NULL) result = put_rows(q, &v, m, e);
    else if (result == STATUS_OK) print_document(q, &v, m);
    view_close(&v);
    document_free(&d);
    return result;
}

static status find(search *q, invocation *i, error *e)
{
    const char *where = invocation_value(i, "where");
    status s = segmenter_create(&q->words, e);
    if (s == STATUS_OK) s = query_parse(i->arguments.items[0], q->words, &q->query, e);
    if (s == STATUS_OK && where != NULL) s = invocation_documents(i, &q->among, e);
    if (s == STATUS_OK)
        s = query_documents(i->store, q->query, where == NULL ? NULL : &q->among, &q->matches, e);
    return s;
}

static void say_rest(const search *q, size_t shown)
{
    size_t hits = 0;
    for (size_t n = 0; n < q->matches.count; n++) hits += q->matches.items[n].hits;
    if (q->matches.count == 0) screen_say("no document matches");
    else if (shown < q->matches.count)
        screen_say("%zu of %zu documents with %zu hits are shown; --limit 0 shows all", shown,
                   q->matches.count, hits);
}

static status read_options(search *q, invocation *i, error *e)
{
    bool is_read = isatty(STDOUT_FILENO) && !screen_wants_rows(i);
    status s = invocation_number(i, "limit", is_read ? DOCUMENTS : 0, &q->limit, e);
    if (s == STATUS_OK) s = invocation_number(i, "context", CONTEXT, &q->context, e);
    if (s == STATUS_OK) s = invocation_number(i, "passages", PASSAGES, &q->wanted, e);
    return s;
}

/* --limit counts documents here. */
static status begin_rows(search *q, invocation *i, error *e)
{
    const size_t count = sizeof columns / sizeof *columns;
    arrangement a;
    status s = screen_arrangement(i, &a, e);
    a.limit = 0;
    if (s == STATUS_OK) s = arrangement_check(&a, columns, count, e);
    if (s != STATUS_OK) return s;
    screen_result result = {
        .title = i->arguments.items[0], .columns = columns, .count = count, .arrangement = &a
    };
    return screen_begin_result(i, &result, &q->output, e);
}

static status put_documents(search *q, invocation *i, error *e)
{
    status s = STATUS_OK;
    size_t n = 0;
    if (screen_wants_rows(i)) s = begin_rows(q, i, e);
    else progress_before_output();
    for (; n < q->matches.count && s == STATUS_OK && (q->limit == 0 || n < (size_t)q->limit); n++) {
        if (q->output == NULL && n > 0) putchar('\n');
        s = put_document(q, i->store, &q->matches.items[n], e);
    }
    if (q->output != NULL && s == STATUS_OK) s = output_end(q->output, e);
    else output_drop(q->output);
    if (s == STATUS_OK && !invocation_has(i, "quiet") && !invocation_has(i, "limit"))
        say_rest(q, n);
    return s;
}

status search_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    search q = { 0 };
    status s = read_options(&q, i, e);
    if (s == STATUS_OK) s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = invocation_open_store(i, STORE_READ, e);
    if (s == STATUS_OK) s = store_begin(i->store, e);
    if (s == STATUS_OK) s = find(&q, i, e);
    if (s == STATUS_OK) s = put_documents(&q, i, e);
    segmenter_free(q.words);
    query_free(q.query);
    list_free(&q.among);
    list_free(&q.matches);
    list_free(&q.hits);
    list_free(&q.passages);
    return s;
}
