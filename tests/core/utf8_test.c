#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void reads_code_points(void **state)
{
    (void)state;
    static const uint32_t expected[] = { 'a', 0xe9, 0x416, 0x20ac, 0x1f600, 0x10ffff };
    const char *text = "aéЖ€😀\xf4\x8f\xbf\xbf";
    size_t at = 0;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(utf8_next(text, strlen(text), &at), expected[i]);
    assert_int_equal(at, strlen(text));
}

static void moves_one_byte_over_broken_ones(void **state)
{
    (void)state;
    const char *text = "\xe2\x82"
                       "b";
    size_t at = 0;
    assert_int_equal(utf8_next(text, 3, &at), UTF8_INVALID);
    assert_int_equal(at, 1);
    assert_int_equal(utf8_next(text, 3, &at), UTF8_INVALID);
    assert_int_equal(at, 2);
    assert_int_equal(utf8_next(text, 3, &at), 'b');
}

/* Every code point is written and read back; surrogates alone are refused. */
static void round_trips_every_code_point(void **state)
{
    (void)state;
    buffer b = { 0 };
    for (uint32_t point = 0; point < 0x110000; point++) {
        bool is_surrogate = point >= 0xd800 && point < 0xe000;
        buffer_clear(&b);
        utf8_append(&b, point);
        size_t at = 0;
        uint32_t found = utf8_next(b.data, b.length, &at);
        if (is_surrogate ? found != UTF8_INVALID : found != point || at != b.length)
            fail_msg("U+%04X", point);
        if (utf8_is_valid(b.data, b.length) == is_surrogate) fail_msg("U+%04X", point);
    }
    buffer_free(&b);
}

static void assert_repaired(const char *text, size_t length, const char *expected, size_t replaced)
{
    buffer b = { 0 };
    assert_int_equal(utf8_append_repaired(&b, text, length), replaced);
    assert_string_equal(b.data, expected);
    assert_int_equal(utf8_is_valid(text, length), replaced == 0);
    buffer_free(&b);
}

#define R "\xef\xbf\xbd"

static void replaces_maximal_parts(void **state)
{
    (void)state;
    assert_repaired("", 0, "", 0);
    assert_repaired("plain ASCII, longer than eight", 30, "plain ASCII, longer than eight", 0);
    assert_repaired("a\0b", 3, "a", 0);
    /* The examples of the Unicode standard, chapter 3.9, tables 3-8 to 3-11. */
    assert_repaired("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", 9, R R R R R R R R "A", 8);
    assert_repaired("\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", 9, R R R R R R R R "A", 8);
    assert_repaired("\xf4\x91\x92\x93\xff\x41\x80\xbf\x42", 9, R R R R R "A" R R "B", 7);
    assert_repaired("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", 9, R R R R "A", 4);
}

static void finds_a_broken_byte_anywhere(void **state)
{
    (void)state;
    char text[33];
    for (size_t i = 0; i < sizeof text; i++) {
        memset(text, 'x', sizeof text);
        text[i] = (char)0x80;
        assert_false(utf8_is_valid(text, sizeof text));
        assert_true(utf8_is_valid(text, i));
    }
}

static void counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(utf8_count("", 0), 0);
    assert_int_equal(utf8_count("aéЖ€😀", strlen("aéЖ€😀")), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_code_points),
        cmocka_unit_test(moves_one_byte_over_broken_ones),
        cmocka_unit_test(round_trips_every_code_point),
        cmocka_unit_test(replaces_maximal_parts),
        cmocka_unit_test(finds_a_broken_byte_anywhere),
        cmocka_unit_test(counts_code_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
