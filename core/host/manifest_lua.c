/* The manifest as the plugin's Lua table says it: manifest.lua checks it. */
#include <lauxlib.h>
#include <lualib.h>

#include "base/nearest.h"
#include "host/lua_fields.h"
#include "host/manifest.h"

static const char rules[] = {
#include "host/manifest.lua.inc"
};

static const char CHECK = 0; /* registry key: its address */

/* nearest(wanted, names) */
static int push_hint(lua_State *L)
{
    char hint[80];
    nearest n = { .wanted = luaL_checkstring(L, 1) };
    lua_Integer count = luaL_len(L, 2);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 2, i);
        nearest_offer(&n, lua_tostring(L, -1)); /* the list keeps it */
        lua_pop(L, 1);
    }
    lua_pushstring(L, nearest_hint(&n, hint, sizeof hint));
    return 1;
}

/* Pushes the function that the rules return; made once in a state. */
static void push_check(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &CHECK) == LUA_TFUNCTION) return;
    lua_pop(L, 1);
    if (luaL_loadbufferx(L, rules, sizeof rules, "=manifest.lua", "t") != LUA_OK) lua_error(L);
    lua_pushcfunction(L, push_hint);
    lua_newtable(L);
    for (block_role role = 0; role < BLOCK_ROLES; role++) {
        lua_pushstring(L, block_role_name(role));
        lua_rawseti(L, -2, (lua_Integer)role + 1);
    }
    luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 0);
    luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, 0);
    lua_call(L, 4, 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &CHECK);
}

status manifest_from_lua(lua_State *L, int index, plugin_kind kind, manifest *m, error *e)
{
    int top = lua_gettop(L);
    index = lua_absindex(L, index);
    push_check(L);
    lua_pushstring(L, plugin_kind_name(kind));
    lua_pushvalue(L, index);
    lua_call(L, 2, 2);
    bool is_good = lua_istable(L, -2);
    if (is_good) {
        lua_pop(L, 1);
        fields_from_lua(L, &layout_of_manifest, m);
    } else {
        error_set(e, STATUS_PLUGIN, "%s", lua_tostring(L, -1));
    }
    lua_settop(L, top);
    return is_good ? STATUS_OK : STATUS_PLUGIN;
}
