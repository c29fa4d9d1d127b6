#include "lua/definitions.h"

#include <lualib.h>

#include "lua/api.h"

static const char source[] = {
#include "lua/definitions.lua.inc"
};

static void set_text(lua_State *L, const char *name, const char *text)
{
    lua_pushstring(L, text);
    lua_setfield(L, -2, name);
}

static void push_entry(lua_State *L, const api_entry *e)
{
    lua_createtable(L, 0, 4);
    set_text(L, "name", e->name);
    set_text(L, "signature", e->signature);
    set_text(L, "help", e->help);
    lua_pushboolean(L, e->is_field);
    lua_setfield(L, -2, "field");
}

static void push_part(lua_State *L, const api_part *part)
{
    lua_createtable(L, 0, 4);
    set_text(L, "name", part->name);
    set_text(L, "help", part->help);
    lua_pushboolean(L, part->is_class);
    lua_setfield(L, -2, "class");
    lua_newtable(L);
    for (lua_Integer i = 0; part->entries[i].name != NULL; i++) {
        push_entry(L, &part->entries[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "entries");
}

/* Protected: leaves the text. */
static int make(lua_State *L)
{
    luaL_openlibs(L);
    if (luaL_loadbufferx(L, source, sizeof source, "=definitions.lua", "t") != LUA_OK) lua_error(L);
    lua_call(L, 0, 1);
    lua_newtable(L);
    for (lua_Integer i = 0; api_parts[i] != NULL; i++) {
        push_part(L, api_parts[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_call(L, 1, 1);
    return 1;
}

void definitions_append(buffer *out)
{
    lua_State *L = luaL_newstate();
    size_t length = 0;
    if (L != NULL) lua_pushcfunction(L, make);
    const char *text =
        L == NULL || lua_pcall(L, 0, 1, 0) != LUA_OK ? NULL : lua_tolstring(L, -1, &length);
    if (text == NULL) out->state = STATUS_NO_MEMORY;
    else buffer_append(out, text, length);
    if (L != NULL) lua_close(L);
}
