/* moonleaf sql: the corpus in SQL, read-only. */
#include <stdlib.h>
#include <string.h>

#include "cli/screen.h"
#include "host/corpus_guard.h"

/* The columns of a statement; their names live as long as it. */
static column *columns_of(sqlite3_stmt *q, size_t *count)
{
    *count = (size_t)sqlite3_column_count(q);
    column *columns = calloc(*count + 1, sizeof *columns);
    for (size_t i = 0; columns != NULL && i < *count; i++) {
        const char *declared = sqlite3_column_decltype(q, (int)i);
        bool is_integer = declared != NULL && strcmp(declared, "INTEGER") == 0;
        bool is_number = declared != NULL && strcmp(declared, "REAL") == 0;
        columns[i].name = (char *)sqlite3_column_name(q, (int)i);
        columns[i].type = is_integer ? COLUMN_INTEGER : is_number ? COLUMN_NUMBER : COLUMN_TEXT;
    }
    return columns;
}

static value cell_of(sqlite3_stmt *q, int i)
{
    switch (sqlite3_column_type(q, i)) {
    case SQLITE_INTEGER: return value_of_integer(sqlite3_column_int64(q, i));
    case SQLITE_FLOAT: return value_of_number(sqlite3_column_double(q, i));
    case SQLITE_NULL: return (value){ .type = VALUE_NULL };
    case SQLITE_BLOB: return value_of_text("(bytes)");
    default:
        return (value){ .type = VALUE_TEXT,
                        .text = (const char *)sqlite3_column_text(q, i),
                        .length = (size_t)sqlite3_column_bytes(q, i) };
    }
}

static status print_rows(invocation *i, sqlite3_stmt *q, error *e)
{
    size_t count;
    output *o = NULL;
    int code = SQLITE_ROW;
    column *columns = columns_of(q, &count);
    status s = columns == NULL ? error_memory(e) : screen_begin(i, "sql", columns, count, &o, e);
    while (s == STATUS_OK && !host_interrupted && !output_is_full(o) &&
           (code = sqlite3_step(q)) == SQLITE_ROW) {
        s = output_row(o, e);
        for (int n = 0; n < (int)count && s == STATUS_OK; n++) {
            value v = cell_of(q, n);
            s = output_value(o, &v, e);
        }
    }
    if (s == STATUS_OK && host_interrupted) s = error_set(e, STATUS_INTERRUPTED, "interrupted");
    if (s == STATUS_OK && code != SQLITE_DONE && code != SQLITE_ROW)
        s = error_set(e, (code & 0xff) == SQLITE_CORRUPT ? STATUS_CORPUS : STATUS_USAGE, "SQL: %s",
                      sqlite3_errmsg(store_database(i->store)));
    if (s == STATUS_OK) s = output_end(o, e);
    else output_drop(o);
    free(columns);
    return s;
}

static int look_at_interrupt(void *context)
{
    (void)context;
    return host_interrupted != 0;
}

status sql_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    sqlite3_stmt *q = NULL;
    const char *rest = NULL;
    status s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = invocation_open_store(i, STORE_READ, e);
    if (s == STATUS_OK) s = corpus_guard(i->store, true, e);
    if (s != STATUS_OK) return s;
    sqlite3 *db = store_database(i->store);
    sqlite3_progress_handler(db, 10000, look_at_interrupt, NULL);
    if (sqlite3_prepare_v2(db, i->arguments.items[0], -1, &q, &rest) != SQLITE_OK)
        s = error_set(e, STATUS_USAGE, "SQL: %s%s", sqlite3_errmsg(db),
                      sqlite3_errcode(db) == SQLITE_AUTH ? ": the corpus is read-only here" : "");
    else if (q == NULL || rest[strspn(rest, " \t\r\n;")] != '\0')
        s = error_set(e, STATUS_USAGE, "SQL: one statement, please");
    else s = print_rows(i, q, e);
    sqlite3_finalize(q);
    return s;
}
