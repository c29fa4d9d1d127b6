/* Raw HTML as it stands inside Markdown: tags and the text between them, in order.
 *
 * This is no HTML parser: it finds where tags end and what they mean for the text (a paragraph
 * ends, a cell begins), and leaves out comments, declarations, scripts and styles. Whole pages are
 * the business of the HTML loader. */
#ifndef MOONLEAF_TEXT_TAGS_H
#define MOONLEAF_TEXT_TAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum tag_effect {
    TAG_TEXT,    /* no tag: text with its entities as they are written */
    TAG_INLINE,  /* of no effect: <b>, a comment, </td> ... */
    TAG_BREAK,   /* a line ends */
    TAG_PART,    /* a block ends: <p>, </div> and every tag that is not known */
    TAG_HEADING, /* a heading begins */
    TAG_ITEM,    /* a list item begins */
    TAG_TABLE,   /* a table begins */
    TAG_TABLE_END,
    TAG_ROW,  /* a row begins */
    TAG_CELL, /* a cell begins */
} tag_effect;

typedef struct tag_piece {
    tag_effect effect;
    uint32_t level; /* of a heading */
    const char *text;
    size_t length;
} tag_piece;

/* The piece that begins at *at < length, and moves *at behind it; false at the end. A tag that is
 * not finished reaches to the end of the text. */
bool tags_next(const char *text, size_t length, size_t *at, tag_piece *piece);

#endif
