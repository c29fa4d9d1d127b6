/* The source files of plugins: read whole, as text. */
#ifndef MOONLEAF_HOST_PLUGIN_FILE_H
#define MOONLEAF_HOST_PLUGIN_FILE_H

#include "base/buffer.h"
#include "base/digest.h"

/* Appends the file's bytes. STATUS_PLUGIN when it cannot be read or is larger than 16 MiB. */
status plugin_file_read(const char *path, buffer *out, error *e);

/* Adds its length and bytes to the digest. */
status plugin_file_digest(digest *sum, const char *path, error *e);

/* The comment at the top of the source, without its dashes (and without a line that begins with
 * "#!"), as a C string that the caller frees; NULL when there is none. */
char *plugin_file_comment(const buffer *source);

#endif
