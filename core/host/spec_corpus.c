/* The corpus of a case: its texts as files in a temporary folder, loaded as any others. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/load.h"
#include "host/plugin_file.h"
#include "host/scratch.h"
#include "host/spec_parts.h"

/* ---- files ---- */

/* The path of seeds/NAME in the folder of the spec or one above it, which the caller frees; NULL
 * when there is none. */
static char *find_seed(const char *spec_path, const char *name)
{
    char *folder = realpath(spec_path, NULL);
    for (char *slash; folder != NULL && (slash = strrchr(folder, '/')) != NULL;) {
        *slash = '\0';
        char *seeds = scratch_path(folder, "seeds"),
             *path = seeds == NULL ? NULL : scratch_path(seeds, name);
        free(seeds);
        if (path == NULL || access(path, R_OK) == 0) {
            free(folder);
            return path;
        }
        free(path);
    }
    free(folder);
    return NULL;
}

static status copy_seed(const spec_turn *t, const char *folder, const char *name, error *e)
{
    if (strchr(name, '/') != NULL)
        return error_set(e, STATUS_PLUGIN, "a seed is the name of a file in seeds/, not '%s'",
                         name);
    char *path = find_seed(t->spec->path, name);
    if (path == NULL)
        return error_set(e, STATUS_PLUGIN, "no folder at or above the spec has seeds/%s", name);
    buffer bytes = { 0 };
    status s = plugin_file_read(path, &bytes, e);
    if (s == STATUS_OK) s = scratch_write(folder, name, bytes.data, bytes.length, e);
    buffer_free(&bytes);
    free(path);
    return s;
}

static status write_files(const spec_turn *t, const char *folder, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < t->given->given.count && s == STATUS_OK; i++) {
        const spec_given *g = &t->given->given.items[i];
        if (g->part == SPEC_FILE) s = scratch_write(folder, g->name, g->text, g->length, e);
        else if (g->part == SPEC_SEED) s = copy_seed(t, folder, g->text, e);
    }
    return s;
}

/* ---- loading ---- */

/* The first source that fails is the case's failure. */
static void note_failure(void *context, const walk_entry *entry, const char *reason)
{
    error *failure = context;
    if (failure->code == STATUS_OK)
        error_set(failure, STATUS_PLUGIN, "%s: %s", entry->path, reason);
}

static void reverse(walk_list *entries)
{
    for (size_t i = 0, j = entries->count; i + 1 < j; i++) {
        walk_entry entry = entries->items[--j];
        entries->items[j] = entries->items[i];
        entries->items[i] = entry;
    }
}

/* Of a loader's case; those of an analysis are for its call. */
static status read_options(const spec_turn *t, loader_option_list *out, error *e)
{
    for (size_t i = 0; i < t->given->given.count; i++) {
        const spec_given *g = &t->given->given.items[i];
        if (g->part != SPEC_OPTION || t->spec->cases.kind != PLUGIN_LOADER) continue;
        loader_option *option = list_push(out);
        if (option == NULL) return error_memory(e);
        *option = (loader_option){ g->name, g->text };
    }
    return STATUS_OK;
}

static status load(spec_corpus *c, const spec_turn *t, const char *folder, error *e)
{
    walk_list entries = { 0 };
    load_counts counts = { 0 };
    error failure = { 0 };
    load_request request = {
        .entries = &entries, .arguments = "spec", .failed = note_failure, .context = &failure
    };
    status s = walk_paths(&folder, 1, c->path, &entries, e);
    if (s == STATUS_OK && t->is_second) reverse(&entries);
    if (s == STATUS_OK) s = read_options(t, &request.options, e);
    if (s == STATUS_OK) s = load_run(t->host, c->store, &request, &counts, e);
    if (s == STATUS_OK && failure.code != STATUS_OK)
        s = error_set(e, failure.code, "%s", error_text(&failure));
    if (s == STATUS_OK) s = documents_where(c->store, NULL, &c->documents, e);
    if (s == STATUS_OK && c->documents.count == 0)
        s = error_set(e, STATUS_PLUGIN, "the case has no document");
    error_clear(&failure);
    walk_free(&entries);
    list_free(&request.options);
    return s;
}

status spec_corpus_load(spec_corpus *c, const spec_turn *t, error *e)
{
    char *texts = NULL;
    status s = scratch_make(&c->folder, e);
    if (s != STATUS_OK) return s;
    c->path = scratch_path(c->folder, "corpus.leaf");
    texts = scratch_path(c->folder, "texts");
    if (c->path == NULL || texts == NULL) s = error_memory(e);
    if (s == STATUS_OK) s = write_files(t, texts, e);
    if (s == STATUS_OK) s = spec_corpus_open(c, STORE_CREATE, e);
    if (s == STATUS_OK) s = load(c, t, texts, e);
    store_close(c->store);
    c->store = NULL;
    free(texts);
    return s;
}

status spec_corpus_open(spec_corpus *c, store_mode mode, error *e)
{
    return store_open(c->path, mode, 0, &c->store, e);
}

void spec_corpus_free(spec_corpus *c)
{
    store_close(c->store);
    list_free(&c->documents);
    scratch_remove(c->folder);
    free(c->path);
    *c = (spec_corpus){ 0 };
}
