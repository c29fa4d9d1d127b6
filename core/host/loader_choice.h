/* Which loader reads a file: by its first bytes, then by its extension; plain text when none claims
 * it. */
#ifndef MOONLEAF_HOST_LOADER_CHOICE_H
#define MOONLEAF_HOST_LOADER_CHOICE_H

#include "host/host.h"

/* Reads the manifests of all loaders. */
status loader_choice_prepare(host *h, error *e);

/* The loader for the file open on `descriptor` (its position stays), or NULL for plain text. */
status loader_choose(host *h, const char *path, int descriptor, const plugin **loader, error *e);

#endif
