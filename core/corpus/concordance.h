/* Concordances: the hits of a query, each between the words around it (key word in context).
 *
 * Without an order or a sample of their own, lines come document by document while they are read,
 * so the first are there at once. Else all hits are gathered first, as numbers alone (a few dozen
 * bytes each), put in order, and the texts are read in large batches, each document once a batch.
 */
#ifndef MOONLEAF_CORPUS_CONCORDANCE_H
#define MOONLEAF_CORPUS_CONCORDANCE_H

#include "corpus/query.h"

/* What lines are sorted by: the n-th word left ('L') or right ('R') of the hit or in it ('C'), or
 * the document ('D'). */
typedef struct sort_key {
    char side;
    uint32_t n;
} sort_key;

typedef LIST(sort_key) sort_key_list;

/* Reads "R1 R2 L1", "centre", "document" and chains of them, parted by spaces or commas.
 * STATUS_USAGE says what may stand there. */
status concordance_read_sort(const char *text, sort_key_list *keys, error *e);

typedef struct concordance_wish {
    const id_list *documents; /* to look at, in this order */
    uint32_t context;         /* words on either side; punctuation is not counted */
    bool by_sentence;         /* instead: the rest of the sentence on either side */
    const sort_key_list *sort;
    size_t limit, sample; /* lines; SIZE_MAX: all */
    uint64_t seed;        /* of the sample, in which every hit has the same chance */
} concordance_wish;

/* A line. Its texts have single spaces where the text has white space, and none at their ends. */
typedef struct concordance_line {
    int64_t document;
    const char *name; /* of the document */
    span at;          /* of the hit */
    uint32_t page;
    const char *left, *match, *right, *quoted; /* quoted: the hit as it stands in the text */
    uint32_t left_length, match_length, right_length, quoted_length;
} concordance_line;

typedef LIST(concordance_line) concordance_line_list;

typedef struct concordance concordance;

/* The store and the query must outlive it; what the wish points to is copied. */
status concordance_open(store *s, query *q, const concordance_wish *wish, concordance **out,
                        error *e);
void concordance_close(concordance *c); /* NULL is allowed */

/* The next lines, which live until the next call; none at the end. */
status concordance_next(concordance *c, const concordance_line_list **lines, error *e);

#endif
