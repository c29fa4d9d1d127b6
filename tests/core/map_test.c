#include "base/map.h"
#include "testing.h"

static void keys_are_found_again(void **unused)
{
    (void)unused;
    map *m = map_create();
    assert_int_equal(map_find(m, "one", 3), -1);
    assert_int_equal(map_add(m, "one", 3), 0);
    assert_int_equal(map_add(m, "two", 3), 1);
    assert_int_equal(map_add(m, "one", 3), 0);
    assert_int_equal(map_find(m, "two", 3), 1);
    assert_int_equal(map_count(m), 2);
    assert_int_equal(*map_value(m, 0), 0);
    *map_value(m, 1) = -7;
    size_t length;
    assert_string_equal(map_key(m, 1, &length), "two");
    assert_int_equal(length, 3);
    assert_string_equal(map_key(m, 0, NULL), "one");
    assert_int_equal(*map_value(m, 1), -7);
    map_free(m);
    map_free(NULL);
}

static void a_list_alone_keeps_what_comes_twice(void **unused)
{
    (void)unused;
    static const char bytes[] = "onetwo";
    map *m = map_create();
    for (size_t i = 0; i < 200; i++) assert_true(map_list(m, bytes + i % 2 * 3, 3, (int64_t)i));
    assert_int_equal(map_count(m), 200);
    size_t length;
    assert_ptr_equal(map_key(m, 151, &length), bytes + 3);
    assert_int_equal(length, 3);
    assert_int_equal(*map_value(m, 151), 151);
    map_free(m);
}

static void keys_are_bytes_not_texts(void **unused)
{
    (void)unused;
    map *m = map_create();
    static const struct {
        const char *key;
        size_t length;
    } keys[] = { { "a", 1 },
                 { "a\0", 2 },
                 { "a\0\0", 3 },
                 { "\0", 1 },
                 { "\0\0\0\0", 4 },
                 { "12345678", 8 },
                 { "12345678\0", 9 },
                 { "ab", 2 },
                 { "abcdefgh12345678", 16 },
                 { "12345678abcdefgh", 16 } };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_int_equal(map_add(m, keys[i].key, keys[i].length), i);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t length;
        assert_int_equal(map_find(m, keys[i].key, keys[i].length), i);
        assert_memory_equal(map_key(m, i, &length), keys[i].key, keys[i].length + 1);
        assert_int_equal(length, keys[i].length);
    }
    map_free(m);
}

static void the_empty_key_needs_no_bytes(void **unused)
{
    (void)unused;
    map *m = map_create();
    assert_int_equal(map_find(m, NULL, 0), -1);
    assert_int_equal(map_add(m, NULL, 0), 0);
    assert_int_equal(map_add(m, "", 0), 0);
    assert_int_equal(map_find(m, NULL, 0), 0);
    assert_string_equal(map_key(m, 0, NULL), "");
    map_free(m);
}

/* Keys of all lengths to 40 bytes, many of which share their beginnings. */
static size_t write_key(char *key, uint32_t number)
{
    int length =
        sprintf(key, "%.*s%u", (int)(number % 31), "a_long_beginning_that_is_shared__", number);
    return (size_t)length;
}

static void many_keys_keep_their_order_and_place(void **unused)
{
    (void)unused;
    enum { COUNT = 200000 };
    map *m = map_create();
    char key[64];
    const char **places = calloc(COUNT, sizeof *places);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(map_add(m, key, write_key(key, i)), i);
        places[i] = map_key(m, i, NULL);
        *map_value(m, i) = (int64_t)i * 3;
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        size_t length = write_key(key, i);
        assert_int_equal(map_find(m, key, length), i);
        assert_ptr_equal(map_key(m, i, NULL), places[i]);
        assert_string_equal(places[i], key);
        assert_int_equal(*map_value(m, i), (int64_t)i * 3);
        assert_int_equal(map_find(m, key, length - 1) == (int64_t)i, 0);
    }
    for (uint32_t i = COUNT; i < COUNT + 1000; i++)
        assert_int_equal(map_find(m, key, write_key(key, i)), -1);
    assert_int_equal(map_count(m), COUNT);
    free(places);
    map_free(m);
}

static void room_that_was_asked_for_changes_nothing(void **unused)
{
    (void)unused;
    map *m = map_create();
    assert_int_equal(map_add(m, "first", 5), 0);
    assert_true(map_reserve(m, 1000));
    assert_int_equal(map_count(m), 1);
    assert_int_equal(map_find(m, "first", 5), 0);
    char key[64];
    for (uint32_t i = 0; i < 2000; i++) {
        size_t length = write_key(key, i);
        uint64_t hash = hash_bytes(key, length);
        map_expect(m, hash);
        assert_int_equal(map_find_hashed(m, key, length, hash), -1);
        assert_int_equal(map_add(m, key, length), i + 1);
    }
    assert_true(map_reserve(m, 10));
    assert_int_equal(map_count(m), 2001);
    assert_int_equal(map_find(m, "first", 5), 0);
    assert_false(map_reserve(m, UINT32_MAX));
    map_free(m);
}

/* The low bits choose the slot and the high ones tell keys apart: both fall evenly. */
static void hashes_spread(void **unused)
{
    (void)unused;
    enum { COUNT = 60000, CELLS = 4096 };
    static unsigned low[CELLS], high[CELLS];
    char key[64];
    for (uint32_t i = 0; i < COUNT; i++) {
        uint64_t hash = hash_bytes(key, write_key(key, i));
        low[hash % CELLS]++;
        high[(hash >> 52) % CELLS]++;
    }
    double chi_low = 0, chi_high = 0, expected = (double)COUNT / CELLS;
    for (size_t i = 0; i < CELLS; i++) {
        chi_low += (low[i] - expected) * (low[i] - expected) / expected;
        chi_high += (high[i] - expected) * (high[i] - expected) / expected;
    }
    /* chi square of 4095 degrees of freedom: mean 4095, deviation 90.5 */
    assert_true(chi_low < 4095 + 6 * 90.5);
    assert_true(chi_high < 4095 + 6 * 90.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_found_again),
        cmocka_unit_test(a_list_alone_keeps_what_comes_twice),
        cmocka_unit_test(keys_are_bytes_not_texts),
        cmocka_unit_test(the_empty_key_needs_no_bytes),
        cmocka_unit_test(many_keys_keep_their_order_and_place),
        cmocka_unit_test(room_that_was_asked_for_changes_nothing),
        cmocka_unit_test(hashes_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
