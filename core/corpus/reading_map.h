/* The map between a text as it stands and the text as read, with its readings put in.
 *
 * Outside of readings both run side by side; a place inside a reading is all of it in the other
 * text. What is left out belongs to no span that ends before it or begins behind it. */
#ifndef MOONLEAF_CORPUS_READING_MAP_H
#define MOONLEAF_CORPUS_READING_MAP_H

#include "base/buffer.h"
#include "text/reading.h"

typedef struct reading_map reading_map;

/* Appends the text as read to `read`. The readings are settled (see readings_settle) and lie in
 * text[0, length) between characters. */
status reading_map_create(const char *text, size_t length, const reading_list *readings,
                          buffer *read, reading_map **out, error *e);
void reading_map_free(reading_map *m); /* NULL is allowed */

span reading_map_to_read(const reading_map *m, span at);
span reading_map_to_text(const reading_map *m, span at);

#endif
