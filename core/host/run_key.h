/* The key of a cached result: a digest of everything that it was made from. */
#ifndef MOONLEAF_HOST_RUN_KEY_H
#define MOONLEAF_HOST_RUN_KEY_H

#include "host/host.h"
#include "store/document.h"

/* What all documents of a run share. */
typedef struct run_key {
    digest shared;
    map *tables; /* language tag -> index of the digest of its table in `digests` */
    LIST(digest_hex) digests;
} run_key;

/* `counts` are the merged partials that document() gets; may be empty. */
status run_key_begin(run_key *k, host *h, const plugin *p, const char *options,
                     const buffer *counts, error *e);
void run_key_free(run_key *k);

/* The key for one document: shared parts, the document's digest, and the tables of the languages of
 * its blocks. English is always one of them, because papers in any language carry English labels;
 * where a block is of no known language ("und"), analyses may try every table, and all of them
 * count. */
status run_key_of(run_key *k, host *h, store *s, int64_t document, digest_hex *key, error *e);

#endif
