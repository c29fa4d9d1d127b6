/* emit and partial: how analyses hand out rows and counts. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "host/sandbox.h"
#include "lua/api.h"
#include "lua/objects.h"
#include "text/utf8.h"

/* ---- a Lua value as a column's value ---- */

static int wrong(lua_State *L, const column *c, const char *wanted)
{
    return luaL_error(L, "column '%s' takes %s, not a %s", c->name, wanted, luaL_typename(L, -1));
}

/* A string, or a span as its text. */
static value text_value(lua_State *L, const column *c, const char *wanted)
{
    value v = { .type = VALUE_TEXT };
    const object_span *s = object_test_span(L, -1);
    if (s != NULL) {
        v.text = s->v->from.text.data + s->at.start;
        v.length = s->at.stop - s->at.start;
        return v;
    }
    if (lua_type(L, -1) != LUA_TSTRING) wrong(L, c, wanted);
    v.text = lua_tolstring(L, -1, &v.length);
    if (!utf8_is_valid(v.text, v.length))
        luaL_error(L, "column '%s': the text is not UTF-8", c->name);
    return v;
}

/* ISO 8601 and EDTF level 1 in the characters that they use: a date, a time, an interval, with X ?
 * ~ % for what is unknown. */
static value date_value(lua_State *L, const column *c)
{
    value v = text_value(L, c, "a date as text");
    size_t good = 0;
    while (good < v.length && v.text[good] != '\0' &&
           strchr("0123456789-/X.:TZ+?~%Y", v.text[good]) != NULL)
        good++;
    if (v.length < 4 || good != v.length)
        luaL_error(
            L, "column '%s' takes a date such as 2015, 2015-06-07 or 2011/2015 (ISO 8601, EDTF)",
            c->name);
    return v;
}

/* The number on top of the stack in words; whether a NaN has a sign depends on the machine. */
static const char *text_of(lua_State *L)
{
    return isnan(lua_tonumber(L, -1)) ? "nan" : luaL_tolstring(L, -1, NULL);
}

static value number_value(lua_State *L, const column *c)
{
    if (lua_type(L, -1) != LUA_TNUMBER) wrong(L, c, "a number");
    if (lua_isinteger(L, -1)) return value_of_integer(lua_tointeger(L, -1));
    if (!isfinite(lua_tonumber(L, -1)))
        luaL_error(L, "column '%s' takes a finite number, not %s", c->name, text_of(L));
    return value_of_number(lua_tonumber(L, -1));
}

static value integer_value(lua_State *L, const column *c)
{
    int exact = 0;
    lua_Integer number = lua_type(L, -1) == LUA_TNUMBER ? lua_tointegerx(L, -1, &exact) : 0;
    if (lua_type(L, -1) != LUA_TNUMBER) wrong(L, c, "a whole number");
    if (!exact) luaL_error(L, "column '%s' takes a whole number, not %s", c->name, text_of(L));
    return value_of_integer(number);
}

static value span_value(lua_State *L, const column *c)
{
    const object_span *s = object_test_span(L, -1);
    if (s == NULL) wrong(L, c, "a span (a sentence, block, token or document:span())");
    return (value){ .type = VALUE_SPAN, .integer = s->v->from.id, .at = view_to_text(s->v, s->at) };
}

/* An array of spans, which is kept in a userdata that replaces it on the stack. */
static value spans_value(lua_State *L, const column *c)
{
    if (!lua_istable(L, -1)) wrong(L, c, "an array of spans");
    size_t count = lua_rawlen(L, -1);
    value v = { .type = VALUE_SPANS, .length = count };
    span *spans = lua_newuserdatauv(L, (count + 1) * sizeof *spans, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, -2, (lua_Integer)i + 1);
        const object_span *s = object_test_span(L, -1);
        if (s == NULL) wrong(L, c, "an array of spans");
        if (i > 0 && v.integer != s->v->from.id)
            luaL_error(L, "column '%s' takes spans of one document, not of several", c->name);
        v.integer = s->v->from.id;
        spans[i] = view_to_text(s->v, s->at);
        lua_pop(L, 1);
    }
    v.spans = spans;
    return v;
}

/* JSON text of any value, which replaces it on the stack. */
static value json_value(lua_State *L)
{
    lua_pushcfunction(L, json_part.entries[0].function);
    lua_pushvalue(L, -2);
    lua_call(L, 1, 1);
    value v = { .type = VALUE_TEXT };
    v.text = lua_tolstring(L, -1, &v.length);
    return v;
}

/* The value on top of the stack, or what replaces it there, as the column's. */
static value column_value(lua_State *L, const column *c)
{
    if (lua_isnil(L, -1)) return (value){ .type = VALUE_NULL };
    switch (c->type) {
    case COLUMN_INTEGER: return integer_value(L, c);
    case COLUMN_NUMBER: return number_value(L, c);
    case COLUMN_BOOLEAN:
        if (!lua_isboolean(L, -1)) wrong(L, c, "true or false");
        return value_of_boolean(lua_toboolean(L, -1));
    case COLUMN_DATE: return date_value(L, c);
    case COLUMN_SPAN: return span_value(L, c);
    case COLUMN_SPANS: return spans_value(L, c);
    case COLUMN_JSON: return json_value(L);
    default: return text_value(L, c, "a text");
    }
}

/* ---- emit ---- */

static int undeclared(lua_State *L, const row_table *t, const char *name)
{
    char hint[80];
    nearest n = { .wanted = name };
    for (size_t i = 0; i < t->count; i++) nearest_offer(&n, t->columns[i].name);
    return luaL_error(L, "column '%s' is not declared%s", name,
                      nearest_hint(&n, hint, sizeof hint));
}

static void check_names(lua_State *L, const row_table *t)
{
    for (lua_pushnil(L); lua_next(L, 1) != 0; lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING) luaL_error(L, "emit takes a table of column = value");
        const char *name = lua_tostring(L, -2);
        size_t i = 0;
        while (i < t->count && strcmp(t->columns[i].name, name) != 0) i++;
        if (i == t->count) undeclared(L, t, name);
    }
}

/* Ends the call once the emitter has failed. */
static int end_failed(lua_State *L, const emitter *out)
{
    if (out->failure.code == STATUS_OK) return 0;
    error why = { 0 };
    error_set(&why, out->failure.code, "%s", error_text(&out->failure));
    return sandbox_end(L, &why);
}

/* Upvalues: emitter, index of the table of rows. */
static int emit(lua_State *L)
{
    emitter *out = lua_touserdata(L, lua_upvalueindex(1));
    size_t table = (size_t)lua_tointeger(L, lua_upvalueindex(2));
    const row_table *t = &out->tables[table];
    if (object_emit_concordance(L, 1, out, table)) return end_failed(L, out);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    check_names(L, t);
    value *values = lua_newuserdatauv(L, t->count * sizeof *values, 0);
    luaL_checkstack(L, (int)t->count * 2 + 10, "a row of so many columns");
    for (size_t i = 0; i < t->count; i++) {
        lua_getfield(L, 1, t->columns[i].name);
        values[i] = column_value(L, &t->columns[i]);
    }
    emitter_add(out, table, values);
    return end_failed(L, out);
}

static const char EMITTER = 0; /* registry key, by its address: the one pushed last */

int object_note(lua_State *L)
{
    const char *text = luaL_checkstring(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &EMITTER);
    emitter *out = lua_touserdata(L, -1);
    if (out == NULL || !out->takes_notes)
        return luaL_error(L, "notes are of corpus() and finish(): the rows of document() are kept "
                             "without them");
    if (!utf8_is_valid(text, strlen(text))) return luaL_error(L, "the note is not UTF-8");
    if (emitter_note(out, text) == STATUS_OK) return 0;
    error why = { 0 };
    error_set(&why, out->failure.code, "%s", error_text(&out->failure));
    return sandbox_end(L, &why);
}

static void push_emit(lua_State *L, emitter *out, size_t table)
{
    lua_pushlightuserdata(L, out);
    lua_pushinteger(L, (lua_Integer)table);
    lua_pushcclosure(L, emit, 2);
}

void object_push_emit(lua_State *L, emitter *out)
{
    lua_pushlightuserdata(L, out);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &EMITTER);
    if (out->table_count == 1 && *out->tables[0].name == '\0') {
        push_emit(L, out, 0);
        return;
    }
    lua_newtable(L);
    for (size_t i = 0; i < out->table_count; i++) {
        push_emit(L, out, i);
        lua_setfield(L, -2, out->tables[i].name);
    }
}

/* ---- partial ---- */

static const char PARTIAL = 0; /* registry key, by its address: the one pushed last */

/* Its first user value is the table of the counters that were handed out, by their address. */
static partial *check_partial(lua_State *L)
{
    partial **p = luaL_checkudata(L, lua_upvalueindex(1), partial_part.name);
    if (*p == NULL) luaL_error(L, "the partial is closed: it lives for one call");
    return *p;
}

/* Pushes the one userdata of the counter, which close_partial finds again. */
static int push_counter(lua_State *L, counter *c)
{
    if (c == NULL) return luaL_error(L, "out of memory");
    lua_getiuservalue(L, lua_upvalueindex(1), 1);
    if (lua_rawgetp(L, -1, c) != LUA_TNIL) return 1;
    object_push_borrowed_counter(L, c);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, -4, c);
    return 1;
}

static int counter_of(lua_State *L)
{
    return push_counter(L, partial_counter(check_partial(L), luaL_checkstring(L, 1)));
}

static int set_of(lua_State *L)
{
    size_t length;
    error e = { 0 };
    counter *c = partial_set(check_partial(L), luaL_checkstring(L, 1));
    if (c == NULL) return luaL_error(L, "out of memory");
    if (!lua_isnoneornil(L, 2)) {
        const char *key = luaL_checklstring(L, 2, &length);
        if (counter_get(c, key, length) == 0 && counter_add(c, key, length, 1, &e) != STATUS_OK)
            return api_raise(L, &e);
    }
    return push_counter(L, c);
}

static int number_of(lua_State *L, partial_number sort)
{
    error e = { 0 };
    double number;
    const char *name = luaL_checkstring(L, 1);
    partial *p = check_partial(L);
    if (!lua_isnoneornil(L, 2) &&
        partial_take(p, sort, name, luaL_checknumber(L, 2), &e) != STATUS_OK)
        return api_raise(L, &e);
    if (!partial_get(p, sort, name, &number)) {
        if (sort == PARTIAL_SUM) lua_pushinteger(L, 0);
        else lua_pushnil(L);
    } else if (fabs(number) < 9e15 && number == floor(number)) {
        lua_pushinteger(L, (lua_Integer)number);
    } else {
        lua_pushnumber(L, number);
    }
    return 1;
}

static int sum(lua_State *L) { return number_of(L, PARTIAL_SUM); }
static int minimum(lua_State *L) { return number_of(L, PARTIAL_MINIMUM); }
static int maximum(lua_State *L) { return number_of(L, PARTIAL_MAXIMUM); }

static const api_entry partial_entries[] = {
    { "counter", counter_of, false, "partial.counter(name) -> counter",
      "The counter of that name; merged by adding." },
    { "set", set_of, false, "partial.set(name, [key]) -> counter",
      "Puts a key into the set of that name; merged by union. Answers it as a counter of its "
      "keys." },
    { "sum", sum, false, "partial.sum(name, [n]) -> number",
      "Adds n to the sum of that name and answers it; 0 when nothing was added." },
    { "minimum", minimum, false, "partial.minimum(name, [n]) -> number or nil",
      "Takes n into the minimum of that name and answers it." },
    { "maximum", maximum, false, "partial.maximum(name, [n]) -> number or nil",
      "Takes n into the maximum of that name and answers it." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part partial_part = {
    "partial",
    "What map() counts of one document and finish() reads of all of them: values that the host "
    "merges. Called with a dot: "
    "partial.sum(\"words\", 12).",
    false,
    partial_entries,
    NULL,
};

void object_push_partial(lua_State *L, partial *p)
{
    lua_newtable(L);
    partial **held = lua_newuserdatauv(L, sizeof(partial *), 1);
    *held = p;
    luaL_newmetatable(L, partial_part.name);
    lua_setmetatable(L, -2);
    lua_newtable(L);
    lua_setiuservalue(L, -2, 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &PARTIAL);
    for (const api_entry *e = partial_entries; e->name != NULL; e++) {
        lua_pushvalue(L, -1);
        lua_pushcclosure(L, e->function, 1);
        lua_setfield(L, -3, e->name);
    }
    lua_pop(L, 1);
}

void object_close_partial(lua_State *L)
{
    int top = lua_gettop(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &PARTIAL);
    partial **held = luaL_testudata(L, -1, partial_part.name);
    if (held != NULL) {
        *held = NULL;
        lua_getiuservalue(L, -1, 1);
        for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) object_close_counter(L, -1);
    }
    lua_settop(L, top);
}
