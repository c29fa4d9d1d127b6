#include <errno.h>

#include "testing.h"

static void set_fills_code_and_message(void **unused)
{
    (void)unused;
    error e = { 0 };
    assert_int_equal(error_set(&e, STATUS_USAGE, "%s takes %d", "--top", 3), STATUS_USAGE);
    assert_int_equal(e.code, STATUS_USAGE);
    assert_string_equal(error_text(&e), "--top takes 3");
    error_clear(&e);
    assert_int_equal(e.code, STATUS_OK);
    assert_null(e.message);
}

static void a_message_may_quote_the_one_before(void **unused)
{
    (void)unused;
    error e = { 0 };
    error_set(&e, STATUS_PLUGIN, "cause");
    e.detail = strdup("traceback");
    error_set(&e, STATUS_SYSTEM, "because of: %s", error_text(&e));
    assert_string_equal(error_text(&e), "because of: cause");
    assert_null(e.detail);
    error_clear(&e);
}

static void system_adds_the_text_of_errno(void **unused)
{
    (void)unused;
    error e = { 0 };
    errno = ENOENT;
    assert_int_equal(error_system(&e, "cannot open %s", "a.txt"), STATUS_SYSTEM);
    assert_string_equal(error_text(&e), "cannot open a.txt: No such file or directory");
    error_clear(&e);
}

static void prefix_keeps_code_and_detail(void **unused)
{
    (void)unused;
    error e = { 0 };
    error_set(&e, STATUS_LIMIT, "too long");
    e.detail = strdup("traceback");
    assert_int_equal(error_prefix(&e, "document %d: ", 3), STATUS_LIMIT);
    assert_string_equal(error_text(&e), "document 3: too long");
    assert_string_equal(e.detail, "traceback");
    error_memory(&e);
    assert_int_equal(error_prefix(&e, "while reading: "), STATUS_NO_MEMORY);
    assert_string_equal(error_text(&e), "while reading: out of memory");
    error_clear(&e);
}

static void without_memory_there_is_a_text(void **unused)
{
    (void)unused;
    error e = { 0 };
    error_set(&e, STATUS_USAGE, "old");
    assert_int_equal(error_memory(&e), STATUS_NO_MEMORY);
    assert_null(e.message);
    assert_string_equal(error_text(&e), "out of memory");
    error_clear(&e);
}

static void nobody_has_to_listen(void **unused)
{
    (void)unused;
    assert_int_equal(error_set(NULL, STATUS_CORPUS, "%d", 1), STATUS_CORPUS);
    assert_int_equal(error_system(NULL, "x"), STATUS_SYSTEM);
    assert_int_equal(error_memory(NULL), STATUS_NO_MEMORY);
    error_clear(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_fills_code_and_message),
        cmocka_unit_test(a_message_may_quote_the_one_before),
        cmocka_unit_test(system_adds_the_text_of_errno),
        cmocka_unit_test(prefix_keeps_code_and_detail),
        cmocka_unit_test(without_memory_there_is_a_text),
        cmocka_unit_test(nobody_has_to_listen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
