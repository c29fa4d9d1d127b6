/* Rows of analyses, as Lua tables by the names of their columns. */
#ifndef MOONLEAF_LUA_ROWS_H
#define MOONLEAF_LUA_ROWS_H

#include <lua.h>

#include "host/stored_part.h"
#include "store/store.h"

/* Pushes an iterator over the rows that the part at stack index `bytes` (a string) holds of the
 * analysis; spans are those of the document at index 1. Raises when the analysis is not among them.
 */
void rows_push_used(lua_State *L, int bytes, const char *analysis);

/* Pushes an iterator over the stored rows of the analysis at its default options, of one document
 * (its id) or (0) of all, in order of their paths. The value at index 1 is kept alive by it. */
void rows_push_stored(lua_State *L, store *s, const char *analysis, int64_t id);

/* Reads one row of an answer to a script and pushes it. */
void rows_push_answer(lua_State *L, reader *rows, const reader *tables, bool is_stored);

#endif
