/* A worker that holds one spec: it says which cases there are, and judges what came of each.
 *
 * The rules of both are Lua: plugins/testing/judge.lua. Its cases() gets a function that makes the
 * cells of rows, and answers nil and a message, or { kind =, plugin =, list = { { name =, given = {
 * { part =, name =, text = } ... }, columns = { { name =, type =, help = } ... }, cells = } ... }
 * }.
 */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/lua_fields.h"
#include "host/message.h"
#include "host/output.h"
#include "host/sandbox.h"
#include "host/spec.h"
#include "host/worker_main.h"

static const char JUDGE = 0, SPEC = 0; /* keys of the registry: their addresses */

typedef struct holding {
    worker_state *worker;
    plugin code; /* the spec, as far as require() looks at it */
    sandbox *sandbox;
    const buffer *request;
    buffer answer;
    spec_cases cases;
    error failure; /* of what runs inside a protected call */
} holding;

/* ---- the cases ---- */

static uint32_t offset_field(lua_State *L, const char *name)
{
    lua_getfield(L, -1, name);
    lua_Integer number = luaL_optinteger(L, -1, 0);
    lua_pop(L, 1);
    if (number < 0 || number > UINT32_MAX) luaL_error(L, "'%s' of a span is no offset", name);
    return (uint32_t)number;
}

/* A span as a format gets it: { text =, document =, page =, start =, stop = } on top of the stack.
 */
static output_cell quotation_cell(lua_State *L)
{
    output_cell cell = { .is_quotation = true };
    lua_getfield(L, -1, "text");
    cell.quotation.text = luaL_checklstring(L, -1, &cell.quotation.length);
    lua_pop(L, 1);
    lua_getfield(L, -1, "document");
    cell.quotation.document = luaL_optstring(L, -1, NULL);
    lua_pop(L, 1);
    cell.quotation.page = offset_field(L, "page");
    cell.quotation.at = (span){ offset_field(L, "start"), offset_field(L, "stop") };
    return cell;
}

/* The value on top of the stack; null and nil are no value. */
static output_cell cell_of(lua_State *L, column_type type)
{
    output_cell cell = { 0 };
    switch (lua_type(L, -1)) {
    case LUA_TNIL:
    case LUA_TLIGHTUSERDATA: break;
    case LUA_TBOOLEAN: cell.value = value_of_boolean(lua_toboolean(L, -1)); break;
    case LUA_TNUMBER:
        cell.value = lua_isinteger(L, -1) && type != COLUMN_NUMBER
                         ? value_of_integer(lua_tointeger(L, -1))
                         : value_of_number(lua_tonumber(L, -1));
        break;
    case LUA_TSTRING:
        cell.value.type = VALUE_TEXT;
        cell.value.text = lua_tolstring(L, -1, &cell.value.length);
        break;
    case LUA_TTABLE:
        if (type == COLUMN_SPAN) return quotation_cell(L);
        /* fall through */
    default:
        luaL_error(L, "a cell of a column of type %s may be no %s", column_type_name(type),
                   luaL_typename(L, -1));
    }
    return cell;
}

/* That of the column { name, type, help } on top of the stack. */
static column_type type_of(lua_State *L)
{
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    const char *name = luaL_checkstring(L, -2), *type = luaL_checkstring(L, -1);
    column_type t = column_type_find(type);
    if (t == COLUMN_TYPES) luaL_error(L, "column '%s' has the unknown type '%s'", name, type);
    lua_pop(L, 2);
    return t;
}

static int drop_cells(lua_State *L)
{
    buffer_free(lua_touserdata(L, 1));
    return 0;
}

/* cells(rows, columns): as output.h writes them, a string. */
static int make_cells(lua_State *L)
{
    lua_Integer rows = luaL_len(L, 1), count = luaL_len(L, 2);
    buffer *cells = lua_newuserdatauv(L, sizeof *cells, 0);
    *cells = (buffer){ 0 };
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, drop_cells);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    for (lua_Integer i = 0; i < rows * count; i++) {
        lua_rawgeti(L, 2, i % count + 1);
        column_type type = type_of(L);
        lua_rawgeti(L, 1, i / count + 1);
        lua_rawgeti(L, -1, i % count + 1);
        output_cell cell = cell_of(L, type);
        if (cell.is_quotation) output_put_quotation(cells, &cell.quotation);
        else output_put_value(cells, &cell.value);
        lua_pop(L, 3);
    }
    if (cells->state != STATUS_OK) luaL_error(L, "out of memory");
    lua_pushlstring(L, cells->data, cells->length);
    return 1;
}

static int list_cases(lua_State *L)
{
    holding *h = lua_touserdata(L, -1);
    lua_settop(L, 0);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &JUDGE);
    lua_getfield(L, 1, "cases");
    lua_rawgetp(L, LUA_REGISTRYINDEX, &SPEC);
    lua_pushcfunction(L, make_cells);
    lua_call(L, 2, 2);
    if (lua_isnil(L, -2)) {
        error_set(&h->failure, STATUS_PLUGIN, "%s", luaL_checkstring(L, -1));
        return 0;
    }
    lua_pop(L, 1);
    fields_from_lua(L, &layout_of_cases, &h->cases);
    return 0;
}

/* ---- opening ---- */

static int add_null(lua_State *L)
{
    sandbox_push_globals(sandbox_of(L));
    lua_pushlightuserdata(L, NULL); /* as moonleaf.json.decode makes it */
    lua_setfield(L, -2, "null");
    return 0;
}

/* Runs a Lua file and keeps what it returns in the registry. */
static status keep(holding *h, const char *path, const void *key, error *e)
{
    status s = sandbox_load(h->sandbox, path, e);
    if (s == STATUS_OK) s = sandbox_call(h->sandbox, 0, 1, e);
    if (s == STATUS_OK) lua_rawsetp(sandbox_state(h->sandbox), LUA_REGISTRYINDEX, key);
    return s;
}

static status keep_judge(holding *h, error *e)
{
    const char *library = h->worker->host->plugins.bundled_library;
    buffer path = { 0 };
    buffer_append(&path, library, strlen(library) - strlen("lib"));
    buffer_text(&path, "testing/judge.lua");
    status s = path.state == STATUS_OK ? keep(h, path.data, &JUDGE, e) : error_memory(e);
    buffer_free(&path);
    return s;
}

/* The folder of a path, to be freed; its parent's folder `lib` for the library. */
static char *folder_of(const char *path, const char *more)
{
    const char *slash = strrchr(path, '/');
    buffer folder = { 0 };
    if (slash == NULL) buffer_byte(&folder, '.');
    else buffer_append(&folder, path, (size_t)(slash - path));
    buffer_text(&folder, more);
    return buffer_take(&folder);
}

static status open_spec(holding *h, error *e)
{
    reader r = reader_of(h->worker->request.data, h->worker->request.length);
    const char *path = reader_text(&r);
    if (path == NULL || !reader_done(&r)) _exit(1);
    h->code = (plugin){ .path = (char *)path,
                        .folder = folder_of(path, ""),
                        .library = folder_of(path, "/../lib") };
    if (h->code.folder == NULL || h->code.library == NULL) return error_memory(e);
    status s =
        worker_sandbox(h->worker, &h->code, &h->worker->host->document_limits, &h->sandbox, e);
    if (s == STATUS_OK) s = sandbox_run(h->sandbox, add_null, NULL, e);
    if (s == STATUS_OK) s = keep_judge(h, e);
    if (s == STATUS_OK) s = keep(h, path, &SPEC, e);
    if (s == STATUS_OK) s = sandbox_run(h->sandbox, list_cases, h, e);
    if (s == STATUS_OK && h->failure.code != STATUS_OK)
        s = error_set(e, h->failure.code, "%s", error_text(&h->failure));
    if (s == STATUS_OK) fields_put(&h->answer, &layout_of_cases, &h->cases);
    fields_free(&layout_of_cases, &h->cases);
    return s == STATUS_OK ? frame_send(h->worker->channel, MESSAGE_CASES, &h->answer, e) : s;
}

/* ---- judging ---- */

static int judge(lua_State *L)
{
    holding *h = lua_touserdata(L, -1);
    size_t length;
    reader r = reader_of(h->request->data, h->request->length);
    lua_Integer index = (lua_Integer)reader_unsigned(&r);
    const char *actual = reader_bytes(&r, &length);
    if (!reader_done(&r)) _exit(1);
    lua_settop(L, 0);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &JUDGE);
    lua_getfield(L, 1, "complaints");
    lua_rawgetp(L, LUA_REGISTRYINDEX, &SPEC);
    lua_pushinteger(L, index);
    lua_pushlstring(L, actual, length);
    lua_call(L, 3, 1);
    const char *text = luaL_checklstring(L, -1, &length);
    buffer_clear(&h->answer);
    buffer_append(&h->answer, text, length);
    return 0;
}

static void answer_judge(holding *h, const buffer *request)
{
    error failure = { 0 };
    h->request = request;
    if (sandbox_run(h->sandbox, judge, h, &failure) == STATUS_OK)
        frame_send(h->worker->channel, MESSAGE_OUTPUT, &h->answer, &failure);
    message_done(h->worker->channel, &failure, NULL);
    error_clear(&failure);
}

void spec_worker(worker_state *w)
{
    holding h = { .worker = w };
    error failure = { 0 };
    buffer payload = { 0 };
    unsigned char kind;
    bool is_open = open_spec(&h, &failure) == STATUS_OK;
    message_done(w->channel, &failure, NULL);
    error_clear(&failure);
    while (is_open && frame_receive(w->channel, &kind, &payload, -1, NULL) == STATUS_OK) {
        if (kind != MESSAGE_JUDGE) break;
        answer_judge(&h, &payload);
    }
    buffer_free(&payload);
    buffer_free(&h.answer);
    error_clear(&h.failure);
    sandbox_free(h.sandbox);
    free(h.code.folder);
    free(h.code.library);
}
