/* What the word breaker, the folder and the terminal need to know of a code point, in one 16-bit
 * number.
 *
 * The numbers are looked up in a two-stage table that generate/make_properties.c prints from ICU's
 * data when the program is built; both sides share the layout below. Unassigned code points have
 * properties too. */
#ifndef MOONLEAF_TEXT_PROPERTIES_H
#define MOONLEAF_TEXT_PROPERTIES_H

#include <stdint.h>

/* Bits 0 to 4: the property Word_Break. Extend and Format are one class, since all rules treat them
 * alike. */
typedef enum break_class {
    BREAK_OTHER,
    BREAK_LETTER, /* ALetter */
    BREAK_HEBREW,
    BREAK_NUMERIC,
    BREAK_KATAKANA,
    BREAK_LOW_LINE, /* ExtendNumLet: "_" and its like */
    BREAK_MID_LETTER,
    BREAK_MID_NUMBER,
    BREAK_MID_BOTH, /* MidNumLet */
    BREAK_SINGLE_QUOTE,
    BREAK_DOUBLE_QUOTE,
    BREAK_REGIONAL, /* Regional_Indicator: halves of flags */
    BREAK_SPACE,    /* WSegSpace */
    BREAK_NEWLINE,
    BREAK_CR,
    BREAK_LF,
    BREAK_EXTEND,
    BREAK_JOINER, /* ZWJ */
    BREAK_CLASSES,
} break_class;

/* Bits 7 to 9: what a character adds to the kind of its token. */
typedef enum character_kind {
    CHARACTER_LETTER, /* or ideograph */
    CHARACTER_DIGIT,  /* or another number: "½", "Ⅳ" */
    CHARACTER_PUNCTUATION,
    CHARACTER_SYMBOL,
    CHARACTER_MARK, /* marks and format characters, which decide nothing */
    CHARACTER_WHITE,
} character_kind;

/* Bits 12 and 13: how it is case-folded. */
typedef enum character_folding {
    FOLDING_NONE,
    FOLDING_SIMPLE, /* to one code point */
    FOLDING_FULL,   /* to several */
} character_folding;

enum {
    PROPERTY_CLASS = 0x1f,
    PROPERTY_PICTOGRAPH = 1 << 5, /* Extended_Pictographic */
    PROPERTY_DICTIONARY =
        1 << 6, /* of a script without spaces: only a dictionary finds its words */
    PROPERTY_KIND_SHIFT = 7,
    PROPERTY_WIDTH_SHIFT = 10, /* two bits: columns on a terminal, 0 to 2 */
    PROPERTY_FOLDING_SHIFT = 12,
    PROPERTY_BLOCK_SHIFT = 7, /* code points in a block of the table, as a power of two */
};

extern const uint16_t property_index[]; /* block of each 128 code points */
extern const uint16_t property_table[]; /* the distinct blocks */

/* The properties of a code point up to U+10FFFF. */
static inline unsigned property_of(uint32_t point)
{
    uint32_t stage = property_index[point >> PROPERTY_BLOCK_SHIFT];
    return property_table[stage << PROPERTY_BLOCK_SHIFT |
                          (point & ((1u << PROPERTY_BLOCK_SHIFT) - 1))];
}

static inline break_class property_class(unsigned property)
{
    return (break_class)(property & PROPERTY_CLASS);
}

static inline character_kind property_kind(unsigned property)
{
    return (character_kind)(property >> PROPERTY_KIND_SHIFT & 7);
}

static inline unsigned property_width(unsigned property)
{
    return property >> PROPERTY_WIDTH_SHIFT & 3;
}

static inline character_folding property_folding(unsigned property)
{
    return (character_folding)(property >> PROPERTY_FOLDING_SHIFT & 3);
}

#endif
