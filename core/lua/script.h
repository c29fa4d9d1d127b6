/* What scripts alone may do, by asking the parent process. */
#ifndef MOONLEAF_LUA_SCRIPT_H
#define MOONLEAF_LUA_SCRIPT_H

#include <lua.h>

int script_run(lua_State *L);  /* moonleaf.run */
int script_read(lua_State *L); /* moonleaf.read */

#endif
