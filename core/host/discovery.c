#include "host/discovery.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "host/plugin_file.h"
#include "text/block.h"

bool plugin_name_is_good(plugin_kind kind, const char *name)
{
    if (kind != PLUGIN_LANGUAGE) return manifest_name_is_good(name);
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    return name[length] == '\0' && length >= 2 && length < sizeof((language_tag *)0)->text;
}

static bool is_folder(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool is_file(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode);
}

static char *join(const char *folder, const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

static status add_folder(discovery *d, const char *path, size_t length, const char *origin,
                         error *e)
{
    if (length == 0) return STATUS_OK;
    char *copy = strndup(path, length);
    search_folder *f = copy == NULL ? NULL : list_push(&d->folders);
    if (f == NULL) {
        free(copy);
        return error_memory(e);
    }
    *f = (search_folder){ .path = copy, .origin = origin };
    return STATUS_OK;
}

static status add_environment(discovery *d, error *e)
{
    const char *list = getenv("MOONLEAF_PLUGIN_PATH");
    status s = STATUS_OK;
    while (list != NULL && *list != '\0' && s == STATUS_OK) {
        size_t length = strcspn(list, ":");
        s = add_folder(d, list, length, "MOONLEAF_PLUGIN_PATH", e);
        list += length + (list[length] == ':');
    }
    return s;
}

static status add_user(discovery *d, error *e)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    char *path = NULL;
    int length = -1;
    if (data != NULL && *data == '/') length = asprintf(&path, "%s/moonleaf/plugins", data);
    else if (home != NULL && *home != '\0')
        length = asprintf(&path, "%s/.local/share/moonleaf/plugins", home);
    else return STATUS_OK;
    if (length < 0) return error_memory(e);
    status s = add_folder(d, path, (size_t)length, "user", e);
    free(path);
    return s;
}

static status add_beside(discovery *d, const char *corpus, error *e)
{
    const char *slash = strrchr(corpus, '/');
    int folder = slash == NULL ? 1 : (int)(slash - corpus);
    char *path = NULL;
    int length = asprintf(&path, "%.*s/moonleaf-plugins", folder, slash == NULL ? "." : corpus);
    if (length < 0) return error_memory(e);
    status s = add_folder(d, path, (size_t)length, "corpus", e);
    free(path);
    return s;
}

/* Takes over the texts. */
static status add_plugin(discovery *d, plugin made, error *e)
{
    plugin *p = list_push(&d->plugins);
    if (p != NULL && made.name != NULL && made.path != NULL && made.library != NULL) {
        *p = made;
        return STATUS_OK;
    }
    free(made.name);
    free(made.path);
    free(made.folder);
    free(made.library);
    return error_memory(e);
}

static status add_entry(discovery *d, const search_folder *f, plugin_kind kind, const char *folder,
                        const char *entry, error *e)
{
    size_t length = strlen(entry);
    bool lua = length > 4 && strcmp(entry + length - 4, ".lua") == 0;
    char *path = join(folder, entry), *own = NULL;
    if (path != NULL && !lua && entry[0] != '.' && is_folder(path)) {
        own = path;
        path = join(own, "init.lua");
    }
    if (path == NULL) {
        free(own);
        return error_memory(e);
    }
    if ((!lua && own == NULL) || !is_file(path)) {
        free(path);
        free(own);
        return STATUS_OK;
    }
    char *name = strndup(entry, lua ? length - 4 : length);
    plugin made = { .kind = kind,
                    .name = name,
                    .path = path,
                    .folder = own,
                    .library = join(f->path, "lib"),
                    .origin = f->origin };
    status s = add_plugin(d, made, e);
    plugin *p = s == STATUS_OK ? &d->plugins.items[d->plugins.count - 1] : NULL;
    if (p != NULL && !plugin_name_is_good(kind, p->name)) {
        p->is_read = true;
        p->reason =
            strdup(kind == PLUGIN_LANGUAGE
                       ? "its file name is no BCP 47 tag such as en.lua"
                       : "its file name must be small letters, digits and _ after a letter");
    }
    return s;
}

static status search(discovery *d, const search_folder *f, plugin_kind kind, error *e)
{
    char *folder = join(f->path, plugin_kind_folder(kind));
    if (folder == NULL) return error_memory(e);
    DIR *listing = opendir(folder);
    status s = STATUS_OK;
    for (struct dirent *entry;
         listing != NULL && s == STATUS_OK && (entry = readdir(listing)) != NULL;)
        s = add_entry(d, f, kind, folder, entry->d_name, e);
    if (listing != NULL) closedir(listing);
    free(folder);
    return s;
}

static size_t folder_rank(const discovery *d, const plugin *p)
{
    size_t length = strlen(p->library) - strlen("/lib");
    for (size_t i = 0; i < d->folders.count; i++) {
        const char *path = d->folders.items[i].path;
        if (strlen(path) == length && strncmp(path, p->library, length) == 0) return i;
    }
    return d->folders.count;
}

static int by_kind_name_rank(const void *left, const void *right, void *context)
{
    const plugin *a = left, *b = right;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    int names = strcmp(a->name, b->name);
    if (names != 0) return names;
    size_t i = folder_rank(context, a), j = folder_rank(context, b);
    return i < j ? -1 : i > j;
}

static void mark_shadowed(discovery *d)
{
    const plugin *winner = NULL;
    for (size_t i = 0; i < d->plugins.count; i++) {
        plugin *p = &d->plugins.items[i];
        if (winner != NULL && winner->kind == p->kind && strcmp(winner->name, p->name) == 0)
            p->shadowed_by = winner;
        else winner = p;
    }
}

static status add_folders(discovery *d, const char *const *given, size_t given_count,
                          const char *bundled, const char *corpus, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < given_count && s == STATUS_OK; i++) {
        if (!is_folder(given[i]))
            return error_set(e, STATUS_USAGE, "--plugin-path %s: no such folder", given[i]);
        s = add_folder(d, given[i], strlen(given[i]), "--plugin-path", e);
    }
    if (s == STATUS_OK) s = add_environment(d, e);
    if (s == STATUS_OK) s = add_user(d, e);
    if (s == STATUS_OK) s = add_folder(d, bundled, strlen(bundled), "bundled", e);
    if (s == STATUS_OK) s = add_beside(d, corpus, e);
    return s;
}

status discovery_run(discovery *d, const char *const *given, size_t given_count,
                     const char *bundled, const char *corpus, error *e)
{
    d->bundled_library = join(bundled, "lib");
    if (d->bundled_library == NULL) return error_memory(e);
    status s = add_folders(d, given, given_count, bundled, corpus, e);
    for (size_t i = 0; i < d->folders.count && s == STATUS_OK; i++)
        for (plugin_kind kind = 0; kind < PLUGIN_KINDS && s == STATUS_OK; kind++)
            s = search(d, &d->folders.items[i], kind, e);
    if (s != STATUS_OK || d->plugins.count == 0) return s;
    qsort_r(d->plugins.items, d->plugins.count, sizeof *d->plugins.items, by_kind_name_rank, d);
    mark_shadowed(d);
    return STATUS_OK;
}

void discovery_free(discovery *d)
{
    for (size_t i = 0; i < d->folders.count; i++) free(d->folders.items[i].path);
    list_free(&d->folders);
    for (size_t i = 0; i < d->plugins.count; i++) {
        plugin *p = &d->plugins.items[i];
        free(p->name);
        free(p->path);
        free(p->folder);
        free(p->library);
        free(p->reason);
        manifest_free(&p->manifest);
    }
    list_free(&d->plugins);
    free(d->bundled_library);
    d->bundled_library = NULL;
}

plugin *discovery_find(discovery *d, plugin_kind kind, const char *name)
{
    for (size_t i = 0; i < d->plugins.count; i++) {
        plugin *p = &d->plugins.items[i];
        if (p->kind == kind && p->shadowed_by == NULL && strcmp(p->name, name) == 0) return p;
    }
    return NULL;
}

plugin *discovery_file(discovery *d, plugin_kind kind, const char *path, error *e)
{
    const char *slash = strrchr(path, '/'), *base = slash == NULL ? path : slash + 1;
    size_t length = strlen(base);
    if (length > 4 && strcmp(base + length - 4, ".lua") == 0) length -= 4;
    if (!is_file(path)) {
        errno = errno == 0 ? ENOENT : errno;
        error_set(e, STATUS_USAGE, "%s: no such file", path);
        return NULL;
    }
    plugin made = { .kind = kind,
                    .name = strndup(base, length),
                    .path = strdup(path),
                    .library = strdup(d->bundled_library),
                    .origin = "file" };
    if (add_plugin(d, made, e) != STATUS_OK) return NULL;
    mark_shadowed(d); /* the list may have moved */
    plugin *p = &d->plugins.items[d->plugins.count - 1];
    p->shadowed_by = NULL;
    if (plugin_name_is_good(kind, p->name)) return p;
    error_set(e, STATUS_PLUGIN,
              "%s: a plugin's file name must be small letters, digits and _ after a letter", path);
    return NULL;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static const char *base_name(const char *path) { return strrchr(path, '/') + 1; }

/* Adds name and bytes of every Lua file of the folder and the folders in it, in a fixed order. */
static status digest_folder(digest *sum, const char *folder, error *e)
{
    DIR *listing = opendir(folder);
    text_list names = { 0 };
    status s = STATUS_OK;
    for (struct dirent *entry; listing != NULL && (entry = readdir(listing)) != NULL;) {
        if (entry->d_name[0] == '.') continue;
        char **name = list_push(&names);
        if (name == NULL || (*name = join(folder, entry->d_name)) == NULL) s = error_memory(e);
    }
    if (listing != NULL) closedir(listing);
    if (names.count > 0) qsort(names.items, names.count, sizeof *names.items, by_text);
    for (size_t i = 0; i < names.count && s == STATUS_OK; i++) {
        size_t length = strlen(names.items[i]);
        bool is_lua = length > 4 && strcmp(names.items[i] + length - 4, ".lua") == 0,
             holds_more = is_folder(names.items[i]);
        if (is_lua || holds_more) digest_add_text(sum, base_name(names.items[i]));
        if (holds_more) s = digest_folder(sum, names.items[i], e);
        else if (is_lua) s = plugin_file_digest(sum, names.items[i], e);
    }
    for (size_t i = 0; i < names.count; i++) free(names.items[i]);
    list_free(&names);
    return s;
}

status discovery_digest(const discovery *d, const plugin *p, digest_hex *out, error *e)
{
    digest sum;
    digest_begin(&sum);
    status s = p->folder != NULL ? digest_folder(&sum, p->folder, e)
                                 : plugin_file_digest(&sum, p->path, e);
    if (s == STATUS_OK) s = digest_folder(&sum, p->library, e);
    if (s == STATUS_OK && strcmp(p->library, d->bundled_library) != 0)
        s = digest_folder(&sum, d->bundled_library, e);
    *out = digest_end(&sum);
    return s;
}
