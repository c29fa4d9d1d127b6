#include "corpus/view.h"
#include "document_fixture.h"

static void a_text_becomes_a_document(void **unused)
{
    (void)unused;
    document d = document_of("The Treaty\n\nThe ministers met in Paris, on 3 May. They agreed.\n\n"
                             "Министры встретились в Париже и договорились обо всём.\n");
    assert_int_equal(d.blocks.count, 3);
    assert_int_equal(d.sentences, 4);
    assert_int_equal(d.words, 2 + 10 + 8); /* punctuation is no word; 3 is a number and counts */
    assert_int_equal(d.tokens.count, 2 + 13 + 9);
    assert_int_equal(map_count(d.forms),
                     24 - 3); /* The stands there twice, the full stop three times */
    assert_string_equal(d.blocks.items[1].language.text, "en");
    assert_string_equal(d.blocks.items[2].language.text, "ru");
    document_free(&d);
}

static void tokens_of_one_form_share_an_id(void **unused)
{
    (void)unused;
    view v;
    document d = document_of("no no NO. no");
    assert_int_equal(map_count(d.forms), 3);
    assert_ok(view_open(&v, &d, &test_error));
    static const uint32_t ids[] = { 0, 0, 1, 2, 0 };
    assert_int_equal(v.from.tokens.count, 5);
    assert_memory_equal(v.ids, ids, sizeof ids);
    view_close(&v);
}

static void blocks_of_a_loader_stay(void **unused)
{
    (void)unused;
    document d = { 0 };
    buffer_text(&d.text, "Kept\tas it\nis\nall one paragraph\n\nof three lines");
    *(block *)list_push(&d.blocks) = (block){ .at = { 0, 13 },
                                              .kind = BLOCK_HEADING,
                                              .role = ROLE_TITLE,
                                              .role_given = true,
                                              .level = 1,
                                              .page = 2 };
    *(block *)list_push(&d.blocks) = (block){ .at = { 14, 47 }, .page = 3 };
    assert_ok(preparer_run(test_preparer, &d, &test_error));
    assert_int_equal(d.blocks.count, 2);
    assert_int_equal(d.blocks.items[0].role, ROLE_TITLE);
    assert_int_equal(d.blocks.items[1].page, 3);
    assert_string_equal(d.title, "Kept as it is"); /* on one line */
    document_free(&d);
}

static void a_title_that_was_given_stays(void **unused)
{
    (void)unused;
    document d = { 0 };
    buffer_text(&d.text, "Another");
    d.title = strdup("Mine");
    *(block *)list_push(&d.blocks) =
        (block){ .at = { 0, 7 }, .role = ROLE_TITLE, .role_given = true };
    assert_ok(preparer_run(test_preparer, &d, &test_error));
    assert_string_equal(d.title, "Mine");
    document_free(&d);
}

static void texts_without_words_are_documents(void **unused)
{
    (void)unused;
    static const char *const texts[] = { "", " \n\t\n ", "...", "\n\n\n" };
    for (size_t i = 0; i < 4; i++) {
        document d = document_of(texts[i]);
        assert_int_equal(d.words, 0);
        assert_non_null(d.text.data);
        document_free(&d);
    }
}

/* "Rise up.", cut by the host; "Don't go. Stop", in which the file says Do|n't|go.|Stop and that a
 * sentence begins with Stop; "Up. Down", whose tokens it says, but no sentences. */
static document document_with_given_tokens(void)
{
    static const span places[] = { { 10, 12 }, { 12, 15 }, { 16, 19 },
                                   { 20, 24 }, { 26, 29 }, { 30, 34 } };
    static const char *const lemmas[] = { "do", "not", "go", "", "up", "down" };
    document d = { 0 };
    buffer_text(&d.text, "Rise up.\n\nDon't go. Stop\n\nUp. Down");
    *(block *)list_push(&d.blocks) = (block){ .at = { 0, 8 } };
    *(block *)list_push(&d.blocks) = (block){ .at = { 10, 24 }, .given = true };
    *(block *)list_push(&d.blocks) = (block){ .at = { 26, 34 }, .given = true };
    for (size_t i = 0; i < 6; i++) {
        *(span *)list_push(&d.given.places) = places[i];
        assert_ok(layer_draft_set(&d.given.layers, "lemma", i, lemmas[i], strlen(lemmas[i]),
                                  &test_error));
    }
    *(uint32_t *)list_push(&d.given.starts) = 0;
    *(uint32_t *)list_push(&d.given.starts) = 3;
    assert_ok(preparer_run(test_preparer, &d, &test_error));
    return d;
}

static void given_tokens_and_sentences_stay(void **unused)
{
    (void)unused;
    static const char *const forms[] = { "Rise", "up",   ".",   "Do",  "n't",
                                         "go.",  "Stop", "Up.", "Down" };
    static const char *const lemmas[] = { NULL, NULL, NULL, "do", "not", "go", NULL, "up", "down" };
    static const uint32_t starts[] = { 0, 3, 6, 7, 8 };
    document d = document_with_given_tokens();
    view v;
    assert_int_equal(d.words, 8); /* all but the full stop */
    assert_ok(view_open(&v, &d, &test_error));
    assert_int_equal(v.from.tokens.count, 9);
    for (size_t i = 0; i < 9; i++) {
        const char *text;
        size_t length;
        assert_int_equal(v.tokens[i].stop - v.tokens[i].start, strlen(forms[i]));
        assert_memory_equal(v.from.text.data + v.tokens[i].start, forms[i], strlen(forms[i]));
        assert_ok(view_layer_value(&v, "lemma", i, &text, &length, &test_error));
        assert_true((text == NULL) == (lemmas[i] == NULL));
        if (text != NULL) assert_memory_equal(text, lemmas[i], length);
        assert_ok(view_layer_value(&v, "pos", i, &text, &length, &test_error));
        assert_null(text);
    }
    assert_int_equal(v.starts.count, 5);
    assert_memory_equal(v.starts.items, starts, sizeof starts);
    view_close(&v);
}

static void a_document_can_be_prepared_again(void **unused)
{
    (void)unused;
    document d = document_with_given_tokens(), other = document_with_given_tokens();
    assert_ok(preparer_recover(&d, &test_error));
    assert_int_equal(d.given.places.count, 6);
    assert_int_equal(d.tokens.count, 0);
    assert_int_equal(d.layers.count, 0);
    assert_ok(preparer_run(test_preparer, &d, &test_error));
    assert_int_equal(d.tokens.count, other.tokens.count);
    assert_memory_equal(d.tokens.ids.data, other.tokens.ids.data, other.tokens.ids.length);
    assert_memory_equal(d.tokens.places.data, other.tokens.places.data, other.tokens.places.length);
    assert_memory_equal(d.tokens.sentences.data, other.tokens.sentences.data,
                        other.tokens.sentences.length);
    assert_int_equal(d.layers.items[0].data.length, other.layers.items[0].data.length);
    assert_memory_equal(d.layers.items[0].data.data, other.layers.items[0].data.data,
                        other.layers.items[0].data.length);
    document_free(&d);
    document_free(&other);
}

/* A preparer keeps its lists between documents, but nothing of what was in them. */
static void one_preparer_serves_many(void **unused)
{
    (void)unused;
    document first = document_of("Short. Text."),
             second = document_of("A much longer text. In three. Sentences, all told."),
             third = document_of("Short. Text.");
    assert_int_equal(first.tokens.count, third.tokens.count);
    assert_int_equal(first.sentences, third.sentences);
    assert_int_equal(first.words, third.words);
    assert_memory_equal(first.tokens.places.data, third.tokens.places.data,
                        first.tokens.places.length);
    document_free(&first);
    document_free(&second);
    document_free(&third);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_becomes_a_document),
        cmocka_unit_test(tokens_of_one_form_share_an_id),
        cmocka_unit_test(blocks_of_a_loader_stay),
        cmocka_unit_test(a_title_that_was_given_stays),
        cmocka_unit_test(texts_without_words_are_documents),
        cmocka_unit_test(given_tokens_and_sentences_stay),
        cmocka_unit_test(a_document_can_be_prepared_again),
        cmocka_unit_test(one_preparer_serves_many),
    };
    return cmocka_run_group_tests(tests, open_preparer, close_preparer);
}
