/* Words of UTF-8 text, by Unicode rules (UAX #29).
 *
 * Alphabetic text takes our own table-driven breaker; runs of scripts without spaces (Han, kana,
 * Thai, Khmer, Lao, Myanmar) go to ICU's dictionaries. A token is every segment that is not white
 * space. */
#ifndef MOONLEAF_TEXT_WORDS_H
#define MOONLEAF_TEXT_WORDS_H

#include "base/list.h"
#include "base/span.h"
#include "base/status.h"

typedef enum token_kind {
    TOKEN_WORD,   /* holds a letter, ideograph or kana */
    TOKEN_NUMBER, /* holds a digit and no letter */
    TOKEN_PUNCTUATION,
    TOKEN_SYMBOL, /* all the rest: signs, emoji, control characters, broken bytes */
} token_kind;

typedef struct token {
    span at;
    token_kind kind;
} token;

typedef LIST(token) token_list;

typedef struct segmenter segmenter;

status segmenter_create(segmenter **out, error *e);
void segmenter_free(segmenter *s); /* NULL is allowed */

/* Appends the tokens of text[within.start, within.stop) to `tokens`, in order, without overlap.
 * Spans are offsets of `text`. Invalid UTF-8 breaks a word and is never part of one. Fails with
 * STATUS_NO_MEMORY, or with STATUS_SYSTEM when ICU's dictionaries cannot be used; `tokens` is then
 * as before. */
status segmenter_tokens(segmenter *s, const char *text, span within, token_list *tokens, error *e);

/* The kind of a form that segmenter_tokens cut, from its characters alone. */
token_kind token_kind_of(const char *form, size_t length);

/* Version of ICU, whose data and dictionaries cut words and sentences, for the record of what made
 * the derived data. */
const char *segmenter_version(void);

/* "word", "number", "punctuation", "symbol". */
const char *token_kind_name(token_kind kind);

#endif
