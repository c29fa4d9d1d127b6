#include "corpus/tally.h"

#include <stdlib.h>
#include <string.h>

enum {
    PARTITION_BITS = 10,
    PARTITIONS = 1 << PARTITION_BITS,
    CHUNK = 256,                    /* numbers that wait side by side */
    FEWEST_CHUNKS = 8 * PARTITIONS, /* that are worth going over */
    FIRST_INDEX = 64,               /* places; a power of two, like all sizes of the index */
};

/* Hashes end at this one: their upper 32 bits are what passes and partitions part. */
static const uint64_t HASHES = (uint64_t)1 << 32;

/* From here on it is not a document but how many there are. */
#define DOCUMENTS ((uint32_t)1 << 31)

/* The numbers of a stretch of the hashes: those that were counted lie side by side, each once; the
 * others wait in chunks. */
typedef struct partition {
    uint32_t *entries;
    uint32_t count, waiting;
    uint32_t first, last; /* chunks, when some wait */
} partition;

/* A number that waits, and one that is kept, is some words of 32 bits: of the key 2 or 4, the
 * count, then, when documents are counted, its document, or how many there are. The entry of a
 * partition has the last of them behind. */
struct tally {
    partition partitions[PARTITIONS];
    uint32_t *waiting, *next;     /* the chunks, and of each the one that follows it */
    uint32_t chunks, limit, used; /* all of them, those of this round, those that hold something */
    uint32_t *index;              /* of the partition in hand: hash -> number of its entry + 1 */
    size_t index_size;
    unsigned key_words, words, entry_words;
    tally_plan plan;
    uint64_t from, to; /* the hashes of this pass: [from, to) */
    unsigned shift;    /* of them, to the partition */
    size_t entries;    /* of all partitions together */
    uint32_t *kept;
    size_t kept_count;
    status state;
    const char *problem; /* why that is STATUS_LIMIT */
};

/* So much waits that going over the entries of a partition pays: as much as they take. */
static uint32_t chunks_worth_waiting(const tally *t)
{
    size_t chunks = t->entries / CHUNK;
    if (chunks < FEWEST_CHUNKS) chunks = FEWEST_CHUNKS;
    return chunks < t->chunks ? (uint32_t)chunks : t->chunks;
}

tally *tally_create(const tally_plan *plan)
{
    tally *t = calloc(1, sizeof *t);
    if (t == NULL) return NULL;
    t->plan = *plan;
    t->key_words = plan->bits <= 64 ? 2 : 4;
    t->words = t->key_words + (plan->has_documents ? 2 : 1);
    t->entry_words = t->key_words + (plan->has_documents ? 3 : 1);
    t->to = HASHES;
    t->shift = 32 - PARTITION_BITS;
    size_t chunk = CHUNK * t->words * sizeof *t->waiting;
    t->chunks = (uint32_t)(plan->waiting_bytes / chunk) + 1;
    t->limit = chunks_worth_waiting(t);
    t->waiting = malloc(t->chunks * chunk);
    t->next = malloc(((size_t)t->chunks + 1) * sizeof *t->next);
    if (t->waiting != NULL && t->next != NULL) return t;
    tally_free(t);
    return NULL;
}

void tally_free(tally *t)
{
    if (t == NULL) return;
    for (size_t i = 0; i < PARTITIONS; i++) free(t->partitions[i].entries);
    free(t->waiting);
    free(t->next);
    free(t->index);
    free(t->kept);
    free(t);
}

static inline tally_key key_in(const uint32_t *entry, unsigned key_words)
{
    uint64_t low, high = 0;
    memcpy(&low, entry, sizeof low);
    if (key_words == 4) memcpy(&high, entry + 2, sizeof high);
    return (tally_key)high << 64 | low;
}

static inline void put_key(uint32_t *entry, unsigned key_words, tally_key key)
{
    uint64_t low = (uint64_t)key, high = (uint64_t)(key >> 64);
    memcpy(entry, &low, sizeof low);
    if (key_words == 4) memcpy(entry + 2, &high, sizeof high);
}

/* The finaliser of MurmurHash3 (Appleby), over both halves. */
static inline uint64_t hash_of(tally_key key)
{
    uint64_t h = (uint64_t)key ^ (uint64_t)(key >> 64) * 0x9e3779b97f4a7c15u;
    h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
    h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 33;
}

/* --- Passes over fewer hashes --- */

static void drop(tally *t, partition *p)
{
    t->entries -= p->count;
    free(p->entries);
    *p = (partition){ 0 };
}

static size_t open_partitions(const tally *t) { return (t->to - t->from) >> t->shift; }

static void refuse(tally *t, const char *problem)
{
    t->state = STATUS_LIMIT;
    t->problem = problem;
}

/* Leaves the upper half of the hashes to later passes. */
static void halve_pass(tally *t)
{
    uint64_t half = (t->to - t->from) / 2;
    if (half < PARTITIONS || half >> t->shift == 0) {
        refuse(t, "so many different ones cannot be counted in so little memory");
        return;
    }
    t->to = t->from + half;
    for (size_t i = open_partitions(t); i < PARTITIONS; i++) drop(t, &t->partitions[i]);
}

static bool is_full(const tally *t)
{
    size_t entries = t->entries * t->entry_words, kept = t->kept_count * t->words;
    return (entries + kept) * sizeof *t->kept > t->plan.bytes;
}

/* --- Counting what waits --- */

/* Makes room in the partition for so many entries, and in the index for twice as many; answers its
 * size, 0 when there is no memory. */
static size_t make_room(tally *t, partition *p, size_t most)
{
    size_t size = FIRST_INDEX;
    while (size < most * 2) size *= 2;
    uint32_t *index = size > t->index_size ? realloc(t->index, size * sizeof *index) : t->index;
    uint32_t *entries = realloc(p->entries, most * t->entry_words * sizeof *entries);
    if (index != NULL) t->index = index;
    if (index != NULL && size > t->index_size) t->index_size = size;
    if (entries != NULL) p->entries = entries;
    if (index == NULL || entries == NULL) return 0;
    memset(index, 0, size * sizeof *index);
    return size;
}

/* Counts one number; `place` is its entry's in the index, or a free one. */
static inline void count_one(tally *t, partition *p, uint32_t *place, const uint32_t *number,
                             unsigned key_words, bool has_documents)
{
    const unsigned entry_words = key_words + (has_documents ? 3 : 1);
    bool is_new = *place == 0;
    if (is_new) *place = ++p->count;
    uint32_t *entry = p->entries + (size_t)(*place - 1) * entry_words, *counts = entry + key_words;
    if (is_new) {
        memset(entry, 0, entry_words * sizeof *entry);
        memcpy(entry, number, key_words * sizeof *entry);
    }
    if (__builtin_add_overflow(counts[0], number[key_words], &counts[0]))
        refuse(t, "a count grows past 32 bits");
    uint32_t document = has_documents ? number[key_words + 1] : 0;
    if (document >= DOCUMENTS) counts[1] += document - DOCUMENTS;
    else if (has_documents && counts[2] != document) {
        counts[1]++;
        counts[2] = document;
    }
}

/* Made for each shape of an entry, since speed needs sizes that are known. */
static inline __attribute__((always_inline)) void
count_shaped(tally *t, partition *p, unsigned key_words, bool has_documents)
{
    const unsigned words = key_words + (has_documents ? 2 : 1),
                   entry_words = key_words + (has_documents ? 3 : 1);
    const size_t mask = make_room(t, p, (size_t)p->count + p->waiting) - 1;
    uint32_t *index = t->index, chunk = p->first;
    if (mask == SIZE_MAX) t->state = STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < p->count && t->state == STATUS_OK; i++) { /* they differ */
        size_t at = hash_of(key_in(p->entries + (size_t)i * entry_words, key_words)) & mask;
        while (index[at] != 0) at = (at + 1) & mask;
        index[at] = i + 1;
    }
    for (uint32_t i = 0; i < p->waiting && t->state == STATUS_OK; i++) {
        if (i > 0 && i % CHUNK == 0) chunk = t->next[chunk];
        const uint32_t *number = t->waiting + ((size_t)chunk * CHUNK + i % CHUNK) * words;
        tally_key key = key_in(number, key_words);
        size_t at = hash_of(key) & mask;
        while (index[at] != 0 &&
               key_in(p->entries + (size_t)(index[at] - 1) * entry_words, key_words) != key)
            at = (at + 1) & mask;
        count_one(t, p, &index[at], number, key_words, has_documents);
    }
}

static void count_partition(tally *t, partition *p)
{
    uint32_t before = p->count;
    if (t->key_words == 2 && t->plan.has_documents) count_shaped(t, p, 2, true);
    else if (t->key_words == 2) count_shaped(t, p, 2, false);
    else if (t->plan.has_documents) count_shaped(t, p, 4, true);
    else count_shaped(t, p, 4, false);
    t->entries += p->count - before;
    uint32_t *entries = realloc(p->entries, (size_t)p->count * t->entry_words * sizeof *entries);
    if (entries != NULL) p->entries = entries;
}

static void count_waiting(tally *t)
{
    for (size_t i = 0; i < open_partitions(t); i++) {
        partition *p = &t->partitions[i];
        if (p->waiting > 0 && t->state == STATUS_OK) count_partition(t, p);
        p->waiting = 0;
        while (is_full(t) && t->state == STATUS_OK) halve_pass(t);
    }
    t->used = 0;
    t->limit = chunks_worth_waiting(t);
}

/* A chunk more for what waits in a partition; false when there is none, or it is not of this pass
 * any more. */
static bool add_chunk(tally *t, partition *p)
{
    if (t->used >= t->limit) count_waiting(t);
    if (t->state != STATUS_OK || p >= t->partitions + open_partitions(t)) return false;
    if (p->waiting == 0) p->first = t->used;
    else t->next[p->last] = t->used;
    p->last = t->used++;
    return true;
}

void tally_add(tally *t, tally_key key, uint32_t count, uint32_t document)
{
    uint64_t hash = hash_of(key) >> 32;
    if (hash < t->from || hash >= t->to) return;
    partition *p = &t->partitions[(hash - t->from) >> t->shift];
    if (p->waiting % CHUNK == 0 && !add_chunk(t, p)) return;
    uint32_t *number = t->waiting + ((size_t)p->last * CHUNK + p->waiting++ % CHUNK) * t->words;
    put_key(number, t->key_words, key);
    number[t->key_words] = count;
    if (t->plan.has_documents) number[t->key_words + 1] = document;
}

void tally_add_sum(tally *t, tally_key key, uint32_t count, uint32_t documents)
{
    tally_add(t, key, count, DOCUMENTS + documents);
}

/* --- Passes --- */

static bool is_enough(const tally *t, const uint32_t *entry)
{
    return entry[t->key_words] >= t->plan.minimum;
}

static size_t count_enough(const tally *t)
{
    size_t enough = 0;
    for (const partition *p = t->partitions; p < t->partitions + PARTITIONS; p++)
        for (uint32_t i = 0; i < p->count; i++)
            enough += is_enough(t, p->entries + (size_t)i * t->entry_words);
    return enough;
}

/* The partitions are freed one by one, so that their entries and what is kept of them never lie
 * side by side. */
static status keep(tally *t, error *e)
{
    size_t more = count_enough(t), size = t->words * sizeof *t->kept;
    if ((t->kept_count + more) * size > t->plan.kept_bytes)
        return error_set(e, STATUS_LIMIT,
                         "more than %zu different ones occur at least %u times: a higher minimum "
                         "keeps fewer",
                         t->plan.kept_bytes / size, t->plan.minimum > 0 ? t->plan.minimum : 1);
    uint32_t *kept = realloc(t->kept, (t->kept_count + more) * size + 1);
    if (kept == NULL) return error_memory(e);
    t->kept = kept;
    for (partition *p = t->partitions; p < t->partitions + PARTITIONS; p++) {
        for (uint32_t i = 0; i < p->count; i++) {
            const uint32_t *entry = p->entries + (size_t)i * t->entry_words;
            if (is_enough(t, entry)) memcpy(kept + t->kept_count++ * t->words, entry, size);
        }
        drop(t, p);
    }
    return STATUS_OK;
}

status tally_end_pass(tally *t, bool *again, error *e)
{
    count_waiting(t);
    uint64_t width = t->to - t->from;
    *again = t->state == STATUS_OK && t->to < HASHES;
    if (!*again) {
        free(t->waiting);
        t->waiting = NULL;
    }
    if (t->state == STATUS_NO_MEMORY) return error_memory(e);
    if (t->state != STATUS_OK) return error_set(e, t->state, "%s", t->problem);
    t->from = t->to;
    t->to = t->from + width;
    t->shift = (unsigned)__builtin_ctzll(width) - PARTITION_BITS;
    return keep(t, e);
}

size_t tally_count(const tally *t) { return t->kept_count; }

tally_entry tally_at(const tally *t, size_t index)
{
    const uint32_t *entry = t->kept + index * t->words, *counts = entry + t->key_words;
    return (tally_entry){ key_in(entry, t->key_words), counts[0],
                          t->plan.has_documents ? counts[1] : 0 };
}

static void swap(uint32_t *a, uint32_t *b, unsigned words)
{
    for (unsigned i = 0; i < words; i++) {
        uint32_t held = a[i];
        a[i] = b[i];
        b[i] = held;
    }
}

/* Each entry goes to where its group is filled next; what lay there goes on from here (McIlroy,
 * Bostic & McIlroy 1993, "Engineering radix sort"). */
void tally_gather(tally *t, uint32_t (*group_of)(const void *context, tally_key key),
                  const void *context, size_t *next, const size_t *ends, size_t groups)
{
    for (size_t group = 0; group < groups; group++)
        while (next[group] < ends[group]) {
            uint32_t *entry = t->kept + next[group] * t->words;
            uint32_t its = group_of(context, key_in(entry, t->key_words));
            if (its != group) swap(entry, t->kept + next[its] * t->words, t->words);
            next[its]++;
        }
}

static int by_key(const void *a, const void *b, void *t)
{
    unsigned words = ((const tally *)t)->key_words;
    tally_key x = key_in(a, words), y = key_in(b, words);
    return (x > y) - (x < y);
}

void tally_sort(tally *t)
{
    if (t->kept_count > 1) qsort_r(t->kept, t->kept_count, t->words * sizeof *t->kept, by_key, t);
}
