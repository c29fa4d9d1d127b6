/* JSON from Lua values, keys by their bytes: the same value gives the same text in every process.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lua/api.h"
#include "lua/objects.h"
#include "text/utf8.h"

enum {
    DEEPEST = 100,
    SPARSE = 10
}; /* tables in tables; array places that may be empty before half of them must be filled */

typedef struct key {
    const char *text; /* the table's */
    size_t length;
} key;

static int by_bytes(const void *left, const void *right)
{
    const key *a = left, *b = right;
    int order = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
    return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

static void append(lua_State *L, buffer *out, int depth);

static void append_string(lua_State *L, buffer *out, const char *text, size_t length)
{
    if (!utf8_is_valid(text, length)) luaL_error(L, "a text is not UTF-8");
    json_append_text(out, text, length);
}

static void append_number(lua_State *L, buffer *out)
{
    lua_Number number = lua_tonumber(L, -1);
    if (!lua_isinteger(L, -1) && !isfinite(number))
        luaL_error(L, "JSON has no infinite number and none that is no number");
    bool is_whole = number == floor(number) && fabs(number) < 1e15;
    value v = lua_isinteger(L, -1) ? value_of_integer(lua_tointeger(L, -1))
              : is_whole           ? value_of_integer((int64_t)number)
                                   : value_of_number(number);
    json_append_value(out, &v);
}

/* What keys the table on top of the stack has; raises when they are of both sorts or of another
 * one. */
static void count_keys(lua_State *L, size_t *texts, size_t *places, lua_Integer *last)
{
    *texts = *places = 0;
    *last = 0;
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
        bool is_place = lua_isinteger(L, -2) && lua_tointeger(L, -2) > 0;
        if (!is_place && lua_type(L, -2) != LUA_TSTRING)
            luaL_error(L, "a table with a key of type %s is no JSON", luaL_typename(L, -2));
        if (is_place && lua_tointeger(L, -2) > *last) *last = lua_tointeger(L, -2);
        ++*(is_place ? places : texts);
    }
    if (*texts > 0 && *places > 0)
        luaL_error(L, "a table that is an array and has text keys is no JSON");
    if (*last > SPARSE && (size_t)*last > 2 * *places)
        luaL_error(L, "an array with more holes than values is no JSON");
}

static void append_array(lua_State *L, buffer *out, lua_Integer last, int depth)
{
    buffer_byte(out, '[');
    for (lua_Integer i = 1; i <= last; i++) {
        if (i > 1) buffer_byte(out, ',');
        lua_rawgeti(L, -1, i);
        append(L, out, depth);
        lua_pop(L, 1);
    }
    buffer_byte(out, ']');
}

static void append_object(lua_State *L, buffer *out, size_t count, int depth)
{
    key *keys = lua_newuserdatauv(L, (count + 1) * sizeof *keys, 0);
    size_t filled = 0;
    lua_insert(L, -2);
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
        keys[filled].text = lua_tolstring(L, -2, &keys[filled].length);
        filled++;
    }
    qsort(keys, filled, sizeof *keys, by_bytes);
    buffer_byte(out, '{');
    for (size_t i = 0; i < filled; i++) {
        if (i > 0) buffer_byte(out, ',');
        append_string(L, out, keys[i].text, keys[i].length);
        buffer_byte(out, ':');
        lua_pushlstring(L, keys[i].text, keys[i].length);
        lua_rawget(L, -2);
        append(L, out, depth);
        lua_pop(L, 1);
    }
    buffer_byte(out, '}');
    lua_remove(L, -2);
}

static void append_table(lua_State *L, buffer *out, int depth)
{
    size_t texts, places;
    lua_Integer last;
    if (depth > DEEPEST) luaL_error(L, "more than %d tables in each other", DEEPEST);
    luaL_checkstack(L, 8, "tables in tables");
    count_keys(L, &texts, &places, &last);
    if (places > 0) append_array(L, out, last, depth);
    else append_object(L, out, texts, depth);
}

/* Appends the value on top of the stack, which stays there. */
static void append(lua_State *L, buffer *out, int depth)
{
    size_t length;
    const char *text;
    switch (lua_type(L, -1)) {
    case LUA_TNIL: buffer_text(out, "null"); break;
    case LUA_TBOOLEAN: buffer_text(out, lua_toboolean(L, -1) ? "true" : "false"); break;
    case LUA_TNUMBER: append_number(L, out); break;
    case LUA_TSTRING:
        text = lua_tolstring(L, -1, &length);
        append_string(L, out, text, length);
        break;
    case LUA_TTABLE: append_table(L, out, depth + 1); break;
    case LUA_TLIGHTUSERDATA:
        if (lua_touserdata(L, -1) == NULL) { /* what null is when it is read */
            buffer_text(out, "null");
            break;
        }
        /* fall through */
    default: luaL_error(L, "a %s is no JSON", luaL_typename(L, -1));
    }
}

int object_json_encode(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    buffer *out = api_scratch(L);
    append(L, out, 0);
    if (out->state != STATUS_OK) return luaL_error(L, "out of memory");
    lua_pushlstring(L, out->data, out->length);
    return 1;
}
