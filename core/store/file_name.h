/* File names as SQLite takes them: it reads "file:...", ":memory:" and "" as something else than a
 * file of that name. */
#ifndef MOONLEAF_STORE_FILE_NAME_H
#define MOONLEAF_STORE_FILE_NAME_H

/* The path with "./" in front where it is not absolute. The caller frees it; NULL when there is no
 * memory. */
char *file_name_for_sqlite(const char *path);

/* A file: URI of the path that tells SQLite to take no locks and to look for no journal. */
char *file_name_immutable(const char *path);

#endif
