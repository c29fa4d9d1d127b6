/* Whole reads and writes of descriptors, and folders: what the system's calls do by halves.
 *
 * Each answers false with errno set; the caller knows what it was for. */
#ifndef MOONLEAF_BASE_FILE_H
#define MOONLEAF_BASE_FILE_H

#include <sys/types.h>

#include "base/buffer.h"

bool file_write(int file, const void *bytes, size_t length);

/* Appends what is left of the file, with a NUL behind it, and stops once `out` has more than `most`
 * bytes. */
bool file_read(int file, size_t most, buffer *out);

/* Makes the folders of a path, from byte `from` on; what stands behind the last slash is no folder.
 * The text is written to and restored; after a failure it ends with the folder that could not be
 * made. */
bool file_make_folders(char *path, size_t from, mode_t mode);

#endif
