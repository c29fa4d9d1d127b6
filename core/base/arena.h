/* Memory that is freed all at once. A zeroed arena is an empty one. */
#ifndef MOONLEAF_BASE_ARENA_H
#define MOONLEAF_BASE_ARENA_H

#include <stddef.h>

typedef struct arena {
    struct arena_chunk *chunks;
} arena;

/* `size` bytes, zeroed and aligned for any type, or NULL. */
void *arena_allocate(arena *a, size_t size);

/* A copy of the bytes with a NUL behind them, or NULL. */
char *arena_copy(arena *a, const char *bytes, size_t length);

void arena_free(arena *a);

#endif
