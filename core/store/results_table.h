/* The SQL of results: which table and columns the rows of a plugin lie in. For results.c and
 * results_read.c alone. */
#ifndef MOONLEAF_STORE_RESULTS_TABLE_H
#define MOONLEAF_STORE_RESULTS_TABLE_H

#include "store/results.h"

/* A column as declared takes one to three SQL columns: its name with these suffixes. Of a span the
 * third, `_document`, is NULL unless the span lies in another document than its row. */
typedef struct sql_part {
    const char *suffix, *type;
} sql_part;

/* The parts in order; answers how many. */
size_t column_parts(column_type type, const sql_part **parts);

/* "rows_PLUGIN[_TABLE]_XXXXXXXX", the digits from a digest of the names and the column list. */
void append_rows_table(buffer *out, const char *plugin, const row_table *table);

/* `, "a", "evidence_start", "evidence_stop", "evidence_document"`: all SQL columns of a table. */
void append_sql_columns(buffer *out, const row_table *table);

#endif
