#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/frame.h"
#include "testing.h"

/* ---- the codec ---- */

static const span some_spans[] = { { 0, 3 }, { 7, 4294967295u } };

/* One of everything. */
static void write_all(buffer *b)
{
    value values[] = {
        { .type = VALUE_NULL },
        { .type = VALUE_BOOLEAN, .integer = 1 },
        { .type = VALUE_INTEGER, .integer = INT64_MIN },
        { .type = VALUE_NUMBER, .number = -0.5 },
        { .type = VALUE_TEXT, .text = "a\0b", .length = 3 },
        { .type = VALUE_SPAN, .integer = 12, .at = { 5, 4294967295u } },
        { .type = VALUE_SPANS, .integer = -1, .spans = some_spans, .length = 2 },
        { .type = VALUE_SPANS },
    };
    frame_put_unsigned(b, UINT64_MAX);
    frame_put_signed(b, INT64_MIN);
    frame_put_signed(b, -1);
    frame_put_number(b, M_PI);
    frame_put_bytes(b, "x\0y", 3);
    frame_put_text(b, "text");
    frame_put_text(b, "");
    frame_put_text(b, NULL);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) frame_put_value(b, &values[i]);
}

static void what_was_put_is_read(void **unused)
{
    (void)unused;
    buffer b = { 0 };
    write_all(&b);
    reader r = reader_of(b.data, b.length);
    size_t length;
    assert_true(reader_unsigned(&r) == UINT64_MAX);
    assert_true(reader_signed(&r) == INT64_MIN);
    assert_int_equal(reader_signed(&r), -1);
    assert_true(reader_number(&r) == M_PI);
    assert_memory_equal(reader_bytes(&r, &length), "x\0y", 3);
    assert_int_equal(length, 3);
    assert_string_equal(reader_text(&r), "text");
    assert_string_equal(reader_text(&r), "");
    assert_null(reader_text(&r));
    assert_int_equal(reader_value(&r).type, VALUE_NULL);
    value v = reader_value(&r);
    assert_true(v.type == VALUE_BOOLEAN && v.integer == 1);
    v = reader_value(&r);
    assert_true(v.type == VALUE_INTEGER && v.integer == INT64_MIN);
    v = reader_value(&r);
    assert_true(v.type == VALUE_NUMBER && v.number == -0.5);
    v = reader_value(&r);
    assert_true(v.type == VALUE_TEXT && v.length == 3 && memcmp(v.text, "a\0b", 3) == 0);
    v = reader_value(&r);
    assert_true(v.type == VALUE_SPAN && v.integer == 12 && v.at.start == 5 &&
                v.at.stop == 4294967295u);
    v = reader_value(&r);
    assert_true(v.type == VALUE_SPANS && v.integer == -1 && v.length == 2);
    assert_memory_equal(v.spans, some_spans, sizeof some_spans);
    free((void *)v.spans);
    v = reader_value(&r);
    assert_true(v.type == VALUE_SPANS && v.length == 0);
    free((void *)v.spans);
    assert_true(reader_done(&r));
    buffer_free(&b);
}

static void a_failed_reader_answers_nothing(void **unused)
{
    (void)unused;
    reader r = reader_of("\x05"
                         "ab",
                         3); /* five bytes are said, two are there */
    size_t length = 9;
    assert_string_equal(reader_bytes(&r, &length), "");
    assert_true(r.failed && length == 0);
    assert_int_equal(reader_unsigned(&r), 0);
    assert_int_equal(reader_signed(&r), 0);
    assert_true(reader_number(&r) == 0);
    assert_null(reader_text(&r));
    assert_int_equal(reader_value(&r).type, VALUE_NULL);
    assert_int_equal(reader_count(&r, 1), 0);
    assert_false(reader_done(&r));
    r = reader_of(NULL, 0);
    assert_true(reader_done(&r));
    reader_unsigned(&r);
    assert_true(r.failed);
}

static void each_kind_of_nonsense_fails(void **unused)
{
    (void)unused;
    static const struct {
        const char *bytes;
        size_t length;
        enum { UNSIGNED32, TEXT, VALUE, COUNT_OF_4, NUMBER } as;
    } wrong[] = {
        { "\x80\x80\x80\x80\x10", 5, UNSIGNED32 }, /* 2^32 */
        { "\x03"
          "abc",
          4, TEXT }, /* no NUL at its end */
        { "\x03"
          "a\0\0",
          4, TEXT },                                              /* a NUL inside */
        { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10, TEXT }, /* longer than memory */
        { "\x07", 1, VALUE },                                     /* no such type */
        { "\x04\x7f", 2, VALUE },                                 /* a text that is not there */
        { "\x06\x00\x02\x01", 4, VALUE },                         /* fewer spans than it says */
        { "\x06\x00\xff\xff\xff\xff\x0f", 7, VALUE },             /* four thousand million spans */
        { "\x05\x00\x80\x80\x80\x80\x10\x01", 8, VALUE },         /* a span past 4 GiB */
        { "\x02"
          "1234567",
          8, COUNT_OF_4 }, /* two things of four bytes in seven */
        { "1234567", 7, NUMBER },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        reader r = reader_of(wrong[i].bytes, wrong[i].length);
        value v = { 0 };
        switch (wrong[i].as) {
        case UNSIGNED32: assert_int_equal(reader_unsigned32(&r), 0); break;
        case TEXT: assert_null(reader_text(&r)); break;
        case VALUE: v = reader_value(&r); break;
        case COUNT_OF_4: assert_int_equal(reader_count(&r, 4), 0); break;
        case NUMBER: assert_true(reader_number(&r) == 0); break;
        }
        free((void *)v.spans);
        assert_true(r.failed);
    }
}

static void a_count_must_fit_what_is_left(void **unused)
{
    (void)unused;
    reader r = reader_of("\x02"
                         "12345678",
                         9);
    assert_int_equal(reader_count(&r, 4), 2);
    assert_false(r.failed);
}

/* Reads everything that write_all puts, whatever it is. */
static void read_all(reader *r)
{
    size_t length;
    reader_unsigned(r), reader_signed(r), reader_signed(r), reader_number(r);
    const char *bytes = reader_bytes(r, &length);
    assert_true(bytes != NULL && (!r->failed || length == 0));
    for (int i = 0; i < 3; i++) {
        const char *text = reader_text(r);
        assert_true(text == NULL || strlen(text) < 1000);
    }
    for (int i = 0; i < 8; i++) {
        value v = reader_value(r);
        assert_true(v.type <= VALUE_SPANS);
        if (v.type == VALUE_TEXT) assert_true(v.length <= 1000);
        for (size_t j = 0; v.type == VALUE_SPANS && j < v.length; j++)
            (void)(v.spans[j].start + v.spans[j].stop);
        free((void *)v.spans);
    }
}

static void cut_off_payloads_fail(void **unused)
{
    (void)unused;
    buffer b = { 0 };
    write_all(&b);
    for (size_t length = 0; length < b.length; length++) {
        char *exact = malloc(length > 0 ? length : 1);
        memcpy(exact, b.data, length);
        reader r = reader_of(exact, length);
        read_all(&r);
        assert_true(r.failed);
        free(exact);
    }
    buffer_free(&b);
}

static void changed_payloads_never_harm(void **unused)
{
    (void)unused;
    buffer b = { 0 };
    uint64_t seed = 42;
    write_all(&b);
    for (int i = 0; i < 50000; i++) {
        size_t length;
        char *bytes = mutated(&b, &seed, &length);
        reader r = reader_of(bytes, length);
        read_all(&r);
        assert_true(r.at >= (unsigned char *)bytes && r.at <= r.end);
        free(bytes);
    }
    buffer_free(&b);
}

/* ---- the wire ---- */

static int ends[2];

static int open_channel(void **unused)
{
    (void)unused;
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
}

static int close_channel(void **unused)
{
    close(ends[0]);
    close(ends[1]);
    return clear_test_error(unused);
}

static void frames_arrive_one_by_one(void **unused)
{
    (void)unused;
    buffer out = { 0 }, in = { 0 };
    unsigned char kind;
    buffer_append(&out, "a\0b", 3);
    assert_ok(frame_send(ends[0], 'x', &out, &test_error));
    assert_ok(frame_send(ends[0], 200, NULL, &test_error));
    assert_ok(frame_receive(ends[1], &kind, &in, -1, &test_error));
    assert_int_equal(kind, 'x');
    assert_int_equal(in.length, 3);
    assert_memory_equal(in.data, "a\0b", 4);
    assert_ok(frame_receive(ends[1], &kind, &in, 1000, &test_error));
    assert_int_equal(kind, 200);
    assert_int_equal(in.length, 0);
    buffer_free(&out);
    buffer_free(&in);
}

/* Larger than what a socket holds, to a peer that reads late. */
static void large_frames_wait_for_a_slow_peer(void **unused)
{
    (void)unused;
    enum { SIZE = 5 << 20 };
    buffer b = { 0 };
    memset(buffer_room(&b, SIZE), 'q', SIZE);
    b.length = SIZE;
    b.data[SIZE - 1] = 'z';
    pid_t child = fork();
    if (child == 0) {
        unsigned char kind;
        buffer in = { 0 };
        usleep(20000);
        bool good = frame_receive(ends[1], &kind, &in, 5000, NULL) == STATUS_OK &&
                    in.length == SIZE && in.data[0] == 'q' && in.data[SIZE - 1] == 'z';
        buffer_free(&in);
        buffer_free(&b);
        _exit(good ? 0 : 1);
    }
    assert_ok(frame_send(ends[0], 'x', &b, &test_error));
    int state;
    waitpid(child, &state, 0);
    assert_int_equal(state, 0);
    buffer_free(&b);
}

static int64_t milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void silence_ends_in_time(void **unused)
{
    (void)unused;
    buffer in = { 0 };
    unsigned char kind;
    assert_fails(frame_receive(ends[1], &kind, &in, 30, &test_error), STATUS_LIMIT,
                 "no answer in time");
    int64_t begin = milliseconds();
    assert_int_equal(write(ends[0], "\x10\0\0\0xhalf", 9), 9); /* the time is of the whole frame */
    assert_fails(frame_receive(ends[1], &kind, &in, 50, &test_error), STATUS_LIMIT,
                 "no answer in time");
    assert_true(milliseconds() - begin >= 49);
    buffer_free(&in);
}

static void a_peer_that_is_gone_is_an_error(void **unused)
{
    (void)unused;
    buffer in = { 0 };
    unsigned char kind;
    assert_int_equal(write(ends[0], "\x10\0\0\0xhalf", 9), 9);
    close(ends[0]);
    ends[0] = -1;
    assert_fails(frame_receive(ends[1], &kind, &in, -1, &test_error), STATUS_SYSTEM, "closed");
    assert_fails(frame_receive(ends[1], &kind, &in, 1000, &test_error), STATUS_SYSTEM, "closed");
    assert_fails(frame_send(ends[1], 'x', NULL, &test_error), STATUS_SYSTEM, "cannot send");
    buffer_free(&in);
}

static void a_length_that_nobody_sends_is_refused(void **unused)
{
    (void)unused;
    buffer in = { 0 };
    unsigned char kind;
    assert_int_equal(write(ends[0], "\x01\0\0\x40x", 5), 5); /* one more than the largest */
    assert_fails(frame_receive(ends[1], &kind, &in, 1000, &test_error), STATUS_SYSTEM,
                 "broken message");
    buffer_free(&in);
}

static void a_payload_that_failed_is_not_sent(void **unused)
{
    (void)unused;
    buffer out = { 0 };
    char byte;
    buffer_text(&out, "part");
    assert_null(buffer_room(&out, SIZE_MAX));
    assert_int_equal(frame_send(ends[0], 'x', &out, &test_error), STATUS_NO_MEMORY);
    assert_int_equal(recv(ends[1], &byte, 1, MSG_DONTWAIT), -1);
    buffer_free(&out);
}

static void descriptors_ride_along(void **unused)
{
    (void)unused;
    int pipe_ends[2], arrived = -2;
    char byte = 0;
    assert_int_equal(pipe(pipe_ends), 0);
    assert_ok(descriptor_send(ends[0], pipe_ends[1], &test_error));
    assert_ok(descriptor_receive(ends[1], &arrived, &test_error));
    assert_true(arrived >= 0 && arrived != pipe_ends[1]);
    assert_int_equal(fcntl(arrived, F_GETFD), FD_CLOEXEC);
    assert_int_equal(write(arrived, "!", 1), 1);
    assert_int_equal(read(pipe_ends[0], &byte, 1), 1);
    assert_int_equal(byte, '!');
    close(arrived);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    assert_ok(descriptor_send(ends[0], -1, &test_error));
    assert_ok(descriptor_receive(ends[1], &arrived, &test_error));
    assert_int_equal(arrived, -1);
    close(ends[0]);
    ends[0] = -1;
    assert_fails(descriptor_receive(ends[1], &arrived, &test_error), STATUS_SYSTEM, "closed");
    assert_fails(descriptor_send(ends[1], 0, &test_error), STATUS_SYSTEM, "cannot hand a file");
}

/* ---- frames in pieces ---- */

static void a_frame_may_come_byte_by_byte(void **unused)
{
    (void)unused;
    static const char bytes[] = "\5\0\0\0rhello\0\0\0\0d"; /* the second has no payload */
    buffer in = { 0 }, payload;
    size_t from = 0, position = 0;
    unsigned char kind = 0;
    bool is_whole = true;
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_ok(frame_receive_some(pair[0], &in, 0, &is_whole, &test_error));
    assert_false(is_whole);
    for (size_t i = 0; i < sizeof bytes - 1; i++) {
        assert_int_equal(write(pair[1], bytes + i, 1), 1);
        assert_false(frame_next(&in, &position, &kind, &payload));
        assert_ok(frame_receive_some(pair[0], &in, from, &is_whole, &test_error));
        assert_int_equal(is_whole, i == 9 || i == 14);
        if (!is_whole) continue;
        from = in.length;
        assert_true(frame_next(&in, &position, &kind, &payload));
        assert_int_equal(position, from);
        assert_int_equal(kind, i == 9 ? 'r' : 'd');
        assert_int_equal(payload.length, i == 9 ? 5 : 0);
        assert_memory_equal(payload.data, "hello", payload.length);
    }
    assert_int_equal(write(pair[1], bytes, sizeof bytes - 1), sizeof bytes - 1);
    for (int i = 0; i < 2; i++, from = in.length) {
        assert_ok(frame_receive_some(pair[0], &in, from, &is_whole, &test_error));
        assert_true(is_whole && in.length == from + (i == 0 ? 10 : 5));
    }
    assert_int_equal(write(pair[1], bytes, 7), 7);
    close(pair[1]);
    assert_fails(frame_receive_some(pair[0], &in, from, &is_whole, &test_error), STATUS_SYSTEM,
                 "closed");
    assert_false(is_whole);
    buffer_free(&in);
    close(pair[0]);
}

static void packed_frames_are_those_that_are_sent(void **unused)
{
    (void)unused;
    buffer frames = { 0 }, payload = { 0 };
    buffer_text(&payload, "hello");
    frame_pack(&frames, 'r', &payload);
    assert_int_equal(frames.length, 10);
    assert_memory_equal(frames.data, "\5\0\0\0rhello", 10);
    buffer_free(&frames);
    buffer_free(&payload);
}

static void a_frame_that_is_too_large_is_broken(void **unused)
{
    (void)unused;
    buffer in = { 0 };
    bool is_whole;
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_int_equal(write(pair[1], "\xff\xff\xff\xffr", 5), 5);
    assert_fails(frame_receive_some(pair[0], &in, 0, &is_whole, &test_error), STATUS_SYSTEM,
                 "broken message");
    buffer_free(&in);
    close(pair[0]), close(pair[1]);
}

int main(void)
{
#define WIRE_TEST(name) cmocka_unit_test_setup_teardown(name, open_channel, close_channel)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_read),
        cmocka_unit_test(a_failed_reader_answers_nothing),
        cmocka_unit_test(each_kind_of_nonsense_fails),
        cmocka_unit_test(a_count_must_fit_what_is_left),
        cmocka_unit_test(cut_off_payloads_fail),
        cmocka_unit_test(changed_payloads_never_harm),
        WIRE_TEST(frames_arrive_one_by_one),
        WIRE_TEST(large_frames_wait_for_a_slow_peer),
        WIRE_TEST(silence_ends_in_time),
        WIRE_TEST(a_peer_that_is_gone_is_an_error),
        WIRE_TEST(a_length_that_nobody_sends_is_refused),
        WIRE_TEST(a_payload_that_failed_is_not_sent),
        WIRE_TEST(descriptors_ride_along),
        cmocka_unit_test_teardown(a_frame_may_come_byte_by_byte, clear_test_error),
        cmocka_unit_test_teardown(packed_frames_are_those_that_are_sent, clear_test_error),
        cmocka_unit_test_teardown(a_frame_that_is_too_large_is_broken, clear_test_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
