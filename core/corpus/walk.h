/* Walking: which files lie under the paths that a person gave.
 *
 * Files are listed by the bytes of their paths, so that ids do not depend on the file system. Left
 * out: hidden files and folders, office lock files (~$name, .~lock.name#), a saved page's
 * NAME_files folder beside NAME.html, a `moonleaf-plugins` folder, and corpus files (*.leaf,
 * *.leaf-wal, *.leaf-shm and the corpus itself). What cannot be read is listed with the reason. */
#ifndef MOONLEAF_CORPUS_WALK_H
#define MOONLEAF_CORPUS_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"
#include "base/status.h"

typedef struct walk_entry {
    char *root; /* absolute path of the folder that was given; of a file given by itself, its folder
                 */
    char *path; /* under the root */
    int64_t size;  /* bytes */
    int64_t mtime; /* nanoseconds since 1970 */
    char *problem; /* why it cannot be read ("is no regular file", "Permission denied" ...), or NULL
                    */
    bool is_given; /* the person named this very file (or missing path) */
} walk_entry;

typedef LIST(char *) walk_places;

typedef struct walk_list {
    walk_entry *items;
    size_t count, capacity;
    walk_places places; /* where the person pointed: absolute paths, as far as they exist without
                           links, none under another */
    size_t left_out;    /* files, folders and links that were passed over; not the corpus itself */
} walk_list;

/* Lists all files under `paths`, each once. A path that does not exist is an entry with a problem.
 * Symbolic links are followed when the person named them, and inside folders when they lead to a
 * regular file under the root; links to folders are not, so there are no loops. FIFOs, sockets,
 * devices, and links that are broken, circular or lead out of the root are entries with a problem.
 */
status walk_paths(const char *const *paths, size_t count, const char *corpus, walk_list *entries,
                  error *e);

void walk_free(walk_list *entries);

/* Opens an entry for reading: O_NOFOLLOW (but for given links), O_NONBLOCK, O_CLOEXEC, and only
 * regular files. */
status walk_open(const walk_entry *entry, int *descriptor, error *e);

#endif
