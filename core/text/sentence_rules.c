#include "text/sentence_rules.h"

#include <stdbool.h>
#include <unicode/uchar.h>

#include "text/decode.h"
#include "text/properties.h"

enum { END = -1 }; /* beside the classes, which are ICU's USentenceBreak */

/* Bytes of characters that end no sentence, without a look at the whole character: ASCII but the
 * three, letters up to U+057F, most ideographs, and what is not the first byte of a character. */
static const bool plain[256] = {
    [0 ... 0x20] = true,   ['"' ... '-'] = true,   ['/' ... '>'] = true,
    ['@' ... 0xd5] = true, [0xe4 ... 0xe9] = true, [0xf5 ... 0xff] = true,
};

/* The property Sentence_Break. */
static int class_of(uint32_t point)
{
    if (point == UTF8_INVALID) return U_SB_OTHER;
    int class = u_getIntPropertyValue((UChar32)point, UCHAR_SENTENCE_BREAK);
    bool is_line_end = class == U_SB_SEP || class == U_SB_CR || class == U_SB_LF;
    return is_line_end ? U_SB_SP : class;
}

static bool is_mark(int class) { return class == U_SB_EXTEND || class == U_SB_FORMAT; }

/* The class of the character at `at`, and in *behind the place behind it and its marks: SB5. */
static int class_at(const char *text, uint32_t at, uint32_t stop, uint32_t *behind)
{
    *behind = at;
    if (at == stop) return END;
    size_t size;
    int class = class_of(utf8_decode(text, stop, at, &size));
    for (at += (uint32_t)size; at < stop; at += (uint32_t)size) {
        if ((unsigned char)text[at] < 0x80) break;
        if (!is_mark(class_of(utf8_decode(text, stop, at, &size)))) break;
    }
    *behind = at;
    return class;
}

/* The next character that may end a sentence: all that do are punctuation. */
static uint32_t find_terminator(const char *text, uint32_t at, uint32_t stop)
{
    for (size_t size; at < stop; at += (uint32_t)size) {
        while (at < stop && plain[(unsigned char)text[at]]) at++;
        if (at == stop || (unsigned char)text[at] < 0x80) break;
        uint32_t point = utf8_decode(text, stop, at, &size);
        if (point != UTF8_INVALID && property_kind(property_of(point)) == CHARACTER_PUNCTUATION)
            break;
    }
    return at;
}

/* True when the character before `at`, marks aside, is a letter in one of two cases. */
static bool is_behind_cased(const char *text, uint32_t start, uint32_t at)
{
    int class = END;
    while (at > start && (class == END || is_mark(class)))
        class = class_of(utf8_decode_before(text, start, at, &at));
    return class == U_SB_UPPER || class == U_SB_LOWER;
}

/* SB8: a small letter comes before any other letter and before the next end of a sentence. */
static bool goes_on_small(const char *text, uint32_t at, uint32_t stop)
{
    for (size_t size; at < stop; at += (uint32_t)size) {
        int class = class_of(utf8_decode(text, stop, at, &size));
        if (class == U_SB_LOWER) return true;
        if (class == U_SB_OLETTER || class == U_SB_UPPER || class == U_SB_ATERM ||
            class == U_SB_STERM)
            return false;
    }
    return false;
}

uint32_t sentence_boundary(const char *text, uint32_t start, uint32_t at, uint32_t stop)
{
    for (uint32_t end, next; (at = find_terminator(text, at, stop)) < stop; at = end) {
        int first = class_at(text, at, stop, &end);
        if (first != U_SB_ATERM && first != U_SB_STERM) continue;
        bool is_stop = first == U_SB_ATERM; /* a full stop may be part of a word or number */
        int class = class_at(text, end, stop, &next);
        if (is_stop && class == U_SB_NUMERIC) continue;                                   /* SB6 */
        if (is_stop && class == U_SB_UPPER && is_behind_cased(text, start, at)) continue; /* SB7 */
        for (; class == U_SB_CLOSE; class = class_at(text, end, stop, &next)) end = next; /* SB9 */
        for (; class == U_SB_SP; class = class_at(text, end, stop, &next)) end = next;    /* SB10 */
        bool is_followed =
            class == U_SB_SCONTINUE || class == U_SB_ATERM || class == U_SB_STERM; /* SB8a */
        if (!is_followed && !(is_stop && goes_on_small(text, end, stop))) return end;
    }
    return stop;
}
