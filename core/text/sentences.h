/* Sentences of UTF-8 text, by Unicode rules (UAX #29) and a language's abbreviations.
 *
 * A line break inside a block is a space. A full stop behind an abbreviation of the table, or
 * behind the initials of a name ("V. V. Putin"), or behind the number that a block begins with ("1.
 * Declaration"), ends no sentence. An entry "0." or "00." of the table stands for every number of
 * one or two digits: the language writes ordinals so ("3. Oktober"). */
#ifndef MOONLEAF_TEXT_SENTENCES_H
#define MOONLEAF_TEXT_SENTENCES_H

#include "base/list.h"
#include "base/span.h"
#include "base/status.h"
#include "text/rules.h"

typedef LIST(span) span_list;

typedef struct sentence_breaker sentence_breaker;

status sentence_breaker_create(sentence_breaker **out, error *e);
void sentence_breaker_free(sentence_breaker *b); /* NULL is allowed */

/* Appends the sentences of text[within.start, within.stop), which is one block, without the white
 * space around them. `rules` are those of the block's language, or NULL. */
status sentence_breaker_find(sentence_breaker *b, const char *text, span within,
                             const language_rules *rules, span_list *sentences, error *e);

#endif
