#include "host/pool.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "host/ending.h"

enum {
    AHEAD = 256,         /* tasks asked for each worker beyond the one whose answer is due */
    LOOK = 200,          /* milliseconds between looks at Ctrl-C and the clocks */
    BUFFERED = 32 << 20, /* bytes of answers that wait for an earlier one; past that only the
                            earliest is asked, and other workers wait in the middle of theirs */
    RESTARTS = 16,       /* of a task whose workers die in part after part */
};

typedef struct seat {
    worker worker;
    size_t from;   /* where in the task's frames the one begins that is coming */
    worker runner; /* of the program that the worker asked for last */
    size_t runs;   /* programs that it asked for in this task */
    int64_t task;  /* -1 when idle */
    int64_t deadline;
    bool asks_rest; /* its worker died in a part of the task */
} seat;

typedef struct slot {
    answer answer;
    bool is_done;
    size_t parts, restarts; /* parts that have begun; how often the rest was asked for */
    size_t passed;          /* parts that had begun when it was asked last */
} slot;

typedef struct pool {
    host *host;
    const pool_work *work;
    seat *seats;
    struct pollfd *ready; /* one a seat */
    size_t seat_count;
    bool is_handing_on; /* the task whose turn it is, which is not heard then */
    error trouble;      /* of a breath: it ends the work */
    slot *slots;        /* a ring: task i lies in slot i % slot_count */
    size_t slot_count;
    size_t asked, taken;
    size_t buffered;
    size_t largest; /* bytes of an answer: the rows of a call, or the documents of a source with
                       their streams */
} pool;

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- answers ---- */

bool answer_next(const answer *a, size_t *position, answer_frame *frame)
{
    unsigned char kind = 0;
    bool is_there = frame_next(&a->frames, position, &kind, &frame->payload);
    frame->kind = (message)kind;
    return is_there;
}

static void answer_clear(answer *a)
{
    buffer_free(&a->frames);
    error_clear(&a->failure);
}

/* ---- one worker ---- */

static status died(host *h, worker *w, error *e)
{
    int how = 0;
    nursery_reap(h->nursery, w, true, &how, NULL);
    return ending_describe(e, how == 9 ? 0 : how); /* 9 is our own kill */
}

static status kill_silent(host *h, worker *w, double wall_seconds, error *e)
{
    nursery_reap(h->nursery, w, true, NULL, NULL);
    return error_set(e, STATUS_LIMIT, "did not answer in %g s; --max-time raises the limit",
                     wall_seconds);
}

status pool_receive(host *h, worker *w, double wall_seconds, message *kind, buffer *payload,
                    error *e)
{
    int64_t deadline = now() + (int64_t)(wall_seconds * 1000);
    for (;;) {
        if (host_interrupted) return error_set(e, STATUS_INTERRUPTED, "interrupted");
        struct pollfd ready = { .fd = w->channel, .events = POLLIN };
        if (poll(&ready, 1, LOOK) > 0) break;
        if (now() >= deadline) return kill_silent(h, w, wall_seconds, e);
    }
    unsigned char number;
    status s = frame_receive(w->channel, &number, payload,
                             (int)(deadline > now() ? deadline - now() : 1), e);
    if (s == STATUS_OK) *kind = (message)number;
    else if (s == STATUS_LIMIT) s = kill_silent(h, w, wall_seconds, e); /* within a frame */
    else s = died(h, w, e);
    return s;
}

static status set_up(host *h, const pool_work *work, worker *w, const answer_frame *frame, error *e)
{
    buffer payload = { 0 };
    message kind = 0;
    status s = frame_send(w->channel, (unsigned char)frame->kind, &frame->payload, e);
    while (s == STATUS_OK && kind != MESSAGE_DONE) {
        s = pool_receive(h, w, work->limits.wall_seconds, &kind, &payload, e);
        if (s != STATUS_OK) break;
        answer_frame got = { .kind = kind, .payload = payload };
        if (kind == MESSAGE_DONE) s = message_outcome(&payload, e);
        else if (work->opened != NULL) s = work->opened(work->context, &got, e);
    }
    buffer_free(&payload);
    return s;
}

status pool_open_worker(host *h, const pool_work *work, worker *w, error *e)
{
    status s = nursery_fork(h->nursery, w, e);
    for (size_t i = 0; i < work->setup_count && s == STATUS_OK; i++)
        s = set_up(h, work, w, &work->setup[i], e);
    if (s != STATUS_OK) nursery_reap(h->nursery, w, true, NULL, NULL);
    return s;
}

/* ---- the pool ---- */

static slot *slot_of(pool *p, size_t task) { return &p->slots[task % p->slot_count]; }

/* A runner that goes on for a worker that does not is killed, and its program with it. */
static void leave_task(pool *p, seat *at)
{
    at->task = -1;
    at->runs = 0;
    nursery_reap(p->host->nursery, &at->runner, true, NULL, NULL);
}

static void finish_task(pool *p, size_t task)
{
    slot *s = slot_of(p, task);
    s->is_done = true;
    p->buffered += s->answer.frames.length;
}

/* Sends the task to the seat's worker, which is opened when there is none. */
static status ask(pool *p, seat *at, size_t task, error *e)
{
    buffer request = { 0 };
    message kind = 0;
    int descriptor = -1;
    slot *s = slot_of(p, task);
    status result = STATUS_OK;
    const pool_work *work = p->work;
    error *failure = &s->answer.failure;
    status asked =
        at->asks_rest
            ? work->ask_rest(work->context, task, s->parts, &kind, &request, &descriptor, failure)
            : work->ask(work->context, task, &kind, &request, &descriptor, failure);
    at->asks_rest = false;
    at->task = -1;
    s->passed = s->parts;
    if (asked != STATUS_OK || kind == 0) {
        finish_task(p, task);
        goto done;
    }
    if (at->worker.pid <= 0) result = pool_open_worker(p->host, work, &at->worker, e);
    if (result != STATUS_OK) goto done;
    at->task = (int64_t)task;
    at->from = s->answer.frames.length;
    at->deadline = now() + (int64_t)(work->limits.wall_seconds * 1000);
    if (frame_send(at->worker.channel, (unsigned char)kind, &request, NULL) != STATUS_OK ||
        (descriptor >= 0 && descriptor_send(at->worker.channel, descriptor, NULL) != STATUS_OK)) {
        died(p->host, &at->worker, &s->answer.failure);
        leave_task(p, at);
        finish_task(p, task);
    }
done:
    if (descriptor >= 0) close(descriptor);
    buffer_free(&request);
    return result;
}

/* Ends a worker that sends more than its own limits allow: something in it is broken. */
static bool is_flooded(pool *p, seat *at, error *failure)
{
    nursery_reap(p->host->nursery, &at->worker, true, NULL, NULL);
    error_set(failure, STATUS_LIMIT,
              "its answer is larger than %zu MiB; --max-bytes raises the limit", p->largest >> 20);
    return true;
}

static status open_runner(pool *p, seat *at, const buffer *request, error *e)
{
    nursery_reap(p->host->nursery, &at->runner, true, NULL, NULL);
    size_t most = p->work->limits.rows;
    if (p->work->program == NULL) return error_set(e, STATUS_USAGE, "only loaders run programs");
    if (at->runs++ >= most)
        return error_set(e, STATUS_USAGE,
                         "it ran more than %zu programs; --max-rows raises the limit", most);
    return p->work->program(p->work->context, (size_t)at->task, request, &at->runner, e);
}

/* Answers a worker that asks for a program. The program has a clock of its own, and the worker's
 * begins anew behind it. */
static void answer_program(pool *p, seat *at, const buffer *request)
{
    error failure = { 0 };
    double wall_seconds = p->work->limits.wall_seconds;
    status s = open_runner(p, at, request, &failure);
    at->deadline = now() + (int64_t)(wall_seconds * 2000);
    message_done(at->worker.channel, &failure, NULL); /* a worker that is gone is seen by its end */
    if (s == STATUS_OK) descriptor_send(at->worker.channel, at->runner.channel, NULL);
    if (at->runner.channel >= 0) close(at->runner.channel);
    at->runner.channel = -1;
    error_clear(&failure);
}

/* Takes back what has come since the last frame that was kept. */
static void cut_frames(buffer *frames, size_t length)
{
    if (frames->length > length) frames->length = length;
    frames->state = STATUS_OK;
}

/* The answer of the seat's task has ended, unless its worker died in a part of it: then the rest is
 * asked for. */
static void end_task(pool *p, seat *at)
{
    size_t task = (size_t)at->task;
    slot *s = slot_of(p, task);
    error *failure = &s->answer.failure;
    cut_frames(&s->answer.frames, at->from);
    leave_task(p, at);
    if (at->worker.pid <= 0 && s->parts > s->passed && s->restarts++ < RESTARTS) {
        buffer outcome = { 0 };
        message_put_outcome(&outcome, failure);
        frame_pack(&s->answer.frames, MESSAGE_DONE, &outcome);
        buffer_free(&outcome);
        error_clear(failure);
        at->task = (int64_t)task;
        at->asks_rest = true;
        return;
    }
    /* what used up its memory may hold it still */
    if (failure->code == STATUS_LIMIT)
        nursery_reap(p->host->nursery, &at->worker, true, NULL, NULL);
    finish_task(p, task);
}

/* A part begins: what lies before it is handed on when it is the task's turn. */
static status begin_part(pool *p, seat *at, error *e)
{
    slot *s = slot_of(p, (size_t)at->task);
    s->parts++;
    at->deadline = now() + (int64_t)(p->work->limits.wall_seconds * 1000);
    if (at->task != (int64_t)p->taken) return STATUS_OK;
    answer before = { .frames = s->answer.frames };
    before.frames.length = at->from;
    p->is_handing_on = true;
    status result = p->work->take_part(p->work->context, p->taken, &before, e);
    p->is_handing_on = false;
    buffer *frames = &s->answer.frames;
    frames->length -= at->from;
    memmove(frames->data, frames->data + at->from, frames->length);
    return result;
}

/* Reads what has come from a busy worker, one frame at most. */
static status receive(pool *p, seat *at, error *e)
{
    answer *a = &slot_of(p, (size_t)at->task)->answer;
    size_t position = at->from;
    answer_frame frame = { 0 };
    bool is_whole = false, is_over = true;
    status got = frame_receive_some(at->worker.channel, &a->frames, at->from, &is_whole, NULL);
    status result = STATUS_OK;
    if (got == STATUS_OK && !is_whole) return STATUS_OK;
    if (got != STATUS_OK) died(p->host, &at->worker, &a->failure);
    else answer_next(a, &position, &frame);
    if (frame.kind == MESSAGE_DONE) message_outcome(&frame.payload, &a->failure);
    else if (frame.kind == MESSAGE_PROGRAM) {
        answer_program(p, at, &frame.payload);
        cut_frames(&a->frames, at->from);
        is_over = false;
    } else if (got == STATUS_OK) {
        if (p->work->part != 0 && frame.kind == p->work->part) result = begin_part(p, at, e);
        at->from = a->frames.length;
        is_over = at->from > p->largest && is_flooded(p, at, &a->failure);
    }
    if (is_over && result == STATUS_OK) end_task(p, at);
    return result;
}

static void kill_late(pool *p, seat *at)
{
    kill_silent(p->host, &at->worker, p->work->limits.wall_seconds,
                &slot_of(p, (size_t)at->task)->answer.failure);
    end_task(p, at);
}

/* Late. What a late worker has said already is heard, since it may be we who were busy; but nobody
 * talks for ever. */
static bool is_late(const pool *p, const seat *at, bool talks, int64_t time)
{
    double wall_seconds = p->work->limits.wall_seconds;
    return time > at->deadline + (talks ? (int64_t)(wall_seconds * 1000) : 0);
}

/* True for a task of parts that has said enough before its turn; time does not count for it. */
static bool is_held(pool *p, seat *at)
{
    if (p->work->part == 0 || at->task == (int64_t)p->taken ||
        p->buffered + slot_of(p, (size_t)at->task)->answer.frames.length < BUFFERED)
        return false;
    at->deadline = now() + (int64_t)(p->work->limits.wall_seconds * 1000);
    return true;
}

/* Waits until a busy worker has something to say, and reads it. */
static status listen(pool *p, int milliseconds, error *e)
{
    status s = STATUS_OK;
    struct pollfd *ready = p->ready;
    for (size_t i = 0; i < p->seat_count; i++) {
        seat *at = &p->seats[i];
        bool is_heard = at->task >= 0 && !at->asks_rest && !is_held(p, at) &&
                        !(p->is_handing_on && at->task == (int64_t)p->taken);
        ready[i] = (struct pollfd){ .fd = is_heard ? at->worker.channel : -1, .events = POLLIN };
    }
    if (poll(ready, p->seat_count, milliseconds) < 0) return STATUS_OK;
    int64_t time = now();
    for (size_t i = 0; i < p->seat_count && s == STATUS_OK; i++) {
        seat *at = &p->seats[i];
        /* a breath while a part was taken may have heard it meanwhile */
        if (ready[i].fd < 0 || at->task < 0 || at->asks_rest) continue;
        bool talks = ready[i].revents != 0;
        if (is_late(p, at, talks, time)) kill_late(p, at);
        else if (talks) s = receive(p, at, e);
    }
    return s;
}

static bool may_ask(const pool *p)
{
    if (p->asked >= p->work->count || p->asked >= p->taken + p->slot_count) return false;
    return p->buffered < BUFFERED || p->asked == p->taken;
}

static status ask_idle(pool *p, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < p->seat_count && s == STATUS_OK; i++) {
        seat *at = &p->seats[i];
        if (at->asks_rest) s = ask(p, at, (size_t)at->task, e);
        while (at->task < 0 && may_ask(p) && s == STATUS_OK) s = ask(p, at, p->asked++, e);
    }
    return s;
}

static bool is_due(pool *p) { return p->taken < p->asked && slot_of(p, p->taken)->is_done; }

static status take_due(pool *p, error *e)
{
    slot *done = slot_of(p, p->taken);
    p->is_handing_on = true;
    status s = p->work->take(p->work->context, p->taken, &done->answer, e);
    p->is_handing_on = false;
    p->buffered -= done->answer.frames.length;
    answer_clear(&done->answer);
    *done = (slot){ 0 };
    p->taken++;
    return s == STATUS_OK && p->trouble.code != STATUS_OK
               ? error_set(e, p->trouble.code, "%s", error_text(&p->trouble))
               : s;
}

static status run(pool *p, error *e)
{
    status s = STATUS_OK;
    while (p->taken < p->work->count && s == STATUS_OK) {
        if (host_interrupted) return error_set(e, STATUS_INTERRUPTED, "interrupted");
        s = ask_idle(p, e);
        if (s == STATUS_OK) s = listen(p, is_due(p) ? 0 : LOOK, e);
        if (s == STATUS_OK && is_due(p)) s = take_due(p, e);
    }
    return s;
}

void pool_breathe(void *context)
{
    pool *p = ((host *)context)->pool;
    if (p == NULL || !p->is_handing_on || p->trouble.code != STATUS_OK) return;
    if (listen(p, 0, &p->trouble) == STATUS_OK) ask_idle(p, &p->trouble);
}

status pool_run(host *h, const pool_work *work, error *e)
{
    pool p = { .host = h, .work = work, .seat_count = (size_t)h->workers };
    if (work->count < p.seat_count) p.seat_count = work->count > 0 ? work->count : 1;
    p.slot_count = p.seat_count * AHEAD;
    if (__builtin_mul_overflow(work->limits.document, 16, &p.largest) ||
        __builtin_add_overflow(p.largest, work->limits.row_bytes, &p.largest))
        p.largest = SIZE_MAX;
    p.seats = calloc(p.seat_count, sizeof *p.seats);
    p.slots = calloc(p.slot_count, sizeof *p.slots);
    p.ready = calloc(p.seat_count, sizeof *p.ready);
    pool *outer = h->pool;
    status s = STATUS_NO_MEMORY;
    if (p.seats != NULL && p.slots != NULL && p.ready != NULL) {
        for (size_t i = 0; i < p.seat_count; i++)
            p.seats[i] = (seat){ .worker = { .pid = -1, .channel = -1 },
                                 .runner = { .pid = -1, .channel = -1 },
                                 .task = -1 };
        if (work->ready != NULL) {
            p.seats[0].worker = *work->ready;
            *work->ready = (worker){ .pid = -1, .channel = -1 };
        }
        h->pool = &p;
        s = run(&p, e);
        h->pool = outer;
        for (size_t i = 0; i < p.seat_count; i++) {
            nursery_reap(h->nursery, &p.seats[i].worker, p.seats[i].task >= 0, NULL, NULL);
            leave_task(&p, &p.seats[i]);
        }
        for (size_t i = 0; i < p.slot_count; i++) answer_clear(&p.slots[i].answer);
    } else {
        error_memory(e);
    }
    free(p.seats);
    free(p.slots);
    free(p.ready);
    error_clear(&p.trouble);
    return s;
}
