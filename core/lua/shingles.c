/* shingles: runs of words that stand in a corpus more than once. */
#include "corpus/shingles.h"
#include "lua/api.h"
#include "lua/corpus_counts.h"
#include "lua/objects.h"

/* Its user value holds the request. */
typedef struct held_shingles {
    shingles *of;
    const scan_request *request;
} held_shingles;

static int close_shingles(lua_State *L)
{
    held_shingles *held = lua_touserdata(L, 1);
    shingles_close(held->of);
    held->of = NULL;
    return 0;
}

static held_shingles *check(lua_State *L, int index)
{
    held_shingles *held = luaL_checkudata(L, index, shingles_part.name);
    if (held->of == NULL) luaL_error(L, "the shingles are closed");
    return held;
}

int corpus_shingles(lua_State *L)
{
    enum { WORDS = 8, EVERY = 8, MOST = 100 };
    error e = { 0 };
    lua_settop(L, 2);
    luaL_checktype(L, 2, LUA_TTABLE);
    store *in = object_check_corpus(L, 1);
    uint32_t words = counting_number(L, 2, "words", WORDS, 1, MOST);
    uint32_t every = counting_number(L, 2, "every", EVERY, 1, MOST);
    held_shingles *held = lua_newuserdatauv(L, sizeof *held, 1);
    *held = (held_shingles){ 0 };
    api_set_class(L, &shingles_part);
    held->request = counting_push_request(L, 2);
    lua_setiuservalue(L, 3, 1);
    if (shingles_open(in, held->request, words, every, &held->of, &e) != STATUS_OK)
        return api_raise(L, &e);
    return 1;
}

static size_t check_place(lua_State *L, const shingles *s, int index)
{
    lua_Integer number = luaL_checkinteger(L, index);
    luaL_argcheck(L, number >= 1 && (size_t)number <= shingles_count(s), index, "no such place");
    return (size_t)number - 1;
}

/* Upvalues: shingles, how many were read. */
static int next_place(lua_State *L)
{
    const shingles *s = check(L, lua_upvalueindex(1))->of;
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(2)), count;
    if (at >= shingles_count(s)) return 0;
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_replace(L, lua_upvalueindex(2));
    size_t number = shingles_number(s, at), first = shingles_first(s, number, &count);
    lua_pushinteger(L, (lua_Integer)number + 1);
    lua_pushinteger(L, (lua_Integer)first + 1);
    lua_pushinteger(L, (lua_Integer)count);
    return 3;
}

static int places(lua_State *L)
{
    check(L, 1);
    lua_settop(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_place, 2);
    return 1;
}

static int at(lua_State *L)
{
    const held_shingles *held = check(L, 1);
    const shingle_place *place = shingles_place(held->of, check_place(L, held->of, 2));
    lua_pushinteger(L, held->request->documents.items[place->document].id);
    lua_pushinteger(L, place->token);
    return 2;
}

static int run(lua_State *L)
{
    error e = { 0 };
    shared_run found;
    shingles *s = check(L, 1)->of;
    size_t a = check_place(L, s, 2), b = check_place(L, s, 3);
    luaL_argcheck(L, a < b, 3, "the later place comes second");
    if (shingles_run(s, a, b, &found, &e) != STATUS_OK) return api_raise(L, &e);
    lua_pushinteger(L, found.words);
    for (int side = 0; side < 2; side++) {
        lua_pushinteger(L, found.first[side]);
        lua_pushinteger(L, found.last[side]);
    }
    return 5;
}

static const api_entry entries[] = {
    { "places", places, false, "shingles:places() -> iterator",
      "for place, first, count in shingles:places(): every place, in order of the documents and of "
      "their tokens, as a number; the numbers first .. first + count - 1 are the places of the "
      "same words, in the same order." },
    { "at", at, false, "shingles:at(place) -> id, token",
      "The id of its document and the ordinal of its first token there, from 0." },
    { "run", run, false,
      "shingles:run(place, other) -> words, first, last, other first, other last",
      "The longest run of the same words through two places of the same words, the earlier first: "
      "how many words and, of each side, the ordinals of its first and last token; in one document "
      "the sides do not overlap. 0 words when there is none." },
    { NULL, NULL, false, NULL, NULL },
};

static const luaL_Reg meta[] = {
    { "__gc", close_shingles },
    { "__close", close_shingles },
    { NULL, NULL },
};

const api_part shingles_part = {
    "shingles",
    "Runs of a few words that stand in a corpus more than once. Made by corpus:shingles().",
    true,
    entries,
    meta,
};
