#include "host/run.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/document_frame.h"
#include "host/repairs.h"
#include "host/rows.h"
#include "host/run_parts.h"
#include "host/run_plan.h"
#include "host/stored_part.h"

enum { BATCH = 64 }; /* documents a transaction: few syncs, and little is lost by a crash */

void run_report_free(run_report *r)
{
    for (size_t i = 0; i < r->failures.count; i++) {
        free(r->failures.items[i].name);
        error_clear(&r->failures.items[i].why);
    }
    list_free(&r->failures);
    list_free(&r->keys);
    *r = (run_report){ 0 };
}

/* Notes that the document at `position` of the request has no result. */
static status note_failure(running *r, size_t position, const error *why, error *e)
{
    document d = { 0 };
    run_failure *f = list_push(&r->report->failures);
    if (f == NULL) return error_memory(e);
    f->document = r->request->documents->items[position];
    if (document_read_head(r->store, f->document, &d, NULL) == STATUS_OK && d.name != NULL)
        f->name = strdup(d.name);
    error_set(&f->why, why->code, "%s", error_text(why));
    if (why->detail != NULL) f->why.detail = strdup(why->detail);
    document_free(&d);
    if (position < r->report->keys.count) r->report->keys.items[position].text[0] = '\0';
    return STATUS_OK;
}

static int64_t document_of(const running *r, size_t task)
{
    return r->request->documents->items[r->tasks.items[task]];
}

/* ---- asking ---- */

/* Whether the document is meant as read, and then its readings. */
static status write_readings(const running *r, int64_t id, buffer *out, error *e)
{
    const run_request *q = r->request;
    frame_put_unsigned(out, q->is_repaired);
    if (!q->is_repaired) return STATUS_OK;
    const run_step *step = run_plan_find(q->plan, REPAIR_ANALYSIS);
    return repairs_write(out, r->store, step->plugin, id, q->least_certainty, e);
}

/* The rows that the analysis uses stand behind the document. */
static status write_used(const running *r, int64_t id, buffer *request, error *e)
{
    const text_list *uses = &r->request->plugin->manifest.uses;
    char *options = run_plan_options(r->request, "{}");
    status s = options == NULL ? error_memory(e) : STATUS_OK;
    frame_put_unsigned(request, uses->count);
    for (size_t i = 0; i < uses->count && s == STATUS_OK; i++) {
        const run_step *step = run_plan_find(r->request->plan, uses->items[i]);
        const manifest *m = &step->plugin->manifest;
        s = stored_put_rows(request, r->store, step->plugin->name, options, m->tables.items,
                            m->tables.count, id, e);
    }
    free(options);
    return s;
}

static status ask_document(running *r, size_t task, message kind, message *out, buffer *request,
                           error *e)
{
    document d = { 0 };
    status s = document_read(r->store, document_of(r, task), &d, e);
    if (s == STATUS_OK) document_frame_write(request, &d);
    if (s == STATUS_OK) s = write_readings(r, d.id, request, e);
    if (s == STATUS_OK) s = write_used(r, d.id, request, e);
    document_free(&d);
    *out = kind;
    return s;
}

static status ask_rows(void *context, size_t task, message *kind, buffer *request, int *descriptor,
                       error *e)
{
    (void)descriptor;
    return ask_document(context, task, MESSAGE_DOCUMENT, kind, request, e);
}

static status ask_partial(void *context, size_t task, message *kind, buffer *request,
                          int *descriptor, error *e)
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
            return error_set(e, STATUS_PLUGIN, "column '%s' holds a span of another document",
                             t->columns[i].name);
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
        if (s == STATUS_OK)
            s = results_add(r->store, result, r->request->plugin->name, t, rows.values, e);
    }
    if (s == STATUS_OK && rows.in.failed)
        s = error_set(e, STATUS_PLUGIN, "its worker sent broken rows");
    row_reader_close(&rows);
    return s;
}

static status store_answer(running *r, size_t task, const answer *a, error *e)
{
    const manifest *m = &r->request->plugin->manifest;
    result_call call = { .plugin = r->request->plugin->name,
                         .options = r->request->canonical,
                         .key = r->report->keys.items[r->tasks.items[task]].text,
                         .document = document_of(r, task) };
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
    error failure = { 0 };
    status s = keep_transaction(r, task, e);
    if (s != STATUS_OK) return s;
    if (r->request->progress != NULL)
        r->request->progress(r->request->context, task, r->tasks.count, NULL);
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

void running_write_setup(const running *r, buffer *setup, const limits *l)
{
    frame_put_unsigned(setup, (uint64_t)(r->request->plugin - r->host->plugins.plugins.items));
    message_put_limits(setup, l);
    options_write(setup, r->request->options);
}

void running_close(running *r)
{
    run_key_free(&r->key);
    partial_free(r->partial);
    list_free(&r->tasks);
}

static status add_task(running *r, size_t position, error *e)
{
    size_t *task = list_push(&r->tasks);
    if (task == NULL) return error_memory(e);
    *task = position;
    return STATUS_OK;
}

/* The key of a used result for the document at `position`; NULL when there is none. */
static const char *used_key(const running *r, const char *name, size_t position)
{
    const run_step *step = run_plan_find(r->request->plan, name);
    if (step == NULL || position >= step->report.keys.count) return NULL;
    const char *key = step->report.keys.items[position].text;
    return *key != '\0' ? key : NULL;
}

/* The name of a used analysis that has no result for the document at `position`; NULL when all
 * have. */
static const char *missing_used(const running *r, size_t position)
{
    const text_list *uses = &r->request->plugin->manifest.uses;
    if (r->request->is_repaired && used_key(r, REPAIR_ANALYSIS, position) == NULL)
        return REPAIR_ANALYSIS;
    for (size_t i = 0; i < uses->count; i++)
        if (used_key(r, uses->items[i], position) == NULL) return uses->items[i];
    return NULL;
}

static status note_missing(running *r, size_t position, const char *name, error *e)
{
    error why = { 0 };
    error_set(&why, STATUS_PLUGIN, "%s, which it uses, gave no result", name);
    status s = note_failure(r, position, &why, e);
    error_clear(&why);
    return s;
}

static void add_used_keys(const running *r, size_t position, digest_hex *key)
{
    const text_list *uses = &r->request->plugin->manifest.uses;
    digest sum;
    if (uses->count == 0) return;
    digest_begin(&sum);
    digest_add_text(&sum, key->text);
    for (size_t i = 0; i < uses->count; i++)
        digest_add_text(&sum, used_key(r, uses->items[i], position));
    *key = digest_end(&sum);
}

/* What is read depends on the readings, not on what made them. */
static status add_readings(const running *r, int64_t id, digest_hex *key, error *e)
{
    buffer readings = { 0 };
    digest sum;
    if (!r->request->is_repaired) return STATUS_OK;
    status s = write_readings(r, id, &readings, e);
    if (s == STATUS_OK && readings.state != STATUS_OK) s = error_memory(e);
    digest_begin(&sum);
    digest_add_text(&sum, key->text);
    digest_add(&sum, readings.data, readings.length);
    *key = digest_end(&sum);
    buffer_free(&readings);
    return s;
}

/* Makes the document at `position` a task when its stored result is missing or was made from
 * something else. */
static status look_at(running *r, size_t position, error *e)
{
    int64_t id = r->request->documents->items[position];
    digest_hex *key = list_push(&r->report->keys);
    const char *missing = missing_used(r, position);
    bool have = false;
    if (key == NULL) return error_memory(e);
    if (missing != NULL) return note_missing(r, position, missing, e);
    status s = run_key_of(&r->key, r->host, r->store, id, key, e);
    if (s != STATUS_OK) return s;
    add_used_keys(r, position, key);
    s = add_readings(r, id, key, e);
    if (s != STATUS_OK) return s;
    result_call call = { .plugin = r->request->plugin->name,
                         .options = r->request->canonical,
                         .key = key->text,
                         .document = id };
    if (!r->request->is_fresh) s = results_have(r->store, &call, &have, e);
    if (s != STATUS_OK) return s;
    r->report->cached += have;
    return have ? STATUS_OK : add_task(r, position, e);
}

static status find_tasks(running *r, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < r->request->documents->count && s == STATUS_OK; i++)
        s = look_at(r, i, e);
    return s;
}

status running_map(running *r, error *e)
{
    buffer setup = { 0 };
    status s = STATUS_OK;
    r->partial = partial_create();
    if (r->partial == NULL) return error_memory(e);
    for (size_t i = 0; i < r->request->documents->count && s == STATUS_OK; i++) {
        const char *missing = missing_used(r, i);
        if (missing == NULL) s = add_task(r, i, e);
        else if (!(r->request->plugin->manifest.shapes & SHAPE_DOCUMENT))
            s = note_missing(r, i, missing, e);
    }
    running_write_setup(r, &setup, &r->host->document_limits);
    answer_frame frame = { MESSAGE_ANALYSE, setup };
    pool_work work = { .count = r->tasks.count,
                       .setup = &frame,
                       .setup_count = 1,
                       .limits = r->host->document_limits,
                       .ask = ask_partial,
                       .take = take_partial,
                       .context = r };
    if (s == STATUS_OK) s = pool_run(r->host, &work, e);
    buffer_free(&setup);
    r->tasks.count = 0;
    return s;
}

static status run_rows(running *r, const buffer *counts, error *e)
{
    buffer setup = { 0 };
    running_write_setup(r, &setup, &r->host->document_limits);
    answer_frame frames[2] = { { MESSAGE_ANALYSE, setup } };
    if (counts != NULL) frames[1] = (answer_frame){ MESSAGE_FINISH, *counts };
    pool_work work = { .count = r->tasks.count,
                       .setup = frames,
                       .setup_count = counts == NULL ? 1 : 2,
                       .limits = r->host->document_limits,
                       .ask = ask_rows,
                       .take = take_rows,
                       .context = r };
    status s = pool_run(r->host, &work, e);
    if (r->is_open && (s == STATUS_OK || s == STATUS_INTERRUPTED)) { /* what is done stays */
        error late = { 0 };
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
    buffer counts = { 0 };
    status result = results_prepare(s, request->plugin->name, m->tables.items, m->tables.count, e);
    if (result == STATUS_OK && m->shapes & SHAPE_MAP) {
        result = running_map(&r, e);
        report->computed = 0; /* what counts is document() */
        if (result == STATUS_OK) partial_write(&counts, r.partial);
    }
    if (result == STATUS_OK)
        result = run_key_begin(&r.key, h, request->plugin, request->canonical, &counts, e);
    if (result == STATUS_OK) result = find_tasks(&r, e);
    if (result == STATUS_OK && r.tasks.count > 0)
        result = run_rows(&r, m->shapes & SHAPE_MAP ? &counts : NULL, e);
    buffer_free(&counts);
    running_close(&r);
    return result;
}
