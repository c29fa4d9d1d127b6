/* HTML5 (by gumbo) to plain text in blocks, with the roles of page furniture, title and metadata.
 *
 * The text is what a reader sees: runs of white space are one space, <br> is a line break and two
 * of them end a paragraph, entities are characters. A line end between two East Asian characters is
 * nothing. Scripts, styles, templates, frames and alternative texts of images are no text. */
#ifndef MOONLEAF_TEXT_HTML_H
#define MOONLEAF_TEXT_HTML_H

#include "base/buffer.h"
#include "text/block.h"

/* A piece of metadata; both are C strings. */
typedef struct html_field {
    buffer name, value;
    unsigned rank; /* of the element that said it: lower is better */
} html_field;

/* A zeroed one is empty. */
typedef struct html_head {
    buffer title;
    LIST(html_field) fields;
} html_head;

/* Appends the text of all blocks of text[0, length), valid UTF-8, to `out_text`, parted by blank
 * lines, the blocks with their spans in `out_text`, and fills the empty `head`.
 *
 * A heading has its level, and not the sign ("#", "¶") that links to it. The first paragraph of a
 * list item is a list_item whose level is the depth of the list. A table is one block: rows are
 * lines, cells are parted by " | ", empty cells at the end of a row are left out; a table that only
 * lays out the page (role "presentation", a table or heading in it, one cell, or a cell of three
 * paragraphs or more in a table without header cells and caption) gives the blocks of its cells.
 * <pre> is code, captions of tables and figures are captions. All blocks of a block quote have the
 * role quotation, furniture that of html_furniture.h, and the heading that is the title has that
 * role; other roles are not judged.
 *
 * The title is that of og:title, citation_title, dc.title or <title>; of a <title> that is a
 * heading and the name of the site ("On rivers | Rivers Weekly") it is the heading alone. Without
 * any of them it is the first h1 outside of furniture. Fields are author, date (ISO 8601 where it
 * is a date in figures), description, keywords, site, source (the canonical URL), lang (of <html>),
 * and X for every dc.X, dcterms.X and citation_X; several authors or subjects are parted by "; ".
 *
 * Fails with STATUS_NO_MEMORY, and with STATUS_LIMIT past 4 GiB; what was read before is then kept.
 */
status html_blocks(const char *text, size_t length, buffer *out_text, block_list *blocks,
                   html_head *head, error *e);

void html_head_free(html_head *head);

#endif
