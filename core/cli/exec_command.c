/* moonleaf exec: a Lua script on the corpus. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/screen.h"
#include "host/run.h"

status exec_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    const char *script = i->arguments.items[0], *file = invocation_value(i, "output");
    int descriptor = STDOUT_FILENO;
    if (access(script, R_OK) != 0) return error_set(e, STATUS_USAGE, "%s: %s", script, strerror(errno));
    status s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = invocation_open_store(i, STORE_READ, e);
    if (s == STATUS_OK && file != NULL) {
        descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (descriptor < 0) return error_system(e, "%s", file);
    }
    if (s == STATUS_OK)
        s = run_script(&i->host, invocation_corpus(i), script, i->arguments.items + 1, i->arguments.count - 1, descriptor, e);
    if (file != NULL && descriptor >= 0) close(descriptor);
    return s;
}
