#include "lua/script.h"

#include <string.h>

#include "host/asking.h"
#include "lua/api.h"
#include "lua/rows.h"

/* Raises with the text of `e`: a limit that an analysis reached is none of the script's, and what
 * the script asked for wrongly is no fault of the person's. */
static int raise_answer(lua_State *L, error *e)
{
    if (e->code == STATUS_LIMIT || e->code == STATUS_USAGE) e->code = STATUS_PLUGIN;
    return api_raise(L, e);
}

/* ---- moonleaf.run ---- */

/* Appends name and text of the option whose key and value are on top of the stack. */
static void put_option(lua_State *L, buffer *request)
{
    if (lua_type(L, -2) != LUA_TSTRING) luaL_error(L, "options are a table of name = value");
    lua_Integer whole;
    int exact;
    frame_put_text(request, lua_tostring(L, -2));
    switch (lua_type(L, -1)) {
    case LUA_TBOOLEAN: frame_put_text(request, lua_toboolean(L, -1) ? "true" : "false"); break;
    case LUA_TSTRING: frame_put_text(request, lua_tostring(L, -1)); break;
    case LUA_TNUMBER:
        whole = lua_tointegerx(L, -1, &exact);
        if (exact) lua_pushfstring(L, "%I", (LUAI_UACINT)whole); /* 3.0 is a whole number too */
        else lua_pushvalue(L, -1);
        frame_put_text(request, lua_tostring(L, -1));
        lua_pop(L, 1);
        break;
    default: luaL_error(L, "option '%s' is a %s", lua_tostring(L, -2), luaL_typename(L, -1));
    }
}

static bool is_where(lua_State *L)
{
    return lua_type(L, -2) == LUA_TSTRING && strcmp(lua_tostring(L, -2), "where") == 0;
}

static const buffer *write_request(lua_State *L, const asking *a)
{
    buffer *request = api_scratch(L);
    uint64_t count = 0;
    const char *where = NULL;
    if (lua_istable(L, 2) && lua_getfield(L, 2, "where") != LUA_TNIL)
        where = luaL_checkstring(L, -1);
    if (asking_is_reading(a))
        lua_gc(L, LUA_GCCOLLECT); /* a loop that was left early still holds its query */
    frame_put_text(request, lua_tostring(L, 1));
    frame_put_text(request, where);
    frame_put_unsigned(request, asking_is_reading(a));
    if (lua_istable(L, 2))
        for (lua_pushnil(L); lua_next(L, 2) != 0; lua_pop(L, 1)) count += !is_where(L);
    frame_put_unsigned(request, count);
    if (lua_istable(L, 2))
        for (lua_pushnil(L); lua_next(L, 2) != 0; lua_pop(L, 1))
            if (!is_where(L)) put_option(L, request);
    if (request->state != STATUS_OK) luaL_error(L, "out of memory");
    return request;
}

/* Appends the rows of a frame to the array at index `rows`. */
static lua_Integer add_rows(lua_State *L, const buffer *payload, const reader *tables,
                            bool is_stored, int rows, lua_Integer count)
{
    reader in = reader_of(payload->data, payload->length);
    while (in.at < in.end) {
        rows_push_answer(L, &in, tables, is_stored);
        lua_rawseti(L, rows, ++count);
    }
    return count;
}

int script_run(lua_State *L)
{
    luaL_checkstring(L, 1);
    asking *a = asking_of(L);
    error e = { 0 };
    if (a == NULL)
        return luaL_error(L, "moonleaf.run is for scripts; an analysis declares: uses = { \"%s\" }",
                          lua_tostring(L, 1));
    luaL_argexpected(L, lua_isnoneornil(L, 2) || lua_istable(L, 2), 2, "table");
    lua_settop(L, 2);
    if (asking_begin(a, MESSAGE_RUN, write_request(L, a), &e) != STATUS_OK)
        return raise_answer(L, &e);
    lua_settop(L, 2);
    lua_newtable(L);
    lua_pushnil(L);
    buffer *payload = api_scratch(L);
    message kind = 0;
    reader tables = { 0 };
    bool is_stored = false;
    lua_Integer count = 0;
    for (;;) {
        status s = asking_next(a, &kind, payload, &e);
        if (s != STATUS_OK) return raise_answer(L, &e);
        if (kind == MESSAGE_DONE) break;
        if (kind == MESSAGE_ROWS) {
            count = add_rows(L, payload, &tables, is_stored, 3, count);
        } else if (kind == MESSAGE_COLUMNS) {
            size_t length;
            lua_pushlstring(L, payload->data,
                            payload->length); /* the columns stay while rows come */
            lua_replace(L, 4);
            const char *columns = lua_tolstring(L, 4, &length);
            tables = reader_of(columns, length);
            is_stored = reader_unsigned(&tables) != 0;
        }
    }
    lua_settop(L, 3);
    return 1;
}

/* ---- moonleaf.read ---- */

int script_read(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    asking *a = asking_of(L);
    error e = { 0 };
    if (a == NULL) return luaL_error(L, "moonleaf.read is for scripts");
    buffer *payload = api_scratch(L);
    message kind = 0;
    frame_put_text(payload, path);
    status s = asking_begin(a, MESSAGE_READ, payload, &e);
    lua_settop(L, 1);
    while (s == STATUS_OK && kind != MESSAGE_DONE) {
        s = asking_next(a, &kind, payload, &e);
        if (s == STATUS_OK && kind == MESSAGE_BYTES)
            lua_pushlstring(L, payload->data == NULL ? "" : payload->data, payload->length);
    }
    if (s == STATUS_OK) return 1;
    if (s == STATUS_USAGE) return raise_answer(L, &e);
    lua_pushnil(L);
    lua_pushstring(L, error_text(&e));
    error_clear(&e);
    return 2;
}
