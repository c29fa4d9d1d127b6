/* Markdown (CommonMark with the tables and task lists of GitHub, by md4c) to plain text in blocks.
 *
 * The text is what a reader sees: marks are dropped, links give their text and images their
 * alternative text, entities are the characters that they stand for, raw HTML is its text. A "~"
 * stays, since it is more often a range ("3~5") than struck out. A rule (---) leaves nothing. */
#ifndef MOONLEAF_TEXT_MARKDOWN_H
#define MOONLEAF_TEXT_MARKDOWN_H

#include "base/buffer.h"
#include "text/block.h"

/* Appends the text of all blocks of text[0, length), valid UTF-8, to `out_text`, parted by blank
 * lines, and the blocks with their spans in `out_text`.
 *
 * A heading has its level. The first paragraph of a list item is a list_item whose level is the
 * depth of the list; what follows it in the item is of its own kind. A table is one block: rows are
 * lines, cells are parted by " | ", empty cells at the end of a row are left out. All blocks inside
 * of a block quote have the role quotation; other roles are not judged. Soft and hard breaks are
 * line breaks. Front matter is not known here: it would be read as Markdown.
 *
 * Fails with STATUS_NO_MEMORY, and with STATUS_LIMIT past 2 GiB of Markdown or 4 GiB of text; both
 * lists then hold what was read before. */
status markdown_blocks(const char *text, size_t length, buffer *out_text, block_list *blocks,
                       error *e);

#endif
