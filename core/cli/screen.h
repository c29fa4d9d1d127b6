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

/* The exit code that a status means. */
int screen_exit_code(status s);

/* The format that --format names, with options behind a colon (csv:bom). STATUS_USAGE when there is
 * none, and when it would send bytes that are no text to a terminal: to be asked before long work.
 */
status screen_choose_format(invocation *i, plugin **format, error *e);

/* Begins a result in the format that --format names; and one of an analysis, with its plots. */
status screen_begin(invocation *i, const char *title, const column *columns, size_t count,
                    output **out, error *e);
status screen_begin_of(invocation *i, const manifest *analysis, const char *table,
                       const char *title, const column *columns, size_t count, output **out,
                       error *e);

/* The rows of a statement, which is ended, as a result whose columns are its own, none of them a
 * span. */
status screen_rows(invocation *i, const char *title, const column *columns, size_t count,
                   statement *q, error *e);

/* One line that is written over, on a terminal alone, and not before half a second has passed. */
typedef struct progress {
    const char *what;
    bool is_wanted, is_shown;
    double began, shown;
} progress;

progress progress_begin(const invocation *i, const char *what);
double progress_seconds(const progress *p); /* since it began */
void progress_show(progress *p, size_t done, size_t count, const char *detail);

/* As progress_show, where the share that is done (0 .. 1) is known better; `told` stands before the
 * time that is left. */
void progress_share(progress *p, size_t done, size_t count, double share, const char *told,
                    const char *detail);
void progress_end(progress *p);

#endif
