/* Rows, ends of answers and limits, as frames. */
#include <sys/socket.h>
#include <unistd.h>

#include "host/message.h"
#include "host/rows.h"
#include "testing.h"

static column words_columns[] = { { (char *)"word", COLUMN_TEXT, NULL },
                                  { (char *)"at", COLUMN_SPANS, NULL } };
static column pairs_columns[] = { { (char *)"n", COLUMN_INTEGER, NULL } };
static const row_table tables[] = { { (char *)"words", words_columns, 2 },
                                    { (char *)"pairs", pairs_columns, 1 } };
static const span places[] = { { 1, 2 }, { 5, 9 } };

static int ends[2];

static int setup(void **unused)
{
    (void)unused;
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
}

static int teardown(void **unused)
{
    close(ends[0]);
    close(ends[1]);
    return clear_test_error(unused);
}

static void add_rows(emitter *out)
{
    value words[] = { value_of_text("дом"), { .type = VALUE_SPANS, .spans = places, .length = 2 } };
    value pair = value_of_integer(7);
    assert_int_equal(emitter_add(out, 0, words), STATUS_OK);
    assert_int_equal(emitter_add(out, 1, &pair), STATUS_OK);
    assert_int_equal(emitter_add(out, 0, words), STATUS_OK);
}

static void rows_arrive_as_they_were(void **unused)
{
    (void)unused;
    limits l = LIMITS_DOCUMENT;
    emitter out = emitter_to(ends[0], tables, 2, &l);
    buffer payload = { 0 };
    unsigned char kind;
    row_reader r;
    add_rows(&out);
    assert_int_equal(emitter_flush(&out), STATUS_OK);
    assert_int_equal(emitter_flush(&out), STATUS_OK); /* nothing is left: no frame */
    assert_ok(frame_receive(ends[1], &kind, &payload, 1000, &test_error));
    assert_int_equal(kind, MESSAGE_ROWS);
    assert_int_equal(recv(ends[1], &kind, 1, MSG_DONTWAIT), -1);
    assert_ok(row_reader_open(&r, &payload, tables, 2, &test_error));
    static const size_t order[] = { 0, 1, 0 };
    for (size_t i = 0; i < 3; i++) {
        assert_true(row_reader_next(&r));
        assert_int_equal(r.table, order[i]);
        if (order[i] == 1) {
            assert_int_equal(r.values[0].integer, 7);
            continue;
        }
        assert_memory_equal(r.values[0].text, "дом", 6);
        assert_int_equal(r.values[1].length, 2);
        assert_memory_equal(r.values[1].spans, places, sizeof places);
    }
    assert_false(row_reader_next(&r));
    assert_false(r.in.failed);
    row_reader_close(&r);
    row_reader_close(&r);
    emitter_free(&out);
    buffer_free(&payload);
}

static void too_many_rows_are_refused_for_good(void **unused)
{
    (void)unused;
    limits l = LIMITS_DOCUMENT;
    l.rows = 3;
    emitter out = emitter_to(ends[0], tables, 2, &l);
    value pair = value_of_integer(7);
    add_rows(&out);
    assert_int_equal(emitter_add(&out, 1, &pair), STATUS_LIMIT);
    assert_string_equal(error_text(&out.failure),
                        "emitted more than 3 rows; --max-rows raises the limit");
    assert_int_equal(emitter_add(&out, 1, &pair), STATUS_LIMIT);
    assert_int_equal(emitter_flush(&out), STATUS_LIMIT); /* a call's rows are all there or none */
    char byte;
    assert_int_equal(recv(ends[1], &byte, 1, MSG_DONTWAIT), -1);
    emitter_free(&out);
}

static void too_many_bytes_are_refused(void **unused)
{
    (void)unused;
    limits l = LIMITS_DOCUMENT;
    l.row_bytes = (size_t)1 << 20;
    emitter out = emitter_to(ends[0], tables, 2, &l);
    char *large = malloc((1 << 20) + 1);
    memset(large, 'x', 1 << 20);
    large[1 << 20] = '\0';
    value words[] = { value_of_text(large), { .type = VALUE_NULL } };
    assert_int_equal(emitter_add(&out, 0, words), STATUS_LIMIT);
    assert_string_equal(error_text(&out.failure),
                        "emitted more than 1 MiB of rows; --max-bytes raises the limit");
    emitter_free(&out);
    free(large);
}

static void a_parent_that_is_gone_is_an_error(void **unused)
{
    (void)unused;
    limits l = LIMITS_DOCUMENT;
    emitter out = emitter_to(ends[0], tables, 2, &l);
    close(ends[1]);
    ends[1] = -1;
    add_rows(&out);
    assert_int_equal(emitter_flush(&out), STATUS_SYSTEM);
    assert_int_equal(emitter_flush(&out), STATUS_SYSTEM);
    emitter_free(&out);
}

static void write_rows(buffer *frame)
{
    limits l = LIMITS_DOCUMENT;
    emitter out = emitter_to(-1, tables, 2, &l);
    add_rows(&out);
    *frame = out.pending;
    out.pending = (buffer){ 0 };
    emitter_free(&out);
}

static size_t read_rows(const char *bytes, size_t length, bool *failed)
{
    row_reader r;
    size_t count = 0;
    buffer payload = { .data = (char *)bytes, .length = length };
    assert_ok(row_reader_open(&r, &payload, tables, 2, &test_error));
    while (row_reader_next(&r)) {
        count++;
        assert_true(r.table < 2);
        for (size_t i = 0; i < tables[r.table].count; i++)
            assert_true(r.values[i].type <= VALUE_SPANS);
    }
    *failed = r.in.failed;
    row_reader_close(&r);
    return count;
}

static void cut_off_rows_fail(void **unused)
{
    (void)unused;
    buffer frame;
    write_rows(&frame);
    size_t whole = 0;
    for (size_t length = 0; length <= frame.length; length++) {
        bool failed;
        read_rows(frame.data, length, &failed);
        whole += !failed;
    }
    assert_int_equal(whole, 4); /* after 0, 1, 2 and 3 rows */
    buffer_free(&frame);
}

static void changed_rows_never_harm(void **unused)
{
    (void)unused;
    buffer frame;
    uint64_t seed = 9;
    write_rows(&frame);
    for (int i = 0; i < 30000; i++) {
        size_t length;
        bool failed;
        char *bytes = mutated(&frame, &seed, &length);
        assert_true(read_rows(bytes, length, &failed) <= length);
        free(bytes);
    }
    buffer_free(&frame);
}

static void without_tables_there_are_no_rows(void **unused)
{
    (void)unused;
    row_reader r;
    buffer payload = { .data = (char *)"\0\0", .length = 2 };
    assert_ok(row_reader_open(&r, &payload, NULL, 0, &test_error));
    assert_false(row_reader_next(&r));
    assert_true(r.in.failed);
    row_reader_close(&r);
}

/* ---- how an answer ended ---- */

static void outcomes_arrive_with_their_texts(void **unused)
{
    (void)unused;
    error sent = { 0 }, got = { 0 };
    buffer payload = { 0 };
    unsigned char kind;
    error_set(&got, STATUS_USAGE, "old");
    assert_ok(message_done(ends[0], &sent, &test_error));
    assert_ok(frame_receive(ends[1], &kind, &payload, 1000, &test_error));
    assert_int_equal(kind, MESSAGE_DONE);
    assert_int_equal(message_outcome(&payload, &got), STATUS_OK);
    assert_int_equal(got.code, STATUS_OK);
    error_set(&sent, STATUS_LIMIT, "100%% too long");
    sent.detail = strdup("a.lua:3");
    assert_ok(message_done(ends[0], &sent, &test_error));
    assert_ok(frame_receive(ends[1], &kind, &payload, 1000, &test_error));
    assert_int_equal(message_outcome(&payload, &got), STATUS_LIMIT);
    assert_string_equal(error_text(&got), "100% too long");
    assert_string_equal(got.detail, "a.lua:3");
    error_memory(&sent);
    assert_ok(message_done(ends[0], &sent, &test_error));
    assert_ok(frame_receive(ends[1], &kind, &payload, 1000, &test_error));
    assert_int_equal(message_outcome(&payload, &got), STATUS_NO_MEMORY);
    assert_null(got.detail);
    error_clear(&sent);
    error_clear(&got);
    buffer_free(&payload);
}

static void broken_outcomes_are_no_success(void **unused)
{
    (void)unused;
    static const struct {
        const char *bytes;
        size_t length;
    } broken[] = { { "", 0 },         { "\0", 1 },      { "\0\0", 2 },
                   { "\x63\0\0", 3 }, { "\0\0\0!", 4 }, { "\1\3ab", 4 } };
    error got = { 0 };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        buffer payload = { .data = (char *)broken[i].bytes, .length = broken[i].length };
        assert_int_equal(message_outcome(&payload, &got), STATUS_SYSTEM);
        assert_string_equal(error_text(&got), "a worker sent a broken message");
    }
    error_clear(&got);
}

static void limits_arrive(void **unused)
{
    (void)unused;
    limits sent = LIMITS_CORPUS;
    buffer payload = { 0 };
    message_put_limits(&payload, &sent);
    reader r = reader_of(payload.data, payload.length);
    limits got = message_limits(&r);
    assert_true(reader_done(&r));
    assert_true(got.cpu_seconds == sent.cpu_seconds && got.wall_seconds == sent.wall_seconds &&
                got.memory == sent.memory && got.rows == sent.rows &&
                got.row_bytes == sent.row_bytes && got.document == sent.document);
    buffer_free(&payload);
}

int main(void)
{
#define ROWS_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        ROWS_TEST(rows_arrive_as_they_were),
        ROWS_TEST(too_many_rows_are_refused_for_good),
        ROWS_TEST(too_many_bytes_are_refused),
        ROWS_TEST(a_parent_that_is_gone_is_an_error),
        ROWS_TEST(cut_off_rows_fail),
        ROWS_TEST(changed_rows_never_harm),
        ROWS_TEST(without_tables_there_are_no_rows),
        ROWS_TEST(outcomes_arrive_with_their_texts),
        ROWS_TEST(broken_outcomes_are_no_success),
        ROWS_TEST(limits_arrive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
