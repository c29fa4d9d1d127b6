/* The order in which people expect words: Unicode's default collation (UTS #10 with CLDR's root,
 * as ICU has it), where é stands beside e and small letters beside capitals, whatever the script.
 */
#ifndef MOONLEAF_TEXT_COLLATION_H
#define MOONLEAF_TEXT_COLLATION_H

#include "base/buffer.h"

typedef struct collation collation;

status collation_open(collation **out, error *e);
void collation_close(collation *c);

/* Appends the sort key of a text: keys compare as bytes (memcmp) as their texts do as words.
 * Invalid UTF-8 counts as U+FFFD. */
status collation_append_key(collation *c, buffer *out, const char *text, size_t length, error *e);

#endif
