#include "text/han.h"

#include <stdlib.h>
#include <unicode/ubrk.h>

#include "testing.h"

/* Of the texts below: the more often a character comes, the more words there are. */
static const UChar common[] =
    u"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主"
    u"发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力"
    u"里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由"
    u"其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么";
enum { COMMON = sizeof common / sizeof *common - 1, LONGEST = 300, ROUNDS = 3000 };

/* ICU's own iterator is the measure. */
static void assert_same_cuts(han_words *h, UBreakIterator *icu, const UChar *run, size_t count)
{
    UErrorCode failure = U_ZERO_ERROR;
    const uint8_t *begins;
    assert_true(han_words_cut(h, run, count, &begins));
    ubrk_setText(icu, run, (int32_t)count, &failure);
    assert_true(U_SUCCESS(failure));
    for (size_t at = 0; at < count; at++)
        assert_int_equal(begins[at], ubrk_isBoundary(icu, (int32_t)at));
}

static UChar any_han(void) { return (UChar)(HAN_FIRST + rand() % (HAN_LAST - HAN_FIRST + 1)); }

static void runs_are_cut_as_the_iterator_cuts_them(void **unused)
{
    (void)unused;
    UErrorCode failure = U_ZERO_ERROR;
    UBreakIterator *icu = ubrk_open(UBRK_WORD, "", NULL, 0, &failure);
    han_words *h = han_words_open();
    UChar run[LONGEST];
    assert_true(U_SUCCESS(failure));
    assert_non_null(h);
    srand(7);
    for (int round = 0; round < ROUNDS; round++) {
        size_t count = 1 + (size_t)rand() % (round % 10 == 0 ? LONGEST : 20);
        for (size_t i = 0; i < count; i++) {
            UChar often = common[rand() % COMMON];
            run[i] = rand() % 20 > 0 ? often : any_han();
        }
        assert_same_cuts(h, icu, run, count);
    }
    ubrk_close(icu);
    han_words_close(h);
    han_words_close(NULL);
}

static void words_of_the_dictionary_stay_whole(void **unused)
{
    (void)unused;
    static const UChar run[] = u"中华人民共和国成立";
    static const uint8_t words[] = { 1, 0, 1, 0, 1, 0, 0, 1, 0 };
    han_words *h = han_words_open();
    const uint8_t *begins;
    assert_true(han_words_cut(h, run, sizeof words, &begins));
    assert_memory_equal(begins, words, sizeof words);
    han_words_close(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_are_cut_as_the_iterator_cuts_them),
        cmocka_unit_test(words_of_the_dictionary_stay_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
