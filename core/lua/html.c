/* moonleaf.html: HTML to plain text in blocks. */
#include "text/html.h"
#include "lua/api.h"
#include "lua/objects.h"
#include "text/utf8.h"

static int free_head(lua_State *L)
{
    html_head *head = lua_touserdata(L, 1);
    html_head_free(head);
    *head = (html_head){ 0 };
    return 0;
}

/* An empty head on the stack, which the state owns. */
static html_head *push_head(lua_State *L)
{
    html_head *head = lua_newuserdatauv(L, sizeof *head, 0);
    *head = (html_head){ 0 };
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_head);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    return head;
}

static void push_metadata(lua_State *L, const html_head *head)
{
    lua_newtable(L);
    for (size_t i = 0; i < head->fields.count; i++) {
        const html_field *f = &head->fields.items[i];
        lua_pushlstring(L, f->name.data, f->name.length);
        lua_pushlstring(L, f->value.data, f->value.length);
        lua_rawset(L, -3);
    }
}

static int blocks(lua_State *L)
{
    size_t length;
    error e = { 0 };
    const char *text = luaL_checklstring(L, 1, &length);
    luaL_argcheck(L, utf8_is_valid(text, length), 1, "not UTF-8");
    html_head *head = push_head(L);
    block_list *found = object_push_block_list(L);
    buffer *out = api_scratch(L);
    if (html_blocks(text, length, out, found, head, &e) != STATUS_OK) return api_raise(L, &e);
    lua_createtable(L, 0, 3);
    if (head->title.length > 0) {
        lua_pushlstring(L, head->title.data, head->title.length);
        lua_setfield(L, -2, "title");
    }
    push_metadata(L, head);
    lua_setfield(L, -2, "metadata");
    object_push_blocks(L, out->data, found);
    lua_setfield(L, -2, "blocks");
    return 1;
}

static const api_entry entries[] = {
    { "blocks", blocks, false, "moonleaf.html.blocks(text) -> table",
      "What is in an HTML page: { title =, metadata =, blocks = }. Blocks are as those of "
      "moonleaf.markdown.blocks, with captions as well. "
      "Their role is title, quotation, navigation (menus, bars, lists of short links) or notice "
      "(footers, asides, cookie bars, what is hidden), "
      "else nil: the text of furniture stays, and its role tells it from the main text. Furniture "
      "is known by elements, ARIA roles, words of class and "
      "id, and the share of links. Metadata are texts: author, date, description, keywords, site, "
      "source (the canonical URL), lang, and what the "
      "page says as dc.X or citation_X under X. title is nil when there is none. Raises for what "
      "is no UTF-8." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part html_part = { "moonleaf.html", "HTML5 pages.", false, entries, NULL };
