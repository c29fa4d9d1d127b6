#include "text/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "base/buffer.h"
#include "text/utf8.h"

static sentence_breaker *breaker;
static text_rules rules;

static int set_up(void **state)
{
    (void)state;
    static const char *const tables[][12] = {
        { "en", "Dr.", "Mr.", "e.g.", "i.e.", "St.", "No.", "Vol.", "Inc." },
        { "ru", "т.е.", "г.", "им.", "т.д.", "проф.", "стр." },
        { "de", "z.B.", "Nr.", "Dr.", "u.a.", "0.", "00." },
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        language_rules *added = text_rules_add(&rules, tables[i][0]);
        if (added == NULL) return -1;
        for (size_t k = 1; k < 12 && tables[i][k] != NULL; k++) {
            if (text_rules_add_abbreviation(added, tables[i][k], NULL) != STATUS_OK) return -1;
        }
    }
    return sentence_breaker_create(&breaker, NULL) == STATUS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    sentence_breaker_free(breaker);
    text_rules_free(&rules);
    return 0;
}

static span_list sentences_of(const char *text, size_t length, const char *language)
{
    span_list found = { 0 };
    error e = { 0 };
    const language_rules *r = language == NULL ? NULL : text_rules_find(&rules, language);
    span all = { 0, (uint32_t)length };
    assert_int_equal(sentence_breaker_find(breaker, text, all, r, &found, &e), STATUS_OK);
    return found;
}

/* In `marked` a "|" stands where one sentence ends and the next begins; the white space around it
 * is in neither. */
static void assert_sentences(const char *marked, const char *language)
{
    buffer text = { 0 }, again = { 0 };
    for (const char *c = marked; *c != '\0'; c++) {
        if (*c != '|') buffer_byte(&text, (unsigned char)*c);
    }
    buffer_byte(&text, ' ');
    span_list found = sentences_of(text.data, text.length - 1, language);
    size_t at = 0;
    for (size_t i = 0; i < found.count; i++) {
        span s = found.items[i];
        if (i > 0) buffer_byte(&again, '|');
        buffer_append(&again, text.data + at, s.start - at);
        buffer_append(&again, text.data + s.start, s.stop - s.start);
        at = s.stop;
    }
    assert_string_equal(again.data, marked);
    list_free(&found);
    buffer_free(&text);
    buffer_free(&again);
}

static void test_english(void **state)
{
    (void)state;
    assert_sentences("The river rose.| Nobody slept!| Who would?", "en");
    assert_sentences("Dr. Brown met Mr. Green (e.g. in St. Petersburg).| They left.", "en");
    assert_sentences("He cited No. 3 Vol. LIV of it.| Acme Inc. Paid nothing.", "en");
    assert_sentences("\"Stay here.\"| She left.| (Nobody else did.)| The end.", "en");
    assert_sentences("It costs 3.50 in all.| Version 2.1 is out.| See www.example.org for more.",
                     "en");
    assert_sentences("A line\nbroken by\r\nits length.| The\nnext.|\r\nAnd one more.", "en");
    assert_sentences("See http://example.org/ru/?id=22 (in Russian).| Who?", "en");
    assert_sentences("He waited ... and left.| It was late...| Too late.", "en");
    assert_sentences("no end at all", "en");
    assert_sentences("Without a table Dr.| Brown is two.", NULL);
}

static void test_initials(void **state)
{
    (void)state;
    assert_sentences("The idea of V. V. Putin was supported.| The rest was not.", "en");
    assert_sentences("The idea of V. V. Putin was supported.| The rest was not.", NULL);
    assert_sentences("Chukalova R.R. Military cooperation.| It was J.-P. Sartre.", NULL);
    assert_sentences("Barkovski A.N., Ismailova R.M., Kovalev V. Strategies.| Moscow.", NULL);
    assert_sentences("А. С. Пушкин родился в Москве.| Он умер в Петербурге.", "ru");
    assert_sentences("She saw the DVD.| He did not.| They all knew M.", NULL);
}

static void test_ordinals(void **state)
{
    (void)state;
    assert_sentences("1. Declaration of the heads.| It was signed.", NULL);
    assert_sentences("2.Five years after it.| Then more.", NULL);
    assert_sentences("2.1. Scope.| IV.| Parts.", NULL);
    assert_sentences("IV. Parts of the whole", NULL);
    assert_sentences("a. First of all.| It ended in 1990.| Then it began.", NULL);
    assert_sentences("Am 3. Oktober 1990 war es soweit.| Alle kamen.", "de");
    assert_sentences("Es war im Jahr 1990.| Alle kamen.", "de");
}

static void test_numbers_begin_sentences(void **state)
{
    (void)state;
    assert_sentences("Bodies were found. 20 people had died.", NULL);
    assert_sentences("Bodies were found.| 20 people had died.| 3 survived.", "en");
    assert_sentences("They met in Vol. 3 of it and saw no. 5 as well.| They left.", "en");
    assert_sentences("They met Dr. 20 times, e.g. 3 times a day.", "en");
    assert_sentences("It cost 3. 20 were sold.", "en");
    assert_sentences("Am Ende kamen alle.| 20 davon z. B. 3 Tage zu spät u.a. 2 zu Fuß.", "de");
    assert_sentences("Дом построили.| 20 рабочих ушли в 1912 г. 5 лет спустя.", "ru");
}

static void test_references_stay_behind_their_sentence(void **state)
{
    (void)state;
    assert_sentences("It held the world.[4]| In 2005 it fell.[12, 13]| Nobody knew.", "en");
    assert_sentences("The region [1].| The status [2].| Both.", "en");
    assert_sentences("It ended.|(Nobody saw it.)| Good.", "en");
}

static void test_russian(void **state)
{
    (void)state;
    assert_sentences(
        "Музей им. Пушкина, т.е. старый дом, закрыт.| Он открылся в 1912 г. Москва росла.", "ru");
    assert_sentences("Дом, т. е. Старый Двор, и т. д. и т. п.| Проф. Иванов пришёл.", "ru");
    assert_sentences("«Кто там?»| Никто не ответил.| Тишина…", "ru");
    assert_sentences("В Переславле был 2-й полк.| Стр. 5 пуста!", "ru");
}

static void test_german_and_chinese(void **state)
{
    (void)state;
    assert_sentences(
        "Es gibt viele, z.B. Äpfel und z. B. Birnen.| Nr. 5 fehlt.| „Warum?“| Dr. Weiß schweigt.",
        "de");
    assert_sentences("昨天下了大雨。|河水涨得很高！|你见过吗？|没有。", NULL);
    assert_sentences("他说：“我不去。”|然后他走了。", NULL);
    assert_sentences("昨日は雨でした。|川の水が増えました！", NULL);
    assert_sentences("𝒜 wide letter.| 😀 Another.", NULL);
}

static void test_spans_are_those_of_the_text(void **state)
{
    (void)state;
    const char *text = "Before. \t One of it.\r\nTwo of it. \n After.";
    span_list found = { 0 };
    assert_int_equal(sentence_breaker_find(breaker, text, (span){ 8, 34 }, NULL, &found, NULL),
                     STATUS_OK);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.items[0].start, 10);
    assert_int_equal(found.items[0].stop, 20);
    assert_int_equal(found.items[1].start, 22);
    assert_int_equal(found.items[1].stop, 32);
    list_free(&found);
    found = sentences_of(" \n\t ", 4, NULL);
    assert_int_equal(found.count, 0);
    found = sentences_of("", 0, NULL);
    assert_int_equal(found.count, 0);
    found = sentences_of("One \xff.\xe6 Two. \xf0\x9f", 15, NULL);
    assert_int_equal(found.count, 3);
    list_free(&found);
}

/* Bytes of a space, tab or no-break space, all the white space of Unicode's file but line ends;
 * else 0. */
static uint32_t space_at(const char *text, uint32_t at)
{
    if (text[at] == ' ' || text[at] == '\t') return 1;
    return memcmp(text + at, "\u00a0", 2) == 0 ? 2 : 0;
}

static uint32_t space_before(const char *text, uint32_t at)
{
    if (at > 0 && space_at(text, at - 1) == 1) return 1;
    return at > 1 && space_at(text, at - 2) == 2 ? 2 : 0;
}

/* One line of Unicode's file as text, with the sentences it wants, both ends without white space.
 */
static void read_case(const char *line, buffer *text, span_list *wanted)
{
    uint32_t start = 0;
    for (const char *at = line; *at != '\0' && *at != '#';) {
        if (strncmp(at, "÷", 2) == 0) {
            uint32_t from = start, to = (uint32_t)text->length;
            while (from < to && space_at(text->data, from) > 0) from += space_at(text->data, from);
            for (uint32_t n; to > from && (n = space_before(text->data, to)) > 0;) to -= n;
            if (to > from) *list_push(wanted) = (span){ from, to };
            start = (uint32_t)text->length;
            at += 2;
        } else if (strncmp(at, "×", 2) == 0) {
            at += 2;
        } else if (strchr("0123456789ABCDEF", *at) != NULL) {
            char *end;
            utf8_append(text, (uint32_t)strtoul(at, &end, 16));
            at = end;
        } else {
            at++;
        }
    }
}

/* Our own rules see an initial, a list number, or a bracket that opens behind a full stop. */
static bool has_own_rule(const char *line)
{
    static const char *const signs[] = { "0041 × 002E", "0030 × 002E", "002E × 0028", "002E ÷ 0028",
                                         "002E × 0308 × 0028" };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (strstr(line, signs[i]) != NULL) return true;
    }
    return false;
}

static bool has_line_end(const char *line)
{
    static const char *const ends[] = { "000A", "000D", "0085", "2028", "2029" };
    size_t length = strcspn(line, "#");
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *at = strstr(line, ends[i]);
        if (at != NULL && (size_t)(at - line) < length) return true;
    }
    return false;
}

static void test_unicode_conformance(void **state)
{
    (void)state;
    FILE *file = fopen("/usr/share/unicode/auxiliary/SentenceBreakTest.txt", "r");
    if (file == NULL) skip(); /* package unicode-data */
    char *line = NULL;
    size_t capacity = 0, tested = 0, skipped = 0;
    while (getline(&line, &capacity, file) > 0) {
        if (strncmp(line, "÷", 2) != 0) continue;
        if (has_line_end(line) || has_own_rule(line)) {
            skipped++;
            continue;
        }
        buffer text = { 0 };
        span_list wanted = { 0 };
        read_case(line, &text, &wanted);
        span_list found = sentences_of(text.data, text.length, NULL);
        bool same = found.count == wanted.count &&
                    (found.count == 0 ||
                     memcmp(found.items, wanted.items, found.count * sizeof(span)) == 0);
        if (!same) print_error("%s", line);
        assert_true(same);
        list_free(&found);
        list_free(&wanted);
        buffer_free(&text);
        tested++;
    }
    print_message("%zu lines tested, %zu skipped\n", tested, skipped);
    assert_true(tested > 250);
    free(line);
    fclose(file);
}

/* The breaker looks at few characters; it must not pass over one that Unicode lets end a sentence.
 */
static void test_all_terminators(void **state)
{
    (void)state;
    size_t tested = 0;
    for (uint32_t point = 0; point <= 0x10ffff; point++) {
        int class = u_getIntPropertyValue((UChar32)point, UCHAR_SENTENCE_BREAK);
        if (class != U_SB_ATERM && class != U_SB_STERM) continue;
        buffer text = { 0 };
        buffer_append(&text, "One", 3);
        utf8_append(&text, point);
        buffer_append(&text, " Two", 4);
        span_list found = sentences_of(text.data, text.length, NULL);
        if (found.count != 2) print_error("U+%04X\n", point);
        assert_int_equal(found.count, 2);
        list_free(&found);
        buffer_free(&text);
        tested++;
    }
    assert_true(tested > 140); /* Unicode 15 has 153 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english),
        cmocka_unit_test(test_initials),
        cmocka_unit_test(test_ordinals),
        cmocka_unit_test(test_numbers_begin_sentences),
        cmocka_unit_test(test_references_stay_behind_their_sentence),
        cmocka_unit_test(test_russian),
        cmocka_unit_test(test_german_and_chinese),
        cmocka_unit_test(test_spans_are_those_of_the_text),
        cmocka_unit_test(test_unicode_conformance),
        cmocka_unit_test(test_all_terminators),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
