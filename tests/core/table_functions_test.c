#include "corpus/table_functions.h"

#include "corpus/prepare.h"
#include "corpus_fixture.h"

/* Places counted by hand, é being two bytes:
 *   0 "  "  2 Café 8 au 11 lait 15 .  17 Two 20 .   21 "\n\n"   23 Fin 26 .  */
static const char text[] = "  Café au lait. Two.\n\nFin.\n";

static text_rules no_rules;
static store *corpus;

/* The whole text `times` over, each token with the layer "nth": a, b, c ... of its paragraph. */
static document made(size_t times)
{
    preparer *p;
    document d = { .name = strdup("made"), .source = 1 };
    for (size_t i = 0; i < times; i++) buffer_text(&d.text, i == 0 ? text : text + 2);
    assert_ok(preparer_create(&no_rules, &p, &test_error));
    assert_ok(preparer_run(p, &d, &test_error));
    preparer_free(p);
    layer_draft_list drafts = { 0 };
    uint32_t *origins = calloc(d.tokens.count, sizeof *origins);
    for (uint32_t i = 0; i < d.tokens.count; i++) {
        char letter = (char)('a' + i % 8);
        origins[i] = i + 1;
        if (i % 8 != 7) assert_ok(layer_draft_set(&drafts, "nth", i, &letter, 1, &test_error));
    }
    assert_ok(
        layer_pack(&drafts.items[0], origins, d.tokens.count, list_push(&d.layers), &test_error));
    layer_drafts_free(&drafts);
    free(origins);
    return d;
}

static int close_corpus(void **unused)
{
    store_close(corpus);
    text_rules_free(&no_rules);
    return remove_test_folder(unused);
}

/* A corpus of one document, with the functions. */
static void make_corpus(size_t times)
{
    lexicon *words;
    segment_builder *postings = segment_builder_create();
    document d = made(times);
    corpus = open_test_corpus(STORE_CREATE);
    assert_ok(lexicon_open(corpus, &words, &test_error));
    assert_ok(store_begin(corpus, &test_error));
    assert_ok(document_insert(corpus, words, postings, &d, &test_error));
    assert_ok(documents_flush(corpus, words, postings, &test_error));
    assert_ok(store_commit(corpus, &test_error));
    assert_int_equal(d.id, 1);
    lexicon_close(words);
    segment_builder_free(postings);
    document_free(&d);
    assert_int_equal(table_functions_register(store_database(corpus)), SQLITE_OK);
}

static int make_small_corpus(void **unused)
{
    if (make_test_folder(unused) != 0) return -1;
    make_corpus(1);
    return 0;
}

static int make_large_corpus(void **unused)
{
    if (make_test_folder(unused) != 0) return -1;
    make_corpus(80); /* more than two blocks of a stream */
    return 0;
}

/* The first value of the first row as text, "NULL", "no row", or the error. */
static const char *answer(const char *sql)
{
    static char room[400];
    sqlite3 *db = store_database(corpus);
    sqlite3_stmt *q = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &q, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(q);
    const char *first = code == SQLITE_ROW ? (const char *)sqlite3_column_text(q, 0) : NULL;
    snprintf(room, sizeof room, "%s",
             code == SQLITE_ROW    ? first != NULL ? first : "NULL"
             : code == SQLITE_DONE ? "no row"
                                   : sqlite3_errmsg(db));
    sqlite3_finalize(q);
    return room;
}

#define TOKEN                                                                                      \
    "ordinal||' '||start||' '||stop||' '||form||' '||folded||' '||kind||' '||sentence||' '||block"

static void tokens_have_their_place_and_form(void **unused)
{
    (void)unused;
    assert_string_equal(answer("SELECT group_concat(form, '/') FROM tokens(1)"),
                        "Café/au/lait/./Two/./Fin/.");
    assert_string_equal(answer("SELECT " TOKEN " FROM tokens(1)"), "0 2 7 Café café word 0 0");
    assert_string_equal(answer("SELECT " TOKEN " FROM tokens(1) WHERE ordinal = 5"),
                        "5 20 21 . . punctuation 1 0");
    assert_string_equal(answer("SELECT " TOKEN " FROM tokens(1) WHERE ordinal = '6'"),
                        "6 23 26 Fin fin word 2 1");
    assert_string_equal(answer("SELECT max(ordinal) FROM tokens(1) ORDER BY ordinal"), "7");
    assert_string_equal(answer("SELECT ordinal FROM tokens(1) ORDER BY ordinal DESC"), "7");
}

static void tokens_have_values_of_layers(void **unused)
{
    (void)unused;
    assert_string_equal(answer("SELECT group_concat(value, '') FROM tokens(1, 'nth')"), "abcdefg");
    assert_string_equal(answer("SELECT count(value) FROM tokens(1)"), "0");
    assert_string_equal(answer("SELECT count(*) - count(value) FROM tokens(1, 'other')"), "8");
    assert_string_equal(answer("SELECT form FROM tokens(1, 'nth') WHERE value = 'g'"), "Fin");
}

static void sentences_have_their_text(void **unused)
{
    (void)unused;
    assert_string_equal(answer("SELECT ordinal||' '||start||' '||stop||' '||text||' '||block"
                               " FROM sentences(1) WHERE ordinal = 0"),
                        "0 2 16 Café au lait. 0");
    assert_string_equal(answer("SELECT group_concat(text, '|') FROM sentences(1)"),
                        "Café au lait.|Two.|Fin.");
}

static void a_document_must_be_asked_for(void **unused)
{
    (void)unused;
    assert_non_null(strstr(answer("SELECT * FROM tokens"), "which document? tokens(3)"));
    assert_non_null(strstr(answer("SELECT * FROM sentences"), "which document? sentences(3)"));
    assert_non_null(strstr(answer("SELECT * FROM tokens('made')"), "by its number"));
    assert_string_equal(answer("SELECT * FROM tokens(2)"), "no row");
    assert_string_equal(answer("SELECT * FROM tokens(NULL)"), "no row");
    assert_int_equal(number_of(corpus, "SELECT count(*) FROM document d, tokens(d.id)"), 8);
    assert_string_equal(answer("SELECT count(*) FROM tokens(1) WHERE ordinal = 1 OR ordinal = 2"),
                        "2");
    assert_string_equal(answer("SELECT count(*) FROM tokens WHERE document = 1 OR document = 2"),
                        "8");
}

static void quotations_are_whole_or_null(void **unused)
{
    (void)unused;
    assert_string_equal(answer("SELECT quote(1, 2, 7)"), "Café");
    assert_string_equal(answer("SELECT quote(1, 0, 28) = (SELECT text FROM text)"), "1");
    assert_string_equal(answer("SELECT '<' || quote(1, 28, 28) || '>'"), "<>");
    assert_string_equal(answer("SELECT quote(1, 2, 6)"), "NULL"); /* cuts é */
    assert_string_equal(answer("SELECT quote(1, 6, 7)"), "NULL");
    assert_string_equal(answer("SELECT quote(1, 6, 6)"), "NULL");
    assert_string_equal(answer("SELECT quote(1, 0, 29)"), "NULL");
    assert_string_equal(answer("SELECT quote(1, -1, 2)"), "NULL");
    assert_string_equal(answer("SELECT quote(1, 3, 2)"), "NULL");
    assert_string_equal(answer("SELECT quote(1, 0, 9223372036854775807)"), "NULL");
    assert_string_equal(answer("SELECT quote(2, 0, 1)"), "NULL");
    assert_string_equal(answer("SELECT quote(NULL, 0, 1)"), "NULL");
    assert_string_equal(answer("SELECT quote('it''s')"), "'it''s'"); /* SQLite's own */
    assert_non_null(strstr(answer("SELECT quote(1, 'a', 'b')"), "are integers"));
}

/* A file that is made to let a table ask for itself without an end. */
static void the_schema_cannot_call_them(void **unused)
{
    (void)unused;
    assert_ok(store_execute(corpus,
                            "DROP TABLE stream; CREATE VIEW stream AS"
                            " SELECT document, 1 AS tokens, form AS ids, form AS places,"
                            " form AS sentences FROM tokens(1);"
                            "DROP TABLE text; CREATE VIEW text AS"
                            " SELECT 1 AS document, quote(1, 0, 1) AS text",
                            &test_error));
    assert_non_null(strstr(answer("SELECT * FROM tokens(1)"), "unsafe use of"));
    assert_non_null(strstr(answer("SELECT quote(1, 0, 1)"), "damaged"));
}

/* --- Damage --- */

static bool is_damaged_or_right(const char *sql)
{
    sqlite3_stmt *q = NULL;
    int code = sqlite3_prepare_v2(store_database(corpus), sql, -1, &q, NULL);
    assert_int_equal(code, SQLITE_OK);
    while ((code = sqlite3_step(q)) == SQLITE_ROW) continue;
    sqlite3_finalize(q);
    if (code != SQLITE_DONE) assert_int_equal(code & 0xff, SQLITE_CORRUPT);
    return code != SQLITE_DONE;
}

/* Puts these bytes into the corpus and reads all there is; true when they are refused. */
static bool is_refused(const char *update, const char *bytes, size_t length)
{
    statement q = statement_of_text(corpus, update, &test_error);
    statement_bind_bytes(&q, 1, bytes, length);
    assert_ok(statement_run(&q));
    bool of_tokens = is_damaged_or_right(
        "SELECT sum(length(form || folded || kind || sentence || block || language || value))"
        " FROM tokens(1, 'nth')");
    bool of_sentences = is_damaged_or_right("SELECT sum(length(text)) FROM sentences(1)");
    return of_tokens || of_sentences;
}

static void damage_is_refused(const char *select, const char *update)
{
    static const unsigned char wrong[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };
    buffer bytes = { 0 };
    size_t length, refused = 0;
    statement q = statement_of_text(corpus, select, &test_error);
    assert_true(statement_step(&q));
    const void *stored = statement_bytes(&q, 0, &length);
    buffer_append(&bytes, stored, length);
    assert_ok(statement_end(&q));
    assert_false(is_refused(update, bytes.data, length));
    for (size_t at = 0; at < length; at += length / 40 + 1) {
        char right = bytes.data[at];
        for (size_t i = 0; i < sizeof wrong; i++) {
            bytes.data[at] = (char)wrong[i];
            refused += is_refused(update, bytes.data, length);
        }
        bytes.data[at] = right;
        refused += is_refused(update, bytes.data, at);
    }
    assert_true(refused > 0);
    assert_false(is_refused(update, bytes.data, length));
    buffer_free(&bytes);
}

static void damaged_streams_are_refused(void **unused)
{
    (void)unused;
    damage_is_refused("SELECT ids FROM stream", "UPDATE stream SET ids = ?1");
    damage_is_refused("SELECT places FROM stream", "UPDATE stream SET places = ?1");
    damage_is_refused("SELECT sentences FROM stream", "UPDATE stream SET sentences = ?1");
    damage_is_refused("SELECT data FROM layer", "UPDATE layer SET data = ?1");
    damage_is_refused("SELECT text FROM text", "UPDATE text SET text = CAST(?1 AS TEXT)");
}

int main(void)
{
#define SMALL(test) cmocka_unit_test_setup_teardown(test, make_small_corpus, close_corpus)
    const struct CMUnitTest tests[] = {
        SMALL(tokens_have_their_place_and_form),
        SMALL(tokens_have_values_of_layers),
        SMALL(sentences_have_their_text),
        SMALL(a_document_must_be_asked_for),
        SMALL(quotations_are_whole_or_null),
        SMALL(the_schema_cannot_call_them),
        cmocka_unit_test_setup_teardown(damaged_streams_are_refused, make_large_corpus,
                                        close_corpus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
