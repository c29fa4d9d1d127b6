/* What is packed in an archive (zip, tar, 7-zip; gzip, bzip2, xz and zstd around them), by
 * libarchive.
 *
 * An archive is read from memory, from front to back, and only the entries that are asked for are
 * unpacked. Its names are labels, never paths: nothing here opens or writes a file. A hostile one
 * may hold a million entries or unpack to a thousand times its size, so entries, bytes and their
 * ratio to the size of the archive have caps. */
#ifndef MOONLEAF_TEXT_ARCHIVE_H
#define MOONLEAF_TEXT_ARCHIVE_H

#include "base/buffer.h"

enum {
    ARCHIVE_ENTRIES =
        10000, /* more have archives of hostile make alone, or too many documents for one source */
    ARCHIVE_RATIO = 200,               /* text packs to a tenth, XML to a fiftieth */
    ARCHIVE_RATIO_BEGINS = 1024 * 1024 /* bytes that may be unpacked before the ratio counts */
};

typedef struct archive_reader archive_reader;

/* One file in an archive. */
typedef struct archive_member {
    const char *name; /* UTF-8, what was none repaired; the reader's, until the next call */
    bool is_encrypted;
} archive_member;

/* Begins to read the archive in bytes[0, length), which stay the caller's and must outlive the
 * reader. No more than `most` bytes will be unpacked from it. */
status archive_reader_open(const char *bytes, size_t length, size_t most, archive_reader **out,
                           error *e);
void archive_reader_free(archive_reader *r); /* NULL is allowed */

/* Goes to the next file, passing over folders, links and devices; *found is false behind the last.
 * Fails with STATUS_LIMIT past a cap and with STATUS_PLUGIN for what is no archive or damaged; so
 * does then every further call. */
status archive_reader_next(archive_reader *r, archive_member *member, bool *found, error *e);

/* Appends the contents of the file at which the reader stands, once. Fails as archive_reader_next
 * does, and with STATUS_PLUGIN when it alone is damaged, or encrypted: the reader may then go on to
 * the next one. */
status archive_reader_read(archive_reader *r, buffer *out, error *e);

#endif
