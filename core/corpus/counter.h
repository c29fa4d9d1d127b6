/* Counters: how often each key occurred.
 *
 * A hash map from strings to whole numbers; iteration is by the bytes of the keys, so the same
 * counts give the same order. */
#ifndef MOONLEAF_CORPUS_COUNTER_H
#define MOONLEAF_CORPUS_COUNTER_H

#include <stdbool.h>

#include "base/frame.h"
#include "base/map.h"

typedef struct counter counter;

counter *counter_create(void); /* NULL when there is no memory */
void counter_free(counter *c); /* NULL is allowed */

/* STATUS_LIMIT, and nothing is added, when a count or the total would not fit 64 bits. */
status counter_add(counter *c, const char *key, size_t length, int64_t n, error *e);
int64_t counter_get(const counter *c, const char *key,
                    size_t length);      /* 0 for a key that is not there */
size_t counter_size(const counter *c);   /* distinct keys */
int64_t counter_total(const counter *c); /* sum of all counts */
status counter_merge(counter *into, const counter *from, error *e);

typedef struct counter_entry {
    const char *key;
    size_t length;
    int64_t count;
} counter_entry;

/* All entries by the bytes of the keys, in an array that the caller frees. The keys live as long as
 * the counter. NULL when there is no memory (never for an empty counter). */
counter_entry *counter_sorted(const counter *c);

/* The `wanted` most frequent entries by falling count, ties by key, on the same terms; `wanted` is
 * at most counter_size. Costs no sorting of the others. */
counter_entry *counter_top(const counter *c, size_t wanted);

void counter_write(buffer *out, const counter *c);
status counter_read(reader *r, counter *into, error *e); /* adds to what is there */

#endif
