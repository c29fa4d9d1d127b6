#include "host/arrange.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "host/output.h"
#include "text/collation.h"

enum { BATCH = 64 * 1024 };

typedef struct sort_key {
    size_t column;
    bool is_falling;
    bool is_words; /* else its characters count */
} sort_key;

/* Where a cell lies among the bytes of its row, and what it is sorted by. */
typedef struct placed_cell {
    const unsigned char *start, *stop;
    output_cell head; /* of a list: its first quotation */
} placed_cell;

struct arranger {
    size_t column_count; /* of the rows that come */
    LIST(size_t) chosen;
    column *columns; /* the chosen ones; their texts are borrowed */
    LIST(sort_key) keys;
    size_t limit, given;
    placed_cell *cells; /* of one row */

    sqlite3 *waiting; /* the rows, when they are sorted */
    bool is_over;     /* none waits any more */
    sqlite3_stmt *insert, *select;
    collation *collation;
    buffer key, row;
};

/* ---- names ---- */

/* Reads the next of the names that commas part; false at the end. "-" in front says falling. */
static bool next_name(const char **at, const char **name, size_t *length, bool *is_falling)
{
    if (*at == NULL) return false;
    *is_falling = **at == '-';
    *name = *at + (**at == '-' || **at == '+');
    *length = strcspn(*name, ",");
    *at = (*name)[*length] == ',' ? *name + *length + 1 : NULL;
    return true;
}

static size_t find_column(const column *columns, size_t count, const char *name, size_t length)
{
    size_t n = 0;
    while (n < count &&
           (strlen(columns[n].name) != length || memcmp(columns[n].name, name, length) != 0))
        n++;
    return n;
}

static status check_names(const char *option, const char *names, const column *columns,
                          size_t count, error *e)
{
    const char *name;
    size_t length;
    bool is_falling;
    while (next_name(&names, &name, &length, &is_falling)) {
        if (find_column(columns, count, name, length) < count) continue;
        buffer wanted = { 0 }, known = { 0 };
        char hint[80];
        buffer_append(&wanted, name, length);
        if (wanted.state != STATUS_OK) return error_memory(e);
        nearest n = { .wanted = wanted.data };
        for (size_t i = 0; i < count; i++) nearest_offer(&n, columns[i].name);
        nearest_hint(&n, hint, sizeof hint);
        buffer_format(&known, "%s", *hint != '\0' ? hint : "; there are");
        for (size_t i = 0; i < count && *hint == '\0'; i++)
            buffer_format(&known, "%s %s", i > 0 ? "," : "", columns[i].name);
        if (known.state == STATUS_OK)
            error_set(e, STATUS_USAGE, "--%s: there is no column '%s'%s", option, wanted.data,
                      known.data);
        else error_memory(e);
        buffer_free(&wanted);
        buffer_free(&known);
        return e->code;
    }
    return STATUS_OK;
}

status arrangement_check(const arrangement *a, const column *columns, size_t count, error *e)
{
    status s = check_names("columns", a->columns, columns, count, e);
    return s == STATUS_OK ? check_names("sort", a->sort, columns, count, e) : s;
}

/* ---- opening ---- */

/* All columns when none of those named is here. */
static status choose(arranger *a, const char *names, const column *columns, error *e)
{
    const char *name;
    size_t length;
    bool unused;
    while (next_name(&names, &name, &length, &unused)) {
        size_t found = find_column(columns, a->column_count, name, length);
        if (found == a->column_count) continue;
        size_t *chosen = list_push(&a->chosen);
        if (chosen == NULL) return error_memory(e);
        *chosen = found;
    }
    for (size_t n = 0, all = a->chosen.count == 0; all && n < a->column_count; n++) {
        size_t *chosen = list_push(&a->chosen);
        if (chosen == NULL) return error_memory(e);
        *chosen = n;
    }
    a->columns = calloc(a->chosen.count + 1, sizeof *a->columns);
    if (a->columns == NULL) return error_memory(e);
    for (size_t n = 0; n < a->chosen.count; n++) a->columns[n] = columns[a->chosen.items[n]];
    return STATUS_OK;
}

static status read_keys(arranger *a, const char *names, const column *columns, error *e)
{
    const char *name;
    size_t length;
    bool is_falling;
    while (next_name(&names, &name, &length, &is_falling)) {
        size_t found = find_column(columns, a->column_count, name, length);
        if (found == a->column_count) continue;
        sort_key *key = list_push(&a->keys);
        if (key == NULL) return error_memory(e);
        column_type type = columns[found].type;
        *key = (sort_key){ found, is_falling, type != COLUMN_DATE && type != COLUMN_JSON };
    }
    return STATUS_OK;
}

static status database_error(const arranger *a, error *e)
{
    return error_set(e, STATUS_SYSTEM, "cannot sort the rows: %s", sqlite3_errmsg(a->waiting));
}

static status prepare(arranger *a, sqlite3_stmt **q, buffer *sql, error *e)
{
    status s = sql->state != STATUS_OK ? error_memory(e) : STATUS_OK;
    if (s == STATUS_OK && sqlite3_prepare_v2(a->waiting, sql->data, -1, q, NULL) != SQLITE_OK)
        s = database_error(a, e);
    buffer_free(sql);
    return s;
}

/* A table of sort keys and rows. The empty name is a database of SQLite's that is nobody else's and
 * lies in memory while it is small. */
static status open_waiting(arranger *a, error *e)
{
    buffer create = { 0 }, insert = { 0 }, select = { 0 };
    buffer_text(&create, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                         "PRAGMA cache_size = -32768; BEGIN; " /* KiB, before it goes to a file */
                         "CREATE TABLE row (number INTEGER PRIMARY KEY, cells");
    buffer_text(&insert, "INSERT INTO row VALUES (NULL, ?");
    buffer_text(&select, "SELECT cells FROM row ORDER BY ");
    for (size_t n = 0; n < a->keys.count; n++) {
        buffer_format(&create, ", k%zu", n);
        buffer_text(&insert, ", ?");
        buffer_format(&select, "k%zu %s NULLS LAST, ", n,
                      a->keys.items[n].is_falling ? "DESC" : "ASC");
    }
    buffer_text(&create, ")");
    buffer_text(&insert, ")");
    buffer_format(&select, "number LIMIT %lld", a->limit > 0 ? (long long)a->limit : -1);
    status s = create.state != STATUS_OK ? error_memory(e) : STATUS_OK;
    if (s == STATUS_OK && (sqlite3_open("", &a->waiting) != SQLITE_OK ||
                           sqlite3_exec(a->waiting, create.data, NULL, NULL, NULL) != SQLITE_OK))
        s = database_error(a, e);
    buffer_free(&create);
    status inserting = s == STATUS_OK ? prepare(a, &a->insert, &insert, e) : s;
    if (inserting == STATUS_OK) return prepare(a, &a->select, &select, e);
    buffer_free(&insert);
    buffer_free(&select);
    return inserting;
}

status arranger_open(const arrangement *wanted, const column *columns, size_t count, arranger **out,
                     error *e)
{
    *out = NULL;
    if (wanted->columns == NULL && wanted->sort == NULL && wanted->limit == 0) return STATUS_OK;
    arranger *a = calloc(1, sizeof *a);
    if (a == NULL) return error_memory(e);
    a->column_count = count;
    a->limit = wanted->limit;
    a->cells = calloc(count + 1, sizeof *a->cells);
    status s = a->cells == NULL ? error_memory(e) : STATUS_OK;
    if (s == STATUS_OK) s = choose(a, wanted->columns, columns, e);
    if (s == STATUS_OK) s = read_keys(a, wanted->sort, columns, e);
    if (s == STATUS_OK && a->keys.count > 0) s = collation_open(&a->collation, e);
    if (s == STATUS_OK && a->keys.count > 0) s = open_waiting(a, e);
    if (s == STATUS_OK) *out = a;
    else arranger_close(a);
    return s;
}

void arranger_close(arranger *a)
{
    if (a == NULL) return;
    sqlite3_finalize(a->insert);
    sqlite3_finalize(a->select);
    sqlite3_close(a->waiting);
    collation_close(a->collation);
    list_free(&a->chosen);
    list_free(&a->keys);
    free(a->columns);
    free(a->cells);
    buffer_free(&a->key);
    buffer_free(&a->row);
    free(a);
}

const column *arranger_columns(const arranger *a, size_t *count)
{
    *count = a->chosen.count;
    return a->columns;
}

bool arranger_is_full(const arranger *a, size_t more)
{
    return a->waiting == NULL && a->limit > 0 && a->given + more >= a->limit;
}

/* ---- rows ---- */

static void read_row(arranger *a, reader *in)
{
    for (size_t n = 0; n < a->column_count; n++) {
        placed_cell *cell = &a->cells[n];
        cell->start = in->at;
        cell->head = output_read_cell(in);
        bool is_list = cell->head.is_list;
        for (size_t left = is_list ? cell->head.count : 0; left > 0 && !in->failed; left--) {
            output_cell one = output_read_cell(in);
            if (cell->head.is_list) cell->head = one; /* the first */
        }
        cell->stop = in->at;
    }
}

static void append_chosen(const arranger *a, buffer *out)
{
    for (size_t n = 0; n < a->chosen.count; n++) {
        const placed_cell *cell = &a->cells[a->chosen.items[n]];
        buffer_append(out, cell->start, (size_t)(cell->stop - cell->start));
    }
}

static int bind_text(arranger *a, int at, const char *text, size_t length, bool is_words)
{
    if (!is_words) return sqlite3_bind_blob64(a->insert, at, text, length, SQLITE_TRANSIENT);
    error unused = { 0 };
    buffer_clear(&a->key);
    status s = collation_append_key(a->collation, &a->key, text, length, &unused);
    error_clear(&unused);
    if (s != STATUS_OK) return SQLITE_NOMEM;
    return sqlite3_bind_blob64(a->insert, at, a->key.data, a->key.length, SQLITE_TRANSIENT);
}

static int bind_key(arranger *a, int at, const sort_key *key)
{
    const output_cell *cell = &a->cells[key->column].head;
    const value *v = &cell->value;
    if (cell->is_quotation)
        return bind_text(a, at, cell->quotation.text, cell->quotation.length, true);
    if (cell->is_list) return sqlite3_bind_null(a->insert, at); /* an empty one */
    switch (v->type) {
    case VALUE_BOOLEAN:
    case VALUE_INTEGER: return sqlite3_bind_int64(a->insert, at, v->integer);
    case VALUE_NUMBER: return sqlite3_bind_double(a->insert, at, v->number);
    case VALUE_TEXT: return bind_text(a, at, v->text, v->length, key->is_words);
    default: return sqlite3_bind_null(a->insert, at);
    }
}

static status keep_row(arranger *a, error *e)
{
    buffer_clear(&a->row);
    append_chosen(a, &a->row);
    if (a->row.state != STATUS_OK) return error_memory(e);
    int code = sqlite3_bind_blob64(a->insert, 1, a->row.data, a->row.length, SQLITE_STATIC);
    for (size_t n = 0; n < a->keys.count && code == SQLITE_OK; n++)
        code = bind_key(a, (int)n + 2, &a->keys.items[n]);
    if (code == SQLITE_OK && sqlite3_step(a->insert) != SQLITE_DONE) code = SQLITE_ERROR;
    sqlite3_reset(a->insert);
    return code == SQLITE_OK ? STATUS_OK : database_error(a, e);
}

status arranger_take(arranger *a, const buffer *rows, buffer *out, error *e)
{
    reader in = reader_of(rows->data, rows->length);
    status s = STATUS_OK;
    while (in.at < in.end && s == STATUS_OK && !arranger_is_full(a, 0)) {
        read_row(a, &in);
        if (in.failed) return error_set(e, STATUS_PLUGIN, "the rows did not arrive");
        if (a->waiting != NULL) s = keep_row(a, e);
        else append_chosen(a, out);
        a->given++;
    }
    return out->state == STATUS_OK ? s : error_memory(e);
}

status arranger_give(arranger *a, buffer *out, error *e)
{
    int code = SQLITE_ROW;
    if (a->waiting == NULL || a->is_over) return STATUS_OK;
    while (out->length < BATCH && (code = sqlite3_step(a->select)) == SQLITE_ROW)
        buffer_append(out, sqlite3_column_blob(a->select, 0),
                      (size_t)sqlite3_column_bytes(a->select, 0));
    if (code != SQLITE_ROW && code != SQLITE_DONE) return database_error(a, e);
    a->is_over = code == SQLITE_DONE;
    return out->state == STATUS_OK ? STATUS_OK : error_memory(e);
}
