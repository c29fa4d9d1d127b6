/* Scratch: a temporary folder in which specs write their texts and their corpus. */
#ifndef MOONLEAF_HOST_SCRATCH_H
#define MOONLEAF_HOST_SCRATCH_H

#include <stddef.h>

#include "base/status.h"

/* Makes a folder of nobody else's under $TMPDIR or /tmp; the caller removes it with scratch_remove.
 */
status scratch_make(char **folder, error *e);

/* Takes the folder and all in it away, and frees the path. NULL is allowed. */
void scratch_remove(char *folder);

/* Writes a file below the folder, and the folders on the way to it. STATUS_PLUGIN for a name that
 * leads out of it. */
status scratch_write(const char *folder, const char *name, const char *bytes, size_t length,
                     error *e);

/* A path below the folder that the caller frees; NULL when there is no memory. */
char *scratch_path(const char *folder, const char *name);

#endif
