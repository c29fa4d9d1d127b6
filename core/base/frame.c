#include "base/frame.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

void frame_put_unsigned(buffer *b, uint64_t number) { buffer_varint(b, number); }

void frame_put_signed(buffer *b, int64_t number)
{
    buffer_varint(b, (uint64_t)number << 1 ^ (uint64_t)(number >> 63));
}

void frame_put_number(buffer *b, double number) { buffer_append(b, &number, sizeof number); }

void frame_put_bytes(buffer *b, const char *bytes, size_t length)
{
    buffer_varint(b, length);
    buffer_append(b, bytes, length);
}

void frame_put_text(buffer *b, const char *text)
{
    buffer_varint(b, text == NULL ? 0 : strlen(text) + 1);
    if (text != NULL) buffer_append(b, text, strlen(text) + 1); /* with its NUL */
}

void frame_put_value(buffer *b, const value *v)
{
    buffer_byte(b, (unsigned char)v->type);
    switch (v->type) {
    case VALUE_NULL: break;
    case VALUE_BOOLEAN:
    case VALUE_INTEGER: frame_put_signed(b, v->integer); break;
    case VALUE_NUMBER: frame_put_number(b, v->number); break;
    case VALUE_TEXT: frame_put_bytes(b, v->text, v->length); break;
    case VALUE_SPAN:
        frame_put_signed(b, v->integer);
        buffer_varint(b, v->at.start);
        buffer_varint(b, v->at.stop);
        break;
    case VALUE_SPANS:
        frame_put_signed(b, v->integer);
        buffer_varint(b, v->length);
        for (size_t i = 0; i < v->length; i++) {
            buffer_varint(b, v->spans[i].start);
            buffer_varint(b, v->spans[i].stop);
        }
        break;
    }
}

reader reader_of(const char *payload, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)payload;
    return (reader){ .at = bytes, .end = length == 0 ? bytes : bytes + length };
}

uint64_t reader_unsigned(reader *r)
{
    uint64_t number = 0;
    if (r->failed || !varint_read(&r->at, r->end, &number)) r->failed = true;
    return r->failed ? 0 : number;
}

uint32_t reader_unsigned32(reader *r)
{
    uint64_t number = reader_unsigned(r);
    if (number > UINT32_MAX) r->failed = true;
    return r->failed ? 0 : (uint32_t)number;
}

int64_t reader_signed(reader *r)
{
    uint64_t number = reader_unsigned(r);
    return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

static const unsigned char *take(reader *r, uint64_t length)
{
    if (r->failed || length > (uint64_t)(r->end - r->at)) {
        r->failed = true;
        return NULL;
    }
    const unsigned char *bytes = r->at;
    r->at += length;
    return bytes;
}

double reader_number(reader *r)
{
    double number = 0;
    const unsigned char *bytes = take(r, sizeof number);
    if (bytes != NULL) memcpy(&number, bytes, sizeof number);
    return number;
}

const char *reader_bytes(reader *r, size_t *length)
{
    uint64_t claimed = reader_unsigned(r);
    const unsigned char *bytes = take(r, claimed);
    *length = bytes == NULL ? 0 : (size_t)claimed;
    return bytes == NULL ? "" : (const char *)bytes;
}

const char *reader_text(reader *r)
{
    size_t length;
    const char *text = reader_bytes(r, &length);
    if (r->failed || length == 0) return NULL;
    if (memchr(text, '\0', length) != text + length - 1) {
        r->failed = true;
        return NULL;
    }
    return text;
}

static void read_spans(reader *r, value *v)
{
    v->length = reader_count(r, 2);
    span *spans = calloc(v->length > 0 ? v->length : 1, sizeof *spans);
    if (spans == NULL) {
        r->failed = true;
        v->length = 0;
        return;
    }
    for (size_t i = 0; i < v->length; i++) {
        spans[i].start = reader_unsigned32(r);
        spans[i].stop = reader_unsigned32(r);
    }
    v->spans = spans;
}

value reader_value(reader *r)
{
    value v = { .type = VALUE_NULL };
    const unsigned char *type = take(r, 1);
    if (type == NULL) return v;
    v.type = (value_type)*type;
    switch (v.type) {
    case VALUE_NULL: break;
    case VALUE_BOOLEAN:
    case VALUE_INTEGER: v.integer = reader_signed(r); break;
    case VALUE_NUMBER: v.number = reader_number(r); break;
    case VALUE_TEXT: v.text = reader_bytes(r, &v.length); break;
    case VALUE_SPAN:
        v.integer = reader_signed(r);
        v.at.start = reader_unsigned32(r);
        v.at.stop = reader_unsigned32(r);
        break;
    case VALUE_SPANS:
        v.integer = reader_signed(r);
        read_spans(r, &v);
        break;
    default: r->failed = true; v.type = VALUE_NULL;
    }
    return v;
}

size_t reader_count(reader *r, size_t smallest)
{
    uint64_t count = reader_unsigned(r);
    if (!r->failed && count > (uint64_t)(r->end - r->at) / (smallest > 0 ? smallest : 1))
        r->failed = true;
    return r->failed ? 0 : (size_t)count;
}

bool reader_done(const reader *r) { return !r->failed && r->at == r->end; }

static status send_all(int channel, const char *bytes, size_t length, int flags, error *e)
{
    while (length > 0) {
        ssize_t sent = send(channel, bytes, length, MSG_NOSIGNAL | flags);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return error_system(e, "cannot send to the other process");
        bytes += sent;
        length -= (size_t)sent;
    }
    return STATUS_OK;
}

enum { HEAD = 5 }; /* bytes of a frame before its payload: the length of that, and the kind */

static void put_head(char *head, unsigned char kind, size_t length)
{
    for (int i = 0; i < HEAD - 1; i++) head[i] = (char)(length >> 8 * i);
    head[HEAD - 1] = (char)kind;
}

static size_t payload_length(const char *head)
{
    size_t length = 0;
    for (int i = 0; i < HEAD - 1; i++) length |= (size_t)(unsigned char)head[i] << 8 * i;
    return length;
}

status frame_send(int channel, unsigned char kind, const buffer *payload, error *e)
{
    size_t length = payload == NULL ? 0 : payload->length;
    if (payload != NULL && payload->state != STATUS_OK) return error_memory(e);
    if (length > FRAME_LARGEST)
        return error_set(e, STATUS_LIMIT, "a message of %zu bytes is too large", length);
    char head[HEAD];
    put_head(head, kind, length);
    status s = send_all(channel, head, sizeof head, length > 0 ? MSG_MORE : 0, e);
    return s == STATUS_OK && length > 0 ? send_all(channel, payload->data, length, 0, e) : s;
}

static int64_t now_milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static status receive_all(int channel, char *bytes, size_t length, int64_t deadline, error *e)
{
    while (length > 0) {
        if (deadline >= 0) {
            int64_t left = deadline - now_milliseconds();
            struct pollfd ready = { .fd = channel, .events = POLLIN };
            int n = poll(&ready, 1, left < 0 ? 0 : (int)left);
            if (n < 0 && errno == EINTR) continue;
            if (n == 0) return error_set(e, STATUS_LIMIT, "no answer in time");
        }
        ssize_t got = recv(channel, bytes, length, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return error_system(e, "cannot receive from the other process");
        if (got == 0) return error_set(e, STATUS_SYSTEM, "the other process closed");
        bytes += got;
        length -= (size_t)got;
    }
    return STATUS_OK;
}

/* Makes room for what is `left` of a frame of so many bytes. */
static status make_room(buffer *in, size_t length, size_t left, error *e)
{
    if (length > FRAME_LARGEST)
        return error_set(e, STATUS_SYSTEM, "the other process sent a broken message");
    return buffer_room(in, left) == NULL ? error_memory(e) : STATUS_OK;
}

static void add_received(buffer *in, size_t length)
{
    in->length += length;
    in->data[in->length] = '\0';
}

status frame_receive(int channel, unsigned char *kind, buffer *payload, int timeout, error *e)
{
    int64_t deadline = timeout < 0 ? -1 : now_milliseconds() + timeout;
    char head[HEAD];
    status s = receive_all(channel, head, sizeof head, deadline, e);
    if (s != STATUS_OK) return s;
    size_t length = payload_length(head);
    buffer_clear(payload);
    s = make_room(payload, length, length, e);
    if (s == STATUS_OK) s = receive_all(channel, payload->data, length, deadline, e);
    if (s != STATUS_OK) return s;
    *kind = (unsigned char)head[HEAD - 1];
    add_received(payload, length);
    return STATUS_OK;
}

void frame_pack(buffer *frames, unsigned char kind, const buffer *payload)
{
    char head[HEAD];
    put_head(head, kind, payload->length);
    buffer_append(frames, head, sizeof head);
    buffer_append(frames, payload->data, payload->length);
}

bool frame_next(const buffer *frames, size_t *position, unsigned char *kind, buffer *payload)
{
    size_t left = frames->length - *position;
    if (left < HEAD) return false;
    const char *head = frames->data + *position;
    if (left - HEAD < payload_length(head)) return false;
    *kind = (unsigned char)head[HEAD - 1];
    *payload = (buffer){ .data = (char *)(uintptr_t)head + HEAD, .length = payload_length(head) };
    *position += HEAD + payload->length;
    return true;
}

status frame_receive_some(int channel, buffer *frames, size_t from, bool *is_whole, error *e)
{
    for (;;) {
        size_t come = frames->length - from;
        size_t length = come < HEAD ? 0 : payload_length(frames->data + from);
        size_t left = HEAD + length - come; /* at first of the head */
        status s = make_room(frames, length, left, e);
        *is_whole = s == STATUS_OK && left == 0;
        if (s != STATUS_OK || *is_whole) return s;
        ssize_t got = recv(channel, frames->data + frames->length, left, MSG_DONTWAIT);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return STATUS_OK;
        if (got < 0) return error_system(e, "cannot receive from the other process");
        if (got == 0) return error_set(e, STATUS_SYSTEM, "the other process closed");
        add_received(frames, (size_t)got);
    }
}

status descriptor_send(int channel, int descriptor, error *e)
{
    char byte = 'd';
    struct iovec part = { .iov_base = &byte, .iov_len = 1 };
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = { .bytes = { 0 } };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
    if (descriptor >= 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
    }
    ssize_t sent;
    do sent = sendmsg(channel, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == 1 ? STATUS_OK : error_system(e, "cannot hand a file to the other process");
}

status descriptor_receive(int channel, int *descriptor, error *e)
{
    char byte;
    struct iovec part = { .iov_base = &byte, .iov_len = 1 };
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    *descriptor = -1;
    ssize_t got;
    do got = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got < 0) return error_system(e, "cannot receive a file from the other process");
    if (got == 0) return error_set(e, STATUS_SYSTEM, "the other process closed");
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (head != NULL && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS)
        memcpy(descriptor, CMSG_DATA(head), sizeof *descriptor);
    return STATUS_OK;
}
