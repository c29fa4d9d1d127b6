/* Language tables: found by discovery, run as plugin code, handed to Lua as they are and to the
 * core as text_rules. */
#ifndef MOONLEAF_HOST_LANGUAGES_H
#define MOONLEAF_HOST_LANGUAGES_H

#include <lua.h>

#include "base/digest.h"
#include "host/worker_main.h"
#include "text/rules.h"

/* Pushes the table of a language, or nil when there is none; raises when its file is wrong. Loaded
 * once a state. */
void languages_push(lua_State *L, const char *tag);

/* Reads abbreviations, elided words and section words of all tables, and the digest of just these:
 * what cuts words and sentences. A broken table is passed over: `moonleaf plugins` says why it is.
 */
status languages_read_rules(worker_state *w, text_rules *rules, digest_hex *made_of, error *e);

#endif
