/* What analyses use: others whose stored rows they read, each run before them, at its default
 * options, once. */
#ifndef MOONLEAF_HOST_RUN_PLAN_H
#define MOONLEAF_HOST_RUN_PLAN_H

#include "host/run.h"

/* An analysis that another one uses. */
typedef struct run_step {
    plugin *plugin;
    run_report report;
    error failure; /* why it gave nothing at all */
    bool has_run, is_said;
} run_step;

typedef struct run_plan {
    LIST(run_step) steps; /* each behind what it uses itself */
} run_plan;

void run_plan_free(run_plan *plan);

/* Adds what the plugin uses, and what that uses. STATUS_PLUGIN for one that is not there (with the
 * nearest name), is broken, keeps no rows, or uses itself (with the chain). Nothing is run. */
status run_plan_add(run_plan *plan, host *h, plugin *p, error *e);

/* Adds the analysis that proposes readings, for a run over documents as read. */
status run_plan_add_repair(run_plan *plan, host *h, error *e);

/* The options under which rows are kept that an analysis with `canonical` options gave for the
 * documents of the request; the caller frees them. NULL when there is no memory. */
char *run_plan_options(const run_request *r, const char *canonical);

/* Runs what the plugin uses, as far as it has not run yet, over the documents of `like`, with its
 * progress. */
status run_plan_run(run_plan *plan, host *h, store *s, const run_request *like, const plugin *p,
                    error *e);

/* The step of that name, or NULL. */
const run_step *run_plan_find(const run_plan *plan, const char *name);

#endif
