#include "host/languages.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "host/environment.h"
#include "host/plugin_file.h"
#include "host/sandbox.h"

static const char TABLES[] = "moonleaf.languages"; /* registry: tag -> table */

static const plugin *find_table(const discovery *d, const char *tag, size_t length)
{
    for (size_t i = 0; i < d->plugins.count; i++) {
        const plugin *p = &d->plugins.items[i];
        if (p->kind == PLUGIN_LANGUAGE && p->shadowed_by == NULL && strlen(p->name) == length &&
            memcmp(p->name, tag, length) == 0)
            return p;
    }
    return NULL;
}

/* Runs the table's file and leaves what it returns. */
static void run_file(lua_State *L, const char *path)
{
    buffer source = { 0 };
    int code = LUA_ERRRUN;
    if (plugin_file_read(path, &source, NULL) == STATUS_OK)
        code = environment_load(L, source.data, source.length, path);
    else lua_pushfstring(L, "%s cannot be read", path);
    buffer_free(&source);
    if (code != LUA_OK) lua_error(L);
    lua_call(L, 0, 1);
    if (!lua_istable(L, -1)) luaL_error(L, "%s returns no table", path);
}

void languages_push(lua_State *L, const char *tag)
{
    const discovery *d = sandbox_settings(sandbox_of(L))->plugins;
    const plugin *p = find_table(d, tag, strlen(tag));
    if (p == NULL) p = find_table(d, tag, strcspn(tag, "-"));
    if (p == NULL) {
        lua_pushnil(L);
        return;
    }
    luaL_getsubtable(L, LUA_REGISTRYINDEX, TABLES);
    if (lua_getfield(L, -1, p->name) == LUA_TNIL) {
        lua_pop(L, 1);
        run_file(L, p->path);
        lua_pushvalue(L, -1);
        lua_setfield(L, -3, p->name);
    }
    lua_remove(L, -2);
}

/* ---- rules for the core ---- */

typedef struct rules_reading {
    const plugin *plugin;
    text_rules *rules;
    language_rules *language;
    digest *sum;
    error failure;
} rules_reading;

/* Visits the texts of the array on top of the stack. */
static void each_text(lua_State *L, rules_reading *r,
                      void (*visit)(rules_reading *, const char *, block_role), block_role role)
{
    if (!lua_istable(L, -1)) return;
    lua_Integer count = luaL_len(L, -1);
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, -1, i) == LUA_TSTRING) {
            digest_add_text(r->sum, lua_tostring(L, -1));
            visit(r, lua_tostring(L, -1), role);
        }
        lua_pop(L, 1);
    }
}

static void add_abbreviation(rules_reading *r, const char *text, block_role role)
{
    (void)role;
    text_rules_add_abbreviation(r->language, text, &r->failure);
}

static void add_section(rules_reading *r, const char *text, block_role role)
{
    text_rules_add_section(r->rules, text, role, &r->failure);
}

static int read_rules(lua_State *L)
{
    rules_reading *r = lua_touserdata(L, -1);
    run_file(L, r->plugin->path);
    lua_getfield(L, -1, "abbreviations");
    each_text(L, r, add_abbreviation, ROLE_BODY);
    lua_pop(L, 1);
    if (lua_getfield(L, -1, "sections") != LUA_TTABLE) return 0;
    for (block_role role = 0; role < BLOCK_ROLES; role++) {
        lua_getfield(L, -1, block_role_name(role));
        each_text(L, r, add_section, role);
        lua_pop(L, 1);
    }
    return 0;
}

status languages_read_rules(worker_state *w, text_rules *rules, digest_hex *made_of, error *e)
{
    const discovery *d = &w->host->plugins;
    limits l = LIMITS_DECLARE;
    digest sum;
    status s = STATUS_OK;
    digest_begin(&sum);
    for (size_t i = 0; i < d->plugins.count && s == STATUS_OK; i++) {
        const plugin *p = &d->plugins.items[i];
        if (p->kind != PLUGIN_LANGUAGE || p->shadowed_by != NULL || p->reason != NULL) continue;
        rules_reading r = {
            .plugin = p, .rules = rules, .language = text_rules_add(rules, p->name), .sum = &sum
        };
        sandbox *box = NULL;
        if (r.language == NULL) return error_memory(e);
        digest_add_text(&sum, p->name);
        s = worker_sandbox(w, p, &l, &box, e);
        if (s == STATUS_OK) {
            lua_gc(sandbox_state(box), LUA_GCSTOP); /* all of a table is kept */
            sandbox_run(box, read_rules, &r, NULL);
        }
        sandbox_free(box);
        if (s == STATUS_OK && r.failure.code == STATUS_NO_MEMORY) s = error_memory(e);
        error_clear(&r.failure);
    }
    *made_of = digest_end(&sum);
    return s;
}
