/* Reading rows of results back, as values of their columns. */
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "store/results_table.h"

/* A row being read: its values, and the spans that they point to. */
typedef struct row_reader {
    store *in;
    const char *plugin;
    const row_table *table;
    value *values;
    LIST(span) spans;
    error *e;
} row_reader;

static status damaged(const row_reader *r, const column *c)
{
    return error_set(r->e, STATUS_CORPUS,
                     "%s is damaged (results of %s, column %s): restore a copy", store_path(r->in),
                     r->plugin, c->name);
}

static bool read_offset(const char **at, uint32_t *offset)
{
    uint64_t number = 0;
    const char *digit = *at;
    for (; *digit >= '0' && *digit <= '9' && number <= UINT32_MAX; digit++)
        number = number * 10 + (uint64_t)(*digit - '0');
    bool is_good = digit != *at && number <= UINT32_MAX;
    *offset = (uint32_t)number;
    *at = digit;
    return is_good;
}

static bool skip(const char **at, char expected) { return **at == expected && (*at)++ != NULL; }

/* Appends the spans of [[start,stop],...], as they were written. */
static status parse_spans(row_reader *r, const column *c, const char *json)
{
    if (!skip(&json, '[')) return damaged(r, c);
    if (skip(&json, ']')) return STATUS_OK;
    do {
        span at;
        if (!skip(&json, '[') || !read_offset(&json, &at.start) || !skip(&json, ',') ||
            !read_offset(&json, &at.stop) || !skip(&json, ']'))
            return damaged(r, c);
        span *added = list_push(&r->spans);
        if (added == NULL) return error_memory(r->e);
        *added = at;
    } while (skip(&json, ','));
    return skip(&json, ']') ? STATUS_OK : damaged(r, c);
}

/* The document of a span: noted beside it, or its row's. */
static int64_t document_of(const statement *q, int position, int64_t document)
{
    return sqlite3_column_type(q->prepared, position) == SQLITE_NULL
               ? document
               : statement_integer(q, position);
}

static status read_span(const row_reader *r, const statement *q, int position, int64_t document,
                        const column *c, value *v)
{
    int64_t start = statement_integer(q, position), stop = statement_integer(q, position + 1);
    if (start < 0 || start > stop || stop > UINT32_MAX) return damaged(r, c);
    v->type = VALUE_SPAN;
    v->at = (span){ (uint32_t)start, (uint32_t)stop };
    v->integer = document_of(q, position + 2, document);
    return STATUS_OK;
}

/* Leaves v->spans to point_to_spans, for the list may still move. */
static status read_spans(row_reader *r, const statement *q, int position, int64_t document,
                         const column *c, value *v)
{
    size_t before = r->spans.count;
    status st = parse_spans(r, c, statement_text(q, position));
    v->type = VALUE_SPANS;
    v->length = r->spans.count - before;
    v->integer = document_of(q, position + 1, document);
    return st;
}

static status read_value(row_reader *r, const statement *q, int position, int64_t document,
                         const column *c, value *v)
{
    *v = (value){ .type = VALUE_NULL };
    if (sqlite3_column_type(q->prepared, position) == SQLITE_NULL) return STATUS_OK;
    if (c->type == COLUMN_SPAN) return read_span(r, q, position, document, c, v);
    if (c->type == COLUMN_SPANS) return read_spans(r, q, position, document, c, v);
    *v = statement_value(q, position);
    if (c->type == COLUMN_BOOLEAN) v->type = VALUE_BOOLEAN;
    return STATUS_OK;
}

/* The list of spans has stopped growing: its elements stay where they are until the next row. */
static void point_to_spans(row_reader *r)
{
    size_t next = 0;
    for (size_t i = 0; i < r->table->count; i++) {
        if (r->values[i].type != VALUE_SPANS) continue;
        r->values[i].spans = r->spans.items + next;
        next += r->values[i].length;
    }
}

/* Columns of the query: row, then all SQL columns in order. */
static status read_row(row_reader *r, const statement *q, int64_t document)
{
    status st = STATUS_OK;
    int position = 1;
    r->spans.count = 0;
    for (size_t i = 0; i < r->table->count && st == STATUS_OK; i++) {
        const column *c = &r->table->columns[i];
        const sql_part *parts;
        st = read_value(r, q, position, document, c, &r->values[i]);
        position += (int)column_parts(c->type, &parts);
    }
    point_to_spans(r);
    return st;
}

static void append_select(buffer *sql, const char *plugin, const row_table *table)
{
    buffer_text(sql, "SELECT id");
    append_sql_columns(sql, table);
    buffer_text(sql, " FROM \"");
    append_rows_table(sql, plugin, table);
    buffer_text(sql, "\" WHERE result = (SELECT id FROM result WHERE plugin = ?1 AND options = ?2 "
                     "AND document = ?3) "
                     "ORDER BY id");
}

static status has_rows_table(store *s, const char *plugin, const row_table *table, bool *found,
                             error *e)
{
    buffer name = { 0 };
    append_rows_table(&name, plugin, table);
    statement q =
        statement_of(s, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1", e);
    statement_bind_text_bytes(&q, 1, name.data, name.length);
    if (name.state != STATUS_OK) q.state = error_memory(e);
    *found = statement_step(&q);
    status st = statement_end(&q);
    buffer_free(&name);
    return st;
}

static status read_documents(row_reader *r, statement *q, const int64_t *documents, size_t count,
                             row_visitor visit, void *context)
{
    status st = STATUS_OK;
    for (size_t i = 0; i < count && st == STATUS_OK; i++) {
        statement_bind_integer(q, 3, documents[i]);
        while (st == STATUS_OK && statement_step(q)) {
            st = read_row(r, q, documents[i]);
            if (st == STATUS_OK)
                st = visit(context, statement_integer(q, 0), documents[i], r->values, r->e);
        }
        if (st == STATUS_OK) st = q->state;
        sqlite3_reset(q->prepared); /* keeps what is bound */
    }
    return st;
}

status results_read(store *s, const char *plugin, const char *options, const row_table *table,
                    const int64_t *documents, size_t document_count, row_visitor visit,
                    void *context, error *e)
{
    bool found;
    status st = has_rows_table(s, plugin, table, &found, e);
    if (st != STATUS_OK || !found) return st;
    row_reader r = { .in = s, .plugin = plugin, .table = table, .e = e };
    buffer sql = { 0 };
    append_select(&sql, plugin, table);
    r.values = calloc(table->count + 1, sizeof *r.values);
    st = r.values == NULL || sql.state != STATUS_OK ? error_memory(e) : STATUS_OK;
    if (st == STATUS_OK) {
        statement q = statement_of_text(s, sql.data, e);
        statement_bind_text(&q, 1, plugin);
        statement_bind_text(&q, 2, options);
        st = q.state != STATUS_OK
                 ? q.state
                 : read_documents(&r, &q, documents, document_count, visit, context);
        statement_end(&q);
    }
    buffer_free(&sql);
    list_free(&r.spans);
    free(r.values);
    return st;
}

/* --- The evidence of one row --- */

/* The rows and the first span column of a view; `span` is NULL when it has none. The caller frees
 * both. */
static status find_view(store *s, const char *view, char **rows, char **evidence, error *e)
{
    statement q = statement_of(
        s,
        "SELECT row_table, (SELECT value ->> 0 FROM json_each(columns) WHERE value ->> 1 = 'span') "
        "FROM result_view WHERE name = ?1",
        e);
    statement_bind_text(&q, 1, view);
    bool is_there = statement_step(&q);
    if (is_there) {
        const char *name = statement_text(&q, 1);
        *rows = strdup(statement_text(&q, 0));
        *evidence = name != NULL ? strdup(name) : NULL;
        if (*rows == NULL || (name != NULL && *evidence == NULL)) q.state = error_memory(e);
    }
    status st = statement_end(&q);
    if (st == STATUS_OK && !is_there)
        return error_set(e, STATUS_USAGE, "there are no results named %s", view);
    if (st == STATUS_OK && *evidence == NULL)
        return error_set(e, STATUS_USAGE, "rows of %s carry no evidence", view);
    return st;
}

static status read_evidence(store *s, const char *view, const char *sql, int64_t row,
                            int64_t *document, span *evidence, error *e)
{
    statement q = statement_of_text(s, sql, e);
    statement_bind_integer(&q, 1, row);
    bool is_there = statement_step(&q);
    bool has_evidence = is_there && sqlite3_column_type(q.prepared, 1) != SQLITE_NULL;
    if (has_evidence) {
        *document = statement_integer(&q, 0);
        *evidence =
            (span){ (uint32_t)statement_integer(&q, 1), (uint32_t)statement_integer(&q, 2) };
    }
    status st = statement_end(&q);
    if (st != STATUS_OK || has_evidence) return st;
    return error_set(e, STATUS_USAGE,
                     is_there ? "row %lld of %s carries no evidence" : "there is no row %lld of %s",
                     (long long)row, view);
}

status results_evidence(store *s, const char *view, int64_t row, int64_t *document, span *evidence,
                        error *e)
{
    char *rows = NULL, *name = NULL;
    buffer sql = { 0 };
    status st = find_view(s, view, &rows, &name, e);
    if (st == STATUS_OK) {
        buffer_format(&sql,
                      "SELECT coalesce(t.\"%s_document\", r.document), t.\"%s_start\", "
                      "t.\"%s_stop\" FROM \"%s\" AS t "
                      "JOIN result AS r ON r.id = t.result WHERE t.id = ?1",
                      name, name, name, rows);
        st = sql.state == STATUS_OK ? read_evidence(s, view, sql.data, row, document, evidence, e)
                                    : error_memory(e);
    }
    buffer_free(&sql);
    free(rows);
    free(name);
    return st;
}
