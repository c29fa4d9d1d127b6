#include "text/lines.h"

#include "text/utf8.h"

enum {
    TAB = 8,
    LONGEST_ROW = 600,      /* bytes; a longer line is no row of a table */
    LONGEST_FIRST_WORD = 40 /* columns; longer words (addresses) break anywhere */
};

/* Bytes with which a line end may begin: controls LF .. CR, NEL (c2 85), LS and PS (e2 80 a8, e2 80
 * a9). */
static const bool may_break[256] = {
    ['\n'] = true, ['\v'] = true, ['\f'] = true, ['\r'] = true, [0xc2] = true, [0xe2] = true
};

/* Bytes of the line end at `at`, 0 when there is none. */
static size_t break_length(const char *text, size_t length, size_t at)
{
    const unsigned char *p = (const unsigned char *)text + at;
    size_t room = length - at;
    switch (p[0]) {
    case '\r': return room > 1 && p[1] == '\n' ? 2 : 1;
    case 0xc2: return room > 1 && p[1] == 0x85 ? 2 : 0;
    case 0xe2: return room > 2 && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9) ? 3 : 0;
    default: return 1;
    }
}

static size_t find_break(const char *text, size_t length, size_t at, size_t *size)
{
    for (;; at++) {
        while (at < length && !may_break[(unsigned char)text[at]]) at++;
        if (at == length) break;
        *size = break_length(text, length, at);
        if (*size > 0) return at;
    }
    *size = 0;
    return length;
}

static uint16_t indent_of(const char *text, uint32_t from, uint32_t to)
{
    uint32_t columns = 0;
    for (size_t at = from; at < to && columns < UINT16_MAX;) {
        uint32_t point = utf8_next(text, to, &at);
        if (point == '\t') columns = (columns / TAB + 1) * TAB;
        else if (point == 0x3000) columns += 2;
        else columns += point != 0xfeff;
    }
    return columns < UINT16_MAX ? (uint16_t)columns : UINT16_MAX;
}

static uint8_t count_gaps(const char *text, span at)
{
    if (at.stop - at.start > LONGEST_ROW) return 0;
    uint32_t gaps = 0, run = 0;
    for (uint32_t i = at.start; i < at.stop; i++) {
        run = text[i] == ' ' ? run + 1 : text[i] == '\t' ? 3 : 0;
        gaps += run == 3;
    }
    return gaps < UINT8_MAX ? (uint8_t)gaps : UINT8_MAX;
}

/* Of scripts without spaces a character. */
static uint8_t first_word(const char *text, span at)
{
    uint32_t stop = at.start;
    while (stop < at.stop && stop - at.start < LONGEST_FIRST_WORD) {
        unsigned char byte = (unsigned char)text[stop];
        bool is_wide = byte >= 0xe3 && byte <= 0xed;
        if (is_wide && stop == at.start) return 2;
        if (byte == ' ' || byte == '\t' || is_wide) break;
        stop++;
    }
    return (uint8_t)shape_columns(text, (span){ at.start, stop });
}

/* What is between two line ends. */
typedef struct walk {
    uint32_t page;
    uint8_t blanks;
    bool opens_page;
} walk;

static status add_line(const char *text, span whole, walk *w, line_list *lines, error *e)
{
    span at = shape_trimmed(text, whole);
    if (at.start == at.stop) {
        if (w->blanks < UINT8_MAX) w->blanks++;
        return STATUS_OK;
    }
    line *added = list_push(lines);
    if (added == NULL) return error_memory(e);
    *added = (line){
        .start = at.start,
        .stop = at.stop,
        .width = shape_columns(text, at),
        .page = w->page,
        .indent = indent_of(text, whole.start, at.start),
        .blanks = w->blanks,
        .gaps = count_gaps(text, at),
        .opens = (uint8_t)shape_opening(text, at),
        .ends = (uint8_t)shape_ending(text, at),
        .marker = (uint8_t)shape_marker(text, at).kind,
        .first_word = first_word(text, at),
        .opens_page = w->opens_page,
    };
    w->blanks = 0;
    w->opens_page = false;
    return STATUS_OK;
}

status lines_of(const char *text, size_t length, line_list *lines, uint32_t *pages, error *e)
{
    walk w = { .page = 1 };
    for (size_t at = 0, size = 0; at < length; at += size) {
        size_t stop = find_break(text, length, at, &size);
        span whole = { (uint32_t)at, (uint32_t)stop };
        bool is_form_feed = size == 1 && text[stop] == '\f';
        if (stop > at || !is_form_feed) {
            status s = add_line(text, whole, &w, lines, e);
            if (s != STATUS_OK) return s;
        }
        at = stop;
        w.page += is_form_feed;
        w.opens_page |= is_form_feed;
    }
    *pages = w.page - 1;
    return STATUS_OK;
}

/* The edge of a gap from *at on, in bytes from the beginning of the line with its indent; false at
 * its end. */
static bool next_edge(const char *text, const line *l, uint32_t *at, uint32_t *edge)
{
    for (; *at < l->stop; ++*at) {
        uint32_t i = *at;
        bool here = text[i] == ' ', before = i > l->start && text[i - 1] == ' ';
        bool begins =
            here && !before && i + 2 < l->stop && text[i + 1] == ' ' && text[i + 2] == ' ';
        bool ends =
            !here && i >= l->start + 3 && before && text[i - 2] == ' ' && text[i - 3] == ' ';
        if (text[i] != '\t' && !begins && !ends) continue;
        *edge = l->indent + shape_columns(text, (span){ l->start, i });
        ++*at;
        return true;
    }
    return false;
}

bool lines_are_aligned(const char *text, const line *a, const line *b)
{
    uint32_t at_a = a->start, at_b = b->start, edge_a, edge_b;
    bool more = next_edge(text, a, &at_a, &edge_a) && next_edge(text, b, &at_b, &edge_b);
    while (more) {
        if (text[at_a - 1] == '\t' && text[at_b - 1] == '\t')
            return true; /* tabs align by themselves */
        if (edge_a == edge_b) return true;
        more = edge_a < edge_b ? next_edge(text, a, &at_a, &edge_a)
                               : next_edge(text, b, &at_b, &edge_b);
    }
    return false;
}
