/* What corpus.c registers of counting. */
#ifndef MOONLEAF_LUA_CORPUS_COUNTS_H
#define MOONLEAF_LUA_CORPUS_COUNTS_H

#include <lua.h>

/* corpus:ngrams, corpus:cooccurrences and corpus:counter. */
int corpus_ngrams(lua_State *L);
int corpus_cooccurrences(lua_State *L);
int corpus_counter(lua_State *L);

#endif
