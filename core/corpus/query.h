/* Queries: which documents hold what, and where in them.
 *
 * What may be written is in the table `query_operators`, which `moonleaf help query` prints and
 * which the parser's errors quote. A query has terms: words, phrases and NEAR(), joined by AND, OR
 * and NOT, which speak of documents. A hit is a run of tokens that a term outside NOT matches.
 *
 * The index answers which documents; positions come from decoding their streams. No text is
 * tokenised again but the query. */
#ifndef MOONLEAF_CORPUS_QUERY_H
#define MOONLEAF_CORPUS_QUERY_H

#include "corpus/where.h"
#include "store/store.h"
#include "store/stream.h"
#include "text/sentences.h"
#include "text/words.h"

typedef struct query query;

/* A thing that a query may hold, by an example. */
typedef struct query_operator {
    const char *example, *help;
} query_operator;

extern const query_operator query_operators[]; /* ends with a NULL example */

/* STATUS_USAGE says what is wrong and where ("column 9: a quotation mark is not closed"). */
status query_parse(const char *text, segmenter *words, query **out, error *e);
void query_free(query *q); /* NULL is allowed */

/* A document that matches, with its score by BM25 (Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75,
 * over the query's terms outside NOT). */
typedef struct match {
    int64_t document;
    double score;
    uint32_t hits;
} match;

typedef LIST(match) match_list;

/* Appends the matching documents, best first, ties by id. `among` limits them to these ids, NULL
 * for all. */
status query_documents(store *s, query *q, const id_list *among, match_list *matches, error *e);

/* Tokens [first, last] of a hit. */
typedef struct query_hit {
    uint32_t first, last;
} query_hit;

typedef LIST(query_hit) hit_list;

/* Looks in the index which of the documents `among` (NULL for all) may match; before
 * query_examine. */
status query_begin(store *s, query *q, const id_list *among, error *e);

/* Whether the document matches; if so, appends its hits in text order. Nothing is read of a
 * document that the index rules out. */
status query_examine(query *q, int64_t document, bool *matches, hit_list *hits, error *e);

/* Appends the spans of the hits in one document, in text order, whether it matches or not. */
status query_hits(store *s, query *q, int64_t document, span_list *hits, error *e);

#endif
