/* Bytes of any encoding to UTF-8.
 *
 * In this order: a byte order mark, UTF-16/32 without a mark (by the places of the zero bytes),
 * UTF-8 (valid, or with a few broken bytes; ASCII with escape sequences may be ISO-2022), then what
 * uchardet guesses, decoded by iconv, and at last windows-1252. What cannot be decoded becomes
 * U+FFFD and is counted. */
#ifndef MOONLEAF_TEXT_CHARSET_H
#define MOONLEAF_TEXT_CHARSET_H

#include "base/buffer.h"

typedef struct charset_result {
    char name[32];       /* IANA name: "UTF-8", "windows-1251" ... */
    double confidence;   /* 0 .. 1; 1 for a mark, valid UTF-8, or a forced charset */
    size_t replacements; /* U+FFFD put in while decoding, and NUL bytes replaced by a space */
} charset_result;

/* Appends the bytes as UTF-8 without a byte order mark; NUL becomes a space and is counted. Line
 * ends stay as they are. `forced` names the charset, or is NULL; STATUS_USAGE when iconv has no
 * such charset. */
status charset_decode(const char *bytes, size_t length, const char *forced, buffer *out,
                      charset_result *result, error *e);

/* The same with the charset that the bytes themselves declare, or NULL. It goes before a guess when
 * they are no Unicode and every one can be decoded by it; one that iconv does not have is as none.
 */
status charset_decode_declared(const char *bytes, size_t length, const char *forced,
                               const char *declared, buffer *out, charset_result *result, error *e);

/* True when the bytes are hardly a text in any charset: many control characters outside UTF-16 and
 * UTF-32. */
bool charset_is_binary(const char *bytes, size_t length);

#endif
