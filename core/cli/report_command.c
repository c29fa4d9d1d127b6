/* moonleaf report: from a folder to a page that others read. */
#include <unistd.h>

#include "cli/bundled.h"
#include "cli/failures.h"
#include "cli/progress.h"
#include "cli/screen.h"
#include "host/run_plan.h"
#include "host/run_script.h"

/* Makes the page of what is stored; in Lua, in the folder of the bundled plugins. */
#define SCRIPT "/report/init.lua"

/* The analyses whose stored rows it reads, of the documents that it shows: of a large corpus the
 * page needs no more, and what it counts over all documents comes from the index. */
static const char *const analyses[] = { "summary",     "keywords",     "figures",     "timeline",
                                        "acronyms",    "bibliography", "instruments", "actors",
                                        "statements",  "memberships",  "languages" };

/* The documents whose texts and rows are in the page, by path: all, or the newest when there are
 * more than a browser lays out and searches without delay. */
#define SHOWN_SQL                                                                                  \
    "SELECT id FROM (SELECT document.id, place, ordinal, "                                         \
    "row_number() OVER newest AS n, sum(bytes) OVER newest AS size "                               \
    "FROM document JOIN source ON source.id = source WINDOW newest AS "                            \
    "(ORDER BY json_extract(metadata, '$.date') DESC NULLS LAST, document.id DESC)) "              \
    "WHERE n <= 2000 AND (n = 1 OR size <= 16 * 1024 * 1024) ORDER BY place, ordinal"

typedef struct reporting {
    invocation *i;
    id_list shown;
    run_plan plan;
    bool has_failed;
} reporting;

static void show_progress(void *context, size_t done, size_t count, const char *document_name)
{
    (void)context;
    progress_show(done, count, document_name);
}

static void hear(void *context, const plugin *p, const run_report *outcome)
{
    reporting *r = context;
    if (failures_say(r->i, p->name, outcome) != STATUS_OK) r->has_failed = true;
}

static status run_analysis(reporting *r, plugin *p, error *e)
{
    host *h = &r->i->host;
    option_values options = { 0 };
    buffer canonical = { 0 };
    run_report outcome = { 0 };
    status s = options_begin(&options, &p->manifest, e);
    options_append_canonical(&canonical, &options);
    if (s == STATUS_OK && canonical.state != STATUS_OK) s = error_memory(e);
    run_request request = { .plugin = p,
                            .options = &options,
                            .canonical = canonical.data,
                            .documents = &r->shown,
                            .plan = &r->plan,
                            .progress = show_progress,
                            .context = r };
    if (s == STATUS_OK) s = run_plan_run(&r->plan, h, r->i->store, &request, p, e);
    if (s == STATUS_OK) s = run_documents(h, r->i->store, &request, &outcome, e);
    progress_clear();
    if (s == STATUS_OK) hear(r, p, &outcome);
    run_report_free(&outcome);
    options_free(&options);
    buffer_free(&canonical);
    return s;
}

/* An analysis that gives nothing is said; the page does without. */
static status run_named(reporting *r, const char *name, error *e)
{
    host *h = &r->i->host;
    plugin *p;
    status s = host_find(h, PLUGIN_ANALYSIS, name, &p, e);
    if (s == STATUS_OK) s = run_plan_add(&r->plan, h, p, e);
    if (s == STATUS_OK) s = run_analysis(r, p, e);
    if (s != STATUS_PLUGIN && s != STATUS_LIMIT) return s;
    error_prefix(e, "%s: ", name);
    screen_error(r->i, e);
    error_clear(e);
    r->has_failed = true;
    return STATUS_OK;
}

static status run_analyses(reporting *r, error *e)
{
    status s = STATUS_OK;
    for (size_t n = 0; n < sizeof analyses / sizeof *analyses && s == STATUS_OK; n++)
        s = run_named(r, analyses[n], e);
    return s;
}

static status choose_shown(reporting *r, error *e)
{
    statement q = statement_of(r->i->store, SHOWN_SQL, e);
    while (statement_step(&q)) {
        int64_t *id = list_push(&r->shown);
        if (id == NULL) {
            statement_end(&q);
            return error_memory(e);
        }
        *id = statement_integer(&q, 0);
    }
    return statement_end(&q);
}

/* Prints the page: standard output is the file. */
static status print_page(reporting *r, error *e)
{
    const char *arguments[] = { NULL, invocation_value(r->i, "title") };
    buffer shown = { 0 }, script = { 0 };
    long wait;
    for (size_t n = 0; n < r->shown.count; n++)
        buffer_format(&shown, "%lld ", (long long)r->shown.items[n]);
    buffer_format(&script, "%s" SCRIPT, bundled_plugins());
    arguments[0] = shown.data;
    status s = invocation_number(r->i, "wait", 0, &wait, e);
    broker b = { .host = &r->i->host,
                 .corpus = invocation_corpus(r->i),
                 .arguments = arguments,
                 .argument_count = 1 + (arguments[1] != NULL),
                 .wait = (int)wait,
                 .report = hear,
                 .context = r };
    if (s == STATUS_OK && (shown.state != STATUS_OK || script.state != STATUS_OK))
        s = error_memory(e);
    if (s == STATUS_OK) s = run_script(&b, script.data, STDOUT_FILENO, e);
    buffer_free(&shown);
    buffer_free(&script);
    return s;
}

/* The corpus as it is, or with what is new under PATH. */
static status open_corpus(reporting *r, int *exit_code, error *e)
{
    invocation *i = r->i;
    bool is_load = i->arguments.count > 0;
    status s = is_load ? load_command(i, exit_code, e) : invocation_open_host(i, NULL, e);
    if (s == STATUS_OK && !is_load) s = invocation_open_store(i, STORE_WRITE, e);
    return s == STATUS_OK && i->store != NULL ? choose_shown(r, e) : s;
}

static status report(reporting *r, error *e)
{
    status s = run_analyses(r, e);
    store_close(r->i->store); /* the page may ask for an analysis of the corpus, which opens it */
    r->i->store = NULL;
    return s == STATUS_OK ? print_page(r, e) : s;
}

status report_command(invocation *i, int *exit_code, error *e)
{
    reporting r = { .i = i };
    status s = open_corpus(&r, exit_code, e);
    if (s == STATUS_OK && r.shown.count > 0) s = report(&r, e);
    else if (s == STATUS_OK)
        s = error_set(e, STATUS_SYSTEM, "%s: no documents; load some: moonleaf report FOLDER",
                      invocation_corpus(i));
    if (r.has_failed) *exit_code = EXIT_SOME_FAILED;
    run_plan_free(&r.plan);
    list_free(&r.shown);
    return s;
}
