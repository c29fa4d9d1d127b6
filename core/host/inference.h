/* Metadata that a text itself states: what the analysis `masthead` finds on a document's front page
 * fills what neither the person nor the file said.
 *
 * Asked are the documents of a load that are their source's only one and have a front page: a block
 * that is a title, author, abstract or keywords. What was filled in is named in the metadata's
 * `inferred`. */
#ifndef MOONLEAF_HOST_INFERENCE_H
#define MOONLEAF_HOST_INFERENCE_H

#include "host/host.h"
#include "store/store.h"

/* Does nothing when there is no such analysis; where it fails, the metadata stays as it was. */
status inference_run(host *h, store *s, int64_t load, error *e);

#endif
