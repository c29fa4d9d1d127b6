/* A growable list of one element type. Declare with LIST(type) as a struct; a zeroed list is an
 * empty one.
 *
 *     typedef LIST(span) span_list;
 *     span *last = list_push(&spans);     // zeroed; NULL when there is no memory
 *     for (size_t i = 0; i < spans.count; i++) use(spans.items[i]);
 *     list_free(&spans);
 */
#ifndef MOONLEAF_BASE_LIST_H
#define MOONLEAF_BASE_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count;                                                                              \
        size_t capacity;                                                                           \
    }

#define list_push(list)                                                                            \
    ((__typeof__((list)->items))list_add((void **)&(list)->items, &(list)->count,                  \
                                         &(list)->capacity, sizeof *(list)->items))
#define list_free(list) list_release((void **)&(list)->items, &(list)->count, &(list)->capacity)

/* Makes room for more elements; false when there is no memory. */
bool list_grow(void **items, size_t *capacity, size_t size);
void list_release(void **items, size_t *count, size_t *capacity);

/* Inline, since lists are filled in the innermost loops and nearly always have room. */
static inline void *list_add(void **items, size_t *count, size_t *capacity, size_t size)
{
    if (*count == *capacity && !list_grow(items, capacity, size)) return NULL;
    return memset((char *)*items + size * (*count)++, 0, size);
}

#endif
