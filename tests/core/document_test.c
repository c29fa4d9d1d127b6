#include "corpus_fixture.h"

#include "store/document.h"
#include "store/source.h"

/* What a load keeps at hand. */
typedef struct writing {
    store *in;
    lexicon *words;
    segment_builder *postings;
} writing;

static writing begin_writing(store *s)
{
    writing w = { .in = s, .postings = segment_builder_create() };
    assert_non_null(w.postings);
    assert_ok(lexicon_open(s, &w.words, &test_error));
    assert_ok(store_begin(s, &test_error));
    return w;
}

static void end_writing(writing *w)
{
    assert_ok(documents_flush(w->in, w->words, w->postings, &test_error));
    assert_ok(store_commit(w->in, &test_error));
    lexicon_close(w->words);
    segment_builder_free(w->postings);
}

static block block_at(uint32_t start, uint32_t stop, block_kind kind, block_role role,
                      const char *language)
{
    block b = { .at = { start, stop }, .kind = kind, .role = role };
    strcpy(b.language.text, language);
    return b;
}

/* A document whose tokens are the words between single spaces. */
static document spaced_document(int64_t origin, uint32_t ordinal, const char *name,
                                const char *text)
{
    document d = {
        .source = origin, .ordinal = ordinal, .name = strdup(name), .forms = map_create()
    };
    LIST(uint32_t) ids = { 0 };
    LIST(span) places = { 0 };
    strcpy(d.language.text, "en");
    buffer_text(&d.text, text);
    for (size_t at = 0; at < d.text.length; at++) {
        size_t length = strcspn(text + at, " ");
        *(uint32_t *)list_push(&ids) = (uint32_t)map_add(d.forms, text + at, length);
        *(span *)list_push(&places) = (span){ (uint32_t)at, (uint32_t)(at + length) };
        at += length;
    }
    uint32_t first = 0;
    d.tokens.count = (uint32_t)ids.count;
    assert_ok(stream_encode_ids(&d.tokens.ids, ids.items, ids.count, &test_error));
    assert_ok(stream_encode_places(&d.tokens.places, places.items, places.count, &test_error));
    assert_ok(stream_encode_sentences(&d.tokens.sentences, &first, ids.count > 0, &test_error));
    d.words = d.tokens.count;
    d.sentences = ids.count > 0;
    *(block *)list_push(&d.blocks) =
        block_at(0, (uint32_t)d.text.length, BLOCK_PARAGRAPH, ROLE_BODY, "en");
    list_free(&ids);
    list_free(&places);
    return d;
}

static int64_t add_spaced(writing *w, int64_t origin, uint32_t ordinal, const char *name,
                          const char *text)
{
    document d = spaced_document(origin, ordinal, name, text);
    assert_ok(document_insert(w->in, w->words, w->postings, &d, &test_error));
    int64_t id = d.id;
    document_free(&d);
    return id;
}

static int64_t add_source(store *s, const char *path)
{
    source record = { .root = "/texts", .path = (char *)path, .state = SOURCE_LOADED };
    assert_ok(source_write(s, &record, &test_error));
    return record.id;
}

static int64_t count_of(store *s, const char *form, const char *what)
{
    char *sql = NULL;
    assert_true(
        asprintf(&sql, "SELECT coalesce(sum(%s), 0) FROM type WHERE form = '%s'", what, form) > 0);
    int64_t count = number_of(s, sql);
    free(sql);
    return count;
}

/* --- Storing and reading --- */

static document rich_document(int64_t origin)
{
    document d = spaced_document(origin, 3, "shos", "Саммит ШОС: the summit of the ШОС");
    d.title = strdup("Саммит");
    d.metadata = strdup("{\"year\":2015,\"draft\":false}");
    d.blocks.count = 0;
    *(block *)list_push(&d.blocks) = block_at(0, 12, BLOCK_HEADING, ROLE_TITLE, "ru");
    *(block *)list_push(&d.blocks) =
        block_at(13, (uint32_t)d.text.length, BLOCK_LIST_ITEM, ROLE_NOTE, "en");
    d.blocks.items[0].level = 2;
    d.blocks.items[1].page = 17;
    language_run *run = list_push(&d.runs);
    run->at = (span){ (uint32_t)d.text.length - 6, (uint32_t)d.text.length };
    strcpy(run->language.text, "ru");
    strcpy(d.language.text, "zh-Hant");
    return d;
}

static void assert_same_document(const document *a, const document *b)
{
    assert_int_equal(a->id, b->id);
    assert_int_equal(a->source, b->source);
    assert_int_equal(a->ordinal, b->ordinal);
    assert_string_equal(a->name, b->name);
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->metadata, b->metadata);
    assert_string_equal(a->language.text, b->language.text);
    assert_string_equal(a->digest.text, b->digest.text);
    assert_int_equal(a->words, b->words);
    assert_int_equal(a->sentences, b->sentences);
    assert_int_equal(a->text.length, b->text.length);
    assert_memory_equal(a->text.data, b->text.data, a->text.length);
    assert_int_equal(a->blocks.count, b->blocks.count);
    for (size_t i = 0; i < a->blocks.count; i++) {
        const block *x = &a->blocks.items[i], *y = &b->blocks.items[i];
        assert_true(x->at.start == y->at.start && x->at.stop == y->at.stop && x->kind == y->kind &&
                    x->role == y->role);
        assert_true(x->level == y->level && x->page == y->page);
        assert_string_equal(x->language.text, y->language.text);
    }
    assert_int_equal(a->runs.count, b->runs.count);
    assert_memory_equal(a->runs.items, b->runs.items, a->runs.count * sizeof *a->runs.items);
    assert_int_equal(a->tokens.count, b->tokens.count);
    assert_int_equal(a->tokens.ids.length, b->tokens.ids.length);
    assert_memory_equal(a->tokens.ids.data, b->tokens.ids.data, a->tokens.ids.length);
    assert_memory_equal(a->tokens.places.data, b->tokens.places.data, a->tokens.places.length);
    assert_memory_equal(a->tokens.sentences.data, b->tokens.sentences.data,
                        a->tokens.sentences.length);
}

static void test_a_document_comes_back_as_it_was_stored(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    document d = rich_document(add_source(s, "ru/shos.txt"));
    writing w = begin_writing(s);
    add_spaced(&w, 99, 0, "other", "a few more words first");
    assert_ok(document_insert(s, w.words, w.postings, &d, &test_error));
    end_writing(&w);
    assert_int_equal(d.id, 2);
    assert_null(d.forms);
    assert_int_equal(strlen(d.digest.text), 64);

    document back = { 0 };
    assert_ok(document_read(s, d.id, &back, &test_error));
    assert_same_document(&d, &back);
    assert_string_equal(back.path, "ru/shos.txt");
    assert_null(back.forms);
    document_free(&back);

    assert_ok(document_read_head(s, d.id, &back, &test_error));
    assert_string_equal(back.metadata, d.metadata);
    assert_int_equal(back.words, 7);
    assert_int_equal(back.text.length, 0);
    document_free(&back);
    document_free(&d);
    store_close(s);
}

static void test_tokens_are_ids_of_types_whose_forms_they_are(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    writing w = begin_writing(s);
    int64_t id = add_spaced(&w, 1, 0, "d", "one two one three");
    end_writing(&w);
    document d = { 0 };
    uint32_t ids[4];
    span places[4];
    assert_ok(document_read(s, id, &d, &test_error));
    assert_ok(stream_decode(&d.tokens, d.text.length, ids, places, &test_error));
    for (int i = 0; i < 4; i++) {
        buffer form = { 0 };
        type_entry entry;
        assert_ok(lexicon_read(s, ids[i], &entry, &form, &test_error));
        assert_int_equal(form.length, places[i].stop - places[i].start);
        assert_memory_equal(form.data, d.text.data + places[i].start, form.length);
        buffer_free(&form);
    }
    document_free(&d);
    store_close(s);
}

static void test_an_empty_document_can_be_stored(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    writing w = begin_writing(s);
    document d = { .source = 1, .name = strdup("empty"), .forms = map_create() };
    strcpy(d.language.text, "und");
    assert_ok(document_insert(s, w.words, w.postings, &d, &test_error));
    end_writing(&w);
    document back = { 0 };
    assert_ok(document_read(s, d.id, &back, &test_error));
    assert_int_equal(back.text.length, 0);
    assert_int_equal(back.tokens.count, 0);
    assert_null(back.title);
    document_free(&back);
    document_free(&d);
    store_close(s);
}

static void test_the_digest_tells_documents_apart(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    writing w = begin_writing(s);
    document versions[6];
    for (int i = 0; i < 6; i++)
        versions[i] = spaced_document(1, (uint32_t)i, "d", i == 1 ? "same texT" : "same text");
    versions[2].blocks.items[0].role = ROLE_NOTE;
    strcpy(versions[3].blocks.items[0].language.text, "ru");
    versions[4].title = strdup("title");
    versions[5].metadata = strdup("title");
    for (int i = 0; i < 6; i++)
        assert_ok(document_insert(s, w.words, w.postings, &versions[i], &test_error));
    add_spaced(&w, 1, 6, "another name", "same text");
    end_writing(&w);
    assert_int_equal(number_of(s, "SELECT count(DISTINCT digest) FROM document"), 6);
    assert_int_equal(number_of(s, "SELECT (SELECT digest FROM document WHERE id = 1) = (SELECT "
                                  "digest FROM document WHERE id = 7)"),
                     1);
    for (int i = 0; i < 6; i++) document_free(&versions[i]);
    store_close(s);
}

/* --- Counting and removing --- */

static void test_counts_come_and_go_with_documents(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    writing w = begin_writing(s);
    int64_t first = add_spaced(&w, 1, 0, "a", "to be or not to be");
    add_spaced(&w, 1, 1, "b", "to go");
    end_writing(&w);
    assert_int_equal(count_of(s, "to", "frequency"), 3);
    assert_int_equal(count_of(s, "to", "documents"), 2);
    assert_int_equal(count_of(s, "be", "frequency"), 2);
    assert_int_equal(count_of(s, "be", "documents"), 1);

    assert_ok(store_execute(s,
                            "INSERT INTO reading VALUES (1, 0, 2, 'To', 'test', 1);"
                            "INSERT INTO layer VALUES (1, 'lemma', x'00000000000000');"
                            "INSERT INTO result (plugin, key, options, document, state) VALUES "
                            "('p', 'k', '{}', 1, 'stored')",
                            &test_error));
    w = begin_writing(s);
    assert_ok(document_remove(s, w.words, first, &test_error));
    end_writing(&w);
    assert_int_equal(count_of(s, "to", "frequency"), 1);
    assert_int_equal(count_of(s, "to", "documents"), 1);
    assert_int_equal(count_of(s, "be", "frequency"), 0);
    assert_int_equal(count_of(s, "be", "documents"), 0);
    assert_int_equal(
        number_of(
            s,
            "SELECT (SELECT count(*) FROM text WHERE document = 1) + (SELECT count(*) FROM block "
            "WHERE document = 1)"
            " + (SELECT count(*) FROM stream WHERE document = 1) + (SELECT count(*) FROM reading)"
            " + (SELECT count(*) FROM layer) + (SELECT count(*) FROM result)"
            " + (SELECT count(*) FROM language_run) + (SELECT count(*) FROM document WHERE id = "
            "1)"),
        0);
    assert_int_equal(number_of(s, "SELECT count(*) FROM document"), 1);
    store_close(s);
}

static void test_an_id_is_never_used_again(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    writing w = begin_writing(s);
    int64_t first = add_spaced(&w, 1, 0, "a", "x");
    assert_ok(document_remove(s, w.words, first, &test_error));
    assert_true(add_spaced(&w, 1, 0, "a", "x") > first);
    end_writing(&w);
    store_close(s);
}

static void test_a_document_that_is_not_there(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    writing w = begin_writing(s);
    document d = { 0 };
    assert_fails(document_read(s, 5, &d, &test_error), STATUS_USAGE, "there is no document 5");
    assert_fails(document_remove(s, w.words, 5, &test_error), STATUS_USAGE,
                 "there is no document 5");
    end_writing(&w);
    store_close(s);
}

static void test_tokens_without_forms_are_refused(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    writing w = begin_writing(s);
    document d = spaced_document(1, 0, "liar", "one two");
    map_free(d.forms);
    d.forms = map_create();
    map_add(d.forms, "one", 3);
    assert_fails(document_insert(s, w.words, w.postings, &d, &test_error), STATUS_SYSTEM,
                 "liar: token 1 has no form");
    store_rollback(s);
    assert_int_equal(number_of(s, "SELECT count(*) FROM document"), 0);
    lexicon_close(w.words);
    segment_builder_free(w.postings);
    document_free(&d);
    store_close(s);
}

static void test_damaged_rows_are_named(void **unused)
{
    (void)unused;
    static const char *const harm[] = {
        "UPDATE block SET stop = 1000",
        "UPDATE block SET start = 5, stop = 4",
        "UPDATE block SET kind = 'poem'",
        "UPDATE block SET language = 'a-tag-much-too-long'",
        "UPDATE document SET words = -1",
        "DELETE FROM text",
        "UPDATE stream SET tokens = 4000000000",
        "DELETE FROM stream",
    };
    store *s = open_test_corpus(STORE_CREATE);
    writing w = begin_writing(s);
    int64_t id = add_spaced(&w, 1, 0, "d", "one two");
    end_writing(&w);
    for (size_t i = 0; i < sizeof harm / sizeof *harm; i++) {
        document d = { 0 };
        assert_ok(store_begin(s, &test_error));
        assert_ok(store_execute(s, harm[i], &test_error));
        bool is_derived = strstr(harm[i], "stream") != NULL;
        assert_fails(document_read(s, id, &d, &test_error), STATUS_CORPUS,
                     is_derived ? "of document 1): run: moonleaf rebuild"
                                : "of document 1): restore a copy");
        assert_null(d.name);
        store_rollback(s);
    }
    store_close(s);
}

/* --- Finding --- */

static void find(store *s, const char *what, int64_t expected)
{
    int64_t id = 0;
    status st = document_find(s, what, &id, &test_error);
    if (st != STATUS_OK || id != expected)
        fail_msg("%s: %lld, not %lld (%s)", what, (long long)id, (long long)expected,
                 error_text(&test_error));
}

static void test_documents_are_found_by_id_path_and_part(void **unused)
{
    (void)unused;
    static const char *const paths[] = { "a/Summit.txt", "b/summit-2015.txt", "b/Саммит.txt",
                                         "c/other.txt",  "d/other.txt",       "7.txt" };
    static const char *const names[] = { "Summit", "summit-2015", "Саммит", "other", "other", "7" };
    store *s = open_test_corpus(STORE_CREATE);
    writing w = begin_writing(s);
    for (int i = 0; i < 6; i++) add_spaced(&w, add_source(s, paths[i]), 0, names[i], "x");
    add_spaced(&w, add_source(s, "mail.mbox"), 0, "mail-1", "x");
    end_writing(&w);

    find(s, "3", 3);
    find(s, "b/summit-2015.txt", 2);
    find(s, "/texts/c/other.txt", 4);
    find(s, "Summit",
         1); /* the whole name, though it is a part of others when case does not matter */
    find(s, "SUMMIT", 1);
    find(s, "саммит", 3);
    find(s, "2015", 2);
    find(s, "САММ", 3);
    find(s, "d/", 5);

    int64_t id;
    assert_fails(document_find(s, "other", &id, &test_error), STATUS_USAGE,
                 "other may be any of 2 documents: c/other.txt (4), d/other.txt (5); say its id or "
                 "more of its path");
    assert_fails(document_find(s, "t", &id, &test_error), STATUS_USAGE, "d/other.txt (5) ...");
    assert_fails(document_find(s, "7", &id, &test_error), STATUS_USAGE, "7.txt (6), mail.mbox (7)");
    assert_fails(document_find(s, "sumit", &id, &test_error), STATUS_USAGE,
                 "there is no document sumit; did you mean Summit?");
    assert_fails(document_find(s, "xyz", &id, &test_error), STATUS_USAGE,
                 "there is no document xyz");
    assert_fails(document_find(s, "", &id, &test_error), STATUS_USAGE, "which document?");
    store_close(s);
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, make_test_folder, remove_test_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_document_comes_back_as_it_was_stored),
        TEST(test_tokens_are_ids_of_types_whose_forms_they_are),
        TEST(test_an_empty_document_can_be_stored),
        TEST(test_the_digest_tells_documents_apart),
        TEST(test_counts_come_and_go_with_documents),
        TEST(test_an_id_is_never_used_again),
        TEST(test_a_document_that_is_not_there),
        TEST(test_tokens_without_forms_are_refused),
        TEST(test_damaged_rows_are_named),
        TEST(test_documents_are_found_by_id_path_and_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
