/* moonleaf exec: a Lua script on the corpus. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/failures.h"
#include "cli/progress.h"
#include "host/run_script.h"

/* Who hears of the failures of analyses that the script runs. */
typedef struct hearing {
    const invocation *i;
    bool has_failed;
} hearing;

static void hear(void *context, const plugin *p, const run_report *report)
{
    hearing *h = context;
    if (failures_say(h->i, p->name, report) != STATUS_OK) h->has_failed = true;
}

static status run(invocation *i, const char *script, int *exit_code, error *e)
{
    long wait;
    hearing h = { .i = i };
    status s = invocation_number(i, "wait", 0, &wait, e);
    broker b = { .host = &i->host,
                 .corpus = invocation_corpus(i),
                 .arguments = i->arguments.items + 1,
                 .argument_count = i->arguments.count - 1,
                 .wait = (int)wait,
                 .report = hear,
                 .context = &h };
    if (s == STATUS_OK) s = run_script(&b, script, STDOUT_FILENO, e);
    if (h.has_failed) *exit_code = EXIT_SOME_FAILED;
    return s;
}

status exec_command(invocation *i, int *exit_code, error *e)
{
    const char *script = i->arguments.items[0];
    if (access(script, R_OK) != 0)
        return error_set(e, STATUS_USAGE, "%s: %s", script, strerror(errno));
    progress_before_output(); /* what the script prints comes when it likes */
    status s = invocation_open_host(i, NULL, e);
    return s == STATUS_OK ? run(i, script, exit_code, e) : s;
}
