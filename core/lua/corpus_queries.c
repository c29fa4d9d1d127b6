/* corpus: queries, their positions and concordances. */
#include <stdlib.h>
#include <string.h>

#include "corpus/concordance.h"
#include "host/output.h"
#include "lua/api.h"
#include "lua/objects.h"

/* What a question holds while Lua may raise: freed by the collector. */
typedef struct asking {
    store *in;
    segmenter *words;
    query *query;
    id_list documents;
    match_list matches;
    hit_list hits;
    sort_key_list sort;
    concordance *lines;
    const concordance_line_list *batch;
    size_t next; /* document or line */
    size_t hit;
} asking;

static int free_asking(lua_State *L)
{
    asking *a = lua_touserdata(L, 1);
    concordance_close(a->lines);
    query_free(a->query);
    segmenter_free(a->words);
    list_free(&a->documents);
    list_free(&a->matches);
    list_free(&a->hits);
    list_free(&a->sort);
    *a = (asking){ 0 };
    return 0;
}

/* Pushes an asking with the query at index 2 and the documents that the table at 3 leaves of the
 * corpus at 1. */
static asking *push_asking(lua_State *L)
{
    error e = { 0 };
    lua_settop(L, 3);
    const char *text = luaL_checkstring(L, 2);
    asking *a = lua_newuserdatauv(L, sizeof *a, 0);
    *a = (asking){ .in = object_check_corpus(L, 1) };
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_asking);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    status result = segmenter_create(&a->words, &e);
    if (result == STATUS_OK) result = query_parse(text, a->words, &a->query, &e);
    if (result == STATUS_OK) result = object_documents(L, 1, 3, &a->documents, &e);
    if (result != STATUS_OK) api_raise(L, &e);
    return a;
}

int corpus_count(lua_State *L)
{
    error e = { 0 };
    asking *a = push_asking(L);
    lua_Integer hits = 0;
    if (query_documents(a->in, a->query, &a->documents, &a->matches, &e) != STATUS_OK)
        return api_raise(L, &e);
    for (size_t i = 0; i < a->matches.count; i++) hits += a->matches.items[i].hits;
    lua_pushinteger(L, hits);
    lua_pushinteger(L, (lua_Integer)a->matches.count);
    return 2;
}

/* ---- positions ---- */

/* Upvalue: asking. */
static int next_position(lua_State *L)
{
    asking *a = lua_touserdata(L, lua_upvalueindex(1));
    error e = { 0 };
    bool matches;
    while (a->hit >= a->hits.count) {
        if (a->next >= a->documents.count) return 0;
        a->hits.count = a->hit = 0;
        if (query_examine(a->query, a->documents.items[a->next++], &matches, &a->hits, &e) !=
            STATUS_OK)
            return api_raise(L, &e);
    }
    query_hit hit = a->hits.items[a->hit++];
    lua_pushinteger(L, a->documents.items[a->next - 1]);
    lua_pushinteger(L, hit.first);
    lua_pushinteger(L, hit.last);
    return 3;
}

int corpus_positions(lua_State *L)
{
    error e = { 0 };
    asking *a = push_asking(L);
    if (query_begin(a->in, a->query, &a->documents, &e) != STATUS_OK) return api_raise(L, &e);
    lua_pushcclosure(L, next_position, 1);
    return 1;
}

/* ---- concordance ---- */

static const concordance_line *next_of(lua_State *L, asking *a)
{
    error e = { 0 };
    while (a->batch == NULL || a->next >= a->batch->count) {
        a->next = 0;
        if (concordance_next(a->lines, &a->batch, &e) != STATUS_OK) api_raise(L, &e);
        if (a->batch->count == 0) return NULL;
    }
    return &a->batch->items[a->next++];
}

static void set_text(lua_State *L, const char *name, const char *text, size_t length)
{
    lua_pushlstring(L, text, length);
    lua_setfield(L, -2, name);
}

/* Upvalues: asking, the document of the line before. */
static int next_line(lua_State *L)
{
    asking *a = lua_touserdata(L, lua_upvalueindex(1));
    const concordance_line *line = next_of(L, a);
    if (line == NULL) return 0;
    bool is_known = !lua_isnil(L, lua_upvalueindex(2)) &&
                    object_check_document(L, lua_upvalueindex(2))->from.id == line->document;
    if (!is_known) {
        object_push_stored(L, a->in, line->document);
        lua_replace(L, lua_upvalueindex(2));
    }
    lua_createtable(L, 0, 5);
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_setfield(L, -2, "document");
    set_text(L, "left", line->left, line->left_length);
    set_text(L, "match", line->match, line->match_length);
    set_text(L, "right", line->right, line->right_length);
    object_push_span(L, lua_upvalueindex(2), SPAN_PLAIN, 0, line->at);
    lua_setfield(L, -2, "span");
    return 1;
}

/* A count among the options; `fallback` when it is left out. */
static lua_Integer option(lua_State *L, const char *name, lua_Integer fallback)
{
    if (!lua_istable(L, 3)) return fallback;
    lua_getfield(L, 3, name);
    lua_Integer number = luaL_optinteger(L, -1, fallback);
    if (number < 0) luaL_error(L, "%s is 0 or more, not %I", name, (LUAI_UACINT)number);
    lua_pop(L, 1);
    return number;
}

static bool is_by_sentence(lua_State *L)
{
    if (!lua_istable(L, 3)) return false;
    bool is = lua_getfield(L, 3, "context") == LUA_TSTRING &&
              strcmp(lua_tostring(L, -1), "sentence") == 0;
    lua_pop(L, 1);
    return is;
}

static void read_sort(lua_State *L, asking *a)
{
    error e = { 0 };
    if (!lua_istable(L, 3)) return;
    lua_getfield(L, 3, "sort");
    if (concordance_read_sort(luaL_optstring(L, -1, ""), &a->sort, &e) != STATUS_OK)
        api_raise(L, &e);
    lua_pop(L, 1);
}

int corpus_concordance(lua_State *L)
{
    enum { CONTEXT = 5, MOST_CONTEXT = 1000 };
    error e = { 0 };
    asking *a = push_asking(L);
    lua_Integer all = LUA_MAXINTEGER;
    concordance_wish wish = { .documents = &a->documents, .by_sentence = is_by_sentence(L) };
    lua_Integer context = wish.by_sentence ? 0 : option(L, "context", CONTEXT);
    wish.context = context < MOST_CONTEXT ? (uint32_t)context : MOST_CONTEXT;
    lua_Integer limit = option(L, "limit", all), sample = option(L, "sample", all);
    wish.limit = limit == all ? SIZE_MAX : (size_t)limit;
    wish.sample = sample == all ? SIZE_MAX : (size_t)sample;
    wish.seed = (uint64_t)option(L, "seed", 1);
    read_sort(L, a);
    wish.sort = &a->sort;
    if (concordance_open(a->in, a->query, &wish, &a->lines, &e) != STATUS_OK)
        return api_raise(L, &e);
    lua_pushnil(L);
    lua_pushcclosure(L, next_line, 2);
    return 1;
}

/* ---- lines as rows ---- */

typedef enum part { PART_LEFT, PART_MATCH, PART_RIGHT, PART_EVIDENCE, PARTS } part;

static part part_of(lua_State *L, const column *c)
{
    static const char *const names[] = { "left", "match", "right" };
    for (part p = PART_LEFT; p < PART_EVIDENCE; p++)
        if (c->type == COLUMN_TEXT && strcmp(c->name, names[p]) == 0) return p;
    if (c->type != COLUMN_SPAN)
        luaL_error(L,
                   "column '%s': lines of a concordance fill the texts left, match and right, "
                   "and spans",
                   c->name);
    return PART_EVIDENCE;
}

static value value_of(const concordance_line *line, part p)
{
    const char *const texts[] = { line->left, line->match, line->right };
    const uint32_t lengths[] = { line->left_length, line->match_length, line->right_length };
    if (p == PART_EVIDENCE)
        return (value){ .type = VALUE_SPAN, .integer = line->document, .at = line->at };
    return (value){ .type = VALUE_TEXT, .text = texts[p], .length = lengths[p] };
}

static status emit_cells(emitter *out, size_t table, const part *parts,
                         const concordance_line *line)
{
    buffer *cells = emitter_cells(out, table);
    if (cells == NULL) return out->failure.code;
    for (size_t i = 0; i < out->tables[table].count; i++) {
        quotation q = { line->quoted, line->quoted_length, line->name, line->page, line->at };
        value v = value_of(line, parts[i]);
        if (parts[i] == PART_EVIDENCE) output_put_quotation(cells, &q);
        else output_put_value(cells, &v);
    }
    return emitter_cells_end(out);
}

static status emit_row(emitter *out, size_t table, const part *parts, const concordance_line *line,
                       value *values)
{
    for (size_t i = 0; i < out->tables[table].count; i++) values[i] = value_of(line, parts[i]);
    return emitter_add(out, table, values);
}

bool object_emit_concordance(lua_State *L, int index, emitter *out, size_t table)
{
    if (lua_tocfunction(L, index) != next_line) return false;
    lua_getupvalue(L, index, 1);
    asking *a = lua_touserdata(L, -1);
    size_t count = out->tables[table].count;
    part *parts = lua_newuserdatauv(L, count * sizeof *parts, 0);
    value *values = lua_newuserdatauv(L, count * sizeof *values, 0);
    for (size_t i = 0; i < count; i++) parts[i] = part_of(L, &out->tables[table].columns[i]);
    const concordance_line *line;
    while (out->failure.code == STATUS_OK && (line = next_of(L, a)) != NULL) {
        if (out->sends_cells) emit_cells(out, table, parts, line);
        else emit_row(out, table, parts, line, values);
    }
    return true;
}
