#include "base/list.h"

#include <stdlib.h>

bool list_grow(void **items, size_t *capacity, size_t size)
{
    size_t wanted = *capacity == 0 ? 16 : *capacity * 2, bytes;
    if (__builtin_mul_overflow(wanted, size, &bytes)) return false;
    void *grown = realloc(*items, bytes);
    if (grown == NULL) return false;
    *items = grown;
    *capacity = wanted;
    return true;
}

void list_release(void **items, size_t *count, size_t *capacity)
{
    free(*items);
    *items = NULL;
    *count = *capacity = 0;
}
