/* Loading: from files to documents in the corpus, skipping what is there already. */
#ifndef MOONLEAF_HOST_LOAD_H
#define MOONLEAF_HOST_LOAD_H

#include "corpus/metadata.h"
#include "corpus/walk.h"
#include "host/host.h"
#include "host/loader_options.h"
#include "store/history.h"
#include "store/store.h"

#define LOAD_CHARSET_GUESSED "auto" /* takes back what was forced before */

typedef struct load_request {
    const walk_list *entries;
    const metadata
        *metadata;       /* of --metadata and --set, or NULL: then what was said before stays */
    const char *charset; /* forced, LOAD_CHARSET_GUESSED, or NULL: what was said before stays */
    loader_option_list options; /* of loaders; none: what was said before stays */
    bool again;                 /* read and prepare also what has not changed */
    bool retry;                 /* try also what failed before */
    bool copies;           /* files with the same bytes as another give documents of their own */
    bool prune;            /* remove sources whose files are gone, unless it is a tenth of them */
    bool prune_anyway;     /* ... or more */
    const char *arguments; /* for the history */

    /* Called after each source, with the documents that came so far; may be NULL. */
    void (*progress)(void *context, size_t done, size_t count, const char *path, int64_t documents);

    /* What a person should know of a source that was loaded all the same ("3 bytes could not be
     * decoded"). */
    void (*notice)(void *context, const walk_entry *entry, const char *text);

    /* A source that failed, and why. */
    void (*failed)(void *context, const walk_entry *entry, const char *reason);

    /* Pruning was refused, and why. */
    void (*refused)(void *context, const char *reason);
    void *context;
} load_request;

/* Batches commit together: a source is in the corpus whole or not at all, and what was committed
 * stays when the load is stopped. */
status load_run(host *h, store *s, const load_request *r, load_counts *counts, error *e);

#endif
