#include "text/markdown.h"

#include <limits.h>
#include <md4c.h>
#include <string.h>

#include "text/entities.h"
#include "text/pipe_table.h"
#include "text/shape.h"
#include "text/tags.h"

/* md4c walks the Markdown and calls back; a block of ours begins with the first text behind such a
 * call, and ends with the next call that begins or ends a block of Markdown. So what is empty
 * leaves no trace, and the paragraphs that md4c leaves out in tight lists need no care. */

typedef struct markdown {
    buffer *text;
    block_list *blocks;
    status state;

    block open; /* the block under way, if any */
    bool is_open;
    size_t before; /* length of the text without it and the blank line in front */
    char gap;      /* ' ' or '\n' to be written before the next text of the block, or NUL */

    block_kind kind; /* of the next block */
    uint32_t level;
    bool begins_item;       /* the next block is the first of a list item */
    uint32_t quotes, lists; /* how deep */

    bool is_new_row;
    size_t cells; /* of the row that are begun but not parted from their neighbours yet */

    bool is_html;
    buffer html; /* the raw HTML block under way */
} markdown;

/* ---- blocks ---- */

static status markdown_state(const markdown *m)
{
    return m->state != STATUS_OK ? m->state : m->text->state;
}

static void open_block(markdown *m)
{
    m->before = m->text->length;
    if (m->text->length > 0) buffer_text(m->text, "\n\n");
    m->open = (block){ .at.start = (uint32_t)m->text->length, .kind = m->kind, .level = m->level };
    m->is_open = true;
    m->gap = '\0';
    if (m->kind == BLOCK_PARAGRAPH && m->begins_item) {
        m->open.kind = BLOCK_LIST_ITEM;
        m->open.level = m->lists > 0 ? m->lists : 1;
    }
    if (m->quotes > 0) {
        m->open.role = ROLE_QUOTATION;
        m->open.role_given = true;
    }
}

static void shorten(buffer *b, size_t length)
{
    b->length = length;
    b->data[length] = '\0';
}

/* Takes the block as it stands at the end of the text, without the white space around it; one of
 * white space alone is taken back. */
static void keep_block(markdown *m, block b)
{
    uint32_t start = b.at.start;
    span inner = shape_trimmed(m->text->data, (span){ start, (uint32_t)m->text->length });
    if (inner.start == inner.stop) {
        shorten(m->text, m->before);
        return;
    }
    b.at.stop = start + (inner.stop - inner.start);
    memmove(m->text->data + start, m->text->data + inner.start, inner.stop - inner.start);
    shorten(m->text, b.at.stop);
    m->begins_item = false;
    block *slot = list_push(m->blocks);
    if (slot == NULL) m->state = STATUS_NO_MEMORY;
    else *slot = b;
}

/* Takes the lines of a paragraph from `start` on as a block of their own. */
static void keep_table(markdown *m, uint32_t start)
{
    buffer lines = { 0 };
    buffer_append(&lines, m->text->data + start, m->text->length - start);
    shorten(m->text, start);
    keep_block(m, m->open);
    m->kind = BLOCK_TABLE;
    open_block(m);
    if (lines.state == STATUS_OK) pipe_table_append(m->text, lines.data, lines.length);
    else m->state = lines.state;
    if (markdown_state(m) == STATUS_OK) keep_block(m, m->open);
    buffer_free(&lines);
}

static void close_block(markdown *m)
{
    uint32_t start;
    if (!m->is_open) return;
    m->is_open = false;
    m->gap = '\0';
    if (markdown_state(m) != STATUS_OK) return;
    if (m->text->length >= UINT32_MAX) m->state = STATUS_LIMIT;
    else if (m->kind == BLOCK_PARAGRAPH &&
             pipe_table_find(m->text->data, (span){ m->open.at.start, (uint32_t)m->text->length },
                             &start))
        keep_table(m, start);
    else keep_block(m, m->open);
    m->is_open = false;
}

/* Ends the block under way; the next one will be of this kind. */
static void begin_kind(markdown *m, block_kind kind, uint32_t level)
{
    close_block(m);
    m->kind = kind;
    m->level = level;
    m->is_new_row = kind == BLOCK_TABLE;
    m->cells = 0;
}

/* ---- text ---- */

static void begin_row(markdown *m)
{
    m->is_new_row = true;
    m->cells = 0;
    m->gap = '\0';
}

static void begin_cell(markdown *m)
{
    m->cells++;
    m->gap = '\0';
}

/* Writes what parts the cell that has text from the text before it. The first cell of a row is
 * parted from none. */
static void part_cells(markdown *m)
{
    if (m->is_new_row && m->text->length > m->open.at.start) buffer_byte(m->text, '\n');
    for (size_t i = m->is_new_row ? 1 : 0; i < m->cells; i++) buffer_text(m->text, " | ");
    m->is_new_row = false;
    m->cells = 0;
}

/* Makes ready for text that begins with the byte `next`. */
static void begin_text(markdown *m, char next)
{
    if (!m->is_open) open_block(m);
    if (m->kind == BLOCK_TABLE) part_cells(m);
    if (m->gap == '\0' || markdown_state(m) != STATUS_OK) return;
    bool is_parted = m->gap == ' ' && (next == ' ' || m->text->data[m->text->length - 1] == ' ');
    if (m->text->length > m->open.at.start && !is_parted)
        buffer_byte(m->text, (unsigned char)m->gap);
    m->gap = '\0';
}

static void put(markdown *m, const char *text, size_t length)
{
    if (length == 0) return;
    begin_text(m, *text);
    buffer_append(m->text, text, length);
}

/* Code in a cell, where a pipe is written with a backslash, which md4c leaves. */
static void put_cell_code(markdown *m, const char *text, size_t length)
{
    size_t done = 0;
    for (size_t i = 0; i + 1 < length; i++) {
        if (text[i] != '\\' || text[i + 1] != '|') continue;
        put(m, text + done, i - done);
        done = i + 1;
    }
    put(m, text + done, length - done);
}

/* A line break, which is a space inside of a cell. */
static void put_break(markdown *m) { m->gap = m->kind == BLOCK_TABLE ? ' ' : '\n'; }

static void put_space(markdown *m)
{
    if (m->gap == '\0') m->gap = ' ';
}

/* ---- raw HTML ---- */

static bool is_white(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Text between tags: runs of white space are one space or line break. */
static void put_html_text(markdown *m, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        for (; at < length && is_white(text[at]); at++) {
            if (text[at] == '\n') put_break(m);
            else put_space(m);
        }
        size_t start = at;
        while (at < length && !is_white(text[at])) at++;
        if (at == start) return;
        begin_text(m, text[start]);
        entities_append(m->text, text + start, at - start);
    }
}

static void put_tag(markdown *m, const tag_piece *piece)
{
    bool is_table = m->kind == BLOCK_TABLE;
    if (!is_table &&
        (piece->effect == TAG_ROW || piece->effect == TAG_CELL)) /* a blank line cut the table */
        begin_kind(m, BLOCK_TABLE, 0);
    switch (piece->effect) {
    case TAG_TEXT: put_html_text(m, piece->text, piece->length); break;
    case TAG_INLINE: break;
    case TAG_BREAK: put_break(m); break;
    case TAG_TABLE: begin_kind(m, BLOCK_TABLE, 0); break;
    case TAG_ROW: begin_row(m); break;
    case TAG_CELL: begin_cell(m); break;
    case TAG_HEADING: begin_kind(m, BLOCK_HEADING, piece->level); break;
    case TAG_ITEM:
        begin_kind(m, BLOCK_PARAGRAPH, 0);
        m->begins_item = true;
        break;
    case TAG_PART:
        if (is_table) put_space(m);
        else begin_kind(m, BLOCK_PARAGRAPH, 0);
        break;
    case TAG_TABLE_END: begin_kind(m, BLOCK_PARAGRAPH, 0); break;
    }
}

static void end_html(markdown *m)
{
    tag_piece piece;
    m->is_html = false;
    if (m->html.state != STATUS_OK) m->state = m->html.state;
    for (size_t at = 0; tags_next(m->html.data, m->html.length, &at, &piece);) put_tag(m, &piece);
    begin_kind(m, BLOCK_PARAGRAPH, 0);
    buffer_clear(&m->html);
}

/* A tag between the words of a paragraph; md4c hands over each by itself, one of several lines in
 * parts. */
static void put_inline_html(markdown *m, const char *text, size_t length)
{
    tag_piece piece;
    size_t at = 0;
    if (*text != '<' || !tags_next(text, length, &at, &piece)) return;
    if (piece.effect == TAG_BREAK) put_break(m);
    else if (piece.effect != TAG_INLINE) put_space(m);
}

/* ---- what md4c calls ---- */

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    markdown *m = context;
    switch (type) {
    case MD_BLOCK_TR: begin_row(m); break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: begin_cell(m); break;
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY: break;
    case MD_BLOCK_H:
        begin_kind(m, BLOCK_HEADING, ((const MD_BLOCK_H_DETAIL *)detail)->level);
        break;
    case MD_BLOCK_CODE: begin_kind(m, BLOCK_CODE, 0); break;
    case MD_BLOCK_TABLE: begin_kind(m, BLOCK_TABLE, 0); break;
    default: begin_kind(m, BLOCK_PARAGRAPH, 0); break;
    }
    if (type == MD_BLOCK_QUOTE) m->quotes++;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) m->lists++;
    if (type == MD_BLOCK_LI) m->begins_item = true;
    if (type == MD_BLOCK_HTML) m->is_html = true;
    return markdown_state(m) != STATUS_OK;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    markdown *m = context;
    (void)detail;
    if (type == MD_BLOCK_TR || type == MD_BLOCK_TH || type == MD_BLOCK_TD ||
        type == MD_BLOCK_THEAD || type == MD_BLOCK_TBODY)
        return 0;
    if (type == MD_BLOCK_HTML) end_html(m);
    begin_kind(m, BLOCK_PARAGRAPH, 0);
    if (type == MD_BLOCK_QUOTE) m->quotes--;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) m->lists--;
    if (type == MD_BLOCK_LI) m->begins_item = false;
    return markdown_state(m) != STATUS_OK;
}

static int ignore_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)type, (void)detail, (void)context;
    return 0;
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE length, void *context)
{
    markdown *m = context;
    static const char REPLACEMENT[] = "\xef\xbf\xbd";
    if (type == MD_TEXT_NULLCHAR) text = REPLACEMENT, length = sizeof REPLACEMENT - 1;
    if (m->is_html) {
        buffer_append(&m->html, text, length);
    } else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
        put_break(m);
    } else if (type == MD_TEXT_HTML) {
        put_inline_html(m, text, length);
    } else if (type == MD_TEXT_ENTITY) {
        begin_text(m, *text);
        entity_append(m->text, text, length);
    } else if (type == MD_TEXT_CODE && m->kind == BLOCK_TABLE) {
        put_cell_code(m, text, length);
    } else {
        put(m, text, length);
    }
    return markdown_state(m) != STATUS_OK;
}

static status explain(status s, error *e)
{
    if (s == STATUS_LIMIT)
        return error_set(e, s, "the Markdown is too large: at most 2 GiB, and 4 GiB of text");
    return s == STATUS_OK ? s : error_memory(e);
}

status markdown_blocks(const char *text, size_t length, buffer *out_text, block_list *blocks,
                       error *e)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_TASKLISTS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = ignore_span,
        .leave_span = ignore_span,
        .text = add_text,
    };
    if (length >= INT_MAX) return explain(STATUS_LIMIT, e);
    markdown m = { .text = out_text, .blocks = blocks };
    buffer padded = { 0 }; /* md4c reads past the end of a text without a last line end */
    buffer_append(&padded, text, length);
    buffer_byte(&padded, '\n');
    if (padded.state != STATUS_OK) m.state = padded.state;
    else if (md_parse(padded.data, (MD_SIZE)padded.length, &parser, &m) != 0 &&
             markdown_state(&m) == STATUS_OK)
        m.state = STATUS_NO_MEMORY;
    buffer_free(&padded);
    buffer_free(&m.html);
    return explain(markdown_state(&m), e);
}
