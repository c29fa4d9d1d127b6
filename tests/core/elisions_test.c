#include "text/elisions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "text/rules.h"

static text_rules rules;
static segmenter *words;

static int set_up(void **state)
{
    (void)state;
    static const char *const french[] = { "l'", "d'", "qu'", "JUSQU'" };
    language_rules *added = text_rules_add(&rules, "fr");
    for (size_t i = 0; added != NULL && i < sizeof french / sizeof *french; i++)
        if (text_rules_add_elision(added, french[i], NULL) != STATUS_OK) return -1;
    return added != NULL && segmenter_create(&words, NULL) == STATUS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    segmenter_free(words);
    text_rules_free(&rules);
    return 0;
}

/* `expected` has a | between tokens. */
static void assert_cut(const char *text, const char *expected)
{
    token_list tokens = { 0 };
    buffer found = { 0 };
    error e = { 0 };
    span all = { 0, (uint32_t)strlen(text) };
    assert_int_equal(segmenter_tokens(words, text, all, &tokens, &e), STATUS_OK);
    const map *elisions = text_rules_find(&rules, "fr")->elisions;
    assert_int_equal(elisions_cut(elisions, text, &tokens, &e), STATUS_OK);
    for (size_t i = 0; i < tokens.count; i++) {
        span at = tokens.items[i].at;
        if (i > 0) buffer_byte(&found, '|');
        buffer_append(&found, text + at.start, at.stop - at.start);
        assert_int_equal(tokens.items[i].kind, token_kind_of(text + at.start, at.stop - at.start));
    }
    assert_string_equal(found.data, expected);
    buffer_free(&found);
    list_free(&tokens);
}

static void test_french(void **state)
{
    (void)state;
    assert_cut("L'histoire d'aujourd'hui.", "L'|histoire|d'|aujourd'hui|.");
    assert_cut("jusqu\u2019\u00e0 l\u2019\u00e9t\u00e9",
               "jusqu\u2019|\u00e0|l\u2019|\u00e9t\u00e9");
    assert_cut("qu'l'on presqu'\u00eele quelqu'un", "qu'|l'|on|presqu'\u00eele|quelqu'un");
    assert_cut("les ann\u00e9es '90, l' 'x' d'", "les|ann\u00e9es|'|90|,|l|'|'|x|'|d|'");
    assert_cut("rien", "rien");
}

static void test_parts(void **state)
{
    (void)state;
    assert_int_equal(elisions_part("l'or", 4), 2);
    assert_int_equal(elisions_part("l\u2019or", 6), 4);
    assert_int_equal(elisions_part("l\u2019o'r", 7), 4);
    assert_int_equal(elisions_part("l'", 2), 0);
    assert_int_equal(elisions_part("'or", 3), 0);
    assert_int_equal(elisions_part("or", 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_french),
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
