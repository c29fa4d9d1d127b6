#include "base/csv.h"

#include <string.h>

static const char SEPARATORS[] = { ',', ';', '\t' }; /* of equally many the first */

static bool is_break(char c) { return c == '\n' || c == '\r'; }

/* The separator that stands most often in the first line that has one, quoted ones aside. */
static char find_separator(const char *text, size_t length)
{
    size_t counts[sizeof SEPARATORS] = { 0 }, best = 0;
    bool is_quoted = false, is_empty = true;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if (is_break(text[i]) && !is_empty) break;
        if (!is_break(text[i])) is_empty = false;
        for (size_t j = 0; j < sizeof SEPARATORS; j++) counts[j] += text[i] == SEPARATORS[j];
    }
    for (size_t j = 1; j < sizeof SEPARATORS; j++)
        if (counts[j] > counts[best]) best = j;
    return SEPARATORS[best];
}

csv_reader csv_begin(const char *text, size_t length)
{
    csv_reader r = { .text = text, .length = length, .line_reached = 1 };
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) r.at = 3;
    r.separator = find_separator(text + r.at, length - r.at);
    return r;
}

/* Moves behind a line's end, if one is here. */
static bool skip_break(csv_reader *r)
{
    if (r->at == r->length || !is_break(r->text[r->at])) return false;
    bool is_return = r->text[r->at++] == '\r';
    if (is_return && r->at < r->length && r->text[r->at] == '\n') r->at++;
    r->line_reached++;
    return true;
}

static status read_quoted(csv_reader *r, error *e)
{
    size_t line = r->line_reached;
    r->at++;
    while (r->at < r->length) {
        size_t from = r->at;
        if (r->text[from] == '"') {
            r->at++;
            if (r->at == r->length || r->text[r->at] != '"') return STATUS_OK;
            r->at++;
            buffer_byte(&r->cells, '"');
            continue;
        }
        if (!skip_break(r)) r->at++;
        buffer_append(&r->cells, r->text + from, r->at - from);
    }
    return error_set(e, STATUS_USAGE, "line %zu: the double quote is never closed", line);
}

static void read_plain(csv_reader *r)
{
    size_t from = r->at;
    while (r->at < r->length && r->text[r->at] != r->separator && !is_break(r->text[r->at]))
        r->at++;
    buffer_append(&r->cells, r->text + from, r->at - from);
}

/* Reads one cell, up to the separator or the line's end. */
static status read_cell(csv_reader *r, error *e)
{
    size_t *start = list_push(&r->starts);
    if (start == NULL) return error_memory(e);
    *start = r->cells.length;
    bool is_quoted = r->at < r->length && r->text[r->at] == '"';
    status s = STATUS_OK;
    if (is_quoted) s = read_quoted(r, e);
    else read_plain(r);
    buffer_byte(&r->cells, '\0');
    if (s != STATUS_OK) return s;
    if (r->at < r->length && r->text[r->at] != r->separator && !is_break(r->text[r->at]))
        return error_set(e, STATUS_USAGE,
                         "line %zu: text follows a closing double quote; a quote inside of quotes "
                         "is doubled",
                         r->line_reached);
    return r->cells.state == STATUS_OK ? STATUS_OK : error_memory(e);
}

status csv_next(csv_reader *r, error *e)
{
    buffer_clear(&r->cells);
    r->starts.count = r->count = 0;
    while (skip_break(r)) continue;
    r->line = r->line_reached;
    if (r->at == r->length) return STATUS_OK;
    for (;;) {
        status s = read_cell(r, e);
        if (s != STATUS_OK) return s;
        if (r->at == r->length || r->text[r->at] != r->separator) break;
        r->at++;
    }
    skip_break(r);
    r->count = r->starts.count;
    return STATUS_OK;
}

const char *csv_cell(const csv_reader *r, size_t index)
{
    return r->cells.data + r->starts.items[index];
}

void csv_end(csv_reader *r)
{
    buffer_free(&r->cells);
    list_free(&r->starts);
}
