/* The lines of a text with their shape: what layout.c judges blocks from.
 *
 * Any line end counts: LF, CR, CRLF, VT, FF, NEL, LS, PS. Blank lines are not listed; the line
 * behind them says how many there were, so a text costs at most a fixed number of bytes for each
 * byte of it. */
#ifndef MOONLEAF_TEXT_LINES_H
#define MOONLEAF_TEXT_LINES_H

#include "base/list.h"
#include "base/status.h"
#include "text/shape.h"

typedef struct line {
    uint32_t start, stop; /* without the white space around it */
    uint32_t width;       /* columns from start to stop */
    uint32_t page;        /* 1 .., one more for each form feed before it */
    uint16_t indent;      /* columns before start; 65535 when more */
    uint8_t blanks;       /* blank lines before it; 255 when more */
    uint8_t gaps; /* tabs and runs of three spaces and more between start and stop; 255 when more */
    uint8_t opens;      /* opening */
    uint8_t ends;       /* ending */
    uint8_t marker;     /* marker_kind */
    uint8_t first_word; /* columns of the first word, at most 40: what would have to fit on the line
                           before */
    bool opens_page;    /* a form feed stands before it */
} line;

typedef LIST(line) line_list;

/* Appends the lines of text[0, length) that are not blank, and answers in `pages` how many form
 * feeds there are. */
status lines_of(const char *text, size_t length, line_list *lines, uint32_t *pages, error *e);

static inline span line_span(const line *l) { return (span){ l->start, l->stop }; }

/* Columns up to the end of the line. */
static inline uint32_t line_edge(const line *l) { return l->indent + l->width; }

/* True when a column of one line begins or ends where a column of the other does. */
bool lines_are_aligned(const char *text, const line *a, const line *b);

#endif
