/* The table that a Lua file returns, whose fields are compiled when they are asked for.
 *
 * A language table is a large file of which an analysis reads some fields. The source is cut where
 * its outermost fields begin and end, which takes a twentieth of compiling it; a field is compiled
 * as `return VALUE` on its own, at its own lines. A file that is more than `return { name = value,
 * ... }` cannot be cut and is the caller's to run as a whole. */
#ifndef MOONLEAF_HOST_LAZY_TABLE_H
#define MOONLEAF_HOST_LAZY_TABLE_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

/* Pushes the table and answers true, or pushes nothing where the source cannot be cut. pairs() over
 * it compiles what is left. Asking for a field that is wrong raises. */
bool lazy_table_push(lua_State *L, const char *source, size_t length, const char *path);

#endif
