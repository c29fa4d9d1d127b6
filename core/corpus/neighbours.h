/* Which groups of a count are most alike: the nearest neighbours of each, by the words that they
 * share.
 *
 * Likeness is accumulated over inverted lists (Zobel & Moffat 2006, "Inverted files for text search
 * engines"), so that a pair costs nothing but the words that both have. Groups of different
 * languages share no words. */
#ifndef MOONLEAF_CORPUS_NEIGHBOURS_H
#define MOONLEAF_CORPUS_NEIGHBOURS_H

#include "corpus/frequencies.h"

/* The cosine of weights (1 + log10 f) * log10(N / n), f being how often the group has the word and
 * n how many of the N groups of the language have it (Salton & Buckley 1988); the same without the
 * second factor; or the words of both sides as a share of the words of either (Jaccard 1912). */
typedef enum likeness { LIKENESS_COSINE, LIKENESS_PLAIN_COSINE, LIKENESS_JACCARD } likeness;

typedef struct neighbour_wish {
    likeness by;
    uint32_t top;          /* neighbours of each group */
    uint64_t least_tokens; /* smaller groups are left out */
    bool (*skips)(void *context, tally_key words, uint32_t language); /* or NULL: these words are
                                                                         none of any group */
    void *context;
} neighbour_wish;

typedef struct neighbour {
    uint32_t group; /* index among the groups of the count */
    double likeness;
} neighbour;

enum { SHARED_WORDS = 20 }; /* most that neighbours_shared gives */

typedef struct neighbours neighbours;

/* The count is of single words or n-grams in groups; its entries are sorted by this. All that is
 * held stands in `out` from the beginning, so that `skips` may leave by a Lua error; who calls
 * frees it whatever comes. */
status neighbours_find(frequencies *f, const neighbour_wish *wish, neighbours **out, error *e);
void neighbours_free(neighbours *n); /* NULL is allowed */

/* The neighbours of a group, most alike first, ties by their order; those that share nothing are
 * none. */
const neighbour *neighbours_of(const neighbours *n, uint32_t group, size_t *count);

/* The words of both groups that weigh most, as keys for frequencies_append: at most `most` (to
 * SHARED_WORDS) of them, ties by their bytes; how many is answered. */
size_t neighbours_shared(const neighbours *n, uint32_t a, uint32_t b, tally_key *words,
                         size_t most);

#endif
