#include "text/words.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uvernum.h>

#include "text/decode.h"
#include "text/dictionary.h"
#include "text/properties.h"
#include "text/words_internal.h"

struct segmenter {
    dictionary runs;
};

/* What a segment holds: a bit for each kind of character. */
enum {
    SEEN_LETTER = 1 << CHARACTER_LETTER,
    SEEN_DIGIT = 1 << CHARACTER_DIGIT,
    SEEN_PUNCTUATION = 1 << CHARACTER_PUNCTUATION,
    SEEN_SYMBOL = 1 << CHARACTER_SYMBOL,
    SEEN_WHITE = 1 << CHARACTER_WHITE,
};

/* A segment that is being cut. */
typedef struct walk {
    dictionary *runs;
    const char *text;
    uint32_t start, at, stop; /* it is [start, at) so far; `stop` is the end of the text */
    unsigned last;            /* class of its last character that is no mark, or BRIDGED */
    bool joiner;              /* its very last character is a zero width joiner */
    bool in_run;              /* the character of `last` is one for the dictionaries */
    unsigned seen;
} walk;

/* Whether a character joins the segment, by the class of the one before it: rules WB3 to WB16. */
enum join {
    BREAK, /* WB999 */
    JOIN,
    ABSORB,            /* a mark changes nothing: WB4 */
    PAIR,              /* the second half of a flag, which ends the pair: WB15, WB16 */
    IF_LETTER,         /* when a letter follows: WB6, WB7 */
    IF_LETTER_OR_LAST, /* the same, else it ends the word: WB7a */
    IF_HEBREW,         /* WB7b, WB7c */
    IF_NUMBER,         /* WB11, WB12 */
};

/* A letter without anything particular to it. */
enum {
    PLAIN_MASK = PROPERTY_CLASS | PROPERTY_DICTIONARY | 7 << PROPERTY_KIND_SHIFT,
    PLAIN_LETTER = BREAK_LETTER | CHARACTER_LETTER << PROPERTY_KIND_SHIFT,
};

/* A row of its own: what follows is known to join. */
enum { BRIDGED = BREAK_CLASSES, ROWS };

#define MARKS [BREAK_EXTEND] = ABSORB, [BREAK_JOINER] = ABSORB
#define ALPHANUMERIC [BREAK_LETTER] = JOIN, [BREAK_HEBREW] = JOIN, [BREAK_NUMERIC] = JOIN

static const unsigned char joins[ROWS][BREAK_CLASSES] = {
    [BREAK_OTHER] = { MARKS },
    [BREAK_LETTER] = { MARKS, ALPHANUMERIC, [BREAK_LOW_LINE] = JOIN, [BREAK_MID_LETTER] = IF_LETTER,
                       [BREAK_MID_BOTH] = IF_LETTER, [BREAK_SINGLE_QUOTE] = IF_LETTER },
    [BREAK_HEBREW] = { MARKS, ALPHANUMERIC, [BREAK_LOW_LINE] = JOIN, [BREAK_MID_LETTER] = IF_LETTER,
                       [BREAK_MID_BOTH] = IF_LETTER, [BREAK_SINGLE_QUOTE] = IF_LETTER_OR_LAST,
                       [BREAK_DOUBLE_QUOTE] = IF_HEBREW },
    [BREAK_NUMERIC] = { MARKS,
                        ALPHANUMERIC, [BREAK_LOW_LINE] = JOIN, [BREAK_MID_NUMBER] = IF_NUMBER,
                        [BREAK_MID_BOTH] = IF_NUMBER, [BREAK_SINGLE_QUOTE] = IF_NUMBER },
    [BREAK_KATAKANA] = { MARKS, [BREAK_KATAKANA] = JOIN, [BREAK_LOW_LINE] = JOIN },
    [BREAK_LOW_LINE] = { MARKS, ALPHANUMERIC, [BREAK_KATAKANA] = JOIN, [BREAK_LOW_LINE] = JOIN },
    [BREAK_MID_LETTER] = { MARKS },
    [BREAK_MID_NUMBER] = { MARKS },
    [BREAK_MID_BOTH] = { MARKS },
    [BREAK_SINGLE_QUOTE] = { MARKS },
    [BREAK_DOUBLE_QUOTE] = { MARKS },
    [BREAK_REGIONAL] = { MARKS, [BREAK_REGIONAL] = PAIR },
    [BREAK_SPACE] = { MARKS, [BREAK_SPACE] = JOIN },
    [BREAK_CR] = { [BREAK_LF] = JOIN },
    [BREAK_EXTEND] = { MARKS },
    [BREAK_JOINER] = { MARKS },
    [BRIDGED] = { MARKS, ALPHANUMERIC },
};

/* Bits of ASCII letters, digits and "_", all of which join one another; 0 for the rest. */
static const unsigned char alphanumeric[256] = {
    ['0' ... '9'] = SEEN_DIGIT,
    ['A' ... 'Z'] = SEEN_LETTER,
    ['_'] = SEEN_PUNCTUATION,
    ['a' ... 'z'] = SEEN_LETTER,
};

/* What must stand on both sides of an ASCII character for it to join them. */
static const unsigned char bridges[256] = {
    ['\''] = SEEN_LETTER | SEEN_DIGIT,
    ['.'] = SEEN_LETTER | SEEN_DIGIT,
    [':'] = SEEN_LETTER,
    [','] = SEEN_DIGIT,
    [';'] = SEEN_DIGIT,
};

static const bool blank[256] = { ['\t' ... '\r'] = true, [' '] = true };

static token_kind kind_of(unsigned seen)
{
    if (seen & SEEN_LETTER) return TOKEN_WORD;
    if (seen & SEEN_DIGIT) return TOKEN_NUMBER;
    if (seen & SEEN_SYMBOL) return TOKEN_SYMBOL;
    return seen & SEEN_PUNCTUATION ? TOKEN_PUNCTUATION : TOKEN_SYMBOL;
}

/* The class of the first character from `at` on that is no mark; BREAK_OTHER at the end. */
static break_class class_ahead(const walk *w, uint32_t at)
{
    size_t size;
    for (; at < w->stop; at += (uint32_t)size) {
        uint32_t point = utf8_decode(w->text, w->stop, at, &size);
        if (point == UTF8_INVALID) return BREAK_OTHER;
        break_class class = property_class(property_of(point));
        if (class != BREAK_EXTEND && class != BREAK_JOINER) return class;
    }
    return BREAK_OTHER;
}

/* Whether the segment goes on with a character that needs a look at what comes `behind` it; if so,
 * sets `last`. */
static bool bridge(walk *w, enum join rule, unsigned class, uint32_t behind)
{
    break_class ahead = class_ahead(w, behind);
    bool holds = rule == IF_NUMBER   ? ahead == BREAK_NUMERIC
                 : rule == IF_HEBREW ? ahead == BREAK_HEBREW
                                     : ahead == BREAK_HEBREW || ahead == BREAK_LETTER;
    w->last = holds ? BRIDGED : class;
    return holds || rule == IF_LETTER_OR_LAST;
}

/* Whether the segment goes on with a character at w->at; if so, its class becomes the last one. */
static bool goes_on(walk *w, unsigned property, uint32_t behind)
{
    unsigned class = property_class(property);
    enum join rule = joins[w->last][class];
    bool in_run = (property & PROPERTY_DICTIONARY) != 0;
    if (rule == ABSORB) {
        w->joiner = class == BREAK_JOINER;
        if (w->last == BREAK_SPACE) w->last = BREAK_OTHER; /* WB3d holds for neighbours only */
        return true;
    }
    if (w->joiner && (property & PROPERTY_PICTOGRAPH)) rule = JOIN; /* WB3c */
    if (w->in_run && in_run) rule = dictionary_breaks(w->runs, w->at) ? BREAK : JOIN;
    if (rule == BREAK) return false;
    if (rule >= IF_LETTER && !bridge(w, rule, class, behind)) return false;
    if (rule < IF_LETTER) w->last = rule == PAIR ? BREAK_OTHER : class;
    if (in_run) dictionary_enter(w->runs, w->text, w->at, w->stop);
    w->in_run = in_run;
    w->joiner = false;
    return true;
}

/* Moves w->at to the end of the segment that holds something already. */
static void finish_segment(walk *w)
{
    const char *text = w->text;
    size_t at = w->at, stop = w->stop, size;
    for (; at < stop; at += size) {
        uint32_t point = utf8_decode(text, stop, at, &size);
        if (point == UTF8_INVALID) break;
        unsigned property = property_of(point);
        bool is_plain = (property & PLAIN_MASK) == PLAIN_LETTER;
        if (is_plain && w->last == BREAK_LETTER) { /* WB5: most of all text */
            w->seen |= SEEN_LETTER;
            w->joiner = false;
            continue;
        }
        w->at = (uint32_t)at;
        if (!goes_on(w, property, (uint32_t)(at + size))) return;
        w->seen |= 1u << property_kind(property);
    }
    w->at = (uint32_t)at;
}

/* Cuts the segment that begins at w->at < w->stop. */
static void cut_segment(walk *w)
{
    size_t size;
    uint32_t point = utf8_decode(w->text, w->stop, w->at, &size);
    w->start = w->at;
    w->at += (uint32_t)size;
    w->seen = SEEN_SYMBOL;
    if (point == UTF8_INVALID) return;

    unsigned property = property_of(point);
    w->seen = 1u << property_kind(property);
    w->last = property_class(property);
    w->joiner = w->last == BREAK_JOINER;
    w->in_run = (property & PROPERTY_DICTIONARY) != 0;
    if (w->in_run) dictionary_enter(w->runs, w->text, w->start, w->stop);
    finish_segment(w);
}

/* Eight bytes at once: `byte` in each, and in the top bit of each whether that byte of `v`, which
 * is ASCII, lies between the two. */
#define EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))
#define TOP_BITS EIGHT(0x80)

static inline uint64_t between(uint64_t v, unsigned char first, unsigned char last)
{
    return (v + EIGHT(0x80u - first)) & ~(v + EIGHT(0x7fu - last)) & TOP_BITS;
}

/* The end of the ASCII letters, digits and "_" from `at` on; adds what they are to *seen. Words are
 * short and of any length: eight bytes without a branch take less than a loop that ends where no
 * processor foresees it. */
static inline uint32_t skip_alphanumeric(const unsigned char *text, uint32_t at, uint32_t stop,
                                         unsigned *seen)
{
    for (uint64_t eight; stop - at >= sizeof eight;) {
        memcpy(&eight, text + at, sizeof eight);
        eight = le64toh(eight);
        uint64_t ascii = eight & ~TOP_BITS;
        uint64_t letters = between(ascii | EIGHT(0x20), 'a', 'z');
        uint64_t digits = between(ascii, '0', '9');
        uint64_t lines = between(ascii, '_', '_');
        uint64_t others = (~(letters | digits | lines) | eight) & TOP_BITS;
        uint64_t inside = (others & -others) - 1; /* bits before the first of them, or all bits */
        *seen |= ((letters & inside) != 0 ? SEEN_LETTER : 0u) |
                 ((digits & inside) != 0 ? SEEN_DIGIT : 0u) |
                 ((lines & inside) != 0 ? SEEN_PUNCTUATION : 0u);
        if (others != 0) return at + (uint32_t)__builtin_ctzll(others) / 8;
        at += sizeof eight;
    }
    for (unsigned bits; at < stop && (bits = alphanumeric[text[at]]) != 0; at++) *seen |= bits;
    return at;
}

/* Cuts the segment that begins with an ASCII letter, digit or "_" at w->at. */
static void cut_ascii_word(walk *w)
{
    const unsigned char *text = (const unsigned char *)w->text;
    uint32_t at = w->at, stop = w->stop;
    unsigned seen = 0;
    w->start = at;
    for (;;) {
        at = skip_alphanumeric(text, at, stop, &seen);
        if (at == stop) break;
        unsigned sides = bridges[text[at]];
        if (sides == 0 && text[at] < 0x80) break;
        unsigned before = alphanumeric[text[at - 1]];
        if (text[at] >= 0x80 || (at + 1 < stop && text[at + 1] >= 0x80)) {
            w->last = before == SEEN_LETTER  ? BREAK_LETTER
                      : before == SEEN_DIGIT ? BREAK_NUMERIC
                                             : BREAK_LOW_LINE;
            w->joiner = w->in_run = false;
            w->at = at;
            w->seen = seen;
            finish_segment(w);
            return;
        }
        if (at + 1 == stop || (sides & before & alphanumeric[text[at + 1]]) == 0) break;
        at++;
    }
    w->at = at;
    w->seen = seen;
}

/* Skips ASCII white space, but not what a mark may stand on. */
static void skip_blanks(walk *w)
{
    uint32_t at = w->at;
    while (at < w->stop && blank[(unsigned char)w->text[at]]) at++;
    if (at > w->at && at < w->stop && (unsigned char)w->text[at] >= 0x80) {
        size_t size;
        uint32_t point = utf8_decode(w->text, w->stop, at, &size);
        unsigned class = point == UTF8_INVALID ? BREAK_OTHER : property_class(property_of(point));
        bool is_mark = class == BREAK_EXTEND || class == BREAK_JOINER;
        if (is_mark && w->text[at - 1] == '\t') at--;
        else if (is_mark || class == BREAK_SPACE)
            while (at > w->at && w->text[at - 1] == ' ') at--;
    }
    w->at = at;
}

/* Cuts the next token; false at the end. */
static inline bool next_token(walk *w)
{
    do {
        skip_blanks(w);
        if (w->at == w->stop) return false;
        unsigned char first = (unsigned char)w->text[w->at];
        if (alphanumeric[first]) {
            cut_ascii_word(w);
            return true;
        }
        bool is_alone = w->stop - w->at == 1 || (unsigned char)w->text[w->at + 1] < 0x80;
        if (first < 0x80 && is_alone && !blank[first]) {
            w->start = w->at++;
            w->seen = 1u << property_kind(property_of(first));
            return true;
        }
        cut_segment(w);
    } while (w->seen == SEEN_WHITE);
    return true;
}

static inline bool append(token_list *tokens, const walk *w)
{
    token *added = list_push(tokens);
    if (added == NULL) return false;
    *added = (token){ { w->start, w->at }, kind_of(w->seen) };
    return true;
}

status segmenter_create(segmenter **out, error *e)
{
    *out = calloc(1, sizeof **out);
    return *out == NULL ? error_memory(e) : STATUS_OK;
}

void segmenter_free(segmenter *s)
{
    if (s == NULL) return;
    dictionary_free(&s->runs);
    free(s);
}

static status end(walk *w, token_list *tokens, size_t before, bool is_complete, error *e)
{
    status outcome = is_complete ? dictionary_outcome(w->runs, e) : error_memory(e);
    if (outcome != STATUS_OK) tokens->count = before;
    return outcome;
}

status segmenter_tokens(segmenter *s, const char *text, span within, token_list *tokens, error *e)
{
    walk w = { .runs = &s->runs, .text = text, .at = within.start, .stop = within.stop };
    size_t before = tokens->count;
    bool is_complete = true;
    dictionary_reset(w.runs);
    while (is_complete && next_token(&w)) is_complete = append(tokens, &w);
    return end(&w, tokens, before, is_complete, e);
}

status segmenter_segments(segmenter *s, const char *text, span within, token_list *segments,
                          error *e)
{
    walk w = { .runs = &s->runs, .text = text, .at = within.start, .stop = within.stop };
    size_t before = segments->count;
    bool is_complete = true;
    dictionary_reset(w.runs);
    while (is_complete && w.at < w.stop) {
        cut_segment(&w);
        is_complete = append(segments, &w);
    }
    return end(&w, segments, before, is_complete, e);
}

token_kind token_kind_of(const char *form, size_t length)
{
    unsigned seen = 0;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t point = utf8_decode(form, length, at, &size);
        seen |= point == UTF8_INVALID ? SEEN_SYMBOL : 1u << property_kind(property_of(point));
    }
    return kind_of(seen);
}

const char *segmenter_version(void) { return U_ICU_VERSION; }

const char *token_kind_name(token_kind kind)
{
    static const char *const names[] = { "word", "number", "punctuation", "symbol" };
    return names[kind];
}
