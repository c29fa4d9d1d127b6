/* Growable bytes with a sticky outcome.
 *
 * Every append is a no-op once one has failed, so a writer of many parts checks `state` once, at
 * the end. A zeroed buffer is an empty one. The bytes are followed by a NUL that `length` does not
 * count, once anything was appended. */
#ifndef MOONLEAF_BASE_BUFFER_H
#define MOONLEAF_BASE_BUFFER_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef struct buffer {
    char *data;
    size_t length;
    size_t capacity;
    status state;
} buffer;

void buffer_append(buffer *b, const void *bytes, size_t length);
void buffer_text(buffer *b, const char *text); /* a C string, without its NUL */
void buffer_byte(buffer *b, unsigned char byte);
void buffer_format(buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_varint(buffer *b, uint64_t value); /* LEB128: seven bits a byte, low bits first */

/* Room for `extra` more bytes after `length`, or NULL. The caller fills them and adds to `length`.
 */
char *buffer_room(buffer *b, size_t extra);

/* Empties it and keeps its memory; a failed buffer is usable again. */
void buffer_clear(buffer *b);
void buffer_free(buffer *b);

/* The bytes as a C string that the caller owns and frees, or NULL when there was no memory; empties
 * `b`. */
char *buffer_take(buffer *b);

/* Reads a varint from [*cursor, end) and moves the cursor behind it. False when it is cut off or
 * longer than 64 bits; the cursor then stays. */
bool varint_read(const unsigned char **cursor, const unsigned char *end, uint64_t *value);

#endif
