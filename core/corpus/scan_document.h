/* One document as a scan sees it: its tokens as type ids, its sentences, which stretches of it are
 * in which language, and where the hits of the node are. */
#ifndef MOONLEAF_CORPUS_SCAN_DOCUMENT_H
#define MOONLEAF_CORPUS_SCAN_DOCUMENT_H

#include "corpus/scan.h"
#include "store/stream.h"
#include "text/block.h"

/* Tokens from `first` on, up to the next stretch. */
typedef struct scan_stretch {
    uint32_t first;
    uint32_t language; /* its number; 0 when languages are not told apart */
    language_tag tag;
    uint32_t *keys; /* of the vocabulary for it */
    bool is_in;     /* by language and role */
} scan_stretch;

/* What the node makes of a token. */
enum { MARK_HIT = 1, MARK_NEAR = 2 }; /* a hit begins here; it is in a window */

/* Tokens [first, last] of a hit. */
typedef struct scan_hit {
    uint32_t first, last;
} scan_hit;

typedef struct scan_tokens {
    store *in;
    const scan_request *request;
    vocabulary *words;
    map *languages;
    bool needs_blocks;
    bool has_sentences; /* else they make no difference, and are not read */
    match_list matches; /* documents with the node, by id */

    uint32_t count;
    uint32_t *ids;
    number_list starts;           /* of sentences */
    LIST(scan_stretch) stretches; /* the first begins at token 0 */
    span *places;                 /* NULL until they are needed */
    span_list spans;              /* of the hits, in bytes */
    LIST(scan_hit) hits;
    uint8_t *marks; /* by token; NULL when the node is not there, like `ends` */
    uint32_t *ends; /* by token: the nearest end of the hits that begin there or later */
} scan_tokens;

status scan_tokens_open(scan_tokens *t, store *s, const scan_request *request, vocabulary *words,
                        map *languages, error *e);
void scan_tokens_close(scan_tokens *t);

/* Reads a document in place of the one before. */
status scan_tokens_read(scan_tokens *t, int64_t id, error *e);

/* Is a tag that language's? "en" stands for en-GB too. */
bool scan_is_language(const char *tag, const char *wanted);

/* The number of a group of languages, added when it is new. */
status scan_language(map *languages, const char *tag, uint32_t *number, error *e);

static inline bool scan_has_mark(const scan_tokens *t, uint32_t at, unsigned mark)
{
    return t->marks != NULL && (t->marks[at] & mark) != 0;
}

/* Does a hit lie in tokens [first, last]? */
static inline bool scan_holds_hit(const scan_tokens *t, uint32_t first, uint32_t last)
{
    return t->ends != NULL && t->ends[first] <= last;
}

#endif
