/* moonleaf.archive: what is packed in zip, tar and their like. */
#include "text/archive.h"

#include <stdint.h>
#include <string.h>

#include "host/sandbox.h"
#include "lua/api.h"
#include "lua/objects.h"
#include "text/zip.h"

enum { EXPANSION = 4 }; /* what comes out may be so many times as large as a source */

typedef struct opened {
    archive_reader *reader;
    archive_budget budget;
    lua_Integer entry; /* the one at which it stands, from 1 */
} opened;

static int free_opened(lua_State *L)
{
    opened *o = lua_touserdata(L, 1);
    archive_reader_free(o->reader);
    o->reader = NULL;
    return 0;
}

/* Upvalues: the archive, the number of the entry, its name. */
static int read_entry(lua_State *L)
{
    error e = { 0 };
    opened *o = lua_touserdata(L, lua_upvalueindex(1));
    if (o->reader == NULL || o->entry != lua_tointeger(L, lua_upvalueindex(2)))
        return luaL_error(L, "the archive is no longer at that entry: read it before the next one");
    buffer *out = api_scratch(L);
    if (archive_reader_read(o->reader, SIZE_MAX, out, &e) != STATUS_OK) {
        if (!o->budget.is_spent)
            error_prefix(&e, "%s in it: ", lua_tostring(L, lua_upvalueindex(3)));
        return api_raise(L, &e);
    }
    lua_pushlstring(L, out->data == NULL ? "" : out->data, out->length);
    buffer_free(out); /* it may be large, and Lua has a copy */
    return 1;
}

/* Upvalue: the archive. */
static int next_entry(lua_State *L)
{
    error e = { 0 };
    bool found;
    archive_member member;
    opened *o = lua_touserdata(L, lua_upvalueindex(1));
    if (o->reader == NULL) return 0;
    if (archive_reader_next(o->reader, &member, &found, &e) != STATUS_OK) return api_raise(L, &e);
    if (!found) {
        archive_reader_free(o->reader);
        o->reader = NULL;
        return 0;
    }
    lua_pushstring(L, member.name);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushinteger(L, ++o->entry);
    lua_pushvalue(L, -3);
    lua_pushcclosure(L, read_entry, 3);
    return 2;
}

int object_push_entries(lua_State *L, int owner, const char *bytes, size_t length)
{
    error e = { 0 };
    size_t most;
    owner = lua_absindex(L, owner);
    if (__builtin_mul_overflow(sandbox_settings(sandbox_of(L))->limits.document, (size_t)EXPANSION,
                               &most))
        most = SIZE_MAX;
    opened *o = lua_newuserdatauv(L, sizeof *o, 1);
    *o = (opened){ .budget = { .packed = length, .most = most, .most_entries = ARCHIVE_ENTRIES } };
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_opened);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, owner);
    lua_setiuservalue(L, -2, 1);
    if (archive_reader_open(bytes, length, &o->budget, &o->reader, &e) != STATUS_OK)
        return api_raise(L, &e);
    lua_pushcclosure(L, next_entry, 1);
    return 1;
}

static int entries(lua_State *L)
{
    size_t length;
    const char *bytes = luaL_checklstring(L, 1, &length);
    return object_push_entries(L, 1, bytes, length);
}

/* Reads { name, bytes } on top of the stack, which stays in the array of the parts. */
static zip_part check_part(lua_State *L, lua_Integer index)
{
    zip_part part = { 0 };
    size_t name_length;
    luaL_argcheck(L, lua_istable(L, -1), 1, "each part must be a table { name, bytes }");
    int name = lua_rawgeti(L, -1, 1), bytes = lua_rawgeti(L, -2, 2);
    if (name != LUA_TSTRING || bytes != LUA_TSTRING)
        luaL_error(L, "part %I must be { name, bytes }, both texts", index);
    part.name = lua_tolstring(L, -2, &name_length);
    part.bytes = lua_tolstring(L, -1, &part.length);
    if (name_length == 0 || strlen(part.name) != name_length)
        luaL_error(L, "the name of part %I is empty or has a NUL character in it", index);
    lua_pop(L, 2);
    return part;
}

static int zip(lua_State *L)
{
    error e = { 0 };
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer count = luaL_len(L, 1);
    luaL_argcheck(L, count > 0 && count <= ARCHIVE_ENTRIES, 1, "from 1 to 10,000 parts");
    zip_part *parts = lua_newuserdatauv(L, (size_t)count * sizeof *parts, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 1, i);
        parts[i - 1] = check_part(L, i);
        lua_pop(L, 1);
    }
    buffer *out = api_scratch(L);
    if (zip_pack(out, parts, (size_t)count, &e) != STATUS_OK) return api_raise(L, &e);
    lua_pushlstring(L, out->data, out->length);
    buffer_free(out);
    return 1;
}

static const api_entry archive_entries[] = {
    { "entries", entries, false, "moonleaf.archive.entries(bytes) -> iterator",
      "for name, read in moonleaf.archive.entries(bytes): the files in an archive (zip, tar, "
      "7-zip; a tar, or one file alone, packed by gzip, bzip2, xz or zstd), in its "
      "order. read() gives the bytes of that file, once, and before the next one; what is not read "
      "is not unpacked. The name is a label, "
      "UTF-8, and may occur twice. Raises for what is no archive, damaged or encrypted. More than "
      "10,000 entries, four times --max-document of "
      "bytes, or 200 times the size of the archive (above 1 MiB) end the call." },
    { "zip", zip, false, "moonleaf.archive.zip(parts) -> bytes",
      "Packs parts into a zip: moonleaf.archive.zip { { \"content.xml\", bytes }, ... }, an array "
      "of "
      "names and contents, in its order. The same parts give the same bytes. Raises for an empty "
      "name." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part archive_part = { "moonleaf.archive", "Archives, from memory.", false,
                                archive_entries, NULL };
