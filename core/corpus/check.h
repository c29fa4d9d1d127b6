/* Checking a corpus: does all that is made from the texts still agree with them?
 *
 * SQLite checks its file; each document is read whole, its digest compared, its tokens held against
 * the text; what they add up to is compared with the lexicon and the index; spans must lie in their
 * texts. */
#ifndef MOONLEAF_CORPUS_CHECK_H
#define MOONLEAF_CORPUS_CHECK_H

#include "store/store.h"

typedef struct check_request {
    /* Something is wrong: `is_derived` when it can be made anew from the texts. */
    void (*found)(void *context, bool is_derived, const char *what);
    void (*progress)(void *context, size_t done, size_t count);
    void *context;
} check_request;

typedef struct check_counts {
    int64_t documents, types, tokens;
} check_counts;

/* Fails only where it cannot go on; what is wrong with the corpus is `found`. */
status check_run(store *s, const check_request *r, check_counts *counts, error *e);

#endif
