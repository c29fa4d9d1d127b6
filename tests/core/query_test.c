#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "corpus/query.h"
#include "store/document.h"

/* A line is a sentence. Ids are 1 .. in this order. */
static const char *const texts[] = {
    "The Shanghai Convention was signed\nThe summit, in Astana, was long",
    "SUMMIT of Tashkent: a Summit, and summits",
    "We met in Shanghai\nConvention or no convention, Shanghai was far",
    "\u0428\u041e\u0421 \u0432 \u0428\u0430\u043d\u0445\u0430\u0435, "
    "\u0448\u043e\u0441\nStra\u00dfe und STRASSE",
    "anti-terrorist and anti terrorist, terror, Terrorism, TERRORISTS",
    "Shanghai - convention",
    "\u4e0a\u6d77\u5408\u4f5c\u7ec4\u7ec7\u6210\u7acb\u4e86\n\u7ec4\u7ec7",
    "resume R\u00e9sum\u00e9 re\u0301sume\u0301 resumes",
};
enum { DOCUMENTS = sizeof texts / sizeof *texts };

static char path[] = "/tmp/query_test_XXXXXX";
static store *corpus;
static segmenter *words;

static void encode(document *d, const token_list *tokens, const number_list *starts)
{
    uint32_t *ids = calloc(tokens->count, sizeof *ids);
    span *places = calloc(tokens->count, sizeof *places);
    assert_true(ids != NULL && places != NULL);
    d->forms = map_create();
    for (size_t i = 0; i < tokens->count; i++) {
        const token *t = &tokens->items[i];
        int64_t form = map_add(d->forms, d->text.data + t->at.start, t->at.stop - t->at.start);
        *map_value(d->forms, (size_t)form) = t->kind;
        ids[i] = (uint32_t)form;
        places[i] = t->at;
        d->words += t->kind == TOKEN_WORD || t->kind == TOKEN_NUMBER;
    }
    d->tokens.count = (uint32_t)tokens->count;
    assert_int_equal(stream_encode_ids(&d->tokens.ids, ids, tokens->count, NULL), STATUS_OK);
    assert_int_equal(stream_encode_places(&d->tokens.places, places, tokens->count, NULL),
                     STATUS_OK);
    assert_int_equal(
        stream_encode_sentences(&d->tokens.sentences, starts->items, starts->count, NULL),
        STATUS_OK);
    free(ids);
    free(places);
}

static void add_document(lexicon *l, segment_builder *postings, uint32_t ordinal, const char *text)
{
    document d = { .source = 1, .ordinal = ordinal, .name = strdup("name"), .language = { "und" } };
    token_list tokens = { 0 };
    number_list starts = { 0 };
    buffer_text(&d.text, text);
    for (const char *line = text; *line != '\0'; line += strspn(line, "\n")) {
        span at = { (uint32_t)(line - text),
                    (uint32_t)(line - text + (ptrdiff_t)strcspn(line, "\n")) };
        *(uint32_t *)list_push(&starts) = (uint32_t)tokens.count;
        assert_int_equal(segmenter_tokens(words, text, at, &tokens, NULL), STATUS_OK);
        line = text + at.stop;
    }
    encode(&d, &tokens, &starts);
    error e = { 0 };
    if (document_insert(corpus, l, postings, &d, &e) != STATUS_OK) fail_msg("%s", error_text(&e));
    document_free(&d);
    list_free(&tokens);
    list_free(&starts);
}

static int open_corpus(void **unused)
{
    (void)unused;
    int file = mkstemp(path);
    if (file < 0) return -1;
    close(file);
    lexicon *l = NULL;
    segment_builder *postings = segment_builder_create();
    assert_int_equal(segmenter_create(&words, NULL), STATUS_OK);
    assert_int_equal(store_open(path, STORE_CREATE, 0, &corpus, NULL), STATUS_OK);
    assert_int_equal(store_begin(corpus, NULL), STATUS_OK);
    assert_int_equal(lexicon_open(corpus, &l, NULL), STATUS_OK);
    for (uint32_t i = 0; i < DOCUMENTS; i++) add_document(l, postings, i, texts[i]);
    assert_int_equal(lexicon_flush(l, NULL), STATUS_OK);
    assert_int_equal(segment_builder_flush(postings, corpus, NULL), STATUS_OK);
    lexicon_close(l);
    segment_builder_free(postings);
    return store_commit(corpus, NULL);
}

static int close_corpus(void **unused)
{
    (void)unused;
    segmenter_free(words);
    store_close(corpus);
    return unlink(path);
}

static query *parse(const char *text)
{
    query *q = NULL;
    error e = { 0 };
    if (query_parse(text, words, &q, &e) != STATUS_OK) fail_msg("%s: %s", text, error_text(&e));
    return q;
}

static int by_document(const void *a, const void *b)
{
    return (int)(((const match *)a)->document - ((const match *)b)->document);
}

/* "1:2 3:1": each document with its hits, by id; and that query_hits finds as many. */
static void assert_documents(const char *text, const char *expected)
{
    query *q = parse(text);
    match_list matches = { 0 };
    error e = { 0 };
    if (query_documents(corpus, q, NULL, &matches, &e) != STATUS_OK)
        fail_msg("%s: %s", text, error_text(&e));
    if (matches.count > 0) qsort(matches.items, matches.count, sizeof *matches.items, by_document);
    buffer found = { 0 };
    buffer_text(&found, "");
    for (size_t i = 0; i < matches.count; i++) {
        const match *m = &matches.items[i];
        buffer_format(&found, "%s%d:%u", i > 0 ? " " : "", (int)m->document, m->hits);
        span_list hits = { 0 };
        assert_int_equal(query_hits(corpus, q, m->document, &hits, NULL), STATUS_OK);
        assert_int_equal(hits.count, m->hits);
        list_free(&hits);
    }
    if (strcmp(found.data, expected) != 0) fail_msg("%s: %s, not %s", text, found.data, expected);
    buffer_free(&found);
    list_free(&matches);
    query_free(q);
}

/* The quoted hits of one document, each in brackets. */
static void assert_hits(const char *text, int64_t id, const char *expected)
{
    query *q = parse(text);
    span_list hits = { 0 };
    buffer found = { 0 };
    buffer_text(&found, "");
    assert_int_equal(query_hits(corpus, q, id, &hits, NULL), STATUS_OK);
    for (size_t i = 0; i < hits.count; i++) {
        span at = hits.items[i];
        buffer_format(&found, "[%.*s]", (int)(at.stop - at.start), texts[id - 1] + at.start);
    }
    assert_string_equal(found.data, expected);
    buffer_free(&found);
    list_free(&hits);
    query_free(q);
}

static void test_words_in_any_case(void **unused)
{
    (void)unused;
    assert_documents("summit", "1:1 2:2");
    assert_documents("SUMMIT", "1:1 2:2");
    assert_documents("\u0448\u043e\u0441", "4:2");
    assert_documents("stra\u00dfe", "4:2");
    assert_documents("nowhere", "");
    assert_hits("summit", 2, "[SUMMIT][Summit]");
}

static void test_phrases(void **unused)
{
    (void)unused;
    assert_documents("\"shanghai convention\"",
                     "1:1 6:1"); /* over a dash, never over a sentence's end */
    assert_documents("\"convention shanghai\"", "3:1"); /* "convention, Shanghai" */
    assert_documents("\"summit in astana\"", "1:1");
    assert_documents("\"summit astana\"", "");
    assert_documents("anti-terrorist", "5:2"); /* cut in two words: a phrase */
    assert_documents("\"Shanghai\"", "1:1 3:2 6:1");
    assert_hits("\"summit in astana\"", 1, "[summit, in Astana]");
    assert_hits("anti-terrorist", 5, "[anti-terrorist][anti terrorist]");
}

static void test_prefixes(void **unused)
{
    (void)unused;
    assert_documents("terror*", "5:5");
    assert_documents("summit*", "1:1 2:3");
    assert_documents("\u0448\u0430\u043d*", "4:1");
    assert_documents("\"shang* conv*\"", "1:1 6:1");
    assert_documents("zz*", "");
    assert_hits("terrorism*", 5, "[Terrorism]");
}

static void test_parts_of_words(void **unused)
{
    (void)unused;
    assert_documents("*vention", "1:1 3:2 6:1");
    assert_documents("con*ion", "1:1 3:2 6:1");
    assert_documents("/terror(ism|ists)/", "5:2");
    assert_documents("=/[A-Z]+/", "2:1 4:1 5:1"); /* SUMMIT, STRASSE, TERRORISTS */
    assert_documents("=Summit", "2:1");
    assert_documents("=S*", "1:1 2:2 3:2 4:2 6:1");
    assert_documents("tashkent|astana|nowhere", "1:1 2:1");
    assert_hits("\"shanghai was|convention\"", 3, "[Shanghai was]");
    assert_documents("/(a+)+b/", "");
}

static void test_gaps(void **unused)
{
    (void)unused;
    assert_hits("\"summit * astana\"", 1, "[summit, in Astana]");
    assert_hits("\"the *{0,2} was\"", 1, "[The Shanghai Convention was]");
    assert_documents("\"summit *{2} astana\"", "");
    assert_documents("\"summit *{0,100} tashkent\"", "2:1");
    assert_documents("\"met *{0,9} far\"", ""); /* two sentences */
    assert_hits("\"shanghai *{0,9} far\" WITHIN document", 3,
                "[Shanghai\nConvention or no convention, Shanghai was far][Shanghai was far]");
}

static void test_near(void **unused)
{
    (void)unused;
    assert_hits("NEAR(astana summit, 1)", 1, "[summit, in Astana]");
    assert_documents("NEAR(astana summit, 0)", "");
    assert_hits("NEAR(no \"shanghai was\")", 3, "[no convention, Shanghai was]");
    assert_hits("NEAR(summit summit)", 2, "[SUMMIT of Tashkent: a Summit]");
    assert_documents("(met far) WITHIN sentence", "");
    assert_documents("(met far) WITHIN document", "3:1");
    assert_documents("NOT NEAR(terror terrorism, 0) anti", "");
    assert_documents("NOT NEAR(terror terrorists, 0) anti", "5:2");
}

/* Whatever the cut is: the text has 上海合作组织 and 组织 in other sentences. */
static void test_runs_of_characters(void **unused)
{
    (void)unused;
    assert_documents("\u4e0a\u6d77\u5408\u4f5c\u7ec4\u7ec7", "7:1");
    assert_documents("\u5408\u4f5c", "7:1");
    assert_documents("\u7ec4\u7ec7", "7:2");
    assert_documents("\u6d77\u5408", "7:1"); /* over the edge of two words */
    assert_documents("\u5408\u6d77", "");
    assert_documents("\"\u4e0a\u6d77 \u5408\u4f5c\"", "7:1");
}

static void test_accents_and_stems(void **unused)
{
    (void)unused;
    assert_documents("resume", "8:1");
    assert_documents("^resume", "8:3");
    assert_documents("^r\u00e9sum\u00e9", "8:3");
    assert_documents("^resum*", "8:4");
    assert_documents("^\u0448\u043e\u0441", "4:2");
}

static void test_operators(void **unused)
{
    (void)unused;
    assert_documents("summit astana", "1:2");
    assert_documents("summit AND tashkent", "2:3");
    assert_documents("astana OR tashkent", "1:1 2:1");
    assert_documents("shanghai NOT summit", "3:2 6:1");
    assert_documents("shanghai NOT \"shanghai convention\"", "3:2");
    assert_documents("NOT shanghai", "2:0 4:0 5:0 7:0 8:0");
    assert_documents("tashkent OR shanghai convention", "1:2 2:1 3:4 6:2");
    assert_documents("(tashkent OR shanghai) NOT (met OR signed)", "2:1 6:1");
    assert_documents("nowhere OR NOT (summit OR shanghai)", "4:0 5:0 7:0 8:0");
    assert_documents("or", "3:1"); /* a word, unlike OR */
}

static void test_a_token_is_one_hit(void **unused)
{
    (void)unused;
    assert_documents("summit summit* summit", "1:1 2:3");
    assert_documents("\"shanghai convention\" \"shang* convention\" shanghai", "1:2 6:2");
    assert_hits("convention \"shanghai convention\"", 6, "[Shanghai - convention][convention]");
}

/* By hand: 6 documents of 11, 7, 11, 7, 8 and 2 words, 46 / 6 on the mean. Two hold "summit": ln(1
 * + 4.5 / 2.5). */
static void test_scores_are_those_of_bm25(void **unused)
{
    (void)unused;
    query *q = parse("summit");
    match_list matches = { 0 };
    int64_t ids[] = { 1, 2, 3, 4, 5, 6 };
    id_list six = { ids, 6, 6 };
    assert_int_equal(query_documents(corpus, q, &six, &matches, NULL), STATUS_OK);
    assert_int_equal(matches.count, 2);
    assert_int_equal(matches.items[0].document, 2);
    double expected = 1.0296194 * 2 / (2 + 1.2 * (0.25 + 0.75 * 7 * 6 / 46));
    assert_true(fabs(matches.items[0].score - expected) < 1e-6);
    assert_int_equal(matches.items[1].document, 1);
    expected = 1.0296194 * 1 / (1 + 1.2 * (0.25 + 0.75 * 11 * 6 / 46));
    assert_true(fabs(matches.items[1].score - expected) < 1e-6);
    list_free(&matches);
    query_free(q);
}

static void test_among_limits_the_documents(void **unused)
{
    (void)unused;
    query *q = parse("shanghai OR NOT shanghai");
    int64_t ids[] = { 6, 2, 77 };
    id_list among = { ids, 3, 3 };
    match_list matches = { 0 };
    assert_int_equal(query_documents(corpus, q, &among, &matches, NULL), STATUS_OK);
    assert_int_equal(matches.count, 2);
    assert_int_equal(matches.items[0].document, 6);
    assert_int_equal(matches.items[1].document, 2);
    among.count = 0;
    assert_int_equal(query_documents(corpus, q, &among, &matches, NULL), STATUS_OK);
    assert_int_equal(matches.count, 2);
    list_free(&matches);
    query_free(q);
}

static void assert_refused(const char *text, const char *message)
{
    query *q = NULL;
    error e = { 0 };
    assert_int_equal(query_parse(text, words, &q, &e), STATUS_USAGE);
    assert_string_equal(error_text(&e), message);
    assert_null(q);
    error_clear(&e);
}

static void test_errors_say_where(void **unused)
{
    (void)unused;
    assert_refused("  ", "the query is empty");
    assert_refused("summit \"astana", "column 8: a quotation mark is not closed");
    assert_refused("\u0448\u043e\u0441 \"x", "column 5: a quotation mark is not closed");
    assert_refused("(summit", "column 1: a ( is not closed");
    assert_refused("summit)", "column 7: this ) closes nothing");
    assert_refused("summit OR", "column 10: a word or phrase was expected");
    assert_refused("AND summit", "column 1: a word or phrase was expected");
    assert_refused("a ()", "column 4: a word or phrase was expected before the )");
    assert_refused("a \"\"", "column 3: there is no word here to look for");
    assert_refused("--", "column 1: there is no word here to look for");
    assert_refused("*",
                   "column 1: * wants a part of a word beside it; it is written terror* or *ism");
    assert_refused("a /b", "column 3: a regex is not closed by a /; it is written /colou?rs?/");
    assert_refused("a /b(/", "column 3: the regex is wrong at its character 2 "
                             "(U_REGEX_MISMATCHED_PAREN)");
    assert_refused("NEAR(a b",
                   "column 1: NEAR( is not closed; it is written NEAR(summit astana, 5)");
    assert_refused(
        "NEAR(a)",
        "column 1: NEAR() wants two words or phrases; it is written NEAR(summit astana, 5)");
    assert_refused("\"* a\"", "column 2: a phrase begins and ends with a word; it is written "
                              "\"the *{0,3} of\"");
    assert_refused("\"a *{3,1} b\"", "column 4: a gap has up to 100 words, the fewer first; it is "
                                     "written \"the *{0,3} of\"");
    assert_refused("in||at", "column 4: a word is missing beside the |; it is written "
                             "\"summit in|at astana\"");
    assert_refused("a|b-c", "column 5: each alternative is one word; it is written "
                            "\"summit in|at astana\"");
    assert_refused("a role:titel", "column 8: there is no such role; did you mean title?");
    assert_refused("language:ru", "column 1: a filter wants words beside it; it is written "
                                  "summit language:ru");
    assert_refused("(a b) WITHIN line", "column 14: WITHIN is followed by sentence, paragraph or "
                                        "document; it is written (summit astana) WITHIN paragraph");
    assert_refused(
        "(a OR b) WITHIN sentence",
        "column 10: WITHIN stands behind a phrase, NEAR() or words in parentheses; it is "
        "written (summit astana) WITHIN paragraph");
    assert_refused("a\xff", "the query is not UTF-8");
    buffer deep = { 0 };
    for (int i = 0; i < 100000; i++) buffer_text(&deep, "(");
    assert_refused(deep.data, "column 101: more than 100 parentheses or NOT in one another");
    buffer_clear(&deep);
    for (int i = 0; i < 1001; i++) buffer_text(&deep, "a ");
    assert_refused(deep.data, "column 2001: more than 1000 words and phrases");
    buffer_free(&deep);
}

static void test_any_query_is_safe(void **unused)
{
    (void)unused;
    static const char *const pieces[] = {
        "summit", "shanghai", "(",      ")",        "\"",         "OR",          "AND",
        "NOT",    "terror*",  "*",      "-",        "|",          "\u0448",      "\u3000",
        ",",      "a",        "NEAR(",  "WITHIN",   "/s.*/",      "=",           "^",
        "~",      "5",        "*{0,2}", "sentence", "role:title", "\u4e0a\u6d77"
    };
    srand(4);
    for (int round = 0; round < 5000; round++) {
        buffer text = { 0 };
        for (int n = rand() % 9; n >= 0; n--) {
            buffer_text(&text, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
            if (rand() % 4 != 0) buffer_text(&text, " ");
        }
        query *q = NULL;
        match_list matches = { 0 };
        status state = query_parse(text.data, words, &q, NULL);
        assert_true(state == STATUS_OK || state == STATUS_USAGE);
        status asked = STATUS_OK; /* "a:b" may be a layer that the corpus has not */
        if (state == STATUS_OK) asked = query_documents(corpus, q, NULL, &matches, NULL);
        assert_true(asked == STATUS_OK || asked == STATUS_USAGE);
        for (size_t i = 0; i < matches.count; i++) {
            span_list hits = { 0 };
            assert_int_equal(query_hits(corpus, q, matches.items[i].document, &hits, NULL),
                             STATUS_OK);
            assert_int_equal(hits.count, matches.items[i].hits);
            list_free(&hits);
        }
        list_free(&matches);
        query_free(q);
        buffer_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_in_any_case),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_parts_of_words),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_near),
        cmocka_unit_test(test_runs_of_characters),
        cmocka_unit_test(test_accents_and_stems),
        cmocka_unit_test(test_operators),
        cmocka_unit_test(test_a_token_is_one_hit),
        cmocka_unit_test(test_scores_are_those_of_bm25),
        cmocka_unit_test(test_among_limits_the_documents),
        cmocka_unit_test(test_errors_say_where),
        cmocka_unit_test(test_any_query_is_safe),
    };
    return cmocka_run_group_tests(tests, open_corpus, close_corpus);
}
