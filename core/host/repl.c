#include "host/repl.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "host/ending.h"
#include "host/pool.h"

static const double PATIENCE =
    1; /* seconds that an interrupted worker has to stop, and any to answer about names */

struct repl {
    host *host;
    broker *broker;
    worker worker; /* pid -1 when it is to be opened anew */
};

static status start(repl *r, error *e)
{
    buffer request = { 0 };
    frame_put_text(&request, r->broker->corpus);
    answer_frame frame = { MESSAGE_SESSION, request };
    pool_work work = { .setup = &frame, .setup_count = 1, .limits = r->host->corpus_limits };
    status s = request.state == STATUS_OK ? pool_open_worker(r->host, &work, &r->worker, e)
                                          : error_memory(e);
    buffer_free(&request);
    return s;
}

static void stop(repl *r) { nursery_reap(r->host->nursery, &r->worker, true, NULL, NULL); }

/* Says how the worker ended while nobody asked it anything. */
static status ended(repl *r, error *e)
{
    int how = 0;
    nursery_reap(r->host->nursery, &r->worker, true, &how, NULL);
    return ending_describe(e, how == SIGKILL ? 0 : how);
}

status repl_open(broker *b, repl **out, error *e)
{
    repl *r = calloc(1, sizeof *r);
    if (r == NULL) return error_memory(e);
    *r = (repl){ .host = b->host, .broker = b, .worker = { .pid = -1, .channel = -1 } };
    status s = start(r, e);
    if (s == STATUS_OK) *out = r;
    else repl_close(r);
    return s;
}

void repl_close(repl *r)
{
    if (r == NULL) return;
    stop(r);
    free(r);
}

/* ---- evaluation ---- */

static status write_out(int descriptor, const buffer *bytes, error *e)
{
    return file_write(descriptor, bytes->data, bytes->length)
               ? STATUS_OK
               : error_system(e, "cannot write the output");
}

static void interrupt(repl *r, bool *is_interrupted)
{
    *is_interrupted = true;
    host_interrupted = 0;
    kill(r->worker.pid, SIGUSR1);
}

/* The next frame. Ctrl-C is handed on to the worker, once; a second one, or no answer in time then,
 * is its end. */
static status receive(repl *r, bool *is_interrupted, message *kind, buffer *payload, error *e)
{
    double seconds = *is_interrupted ? PATIENCE : r->host->corpus_limits.wall_seconds;
    status s = pool_receive(r->host, &r->worker, seconds, kind, payload, e);
    if (s == STATUS_INTERRUPTED && !*is_interrupted) {
        interrupt(r, is_interrupted);
        error_clear(e);
        s = pool_receive(r->host, &r->worker, PATIENCE, kind, payload, e);
    }
    if (s == STATUS_OK || !*is_interrupted) return s;
    host_interrupted = 0;
    stop(r);
    return error_set(e, STATUS_INTERRUPTED, "interrupted");
}

/* Does what the session asks for. Ctrl-C then ends the evaluation that waits for it, too. */
static status serve(repl *r, bool *is_interrupted, message kind, const buffer *request, error *e)
{
    status s = broker_answer(r->broker, &r->worker, kind, request, e);
    if (s != STATUS_INTERRUPTED) return s;
    interrupt(r, is_interrupted);
    s = message_done(r->worker.channel, e, NULL);
    error_clear(e);
    return s == STATUS_OK ? s : ended(r, e);
}

static status converse(repl *r, int descriptor, bool *goes_on, error *e)
{
    buffer payload = { 0 };
    message kind = 0;
    bool is_interrupted = false;
    status s = STATUS_OK;
    while (s == STATUS_OK && kind != MESSAGE_DONE) {
        s = receive(r, &is_interrupted, &kind, &payload, e);
        if (s != STATUS_OK) break;
        if (kind == MESSAGE_DONE) s = message_outcome(&payload, e);
        else if (kind == MESSAGE_OUTPUT)
            s = is_interrupted ? STATUS_OK : write_out(descriptor, &payload, e);
        else if (kind == MESSAGE_INCOMPLETE) *goes_on = true;
        else if (broker_knows(kind)) s = serve(r, &is_interrupted, kind, &payload, e);
        else s = error_set(e, STATUS_SYSTEM, "a worker sent a broken message");
    }
    if (s != STATUS_OK && kind != MESSAGE_DONE) stop(r);
    broker_close(r->broker);
    buffer_free(&payload);
    return s;
}

status repl_evaluate(repl *r, const repl_chunk *c, int descriptor, bool *goes_on, error *e)
{
    *goes_on = false;
    status s = r->worker.pid > 0 ? STATUS_OK : start(r, e);
    if (s != STATUS_OK) return s;
    buffer request = { 0 };
    frame_put_unsigned(&request, c->first_line);
    frame_put_unsigned(&request, c->width > 0 ? (uint64_t)c->width : 0);
    frame_put_unsigned(&request, c->may_go_on);
    frame_put_bytes(&request, c->text, c->length);
    s = frame_send(r->worker.channel, MESSAGE_CHUNK, &request, e);
    if (s == STATUS_OK) s = converse(r, descriptor, goes_on, e);
    else s = ended(r, e);
    buffer_free(&request);
    if (r->worker.pid <= 0)
        error_set(e, s, "%s; a new worker goes on, and the session's variables are gone",
                  error_text(e));
    return s;
}

/* ---- names ---- */

static status read_names(repl_names *names, error *e)
{
    reader in = reader_of(names->payload.data, names->payload.length);
    names->kind = reader_text(&in);
    for (size_t left = reader_count(&in, 1); left > 0; left--) {
        const char **name = list_push(&names->names);
        if (name == NULL) return error_memory(e);
        *name = reader_text(&in);
        if (*name == NULL) in.failed = true;
    }
    return reader_done(&in) && names->kind != NULL
               ? STATUS_OK
               : error_set(e, STATUS_SYSTEM, "a worker sent a broken message");
}

status repl_ask_names(repl *r, const char *path, repl_names *names, error *e)
{
    buffer request = { 0 }, done = { 0 };
    *names = (repl_names){ 0 };
    unsigned char kind = 0;
    const int patience = (int)(PATIENCE * 1000);
    status s = r->worker.pid > 0 ? STATUS_OK : start(r, e);
    frame_put_text(&request, path);
    if (s == STATUS_OK) s = frame_send(r->worker.channel, MESSAGE_NAMES, &request, e);
    if (s == STATUS_OK) s = frame_receive(r->worker.channel, &kind, &names->payload, patience, e);
    if (s == STATUS_OK) s = read_names(names, e);
    if (s == STATUS_OK) s = frame_receive(r->worker.channel, &kind, &done, patience, e);
    if (s != STATUS_OK) stop(r);
    buffer_free(&request);
    buffer_free(&done);
    return s;
}

void repl_names_free(repl_names *names)
{
    buffer_free(&names->payload);
    list_free(&names->names);
    *names = (repl_names){ 0 };
}
