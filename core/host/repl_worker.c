/* A worker that evaluates what a person types: one sandbox on the corpus, whose globals live from
 * chunk to chunk. */
#include <lauxlib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "host/asking.h"
#include "host/corpus_guard.h"
#include "host/deadline.h"
#include "host/message.h"
#include "host/printer.h"
#include "host/sandbox.h"
#include "host/worker_main.h"

typedef struct session {
    worker_state *worker;
    store *store;
    sandbox *box;
    printer printer;
    asking asking;

    /* the request that is answered */
    uint64_t first_line, width;
    bool may_go_on, goes_on;
    const char *text; /* of a chunk, or a path of names */
    size_t length;
    buffer answer;
} session;

enum { MOST_NAMES = 2000 }; /* more than a person can look at when TAB shows them */

/* Registry keys, by their addresses: the globals of the session, what lib/inspect.lua knows of the
 * page, its printer of values. */
static const char GLOBALS = 0, PAGE = 0, SHOW = 0;

/* ---- the session's globals ---- */

/* A type of Lua, or the class of an object; "iterator" for the closures by which the API hands out
 * rows. */
static const char *kind_of(lua_State *L, int index)
{
    if (lua_iscfunction(L, index) && lua_getupvalue(L, index, 1) != NULL) {
        bool is_print = lua_islightuserdata(L, -1);
        lua_pop(L, 1);
        return is_print ? "function" : "iterator";
    }
    if (lua_type(L, index) != LUA_TUSERDATA || luaL_getmetafield(L, index, "__name") != LUA_TSTRING)
        return luaL_typename(L, index);
    const char *name = lua_tostring(L, -1); /* the metatable keeps it */
    lua_pop(L, 1);
    return name;
}

static int push_kind(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_pushstring(L, kind_of(L, 1));
    return 1;
}

/* Pushes lib/inspect.lua's two functions: the prompt's printer of values, and show(). */
static void push_inspect(lua_State *L, int globals)
{
    lua_getfield(L, globals, "require");
    lua_pushliteral(L, "inspect");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "open");
    lua_remove(L, -2);
    lua_newtable(L);
    lua_pushcfunction(L, push_kind);
    lua_setfield(L, -2, "kind_of");
    lua_getfield(L, globals, "print");
    lua_setfield(L, -2, "put");
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &PAGE);
    lua_call(L, 1, 2);
}

static int open_globals(lua_State *L)
{
    session *s = lua_touserdata(L, 1);
    sandbox_push_globals(s->box);
    int globals = lua_gettop(L);
    s->worker->host->library->push_corpus(L, s->store, NULL);
    lua_setfield(L, globals, "corpus");
    printer_push(L, &s->printer);
    lua_setfield(L, globals, "print");
    asking_register(L, &s->asking);
    push_inspect(L, globals);
    lua_setfield(L, globals, "show");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &SHOW);

    lua_newtable(
        L); /* what is assigned at the prompt; reading falls through to the sandbox's names */
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, globals);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &GLOBALS);
    return 0;
}

/* ---- chunks ---- */

/* Pushes the chunk's function behind `prefix`, or a message. */
static int load_chunk(lua_State *L, const session *s, const char *prefix)
{
    buffer source = { 0 };
    for (uint64_t line = 1; line < s->first_line; line++)
        buffer_byte(&source, '\n'); /* line numbers come out right */
    buffer_text(&source, prefix);
    buffer_append(&source, s->text, s->length);
    int code = LUA_ERRMEM;
    if (source.state == STATUS_OK)
        code = luaL_loadbufferx(L, source.data, source.length, "@input", "t");
    else lua_pushliteral(L, "out of memory");
    buffer_free(&source);
    return code;
}

static bool ends_too_early(lua_State *L)
{
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    return text != NULL && length >= 5 && memcmp(text + length - 5, "<eof>", 5) == 0;
}

/* Pushes the chunk's function, as an expression if it is one; false when its next line is to come.
 */
static bool compile(lua_State *L, const session *s)
{
    if (load_chunk(L, s, "return ") != LUA_OK) {
        lua_pop(L, 1);
        if (load_chunk(L, s, "") != LUA_OK) {
            if (s->may_go_on && ends_too_early(L)) return false;
            lua_error(L);
        }
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &GLOBALS);
    lua_setupvalue(L, -2, 1);
    return true;
}

/* Makes the value at index 1 the last one, for the next chunk. */
static void keep_value(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &GLOBALS);
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "_");
    lua_pop(L, 1);
}

static int evaluate(lua_State *L)
{
    session *s = lua_touserdata(L, 1);
    lua_settop(L, 0);
    s->goes_on = !compile(L, s);
    if (s->goes_on) return 0;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &PAGE);
    if (s->width > 0) lua_pushinteger(L, (lua_Integer)s->width);
    else lua_pushnil(L);
    lua_setfield(L, -2, "width");
    lua_pop(L, 1);
    lua_call(L, 0, LUA_MULTRET);
    int count = lua_gettop(L);
    if (count == 0) return 0;
    if (strcmp(kind_of(L, 1), "iterator") != 0)
        keep_value(L); /* one that is half read keeps writers out */
    lua_rawgetp(L, LUA_REGISTRYINDEX, &SHOW);
    lua_insert(L, 1);
    lua_call(L, count, 0);
    return 0;
}

static void answer_chunk(session *s, error *e)
{
    reader r = reader_of(s->worker->request.data, s->worker->request.length);
    s->first_line = reader_unsigned(&r);
    s->width = reader_unsigned(&r);
    s->may_go_on = reader_unsigned(&r) != 0;
    s->text = reader_bytes(&r, &s->length);
    if (!reader_done(&r)) _exit(1);
    s->printer.is_eager = s->width > 0;
    s->goes_on = false;
    status outcome = corpus_guard_take(s->store, e);
    if (outcome == STATUS_OK) outcome = sandbox_run(s->box, evaluate, s, e);
    lua_gc(sandbox_state(s->box), LUA_GCCOLLECT); /* queries that nobody reads any more, and
                                                     documents: Lua knows little of these */
    corpus_guard_release(s->store);
    if (deadline_is_interrupted()) error_set(e, STATUS_INTERRUPTED, "interrupted");
    printer_flush(&s->printer,
                  outcome == STATUS_OK ? e : NULL); /* what it printed before it failed, too */
    if (s->goes_on) frame_send(s->worker->channel, MESSAGE_INCOMPLETE, NULL, NULL);
}

/* ---- names ---- */

/* Replaces the table on top of the stack by the table in which it looks further; false (and nothing
 * left) without one. No code of the session is run. */
static bool look_further(lua_State *L)
{
    bool has = luaL_getmetafield(L, -1, "__index") == LUA_TTABLE;
    if (has) lua_remove(L, -2);
    else lua_settop(L, 0);
    return has;
}

/* Replaces the value on top of the stack by its field, or by nil. */
static void push_field(lua_State *L, const char *name, size_t length)
{
    while (lua_istable(L, -1)) {
        lua_pushlstring(L, name, length);
        if (lua_rawget(L, -2) != LUA_TNIL) {
            lua_replace(L, 1);
            lua_settop(L, 1);
            return;
        }
        lua_pop(L, 1);
        if (!look_further(L)) break;
    }
    lua_settop(L, 0);
    lua_pushnil(L);
}

static uint64_t put_keys(lua_State *L, buffer *names, uint64_t count)
{
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING || count >= MOST_NAMES) continue;
        if (strlen(lua_tostring(L, -2)) != lua_rawlen(L, -2)) continue;
        frame_put_text(names, lua_tostring(L, -2));
        count++;
    }
    return count;
}

static int list_names(lua_State *L)
{
    session *s = lua_touserdata(L, 1);
    lua_settop(L, 0);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &GLOBALS);
    for (const char *at = s->text; *at != '\0';) {
        size_t length = strcspn(at, ".");
        push_field(L, at, length);
        at += length + (at[length] == '.');
    }
    frame_put_text(&s->answer, kind_of(L, -1));
    buffer names = { 0 };
    uint64_t count = 0;
    while (lua_istable(L, -1)) {
        count = put_keys(L, &names, count);
        if (!look_further(L)) break;
    }
    frame_put_unsigned(&s->answer, count);
    buffer_append(&s->answer, names.data, names.length);
    buffer_free(&names);
    return 0;
}

static void answer_names(session *s, error *e)
{
    reader r = reader_of(s->worker->request.data, s->worker->request.length);
    s->text = reader_text(&r);
    if (!reader_done(&r) || s->text == NULL) _exit(1);
    buffer_clear(&s->answer);
    if (sandbox_run(s->box, list_names, s, e) == STATUS_OK)
        frame_send(s->worker->channel, MESSAGE_NAMES, &s->answer, e);
}

/* ---- */

static status open_session(session *s, error *e)
{
    host *h = s->worker->host;
    reader r = reader_of(s->worker->request.data, s->worker->request.length);
    const char *corpus = reader_text(&r);
    if (!reader_done(&r) || corpus == NULL) _exit(1);
    status result = store_open(corpus, STORE_READ, 0, &s->store, e);
    if (result == STATUS_OK) result = corpus_guard(s->store, false, e);
    s->asking = (asking){ .channel = s->worker->channel, .store = s->store };
    if (result == STATUS_OK)
        result = worker_sandbox(s->worker, NULL, &h->corpus_limits, &s->box, e);
    if (result == STATUS_OK) result = deadline_interrupt_by(SIGUSR1, e);
    if (result == STATUS_OK) result = sandbox_run(s->box, open_globals, s, e);
    if (result == STATUS_OK) corpus_guard_release(s->store);
    return result;
}

void repl_worker(worker_state *w)
{
    session s = { .worker = w, .printer = { .channel = w->channel } };
    error failure = { 0 };
    unsigned char kind;
    open_session(&s, &failure);
    bool is_open = failure.code == STATUS_OK;
    message_done(w->channel, &failure, NULL);
    error_clear(&failure);
    while (is_open && frame_receive(w->channel, &kind, &w->request, -1, NULL) == STATUS_OK) {
        if (kind == MESSAGE_CHUNK) answer_chunk(&s, &failure);
        else if (kind == MESSAGE_NAMES) answer_names(&s, &failure);
        else _exit(1);
        message_done(w->channel, &failure, NULL);
        error_clear(&failure);
    }
    sandbox_free(s.box);
    store_close(s.store);
    buffer_free(&s.printer.pending);
    buffer_free(&s.answer);
    error_clear(&failure);
}
