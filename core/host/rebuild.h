/* Rebuilding: all that is made from the stored texts, made anew.
 *
 * Languages, sentences, tokens, lexicon and index come from the texts and blocks as they are
 * stored, so no file is read. Workers prepare, the parent writes, in one transaction: stopped
 * half-way, the corpus is what it was. Documents keep their ids; results stay where a plugin would
 * see the same. */
#ifndef MOONLEAF_HOST_REBUILD_H
#define MOONLEAF_HOST_REBUILD_H

#include "host/host.h"
#include "store/store.h"

typedef struct rebuild_request {
    void (*progress)(void *context, size_t done, size_t count, const char *document);
    void *context;
} rebuild_request;

/* `documents` answers how many there are. A document that cannot be prepared ends it all. */
status rebuild_run(host *h, store *s, const rebuild_request *r, size_t *documents, error *e);

#endif
