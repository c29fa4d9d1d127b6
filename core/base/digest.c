#include "base/digest.h"

#include <stdint.h>
#include <string.h>

void digest_begin(digest *d) { sha256_init(&d->state); }

void digest_add(digest *d, const void *bytes, size_t length)
{
    sha256_update(&d->state, length, bytes);
}

void digest_add_bytes(digest *d, const void *bytes, size_t length)
{
    unsigned char size[8];
    for (int i = 0; i < 8; i++) size[i] = (unsigned char)((uint64_t)length >> (8 * i));
    digest_add(d, size, sizeof size);
    if (length > 0) digest_add(d, bytes, length);
}

void digest_add_text(digest *d, const char *text)
{
    digest_add_bytes(d, text, text == NULL ? 0 : strlen(text));
}

digest_hex digest_end(digest *d)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    digest_hex hex;
    sha256_digest(&d->state, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        hex.text[2 * i] = digits[bytes[i] >> 4];
        hex.text[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex.text[64] = '\0';
    return hex;
}
