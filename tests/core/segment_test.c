#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/posting.h"

enum { TYPES = 300 };

static char path[] = "/tmp/segment_test_XXXXXX";
static store *corpus;
static segment_builder *builder;

static int open_corpus(void **unused)
{
    (void)unused;
    strcpy(strrchr(path, '_'), "_XXXXXX");
    int file = mkstemp(path);
    if (file < 0) return -1;
    close(file);
    builder = segment_builder_create();
    return builder == NULL || store_open(path, STORE_CREATE, 0, &corpus, NULL) != STATUS_OK;
}

static int close_corpus(void **unused)
{
    (void)unused;
    segment_builder_free(builder);
    store_close(corpus);
    return unlink(path);
}

/* Of tokens, each of which counts for one. */
static status add_tokens(int64_t id, const uint32_t *ids, size_t count)
{
    occurrence_list tokens = { 0 };
    for (size_t i = 0; i < count; i++) {
        occurrence *slot = list_push(&tokens);
        assert_non_null(slot);
        *slot = (occurrence){ ids[i], 1 };
    }
    status s = segment_builder_add(builder, id, tokens.items, count, NULL);
    list_free(&tokens);
    return s;
}

static void add_document(int64_t id, const uint32_t *ids, size_t count)
{
    statement q = statement_of(
        corpus,
        "INSERT INTO document (id, source, ordinal, name, language, bytes, words, sentences,"
        " digest) VALUES (?1, 1, ?1, 'name', 'und', 0, 0, 0, '')",
        NULL);
    statement_bind_integer(&q, 1, id);
    assert_int_equal(statement_run(&q), STATUS_OK);
    assert_int_equal(add_tokens(id, ids, count), STATUS_OK);
}

static void execute(const char *sql)
{
    assert_int_equal(store_execute(corpus, sql, NULL), STATUS_OK);
}

static void flush(void)
{
    assert_int_equal(segment_builder_flush(builder, corpus, NULL), STATUS_OK);
}

static int64_t number(const char *sql)
{
    statement q = statement_of_text(corpus, sql, NULL);
    assert_true(statement_step(&q));
    int64_t answer = statement_integer(&q, 0);
    assert_int_equal(statement_end(&q), STATUS_OK);
    return answer;
}

static void assert_postings(const uint32_t *types, size_t type_count, const posting *expected,
                            size_t count)
{
    posting_list found = { 0 };
    assert_int_equal(segment_postings_of(corpus, types, type_count, &found, NULL), STATUS_OK);
    assert_int_equal(found.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(found.items[i].document, expected[i].document);
        assert_int_equal(found.items[i].count, expected[i].count);
    }
    list_free(&found);
}

static void test_postings_of_two_documents(void **unused)
{
    (void)unused;
    const uint32_t first[] = { 5, 3, 5, 5, 90000 }, second[] = { 5, 4 };
    add_document(7, first, 5);
    add_document(1000, second, 2);
    flush();
    const posting fives[] = { { 7, 3 }, { 1000, 1 } }, three[] = { { 7, 1 } },
                  both[] = { { 7, 4 }, { 1000, 2 } };
    assert_postings(&(uint32_t){ 5 }, 1, fives, 2);
    assert_postings(&(uint32_t){ 3 }, 1, three, 1);
    assert_postings(&(uint32_t){ 90000 }, 1, three, 1);
    assert_postings(&(uint32_t){ 6 }, 1, NULL, 0);
    assert_postings(&(uint32_t){ 1 }, 1, NULL, 0);
    assert_postings((const uint32_t[]){ 3, 4, 5 }, 3, both, 2);
    /* The bytes of types 3, 4, 5 and 90000: step, documents, then (step of document) * 2 + more. */
    statement q = statement_of_text(corpus, "SELECT data FROM posting WHERE first_type = 3", NULL);
    assert_true(statement_step(&q));
    size_t length;
    const void *bytes = statement_bytes(&q, 0, &length);
    assert_int_equal(length, 18);
    assert_memory_equal(bytes,
                        "\x00\x01\x0e"
                        "\x01\x01\xd0\x0f"
                        "\x01\x02\x0f\x01\xc2\x0f"
                        "\x8b\xbf\x05\x01\x0e",
                        18);
    assert_int_equal(statement_end(&q), STATUS_OK);
}

static void test_documents_come_in_order(void **unused)
{
    (void)unused;
    const uint32_t ids[] = { 1 };
    add_document(2, ids, 1);
    assert_int_equal(add_tokens(2, ids, 1), STATUS_CORPUS);
    assert_int_equal(add_tokens(0, ids, 1), STATUS_CORPUS);
}

/* A hundred loads of one document each, some documents removed on the way, against a plain table of
 * counts. */
static void test_many_loads_are_merged(void **unused)
{
    (void)unused;
    enum { LOADS = 100, TOKENS = 3000 };
    static uint32_t model[LOADS + 1][TYPES];
    memset(model, 0, sizeof model);
    srand(1);
    store_begin(corpus, NULL);
    for (int64_t document = 1; document <= LOADS; document++) {
        uint32_t ids[TOKENS];
        int count = document % 7 == 0 ? TOKENS : 10 + rand() % 200;
        for (int i = 0; i < count; i++) {
            ids[i] = (uint32_t)(rand() % TYPES * (rand() % TYPES) / TYPES);
            model[document][ids[i]]++;
        }
        add_document(document, ids, (size_t)count);
        flush();
        if (document % 5 != 0) continue;
        statement q = statement_of(corpus, "DELETE FROM document WHERE id = ?1", NULL);
        statement_bind_integer(&q, 1, document - 2);
        assert_int_equal(statement_run(&q), STATUS_OK);
        memset(model[document - 2], 0, sizeof model[0]);
    }
    store_commit(corpus, NULL);
    assert_in_range(number("SELECT count(*) FROM segment"), 1, 14);
    assert_int_equal(
        number("SELECT count(*) FROM posting WHERE segment NOT IN (SELECT id FROM segment)"), 0);
    for (uint32_t type = 0; type < TYPES; type++) {
        posting expected[LOADS];
        size_t count = 0;
        for (int64_t document = 1; document <= LOADS; document++)
            if (model[document][type] > 0)
                expected[count++] = (posting){ document, model[document][type] };
        assert_postings(&type, 1, expected, count);
    }
}

static void test_a_merge_drops_removed_documents(void **unused)
{
    (void)unused;
    const uint32_t ids[] = { 1, 2, 3 };
    for (int64_t document = 1; document <= 7; document++) {
        add_document(document, ids, 3);
        flush();
    }
    assert_int_equal(number("SELECT sum(size) FROM segment"), 21);
    execute("DELETE FROM document WHERE id IN (2, 3)");
    const posting live[] = { { 1, 1 }, { 4, 1 }, { 5, 1 }, { 6, 1 }, { 7, 1 } };
    assert_postings(&(uint32_t){ 2 }, 1, live, 5);
    add_document(8, ids, 3);
    flush();
    assert_int_equal(number("SELECT count(*) FROM segment"), 1);
    assert_int_equal(number("SELECT sum(size) FROM segment"), 18);
    execute("DELETE FROM document");
    for (int64_t document = 9; document <= 15; document++) {
        add_document(document, ids, 3);
        execute("DELETE FROM document");
        flush();
    }
    assert_int_equal(number("SELECT count(*) FROM segment"),
                     0); /* nothing lives: nothing is written */
    assert_int_equal(number("SELECT count(*) FROM posting"), 0);
}

/* Rows are cut between types; a type with more than a row's postings stays whole. */
static void test_long_segments_have_many_rows(void **unused)
{
    (void)unused;
    enum { DOCUMENTS = 9000, MANY = 20000 };
    store_begin(corpus, NULL);
    static uint32_t ids[MANY];
    for (uint32_t i = 0; i < MANY; i++) ids[i] = i;
    add_document(1, ids, MANY);
    for (int64_t document = 2; document <= DOCUMENTS; document++)
        add_document(document, (const uint32_t[]){ 50, 51, 50 }, 3);
    flush();
    store_commit(corpus, NULL);
    assert_in_range(number("SELECT count(*) FROM posting"), 5, 12);
    posting_list found = { 0 };
    assert_int_equal(segment_postings_of(corpus, (const uint32_t[]){ 50 }, 1, &found, NULL),
                     STATUS_OK);
    assert_int_equal(found.count, DOCUMENTS);
    assert_int_equal(found.items[DOCUMENTS - 1].document, DOCUMENTS);
    assert_int_equal(found.items[DOCUMENTS - 1].count, 2);
    list_free(&found);
    const posting once[] = { { 1, 1 } };
    for (uint32_t type = 0; type < MANY; type += 37)
        if (type != 50 && type != 51) assert_postings(&type, 1, once, 1);
}

static void test_any_bytes_are_safe(void **unused)
{
    (void)unused;
    srand(2);
    segment_writer w = { .in = corpus };
    for (uint32_t type = 1; type < 40; type++) {
        const posting postings[] = { { type, 1 }, { type * 300, 700 }, { 1 << 30, type } };
        assert_int_equal(segment_writer_add(&w, type * type, postings, 3, NULL), STATUS_OK);
    }
    for (int round = 0; round < 20000; round++) {
        size_t length = w.row.length - (size_t)(rand() % 2 == 0 ? rand() % 30 : 0), read = 0;
        unsigned char *bytes = malloc(length);
        assert_non_null(bytes);
        memcpy(bytes, w.row.data, length);
        for (int n = rand() % 6; n > 0; n--)
            bytes[(size_t)rand() % length] = (unsigned char)(rand() % 2 ? 0xff : rand());
        posting_reader r = posting_reader_of(bytes, length, 1);
        posting p;
        int64_t type = -1, document = 0;
        for (; posting_reader_type(&r); document = 0) {
            assert_true((int64_t)r.type > type && r.type <= UINT32_MAX);
            type = (int64_t)r.type;
            for (; posting_reader_next(&r, &p); read++) {
                assert_true(p.document > document && p.count > 0);
                document = p.document;
            }
        }
        assert_true(read <= length);
        free(bytes);
    }
    segment_writer_free(&w);
}

static void test_damage_is_reported(void **unused)
{
    (void)unused;
    const uint32_t ids[] = { 1, 2, 3 };
    add_document(1, ids, 3);
    flush();
    execute("UPDATE posting SET data = x'0002'");
    posting_list found = { 0 };
    error e = { 0 };
    assert_int_equal(segment_postings_of(corpus, ids, 1, &found, &e), STATUS_CORPUS);
    assert_string_equal(error_text(&e), "the index is damaged; run: moonleaf rebuild");
    error_clear(&e);
    list_free(&found);
}

#define with_corpus(test) cmocka_unit_test_setup_teardown(test, open_corpus, close_corpus)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_corpus(test_postings_of_two_documents),
        with_corpus(test_documents_come_in_order),
        with_corpus(test_many_loads_are_merged),
        with_corpus(test_a_merge_drops_removed_documents),
        with_corpus(test_long_segments_have_many_rows),
        with_corpus(test_any_bytes_are_safe),
        with_corpus(test_damage_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
