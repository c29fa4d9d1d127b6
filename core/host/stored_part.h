/* Rows on their way from the store to plugin code, with the columns they have: behind the document
 * of an analysis that uses them, and as the answer to a script.
 *
 * A list of tables says the columns; each row begins with the number of its table. */
#ifndef MOONLEAF_HOST_STORED_PART_H
#define MOONLEAF_HOST_STORED_PART_H

#include "base/frame.h"
#include "store/results.h"

void stored_put_tables(buffer *out, const row_table *tables, size_t count);

/* Appends the rows of (plugin, options) that are stored for the document: the plugin's name, its
 * tables, the rows. */
status stored_put_rows(buffer *out, store *s, const char *plugin, const char *options,
                       const row_table *tables, size_t count, int64_t document, error *e);

/* One result of those that stored_put_rows wrote. Borrowed from the bytes it was found in. */
typedef struct stored_part {
    reader tables, rows;
} stored_part;

/* Looks for a plugin's result among `count` of them, which begin the bytes as a number; false when
 * it is not there. */
bool stored_part_find(const char *bytes, size_t length, const char *plugin, stored_part *found);

/* Moves the copy of a list of tables to the columns of one: its name ("" for the only one) and how
 * many columns it has. Then come stored_read_column's. The reader fails when there is no such
 * table. */
const char *stored_read_table(reader *tables, uint64_t number, size_t *columns);
const char *stored_read_column(reader *tables, column_type *type);

#endif
