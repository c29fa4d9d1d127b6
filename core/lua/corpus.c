/* corpus: the whole collection, as corpus() analyses and scripts see it. */
#include <stdlib.h>
#include <string.h>

#include "corpus/query.h"
#include "host/manifest.h"
#include "lua/api.h"
#include "lua/corpus_counts.h"
#include "lua/objects.h"
#include "lua/rows.h"

store *object_test_corpus(lua_State *L, int index)
{
    store **held = luaL_testudata(L, index, corpus_part.name);
    return held == NULL ? NULL : *held;
}

store *corpus_check(lua_State *L, int index)
{
    return *(store **)luaL_checkudata(L, index, corpus_part.name);
}

void object_push_corpus(lua_State *L, store *s)
{
    store **held = lua_newuserdatauv(L, sizeof(store *), 0);
    *held = s;
    api_set_class(L, &corpus_part);
}

void object_push_scoped_corpus(lua_State *L, store *s, const char *where)
{
    lua_pushstring(L, where);
    lua_rawsetp(L, LUA_REGISTRYINDEX, s);
    object_push_corpus(L, s);
}

status corpus_documents_where(lua_State *L, store *s, const char *where, id_list *out, error *e)
{
    int top = lua_gettop(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, s);
    const char *scope = lua_tostring(L, -1);
    if (scope != NULL && where != NULL) where = lua_pushfstring(L, "(%s) and (%s)", scope, where);
    else if (scope != NULL) where = scope;
    status result = documents_where(s, where, out, e);
    lua_settop(L, top);
    return result;
}

/* Pushes the ids of the documents that `{ where = }` at the index picks, as a table; all without
 * one. */
static void push_ids(lua_State *L, store *s, int index)
{
    const char *where = NULL;
    if (lua_istable(L, index)) {
        lua_getfield(L, index, "where");
        where = luaL_optstring(L, -1, NULL);
    } else lua_pushnil(L);
    id_list ids = { 0 };
    error e = { 0 };
    status result = corpus_documents_where(L, s, where, &ids, &e);
    lua_createtable(L, 0,
                    0); /* a memory error here would lose `ids`: the process is at its end then */
    for (size_t i = 0; i < ids.count && result == STATUS_OK; i++) {
        lua_pushinteger(L, ids.items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    list_free(&ids);
    if (result != STATUS_OK) api_raise(L, &e);
    lua_remove(L, -2);
}

static void push_document(lua_State *L, store *s, int64_t id)
{
    error e = { 0 };
    document d = { 0 };
    view v = { 0 };
    status result = document_read(s, id, &d, &e);
    if (result == STATUS_OK) result = view_open(&v, &d, &e);
    document_free(&d);
    if (result != STATUS_OK) api_raise(L, &e);
    object_push_document(L, &v);
    object_push_corpus(L, s);
    lua_setiuservalue(L, -2, 1);
}

/* Upvalues: corpus, ids, position. */
static int next_document(lua_State *L)
{
    store *s = corpus_check(L, lua_upvalueindex(1));
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3)) + 1;
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(3));
    if (lua_rawgeti(L, lua_upvalueindex(2), at) == LUA_TNIL) return 1;
    push_document(L, s, lua_tointeger(L, -1));
    return 1;
}

static int documents(lua_State *L)
{
    store *s = corpus_check(L, 1);
    lua_settop(L, 2);
    push_ids(L, s, 2);
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_document, 3);
    return 1;
}

static int find_document(lua_State *L)
{
    store *s = corpus_check(L, 1);
    error e = { 0 };
    int64_t id;
    if (document_find(s, luaL_checkstring(L, 2), &id, &e) != STATUS_OK) return api_raise(L, &e);
    push_document(L, s, id);
    return 1;
}

static int layers(lua_State *L)
{
    store *s = corpus_check(L, 1);
    layer_names names = { 0 };
    error e = { 0 };
    status result = layers_names(s, 0, &names, &e);
    lua_createtable(L, (int)names.count, 0);
    for (size_t i = 0; i < names.count; i++) {
        lua_pushstring(L, names.items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
        free(names.items[i]);
    }
    list_free(&names);
    return result == STATUS_OK ? 1 : api_raise(L, &e);
}

/* ---- queries ---- */

/* What a query holds while Lua may raise: freed by the collector. */
typedef struct asking {
    segmenter *words;
    query *query;
    match_list matches;
    span_list hits;
    id_list among;
} asking;

static int free_asking(lua_State *L)
{
    asking *a = lua_touserdata(L, 1);
    query_free(a->query);
    segmenter_free(a->words);
    list_free(&a->matches);
    list_free(&a->hits);
    list_free(&a->among);
    *a = (asking){ 0 };
    return 0;
}

/* Pushes an asking with the documents that match the query text at index 2, limited by the where of
 * the table at 3. */
static asking *push_asking(lua_State *L, store *s)
{
    error e = { 0 };
    const char *text = luaL_checkstring(L, 2), *where = NULL;
    asking *a = lua_newuserdatauv(L, sizeof *a, 0);
    *a = (asking){ 0 };
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_asking);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    if (lua_istable(L, 3) && lua_getfield(L, 3, "where") != LUA_TNIL)
        where = luaL_checkstring(L, -1);
    status result = segmenter_create(&a->words, &e);
    if (result == STATUS_OK) result = query_parse(text, a->words, &a->query, &e);
    if (result == STATUS_OK) result = corpus_documents_where(L, s, where, &a->among, &e);
    if (result == STATUS_OK) result = query_documents(s, a->query, &a->among, &a->matches, &e);
    if (result != STATUS_OK) api_raise(L, &e);
    return a;
}

static int count_hits(lua_State *L)
{
    store *s = corpus_check(L, 1);
    lua_settop(L, 3);
    const asking *a = push_asking(L, s);
    lua_Integer hits = 0;
    for (size_t i = 0; i < a->matches.count; i++) hits += a->matches.items[i].hits;
    lua_pushinteger(L, hits);
    lua_pushinteger(L, (lua_Integer)a->matches.count);
    return 2;
}

/* Pushes { document, span, left, match, right } for a hit in the document on top of the stack. */
static void push_line(lua_State *L, span hit, lua_Integer context)
{
    int owner = lua_gettop(L);
    lua_createtable(L, 0, 5);
    lua_pushvalue(L, owner);
    lua_setfield(L, -2, "document");
    object_push_span(L, owner, SPAN_PLAIN, 0, hit);
    lua_getfield(L, -1, "text");
    lua_setfield(L, -3, "match");
    lua_getfield(L, -1, "context");
    lua_pushvalue(L, -2);
    lua_pushinteger(L, context);
    lua_call(L, 2, 2);
    lua_setfield(L, -4, "right");
    lua_setfield(L, -3, "left");
    lua_setfield(L, -2, "span");
}

/* Upvalues: corpus, asking, number of the match, number of the hit, document, context, how many are
 * left. */
static int next_line(lua_State *L)
{
    store *s = corpus_check(L, lua_upvalueindex(1));
    asking *a = lua_touserdata(L, lua_upvalueindex(2));
    size_t next = (size_t)lua_tointeger(L, lua_upvalueindex(3)),
           hit = (size_t)lua_tointeger(L, lua_upvalueindex(4));
    lua_Integer left = lua_tointeger(L, lua_upvalueindex(7));
    error e = { 0 };
    while (hit >= a->hits.count) {
        if (next >= a->matches.count) return 0;
        a->hits.count = hit = 0;
        if (query_hits(s, a->query, a->matches.items[next].document, &a->hits, &e) != STATUS_OK)
            return api_raise(L, &e);
        push_document(L, s, a->matches.items[next++].document);
        lua_replace(L, lua_upvalueindex(5));
    }
    if (left <= 0) return 0;
    lua_pushinteger(L, (lua_Integer)next);
    lua_replace(L, lua_upvalueindex(3));
    lua_pushinteger(L, (lua_Integer)hit + 1);
    lua_replace(L, lua_upvalueindex(4));
    lua_pushinteger(L, left - 1);
    lua_replace(L, lua_upvalueindex(7));
    lua_pushvalue(L, lua_upvalueindex(5));
    push_line(L, a->hits.items[hit], lua_tointeger(L, lua_upvalueindex(6)));
    return 1;
}

static lua_Integer option(lua_State *L, const char *name, lua_Integer fallback)
{
    if (!lua_istable(L, 3)) return fallback;
    lua_getfield(L, 3, name);
    lua_Integer number = luaL_optinteger(L, -1, fallback);
    lua_pop(L, 1);
    return number;
}

static int concordance(lua_State *L)
{
    store *s = corpus_check(L, 1);
    lua_settop(L, 3);
    lua_Integer context = option(L, "context", 5), limit = option(L, "limit", LUA_MAXINTEGER);
    push_asking(L, s);
    int asked = 4; /* right above the arguments */
    lua_pushvalue(L, 1);
    lua_pushvalue(L, asked);
    lua_pushinteger(L, 0);
    lua_pushinteger(L, 0);
    lua_pushnil(L);
    lua_pushinteger(L, context);
    lua_pushinteger(L, limit);
    lua_pushcclosure(L, next_line, 7);
    return 1;
}

/* ---- SQL and results ---- */

static int free_statement(lua_State *L)
{
    sqlite3_stmt **q = lua_touserdata(L, 1);
    sqlite3_finalize(*q);
    *q = NULL;
    return 0;
}

static void push_cell(lua_State *L, sqlite3_stmt *q, int i)
{
    switch (sqlite3_column_type(q, i)) {
    case SQLITE_INTEGER: lua_pushinteger(L, sqlite3_column_int64(q, i)); break;
    case SQLITE_FLOAT: lua_pushnumber(L, sqlite3_column_double(q, i)); break;
    case SQLITE_NULL: lua_pushnil(L); break;
    default: lua_pushlstring(L, sqlite3_column_blob(q, i), (size_t)sqlite3_column_bytes(q, i));
    }
}

/* Upvalues: statement, corpus. */
static int next_row(lua_State *L)
{
    sqlite3_stmt **q = lua_touserdata(L, lua_upvalueindex(1));
    if (*q == NULL) return 0;
    int code = sqlite3_step(*q);
    if (code == SQLITE_DONE) {
        sqlite3_finalize(*q);
        *q = NULL;
        return 0;
    }
    if (code != SQLITE_ROW) return luaL_error(L, "SQL: %s", sqlite3_errmsg(sqlite3_db_handle(*q)));
    lua_newtable(L);
    for (int i = 0, n = sqlite3_column_count(*q); i < n; i++) {
        push_cell(L, *q, i);
        lua_setfield(L, -2, sqlite3_column_name(*q, i));
    }
    return 1;
}

static void bind(lua_State *L, sqlite3_stmt *q, int position, int index)
{
    size_t length;
    switch (lua_type(L, index)) {
    case LUA_TNIL: sqlite3_bind_null(q, position); break;
    case LUA_TBOOLEAN: sqlite3_bind_int(q, position, lua_toboolean(L, index)); break;
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) sqlite3_bind_int64(q, position, lua_tointeger(L, index));
        else sqlite3_bind_double(q, position, lua_tonumber(L, index));
        break;
    default: {
        const char *text = luaL_checklstring(L, index, &length);
        sqlite3_bind_text64(q, position, text, length, SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    }
}

/* Pushes an iterator over the rows of a query whose parameters lie at stack indices first .. last.
 */
static int push_rows(lua_State *L, store *s, const char *sql, int first, int last)
{
    const char *rest = NULL;
    sqlite3_stmt **q = lua_newuserdatauv(L, sizeof(sqlite3_stmt *), 0);
    *q = NULL;
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_statement);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    if (sqlite3_prepare_v2(store_database(s), sql, -1, q, &rest) != SQLITE_OK)
        return luaL_error(L, "SQL: %s%s", sqlite3_errmsg(store_database(s)),
                          sqlite3_errcode(store_database(s)) == SQLITE_AUTH
                              ? ": the corpus is read-only here"
                              : "");
    if (*q == NULL || rest[strspn(rest, " \t\r\n;")] != '\0')
        return luaL_error(L, "SQL: one statement a call");
    if (!sqlite3_stmt_readonly(*q)) return luaL_error(L, "SQL: the corpus is read-only here");
    if (sqlite3_bind_parameter_count(*q) != last - first + 1)
        return luaL_error(L, "SQL: %d parameters are needed, %d given",
                          sqlite3_bind_parameter_count(*q), last - first + 1);
    for (int i = first; i <= last; i++) bind(L, *q, i - first + 1, i);
    lua_pushcclosure(L, next_row, 1);
    return 1;
}

static int sql(lua_State *L)
{
    store *s = corpus_check(L, 1);
    const char *text = luaL_checkstring(L, 2);
    return push_rows(L, s, text, 3, lua_gettop(L));
}

static int results(lua_State *L)
{
    store *s = corpus_check(L, 1);
    const char *name = luaL_checkstring(L, 2);
    lua_settop(L, 2);
    rows_push_stored(L, s, name, 0);
    return 1;
}

static const api_entry entries[] = {
    { "documents", documents, false, "corpus:documents([{ where = }]) -> iterator of documents",
      "The documents in order of their paths, or those for which the expression holds: \"year >= "
      "2015 and language = 'ru'\"." },
    { "document", find_document, false, "corpus:document(which) -> document",
      "The document of that id, path, or unique part of a name. Raises when there is none, or more "
      "than one." },
    { "layers", layers, false, "corpus:layers() -> array of strings",
      "The names of the layers that any of its documents has; their values are in the view "
      "layer_value, for corpus:sql()." },
    { "count", count_hits, false, "corpus:count(query, [{ where = }]) -> hits, documents",
      "How often the query is found, and in how many documents. For the queries see: moonleaf help "
      "search." },
    { "concordance", concordance, false,
      "corpus:concordance(query, [{ where =, context = 5, limit = }]) -> iterator",
      "Its hits, best document first, each { document =, span =, left =, match =, right = }; "
      "context counts words." },
    { "counter", corpus_counter, false,
      "corpus:counter([{ by = \"folded\", n = 1, where = ... }]) -> counter",
      "Counts words and numbers, or n-grams of them, of all documents, as corpus:ngrams does and "
      "with its options; without groups." },
    { "ngrams", corpus_ngrams, false,
      "corpus:ngrams(n, [{ by = \"folded\", gap = 0, minimum = 1, language =, where =, role =, "
      "kinds = \"words+numbers\", group = \"language\", sides =, parts =, node =, holding =, "
      "documents = false }]) -> frequencies",
      "Counts words (n = 1) or n-grams of up to 5 by \"form\", \"folded\" or \"stem\" (of the "
      "language at the word). N-grams stay in a sentence and a language and pass over what does "
      "not count: kinds \"words\" (a number then ends an n-gram), \"words+numbers\" or \"all\". "
      "gap: so many words may be left out between the first and the last. minimum: rarer entries "
      "are dropped. language: only text in it; role: only blocks of that role, or of those in an "
      "array. group: what is counted apart: \"language\", \"document\", \"year\" (of the date), a "
      "key of the metadata, or an array of \"language\" and one other; {} for nothing. Instead: "
      "sides = { where, where } counts two sets of documents (the rest without the second), parts "
      "= n so many parts of equal length of each language. node: a query whose hits are counted "
      "beside; holding: a query, only n-grams around a hit are counted. documents: entries say in "
      "how many documents they are. Raises when the entries that reach the minimum fit no "
      "memory." },
    { "cooccurrences", corpus_cooccurrences, false,
      "corpus:cooccurrences({ node =, window = { 5, 5 }, by = \"folded\", language =, where =, "
      "role "
      "=, kinds =, group = \"language\", documents = false }) -> frequencies",
      "Counts the words near the hits of a query, in part 1, and all others, in part 2. The window "
      "counts tokens left and right and ends with the sentence; a token near several hits counts "
      "once, and the hit itself is not near itself." },
    { "sql", sql, false, "corpus:sql(text, ...) -> iterator of tables",
      "The rows of one SELECT, as tables by column name; ? stands for the further arguments. "
      "Raises for anything that would write." },
    { "results", results, false, "corpus:results(analysis) -> iterator of tables",
      "The stored rows of an analysis at its default options, in order of the documents, by column "
      "name, with row, document (its "
      "name) and document_id; those of an analysis with several tables have `table`. A span is { "
      "text =, start =, stop =, "
      "document = }, of a list of spans each without text. Raises when it has never run: corpus() "
      "declares it in `uses`." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part corpus_part = { "corpus", "The whole collection, read-only.", true, entries, NULL };
