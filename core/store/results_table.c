/* Tables and views of results, made from the columns that a plugin declares. */
#include "store/results_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

enum { MOST_PARTS = 3 };

static const sql_part part_table[COLUMN_TYPES][MOST_PARTS] = {
    [COLUMN_TEXT] = { { "", "TEXT" } },
    [COLUMN_INTEGER] = { { "", "INTEGER" } },
    [COLUMN_NUMBER] = { { "", "REAL" } },
    [COLUMN_BOOLEAN] = { { "", "INTEGER" } },
    [COLUMN_DATE] = { { "", "TEXT" } },
    [COLUMN_SPAN] = { { "_start", "INTEGER" }, { "_stop", "INTEGER" }, { "_document", "INTEGER" } },
    [COLUMN_SPANS] = { { "", "TEXT" }, { "_document", "INTEGER" } },
    [COLUMN_LANGUAGE] = { { "", "TEXT" } },
    [COLUMN_JSON] = { { "", "TEXT" } },
};

size_t column_parts(column_type type, const sql_part **parts)
{
    size_t count = 0;
    while (count < MOST_PARTS && part_table[type][count].suffix != NULL) count++;
    *parts = part_table[type];
    return count;
}

/* --- Names --- */

static void append_quoted(buffer *out, const char *text, unsigned char mark)
{
    buffer_byte(out, mark);
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text == mark) buffer_byte(out, mark);
        buffer_byte(out, (unsigned char)*text);
    }
    buffer_byte(out, mark);
}

static void append_name(buffer *out, const char *name) { append_quoted(out, name, '"'); }

void append_rows_table(buffer *out, const char *plugin, const row_table *table)
{
    digest state;
    digest_begin(&state);
    digest_add_text(&state, plugin);
    digest_add_text(&state, table->name);
    for (size_t i = 0; i < table->count; i++) {
        digest_add_text(&state, table->columns[i].name);
        digest_add_text(&state, column_type_name(table->columns[i].type));
    }
    digest_hex hex = digest_end(&state);
    buffer_format(out, "rows_%s%s%s_%.8s", plugin, table->name[0] != '\0' ? "_" : "", table->name,
                  hex.text);
}

static void append_view(buffer *out, const char *plugin, const row_table *table)
{
    buffer_format(out, "%s%s%s", plugin, table->name[0] != '\0' ? "_" : "", table->name);
}

static void append_part(buffer *out, const column *c, const sql_part *part)
{
    buffer_format(out, "\"%s%s\"", c->name, part->suffix);
}

void append_sql_columns(buffer *out, const row_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const sql_part *parts;
        size_t count = column_parts(table->columns[i].type, &parts);
        for (size_t j = 0; j < count; j++) {
            buffer_text(out, ", ");
            append_part(out, &table->columns[i], &parts[j]);
        }
    }
}

static bool has_good_letters(const char *name)
{
    if (name[0] < 'a' || name[0] > 'z') return false;
    return name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static status refuse(const char *plugin, const char *what, const char *name, const char *why,
                     error *e)
{
    return error_set(e, STATUS_PLUGIN, "plugin %s: the %s name \"%s\" %s", plugin, what, name, why);
}

/* Most keywords of SQL (action, key, first ...) also stand as plain names; this asks SQLite whether
 * this one does. */
static bool needs_quotes(store *s, const char *name)
{
    char *sql = sqlite3_mprintf("SELECT %s FROM (SELECT 1 AS %s) ORDER BY %s", name, name, name);
    sqlite3_stmt *prepared = NULL;
    int code = sql == NULL ? SQLITE_NOMEM
                           : sqlite3_prepare_v2(store_database(s), sql, -1, &prepared, NULL);
    sqlite3_finalize(prepared);
    sqlite3_free(sql);
    return code != SQLITE_OK;
}

static status check_letters(store *s, const char *plugin, const char *what, const char *name,
                            error *e)
{
    if (!has_good_letters(name))
        return refuse(plugin, what, name,
                      "must begin with a letter a to z and hold only a to z, 0 to 9 and _", e);
    if (sqlite3_keyword_check(name, (int)strlen(name)) && needs_quotes(s, name))
        return refuse(plugin, what, name, "is a keyword of SQL", e);
    return STATUS_OK;
}

/* A view may not hide a table of the core, nor look like one of SQLite's or of results. */
static status check_view_name(store *s, const char *plugin, const char *name, error *e)
{
    if (strncmp(name, "sqlite_", 7) == 0 || strncmp(name, "rows_", 5) == 0)
        return refuse(plugin, "table", name, "begins like the name of a table of the corpus", e);
    statement q = statement_of(s,
                               "SELECT 1 FROM sqlite_schema WHERE name = ?1"
                               " AND (type <> 'view' OR name IN ('type', 'layer_value'))"
                               " UNION ALL SELECT 1 WHERE ?1 IN ('tokens', 'sentences')",
                               e);
    statement_bind_text(&q, 1, name);
    bool is_taken = statement_step(&q);
    status st = statement_end(&q);
    if (st == STATUS_OK && is_taken)
        return refuse(plugin, "table", name, "is that of a table of the corpus", e);
    return st;
}

/* Words that the tables of rows and their views use themselves. */
static const char *const reserved[] = { "row", "document", "document_id", "name", "id", "result" };

static status check_column(store *s, const char *plugin, const column *c, error *e)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strcmp(c->name, reserved[i]) == 0)
            return refuse(plugin, "column", c->name, "is taken by the corpus", e);
    if (c->type >= COLUMN_TYPES) return refuse(plugin, "column", c->name, "has no type", e);
    return check_letters(s, plugin, "column", c->name, e);
}

/* True when the declared column stands for an SQL column of that name, in a table or a view. */
static bool column_takes(const column *c, const char *name, size_t length)
{
    size_t own = strlen(c->name);
    if (own > length || strncmp(c->name, name, own) != 0) return false;
    if (own == length) return true;
    const sql_part *parts;
    size_t count = column_parts(c->type, &parts);
    for (size_t i = 0; i < count; i++)
        if (strlen(parts[i].suffix) == length - own &&
            strncmp(parts[i].suffix, name + own, length - own) == 0)
            return true;
    return false;
}

static status check_columns(store *s, const char *plugin, const row_table *table, error *e)
{
    for (size_t i = 0; i < table->count; i++) {
        const column *c = &table->columns[i];
        status st = check_column(s, plugin, c, e);
        if (st != STATUS_OK) return st;
        for (size_t j = 0; j < table->count; j++)
            if (j != i && column_takes(&table->columns[j], c->name, strlen(c->name)))
                return refuse(plugin, "column", c->name, "is there twice, or part of a span column",
                              e);
    }
    return STATUS_OK;
}

static status check_tables(store *s, const char *plugin, const row_table *tables, size_t count,
                           error *e)
{
    status st = check_letters(s, plugin, "plugin", plugin, e);
    for (size_t i = 0; i < count && st == STATUS_OK; i++) {
        const char *name = tables[i].name;
        if (name[0] != '\0') st = check_letters(s, plugin, "table", name, e);
        for (size_t j = 0; j < i && st == STATUS_OK; j++)
            if (strcmp(tables[j].name, name) == 0)
                st = refuse(plugin, "table", name, "is there twice", e);
        buffer view = { 0 };
        append_view(&view, plugin, &tables[i]);
        if (st == STATUS_OK)
            st = view.state != STATUS_OK ? error_memory(e)
                                         : check_view_name(s, plugin, view.data, e);
        if (st == STATUS_OK) st = check_columns(s, plugin, &tables[i], e);
        buffer_free(&view);
    }
    return st;
}

/* --- SQL --- */

static status execute(store *s, buffer *sql, error *e)
{
    status st = sql->state == STATUS_OK ? store_execute(s, sql->data, e) : error_memory(e);
    buffer_clear(sql);
    return st;
}

static status create_rows_table(store *s, const char *name, const row_table *table, error *e)
{
    buffer sql = { 0 };
    buffer_text(&sql, "CREATE TABLE IF NOT EXISTS ");
    append_name(&sql, name);
    buffer_text(&sql, " (id INTEGER PRIMARY KEY AUTOINCREMENT, "
                      "result INTEGER NOT NULL REFERENCES result (id) ON DELETE CASCADE");
    for (size_t i = 0; i < table->count; i++) {
        const sql_part *parts;
        size_t count = column_parts(table->columns[i].type, &parts);
        for (size_t j = 0; j < count; j++) {
            buffer_text(&sql, ", ");
            append_part(&sql, &table->columns[i], &parts[j]);
            buffer_format(&sql, " %s", parts[j].type);
        }
    }
    buffer_format(&sql, ") STRICT; CREATE INDEX IF NOT EXISTS \"%s_result\" ON ", name);
    append_name(&sql, name);
    buffer_text(&sql, " (result)");
    status st = execute(s, &sql, e);
    buffer_free(&sql);
    return st;
}

/* The document that a span column of the row lies in. A row on the whole corpus has document 0 and
 * belongs to the document of its first span. */
static void append_document(buffer *sql, const column *c)
{
    if (c != NULL)
        buffer_format(sql, "coalesce(t.\"%s_document\", nullif(r.document, 0))", c->name);
    else buffer_text(sql, "nullif(r.document, 0)");
}

static const column *first_span(const row_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->columns[i].type == COLUMN_SPAN) return &table->columns[i];
    return NULL;
}

/* Offsets are bytes, and SQLite's substr counts characters of a text but bytes of a BLOB. */
static void append_view_column(buffer *sql, const column *c)
{
    if (c->type != COLUMN_SPAN) {
        buffer_format(sql, ",\n  t.\"%s\"", c->name);
        return;
    }
    buffer_format(sql,
                  ",\n  (SELECT CAST(substr(CAST(text AS BLOB), t.\"%s_start\" + 1, t.\"%s_stop\" "
                  "- t.\"%s_start\") AS TEXT) "
                  "FROM text WHERE text.document = ",
                  c->name, c->name, c->name);
    append_document(sql, c);
    buffer_format(sql, ") AS \"%s\", t.\"%s_start\", t.\"%s_stop\"", c->name, c->name, c->name);
}

static status create_view(store *s, const char *view, const char *rows, const row_table *table,
                          error *e)
{
    buffer sql = { 0 };
    buffer_text(&sql, "DROP VIEW IF EXISTS ");
    append_name(&sql, view);
    buffer_text(&sql, "; CREATE VIEW ");
    append_name(&sql, view);
    buffer_text(&sql, " AS SELECT t.id AS \"row\", d.name AS document, d.id AS document_id");
    for (size_t i = 0; i < table->count; i++) append_view_column(&sql, &table->columns[i]);
    buffer_text(&sql, "\nFROM ");
    append_name(&sql, rows);
    buffer_text(&sql,
                " AS t JOIN result AS r ON r.id = t.result LEFT JOIN document AS d ON d.id = ");
    append_document(&sql, first_span(table));
    buffer_text(&sql, "\nWHERE r.options = '{}' ORDER BY t.id");
    status st = execute(s, &sql, e);
    buffer_free(&sql);
    return st;
}

static void append_columns_json(buffer *json, const row_table *table)
{
    buffer_byte(json, '[');
    for (size_t i = 0; i < table->count; i++)
        buffer_format(json, "%s[\"%s\",\"%s\"]", i > 0 ? "," : "", table->columns[i].name,
                      column_type_name(table->columns[i].type));
    buffer_byte(json, ']');
}

static status note_view(store *s, const char *view, const char *plugin, const char *rows,
                        const row_table *table, error *e)
{
    buffer json = { 0 };
    append_columns_json(&json, table);
    statement q = statement_of(s, "INSERT OR REPLACE INTO result_view VALUES (?1, ?2, ?3, ?4)", e);
    statement_bind_text(&q, 1, view);
    statement_bind_text(&q, 2, plugin);
    statement_bind_text(&q, 3, rows);
    statement_bind_text_bytes(&q, 4, json.data, json.length);
    if (json.state != STATUS_OK) q.state = error_memory(e);
    status st = statement_run(&q);
    buffer_free(&json);
    return st;
}

/* --- Preparing --- */

static status forget_results(store *s, const char *plugin, error *e)
{
    statement q = statement_of(s, "DELETE FROM result WHERE plugin = ?1", e);
    statement_bind_text(&q, 1, plugin);
    return statement_run(&q);
}

static status drop_view(store *s, const char *view, const char *rows, error *e)
{
    buffer sql = { 0 };
    buffer_text(&sql, "DROP VIEW IF EXISTS ");
    append_name(&sql, view);
    buffer_text(&sql, "; DROP TABLE IF EXISTS ");
    append_name(&sql, rows);
    buffer_text(&sql, "; DELETE FROM result_view WHERE name = ");
    append_quoted(&sql, view, '\'');
    status st = execute(s, &sql, e);
    buffer_free(&sql);
    return st;
}

/* True when `tables` declare this view with these rows. */
static bool is_declared(const char *view, const char *rows, const char *plugin,
                        const row_table *tables, size_t count)
{
    bool is_same = false;
    buffer names = { 0 };
    for (size_t i = 0; i < count && !is_same; i++) {
        buffer_clear(&names);
        append_view(&names, plugin, &tables[i]);
        buffer_byte(&names, ' ');
        append_rows_table(&names, plugin, &tables[i]);
        size_t length = strlen(view);
        /* Without memory for a name nothing is dropped; the next step will fail for the same
         * reason. */
        is_same = names.state != STATUS_OK ||
                  (strncmp(names.data, view, length) == 0 && names.data[length] == ' ' &&
                   strcmp(names.data + length + 1, rows) == 0);
    }
    buffer_free(&names);
    return is_same;
}

/* Finds one view of the plugin that it no longer declares so. */
static status find_outdated(store *s, const char *plugin, const row_table *tables, size_t count,
                            char **view, char **rows, error *e)
{
    statement q = statement_of(s, "SELECT name, row_table FROM result_view WHERE plugin = ?1", e);
    statement_bind_text(&q, 1, plugin);
    while (*view == NULL && statement_step(&q)) {
        if (is_declared(statement_text(&q, 0), statement_text(&q, 1), plugin, tables, count))
            continue;
        *view = strdup(statement_text(&q, 0));
        *rows = strdup(statement_text(&q, 1));
        if (*view == NULL || *rows == NULL) q.state = error_memory(e);
    }
    return statement_end(&q);
}

/* Rows of other columns go, and with them all results of the plugin: they are of its former self.
 */
static status drop_outdated(store *s, const char *plugin, const row_table *tables, size_t count,
                            error *e)
{
    status st = STATUS_OK;
    for (bool is_more = true; is_more && st == STATUS_OK;) {
        char *view = NULL, *rows = NULL;
        st = find_outdated(s, plugin, tables, count, &view, &rows, e);
        is_more = view != NULL;
        if (st == STATUS_OK && is_more) st = forget_results(s, plugin, e);
        if (st == STATUS_OK && is_more) st = drop_view(s, view, rows, e);
        free(view);
        free(rows);
    }
    return st;
}

/* Is the view there already? It must not be another plugin's: `a_b` and table `b` of `a` would
 * share one. */
static status find_view(store *s, const char *view, const char *plugin, bool *found, error *e)
{
    statement q = statement_of(s, "SELECT plugin FROM result_view WHERE name = ?1", e);
    statement_bind_text(&q, 1, view);
    *found = statement_step(&q);
    if (*found && strcmp(statement_text(&q, 0), plugin) != 0)
        q.state = error_set(e, STATUS_PLUGIN, "plugin %s: its view %s is that of the plugin %s",
                            plugin, view, statement_text(&q, 0));
    return statement_end(&q);
}

static status prepare_table(store *s, const char *plugin, const row_table *table, error *e)
{
    buffer view = { 0 }, rows = { 0 };
    bool found = false;
    append_view(&view, plugin, table);
    append_rows_table(&rows, plugin, table);
    status st = view.state != STATUS_OK || rows.state != STATUS_OK ? error_memory(e) : STATUS_OK;
    if (st == STATUS_OK) st = find_view(s, view.data, plugin, &found, e);
    if (st == STATUS_OK && !found) st = create_rows_table(s, rows.data, table, e);
    if (st == STATUS_OK && !found) st = create_view(s, view.data, rows.data, table, e);
    if (st == STATUS_OK && !found) st = note_view(s, view.data, plugin, rows.data, table, e);
    buffer_free(&view);
    buffer_free(&rows);
    return st;
}

status results_prepare(store *s, const char *plugin, const row_table *tables, size_t count,
                       error *e)
{
    status st = check_tables(s, plugin, tables, count, e);
    /* A savepoint, for the caller may have a transaction open. */
    if (st == STATUS_OK) st = store_execute(s, "SAVEPOINT results_prepare", e);
    if (st != STATUS_OK) return st;
    st = drop_outdated(s, plugin, tables, count, e);
    for (size_t i = 0; i < count && st == STATUS_OK; i++)
        st = prepare_table(s, plugin, &tables[i], e);
    if (st == STATUS_OK) return store_execute(s, "RELEASE results_prepare", e);
    store_execute(s, "ROLLBACK TO results_prepare; RELEASE results_prepare", NULL);
    return st;
}
