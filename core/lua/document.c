/* document: one document, as analyses see it. */
#include <string.h>

#include "corpus/count.h"
#include "lua/api.h"
#include "lua/objects.h"
#include "lua/rows.h"

static const char STEMMERS = 0; /* registry key: its address */

void object_check_open(lua_State *L, const view *v)
{
    if (v->tokens == NULL)
        luaL_error(L, "the document is closed: it and its spans live for one call");
}

view *object_check_document(lua_State *L, int index)
{
    view *v = luaL_checkudata(L, index, document_part.name);
    object_check_open(L, v);
    return v;
}

void object_push_document(lua_State *L, view *v)
{
    view *held = lua_newuserdatauv(L, sizeof *held, 1);
    *held = (view){ 0 };
    api_set_class(L, &document_part);
    *held = *v;
    *v = (view){ 0 };
}

void object_close_document(lua_State *L, int index)
{
    view *v = luaL_testudata(L, index, document_part.name);
    if (v != NULL) view_close(v);
}

static int collect_document(lua_State *L)
{
    object_close_document(L, 1);
    return 0;
}

/* ---- fields ---- */

static int get_id(lua_State *L)
{
    lua_pushinteger(L, object_check_document(L, 1)->from.id);
    return 1;
}

static int get_name(lua_State *L)
{
    lua_pushstring(L, object_check_document(L, 1)->from.name);
    return 1;
}

static int get_path(lua_State *L)
{
    lua_pushstring(L, object_check_document(L, 1)->from.path);
    return 1;
}

static int get_title(lua_State *L)
{
    lua_pushstring(L, object_check_document(L, 1)->from.title);
    return 1;
}

static int get_language(lua_State *L)
{
    lua_pushstring(L, object_check_document(L, 1)->from.language.text);
    return 1;
}

static int get_metadata(lua_State *L)
{
    const char *json = object_check_document(L, 1)->from.metadata;
    if (json == NULL) lua_newtable(L);
    else object_push_json(L, json);
    return 1;
}

static int get_date(lua_State *L)
{
    get_metadata(L);
    if (lua_getfield(L, -1, "date") != LUA_TSTRING) lua_pushnil(L);
    return 1;
}

static int get_words(lua_State *L)
{
    lua_pushinteger(L, object_check_document(L, 1)->from.words);
    return 1;
}

static int get_bytes(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)object_check_document(L, 1)->from.text.length);
    return 1;
}

/* ---- methods ---- */

/* The span argument at the index, of this document; the whole text when there is none. */
static span optional_span(lua_State *L, const view *v, int index)
{
    if (lua_isnoneornil(L, index)) return (span){ 0, (uint32_t)v->from.text.length };
    const object_span *s = object_check_span(L, index);
    luaL_argcheck(L, s->v == v, index, "a span of another document");
    return s->at;
}

static int text(lua_State *L)
{
    const view *v = object_check_document(L, 1);
    span at = optional_span(L, v, 2);
    lua_pushlstring(L, v->from.text.data + at.start, at.stop - at.start);
    return 1;
}

static bool is_boundary(const view *v, lua_Integer at)
{
    if (at < 0 || at > (lua_Integer)v->from.text.length) return false;
    return at == (lua_Integer)v->from.text.length ||
           ((unsigned char)v->from.text.data[at] & 0xc0) != 0x80;
}

static int make_span(lua_State *L)
{
    const view *v = object_check_document(L, 1);
    lua_Integer start = luaL_checkinteger(L, 2), stop = luaL_checkinteger(L, 3);
    luaL_argcheck(L, is_boundary(v, start), 2, "not between two characters of the text");
    luaL_argcheck(L, is_boundary(v, stop) && stop >= start, 3,
                  "not between two characters of the text behind start");
    object_push_span(L, 1, SPAN_PLAIN, 0, (span){ (uint32_t)start, (uint32_t)stop });
    return 1;
}

/* Upvalues: document, kind or nil, next ordinal. */
static int next_block(lua_State *L)
{
    const view *v = object_check_document(L, lua_upvalueindex(1));
    lua_Integer kind =
        lua_isnil(L, lua_upvalueindex(2)) ? -1 : lua_tointeger(L, lua_upvalueindex(2));
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    while (at < v->from.blocks.count && kind >= 0 &&
           (lua_Integer)v->from.blocks.items[at].kind != kind)
        at++;
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_replace(L, lua_upvalueindex(3));
    if (at >= v->from.blocks.count) return 0;
    lua_pushvalue(L, lua_upvalueindex(1));
    object_push_span(L, lua_gettop(L), SPAN_BLOCK, at, v->from.blocks.items[at].at);
    return 1;
}

static int blocks(lua_State *L)
{
    object_check_document(L, 1);
    lua_settop(L, 2);
    if (!lua_isnil(L, 2)) {
        block_kind kind = block_kind_find(luaL_checkstring(L, 2));
        luaL_argcheck(L, kind < BLOCK_KINDS, 2,
                      "no kind of block: paragraph, heading, list_item, table, code or caption");
        lua_pushinteger(L, kind);
        lua_replace(L, 2);
    }
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_block, 3);
    return 1;
}

static int find_block(lua_State *L)
{
    const view *v = object_check_document(L, 1);
    block_role role = block_role_find(luaL_checkstring(L, 2));
    luaL_argcheck(L, role < BLOCK_ROLES, 2,
                  "no role: title, author, abstract, keywords, body, quotation, note, references, "
                  "navigation or notice");
    for (size_t i = 0; i < v->from.blocks.count; i++) {
        if (v->from.blocks.items[i].role != role) continue;
        object_push_span(L, 1, SPAN_BLOCK, i, v->from.blocks.items[i].at);
        return 1;
    }
    lua_pushnil(L);
    return 1;
}

static int sentences(lua_State *L)
{
    const view *v = object_check_document(L, 1);
    object_push_spans(L, 1, SPAN_SENTENCE, view_sentences(v, optional_span(L, v, 2)));
    return 1;
}

static int tokens(lua_State *L)
{
    const view *v = object_check_document(L, 1);
    object_push_spans(L, 1, SPAN_TOKEN, view_tokens(v, optional_span(L, v, 2)));
    return 1;
}

static int page(lua_State *L)
{
    const view *v = object_check_document(L, 1);
    int64_t at = view_block_at(v, optional_span(L, v, 2).start);
    if (at < 0 || v->from.blocks.items[at].page == 0) lua_pushnil(L);
    else lua_pushinteger(L, v->from.blocks.items[at].page);
    return 1;
}

static int layers(lua_State *L)
{
    const view *v = object_check_document(L, 1);
    lua_createtable(L, (int)v->from.layers.count, 0);
    for (size_t i = 0; i < v->from.layers.count; i++) {
        lua_pushstring(L, v->from.layers.items[i].name);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* ---- readings ---- */

static int readings(lua_State *L)
{
    const view *v = object_check_document(L, 1);
    const reading_list *list = &v->from.readings;
    lua_createtable(L, (int)list->count, 0);
    for (size_t i = 0; i < list->count; i++) {
        const reading *r = &list->items[i];
        lua_createtable(L, 0, 4);
        object_push_span(L, 1, SPAN_PLAIN, 0, r->at);
        lua_setfield(L, -2, "span");
        lua_pushstring(L, r->text);
        lua_setfield(L, -2, "text");
        lua_pushstring(L, r->by);
        lua_setfield(L, -2, "by");
        lua_pushnumber(L, r->confidence);
        lua_setfield(L, -2, "confidence");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* ---- results of other analyses ---- */

/* Its user value is what an analysis uses, as bytes, or the corpus that it was read from. */
void object_attach_results(lua_State *L, const char *bytes, size_t length)
{
    lua_pushlstring(L, bytes, length);
    lua_setiuservalue(L, -2, 1);
}

static int results(lua_State *L)
{
    int64_t id = object_check_document(L, 1)->from.id;
    const char *name = luaL_checkstring(L, 2);
    lua_settop(L, 2);
    lua_getiuservalue(L, 1, 1);
    store *s = object_test_corpus(L, -1);
    if (s != NULL) rows_push_stored(L, s, name, id);
    else rows_push_used(L, -1, name);
    return 1;
}

/* ---- counting ---- */

static int free_stemmers(lua_State *L)
{
    stemmers **s = lua_touserdata(L, 1);
    stemmers_free(*s);
    *s = NULL;
    return 0;
}

stemmers *object_stemmers(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &STEMMERS) == LUA_TNIL) {
        stemmers **made = lua_newuserdatauv(L, sizeof *made, 0);
        *made = NULL;
        lua_createtable(L, 0, 1);
        lua_pushcfunction(L, free_stemmers);
        lua_setfield(L, -2, "__gc");
        lua_setmetatable(L, -2);
        *made = stemmers_create();
        if (*made == NULL) luaL_error(L, "out of memory");
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &STEMMERS);
    }
    stemmers *s = *(stemmers **)lua_touserdata(L, -1);
    lua_pop(L, 1);
    return s;
}

count_by object_count_by(lua_State *L, int table)
{
    static const char *const names[] = { "form", "folded", "stem", NULL };
    if (!lua_istable(L, table)) return COUNT_FOLDED;
    lua_getfield(L, table, "by");
    count_by by = (count_by)luaL_checkoption(L, -1, "folded", names);
    lua_pop(L, 1);
    return by;
}

lua_Integer object_count_n(lua_State *L, int table)
{
    if (!lua_istable(L, table)) return 1;
    lua_getfield(L, table, "n");
    lua_Integer n = luaL_optinteger(L, -1, 1);
    lua_pop(L, 1);
    luaL_argcheck(L, n >= 1 && n <= 9, table, "n must be 1 to 9");
    return n;
}

static int count(lua_State *L)
{
    error e = { 0 };
    const view *v = object_check_document(L, 1);
    count_by by = object_count_by(L, 2);
    size_t n = (size_t)object_count_n(L, 2);
    stemmers *stems = object_stemmers(L);
    counter *c = object_push_counter(L);
    if (count_ngrams(v, by, n, stems, c, &e) != STATUS_OK) return api_raise(L, &e);
    return 1;
}

static int passage(lua_State *L)
{
    const view *v = object_check_document(L, 1);
    lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3);
    luaL_argcheck(L, first >= 0 && first <= last, 2, "no such token");
    luaL_argcheck(L, (size_t)last < v->from.tokens.count, 3, "no such token");
    span place = { v->tokens[first].start, v->tokens[last].stop };
    object_push_span(L, 1, SPAN_PLAIN, 0, place);
    return 1;
}

static const api_entry entries[] = {
    { "id", get_id, true, "document.id: integer",
      "Its number in the corpus; never used again when the document goes." },
    { "name", get_name, true, "document.name: string",
      "Short name: that of its file, without folder and extension." },
    { "path", get_path, true, "document.path: string",
      "Path of its source, relative to the folder that was loaded." },
    { "title", get_title, true, "document.title: string or nil", "Its title, on one line." },
    { "language", get_language, true, "document.language: string",
      "BCP 47 tag of the language of most of its text; \"und\" when there is none." },
    { "metadata", get_metadata, true, "document.metadata: table",
      "Its metadata by key: texts, numbers and booleans; a copy." },
    { "date", get_date, true, "document.date: string or nil", "metadata.date, an ISO 8601 date." },
    { "words", get_words, true, "document.words: integer",
      "How many tokens are words or numbers." },
    { "bytes", get_bytes, true, "document.bytes: integer",
      "Length of its text in bytes of UTF-8." },
    { "text", text, false, "document:text([span]) -> string",
      "The text of a span, or all of it. The only way to cut a text: string.sub counts from 1 and "
      "includes both ends." },
    { "span", make_span, false, "document:span(start, stop) -> span",
      "The bytes [start, stop) of the text, counted from 0. Raises when they are outside or cut a "
      "character." },
    { "passage", passage, false, "document:passage(first, last) -> span",
      "From one token to another, by their ordinals from 0, as corpus:positions() gives them. "
      "Raises when there are none such." },
    { "blocks", blocks, false, "document:blocks([type]) -> iterator of blocks",
      "All blocks in order, or those of a type: paragraph, heading, list_item, table, code, "
      "caption." },
    { "block", find_block, false, "document:block(role) -> block or nil",
      "The first block of a role: title, author, abstract, keywords, body, quotation, note, "
      "references, navigation, notice." },
    { "sentences", sentences, false, "document:sentences([span]) -> iterator of sentences",
      "The sentences that begin inside the span, or all, in order." },
    { "tokens", tokens, false, "document:tokens([span]) -> iterator of tokens",
      "The tokens inside the span, or all, in order." },
    { "layers", layers, false, "document:layers() -> array of strings",
      "The names of its layers: what its file says of the tokens (lemma, pos ...); for "
      "token:layer()." },
    { "page", page, false, "document:page([span]) -> integer or nil",
      "The page, from 1, on which the span begins; nil when the format has no pages." },
    { "readings", readings, false, "document:readings() -> array of tables",
      "What loading found to be read in another way than it stands, in order: { span =, text =, by "
      "=, confidence = }; by is hyphenation, ligature, soft_hyphen, running_head or page_number, "
      "and "
      "an empty text leaves the span out. Empty for a document that is already as read "
      "(--repaired)." },
    { "results", results, false, "document:results(analysis) -> iterator of tables",
      "The stored rows of another analysis for this document, by column name, in the order in "
      "which they were emitted; those of an "
      "analysis with several tables have `table`. In an analysis, one that its manifest declares "
      "in `uses` (else it raises): "
      "columns of type span are spans of the document. Elsewhere as corpus:results." },
    { "counter", count, false, "document:counter([{ by = \"folded\", n = 1 }]) -> counter",
      "Counts words and numbers, or n-grams of 1 to 9 of them joined by spaces, by \"form\", "
      "\"folded\" (case-folded) or "
      "\"stem\" (of the language at the word). N-grams pass over punctuation and stay in a "
      "sentence." },
    { NULL, NULL, false, NULL, NULL },
};

static const luaL_Reg meta[] = {
    { "__gc", collect_document },
    { NULL, NULL },
};

const api_part document_part = {
    "document",
    "One document of the corpus. Offsets are bytes of its text, from 0, half open: [start, stop).",
    true,
    entries,
    meta,
};
