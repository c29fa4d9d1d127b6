#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "text/scripts.h"

/* ICU's answer for each code point, but that Han, kana and Bopomofo are one, and marks none. */
static UScriptCode expected(uint32_t point)
{
    UErrorCode failure = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)point, &failure);
    if (script_is_kana(point)) return USCRIPT_HAN;
    if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_BOPOMOFO)
        return USCRIPT_HAN;
    bool is_none = script == USCRIPT_INHERITED || script == USCRIPT_UNKNOWN;
    return is_none ? USCRIPT_COMMON : script;
}

static void the_script_of_every_code_point(void **unused)
{
    (void)unused;
    for (uint32_t point = 0; point <= 0x10ffff; point++)
        if (script_of(point) != expected(point))
            fail_msg("U+%04X is %d", (unsigned)point, (int)script_of(point));
}

static script_profile profile(const char *text) { return script_profile_of(text, strlen(text)); }

static void letters_and_words_are_counted(void **unused)
{
    (void)unused;
    script_profile p = profile("Ёлка и Ёж, 25 лет назад; COVID19 o0s1actu");
    assert_int_equal(p.script, USCRIPT_CYRILLIC);
    assert_int_equal(p.letters, 15 + 5 + 6);
    assert_int_equal(p.others, 5 + 6);
    assert_int_equal(p.letter_bytes, 2 * 15 + 5 + 6);
    assert_int_equal(p.words, 5); /* of three characters: all but и and Ёж */
    assert_int_equal(p.jumbled, 1);
    p = profile("東京タワーへ行く 333m");
    assert_int_equal(p.script, USCRIPT_HAN);
    assert_int_equal(p.kana, 5);
    assert_int_equal(p.words, 1); /* 333m */
}

static UScriptCode script_of_first(const char *word) { return script_of_word(word, strlen(word)); }

static void a_word_is_of_the_script_of_its_first_letter(void **unused)
{
    (void)unused;
    assert_int_equal(script_of_first("20世紀"), USCRIPT_HAN);
    assert_int_equal(script_of_first("ひとx"), USCRIPT_HIRAGANA);
    assert_int_equal(script_of_first("'été"), USCRIPT_LATIN);
    assert_int_equal(script_of_first("№ 12 —"), USCRIPT_COMMON);
    assert_int_equal(script_of_first("\xd1\xffя"), USCRIPT_CYRILLIC); /* past what is no UTF-8 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_script_of_every_code_point),
        cmocka_unit_test(a_word_is_of_the_script_of_its_first_letter),
        cmocka_unit_test(letters_and_words_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
