/* span: a piece of a document's text; blocks, sentences and tokens are spans. */
#include <string.h>

#include "lua/api.h"
#include "lua/objects.h"
#include "text/fold.h"
#include "text/scripts.h"

object_span *object_check_span(lua_State *L, int index)
{
    object_span *s = luaL_checkudata(L, index, span_part.name);
    object_check_open(L, s->v);
    return s;
}

object_span *object_test_span(lua_State *L, int index)
{
    object_span *s = luaL_testudata(L, index, span_part.name);
    if (s != NULL) object_check_open(L, s->v);
    return s;
}

void object_push_span(lua_State *L, int owner, span_kind kind, size_t ordinal, span at)
{
    const view *v = lua_touserdata(L, owner);
    owner = lua_absindex(L, owner);
    object_span *s = lua_newuserdatauv(L, sizeof *s, 1);
    *s = (object_span){ .v = v, .at = at, .kind = kind, .ordinal = ordinal };
    lua_pushvalue(L, owner);
    lua_setiuservalue(L, -2, 1);
    api_set_class(L, &span_part);
}

static span span_of(const view *v, span_kind kind, size_t ordinal)
{
    if (kind == SPAN_TOKEN) return v->tokens[ordinal];
    if (kind == SPAN_SENTENCE) return view_sentence(v, ordinal);
    return v->from.blocks.items[ordinal].at;
}

/* Upvalues: document, kind, next ordinal, end. */
static int next_span(lua_State *L)
{
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
    if (at >= lua_tointeger(L, lua_upvalueindex(4))) return 0;
    lua_pushinteger(L, at + 1);
    lua_replace(L, lua_upvalueindex(3));
    span_kind kind = (span_kind)lua_tointeger(L, lua_upvalueindex(2));
    const view *v = object_check_document(L, lua_upvalueindex(1));
    object_push_span(L, lua_upvalueindex(1), kind, (size_t)at, span_of(v, kind, (size_t)at));
    return 1;
}

void object_push_spans(lua_State *L, int owner, span_kind kind, range r)
{
    lua_pushvalue(L, owner);
    lua_pushinteger(L, kind);
    lua_pushinteger(L, (lua_Integer)r.first);
    lua_pushinteger(L, (lua_Integer)r.end);
    lua_pushcclosure(L, next_span, 4);
}

/* ---- fields ---- */

static int get_start(lua_State *L)
{
    lua_pushinteger(L, object_check_span(L, 1)->at.start);
    return 1;
}

static int get_stop(lua_State *L)
{
    lua_pushinteger(L, object_check_span(L, 1)->at.stop);
    return 1;
}

static int get_text(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    lua_pushlstring(L, s->v->from.text.data + s->at.start, s->at.stop - s->at.start);
    return 1;
}

static int get_language(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    lua_pushstring(L, view_language_at(s->v, s->at.start));
    return 1;
}

static int get_document(lua_State *L)
{
    object_check_span(L, 1);
    lua_getiuservalue(L, 1, 1);
    return 1;
}

static int get_kind(lua_State *L)
{
    static const char *const names[] = { "span", "sentence", "block", "token" };
    lua_pushstring(L, names[object_check_span(L, 1)->kind]);
    return 1;
}

static const block *block_of(const object_span *s)
{
    return s->kind == SPAN_BLOCK ? &s->v->from.blocks.items[s->ordinal] : NULL;
}

static int get_type(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    const block *b = block_of(s);
    if (b != NULL) lua_pushstring(L, block_kind_name(b->kind));
    else if (s->kind == SPAN_TOKEN)
        lua_pushstring(L, token_kind_name(token_kind_of(s->v->from.text.data + s->at.start,
                                                        s->at.stop - s->at.start)));
    else lua_pushnil(L);
    return 1;
}

static int get_role(lua_State *L)
{
    const block *b = block_of(object_check_span(L, 1));
    lua_pushstring(L, b == NULL ? NULL : block_role_name(b->role));
    return 1;
}

static int get_level(lua_State *L)
{
    const block *b = block_of(object_check_span(L, 1));
    if (b == NULL) lua_pushnil(L);
    else lua_pushinteger(L, b->level);
    return 1;
}

static int get_page(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    int64_t at = view_block_at(s->v, s->at.start);
    if (at < 0 || s->v->from.blocks.items[at].page == 0) lua_pushnil(L);
    else lua_pushinteger(L, s->v->from.blocks.items[at].page);
    return 1;
}

static int get_folded(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    buffer *folded = api_scratch(L);
    if (text_fold(folded, s->v->from.text.data + s->at.start, s->at.stop - s->at.start) !=
        STATUS_OK)
        return luaL_error(L, "out of memory");
    lua_pushlstring(L, folded->data == NULL ? "" : folded->data, folded->length);
    return 1;
}

static int get_id(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    if (s->kind == SPAN_TOKEN && s->v->map == NULL) lua_pushinteger(L, s->v->ids[s->ordinal]);
    else lua_pushnil(L);
    return 1;
}

/* ---- methods ---- */

static int layer_of(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    const char *name = luaL_checkstring(L, 2), *text = NULL;
    size_t length = 0;
    error e = { 0 };
    if (s->kind == SPAN_TOKEN &&
        view_layer_value(s->v, name, s->ordinal, &text, &length, &e) != STATUS_OK)
        return api_raise(L, &e);
    if (text == NULL) lua_pushnil(L);
    else lua_pushlstring(L, text, length);
    return 1;
}

/* Leaves the document on the stack and answers its index. */
static int push_owner(lua_State *L)
{
    lua_getiuservalue(L, 1, 1);
    return lua_gettop(L);
}

static int sentence(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    int64_t at = view_sentence_at(s->v, s->at.start);
    if (at < 0) return 0;
    object_push_span(L, push_owner(L), SPAN_SENTENCE, (size_t)at, view_sentence(s->v, (size_t)at));
    return 1;
}

static int find_block(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    int64_t at = view_block_at(s->v, s->at.start);
    if (at < 0) return 0;
    object_push_span(L, push_owner(L), SPAN_BLOCK, (size_t)at, s->v->from.blocks.items[at].at);
    return 1;
}

static int tokens(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    object_push_spans(L, push_owner(L), SPAN_TOKEN, view_tokens(s->v, s->at));
    return 1;
}

/* Answers three arrays, which cost a fraction of a userdata for each token. */
static int forms(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    const view *v = s->v;
    range inside = view_tokens(v, s->at);
    int count = (int)(inside.end - inside.first);
    for (int i = 0; i < 3; i++) lua_createtable(L, count, 0);
    for (int i = 0; i < count; i++) {
        span at = v->tokens[inside.first + (size_t)i];
        const char *form = v->from.text.data + at.start;
        lua_pushlstring(L, form, at.stop - at.start);
        lua_rawseti(L, -4, i + 1);
        lua_pushinteger(L, at.start);
        lua_rawseti(L, -3, i + 1);
        lua_pushstring(L, token_kind_name(token_kind_of(form, at.stop - at.start)));
        lua_rawseti(L, -2, i + 1);
    }
    return 3;
}

static int sentences(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    object_push_spans(L, push_owner(L), SPAN_SENTENCE, view_sentences(s->v, s->at));
    return 1;
}

/* Upvalues: document, next token, end. */
static int next_run(lua_State *L)
{
    size_t first = (size_t)lua_tointeger(L, lua_upvalueindex(2));
    size_t end = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    if (first >= end) return 0;
    const view *v = object_check_document(L, lua_upvalueindex(1));
    size_t stop = view_run_end(v, (range){ first, end });
    lua_pushinteger(L, (lua_Integer)stop);
    lua_replace(L, lua_upvalueindex(2));
    object_push_span(L, lua_upvalueindex(1), SPAN_PLAIN, 0,
                     (span){ v->tokens[first].start, v->tokens[stop - 1].stop });
    return 1;
}

static int runs(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    range inside = view_tokens(s->v, s->at);
    push_owner(L);
    lua_pushinteger(L, (lua_Integer)inside.first);
    lua_pushinteger(L, (lua_Integer)inside.end);
    lua_pushcclosure(L, next_run, 3);
    return 1;
}

static int scripts(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    size_t counts[USCRIPT_CODE_LIMIT] = { 0 };
    view_count_scripts(s->v, s->at, counts);
    lua_newtable(L);
    for (int i = 0; i < USCRIPT_CODE_LIMIT; i++) {
        if (counts[i] == 0) continue;
        lua_pushinteger(L, (lua_Integer)counts[i]);
        lua_setfield(L, -2, uscript_getShortName((UScriptCode)i));
    }
    return 1;
}

static bool is_word(const view *v, size_t ordinal)
{
    span at = v->tokens[ordinal];
    token_kind kind = token_kind_of(v->from.text.data + at.start, at.stop - at.start);
    return kind == TOKEN_WORD || kind == TOKEN_NUMBER;
}

static int context(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    lua_Integer wanted = luaL_checkinteger(L, 2);
    const view *v = s->v;
    range inside = view_tokens(v, s->at);
    uint32_t from = s->at.start, to = s->at.stop;
    size_t left = inside.first, right = inside.end;
    for (lua_Integer n = wanted; n > 0 && left > 0; n -= is_word(v, left))
        from = v->tokens[--left].start;
    for (lua_Integer n = wanted; n > 0 && right < v->from.tokens.count; right++) {
        to = v->tokens[right].stop;
        n -= is_word(v, right);
    }
    lua_pushlstring(L, v->from.text.data + from, s->at.start - from);
    lua_pushlstring(L, v->from.text.data + s->at.stop, to - s->at.stop);
    return 2;
}

static int equal(lua_State *L)
{
    const object_span *a = object_test_span(L, 1), *b = object_test_span(L, 2);
    lua_pushboolean(L, a != NULL && b != NULL && a->v == b->v && a->at.start == b->at.start &&
                           a->at.stop == b->at.stop);
    return 1;
}

static int length(lua_State *L)
{
    const object_span *s = object_check_span(L, 1);
    lua_pushinteger(L, s->at.stop - s->at.start);
    return 1;
}

static const api_entry entries[] = {
    { "start", get_start, true, "span.start: integer", "Its first byte, from 0." },
    { "stop", get_stop, true, "span.stop: integer", "The byte behind its last one." },
    { "text", get_text, true, "span.text: string", "Its text, as the document has it." },
    { "language", get_language, true, "span.language: string",
      "BCP 47 tag of the language at its start: of the run it lies in, else of the block; \"und\" "
      "where none can be told." },
    { "document", get_document, true, "span.document: document", "The document it is of." },
    { "kind", get_kind, true, "span.kind: string",
      "\"span\", \"sentence\", \"block\" or \"token\"." },
    { "type", get_type, true, "span.type: string or nil",
      "Of a block: paragraph, heading, list_item, table, code, caption. Of a token: word, number, "
      "punctuation, symbol." },
    { "role", get_role, true, "block.role: string or nil",
      "Of a block: title, author, abstract, keywords, body, quotation, note, references, "
      "navigation, notice." },
    { "level", get_level, true, "block.level: integer or nil",
      "Of a heading 1 for the highest; of a list item its depth; else 0." },
    { "page", get_page, true, "span.page: integer or nil",
      "The page, from 1, on which it begins." },
    { "form", get_text, true, "token.form: string", "The token as written; the same as text." },
    { "folded", get_folded, true, "token.folded: string",
      "The text, case-folded (Unicode's full folding)." },
    { "id", get_id, true, "token.id: integer or nil",
      "Of a token: the number of its type in the corpus's lexicon." },
    { "layer", layer_of, false, "token:layer(name) -> string or nil",
      "What the file says of a token: its \"lemma\", \"pos\" or what else document:layers() names; "
      "nil where it says nothing." },
    { "sentence", sentence, false, "span:sentence() -> sentence or nil",
      "The sentence that holds its start." },
    { "block", find_block, false, "span:block() -> block or nil",
      "The block that holds its start." },
    { "tokens", tokens, false, "span:tokens() -> iterator of tokens", "The tokens inside it." },
    { "forms", forms, false, "span:forms() -> forms, starts, types",
      "The tokens inside it as three arrays: how each is written, its first byte, its type. "
      "Several "
      "times faster than tokens() for a look at every word." },
    { "sentences", sentences, false, "span:sentences() -> iterator of sentences",
      "The sentences that begin inside it." },
    { "runs", runs, false, "span:runs() -> iterator of spans",
      "Its tokens in runs of one language each, in order; mostly there is one. Each has a "
      "language." },
    { "scripts", scripts, false, "span:scripts() -> table",
      "How many characters its words have of each script: { Latn = 120, Cyrl = 8 }. A word is of "
      "the "
      "script of its first letter." },
    { "context", context, false, "span:context(n) -> left, right",
      "The text left and right of it, up to n words or numbers with what lies between them." },
    { NULL, NULL, false, NULL, NULL },
};

static const luaL_Reg meta[] = {
    { "__eq", equal },
    { "__len", length },
    { "__tostring", get_text },
    { NULL, NULL },
};

const api_part span_part = {
    "span",
    "A piece of a document's text: the bytes [start, stop). Blocks, sentences and tokens are spans "
    "with more to say. Two "
    "spans are equal when document, start and stop are; # is the length in bytes.",
    true,
    entries,
    meta,
};
