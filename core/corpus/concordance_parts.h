/* What a concordance is made of: for concordance.c and concordance_lines.c alone. */
#ifndef MOONLEAF_CORPUS_CONCORDANCE_PARTS_H
#define MOONLEAF_CORPUS_CONCORDANCE_PARTS_H

#include "corpus/concordance.h"
#include "corpus/query_parts.h"
#include "text/fold.h"

/* A hit: tokens of the document at that position in `documents`. */
typedef struct concordance_row {
    uint32_t document, first, last;
} concordance_row;

typedef struct ranked_form {
    const char *form;
    uint32_t type;
} ranked_form;

typedef LIST(ranked_form) ranked_form_list;

struct concordance {
    store *in;
    query *q;
    id_list documents;
    uint32_t context;
    bool by_sentence;
    sort_key_list sort;
    size_t limit, sample; /* lines that are still wanted */
    uint64_t random, seen;
    size_t next_document;
    hit_list hits; /* of one document */
    LIST(concordance_row) rows;
    number_list keys; /* sort.count + 1 a row, when they are sorted */
    size_t next_row;
    bool has_all;
    concordance_line_list lines;
    buffer texts; /* of the lines */
};

/* Fills `lines` for the rows, in their order. */
status concordance_read_lines(concordance *c, const concordance_row *rows, size_t count, error *e);

#endif
