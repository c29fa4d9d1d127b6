/* Words in runs of scripts without spaces, by ICU's dictionaries.
 *
 * A run is cut as a whole when its first character is reached, and then asked about its boundaries
 * from left to right. It holds the characters with PROPERTY_DICTIONARY and the marks and joiners on
 * them. */
#ifndef MOONLEAF_TEXT_DICTIONARY_H
#define MOONLEAF_TEXT_DICTIONARY_H

#include <stdbool.h>
#include <stdint.h>
#include <unicode/ubrk.h>
#include <unicode/unorm2.h>

#include "base/list.h"
#include "base/status.h"
#include "text/han.h"

/* Zeroed it is ready; the iterators are made for the first run. */
typedef struct dictionary {
    UBreakIterator *iterator;
    han_words *han; /* the same, of runs of Chinese characters alone; or NULL */
    const UNormalizer2 *composer;
    UChar *units;     /* the run in UTF-16 ... */
    uint32_t *places; /* ... and for each unit, where in the text its character begins */
    size_t capacity;  /* of both */
    bool is_han;      /* all of the run's */
    LIST(uint32_t) breaks;
    size_t next_break;
    uint32_t stop;    /* of the run */
    UErrorCode state; /* sticky: after a failure nothing is cut any more */
} dictionary;

void dictionary_free(dictionary *d);

/* Forgets the run: another text begins. */
void dictionary_reset(dictionary *d);

/* The character at `at`, which is one for the dictionaries, begins a word. When it lies behind the
 * last run, cuts the run that begins here. */
void dictionary_enter(dictionary *d, const char *text, uint32_t at, uint32_t stop);

/* Whether a word begins with the character for the dictionaries at `at`, whose predecessor is one
 * too. To be asked in ascending order. */
bool dictionary_breaks(dictionary *d, uint32_t at);

/* What went wrong since the last reset, if anything. */
status dictionary_outcome(const dictionary *d, error *e);

#endif
