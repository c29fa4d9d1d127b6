#include "corpus/tally.h"
#include "testing.h"

enum { NUMBERS = 5000, WIDE = 65 };

static const tally_plan roomy = { .bits = 64,
                                  .has_documents = true,
                                  .minimum = 1,
                                  .waiting_bytes = 1 << 16,
                                  .bytes = 1 << 20,
                                  .kept_bytes = 1 << 20 };

/* Number i occurs i % 5 + 1 times, once in each of the documents 1 .. i % 5 + 1. */
static tally_key key_of(unsigned i, unsigned bits)
{
    return (tally_key)i << (bits > 64 ? WIDE : 0) | 1u << 20 | i;
}

static void add_all(tally *t, unsigned bits)
{
    for (uint32_t d = 1; d <= 5; d++)
        for (unsigned i = 0; i < NUMBERS; i++)
            if (d <= i % 5 + 1) tally_add(t, key_of(i, bits), 1, d);
}

/* Counts in as many passes as it takes; answers how many these were. */
static unsigned count_all(tally *t, unsigned bits)
{
    bool again = true;
    unsigned passes = 0;
    for (; again; passes++) {
        add_all(t, bits);
        assert_ok(tally_end_pass(t, &again, &test_error));
    }
    return passes;
}

static void check_all(tally *t, unsigned bits)
{
    assert_int_equal(tally_count(t), NUMBERS);
    tally_sort(t);
    for (unsigned i = 0; i < NUMBERS; i++) {
        tally_entry entry = tally_at(t, i);
        assert_true(entry.key == key_of(i, bits));
        assert_int_equal(entry.count, i % 5 + 1);
        assert_int_equal(entry.documents, i % 5 + 1);
    }
}

static void numbers_are_counted_in_one_pass(void **unused)
{
    (void)unused;
    tally *t = tally_create(&roomy);
    assert_int_equal(count_all(t, 64), 1);
    check_all(t, 64);
    tally_free(t);
    tally_free(NULL);
}

static void a_small_table_takes_several_passes(void **unused)
{
    (void)unused;
    for (unsigned bits = 64; bits <= 128; bits += 64) {
        tally_plan plan = roomy;
        plan.bits = bits;
        plan.bytes =
            (size_t)NUMBERS * (bits == 64 ? 17 : 25); /* an entry is larger, if kept smaller */
        tally *t = tally_create(&plan);
        assert_true(count_all(t, bits) > 3);
        check_all(t, bits);
        tally_free(t);
    }
}

static uint32_t rest_of(const void *groups, tally_key key)
{
    return (uint32_t)(key & 0xfffff) % *(const uint32_t *)groups;
}

static void groups_are_laid_together(void **unused)
{
    (void)unused;
    for (unsigned bits = 64; bits <= 128; bits += 64) {
        tally_plan plan = roomy;
        plan.bits = bits;
        tally *t = tally_create(&plan);
        count_all(t, bits);
        const uint32_t groups = 4; /* of 1250 numbers each */
        size_t next[4], ends[4];
        for (size_t g = 0; g < groups; g++) {
            next[g] = g * NUMBERS / groups;
            ends[g] = next[g] + NUMBERS / groups;
        }
        tally_gather(t, rest_of, &groups, next, ends, groups);
        for (size_t i = 0; i < NUMBERS; i++)
            assert_int_equal(rest_of(&groups, tally_at(t, i).key), i / (NUMBERS / groups));
        check_all(t, bits);
        tally_free(t);
    }
}

static void sums_of_documents_are_added_to_those_that_come_one_by_one(void **unused)
{
    (void)unused;
    bool again;
    tally_plan plan = roomy;
    plan.minimum = 3;
    tally *t = tally_create(&plan);
    tally_add_sum(t, 7, 3, 2);
    tally_add_sum(t, 7, 4, 2);
    tally_add_sum(t, 8, 2, 1);
    tally_add(t, 7, 1, 2);
    tally_add(t, 7, 1, 2);
    tally_add_sum(t, 10, 5, 5);
    assert_ok(tally_end_pass(t, &again, &test_error));
    assert_false(again);
    assert_int_equal(tally_count(t), 2);
    tally_sort(t);
    assert_true(tally_at(t, 0).key == 7 && tally_at(t, 1).key == 10);
    assert_int_equal(tally_at(t, 0).count, 9);
    assert_int_equal(tally_at(t, 0).documents, 5);
    assert_int_equal(tally_at(t, 1).documents, 5);
    tally_free(t);
}

static void rare_numbers_are_dropped(void **unused)
{
    (void)unused;
    tally_plan plan = roomy;
    plan.minimum = 5;
    plan.has_documents = false;
    tally *t = tally_create(&plan);
    count_all(t, 64);
    assert_int_equal(tally_count(t), NUMBERS / 5);
    assert_int_equal(tally_at(t, 7).count, 5);
    assert_int_equal(tally_at(t, 7).documents, 0);
    tally_free(t);
}

static void too_many_for_memory_are_refused(void **unused)
{
    (void)unused;
    bool again;
    tally_plan plan = roomy;
    plan.kept_bytes = 1000 * 4 * 4; /* an entry has four words */
    tally *t = tally_create(&plan);
    add_all(t, 64);
    assert_fails(tally_end_pass(t, &again, &test_error), STATUS_LIMIT, "more than 1000 different");
    tally_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_counted_in_one_pass),
        cmocka_unit_test(a_small_table_takes_several_passes),
        cmocka_unit_test(groups_are_laid_together),
        cmocka_unit_test(sums_of_documents_are_added_to_those_that_come_one_by_one),
        cmocka_unit_test(rare_numbers_are_dropped),
        cmocka_unit_test(too_many_for_memory_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, clear_test_error);
}
