/* The nursery: a process from which all workers are forked.
 *
 * It is forked from the command before the corpus is opened and never opens SQLite itself: SQLite's
 * lock table is per process and is copied by fork, so that a child of a process with an open
 * database takes no locks at all, silently. The parent asks it for workers, and asks it how they
 * ended. It dies with the parent, and the workers die with it. */
#ifndef MOONLEAF_HOST_NURSERY_H
#define MOONLEAF_HOST_NURSERY_H

#include <sys/types.h>

#include "base/status.h"

typedef struct nursery nursery;

/* What a worker does: talk over `channel` until it closes. Its process ends when this returns. */
typedef void (*nursery_work)(int channel, void *context);

/* `context` is what `work` gets: memory of the parent as it was at this call. */
status nursery_start(nursery_work work, void *context, nursery **out, error *e);

/* Kills every worker that is left and ends the nursery. NULL is allowed. */
void nursery_stop(nursery *n);

typedef struct worker {
    pid_t pid;
    int channel; /* a stream socket for frames */
} worker;

status nursery_fork(nursery *n, worker *w, error *e);

/* Closes the channel, kills the worker when `now`, waits for its end. In `how` (may be NULL) 0 for
 * a clean end, a signal's number, or 256 + exit status. */
status nursery_reap(nursery *n, worker *w, bool now, int *how, error *e);

#endif
