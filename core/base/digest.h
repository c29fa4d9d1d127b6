/* SHA-256 (FIPS 180-4, by libnettle) of bytes, and its hexadecimal form. */
#ifndef MOONLEAF_BASE_DIGEST_H
#define MOONLEAF_BASE_DIGEST_H

#include <nettle/sha2.h>
#include <stddef.h>

typedef struct digest {
    struct sha256_ctx state;
} digest;

/* 64 hexadecimal digits and a NUL. */
typedef struct digest_hex {
    char text[65];
} digest_hex;

void digest_begin(digest *d);
void digest_add(digest *d, const void *bytes, size_t length);

/* Adds the bytes with their length in front. */
void digest_add_bytes(digest *d, const void *bytes, size_t length);

/* Adds the text with its length in front, so that ("ab", "c") and ("a", "bc") differ. NULL counts
 * as "". */
void digest_add_text(digest *d, const char *text);
digest_hex digest_end(digest *d);

#endif
