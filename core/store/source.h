/* Sources: the files that were read. One row a file, wherever the folder that was loaded began.
 *
 * Each file in an archive is a source too, under the archive's path and its own. The archive has a
 * row without documents. */
#ifndef MOONLEAF_STORE_SOURCE_H
#define MOONLEAF_STORE_SOURCE_H

#include "base/list.h"
#include "store/store.h"

typedef enum source_state {
    SOURCE_LOADED,
    SOURCE_FAILED,
    SOURCE_COPY, /* another source has the same bytes and the documents */
} source_state;

#define SOURCE_ARCHIVE "archive" /* the loader of archives */

enum { SOURCE_TWINS = 64 }; /* so many are looked at, for the files of one size may be all */

typedef struct source {
    int64_t id;          /* 0 before it is stored */
    char *root, *path;   /* the absolute folder that was loaded, and the path under it */
    int64_t size, mtime; /* bytes; nanoseconds since 1970, of a member those of its archive */
    char *sha256;        /* 64 hexadecimal digits */
    char *loader;        /* "text", "markdown" ... */
    char *loader_digest; /* of the loader's code and of the fields of the tables that cut words and
                            sentences */
    char *options; /* canonical JSON of the load options that matter, with --set and --metadata of
                      this source */
    char *charset;
    double confidence; /* of the charset, 0 .. 1 */
    int64_t replacements;
    source_state state;
    char *reason;      /* why it failed, what it is a copy of; of one that is loaded, what of it
                        * could not be read, a line each; or NULL */
    int64_t load;      /* the load that last saw it */
    int64_t container; /* of a member the archive, however deep it lies in it, or 0 */
    char *archive;     /* the absolute path of that archive, as it is stored there, or NULL */
} source;

void source_free(source *record);

/* Fills `record` (zeroed before) when there is one under that root and path; its id is 0 when there
 * is none. */
status source_read(store *s, const char *root, const char *path, source *record, error *e);

/* Inserts it (id 0) or updates it, all fields. */
status source_write(store *s, source *record, error *e);

/* It was seen by the load, and there is no more to say. */
status source_see(store *s, int64_t id, int64_t load, error *e);

/* Takes the row away; its documents must be gone or another's. */
status source_remove(store *s, int64_t id, error *e);

typedef LIST(source) source_list;
void source_list_free(source_list *sources);

/* Appends the other loaded sources of the same size and, where `of` has one, sha256; at most
 * SOURCE_TWINS. */
status source_twins(store *s, const source *of, source_list *twins, error *e);

/* Appends the sources at or under an absolute path that the load has not seen, by their places, and
 * adds to `seen` how many it has; members count, and archives that were loaded do not. */
status source_unseen(store *s, int64_t load, const char *place, source_list *unseen, int64_t *seen,
                     error *e);

/* Takes the archives at or under an absolute path away that the load has not seen and that have no
 * members any more: these have moved elsewhere, or were removed. */
status source_remove_emptied(store *s, int64_t load, const char *place, error *e);

/* Appends the members of an archive by their paths: those that no load since `before` has seen, or
 * all of them (before 0). */
status source_members(store *s, int64_t container, int64_t before, source_list *members, error *e);

/* All of them were seen by the load, in an archive of that time. */
status source_see_members(store *s, int64_t container, int64_t load, int64_t mtime, error *e);

/* Their archive lay at `from` and now lies where its record says. */
status source_move_members(store *s, const source *archive, const char *from, error *e);

/* Ids of the documents of a source, by ordinal. */
status source_documents(store *s, int64_t source, int64_t **ids, size_t *count, error *e);

#endif
