#include "host/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "corpus/document_frame.h"
#include "host/partial.h"
#include "host/pool.h"
#include "host/rows.h"
#include "host/run_key.h"

enum { BATCH = 64 }; /* documents a transaction: few syncs, and little is lost by a crash */

typedef struct running {
    host *host;
    store *store;
    const run_request *request;
    run_report *report;
    run_key key;
    partial *partial;    /* of map() */
    LIST(int64_t) tasks; /* ids of the documents to be done */
    LIST(char *) keys;   /* and the keys of their results */
    bool is_open;        /* a transaction is under way */
} running;

void run_report_free(run_report *r)
{
    for (size_t i = 0; i < r->failures.count; i++) {
        free(r->failures.items[i].name);
        error_clear(&r->failures.items[i].why);
    }
    list_free(&r->failures);
    *r = (run_report){0};
}

static status note_failure(running *r, int64_t id, const error *why, error *e)
{
    document d = {0};
    run_failure *f = list_push(&r->report->failures);
    if (f == NULL) return error_memory(e);
    f->document = id;
    if (document_read_head(r->store, id, &d, NULL) == STATUS_OK && d.name != NULL) f->name = strdup(d.name);
    error_set(&f->why, why->code, "%s", error_text(why));
    if (why->detail != NULL) f->why.detail = strdup(why->detail);
    document_free(&d);
    return STATUS_OK;
}

/* ---- asking ---- */

static status ask_document(running *r, size_t task, message kind, message *out, buffer *request, error *e)
{
    document d = {0};
    status s = document_read(r->store, r->tasks.items[task], &d, e);
    if (s == STATUS_OK) document_frame_write(request, &d);
    document_free(&d);
    *out = kind;
    return s;
}

static status ask_rows(void *context, size_t task, message *kind, buffer *request, int *descriptor, error *e)
{
    (void)descriptor;
    return ask_document(context, task, MESSAGE_DOCUMENT, kind, request, e);
}

static status ask_partial(void *context, size_t task, message *kind, buffer *request, int *descriptor, error *e)
{
    (void)descriptor;
    return ask_document(context, task, MESSAGE_MAP, kind, request, e);
}

/* ---- taking ---- */

static status keep_transaction(running *r, size_t task, error *e)
{
    status s = STATUS_OK;
    if (r->is_open && task % BATCH == 0) {
        s = store_commit(r->store, e);
        r->is_open = false;
    }
    if (s == STATUS_OK && !r->is_open) {
        s = store_begin(r->store, e);
        r->is_open = s == STATUS_OK;
    }
    return s;
}

/* A row may only point into its own document. */
static status check_spans(const row_table *t, const value *values, int64_t id, error *e)
{
    for (size_t i = 0; i < t->count; i++) {
        bool is_span = values[i].type == VALUE_SPAN || values[i].type == VALUE_SPANS;
        if (is_span && values[i].integer != 0 && values[i].integer != id)
            return error_set(e, STATUS_PLUGIN, "column '%s' holds a span of another document", t->columns[i].name);
    }
    return STATUS_OK;
}

static status store_rows(running *r, int64_t result, int64_t id, const buffer *payload, error *e)
{
    const manifest *m = &r->request->plugin->manifest;
    row_reader rows;
    status s = row_reader_open(&rows, payload, m->tables.items, m->tables.count, e);
    while (s == STATUS_OK && row_reader_next(&rows)) {
        const row_table *t = &m->tables.items[rows.table];
        s = check_spans(t, rows.values, id, e);
        if (s == STATUS_OK) s = results_add(r->store, result, r->request->plugin->name, t, rows.values, e);
    }
    if (s == STATUS_OK && rows.in.failed) s = error_set(e, STATUS_PLUGIN, "its worker sent broken rows");
    row_reader_close(&rows);
    return s;
}

static status store_answer(running *r, size_t task, const answer *a, error *e)
{
    const manifest *m = &r->request->plugin->manifest;
    result_call call = { .plugin = r->request->plugin->name, .options = r->request->canonical,
                         .key = r->keys.items[task], .document = r->tasks.items[task] };
    int64_t result;
    size_t position = 0;
    answer_frame frame;
    status s = results_begin(r->store, &call, m->tables.items, m->tables.count, &result, e);
    while (s == STATUS_OK && answer_next(a, &position, &frame))
        if (frame.kind == MESSAGE_ROWS) s = store_rows(r, result, call.document, &frame.payload, e);
    return s;
}

/* Rows of one call are stored all or none: a savepoint stands around them. */
static status take_rows(void *context, size_t task, const answer *a, error *e)
{
    running *r = context;
    error failure = {0};
    status s = keep_transaction(r, task, e);
    if (s != STATUS_OK) return s;
    if (r->request->progress != NULL) r->request->progress(r->request->context, task, r->tasks.count, NULL);
    if (a->failure.code == STATUS_NO_MEMORY || a->failure.code == STATUS_CORPUS)
        return error_set(e, a->failure.code, "%s", error_text(&a->failure));
    if (a->failure.code != STATUS_OK) return note_failure(r, r->tasks.items[task], &a->failure, e);
    s = store_execute(r->store, "SAVEPOINT call", e);
    if (s != STATUS_OK) return s;
    s = store_answer(r, task, a, &failure);
    if (s == STATUS_OK) r->report->computed++;
    if (s == STATUS_PLUGIN) {
        s = store_execute(r->store, "ROLLBACK TO call", e);
        if (s == STATUS_OK) s = note_failure(r, r->tasks.items[task], &failure, e);
    } else if (s != STATUS_OK) {
        error_set(e, failure.code, "%s", error_text(&failure));
    }
    error_clear(&failure);
    return s == STATUS_OK ? store_execute(r->store, "RELEASE call", e) : s;
}

static status take_partial(void *context, size_t task, const answer *a, error *e)
{
    running *r = context;
    size_t position = 0;
    answer_frame frame;
    if (a->failure.code == STATUS_NO_MEMORY || a->failure.code == STATUS_CORPUS)
        return error_set(e, a->failure.code, "%s", error_text(&a->failure));
    if (a->failure.code != STATUS_OK) return note_failure(r, r->tasks.items[task], &a->failure, e);
    while (answer_next(a, &position, &frame)) {
        reader in = reader_of(frame.payload.data, frame.payload.length);
        status s = frame.kind == MESSAGE_PARTIAL ? partial_merge(r->partial, &in, e) : STATUS_OK;
        if (s != STATUS_OK) return s;
    }
    r->report->computed++;
    return STATUS_OK;
}

/* ---- the phases ---- */

static void write_setup(const running *r, buffer *setup, const limits *l)
{
    frame_put_unsigned(setup, (uint64_t)(r->request->plugin - r->host->plugins.plugins.items));
    message_put_limits(setup, l);
    options_write(setup, r->request->options);
}

static status add_task(running *r, int64_t id, const char *key, error *e)
{
    int64_t *task = list_push(&r->tasks);
    char **copy = list_push(&r->keys);
    if (task == NULL || copy == NULL || (*copy = strdup(key)) == NULL) return error_memory(e);
    *task = id;
    return STATUS_OK;
}

/* The documents whose stored result is missing or was made from something else. */
static status find_tasks(running *r, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < r->request->documents->count && s == STATUS_OK; i++) {
        int64_t id = r->request->documents->items[i];
        digest_hex key;
        bool have = false;
        s = run_key_of(&r->key, r->host, r->store, id, &key, e);
        result_call call = { .plugin = r->request->plugin->name, .options = r->request->canonical,
                             .key = key.text, .document = id };
        if (s == STATUS_OK && !r->request->is_fresh) s = results_have(r->store, &call, &have, e);
        if (s != STATUS_OK) break;
        if (have) r->report->cached++;
        else s = add_task(r, id, key.text, e);
    }
    return s;
}

static status map_all(running *r, error *e)
{
    buffer setup = {0};
    status s = STATUS_OK;
    r->partial = partial_create();
    if (r->partial == NULL) return error_memory(e);
    for (size_t i = 0; i < r->request->documents->count && s == STATUS_OK; i++)
        s = add_task(r, r->request->documents->items[i], "", e);
    write_setup(r, &setup, &r->host->document_limits);
    answer_frame frame = { MESSAGE_ANALYSE, setup };
    pool_work work = { .count = r->tasks.count, .setup = &frame, .setup_count = 1,
                       .limits = r->host->document_limits, .ask = ask_partial, .take = take_partial, .context = r };
    if (s == STATUS_OK) s = pool_run(r->host, &work, e);
    buffer_free(&setup);
    r->tasks.count = 0;
    for (size_t i = 0; i < r->keys.count; i++) free(r->keys.items[i]);
    r->keys.count = 0;
    r->report->computed = 0;
    return s;
}

static void close_running(running *r)
{
    run_key_free(&r->key);
    partial_free(r->partial);
    list_free(&r->tasks);
    for (size_t i = 0; i < r->keys.count; i++) free(r->keys.items[i]);
    list_free(&r->keys);
}

static status run_rows(running *r, const buffer *counts, error *e)
{
    buffer setup = {0};
    write_setup(r, &setup, &r->host->document_limits);
    answer_frame frames[2] = { { MESSAGE_ANALYSE, setup } };
    if (counts != NULL) frames[1] = (answer_frame){ MESSAGE_FINISH, *counts };
    pool_work work = { .count = r->tasks.count, .setup = frames, .setup_count = counts == NULL ? 1 : 2,
                       .limits = r->host->document_limits, .ask = ask_rows, .take = take_rows, .context = r };
    status s = pool_run(r->host, &work, e);
    if (r->is_open && (s == STATUS_OK || s == STATUS_INTERRUPTED)) { /* what is done stays */
        error late = {0};
        if (store_commit(r->store, &late) != STATUS_OK && s == STATUS_OK)
            s = error_set(e, late.code, "%s", error_text(&late));
        error_clear(&late);
    } else if (r->is_open) {
        store_rollback(r->store);
    }
    buffer_free(&setup);
    return s;
}

status run_documents(host *h, store *s, const run_request *request, run_report *report, error *e)
{
    running r = { .host = h, .store = s, .request = request, .report = report };
    const manifest *m = &request->plugin->manifest;
    buffer counts = {0};
    status result = results_prepare(s, request->plugin->name, m->tables.items, m->tables.count, e);
    if (result == STATUS_OK && m->shapes & SHAPE_MAP) {
        result = map_all(&r, e);
        if (result == STATUS_OK) partial_write(&counts, r.partial);
    }
    if (result == STATUS_OK)
        result = run_key_begin(&r.key, h, request->plugin, request->canonical, &counts, e);
    if (result == STATUS_OK) result = find_tasks(&r, e);
    if (result == STATUS_OK && r.tasks.count > 0) result = run_rows(&r, m->shapes & SHAPE_MAP ? &counts : NULL, e);
    buffer_free(&counts);
    close_running(&r);
    return result;
}

/* ---- analyses of the whole corpus ---- */

/* Hands the rows of one worker to the request until it is done. */
static status stream_rows(running *r, worker *w, error *e)
{
    const manifest *m = &r->request->plugin->manifest;
    buffer payload = {0};
    message kind = 0;
    status s = STATUS_OK;
    while (s == STATUS_OK && kind != MESSAGE_DONE) {
        s = pool_receive(r->host, w, r->host->corpus_limits.wall_seconds, &kind, &payload, e);
        if (s != STATUS_OK) break;
        if (kind == MESSAGE_DONE) s = message_outcome(&payload, e);
        if (kind != MESSAGE_ROWS) continue;
        row_reader rows;
        s = row_reader_open(&rows, &payload, m->tables.items, m->tables.count, e);
        while (s == STATUS_OK && row_reader_next(&rows)) s = r->request->row(r->request->context, rows.table, rows.values, e);
        if (s == STATUS_OK && rows.in.failed) s = error_set(e, STATUS_PLUGIN, "its worker sent broken rows");
        row_reader_close(&rows);
    }
    buffer_free(&payload);
    return s;
}

static status run_finish(running *r, error *e)
{
    buffer setup = {0}, counts = {0};
    worker w = { .pid = -1, .channel = -1 };
    write_setup(r, &setup, &r->host->corpus_limits);
    answer_frame frame = { MESSAGE_ANALYSE, setup };
    pool_work work = { .setup = &frame, .setup_count = 1, .limits = r->host->corpus_limits };
    partial_write(&counts, r->partial);
    status s = pool_open_worker(r->host, &work, &w, e);
    if (s == STATUS_OK) s = frame_send(w.channel, MESSAGE_FINISH, &counts, e);
    if (s == STATUS_OK) s = stream_rows(r, &w, e);
    nursery_reap(r->host->nursery, &w, true, NULL, NULL);
    buffer_free(&setup);
    buffer_free(&counts);
    return s;
}

static status run_on_file(running *r, error *e)
{
    buffer request = {0};
    worker w = { .pid = -1, .channel = -1 };
    frame_put_text(&request, store_path(r->store));
    frame_put_text(&request, NULL); /* no script */
    write_setup(r, &request, &r->host->corpus_limits);
    status s = nursery_fork(r->host->nursery, &w, e);
    if (s == STATUS_OK) s = frame_send(w.channel, MESSAGE_CORPUS, &request, e);
    if (s == STATUS_OK) s = stream_rows(r, &w, e);
    nursery_reap(r->host->nursery, &w, true, NULL, NULL);
    buffer_free(&request);
    return s;
}

status run_corpus(host *h, store *s, const run_request *request, run_report *report, error *e)
{
    running r = { .host = h, .store = s, .request = request, .report = report };
    bool maps = request->plugin->manifest.shapes & SHAPE_MAP;
    status result = maps ? map_all(&r, e) : run_on_file(&r, e);
    if (result == STATUS_OK && maps) result = run_finish(&r, e);
    close_running(&r);
    return result;
}

/* ---- scripts ---- */

static status write_all(int descriptor, const buffer *bytes, error *e)
{
    for (size_t done = 0; done < bytes->length;) {
        ssize_t written = write(descriptor, bytes->data + done, bytes->length - done);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return error_system(e, "cannot write what the script prints");
        done += (size_t)written;
    }
    return STATUS_OK;
}

status run_script(host *h, const char *corpus, const char *script, const char *const *arguments, size_t count,
                  int descriptor, error *e)
{
    buffer payload = {0};
    message kind = 0;
    worker w = { .pid = -1, .channel = -1 };
    frame_put_text(&payload, corpus);
    frame_put_text(&payload, script);
    frame_put_unsigned(&payload, count);
    for (size_t i = 0; i < count; i++) frame_put_text(&payload, arguments[i]);
    status s = nursery_fork(h->nursery, &w, e);
    if (s == STATUS_OK) s = frame_send(w.channel, MESSAGE_CORPUS, &payload, e);
    while (s == STATUS_OK && kind != MESSAGE_DONE) {
        s = pool_receive(h, &w, h->corpus_limits.wall_seconds, &kind, &payload, e);
        if (s == STATUS_OK && kind == MESSAGE_OUTPUT) s = write_all(descriptor, &payload, e);
        else if (s == STATUS_OK && kind == MESSAGE_DONE) s = message_outcome(&payload, e);
    }
    nursery_reap(h->nursery, &w, true, NULL, NULL);
    buffer_free(&payload);
    return s;
}
