/* Results: the typed rows of analyses, kept a call at a time, with a view a plugin.
 *
 * A call is one plugin with one set of options on one document (document 0: on the whole corpus).
 * Its rows are all there or not at all. Rows lie in a table per plugin, row table and column list;
 * columns of type span take two SQL columns (evidence_start, evidence_stop) in it. The view of the
 * plugin's name (NAME, or NAME_TABLE for a plugin with several row tables) shows the current rows
 * at default options: row, document, document's name, then the declared columns, a span column
 * `evidence` as three (evidence: the quoted text, evidence_start, evidence_stop). It is plain SQL
 * that any SQLite tool runs. */
#ifndef MOONLEAF_STORE_RESULTS_H
#define MOONLEAF_STORE_RESULTS_H

#include "store/store.h"

typedef struct column {
    char *name;
    column_type type;
    char *help;
} column;

/* One kind of row. `name` is "" when the plugin declares `columns` and has but one. */
typedef struct row_table {
    char *name;
    column *columns;
    size_t count;
} row_table;

/* What identifies a call: `options` is canonical JSON of the values that differ from the defaults
 * ("{}" at defaults). */
typedef struct result_call {
    const char *plugin, *options, *key;
    int64_t document;
} result_call;

/* Makes the tables and views that `tables` need where they are missing or of other columns.
 * STATUS_PLUGIN when a name is no good: a plugin's and a table's name match ^[a-z][a-z0-9_]*$, are
 * no SQL keyword and no core table; a column's likewise, and not "row", "document", "name". */
status results_prepare(store *s, const char *plugin, const row_table *tables, size_t count,
                       error *e);

/* True in `found` when the call's rows are stored under the same key. */
status results_have(store *s, const result_call *call, bool *found, error *e);

/* Stores a call inside the open transaction: takes away what was stored for (plugin, options,
 * document), then results_add each row (values as the table's columns), then all is there with the
 * commit. */
status results_begin(store *s, const result_call *call, const row_table *tables, size_t count,
                     int64_t *result, error *e);
status results_add(store *s, int64_t result, const char *plugin, const row_table *table,
                   const value *values, error *e);

/* Reads the rows of (plugin, options) in the order of `documents` (ids), then of emission. Values
 * are those of the columns; a span carries its document in `integer`. `visit` answers STATUS_OK to
 * go on. The values live until it returns. */
typedef status (*row_visitor)(void *context, int64_t row, int64_t document, const value *values,
                              error *e);
status results_read(store *s, const char *plugin, const char *options, const row_table *table,
                    const int64_t *documents, size_t document_count, row_visitor visit,
                    void *context, error *e);

/* Reads one row by its number through the current table of the plugin's view (`show keywords:17`):
 * its document and the span of its first span column. STATUS_USAGE when there is none. */
status results_evidence(store *s, const char *view, int64_t row, int64_t *document, span *evidence,
                        error *e);

#endif
