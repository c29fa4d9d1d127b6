#include "corpus/tally.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_SLOTS = 1 << 6,
    AHEAD = 32, /* numbers whose slots are on their way from memory */
};

/* Hashes end at this one: their upper 32 bits are what passes part. */
static const uint64_t HASHES = (uint64_t)1 << 32;

typedef struct pending {
    tally_key key;
    uint64_t hash;
    uint32_t document;
} pending;

/* A slot, and an entry that is kept, is some words of 32 bits: of the key 2 or 4, the count (0: a
 * free slot), then, when documents are counted, their number and the last of them. */
struct tally {
    uint32_t *slots;
    size_t mask, used;
    unsigned key_words, words;
    tally_plan plan;
    uint64_t from, to; /* the hashes of this pass: [from, to) */
    pending ahead[AHEAD];
    unsigned waiting;
    uint32_t *kept;
    size_t kept_count;
    status state;
};

tally *tally_create(const tally_plan *plan)
{
    tally *t = calloc(1, sizeof *t);
    if (t == NULL) return NULL;
    t->plan = *plan;
    t->key_words = plan->bits <= 64 ? 2 : 4;
    t->words = t->key_words + (plan->has_documents ? 3 : 1);
    t->to = HASHES;
    t->mask = FIRST_SLOTS - 1;
    t->slots = calloc(FIRST_SLOTS, t->words * sizeof *t->slots);
    if (t->slots != NULL) return t;
    free(t);
    return NULL;
}

void tally_free(tally *t)
{
    if (t == NULL) return;
    free(t->slots);
    free(t->kept);
    free(t);
}

static tally_key key_in(const tally *t, const uint32_t *slot)
{
    uint64_t low, high = 0;
    memcpy(&low, slot, sizeof low);
    if (t->key_words == 4) memcpy(&high, slot + 2, sizeof high);
    return (tally_key)high << 64 | low;
}

static void put_key(const tally *t, uint32_t *slot, tally_key key)
{
    uint64_t low = (uint64_t)key, high = (uint64_t)(key >> 64);
    memcpy(slot, &low, sizeof low);
    if (t->key_words == 4) memcpy(slot + 2, &high, sizeof high);
}

/* The finaliser of MurmurHash3 (Appleby), over both halves. */
static uint64_t hash_of(tally_key key)
{
    uint64_t h = (uint64_t)key ^ (uint64_t)(key >> 64) * 0x9e3779b97f4a7c15u;
    h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
    h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 33;
}

static bool is_in_pass(const tally *t, uint64_t hash) { return hash >> 32 < t->to; }

/* The slot of the key, or the free one where it belongs. */
static inline uint32_t *find(const tally *t, tally_key key, uint64_t hash)
{
    for (size_t at = hash & t->mask;; at = (at + 1) & t->mask) {
        uint32_t *slot = t->slots + at * t->words;
        if (slot[t->key_words] == 0 || key_in(t, slot) == key) return slot;
    }
}

/* Makes the table anew with so many slots and the entries that are in the pass. */
static bool remake(tally *t, size_t size)
{
    uint32_t *old = t->slots;
    size_t old_size = t->mask + 1;
    uint32_t *slots = calloc(size, t->words * sizeof *slots);
    if (slots == NULL) return false;
    t->slots = slots;
    t->mask = size - 1;
    t->used = 0;
    for (size_t i = 0; i < old_size; i++) {
        const uint32_t *entry = old + i * t->words;
        if (entry[t->key_words] == 0) continue;
        tally_key key = key_in(t, entry);
        uint64_t hash = hash_of(key);
        if (!is_in_pass(t, hash)) continue;
        memcpy(find(t, key, hash), entry, t->words * sizeof *entry);
        t->used++;
    }
    free(old);
    return true;
}

/* Room for one more entry: a larger table, or fewer hashes in this pass. */
static bool make_room(tally *t)
{
    size_t size = (t->mask + 1) * 2;
    if (size * t->words * sizeof *t->slots <= t->plan.table_bytes) return remake(t, size);
    t->to = t->from + (t->to - t->from) / 2;
    return remake(t, t->mask + 1);
}

static void count(tally *t, const pending *p)
{
    if (t->used >= t->mask / 4 * 3 && t->state == STATUS_OK && !make_room(t))
        t->state = STATUS_NO_MEMORY;
    if (t->state != STATUS_OK || !is_in_pass(t, p->hash)) return;
    uint32_t *slot = find(t, p->key, p->hash), *counts = slot + t->key_words;
    if (counts[0] == 0) {
        put_key(t, slot, p->key);
        t->used++;
    }
    if (++counts[0] == 0) t->state = STATUS_LIMIT;
    if (!t->plan.has_documents || counts[2] == p->document) return;
    counts[1]++;
    counts[2] = p->document;
}

static void count_waiting(tally *t)
{
    for (unsigned i = 0; i < t->waiting; i++) count(t, &t->ahead[i]);
    t->waiting = 0;
}

void tally_add(tally *t, tally_key key, uint32_t document)
{
    uint64_t hash = hash_of(key);
    if (hash >> 32 < t->from || hash >> 32 >= t->to) return;
    __builtin_prefetch(t->slots + (hash & t->mask) * t->words);
    t->ahead[t->waiting++] = (pending){ key, hash, document };
    if (t->waiting == AHEAD) count_waiting(t);
}

static bool is_enough(const tally *t, const uint32_t *slot)
{
    return slot[t->key_words] > 0 && slot[t->key_words] >= t->plan.minimum;
}

static status keep(tally *t, error *e)
{
    size_t more = 0, size = t->words * sizeof *t->kept;
    for (size_t i = 0; i <= t->mask; i++) more += is_enough(t, t->slots + i * t->words);
    if ((t->kept_count + more) * size > t->plan.kept_bytes)
        return error_set(e, STATUS_LIMIT,
                         "more than %zu different ones occur at least %u times: a higher minimum "
                         "keeps fewer",
                         t->plan.kept_bytes / size, t->plan.minimum > 0 ? t->plan.minimum : 1);
    uint32_t *kept = realloc(t->kept, (t->kept_count + more) * size + 1);
    if (kept == NULL) return error_memory(e);
    t->kept = kept;
    for (size_t i = 0; i <= t->mask; i++) {
        const uint32_t *slot = t->slots + i * t->words;
        if (is_enough(t, slot)) memcpy(kept + t->kept_count++ * t->words, slot, size);
    }
    return STATUS_OK;
}

status tally_end_pass(tally *t, bool *again, error *e)
{
    count_waiting(t);
    *again = false;
    if (t->state == STATUS_NO_MEMORY) return error_memory(e);
    if (t->state != STATUS_OK) return error_set(e, t->state, "a count grows past 32 bits");
    status state = keep(t, e);
    if (state != STATUS_OK) return state;
    uint64_t width = t->to - t->from;
    *again = t->to < HASHES;
    t->from = t->to;
    t->to = HASHES - t->from < width ? HASHES : t->from + width;
    t->used = 0;
    if (*again) {
        memset(t->slots, 0, (t->mask + 1) * t->words * sizeof *t->slots);
        return STATUS_OK;
    }
    free(t->slots);
    t->slots = NULL;
    return STATUS_OK;
}

size_t tally_count(const tally *t) { return t->kept_count; }

tally_entry tally_at(const tally *t, size_t index)
{
    const uint32_t *entry = t->kept + index * t->words, *counts = entry + t->key_words;
    return (tally_entry){ key_in(t, entry), counts[0], t->plan.has_documents ? counts[1] : 0 };
}

status tally_fill(tally *t, const tally_entry *entries, size_t count, error *e)
{
    size_t size = t->words * sizeof *t->kept;
    t->kept = malloc(count * size + 1);
    if (t->kept == NULL) return error_memory(e);
    for (size_t i = 0; i < count; i++) {
        const tally_entry *entry = &entries[i];
        if (entry->count == 0 || entry->count < t->plan.minimum) continue;
        uint32_t *kept = t->kept + t->kept_count++ * t->words;
        put_key(t, kept, entry->key);
        kept[t->key_words] = entry->count;
        if (t->plan.has_documents) kept[t->key_words + 1] = entry->documents;
    }
    return STATUS_OK;
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
            uint32_t its = group_of(context, key_in(t, entry));
            if (its != group) swap(entry, t->kept + next[its] * t->words, t->words);
            next[its]++;
        }
}

static int by_key(const void *a, const void *b, void *t)
{
    tally_key x = key_in(t, a), y = key_in(t, b);
    return (x > y) - (x < y);
}

void tally_sort(tally *t)
{
    if (t->kept_count > 1) qsort_r(t->kept, t->kept_count, t->words * sizeof *t->kept, by_key, t);
}
