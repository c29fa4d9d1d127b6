#include "host/kwic.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"
#include "text/utf8.h"

enum {
    LONGEST_NAME = 20,    /* columns */
    LEFT_IN_HUNDRED = 45, /* of what the name leaves: readers look at what follows a hit */
    CELLS = 4,
};

#define ELLIPSIS "\u2026"
#define LEFT_TO_RIGHT_MARK "\u200e"

typedef struct piece {
    const char *text;
    size_t length, width;
} piece;

bool kwic_fits(const column *columns, size_t count)
{
    static const char *const names[] = { "left", "match", "right" };
    if (count != CELLS || columns[3].type != COLUMN_SPAN) return false;
    for (size_t i = 0; i < 3; i++)
        if (columns[i].type != COLUMN_TEXT || strcmp(columns[i].name, names[i]) != 0) return false;
    return true;
}

/* --- Safe text --- */

static bool is_plain_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] > '~') return false;
    return true;
}

/* Control characters, and those that turn the direction of what follows. */
static bool steers(uint32_t point)
{
    return point < ' ' || (point >= 0x7f && point < 0xa0) || (point >= 0x202a && point <= 0x202e) ||
           (point >= 0x2066 && point <= 0x2069) || point == 0x2028 || point == 0x2029;
}

static bool is_right_to_left(uint32_t point)
{
    return (point >= 0x590 && point <= 0x8ff) || (point >= 0xfb1d && point <= 0xfdff) ||
           (point >= 0xfe70 && point <= 0xfeff);
}

/* Appends the text as it may be sent to a terminal. */
static void put_safe(buffer *out, const kwic_page *page, piece p)
{
    size_t before = out->length;
    bool has_right_to_left = false;
    if (is_plain_ascii(p.text, p.length)) {
        buffer_append(out, p.text, p.length);
        return;
    }
    for (size_t at = 0; at < p.length;) {
        size_t from = at;
        uint32_t point = utf8_next(p.text, p.length, &at);
        has_right_to_left |= is_right_to_left(point);
        if (point == UTF8_INVALID || steers(point)) utf8_append(out, 0xfffd);
        else if (point != 0xad) buffer_append(out, p.text + from, at - from);
    }
    if (!has_right_to_left || !page->is_terminal || out->state != STATUS_OK) return;
    buffer marked = { 0 };
    buffer_text(&marked, LEFT_TO_RIGHT_MARK);
    buffer_append(&marked, out->data + before, out->length - before);
    buffer_text(&marked, LEFT_TO_RIGHT_MARK);
    out->length = before;
    buffer_append(out, marked.data, marked.length);
    buffer_free(&marked);
}

/* --- Cutting --- */

static piece whole(const char *text, size_t length)
{
    size_t width = is_plain_ascii(text, length) ? length : text_width(text, length);
    return (piece){ text, length, width };
}

/* The beginning that takes so many columns at most. */
static piece head_of(piece p, size_t columns)
{
    size_t width = 0, at = 0;
    while (at < p.length) {
        size_t behind = at;
        utf8_next(p.text, p.length, &behind);
        size_t more = text_width(p.text + at, behind - at);
        if (width + more > columns) break;
        width += more;
        at = behind;
    }
    return (piece){ p.text, at, width };
}

/* The end. */
static piece tail_of(piece p, size_t columns)
{
    size_t width = 0, at = p.length;
    while (at > 0) {
        size_t before = at - 1;
        while (before > 0 && (p.text[before] & 0xc0) == 0x80) before--;
        size_t more = text_width(p.text + before, at - before);
        if (width + more > columns) break;
        width += more;
        at = before;
    }
    return (piece){ p.text + at, p.length - at, width };
}

static void put_spaces(buffer *out, size_t count)
{
    char *room = buffer_room(out, count);
    if (room == NULL) return;
    memset(room, ' ', count);
    room[count] = '\0';
    out->length += count;
}

/* Puts the text, cut with an ellipsis where there is no room; answers the columns that are left. */
static size_t put_cut(buffer *out, const kwic_page *page, piece p, size_t columns)
{
    bool is_cut = p.width > columns;
    if (columns == 0) return 0;
    if (is_cut) p = head_of(p, columns - 1);
    put_safe(out, page, p);
    if (is_cut) buffer_text(out, ELLIPSIS);
    return columns - p.width - is_cut;
}

static void put_left(buffer *out, const kwic_page *page, piece p, size_t columns)
{
    bool is_cut = p.width > columns;
    if (is_cut) p = tail_of(p, columns - 1);
    put_spaces(out, columns - p.width - is_cut);
    if (is_cut) buffer_text(out, ELLIPSIS);
    put_safe(out, page, p);
}

/* --- Rows --- */

typedef struct kwic_row {
    piece name, left, match, right;
} kwic_row;

static piece read_text(reader *rows)
{
    output_cell cell = output_read_cell(rows);
    if (cell.is_quotation || cell.is_list || cell.value.type != VALUE_TEXT) rows->failed = true;
    free((void *)cell.value.spans);
    return rows->failed ? (piece){ "", 0, 0 } : whole(cell.value.text, cell.value.length);
}

static kwic_row read_row(reader *rows)
{
    kwic_row row = { .left = read_text(rows) };
    row.match = read_text(rows);
    row.right = read_text(rows);
    output_cell cell = output_read_cell(rows);
    if (!cell.is_quotation || cell.quotation.document == NULL) rows->failed = true;
    free((void *)cell.value.spans);
    row.name = rows->failed ? (piece){ "", 0, 0 }
                            : whole(cell.quotation.document, strlen(cell.quotation.document));
    return row;
}

static void put_row(buffer *out, const kwic_page *page, const kwic_row *row)
{
    size_t room = page->width > page->names + 20 ? page->width - page->names - 3 : 20;
    size_t left = room * LEFT_IN_HUNDRED / 100;
    size_t missing = put_cut(out, page, row->name, page->names);
    put_spaces(out, missing + 2);
    put_left(out, page, row->left, left);
    buffer_text(out, page->is_coloured ? " \033[1m" : " ");
    room = put_cut(out, page, row->match, room - left);
    if (page->is_coloured) buffer_text(out, "\033[0m");
    if (room > 2 && row->right.length > 0) {
        buffer_byte(out, ' ');
        put_cut(out, page, row->right, room - 1);
    }
    buffer_byte(out, '\n');
}

static size_t widest_name(reader rows)
{
    size_t widest = 1;
    while (rows.at < rows.end && !rows.failed) {
        kwic_row row = read_row(&rows);
        if (row.name.width > widest) widest = row.name.width;
    }
    return widest < LONGEST_NAME ? widest : LONGEST_NAME;
}

bool kwic_put_rows(buffer *out, kwic_page *page, reader *rows)
{
    if (page->names == 0) page->names = widest_name(*rows);
    while (rows->at < rows->end && !rows->failed) {
        kwic_row row = read_row(rows);
        if (!rows->failed) put_row(out, page, &row);
    }
    return !rows->failed;
}
