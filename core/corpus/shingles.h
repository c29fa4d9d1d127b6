/* Shingles: runs of n words that stand in a corpus more than once, and how far two places go on
 * alike.
 *
 * Of every window of w shingles the one with the least hash is a sample (winnowing: Schleimer,
 * Wilkerson & Aiken 2003), so that any run of n + w - 1 words that is there twice has a sample that
 * is there twice. Two passes over the streams: the first marks in a table of bits which hashes come
 * again, the second keeps their places. Hashes choose; what is alike is compared word by word. */
#ifndef MOONLEAF_CORPUS_SHINGLES_H
#define MOONLEAF_CORPUS_SHINGLES_H

#include "corpus/scan.h"

typedef struct shingles shingles;

/* A place of a sample: its document, by its index in the request, and the first token. */
typedef struct shingle_place {
    uint64_t hash;
    uint32_t document, token;
} shingle_place;

/* Samples of `words` words out of windows of `window`, of the documents, languages, roles and
 * tokens of the request, which the shingles take over nothing of and must outlive. STATUS_USAGE for
 * stems, which differ between languages. */
status shingles_open(store *s, const scan_request *request, uint32_t words, uint32_t window,
                     shingles **out, error *e);
void shingles_close(shingles *s); /* NULL is allowed */

/* Samples that are there more than once. Places are numbered so that those of one sample follow one
 * another, by document and token. */
size_t shingles_count(const shingles *s);
const shingle_place *shingles_place(const shingles *s, size_t number);

/* The number of the place that is `at`-th in the corpus, by document and token. */
size_t shingles_number(const shingles *s, size_t at);

/* The number of the first place of the same sample, and how many there are. */
size_t shingles_first(const shingles *s, size_t number, size_t *count);

/* What two places have in common: tokens [first, last] of each, and how many words count. */
typedef struct shared_run {
    uint32_t first[2], last[2], words;
} shared_run;

/* The longest common run through the places of two numbers, the earlier first; in one document its
 * two sides do not overlap. No words when only the hashes are alike. */
status shingles_run(shingles *s, size_t a, size_t b, shared_run *run, error *e);

#endif
