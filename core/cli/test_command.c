/* moonleaf test: specs of plugins, against the workers in which plugins run. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/nearest.h"
#include "cli/object.h"
#include "cli/progress.h"
#include "cli/screen.h"
#include "host/spec.h"

static const char SUFFIX[] = "_spec.lua";

typedef struct testing {
    invocation *i;
    invocation second; /* holds the other host */
    text_list specs;   /* paths of files */
    text_list folders; /* of plugins, beside the specs that were given */
    size_t cases, failed;
    buffer failures; /* members of a JSON array */
} testing;

/* ---- which specs ---- */

static bool is_file_name(const char *name)
{
    return strchr(name, '/') != NULL || strstr(name, ".lua") != NULL;
}

static bool is_spec_name(const char *name)
{
    size_t length = strlen(name);
    return length >= sizeof SUFFIX && name[0] != '.' &&
           strcmp(name + length - strlen(SUFFIX), SUFFIX) == 0;
}

static status add_spec(testing *t, const char *path, error *e)
{
    char **slot = list_push(&t->specs);
    return slot == NULL || (*slot = strdup(path)) == NULL ? error_memory(e) : STATUS_OK;
}

/* The folder of plugins that a spec in FOLDER/specs/ belongs to is searched first. */
static status add_plugin_folder(testing *t, const char *path, error *e)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash - path), specs = strlen("specs");
    if (folder < specs || strncmp(path + folder - specs, "specs", specs) != 0) return STATUS_OK;
    if (folder > specs && path[folder - specs - 1] != '/') return STATUS_OK;
    char *parent = folder > specs ? strndup(path, folder - specs) : strdup(".");
    char **kept = list_push(&t->folders);
    given_option *o = kept == NULL || parent == NULL ? NULL : list_push(&t->i->options);
    if (o == NULL) {
        free(parent);
        return error_memory(e);
    }
    *kept = parent;
    *o = (given_option){ .name = "plugin-path", .value = parent };
    return STATUS_OK;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Adds the specs of a folder, in the order of their names: of that name only, or all when it is
 * NULL. */
static status add_folder(testing *t, const char *folder, const char *name, error *e)
{
    size_t before = t->specs.count;
    char *specs = NULL, *path = NULL;
    if (asprintf(&specs, "%s/specs", folder) < 0) return error_memory(e);
    DIR *listing = opendir(specs);
    status s = STATUS_OK;
    for (struct dirent *entry;
         listing != NULL && s == STATUS_OK && (entry = readdir(listing)) != NULL;) {
        size_t length = strlen(entry->d_name);
        if (!is_spec_name(entry->d_name)) continue;
        if (name != NULL && (strlen(name) != length - strlen(SUFFIX) ||
                             strncmp(name, entry->d_name, strlen(name)) != 0))
            continue;
        if (asprintf(&path, "%s/%s", specs, entry->d_name) < 0) s = error_memory(e);
        else s = add_spec(t, path, e);
        free(path);
        path = NULL;
    }
    if (listing != NULL) closedir(listing);
    free(specs);
    if (t->specs.count > before)
        qsort(t->specs.items + before, t->specs.count - before, sizeof *t->specs.items, by_text);
    return s;
}

static status add_folders(testing *t, const char *name, error *e)
{
    const discovery *d = &t->i->host.plugins;
    status s = STATUS_OK;
    for (size_t n = 0; n < d->folders.count && s == STATUS_OK; n++)
        s = add_folder(t, d->folders.items[n].path, name, e);
    return s;
}

static status no_spec(const testing *t, const char *name, error *e)
{
    char hint[80];
    nearest n = { .wanted = name };
    const discovery *d = &t->i->host.plugins;
    for (size_t k = 0; k < d->plugins.count; k++) {
        if (strcmp(d->plugins.items[k].name, name) == 0)
            return error_set(e, STATUS_USAGE, "%s has no spec: specs/%s%s in its folder of plugins",
                             name, name, SUFFIX);
        nearest_offer(&n, d->plugins.items[k].name);
    }
    nearest_hint(&n, hint, sizeof hint);
    return error_set(e, STATUS_USAGE, "there is no plugin '%s'%s", name,
                     *hint != '\0' ? hint : "; see: moonleaf plugins");
}

static status find_named(testing *t, const char *name, error *e)
{
    size_t before = t->specs.count;
    status s = add_folders(t, name, e);
    return s == STATUS_OK && t->specs.count == before ? no_spec(t, name, e) : s;
}

static status find_specs(testing *t, error *e)
{
    size_t count = t->i->arguments.count;
    status s = STATUS_OK;
    for (size_t n = 0; n < count && s == STATUS_OK; n++) {
        const char *argument = t->i->arguments.items[n];
        s = is_file_name(argument) ? add_spec(t, argument, e) : find_named(t, argument, e);
    }
    if (s != STATUS_OK || count > 0) return s;
    s = add_folders(t, NULL, e);
    if (s == STATUS_OK && t->specs.count == 0)
        s = error_set(
            e, STATUS_USAGE,
            "no folder of plugins has specs; moonleaf new analysis NAME writes a plugin with one");
    return s;
}

/* ---- running them ---- */

/* Two hosts, so that a case runs in processes that have nothing in common: the second is opened
 * deeper in the stack, where Lua, which takes the seed of its hashes from addresses, goes through
 * tables in another order. */
static status open_second(testing *t, error *e)
{
    volatile char depth[4096];
    depth[0] = 0;
    t->second = *t->i;
    t->second.is_host_open = false;
    status s = invocation_open_host(&t->second, NULL, e);
    return depth[0] == 0 ? s : STATUS_SYSTEM;
}

static void print_indented(const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        printf("  %.*s\n", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

/* A case that fails, or a whole spec. */
static void tell_failure(testing *t, const char *what, const char *name, const char *complaints)
{
    t->failed++;
    if (screen_is_json(t->i)) {
        object_begin(&t->failures, NULL, '{');
        object_text(&t->failures, "of", what);
        object_text(&t->failures, "case", name);
        object_text(&t->failures, "complaints", complaints);
        object_end(&t->failures, '}');
        return;
    }
    progress_before_output();
    printf("%s%s%s\n", what, name != NULL ? ": " : "", name != NULL ? name : "");
    print_indented(complaints);
}

static status report_json(testing *t, error *e)
{
    buffer out = { 0 };
    object_begin(&out, NULL, '{');
    object_integer(&out, "specs", (int64_t)t->specs.count);
    object_integer(&out, "cases", (int64_t)t->cases);
    object_begin(&out, "failed", '[');
    buffer_append(&out, t->failures.data, t->failures.length);
    object_end(&out, ']');
    object_end(&out, '}');
    return screen_json(&out, e);
}

static status run_case(testing *t, spec *s, size_t index, error *e)
{
    buffer actual = { 0 }, complaints = { 0 };
    status st = spec_run(&t->i->host, &t->second.host, s, index, &actual, &complaints, e);
    if (st == STATUS_OK && complaints.length == 0)
        st = spec_judge(s, index, &actual, &complaints, e);
    if (st == STATUS_OK && complaints.length > 0)
        tell_failure(t, s->cases.plugin, s->cases.list.items[index].name, complaints.data);
    t->cases++;
    buffer_free(&actual);
    buffer_free(&complaints);
    return st;
}

static bool is_of_the_spec(status s) { return s == STATUS_PLUGIN || s == STATUS_LIMIT; }

/* A spec that cannot be read, or breaks its worker, is a failed case. */
static status run_spec(testing *t, const char *path, error *e)
{
    spec s;
    error failure = { 0 };
    status st = spec_open(&t->i->host, path, &s, &failure);
    for (size_t n = 0; n < s.cases.list.count && st == STATUS_OK; n++) {
        progress_show(n, s.cases.list.count, path);
        st = run_case(t, &s, n, &failure);
    }
    spec_close(&s);
    if (is_of_the_spec(st)) {
        tell_failure(t, path, NULL, error_text(&failure));
        if (failure.detail != NULL && invocation_has(t->i, "debug")) print_indented(failure.detail);
        t->cases++;
        st = STATUS_OK;
    } else if (st != STATUS_OK) {
        error_set(e, st, "%s: %s", path, error_text(&failure));
    }
    error_clear(&failure);
    return st;
}

static const char *plural(size_t count) { return count == 1 ? "" : "s"; }

static status run_all(testing *t, int *exit_code, error *e)
{
    status s = STATUS_OK;
    for (size_t n = 0; n < t->specs.count && s == STATUS_OK; n++)
        s = run_spec(t, t->specs.items[n], e);
    if (s != STATUS_OK) return s;
    progress_end();
    if (t->failed > 0) *exit_code = EXIT_SOME_FAILED;
    if (screen_is_json(t->i)) return report_json(t, e);
    printf("%zu spec%s, %zu case%s: ", t->specs.count, plural(t->specs.count), t->cases,
           plural(t->cases));
    if (t->failed == 0) puts("all pass");
    else printf("%zu failed\n", t->failed);
    return STATUS_OK;
}

/* Paths that are given name folders of plugins, which must be known before the host is opened. */
static status check_files(testing *t, error *e)
{
    status s = STATUS_OK;
    for (size_t n = 0; n < t->i->arguments.count && s == STATUS_OK; n++) {
        const char *argument = t->i->arguments.items[n];
        if (!is_file_name(argument)) continue;
        if (access(argument, R_OK) != 0)
            return error_set(e, STATUS_USAGE, "%s: %s", argument, strerror(errno));
        s = add_plugin_folder(t, argument, e);
    }
    return s;
}

static void free_texts(text_list *list)
{
    for (size_t n = 0; n < list->count; n++) free(list->items[n]);
    list_free(list);
}

status test_command(invocation *i, int *exit_code, error *e)
{
    testing t = { .i = i };
    status s = check_files(&t, e);
    if (s == STATUS_OK) s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = open_second(&t, e);
    if (s == STATUS_OK) s = find_specs(&t, e);
    if (s == STATUS_OK) s = run_all(&t, exit_code, e);
    if (t.second.is_host_open)
        host_close(&t.second.host); /* before the first, whose channel its processes hold too */
    buffer_free(&t.failures);
    free_texts(&t.specs);
    free_texts(&t.folders);
    return s;
}
