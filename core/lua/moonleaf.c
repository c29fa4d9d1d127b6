/* moonleaf: the table by which plugins reach the rest of the API. */
#include <string.h>

#include "host/languages.h"
#include "host/sandbox.h"
#include "lua/api.h"
#include "lua/objects.h"
#include "lua/script.h"

static int language(lua_State *L)
{
    languages_push(L, luaL_checkstring(L, 1));
    return 1;
}

static int languages(lua_State *L)
{
    const discovery *d = sandbox_settings(sandbox_of(L))->plugins;
    lua_newtable(L);
    for (size_t i = 0; i < d->plugins.count; i++) {
        const plugin *p = &d->plugins.items[i];
        if (p->kind != PLUGIN_LANGUAGE || p->shadowed_by != NULL) continue;
        lua_pushstring(L, p->name);
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    }
    return 1;
}

static int make_counter(lua_State *L)
{
    object_push_counter(L);
    return 1;
}

/* Numbers before texts before the rest; within a type by value. */
static bool comes_before(lua_State *L, int a, int b)
{
    int x = lua_type(L, a), y = lua_type(L, b);
    if (x != y) return x < y;
    return (x == LUA_TNUMBER || x == LUA_TSTRING) && lua_compare(L, a, b, LUA_OPLT);
}

/* Upvalues: table, its sorted keys, position. */
static int next_sorted(lua_State *L)
{
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3)) + 1;
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(3));
    if (lua_rawgeti(L, lua_upvalueindex(2), at) == LUA_TNIL) return 1;
    lua_pushvalue(L, -1);
    lua_gettable(L, lua_upvalueindex(1));
    return 2;
}

/* comes_before as table.sort takes it. */
static int before(lua_State *L)
{
    lua_pushboolean(L, comes_before(L, 1, 2));
    return 1;
}

/* Appends the keys of the table at 1 to the array at 2, as pairs() finds them. */
static void collect_keys(lua_State *L)
{
    lua_Integer count = 0;
    if (luaL_getmetafield(L, 1, "__pairs") == LUA_TNIL) {
        for (lua_pushnil(L); lua_next(L, 1) != 0; lua_pop(L, 1)) {
            lua_pushvalue(L, -2);
            lua_rawseti(L, 2, ++count);
        }
        return;
    }
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3); /* the iterator at 3, its state, the first key */
    for (;;) {
        lua_pushvalue(L, 3);
        lua_pushvalue(L, 4);
        lua_rotate(L, 5, 2);
        lua_call(L, 2, 1);
        if (lua_isnil(L, 5)) return;
        lua_pushvalue(L, 5);
        lua_rawseti(L, 2, ++count);
    }
}

static int sorted(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_newtable(L);
    collect_keys(L);
    sandbox_push_globals(sandbox_of(L));
    lua_getfield(L, -1, "table");
    lua_getfield(L, -1, "sort");
    lua_pushvalue(L, 2);
    lua_pushcfunction(L, before);
    lua_call(L, 2, 0);
    lua_settop(L, 2);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_sorted, 3);
    return 1;
}

static const api_entry entries[] = {
    { "language", language, false, "moonleaf.language(tag) -> table or nil",
      "The table of a language by its BCP 47 tag (\"zh-Hant\" finds zh); nil when there is none. "
      "Its fields may be missing: see "
      "plugins/languages/README.md. A field is compiled when it is asked for: pairs and "
      "moonleaf.sorted go over all of them, next only over those met. Raises when its file is "
      "wrong, or the field." },
    { "languages", languages, false, "moonleaf.languages() -> array of strings",
      "The tags of all languages that have a table." },
    { "counter", make_counter, false, "moonleaf.counter() -> counter", "An empty counter." },
    { "sorted", sorted, false, "moonleaf.sorted(table) -> iterator",
      "for key, value in moonleaf.sorted(t): like pairs, by rising key, numbers before texts; "
      "pairs has no fixed order." },
    { "note", object_note, false, "moonleaf.note(text)",
      "Says something of the rows that corpus() or finish() emits: how large the corpus is, what "
      "was counted, which thresholds. Formats for people print it under the rows. Raises in "
      "document(), whose rows are kept without." },
    { "run", script_run, false,
      "moonleaf.run(analysis, [{ where =, option = value ... }]) -> array of tables",
      "Runs an analysis as the command does, with what it uses, and keeps what it stores: its rows "
      "by column name; those that are "
      "stored have row and document, those of an analysis with several tables have table, a span "
      "is { text =, document =, start =, "
      "stop =, page = }. For scripts alone. Raises when the analysis gives no result, for unknown "
      "options, and while the script is in "
      "the middle of corpus:sql or corpus:results and rows are to be stored." },
    { "read", script_read, false, "moonleaf.read(path) -> string, or nil and a message",
      "The bytes of a file that stands among the script's arguments. For scripts alone. Raises for "
      "any other path." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part moonleaf_part = {
    "moonleaf",
    "The table of the host. It holds the modules text, json, markdown, html, archive and xml as "
    "well.",
    false,
    entries,
    NULL,
};
