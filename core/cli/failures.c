#include "cli/failures.h"

#include <stdio.h>
#include <string.h>

#include "cli/screen.h"

static bool is_same_failure(const run_failure *a, const run_failure *b)
{
    return a->why.code == b->why.code && strcmp(error_text(&a->why), error_text(&b->why)) == 0;
}

/* One line for each reason: the first document that it met, and how many more. */
static void say_failure(const invocation *i, const char *plugin_name, const run_report *report,
                        size_t at)
{
    const run_failure *f = &report->failures.items[at];
    size_t more = 0;
    for (size_t n = 0; n < report->failures.count; n++) {
        if (!is_same_failure(f, &report->failures.items[n])) continue;
        if (n < at) return; /* said already */
        more += n > at;
    }
    const char *name = f->name == NULL ? "?" : f->name, *plural = more == 1 ? "" : "s";
    if (more == 0) screen_say("%s: %s: %s", plugin_name, name, error_text(&f->why));
    else
        screen_say("%s: %s and %zu more document%s: %s", plugin_name, name, more, plural,
                   error_text(&f->why));
    if (f->why.detail != NULL && invocation_has(i, "debug")) fputs(f->why.detail, stderr);
}

status failures_say(const invocation *i, const char *plugin_name, const run_report *report)
{
    status last = STATUS_OK;
    for (size_t n = 0; n < report->failures.count; n++) {
        say_failure(i, plugin_name, report, n);
        last = report->failures.items[n].why.code;
    }
    return last;
}
