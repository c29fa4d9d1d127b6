/* iconv's converters to UTF-8, opened once a process and kept.
 *
 * glibc loads a converter's code from a file when it is first opened, which a confined process may
 * not: it prepares the usual ones before. */
#ifndef MOONLEAF_TEXT_CONVERTERS_H
#define MOONLEAF_TEXT_CONVERTERS_H

#include <iconv.h>
#include <stdbool.h>

/* The converter of a charset in its initial state, or (iconv_t)-1 with errno. It is not to be
 * closed. */
iconv_t converter_of(const char *charset);

/* Opens the converters of all charsets that uchardet guesses, of those that mails and RTF name, and
 * of `forced` when that is not NULL. */
void converters_prepare(const char *forced);

#endif
