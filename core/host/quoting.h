/* Quoting: spans become quotations with the name of their document and its page. */
#ifndef MOONLEAF_HOST_QUOTING_H
#define MOONLEAF_HOST_QUOTING_H

#include "host/output.h"
#include "store/document.h"

/* Keeps the last document, and the last one that was named: rows come a document at a time. A
 * zeroed one is empty. */
typedef struct quoter {
    document d, named;
} quoter;

void quoter_free(quoter *q);

/* Puts values as the cells of a row: spans as quotations, lists of spans as lists of them, all else
 * as it is. `owner` is the document that a span without one means. */
status quoter_put(quoter *q, store *s, buffer *out, const value *values, size_t count,
                  int64_t owner, error *e);

/* The quotation of a span; its texts live until the next call. */
status quoter_find(quoter *q, store *s, int64_t id, span at, quotation *quoted, error *e);

/* The name of a document, until the next call. */
status quoter_name(quoter *q, store *s, int64_t id, const char **name, error *e);

#endif
