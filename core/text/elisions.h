/* Words that lost their end to an apostrophe: in French "l'histoire" is two words, "aujourd'hui" is
 * one. Which words do so is said by the tables of the languages (text/rules.h). */
#ifndef MOONLEAF_TEXT_ELISIONS_H
#define MOONLEAF_TEXT_ELISIONS_H

#include "base/map.h"
#include "text/words.h"

/* Cuts the words of text among `tokens` behind each elided word, its apostrophe (' or U+2019)
 * staying with it: "qu'aujourd'hui" becomes "qu'" and "aujourd'hui". `elisions` holds folded words
 * with a final '. */
status elisions_cut(const map *elisions, const char *text, token_list *tokens, error *e);

/* Behind the first apostrophe of a form that has something on both sides of it, which may part two
 * words; 0 when there is none. */
size_t elisions_part(const char *form, size_t length);

#endif
