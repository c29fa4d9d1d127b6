#include "lua/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "host/manifest.h"
#include "host/output.h"
#include "lua/api.h"
#include "lua/objects.h"

/* Sets `table`, the name of the kind of row, where there are several; the row is on top of the
 * stack. */
static void set_table(lua_State *L, const char *name)
{
    if (*name == '\0') return;
    lua_pushstring(L, name);
    lua_setfield(L, -2, "table");
}

static void push_json(lua_State *L, const value *v)
{
    value_push(L, v); /* a Lua string ends with a NUL, a value's text may not */
    object_push_json(L, lua_tostring(L, -1));
    lua_remove(L, -2);
}

/* ---- what an analysis uses ---- */

static void push_used_value(lua_State *L, int owner, const value *v, column_type type)
{
    const view *of = object_check_document(L, owner);
    if (v->type == VALUE_SPAN) {
        object_push_span(L, owner, SPAN_PLAIN, 0, view_from_text(of, v->at));
    } else if (v->type == VALUE_SPANS) {
        lua_createtable(L, (int)v->length, 0);
        for (size_t i = 0; i < v->length; i++) {
            object_push_span(L, owner, SPAN_PLAIN, 0, view_from_text(of, v->spans[i]));
            lua_rawseti(L, -2, (lua_Integer)i + 1);
        }
    } else if (type == COLUMN_JSON && v->type == VALUE_TEXT) {
        push_json(L, v);
    } else {
        value_push(L, v);
    }
}

static bool is_in_text(const view *v, span at)
{
    return view_from_text(v, at).stop <= v->from.text.length;
}

/* Upvalues: document, bytes of the part, analysis, position of the next row. */
static int next_used(lua_State *L)
{
    size_t length;
    stored_part part;
    const view *v = object_check_document(L, lua_upvalueindex(1));
    const char *bytes = lua_tolstring(L, lua_upvalueindex(2), &length);
    if (!stored_part_find(bytes, length, lua_tostring(L, lua_upvalueindex(3)), &part)) return 0;
    reader rows = part.rows;
    rows.at += lua_tointeger(L, lua_upvalueindex(4));
    if (rows.at >= rows.end) return 0;
    size_t columns;
    column_type type;
    const char *table = stored_read_table(&part.tables, reader_unsigned(&rows), &columns);
    lua_createtable(L, 0, (int)columns);
    set_table(L, table);
    while (columns-- > 0 && !part.tables.failed && !rows.failed) {
        const char *name = stored_read_column(&part.tables, &type);
        value cell = reader_value(&rows);
        bool is_inside = cell.type != VALUE_SPAN || is_in_text(v, cell.at);
        for (size_t i = 0; i < cell.length && cell.type == VALUE_SPANS; i++)
            is_inside = is_inside && is_in_text(v, cell.spans[i]);
        if (is_inside) push_used_value(L, lua_upvalueindex(1), &cell, type);
        free(
            (void *)cell
                .spans); /* lost when there was no memory for a push: then the call is at its end */
        if (!is_inside) return luaL_error(L, "a stored span points outside the text");
        lua_setfield(L, -2, name);
    }
    if (part.tables.failed || rows.failed) return luaL_error(L, "the rows did not arrive");
    lua_pushinteger(L, rows.at - part.rows.at);
    lua_replace(L, lua_upvalueindex(4));
    return 1;
}

void rows_push_used(lua_State *L, int bytes, const char *analysis)
{
    size_t length;
    stored_part part;
    const char *found = lua_tolstring(L, bytes, &length);
    if (found == NULL || !stored_part_find(found, length, analysis, &part))
        luaL_error(L, "'%s' is not declared; the manifest needs: uses = { \"%s\" }", analysis,
                   analysis);
    bytes = lua_absindex(L, bytes);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, bytes);
    lua_pushstring(L, analysis);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_used, 4);
}

/* ---- what is stored ---- */

/* A walk over the views of a plugin; freed by the collector. */
typedef struct walk {
    store *in;
    int64_t document;
    sqlite3_stmt *views, *rows;
} walk;

static int free_walk(lua_State *L)
{
    walk *w = lua_touserdata(L, 1);
    sqlite3_finalize(w->rows);
    sqlite3_finalize(w->views);
    w->rows = w->views = NULL;
    return 0;
}

static int fail(lua_State *L, const walk *w)
{
    return luaL_error(L, "SQL: %s", sqlite3_errmsg(store_database(w->in)));
}

static void prepare(lua_State *L, const walk *w, const char *sql, sqlite3_stmt **out)
{
    if (sqlite3_prepare_v2(store_database(w->in), sql, -1, out, NULL) != SQLITE_OK) fail(L, w);
}

static const char *text_of(sqlite3_stmt *q, int i)
{
    const char *text = (const char *)sqlite3_column_text(q, i);
    return text == NULL ? "" : text;
}

/* Opens the rows of the next view and pushes its columns, [[name, type], ...]; false when there is
 * no further view. */
static bool next_view(lua_State *L, walk *w)
{
    int code = sqlite3_step(w->views);
    if (code == SQLITE_DONE) return false;
    if (code != SQLITE_ROW) fail(L, w);
    const char *sql = lua_pushfstring(
        L,
        "SELECT v.* FROM \"%s\" AS v LEFT JOIN document AS d ON d.id = v.document_id LEFT JOIN "
        "source AS s ON s.id = d.source "
        "WHERE %s ORDER BY s.path, d.source, d.ordinal, v.row",
        text_of(w->views, 0),
        w->document == 0
            ? "1"
            : lua_pushfstring(
                  L,
                  "v.row IN (SELECT id FROM \"%s\" WHERE result IN (SELECT id FROM result WHERE "
                  "document = %I))",
                  text_of(w->views, 1), (LUAI_UACINT)w->document));
    prepare(L, w, sql, &w->rows);
    object_push_json(L, text_of(w->views, 2));
    return true;
}

static void push_cell(lua_State *L, sqlite3_stmt *q, int i)
{
    switch (sqlite3_column_type(q, i)) {
    case SQLITE_INTEGER: lua_pushinteger(L, sqlite3_column_int64(q, i)); break;
    case SQLITE_FLOAT: lua_pushnumber(L, sqlite3_column_double(q, i)); break;
    case SQLITE_NULL: lua_pushnil(L); break;
    default: lua_pushlstring(L, sqlite3_column_blob(q, i), (size_t)sqlite3_column_bytes(q, i));
    }
}

static void set_cell(lua_State *L, sqlite3_stmt *q, int i, const char *name)
{
    push_cell(L, q, i);
    lua_setfield(L, -2, name);
}

/* A span as the view shows it: its text, start, stop, in the document of the row. */
static void push_span(lua_State *L, sqlite3_stmt *q, int i)
{
    if (sqlite3_column_type(q, i + 1) == SQLITE_NULL) {
        lua_pushnil(L);
        return;
    }
    lua_createtable(L, 0, 4);
    set_cell(L, q, i, "text");
    set_cell(L, q, i + 1, "start");
    set_cell(L, q, i + 2, "stop");
    set_cell(L, q, 1, "document");
}

/* [[start, stop], ...] as tables. */
static void push_spans(lua_State *L, sqlite3_stmt *q, int i)
{
    object_push_json(L, sqlite3_column_type(q, i) == SQLITE_NULL ? NULL : text_of(q, i));
    if (!lua_istable(L, -1)) return;
    for (lua_Integer n = 1, count = luaL_len(L, -1); n <= count; n++) {
        lua_rawgeti(L, -1, n);
        lua_createtable(L, 0, 3);
        lua_rawgeti(L, -2, 1);
        lua_setfield(L, -2, "start");
        lua_rawgeti(L, -2, 2);
        lua_setfield(L, -2, "stop");
        set_cell(L, q, 1, "document");
        lua_rawseti(L, -3, n);
        lua_pop(L, 1);
    }
}

/* Pushes the value whose first SQL column is `i`; answers how many it takes. */
static int push_typed(lua_State *L, sqlite3_stmt *q, int i, column_type type)
{
    bool is_null = sqlite3_column_type(q, i) == SQLITE_NULL;
    if (type == COLUMN_SPAN) {
        push_span(L, q, i);
        return 3;
    }
    if (type == COLUMN_SPANS) push_spans(L, q, i);
    else if (type == COLUMN_BOOLEAN && !is_null) lua_pushboolean(L, sqlite3_column_int(q, i));
    else if (type == COLUMN_NUMBER && !is_null) lua_pushnumber(L, sqlite3_column_double(q, i));
    else if (type == COLUMN_JSON && !is_null) object_push_json(L, text_of(q, i));
    else push_cell(L, q, i);
    return 1;
}

/* Upvalues: walk, columns of the view (nil before the first), what is kept alive. */
static int next_stored(lua_State *L)
{
    walk *w = lua_touserdata(L, lua_upvalueindex(1));
    if (w->views == NULL) return 0;
    int code = SQLITE_DONE;
    while (w->rows == NULL || (code = sqlite3_step(w->rows)) == SQLITE_DONE) {
        sqlite3_finalize(w->rows);
        w->rows = NULL;
        if (!next_view(L, w)) {
            lua_pushcfunction(L, free_walk);
            lua_pushvalue(L, lua_upvalueindex(1));
            lua_call(L, 1, 0);
            return 0;
        }
        lua_replace(L, lua_upvalueindex(2));
    }
    if (code != SQLITE_ROW) return fail(L, w);
    lua_Integer count = luaL_len(L, lua_upvalueindex(2));
    lua_createtable(L, 0, (int)count + 3);
    set_cell(L, w->rows, 0, "row");
    set_cell(L, w->rows, 1, "document");
    set_cell(L, w->rows, 2, "document_id");
    set_table(L, text_of(w->views, 3));
    int position = 3;
    for (lua_Integer n = 1; n <= count; n++) {
        lua_rawgeti(L, lua_upvalueindex(2), n);
        lua_rawgeti(L, -1, 1);
        lua_rawgeti(L, -2, 2);
        lua_remove(L, -3);
        column_type type = column_type_find(luaL_checkstring(L, -1));
        lua_pop(L, 1);
        position += push_typed(L, w->rows, position, type);
        lua_settable(L, -3);
    }
    return 1;
}

/* Raises when the plugin has no view, with the nearest name that has. */
static void check_there(lua_State *L, store *s, const char *analysis)
{
    char hint[80] = "", name[80] = "";
    error e = { 0 };
    bool is_there = false;
    statement q = statement_of(s, "SELECT DISTINCT plugin FROM result_view", &e);
    nearest n = { .wanted = analysis };
    while (!is_there && statement_step(&q)) {
        const char *offered = statement_text(&q, 0);
        is_there = strcmp(offered, analysis) == 0;
        nearest_offer(&n, offered);
        if (n.name != offered) continue;
        strncpy(name, offered, sizeof name - 1); /* for the hint alone */
        n.name = name;
    }
    if (statement_end(&q) != STATUS_OK) api_raise(L, &e);
    if (is_there) return;
    nearest_hint(&n, hint, sizeof hint);
    luaL_error(L, "there are no results of '%s'%s", analysis,
               *hint != '\0' ? hint
                             : "; it must run first: an analysis declares it in `uses`, a script "
                               "calls moonleaf.run");
}

void rows_push_stored(lua_State *L, store *s, const char *analysis, int64_t id)
{
    if (!manifest_name_is_good(analysis)) luaL_error(L, "'%s' is no name of an analysis", analysis);
    check_there(L, s, analysis);
    walk *w = lua_newuserdatauv(L, sizeof *w, 0);
    *w = (walk){ .in = s, .document = id };
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_walk);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    prepare(L, w,
            "SELECT name, row_table, columns, substr(name, length(plugin) + 2) FROM result_view "
            "WHERE plugin = ?1 ORDER BY name",
            &w->views);
    sqlite3_bind_text(w->views, 1, analysis, -1, SQLITE_TRANSIENT);
    lua_pushnil(L);
    lua_pushvalue(L, 1);
    lua_pushcclosure(L, next_stored, 3);
}

/* ---- answers to a script ---- */

static void push_answer_cell(lua_State *L, reader *rows, column_type type)
{
    output_cell cell = output_read_cell(rows);
    if (type == COLUMN_JSON && cell.value.type == VALUE_TEXT) push_json(L, &cell.value);
    else object_push_cell(L, &cell, rows);
    free((void *)cell.value.spans);
}

void rows_push_answer(lua_State *L, reader *rows, const reader *tables, bool is_stored)
{
    reader columns = *tables;
    size_t count;
    column_type type;
    const char *table = stored_read_table(&columns, reader_unsigned(rows), &count);
    lua_createtable(L, 0, (int)count + 2);
    set_table(L, table);
    if (is_stored) {
        push_answer_cell(L, rows, COLUMN_INTEGER);
        lua_setfield(L, -2, "row");
        push_answer_cell(L, rows, COLUMN_TEXT);
        lua_setfield(L, -2, "document");
    }
    while (count-- > 0 && !columns.failed && !rows->failed) {
        const char *name = stored_read_column(&columns, &type);
        push_answer_cell(L, rows, type);
        lua_setfield(L, -2, name);
    }
    if (columns.failed || rows->failed) luaL_error(L, "the rows did not arrive");
}
