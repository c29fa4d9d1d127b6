/* What SQL may do where plugin code, a script or a person's query can reach it: read this corpus,
 * and nothing else. */
#ifndef MOONLEAF_HOST_CORPUS_GUARD_H
#define MOONLEAF_HOST_CORPUS_GUARD_H

#include "store/store.h"

/* query_only, defensive, untrusted schema, an authorizer for SELECT, READ, FUNCTION and RECURSIVE
 * alone, limits on length, expression depth and LIKE patterns, no extensions, no attached
 * databases; temporary files, for what is too large to be sorted in memory, only for a process that
 * `may_write_files`. A query stops when the deadline is over or the person has interrupted. Begins
 * a read transaction, so that all queries see one state. */
status corpus_guard(store *s, bool may_write_files, error *e);

/* Lets the read transaction go, so that a command that writes need not wait for a person who
 * thinks, and takes the next one, which sees what was written meanwhile. */
void corpus_guard_release(store *s);
status corpus_guard_take(store *s, error *e);

#endif
