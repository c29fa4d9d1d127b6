/* The names of files in an archive, which are bytes of a charset that the archive does not tell.
 *
 * Packers that write no UTF-8 use the code page of the system that they ran on: CP866 in Russia, GBK
 * in China, Shift_JIS in Japan, CP437 or a relative of it elsewhere. A name is too short for counting
 * letters, but in a wrong code page it has box drawings between its letters, capitals behind small
 * ones, or characters that no name has. */
#ifndef MOONLEAF_TEXT_FILE_NAME_H
#define MOONLEAF_TEXT_FILE_NAME_H

#include "base/buffer.h"

/* Appends the name as UTF-8; what no code page explains has U+FFFD. Needs converters.h's converters.
 */
void file_name_decode(buffer *out, const char *name, size_t length);

#endif
