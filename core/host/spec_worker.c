/* A worker that holds one spec: it says which cases there are, and judges what came of each.
 *
 * The rules of both are Lua: plugins/testing/judge.lua. Its cases() answers nil and a message, or
 * kind, plugin and an array of { name =, given = { { part, name, text } ... }, columns = { { name,
 * type, help } ... }, rows = { { value ... } ... } }. */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
    error failure; /* of what runs inside a protected call */
} holding;

/* ---- the cases ---- */

/* The field of the table on top of the stack, which keeps it alive; raises when it is no text. */
static const char *text_field(lua_State *L, const char *name)
{
    lua_getfield(L, -1, name);
    const char *text = lua_tostring(L, -1);
    if (text == NULL) luaL_error(L, "the judge gives no %s", name);
    lua_pop(L, 1);
    return text;
}

static spec_part find_part(lua_State *L, const char *name)
{
    spec_part part = 0;
    while (part < SPEC_PARTS && strcmp(spec_part_name(part), name) != 0) part++;
    if (part == SPEC_PARTS) luaL_error(L, "the judge gives the unknown part '%s'", name);
    return part;
}

/* { part, name or false, text } on top of the stack. */
static void write_given(lua_State *L, buffer *out)
{
    size_t length;
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    lua_rawgeti(L, -3, 3);
    const char *name = lua_tostring(L, -2), *text = luaL_checklstring(L, -1, &length);
    if (name != NULL && strlen(name) != lua_rawlen(L, -2))
        luaL_error(L, "the name '%s' has a NUL character in it", name);
    frame_put_unsigned(out, find_part(L, luaL_checkstring(L, -3)));
    frame_put_text(out, name);
    frame_put_bytes(out, text, length);
    lua_pop(L, 3);
}

static column_type write_column(lua_State *L, buffer *out)
{
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    lua_rawgeti(L, -3, 3);
    const char *name = luaL_checkstring(L, -3), *type = luaL_checkstring(L, -2);
    column_type t = column_type_find(type);
    if (t == COLUMN_TYPES) luaL_error(L, "column '%s' has the unknown type '%s'", name, type);
    frame_put_text(out, name);
    frame_put_unsigned(out, t);
    frame_put_text(out, lua_tostring(L, -1));
    lua_pop(L, 3);
    return t;
}

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

static void write_rows(lua_State *L, buffer *out, buffer *cells, const column_type *types,
                       lua_Integer count)
{
    lua_getfield(L, -1, "rows");
    lua_Integer rows = luaL_len(L, -1);
    buffer_clear(cells);
    for (lua_Integer row = 1; row <= rows; row++) {
        lua_rawgeti(L, -1, row);
        for (lua_Integer i = 1; i <= count; i++) {
            lua_rawgeti(L, -1, i);
            output_cell cell = cell_of(L, types[i - 1]);
            if (cell.is_quotation) output_put_quotation(cells, &cell.quotation);
            else output_put_value(cells, &cell.value);
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    frame_put_unsigned(out, (uint64_t)rows);
    frame_put_bytes(out, cells->data == NULL ? "" : cells->data, cells->length);
}

/* A case on top of the stack. */
static void write_case(lua_State *L, buffer *out, buffer *cells)
{
    frame_put_text(out, text_field(L, "name"));
    lua_getfield(L, -1, "given");
    lua_Integer count = luaL_len(L, -1);
    frame_put_unsigned(out, (uint64_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        write_given(L, out);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    lua_getfield(L, -1, "columns");
    count = luaL_len(L, -1);
    frame_put_unsigned(out, (uint64_t)count);
    column_type *types = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof *types, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -2, i);
        types[i - 1] = write_column(L, out);
        lua_pop(L, 1);
    }
    lua_replace(L, -2); /* the types stay while they are read */
    lua_insert(L, -2);
    write_rows(L, out, cells, types, count);
    lua_remove(L, -2);
}

static plugin_kind find_kind(lua_State *L, const char *name)
{
    plugin_kind kind = 0;
    while (kind < PLUGIN_KINDS && strcmp(plugin_kind_name(kind), name) != 0) kind++;
    if (kind == PLUGIN_KINDS) luaL_error(L, "the judge gives the unknown kind '%s'", name);
    return kind;
}

typedef struct listing {
    holding *holding;
    buffer cells;
} listing;

static int list_cases(lua_State *L)
{
    listing *l = lua_touserdata(L, -1);
    buffer *out = &l->holding->answer;
    lua_settop(L, 0);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &JUDGE);
    lua_getfield(L, 1, "cases");
    lua_rawgetp(L, LUA_REGISTRYINDEX, &SPEC);
    lua_call(L, 1, 3); /* kind at 2, plugin at 3, cases at 4 */
    if (lua_isnil(L, 2)) {
        error_set(&l->holding->failure, STATUS_PLUGIN, "%s", luaL_checkstring(L, 3));
        return 0;
    }
    frame_put_unsigned(out, find_kind(L, luaL_checkstring(L, 2)));
    frame_put_text(out, luaL_checkstring(L, 3));
    lua_Integer count = luaL_len(L, 4);
    frame_put_unsigned(out, (uint64_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 4, i);
        write_case(L, out, &l->cells);
        lua_settop(L, 4);
    }
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
    listing l = { .holding = h };
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
    if (s == STATUS_OK) s = sandbox_run(h->sandbox, list_cases, &l, e);
    if (s == STATUS_OK && h->failure.code != STATUS_OK)
        s = error_set(e, h->failure.code, "%s", error_text(&h->failure));
    if (s == STATUS_OK && l.cells.state != STATUS_OK) s = error_memory(e);
    if (s == STATUS_OK) s = frame_send(h->worker->channel, MESSAGE_CASES, &h->answer, e);
    buffer_free(&l.cells);
    return s;
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
