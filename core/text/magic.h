/* What a file begins with, as loaders declare it.
 *
 * A magic is the first bytes of a file, behind a byte order mark; a `*` in it stands for one or
 * more characters that are neither tab nor line break. One such as "<TEI" is the name of the root
 * element of XML or HTML instead, whatever its prefix (one such as "<office:document" has to have
 * that prefix), behind declarations, comments and white space. */
#ifndef MOONLEAF_TEXT_MAGIC_H
#define MOONLEAF_TEXT_MAGIC_H

#include <stddef.h>

/* How many of the file's first bytes tell that it is so: the more, the surer. 0 when it is not. */
size_t magic_reach(const char *magic, const char *head, size_t length);

#endif
