/* What a query is made of: for the files query*.c alone. */
#ifndef MOONLEAF_CORPUS_QUERY_PARTS_H
#define MOONLEAF_CORPUS_QUERY_PARTS_H

#include "base/arena.h"
#include "corpus/query.h"
#include "corpus/view.h"
#include "store/layer.h"
#include "store/segment.h"
#include "text/regex.h"

typedef enum word_kind {
    WORD_FORM,  /* the form, folded unless it keeps its case */
    WORD_GLOB,  /* a form with * in it */
    WORD_REGEX, /* over whole forms */
    WORD_STEM,  /* forms with its stem in the language where they stand */
    WORD_RUN,   /* characters of a script without spaces, however they are cut into words */
    WORD_LAYER, /* an annotation of the token */
} word_kind;

/* One of the alternatives at a position. */
typedef struct query_word {
    word_kind kind;
    bool keeps_case, drops_accents;
    const char *text; /* folded unless it keeps its case; of WORD_LAYER as written */
    size_t length;
    const char *layer; /* of WORD_LAYER: its name */
    regex *pattern;    /* of WORD_REGEX */
    size_t column;     /* where it stands, for errors */
} query_word;

/* Ids of types, rising, and the same as bits for lowest .. lowest + range. */
typedef struct type_set {
    number_list ids;
    uint32_t lowest, range;
    uint64_t *bits;
} type_set;

/* Types that a word stands for in one language alone: those with its stem there. */
typedef struct language_types {
    const query_word *word;
    language_tag language;
    const char *stem;
    size_t length;
    number_list ids;
} language_types;

/* A token of the type takes a run on from its character `from` to `to`. */
typedef struct run_step {
    uint32_t type;
    uint8_t from, to;
} run_step;

typedef struct query_run {
    const char *text;
    uint8_t count;        /* of its characters */
    LIST(run_step) steps; /* by type */
} query_run;

/* A place in a phrase: one of several words, or a gap. */
typedef struct query_position {
    LIST(query_word) words;
    bool is_gap;
    uint32_t least, most;       /* words that a gap passes over */
    type_set types;             /* that match, or that may begin a match; for the index */
    type_set certain;           /* those that match wherever they stand, in one token */
    LIST(language_types) stems; /* those that match where the language is that */
    LIST(query_run) runs;
    bool has_annotations;
    number_list annotated; /* tokens of the document that is examined, by their layers */
} query_position;

typedef LIST(query_position) query_phrase; /* one word or several */

typedef enum query_unit { UNIT_SENTENCE, UNIT_PARAGRAPH, UNIT_DOCUMENT, UNITS } query_unit;

/* A word or phrase (one part), or several that stand near one another. */
typedef struct query_term {
    LIST(query_phrase) parts;
    uint32_t distance;      /* words that may lie between the first part and the last */
    query_unit unit;        /* that it does not leave */
    bool is_wanted;         /* it stands outside NOT: it makes hits and score */
    posting_list documents; /* rising, that may hold it; how often, when it is indexed */
    size_t found;           /* hits in the document that is examined */
} query_term;

typedef enum filter_kind { FILTER_LANGUAGE, FILTER_ROLE, FILTER_TITLE, FILTERS } filter_kind;

/* What must hold where hits of the terms [first, end) lie. */
typedef struct query_filter {
    filter_kind kind;
    bool is_negated;
    const char *text; /* of a title: its words, folded, with a space around each */
    size_t first, end;
} query_filter;

typedef enum query_kind { QUERY_TERM, QUERY_AND, QUERY_OR, QUERY_NOT } query_kind;

typedef struct query_node {
    query_kind kind;
    struct query_node *left, *right; /* NOT has `left` alone */
    size_t term;                     /* of a QUERY_TERM */
} query_node;

struct query {
    arena memory;
    LIST(query_term) terms;
    LIST(query_filter) filters;
    query_node *root;
    segmenter *words; /* lent by who parsed it */
    store *resolved;  /* the corpus that the types are of */
    uint8_t *kinds;   /* of types: token_kind + 1, as far as they were asked for */
    uint32_t types;   /* how many there are */
    bool has_begun;
    posting_list among; /* the documents that are asked, rising; count: words and numbers */
};

/* Reads the words of text[at) into a phrase; `*state` is sticky. */
status query_read_phrase(query *q, const char *text, span at, bool is_quoted, query_phrase *phrase,
                         error *e);

/* Where the word that begins at `at` ends: at white space or one of `stops`, but not within a
 * /regex/. STATUS_USAGE when that is not closed. */
status query_word_end(const char *text, size_t at, size_t stop, const char *stops, size_t *end,
                      error *e);

/* Bytes of the white space at an offset, 0 when there is none. */
size_t query_space_at(const char *text, size_t at);

/* "column 3: what went wrong", and how it is written when `example` (of query_operators) is not
 * NULL. */
status query_wrong(error *e, const char *text, size_t at, const char *what, const char *example);

/* Finds the types of every position. Once a corpus. */
status query_resolve(query *q, store *s, error *e);

/* Sorts and drops what is there twice. */
void numbers_sort(number_list *numbers);

/* True when the index knows how often and where a term is: one word, wherever it stands. */
bool query_is_indexed(const query *q, const query_term *term);

/* The tokens of one document. query_text_close must follow the opening, whatever came of it. */
typedef struct query_text {
    statement row; /* lends bytes to `view` until query_text_close */
    int64_t document;
    view view; /* of tokens alone; places, blocks and languages when they are needed */
    bool has_ids, has_places;
} query_text;

status query_text_open(query_text *t, store *s, int64_t document, error *e);
status query_text_close(query_text *t);

/* Lends the bytes of a part of its tokens to the view, where they are not there yet: each that is
 * asked for is copied from the file. The numbers are those of the row's columns. */
typedef enum query_text_part { PART_IDS = 1, PART_PLACES, PART_SENTENCES } query_text_part;
status query_text_lend(query_text *t, query_text_part part, error *e);

/* Decodes the ids of its tokens and where sentences begin. */
status query_text_ids(query_text *t, error *e);

/* Appends the hits of a term, in order of their first tokens. */
status query_find(query *q, query_text *t, size_t term, hit_list *hits, error *e);

/* Sorts hits of several terms and drops those that are there twice. */
void query_hits_sort(hit_list *hits);

#endif
