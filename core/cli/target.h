/* The file of -o, or the one that a command writes without: it takes the place of standard output
 * for the whole command.
 *
 * Where it is or will be a regular file, a temporary one beside it takes what is printed and takes
 * its place at the end, so that a command that fails leaves the old one. */
#ifndef MOONLEAF_CLI_TARGET_H
#define MOONLEAF_CLI_TARGET_H

#include "cli/command.h"

typedef struct target {
    char *path;      /* with links followed; NULL: there is no -o */
    char *temporary; /* NULL when the file itself is written */
} target;

/* Leads standard output into the file, if there is one. STATUS_USAGE when it is the corpus
 * or a file that the command line names, which the command may read. */
status target_open(target *t, const invocation *i, error *e);

/* Puts what was written in its place, or takes it away when there is no result to keep. */
status target_close(target *t, bool is_kept, error *e);

#endif
