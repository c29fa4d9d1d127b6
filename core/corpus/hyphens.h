/* Words that a line's end divides: "coopera-" and "tion".
 *
 * They become one word where the document has it, and stay a compound where it has that; else they
 * are joined unless both halves are words of the document, when nobody can tell. */
#ifndef MOONLEAF_CORPUS_HYPHENS_H
#define MOONLEAF_CORPUS_HYPHENS_H

#include "store/document.h"

/* Appends the readings; `ids` are the document's tokens as entries of its forms. */
status readings_find_hyphens(const document *d, const uint32_t *ids, size_t count,
                             reading_list *out, error *e);

#endif
