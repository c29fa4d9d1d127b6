#include "lua/definitions.h"

#include <string.h>

#include "lua/api.h"

/* A piece of a signature. */
typedef struct piece {
    const char *text;
    size_t length;
} piece;

static bool is_text(piece p, const char *text)
{
    return p.length == strlen(text) && memcmp(p.text, text, p.length) == 0;
}

static bool begins(piece p, const char *text)
{
    return p.length >= strlen(text) && memcmp(p.text, text, strlen(text)) == 0;
}

static piece cut(piece p, size_t skip) { return (piece){ p.text + skip, p.length - skip }; }

static piece trimmed(piece p)
{
    while (p.length > 0 && *p.text == ' ') p = cut(p, 1);
    while (p.length > 0 && p.text[p.length - 1] == ' ') p.length--;
    return p;
}

/* ---- types ---- */

/* What the names of parameters and results stand for, where they are no names of types. */
static const struct {
    const char *name, *type;
} names[] = {
    { "a", "string" },
    { "analysis", "string" },
    { "array", "any[]" },
    { "b", "string" },
    { "documents", "integer" },
    { "form", "string" },
    { "hits", "integer" },
    { "iterator", "fun(...): any, any" },
    { "key", "string" },
    { "language", "string" },
    { "left", "string" },
    { "n", "number" },
    { "name", "string" },
    { "options", "table" },
    { "other", "counter" },
    { "parts", "table" },
    { "path", "string" },
    { "query", "string" },
    { "right", "string" },
    { "role", "string" },
    { "sentence", "span" },
    { "start", "integer" },
    { "stop", "integer" },
    { "tag", "string" },
    { "text", "string" },
    { "type", "string" },
    { "or nil and a message", "string|nil" },
    { "bytes", "string" },
    { "charset", "string" },
    { "replaced", "integer" },
    { "value", "any" },
    { "which", "integer|string" },
    { "word", "string" },
};

static const char *const types[] = {
    "string", "integer", "number", "boolean", "table", "nil", "any"
};

static bool is_class(piece name)
{
    for (const api_part *const *part = api_parts; *part != NULL; part++)
        if ((*part)->is_class && is_text(name, (*part)->name)) return true;
    return is_text(name, "block") || is_text(name, "token");
}

/* The type of one word; false when it is none that we know. */
static bool append_word(buffer *out, piece word)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!is_text(word, types[i])) continue;
        buffer_text(out, types[i]);
        return true;
    }
    if (is_class(word)) {
        buffer_append(out, word.text, word.length);
        return true;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!is_text(word, names[i].name)) continue;
        buffer_text(out, names[i].type);
        return true;
    }
    return false;
}

/* The type of the things that a plural names: "strings", "iterator of blocks". */
static void append_one_of(buffer *out, piece plural)
{
    piece one = trimmed(plural);
    if (one.length > 0 && one.text[0] == '{') buffer_text(out, "table");
    else if (is_text(one, "arrays")) buffer_text(out, "any[]");
    else if (one.length > 1 && one.text[one.length - 1] == 's' &&
             append_word(out, (piece){ one.text, one.length - 1 })) {
    } else if (!append_word(out, one)) buffer_text(out, "any");
}

static void append_type(buffer *out, piece p)
{
    static const char OR_NIL[] = " or nil";
    size_t tail = strlen(OR_NIL);
    p = trimmed(p);
    bool may_be_nil = p.length > tail && memcmp(p.text + p.length - tail, OR_NIL, tail) == 0;
    if (may_be_nil) p.length -= tail;
    if (begins(p, "array of ")) {
        append_one_of(out, cut(p, strlen("array of ")));
        buffer_text(out, "[]");
    } else if (begins(p, "iterator of ")) {
        buffer_text(out, "fun(): ");
        append_one_of(out, cut(p, strlen("iterator of ")));
    } else if (p.length > 0 && p.text[0] == '{') {
        buffer_text(out, "table");
    } else if (!append_word(out, p)) {
        buffer_text(out, "any");
    }
    if (may_be_nil) buffer_text(out, "|nil");
}

/* ---- signatures ---- */

typedef struct signature {
    piece owner;      /* "document", "moonleaf.text" */
    piece parameters; /* between the parentheses */
    piece results;    /* behind the arrow, or the colon of a field; empty for none */
    bool is_method;   /* called with a colon */
} signature;

static signature parse(const api_entry *e)
{
    const char *text = e->signature, *end = text + strlen(text);
    const char *mark = text + strcspn(text, "("), *colon = strstr(text, ": ");
    signature s = { 0 };
    if (e->is_field && colon != NULL) {
        mark = colon;
        s.results = (piece){ colon + 2, (size_t)(end - colon) - 2 };
    } else {
        const char *close = strrchr(text, ')'), *arrow = strstr(text, " -> ");
        if (arrow != NULL) {
            s.results = (piece){ arrow + 4, (size_t)(end - arrow) - 4 };
            for (close = arrow; close > mark && *close != ')';) close--;
        }
        if (close != NULL && close > mark)
            s.parameters = (piece){ mark + 1, (size_t)(close - mark) - 1 };
    }
    const char *name = mark;
    while (name > text && name[-1] != '.' && name[-1] != ':') name--;
    if (name > text) s.owner = (piece){ text, (size_t)(name - text) - 1 };
    s.is_method = name > text && name[-1] == ':';
    return s;
}

/* Takes the next of a list parted by commas, those in brackets apart; false at the end. */
static bool next_item(piece *rest, piece *item)
{
    *rest = trimmed(*rest);
    if (rest->length == 0) return false;
    size_t at = 0;
    for (int depth = 0; at < rest->length; at++) {
        char c = rest->text[at];
        depth += (c == '{' || c == '(') - (c == '}' || c == ')');
        if (c == ',' && depth == 0) break;
    }
    *item = trimmed((piece){ rest->text, at });
    *rest = at < rest->length ? cut(*rest, at + 1) : (piece){ rest->text + at, 0 };
    return true;
}

typedef struct parameter {
    piece name;
    bool is_optional, is_table;
} parameter;

/* "[n]", "[n" and "n]" are optional; a table in braces is named options. */
static parameter read_parameter(piece item)
{
    parameter p = { .name = item };
    if (p.name.length > 0 && p.name.text[0] == '[') {
        p.is_optional = true;
        p.name = cut(p.name, 1);
    }
    while (p.name.length > 0 && p.name.text[p.name.length - 1] == ']') {
        p.is_optional = true;
        p.name.length--;
    }
    p.name = trimmed(p.name);
    p.is_table = p.name.length > 0 && p.name.text[0] == '{';
    if (p.is_table) p.name = (piece){ "options", strlen("options") };
    return p;
}

/* ---- definitions ---- */

static void append_comment(buffer *out, const char *text) { buffer_format(out, "--- %s\n", text); }

static void append_parameters(buffer *out, const signature *s)
{
    piece rest = s->parameters, item;
    while (next_item(&rest, &item)) {
        parameter p = read_parameter(item);
        buffer_format(out, "---@param %.*s%s ", (int)p.name.length, p.name.text,
                      p.is_optional ? "?" : "");
        if (p.is_table) buffer_format(out, "table %.*s\n", (int)item.length, item.text);
        else {
            append_type(out, is_text(p.name, "...") ? (piece){ "any", 3 } : p.name);
            buffer_byte(out, '\n');
        }
    }
}

static void append_results(buffer *out, const signature *s)
{
    piece rest = s->results, item;
    while (next_item(&rest, &item)) {
        buffer_text(out, "---@return ");
        append_type(out, item);
        buffer_format(out, " # %.*s\n", (int)item.length, item.text);
    }
}

static void append_function(buffer *out, const api_entry *e)
{
    signature s = parse(e);
    piece rest = s.parameters, item;
    append_comment(out, e->help);
    append_parameters(out, &s);
    append_results(out, &s);
    buffer_format(out, "function %.*s%c%s(", (int)s.owner.length, s.owner.text,
                  s.is_method ? ':' : '.', e->name);
    for (bool is_first = true; next_item(&rest, &item); is_first = false) {
        parameter p = read_parameter(item);
        buffer_format(out, "%s%.*s", is_first ? "" : ", ", (int)p.name.length, p.name.text);
    }
    buffer_text(out, ") end\n\n");
}

static void append_fields(buffer *out, const api_part *part, piece owner)
{
    for (const api_entry *e = part->entries; e->name != NULL; e++) {
        signature s = parse(e);
        if (!e->is_field || s.owner.length != owner.length ||
            memcmp(s.owner.text, owner.text, owner.length) != 0)
            continue;
        buffer_format(out, "---@field %s ", e->name);
        append_type(out, s.results);
        buffer_format(out, " %s\n", e->help);
    }
}

/* Blocks and tokens are spans: a class for each owner that is not the part itself. */
static void append_kinds(buffer *out, const api_part *part)
{
    piece last = { 0 };
    for (const api_entry *e = part->entries; e->name != NULL; e++) {
        piece owner = parse(e).owner;
        bool is_known =
            is_text(owner, part->name) ||
            (owner.length == last.length && memcmp(owner.text, last.text, last.length) == 0);
        if (is_known) continue;
        buffer_format(out, "---@class %.*s: %s\n", (int)owner.length, owner.text, part->name);
        append_fields(out, part, owner);
        buffer_byte(out, '\n');
        last = owner;
    }
}

static void append_part(buffer *out, const api_part *part)
{
    append_comment(out, part->help);
    buffer_format(out, "---@class %s\n", part->name);
    append_fields(out, part, (piece){ part->name, strlen(part->name) });
    bool is_nested = strchr(part->name, '.') != NULL || strcmp(part->name, "moonleaf") == 0;
    buffer_format(out, "%s%s = {}\n\n", is_nested ? "" : "local ", part->name);
    append_kinds(out, part);
    for (const api_entry *e = part->entries; e->name != NULL; e++)
        if (!e->is_field) append_function(out, e);
}

/* A module must be there before the modules inside it. */
static bool is_root(const api_part *part) { return strcmp(part->name, "moonleaf") == 0; }

void definitions_append(buffer *out)
{
    buffer_text(out, "---@meta\n"
                     "-- luacheck: ignore\n"
                     "-- The Lua API of moonleaf for the Lua language server. Made by `moonleaf "
                     "api --luals`: do not change it here.\n\n");
    for (const api_part *const *part = api_parts; *part != NULL; part++)
        if (is_root(*part)) append_part(out, *part);
    for (const api_part *const *part = api_parts; *part != NULL; part++)
        if (!is_root(*part)) append_part(out, *part);
}
