/* counter: how often each key occurred. */
#include <stdlib.h>

#include "lua/api.h"
#include "lua/objects.h"

typedef struct object_counter {
    counter *counts;
    bool is_borrowed;
    counter_entry *sorted; /* of a loop over pairs() that is under way */
} object_counter;

static object_counter *check(lua_State *L, int index)
{
    object_counter *c = luaL_checkudata(L, index, counter_part.name);
    if (c->counts == NULL) luaL_error(L, "the counter is closed");
    return c;
}

counter *object_check_counter(lua_State *L, int index) { return check(L, index)->counts; }

static object_counter *push_empty(lua_State *L)
{
    object_counter *c = lua_newuserdatauv(L, sizeof *c, 0);
    *c = (object_counter){ 0 };
    api_set_class(L, &counter_part);
    return c;
}

counter *object_push_counter(lua_State *L)
{
    object_counter *c = push_empty(L);
    c->counts = counter_create();
    if (c->counts == NULL) luaL_error(L, "out of memory");
    return c->counts;
}

void object_push_borrowed_counter(lua_State *L, counter *counts)
{
    object_counter *c = push_empty(L);
    c->counts = counts;
    c->is_borrowed = true;
}

void object_close_counter(lua_State *L, int index)
{
    object_counter *c = luaL_testudata(L, index, counter_part.name);
    if (c == NULL) return;
    if (!c->is_borrowed) counter_free(c->counts);
    free(c->sorted);
    *c = (object_counter){ 0 };
}

static int close_counter(lua_State *L)
{
    object_close_counter(L, 1);
    return 0;
}

static int add(lua_State *L)
{
    size_t length;
    error e = { 0 };
    counter *c = object_check_counter(L, 1);
    const char *key = luaL_checklstring(L, 2, &length);
    if (counter_add(c, key, length, luaL_optinteger(L, 3, 1), &e) != STATUS_OK)
        return api_raise(L, &e);
    return 0;
}

static int get(lua_State *L)
{
    size_t length;
    const char *key = luaL_checklstring(L, 2, &length);
    lua_pushinteger(L, counter_get(object_check_counter(L, 1), key, length));
    return 1;
}

static int merge(lua_State *L)
{
    error e = { 0 };
    counter *into = object_check_counter(L, 1), *from = object_check_counter(L, 2);
    luaL_argcheck(L, into != from, 2, "a counter cannot be merged into itself");
    if (counter_merge(into, from, &e) != STATUS_OK) return api_raise(L, &e);
    return 0;
}

static int total(lua_State *L)
{
    lua_pushinteger(L, counter_total(object_check_counter(L, 1)));
    return 1;
}

static int size(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)counter_size(object_check_counter(L, 1)));
    return 1;
}

/* The entries in order, owned by the userdata so that an error cannot lose them. */
static const counter_entry *sorted_entries(lua_State *L, object_counter *c)
{
    free(c->sorted);
    c->sorted = counter_sorted(c->counts);
    if (c->sorted == NULL) luaL_error(L, "out of memory");
    return c->sorted;
}

static int top(lua_State *L)
{
    object_counter *c = check(L, 1);
    lua_Integer count = (lua_Integer)counter_size(c->counts), wanted = luaL_optinteger(L, 2, count);
    if (wanted < count) count = wanted > 0 ? wanted : 0;
    free(c->sorted); /* owned by the userdata so that an error cannot lose them */
    const counter_entry *entries = c->sorted = counter_top(c->counts, (size_t)count);
    if (entries == NULL) return luaL_error(L, "out of memory");
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 0; i < count; i++) {
        lua_createtable(L, 0, 2);
        lua_pushlstring(L, entries[i].key, entries[i].length);
        lua_setfield(L, -2, "key");
        lua_pushinteger(L, entries[i].count);
        lua_setfield(L, -2, "count");
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

/* Upvalues: array of keys, position, counter. */
static int next_pair(lua_State *L)
{
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(2)) + 1;
    if (lua_rawgeti(L, lua_upvalueindex(1), at) == LUA_TNIL) return 1;
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(2));
    size_t length;
    const char *key = lua_tolstring(L, -1, &length);
    lua_pushinteger(L, counter_get(object_check_counter(L, lua_upvalueindex(3)), key, length));
    return 2;
}

static int pairs(lua_State *L)
{
    object_counter *c = check(L, 1);
    size_t count = counter_size(c->counts);
    const counter_entry *entries = sorted_entries(L, c);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_pushlstring(L, entries[i].key, entries[i].length);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushinteger(L, 0);
    lua_pushvalue(L, 1);
    lua_pushcclosure(L, next_pair, 3);
    return 1;
}

static const api_entry entries[] = {
    { "add", add, false, "counter:add(key, [n])",
      "Adds n (1 when left out; it may be negative) to the count of the key, a text." },
    { "get", get, false, "counter:get(key) -> integer",
      "The count of the key; 0 when it was never added." },
    { "top", top, false, "counter:top([n]) -> array of { key =, count = }",
      "The n most frequent keys (all when n is left out), by falling count, ties by the bytes of "
      "the key." },
    { "merge", merge, false, "counter:merge(other)", "Adds all counts of the other counter." },
    { "total", total, false, "counter:total() -> integer", "The sum of all counts." },
    { "size", size, false, "counter:size() -> integer", "How many keys there are." },
    { "pairs", pairs, false, "counter:pairs() -> iterator",
      "for key, count in counter:pairs(): by the bytes of the keys." },
    { NULL, NULL, false, NULL, NULL },
};

static const luaL_Reg meta[] = {
    { "__gc", close_counter },
    { "__close", close_counter },
    { "__len", size },
    { NULL, NULL },
};

const api_part counter_part = {
    "counter",
    "How often each key occurred: a hash map in C, for counting over more tokens than a Lua table "
    "should hold. Made by "
    "moonleaf.counter(), document:counter() and corpus:counter().",
    true,
    entries,
    meta,
};
