/* Partials: what map() counted, as values of the host that merge in any order to the same result.
 *
 * A partial holds named counters, sums, minima, maxima and sets. The names of one sort do not meet
 * those of another. */
#ifndef MOONLEAF_HOST_PARTIAL_H
#define MOONLEAF_HOST_PARTIAL_H

#include "corpus/counter.h"

typedef struct partial partial;

partial *partial_create(void);
void partial_free(partial *p); /* NULL is allowed */

/* The counter or set of that name, made when it is new; NULL when there is no memory. */
counter *partial_counter(partial *p, const char *name);
counter *partial_set(partial *p, const char *name);

/* Adds to the sum of that name, or takes `number` into its minimum or maximum. */
typedef enum partial_number { PARTIAL_SUM, PARTIAL_MINIMUM, PARTIAL_MAXIMUM } partial_number;
status partial_take(partial *p, partial_number sort, const char *name, double number, error *e);

/* True, and the number, when anything was taken under that name. */
bool partial_get(const partial *p, partial_number sort, const char *name, double *number);

void partial_write(buffer *out, const partial *p);

/* Merges what partial_write wrote into `into`. */
status partial_merge(partial *into, reader *r, error *e);

#endif
