/* What the files that load share. load.c asks the workers for sources, by load_options.c; what
 * comes is stored by load_store.c, of archives through load_members.c, and of what has changed
 * load_earlier.c keeps what has not. load_vanished.c settles what was not found any more. */
#ifndef MOONLEAF_HOST_LOAD_PARTS_H
#define MOONLEAF_HOST_LOAD_PARTS_H

#include "base/map.h"
#include "corpus/twins.h"
#include "host/load.h"
#include "host/loader_choice.h"
#include "host/pool.h"
#include "store/document.h"

/* What is known of a file, or of a member of an archive, between asking and taking. */
typedef struct task {
    source record;  /* as stored before, or new */
    char *options;  /* as they will be stored */
    char *personal; /* the person's metadata, a JSON object, or NULL */
    char *charset;  /* that its bytes are forced to be in, or NULL */
    char *chosen;   /* options of its loader, a JSON object; of an archive those of any loader */
    buffer given;   /* the same for the worker, as loader_options.h has them */
    loader_choice choice;
    const char *problems; /* of the answer that is taken: what could not be read of it, or NULL */
    bool is_unchanged;
    bool is_asked;         /* a worker has its file */
    bool is_alike;         /* the same code and rules made what is in the corpus */
    bool is_failed_before; /* and not tried again */

    const struct task *archive; /* of a member, or NULL */

    /* of an archive */
    char *member;    /* the one whose frames come, or NULL */
    size_t members;  /* that have come */
    bool has_begun;  /* its facts have come */
    bool is_known;   /* its bytes are those of a load before */
    bool is_moved;   /* from another place, with all its members */
    bool is_settled; /* it is a copy, or has failed: its members are not wanted */
    bool is_partial; /* one could not be unpacked: what is in it may be there all the same */
} task;

typedef struct loading {
    host *host;
    store *store;
    const load_request *request;
    load_counts *counts;
    lexicon *lexicon;
    segment_builder *postings;
    int64_t load;
    digest_hex rules;   /* of what cuts words and sentences */
    digest_hex loaders; /* of all loaders, once it is needed */
    task *tasks;        /* one an entry; filled when asked, emptied when taken */
    size_t batch_documents, batch_bytes;
    bool is_open, is_noted; /* the batch; what makes the documents of this load */
} loading;

void load_free_task(task *t);

/* ---- what a source is read by (load_options.c) ---- */

bool same_text(const char *a, const char *b); /* false for NULL */

/* Copies `text`, or NULL, into a slot that the caller owns. */
status set_text(char **slot, const char *text, error *e);

/* What the person said of the source, now or else before, and the options under which it is read;
 * those of loaders were said of the archive when it is in one. */
status load_find_options(loading *l, const walk_entry *entry, task *t, error *e);

/* The record is that of another place now, and what the person said of it stays said; of its
 * charset when its documents stay. */
status load_adopt_options(loading *l, const walk_entry *entry, task *t, bool is_known, error *e);

/* What the person says nothing of in this load. */
twin_stays load_stays(const loading *l);

/* Merges what the loader found with what the person said. */
status load_merge_metadata(loading *l, const task *t, document *d, error *e);

/* The digest of all that makes documents of what is chosen so. */
status load_made_by(loading *l, const loader_choice *choice, digest_hex *out, error *e);

/* ---- storing (load_store.c) ---- */

status load_open_batch(loading *l, error *e);
status load_flush_batch(loading *l, bool is_last, error *e);

/* The place, size and time of the file; what else the record says stays. */
status load_fill_record(loading *l, const walk_entry *entry, task *t, error *e);

/* Stores what came of a source that a worker had. */
status load_take_answer(loading *l, const walk_entry *entry, task *t, const answer *a, error *e);

/* Tells the person again what could not be read of a source that is loaded all the same. */
void load_tell_problems(loading *l, const walk_entry *entry, const source *record);

/* Stores a failure and tells the person; documents of an earlier load stay. */
status load_store_failure(loading *l, const walk_entry *entry, task *t, const char *reason,
                          error *e);
status load_store_copy(loading *l, task *t, const source *twin, error *e);

/* A copy stays one while the other file is what it was. */
status load_is_copy_still(loading *l, const source *record, bool *result, error *e);

/* What a source with new bytes is of another, which is moved into `twin`. */
/* Why a file could not be taken for what it seemed when it was asked for. */
#define TWIN_CHANGED "the file that it is a copy of changed; load again"

status load_judge(loading *l, const task *t, bool is_known, source *twin, twin_kind *kind,
                  error *e);

/* The record takes the place of its twin, whose file is gone, with all that belongs to it. */
status load_become(loading *l, const walk_entry *entry, task *t, const source *twin, bool is_known,
                   error *e);

status load_remove_documents(loading *l, int64_t source, error *e);
status load_rename_documents(loading *l, const source *record, error *e); /* by its path */

/* ---- archives (load_members.c) ---- */

/* Is there nothing to do about its members either? */
status load_members_stand(loading *l, const task *t, bool *result, error *e);

/* Appends what the corpus has of its members and need not be read again: as many entries as it
 * adds to the count. */
status load_write_known(loading *l, const walk_entry *entry, const task *t, buffer *out,
                        uint64_t *count, error *e);

/* Takes frames of an archive as they come; then its end. */
status load_take_members(loading *l, const walk_entry *entry, task *t, const answer *a, error *e);
status load_end_archive(loading *l, const walk_entry *entry, task *t, const error *failure,
                        error *e);

/* Counts the members of an archive that is what it was, and tells the failed ones again. */
status load_repeat_members(loading *l, const walk_entry *entry, const task *t, error *e);

/* Removes those members that no load since `before` has seen; 0: all of them. */
status load_remove_members(loading *l, const task *t, int64_t before, error *e);

/* ---- sources that changed (load_earlier.c) ---- */

/* The documents that a source had before it changed, by their digests. One that comes again keeps
 * its id, and so its results. */
typedef struct earlier_document {
    int64_t id;
    size_t next; /* 1 + index of the next of the same digest, or 0 */
    bool is_kept;
} earlier_document;

typedef struct earlier {
    map *digests; /* value: 1 + index of the first of that digest that has not come again, or 0 */
    LIST(earlier_document) documents;
} earlier;

status earlier_read(earlier *k, loading *l, int64_t source, error *e);
void earlier_free(earlier *k);

/* True when the document was there before: it has its new ordinal and name then. */
status earlier_keep(earlier *k, loading *l, const document *d, bool *is_kept, error *e);
status earlier_remove_rest(earlier *k, loading *l, error *e);

/* ---- sources that are gone (load_vanished.c) ---- */

/* Tells and, when asked to, removes the sources under the places that were loaded whose files the
 * walk no longer found. */
status load_settle_vanished(loading *l, error *e);

#endif
