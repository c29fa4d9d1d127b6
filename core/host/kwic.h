/* Lines of a concordance for people: the left context is aligned to the right and cut at its
 * beginning, so that the hits stand below one another, whatever the scripts are.
 *
 *     002_9d43  … was founded, and the Shanghai Convention on Combating Terrorism, Separatism and …
 *
 * Columns are those of the terminal. What could steer a terminal is seen instead of obeyed. */
#ifndef MOONLEAF_HOST_KWIC_H
#define MOONLEAF_HOST_KWIC_H

#include "host/output.h"

typedef struct kwic_page {
    size_t width;     /* columns of the page */
    bool is_terminal; /* which orders by direction: right-to-left texts are kept apart */
    bool is_coloured; /* hits are bold */
    size_t names;     /* columns of the documents' names; 0 before the first rows */
} kwic_page;

/* True for columns left, match, right (texts) and one span. */
bool kwic_fits(const column *columns, size_t count);

/* Appends a line for each row; false when the rows are broken. */
bool kwic_put_rows(buffer *out, kwic_page *page, reader *rows);

#endif
