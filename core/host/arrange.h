/* What people want of a result's rows: which columns, in which order, how many.
 *
 * Rows pass through as cells (output.h) on their way to the format. Sorting needs all of them: they
 * wait in a database of SQLite's own that goes to a temporary file when they are many, so memory
 * stays bounded. Numbers sort as numbers, dates and JSON by their characters, all other text by
 * Unicode's collation; what is missing comes last, and rows that are alike stay as they came. */
#ifndef MOONLEAF_HOST_ARRANGE_H
#define MOONLEAF_HOST_ARRANGE_H

#include "base/buffer.h"
#include "store/results.h"

typedef struct arrangement {
    const char *columns; /* "word,count"; NULL: all, as they are */
    const char *sort;    /* "-count,word": falling by count, then by word; NULL: as they come */
    size_t limit;        /* rows; 0: all */
} arrangement;

/* STATUS_USAGE, with the nearest name, when --columns or --sort name none of these columns. */
status arrangement_check(const arrangement *a, const column *columns, size_t count, error *e);

typedef struct arranger arranger;

/* Names that are no columns here are passed over: they may be another table's. NULL in `out` when
 * there is nothing to do. */
status arranger_open(const arrangement *a, const column *columns, size_t count, arranger **out,
                     error *e);
void arranger_close(arranger *a);

/* The columns that rows have behind it. */
const column *arranger_columns(const arranger *a, size_t *count);

/* Takes whole rows and appends to `out` what goes on at once. */
status arranger_take(arranger *a, const buffer *rows, buffer *out, error *e);

/* No further row is wanted behind those taken and `more`. */
bool arranger_is_full(const arranger *a, size_t more);

/* When all rows are taken: appends some of those that waited; none are left when it appends none.
 */
status arranger_give(arranger *a, buffer *out, error *e);

#endif
