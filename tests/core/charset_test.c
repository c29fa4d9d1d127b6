#include "text/charset.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf8.h"

static const char russian[] =
    "Утром пошёл дождь, и река поднялась почти до самых окон старой мельницы.\n"
    "Никто в деревне не помнил такой воды; старики качали головами.\n";
static const char ukrainian[] =
    "Їхній дім стояв біля річки, і щовечора діти бігали її берегом до лісу.\n";
static const char chinese[] = "昨天晚上下了一场大雨，河水一直涨到老磨坊的窗户下面。\n村里的人都说，"
                              "很多年没有见过这样的水了。\n";
static const char traditional[] = "昨天晚上下了一場大雨，河水一直漲到老磨坊的窗戶下面。\n村裡的人都"
                                  "說，很多年沒有見過這樣的水了。\n";
static const char japanese[] = "昨日の夜、大雨が降って、川の水が古い水車小屋の窓の下まで上がりまし"
                               "た。\nこんなことは何年もありませんでした。\n";
static const char korean[] = "어젯밤에 큰비가 내려서 강물이 낡은 물레방앗간 창문 아래까지 "
                             "차올랐습니다.\n마을 사람들은 놀랐습니다.\n";
static const char polish[] =
    "Wczoraj wieczorem spadł wielki deszcz i rzeka podeszła aż pod okna młyna. Żaden ze "
    "starych ludzi nie pamiętał takiej wody, więc wszyscy się dziwili i źle spali.\n";
static const char french[] =
    "Hier soir, il est tombé une très forte pluie ; la rivière est montée jusqu’aux fenêtres "
    "du vieux moulin. « Ça alors ! » répétaient les gens âgés, étonnés d’être là.\n";
static const char german[] =
    "Gestern Abend fiel starker Regen, und der Fluss stieg bis unter die Fenster der alten "
    "Mühle. Niemand im Dorf hatte jemals ein so großes Wasser gesehen, sagten die Ältesten.\n";

static buffer encode(const char *text, const char *charset)
{
    buffer bytes = { 0 };
    iconv_t converter = iconv_open(charset, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    char *from = (char *)text;
    size_t left = strlen(text), room = left * 4 + 16;
    char *to = buffer_room(&bytes, room);
    assert_non_null(to);
    size_t before = room;
    assert_true(iconv(converter, &from, &left, &to, &room) != (size_t)-1);
    assert_true(iconv(converter, NULL, NULL, &to, &room) != (size_t)-1);
    bytes.length = before - room;
    iconv_close(converter);
    return bytes;
}

static charset_result decode(const char *bytes, size_t length, buffer *out)
{
    charset_result result;
    error e = { 0 };
    assert_int_equal(charset_decode(bytes, length, NULL, out, &result, &e), STATUS_OK);
    assert_true(utf8_is_valid(out->data, out->length));
    assert_int_equal(strlen(out->data), out->length);
    return result;
}

static void assert_decoded(const char *bytes, size_t length, const char *text, const char *name,
                           size_t replacements)
{
    buffer out = { 0 };
    charset_result result = decode(bytes, length, &out);
    assert_string_equal(out.data, text);
    assert_string_equal(result.name, name);
    assert_int_equal(result.replacements, replacements);
    buffer_free(&out);
}

static void test_charsets_come_back_as_they_were(void **state)
{
    (void)state;
    static const struct {
        const char *text, *charset, *name;
    } cases[] = {
        { russian, "CP1251", "windows-1251" },   { russian, "KOI8-R", "KOI8-R" },
        { ukrainian, "KOI8-U", "KOI8-U" },       { russian, "CP866", "IBM866" },
        { russian, "ISO-8859-5", "ISO-8859-5" }, { chinese, "GB18030", "GB18030" },
        { traditional, "BIG5", "Big5" },         { japanese, "SHIFT_JIS", "Shift_JIS" },
        { japanese, "EUC-JP", "EUC-JP" },        { japanese, "ISO-2022-JP", "ISO-2022-JP" },
        { korean, "EUC-KR", "EUC-KR" },          { polish, "ISO-8859-2", "ISO-8859-2" },
        { polish, "CP1250", "windows-1250" },    { french, "CP1252", "windows-1252" },
        { german, "ISO-8859-1", "ISO-8859-1" },  { russian, "UTF-16LE", "UTF-16LE" },
        { russian, "UTF-16BE", "UTF-16BE" },     { german, "UTF-16LE", "UTF-16LE" },
        { german, "UTF-16BE", "UTF-16BE" },      { chinese, "UTF-16LE", "UTF-16LE" },
        { chinese, "UTF-16BE", "UTF-16BE" },     { german, "UTF-32LE", "UTF-32LE" },
        { chinese, "UTF-32BE", "UTF-32BE" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer bytes = encode(cases[i].text, cases[i].charset);
        assert_decoded(bytes.data, bytes.length, cases[i].text, cases[i].name, 0);
        buffer_free(&bytes);
    }
}

static void test_marks(void **state)
{
    (void)state;
    static const struct {
        const char *mark, *charset;
        size_t length;
    } cases[] = {
        { "\xef\xbb\xbf", "UTF-8", 3 },    { "\xff\xfe", "UTF-16LE", 2 },
        { "\xfe\xff", "UTF-16BE", 2 },     { "\xff\xfe\0\0", "UTF-32LE", 4 },
        { "\0\0\xfe\xff", "UTF-32BE", 4 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer marked = { 0 }, bytes = encode("水 und Öl\r\n", cases[i].charset);
        buffer_append(&marked, cases[i].mark, cases[i].length);
        buffer_append(&marked, bytes.data, bytes.length);
        assert_decoded(marked.data, marked.length, "水 und Öl\r\n", cases[i].charset, 0);
        buffer_free(&bytes);
        buffer_free(&marked);
    }
    assert_decoded("\xff\xfe", 2, "", "UTF-16LE", 0);
}

/* A literal and its length, NUL bytes and all. */
#define BYTES(text) text, sizeof(text) - 1

static void test_utf8_stays_utf8(void **state)
{
    (void)state;
    assert_decoded(BYTES(""), "", "UTF-8", 0);
    assert_decoded(BYTES("plain"), "plain", "UTF-8", 0);
    assert_decoded(BYTES("a\0b\n"), "a b\n", "UTF-8", 1);
    /* Cut off in the middle of a character, at the end and at the start. */
    assert_decoded(BYTES("Глава\xd0"), "Глава\xef\xbf\xbd", "UTF-8", 1);
    assert_decoded(BYTES("水\xe6\xb0"), "水\xef\xbf\xbd", "UTF-8", 1);
    assert_decoded(BYTES("\xb0水火土木金"), "\xef\xbf\xbd水火土木金", "UTF-8", 1);
    assert_decoded(BYTES("Русский \xff текст"), "Русский \xef\xbf\xbd текст", "UTF-8", 1);
    /* A stray zero byte makes no UTF-16 of it. */
    assert_decoded(BYTES("Some text with one \0 in it."), "Some text with one   in it.", "UTF-8",
                   1);
    buffer bytes = encode(chinese, "GB18030");
    bytes.data[2] = bytes.data[3] = '\0'; /* the second character */
    buffer out = { 0 };
    assert_string_equal(decode(bytes.data, bytes.length, &out).name, "GB18030");
    buffer_free(&out);
    buffer_free(&bytes);
}

static void test_what_cannot_be_decoded_is_counted(void **state)
{
    (void)state;
    /* An unpaired surrogate, then half a unit. */
    assert_decoded(BYTES("\xff\xfe\x41\x00\x00\xd8\x42\x00\x43"),
                   "A\xef\xbf\xbd"
                   "B\xef\xbf\xbd",
                   "UTF-16LE", 2);
    buffer bytes = encode(russian, "CP1251"), out = { 0 };
    bytes.data[10] = '\x98'; /* the one byte without a meaning in windows-1251 */
    charset_result result = decode(bytes.data, bytes.length, &out);
    assert_string_equal(result.name, "windows-1251");
    assert_int_equal(result.replacements, 1);
    assert_non_null(strstr(out.data, "Утром пошё\xef\xbf\xbd дождь"));
    buffer_free(&bytes);
    buffer_free(&out);
}

static void test_little_evidence_gives_little_confidence(void **state)
{
    (void)state;
    buffer out = { 0 }, bytes = encode(russian, "KOI8-R");
    charset_result sure = decode(bytes.data, bytes.length, &out);
    assert_true(sure.confidence > 0.9 && sure.confidence <= 1);
    buffer_clear(&out);
    charset_result unsure = decode("na\xefve caf\xe9", 10, &out);
    assert_string_equal(out.data, "naïve café");
    assert_true(unsure.confidence < 0.5);
    buffer_clear(&out);
    /* No charset at all: still an answer. */
    decode("\x81\xff\x00\x9d\x8f\xfe\x90\xc0", 8, &out);
    buffer_free(&out);
    buffer_free(&bytes);
}

static void test_forced_charset(void **state)
{
    (void)state;
    buffer out = { 0 };
    charset_result result;
    error e = { 0 };
    buffer_text(&out, "before ");
    assert_int_equal(
        charset_decode("\xcf\xf0\xe0\xe2\xe4\xe0", 6, "windows-1251", &out, &result, &e),
        STATUS_OK);
    assert_string_equal(out.data, "before Правда");
    assert_string_equal(result.name, "windows-1251");
    assert_true(result.confidence == 1);
    assert_int_equal(charset_decode("x", 1, "klingon-8", &out, &result, &e), STATUS_USAGE);
    assert_non_null(strstr(error_text(&e), "klingon-8"));
    assert_int_equal(charset_decode("x", 1, "", &out, &result, &e), STATUS_USAGE);
    assert_int_equal(charset_decode("x", 1, "UTF-16//IGNORE", &out, &result, &e), STATUS_USAGE);
    error_clear(&e);
    buffer_free(&out);
}

static void test_binary(void **state)
{
    (void)state;
    char noise[4096];
    uint32_t seed = 1;
    for (size_t i = 0; i < sizeof noise; i++) {
        seed = seed * 1664525 + 1013904223;
        noise[i] = (char)(seed >> 24);
    }
    assert_true(charset_is_binary(noise, sizeof noise));
    assert_true(charset_is_binary("\x7f"
                                  "ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\x3e\0\1\0\0\0",
                                  24));
    assert_false(charset_is_binary("", 0));
    assert_false(charset_is_binary(russian, strlen(russian)));
    assert_false(charset_is_binary("page one\fpage two\0", 18));
    static const char *const charsets[] = { "UTF-16LE", "UTF-16BE", "UTF-32LE",
                                            "CP1251",   "CP866",    "KOI8-R" };
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
        buffer bytes = encode(russian, charsets[i]);
        assert_false(charset_is_binary(bytes.data, bytes.length));
        buffer_free(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_charsets_come_back_as_they_were),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_utf8_stays_utf8),
        cmocka_unit_test(test_what_cannot_be_decoded_is_counted),
        cmocka_unit_test(test_little_evidence_gives_little_confidence),
        cmocka_unit_test(test_forced_charset),
        cmocka_unit_test(test_binary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
