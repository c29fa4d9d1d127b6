/* corpus: the whole collection, as corpus() analyses and scripts see it. */
#include <stdlib.h>
#include <string.h>

#include "corpus/where.h"
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

store *object_check_corpus(lua_State *L, int index)
{
    return *(store **)luaL_checkudata(L, index, corpus_part.name);
}

/* Its user value is the expression that picks its documents, or nil. */
void object_push_corpus(lua_State *L, store *s, const char *where)
{
    store **held = lua_newuserdatauv(L, sizeof(store *), 1);
    *held = s;
    api_set_class(L, &corpus_part);
    lua_pushstring(L, where);
    lua_setiuservalue(L, -2, 1);
}

status object_documents_where(lua_State *L, int corpus, const char *where, id_list *ids, error *e)
{
    int top = lua_gettop(L);
    lua_getiuservalue(L, corpus, 1);
    const char *own = lua_tostring(L, -1);
    if (own != NULL && where != NULL) where = lua_pushfstring(L, "(%s) and (%s)", own, where);
    status s = documents_where(object_check_corpus(L, corpus), where != NULL ? where : own, ids, e);
    lua_settop(L, top);
    return s;
}

status object_documents(lua_State *L, int corpus, int options, id_list *ids, error *e)
{
    int top = lua_gettop(L);
    const char *where = NULL;
    if (lua_istable(L, options)) {
        lua_getfield(L, options, "where");
        where = luaL_optstring(L, -1, NULL);
    }
    status s = object_documents_where(L, corpus, where, ids, e);
    lua_settop(L, top);
    return s;
}

/* Pushes the ids of the documents that `{ where = }` at the index picks, as a table; all without
 * one. */
static void push_ids(lua_State *L, int corpus, int index)
{
    id_list ids = { 0 };
    error e = { 0 };
    status result = object_documents(L, corpus, index, &ids, &e);
    lua_createtable(L, 0,
                    0); /* a memory error here would lose `ids`: the process is at its end then */
    for (size_t i = 0; i < ids.count && result == STATUS_OK; i++) {
        lua_pushinteger(L, ids.items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    list_free(&ids);
    if (result != STATUS_OK) api_raise(L, &e);
}

void object_push_stored(lua_State *L, store *s, int64_t id)
{
    error e = { 0 };
    document d = { 0 };
    view v = { 0 };
    status result = document_read(s, id, &d, &e);
    if (result == STATUS_OK) result = view_open(&v, &d, &e);
    document_free(&d);
    if (result != STATUS_OK) api_raise(L, &e);
    object_push_document(L, &v);
    object_push_corpus(L, s, NULL);
    lua_setiuservalue(L, -2, 1);
}

/* Upvalues: corpus, ids, position. */
static int next_document(lua_State *L)
{
    store *s = object_check_corpus(L, lua_upvalueindex(1));
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3)) + 1;
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(3));
    if (lua_rawgeti(L, lua_upvalueindex(2), at) == LUA_TNIL) return 1;
    object_push_stored(L, s, lua_tointeger(L, -1));
    return 1;
}

static int documents(lua_State *L)
{
    object_check_corpus(L, 1);
    lua_settop(L, 2);
    push_ids(L, 1, 2);
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_document, 3);
    return 1;
}

static int find_document(lua_State *L)
{
    store *s = object_check_corpus(L, 1);
    error e = { 0 };
    int64_t id;
    if (lua_isinteger(L, 2)) id = lua_tointeger(L, 2); /* never a name that looks like one */
    else if (document_find(s, luaL_checkstring(L, 2), &id, &e) != STATUS_OK)
        return api_raise(L, &e);
    object_push_stored(L, s, id);
    return 1;
}

static int layers(lua_State *L)
{
    store *s = object_check_corpus(L, 1);
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
    store *s = object_check_corpus(L, 1);
    const char *text = luaL_checkstring(L, 2);
    return push_rows(L, s, text, 3, lua_gettop(L));
}

static int results(lua_State *L)
{
    store *s = object_check_corpus(L, 1);
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
      "The document of that id (an integer), or of a text that is its path, id or unique part of "
      "its "
      "name. Raises when there is none, or more than one." },
    { "layers", layers, false, "corpus:layers() -> array of strings",
      "The names of the layers that any of its documents has; their values are in the view "
      "layer_value, for corpus:sql()." },
    { "count", corpus_count, false, "corpus:count(query, [{ where = }]) -> hits, documents",
      "How often the query is found, and in how many documents. For the queries see: moonleaf help "
      "query." },
    { "positions", corpus_positions, false, "corpus:positions(query, [{ where = }]) -> iterator",
      "for id, first, last in corpus:positions(query): each hit by the id of its document and the "
      "ordinals of its first and last token there, from 0, in order of the documents." },
    { "concordance", corpus_concordance, false,
      "corpus:concordance(query, [{ where =, context = 5, sort =, sample =, seed = 1, limit = }]) "
      "-> concordance",
      "Its hits with the words around them, in order of the documents. context counts words, or is "
      "\"sentence\". sort is made of L1 .. L9 and R1 .. R9 (the n-th word left or right), centre "
      "and document: \"R1 R2 L1\". sample keeps so many hits, each with the same chance; the same "
      "seed keeps the same." },
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
    { "shingles", corpus_shingles, false,
      "corpus:shingles({ words = 8, every = 8, by = \"folded\", language =, where =, role =, kinds "
      "= })"
      " -> shingles",
      "Runs of so many words that occur more than once, wherever they stand: one of every so many "
      "is a sample (winnowing: Schleimer, Wilkerson & Aiken 2003), so that a passage of words + "
      "every - 1 words that is there twice is found. They pass over what does not count, and over "
      "the ends of sentences." },
    { "sql", sql, false, "corpus:sql(text, ...) -> iterator of tables",
      "The rows of one SELECT, as tables by column name; ? stands for the further arguments. "
      "Raises for anything that would write. Besides the tables of the file there are "
      "tokens(document [, layer]), sentences(document) and quote(document, start, stop), by the "
      "document's id: see moonleaf help sql." },
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
