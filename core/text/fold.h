/* Case folding and display width of UTF-8 text. ASCII takes a short cut; ICU does the rest. */
#ifndef MOONLEAF_TEXT_FOLD_H
#define MOONLEAF_TEXT_FOLD_H

#include "base/buffer.h"

/* Appends the full case folding (Unicode's C + F) of valid UTF-8: "Straße" -> "strasse", "ШОС" ->
 * "шос". */
status text_fold(buffer *out, const char *text, size_t length);

/* Appends the text without its accents: decomposed (NFD), without the marks that go with several
 * scripts. Letters that do not decompose (ø) and the vowel signs of a script stay. */
status text_drop_accents(buffer *out, const char *text, size_t length);

/* Appends the text in normalisation form "NFC", "NFD", "NFKC" or "NFKD"; STATUS_USAGE for another
 * name. */
status text_normalise(buffer *out, const char *text, size_t length, const char *form, error *e);

/* Columns that the text takes on a terminal: 2 for East Asian wide and emoji, 0 for marks and
 * controls. */
size_t text_width(const char *text, size_t length);

#endif
