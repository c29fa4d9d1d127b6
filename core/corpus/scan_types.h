/* The words of the whole corpus, counted already: the table of types knows how often each form
 * occurs, so that no stream is read. */
#ifndef MOONLEAF_CORPUS_SCAN_TYPES_H
#define MOONLEAF_CORPUS_SCAN_TYPES_H

#include "corpus/scan.h"

/* True when the types say all that is asked: single words or numbers of all documents, as one
 * group, by form or fold; of folds they do not say in how many documents they are. */
status scan_types_suffice(store *s, const scan_request *request, bool *suffice, error *e);

/* Fills entries and groups of `out`, whose vocabulary is open and whose entries are empty. */
status scan_types(store *s, const scan_request *request, frequencies *out, error *e);

#endif
