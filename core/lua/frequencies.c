/* frequencies: what a count of the corpus gave. */
#include <string.h>

#include "corpus/frequencies.h"
#include "corpus/neighbours.h"
#include "lua/api.h"
#include "lua/objects.h"

static int free_frequencies(lua_State *L)
{
    frequencies **f = lua_touserdata(L, 1);
    frequencies_free(*f);
    *f = NULL;
    return 0;
}

static frequencies *check(lua_State *L, int index)
{
    return *(frequencies **)luaL_checkudata(L, index, frequencies_part.name);
}

frequencies **object_push_frequencies(lua_State *L)
{
    frequencies **held = lua_newuserdatauv(L, sizeof *held, 1);
    *held = NULL;
    api_set_class(L, &frequencies_part);
    return held;
}

static const frequency_group *check_group(lua_State *L, const frequencies *f, int index)
{
    lua_Integer number = luaL_optinteger(L, index, 1);
    luaL_argcheck(L, number >= 1 && (size_t)number <= f->groups.count, index, "no such group");
    return &f->groups.items[number - 1];
}

static void set_count(lua_State *L, const char *name, uint64_t number)
{
    lua_pushinteger(L, (lua_Integer)number);
    lua_setfield(L, -2, name);
}

static int get_groups(lua_State *L)
{
    const frequencies *f = check(L, 1);
    lua_getiuservalue(L, 1, 1);
    int names = lua_gettop(L);
    lua_createtable(L, (int)f->groups.count, 0);
    for (size_t i = 0; i < f->groups.count; i++) {
        const frequency_group *g = &f->groups.items[i];
        lua_createtable(L, 0, 8);
        lua_pushstring(L, map_key(f->languages, g->language, NULL));
        lua_setfield(L, -2, "language");
        lua_rawgeti(L, names, (lua_Integer)g->part + 1);
        lua_setfield(L, -2, "part");
        set_count(L, "number", (uint64_t)g->part + 1);
        set_count(L, "tokens", g->tokens);
        set_count(L, "total", g->total);
        set_count(L, "distinct", g->distinct);
        set_count(L, "hits", g->hits);
        set_count(L, "documents", g->documents);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* Pushes the words of an entry. */
static void push_words(lua_State *L, const frequencies *f, tally_key words)
{
    buffer *text = api_scratch(L);
    frequencies_append(f, words, text);
    if (text->state != STATUS_OK) luaL_error(L, "out of memory");
    lua_pushlstring(L, text->data, text->length);
}

static int free_order(lua_State *L)
{
    frequency_order_free(lua_touserdata(L, 1));
    return 0;
}

static frequency_order *push_order(lua_State *L)
{
    frequencies *f = check(L, 1);
    bool is_empty = f->groups.count == 0;
    const frequency_group *group = is_empty ? NULL : check_group(L, f, 2);
    frequency_order *o = object_push_held(L, sizeof *o, free_order);
    o->of = f;
    o->group = group;
    return o;
}

/* Upvalues: frequencies, order. Pushes words, count, documents of the next entry. */
static int next_entry(lua_State *L)
{
    frequency_order *o = lua_touserdata(L, lua_upvalueindex(2));
    tally_entry entry;
    status state = STATUS_OK;
    error e = { 0 };
    if (o->group == NULL) return 0;
    if (!frequency_order_next(o, &entry, &state, &e))
        return state == STATUS_OK ? 0 : api_raise(L, &e);
    push_words(L, o->of, frequencies_place(o->of, entry.key).words);
    lua_pushinteger(L, entry.count);
    lua_pushinteger(L, entry.documents);
    return 3;
}

static int list(lua_State *L)
{
    lua_settop(L, 2);
    lua_pushvalue(L, 1);
    push_order(L);
    lua_pushcclosure(L, next_entry, 2);
    return 1;
}

static int group_counter(lua_State *L)
{
    error e = { 0 };
    frequencies *f = check(L, 1);
    lua_settop(L, 2);
    counter *out = object_push_counter(L);
    if (f->groups.count == 0) return 1;
    if (frequencies_counter(f, check_group(L, f, 2), out, &e) != STATUS_OK) return api_raise(L, &e);
    return 1;
}

/* Where the entries of the words and language at `at` end, and the sums of their counts and
 * documents. */
static size_t end_of_spread(const frequencies *f, size_t at, lua_Integer *sum,
                            lua_Integer *documents)
{
    frequency_place first = frequencies_place(f, tally_at(f->entries, at).key), place = first;
    size_t count = tally_count(f->entries);
    *sum = *documents = 0;
    while (place.words == first.words && place.language == first.language) {
        *sum += tally_at(f->entries, at).count;
        *documents += tally_at(f->entries, at).documents;
        if (++at == count) break;
        place = frequencies_place(f, tally_at(f->entries, at).key);
    }
    return at;
}

/* Upvalues: frequencies, position, least sum. Pushes words, language, { [part] = count } and the
 * sums of the next. */
static int next_spread(lua_State *L)
{
    const frequencies *f = check(L, lua_upvalueindex(1));
    size_t first, end = (size_t)lua_tointeger(L, lua_upvalueindex(2));
    lua_Integer least = lua_tointeger(L, lua_upvalueindex(3)), sum = 0, documents = 0;
    do {
        first = end;
        if (first >= tally_count(f->entries)) return 0;
        end = end_of_spread(f, first, &sum, &documents);
    } while (sum < least);
    lua_pushinteger(L, (lua_Integer)end);
    lua_replace(L, lua_upvalueindex(2));
    frequency_place place = frequencies_place(f, tally_at(f->entries, first).key);
    push_words(L, f, place.words);
    lua_pushstring(L, map_key(f->languages, place.language, NULL));
    lua_createtable(L, 0, (int)(end - first));
    for (size_t i = first; i < end; i++) {
        tally_entry entry = tally_at(f->entries, i);
        lua_pushinteger(L, entry.count);
        lua_rawseti(L, -2, (lua_Integer)frequencies_place(f, entry.key).part + 1);
    }
    lua_pushinteger(L, sum);
    lua_pushinteger(L, documents);
    return 5;
}

static int spread(lua_State *L)
{
    lua_Integer least = luaL_optinteger(L, 2, 1);
    error e = { 0 };
    frequencies *f = check(L, 1);
    if (frequencies_read(f, &e) != STATUS_OK) return api_raise(L, &e);
    frequencies_sort(f);
    lua_settop(L, 1);
    lua_pushinteger(L, 0);
    lua_pushinteger(L, least);
    lua_pushcclosure(L, next_spread, 3);
    return 1;
}

/* ---- neighbours ---- */

static int free_neighbours(lua_State *L)
{
    neighbours_free(*(neighbours **)lua_touserdata(L, 1));
    return 0;
}

static lua_Integer field(lua_State *L, const char *name, lua_Integer fallback, lua_Integer most)
{
    lua_getfield(L, 2, name);
    lua_Integer number = luaL_optinteger(L, -1, fallback);
    if (number < 1 || number > most) luaL_error(L, "%s must be 1 to %I", name, (LUAI_UACINT)most);
    lua_pop(L, 1);
    return number;
}

/* Upvalues: frequencies, neighbours, how many words, group, which of its neighbours. Pushes group,
 * neighbour, likeness, words. */
static int next_neighbour(lua_State *L)
{
    const frequencies *f = check(L, lua_upvalueindex(1));
    const neighbours *n = *(neighbours **)lua_touserdata(L, lua_upvalueindex(2));
    size_t group = (size_t)lua_tointeger(L, lua_upvalueindex(4)), count = 0;
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(5));
    const neighbour *found = NULL;
    for (; group < f->groups.count; group++, at = 0) {
        found = neighbours_of(n, (uint32_t)group, &count);
        if (at < count) break;
    }
    if (group >= f->groups.count) return 0;
    lua_pushinteger(L, (lua_Integer)group);
    lua_replace(L, lua_upvalueindex(4));
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_replace(L, lua_upvalueindex(5));
    lua_pushinteger(L, (lua_Integer)group + 1);
    lua_pushinteger(L, (lua_Integer)found[at].group + 1);
    lua_pushnumber(L, found[at].likeness);
    tally_key words[SHARED_WORDS];
    size_t most = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    size_t shared = neighbours_shared(n, (uint32_t)group, found[at].group, words, most);
    lua_createtable(L, (int)shared, 0);
    for (size_t i = 0; i < shared; i++) {
        push_words(L, f, words[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 4;
}

/* Is it one of the words to do without? Asks the function at index 2, with the count at 1. */
static bool is_dropped(void *context, tally_key words, uint32_t language)
{
    lua_State *L = context;
    const frequencies *f = check(L, 1);
    lua_pushvalue(L, 2);
    push_words(L, f, words);
    lua_pushstring(L, map_key(f->languages, language, NULL));
    lua_call(L, 2, 1);
    bool is = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return is;
}

static int push_neighbours(lua_State *L)
{
    static const char *const measures[] = { "cosine", "plain_cosine", "jaccard", NULL };
    enum { TOP = 5, MOST_TOP = 1000 };
    error e = { 0 };
    frequencies *f = check(L, 1);
    lua_settop(L, 2);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_getfield(L, 2, "measure");
    neighbour_wish wish = { .by = (likeness)luaL_checkoption(L, -1, "cosine", measures),
                            .top = (uint32_t)field(L, "top", TOP, MOST_TOP),
                            .least_tokens = (uint64_t)field(L, "tokens", 1, LUA_MAXINTEGER),
                            .context = L };
    lua_Integer shared = field(L, "shared", TOP, SHARED_WORDS);
    if (lua_getfield(L, 2, "without") == LUA_TFUNCTION) wish.skips = is_dropped;
    lua_replace(L, 2);
    lua_settop(L, 2);
    neighbours **held = object_push_held(L, sizeof *held, free_neighbours);
    if (neighbours_find(f, &wish, held, &e) != STATUS_OK) return api_raise(L, &e);
    lua_remove(L, 2);
    lua_pushinteger(L, shared);
    lua_pushinteger(L, 0);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_neighbour, 5);
    return 1;
}

static const api_entry entries[] = {
    { "groups", get_groups, true,
      "frequencies.groups: array of { part =, number =, language =, tokens =, total =, distinct =, "
      "hits =, documents = }",
      "What was counted, by part, then by falling tokens: the part (the value of the field, the id "
      "of the document, \"target\" or \"reference\"; nil when there is one) and its number; the "
      "language (\"\" when they are not told apart); its tokens that count; the n-grams (of n = 1: "
      "tokens) that were counted in all, and how many different ones reach the minimum; the hits "
      "of "
      "the node (those that begin at different words); the documents with tokens that count." },
    { "list", list, false, "frequencies:list([group]) -> iterator",
      "for words, count, documents in frequencies:list(1): the entries of a group by falling "
      "count, "
      "ties by the bytes of the words. Only as much is sorted as is read." },
    { "counter", group_counter, false, "frequencies:counter([group]) -> counter",
      "The entries of a group as a counter: for what must be looked up by its words." },
    { "spread", spread, false, "frequencies:spread([minimum]) -> iterator",
      "for words, language, counts, sum, documents in frequencies:spread(10): each entry whose "
      "counts add up to the minimum, with its counts by the number of the part (a part without it "
      "is left out), their sum, and in how many documents it is (0 when that was not asked for); "
      "the order has no meaning." },
    { "neighbours", push_neighbours, false,
      "frequencies:neighbours({ measure = \"cosine\", top = 5, tokens = 1, shared = 5, without = "
      "f }) -> iterator",
      "for group, other, likeness, words in frequencies:neighbours{}: the groups (by number) that "
      "are most like each group, in one language, and up to so many (20 at most) of the words of "
      "both that make them so. cosine is of weights (1 + log10 f) * log10(N / n), f being how "
      "often "
      "a group has the word and n how many of the N groups of the language have it (Salton & "
      "Buckley 1988), plain_cosine without the second factor; jaccard is the words of both as a "
      "share of the words of either. Groups of fewer "
      "tokens are left out, and so are the words for which without(words, language), asked once "
      "for "
      "each, is true." },
    { NULL, NULL, false, NULL, NULL },
};

static const luaL_Reg meta[] = {
    { "__gc", free_frequencies },
    { "__close", free_frequencies },
    { NULL, NULL },
};

const api_part frequencies_part = {
    "frequencies",
    "What a count of the corpus gave: words or n-grams with how often they occur, in groups. Made "
    "by corpus:ngrams() and corpus:cooccurrences(). It holds numbers: texts are made for what is "
    "read.",
    true,
    entries,
    meta,
};
