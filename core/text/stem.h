/* Stems of words by libstemmer (Snowball), for the languages that it knows. */
#ifndef MOONLEAF_TEXT_STEM_H
#define MOONLEAF_TEXT_STEM_H

#include "base/buffer.h"

typedef struct stemmers stemmers; /* the stemmers made so far, one a language */

stemmers *stemmers_create(void); /* NULL when there is no memory */
void stemmers_free(stemmers *s);

/* Appends the stem of a folded word; the word itself when the language (BCP 47) has no stemmer. */
status stemmers_append(stemmers *s, buffer *out, const char *word, size_t length,
                       const char *language);

/* True when the language has a stemmer. */
bool stemmers_know(stemmers *s, const char *language);

#endif
