/* moonleaf exec: a Lua script on the corpus. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/failures.h"
#include "host/run_script.h"

/* The file of -o. Where it is or will be a regular file, a temporary one beside it takes what is
 * printed and takes its place at the end, so that a script that fails leaves the old one. */
typedef struct target {
    char *path;      /* with links followed */
    char *temporary; /* NULL when the file itself is written */
    int descriptor;
} target;

static mode_t mode_of_new_file(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static status open_temporary(target *t, mode_t mode, error *e)
{
    if (asprintf(&t->temporary, "%s.XXXXXX", t->path) < 0) {
        t->temporary = NULL;
        return error_memory(e);
    }
    t->descriptor = mkostemp(t->temporary, O_CLOEXEC);
    if (t->descriptor >= 0 && fchmod(t->descriptor, mode) == 0) return STATUS_OK;
    error_system(e, "%s", t->path);
    if (t->descriptor < 0) {
        free(t->temporary);
        t->temporary = NULL;
    }
    return e->code;
}

static status open_target(target *t, const char *path, error *e)
{
    struct stat about;
    bool is_there = stat(path, &about) == 0;
    t->path = is_there ? realpath(path, NULL) : strdup(path);
    if (t->path == NULL) return error_system(e, "%s", path);
    if (!is_there) return open_temporary(t, mode_of_new_file(), e);
    bool is_stream = strncmp(path, "/dev/", 5) ==
                     0; /* /dev/stdout may be a regular file, which others write as well */
    if (S_ISREG(about.st_mode) && !is_stream) return open_temporary(t, about.st_mode & 07777, e);
    t->descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
    return t->descriptor >= 0 ? STATUS_OK : error_system(e, "%s", path);
}

/* Puts what was written in its place, or takes it away when the script failed. */
static status close_target(target *t, status s, error *e)
{
    if (t->descriptor >= 0 && close(t->descriptor) != 0 && s == STATUS_OK)
        s = error_system(e, "%s", t->path);
    if (t->temporary != NULL) {
        if (s == STATUS_OK && rename(t->temporary, t->path) != 0)
            s = error_system(e, "%s", t->path);
        if (s != STATUS_OK) unlink(t->temporary);
    }
    free(t->temporary);
    free(t->path);
    return s;
}

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

static status run(invocation *i, const char *script, int descriptor, int *exit_code, error *e)
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
    if (s == STATUS_OK) s = run_script(&b, script, descriptor, e);
    if (h.has_failed) *exit_code = EXIT_SOME_FAILED;
    return s;
}

status exec_command(invocation *i, int *exit_code, error *e)
{
    const char *script = i->arguments.items[0], *file = invocation_value(i, "output");
    if (access(script, R_OK) != 0)
        return error_set(e, STATUS_USAGE, "%s: %s", script, strerror(errno));
    status s = invocation_open_host(i, NULL, e);
    if (s != STATUS_OK || file == NULL)
        return s == STATUS_OK ? run(i, script, STDOUT_FILENO, exit_code, e) : s;
    target t = { .descriptor = -1 };
    s = open_target(&t, file, e);
    if (s == STATUS_OK) s = run(i, script, t.descriptor, exit_code, e);
    return close_target(&t, s, e);
}
