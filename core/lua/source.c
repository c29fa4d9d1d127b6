/* source and add: what a loader reads, and how it builds documents. */
#include <stdlib.h>
#include <string.h>

#include "host/deadline.h"
#include "host/program.h"
#include "host/sandbox.h"
#include "lua/api.h"
#include "lua/objects.h"
#include "text/utf8.h"

static const char READING = 0, CURRENT = 0; /* registry keys: their addresses */

static source_reading *get_reading(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &READING);
    source_reading *r = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return r;
}

/* ---- source ---- */

static const source_reading *check_source(lua_State *L)
{
    return *(source_reading **)luaL_checkudata(L, 1, source_part.name);
}

static int get_name(lua_State *L)
{
    lua_pushstring(L, check_source(L)->name);
    return 1;
}

static int get_extension(lua_State *L)
{
    const char *name = check_source(L)->name, *slash = strrchr(name, '/'),
               *dot = strrchr(name, '.');
    lua_pushstring(L, dot == NULL || (slash != NULL && dot < slash) ? "" : dot + 1);
    return 1;
}

static int get_bytes(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_source(L)->length);
    return 1;
}

static int get_charset(lua_State *L)
{
    lua_pushstring(L, check_source(L)->charset);
    return 1;
}

static int read_bytes(lua_State *L)
{
    const source_reading *r = check_source(L);
    lua_Integer most = luaL_optinteger(L, 2, (lua_Integer)r->length);
    luaL_argcheck(L, most >= 0, 2, "not negative");
    lua_pushlstring(L, r->bytes, (size_t)most < r->length ? (size_t)most : r->length);
    return 1;
}

static int read_text(lua_State *L)
{
    const source_reading *r = check_source(L);
    error e = { 0 };
    buffer *out = api_scratch(L);
    const char *declared = luaL_optstring(L, 2, NULL);
    if (charset_decode_declared(r->bytes, r->length, r->charset, declared, out, r->decoded, &e) !=
        STATUS_OK)
        return api_raise(L, &e);
    lua_pushlstring(L, out->data == NULL ? "" : out->data, out->length);
    return 1;
}

/* Upvalues: text, position (from 0). */
static int next_line(lua_State *L)
{
    size_t length;
    const char *text = lua_tolstring(L, lua_upvalueindex(1), &length);
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
    if (at >= length) return 0;
    const char *line = text + at, *end = memchr(line, '\n', length - at);
    size_t size = end == NULL ? length - at : (size_t)(end - line);
    lua_pushinteger(L, (lua_Integer)(at + size + 1));
    lua_replace(L, lua_upvalueindex(2));
    if (size > 0 && line[size - 1] == '\r') size--;
    lua_pushlstring(L, line, size);
    return 1;
}

static int lines(lua_State *L)
{
    lua_settop(L, 1);
    read_text(L);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_line, 2);
    return 1;
}

static int archive(lua_State *L)
{
    const source_reading *r = check_source(L);
    return object_push_entries(L, 1, r->bytes, r->length);
}

/* Pushes what a program wrote, or nil and how it failed, and its complaints; raises when it is not
 * the loader's to run. */
static int push_outcome(lua_State *L, status s, error *e, const buffer *written, size_t complaints)
{
    if (s == STATUS_USAGE || s == STATUS_NO_MEMORY) return api_raise(L, e);
    const char *text = written->data == NULL ? "" : written->data;
    if (s == STATUS_OK) lua_pushlstring(L, text, complaints);
    else {
        lua_pushnil(L);
        lua_pushstring(L, error_text(e));
        error_clear(e);
    }
    lua_pushlstring(L, text + complaints, written->length - complaints);
    return s == STATUS_OK ? 2 : 3;
}

static int run(lua_State *L)
{
    const source_reading *r = check_source(L);
    program_call call = { .name = luaL_checkstring(L, 2), .input = r->bytes, .length = r->length };
    int last = lua_gettop(L);
    if (lua_istable(L, last) && lua_getfield(L, last--, "input") != LUA_TNIL)
        call.input = luaL_checklstring(L, -1, &call.length); /* it stays on the stack */
    const char **arguments = lua_newuserdatauv(L, (size_t)last * sizeof *arguments, 0);
    for (int i = 3; i <= last; i++) {
        size_t length;
        arguments[i - 3] = luaL_checklstring(L, i, &length);
        luaL_argcheck(L, strlen(arguments[i - 3]) == length, i, "no NUL character in an argument");
        call.argument_count++;
    }
    call.arguments = arguments;
    error e = { 0 };
    size_t complaints = 0;
    buffer *written = api_scratch(L);
    status s = r->run(r->context, &call, written, &complaints, &e);
    deadline_renew(sandbox_settings(sandbox_of(L))->limits.cpu_seconds);
    return push_outcome(L, s, &e, written, complaints);
}

/* It waits until the loader is done: one loader runs at a time. */
static int attach(lua_State *L)
{
    check_source(L);
    size_t length;
    const char *name = luaL_checkstring(L, 2), *bytes = luaL_checklstring(L, 3, &length);
    luaL_argcheck(L, *name != '\0' && utf8_is_valid(name, strlen(name)), 2, "empty, or not UTF-8");
    attached *file = list_push(&get_reading(L)->attached);
    if (file == NULL) return luaL_error(L, "out of memory");
    *file = (attached){ .name = strdup(name) };
    buffer_append(&file->bytes, bytes, length);
    bool is_kept = file->name != NULL && file->bytes.state == STATUS_OK;
    return is_kept ? 0 : luaL_error(L, "out of memory");
}

/* A record, part or page that cannot be read does not take the others with it. */
static int problem(lua_State *L)
{
    check_source(L);
    source_reading *r = get_reading(L);
    size_t length;
    const char *text = luaL_checklstring(L, 2, &length);
    luaL_argcheck(L, utf8_is_valid(text, length), 2, "not UTF-8");
    if (r->problems++ >= PROBLEMS_TOLD) return 0;
    if (r->told.length > 0) buffer_byte(&r->told, '\n');
    for (size_t i = 0; i < length; i++) {
        bool is_control = (unsigned char)text[i] < ' ';
        buffer_append(&r->told, is_control ? " " : text + i, 1);
    }
    return r->told.state == STATUS_OK ? 0 : luaL_error(L, "out of memory");
}

static const api_entry source_entries[] = {
    { "name", get_name, true, "source.name: string",
      "Path of the file, relative to the folder that was loaded." },
    { "extension", get_extension, true, "source.extension: string",
      "What stands behind the last full stop of its name; \"\" when there is none." },
    { "charset", get_charset, true, "source.charset: string or nil",
      "What --charset says, for bytes that state no charset of their own; source:text() heeds "
      "it." },
    { "bytes", get_bytes, true, "source.bytes: integer", "Its length in bytes." },
    { "read", read_bytes, false, "source:read([count]) -> string",
      "All its bytes, as they are, or so many of the first." },
    { "text", read_text, false, "source:text([charset]) -> string",
      "All of it as UTF-8, from whatever charset it is in (or --charset says); what cannot be "
      "decoded becomes U+FFFD and is counted. A charset "
      "that the file itself declares is taken when all of it can be decoded so, and it is no UTF-8 "
      "or UTF-16." },
    { "lines", lines, false, "source:lines() -> iterator of strings",
      "The lines of its text, without their ends." },
    { "archive", archive, false, "source:archive() -> iterator",
      "The files packed in it: for name, read in source:archive(); see moonleaf.archive.entries." },
    { "attach", attach, false, "source:attach(name, bytes)",
      "Loads a file that lies in the source by the loader of its own format, when load() has "
      "returned: its documents follow those of the source and are called by both names, as "
      "\"mail.eml/report.docx\". Archives in it are walked through; what no loader knows and is no "
      "text is left out; one that fails is a problem of the source. For loaders whose manifest "
      "says attachments = true." },
    { "problem", problem, false, "source:problem(text)",
      "Says of one record, part or page that it could not be read, and why, in one line that tells "
      "where it is (\"line 12: no JSON object\"). What else is added is loaded; the load tells the "
      "first 20 of a source and how many more there are, and its exit code is 1. When nothing is "
      "added, the source has failed for the first." },
    { "run", run, false, "source:run(program, ...) -> string or nil, string, string or nil",
      "Runs a program that the manifest declares in needs.run with these arguments, and answers "
      "what "
      "it wrote to its standard output and to its standard error (the first 64 KiB). When it is "
      "not "
      "installed, fails or reaches a limit: nil, the reason in one line, what it wrote to standard "
      "error. Its standard input, which it may open as /dev/stdin, is the source's bytes, or those "
      "of { input = bytes } behind the arguments. It has no network, starts no other program and "
      "opens no file for writing; it has six times --max-cpu, --max-time, --max-memory with four "
      "times --max-document, and writes at most --max-bytes. Raises for a program that was not "
      "declared, or needs --allow run=NAME." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part source_part = { "source", "A file that a loader reads.", true, source_entries,
                               NULL };

/* ---- documents under way ---- */

typedef struct building {
    document d;
    bool is_ended;
} building;

static building *check_building(lua_State *L, int index)
{
    return luaL_checkudata(L, index, loading_part.name);
}

static int free_building(lua_State *L)
{
    document_free(&check_building(L, 1)->d);
    return 0;
}

/* Hands the document that is under way to the host. */
static void end_current(lua_State *L)
{
    error e = { 0 };
    lua_rawgetp(L, LUA_REGISTRYINDEX, &CURRENT);
    building *b = luaL_testudata(L, -1, loading_part.name);
    lua_pop(L, 1);
    if (b == NULL || b->is_ended) return;
    b->is_ended = true;
    source_reading *r = get_reading(L);
    if (b->d.blocks.count == 0) {
        r->left_empty++;
        return;
    }
    if (r->add(r->context, &b->d, &e) != STATUS_OK) api_raise(L, &e);
}

/* A copy that the document owns. */
static char *own_text(lua_State *L, int index)
{
    char *copy = strdup(luaL_checkstring(L, index));
    if (copy == NULL) luaL_error(L, "out of memory");
    return copy;
}

static int add(lua_State *L)
{
    if (!lua_isnoneornil(L, 1)) luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    end_current(L);
    building *b = lua_newuserdatauv(L, sizeof *b, 0);
    *b = (building){ 0 };
    api_set_class(L, &loading_part);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &CURRENT);
    if (!lua_istable(L, 1)) return 1;
    if (lua_getfield(L, 1, "title") != LUA_TNIL) b->d.title = own_text(L, -1);
    lua_pop(L, 1);
    if (lua_getfield(L, 1, "metadata") == LUA_TTABLE) {
        lua_pushcfunction(L, json_part.entries[0].function);
        lua_insert(L, -2);
        lua_call(L, 1, 1);
        b->d.metadata = own_text(L, -1);
    }
    lua_pop(L, 1);
    return 1;
}

static uint32_t field_number(lua_State *L, int table, const char *name)
{
    if (!lua_istable(L, table)) return 0;
    lua_getfield(L, table, name);
    lua_Integer number = luaL_optinteger(L, -1, 0);
    luaL_argcheck(L, number >= 0 && number < UINT32_MAX, table, "level and page are small numbers");
    lua_pop(L, 1);
    return (uint32_t)number;
}

/* A document beyond its limit ends the load of its source, whatever pcall the loader hides in. */
static void check_size(lua_State *L, const document *d)
{
    size_t limit = sandbox_settings(sandbox_of(L))->limits.document;
    if (limit > UINT32_MAX) limit = UINT32_MAX; /* offsets have 32 bits */
    if (d->text.length <= limit) return;
    error e = { 0 };
    error_set(&e, STATUS_LIMIT,
              "a document in it is larger than %zu MiB; --max-document raises the limit",
              limit >> 20);
    sandbox_end(L, &e);
}

/* ---- tokens that the file gives ---- */

/* The text of a block that is being added; places of its tokens are those of the text as it was
 * handed, of which `skipped` bytes in front are dropped. */
typedef struct block_text {
    const char *text;
    size_t skipped, length;
} block_text;

/* A byte of the text, from element `index` of the table at the top; raises when it cuts a character
 * or is outside. */
static size_t check_place(lua_State *L, const block_text *b, lua_Integer number, int index)
{
    lua_rawgeti(L, -1, index);
    int is_integer;
    lua_Integer at = lua_tointegerx(L, -1, &is_integer) - (lua_Integer)b->skipped;
    lua_pop(L, 1);
    bool is_inside = is_integer && at >= 0 && at <= (lua_Integer)b->length;
    if (!is_inside || (at < (lua_Integer)b->length && ((unsigned char)b->text[at] & 0xc0) == 0x80))
        luaL_error(L, "token %I lies outside of the block's text, or cuts a character of it",
                   number);
    return (size_t)at;
}

/* Adds the place of the token in the table at the top. */
static void add_place(lua_State *L, building *b, const block_text *text, uint32_t base,
                      lua_Integer number)
{
    size_t start = check_place(L, text, number, 1), stop = check_place(L, text, number, 2);
    size_t count = b->d.given.places.count;
    uint32_t behind = count > 0 ? b->d.given.places.items[count - 1].stop : 0;
    if (stop <= start || base + start < behind)
        luaL_error(L, "token %I is empty, or begins before the end of the one before it", number);
    for (size_t i = start; i < stop; i++)
        if (strchr("\t\r\n", text->text[i]) != NULL)
            luaL_error(L, "token %I holds a tab or a line break", number);
    span *place = list_push(&b->d.given.places);
    if (place == NULL) luaL_error(L, "out of memory");
    *place = (span){ base + (uint32_t)start, base + (uint32_t)stop };
}

/* Adds what the table at the top says of the token beside its place. */
static void add_values(lua_State *L, building *b, lua_Integer number)
{
    error e = { 0 };
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TNUMBER) continue; /* its place */
        size_t length, ordinal = b->d.given.places.count - 1;
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        const char *said = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : NULL;
        if (!layer_name_is_good(name))
            luaL_error(L, "token %I: a layer's name has small letters, digits and _ after a letter",
                       number);
        if (said == NULL || !utf8_is_valid(said, length))
            luaL_error(L, "token %I: the value of '%s' is no UTF-8 text", number, name);
        if (layer_draft_set(&b->d.given.layers, name, ordinal, said, length, &e) != STATUS_OK)
            api_raise(L, &e);
    }
}

/* Adds the first tokens of sentences, from the array at the top; `first` is the ordinal of the
 * block's first token, behind the last of which none begins. */
static void add_starts(lua_State *L, building *b, size_t first)
{
    lua_Integer before = 0, tokens = (lua_Integer)(b->d.given.places.count - first);
    for (lua_Integer i = 1, count = luaL_len(L, -1); i <= count; i++) {
        lua_rawgeti(L, -1, i);
        int is_integer;
        lua_Integer number = lua_tointegerx(L, -1, &is_integer);
        lua_pop(L, 1);
        if (!is_integer || number <= before || number > tokens || (i == 1 && number != 1))
            luaL_error(L, "sentences are numbers of tokens, from 1 on and rising");
        before = number;
        uint32_t *start = list_push(&b->d.given.starts);
        if (start == NULL) luaL_error(L, "out of memory");
        *start = (uint32_t)(first + (size_t)number - 1);
    }
}

/* Takes `tokens` and `sentences` of the table at index 4; answers whether there are any. */
static bool add_tokens(lua_State *L, building *b, const block_text *text, uint32_t base)
{
    size_t first = b->d.given.places.count;
    if (!lua_istable(L, 4)) return false;
    if (lua_getfield(L, 4, "tokens") != LUA_TNIL) {
        luaL_argcheck(L, lua_istable(L, -1), 4, "tokens are an array");
        for (lua_Integer i = 1, count = luaL_len(L, -1); i <= count; i++) {
            if (lua_rawgeti(L, -1, i) != LUA_TTABLE)
                luaL_error(L, "token %I is no table { start, stop }", i);
            add_place(L, b, text, base, i);
            add_values(L, b, i);
            lua_pop(L, 1);
        }
    }
    if (lua_getfield(L, 4, "sentences") != LUA_TNIL) {
        luaL_argcheck(L, lua_istable(L, -1), 4, "sentences are an array");
        add_starts(L, b, first);
    }
    lua_pop(L, 2);
    return b->d.given.places.count > first;
}

/* ---- blocks ---- */

static int add_block(lua_State *L)
{
    block_text given = { 0 };
    building *b = check_building(L, 1);
    block_kind kind = block_kind_find(luaL_checkstring(L, 2));
    const char *text = luaL_checklstring(L, 3, &given.length);
    block made = { .kind = kind,
                   .level = field_number(L, 4, "level"),
                   .page = field_number(L, 4, "page") };
    luaL_argcheck(L, kind < BLOCK_KINDS, 2,
                  "no kind of block: paragraph, heading, list_item, table, code or caption");
    luaL_argcheck(L, utf8_is_valid(text, given.length), 3, "not UTF-8; source:text() decodes");
    luaL_argcheck(L, !b->is_ended, 1, "the document has ended: add{} began another one");
    if (lua_istable(L, 4) && lua_getfield(L, 4, "role") != LUA_TNIL) {
        made.role = block_role_find(luaL_checkstring(L, -1));
        made.role_given = true;
        luaL_argcheck(L, made.role < BLOCK_ROLES, 4, "no such role");
    }
    while (given.length > 0 && strchr(" \t\r\n", text[given.length - 1]) != NULL) given.length--;
    while (given.skipped < given.length && strchr(" \t\r\n", text[given.skipped]) != NULL)
        given.skipped++;
    given.length -= given.skipped;
    given.text = text + given.skipped;
    if (given.length == 0) return 0;
    if (b->d.text.length > 0) buffer_text(&b->d.text, "\n\n");
    made.at.start = (uint32_t)b->d.text.length;
    buffer_append(&b->d.text, given.text, given.length);
    made.at.stop = (uint32_t)b->d.text.length;
    check_size(L, &b->d);
    made.given = add_tokens(L, b, &given, made.at.start);
    block *slot = list_push(&b->d.blocks);
    if (slot == NULL || b->d.text.state != STATUS_OK) return luaL_error(L, "out of memory");
    *slot = made;
    return 0;
}

static const api_entry loading_entries[] = {
    { "block", add_block, false,
      "loading:block(type, text, [{ role =, level =, page =, tokens =, sentences = }])",
      "Adds a block: type is paragraph, heading, list_item, table, code or caption; the role is "
      "judged when it is left out; level is "
      "of a heading (1 is highest) or list item; page counts from 1. White space around the text "
      "is dropped; no text, no block. A file that says its tokens hands them as an array of { "
      "start, "
      "stop, lemma = \"be\", ... }: bytes [start, stop) of the text, counted from 0, and what the "
      "file says of the token, under any names of small letters (layers). sentences is an array of "
      "the numbers, from 1, of the tokens that begin one; without it sentences are found. Tokens "
      "and sentences of such a block are not cut again." },
    { NULL, NULL, false, NULL, NULL },
};

static const luaL_Reg loading_meta[] = {
    { "__gc", free_building },
    { NULL, NULL },
};

const api_part loading_part = {
    "loading",
    "A document that a loader builds: local document = add{ title =, metadata = }. It ends when "
    "the next begins or load() returns.",
    true,
    loading_entries,
    loading_meta,
};

void object_push_source(lua_State *L, source_reading *r)
{
    lua_pushlightuserdata(L, r);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &READING);
    source_reading **held = lua_newuserdatauv(L, sizeof(source_reading *), 0);
    *held = r;
    api_set_class(L, &source_part);
    lua_pushcfunction(L, add);
}

void object_finish_source(lua_State *L, source_reading *r)
{
    (void)r;
    end_current(L);
}
