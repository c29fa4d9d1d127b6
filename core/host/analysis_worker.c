/* A worker that runs one analysis with one set of options on the documents that it is sent. */
#include <unistd.h>

#include "corpus/document_frame.h"
#include "host/message.h"
#include "host/partial.h"
#include "host/sandbox.h"
#include "host/worker_main.h"

/* Keys of the registry: their addresses. */
static const char PLUGIN = 0, OPTIONS = 0, COUNTS = 0;

typedef struct analysis {
    worker_state *worker;
    const plugin *plugin;
    sandbox *sandbox;
    manifest manifest;
    limits limits;
    reader options;
    error failure; /* of what runs inside a protected call */
} analysis;

/* Leaves the plugin's table and its options in the registry, and its manifest in `analysis`. */
static int prepare(lua_State *L)
{
    analysis *a = lua_touserdata(L, -1);
    lua_pop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &PLUGIN);
    if (manifest_from_lua(L, -1, PLUGIN_ANALYSIS, &a->manifest, &a->failure) != STATUS_OK) return 0;
    options_push(L, &a->options);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &OPTIONS);
    return 0;
}

static status open_analysis(analysis *a, error *e)
{
    host *h = a->worker->host;
    reader r = reader_of(a->worker->request.data, a->worker->request.length);
    uint64_t index = reader_unsigned(&r);
    a->limits = message_limits(&r);
    if (r.failed || index >= h->plugins.plugins.count) _exit(1);
    a->plugin = &h->plugins.plugins.items[index];
    a->options = r;
    status s = worker_sandbox(a->worker, a->plugin, &a->limits, &a->sandbox, e);
    if (s == STATUS_OK) s = worker_load_plugin(a->sandbox, a->plugin, e);
    if (s != STATUS_OK) return s;
    lua_rawsetp(sandbox_state(a->sandbox), LUA_REGISTRYINDEX, &PLUGIN);
    s = sandbox_run(a->sandbox, prepare, a, e);
    if (s == STATUS_OK && a->failure.code != STATUS_OK)
        s = error_set(e, a->failure.code, "%s", error_text(&a->failure));
    return s;
}

/* ---- calls ---- */

typedef struct call {
    analysis *analysis;
    const char *function;
    view *view;
    emitter emitter;
    partial *partial;
} call;

/* Pushes the plugin's function and the arguments that every call has. */
static void push_function(lua_State *L, const call *c)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &PLUGIN);
    lua_getfield(L, -1, c->function);
    lua_remove(L, -2);
}

static int call_document(lua_State *L)
{
    call *c = lua_touserdata(L, 1);
    const script_library *library = c->analysis->worker->host->library;
    push_function(L, c);
    library->push_document(L, c->view);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &OPTIONS);
    library->push_emit(L, &c->emitter);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &COUNTS);
    lua_call(L, 4, 0);
    return 0;
}

static int call_map(lua_State *L)
{
    call *c = lua_touserdata(L, 1);
    push_function(L, c);
    c->analysis->worker->host->library->push_document(L, c->view);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &OPTIONS);
    c->analysis->worker->host->library->push_partial(L, c->partial);
    lua_call(L, 3, 0);
    return 0;
}

/* What finish() returns is handed to document() as counts. */
static int call_finish(lua_State *L)
{
    call *c = lua_touserdata(L, 1);
    push_function(L, c);
    c->analysis->worker->host->library->push_partial(L, c->partial);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &OPTIONS);
    c->analysis->worker->host->library->push_emit(L, &c->emitter);
    lua_call(L, 3, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &COUNTS);
    return 0;
}

/* Runs a call that emits rows; a failure of the emitter, which the plugin may have caught, counts. */
static void run_emitting(call *c, int (*body)(lua_State *L), error *failure)
{
    analysis *a = c->analysis;
    c->emitter = emitter_to(a->worker->channel, a->manifest.tables.items, a->manifest.tables.count, &a->limits);
    status s = sandbox_run(a->sandbox, body, c, failure);
    if (s == STATUS_OK) emitter_flush(&c->emitter);
    if (c->emitter.failure.code != STATUS_OK)
        error_set(failure, c->emitter.failure.code, "%s", error_text(&c->emitter.failure));
    emitter_free(&c->emitter);
    lua_gc(sandbox_state(a->sandbox), LUA_GCCOLLECT); /* documents go at once: they are large and Lua cannot see it */
}

static void answer_document(analysis *a, const buffer *payload, bool is_map)
{
    error failure = {0};
    document d = {0};
    view v = {0};
    reader r = reader_of(payload->data, payload->length);
    status s = document_frame_read(&r, &d, &failure);
    if (s == STATUS_OK) s = view_open(&v, &d, &failure);
    call c = { .analysis = a, .function = is_map ? "map" : "document", .view = &v };
    if (s == STATUS_OK && is_map) {
        buffer counted = {0};
        c.partial = partial_create();
        s = c.partial == NULL ? error_memory(&failure) : sandbox_run(a->sandbox, call_map, &c, &failure);
        if (s == STATUS_OK) partial_write(&counted, c.partial);
        if (s == STATUS_OK) frame_send(a->worker->channel, MESSAGE_PARTIAL, &counted, &failure);
        buffer_free(&counted);
        partial_free(c.partial);
        lua_gc(sandbox_state(a->sandbox), LUA_GCCOLLECT);
    } else if (s == STATUS_OK) {
        run_emitting(&c, call_document, &failure);
    }
    view_close(&v); /* empty when the userdata took it over */
    document_free(&d);
    message_done(a->worker->channel, &failure, NULL);
    error_clear(&failure);
}

static void answer_finish(analysis *a, const buffer *payload)
{
    error failure = {0};
    call c = { .analysis = a, .function = "finish", .partial = partial_create() };
    reader r = reader_of(payload->data, payload->length);
    if (c.partial == NULL) error_memory(&failure);
    else if (partial_merge(c.partial, &r, &failure) == STATUS_OK) run_emitting(&c, call_finish, &failure);
    partial_free(c.partial);
    message_done(a->worker->channel, &failure, NULL);
    error_clear(&failure);
}

void analysis_worker(worker_state *w)
{
    analysis a = { .worker = w };
    error failure = {0};
    buffer payload = {0};
    unsigned char kind;
    open_analysis(&a, &failure);
    bool is_open = failure.code == STATUS_OK;
    message_done(w->channel, &failure, NULL);
    error_clear(&failure);
    while (is_open && frame_receive(w->channel, &kind, &payload, -1, NULL) == STATUS_OK) {
        if (kind == MESSAGE_DOCUMENT) answer_document(&a, &payload, false);
        else if (kind == MESSAGE_MAP) answer_document(&a, &payload, true);
        else if (kind == MESSAGE_FINISH) answer_finish(&a, &payload);
        else break;
    }
    buffer_free(&payload);
    manifest_free(&a.manifest);
    error_clear(&a.failure);
    sandbox_free(a.sandbox);
}
