/* moonleaf new: a plugin to begin with, and its spec, made from the templates beside the bundled
 * plugins. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/nearest.h"
#include "cli/bundled.h"
#include "cli/object.h"
#include "cli/screen.h"
#include "host/plugin_file.h"
#include "host/scratch.h"

static const char PLACEHOLDER[] = "NAME"; /* in the templates */

typedef struct making {
    const invocation *i;
    plugin_kind kind;
    const char *name;
    char *folder, *plugin, *spec; /* paths */
} making;

/* ---- checks ---- */

static status find_kind(making *m, error *e)
{
    const char *word = m->i->arguments.items[0];
    nearest n = { .wanted = word };
    char hint[80];
    for (m->kind = 0; m->kind < PLUGIN_KINDS; m->kind++) {
        if (strcmp(word, plugin_kind_name(m->kind)) == 0) return STATUS_OK;
        nearest_offer(&n, plugin_kind_name(m->kind));
    }
    nearest_hint(&n, hint, sizeof hint);
    return error_set(e, STATUS_USAGE, "'%s' is no kind of plugin%s", word,
                     *hint != '\0' ? hint : "; there are analysis, loader, format and language");
}

/* An analysis names a view of the corpus, so the store must like its name too. */
static status check_view_name(const char *name, error *e)
{
    char *folder = NULL, *path = NULL;
    store *s = NULL;
    column c = { (char *)"text", COLUMN_TEXT, NULL };
    row_table t = { (char *)"", &c, 1 };
    status result = scratch_make(&folder, e);
    if (result == STATUS_OK && (path = scratch_path(folder, "corpus.leaf")) == NULL)
        result = error_memory(e);
    if (result == STATUS_OK) result = store_open(path, STORE_CREATE, 0, &s, e);
    if (result == STATUS_OK) result = results_prepare(s, name, &t, 1, e);
    store_close(s);
    scratch_remove(folder);
    free(path);
    if (result == STATUS_PLUGIN && e != NULL) e->code = STATUS_USAGE;
    return result == STATUS_PLUGIN ? STATUS_USAGE : result;
}

static status check_name(const making *m, error *e)
{
    if (!plugin_name_is_good(m->kind, m->name))
        return error_set(
            e, STATUS_USAGE,
            m->kind == PLUGIN_LANGUAGE
                ? "'%s' is no BCP 47 tag such as en or zh-Hant"
                : "'%s' is no name for a plugin: small letters, digits and _ after a letter",
            m->name);
    return m->kind == PLUGIN_ANALYSIS ? check_view_name(m->name, e) : STATUS_OK;
}

/* Beside the corpus no plugin stands over one of the others; a folder that is named with --in may
 * be searched first. */
static status check_taken(const making *m, error *e)
{
    if (invocation_has(m->i, "in")) return STATUS_OK;
    discovery d = { 0 };
    status s = discovery_run(&d, NULL, 0, bundled_plugins(), invocation_corpus(m->i), e);
    const plugin *p = s == STATUS_OK ? discovery_find(&d, m->kind, m->name) : NULL;
    if (p != NULL && strcmp(p->origin, "corpus") != 0)
        s = error_set(e, STATUS_USAGE,
                      "there is the %s %s already (%s); take another name, or --in FOLDER and "
                      "search that first",
                      plugin_kind_name(m->kind), m->name, p->origin);
    discovery_free(&d);
    return s;
}

static status check_free(const char *path, error *e)
{
    return access(path, F_OK) != 0
               ? STATUS_OK
               : error_set(e, STATUS_USAGE, "%s is there already; nothing is overwritten", path);
}

/* ---- paths ---- */

static char *default_folder(const invocation *i)
{
    const char *corpus = invocation_corpus(i), *slash = strrchr(corpus, '/');
    char *path = NULL;
    int length = slash == NULL ? 0 : (int)(slash - corpus) + 1;
    return asprintf(&path, "%.*smoonleaf-plugins", length, corpus) < 0 ? NULL : path;
}

static status make_paths(making *m, error *e)
{
    const char *in = invocation_value(m->i, "in");
    m->folder = in != NULL ? strdup(in) : default_folder(m->i);
    if (m->folder == NULL) return error_memory(e);
    size_t length = strlen(m->folder);
    while (length > 1 && m->folder[length - 1] == '/') m->folder[--length] = '\0';
    if (asprintf(&m->plugin, "%s/%s/%s.lua", m->folder, plugin_kind_folder(m->kind), m->name) < 0)
        m->plugin = NULL;
    if (asprintf(&m->spec, "%s/specs/%s_spec.lua", m->folder, m->name) < 0) m->spec = NULL;
    return m->plugin == NULL || m->spec == NULL ? error_memory(e) : STATUS_OK;
}

/* ---- writing ---- */

/* The template with the name in it. */
static status fill_template(const making *m, const char *suffix, buffer *out, error *e)
{
    buffer path = { 0 }, text = { 0 };
    buffer_format(&path, "%s/templates/%s%s.lua", bundled_plugins(), plugin_kind_name(m->kind),
                  suffix);
    status s = path.state == STATUS_OK ? plugin_file_read(path.data, &text, e) : error_memory(e);
    const char *at = text.data;
    for (const char *found; s == STATUS_OK && (found = strstr(at, PLACEHOLDER)) != NULL;
         at = found + strlen(PLACEHOLDER)) {
        buffer_append(out, at, (size_t)(found - at));
        buffer_text(out, m->name);
    }
    if (s == STATUS_OK) buffer_text(out, at);
    buffer_free(&path);
    buffer_free(&text);
    return s == STATUS_OK && out->state != STATUS_OK ? error_memory(e) : s;
}

static status write_file(char *path, const buffer *text, error *e)
{
    if (!file_make_folders(path, 0, 0777))
        return error_system(e, "cannot make the folder %s", path);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) return error_system(e, "cannot write %s", path);
    bool is_written = file_write(file, text->data, text->length);
    if (close(file) == 0 && is_written) return STATUS_OK;
    error_system(e, "cannot write %s", path);
    unlink(path);
    return STATUS_SYSTEM;
}

static status write_both(const making *m, error *e)
{
    buffer plugin_text = { 0 }, spec_text = { 0 };
    status s = fill_template(m, "", &plugin_text, e);
    if (s == STATUS_OK) s = fill_template(m, "_spec", &spec_text, e);
    if (s == STATUS_OK) s = check_free(m->plugin, e);
    if (s == STATUS_OK) s = check_free(m->spec, e);
    if (s == STATUS_OK) s = write_file(m->plugin, &plugin_text, e);
    if (s == STATUS_OK) s = write_file(m->spec, &spec_text, e);
    buffer_free(&plugin_text);
    buffer_free(&spec_text);
    return s;
}

/* ---- what to do next ---- */

static void print_next(const making *m)
{
    static const char *const uses[PLUGIN_KINDS] = {
        [PLUGIN_ANALYSIS] = "run %s",
        [PLUGIN_LOADER] = "load it.%s",
        [PLUGIN_FORMAT] = "documents --format %s",
        [PLUGIN_LANGUAGE] = "help %s",
    };
    bool is_named = invocation_has(m->i, "in");
    printf("Change %s, and what it must do in %s; then: moonleaf test %s\n", m->plugin, m->spec,
           is_named ? m->spec : m->name);
    printf("Use it: moonleaf %s%s%s", is_named ? "--plugin-path " : "", is_named ? m->folder : "",
           is_named ? " " : "");
    printf(uses[m->kind], m->name);
    putchar('\n');
}

static status print_json(const making *m, error *e)
{
    buffer out = { 0 };
    object_begin(&out, NULL, '{');
    object_text(&out, "plugin", m->plugin);
    object_text(&out, "spec", m->spec);
    object_end(&out, '}');
    return screen_json(&out, e);
}

status new_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    making m = { .i = i, .name = i->arguments.items[1] };
    status s = find_kind(&m, e);
    if (s == STATUS_OK) s = check_name(&m, e);
    if (s == STATUS_OK) s = check_taken(&m, e);
    if (s == STATUS_OK) s = make_paths(&m, e);
    if (s == STATUS_OK) s = write_both(&m, e);
    if (s == STATUS_OK && screen_is_json(i)) s = print_json(&m, e);
    else if (s == STATUS_OK) print_next(&m);
    free(m.folder);
    free(m.plugin);
    free(m.spec);
    return s;
}
