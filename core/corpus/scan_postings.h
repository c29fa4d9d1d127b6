/* Words counted from the index, which knows how often each document holds each type: the streams of
 * documents that are in one language need not be decoded then. */
#ifndef MOONLEAF_CORPUS_SCAN_POSTINGS_H
#define MOONLEAF_CORPUS_SCAN_POSTINGS_H

#include "corpus/frequencies.h"
#include "corpus/scan.h"

/* What is counted of a document. */
typedef struct indexed_document {
    uint32_t group;  /* index of the group of its words; or one of these */
    uint32_t key;    /* the last that was counted in it */
    uint32_t number; /* its place in the request + 1; 0 for a document that is not in it */
} indexed_document;

#define INDEXED_NOT (UINT32_MAX - 1) /* it is to be decoded */
#define INDEXED_LEFT_OUT UINT32_MAX  /* it is in a language that is not counted */

typedef struct scan_postings {
    store *in;
    const scan_request *request;
    int64_t first; /* id of the first of the documents */
    size_t count;  /* 0 when the index is no help */
    indexed_document *documents;
} scan_postings;

/* Looks which documents can be counted from the index: `group_of` is asked for the group of each
 * (by its place in the request and its language). All of them where languages make no difference,
 * else those in one language; none when n-grams, roles, stems, equal parts or a node are asked for,
 * or few documents of many. */
status scan_postings_open(scan_postings *p, store *s, const scan_request *request,
                          status (*group_of)(void *context, size_t place, const char *language,
                                             uint32_t *group),
                          void *context, error *e);
void scan_postings_close(scan_postings *p);

/* Must the document be decoded? */
static inline bool scan_postings_leaves(const scan_postings *p, int64_t id)
{
    return p->count == 0 || p->documents[id - p->first].group == INDEXED_NOT;
}

/* Adds their words to the entries of `out`; and to its groups what is known of them, unless it is
 * there from an earlier pass. */
status scan_postings_count(scan_postings *p, frequencies *out, frequency_group *groups,
                           size_t group_count, bool is_again, error *e);

#endif
