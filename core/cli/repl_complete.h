/* Completion at the prompt: names of the API, of the session's variables, and of plugins inside
 * quotation marks. */
#ifndef MOONLEAF_CLI_REPL_COMPLETE_H
#define MOONLEAF_CLI_REPL_COMPLETE_H

#include "cli/repl_editor.h"
#include "host/repl.h"

typedef struct repl_completer {
    host *host;
    repl *repl;
} repl_completer;

/* An editor_complete; `context` is a repl_completer. */
void repl_complete(void *context, const char *line, size_t cursor, completion *c);

#endif
