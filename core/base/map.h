/* A hash map from byte strings to numbers, and at the same time the list of its keys in the order
 * they came.
 *
 * Entry i (0 .. count - 1) never moves and its key's bytes live in the map until it is freed, so
 * the map also serves as a pool of distinct strings. Open addressing with a 64-bit hash; keys are
 * never removed. */
#ifndef MOONLEAF_BASE_MAP_H
#define MOONLEAF_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef struct map map;

/* NULL when there is no memory. */
map *map_create(void);
void map_free(map *m); /* NULL is allowed */

size_t map_count(const map *m);

/* Makes room for so many keys in all; false when there is no memory. */
bool map_reserve(map *m, size_t count);

/* Begins to fetch from memory what finding a key with that hash_bytes needs; map_find_hashed finds
 * it. Where many keys are sought in a map that is larger than the cache, to expect a few dozen and
 * then find them takes a third of the time. */
void map_expect(const map *m, uint64_t hash);
int64_t map_find_hashed(const map *m, const char *key, size_t length, uint64_t hash);

/* Index of the key, or -1. */
int64_t map_find(const map *m, const char *key, size_t length);

/* Index of the key, which is added with the value 0 when it is new; -1 when there is no memory. */
int64_t map_add(map *m, const char *key, size_t length);

/* Appends an entry to a map that is a list alone, where nothing is sought or added: its bytes live
 * elsewhere, as long as the map. False when there is no memory. */
bool map_list(map *m, const char *key, size_t length, int64_t value);

/* Key and value of entry `index` < count. A key that was added is followed by
 * a NUL. */
const char *map_key(const map *m, size_t index, size_t *length);
int64_t *map_value(map *m, size_t index);

/* 64 bits of a byte string (wyhash-like multiply and fold); the same on every machine and run. */
uint64_t hash_bytes(const char *bytes, size_t length);

#endif
