#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

typedef struct entry {
    const char *key;
    size_t length;
    int64_t value;
} entry;

/* A place of the table. A key of at most 11 bytes lies in it, so that finding it is one access to
 * memory (twice as fast as three, in a table that is larger than the cache); of a longer one lies
 * the hash, and the key itself is read when that agrees. */
typedef struct slot {
    uint32_t index; /* of the entry, + 1; 0 is free */
    uint32_t head;  /* length << 24 | bytes 8 .. 10 of the key; LONG << 24 for a longer one */
    uint64_t tail;  /* bytes 0 .. 7 of the key, or the hash */
} slot;

struct map {
    arena keys;
    entry *entries;
    size_t count, capacity;
    slot *slots;
    size_t mask;
};

enum { FIRST_SLOTS = 64, SHORTEST_LONG = 12, LONG = 255 };

static uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The fewer than 8 bytes as a number, the first the lowest: by two loads that may overlap instead
 * of a loop. */
static uint64_t load_short(const char *bytes, size_t length)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (length >= 4) {
        uint32_t low, high;
        memcpy(&low, b, 4);
        memcpy(&high, b + length - 4, 4);
        return low | (uint64_t)high << (8 * (length - 4));
    }
    if (length == 0) return 0;
    size_t middle = length / 2, last = length - 1;
    return b[0] | (uint64_t)b[middle] << (8 * middle) | (uint64_t)b[last] << (8 * last);
}

uint64_t hash_bytes(const char *bytes, size_t length)
{
    const uint64_t k0 = 0x9e3779b97f4a7c15u, k1 = 0xe7037ed1a0b428dbu;
    uint64_t hash = k0 ^ length;
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        hash = mix(hash ^ word, k1);
        bytes += 8;
        length -= 8;
    }
    return mix(hash ^ load_short(bytes, length), k0 | 1);
}

map *map_create(void)
{
    map *m = calloc(1, sizeof *m);
    if (m == NULL) return NULL;
    m->slots = calloc(FIRST_SLOTS, sizeof *m->slots);
    m->mask = FIRST_SLOTS - 1;
    if (m->slots == NULL) {
        free(m);
        return NULL;
    }
    return m;
}

void map_free(map *m)
{
    if (m == NULL) return;
    arena_free(&m->keys);
    free(m->entries);
    free(m->slots);
    free(m);
}

size_t map_count(const map *m) { return m->count; }

static slot slot_of(const char *key, size_t length, uint64_t hash)
{
    slot made = { 0 };
    if (length >= SHORTEST_LONG) {
        made.head = (uint32_t)LONG << 24;
        made.tail = hash;
    } else if (length < 8) {
        made.head = (uint32_t)length << 24;
        made.tail = load_short(key, length);
    } else {
        made.head = (uint32_t)length << 24 | (uint32_t)load_short(key + 8, length - 8);
        memcpy(&made.tail, key, 8);
    }
    return made;
}

/* The place that holds the key, or the free one where it belongs. */
static slot *find_slot(const map *m, const char *key, size_t length, uint64_t hash, slot wanted)
{
    for (size_t at = hash & m->mask;; at = (at + 1) & m->mask) {
        slot *s = &m->slots[at];
        if (s->index == 0) return s;
        if (s->head != wanted.head || s->tail != wanted.tail) continue;
        if (length < SHORTEST_LONG) return s;
        const entry *found = &m->entries[s->index - 1];
        if (found->length == length && memcmp(found->key, key, length) == 0) return s;
    }
}

static bool grow_slots(map *m, size_t size)
{
    slot *slots = calloc(size, sizeof *slots);
    if (slots == NULL) return false;
    for (size_t i = 0; i < m->count; i++) { /* in the order of memory */
        const entry *e = &m->entries[i];
        uint64_t hash = hash_bytes(e->key, e->length);
        size_t at = hash & (size - 1);
        while (slots[at].index != 0) at = (at + 1) & (size - 1);
        slots[at] = slot_of(e->key, e->length, hash);
        slots[at].index = (uint32_t)i + 1;
    }
    free(m->slots);
    m->slots = slots;
    m->mask = size - 1;
    return true;
}

static bool grow_entries(map *m, size_t capacity)
{
    entry *entries = realloc(m->entries, capacity * sizeof *entries);
    if (entries == NULL) return false;
    m->entries = entries;
    m->capacity = capacity;
    return true;
}

bool map_reserve(map *m, size_t count)
{
    size_t slots = m->mask + 1;
    if (count >= UINT32_MAX) return false;
    while (slots / 4 * 3 <= count) slots *= 2;
    if (slots > m->mask + 1 && !grow_slots(m, slots)) return false;
    return count <= m->capacity || grow_entries(m, count);
}

void map_expect(const map *m, uint64_t hash) { __builtin_prefetch(&m->slots[hash & m->mask]); }

int64_t map_find(const map *m, const char *key, size_t length)
{
    return map_find_hashed(m, key, length, hash_bytes(key, length));
}

int64_t map_find_hashed(const map *m, const char *key, size_t length, uint64_t hash)
{
    return (int64_t)find_slot(m, key, length, hash, slot_of(key, length, hash))->index - 1;
}

/* There is room for one more entry. */
static bool reserve_entry(map *m)
{
    size_t more = m->capacity == 0 ? FIRST_SLOTS : m->capacity * 2;
    return m->count < UINT32_MAX - 1 && (m->count < m->capacity || grow_entries(m, more));
}

bool map_list(map *m, const char *key, size_t length, int64_t value)
{
    if (!reserve_entry(m)) return false;
    m->entries[m->count++] = (entry){ key, length, value };
    return true;
}

int64_t map_add(map *m, const char *key, size_t length)
{
    uint64_t hash = hash_bytes(key, length);
    slot wanted = slot_of(key, length, hash), *found = find_slot(m, key, length, hash, wanted);
    if (found->index != 0) return (int64_t)found->index - 1;
    if (!reserve_entry(m)) return -1;
    if (m->count * 4 >= m->mask * 3) {
        if (!grow_slots(m, (m->mask + 1) * 2)) return -1;
        found = find_slot(m, key, length, hash, wanted);
    }
    const char *copy = arena_copy(&m->keys, key, length);
    if (copy == NULL) return -1;
    m->entries[m->count] = (entry){ .key = copy, .length = length };
    *found = wanted;
    found->index = (uint32_t)++m->count;
    return (int64_t)m->count - 1;
}

const char *map_key(const map *m, size_t index, size_t *length)
{
    if (length != NULL) *length = m->entries[index].length;
    return m->entries[index].key;
}

int64_t *map_value(map *m, size_t index) { return &m->entries[index].value; }
