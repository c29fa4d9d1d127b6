/* A worker that renders a result, or several in one file: it asks the parent for rows and sends it
 * bytes. */
#include <stdlib.h>
#include <unistd.h>

#include "host/message.h"
#include "host/sandbox.h"
#include "host/worker_main.h"

typedef struct format_call {
    rendering rendering;
    worker_state *worker;
    buffer head;    /* of a table that is not the first */
    buffer pending; /* output that waits to be sent */
} format_call;

enum { BATCH = 64 * 1024 };

static status flush(format_call *c, error *e)
{
    if (c->pending.length == 0) return STATUS_OK;
    status s = frame_send(c->worker->channel, MESSAGE_OUTPUT, &c->pending, e);
    buffer_clear(&c->pending);
    return s;
}

static status write_output(void *context, const char *bytes, size_t length, error *e)
{
    format_call *c = context;
    buffer_append(&c->pending, bytes, length);
    if (c->pending.state != STATUS_OK) return error_memory(e);
    return c->pending.length < BATCH ? STATUS_OK : flush(c, e);
}

/* Fetches the next batch of rows; notes stand behind the last. What is rendered so far goes out
 * first: who waits for the rows of a long run sees the first ones. */
static status fetch_rows(void *context, error *e)
{
    format_call *c = context;
    unsigned char kind;
    status s = flush(c, e);
    if (s == STATUS_OK) s = frame_send(c->worker->channel, MESSAGE_MORE, NULL, e);
    if (s == STATUS_OK) s = frame_receive(c->worker->channel, &kind, &c->rendering.rows, -1, e);
    if (s != STATUS_OK) return s;
    if (kind != MESSAGE_ROWS && kind != MESSAGE_NOTES) _exit(1);
    c->rendering.ended = kind == MESSAGE_NOTES;
    return s;
}

static void read_request(format_call *c, const buffer *request, uint64_t *index)
{
    reader r = reader_of(request->data, request->length);
    fields_free(&layout_of_head, &c->rendering.head);
    *index = reader_unsigned(&r);
    fields_read(&r, &layout_of_head, &c->rendering.head);
    c->rendering.options = r; /* the rest */
    if (r.failed) _exit(1);
}

/* Asks for another table: answered by its head, or by no notes when the last one has ended. */
static status next_table(void *context, bool *is_there, error *e)
{
    format_call *c = context;
    unsigned char kind;
    uint64_t index;
    buffer head = { 0 }; /* options are read from the old one until a new one is there */
    status s = flush(c, e);
    if (s == STATUS_OK) s = frame_send(c->worker->channel, MESSAGE_MORE, NULL, e);
    if (s == STATUS_OK) s = frame_receive(c->worker->channel, &kind, &head, -1, e);
    *is_there = s == STATUS_OK && kind == MESSAGE_FORMAT;
    if (s == STATUS_OK && kind != MESSAGE_FORMAT && kind != MESSAGE_NOTES) _exit(1);
    if (!*is_there) {
        buffer_free(&head);
        return s;
    }
    buffer_free(&c->head);
    c->head = head;
    read_request(c, &c->head, &index);
    buffer_clear(&c->rendering.rows);
    c->rendering.ended = false;
    return s;
}

static int call_render(lua_State *L)
{
    format_call *c = lua_touserdata(L, -1);
    lua_pop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, c);
    lua_getfield(L, -1, "render");
    c->worker->host->library->push_rendering(L, &c->rendering);
    lua_call(L, 2, 0);
    return 0;
}

void format_worker(worker_state *w)
{
    host *h = w->host;
    format_call c = { .worker = w };
    error failure = { 0 };
    sandbox *box = NULL;
    uint64_t index;
    read_request(&c, &w->request, &index);
    if (index >= h->plugins.plugins.count) _exit(1);
    c.rendering.more = fetch_rows;
    c.rendering.write = write_output;
    c.rendering.next = next_table;
    c.rendering.context = &c;
    const plugin *p = &h->plugins.plugins.items[index];
    status s = worker_sandbox(w, p, &h->corpus_limits, &box, &failure);
    if (s == STATUS_OK) s = worker_load_plugin(box, p, &failure);
    if (s == STATUS_OK) {
        lua_rawsetp(sandbox_state(box), LUA_REGISTRYINDEX, &c);
        s = sandbox_run(box, call_render, &c, &failure);
    }
    if (s == STATUS_OK) flush(&c, &failure);
    message_done(w->channel, &failure, NULL);
    error_clear(&failure);
    buffer_free(&c.pending);
    buffer_free(&c.rendering.rows);
    buffer_free(&c.head);
    fields_free(&layout_of_head, &c.rendering.head);
    sandbox_free(box);
}
