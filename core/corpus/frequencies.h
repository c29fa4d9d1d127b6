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
    unsigned n, word_bits, language_bits, part_bits, key_bits; /* the last: of all together */
    LIST(frequency_group) groups; /* by part, then by falling tokens, then by language */
    map *languages;               /* tags by their number; one that is "" when they are one */
    uint32_t *numbers;            /* by language and part: index of the group + 1 */
    size_t *starts;               /* by group: its first entry, while they are gathered */
    bool is_gathered;             /* the entries of a group lie together */
} frequencies;

void frequencies_free(frequencies *f); /* NULL is allowed */

/* The key of an entry without language and part; and these. */
typedef struct frequency_place {
    tally_key words;
    uint32_t language, part;
} frequency_place;

frequency_place frequencies_place(const frequencies *f, tally_key key);

/* The index of the group of an entry. */
uint32_t frequencies_group(const frequencies *f, const frequency_place *place);

/* Numbers the groups, once their list stands, and counts what is distinct in each. */
status frequencies_close_groups(frequencies *f, error *e);

/* Sorts the entries by their words, then by language and part. */
void frequencies_sort(frequencies *f);

/* Reads the texts of all words, for who asks for those of any entries below. */
status frequencies_read(frequencies *f, error *e);

/* Appends the words of a key, joined by a space; and the order of two by their bytes. The texts of
 * the words must have been read: an order does so for its entries. */
void frequencies_append(const frequencies *f, tally_key words, buffer *out);
int frequencies_compare(const frequencies *f, tally_key a, tally_key b);

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
status frequencies_counter(frequencies *f, const frequency_group *group, counter *out, error *e);

#endif
