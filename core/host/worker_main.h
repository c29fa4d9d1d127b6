/* The body of every worker process: it waits for a frame that says what it is to be, and then is
 * that. */
#ifndef MOONLEAF_HOST_WORKER_MAIN_H
#define MOONLEAF_HOST_WORKER_MAIN_H

#include "host/host.h"

/* A nursery_work; `context` is the host as it was when the nursery was forked. */
void worker_main(int channel, void *context);

/* What the worker knows; each kind of worker has a file of its own. Each serves frames until the
 * channel closes. */
typedef struct worker_state {
    int channel;
    host *host;
    buffer request; /* the frame that made it what it is */
    bool is_confined;
} worker_state;

void analysis_worker(worker_state *w);
void load_worker(worker_state *w);
void format_worker(worker_state *w);
void corpus_worker(worker_state *w);
void spec_worker(worker_state *w);
void cut_worker(worker_state *w); /* in spec_language.c */
void repl_worker(worker_state *w);
void program_worker(worker_state *w);

/* Gives up what is not needed from here on, once: for a worker whose first sandbox is not its
 * largest. */
status worker_confine(worker_state *w, const limits *l, error *e);

/* Makes a sandbox in which the code of `p` runs. The first one confines the worker: what needs more
 * rights than reading is opened before. */
struct sandbox;
status worker_sandbox(worker_state *w, const plugin *p, const limits *l, struct sandbox **out,
                      error *e);

/* Loads the plugin's file and leaves its table on the stack, at index 1. */
status worker_load_plugin(struct sandbox *s, const plugin *p, error *e);

/* Reads the table on top of the stack, which stays, as a manifest; freed in any case by the caller.
 */
status worker_read_table(struct sandbox *s, plugin_kind kind, manifest *m, error *e);

/* Reads a plugin's manifest in a sandbox of its own. */
status worker_declare(worker_state *w, const plugin *p, manifest *m, error *e);

#endif
