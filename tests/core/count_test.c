#include "corpus/count.h"
#include "document_fixture.h"

static stemmers *stems;

static view view_of(const char *text, const char *language)
{
    view v;
    document d = document_of(text);
    for (size_t i = 0; i < d.blocks.count; i++) strcpy(d.blocks.items[i].language.text, language);
    d.runs.count = 0;
    assert_ok(view_open(&v, &d, &test_error));
    return v;
}

/* The counts, by key. */
static void check(const char *text, count_by by, size_t n, const char *language, const char *wanted)
{
    view v = view_of(text, language);
    counter *c = counter_create();
    buffer out = { 0 };
    assert_ok(count_ngrams(&v, by, n, stems, c, &test_error));
    counter_entry *entries = counter_sorted(c);
    buffer_append(&out, "", 0);
    for (size_t i = 0; i < counter_size(c); i++)
        buffer_format(&out, "%s%.*s:%d", i > 0 ? ", " : "", (int)entries[i].length, entries[i].key,
                      (int)entries[i].count);
    assert_string_equal(out.data, wanted);
    free(entries);
    buffer_free(&out);
    counter_free(c);
    view_close(&v);
}

static void words_are_counted_as_asked(void **unused)
{
    (void)unused;
    const char *text = "The plan, the plans: 2 plans.";
    check(text, COUNT_FORM, 1, "en", "2:1, The:1, plan:1, plans:2, the:1");
    check(text, COUNT_FOLDED, 1, "en", "2:1, plan:1, plans:2, the:2");
    check(text, COUNT_STEM, 1, "en", "2:1, plan:3, the:2");
}

static void stems_are_of_the_language_at_the_token(void **unused)
{
    (void)unused;
    check("дома", COUNT_STEM, 1, "ru", "дом:1");
    check("plans", COUNT_STEM, 1, "zh", "plans:1"); /* no stemmer: the folded form */
}

/* Two languages whose tags share their first bytes are two. */
static void long_tags_are_kept_apart(void **unused)
{
    (void)unused;
    view v;
    document d = document_of("plans. plans.");
    *(language_run *)list_push(&d.runs) =
        (language_run){ .at = { 0, 6 }, .language = { "en-GB-oxendict" } };
    *(language_run *)list_push(&d.runs) =
        (language_run){ .at = { 7, 13 }, .language = { "en-GB-oxendiX" } };
    assert_ok(view_open(&v, &d, &test_error));
    counter *c = counter_create();
    assert_ok(count_ngrams(&v, COUNT_STEM, 1, stems, c, &test_error));
    assert_int_equal(counter_total(c), 2);
    counter_free(c);
    view_close(&v);
}

static void ngrams_pass_punctuation_but_no_sentence(void **unused)
{
    (void)unused;
    check("One, two three. Four five.", COUNT_FORM, 2, "en", "Four five:1, One two:1, two three:1");
    check("One, two three. Four five.", COUNT_FORM, 3, "en", "One two three:1");
    check("One, two three. Four five.", COUNT_FORM, 4, "en", "");
    check("a b a b a", COUNT_FORM, 2, "en", "a b:2, b a:2");
    check("a b c d e f g h i j", COUNT_FORM, 9, "en", "a b c d e f g h i:1, b c d e f g h i j:1");
}

static void n_is_1_to_9(void **unused)
{
    (void)unused;
    view v = view_of("a b", "en");
    counter *c = counter_create();
    assert_fails(count_ngrams(&v, COUNT_FORM, 0, stems, c, &test_error), STATUS_USAGE, "1 to 9");
    assert_fails(count_ngrams(&v, COUNT_FORM, 10, stems, c, &test_error), STATUS_USAGE, "1 to 9");
    assert_int_equal(counter_size(c), 0);
    counter_free(c);
    view_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_counted_as_asked),
        cmocka_unit_test(stems_are_of_the_language_at_the_token),
        cmocka_unit_test(long_tags_are_kept_apart),
        cmocka_unit_test(ngrams_pass_punctuation_but_no_sentence),
        cmocka_unit_test(n_is_1_to_9),
    };
    if (open_preparer(NULL) != 0 || (stems = stemmers_create()) == NULL) return 1;
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    stemmers_free(stems);
    return close_preparer(NULL) + failures;
}
