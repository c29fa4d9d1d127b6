/* The environment of plugin code: an allow-list of names, read-only libraries, and require() over
 * source files.
 *
 * Undeclared globals are errors, in reading and in writing. There is no io, os (but clock, date,
 * time), debug, bytecode or C module; `load` is for texts and uses this environment. */
#ifndef MOONLEAF_HOST_ENVIRONMENT_H
#define MOONLEAF_HOST_ENVIRONMENT_H

#include <lua.h>
#include <stddef.h>

/* Makes the environment of a fresh state; `open_api` pushes the `moonleaf` table. Raises when there
 * is no memory. */
void environment_open(lua_State *L, void (*open_api)(lua_State *L));

/* Pushes the table of what the environment allows. */
void environment_push_globals(lua_State *L);

/* Compiles source text and pushes its function with the environment, or a message; answers Lua's
 * status. A first line that begins with "#!" is passed over. */
int environment_load(lua_State *L, const char *source, size_t length, const char *path);

#endif
