/* The order of words. */
#include "testing.h"
#include "text/collation.h"

static collation *order;

static int set_up(void **unused)
{
    (void)unused;
    return collation_open(&order, &test_error) == STATUS_OK ? 0 : -1;
}

static int tear_down(void **unused)
{
    collation_close(order);
    return clear_test_error(unused);
}

static buffer key_of(const char *text, size_t length)
{
    buffer key = { 0 };
    assert_ok(collation_append_key(order, &key, text, length, &test_error));
    return key;
}

static int compare(const char *a, const char *b)
{
    buffer x = key_of(a, strlen(a)), y = key_of(b, strlen(b));
    size_t shorter = x.length < y.length ? x.length : y.length;
    int difference = memcmp(x.data, y.data, shorter);
    if (difference == 0) difference = (x.length > y.length) - (x.length < y.length);
    buffer_free(&x);
    buffer_free(&y);
    return difference;
}

/* Rows of CLDR's root collation chart: marks and capitals count only between equal letters. */
static void words_stand_as_in_a_dictionary(void **unused)
{
    static const char *const words[] = { "_",    "1",    "2",   "cote", "coté",  "Coté",  "côte",
                                         "côté", "cotf", "дом", "Дом",  "домик", "\u5317" };
    (void)unused;
    for (size_t i = 0; i + 1 < sizeof words / sizeof *words; i++)
        if (compare(words[i], words[i + 1]) >= 0)
            fail_msg("%s does not stand before %s", words[i], words[i + 1]);
    assert_int_equal(compare("дом", "дом"), 0);
    assert_true(compare("", "a") < 0);
}

/* More than the first guess of room, and bytes that are no text. */
static void any_bytes_have_a_key(void **unused)
{
    uint64_t seed = 7;
    char bytes[3000];
    (void)unused;
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)random_number(&seed);
        buffer key = key_of(bytes, random_below(&seed, sizeof bytes + 1));
        assert_true(key.length > 0);
        buffer_free(&key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_stand_as_in_a_dictionary),
        cmocka_unit_test(any_bytes_have_a_key),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
