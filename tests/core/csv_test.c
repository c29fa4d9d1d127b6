#include "base/csv.h"
#include "testing.h"

/* Reads all records as text: cells between |, each record with its line in front. */
static char *records_of(const char *text)
{
    buffer out = { 0 };
    csv_reader r = csv_begin(text, strlen(text));
    while (csv_next(&r, &test_error) == STATUS_OK && r.count > 0) {
        buffer_format(&out, "%zu:", r.line);
        for (size_t i = 0; i < r.count; i++) buffer_format(&out, "%s|", csv_cell(&r, i));
        buffer_byte(&out, ' ');
    }
    csv_end(&r);
    return buffer_take(&out);
}

static void check(const char *text, const char *wanted)
{
    error_clear(&test_error);
    char *records = records_of(text);
    assert_int_equal(test_error.code, STATUS_OK);
    assert_string_equal(records, wanted);
    free(records);
}

static void cells_stand_between_separators(void **unused)
{
    (void)unused;
    check("a,b\n1,2\n", "1:a|b| 2:1|2| ");
    check("a;b;c,d\r\n1;2;3", "1:a|b|c,d| 2:1|2|3| ");
    check("a\tb\r1\t2\r", "1:a|b| 2:1|2| ");
    check("one", "1:one| ");
    check("a,\n,b\n", "1:a|| 2:|b| ");
    check("", "");
    check("\n\r\n\r", "");
}

static void empty_lines_are_no_records_but_count(void **unused)
{
    (void)unused;
    check("\n\na,b\n\n\r\n1,2", "3:a|b| 6:1|2| ");
}

static void a_byte_order_mark_is_no_text(void **unused)
{
    (void)unused;
    check("\xef\xbb\xbfname,year\n", "1:name|year| ");
}

/* RFC 4180, rules 5 to 7. */
static void quotes_hold_anything(void **unused)
{
    (void)unused;
    check("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", "1:aaa|b\r\nbb|ccc| 3:zzz|yyy|xxx| ");
    check("\"a \"\"word\"\"\",\"\",\"1,5\"\n", "1:a \"word\"||1,5| ");
    check("5\" disk,6\"\n", "1:5\" disk|6\"| ");
}

/* The separator is looked for outside of quotes. */
static void quoted_separators_do_not_vote(void **unused)
{
    (void)unused;
    check("\"a,b,c\";d\n", "1:a,b,c|d| ");
}

static void wrong_quotes_are_errors_with_a_line(void **unused)
{
    (void)unused;
    static const struct {
        const char *text, *message;
    } wrong[] = {
        { "a,b\n1,\"2\n3\n", "line 2: the double quote is never closed" },
        { "a,b\n\n\"1\" x,2\n", "line 3: text follows a closing double quote" },
        { "\"", "line 1: the double quote is never closed" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        free(records_of(wrong[i].text));
        assert_fails(test_error.code, STATUS_USAGE, wrong[i].message);
        error_clear(&test_error);
    }
}

/* Whatever the text: cells and line breaks and an end. */
static void no_text_breaks_the_reader(void **unused)
{
    (void)unused;
    static const char alphabet[] = "ab,;\t\"\"\n\r";
    uint64_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        size_t length = random_below(&seed, 24);
        char *text = malloc(length > 0 ? length : 1);
        for (size_t j = 0; j < length; j++)
            text[j] = alphabet[random_below(&seed, sizeof alphabet - 1)];
        csv_reader r = csv_begin(text, length);
        size_t records = 0;
        while (csv_next(&r, NULL) == STATUS_OK && r.count > 0) {
            assert_true(r.line <= length + 1);
            for (size_t j = 0; j < r.count; j++) assert_true(strlen(csv_cell(&r, j)) <= length);
            assert_true(++records <= length);
        }
        csv_end(&r);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_stand_between_separators),
        cmocka_unit_test(empty_lines_are_no_records_but_count),
        cmocka_unit_test(a_byte_order_mark_is_no_text),
        cmocka_unit_test(quotes_hold_anything),
        cmocka_unit_test(quoted_separators_do_not_vote),
        cmocka_unit_test(wrong_quotes_are_errors_with_a_line),
        cmocka_unit_test(no_text_breaks_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, clear_test_error);
}
