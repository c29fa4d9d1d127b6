/* moonleaf help: from the tables that declare commands and from the manifests of plugins. */
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/help_json.h"
#include "cli/object.h"
#include "cli/screen.h"
#include "corpus/query.h"
#include "text/fold.h"

static void print_options(const option_spec *options, const char *heading)
{
    if (options == NULL || options->name == NULL) return;
    printf("\n%s\n", heading);
    for (const option_spec *o = options; o->name != NULL; o++) {
        char left[48], letter[4] = "   ";
        if (o->letter != 0) snprintf(letter, sizeof letter, "-%c,", o->letter);
        snprintf(left, sizeof left, "%s --%s%s%s", letter, o->name, o->value == NULL ? "" : " ",
                 o->value == NULL ? "" : o->value);
        printf("  %-28s %s\n", left, o->help);
    }
}

/* On one screen of 80 columns and 24 lines. */
static void print_commands(void)
{
    const char *before = "";
    puts("moonleaf COMMAND [ARGUMENT]... [--option VALUE]...\n");
    for (const command *c = commands; c->name != NULL; c++)
        if (!(c->traits & (COMMAND_MINOR | COMMAND_HIDDEN)))
            printf("  %-10s %s\n", c->name, c->summary);
    fputs("\nFor authors and shells: ", stdout);
    for (const command *c = commands; c->name != NULL; c++) {
        if (!(c->traits & COMMAND_MINOR)) continue;
        printf("%s%s", before, c->name);
        before = ", ";
    }
    puts(".\nmoonleaf help COMMAND, help PLUGIN, help query and help options say more.");
}

static void print_common(void)
{
    print_options(common_options, "Options of every command");
    puts("\nExit codes");
    for (const exit_meaning *m = exit_meanings; m->meaning != NULL; m++)
        printf("  %-4d %s\n", m->code, m->meaning);
}

static void print_command(const command *c)
{
    printf("moonleaf %s %s\n\n%c%s.\n", c->name, c->arguments, c->summary[0] - 'a' + 'A',
           c->summary + 1);
    if (c->alias != NULL) printf("Also: moonleaf %s\n", c->alias);
    if (c->help != NULL) printf("\n%s", c->help);
    print_options(c->options, "Options");
    puts("\nOptions of every command: moonleaf help options");
}

/* The query language, from the table that the parser's errors quote. */
static void print_query(void)
{
    puts(
        "What search, concordance and corpus:count look for. A query is one argument of the shell: "
        "put it in\n'single quotes'.\n");
    for (const query_operator *o = query_operators; o->example != NULL; o++) {
        size_t width = text_width(o->example, strlen(o->example));
        printf("  %s%*s  %s\n", o->example, width < 32 ? (int)(32 - width) : 0, "", o->help);
    }
    puts("\nWords are those that loading cuts: anti-terrorist is a phrase of two. Chinese, "
         "Japanese, "
         "Thai and their\n"
         "like are found however their characters are cut into words. Phrases and NEAR() stay in a "
         "sentence unless\n"
         "WITHIN says otherwise. A field holds for all words beside it: (summit OR "
         "\u0441\u0430\u043c\u043c\u0438\u0442) language:ru.\n"
         "Which documents are searched says --where: \"year >= 2015\".");
}

/* ---- plugins ---- */

static void print_value(const value *v)
{
    buffer text = { 0 };
    if (v->type == VALUE_TEXT) buffer_append(&text, v->text, v->length);
    else json_append_value(&text, v);
    if (text.state == STATUS_OK) fputs(text.data, stdout);
    buffer_free(&text);
}

static void print_plugin_option(const plugin_option *o, const char *dashes)
{
    char left[64];
    snprintf(left, sizeof left, "%s%s %s", dashes, o->name, option_type_name(o));
    printf("  %-28s %s", left, o->help == NULL ? "" : o->help);
    for (size_t i = 0; i < o->choices.count; i++)
        printf("%s%s", i == 0 ? (o->help == NULL ? "one of " : ": ") : ", ", o->choices.items[i]);
    if (o->fallback.type != VALUE_NULL) {
        fputs(" (", stdout);
        print_value(&o->fallback);
        fputs(" when left out)", stdout);
    }
    putchar('\n');
}

static void print_plugin_options(const manifest *m)
{
    if (m->options.count > 0) puts("\nOptions");
    for (size_t i = 0; i < m->options.count; i++) print_plugin_option(&m->options.items[i], "--");
}

static void print_analysis(const plugin *p)
{
    const manifest *m = &p->manifest;
    printf("moonleaf run %s", p->name);
    for (size_t i = 0; i < m->options.count; i++)
        if (m->options.items[i].is_argument) printf(" %s", m->options.items[i].name);
    puts(m->options.count > 0 ? " [--option value]..." : "");
    print_plugin_options(m);
    for (size_t t = 0; t < m->tables.count; t++) {
        const row_table *table = &m->tables.items[t];
        printf("\nColumns%s%s\n", *table->name != '\0' ? " of " : "", table->name);
        for (size_t i = 0; i < table->count; i++) {
            char left[64];
            snprintf(left, sizeof left, "%s (%s)", table->columns[i].name,
                     column_type_name(table->columns[i].type));
            printf("  %-28s %s\n", left,
                   table->columns[i].help == NULL ? "" : table->columns[i].help);
        }
    }
    if (m->plots.count > 0) puts("\nPlots (--format svg:plot=N or bars:plot=N)");
    for (size_t i = 0; i < m->plots.count; i++) {
        const plot *drawn = &m->plots.items[i];
        printf("  %zu  %-23s %s\n", i + 1, drawn->texts[PLOT_KIND],
               drawn->texts[PLOT_TITLE] == NULL ? "" : drawn->texts[PLOT_TITLE]);
    }
}

static void print_loader(const manifest *m)
{
    if (m->extensions.count > 0) fputs("\nFor files named", stdout);
    for (size_t i = 0; i < m->extensions.count; i++)
        printf("%s *.%s", i > 0 ? "," : "", m->extensions.items[i]);
    if (m->extensions.count > 0) putchar('\n');
    for (size_t i = 0; i < m->programs.count; i++)
        printf("%s %s", i == 0 ? "It runs" : ",", m->programs.items[i].name);
    if (m->programs.count > 0) putchar('\n');
    print_plugin_options(m);
}

static void print_format(const plugin *p)
{
    const manifest *m = &p->manifest;
    printf("moonleaf COMMAND --format %s%s\n", p->name,
           m->options.count > 0 ? "[:option=value,...]" : "");
    if (m->options.count > 0) puts("\nOptions");
    for (size_t i = 0; i < m->options.count; i++) print_plugin_option(&m->options.items[i], "");
}

static void print_plugin(const plugin *p)
{
    const manifest *m = &p->manifest;
    printf("%s %s: %s\n", plugin_kind_name(p->kind), p->name,
           p->reason != NULL    ? p->reason
           : m->summary != NULL ? m->summary
           : m->title != NULL   ? m->title
                                : "");
    if (p->reason == NULL && p->kind == PLUGIN_ANALYSIS) print_analysis(p);
    if (p->reason == NULL && p->kind == PLUGIN_LOADER) print_loader(m);
    if (p->reason == NULL && p->kind == PLUGIN_FORMAT) print_format(p);
    if (m->help != NULL) printf("\n%s", m->help);
    printf("\nFrom %s (%s)\n", p->path, p->origin);
}

static status unknown(const invocation *i, const char *name, error *e)
{
    char hint[80];
    nearest n = { .wanted = name };
    for (const command *c = commands; c->name != NULL; c++) nearest_offer(&n, c->name);
    for (size_t k = 0; k < i->host.plugins.plugins.count; k++)
        nearest_offer(&n, i->host.plugins.plugins.items[k].name);
    nearest_hint(&n, hint, sizeof hint);
    return error_set(e, STATUS_USAGE, "no command or plugin '%s'%s", name,
                     *hint != '\0' ? hint : "; see: moonleaf help");
}

static status help_plugin(invocation *i, const char *name, error *e)
{
    bool found = false, is_json = screen_is_json(i);
    buffer json = { 0 };
    status s = invocation_open_host(i, NULL, e);
    if (is_json) object_begin(&json, NULL, '[');
    for (plugin_kind kind = 0; kind < PLUGIN_KINDS && s == STATUS_OK; kind++) {
        plugin *p = discovery_find(&i->host.plugins, kind, name);
        if (p == NULL) continue;
        s = host_read_manifest(&i->host, p, e);
        if (found && !is_json) puts("");
        if (s == STATUS_OK && is_json) help_json_plugin(&json, p);
        else if (s == STATUS_OK) print_plugin(p);
        found = true;
    }
    if (is_json) object_end(&json, ']');
    if (s == STATUS_OK && !found) s = unknown(i, name, e);
    if (s == STATUS_OK && is_json) return screen_json(&json, e);
    buffer_free(&json);
    return s;
}

static status help_json(const command *c, const char *topic, error *e)
{
    buffer json = { 0 };
    if (topic == NULL || strcmp(topic, "options") == 0) help_json_all(&json);
    else if (c != NULL) help_json_command(&json, c);
    else help_json_query(&json);
    return screen_json(&json, e);
}

status help_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    const char *topic = i->arguments.count > 0 ? i->arguments.items[0] : NULL;
    const command *c = i->command;
    if (c->run != help_command) { /* moonleaf run keywords --help is about keywords */
        bool is_named = strncmp(c->arguments, "PLUGIN", strlen("PLUGIN")) == 0;
        if (is_named && topic != NULL && strchr(topic, '/') == NULL)
            return help_plugin(i, topic, e);
        topic = c->name;
    }
    c = topic == NULL ? NULL : command_find(topic);
    bool is_query = topic != NULL && strcmp(topic, "query") == 0;
    bool is_options = topic != NULL && strcmp(topic, "options") == 0;
    if (topic != NULL && c == NULL && !is_query && !is_options) return help_plugin(i, topic, e);
    if (screen_is_json(i)) return help_json(c, topic, e);
    if (c != NULL) print_command(c);
    else if (is_query) print_query();
    else if (is_options) print_common();
    else print_commands();
    return STATUS_OK;
}
