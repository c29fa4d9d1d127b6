#include "text/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf8.h"

#define CASE_FOLDING "/usr/share/unicode/CaseFolding.txt" /* package unicode-data */

static void assert_folds(const char *text, const char *expected)
{
    buffer b = { 0 };
    assert_int_equal(text_fold(&b, text, strlen(text)), STATUS_OK);
    assert_string_equal(b.data, expected);
    buffer_free(&b);
}

static void folds_words(void **state)
{
    (void)state;
    assert_folds("Straße", "strasse");
    assert_folds("ШОС Ёлка", "шос ёлка");
    assert_folds("ΣΊΣΥΦΟΣ ς", "σίσυφοσ σ");
    assert_folds("The 17th SUMMIT [@Z`{]", "the 17th summit [@z`{]");
    assert_folds("ﬃ İ 上海 Ꭰ ꭰ", "ffi i̇ 上海 Ꭰ Ꭰ");
    assert_folds("A\xff\xe2\x82Z", "a\xff\xe2\x82z");
}

static void appends_behind_what_is_there(void **state)
{
    (void)state;
    buffer b = { 0 };
    buffer_text(&b, "X");
    assert_int_equal(text_fold(&b, "", 0), STATUS_OK);
    assert_int_equal(text_fold(&b, "YÉ", 3), STATUS_OK);
    assert_string_equal(b.data, "Xyé");
    b.state = STATUS_NO_MEMORY;
    assert_int_equal(text_fold(&b, "abcé", 5), STATUS_NO_MEMORY);
    buffer_free(&b);
}

/* "0041; C; 0061; # ..." with the statuses C and F: those of full folding. Answers the number of
 * such lines. */
static size_t read_foldings(FILE *file, buffer *foldings)
{
    char *line = NULL, kind;
    size_t room = 0, count = 0;
    unsigned from;
    int at;
    while (getline(&line, &room, file) > 0) {
        if (sscanf(line, "%x; %c; %n", &from, &kind, &at) < 2 || (kind != 'C' && kind != 'F'))
            continue;
        buffer_clear(&foldings[from]);
        for (char *next = line + at, *end; *next != ';'; next = end)
            utf8_append(&foldings[from], (uint32_t)strtoul(next, &end, 16));
        count++;
    }
    free(line);
    return count;
}

static void agrees_with_unicode_case_folding(void **state)
{
    (void)state;
    enum { POINTS = 0x20000 }; /* no character beyond has a case */
    buffer *foldings = calloc(POINTS, sizeof *foldings), from = { 0 }, to = { 0 };
    FILE *file = fopen(CASE_FOLDING, "r");
    assert_non_null(foldings);
    assert_non_null(file);
    assert_in_range(read_foldings(file, foldings), 1400, 3000);
    for (uint32_t point = 1; point < POINTS; point++) {
        if (point == 0xd800) point = 0xe000;
        buffer_clear(&from);
        buffer_clear(&to);
        utf8_append(&from, point);
        assert_int_equal(text_fold(&to, from.data, from.length), STATUS_OK);
        const char *expected = foldings[point].data != NULL ? foldings[point].data : from.data;
        if (strcmp(to.data, expected) != 0)
            fail_msg("U+%04X: '%s', not '%s'", point, to.data, expected);
        buffer_free(&foldings[point]);
    }
    fclose(file);
    free(foldings);
    buffer_free(&from);
    buffer_free(&to);
}

static void assert_normal(const char *form, const char *text, const char *expected)
{
    buffer b = { 0 };
    assert_int_equal(text_normalise(&b, text, strlen(text), form, NULL), STATUS_OK);
    assert_string_equal(b.data, expected);
    buffer_free(&b);
}

static void normalises(void **state)
{
    (void)state;
    assert_normal("NFC", "plain", "plain");
    assert_normal("NFC", "e\xcc\x81", "\xc3\xa9");
    assert_normal("NFD", "\xc3\xa9", "e\xcc\x81");
    assert_normal("NFC", "ﬁ ①", "ﬁ ①");
    assert_normal("NFKC", "ﬁ ①", "fi 1");
    assert_normal("NFKD", "가\xc3\xa9",
                  "\xe1\x84\x80\xe1\x85\xa1"
                  "e\xcc\x81");
    assert_normal("NFKC", "\xef\xb7\xba", "صلى الله عليه وسلم"); /* one becomes eighteen */
}

/* A long text is normalised in pieces, and no piece begins with a mark. */
static void normalises_long_texts(void **state)
{
    (void)state;
    buffer text = { 0 }, expected = { 0 }, found = { 0 };
    for (int i = 0; i < 70000; i++) {
        buffer_text(&text, i % 7 == 0 ? "e\xcc\xa3\xcc\x82" : "e\xcc\x81");
        buffer_text(&expected, i % 7 == 0 ? "ệ" : "é");
    }
    assert_int_equal(text_normalise(&found, text.data, text.length, "NFC", NULL), STATUS_OK);
    assert_int_equal(found.length, expected.length);
    assert_memory_equal(found.data, expected.data, expected.length);
    buffer_free(&text), buffer_free(&expected), buffer_free(&found);
}

static void refuses_unknown_forms(void **state)
{
    (void)state;
    buffer b = { 0 };
    error e = { 0 };
    assert_int_equal(text_normalise(&b, "a", 1, "nfc", &e), STATUS_USAGE);
    assert_non_null(strstr(error_text(&e), "'nfc'"));
    assert_int_equal(b.length, 0);
    error_clear(&e);
}

static size_t width(const char *text) { return text_width(text, strlen(text)); }

static void measures_width(void **state)
{
    (void)state;
    assert_int_equal(width(""), 0);
    assert_int_equal(width("plain"), 5);
    assert_int_equal(width("Шос é e\xcc\x81"), 7);
    assert_int_equal(width("上海。ＡﾊﾞA"), 11);
    assert_int_equal(width("한국 \xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"), 7);
    assert_int_equal(width("\t\n\x7f\xe2\x80\x8b\xe2\x80\x8d"), 0);
    assert_int_equal(width("กำไร ที่"), 6);
    assert_int_equal(width("a\xff\xe2\x82z"), 4);
}

static void measures_emoji(void **state)
{
    (void)state;
    assert_int_equal(width("😀😀"), 4);
    assert_int_equal(width("👍🏽"), 2);
    assert_int_equal(width("👩‍💻"), 2);
    assert_int_equal(width("👨‍👩‍👧‍👦!"), 3);
    assert_int_equal(width("🇩🇪"), 2);
    assert_int_equal(width("❤"), 1);
    assert_int_equal(width("❤\xef\xb8\x8f"), 2);
    assert_int_equal(width("👩‍❤\xef\xb8\x8f‍👩"), 2);
    assert_int_equal(width("a‍😀"), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_words),
        cmocka_unit_test(appends_behind_what_is_there),
        cmocka_unit_test(agrees_with_unicode_case_folding),
        cmocka_unit_test(normalises),
        cmocka_unit_test(normalises_long_texts),
        cmocka_unit_test(refuses_unknown_forms),
        cmocka_unit_test(measures_width),
        cmocka_unit_test(measures_emoji),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
