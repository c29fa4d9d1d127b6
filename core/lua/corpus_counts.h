/* What corpus.c registers of counting, and what it lends to it. */
#ifndef MOONLEAF_LUA_CORPUS_COUNTS_H
#define MOONLEAF_LUA_CORPUS_COUNTS_H

#include <lua.h>

#include "corpus/where.h"

/* corpus:ngrams, corpus:cooccurrences and corpus:counter. */
int corpus_ngrams(lua_State *L);
int corpus_cooccurrences(lua_State *L);
int corpus_counter(lua_State *L);

/* The corpus at the index, or raises. */
store *corpus_check(lua_State *L, int index);

/* The documents that `where` (NULL: all) picks among those that the command is about. */
status corpus_documents_where(lua_State *L, store *s, const char *where, id_list *out, error *e);

#endif
