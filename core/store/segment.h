/* The index: which documents hold a type, and how often.
 *
 * Rows (segment, first type, BLOB of about 16 kB). A BLOB holds, for each of its types in order,
 * delta varints: type, number of documents, then document and occurrences. A load builds one
 * segment by one counting sort; segments of one size class (factor 8) are merged by the load that
 * makes the eighth. Postings of documents that no longer exist stay until the next merge; readers
 * skip them. */
#ifndef MOONLEAF_STORE_SEGMENT_H
#define MOONLEAF_STORE_SEGMENT_H

#include "base/list.h"
#include "store/lexicon.h"
#include "store/store.h"
#include "store/stream.h"

typedef struct segment_builder segment_builder;

segment_builder *segment_builder_create(void); /* NULL when there is no memory */
void segment_builder_free(segment_builder *b); /* NULL is allowed */

/* How often a document holds a type. */
typedef struct occurrence {
    uint32_t type, count;
} occurrence;

typedef LIST(occurrence) occurrence_list;

/* Adds the postings of one document: its types in any order. Documents come in rising order of id.
 */
status segment_builder_add(segment_builder *b, int64_t document, const occurrence *types,
                           size_t count, error *e);

/* Counts what was added since the last flush in the lexicon. */
status segment_builder_count(const segment_builder *b, lexicon *l, error *e);

/* Writes the segment inside the open transaction, merges when it is due, and empties the builder.
 */
status segment_builder_flush(segment_builder *b, store *s, error *e);

typedef struct posting {
    int64_t document;
    uint32_t count;
} posting;

typedef LIST(posting) posting_list;

/* Appends the postings of some types (ids rising) as if they were one, documents rising, of
 * documents that exist. */
status segment_postings_of(store *s, const uint32_t *types, size_t count, posting_list *postings,
                           error *e);

#endif
