/* Lines from the terminal, with editing, history and completion, by libedit.
 *
 * libedit is opened when the first editor is, and not linked: it and what it needs would cost every
 * other command a tenth of its start (0.2 of 2.2 ms). */
#ifndef MOONLEAF_CLI_REPL_EDITOR_H
#define MOONLEAF_CLI_REPL_EDITOR_H

#include "base/list.h"
#include "base/status.h"

/* What may stand in the place of a word: the line's bytes from `start` to the cursor. */
typedef struct completion {
    const char *line;
    size_t start, cursor;
    LIST(char *) words;
} completion;

/* Adds the word, once, if it begins as what is typed does. */
void completion_offer(completion *c, const char *word);

typedef void (*editor_complete)(void *context, const char *line, size_t cursor, completion *c);

typedef struct editor editor;

/* `history` is a file, NULL for none; where it cannot be written, lines are remembered for this
 * session alone. */
status editor_open(char *history, editor_complete complete, void *context, editor **out,
                   error *e);
void editor_close(editor *ed); /* NULL is allowed */

typedef enum editor_outcome { EDITOR_LINE, EDITOR_END, EDITOR_INTERRUPTED } editor_outcome;

/* Reads a line, without its end; it lives until the next one. EDITOR_END: Ctrl-D on an empty line.
 * EDITOR_INTERRUPTED: Ctrl-C; host_interrupted is still set. */
editor_outcome editor_read(editor *ed, const char *prompt, const char **line, size_t *length);

#endif
