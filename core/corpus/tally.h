/* A tally: how often each of millions of numbers was added, and in how many documents, in bounded
 * memory.
 *
 * A number has 64 or 128 bits. Its hash says in which of some hundred partitions it waits until
 * many do; then a partition is counted at a time, by a table that the cache holds (radix
 * partitioning: Manegold, Boncz & Kersten 2002). When what was counted may grow no further, only
 * the numbers whose hash lies in a part of its range are counted in this pass; the caller goes over
 * its data again for the others. Exact, whatever the memory. */
#ifndef MOONLEAF_CORPUS_TALLY_H
#define MOONLEAF_CORPUS_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

__extension__ typedef unsigned __int128 tally_key;

typedef struct tally tally;

/* What is asked of a tally. */
typedef struct tally_plan {
    unsigned bits;        /* of the widest number: up to 128 */
    bool has_documents;   /* count these too */
    uint32_t minimum;     /* rarer entries are dropped at the end of their pass */
    size_t waiting_bytes; /* of what waits to be counted */
    size_t bytes;         /* most of what was counted, with what is kept of earlier passes */
    size_t kept_bytes;    /* most of what is kept of all passes */
} tally_plan;

/* NULL when there is no memory. */
tally *tally_create(const tally_plan *plan);
void tally_free(tally *t); /* NULL is allowed */

/* Adds so many, at least one. Documents are told apart by their numbers, from 1; all of one come
 * together. What fails is answered by tally_end_pass. */
void tally_add(tally *t, tally_key key, uint32_t count, uint32_t document);

/* The same for what somebody else counted of whole documents: so many of them. */
void tally_add_sum(tally *t, tally_key key, uint32_t count, uint32_t documents);

/* Ends a pass; true in `again` when another one is needed. STATUS_LIMIT when so many entries reach
 * the minimum that they fit no memory. */
status tally_end_pass(tally *t, bool *again, error *e);

/* What was counted, in no particular order. */
typedef struct tally_entry {
    tally_key key;
    uint32_t count, documents; /* documents: 0 when they were not counted */
} tally_entry;

size_t tally_count(const tally *t);
tally_entry tally_at(const tally *t, size_t index);
void tally_sort(tally *t); /* by key */

/* Lays the entries of each of `groups` groups together, in place: those of group g, which fill
 * [next[g], ends[g]). `next` is changed. */
void tally_gather(tally *t, uint32_t (*group_of)(const void *context, tally_key key),
                  const void *context, size_t *next, const size_t *ends, size_t groups);

#endif
