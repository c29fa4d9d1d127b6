/* A pool of workers that answer numbered tasks, in parallel, with the answers handed on in the
 * order of the tasks.
 *
 * A worker that crashes or does not answer in time loses its task alone: it is killed and replaced,
 * and the task's answer is the failure. Little is asked ahead of what was handed on, so memory is
 * bounded. */
#ifndef MOONLEAF_HOST_POOL_H
#define MOONLEAF_HOST_POOL_H

#include "host/host.h"
#include "host/message.h"

/* A frame of an answer. */
typedef struct answer_frame {
    message kind;
    buffer payload; /* borrowed bytes: do not free */
} answer_frame;

typedef struct answer {
    buffer frames; /* all but DONE, packed: read them with answer_next */
    error failure; /* STATUS_OK when the task was done */
} answer;

/* Reads the next frame from `position` (0 at first) on; false at the end. */
bool answer_next(const answer *a, size_t *position, answer_frame *frame);

typedef struct pool_work {
    size_t count; /* of tasks */

    /* What makes a worker fit: each frame is answered by DONE. A failure here is one of the whole
     * work. */
    const answer_frame *setup;
    size_t setup_count;
    limits limits;

    /* Writes the frame that asks for the task. `kind` stays 0 when there is nothing to ask (the
     * answer is then empty), a `descriptor` >= 0 rides behind the frame and is closed by the pool.
     * A failure becomes the task's answer. */
    status (*ask)(void *context, size_t task, message *kind, buffer *request, int *descriptor,
                  error *e);

    /* Takes the answer of a task, in order of the tasks. A failure ends the work. */
    status (*take)(void *context, size_t task, const answer *a, error *e);

    /* Answers of any length come in parts, each beginning with a frame of the kind `part` (0: none
     * do). Once it is the task's turn, take_part is handed all frames since the last call whenever
     * a part begins; `take` gets the rest. What is not its turn waits, in its worker past a bound.
     * The time on the clock is that of a part. When a worker dies in a part, a DONE frame with the
     * failure takes its place, and another worker is asked by ask_rest for what follows the
     * `parts` that have begun. */
    message part;
    status (*take_part)(void *context, size_t task, const answer *a, error *e);
    status (*ask_rest)(void *context, size_t task, size_t parts, message *kind, buffer *request,
                       int *descriptor, error *e);

    /* A frame of a worker's answer to the setup, or NULL when nobody wants it. */
    status (*opened)(void *context, const answer_frame *frame, error *e);

    /* Opens the runner of the program that the worker of a task asks for (program_start); NULL when
     * no program may be asked for. A failure is told to the worker. */
    status (*program)(void *context, size_t task, const buffer *request, worker *runner, error *e);

    void *context;

    worker *ready; /* one that was opened before and is taken over (its pid becomes -1), or NULL */
} pool_work;

status pool_run(host *h, const pool_work *work, error *e);

/* For a `take` that is long at work: hears the workers and asks for further tasks meanwhile, in a
 * call of microseconds. Nothing where no pool runs. For store_breathe_by. */
void pool_breathe(void *host);

/* One worker of the pool's kind, for a single conversation. */
status pool_open_worker(host *h, const pool_work *work, worker *w, error *e);

/* The next frame of a worker, within the wall time; a dead worker is STATUS_PLUGIN (or LIMIT) and
 * says how it ended, and is reaped then. */
status pool_receive(host *h, worker *w, double wall_seconds, message *kind, buffer *payload,
                    error *e);

#endif
