#include "host/lua_fields.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "host/options.h"

/* ---- from Lua ---- */

/* A copy of the text on top of the stack with a NUL behind it. */
static char *copy_text(lua_State *L, size_t *length)
{
    const char *text = luaL_checklstring(L, -1, length);
    char *copy = malloc(*length + 1);
    if (copy == NULL) luaL_error(L, "out of memory");
    return memcpy(copy, text, *length + 1);
}

static char *text_of(lua_State *L, const frame_field *f)
{
    size_t length;
    if (lua_isnil(L, -1) && f->kind == FIELD_TEXT) return NULL;
    if (strlen(luaL_checklstring(L, -1, &length)) != length)
        luaL_error(L, "'%s' has a NUL character in it", f->name);
    return copy_text(L, &length);
}

static unsigned choice_of(lua_State *L, const frame_field *f)
{
    const char *name = luaL_checkstring(L, -1);
    unsigned choice = 0;
    while (choice < f->most && strcmp(f->name_of(choice), name) != 0) choice++;
    if (choice == f->most) luaL_error(L, "'%s' is no %s", name, f->name);
    return choice;
}

/* The fields of these names that are true, of the table under the top. */
static unsigned bits_of(lua_State *L, const frame_field *f)
{
    unsigned bits = 0;
    for (unsigned n = 0; n < f->most; n++) {
        lua_getfield(L, -2, f->name_of(n));
        bits |= (unsigned)lua_toboolean(L, -1) << n;
        lua_pop(L, 1);
    }
    return bits;
}

static value value_of(lua_State *L, const frame_field *f)
{
    if (lua_type(L, -1) == LUA_TSTRING) return value_of_text(text_of(L, f));
    if (lua_isinteger(L, -1)) return value_of_integer(lua_tointeger(L, -1));
    if (lua_isnumber(L, -1)) return value_of_number(lua_tonumber(L, -1));
    return lua_isboolean(L, -1) ? value_of_boolean(lua_toboolean(L, -1)) : (value){ 0 };
}

static void read_elements(lua_State *L, const frame_field *f, char *place)
{
    size_t of_array = 0, *count = (size_t *)(place + sizeof(char *));
    size_t *capacity = f->kind == FIELD_LIST ? count + 1 : &of_array;
    lua_Integer length = lua_isnil(L, -1) ? 0 : luaL_len(L, -1);
    luaL_checkstack(L, 4, NULL);
    for (lua_Integer i = 1; i <= length; i++) {
        void *item = list_add((void **)place, count, capacity, f->of->size);
        if (item == NULL) luaL_error(L, "out of memory");
        lua_rawgeti(L, -1, i);
        fields_from_lua(L, f->of, item);
        lua_pop(L, 1);
    }
}

static void read_field(lua_State *L, const frame_field *f, void *place)
{
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_NAME: *(char **)place = text_of(L, f); break;
    case FIELD_BYTES:
        *(char **)place = copy_text(L, (size_t *)(void *)((char *)place + sizeof(char *)));
        break;
    case FIELD_FLAG: *(bool *)place = lua_toboolean(L, -1); break;
    case FIELD_SIZE: *(size_t *)place = (size_t)lua_tointeger(L, -1); break;
    case FIELD_NUMBER: *(double *)place = lua_tonumber(L, -1); break;
    case FIELD_CHOICE: *(unsigned *)place = choice_of(L, f); break;
    case FIELD_BITS: *(unsigned *)place = bits_of(L, f); break;
    case FIELD_VALUE: *(value *)place = value_of(L, f); break;
    case FIELD_LIST:
    case FIELD_ARRAY: read_elements(L, f, place);
    }
}

void fields_from_lua(lua_State *L, const frame_layout *s, void *to)
{
    for (const frame_field *f = s->fields; f->name != NULL; f++) {
        if (*f->name == '\0') lua_pushvalue(L, -1);
        else lua_getfield(L, -1, f->name);
        read_field(L, f, (char *)to + f->offset);
        lua_pop(L, 1);
    }
}

/* ---- to Lua ---- */

static void push_field(lua_State *L, const frame_field *f, const char *place)
{
    const char *text = *(char *const *)(const void *)place;
    const size_t *count = (const size_t *)(const void *)(place + sizeof(char *));
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_NAME: lua_pushstring(L, text); break;
    case FIELD_BYTES: lua_pushlstring(L, text, *count); break;
    case FIELD_FLAG: lua_pushboolean(L, *(const bool *)place); break;
    case FIELD_SIZE: lua_pushinteger(L, *(const lua_Integer *)(const void *)place); break;
    case FIELD_NUMBER: lua_pushnumber(L, *(const double *)(const void *)place); break;
    case FIELD_CHOICE: lua_pushstring(L, f->name_of(*(const unsigned *)(const void *)place)); break;
    case FIELD_BITS: lua_pushinteger(L, *(const unsigned *)(const void *)place); break;
    case FIELD_VALUE: value_push(L, (const value *)(const void *)place); break;
    case FIELD_LIST:
    case FIELD_ARRAY: fields_push_array(L, f->of, text, *count);
    }
}

void fields_push(lua_State *L, const frame_layout *s, const void *from)
{
    if (*s->fields->name == '\0') {
        push_field(L, s->fields, from);
        return;
    }
    lua_newtable(L);
    for (const frame_field *f = s->fields; f->name != NULL; f++) {
        push_field(L, f, (const char *)from + f->offset);
        lua_setfield(L, -2, f->name);
    }
}

void fields_push_array(lua_State *L, const frame_layout *s, const void *items, size_t count)
{
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        fields_push(L, s, (const char *)items + i * s->size);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}
