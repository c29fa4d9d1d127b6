/* Records of a table as text (RFC 4180): cells between commas, semicolons or tabs, in double quotes
 * where they hold a separator, a line break or a quote, which is then doubled.
 *
 * The reader borrows the text, which holds no NUL. Lines end with LF, CRLF or CR; empty lines are
 * no records. A quote inside of a cell that does not begin with one stands for itself. */
#ifndef MOONLEAF_BASE_CSV_H
#define MOONLEAF_BASE_CSV_H

#include "base/buffer.h"
#include "base/list.h"

typedef struct csv_reader {
    const char *text;
    size_t length, at;
    char separator;
    size_t line;  /* of the record's begin, from 1 */
    size_t count; /* cells of the record; 0 behind the last */
    size_t line_reached;
    buffer cells;        /* each followed by a NUL */
    LIST(size_t) starts; /* of the cells */
} csv_reader;

/* A reader before the first record. A byte order mark is skipped; the separator is the one that the
 * first record has most of. */
csv_reader csv_begin(const char *text, size_t length);

/* Reads the next record. STATUS_USAGE, with the line, for a quote that is never closed or is
 * followed by text. */
status csv_next(csv_reader *r, error *e);

/* Cell `index` < count, until the next record is read. */
const char *csv_cell(const csv_reader *r, size_t index);

void csv_end(csv_reader *r);

#endif
