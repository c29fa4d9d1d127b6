/* Queries: which documents hold what, and where in them.
 *
 *     summit                 the word, in any case
 *     "shanghai convention"  the words one after the other (positions skip punctuation)
 *     terror*                a prefix
 *     summit astana          both in one document
 *     summit OR meeting      either; NOT binds tighter than AND, AND (or nothing) tighter than OR;
 * parentheses
 *
 * The index answers which documents; positions come from decoding their streams. No text is
 * tokenised again but the query. */
#ifndef MOONLEAF_CORPUS_QUERY_H
#define MOONLEAF_CORPUS_QUERY_H

#include "corpus/where.h"
#include "store/store.h"
#include "text/sentences.h"
#include "text/words.h"

typedef struct query query;

/* STATUS_USAGE says what is wrong and where ("column 9: a quotation mark is not closed"). */
status query_parse(const char *text, segmenter *words, query **out, error *e);
void query_free(query *q); /* NULL is allowed */

/* A document that matches, with its score by BM25 (Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75,
 * over the query's words and phrases outside NOT). */
typedef struct match {
    int64_t document;
    double score;
    uint32_t hits;
} match;

typedef LIST(match) match_list;

/* Appends the matching documents, best first, ties by id. `among` limits them to these ids
 * (rising), NULL for all. */
status query_documents(store *s, query *q, const id_list *among, match_list *matches, error *e);

/* Appends the spans of the hits in one document (words and phrases outside NOT), in text order. */
status query_hits(store *s, query *q, int64_t document, span_list *hits, error *e);

#endif
