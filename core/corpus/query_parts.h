/* What a query is made of: for query_parse.c, query_find.c and query.c alone. */
#ifndef MOONLEAF_CORPUS_QUERY_PARTS_H
#define MOONLEAF_CORPUS_QUERY_PARTS_H

#include "base/arena.h"
#include "base/map.h"
#include "corpus/query.h"
#include "store/segment.h"
#include "store/stream.h"

/* One token of a word or phrase. */
typedef struct query_position {
    const char *folded;
    size_t length;
    bool is_prefix;
    number_list types;      /* that match it, rising; filled when a corpus is asked */
    uint32_t lowest, range; /* the same as bits, for lowest .. lowest + range */
    uint64_t *bits;
} query_position;

typedef LIST(query_position) position_list;

/* A word (one position) or a phrase. */
typedef struct query_term {
    position_list positions;
    bool is_wanted; /* it stands outside NOT: it makes hits and score */
} query_term;

typedef enum query_kind { QUERY_TERM, QUERY_AND, QUERY_OR, QUERY_NOT } query_kind;

typedef struct query_node {
    query_kind kind;
    struct query_node *left, *right; /* NOT has `left` alone */
    size_t term;                     /* of a QUERY_TERM */
} query_node;

struct query {
    arena memory;
    LIST(query_term) terms;
    query_node *root;
    store *resolved; /* the corpus that the types are of */
    map *kinds;      /* type id (its 4 bytes) -> token_kind + 1, as far as they were asked for */
};

/* Finds the types of every position. Once a corpus. */
status query_resolve(query *q, store *s, error *e);

/* Sorts and drops what is there twice. */
void numbers_sort(number_list *numbers);

/* The tokens of one document. query_text_close must follow the opening, whatever came of it. */
typedef struct query_text {
    statement row; /* lends the bytes of `tokens` until query_text_close */
    int64_t document;
    stream tokens;
    uint32_t *ids;      /* NULL until they are needed */
    number_list starts; /* of sentences; likewise */
} query_text;

status query_text_open(query_text *t, store *s, int64_t document, error *e);
status query_text_close(query_text *t);

/* Tokens [first, last] of a hit. */
typedef struct query_hit {
    uint32_t first, last;
} query_hit;

typedef LIST(query_hit) hit_list;

/* Appends the hits of a term, in order of their first tokens. */
status query_find(query *q, store *s, const query_term *term, query_text *t, hit_list *hits,
                  error *e);

/* Sorts hits of several terms and drops those that are there twice. */
void query_hits_sort(hit_list *hits);

#endif
