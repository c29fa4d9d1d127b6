/* The word breaker's inside, for its tests. */
#ifndef MOONLEAF_TEXT_WORDS_INTERNAL_H
#define MOONLEAF_TEXT_WORDS_INTERNAL_H

#include "text/words.h"

/* Appends all segments of text[within.start, within.stop), white space too, by the rules alone
 * without the short cuts that segmenter_tokens takes for ASCII. The kind of white space is
 * TOKEN_SYMBOL. */
status segmenter_segments(segmenter *s, const char *text, span within, token_list *segments,
                          error *e);

#endif
