#include "host/host.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/nearest.h"
#include "host/ending.h"
#include "host/message.h"
#include "host/worker_main.h"

volatile sig_atomic_t host_interrupted;

static int processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > 64 ? 64 : (int)count;
}

status host_open(host *h, const host_setup *setup, error *e)
{
    *h = (host){ .library = setup->library,
                 .document_limits = setup->document_limits,
                 .corpus_limits = setup->corpus_limits,
                 .allowed = setup->allowed,
                 .allowed_count = setup->allowed_count,
                 .spare = { .pid = -1, .channel = -1 },
                 .workers = setup->workers > 0 ? setup->workers : processors() };
    status s = discovery_run(&h->plugins, setup->plugin_paths, setup->plugin_path_count,
                             setup->bundled, setup->corpus, e);
    for (size_t i = 0; i < setup->file_count && s == STATUS_OK; i++)
        if (discovery_file(&h->plugins, setup->file_kind, setup->files[i], e) == NULL) s = e->code;
    if (s == STATUS_OK) s = nursery_start(worker_main, h, &h->nursery, e);
    if (s != STATUS_OK) host_close(h);
    return s;
}

void host_close(host *h)
{
    if (h->nursery != NULL) nursery_reap(h->nursery, &h->spare, false, NULL, NULL);
    nursery_stop(h->nursery);
    manifest_cache_close(h->manifests);
    discovery_free(&h->plugins);
    *h = (host){ 0 };
}

/* Asks the spare worker for a manifest; `answered` says that the worker lives on, whatever the
 * outcome. */
static status ask_manifest(host *h, plugin *p, bool *answered, error *failure)
{
    limits l = LIMITS_DECLARE;
    buffer payload = { 0 };
    unsigned char kind = 0;
    frame_put_unsigned(&payload, (uint64_t)(p - h->plugins.plugins.items));
    status s = frame_send(h->spare.channel, MESSAGE_DECLARE, &payload, failure);
    while (s == STATUS_OK && kind != MESSAGE_DONE) {
        s = frame_receive(h->spare.channel, &kind, &payload, (int)(l.wall_seconds * 1000), failure);
        if (s != STATUS_OK) break;
        reader r = reader_of(payload.data, payload.length);
        if (kind == MESSAGE_MANIFEST) s = manifest_read(&r, &p->manifest, failure);
        else if (kind == MESSAGE_DONE) {
            s = message_outcome(&payload, failure);
            *answered = true;
        } else s = error_set(failure, STATUS_SYSTEM, "a worker sent a broken message");
    }
    buffer_free(&payload);
    return s;
}

status host_read_manifest(host *h, plugin *p, error *e)
{
    if (p->is_read) return STATUS_OK;
    if (h->manifests == NULL) h->manifests = manifest_cache_open();
    p->is_read = manifest_cache_find(h->manifests, p);
    if (p->is_read) return STATUS_OK;
    if (h->spare.pid <= 0) {
        status s = nursery_fork(h->nursery, &h->spare, e);
        if (s != STATUS_OK) return s;
    }
    error failure = { 0 };
    bool answered = false;
    status s = ask_manifest(h, p, &answered, &failure);
    if (!answered) {
        int how = 0;
        bool is_silent = s == STATUS_LIMIT;
        nursery_reap(h->nursery, &h->spare, true, &how, NULL);
        if (is_silent || how == SIGXCPU)
            s = error_set(&failure, STATUS_LIMIT,
                          "its file does not end: a plugin's file only returns a table");
        else ending_describe(&failure, how);
    }
    p->is_read = true;
    if (s != STATUS_OK) {
        manifest_free(&p->manifest);
        p->reason = strdup(error_text(&failure));
        p->is_over_limit = s == STATUS_LIMIT;
    } else {
        manifest_cache_add(h->manifests, p);
    }
    error_clear(&failure);
    return s != STATUS_OK && p->reason == NULL ? error_memory(e) : STATUS_OK;
}

static status unknown(host *h, plugin_kind kind, const char *name, error *e)
{
    char hint[80];
    nearest n = { .wanted = name };
    for (size_t i = 0; i < h->plugins.plugins.count; i++) {
        const plugin *p = &h->plugins.plugins.items[i];
        if (p->kind == kind) nearest_offer(&n, p->name);
    }
    nearest_hint(&n, hint, sizeof hint);
    return error_set(e, STATUS_USAGE, "there is no %s '%s'%s", plugin_kind_name(kind), name,
                     *hint != '\0' ? hint : "; see: moonleaf plugins");
}

status host_find(host *h, plugin_kind kind, const char *name, plugin **out, error *e)
{
    plugin *p = discovery_find(&h->plugins, kind, name);
    if (p == NULL) return unknown(h, kind, name, e);
    status s = host_read_manifest(h, p, e);
    if (s != STATUS_OK) return s;
    if (p->reason != NULL)
        return error_set(e, p->is_over_limit ? STATUS_LIMIT : STATUS_PLUGIN,
                         "the %s '%s' is broken: %s", plugin_kind_name(kind), name, p->reason);
    *out = p;
    return STATUS_OK;
}
