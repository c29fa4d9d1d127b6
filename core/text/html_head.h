/* Title and metadata of a page. */
#ifndef MOONLEAF_TEXT_HTML_HEAD_H
#define MOONLEAF_TEXT_HTML_HEAD_H

#include "text/html.h"
#include "text/html_tree.h"

/* Reads what <title>, <meta>, <link> and <html> say; *is_of_element tells that the title is that of
 * <title>. Fails with STATUS_NO_MEMORY. */
status html_head_read(const GumboNode *document, html_head *head, bool *is_of_element);

/* Marks the heading that is the title as such, and takes it for the title where that has none, or
 * has the name of the site beside it. */
status html_head_judge(html_head *head, bool is_of_element, const char *text, block_list *blocks);

#endif
