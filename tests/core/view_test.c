#include "corpus/view.h"
#include "document_fixture.h"
#include "text/scripts.h"

/* Places counted by hand:
 *   0 One 4 two 7 . 9 Three 15 four 19 .   20 "\n\n"   22 Five 27 six 30 .  */
static const char text[] = "One two. Three four.\n\nFive six.\n";

static view opened(void)
{
    view v;
    document d = document_of(text);
    strcpy(d.language.text, "en");
    strcpy(d.blocks.items[0].language.text, "en");
    strcpy(d.blocks.items[1].language.text, "fr");
    *(language_run *)list_push(&d.runs) = (language_run){ .at = { 9, 14 }, .language = { "la" } };
    assert_ok(view_open(&v, &d, &test_error));
    assert_null(d.text.data); /* it was taken over */
    return v;
}

static void assert_range(range r, size_t first, size_t end)
{
    assert_int_equal(r.first, first);
    assert_int_equal(r.end, end);
}

static void tokens_lie_inside(void **unused)
{
    (void)unused;
    view v = opened();
    assert_int_equal(v.from.tokens.count, 9);
    assert_range(view_tokens(&v, (span){ 0, 32 }), 0, 9);
    assert_range(view_tokens(&v, (span){ 4, 14 }), 1, 4);
    assert_range(view_tokens(&v, (span){ 5, 13 }), 2, 3); /* half a token is not inside */
    assert_range(view_tokens(&v, (span){ 20, 22 }), 6, 6);
    assert_range(view_tokens(&v, (span){ 0, 0 }), 0, 0);
    assert_range(view_tokens(&v, (span){ 30, UINT32_MAX }), 8, 9);
    view_close(&v);
}

static void sentences_begin_inside(void **unused)
{
    (void)unused;
    view v = opened();
    assert_int_equal(v.starts.count, 3);
    assert_range(view_sentences(&v, (span){ 0, 32 }), 0, 3);
    assert_range(view_sentences(&v, (span){ 1, 22 }), 1, 2);
    assert_range(view_sentences(&v, (span){ 10, 22 }), 2, 2);
    span first = view_sentence(&v, 0), last = view_sentence(&v, 2);
    assert_true(first.start == 0 && first.stop == 8);
    assert_true(last.start == 22 && last.stop == 31);
    view_close(&v);
}

static void a_byte_has_a_sentence_a_block_and_a_language(void **unused)
{
    (void)unused;
    view v = opened();
    assert_int_equal(view_sentence_at(&v, 0), 0);
    assert_int_equal(view_sentence_at(&v, 8), 0); /* the space behind it */
    assert_int_equal(view_sentence_at(&v, 9), 1);
    assert_int_equal(view_sentence_at(&v, 4000000000u), 2);
    assert_int_equal(view_block_at(&v, 21), 0);
    assert_int_equal(view_block_at(&v, 22), 1);
    assert_string_equal(view_language_at(&v, 0), "en");
    assert_string_equal(view_language_at(&v, 9), "la");
    assert_string_equal(view_language_at(&v, 14), "en");
    assert_string_equal(view_language_at(&v, 25), "fr");
    view_close(&v);
}

static void tokens_are_of_languages_and_scripts(void **unused)
{
    (void)unused;
    size_t counts[USCRIPT_CODE_LIMIT] = { 0 };
    view v = opened();
    assert_int_equal(view_run_end(&v, (range){ 0, 9 }), 3); /* Three is Latin */
    assert_int_equal(view_run_end(&v, (range){ 3, 9 }), 4);
    assert_int_equal(view_run_end(&v, (range){ 4, 9 }), 6); /* Five begins a block in French */
    assert_int_equal(view_run_end(&v, (range){ 4, 5 }), 5);
    view_count_scripts(&v, (span){ 4, 20 }, counts);
    assert_int_equal(counts[USCRIPT_LATIN], 3 + 5 + 4); /* two Three four */
    assert_int_equal(counts[USCRIPT_COMMON], 0);
    view_close(&v);
}

static void an_empty_document_has_nothing(void **unused)
{
    (void)unused;
    view v;
    document d = document_of("");
    strcpy(d.language.text, "en");
    assert_ok(view_open(&v, &d, &test_error));
    assert_range(view_tokens(&v, (span){ 0, 10 }), 0, 0);
    assert_range(view_sentences(&v, (span){ 0, 10 }), 0, 0);
    assert_int_equal(view_sentence_at(&v, 0), -1);
    assert_int_equal(view_block_at(&v, 0), -1);
    assert_string_equal(view_language_at(&v, 0), "en");
    view_close(&v);
    view_close(&v); /* closed is empty, and may be closed */
}

static void a_damaged_document_does_not_open(void **unused)
{
    (void)unused;
    view v;
    document d = document_of(text);
    d.tokens.places.length--;
    assert_fails(view_open(&v, &d, &test_error), STATUS_CORPUS, "damaged");
    assert_null(d.text.data); /* taken over, and freed */
    assert_null(v.tokens);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_lie_inside),
        cmocka_unit_test(sentences_begin_inside),
        cmocka_unit_test(a_byte_has_a_sentence_a_block_and_a_language),
        cmocka_unit_test(tokens_are_of_languages_and_scripts),
        cmocka_unit_test(an_empty_document_has_nothing),
        cmocka_unit_test(a_damaged_document_does_not_open),
    };
    return cmocka_run_group_tests(tests, open_preparer, close_preparer);
}
