/* One line on standard error that says what a command is doing and how far it is: on a terminal
 * alone, not before half a second has passed, written over in place and erased before anything else
 * is printed.
 *
 * There is one line a process. A thread draws it, so that a command that counts nothing (a query, a
 * sort) shows the seconds that it takes without knowing of this. */
#ifndef MOONLEAF_CLI_PROGRESS_H
#define MOONLEAF_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* Begins to watch; `what` stands in front of the line and lives until the end. Does nothing when
 * standard error is no terminal or `is_quiet`. */
void progress_begin(const char *what, bool is_quiet);

/* So many of `count` are done; `detail` is what is at work, and is copied. */
void progress_show(size_t done, size_t count, const char *detail);

/* As progress_show, where the share that is done (0 .. 1) is known better; `told` stands before the
 * time that is left. */
void progress_share(size_t done, size_t count, double share, const char *told, const char *detail);

/* Erases the line, so that something can be said; it comes back. */
void progress_clear(void);

/* Erases it for good. May be called again, and without a begin. */
void progress_end(void);

/* Call before something goes to standard output: when that is the same screen, the line is erased
 * and comes back with the next progress_show only. */
void progress_before_output(void);

/* Since it began. */
double progress_seconds(void);

#endif
