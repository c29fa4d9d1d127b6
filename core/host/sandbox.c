#include "host/sandbox.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/deadline.h"
#include "host/environment.h"
#include "host/plugin_file.h"
#include "text/utf8.h"

enum {
    DEEPEST = 20,   /* levels of a traceback */
    LONGEST = 1000, /* bytes of a message: it is a line, and a plugin may raise anything */
};

#define GARBAGE_PAUSE                                                                              \
    400 /* per cent of what was in use: a cycle begins when it is four times that */

struct sandbox {
    sandbox_setup setup;
    lua_State *L;
    size_t used;
    bool memory_ran_out;
    error verdict; /* of sandbox_end */
    bool serves_person;
    error refusal; /* of sandbox_refuse, the last */
};

/* An allocator that refuses to go over the cap. */
static void *allocate(void *context, void *piece, size_t old_size, size_t size)
{
    sandbox *s = context;
    if (piece == NULL) old_size = 0; /* Lua then passes the kind of object */
    if (size == 0) {
        s->used -= old_size;
        free(piece);
        return NULL;
    }
    if (size > old_size && size - old_size > s->setup.limits.memory - s->used) {
        s->memory_ran_out = true;
        return NULL;
    }
    void *grown = realloc(piece, size);
    if (grown != NULL) s->used += size - old_size;
    return grown;
}

static int open_environment(lua_State *L)
{
    sandbox *s = lua_touserdata(L, 1);
    environment_open(L, s->setup.open_api);
    return 0;
}

/* Lua seeds its hashes with addresses, which forked processes share: from another depth of the
 * stack it takes another seed, so that an order that nobody set shows as one. */
static lua_State *new_state(sandbox *s, int depth)
{
    volatile char frame[32] = { 0 };
    lua_State *L = depth > 0 ? new_state(s, depth - 1) : lua_newstate(allocate, s);
    (void)frame[0]; /* read behind the call, which is no jump then */
    return L;
}

status sandbox_create(const sandbox_setup *setup, sandbox **out, error *e)
{
    enum { DEPTHS = 61 };
    sandbox *s = calloc(1, sizeof *s);
    if (s == NULL) return error_memory(e);
    s->setup = *setup;
    s->L = new_state(s, getpid() % DEPTHS);
    if (s->L == NULL) {
        free(s);
        return error_memory(e);
    }
    *(sandbox **)lua_getextraspace(s->L) = s; /* coroutines get a copy */
    lua_pushcfunction(s->L, open_environment);
    lua_pushlightuserdata(s->L, s);
    if (lua_pcall(s->L, 1, 0, 0) != LUA_OK) {
        error_set(e, STATUS_SYSTEM, "cannot open the plugin environment: %s",
                  lua_tostring(s->L, -1));
        sandbox_free(s);
        return e == NULL ? STATUS_SYSTEM : e->code;
    }
    /* What a document leaves is mostly garbage; at the limit of memory Lua collects all of it. */
    lua_gc(s->L, LUA_GCINC, GARBAGE_PAUSE, 0, 0);
    *out = s;
    return STATUS_OK;
}

void sandbox_free(sandbox *s)
{
    if (s == NULL) return;
    lua_close(s->L);
    error_clear(&s->verdict);
    error_clear(&s->refusal);
    free(s);
}

lua_State *sandbox_state(sandbox *s) { return s->L; }

sandbox *sandbox_of(lua_State *L) { return *(sandbox **)lua_getextraspace(L); }

const sandbox_setup *sandbox_settings(const sandbox *s) { return &s->setup; }

void sandbox_push_globals(sandbox *s) { environment_push_globals(s->L); }

status sandbox_load(sandbox *s, const char *path, error *e)
{
    buffer source = { 0 };
    status result = plugin_file_read(path, &source, e);
    if (result == STATUS_OK && environment_load(s->L, source.data, source.length, path) != LUA_OK) {
        const char *message = lua_tostring(s->L, -1);
        result =
            error_set(e, STATUS_PLUGIN, "%s", message != NULL ? message : "it cannot be loaded");
        lua_pop(s->L, 1);
    }
    buffer_free(&source);
    return result;
}

/* ---- calls ---- */

/* True for a level of the stack that belongs to a plugin's source. */
static bool is_plugin_frame(const lua_Debug *frame) { return *frame->source == '@'; }

static void push_place(lua_State *L)
{
    lua_Debug frame;
    for (int level = 1; lua_getstack(L, level, &frame) != 0; level++) {
        lua_getinfo(L, "Sl", &frame);
        if (!is_plugin_frame(&frame) || frame.currentline <= 0) continue;
        lua_pushfstring(L, "%s:%d: ", frame.short_src, frame.currentline);
        return;
    }
    lua_pushliteral(L, "");
}

/* The frames of plugin code alone, innermost first; a deep recursion's say nothing new, and finding
 * each takes as many steps as it is deep. */
static void push_traceback(lua_State *L)
{
    luaL_Buffer text;
    lua_Debug frame;
    luaL_buffinit(L, &text);
    for (int level = 1; level <= DEEPEST && lua_getstack(L, level, &frame) != 0; level++) {
        lua_getinfo(L, "Sln", &frame);
        if (!is_plugin_frame(&frame)) continue;
        lua_pushfstring(L, "  %s:%d in %s\n", frame.short_src, frame.currentline,
                        frame.name != NULL ? frame.name : "the main part of the file");
        luaL_addvalue(&text);
    }
    luaL_pushresult(&text);
}

/* True for a message with its place before it, as error() and the compiler write it: "name.lua:12:
 * ...". */
static bool has_place(const char *message)
{
    for (const char *c = strchr(message, ':'); c != NULL; c = strchr(c + 1, ':')) {
        size_t digits = strspn(c + 1, "0123456789");
        if (digits > 0 && c[1 + digits] == ':') return true;
    }
    return false;
}

/* True when error() raised what is handled: a text without a place is then meant to have none. */
static bool is_by_error(lua_State *L)
{
    lua_Debug frame;
    if (lua_getstack(L, 1, &frame) == 0) return false;
    lua_getinfo(L, "f", &frame);
    sandbox_push_globals(sandbox_of(L));
    lua_getfield(L, -1, "error");
    bool is = lua_rawequal(L, -1, -3) != 0;
    lua_pop(L, 3);
    return is;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);
    return tail > 0 && length >= tail && strcmp(text + length - tail, ending) == 0;
}

/* A loader that raises a text without a place, error(reason, 0), speaks of the file, and what
 * serves a person of what was asked for: people do not want to know where in the code that is. */
static bool is_refusal(lua_State *L)
{
    sandbox *s = sandbox_of(L);
    const plugin *p = s->setup.plugin;
    if (lua_type(L, 1) != LUA_TSTRING) return false;
    if (p != NULL && p->kind == PLUGIN_LOADER) return true;
    const char *text = lua_tostring(L, 1);
    if (!s->serves_person) return false;
    bool is_of_core = s->refusal.code != STATUS_OK && ends_with(text, error_text(&s->refusal));
    return is_of_core || (!has_place(text) && is_by_error(L));
}

/* Pushes the message of what was raised, at index 1. */
static void push_message(lua_State *L)
{
    if (lua_type(L, 1) == LUA_TSTRING) lua_pushvalue(L, 1);
    else if (luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL) {
        lua_pop(L, 1);
        luaL_tolstring(L, 1, NULL);
    } else if (lua_type(L, 1) == LUA_TNUMBER) luaL_tolstring(L, 1, NULL);
    else if (lua_isnil(L, 1)) lua_pushliteral(L, "error raised with nil instead of a message");
    else lua_pushfstring(L, "error raised with a %s instead of a message", luaL_typename(L, 1));
}

/* Turns whatever was raised into { message, traceback, is a refusal }. */
static int describe(lua_State *L)
{
    lua_settop(L, 1);
    bool refuses = is_refusal(L);
    lua_createtable(L, 3, 0);
    push_message(L);
    if (!refuses && !has_place(lua_tostring(L, -1))) {
        push_place(L);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    lua_rawseti(L, 2, 1);
    push_traceback(L);
    lua_rawseti(L, 2, 2);
    lua_pushboolean(L, refuses);
    lua_rawseti(L, 2, 3);
    return 1;
}

int sandbox_end(lua_State *L, error *why)
{
    sandbox *s = sandbox_of(L);
    error_clear(&s->verdict);
    s->verdict = *why;
    *why = (error){ 0 };
    deadline_expire(L);
    return luaL_error(L, "the call is over");
}

void sandbox_serve_person(sandbox *s) { s->serves_person = true; }

bool sandbox_refuse(lua_State *L, const error *why)
{
    sandbox *s = sandbox_of(L);
    if (s->serves_person) error_set(&s->refusal, STATUS_USAGE, "%s", error_text(why));
    return s->serves_person;
}

status sandbox_out_of_memory(const sandbox *s, error *e)
{
    return error_set(e, STATUS_LIMIT,
                     "used more than %zu MiB of memory; --max-memory raises the limit",
                     s->setup.limits.memory >> 20);
}

static status over_deadline(const sandbox *s, error *e)
{
    if (s->verdict.code != STATUS_OK)
        return error_set(e, s->verdict.code, "%s", error_text(&s->verdict));
    return error_set(e, STATUS_LIMIT, "used more than %g CPU seconds; --max-cpu raises the limit",
                     s->setup.limits.cpu_seconds);
}

/* One line, whatever was raised: no control characters, no broken UTF-8, no novel. */
static status set_message(error *e, status code, const char *text)
{
    buffer line = { 0 };
    size_t length = strlen(text), at = 0;
    while (at < length && line.length < LONGEST) {
        uint32_t point = utf8_next(text, length, &at);
        if (point == UTF8_INVALID) buffer_byte(&line, '?');
        else utf8_append(&line, point < 0x20 || (point >= 0x7f && point < 0xa0) ? ' ' : point);
    }
    if (at < length) buffer_format(&line, " ... (%zu bytes more)", length - at);
    status s = line.state == STATUS_OK && line.data != NULL
                   ? error_set(e, code, "%s", line.data)
                   : error_set(e, STATUS_PLUGIN, "an error without a message");
    buffer_free(&line);
    return s;
}

/* Memory ran out in Lua, where the error may have come through a coroutine or a pcall as a text, or
 * in C: its "out of memory" is raised as a text, and SQLite's. */
static bool is_of_memory(const sandbox *s, int code, const char *text)
{
    if (s->memory_ran_out && (code == LUA_ERRMEM || code == LUA_ERRERR)) return true;
    if (s->memory_ran_out && strstr(text, "not enough memory") != NULL) return true;
    return strstr(text, "out of memory") != NULL;
}

static status take_failure(sandbox *s, int code, error *e)
{
    lua_State *L = s->L;
    const char *text = "error in error handling (too deep a recursion?)", *detail = NULL;
    status cause = STATUS_PLUGIN;
    if (lua_istable(L, -1)) {
        if (lua_rawgeti(L, -1, 3) && lua_toboolean(L, -1) && s->serves_person) cause = STATUS_USAGE;
        lua_pop(L, 1);
        lua_rawgeti(L, -1, 1);
        lua_rawgeti(L, -2, 2);
        text = lua_tostring(L, -2);
        detail = lua_tostring(L, -1);
    } else if (lua_type(L, -1) == LUA_TSTRING) {
        text = lua_tostring(L, -1);
    }
    if (text == NULL) text = "";
    status outcome = deadline_is_over()            ? over_deadline(s, e)
                     : is_of_memory(s, code, text) ? sandbox_out_of_memory(s, e)
                                                   : set_message(e, cause, text);
    if (e != NULL && detail != NULL && *detail != '\0') e->detail = strdup(detail);
    return outcome;
}

status sandbox_call(sandbox *s, int arguments, int results, error *e)
{
    lua_State *L = s->L;
    int base = lua_gettop(L) - arguments;
    lua_pushcfunction(L, describe);
    lua_insert(L, base);
    s->memory_ran_out = false;
    error_clear(&s->verdict);
    status outcome = deadline_set(L, s->setup.limits.cpu_seconds, e);
    int code = outcome == STATUS_OK ? lua_pcall(L, arguments, results, base) : LUA_ERRRUN;
    deadline_clear(L);
    if (code == LUA_OK && !deadline_is_over()) {
        lua_remove(L, base);
        return STATUS_OK;
    }
    if (outcome == STATUS_OK)
        outcome = code == LUA_OK ? over_deadline(s, e) : take_failure(s, code, e);
    lua_settop(L, base - 1);
    return outcome;
}

status sandbox_run(sandbox *s, int (*work)(lua_State *L), void *context, error *e)
{
    lua_pushcfunction(s->L, work);
    lua_pushlightuserdata(s->L, context);
    return sandbox_call(s, 1, 0, e);
}
