#include "lua/api.h"

#include <lua-cjson.h>
#include <stdlib.h>
#include <string.h>

#include "host/sandbox.h"
#include "lua/objects.h"

const api_part *const api_parts[] = {
    &document_part, &span_part,     &counter_part, &frequencies_part, &shingles_part, &corpus_part,
    &partial_part,  &source_part,   &loading_part, &result_part,      &moonleaf_part, &text_part,
    &json_part,     &markdown_part, &html_part,    &archive_part,     &xml_part,      NULL
};

static const char SCRATCH = 0, CJSON = 0; /* registry keys: their addresses */

/* ---- classes ---- */

/* Upvalues: methods, getters, name. */
static int class_index(lua_State *L)
{
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) == LUA_TNIL)
        return luaL_error(L, "a %s has no '%s'", lua_tostring(L, lua_upvalueindex(3)),
                          luaL_tolstring(L, 2, NULL));
    lua_CFunction getter = lua_tocfunction(L, -1); /* without upvalues: it needs no call of Lua's */
    lua_settop(L, 1);
    return getter(L);
}

static int class_newindex(lua_State *L)
{
    return luaL_error(L, "a %s is read-only", lua_tostring(L, lua_upvalueindex(1)));
}

static void register_class(lua_State *L, const api_part *part)
{
    luaL_newmetatable(L, part->name);
    lua_newtable(L);
    lua_newtable(L);
    for (const api_entry *e = part->entries; e->name != NULL; e++) {
        lua_pushcfunction(L, e->function);
        lua_setfield(L, e->is_field ? -2 : -3, e->name);
    }
    lua_pushstring(L, part->name);
    lua_pushcclosure(L, class_index, 3);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, part->name);
    lua_pushcclosure(L, class_newindex, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    if (part->meta != NULL) luaL_setfuncs(L, part->meta, 0);
    lua_pop(L, 1);
}

void api_set_class(lua_State *L, const api_part *part) { luaL_setmetatable(L, part->name); }

/* ---- scratch ---- */

static int free_scratch(lua_State *L)
{
    buffer_free(lua_touserdata(L, 1));
    return 0;
}

static void make_scratch(lua_State *L)
{
    buffer *b = lua_newuserdatauv(L, sizeof *b, 0);
    *b = (buffer){ 0 };
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_scratch);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &SCRATCH);
}

buffer *api_scratch(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &SCRATCH);
    buffer *b = lua_touserdata(L, -1);
    lua_pop(L, 1);
    buffer_clear(b);
    return b;
}

int api_raise(lua_State *L, error *e)
{
    if (e->code == STATUS_LIMIT) return sandbox_end(L, e);
    const plugin *p = sandbox_settings(sandbox_of(L))->plugin;
    bool is_refusal = e->code == STATUS_USAGE && sandbox_refuse(L, e);
    bool is_script = p == NULL || p->name == NULL;
    lua_pushstring(L, error_text(e));
    error_clear(e);
    if (!is_script && (is_refusal || p->kind == PLUGIN_LOADER)) return lua_error(L);
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
    return lua_error(L);
}

/* ---- modules ---- */

static void push_module(lua_State *L, const api_part *part)
{
    lua_newtable(L);
    for (const api_entry *e = part->entries; e->name != NULL; e++) {
        lua_pushcfunction(L, e->function);
        lua_setfield(L, -2, e->name);
    }
}

static void open_api(lua_State *L)
{
    make_scratch(L);
    for (const api_part *const *part = api_parts; *part != NULL; part++)
        if ((*part)->is_class) register_class(L, *part);
    lua_pushcfunction(L, luaopen_cjson);
    lua_call(L, 0, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &CJSON);
    push_module(L, &moonleaf_part);
    push_module(L, &text_part);
    lua_setfield(L, -2, "text");
    push_module(L, &json_part);
    lua_setfield(L, -2, "json");
    push_module(L, &markdown_part);
    lua_setfield(L, -2, "markdown");
    push_module(L, &html_part);
    lua_setfield(L, -2, "html");
    push_module(L, &archive_part);
    lua_setfield(L, -2, "archive");
    push_module(L, &xml_part);
    lua_setfield(L, -2, "xml");
}

const script_library api_library = {
    .open_api = open_api,
    .push_document = object_push_document,
    .close_document = object_close_document,
    .attach_results = object_attach_results,
    .push_emit = object_push_emit,
    .push_partial = object_push_partial,
    .close_partial = object_close_partial,
    .push_source = object_push_source,
    .finish_source = object_finish_source,
    .push_rendering = object_push_rendering,
    .push_corpus = object_push_corpus,
};

/* ---- JSON: read by lua-cjson, written by json.c ---- */

/* The value on top of the stack with whole numbers as integers: cjson reads every number as a
 * float. cjson has limited how deep tables lie in tables. */
static void make_whole(lua_State *L)
{
    lua_Integer whole;
    if (lua_type(L, -1) == LUA_TNUMBER && lua_numbertointeger(lua_tonumber(L, -1), &whole) &&
        (lua_Number)whole == lua_tonumber(L, -1)) {
        lua_pop(L, 1);
        lua_pushinteger(L, whole);
    }
    if (!lua_istable(L, -1)) return;
    luaL_checkstack(L, 4, "JSON so deep");
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
        make_whole(L);
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, -5); /* an existing field may be set during traversal */
    }
}

static int json_decode(lua_State *L)
{
    luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &CJSON);
    lua_getfield(L, -1, "decode");
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    make_whole(L);
    return 1;
}

void object_push_json(lua_State *L, const char *json)
{
    if (json == NULL) {
        lua_pushnil(L);
        return;
    }
    lua_pushcfunction(L, json_decode);
    lua_pushstring(L, json);
    lua_call(L, 1, 1);
}

static const api_entry json_entries[] = {
    { "encode", object_json_encode, false, "moonleaf.json.encode(value) -> string",
      "The value as JSON, keys in the order of their bytes; an empty table is {}. Raises for "
      "functions, and for tables that are "
      "neither arrays nor have text keys." },
    { "decode", json_decode, false, "moonleaf.json.decode(text) -> value",
      "The Lua value of a JSON text. JSON's null is a light userdata that is equal to no other "
      "value. Raises with the "
      "position for what is no JSON." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part json_part = { "moonleaf.json", "JSON (RFC 8259).", false, json_entries, NULL };

/* ---- the reference ---- */

/* "count", "corpus:count" and "corpus.count" ask for corpus:count(...). */
static bool is_asked(const api_entry *e, const char *symbol)
{
    const char *at = e->signature;
    if (strcmp(e->name, symbol) == 0) return true;
    for (; *symbol != '\0' && (*at == *symbol || (*at == ':' && *symbol == '.')); at++) symbol++;
    return *symbol == '\0' && strchr("([: ", *at) != NULL;
}

static void append_part(buffer *out, const api_part *part, const char *symbol)
{
    bool whole = symbol == NULL || strcmp(symbol, part->name) == 0;
    if (whole) buffer_format(out, "## %s\n\n%s\n\n", part->name, part->help);
    for (const api_entry *e = part->entries; e->name != NULL; e++)
        if (whole || is_asked(e, symbol))
            buffer_format(out, "- `%s`  \n  %s\n", e->signature, e->help);
    if (whole) buffer_byte(out, '\n');
}

bool api_append_reference(buffer *out, const char *symbol)
{
    size_t before = out->length;
    for (const api_part *const *part = api_parts; *part != NULL; part++)
        append_part(out, *part, symbol);
    return out->length > before;
}
