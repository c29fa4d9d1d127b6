/* Sources: the files that were read, and the loads that read them. */
#ifndef MOONLEAF_STORE_SOURCE_H
#define MOONLEAF_STORE_SOURCE_H

#include "store/store.h"

typedef enum source_state { SOURCE_LOADED, SOURCE_FAILED } source_state;

typedef struct source {
    int64_t id;          /* 0 before it is stored */
    char *root, *path;   /* the absolute folder that was loaded, and the path under it */
    int64_t size, mtime; /* bytes; nanoseconds since 1970 */
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
    char *reason; /* why it failed; NULL when loaded */
    int64_t load; /* the load that last looked at it */
} source;

void source_free(source *record);

/* Fills `record` (zeroed before) when there is one under that root and path; its id is 0 when there
 * is none. */
status source_read(store *s, const char *root, const char *path, source *record, error *e);

/* Inserts it (id 0) or updates it, all fields. */
status source_write(store *s, source *record, error *e);

/* Begins and ends a row of the load history; `counts` are of sources. */
typedef struct load_counts {
    int64_t added, changed, unchanged, failed, documents, bytes;
} load_counts;

status load_begin(store *s, const char *arguments, int64_t *id, error *e);
status load_end(store *s, int64_t id, const load_counts *counts, error *e);

/* Ids of the documents of a source, by ordinal. */
status source_documents(store *s, int64_t source, int64_t **ids, size_t *count, error *e);

#endif
