/* A zip of parts that are in memory, as office files are one.
 *
 * The same parts give the same bytes: entries carry neither time nor owner. */
#ifndef MOONLEAF_TEXT_ZIP_H
#define MOONLEAF_TEXT_ZIP_H

#include "base/buffer.h"

typedef struct zip_part {
    const char *name; /* with / between folders */
    const char *bytes;
    size_t length;
} zip_part;

/* Appends the packed parts, in their order. STATUS_NO_MEMORY, or STATUS_SYSTEM with libarchive's
 * reason. */
status zip_pack(buffer *out, const zip_part *parts, size_t count, error *e);

#endif
