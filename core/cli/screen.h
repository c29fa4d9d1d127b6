/* What goes to the person's screen beside the results: errors, warnings, progress, and how wide it
 * is. */
#ifndef MOONLEAF_CLI_SCREEN_H
#define MOONLEAF_CLI_SCREEN_H

#include "cli/command.h"
#include "host/output.h"

/* Columns of standard output: $COLUMNS, the terminal's, or 0 when it is no terminal. */
int screen_width(void);
bool screen_has_colour(void);

/* "moonleaf: " + text to standard error, on one line; control characters of file names and the like
 * are shown as ?. */
void screen_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes text to standard output without what a terminal would obey: control characters other than
 * line ends and tabs become ?. */
void screen_print(const char *text, size_t length);

/* The error, with its detail under --debug. */
void screen_error(const invocation *i, const error *e);

/* Appends a text as it can be shown on a terminal: control characters and what is no UTF-8 as \n,
 * \x1b ... */
void screen_append_visible(buffer *out, const char *text);

/* The exit code that a status means. */
int screen_exit_code(status s);

/* The format that --json, --format (with options behind a colon: csv:bom) or the ending of the file
 * of -o names; else the table for people. STATUS_USAGE when there is none, and when it would send
 * bytes that are no text to a terminal: to be asked before long work. */
status screen_find_format(invocation *i, plugin **format, error *e);

/* Whether rows were asked for in some way, where people else get a text. */
bool screen_wants_rows(const invocation *i);

/* What --columns, --sort and --limit ask for. The caller checks the names. */
status screen_arrangement(const invocation *i, arrangement *a, error *e);

/* Begins a result in that format, arranged as the options ask, whose names are checked. */
status screen_begin(invocation *i, const char *title, const column *columns, size_t count,
                    output **out, error *e);

/* A result that the caller has arranged; one of an analysis has its plots. */
typedef struct screen_result {
    const char *title;
    const column *columns;
    size_t count;
    const arrangement *arrangement; /* whose names are checked */
    const manifest *analysis;       /* NULL: nobody's */
    const char *table;              /* which of its tables */
} screen_result;

/* An output that is there goes on with this result: see output_turn. */
status screen_begin_result(invocation *i, const screen_result *r, output **out, error *e);

/* Begins and fills a row. */
status screen_row(output *o, const value *cells, size_t count, error *e);

/* True under --json or --format json: for what prints no rows. */
bool screen_is_json(const invocation *i);

/* Prints JSON that was built, with a line end. */
status screen_json(buffer *json, error *e);

/* The rows of a statement, which is ended, as a result whose columns are its own, none of them a
 * span. */
status screen_rows(invocation *i, const char *title, const column *columns, size_t count,
                   statement *q, error *e);

#endif
