/* Counting the words and n-grams of a document. */
#ifndef MOONLEAF_CORPUS_COUNT_H
#define MOONLEAF_CORPUS_COUNT_H

#include "corpus/counter.h"
#include "corpus/view.h"
#include "text/stem.h"

typedef enum count_by { COUNT_FORM, COUNT_FOLDED, COUNT_STEM } count_by;

/* Adds each n-gram of words and numbers to the counter, its parts joined by a space. N-grams pass
 * over punctuation and never cross a sentence. Stems are of the language at the token. `n` is 1
 * .. 9. */
status count_ngrams(const view *v, count_by by, size_t n, stemmers *stems, counter *c, error *e);

#endif
