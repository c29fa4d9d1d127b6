/* Unpacking: the files in an archive, and in the archives in it, one after the other, each under a
 * path of its own: "box.zip/letters.tar.gz/a.txt".
 *
 * Names are labels: what they say of folders, of the root or of "..", leads nowhere. Left out are
 * what walking leaves out: hidden files and folders, office lock files, corpora. */
#ifndef MOONLEAF_HOST_UNPACKING_H
#define MOONLEAF_HOST_UNPACKING_H

#include "base/buffer.h"
#include "host/limits.h"

enum { ARCHIVE_DEPTH = 4 }; /* archives in archives: more have matryoshkas of hostile make alone */

typedef struct unpacking {
    const char *path; /* of the archive, which is open on `file` */
    int file;
    const char *bytes; /* or all of it, when it is not NULL */
    size_t size;       /* of the archive in bytes */
    size_t passed;     /* so many files are passed over; at the last of them a worker died */
    limits limits;

    /* A file begins (may be NULL); then it is there, or could not be unpacked. A failure of these ends it all. */
    status (*begin)(void *context, const char *path, error *e);
    status (*take)(void *context, const char *path, const buffer *bytes, const error *failure,
                   error *e);

    /* True for an archive whose files are to be taken instead of it. */
    bool (*is_container)(void *context, const char *path, const buffer *bytes);
    void *context;
} unpacking;

/* Fails with STATUS_PLUGIN for what is no archive, or damaged, and with STATUS_LIMIT past a cap,
 * naming the flag; the files before it have been taken. */
status unpack(const unpacking *u, error *e);

#endif
