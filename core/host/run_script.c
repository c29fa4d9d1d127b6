#include "host/run_script.h"

#include <errno.h>

#include "base/file.h"
#include "host/pool.h"

static status write_out(int descriptor, const buffer *bytes, bool *is_over, error *e)
{
    if (file_write(descriptor, bytes->data, bytes->length)) return STATUS_OK;
    *is_over = errno == EPIPE; /* `| head` has seen enough */
    return *is_over ? STATUS_OK : error_system(e, "cannot write what the script prints");
}

static status serve(broker *b, worker *w, int descriptor, buffer *payload, error *e)
{
    message kind = 0;
    bool is_over = false;
    status s = STATUS_OK;
    while (s == STATUS_OK && kind != MESSAGE_DONE && !is_over) {
        s = pool_receive(b->host, w, b->host->corpus_limits.wall_seconds, &kind, payload, e);
        if (s != STATUS_OK) break;
        if (broker_knows(kind)) s = broker_answer(b, w, kind, payload, e);
        else if (kind == MESSAGE_OUTPUT) s = write_out(descriptor, payload, &is_over, e);
        else if (kind == MESSAGE_DONE) s = message_outcome(payload, e);
    }
    return s;
}

status run_script(broker *b, const char *script, int descriptor, error *e)
{
    buffer payload = { 0 };
    worker w = { .pid = -1, .channel = -1 };
    frame_put_text(&payload, b->corpus);
    frame_put_text(&payload, script);
    frame_put_unsigned(&payload, b->argument_count);
    for (size_t i = 0; i < b->argument_count; i++) frame_put_text(&payload, b->arguments[i]);
    status s = nursery_fork(b->host->nursery, &w, e);
    if (s == STATUS_OK) s = frame_send(w.channel, MESSAGE_CORPUS, &payload, e);
    if (s == STATUS_OK) s = serve(b, &w, descriptor, &payload, e);
    nursery_reap(b->host->nursery, &w, true, NULL, NULL);
    broker_close(b);
    buffer_free(&payload);
    return s;
}
