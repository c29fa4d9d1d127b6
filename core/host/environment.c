#include "host/environment.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

#include "base/buffer.h"
#include "host/coroutines.h"
#include "host/deadline.h"
#include "host/peg.h"
#include "host/plugin_file.h"
#include "host/sandbox.h"

static const char GLOBALS[] = "moonleaf.globals";         /* registry: the allowed names */
static const char ENVIRONMENT[] = "moonleaf.environment"; /* registry: the proxy that code sees */
static const char MODULES[] = "moonleaf.modules";         /* registry: what require() has loaded */

/* ---- read-only tables ---- */

static int refuse_write(lua_State *L)
{
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2);
    return luaL_error(L, "the library is read-only: cannot set '%s'", name);
}

static int next_of(lua_State *L)
{
    lua_settop(L, 2);
    if (lua_next(L, lua_upvalueindex(1)) != 0) return 2;
    lua_pushnil(L);
    return 1;
}

static int pairs_of(lua_State *L)
{
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushcclosure(L, next_of, 1);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* Replaces the table on top of the stack by a read-only view of it. */
static void lock_table(lua_State *L)
{
    int table = lua_gettop(L);
    lua_newtable(L);
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, table);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushvalue(L, table);
    lua_pushcclosure(L, pairs_of, 1);
    lua_setfield(L, -2, "__pairs");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_remove(L, table);
}

/* The same for the table on top of the stack and the tables in it: the modules of moonleaf. */
static void lock_modules(lua_State *L)
{
    int table = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, table) != 0;) {
        if (!lua_istable(L, -1)) {
            lua_pop(L, 1);
            continue;
        }
        lock_table(L);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, table); /* of a key that is there: the loop goes on */
    }
    lock_table(L);
}

static int undeclared(lua_State *L)
{
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    if (lua_gettop(L) > 2)
        return luaL_error(L, "assignment to the undeclared global '%s'; declare it local", name);
    return luaL_error(L, "'%s' is not defined", name);
}

/* ---- safe versions of what the standard library offers ---- */

static int safe_rawset(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 3);
    if (luaL_getmetafield(L, 1, "__metatable") == LUA_TBOOLEAN)
        return luaL_error(L, "the table is read-only");
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 1;
}

/* Finalisers run with hooks off, where no deadline reaches them. */
static int safe_setmetatable(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
        return luaL_error(L, "the metatable is protected");
    if (lua_istable(L, 2)) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL) return luaL_error(L, "plugins may not set __gc");
    }
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

static int hand_on(lua_State *L)
{
    if (!deadline_is_over()) {
        lua_pushvalue(L, lua_upvalueindex(1));
        lua_insert(L, 1);
        lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    }
    return lua_gettop(L);
}

static int finish_xpcall(lua_State *L, int code, lua_KContext context)
{
    (void)context;
    deadline_enforce(L);
    if (code != LUA_OK && code != LUA_YIELD) {
        lua_pushboolean(L, 0);
        lua_insert(L, -2);
        return 2;
    }
    return lua_gettop(L) - 2; /* `true` and the results */
}

/* xpcall whose message handler does not run once the time is over. */
static int safe_xpcall(lua_State *L)
{
    int count = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, hand_on, 1);
    lua_replace(L, 2);
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);
    /* handler at 2, true at 3, function at 4, its arguments behind */
    return finish_xpcall(L, lua_pcallk(L, count - 2, LUA_MULTRET, 2, 0, finish_xpcall), 0);
}

static int safe_load(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *name = luaL_optstring(L, 2, "=(load)");
    if (luaL_loadbufferx(L, text, length, name, "t") != LUA_OK) {
        if (lua_istable(L, -1))
            lua_rawgeti(L, -1, 1); /* the sandbox has described it: the parser ran out of stack */
        lua_pushnil(L);
        lua_insert(L, -2);
        return 2;
    }
    if (lua_istable(L, 4)) lua_pushvalue(L, 4);
    else lua_getfield(L, LUA_REGISTRYINDEX, ENVIRONMENT);
    lua_setupvalue(L, -2, 1);
    return 1;
}

/* ---- require ---- */

static bool is_module_name(const char *name)
{
    if (*name == '\0' || *name == '.') return false;
    for (const char *c = name; *c != '\0'; c++) {
        bool letter =
            (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
        if (!letter && *c != '_' && *c != '-' && !(*c == '.' && c[1] != '.' && c[1] != '\0'))
            return false;
    }
    return true;
}

/* Pushes the loader function of folder/name.lua and answers true, when there is such a file; raises
 * when it is wrong. */
static bool load_module(lua_State *L, const char *folder, const char *name)
{
    if (folder == NULL) return false;
    const char *path = lua_pushfstring(L, "%s/%s.lua", folder, luaL_gsub(L, name, ".", "/"));
    lua_remove(L, -2);
    buffer source = { 0 };
    if (plugin_file_read(path, &source, NULL) != STATUS_OK) {
        buffer_free(&source);
        lua_pop(L, 1);
        return false;
    }
    int code = environment_load(L, source.data, source.length, path);
    buffer_free(&source);
    lua_remove(L, -2);
    if (code != LUA_OK) lua_error(L);
    return true;
}

/* The modules that are not the plugin's: made when they are first asked for. */
static bool push_given(lua_State *L, const char *name)
{
    if (strcmp(name, "lpeg") == 0) peg_push_lpeg(L);
    else if (strcmp(name, "re") == 0) peg_push_re(L);
    else return false;
    lock_table(L);
    return true;
}

static int safe_require(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, MODULES);
    if (lua_getfield(L, 2, name) != LUA_TNIL) return 1;
    if (push_given(L, name)) {
        lua_pushvalue(L, -1);
        lua_setfield(L, 2, name);
        return 1;
    }
    if (!is_module_name(name))
        return luaL_error(L, "module '%s': a name has letters, digits, - and _ only", name);
    const sandbox_setup *setup = sandbox_settings(sandbox_of(L));
    const plugin *own = setup->plugin;
    if (!(own != NULL && load_module(L, own->folder, name)) &&
        !(own != NULL && load_module(L, own->library, name)) &&
        !load_module(L, setup->plugins->bundled_library, name))
        return luaL_error(L, "module '%s' is neither in the plugin's folder nor in plugins/lib",
                          name);
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    if (lua_isnil(L, -1)) return luaL_error(L, "module '%s' returns nothing", name);
    lua_pushvalue(L, -1);
    lua_setfield(L, 2, name);
    return 1;
}

/* ---- opening ---- */

static const char *const base_names[] = {
    "assert", "error",  "getmetatable", "ipairs",   "next",     "pairs", "pcall",   "rawequal",
    "rawget", "rawlen", "select",       "tonumber", "tostring", "type",  "_VERSION"
};

static const luaL_Reg safe_functions[] = {
    { "load", safe_load },       { "rawset", safe_rawset },
    { "require", safe_require }, { "setmetatable", safe_setmetatable },
    { "xpcall", safe_xpcall },   { NULL, NULL },
};

static const char *const os_names[] = { "clock", "date", "difftime", "time" };

/* Opens a standard library, takes the names that harm away, locks it, and makes it global `name`.
 */
static void add_library(lua_State *L, int globals, const char *name, lua_CFunction open)
{
    lua_pushcfunction(L, open);
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
    if (strcmp(name, "string") == 0) {
        lua_pushnil(L);
        lua_setfield(L, -2, "dump"); /* bytecode */
    }
    lock_table(L);
    lua_setfield(L, globals, name);
}

static void add_os(lua_State *L, int globals)
{
    lua_pushcfunction(L, luaopen_os);
    lua_call(L, 0, 1);
    lua_newtable(L);
    for (size_t i = 0; i < sizeof os_names / sizeof *os_names; i++) {
        lua_getfield(L, -2, os_names[i]);
        lua_setfield(L, -2, os_names[i]);
    }
    lua_remove(L, -2);
    lock_table(L);
    lua_setfield(L, globals, "os");
}

static void add_base(lua_State *L, int globals)
{
    lua_pushcfunction(L, luaopen_base);
    lua_call(L, 0, 1);
    for (size_t i = 0; i < sizeof base_names / sizeof *base_names; i++) {
        lua_getfield(L, -1, base_names[i]);
        lua_setfield(L, globals, base_names[i]);
    }
    lua_pop(L, 1);
    lua_pushvalue(L, globals);
    luaL_setfuncs(L, safe_functions, 0);
    lua_pop(L, 1);
}

/* getmetatable("") must not hand out the table that all strings share. */
static void lock_strings(lua_State *L)
{
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}

static void make_proxy(lua_State *L, int globals)
{
    lua_newtable(L);
    lua_createtable(L, 0, 3);
    lua_pushvalue(L, globals);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, undeclared);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_setfield(L, LUA_REGISTRYINDEX, ENVIRONMENT);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, undeclared);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, globals);
}

void environment_open(lua_State *L, void (*open_api)(lua_State *L))
{
    lua_newtable(L);
    int globals = lua_gettop(L);
    lua_pushvalue(L, globals);
    lua_setfield(L, LUA_REGISTRYINDEX, GLOBALS);
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, MODULES);

    add_base(L, globals);
    add_library(L, globals, LUA_STRLIBNAME, luaopen_string);
    add_library(L, globals, LUA_TABLIBNAME, luaopen_table);
    add_library(L, globals, LUA_MATHLIBNAME, luaopen_math);
    add_library(L, globals, LUA_UTF8LIBNAME, luaopen_utf8);
    add_library(L, globals, LUA_COLIBNAME, coroutines_open);
    add_os(L, globals);
    lock_strings(L);
    if (open_api != NULL) {
        open_api(L);
        lock_modules(L);
        lua_setfield(L, globals, "moonleaf");
    }
    make_proxy(L, globals);
    lua_settop(L, globals - 1);
}

void environment_push_globals(lua_State *L) { lua_getfield(L, LUA_REGISTRYINDEX, GLOBALS); }

int environment_load(lua_State *L, const char *source, size_t length, const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash == NULL ? path : slash + 1;
    if (strcmp(base, "init.lua") == 0 &&
        slash != NULL) { /* NAME/init.lua says more than init.lua */
        const char *start = slash;
        while (start > path && start[-1] != '/') start--;
        base = start;
    }
    if (length >= 2 &&
        memcmp(source, "#!", 2) == 0) { /* keep the line end: line numbers stay right */
        const char *end = memchr(source, '\n', length);
        size_t skip = end == NULL ? length : (size_t)(end - source);
        source += skip;
        length -= skip;
    }
    const char *name = lua_pushfstring(L, "@%s", base);
    int code = luaL_loadbufferx(L, source, length, name, "t");
    lua_remove(L, -2);
    if (code != LUA_OK) return code;
    lua_getfield(L, LUA_REGISTRYINDEX, ENVIRONMENT);
    lua_setupvalue(L, -2, 1);
    return LUA_OK;
}
