/* moonleaf rebuild: words, sentences, languages and index anew from the stored texts. */
#include <stdio.h>

#include "cli/screen.h"
#include "host/rebuild.h"

static void show_progress(void *context, size_t done, size_t count, const char *name)
{
    progress_show(context, done, count, name);
}

status rebuild_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    size_t documents = 0;
    progress p = progress_begin(i, "rebuild");
    rebuild_request request = { .progress = show_progress, .context = &p };
    status s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = invocation_open_store(i, STORE_WRITE, e);
    if (s == STATUS_OK) s = rebuild_run(&i->host, i->store, &request, &documents, e);
    progress_end(&p);
    if (s == STATUS_OK && !invocation_has(i, "quiet"))
        printf("%s: %zu documents rebuilt\n", invocation_corpus(i), documents);
    return s;
}
