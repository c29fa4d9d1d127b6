/* The Hunspell dictionaries that the system has: files of words and of affixes, read whole. */
#ifndef MOONLEAF_HOST_DICTIONARY_FILES_H
#define MOONLEAF_HOST_DICTIONARY_FILES_H

#include "base/buffer.h"

/* Appends the .dic and the .aff of a language: of its own region, else of the likeliest. Folders:
 * $DICPATH (parted by colons) alone where it is set, else those of Debian. False when there is
 * none. */
bool dictionary_files_read(const char *tag, buffer *words, buffer *affixes);

#endif
