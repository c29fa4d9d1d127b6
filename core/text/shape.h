/* The shape of a short piece of text: what can be told of it without knowing its language.
 *
 * How it opens and ends, how many of its words are capitalised, numbers or initials, whether it
 * begins like a list item. Layout and roles are judged from these. Texts are valid UTF-8. */
#ifndef MOONLEAF_TEXT_SHAPE_H
#define MOONLEAF_TEXT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* What the first letter or digit behind opening quotes and brackets is. */
typedef enum opening {
    OPENS_OTHER,
    OPENS_LOWER,
    OPENS_UPPER,
    OPENS_UNCASED, /* a letter of a script without case */
    OPENS_DIGIT,
} opening;

/* What the last character before closing quotes, brackets and note numbers is. */
typedef enum ending {
    ENDS_OPEN, /* in the middle of a sentence, or a heading */
    ENDS_HYPHEN,
    ENDS_COMMA, /* or a semicolon */
    ENDS_COLON,
    ENDS_SENTENCE,
} ending;

typedef enum marker_kind {
    MARKER_NONE,
    MARKER_BULLET, /* a sign that is nothing else: "•" */
    MARKER_DASH,   /* a sign that may also stand inside a sentence: "-", "*" */
    MARKER_NUMBER, /* "1.", "2)", "(3)", "[4]", "1.2.", "1、" */
    MARKER_LETTER, /* "a)", "(b)", "iv." */
} marker_kind;

/* The mark in front of a list item. */
typedef struct marker {
    marker_kind kind;
    uint32_t length; /* bytes up to what follows it */
    uint32_t number; /* of MARKER_NUMBER; its last part: 3 in "1.2.3" */
    uint32_t depth;  /* of MARKER_NUMBER: how many parts; else 1 */
} marker;

typedef struct shape {
    size_t width; /* columns */
    size_t letters, upper, lower, digits;
    size_t words, capitalised;
    size_t long_words, long_capitalised; /* words of four letters and more */
    size_t initials;                     /* one capital letter and a full stop */
    size_t numbers;                      /* words that begin with a digit, and Roman numerals */
    size_t years, others;                /* of the numbers: 1500 .. 2099; all the rest */
    size_t commas, colons;
    bool has_address; /* an e-mail address or a URL */
    bool has_mark;    /* a copyright or number sign */
    opening opens;
    ending ends;
} shape;

shape shape_of(const char *text, span at);

/* Columns on a terminal, nearly: two for East Asian characters, one for others. Much faster than
 * text_width. */
uint32_t shape_columns(const char *text, span at);

opening shape_opening(const char *text, span at);
ending shape_ending(const char *text, span at);
marker shape_marker(const char *text, span at);

/* Moves both ends inwards over white space. */
span shape_trimmed(const char *text, span at);

/* The first characters, at most `most` bytes. */
span shape_beginning(const char *text, span at, uint32_t most);

/* A code point of the property White_Space, or U+FEFF. */
bool shape_is_space(uint32_t point);

/* Most long words are capitalised, or all letters are capitals. */
bool shape_is_title_cased(const shape *s);

/* Two to four capitalised words and nothing else, several such names parted by commas, words with
 * initials, or two to four letters of a script without case. */
bool shape_is_name(const shape *s);

/* The line above or below a page of a journal: a year, issue numbers and little else, or a
 * copyright sign. */
bool shape_is_mast(const shape *s);

/* The code point that ends at *at > start, and moves *at before it. */
uint32_t shape_previous(const char *text, uint32_t start, uint32_t *at);

#endif
