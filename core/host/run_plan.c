#include "host/run_plan.h"

#include <stdlib.h>
#include <string.h>

#include "host/repairs.h"

void run_plan_free(run_plan *plan)
{
    for (size_t i = 0; i < plan->steps.count; i++) {
        run_report_free(&plan->steps.items[i].report);
        error_clear(&plan->steps.items[i].failure);
    }
    list_free(&plan->steps);
}

static run_step *find(const run_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->steps.count; i++)
        if (strcmp(plan->steps.items[i].plugin->name, name) == 0) return &plan->steps.items[i];
    return NULL;
}

const run_step *run_plan_find(const run_plan *plan, const char *name)
{
    return plan == NULL ? NULL : find(plan, name);
}

/* ---- what is used ---- */

/* An analysis whose uses are being followed, and the one that led to it. */
typedef struct chain_link {
    plugin *plugin;
    const struct chain_link *before;
} chain_link;

static void append_chain(buffer *out, const chain_link *from, const char *until)
{
    if (strcmp(from->plugin->name, until) != 0 && from->before != NULL)
        append_chain(out, from->before, until);
    buffer_format(out, "%s uses ", from->plugin->name);
}

/* Names are compared, for results are kept by name. */
static status check_circle(const chain_link *last, const char *name, error *e)
{
    const chain_link *at = last;
    while (at != NULL && strcmp(at->plugin->name, name) != 0) at = at->before;
    if (at == NULL) return STATUS_OK;
    buffer chain = { 0 };
    append_chain(&chain, last, name);
    error_set(e, STATUS_PLUGIN, "%s%s: none of them can run first",
              chain.data == NULL ? "" : chain.data, name);
    buffer_free(&chain);
    return STATUS_PLUGIN;
}

static status find_used(host *h, const plugin *by, const char *name, plugin **used, error *e)
{
    error failure = { 0 };
    status s = host_find(h, PLUGIN_ANALYSIS, name, used, &failure);
    if (s == STATUS_USAGE || s == STATUS_PLUGIN)
        s = error_set(e, STATUS_PLUGIN, "%s uses %s, but %s", by->name, name, error_text(&failure));
    else if (s != STATUS_OK) error_set(e, s, "%s", error_text(&failure));
    else if (!((*used)->manifest.shapes & SHAPE_DOCUMENT))
        s = error_set(
            e, STATUS_PLUGIN,
            "%s uses %s, which keeps no rows: only an analysis with document() can be used",
            by->name, name);
    error_clear(&failure);
    return s;
}

static status follow(run_plan *plan, host *h, const chain_link *last, error *e)
{
    const text_list *uses = &last->plugin->manifest.uses;
    status s = STATUS_OK;
    for (size_t i = 0; i < uses->count && s == STATUS_OK; i++) {
        chain_link next = { .before = last };
        s = check_circle(last, uses->items[i], e);
        if (s != STATUS_OK || find(plan, uses->items[i]) != NULL) continue;
        s = find_used(h, last->plugin, uses->items[i], &next.plugin, e);
        if (s == STATUS_OK) s = follow(plan, h, &next, e);
        if (s != STATUS_OK) break;
        run_step *step = list_push(&plan->steps);
        if (step == NULL) return error_memory(e);
        step->plugin = next.plugin;
    }
    return s;
}

status run_plan_add(run_plan *plan, host *h, plugin *p, error *e)
{
    chain_link first = { .plugin = p };
    return follow(plan, h, &first, e);
}

status run_plan_add_repair(run_plan *plan, host *h, error *e)
{
    plugin *repair;
    if (find(plan, REPAIR_ANALYSIS) != NULL) return STATUS_OK;
    status s = host_find(h, PLUGIN_ANALYSIS, REPAIR_ANALYSIS, &repair, e);
    if (s != STATUS_OK) return error_prefix(e, "--repaired: ");
    run_step *step = list_push(&plan->steps);
    if (step == NULL) return error_memory(e);
    step->plugin = repair;
    return STATUS_OK;
}

/* ---- running it ---- */

char *run_plan_options(const run_request *r, const char *canonical)
{
    buffer out = { 0 };
    if (r->is_repaired) {
        buffer_format(&out, "{\"--repaired\":%.17g", r->least_certainty);
        buffer_text(&out, canonical[1] == '}' ? "" : ",");
        canonical++;
    }
    buffer_text(&out, canonical);
    return buffer_take(&out);
}

static status run_step_now(run_plan *plan, run_step *step, host *h, store *s,
                           const run_request *like, error *e)
{
    option_values options = { 0 };
    run_request request = *like;
    request.plugin = step->plugin;
    request.options = &options;
    request.plan = plan;
    if (strcmp(step->plugin->name, REPAIR_ANALYSIS) == 0) request.is_repaired = false;
    char *canonical = run_plan_options(&request, "{}");
    request.canonical = canonical;
    step->has_run = true;
    status result =
        canonical == NULL ? error_memory(e) : options_begin(&options, &step->plugin->manifest, e);
    if (result == STATUS_OK) result = run_documents(h, s, &request, &step->report, e);
    options_free(&options);
    free(canonical);
    if (result == STATUS_PLUGIN || result == STATUS_LIMIT)
        error_set(&step->failure, result, "%s", error_text(e));
    return result;
}

status run_plan_run(run_plan *plan, host *h, store *s, const run_request *like, const plugin *p,
                    error *e)
{
    const text_list *uses = &p->manifest.uses;
    status result = STATUS_OK;
    run_step *repair = like->is_repaired ? find(plan, REPAIR_ANALYSIS) : NULL;
    if (repair != NULL && !repair->has_run) result = run_step_now(plan, repair, h, s, like, e);
    for (size_t i = 0; i < uses->count && result == STATUS_OK; i++) {
        run_step *step = find(plan, uses->items[i]); /* is there: run_plan_add has put it in */
        result = run_plan_run(plan, h, s, like, step->plugin, e);
        if (result != STATUS_OK) break;
        if (!step->has_run) result = run_step_now(plan, step, h, s, like, e);
        else if (step->failure.code != STATUS_OK)
            result = error_set(e, step->failure.code, "%s", error_text(&step->failure));
        if (result == STATUS_PLUGIN || result == STATUS_LIMIT)
            error_prefix(e, "%s, which it uses: ", step->plugin->name);
    }
    return result;
}
