/* What corpus.c registers of counting, and how options are read. */
#ifndef MOONLEAF_LUA_CORPUS_COUNTS_H
#define MOONLEAF_LUA_CORPUS_COUNTS_H

#include <lua.h>

#include "corpus/scan.h"

/* corpus:ngrams, corpus:cooccurrences and corpus:counter. */
int corpus_ngrams(lua_State *L);
int corpus_cooccurrences(lua_State *L);
int corpus_counter(lua_State *L);

/* Pushes what holds the request that the options at the index make of the corpus at index 1; it
 * lives as long as that. */
const scan_request *counting_push_request(lua_State *L, int at);

/* A number among the options; raises when it is not in [least, most]. */
uint32_t counting_number(lua_State *L, int at, const char *name, lua_Integer fallback,
                         lua_Integer least, lua_Integer most);

/* corpus:shingles, of shingles.c. */
int corpus_shingles(lua_State *L);

#endif
