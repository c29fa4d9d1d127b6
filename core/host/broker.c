#include "host/broker.h"

#include <stdlib.h>
#include <string.h>

#include "host/opened.h"
#include "host/quoting.h"
#include "host/run_plan.h"
#include "host/stored_part.h"

enum { BATCH = 64 * 1024 };

bool broker_knows(message kind) { return kind == MESSAGE_RUN || kind == MESSAGE_READ; }

void broker_close(broker *b)
{
    store_close(b->store);
    b->store = NULL;
}

/* ---- files ---- */

static bool is_argument(const broker *b, const char *path)
{
    for (size_t i = 0; i < b->argument_count; i++)
        if (strcmp(b->arguments[i], path) == 0) return true;
    return false;
}

static status check_argument(const broker *b, const char *path, error *e)
{
    if (is_argument(b, path)) return STATUS_OK;
    return error_set(e, STATUS_USAGE,
                     "a script reads the files among its arguments alone, and '%s' is none", path);
}

static status read_file(const broker *b, const char *path, buffer *out, error *e)
{
    status s = check_argument(b, path, e);
    return s == STATUS_OK ? opened_read_file(path, b->host->corpus_limits.document, out, e) : s;
}

static status answer_read(const broker *b, const worker *w, reader *r, error *failure, error *e)
{
    buffer bytes = { 0 };
    const char *path = reader_text(r);
    if (path == NULL || !reader_done(r))
        return error_set(e, STATUS_SYSTEM, "a worker sent a broken message");
    status s = STATUS_OK;
    if (read_file(b, path, &bytes, failure) == STATUS_OK)
        s = frame_send(w->channel, MESSAGE_BYTES, &bytes, e);
    buffer_free(&bytes);
    return s;
}

/* ---- analyses ---- */

/* One analysis that a script asked for. */
typedef struct asked {
    broker *broker;
    const worker *worker;
    const char *where;
    bool
        is_reading; /* the script is in the middle of reading the corpus, which keeps writers out */
    plugin *plugin;
    option_values options;
    buffer canonical;
    id_list documents;
    run_plan plan;
    run_report report;
    quoter quoter;
    buffer rows;
    size_t table;
    bool is_stored;
} asked;

static status set_options(asked *a, reader *r, error *e)
{
    status s = options_begin(&a->options, &a->plugin->manifest, e);
    for (size_t n = reader_count(r, 2); n > 0 && s == STATUS_OK; n--) {
        const char *name = reader_text(r), *text = reader_text(r);
        if (name == NULL || text == NULL)
            return error_set(e, STATUS_SYSTEM, "a worker sent a broken message");
        s = options_set(&a->options, name, text, e);
        const plugin_option *o = options_find(&a->plugin->manifest, name);
        if (s == STATUS_OK && o->opens != OPENS_NOTHING) s = check_argument(a->broker, text, e);
    }
    if (s == STATUS_OK) s = options_check(&a->options, e);
    if (s == STATUS_OK) options_append_canonical(&a->canonical, &a->options);
    return s == STATUS_OK && a->canonical.state != STATUS_OK ? error_memory(e) : s;
}

static status open_store(asked *a, error *e)
{
    broker *b = a->broker;
    bool writes = a->is_stored || a->plugin->manifest.uses.count > 0;
    if (b->store != NULL && (b->is_writer || !writes)) return STATUS_OK;
    if (writes && a->is_reading)
        return error_set(
            e, STATUS_USAGE,
            "it stores rows, which cannot be while corpus:sql or corpus:results is being "
            "read: put what you read into a table first");
    broker_close(b);
    b->is_writer = writes;
    return store_open(b->corpus, writes ? STORE_WRITE : STORE_READ, b->wait, &b->store, e);
}

static status send_rows(asked *a, error *e)
{
    status s = a->rows.state != STATUS_OK
                   ? error_memory(e)
                   : frame_send(a->worker->channel, MESSAGE_ROWS, &a->rows, e);
    buffer_clear(&a->rows);
    return s;
}

static status put_values(asked *a, size_t table, const value *values, int64_t owner, error *e)
{
    status s = quoter_put(&a->quoter, a->broker->store, &a->rows, values,
                          a->plugin->manifest.tables.items[table].count, owner, e);
    return s == STATUS_OK && a->rows.length >= BATCH ? send_rows(a, e) : s;
}

static status put_streamed(void *context, size_t table, const value *values, error *e)
{
    asked *a = context;
    frame_put_unsigned(&a->rows, table);
    return put_values(a, table, values, 0, e);
}

static status put_stored(void *context, int64_t row, int64_t id, const value *values, error *e)
{
    asked *a = context;
    const char *name = NULL;
    status s = quoter_name(&a->quoter, a->broker->store, id, &name, e);
    if (s != STATUS_OK) return s;
    const value head[] = { value_of_integer(row), value_of_text(name) };
    frame_put_unsigned(&a->rows, a->table);
    output_put_value(&a->rows, &head[0]);
    output_put_value(&a->rows, &head[1]);
    return put_values(a, a->table, values, id, e);
}

/* Columns come first: with the row's number and its document's name where rows are stored. */
static status send_columns(asked *a, error *e)
{
    const manifest *m = &a->plugin->manifest;
    buffer columns = { 0 };
    frame_put_unsigned(&columns, a->is_stored);
    stored_put_tables(&columns, m->tables.items, m->tables.count);
    status s = columns.state != STATUS_OK
                   ? error_memory(e)
                   : frame_send(a->worker->channel, MESSAGE_COLUMNS, &columns, e);
    buffer_free(&columns);
    return s;
}

static status send_stored(asked *a, error *e)
{
    const manifest *m = &a->plugin->manifest;
    status s = STATUS_OK;
    for (a->table = 0; a->table < m->tables.count && s == STATUS_OK; a->table++)
        s = results_read(a->broker->store, a->plugin->name, a->canonical.data,
                         &m->tables.items[a->table], a->documents.items, a->documents.count,
                         put_stored, a, e);
    return s;
}

/* Nothing came of it although there were documents: then it is an error for the script, too. */
static status check_outcome(const asked *a, error *e)
{
    const run_report *r = &a->report;
    if (!a->is_stored || r->failures.count == 0 || r->computed + r->cached > 0) return STATUS_OK;
    const run_failure *f = &r->failures.items[0];
    return error_set(e, f->why.code, "%s: %s", f->name == NULL ? "?" : f->name,
                     error_text(&f->why));
}

/* Tells what failed, but for what is raised in the script anyway. */
static void tell(const asked *a, bool is_done)
{
    const broker *b = a->broker;
    if (b->report == NULL) return;
    for (size_t i = 0; i < a->plan.steps.count; i++)
        b->report(b->context, a->plan.steps.items[i].plugin, &a->plan.steps.items[i].report);
    if (is_done) b->report(b->context, a->plugin, &a->report);
}

static status run_asked(asked *a, error *e)
{
    broker *b = a->broker;
    a->is_stored = a->plugin->manifest.shapes & SHAPE_DOCUMENT;
    run_request request = { .plugin = a->plugin,
                            .options = &a->options,
                            .canonical = a->canonical.data,
                            .documents = &a->documents,
                            .where = a->where,
                            .plan = &a->plan,
                            .row = put_streamed,
                            .context = a };
    status s = run_plan_add(&a->plan, b->host, a->plugin, e);
    if (s == STATUS_OK) s = open_store(a, e);
    if (s == STATUS_OK) {
        s = documents_where(b->store, a->where, &a->documents, e);
        if (s == STATUS_USAGE) error_prefix(e, "where: ");
    }
    if (s == STATUS_OK) s = run_plan_run(&a->plan, b->host, b->store, &request, a->plugin, e);
    if (s == STATUS_OK) s = send_columns(a, e);
    if (s == STATUS_OK && a->is_stored)
        s = run_documents(b->host, b->store, &request, &a->report, e);
    else if (s == STATUS_OK) s = run_corpus(b->host, b->store, &request, &a->report, e);
    if (s == STATUS_OK) s = check_outcome(a, e);
    tell(a, s == STATUS_OK);
    if (s == STATUS_OK && a->is_stored) s = send_stored(a, e);
    return s == STATUS_OK && a->rows.length > 0 ? send_rows(a, e) : s;
}

static status answer_run(broker *b, const worker *w, reader *r, error *failure)
{
    asked a = { .broker = b, .worker = w };
    const char *name = reader_text(r);
    a.where = reader_text(r);
    a.is_reading = reader_unsigned(r) != 0;
    status s = name == NULL ? error_set(failure, STATUS_SYSTEM, "a worker sent a broken message")
                            : host_find(b->host, PLUGIN_ANALYSIS, name, &a.plugin, failure);
    if (s == STATUS_OK) s = set_options(&a, r, failure);
    if (s == STATUS_OK) s = run_asked(&a, failure);
    if (s != STATUS_OK && a.plugin != NULL) error_prefix(failure, "%s: ", name);
    run_plan_free(&a.plan);
    run_report_free(&a.report);
    quoter_free(&a.quoter);
    if (a.plugin != NULL) options_free(&a.options);
    list_free(&a.documents);
    buffer_free(&a.canonical);
    buffer_free(&a.rows);
    return s;
}

/* ---- */

status broker_answer(broker *b, const worker *w, message kind, const buffer *request, error *e)
{
    error failure = { 0 };
    reader r = reader_of(request->data, request->length);
    status s = STATUS_OK;
    if (kind == MESSAGE_READ) s = answer_read(b, w, &r, &failure, e);
    else answer_run(b, w, &r, &failure);
    if (s == STATUS_OK && failure.code == STATUS_INTERRUPTED)
        s = error_set(e, failure.code, "%s", error_text(&failure));
    if (s == STATUS_OK) s = message_done(w->channel, &failure, e);
    error_clear(&failure);
    return s;
}
