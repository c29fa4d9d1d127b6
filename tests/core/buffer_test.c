#include "testing.h"

static void appends_follow_one_another(void **unused)
{
    (void)unused;
    buffer b = { 0 };
    buffer_text(&b, "one");
    buffer_byte(&b, ' ');
    buffer_append(&b, "t\0o", 3);
    buffer_format(&b, " %d%s", 3, "!");
    assert_int_equal(b.length, 10);
    assert_memory_equal(b.data, "one t\0o 3!", 11); /* and a NUL behind */
    buffer_free(&b);
    assert_null(b.data);
}

static void nothing_may_be_appended(void **unused)
{
    (void)unused;
    buffer b = { 0 };
    buffer_append(&b, NULL, 0);
    assert_int_equal(b.length, 0);
    assert_string_equal(b.data, "");
    buffer_free(&b);
}

static void a_format_may_be_longer_than_what_is_there(void **unused)
{
    (void)unused;
    buffer b = { 0 };
    buffer_format(&b, "%*d", 5000, 7);
    assert_int_equal(b.length, 5000);
    assert_int_equal(b.data[4999], '7');
    assert_int_equal(b.data[5000], '\0');
    buffer_free(&b);
}

static void failure_is_kept_until_it_is_cleared(void **unused)
{
    (void)unused;
    buffer b = { 0 };
    buffer_text(&b, "whole");
    assert_null(buffer_room(&b, SIZE_MAX));
    assert_int_equal(b.state, STATUS_NO_MEMORY);
    buffer_text(&b, " more");
    buffer_byte(&b, 'x');
    buffer_varint(&b, 300);
    assert_int_equal(b.length, 5);
    buffer_clear(&b);
    buffer_text(&b, "again");
    assert_int_equal(b.state, STATUS_OK);
    assert_string_equal(b.data, "again");
    buffer_free(&b);
}

static void room_is_filled_by_the_caller(void **unused)
{
    (void)unused;
    buffer b = { 0 };
    buffer_text(&b, "ab");
    char *room = buffer_room(&b, 1000);
    memset(room, 'c', 1000);
    b.length += 1000;
    buffer_byte(&b, 'd');
    assert_int_equal(b.length, 1003);
    assert_string_equal(b.data + 1000, "ccd");
    buffer_free(&b);
}

static void take_hands_the_bytes_over(void **unused)
{
    (void)unused;
    buffer b = { 0 };
    char *text = buffer_take(&b);
    assert_string_equal(text, "");
    free(text);
    buffer_text(&b, "mine");
    text = buffer_take(&b);
    assert_string_equal(text, "mine");
    assert_int_equal(b.length, 0);
    assert_null(b.data);
    free(text);
    buffer_text(&b, "lost");
    assert_null(buffer_room(&b, SIZE_MAX));
    assert_null(buffer_take(&b));
}

/* 624485 is the example of the DWARF standard. */
static void varints_are_leb128(void **unused)
{
    (void)unused;
    buffer b = { 0 };
    buffer_varint(&b, 624485);
    buffer_varint(&b, 0);
    buffer_varint(&b, 127);
    buffer_varint(&b, 128);
    buffer_varint(&b, UINT64_MAX);
    assert_int_equal(b.length, 3 + 1 + 1 + 2 + 10);
    assert_memory_equal(b.data,
                        "\xe5\x8e\x26\x00\x7f\x80\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 17);
    const unsigned char *at = (const unsigned char *)b.data, *end = at + b.length;
    static const uint64_t wanted[] = { 624485, 0, 127, 128, UINT64_MAX };
    for (size_t i = 0; i < 5; i++) {
        uint64_t number;
        assert_true(varint_read(&at, end, &number));
        assert_true(number == wanted[i]);
    }
    assert_ptr_equal(at, end);
    buffer_free(&b);
}

static void a_wrong_varint_moves_nothing(void **unused)
{
    (void)unused;
    static const struct {
        const char *bytes;
        size_t length;
    } wrong[] = {
        { "", 0 },
        { "\x80", 1 },
        { "\xff\xff\xff", 3 },
        { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10 },     /* bit 64 */
        { "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 11 }, /* bit 70 */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const unsigned char *start = (const unsigned char *)wrong[i].bytes, *at = start;
        uint64_t number = 42;
        assert_false(varint_read(&at, start + wrong[i].length, &number));
        assert_ptr_equal(at, start);
        assert_int_equal(number, 42);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_follow_one_another),
        cmocka_unit_test(nothing_may_be_appended),
        cmocka_unit_test(a_format_may_be_longer_than_what_is_there),
        cmocka_unit_test(failure_is_kept_until_it_is_cleared),
        cmocka_unit_test(room_is_filled_by_the_caller),
        cmocka_unit_test(take_hands_the_bytes_over),
        cmocka_unit_test(varints_are_leb128),
        cmocka_unit_test(a_wrong_varint_moves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
