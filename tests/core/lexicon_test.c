#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/lexicon.h"

static char path[] = "/tmp/lexicon_test_XXXXXX";
static store *corpus;

static int open_corpus(void **unused)
{
    (void)unused;
    strcpy(strrchr(path, '_'), "_XXXXXX");
    int file = mkstemp(path);
    if (file < 0) return -1;
    close(file);
    return store_open(path, STORE_CREATE, 0, &corpus, NULL) != STATUS_OK;
}

static int close_corpus(void **unused)
{
    (void)unused;
    store_close(corpus);
    return unlink(path);
}

static uint32_t id_of(lexicon *l, const char *form)
{
    uint32_t id = 0;
    assert_int_equal(lexicon_id(l, form, strlen(form), TOKEN_WORD, &id, NULL), STATUS_OK);
    return id;
}

static type_entry entry_of(const char *form)
{
    uint32_t id = 0;
    type_entry entry = { 0 };
    assert_int_equal(lexicon_find(corpus, form, strlen(form), &id, NULL), STATUS_OK);
    assert_int_not_equal(id, 0);
    assert_int_equal(lexicon_read(corpus, id, &entry, NULL, NULL), STATUS_OK);
    return entry;
}

static lexicon *open_lexicon(void)
{
    lexicon *l = NULL;
    assert_int_equal(lexicon_open(corpus, &l, NULL), STATUS_OK);
    return l;
}

static void flush(lexicon *l)
{
    assert_int_equal(store_begin(corpus, NULL), STATUS_OK);
    assert_int_equal(lexicon_flush(l, NULL), STATUS_OK);
    assert_int_equal(store_commit(corpus, NULL), STATUS_OK);
}

static void test_ids_are_dense_and_forms_share_a_fold(void **unused)
{
    (void)unused;
    lexicon *l = open_lexicon();
    uint32_t summit = id_of(l, "Summit"); /* its fold comes first */
    assert_int_equal(summit, 2);
    assert_int_equal(id_of(l, "summit"), 1);
    assert_int_equal(id_of(l, "SUMMIT"), 3);
    assert_int_equal(id_of(l, "Stra\u00dfe"), 5);
    assert_int_equal(id_of(l, "Summit"), summit);
    assert_int_equal(lexicon_count(l, summit, 7, 2, NULL), STATUS_OK);
    flush(l);
    lexicon_close(l);

    assert_int_equal(entry_of("Summit").fold, 1);
    assert_int_equal(entry_of("SUMMIT").fold, 1);
    assert_int_equal(entry_of("summit").fold, 1);
    assert_int_equal(entry_of("summit").frequency, 0);
    assert_int_equal(entry_of("strasse").fold, 4);
    assert_int_equal(entry_of("Summit").frequency, 7);
    assert_int_equal(entry_of("Summit").documents, 2);
    assert_int_equal(entry_of("Summit").kind, TOKEN_WORD);
}

static void test_a_second_writer_goes_on(void **unused)
{
    (void)unused;
    lexicon *l = open_lexicon();
    uint32_t astana = id_of(l, "Astana");
    assert_int_equal(lexicon_count(l, astana, 3, 1, NULL), STATUS_OK);
    flush(l);
    assert_int_equal(lexicon_count(l, astana, 4, 1, NULL),
                     STATUS_OK); /* after a flush it is a stored one */
    assert_int_equal(id_of(l, "Tashkent"), 4);
    flush(l);
    lexicon_close(l);

    l = open_lexicon();
    assert_int_equal(id_of(l, "ASTANA"), 5); /* finds the stored fold */
    assert_int_equal(id_of(l, "Astana"), astana);
    assert_int_equal(lexicon_count(l, astana, -5, -1, NULL), STATUS_OK);
    flush(l);
    assert_int_equal(entry_of("Astana").frequency, 2);
    assert_int_equal(entry_of("Astana").documents, 1);
    assert_int_equal(entry_of("ASTANA").fold, entry_of("astana").fold);
    lexicon_close(l);
}

static void test_what_was_not_flushed_is_dropped(void **unused)
{
    (void)unused;
    lexicon *l = open_lexicon();
    id_of(l, "word");
    lexicon_close(l);
    uint32_t id = 1;
    assert_int_equal(lexicon_find(corpus, "word", 4, &id, NULL), STATUS_OK);
    assert_int_equal(id, 0);
}

static void test_unknown_ids_are_damage(void **unused)
{
    (void)unused;
    lexicon *l = open_lexicon();
    type_entry entry;
    id_of(l, "word");
    assert_int_equal(lexicon_count(l, 0, 1, 1, NULL), STATUS_CORPUS);
    assert_int_equal(lexicon_count(l, 2, 1, 1, NULL), STATUS_CORPUS);
    assert_int_equal(lexicon_read(corpus, 1, &entry, NULL, NULL), STATUS_CORPUS);
    lexicon_close(l);
}

static int64_t indexes(void)
{
    statement q = statement_of(
        corpus, "SELECT count(*) FROM sqlite_schema WHERE name IN ('lexicon_form', 'lexicon_fold')",
        NULL);
    assert_true(statement_step(&q));
    int64_t count = statement_integer(&q, 0);
    assert_int_equal(statement_end(&q), STATUS_OK);
    return count;
}

/* A load that was killed behind its first batch leaves the indexes to the next writer. */
static void test_a_writer_makes_the_indexes_that_are_missing(void **unused)
{
    (void)unused;
    assert_int_equal(
        store_execute(corpus, "DROP INDEX lexicon_form; DROP INDEX lexicon_fold", NULL), STATUS_OK);
    store_close(corpus);
    assert_int_equal(store_open(path, STORE_READ, 0, &corpus, NULL), STATUS_OK);
    assert_int_equal(indexes(), 0);
    store_close(corpus);
    assert_int_equal(store_open(path, STORE_WRITE, 0, &corpus, NULL), STATUS_OK);
    assert_int_equal(indexes(), 2);
}

/* Enough forms that the first writer makes the indexes last, and that the second reads the whole
 * table instead of looking them up. */
static void test_many_forms_keep_their_ids(void **unused)
{
    (void)unused;
    enum { FORMS = 25000 };
    for (int pass = 0; pass < 2; pass++) {
        lexicon *l = open_lexicon();
        for (uint32_t i = 1; i <= FORMS; i++) {
            char form[20];
            snprintf(form, sizeof form, "form%u", i);
            assert_int_equal(id_of(l, form), i);
            assert_int_equal(lexicon_count(l, i, i, 1, NULL), STATUS_OK);
        }
        assert_int_equal(id_of(l, "new"), FORMS + 1);
        flush(l);
        assert_int_equal(indexes(), pass == 0 ? 0 : 2);
        assert_int_equal(lexicon_index(corpus, NULL), STATUS_OK);
        lexicon_close(l);
    }
    assert_int_equal(indexes(), 2);
    assert_int_equal(entry_of("form4999").frequency, 2 * 4999);
    buffer form = { 0 };
    type_entry entry;
    assert_int_equal(lexicon_read(corpus, 17, &entry, &form, NULL), STATUS_OK);
    assert_string_equal(form.data, "form17");
    buffer_free(&form);
}

#define with_corpus(test) cmocka_unit_test_setup_teardown(test, open_corpus, close_corpus)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_corpus(test_ids_are_dense_and_forms_share_a_fold),
        with_corpus(test_a_second_writer_goes_on),
        with_corpus(test_what_was_not_flushed_is_dropped),
        with_corpus(test_unknown_ids_are_damage),
        with_corpus(test_a_writer_makes_the_indexes_that_are_missing),
        with_corpus(test_many_forms_keep_their_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
