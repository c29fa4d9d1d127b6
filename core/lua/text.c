/* moonleaf.text: what the core knows of any string. */
#include <string.h>

#include "host/dictionary_files.h"
#include "lua/api.h"
#include "lua/objects.h"
#include "text/charset.h"
#include "text/fold.h"
#include "text/scripts.h"
#include "text/sentences.h"
#include "text/stem.h"
#include "text/utf8.h"
#include "text/words.h"

static const char SEGMENTERS = 0; /* registry key: its address */

/* The UTF-8 string argument at the index; raises when it is no UTF-8. */
static const char *check_utf8(lua_State *L, int index, size_t *length)
{
    const char *text = luaL_checklstring(L, index, length);
    luaL_argcheck(L, utf8_is_valid(text, *length), index, "not UTF-8");
    luaL_argcheck(L, *length < UINT32_MAX, index, "too long");
    return text;
}

static void push_buffer(lua_State *L, const buffer *b)
{
    if (b->state != STATUS_OK) luaL_error(L, "out of memory");
    lua_pushlstring(L, b->data == NULL ? "" : b->data, b->length);
}

static int fold(lua_State *L)
{
    size_t length;
    const char *text = check_utf8(L, 1, &length);
    buffer *out = api_scratch(L);
    text_fold(out, text, length);
    push_buffer(L, out);
    return 1;
}

static int normalise(lua_State *L)
{
    size_t length;
    error e = { 0 };
    const char *text = check_utf8(L, 1, &length);
    const char *form = luaL_optstring(L, 2, "NFC");
    buffer *out = api_scratch(L);
    if (text_normalise(out, text, length, form, &e) != STATUS_OK) return api_raise(L, &e);
    push_buffer(L, out);
    return 1;
}

static int stem(lua_State *L)
{
    size_t length;
    const char *word = check_utf8(L, 1, &length);
    const char *language = luaL_checkstring(L, 2);
    stemmers *s = object_stemmers(L);
    buffer *out = api_scratch(L);
    stemmers_append(s, out, word, length, language);
    push_buffer(L, out);
    return 1;
}

static int decode_bytes(lua_State *L)
{
    size_t length;
    error e = { 0 };
    charset_result result;
    const char *bytes = luaL_checklstring(L, 1, &length);
    const char *charset = luaL_optstring(L, 2, NULL);
    luaL_argcheck(L, length < UINT32_MAX, 1, "too long");
    buffer *out = api_scratch(L);
    if (charset_decode(bytes, length, charset, out, &result, &e) != STATUS_OK)
        return api_raise(L, &e);
    push_buffer(L, out);
    lua_pushinteger(L, (lua_Integer)result.replacements);
    return 2;
}

/* ---- words and sentences of any string ---- */

typedef struct cutters {
    segmenter *words;
    sentence_breaker *sentences;
    token_list tokens;
    span_list spans;
} cutters;

static int free_cutters(lua_State *L)
{
    cutters *c = lua_touserdata(L, 1);
    segmenter_free(c->words);
    sentence_breaker_free(c->sentences);
    list_free(&c->tokens);
    list_free(&c->spans);
    *c = (cutters){ 0 };
    return 0;
}

static cutters *get_cutters(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &SEGMENTERS) == LUA_TNIL) {
        error e = { 0 };
        cutters *made = lua_newuserdatauv(L, sizeof *made, 0);
        *made = (cutters){ 0 };
        lua_createtable(L, 0, 1);
        lua_pushcfunction(L, free_cutters);
        lua_setfield(L, -2, "__gc");
        lua_setmetatable(L, -2);
        if (segmenter_create(&made->words, &e) != STATUS_OK ||
            sentence_breaker_create(&made->sentences, &e) != STATUS_OK)
            api_raise(L, &e);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &SEGMENTERS);
    }
    cutters *c = lua_touserdata(L, -1);
    lua_pop(L, 1); /* the registry keeps it */
    c->tokens.count = c->spans.count = 0;
    return c;
}

static int words(lua_State *L)
{
    size_t length;
    error e = { 0 };
    const char *text = check_utf8(L, 1, &length);
    cutters *c = get_cutters(L);
    if (segmenter_tokens(c->words, text, (span){ 0, (uint32_t)length }, &c->tokens, &e) !=
        STATUS_OK)
        return api_raise(L, &e);
    lua_newtable(L);
    for (size_t i = 0; i < c->tokens.count; i++) {
        const token *t = &c->tokens.items[i];
        if (t->kind != TOKEN_WORD && t->kind != TOKEN_NUMBER) continue;
        lua_pushlstring(L, text + t->at.start, t->at.stop - t->at.start);
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    }
    return 1;
}

static int sentences(lua_State *L)
{
    size_t length;
    error e = { 0 };
    const char *text = check_utf8(L, 1, &length);
    cutters *c = get_cutters(L);
    if (sentence_breaker_find(c->sentences, text, (span){ 0, (uint32_t)length }, NULL, &c->spans,
                              &e) != STATUS_OK)
        return api_raise(L, &e);
    lua_createtable(L, (int)c->spans.count, 0);
    for (size_t i = 0; i < c->spans.count; i++) {
        lua_pushlstring(L, text + c->spans.items[i].start,
                        c->spans.items[i].stop - c->spans.items[i].start);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* ---- characters ---- */

static int script(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    UScriptCode found = script_of_word(text, length);
    lua_pushstring(L, found == USCRIPT_COMMON ? NULL : uscript_getShortName(found));
    return 1;
}

static int jumbled(lua_State *L)
{
    size_t length;
    const char *text = check_utf8(L, 1, &length);
    script_profile p = script_profile_of(text, length);
    lua_pushinteger(L, (lua_Integer)p.jumbled);
    lua_pushinteger(L, (lua_Integer)p.words);
    return 2;
}

static int width(lua_State *L)
{
    size_t length;
    const char *text = check_utf8(L, 1, &length);
    lua_pushinteger(L, (lua_Integer)text_width(text, length));
    return 1;
}

/* Code points of the string, in memory of the state. */
static uint32_t *decode(lua_State *L, int index, size_t *count)
{
    size_t length, at = 0;
    const char *text = check_utf8(L, index, &length);
    uint32_t *points = lua_newuserdatauv(L, (length + 1) * sizeof *points, 0);
    for (*count = 0; at < length; ++*count) points[*count] = utf8_next(text, length, &at);
    return points;
}

static int distance(lua_State *L)
{
    size_t m, n;
    const uint32_t *a = decode(L, 1, &m), *b = decode(L, 2, &n);
    size_t *row = lua_newuserdatauv(L, (n + 1) * sizeof *row, 0);
    for (size_t j = 0; j <= n; j++) row[j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            if (corner + 1 < best) best = corner + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    lua_pushinteger(L, (lua_Integer)row[n]);
    return 1;
}

static int dictionary(lua_State *L)
{
    buffer words = { 0 }, affixes = { 0 };
    if (!dictionary_files_read(luaL_checkstring(L, 1), &words, &affixes)) return 0;
    push_buffer(L, &words); /* lost when there is no memory for it: then the call is at its end */
    buffer_free(&words);
    push_buffer(L, &affixes);
    buffer_free(&affixes);
    return 2;
}

static const api_entry entries[] = {
    { "fold", fold, false, "moonleaf.text.fold(text) -> string",
      "The text case-folded (Unicode's full folding): \"Straße\" and \"STRASSE\" become the "
      "same." },
    { "normalise", normalise, false, "moonleaf.text.normalise(text, [form]) -> string",
      "The text in normalisation form \"NFC\" (when left out), \"NFD\", \"NFKC\" or \"NFKD\" "
      "(Unicode Annex 15). Raises for another form." },
    { "stem", stem, false, "moonleaf.text.stem(word, language) -> string",
      "The stem of a folded word by Snowball's stemmer of the language (BCP 47); the word itself "
      "where there is none." },
    { "words", words, false, "moonleaf.text.words(text) -> array of strings",
      "Its words and numbers, by Unicode Annex 29 and ICU's dictionaries: those that loading would "
      "make." },
    { "sentences", sentences, false, "moonleaf.text.sentences(text) -> array of strings",
      "Its sentences, by Unicode Annex 29. Abbreviations of no language table are used." },
    { "script", script, false, "moonleaf.text.script(text) -> string or nil",
      "ISO 15924 code of the script of its first letter: \"Latn\", \"Cyrl\", \"Hani\" ...; nil "
      "when it has none." },
    { "jumbled", jumbled, false, "moonleaf.text.jumbled(text) -> integer, integer",
      "How many of its words nobody would write so, with digits, capitals or letters of another "
      "script behind small letters (\"o0s1actu\", \"cyneOHas\"), and how many words it has in all; "
      "those of fewer than three characters, and of scripts without capitals, are left out." },
    { "distance", distance, false, "moonleaf.text.distance(a, b) -> integer",
      "Edit distance in code points: insertions, deletions and substitutions (Levenshtein 1966)." },
    { "decode", decode_bytes, false, "moonleaf.text.decode(bytes, [charset]) -> string, replaced",
      "The bytes as UTF-8, from the charset of that name (IANA's or iconv's) or, when it is left "
      "out, from the one they are likely in; and "
      "how many of them could not be decoded and became U+FFFD. Raises for a charset that is not "
      "known. "
      "For loaders: the converters of other charsets than Unicode's are not there in other "
      "workers." },
    { "dictionary", dictionary, false,
      "moonleaf.text.dictionary(language) -> string or nil, string",
      "The words (.dic) and affixes (.aff) of the Hunspell dictionary that the system has of the "
      "language (BCP 47), as bytes; nothing where it has none. Looked for in $DICPATH, "
      "/usr/share/hunspell and /usr/share/myspell/dicts." },
    { "width", width, false, "moonleaf.text.width(text) -> integer",
      "Columns that it takes on a terminal: 2 for East Asian wide characters and emoji, 0 for "
      "marks." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part text_part = { "moonleaf.text",
                             "What Unicode and the stemmers say of any string. All of these but "
                             "decode raise for what is no UTF-8.",
                             false, entries, NULL };
