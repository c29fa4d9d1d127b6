/* The history of loads: when each ran, what it did to which source, and which sources it looked for
 * in vain. */
#ifndef MOONLEAF_STORE_HISTORY_H
#define MOONLEAF_STORE_HISTORY_H

#include "store/source.h"

/* Of sources, but for the last three. */
typedef struct load_counts {
    int64_t added, changed, moved, unchanged, copies, failed, vanished, removed;
    int64_t failed_before; /* of the failed: those that were not tried again */
    int64_t left_empty;    /* records, messages ... without text that no document was made of */
    int64_t partly;        /* sources of which something could not be read */
    int64_t documents, bytes;
} load_counts;

status load_begin(store *s, const char *arguments, int64_t *id, error *e);
status load_end(store *s, int64_t id, const load_counts *counts, error *e);

/* Notes what the load did to a source: added, changed, moved, copy, failed, vanished, returned or
 * removed;
 * `detail` may be NULL. */
status load_note(store *s, int64_t load, const source *record, const char *what, const char *detail,
                 error *e);

/* Notes that it vanished, unless that was noted since a load last saw it. */
status load_note_vanished(store *s, int64_t load, const source *record, error *e);

/* Notes of the sources that had vanished, and that the load has seen, that they returned. */
status load_note_returned(store *s, int64_t load, error *e);

#endif
