/* Entries of a bibliography, told by signs that all languages share. */
#ifndef MOONLEAF_TEXT_BIBLIOGRAPHY_H
#define MOONLEAF_TEXT_BIBLIOGRAPHY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* How many kinds of things that entries have are found: a year, an address, "//", pages ("P. 27"),
 * a range or volume ("27-39", "12 (44)"), initials, a number sign. Looks at the first 2000 bytes.
 */
size_t bibliography_signs(const char *text, span at);

/* Whether there is more than years and numbers, which a numbered paragraph of a report has too:
 * "7. In its resolution 2344 (2017), the Council ...". */
bool bibliography_is_sure(const char *text, span at);

#endif
