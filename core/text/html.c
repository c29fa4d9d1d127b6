#include "text/html.h"

#include <stdlib.h>
#include <string.h>

#include "text/decode.h"
#include "text/html_furniture.h"
#include "text/html_head.h"
#include "text/html_tree.h"
#include "text/shape.h"

enum { MOST_COLUMNS = 100 }; /* of a table: what merged cells cover farther right is not told */

/* As in Markdown, a block begins with the first text behind a tag that begins or ends a block, so
 * what is empty leaves no trace. What an element says of the text inside of it is a `setting`,
 * which ends with the element. */

typedef struct setting {
    block_kind kind; /* of blocks that begin */
    uint32_t level;
    uint32_t lists, quotes; /* how deep */
    block_role role;        /* of furniture, else ROLE_BODY */
    bool is_banner;         /* the role is that of a header of the page */
    bool is_in_article;
    bool is_in_table; /* of data: nothing in it begins a block */
    bool is_pre;      /* white space is text */
    bool is_silent;   /* text is none */
} setting;

typedef enum gap { GAP_NONE, GAP_SPACE, GAP_LINE_END, GAP_BREAK } gap; /* the greater one wins */

typedef struct page {
    buffer *text;
    block_list *blocks;
    status state;
    setting now;
    LIST(setting) outer; /* of the elements that are open */

    block open; /* the block under way, if any */
    bool is_open;
    size_t before; /* length of the text without it and the blank line in front */
    gap gap;       /* to be written before the next text of the block */
    bool begins_item;

    bool is_new_row;
    size_t column;                       /* where the next cell of the row begins */
    size_t covered;                      /* columns of the cell under way but its first */
    unsigned char hanging[MOST_COLUMNS]; /* rows that a cell above still covers, by column */
    size_t cells; /* of the row that are begun but not parted from their neighbours yet */

    html_content_list contents;
    size_t element; /* the entry of the element under way */
} page;

/* ---- blocks ---- */

static status page_state(const page *p)
{
    return p->state != STATUS_OK ? p->state : p->text->state;
}

static void open_block(page *p)
{
    p->before = p->text->length;
    if (p->text->length > 0) buffer_text(p->text, "\n\n");
    p->open = (block){ .at.start = (uint32_t)p->text->length,
                       .kind = p->now.kind,
                       .level = p->now.level };
    p->is_open = true;
    p->gap = GAP_NONE;
    if (p->now.kind == BLOCK_PARAGRAPH && p->begins_item) {
        p->open.kind = BLOCK_LIST_ITEM;
        p->open.level = p->now.lists > 0 ? p->now.lists : 1;
    }
    p->open.role = p->now.role;
    if (p->open.role == ROLE_BODY && p->now.quotes > 0) p->open.role = ROLE_QUOTATION;
    p->open.role_given = p->open.role != ROLE_BODY;
}

static void shorten(buffer *b, size_t length)
{
    b->length = length;
    b->data[length] = '\0';
}

/* Takes the block without the white space around it; one of white space alone is taken back. */
static void keep_block(page *p)
{
    block b = p->open;
    uint32_t start = b.at.start;
    span inner = shape_trimmed(p->text->data, (span){ start, (uint32_t)p->text->length });
    if (inner.start == inner.stop) {
        shorten(p->text, p->before);
        return;
    }
    b.at.stop = start + (inner.stop - inner.start);
    memmove(p->text->data + start, p->text->data + inner.start, inner.stop - inner.start);
    shorten(p->text, b.at.stop);
    p->begins_item = false;
    block *slot = list_push(p->blocks);
    if (slot == NULL) p->state = STATUS_NO_MEMORY;
    else *slot = b;
}

static void close_block(page *p)
{
    p->gap = GAP_NONE;
    p->is_new_row = true;
    p->column = p->cells = p->covered = 0;
    memset(p->hanging, 0, sizeof p->hanging);
    if (!p->is_open) return;
    p->is_open = false;
    if (page_state(p) != STATUS_OK) return;
    if (p->text->length >= UINT32_MAX) p->state = STATUS_LIMIT;
    else keep_block(p);
}

/* ---- text ---- */

/* Han, kana and their signs, which no space parts; Korean has spaces. */
static bool is_unspaced(uint32_t point)
{
    return (point >= 0x2e80 && point <= 0x9fff) || (point >= 0xf900 && point <= 0xfaff) ||
           (point >= 0xff00 && point <= 0xff9f) || (point >= 0x20000 && point <= 0x3ffff);
}

/* True when a line end in front of `next` is only one of the source. */
static bool is_line_end_nothing(const page *p, const char *next, size_t length)
{
    size_t size;
    uint32_t at = (uint32_t)p->text->length;
    return is_unspaced(utf8_decode(next, length, 0, &size)) &&
           is_unspaced(shape_previous(p->text->data, p->open.at.start, &at));
}

static void write_gap(page *p, const char *next, size_t length)
{
    gap g = p->gap;
    p->gap = GAP_NONE;
    if (g == GAP_NONE || page_state(p) != STATUS_OK || p->text->length == p->open.at.start ||
        p->text->length >= UINT32_MAX)
        return;
    if (g == GAP_BREAK) buffer_byte(p->text, '\n');
    else if (g == GAP_SPACE || !is_line_end_nothing(p, next, length)) buffer_byte(p->text, ' ');
}

/* Writes what parts the cell that has text from the text before it. The first cell of a row is
 * parted from none. */
static void part_cells(page *p)
{
    if (p->is_new_row && p->text->length > p->open.at.start) buffer_byte(p->text, '\n');
    for (size_t i = p->is_new_row ? 1 : 0; i < p->cells; i++) buffer_text(p->text, " | ");
    if (p->is_new_row || p->cells > 0) p->gap = GAP_NONE;
    p->is_new_row = false;
    p->cells = 0;
}

static void put_word(page *p, const char *text, size_t length)
{
    if (!p->is_open) open_block(p);
    if (p->now.is_in_table) part_cells(p);
    write_gap(p, text, length);
    buffer_append(p->text, text, length);
}

static void put_gap(page *p, gap g)
{
    if (p->is_open && g > p->gap) p->gap = g;
}

/* Text whose runs of white space are one space. */
static void put_text(page *p, const char *text)
{
    while (*text != '\0') {
        for (; html_is_white(*text); text++) put_gap(p, *text == '\n' ? GAP_LINE_END : GAP_SPACE);
        const char *start = text;
        while (*text != '\0' && !html_is_white(*text)) text++;
        if (text > start) put_word(p, start, (size_t)(text - start));
    }
}

static void put_lines(page *p, const char *text)
{
    if (*text != '\0') put_word(p, text, strlen(text));
}

static void put_node(page *p, const char *text)
{
    if (p->now.is_pre) put_lines(p, text);
    else if (!p->now.is_silent) put_text(p, text);
}

/* A line break, which is a space inside of a cell. The second one in a paragraph ends it. */
static void put_break(page *p)
{
    if (p->now.is_in_table) put_gap(p, GAP_SPACE);
    else if (p->now.is_pre) put_lines(p, "\n");
    else if (p->gap == GAP_BREAK && p->open.kind != BLOCK_HEADING) close_block(p);
    else put_gap(p, GAP_BREAK);
}

/* ---- tables ---- */

/* What tells a table of data from one that lays out the page. */
typedef struct table_look {
    bool has_header, is_nested;
    size_t cells, paragraphs; /* paragraphs of the cell under way */
    size_t most_paragraphs;
} table_look;

static bool look_at(table_look *look, const GumboNode *element)
{
    GumboTag tag = element->v.element.tag;
    html_effect effect = html_effect_of(element);
    if (effect == HTML_CELL) {
        look->cells++;
        look->paragraphs = 0;
    }
    if (tag == GUMBO_TAG_P && ++look->paragraphs > look->most_paragraphs)
        look->most_paragraphs = look->paragraphs;
    look->has_header |= tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION;
    look->is_nested |= effect == HTML_TABLE || effect == HTML_HEADING || tag == GUMBO_TAG_MAIN ||
                       tag == GUMBO_TAG_ARTICLE;
    return !look->is_nested;
}

/* Reads up to the first table in the table, so that a page of nested ones is read but twice. */
static bool is_data(page *p, const GumboNode *table)
{
    const GumboNode *node;
    table_look look = { 0 };
    const char *role = html_attribute(table, "role");
    if (role != NULL && (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0))
        return false;
    html_walk walk = html_walk_begin(table);
    for (html_event event; (event = html_walk_next(&walk, &node)) != HTML_END;)
        if (event == HTML_ENTER && !look_at(&look, node)) break;
    if (walk.state != STATUS_OK) p->state = walk.state;
    html_walk_end(&walk);
    if (look.is_nested) return false;
    return look.has_header || (look.cells > 1 && look.most_paragraphs < 3);
}

/* ---- elements ---- */

/* The menu of the page may be in its header, and so may its title. */
static void judge(page *p, const GumboNode *element)
{
    setting *now = &p->now;
    GumboTag tag = element->v.element.tag;
    const html_content *all = &p->contents.items[0];
    if (now->is_banner && tag == GUMBO_TAG_H1 && all->titles == 1) now->role = ROLE_BODY;
    if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) now->is_in_article = true;
    if (now->is_in_table || now->quotes > 0) return;
    block_role role =
        html_furniture(element, &p->contents.items[p->element], all, now->is_in_article);
    if (role == BLOCK_ROLES) return;
    now->role = role;
    now->is_banner = tag == GUMBO_TAG_HEADER;
}

static void begin_kind(page *p, block_kind kind, uint32_t level)
{
    p->now.kind = kind;
    p->now.level = level;
}

/* 1 to MOST_COLUMNS: what a cell says of how many columns or rows it covers. */
static size_t span_of(const GumboNode *cell, const char *name)
{
    const char *said = html_attribute(cell, name);
    long count = said == NULL ? 1 : strtol(said, NULL, 10);
    return count < 1 ? 1 : count > MOST_COLUMNS ? MOST_COLUMNS : (size_t)count;
}

static void enter_row(page *p)
{
    for (size_t i = p->column; i < MOST_COLUMNS; i++)
        if (p->hanging[i] > 0) p->hanging[i]--;
    p->is_new_row = true;
    p->column = p->cells = p->covered = 0;
}

/* Passes over the columns that cells above cover: those that hang are empty here. */
static void enter_cell(page *p, const GumboNode *cell)
{
    for (; p->column < MOST_COLUMNS && p->hanging[p->column] > 0; p->column++, p->cells++)
        p->hanging[p->column]--;
    size_t columns = span_of(cell, "colspan"), rows = span_of(cell, "rowspan");
    for (size_t i = 0; i < columns && p->column < MOST_COLUMNS; i++, p->column++)
        p->hanging[p->column] = (unsigned char)(rows - 1);
    p->cells += 1 + p->covered;
    p->covered = columns - 1;
}

/* In a table of data: its rows and cells, and spaces for all that would be a block elsewhere. */
static void enter_in_table(page *p, const GumboNode *element, html_effect effect)
{
    p->gap = p->gap == GAP_NONE ? GAP_SPACE : p->gap;
    if (effect == HTML_ROW) {
        enter_row(p);
    } else if (effect == HTML_CELL) {
        enter_cell(p, element);
    } else if (effect == HTML_CAPTION) {
        close_block(p);
        begin_kind(p, BLOCK_CAPTION, 0);
        p->now.is_in_table = false;
    }
}

static void enter_block(page *p, const GumboNode *element, html_effect effect)
{
    close_block(p);
    switch (effect) {
    case HTML_HEADING:
        begin_kind(p, BLOCK_HEADING, (uint32_t)(element->v.element.tag - GUMBO_TAG_H1) + 1);
        break;
    case HTML_LIST: p->now.lists++; break;
    case HTML_ITEM:
        begin_kind(p, BLOCK_PARAGRAPH, 0);
        p->begins_item = true;
        break;
    case HTML_QUOTE:
        p->now.quotes++;
        p->now.is_in_article = true;
        break;
    case HTML_CAPTION: begin_kind(p, BLOCK_CAPTION, 0); break;
    case HTML_CODE:
        begin_kind(p, BLOCK_CODE, 0);
        p->now.is_pre = true;
        break;
    case HTML_TABLE:
        begin_kind(p, BLOCK_PARAGRAPH, 0);
        if (!is_data(p, element)) break;
        begin_kind(p, BLOCK_TABLE, 0);
        p->now.is_in_table = true;
        p->now.is_pre = false;
        break;
    default: break;
    }
}

/* The link of a heading to itself, which is a sign for the pointer and no part of its words. */
static bool is_permalink(const GumboNode *element)
{
    static const char *const signs[] = { "#", "\u00b6", "\u00a7" };
    const GumboVector *children = &element->v.element.children;
    const char *target = html_attribute(element, "href");
    if (element->v.element.tag != GUMBO_TAG_A || target == NULL || *target != '#') return false;
    if (children->length != 1 || !html_is_text(children->data[0])) return false;
    const char *text = ((const GumboNode *)children->data[0])->v.text.text;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strcmp(text, signs[i]) == 0) return true;
    return false;
}

/* True when what is in it is text. */
static bool enter_element(page *p, const GumboNode *element)
{
    html_effect effect = html_effect_of(element);
    if (effect == HTML_HIDDEN) return false;
    setting *outer = list_push(&p->outer);
    if (outer == NULL) {
        p->state = STATUS_NO_MEMORY;
        return false;
    }
    *outer = p->now;
    p->element++;
    judge(p, element);
    if (p->now.kind == BLOCK_HEADING && is_permalink(element)) p->now.is_silent = true;
    if (effect == HTML_BREAK) put_break(p);
    else if (effect == HTML_SPACED) put_gap(p, GAP_SPACE);
    else if (effect >= HTML_BLOCK && p->now.is_in_table) enter_in_table(p, element, effect);
    else if (effect >= HTML_BLOCK) enter_block(p, element, effect);
    return true;
}

static void leave_element(page *p, const GumboNode *element)
{
    html_effect effect = html_effect_of(element);
    bool was_in_table = p->now.is_in_table;
    setting outer = p->outer.items[--p->outer.count];
    if (effect == HTML_SPACED || (effect >= HTML_BLOCK && was_in_table && outer.is_in_table))
        put_gap(p, GAP_SPACE);
    else if (effect >= HTML_BLOCK) close_block(p);
    p->now = outer;
    if (effect == HTML_ITEM) p->begins_item = false;
}

static void read_page(page *p, const GumboNode *document)
{
    const GumboNode *node;
    html_walk walk = html_walk_begin(document);
    for (html_event event;
         page_state(p) == STATUS_OK && (event = html_walk_next(&walk, &node)) != HTML_END;) {
        if (event == HTML_ENTER && !enter_element(p, node)) html_walk_skip(&walk);
        else if (event == HTML_LEAVE) leave_element(p, node);
        else if (event == HTML_MEET && html_is_text(node)) put_node(p, node->v.text.text);
    }
    close_block(p);
    if (p->state == STATUS_OK) p->state = walk.state;
    html_walk_end(&walk);
}

static status explain(status s, error *e)
{
    if (s == STATUS_LIMIT) return error_set(e, s, "the page is too large: at most 4 GiB of text");
    return s == STATUS_OK ? s : error_memory(e);
}

status html_blocks(const char *text, size_t length, buffer *out_text, block_list *blocks,
                   html_head *head, error *e)
{
    html_tree tree;
    bool is_of_element;
    page p = { .text = out_text, .blocks = blocks, .is_new_row = true };
    if (length >= UINT32_MAX) return explain(STATUS_LIMIT, e);
    if (html_tree_parse(text, length, &tree, e) != STATUS_OK) return STATUS_NO_MEMORY;
    p.state = html_head_read(tree.document, head, &is_of_element);
    if (p.state == STATUS_OK) p.state = html_measure(tree.document, &p.contents);
    if (p.state == STATUS_OK) read_page(&p, tree.document);
    if (page_state(&p) == STATUS_OK)
        p.state = html_head_judge(head, is_of_element, out_text->data, blocks);
    list_free(&p.outer);
    list_free(&p.contents);
    html_tree_free(&tree);
    return explain(page_state(&p), e);
}

void html_head_free(html_head *head)
{
    for (size_t i = 0; i < head->fields.count; i++) {
        buffer_free(&head->fields.items[i].name);
        buffer_free(&head->fields.items[i].value);
    }
    list_free(&head->fields);
    buffer_free(&head->title);
}
