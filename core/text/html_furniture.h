/* What of a page is its text, and what is furniture: menus, bars, footers, notices.
 *
 * An element is judged by, in this order, its name and its attribute `role`, words of its class and
 * id, and the share of its text that is in links; what it says holds for all inside of it that does
 * not say otherwise:
 *
 * - nav, and the roles of menus: navigation. aside, dialog, noscript, what is hidden, and the roles
 *   of notices: notice. header and footer of the page, not of an article: navigation and notice.
 * - a class or id with a word such as "menu" or "breadcrumbs": navigation; "cookie", "footer":
 *   notice. But no element that holds the main text is judged by these (pages have classes such as
 *   "has-sidebar"): one with a main, an article or an h1 in it, or with more than half of the
 *   page's text outside of links, when that is long.
 * - three links or more that are short and have most of the text: navigation, save in such an
 *   element.
 * - main is main text wherever it stands. */
#ifndef MOONLEAF_TEXT_HTML_FURNITURE_H
#define MOONLEAF_TEXT_HTML_FURNITURE_H

#include "text/block.h"
#include "text/html_tree.h"

/* What is inside of an element, in characters that are not white space. */
typedef struct html_content {
    size_t text, linked;
    size_t links;
    size_t titles; /* h1 */
    bool holds_main;
} html_content;

typedef LIST(html_content) html_content_list;

/* Measures the whole page (entry 0) and its elements in the order in which a walk enters them,
 * those inside of hidden ones left out. Fails with STATUS_NO_MEMORY. */
status html_measure(const GumboNode *document, html_content_list *contents);

/* The role that the element gives to all inside of it; ROLE_BODY for main text, BLOCK_ROLES when it
 * does not say. */
block_role html_furniture(const GumboNode *element, const html_content *content,
                          const html_content *page, bool is_in_article);

#endif
