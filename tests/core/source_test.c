#include "corpus_fixture.h"

#include "store/history.h"

static source example(void)
{
    return (source){
        .root = "/home/ann/reports",
        .path = "2015/отчёт.txt",
        .size = 1234,
        .mtime = 1700000000123456789,
        .sha256 = "ab12",
        .loader = "text",
        .loader_digest = "cd34",
        .options = "{\"charset\":\"auto\"}",
        .charset = "windows-1251",
        .confidence = 0.97,
        .replacements = 2,
        .state = SOURCE_LOADED,
        .load = 1,
    };
}

static source read_example(store *s)
{
    source record = { 0 };
    assert_ok(source_read(s, "/home/ann/reports", "2015/отчёт.txt", &record, &test_error));
    return record;
}

static void test_a_source_comes_back_as_it_was_written(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    source written = example();
    assert_ok(source_write(s, &written, &test_error));
    assert_int_not_equal(written.id, 0);

    source record = read_example(s);
    assert_int_equal(record.id, written.id);
    assert_string_equal(record.root, written.root);
    assert_string_equal(record.path, written.path);
    assert_int_equal(record.size, 1234);
    assert_true(record.mtime == 1700000000123456789);
    assert_string_equal(record.sha256, "ab12");
    assert_string_equal(record.loader, "text");
    assert_string_equal(record.loader_digest, "cd34");
    assert_string_equal(record.options, "{\"charset\":\"auto\"}");
    assert_string_equal(record.charset, "windows-1251");
    assert_true(record.confidence == 0.97);
    assert_int_equal(record.replacements, 2);
    assert_int_equal(record.state, SOURCE_LOADED);
    assert_null(record.reason);
    assert_int_equal(record.load, 1);
    source_free(&record);
    assert_null(record.path);
    store_close(s);
}

static void test_a_source_that_is_not_there_has_no_id(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    source record = read_example(s);
    assert_int_equal(record.id, 0);
    assert_null(record.root);
    store_close(s);
}

static void test_an_update_replaces_all_fields_and_keeps_the_id(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    source written = example();
    assert_ok(source_write(s, &written, &test_error));
    int64_t id = written.id;
    written.size = 5;
    written.sha256 = NULL;
    written.charset = NULL;
    written.state = SOURCE_FAILED;
    written.reason = "it is a picture";
    written.load = 2;
    assert_ok(source_write(s, &written, &test_error));
    assert_int_equal(written.id, id);
    assert_int_equal(number_of(s, "SELECT count(*) FROM source"), 1);

    source record = read_example(s);
    assert_int_equal(record.size, 5);
    assert_null(record.sha256);
    assert_null(record.charset);
    assert_int_equal(record.state, SOURCE_FAILED);
    assert_string_equal(record.reason, "it is a picture");
    assert_int_equal(record.load, 2);
    source_free(&record);

    /* The same path is moved by its id. */
    written.path = "2016/moved.txt";
    assert_ok(source_write(s, &written, &test_error));
    record = read_example(s);
    assert_int_equal(record.id, 0);
    store_close(s);
}

static void test_two_sources_cannot_share_a_path(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    source first = example(), second = example();
    assert_ok(source_write(s, &first, &test_error));
    assert_fails(source_write(s, &second, &test_error), STATUS_CORPUS, "UNIQUE");
    assert_int_equal(second.id, 0);
    store_close(s);
}

static void test_a_load_is_remembered_with_its_counts(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    int64_t first, second;
    assert_ok(load_begin(s, "load reports", &first, &test_error));
    assert_ok(load_begin(s, "load other", &second, &test_error));
    assert_true(second > first);
    assert_int_equal(number_of(s, "SELECT count(*) FROM load WHERE finished IS NULL"), 2);
    load_counts counts = {
        .added = 1, .changed = 2, .unchanged = 3, .failed = 4, .documents = 5, .bytes = 6
    };
    assert_ok(load_end(s, first, &counts, &test_error));
    assert_int_equal(
        number_of(
            s, "SELECT added + 10 * changed + 100 * unchanged + 1000 * failed + 10000 * documents"
               "  + 100000 * bytes FROM load WHERE arguments = 'load reports'"),
        654321);
    assert_int_equal(
        number_of(s,
                  "SELECT finished >= started AND started LIKE '20__-__-__T__:__:__Z' FROM load"),
        1);
    assert_int_equal(number_of(s, "SELECT count(*) FROM load WHERE finished IS NULL"), 1);
    store_close(s);
}

static void test_documents_of_a_source_come_by_ordinal(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    static const char insert[] = "INSERT INTO document (id, source, ordinal, name, language, "
                                 "bytes, words, sentences, digest) VALUES "
                                 "(1, 7, 2, 'c', 'en', 0, 0, 0, ''), (2, 7, 0, 'a', 'en', 0, 0, 0, "
                                 "''), (3, 8, 1, 'b', 'en', 0, 0, 0, '')";
    assert_ok(store_execute(s, insert, &test_error));
    int64_t *ids;
    size_t count;
    assert_ok(source_documents(s, 7, &ids, &count, &test_error));
    assert_int_equal(count, 2);
    assert_int_equal(ids[0], 2);
    assert_int_equal(ids[1], 1);
    free(ids);
    assert_ok(source_documents(s, 9, &ids, &count, &test_error));
    assert_int_equal(count, 0);
    free(ids);
    store_close(s);
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, make_test_folder, remove_test_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_source_comes_back_as_it_was_written),
        TEST(test_a_source_that_is_not_there_has_no_id),
        TEST(test_an_update_replaces_all_fields_and_keeps_the_id),
        TEST(test_two_sources_cannot_share_a_path),
        TEST(test_a_load_is_remembered_with_its_counts),
        TEST(test_documents_of_a_source_come_by_ordinal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
