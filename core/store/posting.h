/* The rows of a segment: BLOBs of postings, written type by type, and read from bytes that nobody
 * vouches for.
 *
 * A BLOB holds for each of its types, in order: the step from the type before (of the first: from
 * first_type, so 0), the number of its documents, then for each the step from the document before,
 * shifted left by one, with the low bit set when there is more than one occurrence, whose number
 * less two then follows. All are varints. */
#ifndef MOONLEAF_STORE_POSTING_H
#define MOONLEAF_STORE_POSTING_H

#include "store/segment.h"

/* Reads a BLOB from front to back. What does not fit ends it and sets `failed`. */
typedef struct posting_reader {
    const unsigned char *at, *end;
    uint64_t type;    /* the one that is open */
    uint64_t left;    /* its postings that are still to be read */
    int64_t document; /* of the posting read last */
    bool begun, failed;
} posting_reader;

posting_reader posting_reader_of(const void *bytes, size_t length, int64_t first_type);

/* Opens the next type, behind what is left of this one. False at the end. */
bool posting_reader_type(posting_reader *r);

/* The next posting of the open type, whatever bytes it takes. False behind its last. */
bool posting_reader_any(posting_reader *r, posting *p);

/* The same. A step of a byte or two and a number of one, as nearly all are, take no branches, since
 * nobody can foretell them. */
static inline bool posting_reader_next(posting_reader *r, posting *p)
{
    const unsigned char *at = r->at;
    if (r->left == 0 || r->end - at < 3) return posting_reader_any(r, p);
    uint32_t is_long = at[0] >> 7, behind = is_long != 0 ? at[2] : at[1];
    uint32_t step = (at[0] & 0x7fu) | (is_long != 0 ? (uint32_t)at[1] << 7 : 0), more = step & 1;
    bool is_odd = step < 2 || step >> 14 != 0 || (more & behind >> 7) != 0;
    if (is_odd || r->document > INT64_MAX / 2) return posting_reader_any(r, p);
    r->at += 1 + is_long + more;
    r->left--;
    r->document += step >> 1;
    *p = (posting){ r->document, 1 + more * (behind + 1) };
    return true;
}

/* Sets the error for postings that `failed`. */
status posting_damaged(error *e);

/* Writes a segment; begins as zeros and a store. */
typedef struct segment_writer {
    store *in;
    int64_t segment, size, first_document, last_document;
    uint32_t first_type, last_type;
    buffer row, entry;
} segment_writer;

/* Adds a type, above the one before, with its postings, documents rising. */
status segment_writer_add(segment_writer *w, uint32_t type, const posting *postings, size_t count,
                          error *e);

/* Writes what is left and the row of the segment; nothing at all when it has no postings. */
status segment_writer_end(segment_writer *w, error *e);
void segment_writer_free(segment_writer *w);

/* Merges segments of one size class as long as there are eight of them. */
status segment_merge(store *s, error *e);

/* Documents that exist, rising. */
typedef LIST(int64_t) live_list;

/* Appends those between two ids, both included. */
status live_read(store *s, int64_t first, int64_t last, live_list *live, error *e);
bool is_live(const live_list *live, int64_t document);

/* Sorts by document where they are not; postings of one document become one. */
void posting_list_sort(posting_list *postings);

#endif
