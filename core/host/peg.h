/* LPeg and its `re` for plugin code: the C library as it is linked, and the Lua file that Debian
 * ships beside it. */
#ifndef MOONLEAF_HOST_PEG_H
#define MOONLEAF_HOST_PEG_H

#include <lua.h>

/* Pushes the table of the module "lpeg" or "re"; raises when re's file is not installed. */
void peg_push_lpeg(lua_State *L);
void peg_push_re(lua_State *L);

#endif
