/* Frames: the messages between processes, and the codec of what they hold.
 *
 * A frame on the wire is 4 bytes length (little endian), 1 byte kind, then the payload. A payload
 * is written into a buffer with frame_put_*, and read back with a `reader`, which checks every
 * length and type: after the first thing that does not fit, it is `failed`, answers zeros and empty
 * texts, and stays so. A reader borrows the payload. */
#ifndef MOONLEAF_BASE_FRAME_H
#define MOONLEAF_BASE_FRAME_H

#include "base/buffer.h"
#include "base/value.h"

/* The largest payload that anyone may send: more is a broken or hostile peer. */
#define FRAME_LARGEST ((size_t)1 << 30)

void frame_put_unsigned(buffer *b, uint64_t number);
void frame_put_signed(buffer *b, int64_t number);
void frame_put_number(buffer *b, double number);
void frame_put_bytes(buffer *b, const char *bytes, size_t length);
void frame_put_text(buffer *b, const char *text); /* NULL is kept apart from "" */
void frame_put_value(buffer *b, const value *v);

typedef struct reader {
    const unsigned char *at, *end;
    bool failed;
} reader;

reader reader_of(const char *payload, size_t length);
uint64_t reader_unsigned(reader *r);
uint32_t reader_unsigned32(reader *r); /* fails past 32 bits */
int64_t reader_signed(reader *r);
double reader_number(reader *r);
const char *reader_bytes(reader *r, size_t *length);

/* A text without NUL inside, as a C string that lives as long as the payload; NULL where NULL was
 * put. */
const char *reader_text(reader *r);

/* Spans of a VALUE_SPANS are allocated; the caller frees `(void *)v.spans`. */
value reader_value(reader *r);

/* A count of things that take at least `smallest` bytes each: fails when the payload cannot hold so
 * many. */
size_t reader_count(reader *r, size_t smallest);

/* True when all was read and nothing failed. */
bool reader_done(const reader *r);

/* Sends one frame, whole; waits when the peer is slow. STATUS_SYSTEM when the peer is gone. */
status frame_send(int channel, unsigned char kind, const buffer *payload, error *e);

/* Receives one frame into `payload` (cleared first). The peer's end is STATUS_SYSTEM with errno's
 * text "closed". `timeout` in milliseconds for the whole frame, -1 for ever; STATUS_LIMIT when it
 * runs out. */
status frame_receive(int channel, unsigned char *kind, buffer *payload, int timeout, error *e);

/* Frames that lie one behind another in a buffer, as they are sent. frame_pack adds one; frame_next
 * reads the one at *position, which moves behind it, and is false at the end; its payload is
 * borrowed, so do not free it. */
void frame_pack(buffer *frames, unsigned char kind, const buffer *payload);
bool frame_next(const buffer *frames, size_t *position, unsigned char *kind, buffer *payload);

/* Receives what has come, without waiting, behind `frames`, of which the frame that is coming
 * begins at `from`. */
status frame_receive_some(int channel, buffer *frames, size_t from, bool *is_whole, error *e);

/* Sends or receives one byte with file descriptors riding on it (SCM_RIGHTS). Received ones are
 * close-on-exec; -1 when none came. */
status descriptor_send(int channel, int descriptor, error *e);
status descriptor_receive(int channel, int *descriptor, error *e);

#endif
