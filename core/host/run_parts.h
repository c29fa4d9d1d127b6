/* What the files of a run share: run.c and run_corpus.c alone. */
#ifndef MOONLEAF_HOST_RUN_PARTS_H
#define MOONLEAF_HOST_RUN_PARTS_H

#include "host/partial.h"
#include "host/pool.h"
#include "host/run.h"
#include "host/run_key.h"

typedef struct running {
    host *host;
    store *store;
    const run_request *request;
    run_report *report;
    run_key key;
    partial *partial;   /* of map() */
    LIST(size_t) tasks; /* positions in request->documents of those to be done */
    bool is_open;       /* a transaction is under way */
} running;

void running_close(running *r);

/* Appends what makes a worker one for the request. */
void running_write_setup(const running *r, buffer *setup, const limits *l);

/* Counts over all documents by map(), into `partial`. */
status running_map(running *r, error *e);

#endif
