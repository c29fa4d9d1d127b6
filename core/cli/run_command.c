/* moonleaf run: analyses, and their rows in a format. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/nearest.h"
#include "cli/failures.h"
#include "cli/progress.h"
#include "cli/saving.h"
#include "cli/screen.h"
#include "host/quoting.h"
#include "host/repairs.h"
#include "host/run_plan.h"

enum { MOST_EACH = 10 }; /* documents whose rows a terminal shows one by one */

/* An analysis that was asked for. */
typedef struct wanted {
    plugin *plugin;
    option_values options;
    char *canonical;
    arrangement arrangement; /* of its rows */
} wanted;

/* All that were asked for at once, and what they share. */
typedef struct batch {
    invocation *i;
    LIST(wanted) wanted;
    bool is_several, is_repaired;
    bool is_titled;         /* rows say in a column of their own which table they are of */
    double least_certainty; /* of readings */
    long allowed;           /* failures of documents of each */
    plugin *format;
    saving saving; /* of the rows of the only analysis */
    id_list documents;
    run_plan plan;
    quoter quoter;
    output *gathered; /* the file of several tables, between two of them */
    size_t printed;   /* tables of rows */
    size_t done;      /* analyses that gave a result */
    int worst;        /* exit code so far */
} batch;

/* One of them at work. */
typedef struct running {
    batch *batch;
    const wanted *wanted;
    run_report report;
    output *output;
    size_t table; /* of rows that is being printed */
} running;

/* Notes how an analysis ended. */
static void note_code(batch *b, int code)
{
    b->done += code == EXIT_DONE || code == EXIT_SOME_FAILED;
    if (code > b->worst) b->worst = code;
}

/* Is it a failure of one analysis, which must not hide the others? Then it is said and noted. */
static bool is_survived(batch *b, const error *e)
{
    if (!b->is_several || (e->code != STATUS_PLUGIN && e->code != STATUS_LIMIT)) return false;
    screen_error(b->i, e);
    note_code(b, screen_exit_code(e->code));
    return true;
}

/* ---- what was asked ---- */

/* A regex has slashes, too, but there is no such file. */
static bool is_file_name(const char *name)
{
    return strstr(name, ".lua") != NULL || (strchr(name, '/') != NULL && access(name, F_OK) == 0);
}

static status add_wanted(batch *b, plugin *p, error *e)
{
    for (size_t n = 0; n < b->wanted.count; n++)
        if (b->wanted.items[n].plugin == p) return STATUS_OK;
    wanted *w = list_push(&b->wanted);
    if (w == NULL) return error_memory(e);
    w->plugin = p;
    return options_begin(&w->options, &p->manifest, e);
}

static status add_file(batch *b, plugin *p, error *e)
{
    status s = host_read_manifest(&b->i->host, p, e);
    if (s == STATUS_OK && p->reason != NULL)
        s = error_set(e, p->is_over_limit ? STATUS_LIMIT : STATUS_PLUGIN, "%s: %s", p->path,
                      p->reason);
    return s == STATUS_OK ? add_wanted(b, p, e) : s;
}

/* --across asks for the analysis NAME_across, which sees what NAME has found in all documents. */
static status add_across(batch *b, const char *name, error *e)
{
    buffer across = { 0 };
    buffer_format(&across, "%s_across", name);
    if (across.state != STATUS_OK) return error_memory(e);
    plugin *p = discovery_find(&b->i->host.plugins, PLUGIN_ANALYSIS, across.data);
    status s = p == NULL ? error_set(e, STATUS_USAGE, "%s cannot look across documents", name)
                         : host_find(&b->i->host, PLUGIN_ANALYSIS, across.data, &p, e);
    buffer_free(&across);
    return s == STATUS_OK ? add_wanted(b, p, e) : s;
}

static status add_named(batch *b, const char *name, error *e)
{
    plugin *p;
    status s = host_find(&b->i->host, PLUGIN_ANALYSIS, name, &p, e);
    if (s != STATUS_OK) return s;
    bool looks_across = invocation_has(b->i, "across") && !invocation_has(b->i, "all");
    return looks_across ? add_across(b, name, e) : add_wanted(b, p, e);
}

static void drop_wanted(batch *b, size_t index)
{
    options_free(&b->wanted.items[index].options);
    free(b->wanted.items[index].canonical);
    memmove(&b->wanted.items[index], &b->wanted.items[index + 1],
            (--b->wanted.count - index) * sizeof(wanted));
}

/* Was an option given that only the analysis across documents has? */
static bool has_option_of(const batch *b, const manifest *across)
{
    const manifest *own = &b->wanted.items[0].plugin->manifest;
    for (size_t n = 0; n < b->i->options.count; n++) {
        const given_option *o = &b->i->options.items[n];
        if (o->is_foreign && options_find(own, o->name) == NULL &&
            options_find(across, o->name) != NULL)
            return true;
    }
    return false;
}

/* Would a person at a terminal be shown the rows of more documents than can be read? */
static status are_many(batch *b, bool *many, error *e)
{
    *many = false;
    if (!isatty(STDOUT_FILENO) || screen_wants_rows(b->i) || invocation_has(b->i, "limit") ||
        invocation_has(b->i, "table") || invocation_has(b->i, "repaired"))
        return STATUS_OK;
    status s = invocation_open_store(b->i, STORE_WRITE, e);
    if (s == STATUS_OK) s = invocation_documents(b->i, &b->documents, e);
    *many = b->documents.count > MOST_EACH;
    return s;
}

/* An analysis may ask that people see many documents through NAME_across. Programs and pipes get
 * the rows of documents, however many there are. */
static status choose_view(batch *b, error *e)
{
    plugin *across = NULL;
    buffer name = { 0 };
    bool is_across = b->wanted.count == 1 && !b->is_several && !invocation_has(b->i, "each") &&
                     b->wanted.items[0].plugin->manifest.traits & TRAIT_ACROSS;
    if (!is_across) return STATUS_OK;
    const char *own = b->wanted.items[0].plugin->name;
    buffer_format(&name, "%s_across", own);
    if (name.state != STATUS_OK) return error_memory(e);
    status s = host_find(&b->i->host, PLUGIN_ANALYSIS, name.data, &across, e);
    buffer_free(&name);
    if (s == STATUS_OK && !has_option_of(b, &across->manifest)) s = are_many(b, &is_across, e);
    if (s != STATUS_OK || !is_across) return s;
    drop_wanted(b, 0);
    return add_wanted(b, across, e);
}

/* Gives the word behind the name of an analysis to its option that is an argument. */
static status take_argument(batch *b, size_t *at, error *e)
{
    wanted *w = &b->wanted.items[b->wanted.count - 1];
    for (size_t n = 0; n < w->plugin->manifest.options.count; n++) {
        const plugin_option *o = &w->plugin->manifest.options.items[n];
        if (!o->is_argument || invocation_has(b->i, o->name)) continue;
        if (*at + 1 < b->i->arguments.count) {
            status set = options_set(&w->options, o->name, b->i->arguments.items[++*at], e);
            return set == STATUS_OK ? set : error_prefix(e, "%s: ", w->plugin->name);
        }
        if (o->fallback.type == VALUE_NULL)
            return error_set(e, STATUS_USAGE, "usage: moonleaf run %s %s [--option value]...",
                             w->plugin->name, o->name);
    }
    return STATUS_OK;
}

/* What the arguments name; `files` are the host's plugins from files, in order. */
static status add_arguments(batch *b, plugin *files, error *e)
{
    status s = STATUS_OK;
    size_t names = 0;
    for (size_t n = 0; n < b->i->arguments.count && s == STATUS_OK; n++, names++) {
        const char *name = b->i->arguments.items[n];
        size_t before = b->wanted.count;
        s = is_file_name(name) ? add_file(b, files++, e) : add_named(b, name, e);
        if (s == STATUS_OK && b->wanted.count > before) s = take_argument(b, &n, e);
        if (s != STATUS_OK && is_survived(b, e)) s = STATUS_OK;
    }
    b->is_several = names > 1;
    return s;
}

/* Nothing can be said for an analysis that asks what it is to look for, and some are too large to
 * come unasked. */
static void drop_unasked(batch *b)
{
    const manifest *m = &b->wanted.items[b->wanted.count - 1].plugin->manifest;
    bool is_unasked = m->traits & TRAIT_APART;
    for (size_t n = 0; n < m->options.count; n++) {
        const plugin_option *o = &m->options.items[n];
        is_unasked = is_unasked || (o->is_argument && o->fallback.type == VALUE_NULL);
    }
    if (is_unasked) drop_wanted(b, b->wanted.count - 1);
}

static status add_all(batch *b, error *e)
{
    discovery *d = &b->i->host.plugins;
    status s = STATUS_OK;
    for (size_t n = 0; n < d->plugins.count && s == STATUS_OK; n++) {
        const plugin *p = &d->plugins.items[n];
        size_t before = b->wanted.count;
        if (p->kind == PLUGIN_ANALYSIS && p->shadowed_by == NULL) s = add_named(b, p->name, e);
        if (s == STATUS_OK && b->wanted.count > before) drop_unasked(b);
        if (s != STATUS_OK && is_survived(b, e)) s = STATUS_OK;
    }
    return s;
}

static status find_wanted(batch *b, error *e)
{
    bool all = invocation_has(b->i, "all");
    size_t count = b->i->arguments.count, file_count = 0;
    if (!all && count == 0)
        return error_set(e, STATUS_USAGE, "which analysis? see: moonleaf plugins");
    if (invocation_has(b->i, "across") && invocation_has(b->i, "each"))
        return error_set(e, STATUS_USAGE, "--across or --each, not both");
    if (all && count > 0)
        return error_set(e, STATUS_USAGE, "--all runs every analysis: name none beside it");
    b->is_several = all || count > 1;
    const char **files = calloc(count + 1, sizeof *files);
    if (files == NULL) return error_memory(e);
    for (size_t n = 0; n < count; n++)
        if (is_file_name(b->i->arguments.items[n])) files[file_count++] = b->i->arguments.items[n];
    status s = invocation_open_host_files(b->i, files, file_count, e);
    free(files);
    if (s != STATUS_OK) return s;
    const discovery *d = &b->i->host.plugins;
    return all ? add_all(b, e)
               : add_arguments(b, d->plugins.items + (d->plugins.count - file_count), e);
}

static status unknown_option(const batch *b, const char *name, error *e)
{
    nearest nearest_name = { .wanted = name };
    for (size_t n = 0; n < b->wanted.count; n++)
        for (size_t m = 0; m < b->wanted.items[n].plugin->manifest.options.count; m++)
            nearest_offer(&nearest_name, b->wanted.items[n].plugin->manifest.options.items[m].name);
    const char *found = nearest_name.name;
    return error_set(e, STATUS_USAGE, "none of the analyses has an option --%s%s%s%s", name,
                     found != NULL ? "; did you mean --" : "", found != NULL ? found : "",
                     found != NULL ? "?" : "");
}

/* Gives an option to each analysis that has it. */
static status give_option(batch *b, const given_option *o, error *e)
{
    bool is_given = false;
    for (size_t n = 0; n < b->wanted.count; n++) {
        wanted *w = &b->wanted.items[n];
        if (b->is_several && options_find(&w->plugin->manifest, o->name) == NULL) continue;
        is_given = true;
        if (options_set(&w->options, o->name, o->value, e) != STATUS_OK)
            return error_prefix(e, "%s: ", w->plugin->name);
    }
    return is_given || b->wanted.count == 0 ? STATUS_OK : unknown_option(b, o->name, e);
}

/* --all leaves out what would need an option that was not given. */
static status check_options(batch *b, error *e)
{
    for (size_t n = 0; n < b->wanted.count;) {
        if (options_check(&b->wanted.items[n].options, e) == STATUS_OK) n++;
        else if (!invocation_has(b->i, "all"))
            return error_prefix(e, "%s: ", b->wanted.items[n].plugin->name);
        else {
            error_clear(e);
            drop_wanted(b, n);
        }
    }
    return STATUS_OK;
}

/* An option of all rows goes to an analysis that declares one of its name, which means it
 * otherwise. */
static status give_row_option(batch *b, const given_option *o, error *e)
{
    for (size_t n = 0; n < b->wanted.count; n++) {
        wanted *w = &b->wanted.items[n];
        if (options_find(&w->plugin->manifest, o->name) == NULL) continue;
        if (options_set(&w->options, o->name, o->value, e) != STATUS_OK)
            return error_prefix(e, "%s: ", w->plugin->name);
    }
    return STATUS_OK;
}

static status find_arrangement(const batch *b, wanted *w, error *e)
{
    const manifest *m = &w->plugin->manifest;
    status s = screen_arrangement(b->i, &w->arrangement, e);
    if (options_find(m, "columns") != NULL) w->arrangement.columns = NULL;
    if (options_find(m, "sort") != NULL) w->arrangement.sort = NULL;
    if (options_find(m, "limit") != NULL) w->arrangement.limit = 0;
    return s;
}

static bool is_row_option(const char *name)
{
    return strcmp(name, "columns") == 0 || strcmp(name, "sort") == 0 || strcmp(name, "limit") == 0;
}

static status read_options(batch *b, error *e)
{
    status s = STATUS_OK;
    for (size_t n = 0; n < b->i->options.count && s == STATUS_OK; n++)
        if (is_row_option(b->i->options.items[n].name))
            s = give_row_option(b, &b->i->options.items[n], e);
    for (size_t n = 0; n < b->wanted.count && s == STATUS_OK; n++)
        s = find_arrangement(b, &b->wanted.items[n], e);
    for (size_t n = 0; n < b->i->options.count && s == STATUS_OK; n++)
        if (b->i->options.items[n].is_foreign) s = give_option(b, &b->i->options.items[n], e);
    if (s == STATUS_OK) s = check_options(b, e);
    for (size_t n = 0; n < b->wanted.count && s == STATUS_OK; n++) {
        buffer canonical = { 0 };
        options_append_canonical(&canonical, &b->wanted.items[n].options);
        b->wanted.items[n].canonical = buffer_take(&canonical);
        if (b->wanted.items[n].canonical == NULL) s = error_memory(e);
    }
    return s;
}

/* ---- which tables of rows are printed ---- */

/* Of an analysis with several tables a format that holds one shows that of the first plot. */
static const char *wanted_table(const batch *b)
{
    const char *name = invocation_value(b->i, "table");
    bool is_single = b->format->manifest.traits & TRAIT_SINGLE;
    if (name != NULL || !is_single || b->wanted.count != 1) return name;
    const manifest *m = &b->wanted.items[0].plugin->manifest;
    return m->plots.count > 0 ? m->plots.items[0].texts[PLOT_TABLE] : NULL;
}

static bool is_shown(const batch *b, const row_table *t)
{
    const char *name = wanted_table(b);
    return (name == NULL || strcmp(name, t->name) == 0) &&
           output_fits(b->format, t->columns, t->count);
}

/* Whether the format can print what was asked for. */
static status check_tables(batch *b, error *e)
{
    const manifest *format = &b->format->manifest;
    const char *name = invocation_value(b->i, "table");
    size_t shown = 0;
    buffer names = { 0 }, needed = { 0 };
    for (size_t n = 0; n < b->wanted.count; n++) {
        const manifest *m = &b->wanted.items[n].plugin->manifest;
        for (size_t t = 0; t < m->tables.count; t++) {
            shown += is_shown(b, &m->tables.items[t]);
            buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", m->tables.items[t].name);
        }
    }
    for (size_t n = 0; n < format->needed.count; n++)
        buffer_format(&needed, "%s%s", n > 0 ? ", " : "", format->needed.items[n]);
    status s = STATUS_OK;
    b->is_titled =
        (b->is_several || shown > 1) && !(format->traits & (TRAIT_PEOPLE | TRAIT_BINARY));
    if (shown == 0 && b->wanted.count > 0 && name != NULL)
        s = error_set(e, STATUS_USAGE, "no rows for --table %s; the tables are: %s", name,
                      names.data);
    else if (shown == 0 && b->wanted.count > 0)
        s = error_set(e, STATUS_USAGE, "the format '%s' (%s) needs columns that are not there: %s",
                      b->format->name, format->summary, needed.data);
    else if (shown > 1 && format->traits & TRAIT_SINGLE)
        s = error_set(e, STATUS_USAGE, "a file of %s holds one table of rows: %s%s",
                      b->format->name,
                      b->is_several ? "run one analysis at a time" : "choose it by --table, of ",
                      b->is_several ? "" : names.data);
    buffer_free(&names);
    buffer_free(&needed);
    return s;
}

/* ---- printing ---- */

/* Of several results people see each under its title; programs get it as a column of its own. */
static const column head_columns[] = {
    { (char *)"analysis", COLUMN_TEXT, (char *)"which analysis the row is of" },
    { (char *)"row", COLUMN_INTEGER, (char *)"number of the row, for moonleaf show PLUGIN:ROW" },
    { (char *)"document", COLUMN_TEXT, (char *)"name of the document" },
};

/* The names of --columns and --sort must be known to one table at least. */
static status check_arrangement(const batch *b, error *e)
{
    LIST(column) all = { 0 };
    status s = STATUS_OK;
    for (size_t n = 0; n < sizeof head_columns / sizeof *head_columns; n++) {
        column *c = list_push(&all);
        if (c != NULL) *c = head_columns[n];
        else s = error_memory(e);
    }
    for (size_t n = 0; n < b->wanted.count; n++) {
        const manifest *m = &b->wanted.items[n].plugin->manifest;
        for (size_t t = 0; t < m->tables.count; t++)
            for (size_t k = 0; k < m->tables.items[t].count; k++) {
                column *c = list_push(&all);
                if (c != NULL) *c = m->tables.items[t].columns[k];
                else s = error_memory(e);
            }
    }
    for (size_t n = 0; n < b->wanted.count && s == STATUS_OK; n++)
        s = arrangement_check(&b->wanted.items[n].arrangement, all.items, all.count, e);
    list_free(&all);
    return s;
}

static const row_table *table_of(const running *r)
{
    return &r->wanted->plugin->manifest.tables.items[r->table];
}

static bool is_gathered(const batch *b) { return b->format->manifest.traits & TRAIT_SEVERAL; }

/* "keywords", or "statistics_words" for one of several tables: the name of its view. The caller
 * frees it. */
static char *title_of(const running *r)
{
    buffer title = { 0 };
    const char *table = table_of(r)->name;
    buffer_format(&title, "%s%s%s", r->wanted->plugin->name, *table != '\0' ? "_" : "", table);
    return buffer_take(&title);
}

static void print_heading(const batch *b, const char *title, const char *summary)
{
    const char *type = b->format->manifest.media_type;
    bool is_markdown = type != NULL && strcmp(type, "text/markdown") == 0,
         bold = screen_has_colour();
    progress_before_output();
    if (b->printed > 0) putchar('\n');
    if (is_markdown) printf("## %s\n\n", title);
    else printf("%s%s%s: %s\n\n", bold ? "\033[1m" : "", title, bold ? "\033[0m" : "", summary);
}

static status begin_table(running *r, error *e)
{
    batch *b = r->batch;
    const row_table *t = table_of(r);
    const manifest *m = &r->wanted->plugin->manifest;
    size_t first = b->is_titled ? 0 : 1, head = 1 - first + (m->shapes & SHAPE_DOCUMENT ? 2 : 0);
    column *columns = calloc(head + t->count, sizeof *columns);
    char *title = title_of(r);
    status s = columns == NULL || title == NULL ? error_memory(e) : STATUS_OK;
    if (s == STATUS_OK) {
        memcpy(columns, head_columns + first, head * sizeof *columns);
        memcpy(columns + head, t->columns, t->count * sizeof *columns);
        screen_result result = { .title = title,
                                 .columns = columns,
                                 .count = head + t->count,
                                 .arrangement = &r->wanted->arrangement,
                                 .analysis = m,
                                 .table = t->name };
        if (b->is_several && !b->is_titled && !is_gathered(b)) print_heading(b, title, m->summary);
        r->output = b->gathered;
        b->gathered = NULL;
        s = screen_begin_result(b->i, &result, &r->output, e);
        b->printed++;
    }
    free(columns);
    free(title);
    return s;
}

static status end_table(running *r, status s, error *e)
{
    /* What one analysis could not do does not lose the tables of the others. */
    bool is_kept = is_gathered(r->batch) && (s == STATUS_OK || r->batch->is_several);
    if (is_kept) r->batch->gathered = r->output;
    else if (s == STATUS_OK) s = output_end(r->output, e);
    else output_drop(r->output);
    r->output = NULL;
    return s;
}

static status begin_row(running *r, error *e)
{
    status s = output_row(r->output, e);
    if (s != STATUS_OK || !r->batch->is_titled) return s;
    char *title = title_of(r);
    const value v = value_of_text(title);
    s = title == NULL ? error_memory(e) : output_value(r->output, &v, e);
    free(title);
    return s;
}

static status put_values(running *r, const value *values, int64_t owner, error *e)
{
    return quoter_put(&r->batch->quoter, r->batch->i->store, output_row_cells(r->output), values,
                      table_of(r)->count, owner, e);
}

static status put_stored_row(void *context, int64_t row, int64_t id, const value *values, error *e)
{
    running *r = context;
    const char *name = NULL;
    status s = quoter_name(&r->batch->quoter, r->batch->i->store, id, &name, e);
    const value head[] = { value_of_integer(row), value_of_text(name) };
    if (s == STATUS_OK) s = begin_row(r, e);
    if (s == STATUS_OK) s = output_value(r->output, &head[0], e);
    if (s == STATUS_OK) s = output_value(r->output, &head[1], e);
    return s == STATUS_OK ? put_values(r, values, id, e) : s;
}

/* Ends the table before, when another one comes. */
static status begin_streamed(running *r, size_t table, error *e)
{
    if (r->output != NULL && table != r->table) {
        status s = end_table(r, STATUS_OK, e);
        if (s != STATUS_OK) return s;
    }
    r->table = table;
    return r->output == NULL ? begin_table(r, e) : STATUS_OK;
}

static status put_streamed_row(void *context, size_t table, const value *values, error *e)
{
    running *r = context;
    status s = saving_add(&r->batch->saving, r->batch->i->store, table, values, e);
    if (s != STATUS_OK) return s;
    if (!is_shown(r->batch, &r->wanted->plugin->manifest.tables.items[table])) return STATUS_OK;
    s = begin_streamed(r, table, e);
    if (s == STATUS_OK) s = begin_row(r, e);
    return s == STATUS_OK ? put_values(r, values, 0, e) : s;
}

/* The head of the first table of an analysis that gave no row. */
static status begin_empty_table(running *r, error *e)
{
    const manifest *m = &r->wanted->plugin->manifest;
    for (r->table = 0; r->table < m->tables.count; r->table++)
        if (is_shown(r->batch, table_of(r))) return begin_table(r, e);
    return STATUS_OK;
}

static status take_note(void *context, const char *text, error *e)
{
    running *r = context;
    status s = r->output == NULL ? begin_empty_table(r, e) : STATUS_OK;
    return s == STATUS_OK && r->output != NULL ? output_note(r->output, text, e) : s;
}

/* Rows that go to the format as they are. */
static status put_cells(void *context, size_t table, const char *cells, size_t length, error *e)
{
    running *r = context;
    if (!is_shown(r->batch, &r->wanted->plugin->manifest.tables.items[table])) return STATUS_OK;
    status s = begin_streamed(r, table, e);
    return s == STATUS_OK ? output_cells(r->output, cells, length, e) : s;
}

static status print_stored(running *r, error *e)
{
    const manifest *m = &r->wanted->plugin->manifest;
    const id_list *documents = &r->batch->documents;
    status s = STATUS_OK;
    for (r->table = 0; r->table < m->tables.count && s == STATUS_OK; r->table++) {
        if (!is_shown(r->batch, table_of(r))) continue;
        s = begin_table(r, e);
        if (s == STATUS_OK)
            s = results_read(r->batch->i->store, r->wanted->plugin->name, r->wanted->canonical,
                             table_of(r), documents->items, documents->count, put_stored_row, r, e);
        s = end_table(r, s, e);
    }
    return s;
}

/* ---- running ---- */

static void show_progress(void *context, size_t done, size_t count, const char *document_name)
{
    (void)context;
    progress_show(done, count, document_name);
}

/* Says which documents failed; answers the exit code that follows. */
static int say_failures(const batch *b, const char *plugin_name, const run_report *report)
{
    status worst = failures_say(b->i, plugin_name, report);
    if (report->failures.count <= (size_t)b->allowed) return EXIT_DONE;
    if (report->computed + report->cached > 0) return EXIT_SOME_FAILED;
    return worst == STATUS_LIMIT ? EXIT_LIMIT : EXIT_PLUGIN;
}

static bool is_wanted(const batch *b, const plugin *p)
{
    for (size_t n = 0; n < b->wanted.count; n++)
        if (b->wanted.items[n].plugin == p) return true;
    return false;
}

/* The failures of what is only used, once. */
static int say_used_failures(batch *b)
{
    int worst = EXIT_DONE;
    for (size_t n = 0; n < b->plan.steps.count; n++) {
        run_step *step = &b->plan.steps.items[n];
        if (!step->has_run || step->is_said || is_wanted(b, step->plugin)) continue;
        step->is_said = true;
        if (say_failures(b, step->plugin->name, &step->report) != EXIT_DONE)
            worst = EXIT_SOME_FAILED;
    }
    return worst;
}

static status compute(running *r, error *e)
{
    batch *b = r->batch;
    host *h = &b->i->host;
    run_request request = { .plugin = r->wanted->plugin,
                            .options = &r->wanted->options,
                            .canonical = r->wanted->canonical,
                            .documents = &b->documents,
                            .where = invocation_value(b->i, "where"),
                            .plan = &b->plan,
                            .is_fresh = invocation_has(b->i, "fresh"),
                            .progress = show_progress,
                            .row = put_streamed_row,
                            .note = take_note,
                            .cells = b->is_titled || b->saving.name != NULL ? NULL : put_cells,
                            .context = r };
    bool is_stored = request.plugin->manifest.shapes & SHAPE_DOCUMENT;
    request.is_repaired = b->is_repaired;
    request.least_certainty = b->least_certainty;
    status s = run_plan_run(&b->plan, h, b->i->store, &request, request.plugin, e);
    if (s == STATUS_OK && is_stored) s = run_documents(h, b->i->store, &request, &r->report, e);
    else if (s == STATUS_OK) s = saving_begin(&b->saving, b->i->store, request.canonical, e);
    if (s == STATUS_OK && !is_stored) s = run_corpus(h, b->i->store, &request, &r->report, e);
    s = saving_end(&b->saving, b->i->store, s, e);
    bool is_its_own = s == STATUS_PLUGIN || s == STATUS_LIMIT || s == STATUS_USAGE;
    if (is_its_own) error_prefix(e, "%s: ", request.plugin->name);
    return s;
}

static status run(running *r, int *code, error *e)
{
    bool is_stored = r->wanted->plugin->manifest.shapes & SHAPE_DOCUMENT;
    status s = compute(r, e);
    int used = say_used_failures(r->batch);
    *code =
        s == STATUS_OK ? say_failures(r->batch, r->wanted->plugin->name, &r->report) : EXIT_DONE;
    bool has_nothing = *code == EXIT_PLUGIN || *code == EXIT_LIMIT;
    if (s == STATUS_OK && is_stored && !has_nothing) s = print_stored(r, e);
    else if (s == STATUS_OK && !is_stored && r->output == NULL && !has_nothing)
        s = begin_empty_table(r, e);
    if (r->output != NULL) s = end_table(r, s, e);
    if (*code == EXIT_DONE) *code = used;
    return s;
}

static status run_one(batch *b, const wanted *w, error *e)
{
    running r = { .batch = b, .wanted = w };
    int code = EXIT_DONE;
    status s = run(&r, &code, e);
    run_report_free(&r.report);
    if (s == STATUS_OK) note_code(b, code);
    return s;
}

static status read_repaired(batch *b, error *e)
{
    const char *given = invocation_value(b->i, "least-certainty");
    char *end = NULL;
    b->is_repaired = invocation_has(b->i, "repaired");
    b->least_certainty = given == NULL ? LEAST_CERTAINTY : strtod(given, &end);
    if (given != NULL &&
        (end == given || *end != '\0' || !(b->least_certainty >= 0 && b->least_certainty <= 1)))
        return error_set(e, STATUS_USAGE, "--least-certainty: '%s' is no number from 0 to 1",
                         given);
    if (given != NULL && !b->is_repaired)
        return error_set(e, STATUS_USAGE,
                         "--least-certainty says which readings count: it needs --repaired");
    for (size_t n = 0; n < b->wanted.count && b->is_repaired; n++) {
        const plugin *p = b->wanted.items[n].plugin;
        if (strcmp(p->name, REPAIR_ANALYSIS) == 0)
            return error_set(e, STATUS_USAGE, "%s finds the readings: it takes no --repaired",
                             p->name);
        if (!(p->manifest.shapes & (SHAPE_DOCUMENT | SHAPE_MAP)))
            return error_set(e, STATUS_USAGE,
                             "%s sees the corpus as it is stored: --repaired is for analyses of "
                             "documents one by one",
                             p->name);
    }
    return STATUS_OK;
}

/* Rows of documents as read are kept beside those of documents as they stand. */
static status name_options(batch *b, error *e)
{
    const run_request like = { .is_repaired = b->is_repaired,
                               .least_certainty = b->least_certainty };
    for (size_t n = 0; n < b->wanted.count && b->is_repaired; n++) {
        char *named = run_plan_options(&like, b->wanted.items[n].canonical);
        if (named == NULL) return error_memory(e);
        free(b->wanted.items[n].canonical);
        b->wanted.items[n].canonical = named;
    }
    return b->is_repaired ? run_plan_add_repair(&b->plan, &b->i->host, e) : STATUS_OK;
}

/* Finds what the analyses use before anything is run. */
static status plan(batch *b, error *e)
{
    for (size_t n = 0; n < b->wanted.count;) {
        status s = run_plan_add(&b->plan, &b->i->host, b->wanted.items[n].plugin, e);
        if (s != STATUS_OK && !is_survived(b, e)) return s;
        if (s == STATUS_OK) n++;
        else drop_wanted(b, n);
    }
    return STATUS_OK;
}

static status open_corpus(batch *b, error *e)
{
    bool writes = b->plan.steps.count > 0 || b->saving.name != NULL;
    for (size_t n = 0; n < b->wanted.count; n++)
        writes = writes || b->wanted.items[n].plugin->manifest.shapes & SHAPE_DOCUMENT;
    if (b->i->store != NULL) return STATUS_OK; /* by choose_view */
    status s = invocation_open_store(b->i, writes ? STORE_WRITE : STORE_READ, e);
    return s == STATUS_OK ? invocation_documents(b->i, &b->documents, e) : s;
}

static status read_saving(batch *b, error *e)
{
    if (b->is_several && invocation_has(b->i, "save"))
        return error_set(e, STATUS_USAGE, "--save keeps the rows of one analysis");
    if (b->wanted.count != 1) return STATUS_OK;
    return saving_read(&b->saving, b->i, b->wanted.items[0].plugin, e);
}

static status run_all(batch *b, error *e)
{
    status s = read_saving(b, e);
    if (s == STATUS_OK) s = plan(b, e);
    if (s == STATUS_OK) s = read_repaired(b, e);
    if (s == STATUS_OK) s = name_options(b, e);
    if (s == STATUS_OK) s = open_corpus(b, e);
    for (size_t n = 0; n < b->wanted.count && s == STATUS_OK; n++) {
        s = run_one(b, &b->wanted.items[n], e);
        if (s == STATUS_USAGE && b->is_several)
            e->code = STATUS_PLUGIN; /* refused what was asked */
        if (s != STATUS_OK && is_survived(b, e)) s = STATUS_OK;
    }
    if (s == STATUS_OK && b->gathered != NULL) s = output_end(b->gathered, e);
    else output_drop(b->gathered);
    return s;
}

status run_command(invocation *i, int *exit_code, error *e)
{
    batch b = { .i = i };
    status s = invocation_number(i, "allow-failures", 0, &b.allowed, e);
    if (s == STATUS_OK) s = find_wanted(&b, e);
    if (s == STATUS_OK) s = choose_view(&b, e);
    if (s == STATUS_OK) s = read_options(&b, e);
    if (s == STATUS_OK) s = screen_find_format(i, &b.format, e);
    if (s == STATUS_OK) s = check_tables(&b, e);
    if (s == STATUS_OK) s = check_arrangement(&b, e);
    if (s == STATUS_OK) s = run_all(&b, e);
    *exit_code = b.worst > EXIT_SOME_FAILED && b.done > 0 ? EXIT_SOME_FAILED : b.worst;
    for (size_t n = 0; n < b.wanted.count; n++) {
        options_free(&b.wanted.items[n].options);
        free(b.wanted.items[n].canonical);
    }
    list_free(&b.wanted);
    run_plan_free(&b.plan);
    quoter_free(&b.quoter);
    list_free(&b.documents);
    return s;
}
