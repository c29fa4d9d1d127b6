/* Regular expressions (ICU's, which know Unicode) over short texts such as the forms of words. A
 * pattern that takes too many steps or too much stack is an error, not a hang. */
#ifndef MOONLEAF_TEXT_REGEX_H
#define MOONLEAF_TEXT_REGEX_H

#include <stddef.h>

#include "base/status.h"

typedef struct regex regex;

/* STATUS_USAGE says what is wrong with the pattern, valid UTF-8, and where. */
status regex_create(const char *pattern, size_t length, bool ignores_case, regex **out, error *e);
void regex_free(regex *r); /* NULL is allowed */

/* Whether the whole of the text matches. STATUS_LIMIT when that takes too long to find out. */
status regex_matches(regex *r, const char *text, size_t length, bool *matches, error *e);

#endif
