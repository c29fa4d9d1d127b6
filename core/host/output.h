/* Output: rows to standard output through a format plugin, in a worker.
 *
 * Values are put as they are; a span is put with its quotation, because the worker has no corpus to
 * cut it from. */
#ifndef MOONLEAF_HOST_OUTPUT_H
#define MOONLEAF_HOST_OUTPUT_H

#include "host/arrange.h"
#include "host/host.h"
#include "host/options.h"

typedef struct output output;

/* A span with all that a format shows of it. */
typedef struct quotation {
    const char *text;
    size_t length;
    const char *document; /* its name */
    uint32_t page;        /* 0: none */
    span at;
} quotation;

typedef struct output_setup {
    const char *format; /* as output_choose reads it */
    const char *title;
    const char *summary;   /* what it is, in a line; NULL: nobody says */
    const column *columns; /* copied */
    size_t column_count;
    const arrangement *arrangement; /* of columns and rows; NULL: as they come */
    const manifest *analysis;       /* whose rows they are, for its plots; NULL: nobody's */
    const char *table;              /* which of its tables */
    int width;                      /* columns of the terminal, 0 when it is none */
    bool is_coloured;
    int descriptor;       /* where the bytes go */
    void (*before)(void); /* called before the bytes go there; may be NULL */
} output_setup;

/* Finds the format of a text such as "csv" or "csv:bom,safe" or "svg:plot=2": a plugin's name, and
 * behind a colon its options. `options` are begun and set, and freed by the caller; NULL when they
 * are not asked for. STATUS_USAGE for an unknown name or option. */
status output_choose(host *h, const char *text, plugin **format, option_values *options, error *e);

/* True when the format finds all columns among these that it cannot do without. */
bool output_fits(const plugin *format, const column *columns, size_t count);

/* STATUS_USAGE when a column is missing that the format needs. */
status output_begin(host *h, const output_setup *setup, output **out, error *e);

/* Ends the table and begins another one in the same file; the format stays that of the first. For
 * formats that declare `several`. */
status output_turn(output *o, const output_setup *setup, error *e);

/* Begins a row: then come its cells, in order of the columns. */
status output_row(output *o, error *e);
status output_value(output *o, const value *v, error *e);
status output_quotation(output *o, const quotation *q, error *e);

/* Where the cells of the row that was begun are put, by the functions below. */
buffer *output_row_cells(output *o);

/* A text that the format may show under the rows. */
status output_note(output *o, const char *text, error *e);
/* Whole rows, as cells that the functions below put. */
status output_cells(output *o, const char *cells, size_t length, error *e);

/* No further row is wanted: nobody reads on, or there are as many as were asked for. Whoever makes
 * rows may stop. */
bool output_is_full(const output *o);

/* Sends what is left and waits until all is written. STATUS_PLUGIN when the format failed. Frees
 * the output. */
status output_end(output *o, error *e);

/* Gives it up. NULL is allowed. */
void output_drop(output *o);

/* A cell, as it lies in a frame between a command and its workers. */
typedef struct output_cell {
    bool is_quotation;
    bool is_list;
    size_t count; /* of a list: the cells that follow */
    value value;
    quotation quotation;
} output_cell;

output_cell output_read_cell(reader *r);
void output_put_value(buffer *out, const value *v);
void output_put_quotation(buffer *out, const quotation *q);
void output_put_list(buffer *out, size_t count);

#endif
