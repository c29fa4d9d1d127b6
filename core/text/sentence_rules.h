/* Sentence boundaries by Unicode's rules alone (UAX #29, SB1 to SB11), for text whose line ends are
 * spaces.
 *
 * All rules turn on the few characters that end a sentence: only what stands around these is looked
 * at, on the bytes as they are. */
#ifndef MOONLEAF_TEXT_SENTENCE_RULES_H
#define MOONLEAF_TEXT_SENTENCE_RULES_H

#include <stdint.h>

/* The first boundary of text[start, stop) behind `at`, which is `start` or a boundary; `stop` when
 * there is none before. */
uint32_t sentence_boundary(const char *text, uint32_t start, uint32_t at, uint32_t stop);

#endif
