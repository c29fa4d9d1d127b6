/* moonleaf.markdown: Markdown to plain text in blocks. */
#include "text/markdown.h"
#include "lua/api.h"
#include "lua/objects.h"
#include "text/utf8.h"

static int free_blocks(lua_State *L)
{
    block_list *blocks = lua_touserdata(L, 1);
    list_free(blocks);
    return 0;
}

block_list *object_push_block_list(lua_State *L)
{
    block_list *blocks = lua_newuserdatauv(L, sizeof *blocks, 0);
    *blocks = (block_list){ 0 };
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_blocks);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    return blocks;
}

static void push_block(lua_State *L, const char *text, const block *b)
{
    lua_createtable(L, 0, 4);
    lua_pushstring(L, block_kind_name(b->kind));
    lua_setfield(L, -2, "type");
    lua_pushlstring(L, text + b->at.start, b->at.stop - b->at.start);
    lua_setfield(L, -2, "text");
    lua_pushinteger(L, b->level);
    lua_setfield(L, -2, "level");
    if (!b->role_given) return;
    lua_pushstring(L, block_role_name(b->role));
    lua_setfield(L, -2, "role");
}

void object_push_blocks(lua_State *L, const char *text, block_list *blocks)
{
    lua_newtable(L);
    for (size_t i = 0; i < blocks->count; i++) {
        push_block(L, text, &blocks->items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    list_free(blocks);
}

static int blocks(lua_State *L)
{
    size_t length;
    error e = { 0 };
    const char *text = luaL_checklstring(L, 1, &length);
    luaL_argcheck(L, utf8_is_valid(text, length), 1, "not UTF-8");
    block_list *found = object_push_block_list(L);
    buffer *out = api_scratch(L);
    if (markdown_blocks(text, length, out, found, &e) != STATUS_OK) return api_raise(L, &e);
    object_push_blocks(L, out->data, found);
    return 1;
}

static const api_entry entries[] = {
    { "blocks", blocks, false, "moonleaf.markdown.blocks(text) -> array of tables",
      "The blocks of a Markdown text: { type =, text =, level =, role = } with type heading, "
      "paragraph, list_item, table or code; level of "
      "a heading, or the depth of a list item, else 0; role \"quotation\" inside of a block quote, "
      "else nil. The text is without marks; rows "
      "of a table are lines, cells are parted by \" | \". Front matter is not known to it. Raises "
      "for what is no UTF-8." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part markdown_part = { "moonleaf.markdown",
                                 "Markdown (CommonMark, with tables and task lists).", false,
                                 entries, NULL };
