/* Counting a corpus by going once over its token streams: words and n-grams, near a node or not, a
 * part and a language at a time. Ids are counted, never texts. */
#ifndef MOONLEAF_CORPUS_SCAN_H
#define MOONLEAF_CORPUS_SCAN_H

#include "corpus/frequencies.h"
#include "corpus/query.h"

/* A document to be counted, and the part of the corpus that it belongs to. */
typedef struct scan_document {
    int64_t id;
    uint32_t part;
} scan_document;

typedef LIST(scan_document) scan_document_list;

enum { SCAN_LANGUAGES = 255 }; /* more are told apart in no corpus */

typedef enum node_use {
    NODE_NONE,
    NODE_COUNTED, /* its hits are counted beside the rest */
    NODE_HELD,    /* n-grams that hold a hit are counted, no others */
    NODE_NEAR,    /* words in the window around a hit are part 0, all others part 1 */
} node_use;

typedef struct scan_request {
    count_by by;
    token_choice choice;
    unsigned n, gap;      /* 1 .. LONGEST_NGRAM words; so many may be left out between them */
    const char *language; /* only tokens in it ("en" stands for en-GB too); NULL for all */
    bool by_language;     /* a group each language; else all languages are one, "" */
    unsigned roles;       /* only blocks with these roles, 1 << block_role; 0 for all */
    scan_document_list documents;
    uint32_t parts; /* of the documents: 1 .. */
    uint32_t equal; /* instead of the documents' parts so many of equal length, a language at a
                       time; 0 for none */
    uint32_t minimum;
    bool has_documents; /* entries say in how many documents they are */
    query *node;
    node_use use;
    uint32_t left, right; /* the window, in tokens that count; it ends with the sentence */
} scan_request;

/* N-grams pass over what does not count, and end with a sentence, a language, a block that is left
 * out, and (of CHOICE_WORDS) a number. With a gap all choices of n words of which up to `gap`
 * between the first and the last are left out are counted (k-skip-n-grams, Guthrie et al. 2006). A
 * token near several hits is counted once. Fails with STATUS_LIMIT when what is asked for fits no
 * memory. */
status scan_corpus(store *s, const scan_request *request, frequencies **out, error *e);

#endif
