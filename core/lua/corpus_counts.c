/* corpus:ngrams, corpus:cooccurrences and corpus:counter: what is asked for, from a table of
 * options. */
#include "lua/corpus_counts.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/scan.h"
#include "lua/api.h"
#include "lua/objects.h"
#include "text/block.h"

/* ---- what is asked ---- */

/* What a call holds while Lua may raise: freed by the collector. */
typedef struct counting {
    store *in;
    scan_request request;
    segmenter *words;
    id_list ids, side;
} counting;

static int free_counting(lua_State *L)
{
    counting *c = lua_touserdata(L, 1);
    query_free(c->request.node);
    segmenter_free(c->words);
    list_free(&c->request.documents);
    list_free(&c->ids);
    list_free(&c->side);
    *c = (counting){ 0 };
    return 0;
}

void *object_push_held(lua_State *L, size_t size, lua_CFunction release)
{
    void *held = lua_newuserdatauv(L, size, 0);
    memset(held, 0, size);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, release);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    return held;
}

static const char *const known[] = { "by",      "n",     "gap",    "language", "where",     "role",
                                     "group",   "kinds", "sides",  "minimum",  "documents", "node",
                                     "holding", "parts", "window", "words",    "every",     NULL };

/* The options must be a table of known names. */
static void check_options(lua_State *L, int at)
{
    luaL_checktype(L, at, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, at) != 0; lua_pop(L, 1)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        size_t i = 0;
        while (known[i] != NULL && strcmp(known[i], name) != 0) i++;
        if (known[i] == NULL) luaL_error(L, "counting has no option '%s'", name);
    }
}

/* The texts live as long as the table of options. */
static const char *text_option(lua_State *L, int at, const char *name)
{
    lua_getfield(L, at, name);
    const char *text = luaL_optstring(L, -1, NULL);
    lua_pop(L, 1);
    return text;
}

uint32_t counting_number(lua_State *L, int at, const char *name, lua_Integer fallback,
                         lua_Integer least, lua_Integer most)
{
    lua_getfield(L, at, name);
    lua_Integer number = luaL_optinteger(L, -1, fallback);
    lua_pop(L, 1);
    if (number < least || number > most)
        luaL_error(L, "%s must be %I to %I", name, (LUAI_UACINT)least, (LUAI_UACINT)most);
    return (uint32_t)number;
}

static unsigned role_named(lua_State *L, int at)
{
    const char *name = luaL_checkstring(L, at);
    block_role role = block_role_find(name);
    if (role == BLOCK_ROLES) luaL_error(L, "there is no role '%s'", name);
    return 1u << role;
}

/* `role = "body"`, or an array of roles. */
static unsigned roles_option(lua_State *L, int at)
{
    unsigned roles = 0;
    if (lua_getfield(L, at, "role") == LUA_TTABLE) {
        for (lua_Integer i = 1, n = luaL_len(L, -1); i <= n; i++) {
            lua_rawgeti(L, -1, i);
            roles |= role_named(L, -1);
            lua_pop(L, 1);
        }
    } else if (!lua_isnil(L, -1)) roles = role_named(L, -1);
    lua_pop(L, 1);
    return roles;
}

/* `window = { left, right }`. */
static void read_window(lua_State *L, int at, scan_request *r)
{
    r->left = r->right = 5; /* the window of most textbooks: Sinclair 1991, Evert 2008 */
    if (lua_getfield(L, at, "window") != LUA_TNIL) {
        luaL_checktype(L, -1, LUA_TTABLE);
        int window = lua_gettop(L);
        lua_rawgeti(L, window, 1);
        lua_rawgeti(L, window, 2);
        r->left = (uint32_t)luaL_checkinteger(L, -2);
        r->right = (uint32_t)luaL_checkinteger(L, -1);
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
}

static void read_node(lua_State *L, int at, counting *c)
{
    error e = { 0 };
    const char *text = text_option(L, at, "node"), *held = text_option(L, at, "holding");
    if (text == NULL && held == NULL) return;
    c->request.use = held != NULL ? NODE_HELD : NODE_COUNTED;
    status s = segmenter_create(&c->words, &e);
    if (s == STATUS_OK) s = query_parse(held != NULL ? held : text, c->words, &c->request.node, &e);
    if (s != STATUS_OK) api_raise(L, &e);
}

static void read_request(lua_State *L, int at, counting *c)
{
    static const char *const kinds[] = { "words", "words+numbers", "all", NULL };
    scan_request *r = &c->request;
    check_options(L, at);
    lua_getfield(L, at, "kinds");
    r->choice = (token_choice)luaL_checkoption(L, -1, "words+numbers", kinds);
    lua_pop(L, 1);
    r->by = object_count_by(L, at);
    r->n = counting_number(L, at, "n", 1, 1, LONGEST_NGRAM);
    r->gap = counting_number(L, at, "gap", 0, 0, LONGEST_NGRAM);
    r->minimum = counting_number(L, at, "minimum", 1, 1, UINT32_MAX);
    r->equal = counting_number(L, at, "parts", 0, 0, 10000);
    r->language = text_option(L, at, "language");
    r->roles = roles_option(L, at);
    lua_getfield(L, at, "documents");
    r->has_documents = lua_toboolean(L, -1);
    lua_pop(L, 1);
    read_window(L, at, r);
    read_node(L, at, c);
}

/* ---- parts of the corpus ---- */

/* What each part is called is gathered in a table that stays on top of the stack. */
static void add_document(lua_State *L, counting *c, int64_t id, uint32_t part)
{
    scan_document *slot = list_push(&c->request.documents);
    if (slot == NULL) luaL_error(L, "out of memory");
    *slot = (scan_document){ id, part };
    if (part >= c->request.parts) c->request.parts = part + 1;
}

static void find_documents(lua_State *L, const char *where, id_list *out)
{
    error e = { 0 };
    out->count = 0;
    if (object_documents_where(L, 1, where, out, &e) != STATUS_OK) api_raise(L, &e);
}

/* Marks by id which documents a side holds, in a table on top of the stack. */
static void push_side(lua_State *L, counting *c, const char *where)
{
    find_documents(L, where, &c->side);
    lua_createtable(L, 0, (int)c->side.count);
    for (size_t i = 0; i < c->side.count; i++) {
        lua_pushboolean(L, 1);
        lua_rawseti(L, -2, c->side.items[i]);
    }
}

static bool has_id(lua_State *L, int table, int64_t id)
{
    bool has = lua_rawgeti(L, table, id) != LUA_TNIL;
    lua_pop(L, 1);
    return has;
}

/* `sides = { target, reference }`: a document of both is the target's; without a reference that is
 * all the rest. */
static void take_sides(lua_State *L, counting *c, int at)
{
    lua_getfield(L, at, "sides");
    int sides = lua_gettop(L);
    lua_rawgeti(L, sides, 1);
    lua_rawgeti(L, sides, 2);
    const char *reference = luaL_optstring(L, -1, NULL);
    push_side(L, c, luaL_checkstring(L, -2));
    int target = lua_gettop(L);
    if (reference != NULL) push_side(L, c, reference);
    for (size_t i = 0; i < c->ids.count; i++) {
        int64_t id = c->ids.items[i];
        if (has_id(L, target, id)) add_document(L, c, id, 0);
        else if (reference == NULL || has_id(L, target + 1, id)) add_document(L, c, id, 1);
    }
    c->request.parts = 2;
    lua_settop(L, sides - 1);
    lua_createtable(L, 2, 0);
    lua_pushstring(L, "target");
    lua_rawseti(L, -2, 1);
    lua_pushstring(L, "reference");
    lua_rawseti(L, -2, 2);
}

/* Pushes what groups a document: its value of a key of the metadata; a year is that of the date
 * where there is no key of that name. */
static void push_field(lua_State *L, counting *c, int64_t id, const char *field)
{
    error e = { 0 };
    buffer *path = api_scratch(L);
    buffer_text(path, "$.");
    json_append_text(path, field, strlen(field));
    statement q = statement_of(c->in,
                               "SELECT CAST(coalesce(json_extract(metadata, ?2), CASE ?2 WHEN "
                               "'$.\"year\"' THEN substr(json_extract(metadata, '$.date'), 1, 4) "
                               "END, '') AS TEXT) FROM document WHERE id = ?1",
                               &e);
    statement_bind_integer(&q, 1, id);
    statement_bind_text_bytes(&q, 2, path->data, path->length);
    lua_pushstring(L, statement_step(&q) ? statement_text(&q, 0) : "");
    if (statement_end(&q) != STATUS_OK) api_raise(L, &e);
}

static void group_by_field(lua_State *L, counting *c, const char *field)
{
    lua_newtable(L); /* names by part */
    lua_newtable(L); /* parts by name */
    int names = lua_gettop(L) - 1, numbers = names + 1;
    for (size_t i = 0; i < c->ids.count; i++) {
        push_field(L, c, c->ids.items[i], field);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, numbers) == LUA_TNIL) {
            lua_pop(L, 1);
            lua_pushinteger(L, (lua_Integer)lua_rawlen(L, names) + 1);
            lua_pushvalue(L, -2);
            lua_rawseti(L, names, lua_tointeger(L, -2));
            lua_pushvalue(L, -2);
            lua_pushvalue(L, -2);
            lua_rawset(L, numbers);
        }
        add_document(L, c, c->ids.items[i], (uint32_t)lua_tointeger(L, -1) - 1);
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
}

/* One part a document, named by its id; or all in one. */
static void group_by_document(lua_State *L, counting *c, bool is_one)
{
    lua_newtable(L);
    for (size_t i = 0; i < c->ids.count; i++) {
        add_document(L, c, c->ids.items[i], is_one ? 0 : (uint32_t)i);
        if (is_one) continue;
        lua_pushinteger(L, c->ids.items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* `group = "language"` (when left out), a field, "year", "document", or an array of language and
 * one of these. Answers what the parts are by, NULL for nothing. */
static const char *read_group(lua_State *L, int at, scan_request *r)
{
    const char *parts = NULL;
    int type = lua_getfield(L, at, "group");
    r->by_language = type == LUA_TNIL;
    lua_Integer count = type == LUA_TTABLE ? luaL_len(L, -1) : type != LUA_TNIL;
    for (lua_Integer i = 1; i <= count; i++) {
        if (type == LUA_TTABLE) lua_rawgeti(L, -1, i);
        else lua_pushvalue(L, -1);
        const char *name = luaL_checkstring(L, -1);
        if (strcmp(name, "language") == 0) r->by_language = true;
        else if (parts == NULL) parts = name;
        else luaL_error(L, "a corpus is grouped by language and one thing more, not by '%s'", name);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return parts;
}

/* Leaves the table of the parts' names on the stack. */
static void read_parts(lua_State *L, int at, counting *c)
{
    scan_request *r = &c->request;
    find_documents(L, text_option(L, at, "where"), &c->ids);
    const char *by = read_group(L, at, r);
    bool has_sides = lua_getfield(L, at, "sides") != LUA_TNIL;
    lua_pop(L, 1);
    if (has_sides + (by != NULL) + (r->equal > 0) + (r->use == NODE_NEAR) > 1)
        luaL_error(L, "sides, parts, a window and a group beside language exclude each other");
    if (has_sides) take_sides(L, c, at);
    else if (by != NULL && strcmp(by, "document") != 0) group_by_field(L, c, by);
    else group_by_document(L, c, by == NULL);
    if (r->parts == 0) r->parts = 1;
}

/* ---- the calls ---- */

const scan_request *counting_push_request(lua_State *L, int at)
{
    counting *c = object_push_held(L, sizeof *c, free_counting);
    c->in = object_check_corpus(L, 1);
    read_request(L, at, c);
    read_parts(L, at, c);
    lua_pop(L, 1);
    return &c->request;
}

/* Counts as the options at index 2 and the changes of the caller say; pushes the frequencies, with
 * the parts' names as user value. */
static frequencies *count(lua_State *L, void (*change)(lua_State *L, scan_request *r))
{
    error e = { 0 };
    counting *c = object_push_held(L, sizeof *c, free_counting);
    c->in = object_check_corpus(L, 1);
    read_request(L, 2, c);
    if (change != NULL) change(L, &c->request);
    read_parts(L, 2, c);
    frequencies **held = object_push_frequencies(L);
    if (scan_corpus(c->in, &c->request, held, &e) != STATUS_OK) api_raise(L, &e);
    lua_insert(L, -2);
    lua_setiuservalue(L, -2, 1);
    return *held;
}

/* Leaves the options, perhaps none, at the index. */
static void settle(lua_State *L, int index)
{
    lua_settop(L, index);
    if (lua_isnil(L, index)) {
        lua_newtable(L);
        lua_replace(L, index);
    }
}

/* Replaces the options at index 2 by a copy with the value on top of the stack as a field: the
 * caller's table stays as it is. */
static void set_option(lua_State *L, const char *name)
{
    lua_newtable(L);
    for (lua_pushnil(L); lua_next(L, 2) != 0;) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -4);
    }
    lua_insert(L, -2);
    lua_setfield(L, -2, name);
    lua_replace(L, 2);
}

int corpus_ngrams(lua_State *L)
{
    luaL_checkinteger(L, 2);
    settle(L, 3);
    lua_insert(L, 2);
    set_option(L, "n");
    count(L, NULL);
    return 1;
}

static void look_near(lua_State *L, scan_request *r)
{
    if (r->use != NODE_COUNTED || r->n != 1)
        luaL_error(L, "co-occurrences are of single words near a node: give node = \"query\"");
    r->use = NODE_NEAR;
}

int corpus_cooccurrences(lua_State *L)
{
    settle(L, 2);
    count(L, look_near);
    return 1;
}

int corpus_counter(lua_State *L)
{
    error e = { 0 };
    settle(L, 2);
    if (lua_getfield(L, 2, "group") != LUA_TNIL)
        return luaL_error(L, "a counter has no groups; corpus:ngrams(1, ...) has");
    lua_pop(L, 1);
    lua_newtable(L);
    set_option(L, "group");
    frequencies *f = count(L, NULL);
    counter *out = object_push_counter(L);
    for (size_t i = 0; i < f->groups.count; i++)
        if (frequencies_counter(f, &f->groups.items[i], out, &e) != STATUS_OK)
            return api_raise(L, &e);
    return 1;
}
