/* moonleaf complete: what the last of some words may become, for the shells. It reads the table of
 * commands and the manifests of the plugins that the words name, as they are now. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "lua/api.h"

typedef struct completing {
    invocation *i;
    const char *word; /* the last one */
    size_t kept;      /* bytes of it that stay: "--format=", "name,-" */
    const command *command;
    const option_spec *option; /* whose value the word is, or NULL */
    const char *foreign;       /* the same, of a plugin */
    LIST(plugin *) analyses;   /* that the words name */
} completing;

static void offer(const completing *c, const char *before, const char *text, const char *behind)
{
    const char *typed = c->word + c->kept;
    size_t length = strlen(typed), first = strlen(before);
    bool fits = length <= first ? strncmp(before, typed, length) == 0
                                : strncmp(before, typed, first) == 0 &&
                                      strncmp(text, typed + first, length - first) == 0;
    if (fits) printf("%.*s%s%s%s\n", (int)c->kept, c->word, before, text, behind);
}

/* ---- what there is ---- */

static void offer_plugins(const completing *c, bool analyses_alone, plugin_kind kind,
                          const char *behind)
{
    const discovery *d = &c->i->host.plugins;
    for (size_t n = 0; n < d->plugins.count; n++) {
        const plugin *p = &d->plugins.items[n];
        bool is_wanted = kind == PLUGIN_KINDS ? true : p->kind == kind;
        if (analyses_alone) is_wanted = p->kind == PLUGIN_ANALYSIS;
        if (is_wanted && p->shadowed_by == NULL) offer(c, "", p->name, behind);
    }
}

static void offer_commands(const completing *c)
{
    for (const command *one = commands; one->name != NULL; one++)
        if (!(one->traits & COMMAND_HIDDEN)) offer(c, "", one->name, "");
}

static void offer_columns(const completing *c)
{
    static const char *const heads[] = { "row", "document" };
    for (size_t n = 0; n < c->analyses.count; n++) {
        const manifest *m = &c->analyses.items[n]->manifest;
        bool is_stored = m->shapes & SHAPE_DOCUMENT;
        for (size_t h = 0; is_stored && h < sizeof heads / sizeof *heads; h++)
            offer(c, "", heads[h], "");
        for (size_t t = 0; t < m->tables.count; t++)
            for (size_t k = 0; k < m->tables.items[t].count; k++)
                offer(c, "", m->tables.items[t].columns[k].name, "");
    }
}

/* Files that end so, and folders, in which there may be more. */
static void offer_files(const completing *c, const char *ending, size_t length)
{
    const char *typed = c->word + c->kept, *slash = strrchr(typed, '/');
    buffer folder = { 0 };
    buffer_append(&folder, typed, slash == NULL ? 0 : (size_t)(slash + 1 - typed));
    DIR *d = opendir(slash == NULL ? "." : folder.data);
    const char *before = slash == NULL ? "" : folder.data;
    for (struct dirent *entry; d != NULL && (entry = readdir(d)) != NULL;) {
        size_t size = strlen(entry->d_name);
        bool fits = size > length && memcmp(entry->d_name + size - length, ending, length) == 0;
        if (*entry->d_name == '.') continue;
        if (entry->d_type == DT_DIR) offer(c, before, entry->d_name, "/");
        else if (fits) offer(c, before, entry->d_name, "");
    }
    if (d != NULL) closedir(d);
    buffer_free(&folder);
}

/* ---- by the table ---- */

/* Offers what a word of the table stands for; the shell offers files where nothing is printed. */
static void offer_meaning(completing *c, const char *word, size_t length, char next)
{
    static const char *const kinds[] = { "analysis", "loader", "format", "language" };
    const char *dot = memchr(word, '.', length);
    bool is_run = c->command != NULL && strncmp(c->command->arguments, "PLUGIN", 6) == 0 &&
                  c->command->unknown_is_foreign;
#define IS(text) (length == strlen(text) && memcmp(word, text, length) == 0)
    if (IS("PLUGIN")) offer_plugins(c, is_run || next == ':', PLUGIN_KINDS, next == ':' ? ":" : "");
    else if (IS("FORMAT")) offer_plugins(c, false, PLUGIN_FORMAT, "");
    else if (IS("COMMAND")) offer_commands(c);
    else if (IS("COLUMN")) offer_columns(c);
    else if (IS("KIND"))
        for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++) offer(c, "", kinds[n], "");
    else if (IS("SYMBOL"))
        for (const api_part *const *part = api_parts; *part != NULL; part++)
            offer(c, "", (*part)->name, "");
    else if (dot != NULL && dot[1] >= 'a') offer_files(c, dot, length - (size_t)(dot - word));
    else if (*word >= 'a') {
        buffer literal = { 0 };
        buffer_append(&literal, word, length);
        if (literal.state == STATUS_OK) offer(c, "", literal.data, "");
        buffer_free(&literal);
    }
#undef IS
}

static void offer_meanings(completing *c, const char *words)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-";
    for (const char *at = words; *at != '\0';) {
        size_t length = strspn(at, letters);
        bool is_dots = length > 0 && *at == '.';
        bool is_list = strncmp(at + length, ",...", 4) == 0; /* behind a comma the next begins */
        if (length > 0 && !is_dots && *at != '-') {
            while (length > 1 && at[length - 1] == '.') length--; /* the dots of WORD... */
            const char *comma = is_list ? strrchr(c->word + c->kept, ',') : NULL;
            if (comma != NULL) c->kept = (size_t)(comma + 1 - c->word);
            if (is_list && c->word[c->kept] == '-') c->kept++;
            offer_meaning(c, at, length, at[length]);
        }
        at += length > 0 ? length : 1;
    }
}

static void offer_options(const completing *c, const option_spec *options)
{
    for (const option_spec *o = options; o->name != NULL; o++) offer(c, "--", o->name, "");
}

static void offer_foreign(const completing *c)
{
    for (size_t n = 0; n < c->analyses.count; n++) {
        const manifest *m = &c->analyses.items[n]->manifest;
        for (size_t k = 0; k < m->options.count; k++) offer(c, "--", m->options.items[k].name, "");
    }
}

/* The values of a plugin's option that can be listed. */
static void offer_choices(const completing *c)
{
    for (size_t n = 0; n < c->analyses.count; n++) {
        const plugin_option *o = options_find(&c->analyses.items[n]->manifest, c->foreign);
        for (size_t k = 0; o != NULL && k < o->choices.count; k++)
            offer(c, "", o->choices.items[k], "");
        if (o == NULL || o->type != COLUMN_BOOLEAN) continue;
        offer(c, "", "true", "");
        offer(c, "", "false", "");
    }
}

/* ---- reading the words ---- */

static const option_spec *find_option(const completing *c, const char *name, size_t length)
{
    const option_spec *lists[] = { c->command == NULL ? NULL : c->command->options,
                                   common_options };
    for (size_t n = 0; n < sizeof lists / sizeof *lists; n++)
        for (const option_spec *o = lists[n]; o != NULL && o->name != NULL; o++)
            if ((length == 1 && o->letter == *name) ||
                (strlen(o->name) == length && memcmp(o->name, name, length) == 0))
                return o;
    return NULL;
}

/* What the word says of the next ones; `next` is the one behind it. True when it takes that. */
static bool read_option(completing *c, const char *word, const char *next)
{
    const char *name = word + 1 + (word[1] == '-'), *equals = strchr(name, '=');
    c->option = find_option(c, name, equals == NULL ? strlen(name) : (size_t)(equals - name));
    c->foreign = c->option == NULL && equals == NULL ? name : NULL;
    if (c->option != NULL && c->option->value == NULL) c->option = NULL;
    const char *text = equals != NULL ? equals + 1 : next;
    if (c->option != NULL && text != NULL) { /* -c and --plugin-path say what there is */
        given_option *o = list_push(&c->i->options);
        if (o != NULL) *o = (given_option){ .name = c->option->name, .value = text };
    }
    if (equals != NULL) c->option = NULL;
    return c->option != NULL || (c->foreign != NULL && next != NULL && *next != '-');
}

static void read_words(completing *c)
{
    const char **words = c->i->arguments.items;
    size_t count = c->i->arguments.count, last = count - 1;
    for (size_t n = 0; n < last; n++) {
        bool is_option = *words[n] == '-' && words[n][1] != '\0';
        c->option = NULL;
        c->foreign = NULL;
        bool has_next = n + 1 < last;
        if (is_option && read_option(c, words[n], has_next ? words[n + 1] : NULL) && has_next) {
            n++;
            c->option = NULL;
            c->foreign = NULL;
        } else if (!is_option && c->command == NULL) {
            c->command = command_find(words[n]);
        }
    }
}

/* bash hands "=" on as a word: --format=csv is --format, =, csv. */
static void drop_equals(completing *c)
{
    size_t kept = 0, count = c->i->arguments.count;
    const char **words = c->i->arguments.items;
    for (size_t n = 0; n < count; n++) {
        bool is_equals = strcmp(words[n], "=") == 0;
        if (is_equals && n + 1 < count) continue;
        words[kept++] = is_equals ? "" : words[n];
    }
    c->i->arguments.count = kept;
    c->word = words[kept - 1];
}

static void find_analyses(completing *c)
{
    error unused = { 0 };
    for (size_t n = 0; n + 1 < c->i->arguments.count; n++) {
        plugin *p = discovery_find(&c->i->host.plugins, PLUGIN_ANALYSIS, c->i->arguments.items[n]);
        if (p == NULL || host_read_manifest(&c->i->host, p, &unused) != STATUS_OK) continue;
        plugin **found = list_push(&c->analyses);
        if (found != NULL) *found = p;
    }
    error_clear(&unused);
}

static void answer(completing *c)
{
    const char *equals = c->word[0] == '-' ? strchr(c->word, '=') : NULL;
    if (equals != NULL) { /* zsh hands --format=c on as one word */
        size_t length = (size_t)(equals - c->word) - 2;
        c->kept = (size_t)(equals + 1 - c->word);
        c->option = find_option(c, c->word + 2, length);
        if (c->option == NULL || c->option->value == NULL) return;
    }
    if (c->option != NULL) offer_meanings(c, c->option->value);
    else if (c->word[0] == '-') {
        if (c->command != NULL) offer_options(c, c->command->options);
        offer_foreign(c);
        offer_options(c, common_options);
    } else if (c->command == NULL) offer_commands(c);
    else {
        if (c->foreign != NULL) offer_choices(c);
        offer_meanings(c, c->command->arguments);
    }
}

status complete_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    completing c = { .i = i };
    if (i->arguments.count == 0) return STATUS_OK;
    drop_equals(&c);
    read_words(&c);
    status s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) find_analyses(&c);
    if (s == STATUS_OK) answer(&c);
    list_free(&c.analyses);
    return s;
}
