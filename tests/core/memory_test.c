/* Arenas and lists. */
#include <stdalign.h>

#include "base/arena.h"
#include "base/list.h"
#include "testing.h"

static void arena_memory_is_zeroed_aligned_and_its_own(void **unused)
{
    (void)unused;
    arena a = { 0 };
    enum { PIECES = 3000 };
    unsigned char *pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = i % 300;
        pieces[i] = arena_allocate(&a, size);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++) assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t j = 0; j < i % 300; j++) assert_int_equal(pieces[i][j], i % 251);
    arena_free(&a);
    assert_null(a.chunks);
}

static void arena_copies_end_with_a_nul(void **unused)
{
    (void)unused;
    arena a = { 0 };
    assert_string_equal(arena_copy(&a, "cut here", 3), "cut");
    assert_string_equal(arena_copy(&a, NULL, 0), "");
    char *large = malloc(200000);
    memset(large, 'x', 200000);
    const char *copy = arena_copy(&a, large, 200000);
    assert_memory_equal(copy, large, 200000);
    assert_int_equal(copy[200000], '\0');
    assert_string_equal(arena_copy(&a, "after", 5), "after");
    free(large);
    arena_free(&a);
}

static void arena_refuses_what_no_machine_has(void **unused)
{
    (void)unused;
    arena a = { 0 };
    assert_null(arena_allocate(&a, SIZE_MAX - 8));
    assert_null(arena_copy(&a, "", SIZE_MAX));
    assert_string_equal(arena_copy(&a, "still", 5), "still");
    arena_free(&a);
}

static void list_elements_are_zeroed_and_stay(void **unused)
{
    (void)unused;
    LIST(struct pair {
        uint64_t number;
        char tail;
    })
    pairs = { 0 };
    for (uint64_t i = 0; i < 1000; i++) {
        struct pair *last = list_push(&pairs);
        assert_non_null(last);
        assert_true(last->number == 0 && last->tail == 0);
        *last = (struct pair){ i, 'x' };
    }
    assert_int_equal(pairs.count, 1000);
    for (uint64_t i = 0; i < 1000; i++) assert_true(pairs.items[i].number == i);
    pairs.count = 0; /* emptied, it is used again from the start, zeroed again */
    assert_true(list_push(&pairs)->tail == 0);
    list_free(&pairs);
    assert_null(pairs.items);
    assert_int_equal(pairs.capacity, 0);
}

static void list_refuses_sizes_that_overflow(void **unused)
{
    (void)unused;
    void *items = NULL;
    size_t count = 0, capacity = 0;
    assert_null(list_add(&items, &count, &capacity, SIZE_MAX / 2));
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_memory_is_zeroed_aligned_and_its_own),
        cmocka_unit_test(arena_copies_end_with_a_nul),
        cmocka_unit_test(arena_refuses_what_no_machine_has),
        cmocka_unit_test(list_elements_are_zeroed_and_stay),
        cmocka_unit_test(list_refuses_sizes_that_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
