#include "text/html_tree.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- memory ---- */

typedef struct link {
    struct link *before, *behind;
} link;

typedef struct html_memory {
    link all; /* a ring */
    jmp_buf out_of_memory;
} html_memory;

static void *take(void *context, size_t size)
{
    html_memory *m = context;
    size_t room;
    link *made = NULL;
    if (!__builtin_add_overflow(size, sizeof(max_align_t), &room)) made = malloc(room);
    if (made == NULL) longjmp(m->out_of_memory, 1);
    made->before = &m->all;
    made->behind = m->all.behind;
    made->behind->before = m->all.behind = made;
    return (char *)made + sizeof(max_align_t);
}

static void give_back(void *context, void *memory)
{
    (void)context;
    if (memory == NULL) return;
    link *old = (link *)((char *)memory - sizeof(max_align_t));
    old->before->behind = old->behind;
    old->behind->before = old->before;
    free(old);
}

_Static_assert(sizeof(link) <= sizeof(max_align_t), "the chain fits in front of what is aligned");

/* ---- trees ---- */

status html_tree_parse(const char *text, size_t length, html_tree *tree, error *e)
{
    html_memory *m = malloc(sizeof *m);
    *tree = (html_tree){ .memory = m };
    if (m == NULL) return error_memory(e);
    m->all = (link){ &m->all, &m->all };
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take;
    options.deallocator = give_back;
    options.userdata = m;
    options.max_errors = 0;
    if (setjmp(m->out_of_memory) != 0) {
        html_tree_free(tree);
        return error_memory(e);
    }
    tree->document = gumbo_parse_with_options(&options, text, length)->document;
    return STATUS_OK;
}

void html_tree_free(html_tree *tree)
{
    html_memory *m = tree->memory;
    if (m == NULL) return;
    for (link *at = m->all.behind, *next; at != &m->all; at = next) {
        next = at->behind;
        free(at);
    }
    free(m);
    *tree = (html_tree){ 0 };
}

/* ---- nodes ---- */

static const unsigned char effects[GUMBO_TAG_LAST + 1] = {
    [GUMBO_TAG_HEAD] = HTML_HIDDEN,
    [GUMBO_TAG_TITLE] = HTML_HIDDEN,
    [GUMBO_TAG_STYLE] = HTML_HIDDEN,
    [GUMBO_TAG_SCRIPT] = HTML_HIDDEN,
    [GUMBO_TAG_TEMPLATE] = HTML_HIDDEN,
    [GUMBO_TAG_IFRAME] = HTML_HIDDEN,
    [GUMBO_TAG_NOFRAMES] = HTML_HIDDEN,
    [GUMBO_TAG_NOEMBED] = HTML_HIDDEN,
    [GUMBO_TAG_DATALIST] = HTML_HIDDEN,
    [GUMBO_TAG_ANNOTATION_XML] = HTML_HIDDEN,
    [GUMBO_TAG_BR] = HTML_BREAK,
    [GUMBO_TAG_HTML] = HTML_BLOCK,
    [GUMBO_TAG_BODY] = HTML_BLOCK,
    [GUMBO_TAG_NOSCRIPT] = HTML_BLOCK,
    [GUMBO_TAG_ARTICLE] = HTML_BLOCK,
    [GUMBO_TAG_SECTION] = HTML_BLOCK,
    [GUMBO_TAG_NAV] = HTML_BLOCK,
    [GUMBO_TAG_ASIDE] = HTML_BLOCK,
    [GUMBO_TAG_HGROUP] = HTML_BLOCK,
    [GUMBO_TAG_HEADER] = HTML_BLOCK,
    [GUMBO_TAG_FOOTER] = HTML_BLOCK,
    [GUMBO_TAG_ADDRESS] = HTML_BLOCK,
    [GUMBO_TAG_P] = HTML_BLOCK,
    [GUMBO_TAG_HR] = HTML_BLOCK,
    [GUMBO_TAG_FIGURE] = HTML_BLOCK,
    [GUMBO_TAG_MAIN] = HTML_BLOCK,
    [GUMBO_TAG_DIV] = HTML_BLOCK,
    [GUMBO_TAG_FORM] = HTML_BLOCK,
    [GUMBO_TAG_FIELDSET] = HTML_BLOCK,
    [GUMBO_TAG_LEGEND] = HTML_BLOCK,
    [GUMBO_TAG_DETAILS] = HTML_BLOCK,
    [GUMBO_TAG_SUMMARY] = HTML_BLOCK,
    [GUMBO_TAG_FRAMESET] = HTML_BLOCK,
    [GUMBO_TAG_CENTER] = HTML_BLOCK,
    [GUMBO_TAG_MULTICOL] = HTML_BLOCK,
    [GUMBO_TAG_H1] = HTML_HEADING,
    [GUMBO_TAG_H2] = HTML_HEADING,
    [GUMBO_TAG_H3] = HTML_HEADING,
    [GUMBO_TAG_H4] = HTML_HEADING,
    [GUMBO_TAG_H5] = HTML_HEADING,
    [GUMBO_TAG_H6] = HTML_HEADING,
    [GUMBO_TAG_OL] = HTML_LIST,
    [GUMBO_TAG_UL] = HTML_LIST,
    [GUMBO_TAG_DL] = HTML_LIST,
    [GUMBO_TAG_MENU] = HTML_LIST,
    [GUMBO_TAG_DIR] = HTML_LIST,
    [GUMBO_TAG_LI] = HTML_ITEM,
    [GUMBO_TAG_DT] = HTML_ITEM,
    [GUMBO_TAG_DD] = HTML_ITEM,
    [GUMBO_TAG_BLOCKQUOTE] = HTML_QUOTE,
    [GUMBO_TAG_FIGCAPTION] = HTML_CAPTION,
    [GUMBO_TAG_CAPTION] = HTML_CAPTION,
    [GUMBO_TAG_PRE] = HTML_CODE,
    [GUMBO_TAG_LISTING] = HTML_CODE,
    [GUMBO_TAG_XMP] = HTML_CODE,
    [GUMBO_TAG_PLAINTEXT] = HTML_CODE,
    [GUMBO_TAG_TABLE] = HTML_TABLE,
    [GUMBO_TAG_TR] = HTML_ROW,
    [GUMBO_TAG_TD] = HTML_CELL,
    [GUMBO_TAG_TH] = HTML_CELL,
    [GUMBO_TAG_BUTTON] = HTML_SPACED,
    [GUMBO_TAG_SELECT] = HTML_SPACED,
    [GUMBO_TAG_OPTGROUP] = HTML_SPACED,
    [GUMBO_TAG_OPTION] = HTML_SPACED,
    [GUMBO_TAG_TEXTAREA] = HTML_SPACED,
    [GUMBO_TAG_OBJECT] = HTML_SPACED,
    [GUMBO_TAG_VIDEO] = HTML_SPACED,
    [GUMBO_TAG_AUDIO] = HTML_SPACED,
    [GUMBO_TAG_CANVAS] = HTML_SPACED,
    [GUMBO_TAG_SVG] = HTML_SPACED,
    [GUMBO_TAG_MENUITEM] = HTML_SPACED,
    [GUMBO_TAG_MARQUEE] = HTML_SPACED,
};

bool html_is_element(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

bool html_is_text(const GumboNode *node)
{
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
           node->type == GUMBO_NODE_WHITESPACE;
}

/* Of an element that gumbo does not know by its tag. */
static bool is_named(const GumboElement *element, const char *name)
{
    GumboStringPiece found = element->original_tag;
    gumbo_tag_from_original_text(&found);
    return found.length == strlen(name) && strncasecmp(found.data, name, found.length) == 0;
}

html_effect html_effect_of(const GumboNode *element)
{
    const GumboElement *it = &element->v.element;
    if (it->tag == GUMBO_TAG_UNKNOWN && it->tag_namespace == GUMBO_NAMESPACE_MATHML &&
        is_named(it, "annotation")) /* the formula again, as its author wrote it */
        return HTML_HIDDEN;
    return html_is_dialog(element) ? HTML_BLOCK : effects[it->tag];
}

bool html_is_dialog(const GumboNode *element)
{
    const GumboElement *it = &element->v.element;
    return it->tag == GUMBO_TAG_UNKNOWN && it->tag_namespace == GUMBO_NAMESPACE_HTML &&
           is_named(it, "dialog");
}

const char *html_attribute(const GumboNode *element, const char *name)
{
    const GumboAttribute *found = gumbo_get_attribute(&element->v.element.attributes, name);
    return found == NULL ? NULL : found->value;
}

bool html_is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

/* ---- walking ---- */

static void descend(html_walk *w, const GumboNode *node)
{
    struct html_step *step = list_push(&w->open);
    if (step == NULL) w->state = STATUS_NO_MEMORY;
    else step->node = node;
}

html_walk html_walk_begin(const GumboNode *root)
{
    html_walk w = { 0 };
    descend(&w, root);
    return w;
}

html_event html_walk_next(html_walk *w, const GumboNode **node)
{
    if (w->state != STATUS_OK || w->open.count == 0) return HTML_END;
    struct html_step *top = &w->open.items[w->open.count - 1];
    const GumboVector *children = top->node->type == GUMBO_NODE_DOCUMENT
                                      ? &top->node->v.document.children
                                      : &top->node->v.element.children;
    if (top->next >= children->length) {
        *node = top->node;
        return --w->open.count == 0 ? HTML_END : HTML_LEAVE;
    }
    *node = children->data[top->next++];
    if (!html_is_element(*node)) return HTML_MEET;
    descend(w, *node);
    return w->state == STATUS_OK ? HTML_ENTER : HTML_END;
}

void html_walk_skip(html_walk *w) { w->open.count--; }

void html_walk_end(html_walk *w) { list_free(&w->open); }
