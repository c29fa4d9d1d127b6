/* Prints the table of text/properties.h as C, from ICU's data: run when the program is built. */
#include "text/properties.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

enum { POINTS = 0x110000, BLOCK = 1 << PROPERTY_BLOCK_SHIFT };

static const struct {
    UWordBreakValues icu;
    break_class ours;
} classes[] = {
    { U_WB_OTHER, BREAK_OTHER },
    { U_WB_ALETTER, BREAK_LETTER },
    { U_WB_HEBREW_LETTER, BREAK_HEBREW },
    { U_WB_NUMERIC, BREAK_NUMERIC },
    { U_WB_KATAKANA, BREAK_KATAKANA },
    { U_WB_EXTENDNUMLET, BREAK_LOW_LINE },
    { U_WB_MIDLETTER, BREAK_MID_LETTER },
    { U_WB_MIDNUM, BREAK_MID_NUMBER },
    { U_WB_MIDNUMLET, BREAK_MID_BOTH },
    { U_WB_SINGLE_QUOTE, BREAK_SINGLE_QUOTE },
    { U_WB_DOUBLE_QUOTE, BREAK_DOUBLE_QUOTE },
    { U_WB_REGIONAL_INDICATOR, BREAK_REGIONAL },
    { U_WB_WSEGSPACE, BREAK_SPACE },
    { U_WB_NEWLINE, BREAK_NEWLINE },
    { U_WB_CR, BREAK_CR },
    { U_WB_LF, BREAK_LF },
    { U_WB_EXTEND, BREAK_EXTEND },
    { U_WB_FORMAT, BREAK_EXTEND },
    { U_WB_ZWJ, BREAK_JOINER },
};

static unsigned class_of(UChar32 c)
{
    int32_t value = u_getIntPropertyValue(c, UCHAR_WORD_BREAK);
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if ((int32_t)classes[i].icu == value) return classes[i].ours;
    fprintf(stderr, "make_properties: U+%04X has a Word_Break class that is not known here: %d\n",
            (unsigned)c, value);
    exit(EXIT_FAILURE);
}

/* The characters that ICU's dictionaries take. Line_Break tells letters and signs of the South East
 * Asian scripts from their digits and punctuation; the kana's sound marks belong to no one script.
 */
static bool needs_dictionary(UChar32 c)
{
    if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return true;
    if (c == 0x30fc || c == 0xff70 || c == 0xff9e || c == 0xff9f) return true;
    int32_t script = u_getIntPropertyValue(c, UCHAR_SCRIPT);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

static unsigned kind_of(UChar32 c)
{
    uint32_t category = U_GET_GC_MASK(c);
    if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE)) return CHARACTER_WHITE;
    if (category & U_GC_M_MASK) return CHARACTER_MARK;
    if ((category & U_GC_L_MASK) || u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC))
        return CHARACTER_LETTER;
    if (category & U_GC_N_MASK) return CHARACTER_DIGIT;
    if (u_hasBinaryProperty(c, UCHAR_ALPHABETIC)) return CHARACTER_LETTER;
    if (category & U_GC_P_MASK) return CHARACTER_PUNCTUATION;
    return category & U_GC_CF_MASK ? CHARACTER_MARK : CHARACTER_SYMBOL;
}

static unsigned width_of(UChar32 c)
{
    /* Terminals show a soft hyphen, and draw vowels and finals of old Hangul into the syllable
     * before them. */
    if (c == 0xad) return 1;
    int32_t hangul = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
    if (hangul == U_HST_VOWEL_JAMO || hangul == U_HST_TRAILING_JAMO) return 0;
    if (U_GET_GC_MASK(c) &
        (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK))
        return 0;
    int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

static unsigned folding_of(UChar32 c)
{
    UChar from[2], to[8];
    int32_t length = 0;
    U16_APPEND_UNSAFE(from, length, c);
    UErrorCode outcome = U_ZERO_ERROR;
    int32_t folded =
        u_strFoldCase(to, sizeof to / sizeof *to, from, length, U_FOLD_CASE_DEFAULT, &outcome);
    if (U_FAILURE(outcome)) exit(EXIT_FAILURE);
    if (u_countChar32(to, folded) != 1) return FOLDING_FULL;
    return u_foldCase(c, U_FOLD_CASE_DEFAULT) == c ? FOLDING_NONE : FOLDING_SIMPLE;
}

static uint16_t properties_of(UChar32 c)
{
    unsigned all = class_of(c) | kind_of(c) << PROPERTY_KIND_SHIFT |
                   width_of(c) << PROPERTY_WIDTH_SHIFT | folding_of(c) << PROPERTY_FOLDING_SHIFT;
    if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC)) all |= PROPERTY_PICTOGRAPH;
    if (needs_dictionary(c)) all |= PROPERTY_DICTIONARY;
    return (uint16_t)all;
}

static uint16_t blocks[POINTS / BLOCK][BLOCK];
static size_t block_count;

static size_t block_index(const uint16_t block[BLOCK])
{
    for (size_t i = 0; i < block_count; i++)
        if (memcmp(blocks[i], block, sizeof blocks[i]) == 0) return i;
    memcpy(blocks[block_count], block, sizeof blocks[block_count]);
    return block_count++;
}

int main(void)
{
    printf("/* Unicode %s, ICU %s. */\n\nconst uint16_t property_index[] = {", U_UNICODE_VERSION,
           U_ICU_VERSION);
    for (UChar32 first = 0; first < POINTS; first += BLOCK) {
        uint16_t block[BLOCK];
        for (UChar32 i = 0; i < BLOCK; i++) block[i] = properties_of(first + i);
        printf("%s%zu,", first / BLOCK % 32 == 0 ? "\n" : "", block_index(block));
    }
    printf("\n};\n\nconst uint16_t property_table[] = {");
    for (size_t i = 0; i < block_count; i++)
        for (size_t j = 0; j < BLOCK; j++)
            printf("%s%u,", j % 32 == 0 ? "\n" : "", (unsigned)blocks[i][j]);
    printf("\n};\n");
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
