/* Rows on their way from plugin code to the parent: collected, limited, sent as frames, and read
 * back. */
#ifndef MOONLEAF_HOST_ROWS_H
#define MOONLEAF_HOST_ROWS_H

#include "base/frame.h"
#include "host/limits.h"
#include "store/results.h"

/* The worker's side: where emit() puts rows. */
typedef struct emitter {
    const row_table *tables;
    size_t table_count;
    int channel;
    bool takes_notes; /* its rows go to who asked, and notes with them */
    limits limits;
    size_t rows, bytes; /* so far */
    buffer pending;
    size_t cells;     /* 1 + the table whose cells are pending; 0: rows are */
    bool sends_cells; /* who reads them only hands them to a format */
    error failure;    /* sticky: of a limit, or of sending */
} emitter;

emitter emitter_to(int channel, const row_table *tables, size_t table_count, const limits *l);
void emitter_free(emitter *out);

/* Adds a row of `tables[table]`. Does nothing but answer the failure once there was one. */
status emitter_add(emitter *out, size_t table, const value *values);

/* Sends a text that is to be shown under the rows. */
status emitter_note(emitter *out, const char *text);

/* For rows that core makes in bulk, where `sends_cells`: the buffer to which the cells of one row
 * are appended (output.h), spans as quotations; NULL once there was a failure. Then
 * emitter_cells_end. */
buffer *emitter_cells(emitter *out, size_t table);
status emitter_cells_end(emitter *out);

/* Sends what is pending. */
status emitter_flush(emitter *out);

/* The parent's side. */
typedef struct row_reader {
    reader in;
    const row_table *tables;
    size_t table_count;
    value *values; /* room for the widest table */
    size_t table;  /* of the row just read */
} row_reader;

status row_reader_open(row_reader *r, const buffer *payload, const row_table *tables,
                       size_t table_count, error *e);

/* Reads the next row into `values`, which live until the next call; false at the end or when the
 * frame is broken (then `in.failed`). */
bool row_reader_next(row_reader *r);
void row_reader_close(row_reader *r);

#endif
