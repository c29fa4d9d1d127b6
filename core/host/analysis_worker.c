/* A worker that runs one analysis with one set of options on the documents that it is sent. */
#include <unistd.h>

#include "corpus/document_frame.h"
#include "host/languages.h"
#include "host/message.h"
#include "host/partial.h"
#include "host/repairs.h"
#include "host/sandbox.h"
#include "host/worker_main.h"

/* Keys of the registry: their addresses. */
static const char PLUGIN = 0, OPTIONS = 0, COUNTS = 0, DOCUMENT = 0;

typedef struct analysis {
    worker_state *worker;
    const plugin *plugin;
    sandbox *sandbox;
    manifest manifest;
    limits limits;
    reader options;
    emitter emitter;  /* of the call under way: it lies still, for the plugin may keep emit() */
    partial *counted; /* what finish() reads, and may hand on as counts */
    text_rules rules; /* of the preparer, which is made for the first document as read */
    preparer *preparer;
} analysis;

static int keep_options(lua_State *L)
{
    analysis *a = lua_touserdata(L, -1);
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
    if (s == STATUS_OK) s = worker_read_table(a->sandbox, PLUGIN_ANALYSIS, &a->manifest, e);
    if (s != STATUS_OK) return s;
    lua_rawsetp(sandbox_state(a->sandbox), LUA_REGISTRYINDEX, &PLUGIN);
    return sandbox_run(a->sandbox, keep_options, a, e);
}

/* ---- calls ---- */

typedef struct call {
    analysis *analysis;
    const char *function;
    view *view;
    reader used; /* the results behind the document */
    partial *partial;
} call;

/* Pushes the plugin's function and the arguments that every call has. */
static void push_function(lua_State *L, const call *c)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &PLUGIN);
    lua_getfield(L, -1, c->function);
    lua_remove(L, -2);
}

static void push_document(lua_State *L, const call *c)
{
    const script_library *library = c->analysis->worker->host->library;
    library->push_document(L, c->view);
    library->attach_results(L, (const char *)c->used.at, (size_t)(c->used.end - c->used.at));
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &DOCUMENT);
}

/* The document's call is over: what the plugin keeps of it is of no use, and its memory goes at
 * once. */
static void close_document(const analysis *a)
{
    lua_State *L = sandbox_state(a->sandbox);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &DOCUMENT);
    a->worker->host->library->close_document(L, -1);
    lua_pop(L, 1);
}

static int call_document(lua_State *L)
{
    call *c = lua_touserdata(L, 1);
    const script_library *library = c->analysis->worker->host->library;
    push_function(L, c);
    push_document(L, c);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &OPTIONS);
    library->push_emit(L, &c->analysis->emitter);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &COUNTS);
    lua_call(L, 4, 0);
    return 0;
}

static int call_map(lua_State *L)
{
    call *c = lua_touserdata(L, 1);
    push_function(L, c);
    push_document(L, c);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &OPTIONS);
    c->analysis->worker->host->library->push_partial(L, c->partial);
    lua_call(L, 3, 0);
    return 0;
}

static const char function_finish[] = "finish";

/* What finish() returns is handed to document() as counts. */
static int call_finish(lua_State *L)
{
    call *c = lua_touserdata(L, 1);
    push_function(L, c);
    c->analysis->worker->host->library->push_partial(L, c->partial);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &OPTIONS);
    c->analysis->worker->host->library->push_emit(L, &c->analysis->emitter);
    lua_call(L, 3, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &COUNTS);
    return 0;
}

/* Runs a call that emits rows; a failure of the emitter, which the plugin may have caught, counts.
 */
static void run_emitting(call *c, int (*body)(lua_State *L), error *failure)
{
    analysis *a = c->analysis;
    a->emitter = emitter_to(a->worker->channel, a->manifest.tables.items, a->manifest.tables.count,
                            &a->limits);
    a->emitter.takes_notes = c->function == function_finish;
    status s = sandbox_run(a->sandbox, body, c, failure);
    if (s == STATUS_OK) emitter_flush(&c->analysis->emitter);
    if (a->emitter.failure.code != STATUS_OK)
        error_set(failure, a->emitter.failure.code, "%s",
                  error_text(&c->analysis->emitter.failure));
    emitter_free(&c->analysis->emitter);
}

/* Sends what one call of map() counted; the parent merges it into what it holds for all documents.
 */
static status send_partial(const analysis *a, const partial *p, error *e)
{
    buffer counted = { 0 };
    partial_write(&counted, p);
    status s =
        counted.length > a->limits.row_bytes
            ? error_set(e, STATUS_LIMIT, "counted more than %zu MiB; --max-bytes raises the limit",
                        a->limits.row_bytes >> 20)
            : frame_send(a->worker->channel, MESSAGE_PARTIAL, &counted, e);
    buffer_free(&counted);
    return s;
}

static void map_document(analysis *a, call *c, error *failure)
{
    c->partial = partial_create();
    status s =
        c->partial == NULL ? error_memory(failure) : sandbox_run(a->sandbox, call_map, c, failure);
    if (s == STATUS_OK) send_partial(a, c->partial, failure);
    a->worker->host->library->close_partial(sandbox_state(a->sandbox));
    partial_free(c->partial);
}

/* Makes a document the one as read, when it was asked for. */
static status read_repaired(analysis *a, reader *r, document *d, reading_map **way, error *e)
{
    digest_hex made_of;
    status s = STATUS_OK;
    if (reader_unsigned(r) == 0) return STATUS_OK;
    if (a->preparer == NULL) {
        s = languages_read_rules(a->worker, &a->rules, &made_of, e);
        if (s == STATUS_OK) s = preparer_create(&a->rules, &a->preparer, e);
    }
    return s == STATUS_OK ? repairs_apply(a->preparer, r, d, way, e) : s;
}

static void answer_document(analysis *a, const buffer *payload, bool is_map)
{
    error failure = { 0 };
    document d = { 0 };
    view v = { 0 };
    reader r = reader_of(payload->data, payload->length);
    reading_map *way = NULL;
    status s = document_frame_read(&r, &d, &failure);
    if (s == STATUS_OK) s = read_repaired(a, &r, &d, &way, &failure);
    if (s == STATUS_OK) s = view_open(&v, &d, &failure);
    if (s == STATUS_OK) v.map = way;
    else reading_map_free(way);
    call c = { .analysis = a, .function = is_map ? "map" : "document", .view = &v, .used = r };
    if (s == STATUS_OK && is_map) map_document(a, &c, &failure);
    else if (s == STATUS_OK) run_emitting(&c, call_document, &failure);
    close_document(a);
    view_close(&v); /* empty when the userdata took it over */
    document_free(&d);
    if (failure.code == STATUS_NO_MEMORY) sandbox_out_of_memory(a->sandbox, &failure);
    message_done(a->worker->channel, &failure, NULL);
    error_clear(&failure);
}

static void answer_finish(analysis *a, const buffer *payload)
{
    error failure = { 0 };
    a->counted = partial_create();
    call c = { .analysis = a, .function = function_finish, .partial = a->counted };
    reader r = reader_of(payload->data, payload->length);
    if (a->counted == NULL) error_memory(&failure);
    else if (partial_merge(a->counted, &r, &failure) == STATUS_OK)
        run_emitting(&c, call_finish, &failure);
    if (failure.code == STATUS_NO_MEMORY) sandbox_out_of_memory(a->sandbox, &failure);
    message_done(a->worker->channel, &failure, NULL);
    error_clear(&failure);
}

void analysis_worker(worker_state *w)
{
    analysis a = { .worker = w };
    error failure = { 0 };
    buffer payload = { 0 };
    unsigned char kind;
    open_analysis(&a, &failure);
    bool is_open = failure.code == STATUS_OK;
    message_done(w->channel, &failure, NULL);
    error_clear(&failure);
    while (is_open && frame_receive(w->channel, &kind, &payload, -1, NULL) == STATUS_OK) {
        if (kind == MESSAGE_DOCUMENT) answer_document(&a, &payload, false);
        else if (kind == MESSAGE_MAP) answer_document(&a, &payload, true);
        else if (kind == MESSAGE_FINISH && a.counted == NULL) answer_finish(&a, &payload);
        else break;
    }
    buffer_free(&payload);
    manifest_free(&a.manifest);
    sandbox_free(a.sandbox);
    partial_free(a.counted);
    preparer_free(a.preparer);
    text_rules_free(&a.rules);
}
