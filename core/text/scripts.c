#include "text/scripts.h"

#include <endian.h>
#include <string.h>
#include <unicode/uchar.h>

#include "text/decode.h"

typedef enum letter_class { OTHER, DIGIT, LOWER, UPPER, CASELESS } letter_class;

/* What the shape of a word is judged from, letter by letter. */
typedef struct word_shape {
    size_t length;
    UScriptCode script;
    letter_class before;
    bool has_letter, is_cased, is_jumbled;
} word_shape;

bool script_is_kana(uint32_t point)
{
    return (point >= 0x3041 && point <= 0x30ff) || (point >= 0x31f0 && point <= 0x31ff) ||
           (point >= 0xff66 && point <= 0xff9f);
}

/* Letters of one script and kind side by side, which spare ICU most of all text. */
static const struct solid {
    uint32_t first, last;
    UScriptCode script;
    letter_class class;
} solid[] = {
    { 0x430, 0x45f, USCRIPT_CYRILLIC, LOWER },    { 0xdf, 0xf6, USCRIPT_LATIN, LOWER },
    { 0xf8, 0xff, USCRIPT_LATIN, LOWER },         { 0x4e00, 0x9fff, USCRIPT_HAN, CASELESS },
    { 0x641, 0x64a, USCRIPT_ARABIC, CASELESS },   { 0x620, 0x63f, USCRIPT_ARABIC, CASELESS },
    { 0x400, 0x42f, USCRIPT_CYRILLIC, UPPER },    { 0xd8, 0xde, USCRIPT_LATIN, UPPER },
    { 0xac00, 0xd7a3, USCRIPT_HANGUL, CASELESS },
};

static const struct solid *find_solid(uint32_t point)
{
    for (size_t i = 0; i < sizeof solid / sizeof *solid; i++)
        if (point >= solid[i].first && point <= solid[i].last) return &solid[i];
    return NULL;
}

static UScriptCode ask_script(uint32_t point)
{
    if (script_is_kana(point)) return USCRIPT_HAN;
    UErrorCode failure = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)point, &failure);
    switch (script) {
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN:
    case USCRIPT_INVALID_CODE: return USCRIPT_COMMON;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO: return USCRIPT_HAN;
    default: return script;
    }
}

UScriptCode script_of(uint32_t point)
{
    if (point < 0x80) return (point | 0x20) - 'a' < 26 ? USCRIPT_LATIN : USCRIPT_COMMON;
    const struct solid *s = find_solid(point);
    return s != NULL ? s->script : ask_script(point);
}

UScriptCode script_of_word(const char *word, size_t length)
{
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t point = utf8_decode(word, length, at, &size);
        if ((point | 0x20) - 'a' < 26) return USCRIPT_LATIN;
        if (point < 0x80 || point == UTF8_INVALID) continue;
        UErrorCode failure = U_ZERO_ERROR;
        UScriptCode script = uscript_getScript((UChar32)point, &failure);
        if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED) continue;
        if (u_isalpha((UChar32)point)) return script;
    }
    return USCRIPT_COMMON;
}

static letter_class ask_class(uint32_t point, UScriptCode script)
{
    if (script == USCRIPT_HAN) return CASELESS;
    int8_t type = u_charType((UChar32)point);
    if (script == USCRIPT_COMMON) return type == U_DECIMAL_DIGIT_NUMBER ? DIGIT : OTHER;
    if (type == U_LOWERCASE_LETTER) return LOWER;
    return type == U_UPPERCASE_LETTER ? UPPER : CASELESS;
}

/* The kind of a character, its script, and the solid letters that it is one of, or NULL. */
static inline letter_class look_up(uint32_t point, UScriptCode *script, const struct solid **s)
{
    *s = NULL;
    if (point < 0x80) {
        bool is_letter = (point | 0x20) - 'a' < 26;
        *script = is_letter ? USCRIPT_LATIN : USCRIPT_COMMON;
        if (is_letter) return point & 0x20 ? LOWER : UPPER;
        return point - '0' < 10 ? DIGIT : OTHER;
    }
    *s = find_solid(point);
    *script = *s != NULL ? (*s)->script : ask_script(point);
    return *s != NULL ? (*s)->class : ask_class(point, *script);
}

/* In "passurtus" nothing is odd, in "o0s1actu" and "cyneOHas" it is; "20th", "2005s" and "COVID19"
 * are words. */
static void word_take(word_shape *word, letter_class class, UScriptCode script)
{
    if (class != DIGIT) {
        bool is_odd = (class == UPPER && word->before == LOWER) || word->before == DIGIT ||
                      word->script != script;
        if (word->has_letter && is_odd) word->is_jumbled = true;
        word->script = script;
        word->has_letter = true;
        if (class != CASELESS) word->is_cased = true;
    }
    word->before = class;
    word->length++;
}

static void word_end(word_shape *word, script_profile *p)
{
    if (word->length >= 3 && word->is_cased) {
        p->words++;
        p->jumbled += word->is_jumbled;
    }
    *word = (word_shape){ 0 };
}

static UScriptCode most_frequent(const size_t *counts)
{
    UScriptCode best = USCRIPT_COMMON;
    for (int i = 0; i < USCRIPT_CODE_LIMIT; i++) {
        if (counts[i] > 0 && (best == USCRIPT_COMMON || counts[i] > counts[best])) {
            best = (UScriptCode)i;
        }
    }
    return best;
}

#define EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The end of the small ASCII letters from `at` on. */
static size_t small_end(const char *text, size_t length, size_t at)
{
    for (uint64_t eight; length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        eight = le64toh(eight);
        uint64_t ascii = eight & EIGHT(0x7f);
        uint64_t letters = (ascii + EIGHT(0x80 - 'a')) & ~(ascii + EIGHT(0x7f - 'z')) & ~eight;
        uint64_t others = ~letters & EIGHT(0x80);
        if (others != 0) return at + (size_t)__builtin_ctzll(others) / 8;
    }
    while (at < length && (unsigned char)(text[at] - 'a') < 26) at++;
    return at;
}

/* The end of the letters of one solid kind from `at` on; *run is how many. */
static size_t solid_end(const char *text, size_t length, size_t at, const struct solid *s,
                        size_t *run)
{
    for (size_t size; at < length; at += size, ++*run) {
        uint32_t point = utf8_decode(text, length, at, &size);
        if (point < s->first || point > s->last) break;
    }
    return at;
}

script_profile script_profile_of(const char *text, size_t length)
{
    script_profile p = { 0 };
    word_shape word = { 0 };
    size_t counts[USCRIPT_CODE_LIMIT] = { 0 };
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t point = utf8_decode(text, length, at, &size);
        UScriptCode script;
        const struct solid *s;
        letter_class class = look_up(point, &script, &s);
        bool is_same = class == word.before && script == word.script;
        if (is_same && (class == LOWER || class == CASELESS)) {
            word.length++; /* most of all text */
        } else if (class != OTHER) {
            word_take(&word, class, script);
        } else if (word.length > 0) {
            word_end(&word, &p);
        }
        if (script == USCRIPT_COMMON) continue;
        counts[script]++;
        p.letters++;
        p.letter_bytes += size;
        p.kana += script == USCRIPT_HAN && script_is_kana(point);
        bool is_small = class == LOWER && script == USCRIPT_LATIN;
        if (!is_small && (s == NULL || class == UPPER)) continue;
        size_t from = at + size, run = 0, stop; /* of more such: they change but the counts */
        if (is_small) run = (stop = small_end(text, length, from)) - from;
        else stop = solid_end(text, length, from, s, &run);
        word.length += run;
        counts[script] += run;
        p.letters += run;
        p.letter_bytes += stop - from;
        at += stop - from;
    }
    word_end(&word, &p);
    p.script = most_frequent(counts);
    p.others = p.letters - counts[p.script];
    return p;
}

bool script_profile_is_garbled(const script_profile *p)
{
    /* A few formulas and trade names among Chinese say nothing about the Chinese. */
    bool is_cased = p->script == USCRIPT_LATIN || p->script == USCRIPT_CYRILLIC ||
                    p->script == USCRIPT_GREEK || p->script == USCRIPT_ARMENIAN;
    return is_cased && p->jumbled >= 2 && p->jumbled * 6 >= p->words;
}

const char *script_language(UScriptCode script)
{
    switch (script) {
    case USCRIPT_HAN: return "zh";
    case USCRIPT_HANGUL: return "ko";
    case USCRIPT_THAI: return "th";
    case USCRIPT_GREEK: return "el";
    case USCRIPT_HEBREW: return "he";
    case USCRIPT_GEORGIAN: return "ka";
    case USCRIPT_ARMENIAN: return "hy";
    default: return "und";
    }
}

bool script_is_used_by(UScriptCode script, const char *language)
{
    UScriptCode codes[8];
    UErrorCode failure = U_ZERO_ERROR;
    int32_t count = uscript_getCode(language, codes, 8, &failure);
    if (U_FAILURE(failure)) return false;
    for (int32_t i = 0; i < count; i++) {
        UScriptCode used = codes[i];
        if (used == USCRIPT_SIMPLIFIED_HAN || used == USCRIPT_TRADITIONAL_HAN ||
            used == USCRIPT_HIRAGANA || used == USCRIPT_KATAKANA) {
            used = USCRIPT_HAN;
        }
        if (used == script) return true;
    }
    return false;
}
