/* Plain text to blocks: paragraphs, headings and list items from lines.
 *
 * A text is judged hard-wrapped (lines of even length broken in mid-sentence, paragraphs parted by
 * blank lines) or one paragraph a line. The judgement may differ between parts of a text. Kinds
 * come from shape alone. */
#ifndef MOONLEAF_TEXT_LAYOUT_H
#define MOONLEAF_TEXT_LAYOUT_H

#include "base/status.h"
#include "text/block.h"

/* Appends the blocks of text[0, length), valid UTF-8 with any line ends. A block never begins or
 * ends in white space. */
status layout_blocks(const char *text, size_t length, block_list *blocks, error *e);

#endif
