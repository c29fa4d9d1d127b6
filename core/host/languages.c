#include "host/languages.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "host/environment.h"
#include "host/lazy_table.h"
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

/* Leaves the table of a file; its fields wait until they are asked for, where they can. */
static void run_file(lua_State *L, const char *path)
{
    buffer source = { 0 };
    int code = LUA_OK;
    bool is_read = plugin_file_read(path, &source, NULL) == STATUS_OK;
    bool waits = is_read && lazy_table_push(L, source.data, source.length, path);
    if (is_read && !waits) code = environment_load(L, source.data, source.length, path);
    buffer_free(&source);
    if (!is_read) luaL_error(L, "%s cannot be read", path);
    if (code != LUA_OK) lua_error(L);
    if (!waits) lua_call(L, 0, 1);
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

/* Fills the manifest of a table that the parent has not sent; a broken one is left empty. */
static void read_manifest(worker_state *w, plugin *p)
{
    p->is_read = true;
    if (worker_declare(w, p, &p->manifest, NULL) != STATUS_OK) manifest_free(&p->manifest);
}

/* Adds the table's abbreviations, elided words and section words, and all of them to the sum. */
static status add_rules(const plugin *p, text_rules *rules, digest *sum, error *e)
{
    language_rules *added = text_rules_add(rules, p->name);
    status s = added == NULL ? error_memory(e) : STATUS_OK;
    digest_add_text(sum, p->name);
    for (size_t i = 0; i < p->manifest.abbreviations.count && s == STATUS_OK; i++) {
        digest_add_text(sum, p->manifest.abbreviations.items[i]);
        s = text_rules_add_abbreviation(added, p->manifest.abbreviations.items[i], e);
    }
    for (size_t i = 0; i < p->manifest.elisions.count && s == STATUS_OK; i++) {
        digest_add_text(sum, p->manifest.elisions.items[i]);
        s = text_rules_add_elision(added, p->manifest.elisions.items[i], e);
    }
    for (size_t i = 0; i < p->manifest.sections.count && s == STATUS_OK; i++) {
        const section_word *section = &p->manifest.sections.items[i];
        digest_add_text(sum, section->word);
        s = text_rules_add_section(rules, section->word, section->role, e);
    }
    return s;
}

status languages_read_rules(worker_state *w, text_rules *rules, digest_hex *made_of, error *e)
{
    discovery *d = &w->host->plugins;
    digest sum;
    status s = STATUS_OK;
    digest_begin(&sum);
    for (size_t i = 0; i < d->plugins.count && s == STATUS_OK; i++) {
        plugin *p = &d->plugins.items[i];
        if (p->kind != PLUGIN_LANGUAGE || p->shadowed_by != NULL || p->reason != NULL) continue;
        if (!p->is_read) read_manifest(w, p);
        s = add_rules(p, rules, &sum, e);
    }
    *made_of = digest_end(&sum);
    return s;
}
