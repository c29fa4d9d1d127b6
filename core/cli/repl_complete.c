#include "cli/repl_complete.h"

#include <ctype.h>
#include <string.h>

#include "lua/api.h"

/* Calls whose argument in quotation marks names a plugin. */
static const struct {
    const char *call;
    plugin_kind kind;
} plugin_calls[] = {
    { "moonleaf.run", PLUGIN_ANALYSIS },
    { ":results", PLUGIN_ANALYSIS },
    { "moonleaf.language", PLUGIN_LANGUAGE },
};

static const char *const keywords[] = { "and",    "break",  "do",       "else", "elseif", "end",
                                        "false",  "for",    "function", "goto", "help",   "if",
                                        "in",     "local",  "nil",      "not",  "or",     "quit",
                                        "repeat", "return", "then",     "true", "until",  "while" };

static bool is_word(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* ---- plugins ---- */

/* The position behind the quotation mark in which the cursor stands, or 0. */
static size_t open_quotation(const char *line, size_t cursor)
{
    char mark = 0;
    size_t opened = 0;
    for (size_t i = 0; i < cursor; i++) {
        if (mark != 0 && line[i] == '\\') i++;
        else if (line[i] == mark) mark = 0;
        else if (mark == 0 && (line[i] == '"' || line[i] == '\'')) {
            mark = line[i];
            opened = i + 1;
        }
    }
    return mark != 0 ? opened : 0;
}

static bool ends_with(const char *text, size_t length, const char *end)
{
    size_t n = strlen(end);
    return length >= n && memcmp(text + length - n, end, n) == 0;
}

static void offer_plugins(const host *h, const char *line, completion *c)
{
    size_t length = c->start - 1;
    while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '(')) length--;
    for (size_t i = 0; i < sizeof plugin_calls / sizeof *plugin_calls; i++) {
        if (!ends_with(line, length, plugin_calls[i].call)) continue;
        for (size_t n = 0; n < h->plugins.plugins.count; n++) {
            const plugin *p = &h->plugins.plugins.items[n];
            if (p->kind == plugin_calls[i].kind && p->shadowed_by == NULL)
                completion_offer(c, p->name);
        }
    }
}

/* ---- names ---- */

static void offer_entries(const api_part *part, bool are_fields, completion *c)
{
    for (const api_entry *e = part->entries; e->name != NULL; e++)
        if (e->is_field == are_fields) completion_offer(c, e->name);
}

/* The methods (fields behind a dot) of the class; of every class when it is not known which. */
static void offer_class(const char *name, bool are_fields, completion *c)
{
    bool is_known = false;
    for (const api_part *const *part = api_parts; *part != NULL; part++) {
        if (!(*part)->is_class || strcmp((*part)->name, name) != 0) continue;
        offer_entries(*part, are_fields, c);
        is_known = true;
    }
    if (is_known) return;
    for (const api_part *const *part = api_parts; *part != NULL; part++)
        if ((*part)->is_class) offer_entries(*part, are_fields, c);
}

static void offer_keys(repl *r, const char *path, completion *c)
{
    repl_names names;
    if (repl_ask_names(r, path, &names, NULL) == STATUS_OK)
        for (size_t i = 0; i < names.names.count; i++) completion_offer(c, names.names.items[i]);
    repl_names_free(&names);
}

/* What stands behind `path` and a dot or a colon: the session says what the path is, if it is
 * anything yet. */
static void offer_members(repl *r, const char *path, bool is_method, completion *c)
{
    repl_names names;
    if (repl_ask_names(r, path, &names, NULL) == STATUS_OK) {
        const char *last = strrchr(path, '.');
        if (strcmp(names.kind, "nil") == 0)
            offer_class(last == NULL ? path : last + 1, !is_method, c);
        else if (strcmp(names.kind, "string") == 0) offer_keys(r, "string", c);
        else if (strcmp(names.kind, "table") != 0) offer_class(names.kind, !is_method, c);
        for (size_t i = 0; i < names.names.count; i++) completion_offer(c, names.names.items[i]);
    }
    repl_names_free(&names);
}

void repl_complete(void *context, const char *line, size_t cursor, completion *c)
{
    repl_completer *completer = context;
    c->start = open_quotation(line, cursor);
    if (c->start > 0) {
        offer_plugins(completer->host, line, c);
        return;
    }
    for (c->start = cursor; c->start > 0 && is_word(line[c->start - 1]); c->start--) {
    }
    char before = c->start > 0 ? line[c->start - 1] : ' ';
    if (before != '.' && before != ':') {
        for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
            completion_offer(c, keywords[i]);
        offer_keys(completer->repl, "", c);
        return;
    }
    size_t end = c->start - 1, start = end;
    while (start > 0 && (is_word(line[start - 1]) || line[start - 1] == '.')) start--;
    buffer path = { 0 };
    buffer_append(&path, line + start, end - start);
    if (path.state == STATUS_OK && path.length > 0)
        offer_members(completer->repl, path.data, before == ':', c);
    buffer_free(&path);
}
