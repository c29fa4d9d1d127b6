/* Which loader reads a file: by its contents, then by its extension; plain text when none claims
 * it. What is an archive and no document of a known kind is a container: each file in it is a
 * source of its own. */
#ifndef MOONLEAF_HOST_LOADER_CHOICE_H
#define MOONLEAF_HOST_LOADER_CHOICE_H

#include "host/host.h"

/* Reads the manifests of all loaders and languages. */
status loader_choice_prepare(host *h, error *e);

/* The manifests that loader_choice_prepare has read, from the parent to a worker. */
void loader_choice_write(buffer *out, const host *h);
status loader_choice_read(reader *r, host *h, error *e);

/* A file: open on a descriptor (its position stays), or its bytes. */
typedef struct sample {
    int descriptor; /* when bytes is NULL */
    const char *bytes;
    size_t length;
} sample;

typedef struct loader_choice {
    const plugin *loader; /* NULL for plain text */
    bool is_container;
} loader_choice;

/* The name under which a choice is kept: "text", "archive" or the loader's. */
const char *loader_choice_name(const loader_choice *c);

/* True for what holds files of any format: all loaders and their options have a part in it. */
bool loader_choice_is_open(const loader_choice *c);

/* The loader of a name that a worker says, NULL for "text" and "archive"; false when none of that
 * name can load. */
bool loader_choice_find(host *h, const char *name, const plugin **loader);

status loader_choose(host *h, const char *path, const sample *file, loader_choice *out, error *e);

#endif
