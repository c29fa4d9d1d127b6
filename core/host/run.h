/* Running analyses: which documents lack a current result, the workers that make them, the rows
 * that are stored. */
#ifndef MOONLEAF_HOST_RUN_H
#define MOONLEAF_HOST_RUN_H

#include "corpus/where.h"
#include "host/host.h"
#include "host/options.h"
#include "store/store.h"

/* What became of a document that an analysis could not do. */
typedef struct run_failure {
    int64_t document;
    char *name; /* of the document */
    error why;
} run_failure;

typedef struct run_report {
    size_t computed, cached;
    LIST(run_failure) failures;
    LIST(digest_hex)
    keys; /* of the results of request->documents, in their order; "" where there is none */
} run_report;

void run_report_free(run_report *r);

struct run_plan;

typedef struct run_request {
    plugin *plugin;
    const option_values *options;
    const char *canonical; /* the options as canonical JSON */
    const id_list *documents;
    const char *where; /* the expression that picked them, or NULL; corpus() sees these alone */
    const struct run_plan
        *plan;     /* holds, already run, what the plugin uses; NULL when it uses nothing */
    bool is_fresh; /* compute again what is cached */

    /* Documents as read, with readings of at least that certainty (see repairs.h); the plan then
     * holds the analysis that proposes them. Spans of the rows are those of the documents as they
     * stand. */
    bool is_repaired;
    double least_certainty;

    /* Called now and then; may be NULL. */
    void (*progress)(void *context, size_t done, size_t count, const char *document);

    /* Gets each row of finish() and corpus(), which are not stored. */
    status (*row)(void *context, size_t table, const value *values, error *e);

    /* Gets what they say of these rows; may be NULL. */
    status (*note)(void *context, const char *text, error *e);

    /* Gets rows of corpus() that need no look at the corpus: the number of their table and their
     * cells, for output_cells. NULL: they come by `row`. */
    status (*cells)(void *context, size_t table, const char *cells, size_t length, error *e);
    void *context;
} run_request;

/* Runs document(), and map() with finish() before it where there are; stores the rows. Only the
 * first failure that is not of one document ends the run. The store is open for writing. */
status run_documents(host *h, store *s, const run_request *r, run_report *report, error *e);

/* Runs an analysis of the whole corpus: map() with finish(), or corpus() on the corpus file. Only
 * reads the store. */
status run_corpus(host *h, store *s, const run_request *r, run_report *report, error *e);

#endif
