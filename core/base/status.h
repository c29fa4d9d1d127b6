/* Outcomes and errors.
 *
 * A function that can fail returns a `status` and fills an `error` with what failed, where and why,
 * in one line that a person can act on. The status says what kind of trouble it was; cli/ turns it
 * into an exit code. Nothing below cli/ prints or exits. */
#ifndef MOONLEAF_BASE_STATUS_H
#define MOONLEAF_BASE_STATUS_H

#include <stdbool.h>

typedef enum status {
    STATUS_OK = 0,
    STATUS_NO_MEMORY,
    STATUS_SYSTEM,      /* a read, write, fork or the like failed */
    STATUS_USAGE,       /* the person asked for something that cannot be: option, query, value */
    STATUS_CORPUS,      /* the corpus cannot be opened, is another's, or is damaged */
    STATUS_PLUGIN,      /* a plugin is wrong or raised an error */
    STATUS_LIMIT,       /* a limit was reached; the message names its flag */
    STATUS_INTERRUPTED, /* the person pressed Ctrl-C */
} status;

typedef struct error {
    status code;
    char *message; /* owned; NULL when there was no memory for one */
    char *detail;  /* owned; a traceback or the like for --debug, or NULL */
} error;

/* Sets the code and message, frees what was there, returns `code`. `e` may be NULL. */
status error_set(error *e, status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As error_set with STATUS_SYSTEM, followed by ": " and the text of errno. */
status error_system(error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Sets STATUS_NO_MEMORY. */
status error_memory(error *e);

/* Puts text before the message: "document 3: " + message. Returns the code that stands. */
status error_prefix(error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The message, never NULL. */
const char *error_text(const error *e);

/* Frees what the error owns and makes it STATUS_OK again. */
void error_clear(error *e);

#endif
