/* moonleaf load: files into the corpus. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/object.h"
#include "cli/progress.h"
#include "cli/screen.h"
#include "host/load.h"

enum { NAMED_MEMBERS = 5 }; /* of archives, that failed for the same reason one after the other */

typedef struct watching {
    const walk_list *entries;
    int64_t all, past; /* bytes of the files */
    size_t failures;
    size_t same;  /* members of archives that failed for the reason below, one after the other */
    char *reason; /* of the last member that failed */
    bool is_refused;
    char *here; /* the current folder */
} watching;

static void show_progress(void *context, size_t done, size_t count, const char *path,
                          int64_t documents)
{
    watching *w = context;
    char told[100];
    double seconds = progress_seconds();
    w->past += w->entries->items[done - 1].size;
    snprintf(told, sizeof told, "%lld documents, %.1f MB/s, ", (long long)documents,
             (double)w->past / 1e6 / seconds);
    double share = w->all > 0 ? (double)w->past / (double)w->all : 1;
    progress_share(done, count, share, told, path);
}

/* Says something of a file, under the path by which the person finds it from here. */
static void say_of(watching *w, const walk_entry *entry, const char *text)
{
    size_t here = w->here == NULL ? 0 : strlen(w->here);
    if (entry->problem != NULL && entry->is_given) screen_say("%s: %s", entry->path, text);
    else if (here > 0 && strcmp(entry->root, w->here) == 0) screen_say("%s: %s", entry->path, text);
    else if (here > 0 && strncmp(entry->root, w->here, here) == 0 && entry->root[here] == '/')
        screen_say("%s/%s: %s", entry->root + here + 1, entry->path, text);
    else screen_say("%s/%s: %s", entry->root, entry->path, text);
}

static void show_notice(void *context, const walk_entry *entry, const char *text)
{
    say_of(context, entry, text);
}

/* Says how many members failed like the last one that was named. */
static void end_flood(watching *w)
{
    if (w->same > NAMED_MEMBERS)
        screen_say("%zu more in archives: %s (moonleaf docs --problems names them)",
                   w->same - NAMED_MEMBERS, w->reason);
    w->same = 0;
}

/* An archive of ten thousand bad files is not told in ten thousand lines. */
static bool is_flood(watching *w, const walk_entry *entry, const char *reason)
{
    bool is_member = entry < w->entries->items || entry >= w->entries->items + w->entries->count;
    bool is_same = is_member && w->reason != NULL && strcmp(w->reason, reason) == 0;
    if (!is_same) {
        end_flood(w);
        free(w->reason);
        w->reason = is_member ? strdup(reason) : NULL;
    }
    return is_member && ++w->same > NAMED_MEMBERS;
}

static void show_failure(void *context, const walk_entry *entry, const char *reason)
{
    watching *w = context;
    if (!is_flood(w, entry, reason)) say_of(w, entry, reason);
    w->failures++;
}

static void show_refusal(void *context, const char *reason)
{
    watching *w = context;
    screen_say("%s", reason);
    w->is_refused = true;
}

/* What --metadata and --set say; NULL when neither was given. */
static status read_metadata(const invocation *i, metadata **out, error *e)
{
    *out = NULL;
    if (!invocation_has(i, "metadata") && !invocation_has(i, "set")) return STATUS_OK;
    metadata *m = metadata_create();
    if (m == NULL) return error_memory(e);
    status s = STATUS_OK;
    for (size_t n = 0; n < i->options.count && s == STATUS_OK; n++) {
        const given_option *o = &i->options.items[n];
        if (strcmp(o->name, "metadata") == 0) s = metadata_read_csv(m, o->value, e);
        else if (strcmp(o->name, "set") == 0) s = metadata_set(m, o->value, e);
    }
    *out = m;
    return s;
}

static void warn_unused(const metadata *m)
{
    size_t position = 0, line;
    for (const char *name; m != NULL && (name = metadata_unused(m, &position, &line)) != NULL;)
        screen_say("--metadata, line %zu: no file '%s' was loaded", line, name);
}

/* ", 3 MORE" when there are three. */
static void report_clause(int64_t count, const char *one, const char *many)
{
    if (count > 0) printf(", %lld %s", (long long)count, count == 1 ? one : many);
}

static status report_json(const invocation *i, const load_counts *c, size_t left_out, error *e)
{
    buffer out = { 0 };
    object_begin(&out, NULL, '{');
    object_text(&out, "corpus", invocation_corpus(i));
    object_integer(&out, "added", c->added);
    object_integer(&out, "changed", c->changed);
    object_integer(&out, "unchanged", c->unchanged);
    object_integer(&out, "failed", c->failed);
    object_integer(&out, "failed_before", c->failed_before);
    object_integer(&out, "moved", c->moved);
    object_integer(&out, "copies", c->copies);
    object_integer(&out, "partly", c->partly);
    object_integer(&out, "left_empty", c->left_empty);
    object_integer(&out, "vanished", c->vanished);
    object_integer(&out, "removed", c->removed);
    object_integer(&out, "passed_over", (int64_t)left_out);
    object_end(&out, '}');
    return screen_json(&out, e);
}

static void report(const invocation *i, const load_counts *c, size_t left_out)
{
    if (invocation_has(i, "quiet")) return;
    printf("%s: %lld added, %lld changed, %lld unchanged, %lld failed", invocation_corpus(i),
           (long long)c->added, (long long)c->changed, (long long)c->unchanged,
           (long long)c->failed);
    if (c->failed_before > 0)
        printf(" (%lld before; --retry tries again)", (long long)c->failed_before);
    report_clause(c->partly, "only in part", "only in part");
    report_clause(c->moved, "moved", "moved");
    report_clause(c->copies, "copy not counted again (--copies loads it)",
                  "copies not counted again (--copies loads them)");
    report_clause(c->left_empty, "record without text left out", "records without text left out");
    report_clause(c->removed, "removed", "removed");
    report_clause(c->vanished, "vanished (--prune removes it)", "vanished (--prune removes them)");
    report_clause((int64_t)left_out, "hidden or other file passed over",
                  "hidden or other files passed over");
    putchar('\n');
}

/* Every path is missing: there is nothing to do, and no corpus is to be made. */
static status check_paths(const walk_list *entries, error *e)
{
    for (size_t n = 0; n < entries->count; n++) {
        const walk_entry *entry = &entries->items[n];
        if (entry->problem == NULL || !entry->is_given) return STATUS_OK;
    }
    if (entries->count == 0) return STATUS_OK;
    return error_set(e, STATUS_USAGE, "%s: %s", entries->items[0].path, entries->items[0].problem);
}

/* The page that `report` writes into the folder that it reads is no document of it: neither the one
 * of the last time nor the file that becomes the next. */
static status drop_output(const invocation *i, walk_list *entries, error *e)
{
    struct stat now, last = { 0 }, about;
    size_t kept = 0;
    if (!(i->command->traits & COMMAND_PAGE) || fstat(STDOUT_FILENO, &now) != 0) return STATUS_OK;
    bool is_there = stat(invocation_output(i), &last) == 0;
    for (size_t n = 0; n < entries->count; n++) {
        walk_entry *entry = &entries->items[n];
        buffer path = { 0 };
        buffer_format(&path, "%s/%s", entry->root, entry->path);
        if (path.state != STATUS_OK) return error_memory(e);
        bool is_known = entry->problem == NULL && stat(path.data, &about) == 0;
        bool is_output =
            is_known && ((about.st_dev == now.st_dev && about.st_ino == now.st_ino) ||
                         (is_there && about.st_dev == last.st_dev && about.st_ino == last.st_ino));
        buffer_free(&path);
        if (!is_output) {
            entries->items[kept++] = *entry;
            continue;
        }
        free(entry->root);
        free(entry->path);
    }
    entries->count = kept;
    return STATUS_OK;
}

static char *join_arguments(const invocation *i)
{
    buffer text = { 0 };
    for (size_t n = 0; n < i->arguments.count; n++)
        buffer_format(&text, "%s%s", n > 0 ? " " : "", i->arguments.items[n]);
    return buffer_take(&text);
}

/* Options that are not load's own are the loaders'. */
static status read_loader_options(const invocation *i, loader_option_list *out, error *e)
{
    for (size_t n = 0; n < i->options.count; n++) {
        const given_option *o = &i->options.items[n];
        if (!o->is_foreign) continue;
        loader_option *given = list_push(out);
        if (given == NULL) return error_memory(e);
        *given = (loader_option){ o->name, o->value };
    }
    return STATUS_OK;
}

/* A failure's remedy may be another limit. */
static bool is_retry(const invocation *i)
{
    static const char *const flags[] = { "retry",    "max-cpu",   "max-time",    "max-memory",
                                         "max-rows", "max-bytes", "max-document" };
    bool is_given = false;
    for (size_t n = 0; n < sizeof flags / sizeof *flags; n++)
        is_given = is_given || invocation_has(i, flags[n]);
    return is_given;
}

static bool is_prune(const invocation *i)
{
    return invocation_has(i, "prune") || invocation_has(i, "prune-anyway");
}

static status load(invocation *i, const walk_list *entries, const metadata *m, watching *w,
                   load_counts *counts, error *e)
{
    char *arguments = join_arguments(i);
    load_request request = { .entries = entries,
                             .metadata = m,
                             .charset = invocation_value(i, "charset"),
                             .again = invocation_has(i, "again"),
                             .retry = is_retry(i),
                             .copies = invocation_has(i, "copies"),
                             .prune = is_prune(i),
                             .prune_anyway = invocation_has(i, "prune-anyway"),
                             .arguments = arguments,
                             .progress = show_progress,
                             .notice = show_notice,
                             .failed = show_failure,
                             .refused = show_refusal,
                             .context = w };
    status s = arguments == NULL ? error_memory(e) : read_loader_options(i, &request.options, e);
    if (s == STATUS_OK) s = load_run(&i->host, i->store, &request, counts, e);
    progress_end();
    end_flood(w);
    list_free(&request.options);
    free(arguments);
    return s;
}

status load_command(invocation *i, int *exit_code, error *e)
{
    walk_list entries = { 0 };
    metadata *m = NULL;
    load_counts counts = { 0 };
    long allowed;
    watching w = { .entries = &entries, .here = realpath(".", NULL) };
    status s = invocation_number(i, "allow-failures", 0, &allowed, e);
    if (s == STATUS_OK) s = read_metadata(i, &m, e);
    if (s == STATUS_OK)
        s = walk_paths(i->arguments.items, i->arguments.count, invocation_corpus(i), &entries, e);
    if (s == STATUS_OK) s = drop_output(i, &entries, e);
    if (s == STATUS_OK && !is_prune(i)) s = check_paths(&entries, e);
    for (size_t n = 0; n < entries.count; n++) w.all += entries.items[n].size;
    if (s == STATUS_OK && entries.count == 0 && access(invocation_corpus(i), F_OK) != 0) {
        screen_say("%s: no documents that can be read", i->arguments.items[0]);
        *exit_code = EXIT_SOME_FAILED;
        goto done;
    }
    if (s == STATUS_OK) s = invocation_open_host(i, NULL, e);
    store_mode mode = is_prune(i) ? STORE_WRITE : STORE_CREATE;
    if (s == STATUS_OK) s = invocation_open_store(i, mode, e);
    if (s == STATUS_OK) s = load(i, &entries, m, &w, &counts, e);
    if (s == STATUS_OK) warn_unused(m);
    bool is_told = !(i->command->traits & COMMAND_PAGE); /* else standard output is a page */
    if (s == STATUS_OK && is_told && screen_is_json(i))
        s = report_json(i, &counts, entries.left_out, e);
    else if (is_told && (s == STATUS_OK || s == STATUS_INTERRUPTED))
        report(i, &counts, entries.left_out);
    if (s == STATUS_OK && entries.count == 0)
        screen_say("%s: no documents that can be read", i->arguments.items[0]);
    if (s == STATUS_OK && (w.failures > (size_t)allowed || w.is_refused || entries.count == 0))
        *exit_code = EXIT_SOME_FAILED;
done:
    walk_free(&entries);
    metadata_free(m);
    free(w.here);
    free(w.reason);
    return s;
}
