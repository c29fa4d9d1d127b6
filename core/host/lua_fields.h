/* Structs whose fields a table describes (base/fields.h), from Lua tables and as such.
 *
 * The tables are made by Lua of this program, which has checked what came from a plugin. */
#ifndef MOONLEAF_HOST_LUA_FIELDS_H
#define MOONLEAF_HOST_LUA_FIELDS_H

#include <lua.h>

#include "base/fields.h"

/* Fills a struct of zeros from the value on top of the stack, and leaves that there. Raises for
 * what the struct cannot hold; it is freed all the same. What is nil stays zero, but a list. */
void fields_from_lua(lua_State *L, const frame_layout *s, void *to);

/* Pushes the struct as a table, or what a layout of one field without a name holds. */
void fields_push(lua_State *L, const frame_layout *s, const void *from);

/* Pushes elements of that layout as an array. */
void fields_push_array(lua_State *L, const frame_layout *s, const void *items, size_t count);

#endif
