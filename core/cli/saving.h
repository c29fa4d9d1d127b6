/* Keeping the rows of a corpus-wide analysis in the corpus, as a view of a name that the person
 * gives: `moonleaf run wordlist --save words`. All of them are kept with the end, or none. */
#ifndef MOONLEAF_CLI_SAVING_H
#define MOONLEAF_CLI_SAVING_H

#include "cli/command.h"
#include "store/results.h"

typedef struct saving {
    const char *name; /* NULL: nothing is kept */
    const plugin *plugin;
    int64_t result;
    bool has_begun;
} saving;

/* Reads --save. STATUS_USAGE when the name is an analysis's own, or the rows of `p` are kept
 * anyway. */
status saving_read(saving *v, invocation *i, const plugin *p, error *e);

/* Opens a transaction and takes away what the name held. */
status saving_begin(saving *v, store *s, const char *options, error *e);
status saving_add(const saving *v, store *s, size_t table, const value *values, error *e);

/* Commits when `s` is STATUS_OK, else takes all back; answers the status that stands. */
status saving_end(saving *v, store *in, status s, error *e);

#endif
