#include "corpus/counter.h"

#include <stdlib.h>
#include <string.h>

struct counter {
    map *counts;
    int64_t total;
};

counter *counter_create(void)
{
    counter *c = calloc(1, sizeof *c);
    if (c != NULL) c->counts = map_create();
    if (c == NULL || c->counts != NULL) return c;
    free(c);
    return NULL;
}

void counter_free(counter *c)
{
    if (c == NULL) return;
    map_free(c->counts);
    free(c);
}

status counter_add(counter *c, const char *key, size_t length, int64_t n, error *e)
{
    int64_t index = map_add(c->counts, key, length), sum, total;
    if (index < 0) return error_memory(e);
    int64_t *count = map_value(c->counts, (size_t)index);
    if (__builtin_add_overflow(*count, n, &sum) || __builtin_add_overflow(c->total, n, &total))
        return error_set(e, STATUS_LIMIT, "a count grows past 64 bits");
    *count = sum;
    c->total = total;
    return STATUS_OK;
}

int64_t counter_get(const counter *c, const char *key, size_t length)
{
    int64_t index = map_find(c->counts, key, length);
    return index < 0 ? 0 : *map_value(c->counts, (size_t)index);
}

size_t counter_size(const counter *c) { return map_count(c->counts); }

int64_t counter_total(const counter *c) { return c->total; }

status counter_merge(counter *into, const counter *from, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0, n = map_count(from->counts); i < n && s == STATUS_OK; i++) {
        size_t length;
        const char *key = map_key(from->counts, i, &length);
        s = counter_add(into, key, length, *map_value(from->counts, i), e);
    }
    return s;
}

static int by_key(const void *left, const void *right)
{
    const counter_entry *a = left, *b = right;
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->key, b->key, shorter);
    if (order != 0) return order;
    return a->length < b->length ? -1 : a->length > b->length;
}

static int by_count_and_key(const void *left, const void *right)
{
    const counter_entry *a = left, *b = right;
    if (a->count != b->count) return a->count > b->count ? -1 : 1;
    return by_key(left, right);
}

counter_entry *counter_sorted(const counter *c)
{
    size_t count = map_count(c->counts);
    counter_entry *entries = calloc(count > 0 ? count : 1, sizeof *entries);
    if (entries == NULL) return NULL;
    for (size_t i = 0; i < count; i++) {
        entries[i].key = map_key(c->counts, i, &entries[i].length);
        entries[i].count = *map_value(c->counts, i);
    }
    qsort(entries, count, sizeof *entries, by_key);
    return entries;
}

/* Lets the entry at `at` sink in a heap whose root is the last in order. */
static void sink(counter_entry *heap, size_t count, size_t at)
{
    for (;;) {
        size_t last = at, left = 2 * at + 1;
        if (left < count && by_count_and_key(&heap[left], &heap[last]) > 0) last = left;
        if (left + 1 < count && by_count_and_key(&heap[left + 1], &heap[last]) > 0) last = left + 1;
        if (last == at) return;
        counter_entry moved = heap[at];
        heap[at] = heap[last];
        heap[last] = moved;
        at = last;
    }
}

counter_entry *counter_top(const counter *c, size_t wanted)
{
    counter_entry *heap = calloc(wanted > 0 ? wanted : 1, sizeof *heap);
    if (heap == NULL || wanted == 0) return heap;
    for (size_t i = 0, count = map_count(c->counts); i < count; i++) {
        counter_entry entry = { .count = *map_value(c->counts, i) };
        entry.key = map_key(c->counts, i, &entry.length);
        if (i < wanted) heap[i] = entry;
        if (i + 1 == wanted)
            for (size_t k = wanted / 2 + 1; k-- > 0;) sink(heap, wanted, k);
        if (i < wanted || by_count_and_key(&entry, &heap[0]) > 0) continue;
        heap[0] = entry;
        sink(heap, wanted, 0);
    }
    qsort(heap, wanted, sizeof *heap, by_count_and_key);
    return heap;
}

void counter_write(buffer *out, const counter *c)
{
    size_t count = map_count(c->counts);
    frame_put_unsigned(out, count);
    for (size_t i = 0; i < count; i++) {
        size_t length;
        const char *key = map_key(c->counts, i, &length);
        frame_put_bytes(out, key, length);
        frame_put_signed(out, *map_value(c->counts, i));
    }
}

status counter_read(reader *r, counter *into, error *e)
{
    status s = STATUS_OK;
    for (size_t n = reader_count(r, 2); n > 0 && !r->failed && s == STATUS_OK; n--) {
        size_t length;
        const char *key = reader_bytes(r, &length);
        int64_t count = reader_signed(r);
        if (!r->failed) s = counter_add(into, key, length, count, e);
    }
    if (r->failed) return error_set(e, STATUS_SYSTEM, "a worker sent broken counts");
    return s;
}
