/* moonleaf run: an analysis, and its rows in a format. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/screen.h"
#include "host/quoting.h"
#include "host/run.h"

typedef struct running {
    invocation *i;
    plugin *plugin;
    option_values options;
    char *canonical;
    id_list documents;
    progress progress;
    run_report report;
    quoter quoter;
    output *output;
    size_t table; /* of rows that is being printed */
    int64_t last; /* document of the last row, and its name */
    char *name;
} running;

/* ---- what was asked ---- */

static bool is_file_name(const char *name) { return strchr(name, '/') != NULL || strstr(name, ".lua") != NULL; }

static status find_plugin(running *r, error *e)
{
    const char *name = r->i->arguments.items[0];
    bool is_file = is_file_name(name);
    status s = invocation_open_host(r->i, is_file ? name : NULL, e);
    if (s != STATUS_OK || !is_file) return s == STATUS_OK ? host_find(&r->i->host, PLUGIN_ANALYSIS, name, &r->plugin, e) : s;
    r->plugin = &r->i->host.plugins.plugins.items[r->i->host.plugins.plugins.count - 1];
    s = host_read_manifest(&r->i->host, r->plugin, e);
    if (s == STATUS_OK && r->plugin->reason != NULL) s = error_set(e, STATUS_PLUGIN, "%s: %s", name, r->plugin->reason);
    return s;
}

static status read_options(running *r, error *e)
{
    status s = options_begin(&r->options, &r->plugin->manifest, e);
    for (size_t n = 0; n < r->i->options.count && s == STATUS_OK; n++) {
        const given_option *o = &r->i->options.items[n];
        if (o->is_foreign) s = options_set(&r->options, o->name, o->value, e);
    }
    if (s == STATUS_USAGE) error_prefix(e, "%s: ", r->plugin->name);
    if (s != STATUS_OK) return s;
    buffer canonical = {0};
    options_append_canonical(&canonical, &r->options);
    r->canonical = buffer_take(&canonical);
    return r->canonical == NULL ? error_memory(e) : STATUS_OK;
}

/* ---- printing ---- */

static const column head_columns[] = {
    { (char *)"row", COLUMN_INTEGER, (char *)"number of the row, for moonleaf show PLUGIN:ROW" },
    { (char *)"document", COLUMN_TEXT, (char *)"name of the document" },
};

static status begin_table(running *r, bool has_document, error *e)
{
    const row_table *t = &r->plugin->manifest.tables.items[r->table];
    size_t head = has_document ? 2 : 0;
    column *columns = calloc(head + t->count, sizeof *columns);
    if (columns == NULL) return error_memory(e);
    if (has_document) memcpy(columns, head_columns, sizeof head_columns);
    memcpy(columns + head, t->columns, t->count * sizeof *columns);
    status s = screen_begin(r->i, r->plugin->name, columns, head + t->count, &r->output, e);
    free(columns);
    return s;
}

static status end_table(running *r, status s, error *e)
{
    if (s == STATUS_OK) s = output_end(r->output, e);
    else output_drop(r->output);
    r->output = NULL;
    return s;
}

static status put_values(running *r, const value *values, int64_t owner, error *e)
{
    const row_table *t = &r->plugin->manifest.tables.items[r->table];
    status s = STATUS_OK;
    for (size_t n = 0; n < t->count && s == STATUS_OK; n++)
        s = quoter_put(&r->quoter, r->i->store, r->output, &values[n], owner, e);
    return s;
}

static status name_document(running *r, int64_t id, error *e)
{
    if (id == r->last && r->name != NULL) return STATUS_OK;
    document d = {0};
    status s = document_read_head(r->i->store, id, &d, e);
    free(r->name);
    r->name = s == STATUS_OK && d.name != NULL ? strdup(d.name) : NULL;
    r->last = id;
    document_free(&d);
    return s == STATUS_OK && r->name == NULL ? error_memory(e) : s;
}

static status put_stored_row(void *context, int64_t row, int64_t id, const value *values, error *e)
{
    running *r = context;
    status s = name_document(r, id, e);
    const value head[] = { value_of_integer(row), value_of_text(r->name) };
    if (s == STATUS_OK) s = output_row(r->output, e);
    if (s == STATUS_OK) s = output_value(r->output, &head[0], e);
    if (s == STATUS_OK) s = output_value(r->output, &head[1], e);
    return s == STATUS_OK ? put_values(r, values, id, e) : s;
}

static status put_streamed_row(void *context, size_t table, const value *values, error *e)
{
    running *r = context;
    if (r->output != NULL && table != r->table) {
        status s = end_table(r, STATUS_OK, e);
        if (s != STATUS_OK) return s;
    }
    r->table = table;
    status s = r->output == NULL ? begin_table(r, false, e) : STATUS_OK;
    if (s == STATUS_OK) s = output_row(r->output, e);
    return s == STATUS_OK ? put_values(r, values, 0, e) : s;
}

static status print_stored(running *r, error *e)
{
    const manifest *m = &r->plugin->manifest;
    status s = STATUS_OK;
    for (r->table = 0; r->table < m->tables.count && s == STATUS_OK; r->table++) {
        s = begin_table(r, true, e);
        if (s == STATUS_OK)
            s = results_read(r->i->store, r->plugin->name, r->canonical, &m->tables.items[r->table],
                             r->documents.items, r->documents.count, put_stored_row, r, e);
        s = end_table(r, s, e);
    }
    return s;
}

/* ---- running ---- */

static void show_progress(void *context, size_t done, size_t count, const char *document_name)
{
    running *r = context;
    progress_show(&r->progress, done, count, document_name);
}

static bool is_same_failure(const run_failure *a, const run_failure *b)
{
    return a->why.code == b->why.code && strcmp(error_text(&a->why), error_text(&b->why)) == 0;
}

/* One line for each reason: the first document that it met, and how many more. */
static void say_failure(const running *r, size_t at)
{
    const run_report *report = &r->report;
    const run_failure *f = &report->failures.items[at];
    size_t more = 0;
    for (size_t n = 0; n < report->failures.count; n++) {
        if (!is_same_failure(f, &report->failures.items[n])) continue;
        if (n < at) return; /* said already */
        more += n > at;
    }
    const char *name = f->name == NULL ? "?" : f->name, *plural = more == 1 ? "" : "s";
    if (more == 0) screen_say("%s: %s: %s", r->plugin->name, name, error_text(&f->why));
    else screen_say("%s: %s and %zu more document%s: %s", r->plugin->name, name, more, plural, error_text(&f->why));
    if (f->why.detail != NULL && invocation_has(r->i, "debug")) fputs(f->why.detail, stderr);
}

/* Says which documents failed; answers the exit code that follows. */
static int say_failures(const running *r, long allowed)
{
    const run_report *report = &r->report;
    status worst = STATUS_OK;
    for (size_t n = 0; n < report->failures.count; n++) {
        say_failure(r, n);
        worst = report->failures.items[n].why.code;
    }
    if (report->failures.count <= (size_t)allowed) return EXIT_DONE;
    if (report->computed + report->cached > 0) return EXIT_SOME_FAILED;
    return worst == STATUS_LIMIT ? EXIT_LIMIT : EXIT_PLUGIN;
}

static status run(running *r, int *exit_code, long allowed, error *e)
{
    bool is_stored = r->plugin->manifest.shapes & SHAPE_DOCUMENT;
    run_request request = { .plugin = r->plugin, .options = &r->options, .canonical = r->canonical,
                            .documents = &r->documents, .is_fresh = invocation_has(r->i, "fresh"),
                            .progress = show_progress, .row = put_streamed_row, .context = r };
    status s = invocation_open_store(r->i, is_stored ? STORE_WRITE : STORE_READ, e);
    if (s == STATUS_OK) s = documents_where(r->i->store, invocation_value(r->i, "where"), &r->documents, e);
    if (s == STATUS_USAGE) error_prefix(e, "--where: ");
    if (s != STATUS_OK) return s;
    if (is_stored) s = run_documents(&r->i->host, r->i->store, &request, &r->report, e);
    else s = run_corpus(&r->i->host, r->i->store, &request, &r->report, e);
    progress_end(&r->progress);
    if (s == STATUS_PLUGIN || s == STATUS_LIMIT) error_prefix(e, "%s: ", r->plugin->name);
    int code = s == STATUS_OK ? say_failures(r, allowed) : EXIT_DONE;
    bool has_nothing = code == EXIT_PLUGIN || code == EXIT_LIMIT;
    if (s == STATUS_OK && is_stored && !has_nothing) s = print_stored(r, e);
    else if (s == STATUS_OK && !is_stored && r->output == NULL) s = begin_table(r, false, e);
    if (r->output != NULL) s = end_table(r, s, e);
    *exit_code = code;
    return s;
}

status run_command(invocation *i, int *exit_code, error *e)
{
    running r = { .i = i, .progress = progress_begin(i, "run") };
    long allowed;
    status s = invocation_number(i, "allow-failures", 0, &allowed, e);
    if (s == STATUS_OK) s = find_plugin(&r, e);
    if (s == STATUS_OK) s = read_options(&r, e);
    if (s == STATUS_OK) s = screen_check_format(i, e);
    if (s == STATUS_OK) s = run(&r, exit_code, allowed, e);
    run_report_free(&r.report);
    quoter_free(&r.quoter);
    options_free(&r.options);
    list_free(&r.documents);
    free(r.canonical);
    free(r.name);
    return s;
}
