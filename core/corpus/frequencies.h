/* Frequencies: what a count of a corpus gave. Words or n-grams with how often they occur, in each
 * part of the corpus and each language.
 *
 * Entries are packed numbers: the keys of the words, then language, then part. Texts are made for
 * the entries that somebody looks at, most frequent first, without sorting the others. */
#ifndef MOONLEAF_CORPUS_FREQUENCIES_H
#define MOONLEAF_CORPUS_FREQUENCIES_H

#include "base/list.h"
#include "base/map.h"
#include "corpus/counter.h"
#include "corpus/tally.h"
#include "corpus/vocabulary.h"

enum { LONGEST_NGRAM = 5 };

/* What was counted of one part of the corpus in one language. */
typedef struct frequency_group {
    uint32_t part, language; /* 0 .. */
    uint64_t tokens;         /* that count */
    uint64_t total;          /* of what was counted: tokens, or n-grams */
    uint64_t distinct;       /* entries, those that reach the minimum */
    uint64_t hits;           /* of the node */
    uint32_t documents;      /* with tokens that count */
    uint32_t last_document;  /* of them, while it is counted */
} frequency_group;

typedef struct frequencies {
    vocabulary *words;
    tally *entries;
    unsigned n, word_bits, language_bits, part_bits;
    LIST(frequency_group) groups; /* by part, then by falling tokens, then by language */
    map *languages;               /* tags by their number; one that is "" when they are one */
} frequencies;

void frequencies_free(frequencies *f); /* NULL is allowed */

/* The key of an entry without language and part; and these. */
typedef struct frequency_place {
    tally_key words;
    uint32_t language, part;
} frequency_place;

frequency_place frequencies_place(const frequencies *f, tally_key key);

/* Appends the words of a key, joined by a space. */
void frequencies_append(const frequencies *f, tally_key words, buffer *out);

/* The entries of a group by falling count, ties by the bytes of the words. Begins as zeros with
 * `of` and `group`; larger and larger pieces are sorted as they are asked for. */
typedef struct frequency_order {
    frequencies *of;
    const frequency_group *group;
    uint64_t *histogram; /* how many entries have a count; the last: that or more */
    uint32_t below;      /* those with a lower count are still to come */
    size_t wanted;
    tally_entry *piece;
    size_t count, at;
} frequency_order;

/* The next entry, or false at the end or on failure. */
bool frequency_order_next(frequency_order *o, tally_entry *entry, status *state, error *e);
void frequency_order_free(frequency_order *o);

/* Adds the entries of a group to a counter, by their words. */
status frequencies_counter(const frequencies *f, const frequency_group *group, counter *out,
                           error *e);

#endif
