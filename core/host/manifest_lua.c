/* The manifest as the plugin's Lua table says it: every key and every type is checked. */
#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "host/manifest_plots.h"

typedef struct checker {
    lua_State *L;
    int table; /* absolute index of the plugin's table */
    plugin_kind kind;
    manifest *m;
    error *e;
} checker;

typedef status (*check)(checker *c); /* the value is on top of the stack */

typedef struct manifest_key {
    const char *name;
    int type;     /* a Lua type */
    check read;   /* NULL: there is nothing to read but that it is there */
    unsigned bit; /* of a function a shape, of a boolean a trait */
} manifest_key;

static status complain(checker *c, const char *format, ...)
{
    va_list arguments;
    char *message = NULL;
    va_start(arguments, format);
    if (vasprintf(&message, format, arguments) < 0) message = NULL;
    va_end(arguments);
    error_set(c->e, STATUS_PLUGIN, "%s", message != NULL ? message : "wrong manifest");
    free(message);
    return STATUS_PLUGIN;
}

static bool has_type(lua_State *L, int index, int type) { return lua_type(L, index) == type; }

/* A copy of the string at the index; NULL and a complaint when it is none or has a NUL in it. */
static char *copy_text(checker *c, int index, const char *what)
{
    size_t length;
    if (!has_type(c->L, index, LUA_TSTRING)) {
        complain(c, "%s must be a text, not a %s", what, luaL_typename(c->L, index));
        return NULL;
    }
    const char *text = lua_tolstring(c->L, index, &length);
    if (strlen(text) != length) {
        complain(c, "%s has a NUL character in it", what);
        return NULL;
    }
    char *copy = strdup(text);
    if (copy == NULL) error_memory(c->e);
    return copy;
}

static status read_texts(checker *c, text_list *list, const char *what)
{
    lua_Integer count = luaL_len(c->L, -1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(c->L, -1, i);
        char **text = list_push(list);
        if (text == NULL) return error_memory(c->e);
        *text = copy_text(c, -1, what);
        lua_pop(c->L, 1);
        if (*text == NULL) return c->e->code;
    }
    return STATUS_OK;
}

/* ---- columns ---- */

static status wrong_type(checker *c, const char *where, const char *name, const char *type,
                         unsigned allowed)
{
    char hint[80];
    nearest n = { .wanted = type };
    buffer names = { 0 };
    for (column_type t = 0; t < COLUMN_TYPES; t++) {
        if (!(allowed & 1u << t)) continue;
        nearest_offer(&n, column_type_name(t));
        buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", column_type_name(t));
    }
    status s = n.name != NULL ? complain(c, "%s '%s' has the unknown type '%s'%s", where, name,
                                         type, nearest_hint(&n, hint, sizeof hint))
                              : complain(c, "%s '%s' has the unknown type '%s'; the types are %s",
                                         where, name, type, names.length > 0 ? names.data : "");
    buffer_free(&names);
    return s;
}

/* Reads {"name", "type", "help"} on top of the stack. */
static status read_column(checker *c, column *out)
{
    if (!has_type(c->L, -1, LUA_TTABLE))
        return complain(c, "each column must be a table: { \"name\", \"type\", \"help\" }");
    lua_rawgeti(c->L, -1, 1);
    lua_rawgeti(c->L, -2, 2);
    lua_rawgeti(c->L, -3, 3);
    out->name = copy_text(c, -3, "a column's name");
    char *type = out->name == NULL ? NULL : copy_text(c, -2, "a column's type");
    status s = type == NULL ? c->e->code : STATUS_OK;
    if (s == STATUS_OK && !manifest_name_is_good(out->name))
        s = complain(c, "the column name '%s' must be small letters, digits and _ after a letter",
                     out->name);
    if (s == STATUS_OK && (out->type = column_type_find(type)) == COLUMN_TYPES)
        s = wrong_type(c, "column", out->name, type, (1u << COLUMN_TYPES) - 1);
    if (s == STATUS_OK && !lua_isnil(c->L, -1)) {
        out->help = copy_text(c, -1, "a column's help");
        if (out->help == NULL) s = c->e->code;
    }
    free(type);
    lua_pop(c->L, 3);
    return s;
}

/* Reads the array of columns on top of the stack as one table of rows. */
static status read_row_table(checker *c, const char *name)
{
    row_table *t = list_push(&c->m->tables);
    lua_Integer count = luaL_len(c->L, -1);
    if (t == NULL || (t->name = strdup(name)) == NULL) return error_memory(c->e);
    if (count < 1) return complain(c, "a table of rows needs at least one column");
    t->columns = calloc((size_t)count, sizeof *t->columns);
    if (t->columns == NULL) return error_memory(c->e);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(c->L, -1, i);
        t->count = (size_t)i;
        status s = read_column(c, &t->columns[i - 1]);
        if (s != STATUS_OK) return s;
        lua_pop(c->L, 1);
        for (lua_Integer j = 0; j < i - 1; j++)
            if (strcmp(t->columns[j].name, t->columns[i - 1].name) == 0)
                return complain(c, "the column '%s' is declared twice", t->columns[j].name);
    }
    return STATUS_OK;
}

static status read_columns(checker *c)
{
    if (c->m->tables.count > 0)
        return complain(c, "declare either 'columns' or 'tables', not both");
    return read_row_table(c, "");
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const row_table *)left)->name, ((const row_table *)right)->name);
}

static status read_tables(checker *c)
{
    if (c->m->tables.count > 0)
        return complain(c, "declare either 'columns' or 'tables', not both");
    for (lua_pushnil(c->L); lua_next(c->L, -2) != 0; lua_pop(c->L, 1)) {
        if (!has_type(c->L, -2, LUA_TSTRING) || !manifest_name_is_good(lua_tostring(c->L, -2)))
            return complain(c, "the keys of 'tables' must be names of small letters, digits and _");
        if (!has_type(c->L, -1, LUA_TTABLE))
            return complain(c, "each of 'tables' must be an array of columns");
        status s = read_row_table(c, lua_tostring(c->L, -2));
        if (s != STATUS_OK) return s;
    }
    if (c->m->tables.count == 0) return complain(c, "'tables' declares no table");
    qsort(c->m->tables.items, c->m->tables.count, sizeof *c->m->tables.items, by_name);
    return STATUS_OK;
}

/* ---- options ---- */

enum {
    OPTION_TYPES = 1u << COLUMN_TEXT | 1u << COLUMN_INTEGER | 1u << COLUMN_NUMBER |
                   1u << COLUMN_BOOLEAN | 1u << COLUMN_DATE | 1u << COLUMN_LANGUAGE,
};

static const char *const option_keys[] = { "default", "min",      "max",      "choices",
                                           "help",    "argument", "required", "query" };

static status check_option_keys(checker *c, const plugin_option *o)
{
    for (lua_pushnil(c->L); lua_next(c->L, -2) != 0; lua_pop(c->L, 1)) {
        if (has_type(c->L, -2, LUA_TNUMBER)) continue;
        const char *key = has_type(c->L, -2, LUA_TSTRING) ? lua_tostring(c->L, -2) : "?";
        nearest n = { .wanted = key };
        bool known = false;
        for (size_t i = 0; i < sizeof option_keys / sizeof *option_keys; i++) {
            known = known || strcmp(option_keys[i], key) == 0;
            nearest_offer(&n, option_keys[i]);
        }
        char hint[80];
        if (!known)
            return complain(c, "option '%s' has the unknown key '%s'%s", o->name, key,
                            nearest_hint(&n, hint, sizeof hint));
    }
    return STATUS_OK;
}

static status read_fallback(checker *c, plugin_option *o)
{
    int type = lua_type(c->L, -1);
    if (type == LUA_TNIL) return STATUS_OK;
    bool fits = (o->type == COLUMN_BOOLEAN && type == LUA_TBOOLEAN) ||
                (o->type == COLUMN_INTEGER && lua_isinteger(c->L, -1)) ||
                (o->type == COLUMN_NUMBER && type == LUA_TNUMBER) ||
                ((o->type == COLUMN_TEXT || o->type == COLUMN_DATE || o->type == COLUMN_LANGUAGE) &&
                 type == LUA_TSTRING);
    if (!fits)
        return complain(c, "the default of option '%s' is no %s", o->name,
                        column_type_name(o->type));
    if (type == LUA_TBOOLEAN) o->fallback = value_of_boolean(lua_toboolean(c->L, -1));
    else if (o->type == COLUMN_INTEGER) o->fallback = value_of_integer(lua_tointeger(c->L, -1));
    else if (o->type == COLUMN_NUMBER) o->fallback = value_of_number(lua_tonumber(c->L, -1));
    else {
        char *text = copy_text(c, -1, "a default");
        if (text == NULL) return c->e->code;
        o->fallback = value_of_text(text);
    }
    return STATUS_OK;
}

static status read_bound(checker *c, const plugin_option *o, const char *key, bool *has,
                         double *bound)
{
    lua_getfield(c->L, -1, key);
    *has = !lua_isnil(c->L, -1);
    if (*has && !has_type(c->L, -1, LUA_TNUMBER))
        return complain(c, "'%s' of option '%s' must be a number", key, o->name);
    *bound = lua_tonumber(c->L, -1);
    lua_pop(c->L, 1);
    return STATUS_OK;
}

/* A default must be what the person could have said. */
static status check_fallback(checker *c, const plugin_option *o)
{
    const value *v = &o->fallback;
    bool is_number = v->type == VALUE_INTEGER || v->type == VALUE_NUMBER;
    double number = v->type == VALUE_INTEGER ? (double)v->integer : v->number;
    if (is_number && o->has_min && number < o->min)
        return complain(c, "the default of option '%s' is less than its min", o->name);
    if (is_number && o->has_max && number > o->max)
        return complain(c, "the default of option '%s' is more than its max", o->name);
    bool is_choice = v->type != VALUE_TEXT || o->choices.count == 0;
    for (size_t i = 0; i < o->choices.count && !is_choice; i++)
        is_choice = strcmp(o->choices.items[i], v->text) == 0;
    return is_choice ? STATUS_OK
                     : complain(c, "the default of option '%s' is none of its choices", o->name);
}

static status read_flag(checker *c, const plugin_option *o, const char *key, bool *is)
{
    lua_getfield(c->L, -1, key);
    bool fits = lua_isnil(c->L, -1) || (has_type(c->L, -1, LUA_TBOOLEAN) && o->type == COLUMN_TEXT);
    *is = lua_toboolean(c->L, -1);
    lua_pop(c->L, 1);
    return fits ? STATUS_OK
                : complain(c, "'%s' of option '%s' is true or false, of a text", key, o->name);
}

static status read_option_fields(checker *c, plugin_option *o)
{
    lua_getfield(c->L, -1, "help");
    if (!lua_isnil(c->L, -1) && (o->help = copy_text(c, -1, "an option's help")) == NULL)
        return c->e->code;
    lua_pop(c->L, 1);
    lua_getfield(c->L, -1, "default");
    status s = read_fallback(c, o);
    if (s != STATUS_OK) return s;
    lua_pop(c->L, 1);
    lua_getfield(c->L, -1, "required");
    o->is_required = lua_toboolean(c->L, -1);
    lua_pop(c->L, 1);
    s = read_bound(c, o, "min", &o->has_min, &o->min);
    if (s == STATUS_OK) s = read_bound(c, o, "max", &o->has_max, &o->max);
    if (s == STATUS_OK) s = read_flag(c, o, "argument", &o->is_argument);
    if (s == STATUS_OK) s = read_flag(c, o, "query", &o->is_query);
    if (s != STATUS_OK) return s;
    lua_getfield(c->L, -1, "choices");
    if (has_type(c->L, -1, LUA_TTABLE)) s = read_texts(c, &o->choices, "a choice");
    else if (!lua_isnil(c->L, -1))
        s = complain(c, "'choices' of option '%s' must be an array of texts", o->name);
    lua_pop(c->L, 1);
    return s == STATUS_OK ? check_fallback(c, o) : s;
}

static option_opens find_opens(const char *type)
{
    if (strcmp(type, "file") == 0) return OPENS_FILE;
    return strcmp(type, "corpus") == 0 ? OPENS_CORPUS : OPENS_NOTHING;
}

static status read_option(checker *c)
{
    if (!has_type(c->L, -1, LUA_TTABLE))
        return complain(c,
                        "each option must be a table: { \"name\", \"type\", default =, help = }");
    plugin_option *o = list_push(&c->m->options);
    if (o == NULL) return error_memory(c->e);
    lua_rawgeti(c->L, -1, 1);
    lua_rawgeti(c->L, -2, 2);
    o->name = copy_text(c, -2, "an option's name");
    char *type = o->name == NULL ? NULL : copy_text(c, -1, "an option's type");
    status s = type == NULL ? c->e->code : STATUS_OK;
    if (s == STATUS_OK && !manifest_name_is_good(o->name))
        s = complain(c, "the option name '%s' must be small letters, digits and _ after a letter",
                     o->name);
    if (s == STATUS_OK && (o->opens = find_opens(type)) != OPENS_NOTHING) o->type = COLUMN_TEXT;
    else if (s == STATUS_OK && ((o->type = column_type_find(type)) == COLUMN_TYPES ||
                                !(OPTION_TYPES & 1u << o->type)))
        s = wrong_type(c, "option", o->name, type, OPTION_TYPES);
    free(type);
    lua_pop(c->L, 2);
    if (s == STATUS_OK) s = check_option_keys(c, o);
    return s == STATUS_OK ? read_option_fields(c, o) : s;
}

static status read_options(checker *c)
{
    lua_Integer count = luaL_len(c->L, -1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(c->L, -1, i);
        status s = read_option(c);
        if (s != STATUS_OK) return s;
        lua_pop(c->L, 1);
        const plugin_option *options = c->m->options.items, *last = &options[i - 1];
        for (const plugin_option *o = options; o < last; o++)
            if (strcmp(o->name, last->name) == 0)
                return complain(c, "the option '%s' is declared twice", o->name);
    }
    return STATUS_OK;
}

/* ---- the other keys ---- */

static status read_api(checker *c)
{
    if (lua_tonumber(c->L, -1) == 1) return STATUS_OK;
    return complain(c, "api = %s is not one that this moonleaf has; it has api = 1",
                    luaL_tolstring(c->L, -1, NULL));
}

static status read_summary(checker *c)
{
    c->m->summary = copy_text(c, -1, "'summary'");
    return c->m->summary == NULL ? c->e->code : STATUS_OK;
}

static status read_media_type(checker *c)
{
    c->m->media_type = copy_text(c, -1, "'media_type'");
    return c->m->media_type == NULL ? c->e->code : STATUS_OK;
}

static status read_title(checker *c)
{
    c->m->title = copy_text(c, -1, "'name'");
    return c->m->title == NULL ? c->e->code : STATUS_OK;
}

static status read_extension(checker *c)
{
    char **text = list_push(&c->m->extensions);
    if (text == NULL) return error_memory(c->e);
    *text = copy_text(c, -1, "'extension'");
    return *text == NULL ? c->e->code : STATUS_OK;
}

static status read_needed(checker *c)
{
    return read_texts(c, &c->m->needed, "a name in 'columns'");
}
static status read_plots(checker *c) { return manifest_read_plots(c->L, c->m, c->e); }

static bool is_column(const manifest *m, const char *name)
{
    for (size_t t = 0; t < m->tables.count; t++)
        for (size_t i = 0; i < m->tables.items[t].count; i++)
            if (strcmp(m->tables.items[t].columns[i].name, name) == 0) return true;
    return false;
}

static status read_pivot(checker *c)
{
    status s = read_texts(c, &c->m->pivot, "a name in 'pivot'");
    if (s == STATUS_OK && c->m->pivot.count < 3)
        s = complain(c, "'pivot' is { across, down, what stands in a cell ... }");
    for (size_t i = 0; i < c->m->pivot.count && s == STATUS_OK; i++)
        if (!is_column(c->m, c->m->pivot.items[i]))
            s = complain(c, "'pivot' names columns, and '%s' is none", c->m->pivot.items[i]);
    return s;
}

static status read_uses(checker *c)
{
    status s = read_texts(c, &c->m->uses, "a name in 'uses'");
    for (size_t i = 0; i < c->m->uses.count && s == STATUS_OK; i++) {
        const char *name = c->m->uses.items[i];
        if (!manifest_name_is_good(name))
            s = complain(c, "'uses' names analyses, and '%s' is no name of one", name);
        for (size_t j = 0; j < i && s == STATUS_OK; j++)
            if (strcmp(c->m->uses.items[j], name) == 0)
                s = complain(c, "'uses' names '%s' twice", name);
    }
    return s;
}

static status read_extensions(checker *c)
{
    return read_texts(c, &c->m->extensions, "'extensions'");
}

/* ---- programs ---- */

/* A name to be found in the folders of PATH, no path. */
static status check_program(checker *c, const char *name)
{
    if (*name != '\0' && *name != '-' && strchr(name, '/') == NULL) return STATUS_OK;
    return complain(c, "'needs.run' names programs such as pdftotext, and '%s' is no name of one",
                    name);
}

/* Reads "name" or { "name", package = "name" } on top of the stack. */
static status read_program(checker *c)
{
    needed_program *p = list_push(&c->m->programs);
    if (p == NULL) return error_memory(c->e);
    bool has_more = has_type(c->L, -1, LUA_TTABLE);
    if (has_more) lua_rawgeti(c->L, -1, 1);
    else lua_pushvalue(c->L, -1);
    p->name = copy_text(c, -1, "a program in 'needs.run'");
    lua_pop(c->L, 1);
    if (p->name == NULL) return c->e->code;
    status s = check_program(c, p->name);
    if (s != STATUS_OK || !has_more) return s;
    if (lua_getfield(c->L, -1, "package") != LUA_TNIL &&
        (p->package = copy_text(c, -1, "the package of a program in 'needs.run'")) == NULL)
        s = c->e->code;
    lua_pop(c->L, 1);
    return s;
}

static status read_needs(checker *c)
{
    for (lua_pushnil(c->L); lua_next(c->L, -2) != 0; lua_pop(c->L, 1))
        if (!has_type(c->L, -2, LUA_TSTRING) || strcmp(lua_tostring(c->L, -2), "run") != 0 ||
            !has_type(c->L, -1, LUA_TTABLE))
            return complain(c, "'needs' is { run = { \"program\", ... } } and nothing else");
    if (lua_getfield(c->L, -1, "run") == LUA_TNIL) return STATUS_OK;
    lua_Integer count = luaL_len(c->L, -1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(c->L, -1, i);
        status s = read_program(c);
        if (s != STATUS_OK) return s;
        lua_pop(c->L, 1);
    }
    return STATUS_OK;
}

/* ---- */

static status read_magic(checker *c) { return read_texts(c, &c->m->magic, "'magic'"); }

static status read_abbreviations(checker *c)
{
    return read_texts(c, &c->m->abbreviations, "an abbreviation");
}

static status read_sections(checker *c)
{
    status s = STATUS_OK;
    for (block_role role = 0; role < BLOCK_ROLES && s == STATUS_OK; role++) {
        int type = lua_getfield(c->L, -1, block_role_name(role));
        if (type == LUA_TTABLE) s = read_texts(c, &c->m->sections[role], "a section word");
        else if (type != LUA_TNIL)
            s = complain(c, "'sections.%s' must be a list of words", block_role_name(role));
        lua_pop(c->L, 1);
    }
    return s;
}

static status read_parts(checker *c) { return read_texts(c, &c->m->parts, "'parts'"); }
static status read_media_types(checker *c)
{
    return read_texts(c, &c->m->media_types, "'media_types'");
}

#define KEYS_OF_ALL                                                                                \
    { "api", LUA_TNUMBER, read_api, 0 }, { "summary", LUA_TSTRING, read_summary, 0 }

static const manifest_key analysis_keys[] = {
    KEYS_OF_ALL,
    { "options", LUA_TTABLE, read_options, 0 },
    { "columns", LUA_TTABLE, read_columns, 0 },
    { "tables", LUA_TTABLE, read_tables, 0 },
    { "uses", LUA_TTABLE, read_uses, 0 },
    { "apart", LUA_TBOOLEAN, NULL, TRAIT_APART },
    { "across", LUA_TBOOLEAN, NULL, TRAIT_ACROSS },
    { "pivot", LUA_TTABLE, read_pivot, 0 }, /* behind the columns that it names */
    { "document", LUA_TFUNCTION, NULL, SHAPE_DOCUMENT },
    { "map", LUA_TFUNCTION, NULL, SHAPE_MAP },
    { "finish", LUA_TFUNCTION, NULL, SHAPE_FINISH },
    { "corpus", LUA_TFUNCTION, NULL, SHAPE_CORPUS },
    { "plots", LUA_TTABLE, read_plots, 0 }, /* behind what they are checked against */
    { NULL, 0, NULL, 0 },
};

static const manifest_key loader_keys[] = {
    KEYS_OF_ALL,
    { "extensions", LUA_TTABLE, read_extensions, 0 },
    { "media_types", LUA_TTABLE, read_media_types, 0 },
    { "magic", LUA_TTABLE, read_magic, 0 },
    { "options", LUA_TTABLE, read_options, 0 },
    { "needs", LUA_TTABLE, read_needs, 0 },
    { "parts", LUA_TTABLE, read_parts, 0 },
    { "binary", LUA_TBOOLEAN, NULL, TRAIT_BINARY },
    { "attachments", LUA_TBOOLEAN, NULL, TRAIT_ATTACHMENTS },
    { "load", LUA_TFUNCTION, NULL, 0 },
    { NULL, 0, NULL, 0 },
};

static const manifest_key format_keys[] = {
    KEYS_OF_ALL,
    { "extension", LUA_TSTRING, read_extension, 0 },
    { "media_type", LUA_TSTRING, read_media_type, 0 },
    { "options", LUA_TTABLE, read_options, 0 },
    { "columns", LUA_TTABLE, read_needed, 0 },
    { "people", LUA_TBOOLEAN, NULL, TRAIT_PEOPLE },
    { "binary", LUA_TBOOLEAN, NULL, TRAIT_BINARY },
    { "single", LUA_TBOOLEAN, NULL, TRAIT_SINGLE },
    { "several", LUA_TBOOLEAN, NULL, TRAIT_SEVERAL },
    { "render", LUA_TFUNCTION, NULL, 0 },
    { NULL, 0, NULL, 0 },
};

/* A language table is open: analyses may read fields of their own, and these are what the core
 * reads. */
static const manifest_key language_keys[] = {
    { "api", LUA_TNUMBER, read_api, 0 },
    { "name", LUA_TSTRING, read_title, 0 },
    { "abbreviations", LUA_TTABLE, read_abbreviations, 0 },
    { "sections", LUA_TTABLE, read_sections, 0 },
    { NULL, 0, NULL, 0 },
};

static const struct {
    const manifest_key *keys;
    const char *required[4];
    bool is_open;
} forms[PLUGIN_KINDS] = {
    [PLUGIN_ANALYSIS] = { analysis_keys, { "api", "summary" }, false },
    [PLUGIN_LOADER] = { loader_keys, { "api", "summary", "load" }, false },
    [PLUGIN_FORMAT] = { format_keys, { "api", "summary", "render" }, false },
    [PLUGIN_LANGUAGE] = { language_keys, { "api", "name" }, true },
};

static const manifest_key *find_key(plugin_kind kind, const char *name)
{
    const manifest_key *key = forms[kind].keys;
    while (key->name != NULL && strcmp(key->name, name) != 0) key++;
    return key->name == NULL ? NULL : key;
}

static status check_known_keys(checker *c)
{
    if (forms[c->kind].is_open) return STATUS_OK;
    for (lua_pushnil(c->L); lua_next(c->L, c->table) != 0; lua_pop(c->L, 1)) {
        const char *name = has_type(c->L, -2, LUA_TSTRING) ? lua_tostring(c->L, -2) : NULL;
        if (name != NULL && find_key(c->kind, name) != NULL) continue;
        char hint[80];
        nearest n = { .wanted = name == NULL ? "" : name };
        for (const manifest_key *k = forms[c->kind].keys; k->name != NULL; k++)
            nearest_offer(&n, k->name);
        lua_pushvalue(c->L, -2);
        return complain(c, "unknown key '%s' in the manifest%s", luaL_tolstring(c->L, -1, NULL),
                        nearest_hint(&n, hint, sizeof hint));
    }
    return STATUS_OK;
}

static status read_keys(checker *c)
{
    for (const manifest_key *k = forms[c->kind].keys; k->name != NULL; k++) {
        lua_getfield(c->L, c->table, k->name);
        if (!lua_isnil(c->L, -1)) {
            if (!has_type(c->L, -1, k->type))
                return complain(c, "'%s' must be a %s, not a %s", k->name,
                                lua_typename(c->L, k->type), luaL_typename(c->L, -1));
            status s = k->read == NULL ? STATUS_OK : k->read(c);
            if (s != STATUS_OK) return s;
            if (k->type == LUA_TFUNCTION) c->m->shapes |= k->bit;
            else if (lua_toboolean(c->L, -1)) c->m->traits |= k->bit;
        }
        lua_settop(c->L, c->table);
    }
    for (const char *const *name = forms[c->kind].required; *name != NULL; name++) {
        bool missing = lua_getfield(c->L, c->table, *name) == LUA_TNIL;
        lua_settop(c->L, c->table);
        if (missing) return complain(c, "the manifest lacks '%s'", *name);
    }
    return STATUS_OK;
}

static status check_analysis(checker *c)
{
    unsigned shapes = c->m->shapes;
    if (shapes == 0)
        return complain(
            c, "an analysis needs a function: document(), map() with finish(), or corpus()");
    if (!(shapes & SHAPE_MAP) != !(shapes & SHAPE_FINISH))
        return complain(c, "map() and finish() go together");
    if (shapes & SHAPE_CORPUS && shapes & ~(unsigned)SHAPE_CORPUS)
        return complain(c,
                        "corpus() stands alone: document(), map() and finish() do not go with it");
    if (c->m->tables.count == 0) return complain(c, "the manifest lacks 'columns' (or 'tables')");
    for (size_t i = 0; i < c->m->options.count; i++) {
        const plugin_option *o = &c->m->options.items[i];
        if (o->opens != OPENS_NOTHING && !(shapes & SHAPE_CORPUS))
            return complain(c, "option '%s': only an analysis with corpus() takes a %s", o->name,
                            option_type_name(o));
    }
    return STATUS_OK;
}

status manifest_from_lua(lua_State *L, int index, plugin_kind kind, manifest *m, error *e)
{
    checker c = { .L = L, .table = lua_absindex(L, index), .kind = kind, .m = m, .e = e };
    int top = lua_gettop(L);
    if (!lua_istable(L, c.table))
        return error_set(e, STATUS_PLUGIN,
                         "a plugin's file returns one table; this one returns a %s",
                         luaL_typename(L, c.table));
    lua_settop(L, c.table);
    status s = check_known_keys(&c);
    lua_settop(L, c.table);
    if (s == STATUS_OK) s = read_keys(&c);
    if (s == STATUS_OK && kind == PLUGIN_ANALYSIS) s = check_analysis(&c);
    lua_settop(L, top);
    return s;
}
