/* The host: plugins and the processes that run them, for the commands.
 *
 * A command opens the host before it opens the corpus. */
#ifndef MOONLEAF_HOST_HOST_H
#define MOONLEAF_HOST_HOST_H

#include <signal.h>

#include "host/discovery.h"
#include "host/limits.h"
#include "host/manifest_cache.h"
#include "host/nursery.h"
#include "host/options.h"
#include "host/script.h"

typedef struct host {
    discovery plugins;
    const script_library *library;
    limits document_limits; /* of document() and load() */
    limits corpus_limits;   /* of corpus(), finish(), formats and scripts */
    int workers;            /* how many run at once */
    nursery *nursery;
    const char *const *allowed; /* programs that plugins which are not bundled may run */
    size_t allowed_count;
    manifest_cache *manifests; /* opened with the first that is asked for */
    struct pool *pool;         /* that runs, for pool_breathe; or NULL */
    worker spare; /* one that reads manifests and has not died yet; pid -1 when there is none */
} host;

typedef struct host_setup {
    const char *const *plugin_paths; /* of --plugin-path */
    size_t plugin_path_count;
    const char *bundled;      /* the folder of the bundled plugins */
    const char *corpus;       /* path of the corpus file, which need not exist */
    const char *const *files; /* plugins to run as they lie: the last of `plugins`, in this order */
    size_t file_count;
    plugin_kind file_kind;
    const script_library *library;
    const char *const *allowed; /* of --allow run=NAME: names that live as long as the host */
    size_t allowed_count;
    limits document_limits, corpus_limits;
    int workers; /* 0: one a processor */
} host_setup;

status host_open(host *h, const host_setup *setup, error *e);
void host_close(host *h);

/* Reads the manifest of one plugin, once. A plugin that is broken says so in its `reason`; the
 * answer is only of the host. */
status host_read_manifest(host *h, plugin *p, error *e);

/* The winner of that name with its manifest. STATUS_USAGE with the nearest name when there is none;
 * STATUS_PLUGIN when it is broken. */
status host_find(host *h, plugin_kind kind, const char *name, plugin **out, error *e);

/* Ctrl-C: set by the command's signal handler; every wait in the host looks at it and answers
 * STATUS_INTERRUPTED. */
extern volatile sig_atomic_t host_interrupted;

#endif
