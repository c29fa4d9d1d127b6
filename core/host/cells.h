/* Rows as text for programs: CSV (RFC 4180), TSV and JSON, straight from the cells of output.h.
 *
 * A span takes three fields (text, start, stop), and a fourth with its document where no column
 * names that, since offsets say nothing without one. Numbers have as few digits as give the same
 * number back. A missing value is nothing in CSV and TSV and null in JSON. */
#ifndef MOONLEAF_HOST_CELLS_H
#define MOONLEAF_HOST_CELLS_H

#include "host/output.h"

typedef enum cells_style {
    CELLS_CSV,
    CELLS_SAFE_CSV,
    CELLS_TSV,
    CELLS_JSON,
    CELLS_STYLES
} cells_style;

/* "csv", "csv_safe" (no text can be a formula of a spreadsheet), "tsv", "json"; CELLS_STYLES for
 * another name. */
cells_style cells_style_find(const char *name);

/* Appends the names of the fields; nothing for JSON. */
void cells_put_header(buffer *out, cells_style style, const column *columns, size_t count);

/* Appends rows, each a line; false when they are broken. */
bool cells_put_rows(buffer *out, cells_style style, const column *columns, size_t count,
                    reader *rows);

#endif
