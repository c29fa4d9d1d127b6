#include <string.h>

#include "store/handle.h"

/* A text that SQLite borrows may be "", but not NULL: that would bind NULL. */
static const char *never_null(const void *bytes) { return bytes != NULL ? bytes : ""; }

static sqlite3_stmt *prepare(store *s, const char *sql, unsigned flags, statement *q)
{
    sqlite3_stmt *made = NULL;
    if (sqlite3_prepare_v3(s->database, sql, -1, flags, &made, NULL) != SQLITE_OK)
        q->state = store_error(s, q->e, NULL);
    return made;
}

statement statement_of_text(store *s, const char *sql, error *e)
{
    statement q = { .in = s, .e = e, .owned = true };
    q.prepared = prepare(s, sql, 0, &q);
    return q;
}

statement statement_of(store *s, const char *sql, error *e)
{
    statement q = { .in = s, .e = e };
    for (size_t i = 0; i < s->statements.count; i++) {
        if (s->statements.items[i].sql != sql) continue;
        q.prepared = s->statements.items[i].statement;
        /* In the middle of its rows, further up the call chain: this use takes one of its own. */
        return sqlite3_stmt_busy(q.prepared) ? statement_of_text(s, sql, e) : q;
    }
    q.prepared = prepare(s, sql, SQLITE_PREPARE_PERSISTENT, &q);
    if (q.prepared == NULL) return q;
    prepared *kept = list_push(&s->statements);
    if (kept != NULL) *kept = (prepared){ sql, q.prepared };
    else q.owned = true;
    return q;
}

const char *statement_keep(store *s, const char *sql, size_t length)
{
    if (s->texts == NULL) s->texts = map_create();
    int64_t index = s->texts != NULL ? map_add(s->texts, sql, length) : -1;
    return index >= 0 ? map_key(s->texts, (size_t)index, &length) : NULL;
}

void statements_forget(store *s)
{
    for (size_t i = 0; i < s->statements.count; i++)
        sqlite3_finalize(s->statements.items[i].statement);
    list_free(&s->statements);
    map_free(s->texts);
    s->texts = NULL;
}

/* --- Binding --- */

static bool is_usable(const statement *q) { return q->state == STATUS_OK && q->prepared != NULL; }

static void check(statement *q, int code)
{
    if (code != SQLITE_OK) q->state = store_error(q->in, q->e, NULL);
}

void statement_bind_integer(statement *q, int position, int64_t number)
{
    if (is_usable(q)) check(q, sqlite3_bind_int64(q->prepared, position, number));
}

void statement_bind_number(statement *q, int position, double number)
{
    if (is_usable(q)) check(q, sqlite3_bind_double(q->prepared, position, number));
}

void statement_bind_text(statement *q, int position, const char *text)
{
    if (!is_usable(q)) return;
    if (text == NULL) check(q, sqlite3_bind_null(q->prepared, position));
    else statement_bind_text_bytes(q, position, text, strlen(text));
}

void statement_bind_bytes(statement *q, int position, const void *bytes, size_t length)
{
    if (is_usable(q))
        check(q,
              sqlite3_bind_blob64(q->prepared, position, never_null(bytes), length, SQLITE_STATIC));
}

void statement_bind_text_bytes(statement *q, int position, const char *text, size_t length)
{
    if (!is_usable(q)) return;
    check(q, sqlite3_bind_text64(q->prepared, position, never_null(text), length, SQLITE_STATIC,
                                 SQLITE_UTF8));
}

/* Spans have no SQL type: their JSON is copied by SQLite. */
static void bind_json(statement *q, int position, const value *v)
{
    buffer json = { 0 };
    json_append_value(&json, v);
    if (json.state != STATUS_OK) q->state = error_memory(q->e);
    else
        check(q, sqlite3_bind_text64(q->prepared, position, json.data, json.length,
                                     SQLITE_TRANSIENT, SQLITE_UTF8));
    buffer_free(&json);
}

void statement_bind_value(statement *q, int position, const value *v)
{
    if (!is_usable(q)) return;
    switch (v->type) {
    case VALUE_NULL: statement_bind_text(q, position, NULL); break;
    case VALUE_BOOLEAN: statement_bind_integer(q, position, v->integer != 0); break;
    case VALUE_INTEGER: statement_bind_integer(q, position, v->integer); break;
    case VALUE_NUMBER: statement_bind_number(q, position, v->number); break;
    case VALUE_TEXT: statement_bind_text_bytes(q, position, v->text, v->length); break;
    case VALUE_SPAN:
    case VALUE_SPANS: bind_json(q, position, v); break;
    }
}

/* --- Rows --- */

bool statement_step(statement *q)
{
    if (!is_usable(q)) return false;
    int code = sqlite3_step(q->prepared);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) q->state = store_error(q->in, q->e, NULL);
    return false;
}

int64_t statement_integer(const statement *q, int column)
{
    return sqlite3_column_int64(q->prepared, column);
}

double statement_number(const statement *q, int column)
{
    return sqlite3_column_double(q->prepared, column);
}

const char *statement_text(const statement *q, int column)
{
    return (const char *)sqlite3_column_text(q->prepared, column);
}

const void *statement_bytes(const statement *q, int column, size_t *length)
{
    /* Before the length: SQLite counts the bytes in the form that was asked for last. */
    const void *bytes = sqlite3_column_blob(q->prepared, column);
    *length = (size_t)sqlite3_column_bytes(q->prepared, column);
    return bytes;
}

value statement_value(const statement *q, int column)
{
    switch (sqlite3_column_type(q->prepared, column)) {
    case SQLITE_INTEGER: return value_of_integer(statement_integer(q, column));
    case SQLITE_FLOAT: return value_of_number(statement_number(q, column));
    case SQLITE_NULL: return value_of_text(NULL);
    default: break;
    }
    value v = { .type = VALUE_TEXT };
    v.text = statement_text(q, column);
    v.length = (size_t)sqlite3_column_bytes(q->prepared, column);
    return v;
}

status statement_end(statement *q)
{
    if (q->prepared != NULL && q->owned) sqlite3_finalize(q->prepared);
    else if (q->prepared != NULL) {
        sqlite3_reset(q->prepared);
        sqlite3_clear_bindings(q->prepared);
    }
    q->prepared = NULL;
    return q->state;
}

status statement_run(statement *q)
{
    statement_step(q);
    return statement_end(q);
}

/* --- Many rows --- */

enum { ROWS_AT_ONCE = 40, ROWS_A_BREATH = 16 * ROWS_AT_ONCE };

static statement statement_of_rows(store *s, const char *sql, int columns, size_t rows, error *e)
{
    buffer text = { 0 };
    buffer_text(&text, sql);
    for (size_t row = 0; row < rows; row++) {
        buffer_text(&text, row == 0 ? " (" : ", (");
        for (int i = 0; i < columns; i++) buffer_text(&text, i == 0 ? "?" : ", ?");
        buffer_byte(&text, ')');
    }
    const char *kept = text.state == STATUS_OK ? statement_keep(s, text.data, text.length) : NULL;
    buffer_free(&text);
    statement none = { .in = s, .e = e, .state = STATUS_NO_MEMORY };
    if (kept == NULL) error_memory(e);
    return kept == NULL ? none : statement_of(s, kept, e);
}

status statement_insert(store *s, const char *sql, int columns, size_t count,
                        void (*bind)(statement *q, int first, const void *context, size_t row),
                        const void *context, error *e)
{
    status st = STATUS_OK;
    for (size_t row = 0, rows; row < count && st == STATUS_OK; row += rows) {
        rows = count - row < ROWS_AT_ONCE ? 1 : ROWS_AT_ONCE;
        statement q = statement_of_rows(s, sql, columns, rows, e);
        for (size_t i = 0; i < rows; i++) bind(&q, 1 + (int)i * columns, context, row + i);
        st = statement_run(&q);
        if ((row + rows) % ROWS_A_BREATH == 0) store_breathe(s);
    }
    return st;
}
