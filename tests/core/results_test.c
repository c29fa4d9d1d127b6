#include "corpus_fixture.h"

#include "store/results.h"

static column ranked_columns[] = {
    { "term", COLUMN_TEXT, NULL },    { "score", COLUMN_NUMBER, NULL },
    { "hits", COLUMN_INTEGER, NULL }, { "is_rare", COLUMN_BOOLEAN, NULL },
    { "since", COLUMN_DATE, NULL },   { "language", COLUMN_LANGUAGE, NULL },
    { "extra", COLUMN_JSON, NULL },   { "evidence", COLUMN_SPAN, NULL },
    { "places", COLUMN_SPANS, NULL },
};
enum { RANKED = sizeof ranked_columns / sizeof *ranked_columns };
static row_table ranked = { "", ranked_columns, RANKED };

/* Two documents: "Саммит ШОС" (19 bytes) is document 1, "summit" (6 bytes) document 2. */
static store *open_two_documents(void)
{
    store *s = open_test_corpus(STORE_CREATE);
    assert_ok(store_execute(
        s,
        "INSERT INTO document (id, source, ordinal, name, language, bytes, words, sentences, "
        "digest) "
        "VALUES (1, 1, 0, 'shos', 'ru', 19, 2, 1, ''), (2, 1, 1, 'peak', 'en', 6, 1, 1, '');"
        "INSERT INTO text VALUES (1, 'Саммит ШОС'), (2, 'summit')",
        &test_error));
    return s;
}

static value span_value(uint32_t start, uint32_t stop, int64_t document)
{
    return (value){ .type = VALUE_SPAN, .at = { start, stop }, .integer = document };
}

static void fill_row(value *row, const char *term, value evidence)
{
    for (size_t i = 0; i < RANKED; i++) row[i] = value_of_text(NULL);
    row[0] = value_of_text(term);
    row[7] = evidence;
}

static result_call call_of(const char *plugin, int64_t document)
{
    return (result_call){ plugin, "{}", "key-1", document };
}

/* A call with one row of `ranked`. */
static void store_row(store *s, const char *plugin, int64_t document, const char *term,
                      value evidence)
{
    value row[RANKED];
    int64_t result;
    result_call call = call_of(plugin, document);
    fill_row(row, term, evidence);
    assert_ok(results_begin(s, &call, &ranked, 1, &result, &test_error));
    assert_ok(results_add(s, result, plugin, &ranked, row, &test_error));
}

static void assert_text(store *s, const char *sql, const char *expected)
{
    statement q = statement_of_text(s, sql, &test_error);
    if (!statement_step(&q)) fail_msg("no row: %s (%s)", sql, error_text(&test_error));
    assert_string_equal(statement_text(&q, 0), expected);
    assert_ok(statement_end(&q));
}

/* --- Rows --- */

static void test_rows_come_back_through_the_view(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    store_row(s, "keywords", 1, "Саммит", span_value(0, 12, 0));
    store_row(s, "keywords", 2, "summit", span_value(1, 4, 0));
    assert_text(s, "SELECT evidence FROM keywords WHERE document = 'shos'", "Саммит");
    assert_text(s, "SELECT evidence FROM keywords WHERE document = 'peak'", "umm");
    assert_text(s,
                "SELECT row || ' ' || document_id || ' ' || evidence_start || ' ' || evidence_stop "
                "FROM keywords "
                "WHERE term = 'summit'",
                "2 2 1 4");
    assert_text(s, "SELECT group_concat(name, ' ') FROM pragma_table_info('keywords')",
                "row document document_id term score hits is_rare since language extra evidence "
                "evidence_start evidence_stop "
                "places");
    store_close(s);
}

typedef struct collected {
    int count;
    int64_t rows[8], documents[8];
    char terms[8][32];
} collected;

static status collect(void *context, int64_t row, int64_t document, const value *values, error *e)
{
    (void)e;
    collected *c = context;
    assert_true(c->count < 8);
    c->rows[c->count] = row;
    c->documents[c->count] = document;
    snprintf(c->terms[c->count++], 32, "%.*s", (int)values[0].length, values[0].text);
    return STATUS_OK;
}

static status check_full_row(void *context, int64_t row, int64_t document, const value *v, error *e)
{
    (void)e;
    *(int *)context += 1;
    assert_int_equal(row, 1);
    assert_int_equal(document, 1);
    assert_true(v[0].type == VALUE_TEXT && v[0].length == 6 && memcmp(v[0].text, "шос", 6) == 0);
    assert_true(v[1].type == VALUE_NUMBER && v[1].number == 3.0);
    assert_true(v[2].type == VALUE_INTEGER && v[2].integer == -5);
    assert_true(v[3].type == VALUE_BOOLEAN && v[3].integer == 1);
    assert_string_equal(v[4].text, "2015-07");
    assert_int_equal(v[5].type, VALUE_NULL);
    assert_string_equal(v[6].text, "{\"a\":[1]}");
    assert_true(v[7].type == VALUE_SPAN && v[7].at.start == 13 && v[7].at.stop == 19 &&
                v[7].integer == 1);
    assert_true(v[8].type == VALUE_SPANS && v[8].length == 2 && v[8].integer == 2);
    assert_true(v[8].spans[0].start == 0 && v[8].spans[0].stop == 6 && v[8].spans[1].start == 3 &&
                v[8].spans[1].stop == 3);
    return STATUS_OK;
}

static void test_every_type_of_value_is_kept(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    span places[] = { { 0, 6 }, { 3, 3 } };
    value row[RANKED] = {
        value_of_text("шос"),
        value_of_integer(3),
        value_of_number(-5.0),
        value_of_boolean(true),
        value_of_text("2015-07"),
        value_of_text(NULL),
        value_of_text("{\"a\":[1]}"),
        span_value(13, 19, 1),
        { .type = VALUE_SPANS, .spans = places, .length = 2, .integer = 2 },
    };
    result_call call = call_of("keywords", 1);
    int64_t result, one = 1;
    int rows = 0;
    assert_ok(results_begin(s, &call, &ranked, 1, &result, &test_error));
    assert_ok(results_add(s, result, "keywords", &ranked, row, &test_error));
    assert_ok(
        results_read(s, "keywords", "{}", &ranked, &one, 1, check_full_row, &rows, &test_error));
    assert_int_equal(rows, 1);
    store_close(s);
}

static void test_rows_are_read_in_the_order_of_documents_then_of_emission(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    value row[RANKED];
    result_call call = call_of("keywords", 2);
    int64_t result, documents[] = { 1, 7, 2 };
    assert_ok(results_begin(s, &call, &ranked, 1, &result, &test_error));
    fill_row(row, "b", value_of_text(NULL));
    assert_ok(results_add(s, result, "keywords", &ranked, row, &test_error));
    fill_row(row, "a", value_of_text(NULL));
    assert_ok(results_add(s, result, "keywords", &ranked, row, &test_error));
    store_row(s, "keywords", 1, "c", value_of_text(NULL));

    collected c = { 0 };
    assert_ok(results_read(s, "keywords", "{}", &ranked, documents, 3, collect, &c, &test_error));
    assert_int_equal(c.count, 3);
    assert_string_equal(c.terms[0], "c");
    assert_string_equal(c.terms[1], "b");
    assert_string_equal(c.terms[2], "a");
    assert_int_equal(c.documents[0], 1);
    assert_int_equal(c.documents[2], 2);

    c.count = 0;
    assert_ok(results_read(s, "keywords", "{\"top\":5}", &ranked, documents, 3, collect, &c,
                           &test_error));
    assert_ok(results_read(s, "unknown", "{}", &ranked, documents, 3, collect, &c, &test_error));
    assert_int_equal(c.count, 0);
    store_close(s);
}

static void test_a_call_replaces_what_was_stored_for_it(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    bool found = true;
    result_call call = call_of("keywords", 1), other_key = call;
    other_key.key = "key-2";
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    assert_ok(results_have(s, &call, &found, &test_error));
    assert_false(found);
    store_row(s, "keywords", 1, "old", value_of_text(NULL));
    store_row(s, "keywords", 2, "other", value_of_text(NULL));
    store_row(s, "keywords", 1, "new", value_of_text(NULL));
    assert_text(s, "SELECT group_concat(term, ' ') FROM (SELECT term FROM keywords ORDER BY term)",
                "new other");
    assert_int_equal(number_of(s, "SELECT count(*) FROM result"), 2);
    assert_ok(results_have(s, &call, &found, &test_error));
    assert_true(found);
    assert_ok(results_have(s, &other_key, &found, &test_error));
    assert_false(found);
    store_close(s);
}

static void test_the_view_shows_default_options_alone(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    value row[RANKED];
    int64_t result;
    result_call call = { "keywords", "{\"top\":5}", "k", 1 };
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    fill_row(row, "five", value_of_text(NULL));
    assert_ok(results_begin(s, &call, &ranked, 1, &result, &test_error));
    assert_ok(results_add(s, result, "keywords", &ranked, row, &test_error));
    assert_int_equal(number_of(s, "SELECT count(*) FROM keywords"), 0);
    assert_int_equal(number_of(s, "SELECT count(*) FROM result"), 1);
    store_close(s);
}

static void test_rows_go_with_their_result_and_roll_back(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    store_row(s, "keywords", 1, "kept", value_of_text(NULL));
    assert_ok(store_begin(s, &test_error));
    store_row(s, "keywords", 1, "not kept", value_of_text(NULL));
    store_rollback(s);
    assert_text(s, "SELECT term FROM keywords", "kept");
    assert_ok(store_execute(s, "DELETE FROM result WHERE document = 1", &test_error));
    assert_int_equal(number_of(s, "SELECT count(*) FROM keywords"), 0);
    store_close(s);
}

/* --- The whole corpus --- */

static void test_rows_on_the_corpus_belong_to_the_document_of_their_span(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    assert_ok(results_prepare(s, "saved", &ranked, 1, &test_error));
    store_row(s, "saved", 0, "x", span_value(2, 6, 2));
    assert_text(s, "SELECT document || ' ' || evidence FROM saved", "peak mmit");
    int64_t document;
    span evidence;
    assert_ok(results_evidence(s, "saved", 1, &document, &evidence, &test_error));
    assert_int_equal(document, 2);
    assert_int_equal(evidence.start, 2);
    store_row(s, "saved", 0, "no span", value_of_text(NULL));
    assert_int_equal(number_of(s, "SELECT document IS NULL AND evidence IS NULL FROM saved"), 1);
    store_close(s);
}

static void test_a_row_shows_its_evidence(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    column plain_columns[] = { { "term", COLUMN_TEXT, NULL } };
    row_table plain = { "", plain_columns, 1 };
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    assert_ok(results_prepare(s, "plain", &plain, 1, &test_error));
    store_row(s, "keywords", 1, "a", span_value(0, 12, 0));
    store_row(s, "keywords", 2, "b", value_of_text(NULL));
    int64_t document;
    span evidence;
    assert_ok(results_evidence(s, "keywords", 1, &document, &evidence, &test_error));
    assert_int_equal(document, 1);
    assert_int_equal(evidence.stop, 12);
    assert_fails(results_evidence(s, "keywords", 2, &document, &evidence, &test_error),
                 STATUS_USAGE, "row 2 of keywords carries no evidence");
    assert_fails(results_evidence(s, "keywords", 3, &document, &evidence, &test_error),
                 STATUS_USAGE, "there is no row 3 of keywords");
    assert_fails(results_evidence(s, "plain", 1, &document, &evidence, &test_error), STATUS_USAGE,
                 "rows of plain carry no evidence");
    assert_fails(results_evidence(s, "text", 1, &document, &evidence, &test_error), STATUS_USAGE,
                 "there are no results named text");
    store_close(s);
}

/* --- What is refused --- */

static void assert_refused(store *s, int64_t result, size_t at, value bad, const char *message)
{
    value row[RANKED];
    fill_row(row, "x", value_of_text(NULL));
    row[at] = bad;
    assert_fails(results_add(s, result, "keywords", &ranked, row, &test_error), STATUS_PLUGIN,
                 message);
}

static void test_spans_outside_the_text_are_refused(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    result_call call = call_of("keywords", 1);
    int64_t result;
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    assert_ok(results_begin(s, &call, &ranked, 1, &result, &test_error));
    assert_refused(s, result, 7, span_value(0, 20, 0),
                   "plugin keywords: column evidence: the span [0, 20) lies outside the text of "
                   "document 1 (19 bytes)");
    assert_refused(s, result, 7, span_value(3, 2, 0), "lies outside the text");
    assert_refused(s, result, 7, span_value(4000000000, 4000000001, 0), "lies outside the text");
    assert_refused(s, result, 7, span_value(0, 1, 0),
                   "the span [0, 1) cuts a character of document 1");
    assert_refused(s, result, 7, span_value(1, 2, 0), "cuts a character");
    assert_refused(s, result, 7, span_value(0, 7, 2), "of document 2 (6 bytes)");
    assert_refused(s, result, 7, span_value(0, 1, 3),
                   "a span lies in document 3, which is not there");
    span places[] = { { 0, 2 }, { 18, 19 } };
    assert_refused(s, result, 8, (value){ .type = VALUE_SPANS, .spans = places, .length = 2 },
                   "column places: the span [18, 19) cuts a character");
    assert_int_equal(number_of(s, "SELECT count(*) FROM keywords"), 0);
    store_row(s, "keywords", 1, "the end is no harm", span_value(19, 19, 0));
    store_close(s);
}

static void test_values_of_another_type_are_refused(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    result_call call = call_of("keywords", 1);
    int64_t result;
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    assert_ok(results_begin(s, &call, &ranked, 1, &result, &test_error));
    assert_refused(s, result, 0, value_of_integer(1), "column term: its value is not of type text");
    assert_refused(s, result, 0, value_of_text("\xff"), "column term: its value is not UTF-8");
    assert_refused(s, result, 1, value_of_text("1"),
                   "column score: its value is not of type number");
    assert_refused(s, result, 2, value_of_number(1.5), "not of type integer");
    assert_refused(s, result, 3, value_of_integer(1), "not of type boolean");
    assert_refused(s, result, 7, value_of_text("x"), "not of type span");
    assert_refused(s, result, 8, span_value(0, 2, 0), "not of type spans");
    value row[RANKED];
    fill_row(row, "x", value_of_text(NULL));
    assert_fails(results_add(s, result + 1, "keywords", &ranked, row, &test_error), STATUS_PLUGIN,
                 "was not begun");
    store_close(s);
}

static void test_bad_names_are_refused(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    static const struct {
        char *plugin, *table, *column, *message;
    } bad[] = {
        { "Keywords", "", "x",
          "plugin Keywords: the plugin name \"Keywords\" must begin with a letter a to z" },
        { "a\"; DROP TABLE text; --", "", "x", "must begin with" },
        { "", "", "x", "must begin with" },
        { "select", "", "x", "the plugin name \"select\" is a keyword of SQL" },
        { "document", "", "x", "is that of a table of the corpus" },
        { "lexicon_fold", "", "x", "is that of a table of the corpus" },
        { "layer_value", "", "x", "is that of a table of the corpus" },
        { "language", "run", "x", "\"language_run\" is that of a table of the corpus" },
        { "sqlite_master", "", "x", "begins like" },
        { "rows_of", "", "x", "begins like" },
        { "p", "1", "x", "the table name \"1\"" },
        { "p", "", "order", "the column name \"order\" is a keyword of SQL" },
        { "p", "", "näme", "must begin with" },
        { "p", "", "name", "is taken by the corpus" },
        { "p", "", "document", "is taken by the corpus" },
        { "p", "", "row", "is taken by the corpus" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        column columns[] = { { bad[i].column, COLUMN_TEXT, NULL } };
        row_table table = { bad[i].table, columns, 1 };
        assert_fails(results_prepare(s, bad[i].plugin, &table, 1, &test_error), STATUS_PLUGIN,
                     bad[i].message);
    }
    column twice[] = { { "x", COLUMN_TEXT, NULL }, { "x", COLUMN_TEXT, NULL } };
    column part[] = { { "evidence_start", COLUMN_INTEGER, NULL },
                      { "evidence", COLUMN_SPAN, NULL } };
    row_table tables[] = { { "", twice, 2 }, { "", part, 2 } };
    assert_fails(results_prepare(s, "p", &tables[0], 1, &test_error), STATUS_PLUGIN,
                 "is there twice");
    assert_fails(results_prepare(s, "p", &tables[1], 1, &test_error), STATUS_PLUGIN,
                 "\"evidence_start\" is there twice");
    row_table same[] = { { "a", twice, 1 }, { "a", twice, 1 } };
    assert_fails(results_prepare(s, "p", same, 2, &test_error), STATUS_PLUGIN,
                 "the table name \"a\" is there twice");
    assert_int_equal(number_of(s, "SELECT count(*) FROM result_view"), 0);
    assert_int_equal(number_of(s, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'rows%'"), 0);
    store_close(s);
}

/* --- Changing plugins --- */

static void test_preparing_again_changes_nothing(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    store_row(s, "keywords", 1, "kept", value_of_text(NULL));
    int64_t version = number_of(s, "PRAGMA schema_version");
    assert_ok(store_begin(s, &test_error));
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    assert_ok(store_commit(s, &test_error));
    assert_int_equal(number_of(s, "PRAGMA schema_version"), version);
    assert_text(s, "SELECT term FROM keywords", "kept");
    store_close(s);
}

static void test_other_columns_take_the_view_and_drop_the_old_rows(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    assert_ok(results_prepare(s, "figures", &ranked, 1, &test_error));
    store_row(s, "keywords", 1, "old", value_of_text(NULL));
    store_row(s, "figures", 1, "kept", value_of_text(NULL));

    column columns[] = { { "word", COLUMN_TEXT, NULL } };
    row_table table = { "", columns, 1 };
    assert_ok(results_prepare(s, "keywords", &table, 1, &test_error));
    assert_text(s, "SELECT group_concat(name, ' ') FROM pragma_table_info('keywords')",
                "row document document_id word");
    assert_int_equal(number_of(s, "SELECT count(*) FROM keywords"), 0);
    assert_int_equal(number_of(s, "SELECT count(*) FROM result WHERE plugin = 'keywords'"), 0);
    assert_int_equal(number_of(s, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND "
                                  "name LIKE 'rows_keywords%'"),
                     1);
    assert_text(s, "SELECT term FROM figures", "kept");

    columns[0].type = COLUMN_DATE; /* the same name with another type is another column */
    assert_ok(results_prepare(s, "keywords", &table, 1, &test_error));
    assert_int_equal(number_of(s, "SELECT count(*) FROM result_view"), 2);
    store_close(s);
}

static void test_a_plugin_may_have_several_tables(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    column word[] = { { "word", COLUMN_TEXT, NULL } },
           pair[] = { { "a", COLUMN_TEXT, NULL }, { "b", COLUMN_TEXT, NULL } };
    row_table tables[] = { { "ranked", word, 1 }, { "pairs", pair, 2 } };
    result_call call = call_of("terms", 2);
    value values[] = { value_of_text("x"), value_of_text("y") };
    int64_t result;
    assert_ok(results_prepare(s, "terms", tables, 2, &test_error));
    assert_ok(results_begin(s, &call, tables, 2, &result, &test_error));
    assert_ok(results_add(s, result, "terms", &tables[1], values, &test_error));
    assert_ok(results_add(s, result, "terms", &tables[0], values, &test_error));
    assert_text(s, "SELECT a || b || document FROM terms_pairs", "xypeak");
    assert_text(s, "SELECT word FROM terms_ranked", "x");

    assert_ok(results_prepare(s, "terms_pairs", tables, 1,
                              &test_error)); /* whose view is terms_pairs_ranked */
    row_table alone = { "", word, 1 };
    assert_fails(results_prepare(s, "terms_ranked", &alone, 1, &test_error), STATUS_PLUGIN,
                 "its view terms_ranked is that of the plugin terms");

    assert_ok(results_prepare(s, "terms", tables, 1, &test_error)); /* it gave `pairs` up */
    assert_int_equal(number_of(s, "SELECT count(*) FROM sqlite_schema WHERE name = 'terms_pairs'"),
                     0);
    assert_int_equal(number_of(s, "SELECT count(*) FROM terms_ranked"), 0);
    store_close(s);
}

static void test_views_read_well_without_us(void **unused)
{
    (void)unused;
    store *s = open_two_documents();
    assert_ok(results_prepare(s, "keywords", &ranked, 1, &test_error));
    store_row(s, "keywords", 1, "ШОС", span_value(13, 19, 0));
    store_close(s);
    sqlite3 *database;
    sqlite3_stmt *query;
    assert_int_equal(sqlite3_open_v2(test_corpus, &database, SQLITE_OPEN_READONLY, NULL),
                     SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(database, "select evidence from keywords", -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(query, 0), "ШОС");
    sqlite3_finalize(query);
    sqlite3_close(database);
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, make_test_folder, remove_test_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_rows_come_back_through_the_view),
        TEST(test_every_type_of_value_is_kept),
        TEST(test_rows_are_read_in_the_order_of_documents_then_of_emission),
        TEST(test_a_call_replaces_what_was_stored_for_it),
        TEST(test_the_view_shows_default_options_alone),
        TEST(test_rows_go_with_their_result_and_roll_back),
        TEST(test_rows_on_the_corpus_belong_to_the_document_of_their_span),
        TEST(test_a_row_shows_its_evidence),
        TEST(test_spans_outside_the_text_are_refused),
        TEST(test_values_of_another_type_are_refused),
        TEST(test_bad_names_are_refused),
        TEST(test_preparing_again_changes_nothing),
        TEST(test_other_columns_take_the_view_and_drop_the_old_rows),
        TEST(test_a_plugin_may_have_several_tables),
        TEST(test_views_read_well_without_us),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
