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

#include <stddef.h>

#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count;                                                                              \
        size_t capacity;                                                                           \
    }

#define list_push(list)                                                                            \
    ((__typeof__((list)->items))list_grow((void **)&(list)->items, &(list)->count,                 \
                                          &(list)->capacity, sizeof *(list)->items))
#define list_free(list) list_release((void **)&(list)->items, &(list)->count, &(list)->capacity)

/* Makes room for one more zeroed element, counts it, and returns it; NULL when there is no memory.
 */
void *list_grow(void **items, size_t *count, size_t *capacity, size_t size);
void list_release(void **items, size_t *count, size_t *capacity);

#endif
