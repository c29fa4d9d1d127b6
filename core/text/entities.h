/* Character references of HTML: "&amp;" and "&#8212;" to the characters that they stand for.
 *
 * The names are the 252 of HTML 4 and "apos"; an entity of another name stays as it is written, so
 * that nothing is lost. Markdown has them too. */
#ifndef MOONLEAF_TEXT_ENTITIES_H
#define MOONLEAF_TEXT_ENTITIES_H

#include "base/buffer.h"

/* Appends what one entity, from its "&" to its ";", stands for. A number that is no character is
 * U+FFFD. */
void entity_append(buffer *out, const char *entity, size_t length);

/* Appends text[0, length) with all its entities replaced. */
void entities_append(buffer *out, const char *text, size_t length);

#endif
