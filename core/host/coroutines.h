/* The coroutine library of plugin code: Lua's, but resume, wrap and close tell the deadline which
 * coroutine runs. */
#ifndef MOONLEAF_HOST_COROUTINES_H
#define MOONLEAF_HOST_COROUTINES_H

#include <lua.h>

/* Pushes the library's table (a lua_CFunction, as luaL_requiref takes). */
int coroutines_open(lua_State *L);

#endif
