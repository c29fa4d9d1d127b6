#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "corpus/where.h"

static char path[] = "/tmp/where_test_XXXXXX";
static store *corpus;

/* Five documents; their walk order is 3, 1, 2, 4, 5. */
static const struct {
    const char *path, *name, *title, *language, *metadata;
    int words;
} rows[] = {
    { "b/one.txt", "one", "The summit", "en",
      "{\"year\": 2014, \"genre\": \"report\", \"draft\": true}", 100 },
    { "b/two.txt", "two", "It's late", "ru",
      "{\"year\": 2015, \"genre\": \"speech\", \"draft\": false}", 200 },
    { "a/three.txt", "three", NULL, "ru",
      "{\"year\": 2016.5, \"genre\": \"Report\", \"a b\": \"x\"}", 300 },
    { "c/four.txt", "004_81f1", "Summit two", "zh",
      "{\"when\": \"n.d.\", \"tags\": [\"x\", \"y\"], \"mixed\": 5}", 400 },
    { "d/five.txt", "five", "\u041c\u0438\u0440", "und", "{\"when\": 2001, \"mixed\": \"five\"}",
      500 },
};
enum { ROWS = sizeof rows / sizeof *rows };

static void add_document(int64_t id)
{
    statement source = statement_of(
        corpus,
        "INSERT INTO source (id, root, path, size, mtime, confidence, replacements, state,"
        " load) VALUES (?1, '/', ?2, 0, 0, 1, 0, 'loaded', 1)",
        NULL);
    statement_bind_integer(&source, 1, id);
    statement_bind_text(&source, 2, rows[id - 1].path);
    assert_int_equal(statement_run(&source), STATUS_OK);
    statement q = statement_of(
        corpus,
        "INSERT INTO document (id, source, ordinal, name, title, language, bytes, words,"
        " sentences, digest, metadata) VALUES (?1, ?1, 0, ?2, ?3, ?4, ?5 * 6, ?5, 1, '', ?6)",
        NULL);
    statement_bind_integer(&q, 1, id);
    statement_bind_text(&q, 2, rows[id - 1].name);
    statement_bind_text(&q, 3, rows[id - 1].title);
    statement_bind_text(&q, 4, rows[id - 1].language);
    statement_bind_integer(&q, 5, rows[id - 1].words);
    statement_bind_text(&q, 6, rows[id - 1].metadata);
    assert_int_equal(statement_run(&q), STATUS_OK);
}

static int open_corpus(void **unused)
{
    (void)unused;
    int file = mkstemp(path);
    if (file < 0) return -1;
    close(file);
    if (store_open(path, STORE_CREATE, 0, &corpus, NULL) != STATUS_OK) return -1;
    for (int64_t id = 1; id <= ROWS; id++) add_document(id);
    return 0;
}

static int close_corpus(void **unused)
{
    (void)unused;
    store_close(corpus);
    return unlink(path);
}

/* The ids as digits: "312". */
static void assert_where(const char *expression, const char *expected)
{
    id_list found = { 0 };
    error e = { 0 };
    char digits[ROWS + 1] = "";
    if (documents_where(corpus, expression, &found, &e) != STATUS_OK)
        fail_msg("%s: %s", expression, error_text(&e));
    for (size_t i = 0; i < found.count && i < ROWS; i++) digits[i] = (char)('0' + found.items[i]);
    if (strcmp(digits, expected) != 0) fail_msg("%s: %s, not %s", expression, digits, expected);
    list_free(&found);
}

static void assert_refused(const char *expression, const char *message)
{
    id_list found = { 0 };
    error e = { 0 };
    assert_int_equal(documents_where(corpus, expression, &found, &e), STATUS_USAGE);
    assert_string_equal(error_text(&e), message);
    assert_int_equal(found.count, 0);
    error_clear(&e);
    list_free(&found);
}

static void test_fields_and_walk_order(void **unused)
{
    (void)unused;
    assert_where(NULL, "31245");
    assert_where("id > 0", "31245");
    assert_where("language = 'ru'", "32");
    assert_where("words >= 200 and words < 500", "324");
    assert_where("path like 'b/%'", "12");
    assert_where("bytes = 600", "1");
    assert_where("title = 'It''s late'", "2");
    assert_where("title = '\u041c\u0438\u0440'", "5");
    assert_where("title like '%SUMMIT%'", "14");
}

static void test_metadata(void **unused)
{
    (void)unused;
    assert_where("year >= 2015", "32");
    assert_where("year = 2015.0", "2");
    assert_where("year between 2014 and 2015", "12");
    assert_where("year NOT BETWEEN 2014 AND 2015", "3");
    assert_where("genre in ('report', 'speech')", "12");
    assert_where("\"a b\" = 'x'", "3");
    assert_where("draft", "1");
    assert_where("draft = false", "2");
    assert_where("tags is not null", "4");
    assert_where("year > -1e3", "312");
}

static void test_missing_values_make_a_comparison_false(void **unused)
{
    (void)unused;
    assert_where("year != 2014", "32");
    assert_where("not year = 2014", "3245");
    assert_where("genre not in ('report')", "32");
    assert_where("not draft", "3245");
    assert_where("year is null", "45");
    assert_where("title is null or title not like '%summit%'", "325");
}

static void test_not_binds_tighter_than_and_than_or(void **unused)
{
    (void)unused;
    assert_where("language = 'ru' or language = 'en' and year = 2015", "32");
    assert_where("(language = 'ru' or language = 'en') and year = 2014", "1");
    assert_where("not language = 'ru' and not language = 'en'", "45");
    assert_where("not (language = 'ru' or language = 'en')", "45");
    assert_where("not not language = 'en'", "1");
}

static void test_grammar_errors_say_where(void **unused)
{
    (void)unused;
    assert_refused("", "--where ends where the name of a field was expected");
    assert_refused("year >", "--where ends where a value was expected");
    assert_refused(
        "language = ru",
        "--where, column 12: expected a value, not ru (texts stand in single quotes: 'ru')");
    assert_refused(
        "language = \"ru\"",
        "--where, column 12: expected a value, not \"ru\" (texts stand in single quotes: 'ru')");
    assert_refused("title = '\u041c\u0438\u0440' oder id = 1",
                   "--where, column 15: expected and, or or the end, not oder");
    assert_refused("title = 'Mir", "--where, column 9: a quotation mark is not closed");
    assert_refused("(id = 1", "--where ends where and, or or ) was expected");
    assert_refused("id = 1)", "--where, column 7: expected and, or or the end, not )");
    assert_refused("id in 1", "--where, column 7: expected ( and values, not 1");
    assert_refused("id = 1; drop table document",
                   "--where, column 7: this sign has no meaning here");
    assert_refused("id = 0x10", "--where, column 6: this is no number");
    assert_refused("id = -.", "--where, column 6: this is no number");
    assert_refused("id = null",
                   "--where, column 6: nothing is equal to null: write is null or is not null");
    assert_refused("\"a\"\"b\" = 1", "--where, column 1: a name cannot hold a quotation mark");
    assert_refused("id like 5", "--where, column 1: like wants a text");
    assert_refused("id = 1 and \xff", "--where is not UTF-8");
}

static void test_names_and_types_are_checked(void **unused)
{
    (void)unused;
    assert_refused("yaer = 2015", "--where, column 1: no document has yaer; did you mean year?");
    assert_refused("id = 1 and langage = 'ru'",
                   "--where, column 12: no document has langage; did you mean language?");
    assert_refused("zzzzzz is null", "--where, column 1: no document has zzzzzz");
    assert_refused("language = 5", "--where, column 1: language is a text: compare it with a text");
    assert_refused("words = 'many'",
                   "--where, column 1: words is a number: compare it with a number");
    assert_refused("when > 2000", "when is a text in 1 document (004_81f1: \"n.d.\"):"
                                  " compare it with a text, or mend the metadata");
    assert_refused("year = '2015'",
                   "year is a number in 3 documents (one: 2014, two: 2015, three: 2016.5):"
                   " compare it with a number, or mend the metadata");
    assert_refused("draft = 1", "draft is true or false in 2 documents (one: true, two: false):"
                                " compare it with true or false, or mend the metadata");
    assert_refused("mixed in (5, 'five')", "mixed is a text in 1 document (five: \"five\"):"
                                           " compare it with a text, or mend the metadata");
    assert_refused("tags = 'x'", "tags is a list in 1 document (004_81f1: [\"x\",\"y\"]):"
                                 " ask for is null or is not null, or mend the metadata");
}

static void test_deep_and_long_expressions(void **unused)
{
    (void)unused;
    buffer deep = { 0 }, wide = { 0 }, nested = { 0 };
    for (int i = 0; i < 99; i++) buffer_text(&nested, i % 2 == 0 ? "id = 7 or (" : "id > 0 and (");
    buffer_text(&nested, "id < 3");
    for (int i = 0; i < 99; i++) buffer_text(&nested, ")");
    assert_where(nested.data, "12");
    for (int i = 0; i < 100000; i++) buffer_text(&deep, i % 2 == 0 ? "(" : "not ");
    assert_refused(deep.data,
                   "--where, column 251: more than 100 parentheses or not in one another");
    for (int i = 0; i < 499; i++) buffer_text(&wide, "id = 7 or ");
    buffer_text(&wide, "id = 1");
    assert_where(wide.data, "1");
    buffer_text(&wide, " or id = 2");
    assert_refused(wide.data, "--where, column 5001: more than 500 comparisons");
    buffer_free(&deep);
    buffer_free(&wide);
    buffer_free(&nested);
}

/* Random pieces of the grammar: whatever they say, an answer or one message comes back. */
static void test_any_expression_is_safe(void **unused)
{
    (void)unused;
    static const char *const pieces[] = { "id",    "year",  "(",       ")",       "and", "or",
                                          "not",   "=",     "<",       ">=",      "'x'", "5",
                                          "in",    ",",     "like",    "between", "is",  "null",
                                          "draft", "'",     "\"",      "-",       ".",   "\xd0",
                                          "true",  "1e999", "\"a b\"", "--",      "/*" };
    srand(3);
    for (int round = 0; round < 20000; round++) {
        buffer text = { 0 };
        for (int n = rand() % 12; n >= 0; n--) {
            buffer_text(&text, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
            if (rand() % 8 != 0) buffer_text(&text, " ");
        }
        id_list found = { 0 };
        error e = { 0 };
        status state = documents_where(corpus, text.data, &found, &e);
        if (state != STATUS_OK && state != STATUS_USAGE)
            fail_msg("%s: %s", text.data, error_text(&e));
        error_clear(&e);
        list_free(&found);
        buffer_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_and_walk_order),
        cmocka_unit_test(test_metadata),
        cmocka_unit_test(test_missing_values_make_a_comparison_false),
        cmocka_unit_test(test_not_binds_tighter_than_and_than_or),
        cmocka_unit_test(test_grammar_errors_say_where),
        cmocka_unit_test(test_names_and_types_are_checked),
        cmocka_unit_test(test_deep_and_long_expressions),
        cmocka_unit_test(test_any_expression_is_safe),
    };
    return cmocka_run_group_tests(tests, open_corpus, close_corpus);
}
