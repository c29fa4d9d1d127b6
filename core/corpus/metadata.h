/* Metadata that a person gives: --metadata FILE.csv and --set key=value.
 *
 * The CSV (RFC 4180, UTF-8 with or without byte order mark, comma, semicolon or tab) has a header;
 * one column named file, path, filename, name or document says which file a line is about (its path
 * under the root, its path's end, its name, or its name without extension); the other columns are
 * keys. A column whose values are all numbers (empty ones aside) is of type number, all true/false:
 * boolean; else text. An empty cell is no value. */
#ifndef MOONLEAF_CORPUS_METADATA_H
#define MOONLEAF_CORPUS_METADATA_H

#include "base/buffer.h"

typedef struct metadata metadata;

/* An empty one; NULL when there is no memory. */
metadata *metadata_create(void);
void metadata_free(metadata *m); /* NULL is allowed */

/* Reads a CSV. STATUS_USAGE with file, line and remedy for a file that cannot be read, has no
 * column for the file name, or a line with too many cells. */
status metadata_read_csv(metadata *m, const char *path, error *e);

/* Takes "key=value" for all documents; it wins over the CSV. The value is typed by its form:
 * 2015, 3.5, true, else text. A key is letters, digits, _ - . and blanks in any script.
 * STATUS_USAGE when there is no '='. */
status metadata_set(metadata *m, const char *assignment, error *e);

/* Appends the JSON object for the file with that path, keys sorted, of what the loader found
 * (`from_loader`, a JSON object or NULL) and what the person said, who wins; appends nothing when
 * there is nothing. */
status metadata_append(const metadata *m, const char *path, const char *from_loader, buffer *out,
                       error *e);

/* The next line of the CSV that no file has asked for, or NULL: its name cell and its line number.
 * For warnings once all is loaded. `position` is 0 at first. */
const char *metadata_unused(const metadata *m, size_t *position, size_t *line);

#endif
