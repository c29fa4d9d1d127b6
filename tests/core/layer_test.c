#include "store/layer.h"

#include "corpus_fixture.h"
#include "store/document.h"

/* What "be to be ? Be" says of its five tokens: lemma be, to, be, none, Be. */
static layer_draft_list drafts_of_lemmas(void)
{
    static const char *const lemmas[] = { "be", "to", "be", "", "Be" };
    layer_draft_list drafts = { 0 };
    for (size_t i = 0; i < 5; i++)
        assert_ok(layer_draft_set(&drafts, "lemma", i, lemmas[i], strlen(lemmas[i]), &test_error));
    return drafts;
}

static layer packed(void)
{
    static const uint32_t origins[] = { 1, 2, 3, 4, 5 };
    layer_draft_list drafts = drafts_of_lemmas();
    layer l = { 0 };
    assert_ok(layer_pack(&drafts.items[0], origins, 5, &l, &test_error));
    layer_drafts_free(&drafts);
    return l;
}

static void free_layer(layer *l)
{
    free(l->name);
    buffer_free(&l->data);
}

static void names_are_plain(void **unused)
{
    (void)unused;
    assert_true(layer_name_is_good("lemma") && layer_name_is_good("c5") &&
                layer_name_is_good("a_b"));
    assert_false(layer_name_is_good("") || layer_name_is_good("5c") ||
                 layer_name_is_good("Lemma") || layer_name_is_good("a b") ||
                 layer_name_is_good("_a") || layer_name_is_good("é"));
}

static void bytes_are_as_documented(void **unused)
{
    (void)unused;
    layer l = packed();
    static const char wanted[] = "\3\2be\2to\2Be\1\2\1\0\3";
    assert_int_equal(l.data.length, sizeof wanted - 1);
    assert_memory_equal(l.data.data, wanted, sizeof wanted - 1);
    free_layer(&l);
}

static void tokens_that_are_not_given_have_no_value(void **unused)
{
    (void)unused;
    static const uint32_t origins[] = { 0, 3, 0, 9 };
    layer_draft_list drafts = drafts_of_lemmas();
    layer l = { 0 };
    layer_reader *r;
    const char *text;
    size_t length;
    assert_ok(layer_pack(&drafts.items[0], origins, 4, &l, &test_error));
    assert_ok(layer_reader_of(&l, 4, &r, &test_error));
    for (size_t i = 0; i < 4; i++) {
        assert_ok(layer_value(r, i, &text, &length, &test_error));
        assert_true(i == 1 ? length == 2 && memcmp(text, "be", 2) == 0 : text == NULL);
    }
    layer_reader_free(r);
    free_layer(&l);
    layer_drafts_free(&drafts);
}

static void values_are_found(void **unused)
{
    (void)unused;
    layer l = packed();
    layer_reader *r;
    number_list tokens = { 0 };
    assert_ok(layer_reader_of(&l, 5, &r, &test_error));
    assert_ok(layer_find(r, "be", 2, false, &tokens, &test_error));
    assert_true(tokens.count == 2 && tokens.items[0] == 0 && tokens.items[1] == 2);
    tokens.count = 0;
    assert_ok(layer_find(r, "BE", 2, true, &tokens, &test_error));
    assert_true(tokens.count == 3 && tokens.items[2] == 4);
    tokens.count = 0;
    assert_ok(layer_find(r, "b", 1, true, &tokens, &test_error));
    assert_int_equal(tokens.count, 0);
    list_free(&tokens);
    layer_reader_free(r);
    free_layer(&l);
}

static void a_hit_in_a_long_layer_reads_its_block(void **unused)
{
    (void)unused;
    enum { TOKENS = 1000 };
    layer_draft_list drafts = { 0 };
    uint32_t origins[TOKENS];
    char text[12];
    layer l = { 0 };
    layer_reader *r;
    for (uint32_t i = 0; i < TOKENS; i++) {
        int length = snprintf(text, sizeof text, "v%u", (unsigned)(i % 300));
        assert_ok(layer_draft_set(&drafts, "x", i, text, (size_t)length, &test_error));
        origins[i] = i + 1;
    }
    assert_ok(layer_pack(&drafts.items[0], origins, TOKENS, &l, &test_error));
    assert_ok(layer_reader_of(&l, TOKENS, &r, &test_error));
    static const size_t places[] = { 999, 0, 255, 256, 700 };
    for (size_t i = 0; i < 5; i++) {
        const char *found;
        size_t length;
        assert_ok(layer_value(r, places[i], &found, &length, &test_error));
        snprintf(text, sizeof text, "v%zu", places[i] % 300);
        assert_true(length == strlen(text) && memcmp(found, text, length) == 0);
    }
    layer_reader_free(r);
    free_layer(&l);
    layer_drafts_free(&drafts);
}

static status ignore(void *context, const char *text, size_t length, uint32_t count, error *e)
{
    (void)text, (void)e;
    *(size_t *)context += length * count;
    return STATUS_OK;
}

/* Every cut, and every byte changed, is refused or read inside its bounds. */
static void damaged_bytes_are_refused(void **unused)
{
    (void)unused;
    layer l = packed();
    size_t whole = l.data.length, refused = 0, sum = 0;
    for (size_t length = 0; length < whole; length++) {
        layer cut = { l.name, { .data = l.data.data, .length = length } };
        layer_reader *r;
        assert_int_equal(layer_reader_of(&cut, 5, &r, NULL), STATUS_CORPUS);
    }
    for (size_t i = 0; i < whole * 256; i++) {
        char *copy = malloc(whole);
        memcpy(copy, l.data.data, whole);
        copy[i / 256] = (char)(i % 256);
        layer changed = { l.name, { .data = copy, .length = whole } };
        layer_reader *r = NULL;
        refused += layer_reader_of(&changed, 5, &r, NULL) != STATUS_OK ||
                   layer_visit(r, ignore, &sum, NULL) != STATUS_OK;
        layer_reader_free(r);
        free(copy);
    }
    assert_true(refused > 1000 && refused < whole * 256);
    free_layer(&l);
}

/* ---- in a corpus ---- */

static int64_t store_document(store *s, lexicon *words, segment_builder *postings, uint32_t ordinal)
{
    static const span places[] = { { 0, 2 }, { 3, 5 }, { 6, 8 }, { 9, 10 }, { 11, 13 } };
    static const uint32_t ids[] = { 0, 1, 0, 2, 3 }, starts[] = { 0 };
    static const char *const forms[] = { "be", "to", "?", "Be" };
    document d = { .source = 1, .ordinal = ordinal, .name = strdup("a"), .language = { "en" } };
    buffer_text(&d.text, "be to be ? Be");
    d.forms = map_create();
    for (size_t i = 0; i < 4; i++) map_add(d.forms, forms[i], strlen(forms[i]));
    d.tokens.count = 5;
    assert_ok(stream_encode_ids(&d.tokens.ids, ids, 5, &test_error));
    assert_ok(stream_encode_places(&d.tokens.places, places, 5, &test_error));
    assert_ok(stream_encode_sentences(&d.tokens.sentences, starts, 1, &test_error));
    *(layer *)list_push(&d.layers) = packed();
    assert_ok(document_insert(s, words, postings, &d, &test_error));
    int64_t id = d.id;
    document_free(&d);
    return id;
}

static void assert_postings(store *s, const char *text, bool is_folded, size_t documents,
                            uint32_t count)
{
    number_list types = { 0 };
    posting_list found = { 0 };
    assert_ok(layer_types(s, "lemma", text, strlen(text), is_folded, &types, &test_error));
    assert_ok(segment_postings_of(s, types.items, types.count, &found, &test_error));
    assert_int_equal(found.count, documents);
    if (documents > 0) assert_int_equal(found.items[0].count, count);
    list_free(&types);
    list_free(&found);
}

static void the_index_knows_values_and_words_apart(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    lexicon *words;
    segment_builder *postings = segment_builder_create();
    assert_ok(store_begin(s, &test_error));
    assert_ok(lexicon_open(s, &words, &test_error));
    int64_t first = store_document(s, words, postings, 0);
    store_document(s, words, postings, 1);
    assert_ok(documents_flush(s, words, postings, &test_error));
    assert_ok(store_commit(s, &test_error));
    assert_postings(s, "be", false, 2, 2);
    assert_postings(s, "Be", true, 2, 3);
    assert_postings(s, "go", true, 0, 0);
    assert_int_equal(number_of(s, "SELECT frequency FROM layer_value WHERE value = 'be'"), 4);
    assert_int_equal(number_of(s, "SELECT count(*) FROM type WHERE form LIKE 'lemma%'"), 0);
    assert_int_equal(number_of(s, "SELECT frequency FROM type WHERE form = 'be'"), 4);

    layer_names names = { 0 };
    assert_ok(layers_names(s, 0, &names, &test_error));
    assert_true(names.count == 1 && strcmp(names.items[0], "lemma") == 0);
    free(names.items[0]);
    list_free(&names);

    layer_reader *r;
    assert_ok(layer_open(s, first, "pos", &r, &test_error));
    assert_null(r);
    assert_ok(layer_open(s, first, "lemma", &r, &test_error));
    const char *text;
    size_t length;
    assert_ok(layer_value(r, 1, &text, &length, &test_error));
    assert_true(length == 2 && memcmp(text, "to", 2) == 0);
    layer_reader_free(r);

    assert_ok(store_begin(s, &test_error));
    assert_ok(document_remove(s, words, first, &test_error));
    assert_ok(lexicon_flush(words, &test_error));
    assert_ok(store_commit(s, &test_error));
    assert_int_equal(number_of(s, "SELECT count(*) FROM layer"), 1);
    assert_int_equal(number_of(s, "SELECT frequency FROM layer_value WHERE value = 'be'"), 2);
    assert_postings(s, "be", false, 1, 2);
    segment_builder_free(postings);
    lexicon_close(words);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_plain),
        cmocka_unit_test(bytes_are_as_documented),
        cmocka_unit_test(tokens_that_are_not_given_have_no_value),
        cmocka_unit_test(values_are_found),
        cmocka_unit_test(a_hit_in_a_long_layer_reads_its_block),
        cmocka_unit_test(damaged_bytes_are_refused),
        cmocka_unit_test_setup_teardown(the_index_knows_values_and_words_apart, make_test_folder,
                                        remove_test_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
