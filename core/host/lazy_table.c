#include "host/lazy_table.h"

#include <ctype.h>
#include <lauxlib.h>
#include <string.h>

#include "host/environment.h"

/* ---- cutting ---- */

typedef struct scan {
    const char *at, *end;
} scan;

static bool is_word_byte(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* Skips a long bracket, [[ ... ]] or [=[ ... ]=], if one begins here. */
static bool skip_long(scan *s)
{
    const char *c = s->at + 1;
    while (c < s->end && *c == '=') c++;
    size_t level = (size_t)(c - s->at) - 1;
    if (c >= s->end || *c != '[') return false;
    for (c++; (c = memchr(c, ']', (size_t)(s->end - c))) != NULL; c++) {
        const char *close = c + 1;
        while (close < s->end && *close == '=') close++;
        if (close < s->end && *close == ']' && (size_t)(close - c) - 1 == level) {
            s->at = close + 1;
            return true;
        }
    }
    s->at = s->end;
    return true;
}

static void skip_string(scan *s)
{
    char quote = *s->at++;
    for (; s->at < s->end && *s->at != quote; s->at++)
        if (*s->at == '\\') s->at++;
    s->at++;
}

/* Skips a comment, if one begins here. */
static bool skip_comment(scan *s)
{
    if (s->end - s->at < 2 || s->at[0] != '-' || s->at[1] != '-') return false;
    s->at += 2;
    if (s->at < s->end && *s->at == '[' && skip_long(s)) return true;
    const char *line = memchr(s->at, '\n', (size_t)(s->end - s->at));
    s->at = line == NULL ? s->end : line;
    return true;
}

static void skip_blank(scan *s)
{
    while (s->at < s->end && (isspace((unsigned char)*s->at) || skip_comment(s)))
        if (s->at < s->end && isspace((unsigned char)*s->at)) s->at++;
}

/* Takes a name or keyword; its length, 0 when there is none. */
static size_t skip_word(scan *s)
{
    const char *start = s->at;
    while (s->at < s->end && is_word_byte(*s->at)) s->at++;
    return (size_t)(s->at - start);
}

static bool take(scan *s, char wanted)
{
    skip_blank(s);
    if (s->at >= s->end || *s->at != wanted) return false;
    s->at++;
    return true;
}

/* Skips an expression, to the comma or brace behind it. A function that lies in no brackets has
 * commas of its own: false. */
static bool skip_value(scan *s)
{
    for (int depth = 0; s->at < s->end;) {
        char c = *s->at;
        if (depth == 0 && (c == ',' || c == ';' || c == '}')) return true;
        if (c == '"' || c == '\'') skip_string(s);
        else if ((c == '-' && skip_comment(s)) || (c == '[' && skip_long(s))) continue;
        else if (depth == 0 && is_word_byte(c)) {
            const char *word = s->at;
            size_t length = skip_word(s);
            if (length == strlen("function") && memcmp(word, "function", length) == 0) return false;
        } else {
            depth += (c == '{' || c == '(' || c == '[') - (c == '}' || c == ')' || c == ']');
            s->at++;
        }
    }
    return false;
}

/* Adds the chunk of the field's value to the table at the top: behind as many line ends as its
 * lines in the file are from the top. */
static void add_chunk(lua_State *L, size_t lines, const char *value, size_t length)
{
    luaL_Buffer chunk;
    luaL_buffinit(L, &chunk);
    memset(luaL_prepbuffsize(&chunk, lines), '\n', lines);
    luaL_addsize(&chunk, lines);
    luaL_addstring(&chunk, "return ");
    luaL_addlstring(&chunk, value, length);
    luaL_pushresult(&chunk);
    lua_rawset(L, -3);
}

static size_t count_lines(const char *from, const char *to)
{
    size_t lines = 0;
    while ((from = memchr(from, '\n', (size_t)(to - from))) != NULL) lines++, from++;
    return lines;
}

/* Fills the table at the top with the chunks of the fields, by name. */
static bool cut(lua_State *L, const char *source, size_t length)
{
    scan s = { source, source + length };
    const char *counted = source;
    size_t lines = 0;
    skip_blank(&s);
    const char *word = s.at;
    if (skip_word(&s) != strlen("return") || memcmp(word, "return", strlen("return")) != 0)
        return false;
    if (!take(&s, '{')) return false;
    while (!take(&s, '}')) {
        const char *name = s.at;
        size_t name_length = skip_word(&s);
        if (name_length == 0 || isdigit((unsigned char)*name) || !take(&s, '=')) return false;
        const char *value = s.at;
        if (!skip_value(&s)) return false;
        lines += count_lines(counted, value);
        counted = value;
        lua_pushlstring(L, name, name_length);
        add_chunk(L, lines, value, (size_t)(s.at - value));
        if (*s.at != '}') s.at++;
    }
    skip_blank(&s);
    return s.at >= s.end;
}

/* ---- the table ---- */

/* Upvalues of the metamethods: the chunks by name, the path. */
enum { CHUNKS = lua_upvalueindex(1), PATH = lua_upvalueindex(2) };

/* Compiles the field of the table at 1 whose name is at 2, sets it, and pushes its value. */
static void compile(lua_State *L)
{
    lua_pushvalue(L, 2);
    if (lua_rawget(L, CHUNKS) == LUA_TNIL) return;
    size_t length;
    const char *chunk = lua_tolstring(L, 3, &length);
    if (environment_load(L, chunk, length, lua_tostring(L, PATH)) != LUA_OK) lua_error(L);
    lua_call(L, 0, 1);
    lua_replace(L, 3);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 3);
    lua_rawset(L, 1);
    lua_pushvalue(L, 2);
    lua_pushnil(L);
    lua_rawset(L, CHUNKS);
}

static int field_of(lua_State *L)
{
    lua_settop(L, 2);
    compile(L);
    return 1;
}

/* Compiles the rest: then it is a table as any other. */
static int pairs_of(lua_State *L)
{
    lua_settop(L, 1);
    for (lua_pushnil(L); lua_next(L, CHUNKS) != 0; lua_settop(L, 2)) {
        lua_settop(L, 2);
        compile(L);
    }
    lua_pushnil(L);
    lua_setmetatable(L, 1);
    environment_push_globals(L);
    lua_getfield(L, -1, "next");
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

bool lazy_table_push(lua_State *L, const char *source, size_t length, const char *path)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_newtable(L);
    if (!cut(L, source, length)) {
        lua_pop(L, 3);
        return false;
    }
    lua_pushstring(L, path);
    const luaL_Reg methods[] = { { "__index", field_of }, { "__pairs", pairs_of }, { NULL, NULL } };
    luaL_setfuncs(L, methods, 2);
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    return true;
}
