/* UTF-8: reading code points, checking and mending byte strings. */
#ifndef MOONLEAF_TEXT_UTF8_H
#define MOONLEAF_TEXT_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

#define UTF8_INVALID ((uint32_t)0xffffffff)

/* The code point at *at < length, and moves *at behind it. For bytes that are no UTF-8 answers
 * UTF8_INVALID and moves by one byte. Surrogates and overlong forms are no UTF-8. */
uint32_t utf8_next(const char *text, size_t length, size_t *at);

/* Appends one code point. */
void utf8_append(buffer *out, uint32_t point);

/* True when all of it is UTF-8. Runs of ASCII cost a few bytes an instruction. */
bool utf8_is_valid(const char *text, size_t length);

/* Appends the text with each maximal ill-formed part replaced by U+FFFD (Unicode's recommended
 * practice); answers how many were replaced. */
size_t utf8_append_repaired(buffer *out, const char *text, size_t length);

/* Code points in valid UTF-8. */
size_t utf8_count(const char *text, size_t length);

#endif
