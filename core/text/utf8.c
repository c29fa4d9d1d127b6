#include "text/utf8.h"

#include <endian.h>
#include <string.h>

#include "text/decode.h"

uint32_t utf8_next(const char *text, size_t length, size_t *at)
{
    size_t size;
    uint32_t point = utf8_decode(text, length, *at, &size);
    *at += point == UTF8_INVALID ? 1 : size;
    return point;
}

void utf8_append(buffer *out, uint32_t point)
{
    char bytes[4];
    size_t size = 0;
    if (point < 0x80) {
        bytes[size++] = (char)point;
    } else if (point < 0x800) {
        bytes[size++] = (char)(0xc0 | point >> 6);
        bytes[size++] = (char)(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        bytes[size++] = (char)(0xe0 | point >> 12);
        bytes[size++] = (char)(0x80 | (point >> 6 & 0x3f));
        bytes[size++] = (char)(0x80 | (point & 0x3f));
    } else {
        bytes[size++] = (char)(0xf0 | point >> 18);
        bytes[size++] = (char)(0x80 | (point >> 12 & 0x3f));
        bytes[size++] = (char)(0x80 | (point >> 6 & 0x3f));
        bytes[size++] = (char)(0x80 | (point & 0x3f));
    }
    buffer_append(out, bytes, size);
}

/* The end of the well-formed characters of up to three bytes from `at` on, or of most of them: a
 * question or two each instead of decoding. */
static size_t skip_plain(const char *text, size_t length, size_t at)
{
    for (uint64_t eight; length - at >= sizeof eight;) {
        memcpy(&eight, text + at, sizeof eight);
        eight = le64toh(eight);
        uint64_t tops = eight & UINT64_C(0x8080808080808080);
        uint64_t first = eight & 0x200f; /* with the bit of the second byte that it asks for */
        if (tops == 0) at += sizeof eight;
        else if ((tops & 0x80) == 0) at += (size_t)__builtin_ctzll(tops) / 8;
        else if ((eight & 0xc0e0) == 0x80c0 && (eight & 0x1e) != 0) at += 2;
        else if ((eight & 0xc0c0f0) == 0x8080e0 && first != 0 && first != 0x200d) at += 3;
        else break;
    }
    return at;
}

/* Where the first ill-formed part from `at` on begins, and its size; `length` when all is well. */
static size_t find_invalid(const char *text, size_t length, size_t at, size_t *size)
{
    for (;;) {
        at = skip_plain(text, length, at);
        at += utf8_ascii_run(text, length, at);
        for (; at < length && (unsigned char)text[at] >= 0x80; at += *size)
            if (utf8_decode(text, length, at, size) == UTF8_INVALID) return at;
        if (at == length) return at;
    }
}

bool utf8_is_valid(const char *text, size_t length)
{
    size_t size;
    return find_invalid(text, length, 0, &size) == length;
}

size_t utf8_append_repaired(buffer *out, const char *text, size_t length)
{
    size_t replaced = 0, at = 0, size = 0;
    for (;;) {
        size_t invalid = find_invalid(text, length, at, &size);
        buffer_append(out, text + at, invalid - at);
        if (invalid == length) return replaced;
        utf8_append(out, 0xfffd);
        replaced++;
        at = invalid + size;
    }
}

size_t utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}
