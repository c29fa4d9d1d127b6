/* Options of loaders: what the person gives to `load` goes to each loader that has an option of
 * that name, and is kept with the source, so that it stands until it is said anew. What is said of
 * an archive goes to the loaders of the files in it.
 *
 * To a worker go the number of each loader and its options, as options_write has them. */
#ifndef MOONLEAF_HOST_LOADER_OPTIONS_H
#define MOONLEAF_HOST_LOADER_OPTIONS_H

#include "host/host.h"
#include "store/store.h"

typedef struct loader_option {
    const char *name;
    const char *text; /* NULL for a flag */
} loader_option;

typedef LIST(loader_option) loader_option_list;

/* STATUS_USAGE when no loader has the option, or its value does not fit. The manifests of loaders
 * must have been read. */
status loader_options_check(host *h, const loader_option_list *given, error *e);

/* The options of one source for its loader: those given now, or else those of `stored`, the options
 * of the source in the corpus (JSON, or NULL). Appends them to `canonical` as JSON ("{}" at
 * defaults), and to `out` for the worker. */
status loader_options_find(store *s, const host *h, const plugin *loader,
                           const loader_option_list *given, const char *stored, buffer *canonical,
                           buffer *out, error *e);

/* The same of an archive: `canonical` is what was said, for whatever loader, and `out` has all
 * loaders that have options. */
status loader_options_find_all(store *s, const host *h, const loader_option_list *given,
                               const char *stored, buffer *canonical, buffer *out, error *e);

/* What of this is one loader's, for options_push. */
reader loader_options_of(const host *h, const plugin *loader, reader all);

#endif
