/* A worker that opens the corpus, read-only, and runs one corpus() analysis or one script on it. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/asking.h"
#include "host/corpus_guard.h"
#include "host/message.h"
#include "host/opened.h"
#include "host/printer.h"
#include "host/sandbox.h"
#include "host/worker_main.h"

typedef struct corpus_call {
    worker_state *worker;
    store *store;
    plugin script_plugin; /* the script, as far as require() looks at it */
    const plugin *plugin;
    limits limits;
    reader rest;        /* options, or the script's arguments */
    const char *where;  /* of an analysis: which documents it sees */
    opened_list opened; /* what options name */
    bool sends_cells;
    manifest manifest;
    emitter emitter;
    printer printer; /* of a script */
    asking asking;
} corpus_call;

/* ---- analyses ---- */

static int call_corpus(lua_State *L)
{
    corpus_call *c = lua_touserdata(L, -1);
    const script_library *library = c->worker->host->library;
    lua_pop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, c);
    c->emitter = emitter_to(c->worker->channel, c->manifest.tables.items, c->manifest.tables.count,
                            &c->limits);
    c->emitter.takes_notes = true;
    c->emitter.sends_cells = c->sends_cells;
    lua_getfield(L, -1, "corpus");
    library->push_corpus(L, c->store, c->where);
    options_push(L, &c->rest);
    opened_push(L, &c->opened, library);
    library->push_emit(L, &c->emitter);
    lua_call(L, 3, 0);
    return 0;
}

static status run_analysis(corpus_call *c, sandbox *box, error *e)
{
    status s = worker_load_plugin(box, c->plugin, e);
    if (s == STATUS_OK) s = worker_read_table(box, PLUGIN_ANALYSIS, &c->manifest, e);
    if (s != STATUS_OK) return s;
    lua_rawsetp(sandbox_state(box), LUA_REGISTRYINDEX, c);
    s = sandbox_run(box, call_corpus, c, e);
    if (s == STATUS_OK) emitter_flush(&c->emitter);
    if (c->emitter.failure.code != STATUS_OK)
        s = error_set(e, c->emitter.failure.code, "%s", error_text(&c->emitter.failure));
    return s;
}

/* ---- scripts ---- */

/* Gives the script corpus, arg and print. */
static int add_globals(lua_State *L)
{
    corpus_call *c = lua_touserdata(L, -1);
    sandbox_push_globals(sandbox_of(L));
    c->worker->host->library->push_corpus(L, c->store, NULL);
    lua_setfield(L, -2, "corpus");
    printer_push(L, &c->printer);
    lua_setfield(L, -2, "print");
    asking_register(L, &c->asking);
    lua_newtable(L);
    lua_pushstring(L, c->plugin->path);
    lua_rawseti(L, -2, 0);
    lua_Integer count = (lua_Integer)reader_count(&c->rest, 1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_pushstring(L, reader_text(&c->rest));
        lua_rawseti(L, -2, i);
    }
    lua_setfield(L, -2, "arg");
    return 0;
}

static status run_script(corpus_call *c, sandbox *box, error *e)
{
    c->printer.channel = c->worker->channel;
    c->asking = (asking){ .channel = c->worker->channel, .store = c->store };
    status s = sandbox_run(box, add_globals, c, e);
    if (s == STATUS_OK) s = sandbox_load(box, c->plugin->path, e);
    if (s == STATUS_OK) s = sandbox_call(box, 0, 0, e);
    status sent = printer_flush(
        &c->printer, s == STATUS_OK ? e : NULL); /* what it printed before it failed, too */
    return s == STATUS_OK ? sent : s;
}

/* ---- */

static char *own_folder(const char *script)
{
    const char *slash = strrchr(script, '/');
    return slash == NULL ? strdup(".") : strndup(script, (size_t)(slash - script));
}

static const char *read_request(corpus_call *c, const char **script, error *e)
{
    host *h = c->worker->host;
    c->rest = reader_of(c->worker->request.data, c->worker->request.length);
    const char *path = reader_text(&c->rest);
    *script = reader_text(&c->rest);
    c->limits = h->corpus_limits;
    if (*script != NULL) {
        c->script_plugin = (plugin){ .path = (char *)*script,
                                     .folder = own_folder(*script),
                                     .library = h->plugins.bundled_library };
        c->plugin = &c->script_plugin;
    } else {
        c->where = reader_text(&c->rest);
        c->sends_cells = reader_unsigned(&c->rest) != 0;
        if (opened_open(&c->opened, &c->rest, e) != STATUS_OK) return path;
        uint64_t index = reader_unsigned(&c->rest);
        c->limits = message_limits(&c->rest);
        if (index >= h->plugins.plugins.count) _exit(1);
        c->plugin = &h->plugins.plugins.items[index];
    }
    if (c->rest.failed || path == NULL) _exit(1);
    return path;
}

void corpus_worker(worker_state *w)
{
    corpus_call c = { .worker = w };
    const char *script;
    error failure = { 0 };
    sandbox *box = NULL;
    const char *path = read_request(&c, &script, &failure);
    status s = failure.code;
    if (s == STATUS_OK) s = store_open(path, STORE_READ, 0, &c.store, &failure);
    if (s == STATUS_OK) s = corpus_guard(c.store, false, &failure);
    if (s == STATUS_OK) s = worker_sandbox(w, c.plugin, &c.limits, &box, &failure);
    if (s == STATUS_OK) sandbox_serve_person(box);
    if (s == STATUS_OK)
        s = script == NULL ? run_analysis(&c, box, &failure) : run_script(&c, box, &failure);
    message_done(w->channel, &failure, NULL);
    sandbox_free(box);
    emitter_free(&c.emitter);
    manifest_free(&c.manifest);
    buffer_free(&c.printer.pending);
    free(c.script_plugin.folder);
    store_close(c.store);
    opened_close(&c.opened);
    error_clear(&failure);
}
