/* Tables that md4c takes for a paragraph: those whose rule has fewer than three dashes a column
 * (|-|-|), and those right below a line of text. Both are tables on GitHub, and frequent.
 *
 * Works on the lines of a paragraph as markdown.c has written them, so escaped pipes are pipes;
 * where one stood in a cell, the cell is parted in two and no word is lost. */
#ifndef MOONLEAF_TEXT_PIPE_TABLE_H
#define MOONLEAF_TEXT_PIPE_TABLE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/span.h"

/* Where the header of a table begins among the lines of text[at.start, at.stop), parted by '\n';
 * false when none does. All lines from there on are its rows. */
bool pipe_table_find(const char *text, span at, uint32_t *start);

/* Appends the rows of a table that was found, the rule left out: rows are lines, cells are parted
 * by " | ", empty cells at the end of a row are left out. */
void pipe_table_append(buffer *out, const char *lines, size_t length);

#endif
