/* moonleaf rebuild: words, sentences, languages and index anew from the stored texts. */
#include <stdio.h>

#include "cli/object.h"
#include "cli/progress.h"
#include "cli/screen.h"
#include "host/rebuild.h"

static void show_progress(void *context, size_t done, size_t count, const char *name)
{
    (void)context;
    progress_show(done, count, name);
}

status rebuild_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    size_t documents = 0;
    rebuild_request request = { .progress = show_progress };
    status s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = invocation_open_store(i, STORE_WRITE, e);
    if (s == STATUS_OK) s = rebuild_run(&i->host, i->store, &request, &documents, e);
    progress_end();
    if (s == STATUS_OK && screen_is_json(i)) {
        buffer out = { 0 };
        object_begin(&out, NULL, '{');
        object_text(&out, "corpus", invocation_corpus(i));
        object_integer(&out, "rebuilt", (int64_t)documents);
        object_end(&out, '}');
        return screen_json(&out, e);
    }
    if (s == STATUS_OK && !invocation_has(i, "quiet"))
        printf("%s: %zu documents rebuilt\n", invocation_corpus(i), documents);
    return s;
}
