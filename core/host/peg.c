#include "host/peg.h"

#include <lauxlib.h>
#include <lua-lpeg.h>
#include <lualib.h>

#include "base/buffer.h"
#include "host/plugin_file.h"

static const char LPEG = 0; /* registry key: its address */

/* The table of LPeg itself, which no plugin sees: they get a read-only view. */
static void push_raw(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &LPEG) != LUA_TNIL) return;
    lua_pop(L, 1);
    lua_pushcfunction(L, luaopen_lpeg);
    lua_call(L, 0, 1);
    lua_getfield(L, -1,
                 "P"); /* patterns share one metatable: getmetatable() must not hand it out */
    lua_pushinteger(L, 0);
    lua_call(L, 1, 1);
    lua_getmetatable(L, -1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &LPEG);
}

void peg_push_lpeg(lua_State *L) { push_raw(L); }

/* ---- re ---- */

static int raw_getmetatable(lua_State *L)
{
    if (lua_getmetatable(L, 1) == 0) lua_pushnil(L);
    return 1;
}

static int require_lpeg(lua_State *L)
{
    push_raw(L);
    return 1;
}

static int print_nothing(lua_State *L)
{
    (void)L;
    return 0;
}

static const luaL_Reg for_re[] = {
    { "getmetatable", raw_getmetatable },
    { "print", print_nothing },
    { "require", require_lpeg },
    { NULL, NULL },
};

/* re.lua sees the base library and these, not the environment of plugins: it reads names that may
 * be absent. */
void peg_push_re(lua_State *L)
{
    buffer source = { 0 };
    int code = LUA_ERRRUN;
    if (plugin_file_read(MOONLEAF_RE, &source, NULL) == STATUS_OK)
        code = luaL_loadbufferx(L, source.data, source.length, "@re.lua", "t");
    else lua_pushliteral(L, "re is not installed (Debian's package lua-lpeg)");
    buffer_free(&source);
    if (code != LUA_OK) lua_error(L);
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    luaL_setfuncs(L, for_re, 0);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
}
