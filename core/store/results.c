#include "store/results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/handle.h"
#include "store/results_table.h"
#include "text/utf8.h"

status results_have(store *s, const result_call *call, bool *found, error *e)
{
    statement q = statement_of(s,
                               "SELECT 1 FROM result WHERE plugin = ?1 AND options = ?2 AND "
                               "document = ?3 AND key = ?4 AND state = 'stored'",
                               e);
    statement_bind_text(&q, 1, call->plugin);
    statement_bind_text(&q, 2, call->options);
    statement_bind_integer(&q, 3, call->document);
    statement_bind_text(&q, 4, call->key);
    *found = statement_step(&q);
    return statement_end(&q);
}

/* --- Beginning a call --- */

static status take_away(store *s, const result_call *call, error *e)
{
    statement q = statement_of(
        s, "DELETE FROM result WHERE plugin = ?1 AND options = ?2 AND document = ?3", e);
    statement_bind_text(&q, 1, call->plugin);
    statement_bind_text(&q, 2, call->options);
    statement_bind_integer(&q, 3, call->document);
    return statement_run(&q);
}

static status insert_call(store *s, const result_call *call, int64_t *result, error *e)
{
    statement q = statement_of(s,
                               "INSERT INTO result (plugin, key, options, document, state) VALUES "
                               "(?1, ?2, ?3, ?4, 'stored')",
                               e);
    statement_bind_text(&q, 1, call->plugin);
    statement_bind_text(&q, 2, call->key);
    statement_bind_text(&q, 3, call->options);
    statement_bind_integer(&q, 4, call->document);
    status st = statement_run(&q);
    if (st == STATUS_OK) *result = sqlite3_last_insert_rowid(store_database(s));
    return st;
}

static void append_insert(buffer *sql, const char *plugin, const row_table *table)
{
    buffer_text(sql, "INSERT INTO \"");
    append_rows_table(sql, plugin, table);
    buffer_text(sql, "\" (result");
    append_sql_columns(sql, table);
    buffer_text(sql, ") VALUES (?1");
    for (size_t i = 0, position = 2; i < table->count; i++) {
        const sql_part *parts;
        for (size_t j = column_parts(table->columns[i].type, &parts); j > 0; j--)
            buffer_format(sql, ", ?%zu", position++);
    }
    buffer_byte(sql, ')');
}

static status note_insert(store *s, const char *plugin, const row_table *table, error *e)
{
    buffer sql = { 0 };
    append_insert(&sql, plugin, table);
    const char *kept = sql.state == STATUS_OK ? statement_keep(s, sql.data, sql.length) : NULL;
    row_insert *insert = kept != NULL ? list_push(&s->call.inserts) : NULL;
    buffer_free(&sql);
    if (insert == NULL) return error_memory(e);
    *insert = (row_insert){ table, kept };
    return STATUS_OK;
}

status results_begin(store *s, const result_call *call, const row_table *tables, size_t count,
                     int64_t *result, error *e)
{
    status st = take_away(s, call, e);
    if (st == STATUS_OK) st = insert_call(s, call, result, e);
    if (st != STATUS_OK) return st;
    s->call.result = *result;
    s->call.document = call->document;
    s->call.inserts.count = 0;
    for (size_t i = 0; i < count && st == STATUS_OK; i++)
        st = note_insert(s, call->plugin, &tables[i], e);
    return st;
}

/* --- Checking spans --- */

/* What a row is about, for messages. */
typedef struct row_context {
    store *in;
    const char *plugin;
    const column *column;
    error *e;
} row_context;

static status read_checked_text(const row_context *row, int64_t document)
{
    checked_text *checked = &row->in->checked;
    checked->document = 0;
    buffer_clear(&checked->text);
    statement q = statement_of(row->in, "SELECT text FROM text WHERE document = ?1", row->e);
    statement_bind_integer(&q, 1, document);
    bool is_there = statement_step(&q);
    if (is_there) {
        size_t length;
        const void *bytes = statement_bytes(&q, 0, &length);
        buffer_append(&checked->text, bytes, length);
        if (checked->text.state != STATUS_OK) q.state = error_memory(row->e);
    }
    status st = statement_end(&q);
    if (st != STATUS_OK) return st;
    if (!is_there)
        return error_set(row->e, STATUS_PLUGIN,
                         "plugin %s: column %s: a span lies in document %lld, which is not there",
                         row->plugin, row->column->name, (long long)document);
    checked->document = document;
    return STATUS_OK;
}

/* True when a character begins at the offset, or the text ends there. */
static bool is_boundary(const buffer *text, uint32_t at)
{
    return at == text->length || ((unsigned char)text->data[at] & 0xc0) != 0x80;
}

static status check_span(const row_context *row, int64_t document, span at)
{
    const checked_text *checked = &row->in->checked;
    if (checked->document != document || document == 0) {
        status st = read_checked_text(row, document);
        if (st != STATUS_OK) return st;
    }
    const char *why = NULL;
    if (at.start > at.stop || at.stop > checked->text.length) why = "lies outside the text";
    else if (!is_boundary(&checked->text, at.start) || !is_boundary(&checked->text, at.stop))
        why = "cuts a character";
    if (why == NULL) return STATUS_OK;
    return error_set(row->e, STATUS_PLUGIN,
                     "plugin %s: column %s: the span [%u, %u) %s of document %lld (%zu bytes)",
                     row->plugin, row->column->name, (unsigned)at.start, (unsigned)at.stop, why,
                     (long long)document, checked->text.length);
}

static status check_spans(const row_context *row, const value *v)
{
    int64_t document = v->integer != 0 ? v->integer : row->in->call.document;
    if (v->type == VALUE_SPAN) return check_span(row, document, v->at);
    status st = STATUS_OK;
    for (size_t i = 0; i < v->length && st == STATUS_OK; i++)
        st = check_span(row, document, v->spans[i]);
    return st;
}

/* --- Adding rows --- */

static bool is_whole(double number) { return floor(number) == number && fabs(number) < 9.2e18; }

/* Does the value suit the column? NULL suits every one. */
static bool suits(column_type type, const value *v)
{
    if (v->type == VALUE_NULL) return true;
    switch (type) {
    case COLUMN_INTEGER:
        return v->type == VALUE_INTEGER || (v->type == VALUE_NUMBER && is_whole(v->number));
    case COLUMN_NUMBER: return v->type == VALUE_NUMBER || v->type == VALUE_INTEGER;
    case COLUMN_BOOLEAN: return v->type == VALUE_BOOLEAN;
    case COLUMN_SPAN: return v->type == VALUE_SPAN;
    case COLUMN_SPANS: return v->type == VALUE_SPANS;
    default: return v->type == VALUE_TEXT;
    }
}

static status check_value(const row_context *row, const value *v)
{
    if (!suits(row->column->type, v))
        return error_set(row->e, STATUS_PLUGIN, "plugin %s: column %s: its value is not of type %s",
                         row->plugin, row->column->name, column_type_name(row->column->type));
    if (v->type == VALUE_TEXT && !utf8_is_valid(v->text, v->length))
        return error_set(row->e, STATUS_PLUGIN, "plugin %s: column %s: its value is not UTF-8",
                         row->plugin, row->column->name);
    if (v->type == VALUE_SPAN || v->type == VALUE_SPANS) return check_spans(row, v);
    return STATUS_OK;
}

/* Binds the SQL columns of a value from `position` on; answers the position behind them. */
static int bind_parts(statement *q, int position, column_type type, const value *v,
                      int64_t own_document)
{
    const sql_part *parts;
    int count = (int)column_parts(type, &parts);
    if (v->type == VALUE_NULL) return position + count;
    if (type == COLUMN_SPAN) {
        statement_bind_integer(q, position, v->at.start);
        statement_bind_integer(q, position + 1, v->at.stop);
    } else statement_bind_value(q, position, v);
    bool has_document = type == COLUMN_SPAN || type == COLUMN_SPANS;
    if (has_document && v->integer != 0 && v->integer != own_document)
        statement_bind_integer(q, position + count - 1, v->integer);
    return position + count;
}

static const char *find_insert(const store *s, int64_t result, const row_table *table)
{
    if (s->call.result != result) return NULL;
    for (size_t i = 0; i < s->call.inserts.count; i++)
        if (s->call.inserts.items[i].table == table) return s->call.inserts.items[i].sql;
    return NULL;
}

status results_add(store *s, int64_t result, const char *plugin, const row_table *table,
                   const value *values, error *e)
{
    const char *sql = find_insert(s, result, table);
    if (sql == NULL)
        return error_set(e, STATUS_PLUGIN,
                         "plugin %s: a row of a table or a call that was not begun", plugin);
    status st = STATUS_OK;
    for (size_t i = 0; i < table->count && st == STATUS_OK; i++) {
        row_context row = { s, plugin, &table->columns[i], e };
        st = check_value(&row, &values[i]);
    }
    if (st != STATUS_OK) return st;

    statement q = statement_of(s, sql, e);
    statement_bind_integer(&q, 1, result);
    for (int i = 0, position = 2; i < (int)table->count; i++)
        position = bind_parts(&q, position, table->columns[i].type, &values[i], s->call.document);
    return statement_run(&q);
}
