/* The nearest right name, for messages: "unknown option --langage; did you mean --language?" */
#ifndef MOONLEAF_BASE_NEAREST_H
#define MOONLEAF_BASE_NEAREST_H

#include <stddef.h>

/* Damerau's distance in its restricted form (optimal string alignment) in bytes, ASCII case
 * ignored: insertions, deletions, substitutions and swaps of neighbours. */
size_t edit_distance(const char *a, const char *b);

typedef struct nearest {
    const char *wanted;
    const char *name; /* the nearest so far, or NULL */
    size_t distance;
} nearest;

/* Offers one candidate; a name further than a third of the wanted length (at least 1, a prefix
 * always) is none. */
void nearest_offer(nearest *n, const char *name);

/* "; did you mean X?" or "", in `room` bytes at `text`. */
const char *nearest_hint(const nearest *n, char *text, size_t room);

#endif
