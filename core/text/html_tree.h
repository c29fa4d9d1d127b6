/* HTML5 as a tree, by gumbo, and what its elements mean for the text.
 *
 * Gumbo checks no allocation and frees its tree by recursion: here all its memory is kept in one
 * chain, so that running out of it is an error and a tree of any depth is freed. Trees are walked
 * without recursion too. */
#ifndef MOONLEAF_TEXT_HTML_TREE_H
#define MOONLEAF_TEXT_HTML_TREE_H

#include <gumbo.h>

#include "base/list.h"
#include "base/status.h"

typedef struct html_tree {
    struct html_memory *memory;
    const GumboNode *document;
} html_tree;

/* Parses text[0, length), valid UTF-8, which must outlive the tree. Fails with STATUS_NO_MEMORY. */
status html_tree_parse(const char *text, size_t length, html_tree *tree, error *e);
void html_tree_free(html_tree *tree);

typedef enum html_effect {
    HTML_INLINE, /* none */
    HTML_SPACED, /* parted by a space from what is beside it: <button>, <option> ... */
    HTML_HIDDEN, /* its content is no text: <script>, <head> ... */
    HTML_BREAK,
    HTML_BLOCK,
    HTML_HEADING,
    HTML_LIST,
    HTML_ITEM,
    HTML_QUOTE,
    HTML_CAPTION,
    HTML_CODE,
    HTML_TABLE,
    HTML_ROW,
    HTML_CELL,
} html_effect;

bool html_is_element(const GumboNode *node);
bool html_is_text(const GumboNode *node);

/* Of an element. */
html_effect html_effect_of(const GumboNode *element);
bool html_is_dialog(const GumboNode *element); /* gumbo has no tag for it */
const char *html_attribute(const GumboNode *element, const char *name); /* NULL when it has none */

/* White space as HTML has it, which text between tags has no use for. */
bool html_is_white(char c);

/* The way through a tree: elements are entered and left, other nodes are met. */
typedef enum html_event { HTML_ENTER, HTML_LEAVE, HTML_MEET, HTML_END } html_event;

typedef struct html_walk {
    LIST(struct html_step {
        const GumboNode *node;
        unsigned next;
    })
    open;
    status state; /* STATUS_NO_MEMORY has ended it */
} html_walk;

/* Begins with the children of `root`, which is an element or the document. */
html_walk html_walk_begin(const GumboNode *root);
html_event html_walk_next(html_walk *w, const GumboNode **node);
/* Leaves out what is inside of the element that was just entered; it is not left either. */
void html_walk_skip(html_walk *w);
void html_walk_end(html_walk *w);

#endif
