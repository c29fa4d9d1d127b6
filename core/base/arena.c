#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 * 1024 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t used, size;
    alignas(max_align_t) char bytes[];
};

static void *take(arena *a, size_t size, size_t alignment)
{
    struct arena_chunk *chunk = a->chunks;
    size_t at = chunk == NULL ? 0 : (chunk->used + alignment - 1) & ~(alignment - 1);
    if (chunk == NULL || at > chunk->size || chunk->size - at < size) {
        size_t room = size > CHUNK ? size : CHUNK, total;
        if (__builtin_add_overflow(room, sizeof *chunk, &total)) return NULL;
        chunk = malloc(total);
        if (chunk == NULL) return NULL;
        *chunk = (struct arena_chunk){ .next = a->chunks, .size = room };
        a->chunks = chunk;
        at = 0;
    }
    chunk->used = at + size;
    return chunk->bytes + at;
}

void *arena_allocate(arena *a, size_t size)
{
    void *memory = take(a, size, alignof(max_align_t));
    if (memory != NULL) memset(memory, 0, size);
    return memory;
}

char *arena_copy(arena *a, const char *bytes, size_t length)
{
    size_t size;
    if (__builtin_add_overflow(length, 1, &size)) return NULL;
    char *copy = take(a, size, 1);
    if (copy == NULL) return NULL;
    if (length > 0) memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

void arena_free(arena *a)
{
    struct arena_chunk *chunk = a->chunks;
    while (chunk != NULL) {
        struct arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    a->chunks = NULL;
}
