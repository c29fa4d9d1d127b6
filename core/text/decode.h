/* Reading one code point of UTF-8, inline: the innermost step of every loop over a text in this
 * floor. */
#ifndef MOONLEAF_TEXT_DECODE_H
#define MOONLEAF_TEXT_DECODE_H

#include <stdbool.h>

#include "text/utf8.h"

/* The code point at `at` < length, and in *size its bytes. For what is no UTF-8 answers
 * UTF8_INVALID and the size of the maximal ill-formed part: the longest beginning of a well-formed
 * character, or one byte. */
static inline uint32_t utf8_decode(const char *text, size_t length, size_t at, size_t *size)
{
    const unsigned char *p = (const unsigned char *)text + at;
    size_t room = length - at;
    uint32_t first = p[0];
    *size = 1;
    if (first < 0x80) return first;
    if (first < 0xc2 || first > 0xf4 || room < 2) return UTF8_INVALID;
    if (first < 0xe0) {
        if ((p[1] & 0xc0) != 0x80) return UTF8_INVALID;
        *size = 2;
        return (first & 0x1f) << 6 | (p[1] & 0x3fu);
    }

    /* Only the second byte's range depends on the first: it shuts out overlong forms, surrogates,
     * above U+10FFFF. */
    unsigned least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (p[1] < least || p[1] > most) return UTF8_INVALID;
    *size = 2;
    if (room < 3 || (p[2] & 0xc0) != 0x80) return UTF8_INVALID;
    *size = 3;
    if (first < 0xf0) return (first & 0x0f) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    if (room < 4 || (p[3] & 0xc0) != 0x80) return UTF8_INVALID;
    *size = 4;
    return (first & 0x07) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

/* The code point that ends at `at` > start, and in *begins where it begins; a byte that is no UTF-8
 * is UTF8_INVALID. */
static inline uint32_t utf8_decode_before(const char *text, uint32_t start, uint32_t at,
                                          uint32_t *begins)
{
    uint32_t from = at - 1;
    while (from > start && at - from < 4 && ((unsigned char)text[from] & 0xc0) == 0x80) from--;
    size_t size;
    uint32_t point = utf8_decode(text, at, from, &size);
    bool is_whole = point != UTF8_INVALID && from + size == at;
    *begins = is_whole ? from : at - 1;
    return is_whole ? point : UTF8_INVALID;
}

/* How many ASCII bytes there are from `at` on, eight at a time. */
static inline size_t utf8_ascii_run(const char *text, size_t length, size_t at)
{
    size_t from = at;
    for (uint64_t eight; length - at >= sizeof eight; at += sizeof eight) {
        __builtin_memcpy(&eight, text + at, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080)) break;
    }
    while (at < length && (unsigned char)text[at] < 0x80) at++;
    return at - from;
}

#endif
