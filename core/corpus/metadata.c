#include "corpus/metadata.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/list.h"
#include "base/map.h"
#include "base/value.h"
#include "text/properties.h"
#include "text/utf8.h"

/* Columns that may name the file; where several stand, the first of these does. */
static const char *const FILE_COLUMNS[] = { "file", "path", "filename", "name", "document" };

typedef enum form { FORM_NUMBER, FORM_BOOLEAN, FORM_TEXT } form;

typedef struct column {
    const char *key;
    bool is_number, is_boolean; /* as far as it was read; a column without values is neither */
} column;

typedef struct row {
    const char *name; /* the cell that names the file */
    size_t line;
    const char **cells; /* of all columns; "" is no value */
    bool is_used;
} row;

/* One CSV. */
typedef struct table {
    LIST(column) columns;
    size_t file_column;
    map *rows; /* index in metadata.rows of each name */
} table;

typedef struct setting {
    const char *key, *value;
} setting;

/* SQLite's reader of JSON, opened when it is first needed: forks come before. */
typedef struct json_reader {
    sqlite3 *database;
    sqlite3_stmt *members;
} json_reader;

struct metadata {
    arena strings;
    LIST(table) tables;
    LIST(row) rows; /* of all tables */
    LIST(setting) settings;
    json_reader *json;
};

/* A key with its value as JSON. */
typedef struct member {
    const char *key;
    size_t length;
    const char *json;
    size_t rank; /* of one key the highest wins */
} member;

typedef struct members {
    arena strings;
    LIST(member) list;
} members;

metadata *metadata_create(void)
{
    metadata *m = calloc(1, sizeof *m);
    if (m == NULL) return NULL;
    m->json = calloc(1, sizeof *m->json);
    if (m->json != NULL) return m;
    free(m);
    return NULL;
}

void metadata_free(metadata *m)
{
    if (m == NULL) return;
    for (size_t i = 0; i < m->tables.count; i++) {
        list_free(&m->tables.items[i].columns);
        map_free(m->tables.items[i].rows);
    }
    list_free(&m->tables);
    list_free(&m->rows);
    list_free(&m->settings);
    arena_free(&m->strings);
    sqlite3_finalize(m->json->members);
    sqlite3_close(m->json->database);
    free(m->json);
    free(m);
}

/* A copy without blanks at both ends. */
static const char *copy_trimmed(arena *a, const char *text, size_t length)
{
    while (length > 0 && strchr(" \t\r\n", text[0]) != NULL) text++, length--;
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL) length--;
    return arena_copy(a, text, length);
}

static size_t count_digits(const char *text) { return strspn(text, "0123456789"); }

/* True for a number as JSON writes it that 64 bits hold. So "007" is text, as the codes and numbers
 * of shelves are that look like it, and so are whole numbers too long to be kept exactly. */
static bool is_number(const char *text)
{
    const char *at = text + (*text == '-');
    size_t digits = count_digits(at);
    if (digits == 0 || (digits > 1 && *at == '0')) return false;
    at += digits;
    if (*at == '\0') {
        errno = 0;
        strtoll(text, NULL, 10);
        return errno == 0;
    }
    if (*at == '.') {
        digits = count_digits(++at);
        if (digits == 0) return false;
        at += digits;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        if (*at == '+' || *at == '-') at++;
        digits = count_digits(at);
        if (digits == 0) return false;
        at += digits;
    }
    return *at == '\0' && isfinite(strtod(text, NULL));
}

static bool is_boolean(const char *text)
{
    return strcasecmp(text, "true") == 0 || strcasecmp(text, "false") == 0;
}

static form form_of(const char *text)
{
    if (is_number(text)) return FORM_NUMBER;
    return is_boolean(text) ? FORM_BOOLEAN : FORM_TEXT;
}

static form form_of_column(const column *c)
{
    if (c->is_number) return FORM_NUMBER;
    return c->is_boolean ? FORM_BOOLEAN : FORM_TEXT;
}

/* --- reading a CSV ------------------------------------------------------------------------------
 */

static status read_file(const char *path, buffer *out, error *e)
{
    enum { PIECE = 1 << 16 };
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : 1;
    while (got > 0) {
        char *room = buffer_room(out, PIECE);
        if (room == NULL) break;
        got = read(file, room, PIECE);
        if (got > 0) out->length += (size_t)got;
        else if (got < 0 && errno == EINTR) got = 1;
    }
    int number = errno;
    if (file >= 0) close(file);
    if (out->state != STATUS_OK) return error_memory(e);
    if (got < 0) return error_set(e, STATUS_USAGE, "cannot read it: %s", strerror(number));
    if (!utf8_is_valid(out->data, out->length) || memchr(out->data, '\0', out->length) != NULL)
        return error_set(e, STATUS_USAGE, "is no UTF-8 text; save the table as CSV in UTF-8");
    return STATUS_OK;
}

/* Index of the column that names the file; count when there is none. */
static size_t find_file_column(const table *t)
{
    for (size_t i = 0; i < sizeof FILE_COLUMNS / sizeof *FILE_COLUMNS; i++)
        for (size_t j = 0; j < t->columns.count; j++)
            if (strcasecmp(t->columns.items[j].key, FILE_COLUMNS[i]) == 0) return j;
    return t->columns.count;
}

static status read_header(metadata *m, table *t, csv_reader *r, error *e)
{
    status s = csv_next(r, e);
    if (s != STATUS_OK) return s;
    for (size_t i = 0; i < r->count; i++) {
        const char *cell = csv_cell(r, i);
        column *c = list_push(&t->columns);
        if (c == NULL) return error_memory(e);
        c->is_number = c->is_boolean = true;
        c->key = copy_trimmed(&m->strings, cell, strlen(cell));
        if (c->key == NULL) return error_memory(e);
        for (size_t j = 0; j < i; j++)
            if (c->key[0] != '\0' && strcmp(t->columns.items[j].key, c->key) == 0)
                return error_set(e, STATUS_USAGE,
                                 "line %zu: two columns are named \"%s\"; "
                                 "rename one",
                                 r->line, c->key);
    }
    t->file_column = find_file_column(t);
    if (t->file_column < t->columns.count) return STATUS_OK;
    return error_set(e, STATUS_USAGE,
                     "line %zu: no column says which file a line is about; name one "
                     "file, path, filename, name or document",
                     r->line);
}

/* Takes what the row's cells say of their columns' types. Answers how many have a value. */
static size_t judge_columns(table *t, const row *of)
{
    size_t values = 0;
    for (size_t i = 0; i < t->columns.count; i++) {
        column *c = &t->columns.items[i];
        if (of->cells[i][0] == '\0') continue;
        values++;
        c->is_number = c->is_number && is_number(of->cells[i]);
        c->is_boolean = c->is_boolean && is_boolean(of->cells[i]);
    }
    return values;
}

/* A value whose column has no name would be lost. */
static status check_names(const table *t, const row *of, error *e)
{
    for (size_t i = 0; i < t->columns.count; i++)
        if (t->columns.items[i].key[0] == '\0' && of->cells[i][0] != '\0')
            return error_set(e, STATUS_USAGE,
                             "line %zu: column %zu holds \"%s\" but has no name in "
                             "the header",
                             of->line, i + 1, of->cells[i]);
    return STATUS_OK;
}

static status add_row(metadata *m, table *t, const row *new, error *e)
{
    int64_t entry = -1;
    size_t count = map_count(t->rows);
    row *place = list_push(&m->rows);
    if (place != NULL) entry = map_add(t->rows, new->name, strlen(new->name));
    if (entry < 0) return error_memory(e);
    if ((size_t)entry < count)
        return error_set(e, STATUS_USAGE,
                         "line %zu: \"%s\" stands on line %zu already; a file has one "
                         "line",
                         new->line, new->name,
                         m->rows.items[*map_value(t->rows, (size_t)entry)].line);
    *place = *new;
    *map_value(t->rows, (size_t)entry) = (int64_t)m->rows.count - 1;
    return STATUS_OK;
}

static status read_row(metadata *m, table *t, const csv_reader *r, error *e)
{
    if (r->count > t->columns.count)
        return error_set(e, STATUS_USAGE,
                         "line %zu: %zu cells, but the header has %zu; put text that "
                         "holds the separator in double quotes",
                         r->line, r->count, t->columns.count);
    row new = { .line = r->line };
    new.cells = arena_allocate(&m->strings, t->columns.count * sizeof *new.cells);
    if (new.cells == NULL) return error_memory(e);
    for (size_t i = 0; i < t->columns.count; i++) {
        const char *cell = i < r->count ? csv_cell(r, i) : "";
        new.cells[i] = copy_trimmed(&m->strings, cell, strlen(cell));
        if (new.cells[i] == NULL) return error_memory(e);
    }
    if (judge_columns(t, &new) == 0) return STATUS_OK;
    status s = check_names(t, &new, e);
    if (s != STATUS_OK) return s;
    new.name = new.cells[t->file_column];
    while (strncmp(new.name, "./", 2) == 0) new.name += 2;
    if (new.name[0] == '\0')
        return error_set(e, STATUS_USAGE,
                         "line %zu: the column \"%s\" is empty, so the line is about no "
                         "file",
                         r->line, t->columns.items[t->file_column].key);
    return add_row(m, t, &new, e);
}

static status read_table(metadata *m, table *t, const char *path, error *e)
{
    buffer text = { 0 };
    csv_reader r = { 0 };
    t->rows = map_create();
    status s = t->rows == NULL ? error_memory(e) : read_file(path, &text, e);
    if (s == STATUS_OK) {
        r = csv_begin(text.data, text.length);
        s = read_header(m, t, &r, e);
    }
    while (s == STATUS_OK && (s = csv_next(&r, e)) == STATUS_OK && r.count > 0)
        s = read_row(m, t, &r, e);
    csv_end(&r);
    buffer_free(&text);
    return s;
}

status metadata_read_csv(metadata *m, const char *path, error *e)
{
    size_t rows = m->rows.count;
    table *t = list_push(&m->tables);
    if (t == NULL) return error_memory(e);
    status s = read_table(m, t, path, e);
    if (s == STATUS_OK) return STATUS_OK;
    list_free(&t->columns); /* a table that was not read to its end says nothing */
    map_free(t->rows);
    m->tables.count--;
    m->rows.count = rows;
    if (s == STATUS_USAGE) error_prefix(e, "%s: ", path);
    return s;
}

/* --- key=value ----------------------------------------------------------------------------------
 */

static bool is_key_character(uint32_t point)
{
    if (point == '_' || point == '-' || point == '.' || point == ' ') return true;
    if (point == UTF8_INVALID) return false;
    unsigned property = property_of(point);
    character_kind kind = property_kind(property);
    if (kind == CHARACTER_WHITE) return property_class(property) == BREAK_SPACE || point == 0xa0;
    return kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT || kind == CHARACTER_MARK;
}

static bool is_key(const char *text)
{
    size_t length = strlen(text), at = 0;
    while (at < length)
        if (!is_key_character(utf8_next(text, length, &at))) return false;
    return length > 0;
}

status metadata_set(metadata *m, const char *assignment, error *e)
{
    const char *equals = strchr(assignment, '=');
    if (!utf8_is_valid(assignment, strlen(assignment)))
        return error_set(e, STATUS_USAGE, "--set: what is given is no UTF-8 text");
    if (equals == NULL)
        return error_set(e, STATUS_USAGE, "--set %s: no \"=\"; write --set key=value", assignment);
    const char *key = copy_trimmed(&m->strings, assignment, (size_t)(equals - assignment));
    const char *value_text = arena_copy(&m->strings, equals + 1, strlen(equals + 1));
    if (key == NULL || value_text == NULL) return error_memory(e);
    if (!is_key(key))
        return error_set(e, STATUS_USAGE,
                         "--set %s: a key is letters, digits, \"_\", \"-\", \".\" and "
                         "blanks",
                         assignment);
    setting *new = list_push(&m->settings);
    if (new == NULL) return error_memory(e);
    *new = (setting){ .key = key, .value = value_text };
    return STATUS_OK;
}

/* --- what is known of one file ------------------------------------------------------------------
 */

/* Takes the JSON from `json`, which is empty afterwards. */
static status add_member(members *all, const char *key, size_t length, buffer *json, error *e)
{
    status s = json->state;
    member *new = s == STATUS_OK ? list_push(&all->list) : NULL;
    if (new != NULL) {
        new->key = arena_copy(&all->strings, key, length);
        new->length = length;
        new->json = arena_copy(&all->strings, json->data, json->length);
        new->rank = all->list.count;
    }
    buffer_free(json);
    if (new == NULL || new->key == NULL || new->json == NULL) return error_memory(e);
    return STATUS_OK;
}

static status add_text(members *all, const char *key, const char *text, form as, error *e)
{
    buffer json = { 0 };
    if (as == FORM_TEXT) json_append_text(&json, text, strlen(text));
    else if (as == FORM_NUMBER) buffer_text(&json, text);
    else buffer_text(&json, strcasecmp(text, "true") == 0 ? "true" : "false");
    return add_member(all, key, strlen(key), &json, e);
}

/* Adds the member on which the statement stands; null is no value. */
static status add_loaded(members *all, sqlite3_stmt *q, error *e)
{
    const char *type = (const char *)sqlite3_column_text(q, 1);
    const char *text = (const char *)sqlite3_column_text(q, 2);
    const char *key = (const char *)sqlite3_column_text(q, 0);
    if (type == NULL || key == NULL) return error_memory(e);
    if (strcmp(type, "null") == 0) return STATUS_OK;
    if (text == NULL) return error_memory(e);
    buffer json = { 0 };
    size_t length = (size_t)sqlite3_column_bytes(q, 2);
    if (strcmp(type, "text") == 0) {
        json_append_text(&json, text, length);
    } else if (strcmp(type, "true") == 0 || strcmp(type, "false") == 0) {
        buffer_text(&json, type);
    } else if (strcmp(type, "real") == 0) {
        value number = value_of_number(sqlite3_column_double(q, 2));
        json_append_value(&json, &number);
    } else {
        buffer_append(&json, text, length);
    }
    return add_member(all, key, (size_t)sqlite3_column_bytes(q, 0), &json, e);
}

static status open_json(json_reader *json, error *e)
{
    static const char sql[] = "SELECT key, type, value FROM json_each(?1)";
    if (json->members != NULL) return STATUS_OK;
    if (json->database == NULL && sqlite3_open(":memory:", &json->database) != SQLITE_OK)
        return error_memory(e);
    if (sqlite3_prepare_v2(json->database, sql, -1, &json->members, NULL) == SQLITE_OK)
        return STATUS_OK;
    return error_set(e, STATUS_SYSTEM, "SQLite cannot read JSON: %s",
                     sqlite3_errmsg(json->database));
}

static status add_from_loader(members *all, json_reader *json, const char *object, error *e)
{
    if (object[strspn(object, " \t\r\n")] != '{')
        return error_set(e, STATUS_PLUGIN, "the loader's metadata is no JSON object");
    status s = open_json(json, e);
    if (s != STATUS_OK) return s;
    sqlite3_stmt *q = json->members;
    int outcome = sqlite3_bind_text64(q, 1, object, strlen(object), SQLITE_STATIC, SQLITE_UTF8);
    while (outcome == SQLITE_OK || outcome == SQLITE_ROW) {
        outcome = sqlite3_step(q);
        if (outcome != SQLITE_ROW) break;
        s = add_loaded(all, q, e);
        if (s != STATUS_OK) break;
    }
    if (outcome == SQLITE_NOMEM) s = error_memory(e);
    else if (s == STATUS_OK && outcome != SQLITE_DONE)
        s = error_set(e, STATUS_PLUGIN, "the loader's metadata: %s",
                      sqlite3_errmsg(json->database));
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
    return s;
}

static row *look_up(const metadata *m, const table *t, const char *name, size_t length)
{
    int64_t entry = map_find(t->rows, name, length);
    return entry < 0 ? NULL : &m->rows.items[*map_value(t->rows, (size_t)entry)];
}

/* The line that says most exactly that it is about the file: its path, then ever shorter ends of
 * it, then its name without extension. */
static row *find_row(const metadata *m, const table *t, const char *path)
{
    for (const char *end = path;; end++) {
        row *found = look_up(m, t, end, strlen(end));
        if (found != NULL) return found;
        const char *slash = strchr(end, '/');
        if (slash == NULL) {
            const char *dot = strrchr(end, '.');
            return dot == NULL || dot == end ? NULL : look_up(m, t, end, (size_t)(dot - end));
        }
        end = slash;
    }
}

static status add_from_row(members *all, const table *t, row *of, error *e)
{
    of->is_used = true;
    status s = STATUS_OK;
    for (size_t i = 0; i < t->columns.count && s == STATUS_OK; i++) {
        const column *c = &t->columns.items[i];
        if (i == t->file_column || of->cells[i][0] == '\0') continue;
        s = add_text(all, c->key, of->cells[i], form_of_column(c), e);
    }
    return s;
}

static int compare_members(const void *a, const void *b)
{
    const member *x = a, *y = b;
    int order = memcmp(x->key, y->key, x->length < y->length ? x->length : y->length);
    if (order == 0) order = (x->length > y->length) - (x->length < y->length);
    return order != 0 ? order : (x->rank > y->rank) - (x->rank < y->rank);
}

static void append_object(members *all, buffer *out)
{
    member *items = all->list.items;
    size_t count = all->list.count;
    if (count == 0) return;
    qsort(items, count, sizeof *items, compare_members);
    char before = '{';
    for (size_t i = 0; i < count; i++) {
        const member *next = i + 1 < count ? &items[i + 1] : NULL;
        if (next != NULL && next->length == items[i].length &&
            memcmp(next->key, items[i].key, next->length) == 0)
            continue;
        buffer_byte(out, (unsigned char)before);
        json_append_text(out, items[i].key, items[i].length);
        buffer_byte(out, ':');
        buffer_text(out, items[i].json);
        before = ',';
    }
    buffer_byte(out, '}');
}

status metadata_append(const metadata *m, const char *path, const char *from_loader, buffer *out,
                       error *e)
{
    members all = { 0 };
    status s = from_loader == NULL ? STATUS_OK : add_from_loader(&all, m->json, from_loader, e);
    for (size_t i = 0; i < m->tables.count && s == STATUS_OK; i++) {
        row *found = find_row(m, &m->tables.items[i], path);
        if (found != NULL) s = add_from_row(&all, &m->tables.items[i], found, e);
    }
    for (size_t i = 0; i < m->settings.count && s == STATUS_OK; i++) {
        const setting *given = &m->settings.items[i];
        s = add_text(&all, given->key, given->value, form_of(given->value), e);
    }
    if (s == STATUS_OK) append_object(&all, out);
    if (s == STATUS_OK && out->state != STATUS_OK) s = error_memory(e);
    list_free(&all.list);
    arena_free(&all.strings);
    return s;
}

const char *metadata_unused(const metadata *m, size_t *position, size_t *line)
{
    while (*position < m->rows.count) {
        const row *at = &m->rows.items[(*position)++];
        if (at->is_used) continue;
        *line = at->line;
        return at->name;
    }
    return NULL;
}
