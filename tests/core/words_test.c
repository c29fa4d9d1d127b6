#include "text/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "text/properties.h"
#include "text/utf8.h"
#include "text/words_internal.h"

/* Of the package unicode-data. */
#define BREAK_TESTS "/usr/share/unicode/auxiliary/WordBreakTest.txt"
#define BREAK_PROPERTY "/usr/share/unicode/auxiliary/WordBreakProperty.txt"

static segmenter *words;

static int set_up(void **state)
{
    (void)state;
    return segmenter_create(&words, NULL) == STATUS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    segmenter_free(words);
    return 0;
}

static span whole(size_t length) { return (span){ 0, (uint32_t)length }; }

/* The tokens of a text as "form/k form/k", where k is the first letter of the kind; broken bytes as
 * "?". */
static char *shown(const char *text, size_t length)
{
    token_list tokens = { 0 };
    buffer out = { 0 };
    assert_int_equal(segmenter_tokens(words, text, whole(length), &tokens, NULL), STATUS_OK);
    for (size_t i = 0; i < tokens.count; i++) {
        token t = tokens.items[i];
        size_t size = t.at.stop - t.at.start;
        assert_int_equal(token_kind_of(text + t.at.start, size), t.kind);
        if (i > 0) buffer_byte(&out, ' ');
        if (utf8_is_valid(text + t.at.start, size)) buffer_append(&out, text + t.at.start, size);
        else buffer_byte(&out, '?');
        buffer_format(&out, "/%c", token_kind_name(t.kind)[0]);
    }
    list_free(&tokens);
    return buffer_take(&out);
}

static void assert_tokens(const char *text, const char *expected)
{
    char *found = shown(text, strlen(text));
    assert_string_equal(found, expected);
    free(found);
}

/* The short cuts must find what the rules alone find. */
static void assert_short_cuts_agree(const char *text, size_t length)
{
    token_list tokens = { 0 }, segments = { 0 };
    assert_int_equal(segmenter_tokens(words, text, whole(length), &tokens, NULL), STATUS_OK);
    assert_int_equal(segmenter_segments(words, text, whole(length), &segments, NULL), STATUS_OK);
    size_t next = 0;
    uint32_t end = 0;
    for (size_t i = 0; i < segments.count; i++) {
        token segment = segments.items[i];
        assert_int_equal(segment.at.start, end);
        assert_true(segment.at.stop > segment.at.start);
        end = segment.at.stop;
        if (next == tokens.count || tokens.items[next].at.start != segment.at.start) {
            for (size_t at = segment.at.start; at < end;) {
                uint32_t c = utf8_next(text, end, &at);
                assert_true(c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xa0 ||
                            c >= 0x1680);
            }
            continue;
        }
        assert_int_equal(tokens.items[next].at.stop, end);
        assert_int_equal(tokens.items[next].kind, segment.kind);
        assert_int_equal(token_kind_of(text + segment.at.start, end - segment.at.start),
                         segment.kind);
        next++;
    }
    assert_int_equal(end, length);
    assert_int_equal(next, tokens.count);
    list_free(&tokens);
    list_free(&segments);
}

/* Reads "÷ 0061 × 0308 ÷" up to '#': the text, and the expected boundaries as "|" before each
 * segment. */
static void read_break_test(const char *line, buffer *text, buffer *expected)
{
    for (const char *at = line; *at != '\0' && *at != '#' && *at != '\n';) {
        if (strncmp(at, "÷", 2) == 0) {
            buffer_format(expected, "%zu|", text->length);
            at += 2;
        } else if (strncmp(at, "×", 2) == 0 || *at == ' ' || *at == '\t') {
            at += *at == ' ' || *at == '\t' ? 1 : 2;
        } else {
            char *end;
            utf8_append(text, (uint32_t)strtoul(at, &end, 16));
            assert_true(end > at);
            at = end;
        }
    }
}

static void passes_unicode_break_tests(void **state)
{
    (void)state;
    FILE *file = fopen(BREAK_TESTS, "r");
    assert_non_null(file);
    char *line = NULL;
    size_t room = 0, tests = 0, failures = 0;
    buffer text = { 0 }, expected = { 0 }, found = { 0 };
    token_list segments = { 0 };
    while (getline(&line, &room, file) > 0) {
        if (line[0] == '#') continue;
        buffer_clear(&text), buffer_clear(&expected), buffer_clear(&found);
        segments.count = 0;
        read_break_test(line, &text, &expected);
        assert_int_equal(segmenter_segments(words, text.data, whole(text.length), &segments, NULL),
                         STATUS_OK);
        for (size_t i = 0; i < segments.count; i++)
            buffer_format(&found, "%u|", segments.items[i].at.start);
        buffer_format(&found, "%zu|", text.length);
        if (strcmp(found.data, expected.data) != 0) {
            print_error("%sfound %s\n", line, found.data);
            failures++;
        }
        assert_short_cuts_agree(text.data, text.length);
        tests++;
    }
    assert_int_equal(failures, 0);
    assert_in_range(tests, 1800, 100000);
    buffer_free(&text), buffer_free(&expected), buffer_free(&found);
    list_free(&segments);
    free(line);
    fclose(file);
}

static break_class class_named(const char *name)
{
    static const struct {
        const char *name;
        break_class class;
    } names[] = {
        { "ALetter", BREAK_LETTER },
        { "Hebrew_Letter", BREAK_HEBREW },
        { "Numeric", BREAK_NUMERIC },
        { "Katakana", BREAK_KATAKANA },
        { "ExtendNumLet", BREAK_LOW_LINE },
        { "MidLetter", BREAK_MID_LETTER },
        { "MidNum", BREAK_MID_NUMBER },
        { "MidNumLet", BREAK_MID_BOTH },
        { "Single_Quote", BREAK_SINGLE_QUOTE },
        { "Double_Quote", BREAK_DOUBLE_QUOTE },
        { "Regional_Indicator", BREAK_REGIONAL },
        { "WSegSpace", BREAK_SPACE },
        { "Newline", BREAK_NEWLINE },
        { "CR", BREAK_CR },
        { "LF", BREAK_LF },
        { "Extend", BREAK_EXTEND },
        { "Format", BREAK_EXTEND },
        { "ZWJ", BREAK_JOINER },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0) return names[i].class;
    fail_msg("no class %s", name);
    return BREAK_OTHER;
}

/* The break tests know 33 characters; the property file knows them all. */
static void table_agrees_with_unicode(void **state)
{
    (void)state;
    enum { POINTS = 0x110000 };
    unsigned char *expected = calloc(POINTS, 1);
    FILE *file = fopen(BREAK_PROPERTY, "r");
    assert_non_null(expected);
    assert_non_null(file);
    char *line = NULL, name[64];
    size_t room = 0;
    unsigned first, last;
    while (getline(&line, &room, file) > 0) {
        int fields = sscanf(line, "%x..%x ; %63[A-Za-z_]", &first, &last, name);
        if (fields == 1) fields = sscanf(line, "%x ; %63[A-Za-z_]", &last, name) + 1;
        if (fields == 3) memset(expected + first, (int)class_named(name), last + 1 - first);
    }
    for (uint32_t point = 0; point < POINTS; point++)
        if (property_class(property_of(point)) != expected[point]) fail_msg("U+%04X", point);
    assert_int_equal(expected['a'], BREAK_LETTER);
    free(line);
    free(expected);
    fclose(file);
}

static void cuts_words_of_alphabets(void **state)
{
    (void)state;
    assert_tokens("I don't, can’t.", "I/w don't/w ,/p can’t/w ./p");
    assert_tokens("e-mail@x.org", "e/w -/p mail/w @/p x.org/w");
    assert_tokens("l'histoire d’été", "l'histoire/w d’été/w");
    assert_tokens("'quoted' a.", "'/p quoted/w '/p a/w ./p");
    assert_tokens("snake_case __init__ _ a1b2", "snake_case/w __init__/w _/p a1b2/w");
    assert_tokens("«Шанхайская организация» — ШОС.",
                  "«/p Шанхайская/w организация/w »/p —/p ШОС/w ./p");
    assert_tokens("т.е. 5-й", "т.е/w ./p 5/n -/p й/w");
    assert_tokens("naïve nai\xcc\x88ve éa é", "naïve/w nai\xcc\x88ve/w éa/w é/w");
    assert_tokens("צה\"ל ג'ירף ב'", "צה\"ל/w ג'ירף/w ב'/w");
    assert_tokens("हिन्दी शब्द", "हिन्दी/w शब्द/w");
    assert_tokens("한국어 문장", "한국어/w 문장/w");
}

static void cuts_numbers(void **state)
{
    (void)state;
    assert_tokens("3.14 1,000,000.5 1'000 5.", "3.14/n 1,000,000.5/n 1'000/n 5/n ./p");
    assert_tokens("1.a a.1 1:2 1;2", "1/n ./p a/w a/w ./p 1/n 1/n :/p 2/n 1;2/n");
    assert_tokens("10% $5 2017-2018 ½ ٣٫١٤ 3rd",
                  "10/n %/p $/s 5/n 2017/n -/p 2018/n ½/n ٣٫١٤/n 3rd/w");
    assert_tokens("1_000 1_", "1_000/n 1_/n");
    assert_tokens("Ⅳ Ⅳa", "Ⅳ/n Ⅳa/w");
}

static void white_space_is_no_token(void **state)
{
    (void)state;
    assert_tokens("", "");
    assert_tokens(" \t\r\n\v\f\xc2\xa0\xe3\x80\x80\xe2\x80\xa8", "");
    assert_tokens("a\r\nb\n\nc", "a/w b/w c/w");
    /* A mark stands on the space before it, and both are no longer white space. */
    assert_tokens("a  \xcc\x88z", "a/w   \xcc\x88/s z/w");
    assert_tokens("a\n \xcc\x88z", "a/w  \xcc\x88/s z/w");
    assert_tokens("a \n\xcc\x88z", "a/w \xcc\x88/s z/w");
}

static void emoji_are_symbols(void **state)
{
    (void)state;
    assert_tokens("👩‍💻 👨‍👩‍👧‍👦!",
                  "👩‍💻/s 👨‍👩‍👧‍👦/s !/p");
    assert_tokens("❤️👍🏽", "❤️/s 👍🏽/s");
    assert_tokens("🇩🇪🇫🇷🇮", "🇩🇪/s 🇫🇷/s 🇮/s");
    assert_tokens("ok😀ok", "ok/w 😀/s ok/w");
    assert_tokens("a‍© a‍b© a‍1©",
                  "a‍©/w a‍b/w ©/s a‍1/w ©/s"); /* a joiner reaches its neighbour only */
}

static void broken_bytes_stand_alone(void **state)
{
    (void)state;
    assert_tokens("ab\xff\x63", "ab/w ?/s c/w");
    assert_tokens("\xe2\x82z", "?/s z/w");        /* the beginning of a character is one part */
    assert_tokens("\xff\xfe", "?/s ?/s");         /* two bytes that begin none are two */
    assert_tokens("\xed\xa0\x80", "?/s ?/s ?/s"); /* a surrogate */
    assert_tokens("\xc0\xaf", "?/s ?/s");         /* an overlong form */
    assert_tokens("a\xc3", "a/w ?/s");            /* cut off */
    assert_tokens("1.\x80"
                  "5 \x80\xcc\x88",
                  "1/n ./p ?/s 5/n ?/s \xcc\x88/s"); /* marks do not join them */
    assert_tokens("中\xe4\xb8文", "中/w ?/s 文/w");
}

static void cuts_scripts_without_spaces(void **state)
{
    (void)state;
    assert_tokens("上海合作组织首次会议。", "上海/w 合作/w 组织/w 首次/w 会议/w 。/p");
    assert_tokens("2017年SCO成立", "2017/n 年/w SCO/w 成立/w");
    assert_tokens("日本語のコンピューター、新しい東京",
                  "日本語/w の/w コンピューター/w 、/p 新しい/w 東京/w");
    assert_tokens("ｶﾞｲﾄﾞ", "ｶﾞｲﾄﾞ/w");
    assert_tokens("ภาษาไทยง่ายมาก ๑๒๓", "ภาษา/w ไทย/w ง่าย/w มาก/w ๑๒๓/n");
    assert_tokens("មនុស្សទាំងអស់", "មនុស្ស/w ទាំងអស់/w");
    assert_tokens("ຂ້ອຍໄປຕະຫຼາດ", "ຂ້ອຍ/w ໄປ/w ຕະຫຼາດ/w");
    assert_tokens("မြန်မာ စာ", "မြန်မာ/w စာ/w");
    assert_tokens("カ_カ _中", "カ_カ/w _/p 中/w");
    assert_tokens("人、他说。", "人/w 、/p 他/w 说/w 。/p");
    /* Kana with their voice marks apart, as some file systems have them, are cut like composed
     * ones. */
    assert_tokens("これは本です", "これ/w は/w 本/w です/w");
    assert_tokens("これは本て\xe3\x82\x99す", "これ/w は/w 本/w て\xe3\x82\x99す/w");
}

static void keeps_to_its_span(void **state)
{
    (void)state;
    const char *text = "one two中文字 three";
    token_list tokens = { 0 };
    for (int twice = 0; twice < 2; twice++)
        assert_int_equal(segmenter_tokens(words, text, (span){ 5, 13 }, &tokens, NULL), STATUS_OK);
    assert_int_equal(tokens.count, 4);
    for (size_t i = 0; i < 4; i += 2) {
        assert_int_equal(tokens.items[i].at.start, 5);
        assert_int_equal(tokens.items[i].at.stop, 7);
        assert_int_equal(tokens.items[i + 1].at.start, 7);
        assert_int_equal(tokens.items[i + 1].at.stop, 13);
    }
    list_free(&tokens);
}

/* A run without end is cut, not lost: the tokens still cover it. */
static void covers_long_runs(void **state)
{
    (void)state;
    buffer text = { 0 };
    for (int i = 0; i < 50000; i++) buffer_text(&text, "上海合");
    token_list tokens = { 0 };
    assert_int_equal(segmenter_tokens(words, text.data, whole(text.length), &tokens, NULL),
                     STATUS_OK);
    uint32_t end = 0;
    for (size_t i = 0; i < tokens.count; i++) {
        assert_int_equal(tokens.items[i].at.start, end);
        end = tokens.items[i].at.stop;
    }
    assert_int_equal(end, text.length);
    assert_in_range(tokens.count, 90000, 110000);
    list_free(&tokens);
    buffer_free(&text);
}

/* Random mixtures of what the rules tell apart, broken bytes among them. */
static void short_cuts_agree_on_mixtures(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "a",
        "Zq",
        "7",
        "42",
        "_",
        " ",
        "  ",
        "\t",
        "\n",
        "\r",
        "'",
        "\"",
        ".",
        ",",
        ":",
        ";",
        "-",
        "é",
        "Ж",
        "я",
        "א",
        "\xcc\x88",
        "\xe2\x80\x8d",
        "\xc2\xad",
        "’",
        "👩",
        "🇩",
        "中",
        "文字",
        "カ",
        "ー",
        "ก",
        "า",
        "\xc2\xa0",
        "\xe3\x80\x80",
        "٣",
        "\xff",
        "\xe2\x82",
        "©",
        "〱",
        "か",
        "\xe3\x82\x99",
        "Ⅳ",
        "˂",
    };
    uint32_t random = 1;
    buffer text = { 0 };
    for (unsigned round = 0; round < 20000; round++) {
        buffer_clear(&text);
        for (unsigned length = 1 + round % 9; length > 0; length--) {
            random = random * 1664525 + 1013904223;
            buffer_text(&text, parts[(random >> 8) % (sizeof parts / sizeof *parts)]);
        }
        assert_short_cuts_agree(text.data, text.length);
    }
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passes_unicode_break_tests),
        cmocka_unit_test(table_agrees_with_unicode),
        cmocka_unit_test(cuts_words_of_alphabets),
        cmocka_unit_test(cuts_numbers),
        cmocka_unit_test(white_space_is_no_token),
        cmocka_unit_test(emoji_are_symbols),
        cmocka_unit_test(broken_bytes_stand_alone),
        cmocka_unit_test(cuts_scripts_without_spaces),
        cmocka_unit_test(keeps_to_its_span),
        cmocka_unit_test(covers_long_runs),
        cmocka_unit_test(short_cuts_agree_on_mixtures),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
