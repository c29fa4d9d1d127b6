/* Sources with the same bytes: a file that was moved, and copies.
 *
 * A stored source whose file is gone has moved to where its bytes turn up; one whose file is still
 * what it was has a copy there. Only files of equal size are compared, by their SHA-256. A file in
 * an archive is there as long as the archive is, as it was when it was read. */
#ifndef MOONLEAF_CORPUS_TWINS_H
#define MOONLEAF_CORPUS_TWINS_H

#include "base/digest.h"
#include "store/source.h"

typedef enum twin_kind { TWIN_NONE, TWIN_COPY, TWIN_MOVED } twin_kind;

/* No file lies there any more; a folder on the way that cannot be looked into says nothing. */
bool source_is_gone(const source *record);

typedef LIST(digest_hex) hash_list;

/* What the person says nothing of now: what was said of the other source holds. */
typedef struct twin_stays {
    bool metadata, charset;
} twin_stays;

/* Appends the sha256 of each stored source that a file of this record's size may turn out to be:
 * those that were read by the same loader with the same options, but for what stays, so that the
 * file needs no reading. */
status twins_offer(store *s, const source *record, twin_stays stays, hash_list *out, error *e);

/* What the record, whose sha256 is known, is of another source, which is moved into `twin`. When it
 * `was_offered`, as above, only such a one can have moved. */
status twins_judge(store *s, const source *record, bool was_offered, twin_stays stays, source *twin,
                   twin_kind *kind, error *e);

#endif
