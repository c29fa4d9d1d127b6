#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/bundled.h"
#include "cli/command.h"
#include "lua/api.h"

/* ---- parsing ---- */

typedef struct parser {
    invocation *i;
    char **words;
    int count, at;
    bool is_over; /* behind "--", or behind a script's name */
} parser;

static const option_spec *find_spec(const option_spec *specs, const char *name, size_t length)
{
    for (const option_spec *s = specs; specs != NULL && s->name != NULL; s++)
        if (strlen(s->name) == length && memcmp(s->name, name, length) == 0) return s;
    return NULL;
}

static const option_spec *find_letter(const option_spec *specs, char letter)
{
    for (const option_spec *s = specs; specs != NULL && s->name != NULL; s++)
        if (s->letter != 0 && s->letter == letter) return s;
    return NULL;
}

static status unknown_option(const parser *p, const char *word, size_t length, error *e)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(length < 60 ? length : 60), word);
    nearest n = { .wanted = name };
    const option_spec *own = p->i->command == NULL ? NULL : p->i->command->options;
    for (const option_spec *s = own; s != NULL && s->name != NULL; s++) nearest_offer(&n, s->name);
    for (const option_spec *s = common_options; s->name != NULL; s++) nearest_offer(&n, s->name);
    if (n.name == NULL && own == NULL)
        return error_set(e, STATUS_USAGE, "unknown option --%s; see: moonleaf help", name);
    if (n.name == NULL)
        return error_set(e, STATUS_USAGE, "unknown option --%s; see: moonleaf help %s", name,
                         p->i->command->name);
    return error_set(e, STATUS_USAGE, "unknown option --%s; did you mean --%s?", name, n.name);
}

static status add_option(parser *p, const char *name, const char *text, bool is_foreign, error *e)
{
    given_option *o = list_push(&p->i->options);
    if (o == NULL) return error_memory(e);
    *o = (given_option){ .name = name, .value = text, .is_foreign = is_foreign };
    return STATUS_OK;
}

/* The next word as a value, or NULL when there is none. */
static const char *next_value(parser *p) { return p->at + 1 < p->count ? p->words[++p->at] : NULL; }

/* An option of a plugin: --name=value, or --name value when the next word is no option. */
static status read_foreign(parser *p, char *name, char *equals, error *e)
{
    if (equals != NULL) {
        *equals = '\0';
        return add_option(p, name, equals + 1, true, e);
    }
    bool has_value = p->at + 1 < p->count && strncmp(p->words[p->at + 1], "--", 2) != 0;
    return add_option(p, name, has_value ? p->words[++p->at] : NULL, true, e);
}

static status read_known(parser *p, const option_spec *spec, const char *text, error *e)
{
    if (spec->value == NULL && text != NULL)
        return error_set(e, STATUS_USAGE, "--%s takes no value", spec->name);
    if (spec->value != NULL && text == NULL && (text = next_value(p)) == NULL)
        return error_set(e, STATUS_USAGE, "--%s needs a value: --%s %s", spec->name, spec->name,
                         spec->value);
    return add_option(p, spec->name, text, false, e);
}

static status read_long(parser *p, error *e)
{
    char *name = p->words[p->at] + 2, *equals = strchr(name, '=');
    size_t length = equals != NULL ? (size_t)(equals - name) : strlen(name);
    const option_spec *spec =
        p->i->command == NULL ? NULL : find_spec(p->i->command->options, name, length);
    if (spec == NULL) spec = find_spec(common_options, name, length);
    if (spec != NULL) return read_known(p, spec, equals == NULL ? NULL : equals + 1, e);
    if (p->i->command == NULL && length == 7 && memcmp(name, "version", 7) == 0) {
        p->i->command = command_find("version");
        return STATUS_OK;
    }
    if (p->i->command != NULL && p->i->command->unknown_is_foreign)
        return read_foreign(p, name, equals, e);
    return unknown_option(p, name, length, e);
}

static status read_short(parser *p, error *e)
{
    const char *word = p->words[p->at];
    const option_spec *spec =
        p->i->command == NULL ? NULL : find_letter(p->i->command->options, word[1]);
    if (spec == NULL) spec = find_letter(common_options, word[1]);
    if (spec == NULL)
        return error_set(e, STATUS_USAGE, "unknown option -%c; see: moonleaf help", word[1]);
    if (word[2] != '\0' && spec->value == NULL)
        return error_set(e, STATUS_USAGE, "-%c takes no value", word[1]);
    return read_known(p, spec, word[2] != '\0' ? word + 2 : NULL, e);
}

static status read_command(parser *p, const char *word, error *e)
{
    p->i->command = command_find(word);
    if (p->i->command != NULL) return STATUS_OK;
    char hint[80];
    nearest n = { .wanted = word };
    for (const command *c = commands; c->name != NULL; c++) {
        nearest_offer(&n, c->name);
        if (c->alias != NULL) nearest_offer(&n, c->alias);
    }
    nearest_hint(&n, hint, sizeof hint);
    return error_set(e, STATUS_USAGE, "unknown command '%s'%s", word,
                     *hint != '\0' ? hint : "; see: moonleaf help");
}

static status read_word(parser *p, error *e)
{
    const char *word = p->words[p->at];
    if (!p->is_over && strcmp(word, "--") == 0) {
        p->is_over = true;
        return STATUS_OK;
    }
    if (!p->is_over && strncmp(word, "--", 2) == 0) return read_long(p, e);
    if (!p->is_over && word[0] == '-' && word[1] != '\0') return read_short(p, e);
    if (p->i->command == NULL) return read_command(p, word, e);
    const char **argument = list_push(&p->i->arguments);
    if (argument == NULL) return error_memory(e);
    *argument = word;
    if (p->i->command->rest_is_foreign) p->is_over = true;
    return STATUS_OK;
}

static status check_arguments(const invocation *i, error *e)
{
    const command *c = i->command;
    if (c == NULL || invocation_has(i, "help")) return STATUS_OK;
    if (c->traits & COMMAND_RAW && invocation_has(i, "json"))
        return error_set(e, STATUS_USAGE, "%s takes no --json: what it prints is its own%s",
                         c->name,
                         c->rest_is_foreign ? " (in Lua: print(moonleaf.json.encode(value)))" : "");
    if (i->arguments.count < c->least)
        return error_set(e, STATUS_USAGE, "usage: moonleaf %s %s", c->name, c->arguments);
    if (i->arguments.count > c->most)
        return error_set(e, STATUS_USAGE, "'%s' is one argument too many; usage: moonleaf %s %s",
                         i->arguments.items[c->most], c->name, c->arguments);
    return STATUS_OK;
}

status invocation_parse(invocation *i, int count, char **words, error *e)
{
    *i = (invocation){ 0 };
    parser p = { .i = i, .words = words, .count = count, .at = 1 };
    status s = STATUS_OK;
    for (; p.at < count && s == STATUS_OK; p.at++) s = read_word(&p, e);
    if (i->command == NULL && invocation_has(i, "help")) i->command = command_find("help");
    return s == STATUS_OK ? check_arguments(i, e) : s;
}

void invocation_free(invocation *i)
{
    store_close(i->store);
    if (i->is_host_open) host_close(&i->host);
    list_free(&i->options);
    list_free(&i->arguments);
    list_free(&i->allowed);
    *i = (invocation){ 0 };
}

/* ---- what it says ---- */

const char *invocation_value(const invocation *i, const char *name)
{
    for (size_t n = i->options.count; n > 0; n--)
        if (!i->options.items[n - 1].is_foreign && strcmp(i->options.items[n - 1].name, name) == 0)
            return i->options.items[n - 1].value;
    return NULL;
}

bool invocation_has(const invocation *i, const char *name)
{
    for (size_t n = 0; n < i->options.count; n++)
        if (!i->options.items[n].is_foreign && strcmp(i->options.items[n].name, name) == 0)
            return true;
    return false;
}

status invocation_number(const invocation *i, const char *name, long fallback, long *number,
                         error *e)
{
    const char *text = invocation_value(i, name);
    *number = fallback;
    if (text == NULL) return STATUS_OK;
    char *end;
    errno = 0;
    *number = strtol(text, &end, 10);
    if (end != text && *end == '\0' && errno == 0 && *number >= 0) return STATUS_OK;
    return error_set(e, STATUS_USAGE, "--%s takes a whole number, not '%s'", name, text);
}

const char *invocation_corpus(const invocation *i)
{
    const char *path = invocation_value(i, "corpus");
    return path == NULL ? "corpus.leaf" : path;
}

const char *invocation_output(const invocation *i)
{
    const char *path = invocation_value(i, "output");
    bool is_page = i->command->traits & COMMAND_PAGE && !invocation_has(i, "help");
    return path == NULL && is_page ? "report.html" : path;
}

/* ---- opening ---- */

static status read_limit(const invocation *i, const char *name, double *number, error *e)
{
    const char *text = invocation_value(i, name);
    if (text == NULL) return STATUS_OK;
    char *end;
    *number = strtod(text, &end);
    if (end != text && *end == '\0' && isfinite(*number) && *number > 0) return STATUS_OK;
    return error_set(e, STATUS_USAGE, "--%s takes a number above 0, not '%s'", name, text);
}

/* What the person set holds for documents and for the corpus. */
static status read_limits(const invocation *i, limits *l, error *e)
{
    double memory = 0, rows = 0, bytes = 0, size = 0;
    status s = read_limit(i, "max-cpu", &l->cpu_seconds, e);
    if (s == STATUS_OK) s = read_limit(i, "max-time", &l->wall_seconds, e);
    if (s == STATUS_OK) s = read_limit(i, "max-memory", &memory, e);
    if (s == STATUS_OK) s = read_limit(i, "max-rows", &rows, e);
    if (s == STATUS_OK) s = read_limit(i, "max-bytes", &bytes, e);
    if (s == STATUS_OK) s = read_limit(i, "max-document", &size, e);
    const double mebibyte = 1 << 20;
    if (memory > 0) l->memory = (size_t)(memory * mebibyte);
    if (rows > 0) l->rows = (size_t)rows;
    if (bytes > 0) l->row_bytes = (size_t)(bytes * mebibyte);
    if (size > 0) l->document = (size_t)(size * mebibyte);
    return s;
}

/* Programs that plugins may run. */
static status read_allowed(invocation *i, error *e)
{
    for (size_t n = 0; n < i->options.count; n++) {
        const given_option *o = &i->options.items[n];
        if (o->is_foreign || strcmp(o->name, "allow") != 0) continue;
        if (strncmp(o->value, "run=", 4) != 0 || o->value[4] == '\0')
            return error_set(e, STATUS_USAGE, "--allow takes run=NAME, not '%s'", o->value);
        const char **name = list_push(&i->allowed);
        if (name == NULL) return error_memory(e);
        *name = o->value + 4;
    }
    return STATUS_OK;
}

status invocation_open_host(invocation *i, const char *file, error *e)
{
    return invocation_open_host_files(i, &file, file != NULL, e);
}

status invocation_open_host_files(invocation *i, const char *const *files, size_t file_count,
                                  error *e)
{
    const char *paths[64];
    size_t count = 0;
    long workers;
    host_setup setup = { .bundled = bundled_plugins(),
                         .corpus = invocation_corpus(i),
                         .files = files,
                         .file_count = file_count,
                         .file_kind = PLUGIN_ANALYSIS,
                         .library = &api_library,
                         .document_limits = LIMITS_DOCUMENT,
                         .corpus_limits = LIMITS_CORPUS };
    for (size_t n = 0; n < i->options.count; n++) {
        const given_option *o = &i->options.items[n];
        if (o->is_foreign || strcmp(o->name, "plugin-path") != 0) continue;
        if (count == sizeof paths / sizeof *paths)
            return error_set(e, STATUS_USAGE, "--plugin-path may be given %zu times", count);
        paths[count++] = o->value;
    }
    setup.plugin_paths = paths;
    setup.plugin_path_count = count;
    status s = read_limits(i, &setup.document_limits, e);
    if (s == STATUS_OK) s = read_limits(i, &setup.corpus_limits, e);
    if (s == STATUS_OK) s = invocation_number(i, "workers", 0, &workers, e);
    if (s == STATUS_OK && !i->is_host_open) s = read_allowed(i, e);
    if (s != STATUS_OK) return s;
    setup.allowed = i->allowed.items;
    setup.allowed_count = i->allowed.count;
    setup.workers = workers > 256 ? 256 : (int)workers;
    s = host_open(&i->host, &setup, e);
    i->is_host_open = s == STATUS_OK;
    return s;
}

/* A document must not be lost to what is printed about it. */
static status check_output(const invocation *i, error *e)
{
    const char *file = invocation_output(i);
    char *place = file == NULL ? NULL : realpath(file, NULL);
    if (place == NULL) return STATUS_OK;
    statement q = statement_of(i->store,
                               "SELECT 1 FROM source WHERE place = ?1 OR "
                               "(place > ?1 || '/' AND place < ?1 || '0') LIMIT 1",
                               e);
    statement_bind_text(&q, 1, place);
    bool is_source = statement_step(&q);
    status s = statement_end(&q);
    free(place);
    if (s != STATUS_OK || !is_source) return s;
    return error_set(e, STATUS_USAGE, "-o %s: that is a document of the corpus", file);
}

status invocation_open_store(invocation *i, store_mode mode, error *e)
{
    long wait;
    status s = invocation_number(i, "wait", 0, &wait, e);
    if (s == STATUS_OK) s = store_open(invocation_corpus(i), mode, (int)wait, &i->store, e);
    if (s == STATUS_SYSTEM)
        s = e->code = STATUS_CORPUS; /* in use, or not to be read: it cannot be opened */
    return s == STATUS_OK ? check_output(i, e) : s;
}

status invocation_documents(const invocation *i, id_list *ids, error *e)
{
    status s = documents_where(i->store, invocation_value(i, "where"), ids, e);
    return s == STATUS_USAGE ? error_prefix(e, "--where: ") : s;
}
