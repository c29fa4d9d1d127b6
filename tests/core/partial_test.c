#include <math.h>

#include "host/partial.h"
#include "testing.h"

static void take(partial *p, partial_number sort, const char *name, double number)
{
    assert_ok(partial_take(p, sort, name, number, &test_error));
}

static double get(const partial *p, partial_number sort, const char *name)
{
    double number = -99;
    assert_true(partial_get(p, sort, name, &number));
    return number;
}

static void add(counter *c, const char *key, int64_t n)
{
    assert_ok(counter_add(c, key, strlen(key), n, &test_error));
}

static void sorts_do_not_meet(void **unused)
{
    (void)unused;
    partial *p = partial_create();
    double number;
    assert_false(partial_get(p, PARTIAL_SUM, "x", &number));
    take(p, PARTIAL_SUM, "x", 2);
    take(p, PARTIAL_SUM, "x", 3);
    take(p, PARTIAL_MINIMUM, "x", 2);
    take(p, PARTIAL_MINIMUM, "x", -3);
    take(p, PARTIAL_MAXIMUM, "x", -2);
    take(p, PARTIAL_MAXIMUM, "x", -3);
    add(partial_counter(p, "x"), "key", 1);
    add(partial_set(p, "x"), "other", 1);
    assert_true(get(p, PARTIAL_SUM, "x") == 5 && get(p, PARTIAL_MINIMUM, "x") == -3 &&
                get(p, PARTIAL_MAXIMUM, "x") == -2);
    assert_false(partial_get(p, PARTIAL_SUM, "y", &number));
    assert_int_equal(counter_get(partial_counter(p, "x"), "other", 5), 0);
    assert_int_equal(counter_get(partial_set(p, "x"), "other", 5), 1);
    assert_int_equal(counter_get(partial_counter(p, "x"), "key", 3), 1);
    partial_free(p);
    partial_free(NULL);
}

/* What the document of that number counts. */
static partial *counted(int document)
{
    partial *p = partial_create();
    char key[24];
    sprintf(key, "key%d", document % 3);
    add(partial_counter(p, "words"), key, document);
    add(partial_counter(p, "words"), "all", 1);
    add(partial_set(p, "seen"), key, 1);
    take(p, PARTIAL_SUM, "length", document * 10);
    take(p, PARTIAL_MINIMUM, "length", document);
    take(p, PARTIAL_MAXIMUM, "length", document);
    return p;
}

static void merge(partial *into, const partial *from)
{
    buffer frame = { 0 };
    partial_write(&frame, from);
    reader r = reader_of(frame.data, frame.length);
    assert_ok(partial_merge(into, &r, &test_error));
    assert_true(reader_done(&r));
    buffer_free(&frame);
}

static void assert_merged(partial *p)
{
    assert_int_equal(counter_get(partial_counter(p, "words"), "key0", 4), 3 + 6);
    assert_int_equal(counter_get(partial_counter(p, "words"), "key1", 4), 1 + 4);
    assert_int_equal(counter_get(partial_counter(p, "words"), "key2", 4), 2 + 5);
    assert_int_equal(counter_get(partial_counter(p, "words"), "all", 3), 6);
    assert_int_equal(counter_size(partial_set(p, "seen")), 3);
    assert_true(get(p, PARTIAL_SUM, "length") == 210);
    assert_true(get(p, PARTIAL_MINIMUM, "length") == 1 && get(p, PARTIAL_MAXIMUM, "length") == 6);
    partial_free(p);
}

/* One by one, backwards, and halves first. */
static void any_order_merges_to_the_same(void **unused)
{
    (void)unused;
    partial *forwards = partial_create(), *backwards = partial_create(), *left = partial_create(),
            *right = partial_create(), *halves = partial_create();
    for (int i = 1; i <= 6; i++) {
        partial *one = counted(i), *other = counted(7 - i);
        merge(forwards, one);
        merge(backwards, other);
        merge(i <= 3 ? left : right, one);
        partial_free(one);
        partial_free(other);
    }
    merge(halves, right);
    merge(halves, left);
    partial_free(left);
    partial_free(right);
    assert_merged(forwards);
    assert_merged(backwards);
    assert_merged(halves);
}

static void what_is_no_number_is_one_in_any_order(void **unused)
{
    (void)unused;
    partial *p = partial_create();
    take(p, PARTIAL_MINIMUM, "first", NAN);
    take(p, PARTIAL_MINIMUM, "first", 3);
    take(p, PARTIAL_MINIMUM, "last", 3);
    take(p, PARTIAL_MINIMUM, "last", NAN);
    take(p, PARTIAL_MAXIMUM, "last", 3);
    take(p, PARTIAL_MAXIMUM, "last", NAN);
    assert_true(isnan(get(p, PARTIAL_MINIMUM, "first")) && isnan(get(p, PARTIAL_MINIMUM, "last")) &&
                isnan(get(p, PARTIAL_MAXIMUM, "last")));
    partial_free(p);
}

static void cut_off_partials_fail(void **unused)
{
    (void)unused;
    partial *p = counted(4);
    buffer frame = { 0 };
    partial_write(&frame, p);
    partial_free(p);
    for (size_t length = 0; length < frame.length; length++) {
        partial *into = partial_create();
        char *exact = malloc(length > 0 ? length : 1);
        memcpy(exact, frame.data, length);
        reader r = reader_of(exact, length);
        assert_fails(partial_merge(into, &r, &test_error), STATUS_SYSTEM, "broken counts");
        partial_free(into);
        free(exact);
    }
    buffer_free(&frame);
}

static void changed_partials_never_harm(void **unused)
{
    (void)unused;
    partial *p = counted(4);
    buffer frame = { 0 };
    uint64_t seed = 13;
    partial_write(&frame, p);
    partial_free(p);
    for (int i = 0; i < 20000; i++) {
        size_t length;
        char *bytes = mutated(&frame, &seed, &length);
        partial *into = counted(1);
        reader r = reader_of(bytes, length);
        status s = partial_merge(into, &r, &test_error);
        assert_true(s == STATUS_OK || s == STATUS_SYSTEM || s == STATUS_LIMIT);
        partial_free(into);
        free(bytes);
    }
    buffer_free(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_do_not_meet),
        cmocka_unit_test(any_order_merges_to_the_same),
        cmocka_unit_test(what_is_no_number_is_one_in_any_order),
        cmocka_unit_test(cut_off_partials_fail),
        cmocka_unit_test(changed_partials_never_harm),
    };
    return cmocka_run_group_tests(tests, NULL, clear_test_error);
}
