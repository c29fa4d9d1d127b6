#include "host/worker_main.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "host/confinement.h"
#include "host/message.h"
#include "host/plugin_file.h"
#include "host/sandbox.h"

status worker_confine(worker_state *w, const limits *l, error *e)
{
    if (w->is_confined) return STATUS_OK;
    w->is_confined = true;
    sqlite3_hard_heap_limit64((sqlite3_int64)l->memory);
    return confinement_enter(l, e);
}

status worker_sandbox(worker_state *w, const plugin *p, const limits *l, sandbox **out, error *e)
{
    status s = worker_confine(w, l, e);
    if (s != STATUS_OK) return s;
    sandbox_setup setup = { .plugins = &w->host->plugins,
                            .plugin = p,
                            .limits = *l,
                            .open_api = w->host->library->open_api };
    return sandbox_create(&setup, out, e);
}

status worker_load_plugin(sandbox *s, const plugin *p, error *e)
{
    status result = sandbox_load(s, p->path, e);
    if (result == STATUS_OK) result = sandbox_call(s, 0, 1, e);
    if (result == STATUS_OK && !lua_istable(sandbox_state(s), -1))
        result =
            error_set(e, STATUS_PLUGIN, "a plugin's file returns one table; this one returns a %s",
                      lua_typename(sandbox_state(s), lua_type(sandbox_state(s), -1)));
    return result;
}

/* ---- manifests ---- */

typedef struct table_reading {
    plugin_kind kind;
    manifest *manifest;
    error failure;
} table_reading;

static int read_table(lua_State *L)
{
    table_reading *r = lua_touserdata(L, -1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, r);
    manifest_from_lua(L, -1, r->kind, r->manifest, &r->failure);
    return 0;
}

status worker_read_table(sandbox *s, plugin_kind kind, manifest *m, error *e)
{
    table_reading r = { .kind = kind, .manifest = m };
    lua_pushvalue(sandbox_state(s), -1);
    lua_rawsetp(sandbox_state(s), LUA_REGISTRYINDEX, &r);
    status result = sandbox_run(s, read_table, &r, e);
    if (result == STATUS_OK && r.failure.code != STATUS_OK)
        result = error_set(e, r.failure.code, "%s", error_text(&r.failure));
    error_clear(&r.failure);
    return result;
}

/* The flags of the limits are for what a plugin does, not for reading its file. */
static status too_much(error *e)
{
    return error_set(
        e, STATUS_LIMIT,
        "its file takes too long or too much memory: a plugin's file only returns a table");
}

status worker_declare(worker_state *w, const plugin *p, manifest *m, error *e)
{
    limits l = LIMITS_DECLARE;
    sandbox *s = NULL;
    status result = worker_sandbox(w, p, &l, &s, e);
    if (result == STATUS_OK) {
        lua_gc(sandbox_state(s), LUA_GCSTOP); /* all of a table is kept: there is no garbage */
        result = sandbox_load(s, p->path, e);
    }
    if (result == STATUS_OK) result = sandbox_call(s, 0, 1, e);
    if (result == STATUS_OK) result = worker_read_table(s, p->kind, m, e);
    sandbox_free(s);
    return result == STATUS_LIMIT ? too_much(e) : result;
}

static void add_help(const plugin *p, manifest *m)
{
    buffer source = { 0 };
    if (plugin_file_read(p->path, &source, NULL) == STATUS_OK)
        m->help = plugin_file_comment(&source);
    buffer_free(&source);
}

/* Answers one MESSAGE_DECLARE. */
static void answer_declare(worker_state *w)
{
    error failure = { 0 };
    manifest m = { 0 };
    buffer payload = { 0 };
    reader r = reader_of(w->request.data, w->request.length);
    uint64_t index = reader_unsigned(&r);
    if (!reader_done(&r) || index >= w->host->plugins.plugins.count) _exit(1);
    const plugin *p = &w->host->plugins.plugins.items[index];
    if (worker_declare(w, p, &m, &failure) == STATUS_OK) {
        add_help(p, &m);
        manifest_write(&payload, &m);
        frame_send(w->channel, MESSAGE_MANIFEST, &payload, &failure);
    }
    message_done(w->channel, &failure, NULL);
    manifest_free(&m);
    buffer_free(&payload);
    error_clear(&failure);
}

/* ---- */

void worker_main(int channel, void *context)
{
    worker_state w = { .channel = channel, .host = context };
    unsigned char kind;
    confinement_begin(channel);
    while (frame_receive(channel, &kind, &w.request, -1, NULL) == STATUS_OK) {
        switch (kind) {
        case MESSAGE_DECLARE: answer_declare(&w); break;
        case MESSAGE_ANALYSE: analysis_worker(&w); break;
        case MESSAGE_LOADERS: load_worker(&w); break;
        case MESSAGE_FORMAT: format_worker(&w); break;
        case MESSAGE_CORPUS: corpus_worker(&w); break;
        case MESSAGE_SPEC: spec_worker(&w); break;
        case MESSAGE_CUT: cut_worker(&w); break;
        case MESSAGE_SESSION: repl_worker(&w); break;
        case MESSAGE_PROGRAM: program_worker(&w); break;
        default: _exit(1);
        }
    }
    buffer_free(&w.request);
}
