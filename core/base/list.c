#include "base/list.h"

#include <stdlib.h>
#include <string.h>

void *list_grow(void **items, size_t *count, size_t *capacity, size_t size)
{
    if (*count == *capacity) {
        size_t wanted = *capacity == 0 ? 16 : *capacity * 2, bytes;
        if (__builtin_mul_overflow(wanted, size, &bytes)) return NULL;
        void *grown = realloc(*items, bytes);
        if (grown == NULL) return NULL;
        *items = grown;
        *capacity = wanted;
    }
    void *element = (char *)*items + size * (*count)++;
    memset(element, 0, size);
    return element;
}

void list_release(void **items, size_t *count, size_t *capacity)
{
    free(*items);
    *items = NULL;
    *count = *capacity = 0;
}
