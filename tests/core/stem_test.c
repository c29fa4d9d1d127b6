#include "text/stem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static stemmers *all;

static int set_up(void **state)
{
    (void)state;
    all = stemmers_create();
    return all == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    stemmers_free(all);
    return 0;
}

static void assert_stem(const char *language, const char *word, const char *expected)
{
    buffer b = { 0 };
    assert_int_equal(stemmers_append(all, &b, word, strlen(word), language), STATUS_OK);
    assert_string_equal(b.data, expected);
    buffer_free(&b);
}

/* Words of the sample vocabularies on Snowball's pages. */
static void stems_words(void **state)
{
    (void)state;
    assert_stem("en", "consistency", "consist");
    assert_stem("en", "knights", "knight");
    assert_stem("ru", "важнейшими", "важн");
    assert_stem("ru", "противоположной", "противоположн");
    assert_stem("de", "aufeinanderfolgenden", "aufeinanderfolg");
    assert_stem("de", "kategorischen", "kategor");
    assert_stem("fr", "continuellement", "continuel");
    assert_stem("es", "chicas", "chic");
    assert_stem("sv", "jaktkarlarne", "jaktkarl");
}

static void tags_need_only_their_language(void **state)
{
    (void)state;
    assert_stem("en-GB", "knights", "knight");
    assert_stem("EN", "knights", "knight");
    assert_stem("sr-Latn", "", "");
    assert_true(stemmers_know(all, "pt-BR"));
    assert_true(stemmers_know(all, "nb"));
    assert_false(stemmers_know(all, "eng"));
    assert_false(stemmers_know(all, "e"));
    assert_false(stemmers_know(all, ""));
}

static void other_languages_keep_the_word(void **state)
{
    (void)state;
    assert_stem("zh", "组织", "组织");
    assert_stem("und", "knights", "knights");
    assert_stem("", "knights", "knights");
    assert_false(stemmers_know(all, "zh-Hant"));
}

static void knows_the_languages_of_snowball(void **state)
{
    (void)state;
    static const char *const tags[] = { "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
                                        "ga", "hi", "hu", "hy", "id", "it", "lt", "nb", "ne", "nl",
                                        "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi" };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        assert_true(stemmers_know(all, tags[i]));
        assert_stem(tags[i], "x", "x");
    }
}

static void a_failed_buffer_stays_failed(void **state)
{
    (void)state;
    buffer b = { .state = STATUS_NO_MEMORY };
    assert_int_equal(stemmers_append(all, &b, "knights", 7, "en"), STATUS_NO_MEMORY);
    assert_int_equal(stemmers_append(all, &b, "knights", 7, "zh"), STATUS_NO_MEMORY);
    assert_int_equal(b.length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stems_words),
        cmocka_unit_test(tags_need_only_their_language),
        cmocka_unit_test(other_languages_keep_the_word),
        cmocka_unit_test(knows_the_languages_of_snowball),
        cmocka_unit_test(a_failed_buffer_stays_failed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
