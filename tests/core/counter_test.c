#include "corpus/counter.h"
#include "testing.h"

static void add(counter *c, const char *key, int64_t n)
{
    assert_ok(counter_add(c, key, strlen(key), n, &test_error));
}

static void counts_add_up(void **unused)
{
    (void)unused;
    counter *c = counter_create();
    add(c, "the", 2);
    add(c, "a", 1);
    add(c, "the", 3);
    add(c, "less", -4);
    assert_int_equal(counter_get(c, "the", 3), 5);
    assert_int_equal(counter_get(c, "less", 4), -4);
    assert_int_equal(counter_get(c, "none", 4), 0);
    assert_int_equal(counter_size(c), 3);
    assert_int_equal(counter_total(c), 2);
    counter_free(c);
    counter_free(NULL);
}

static void counts_past_64_bits_are_refused(void **unused)
{
    (void)unused;
    counter *c = counter_create();
    add(c, "much", INT64_MAX);
    assert_fails(counter_add(c, "much", 4, 1, &test_error), STATUS_LIMIT, "64 bits");
    assert_fails(counter_add(c, "more", 4, 1, &test_error), STATUS_LIMIT,
                 "64 bits"); /* the total */
    assert_true(counter_get(c, "much", 4) == INT64_MAX && counter_total(c) == INT64_MAX);
    add(c, "much", -5);
    assert_true(counter_total(c) == INT64_MAX - 5);
    counter_free(c);
}

static char *order_of(const counter *c, bool by_count)
{
    buffer out = { 0 };
    counter_entry *entries = by_count ? counter_top(c, counter_size(c)) : counter_sorted(c);
    assert_non_null(entries);
    for (size_t i = 0; i < counter_size(c); i++)
        buffer_format(&out, "%.*s=%d ", (int)entries[i].length, entries[i].key,
                      (int)entries[i].count);
    free(entries);
    return buffer_take(&out);
}

static void assert_order(const counter *c, bool by_count, const char *wanted)
{
    char *order = order_of(c, by_count);
    assert_string_equal(order, wanted);
    free(order);
}

static void order_is_by_bytes_or_by_count(void **unused)
{
    (void)unused;
    counter *c = counter_create();
    assert_order(c, true, "");
    add(c, "b", 2);
    add(c, "ab", 2);
    add(c, "é", 7);
    add(c, "a", 2);
    add(c, "Z", 1);
    assert_order(c, false, "Z=1 a=2 ab=2 b=2 é=7 ");
    assert_order(c, true, "é=7 a=2 ab=2 b=2 Z=1 ");
    counter_free(c);
}

static void the_first_are_found_among_many(void **unused)
{
    (void)unused;
    counter *c = counter_create();
    for (int i = 0; i < 1000; i++) {
        char key[8];
        snprintf(key, sizeof key, "%03d", i * 7 % 1000);
        add(c, key, i * 7 % 1000 / 2); /* two keys a count */
    }
    counter_entry *first = counter_top(c, 3);
    assert_non_null(first);
    assert_string_equal(first[0].key, "998");
    assert_string_equal(first[1].key, "999");
    assert_string_equal(first[2].key, "996");
    assert_int_equal(first[2].count, 498);
    free(first);
    counter_free(c);
}

static void merging_is_adding(void **unused)
{
    (void)unused;
    counter *a = counter_create(), *b = counter_create();
    add(a, "x", 1);
    add(a, "y", 2);
    add(b, "y", 10);
    add(b, "z", 20);
    assert_ok(counter_merge(a, b, &test_error));
    assert_order(a, false, "x=1 y=12 z=20 ");
    assert_int_equal(counter_total(a), 33);
    assert_order(b, false, "y=10 z=20 ");
    counter_free(a);
    counter_free(b);
}

static void a_frame_adds_to_what_is_there(void **unused)
{
    (void)unused;
    counter *a = counter_create(), *b = counter_create();
    buffer frame = { 0 };
    add(a, "x", -1);
    assert_ok(counter_add(a, "n\0l", 3, 5, &test_error));
    counter_write(&frame, a);
    add(b, "x", 4);
    reader r = reader_of(frame.data, frame.length);
    assert_ok(counter_read(&r, b, &test_error));
    assert_true(reader_done(&r));
    assert_int_equal(counter_get(b, "x", 1), 3);
    assert_int_equal(counter_get(b, "n\0l", 3), 5);
    for (size_t length = 0; length < frame.length; length++) {
        r = reader_of(frame.data, length);
        assert_fails(counter_read(&r, b, &test_error), STATUS_SYSTEM, "broken counts");
    }
    buffer_free(&frame);
    counter_free(a);
    counter_free(b);
}

static void changed_frames_never_harm(void **unused)
{
    (void)unused;
    counter *c = counter_create();
    buffer frame = { 0 };
    uint64_t seed = 3;
    for (int i = 0; i < 20; i++) {
        char key[32];
        sprintf(key, "%d%s", i, i % 3 == 0 ? "longer" : "");
        add(c, key, (int64_t)random_number(&seed) / 64);
    }
    counter_write(&frame, c);
    counter_free(c);
    for (int i = 0; i < 20000; i++) {
        size_t length;
        char *bytes = mutated(&frame, &seed, &length);
        counter *got = counter_create();
        reader r = reader_of(bytes, length);
        status s = counter_read(&r, got, NULL);
        assert_true(s == STATUS_OK || s == STATUS_SYSTEM || s == STATUS_LIMIT);
        assert_true(counter_size(got) <= length);
        counter_free(got);
        free(bytes);
    }
    buffer_free(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_add_up),
        cmocka_unit_test(counts_past_64_bits_are_refused),
        cmocka_unit_test(order_is_by_bytes_or_by_count),
        cmocka_unit_test(the_first_are_found_among_many),
        cmocka_unit_test(merging_is_adding),
        cmocka_unit_test(a_frame_adds_to_what_is_there),
        cmocka_unit_test(changed_frames_never_harm),
    };
    return cmocka_run_group_tests(tests, NULL, clear_test_error);
}
