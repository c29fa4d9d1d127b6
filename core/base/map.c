#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

typedef struct entry {
    const char *key;
    size_t length;
    int64_t value;
} entry;

struct map {
    arena keys;
    entry *entries;
    size_t count, capacity;
    uint64_t *slots; /* (high 32 bits of the hash) << 32 | index + 1; 0 is free */
    size_t mask;
};

enum { FIRST_SLOTS = 64 };

static uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
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
    uint64_t rest = 0;
    for (size_t i = 0; i < length; i++) rest |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    return mix(hash ^ rest, k0 | 1);
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

/* The slot that holds the key, or the free one where it belongs. */
static size_t find_slot(const map *m, const char *key, size_t length, uint64_t hash)
{
    size_t at = hash & m->mask;
    while (m->slots[at] != 0) {
        if (m->slots[at] >> 32 == hash >> 32) {
            const entry *found = &m->entries[(uint32_t)m->slots[at] - 1];
            if (found->length == length && (length == 0 || memcmp(found->key, key, length) == 0)) return at;
        }
        at = (at + 1) & m->mask;
    }
    return at;
}

static bool grow_slots(map *m)
{
    size_t size = (m->mask + 1) * 2;
    uint64_t *old = m->slots;
    m->slots = calloc(size, sizeof *m->slots);
    if (m->slots == NULL) {
        m->slots = old;
        return false;
    }
    m->mask = size - 1;
    free(old);
    for (size_t i = 0; i < m->count; i++) {
        uint64_t hash = hash_bytes(m->entries[i].key, m->entries[i].length);
        size_t at = hash & m->mask;
        while (m->slots[at] != 0) at = (at + 1) & m->mask;
        m->slots[at] = hash >> 32 << 32 | (i + 1);
    }
    return true;
}

static bool grow_entries(map *m)
{
    size_t capacity = m->capacity == 0 ? FIRST_SLOTS : m->capacity * 2;
    entry *entries = realloc(m->entries, capacity * sizeof *entries);
    if (entries == NULL) return false;
    m->entries = entries;
    m->capacity = capacity;
    return true;
}

int64_t map_find(const map *m, const char *key, size_t length)
{
    size_t at = find_slot(m, key, length, hash_bytes(key, length));
    return m->slots[at] == 0 ? -1 : (int64_t)(uint32_t)m->slots[at] - 1;
}

int64_t map_add(map *m, const char *key, size_t length)
{
    uint64_t hash = hash_bytes(key, length);
    size_t at = find_slot(m, key, length, hash);
    if (m->slots[at] != 0) return (int64_t)(uint32_t)m->slots[at] - 1;
    if (m->count == UINT32_MAX - 1) return -1;
    if (m->count == m->capacity && !grow_entries(m)) return -1;
    if (m->count * 4 >= m->mask * 3) {
        if (!grow_slots(m)) return -1;
        at = find_slot(m, key, length, hash);
    }
    const char *copy = arena_copy(&m->keys, key, length);
    if (copy == NULL) return -1;
    m->entries[m->count] = (entry){ .key = copy, .length = length };
    m->slots[at] = hash >> 32 << 32 | (m->count + 1);
    return (int64_t)m->count++;
}

const char *map_key(const map *m, size_t index, size_t *length)
{
    if (length != NULL) *length = m->entries[index].length;
    return m->entries[index].key;
}

int64_t *map_value(map *m, size_t index) { return &m->entries[index].value; }
