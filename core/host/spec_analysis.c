/* Cases of analyses: the rows of every table as JSON, { "TABLE": [ { column: value ... } ... ] }.
 */
#include <stdlib.h>
#include <string.h>

#include "host/quoting.h"
#include "host/run_plan.h"
#include "host/spec_parts.h"

/* Rows on their way from a run to JSON. */
typedef struct gathering {
    host *host;
    store *store;
    const plugin *plugin;
    spec_output *outputs; /* one a table of rows */
    bool has_document;    /* rows begin with the name of their document */
    quoter quoter;
    size_t table;
} gathering;

static status begin_tables(gathering *g, error *e)
{
    const manifest *m = &g->plugin->manifest;
    column head = { (char *)"document", COLUMN_TEXT, NULL };
    status s = STATUS_OK;
    g->outputs = calloc(m->tables.count, sizeof *g->outputs);
    if (g->outputs == NULL) return error_memory(e);
    for (size_t i = 0; i < m->tables.count; i++) g->outputs[i].descriptor = -1;
    for (size_t i = 0; i < m->tables.count && s == STATUS_OK; i++) {
        const row_table *t = &m->tables.items[i];
        column *columns = calloc(t->count + 1, sizeof *columns);
        if (columns == NULL) return error_memory(e);
        columns[0] = head;
        memcpy(columns + g->has_document, t->columns, t->count * sizeof *columns);
        output_setup setup = { .format = "json",
                               .title = g->plugin->name,
                               .columns = columns,
                               .column_count = t->count + g->has_document };
        s = spec_output_begin(&g->outputs[i], g->host, setup, e);
        free(columns);
    }
    return s;
}

static status end_tables(gathering *g, status s, buffer *out, error *e)
{
    const manifest *m = &g->plugin->manifest;
    for (size_t i = 0; g->outputs != NULL && i < m->tables.count; i++) {
        buffer_text(out, i == 0 ? "{" : ",");
        json_append_text(out, m->tables.items[i].name, strlen(m->tables.items[i].name));
        buffer_byte(out, ':');
        s = spec_output_end(&g->outputs[i], s, out, e);
    }
    buffer_byte(out, '}');
    free(g->outputs);
    quoter_free(&g->quoter);
    return s;
}

static status put_values(gathering *g, const value *values, int64_t owner, error *e)
{
    return quoter_put(&g->quoter, g->store, output_row_cells(g->outputs[g->table].output), values,
                      g->plugin->manifest.tables.items[g->table].count, owner, e);
}

static status put_stored(void *context, int64_t row, int64_t id, const value *values, error *e)
{
    (void)row; /* numbers of rows are those of the corpus, not of the analysis */
    gathering *g = context;
    const char *text;
    status s = quoter_name(&g->quoter, g->store, id, &text, e);
    if (s != STATUS_OK) return s;
    value name = value_of_text(text);
    s = output_row(g->outputs[g->table].output, e);
    if (s == STATUS_OK) s = output_value(g->outputs[g->table].output, &name, e);
    return s == STATUS_OK ? put_values(g, values, id, e) : s;
}

static status put_streamed(void *context, size_t table, const value *values, error *e)
{
    gathering *g = context;
    g->table = table;
    status s = output_row(g->outputs[table].output, e);
    return s == STATUS_OK ? put_values(g, values, 0, e) : s;
}

/* ---- running ---- */

static status read_options(const spec_case *given, const manifest *m, option_values *options,
                           char **canonical, error *e)
{
    buffer text = { 0 };
    status s = options_begin(options, m, e);
    for (size_t i = 0; i < given->given.count && s == STATUS_OK; i++) {
        const spec_given *g = &given->given.items[i];
        if (g->part == SPEC_OPTION) s = options_set(options, g->name, g->text, e);
    }
    if (s == STATUS_OK) s = options_check(options, e);
    if (s != STATUS_OK) return s;
    options_append_canonical(&text, options);
    *canonical = buffer_take(&text);
    return *canonical == NULL ? error_memory(e) : STATUS_OK;
}

static status first_failure(const run_report *report, error *e)
{
    if (report->failures.count == 0) return STATUS_OK;
    const run_failure *f = &report->failures.items[0];
    error_set(e, f->why.code, "%s: %s", f->name == NULL ? "?" : f->name, error_text(&f->why));
    if (e != NULL && f->why.detail != NULL) e->detail = strdup(f->why.detail);
    return f->why.code;
}

static status read_stored(gathering *g, const spec_corpus *c, const char *canonical, error *e)
{
    const manifest *m = &g->plugin->manifest;
    status s = STATUS_OK;
    for (g->table = 0; g->table < m->tables.count && s == STATUS_OK; g->table++)
        s = results_read(c->store, g->plugin->name, canonical, &m->tables.items[g->table],
                         c->documents.items, c->documents.count, put_stored, g, e);
    return s;
}

static status reversed(const id_list *documents, id_list *out, error *e)
{
    for (size_t i = documents->count; i > 0; i--) {
        int64_t *id = list_push(out);
        if (id == NULL) return error_memory(e);
        *id = documents->items[i - 1];
    }
    return STATUS_OK;
}

/* Runs what the analysis uses, then itself, and gathers its rows. */
static status run_and_gather(gathering *g, run_plan *plan, const run_request *request,
                             const spec_corpus *c, error *e)
{
    run_report report = { 0 };
    bool is_stored = g->plugin->manifest.shapes & SHAPE_DOCUMENT;
    status s = run_plan_add(plan, g->host, request->plugin, e);
    if (s == STATUS_OK) s = begin_tables(g, e);
    if (s == STATUS_OK) s = run_plan_run(plan, g->host, g->store, request, request->plugin, e);
    if (s == STATUS_OK)
        s = (is_stored ? run_documents : run_corpus)(g->host, g->store, request, &report, e);
    if (s == STATUS_OK) s = first_failure(&report, e);
    if (s == STATUS_OK && is_stored) s = read_stored(g, c, request->canonical, e);
    run_report_free(&report);
    return s;
}

static status run_turn(const spec_turn *t, spec_corpus *c, buffer *out, error *e)
{
    plugin *p;
    option_values options = { 0 };
    id_list backwards = { 0 };
    run_plan plan = { 0 };
    char *canonical = NULL;
    status s = host_find(t->host, PLUGIN_ANALYSIS, t->spec->cases.plugin, &p, e);
    if (s != STATUS_OK) return s;
    bool is_stored = p->manifest.shapes & SHAPE_DOCUMENT,
         writes = is_stored || p->manifest.uses.count > 0;
    gathering g = { .host = t->host, .plugin = p, .has_document = is_stored };
    s = read_options(t->given, &p->manifest, &options, &canonical, e);
    if (s == STATUS_OK && t->is_second) s = reversed(&c->documents, &backwards, e);
    if (s == STATUS_OK) s = spec_corpus_open(c, writes ? STORE_WRITE : STORE_READ, e);
    g.store = c->store;
    run_request request = { .plugin = p,
                            .options = &options,
                            .canonical = canonical,
                            .is_fresh = true,
                            .plan = &plan,
                            .documents = t->is_second ? &backwards : &c->documents,
                            .row = put_streamed,
                            .context = &g };
    if (s == STATUS_OK) s = run_and_gather(&g, &plan, &request, c, e);
    s = end_tables(&g, s, out, e);
    store_close(c->store);
    c->store = NULL;
    run_plan_free(&plan);
    options_free(&options);
    list_free(&backwards);
    free(canonical);
    return s;
}

status spec_run_analysis(const spec_turn *first, const spec_turn *second, buffer *actual,
                         buffer *again, error *e)
{
    spec_corpus c = { 0 };
    status s = spec_corpus_load(&c, first, e);
    if (s == STATUS_OK) s = run_turn(first, &c, actual, e);
    if (s == STATUS_OK) s = run_turn(second, &c, again, e);
    spec_corpus_free(&c);
    return s;
}
