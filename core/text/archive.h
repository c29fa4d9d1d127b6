/* What is packed in an archive (zip, tar, 7-zip; gzip, bzip2, xz and zstd around a tar, or around
 * one file alone), by libarchive.
 *
 * An archive is read from memory or from a file, from front to back, and only the entries that are
 * asked for are unpacked. Its names are labels, never paths: nothing here opens or writes a file. A
 * hostile one may hold a million entries or unpack to a thousand times its size, so entries, bytes
 * and their ratio to the size of the archive have caps, which archives in it share. */
#ifndef MOONLEAF_TEXT_ARCHIVE_H
#define MOONLEAF_TEXT_ARCHIVE_H

#include "base/buffer.h"

enum {
    ARCHIVE_ENTRIES = 10000, /* in a document that is an archive, more are of hostile make */
    ARCHIVE_RATIO = 200,     /* text packs to a tenth, XML to a fiftieth */
    ARCHIVE_RATIO_BEGINS = 1024 * 1024, /* bytes that may be unpacked before the ratio counts */
    ARCHIVE_HEAD = 512,                 /* bytes by which an archive is told from other files */
};

/* What may come out of an archive and the archives in it, and what has. The caller's, for as long
 * as the readers that share it. */
typedef struct archive_budget {
    size_t packed;       /* bytes of the outermost archive */
    size_t most;         /* bytes that may be unpacked */
    size_t most_entries; /* files that there may be */
    size_t unpacked, entries;
    bool is_spent; /* more of one of them was there */
} archive_budget;

typedef struct archive_reader archive_reader;

/* One file in an archive. */
typedef struct archive_member {
    const char *name; /* UTF-8, what was none repaired; the reader's, until the next call */
    bool is_encrypted;
    bool is_alone; /* a compressed file that is no tar: the name means nothing */
} archive_member;

/* True for the first bytes of an archive, or of a compressed file. */
bool archive_is_known(const char *head, size_t length);

/* Begins to read the archive in bytes[0, length), which stay the caller's and must outlive the
 * reader; or the one in a file, from its position on. */
status archive_reader_open(const char *bytes, size_t length, archive_budget *budget,
                           archive_reader **out, error *e);
status archive_reader_open_file(int file, archive_budget *budget, archive_reader **out, error *e);
void archive_reader_free(archive_reader *r); /* NULL is allowed */

/* Goes to the next file, passing over folders, links and devices; *found is false behind the last.
 * Fails with STATUS_LIMIT past a cap and with STATUS_PLUGIN for what is no archive or damaged; so
 * does then every further call. */
status archive_reader_next(archive_reader *r, archive_member *member, bool *found, error *e);

/* Appends the contents of the file at which the reader stands, once, up to `most` bytes. Fails as
 * archive_reader_next does, and when it alone is larger (STATUS_LIMIT), damaged or encrypted
 * (STATUS_PLUGIN): the reader may then go on to the next one, unless it is spent. */
status archive_reader_read(archive_reader *r, size_t most, buffer *out, error *e);

/* True when a failure has ended the reading of the archive. */
bool archive_reader_is_spent(const archive_reader *r);

#endif
