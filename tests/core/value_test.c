#include <math.h>

#include "base/value.h"
#include "testing.h"

static void types_have_names(void **unused)
{
    (void)unused;
    for (column_type type = 0; type < COLUMN_TYPES; type++)
        assert_int_equal(column_type_find(column_type_name(type)), type);
    assert_string_equal(column_type_name(COLUMN_LANGUAGE), "language");
    assert_int_equal(column_type_find("string"), COLUMN_TYPES);
    assert_int_equal(column_type_find(""), COLUMN_TYPES);
}

static void check_json(value v, const char *wanted)
{
    buffer out = { 0 };
    json_append_value(&out, &v);
    assert_string_equal(out.data, wanted);
    buffer_free(&out);
}

static void values_are_written_as_json(void **unused)
{
    (void)unused;
    check_json(value_of_text(NULL), "null");
    check_json(value_of_boolean(true), "true");
    check_json(value_of_boolean(false), "false");
    check_json(value_of_integer(INT64_MIN), "-9223372036854775808");
    check_json(value_of_text(""), "\"\"");
    static const span spans[] = { { 0, 4294967295u }, { 7, 9 } };
    check_json((value){ .type = VALUE_SPAN, .at = { 3, 8 } }, "[3,8]");
    check_json((value){ .type = VALUE_SPANS, .spans = spans, .length = 2 },
               "[[0,4294967295],[7,9]]");
    check_json((value){ .type = VALUE_SPANS }, "[]");
}

static void numbers_are_as_short_as_they_can_be(void **unused)
{
    (void)unused;
    check_json(value_of_number(0.1), "0.1");
    check_json(value_of_number(-2), "-2");
    check_json(value_of_number(0.1 + 0.2), "0.30000000000000004");
    check_json(value_of_number(1e300), "1e+300");
    check_json(value_of_number(INFINITY), "null");
    check_json(value_of_number(-INFINITY), "null");
    check_json(value_of_number(NAN), "null");
}

static void texts_are_escaped(void **unused)
{
    (void)unused;
    check_json(value_of_text("say \"\\\" \n\r\t\x01\x1f\x7f"),
               "\"say \\\"\\\\\\\" \\n\\r\\t\\u0001\\u001f\\u007f\"");
    check_json(value_of_text("дом 家"), "\"дом 家\"");
    check_json((value){ .type = VALUE_TEXT, .text = "a\0b", .length = 3 }, "\"a\\u0000b\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_have_names),
        cmocka_unit_test(values_are_written_as_json),
        cmocka_unit_test(numbers_are_as_short_as_they_can_be),
        cmocka_unit_test(texts_are_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
