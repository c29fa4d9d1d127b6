/* Definitions of the Lua API for the Lua language server: what editors complete and check by.
 *
 * They are made from the same registration as the reference, so they say what its signatures say.
 */
#ifndef MOONLEAF_LUA_DEFINITIONS_H
#define MOONLEAF_LUA_DEFINITIONS_H

#include "base/buffer.h"

/* Appends the whole of plugins/moonleaf.d.lua. */
void definitions_append(buffer *out);

#endif
