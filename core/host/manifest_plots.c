#include "host/manifest_plots.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"

enum {
    NUMBERS = 1u << COLUMN_INTEGER | 1u << COLUMN_NUMBER,
    NAMES = 1u << COLUMN_TEXT | 1u << COLUMN_LANGUAGE | 1u << COLUMN_BOOLEAN | 1u << COLUMN_DATE |
            1u << COLUMN_INTEGER,
};

/* Which types x has in each kind; y is a number, and left out counts rows. */
static const struct kind {
    const char *name;
    unsigned x;
    bool needs_y, needs_group;
} kinds[] = {
    { "bar", NAMES, false, false },
    { "line", NAMES | NUMBERS, true, false },
    { "timeline", 1u << COLUMN_DATE | 1u << COLUMN_INTEGER, false, false },
    { "dispersion", NUMBERS | 1u << COLUMN_SPAN, false, false },
    { "heatmap", NAMES, false, true },
    { "scatter", NUMBERS, true, false },
    { "histogram", NUMBERS, false, false },
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *const plot_keys[PLOT_KEYS] = { "kind", "x", "y", "group", "title", "table" };

void plot_free(plot *p)
{
    for (size_t i = 0; i < PLOT_KEYS; i++) free(p->texts[i]);
}

void plot_write(buffer *out, const plot *p)
{
    for (size_t i = 0; i < PLOT_KEYS; i++) frame_put_text(out, p->texts[i]);
}

void plot_read(reader *r, plot *p)
{
    for (size_t i = 0; i < PLOT_KEYS; i++) {
        const char *text = reader_text(r);
        p->texts[i] = text == NULL ? NULL : strdup(text);
        if (text != NULL && p->texts[i] == NULL) r->failed = true;
    }
    if (p->texts[PLOT_KIND] == NULL || p->texts[PLOT_X] == NULL) r->failed = true;
}

static status complain(error *e, const char *what, const char *name, const nearest *n)
{
    char hint[80];
    return error_set(e, STATUS_PLUGIN, "%s '%s'%s", what, name, nearest_hint(n, hint, sizeof hint));
}

/* Reads one key and its value at the top of the stack; the kind has the key 1. */
static status read_key(lua_State *L, plot *p, error *e)
{
    const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
    nearest n = { .wanted = key };
    size_t i = lua_isinteger(L, -2) && lua_tointeger(L, -2) == 1 ? PLOT_KIND : PLOT_X;
    for (; i != PLOT_KIND && i < PLOT_KEYS && strcmp(plot_keys[i], key) != 0; i++)
        nearest_offer(&n, plot_keys[i]);
    if (i == PLOT_KEYS) return complain(e, "a plot has the unknown key", key, &n);
    if (lua_type(L, -1) != LUA_TSTRING)
        return error_set(e, STATUS_PLUGIN, "'%s' of a plot must be a text, not a %s", plot_keys[i],
                         luaL_typename(L, -1));
    p->texts[i] = strdup(lua_tostring(L, -1));
    return p->texts[i] == NULL ? error_memory(e) : STATUS_OK;
}

static status find_kind(const plot *p, const struct kind **out, error *e)
{
    const char *name = p->texts[PLOT_KIND] == NULL ? "" : p->texts[PLOT_KIND];
    nearest n = { .wanted = name };
    for (size_t i = 0; i < KINDS; i++) {
        *out = &kinds[i];
        if (strcmp(kinds[i].name, name) == 0) return STATUS_OK;
        nearest_offer(&n, kinds[i].name);
    }
    return complain(e,
                    "a plot begins with its kind: bar, line, timeline, dispersion, heatmap, "
                    "scatter or histogram, not",
                    name, &n);
}

/* Checks that a column is there and of one of the types. Each row of document() has the name of its
 * document besides. */
static status check_column(const manifest *m, const row_table *t, const plot *p, size_t axis,
                           unsigned types, error *e)
{
    const char *name = p->texts[axis];
    column_type type = COLUMN_TYPES;
    nearest n = { .wanted = name };
    if (name == NULL) return STATUS_OK;
    if (m->shapes & SHAPE_DOCUMENT && strcmp(name, "document") == 0) type = COLUMN_TEXT;
    for (size_t i = 0; i < t->count; i++) {
        if (strcmp(t->columns[i].name, name) == 0) type = t->columns[i].type;
        nearest_offer(&n, t->columns[i].name);
    }
    if (type == COLUMN_TYPES) return complain(e, "a plot shows what is no column:", name, &n);
    if (types & 1u << type) return STATUS_OK;
    return error_set(e, STATUS_PLUGIN, "%s of a plot is '%s', and a %s cannot stand there",
                     plot_keys[axis], name, column_type_name(type));
}

static status check_plot(const manifest *m, const plot *p, error *e)
{
    const struct kind *kind = NULL;
    const char *table = p->texts[PLOT_TABLE] == NULL ? "" : p->texts[PLOT_TABLE];
    size_t at = 0;
    status s = find_kind(p, &kind, e);
    if (s != STATUS_OK) return s;
    while (at < m->tables.count && strcmp(m->tables.items[at].name, table) != 0) at++;
    if (at == m->tables.count)
        return error_set(e, STATUS_PLUGIN, "a plot is of no table of rows: table = '%s'", table);
    const bool is_missing[] = {
        [PLOT_X] = true, [PLOT_Y] = kind->needs_y, [PLOT_GROUP] = kind->needs_group
    };
    for (size_t i = PLOT_X; i <= PLOT_GROUP; i++)
        if (is_missing[i] && p->texts[i] == NULL)
            return error_set(e, STATUS_PLUGIN, "the plot '%s' lacks %s", kind->name, plot_keys[i]);
    const row_table *t = &m->tables.items[at];
    s = check_column(m, t, p, PLOT_X, kind->x, e);
    if (s == STATUS_OK) s = check_column(m, t, p, PLOT_Y, NUMBERS, e);
    return s == STATUS_OK ? check_column(m, t, p, PLOT_GROUP, NAMES, e) : s;
}

status manifest_read_plots(lua_State *L, manifest *m, error *e)
{
    lua_Integer count = luaL_len(L, -1);
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, -1, i) != LUA_TTABLE)
            return error_set(e, STATUS_PLUGIN,
                             "each plot must be a table: { \"bar\", x =, y =, group =, title = }");
        plot *p = list_push(&m->plots);
        if (p == NULL) return error_memory(e);
        for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
            status s = read_key(L, p, e);
            if (s != STATUS_OK) return s;
        }
        status s = check_plot(m, p, e);
        if (s != STATUS_OK) return s;
        lua_pop(L, 1);
    }
    return STATUS_OK;
}
