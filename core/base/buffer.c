#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 64, LONGEST_VARINT = 10 };

char *buffer_room(buffer *b, size_t extra)
{
    if (b->state != STATUS_OK) return NULL;
    if (extra < b->capacity - b->length) return b->data + b->length;
    size_t needed;
    if (__builtin_add_overflow(b->length, extra, &needed) ||
        __builtin_add_overflow(needed, 1, &needed)) {
        b->state = STATUS_NO_MEMORY;
        return NULL;
    }
    if (needed > b->capacity) {
        size_t capacity = b->capacity < SMALLEST ? SMALLEST : b->capacity;
        while (capacity < needed) {
            if (__builtin_mul_overflow(capacity, 2, &capacity)) capacity = needed;
        }
        char *data = realloc(b->data, capacity);
        if (data == NULL) {
            b->state = STATUS_NO_MEMORY;
            return NULL;
        }
        b->data = data;
        b->capacity = capacity;
    }
    return b->data + b->length;
}

void buffer_append(buffer *b, const void *bytes, size_t length)
{
    char *room = buffer_room(b, length);
    if (room == NULL) return;
    if (length > 0) memcpy(room, bytes, length);
    b->length += length;
    b->data[b->length] = '\0';
}

void buffer_text(buffer *b, const char *text) { buffer_append(b, text, strlen(text)); }

void buffer_byte(buffer *b, unsigned char byte)
{
    char *room = buffer_room(b, 1);
    if (room == NULL) return;
    room[0] = (char)byte;
    room[1] = '\0';
    b->length++;
}

void buffer_format(buffer *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int needed = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *room = needed < 0 ? NULL : buffer_room(b, (size_t)needed);
    if (room == NULL) return;
    va_start(arguments, format);
    vsnprintf(room, (size_t)needed + 1, format, arguments);
    va_end(arguments);
    b->length += (size_t)needed;
}

void buffer_varint(buffer *b, uint64_t value)
{
    char *room = buffer_room(b, LONGEST_VARINT);
    if (room == NULL) return;
    for (; value >= 0x80; value >>= 7) *room++ = (char)(value | 0x80);
    *room++ = (char)value;
    *room = '\0';
    b->length = (size_t)(room - b->data);
}

void buffer_clear(buffer *b)
{
    b->length = 0;
    b->state = STATUS_OK;
    if (b->data != NULL) b->data[0] = '\0';
}

void buffer_free(buffer *b)
{
    free(b->data);
    *b = (buffer){ 0 };
}

char *buffer_take(buffer *b)
{
    buffer_append(b, "", 0);
    char *data = b->state == STATUS_OK ? b->data : NULL;
    if (data == NULL) free(b->data);
    *b = (buffer){ 0 };
    return data;
}

bool varint_read(const unsigned char **cursor, const unsigned char *end, uint64_t *value)
{
    uint64_t result = 0;
    const unsigned char *p = *cursor;
    for (unsigned shift = 0; shift < 64 && p < end; shift += 7) {
        unsigned char byte = *p++;
        if (shift == 63 && byte > 1) return false;
        result |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *cursor = p;
            *value = result;
            return true;
        }
    }
    return false;
}
