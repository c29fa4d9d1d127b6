#include "text/pipe_table.h"

#include <string.h>

/* A line, or a part of one, without its '\n'. */
typedef struct piece {
    const char *text;
    size_t length;
} piece;

/* The piece up to the next `mark`; `rest` is what is behind it. */
static piece cut(piece *rest, char mark)
{
    const char *end = rest->length == 0 ? NULL : memchr(rest->text, mark, rest->length);
    piece head = { rest->text, end == NULL ? rest->length : (size_t)(end - rest->text) };
    size_t used = end == NULL ? head.length : head.length + 1;
    rest->text += used;
    rest->length -= used;
    return head;
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static piece trimmed(piece p)
{
    while (p.length > 0 && is_blank(p.text[p.length - 1])) p.length--;
    while (p.length > 0 && is_blank(*p.text)) p.text++, p.length--;
    return p;
}

/* The cells of a row as text[0, length) with a '|' between each two. */
static piece inside(piece row)
{
    row = trimmed(row);
    if (row.length > 0 && *row.text == '|') row.text++, row.length--;
    if (row.length > 0 && row.text[row.length - 1] == '|') row.length--;
    return row;
}

static size_t count_cells(piece row)
{
    size_t count = 1;
    row = inside(row);
    for (size_t i = 0; i < row.length; i++) count += row.text[i] == '|';
    return count;
}

/* True for "-", ":--", ":-:" ... */
static bool is_rule_cell(piece cell)
{
    cell = trimmed(cell);
    if (cell.length > 0 && *cell.text == ':') cell.text++, cell.length--;
    if (cell.length > 0 && cell.text[cell.length - 1] == ':') cell.length--;
    for (size_t i = 0; i < cell.length; i++)
        if (cell.text[i] != '-') return false;
    return cell.length > 0;
}

static bool is_rule(piece line)
{
    if (line.length == 0 || memchr(line.text, '|', line.length) == NULL) return false;
    for (piece rest = inside(line); rest.length > 0;)
        if (!is_rule_cell(cut(&rest, '|'))) return false;
    return inside(line).length > 0;
}

bool pipe_table_find(const char *text, span at, uint32_t *start)
{
    piece rest = { text + at.start, at.stop - at.start }, header = cut(&rest, '\n');
    while (rest.length > 0) {
        piece line = cut(&rest, '\n');
        if (is_rule(line) && header.length > 0 && memchr(header.text, '|', header.length) != NULL &&
            count_cells(line) == count_cells(header)) {
            *start = (uint32_t)(header.text - text);
            return true;
        }
        header = line;
    }
    return false;
}

static void append_row(buffer *out, piece row)
{
    size_t pending = 0; /* cells that are not parted from their neighbours yet */
    for (piece rest = inside(row); rest.length > 0; pending++) {
        piece cell = trimmed(cut(&rest, '|'));
        if (cell.length == 0) continue;
        for (; pending > 0; pending--) buffer_text(out, " | ");
        buffer_append(out, cell.text, cell.length);
    }
}

void pipe_table_append(buffer *out, const char *lines, size_t length)
{
    piece rest = { lines, length };
    append_row(out, cut(&rest, '\n'));
    cut(&rest, '\n');
    while (rest.length > 0) {
        buffer_byte(out, '\n');
        append_row(out, cut(&rest, '\n'));
    }
}
