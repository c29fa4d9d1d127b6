#include "host/coroutines.h"

#include <lauxlib.h>
#include <lualib.h>

#include "host/deadline.h"

static lua_State *check_coroutine(lua_State *L)
{
    lua_State *co = lua_tothread(L, 1);
    luaL_argexpected(L, co, 1, "coroutine");
    return co;
}

/* Resumes `co` with the arguments on top of L's stack. Answers how many values it left on L's
 * stack, or -1 when it failed and the error is there. */
static int resume(lua_State *L, lua_State *co, int arguments)
{
    if (!lua_checkstack(co, arguments)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    int count;
    lua_xmove(L, co, arguments);
    lua_State *before = deadline_running(co);
    deadline_enforce(co);
    int code = lua_resume(co, L, arguments, &count);
    deadline_running(before);
    deadline_enforce(L);
    if (code != LUA_OK && code != LUA_YIELD) {
        lua_xmove(co, L, 1);
        return -1;
    }
    if (!lua_checkstack(L, count + 1)) {
        lua_pop(co, count);
        lua_pushliteral(L, "too many results to resume");
        return -1;
    }
    lua_xmove(co, L, count);
    return count;
}

static int coroutine_resume(lua_State *L)
{
    lua_State *co = check_coroutine(L);
    int count = resume(L, co, lua_gettop(L) - 1);
    lua_pushboolean(L, count >= 0);
    lua_insert(L, count >= 0 ? -(count + 1) : -2);
    return count >= 0 ? count + 1 : 2;
}

static int call_wrapped(lua_State *L)
{
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int count = resume(L, co, lua_gettop(L));
    if (count >= 0) return count;
    if (lua_status(co) != LUA_OK && lua_status(co) != LUA_YIELD)
        lua_resetthread(co); /* its variables to be closed */
    if (lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int coroutine_wrap(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

static int coroutine_close(lua_State *L)
{
    lua_State *co = check_coroutine(L);
    lua_Debug frame;
    bool is_suspended = lua_status(co) == LUA_YIELD;
    bool is_dead = lua_status(co) != LUA_YIELD && lua_getstack(co, 0, &frame) == 0;
    if (co == L || !(is_suspended || is_dead))
        return luaL_error(L, "cannot close a running coroutine");
    lua_State *before = deadline_running(co);
    deadline_enforce(co);
    int code = lua_resetthread(co);
    deadline_running(before);
    deadline_enforce(L);
    lua_pushboolean(L, code == LUA_OK);
    if (code == LUA_OK) return 1;
    lua_xmove(co, L, 1);
    return 2;
}

static const luaL_Reg functions[] = {
    { "close", coroutine_close },
    { "resume", coroutine_resume },
    { "wrap", coroutine_wrap },
    { NULL, NULL },
};

int coroutines_open(lua_State *L)
{
    luaopen_coroutine(L);
    luaL_setfuncs(L, functions, 0);
    return 1;
}
