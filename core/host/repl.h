/* A session at the prompt: chunks of Lua are evaluated one after the other in a corpus worker,
 * whose globals live on.
 *
 * The parent reads what a person types and never runs it. Ctrl-C stops the evaluation by a signal
 * to the worker; one that does not stop within a second, and one that died, is replaced by a fresh
 * one. */
#ifndef MOONLEAF_HOST_REPL_H
#define MOONLEAF_HOST_REPL_H

#include "host/broker.h"

typedef struct repl repl;

/* Opens the session's worker, and in it the corpus. The broker runs what the session asks the host
 * for; it must outlive the session, which closes it after each evaluation. */
status repl_open(broker *b, repl **out, error *e);
void repl_close(repl *r); /* NULL is allowed */

typedef struct repl_chunk {
    const char *text;
    size_t length;
    size_t first_line; /* for messages, from 1 */
    int width;         /* columns of the terminal; 0 when there is none */
    bool may_go_on; /* a chunk that ends too early is not wrong: its next line is still to come */
} repl_chunk;

/* Evaluates a chunk; what it prints and the values of an expression go to `descriptor`. Sets
 * `goes_on` when the chunk needs another line; nothing was run then. STATUS_INTERRUPTED after
 * Ctrl-C. A failure says whether the session's variables are gone; the session itself goes on. */
status repl_evaluate(repl *r, const repl_chunk *c, int descriptor, bool *goes_on, error *e);

/* What a path of names like "moonleaf.text" stands for in the session ("" for its globals). */
typedef struct repl_names {
    buffer payload;   /* holds the texts */
    const char *kind; /* a type of Lua or a class of the API; "nil" when there is no such thing */
    LIST(const char *) names; /* the texts among its keys */
} repl_names;

status repl_ask_names(repl *r, const char *path, repl_names *names, error *e);
void repl_names_free(repl_names *names);

#endif
