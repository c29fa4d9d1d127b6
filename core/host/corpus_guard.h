/* What SQL may do where plugin code, a script or a person's query can reach it: read this corpus, and nothing else. */
#ifndef MOONLEAF_HOST_CORPUS_GUARD_H
#define MOONLEAF_HOST_CORPUS_GUARD_H

#include "store/store.h"

/* query_only, defensive, untrusted schema, an authorizer for SELECT, READ, FUNCTION and RECURSIVE alone, limits on length,
 * expression depth and LIKE patterns, no extensions, no attached databases. Begins a read transaction, so that all
 * queries see one state. */
status corpus_guard(store *s, error *e);

#endif
