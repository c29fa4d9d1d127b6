#include "host/cells.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

typedef struct writer {
    buffer *out;
    cells_style style;
    const column *columns;
    size_t count;
    bool has_document; /* a column names it */
    bool is_first;     /* the field that is next, in its row */
    buffer scratch;
} writer;

cells_style cells_style_find(const char *name)
{
    static const char *const names[] = { "csv", "csv_safe", "tsv", "json" };
    cells_style style = CELLS_CSV;
    while (style < CELLS_STYLES && strcmp(names[style], name) != 0) style++;
    return style;
}

static writer writer_of(buffer *out, cells_style style, const column *columns, size_t count)
{
    writer w = { .out = out, .style = style, .columns = columns, .count = count };
    for (size_t i = 0; i < count; i++)
        w.has_document |=
            columns[i].type == COLUMN_TEXT && strcmp(columns[i].name, "document") == 0;
    return w;
}

/* --- Values --- */

static void put_csv(buffer *out, const char *text, size_t length)
{
    bool is_plain = length > 0;
    for (size_t i = 0; i < length && is_plain; i++)
        is_plain = text[i] != ',' && text[i] != '"' && text[i] != '\r' && text[i] != '\n';
    if (is_plain) {
        buffer_append(out, text, length);
        return;
    }
    buffer_byte(out, '"');
    for (const char *quote; (quote = memchr(text, '"', length)) != NULL;) {
        size_t size = (size_t)(quote - text) + 1;
        buffer_append(out, text, size);
        buffer_byte(out, '"');
        text += size;
        length -= size;
    }
    buffer_append(out, text, length);
    buffer_byte(out, '"');
}

/* A text that a spreadsheet would take for a formula stands behind an apostrophe (OWASP, "CSV
 * Injection"). */
static void put_safe_csv(writer *w, const char *text, size_t length)
{
    if (length == 0 || memchr("=+-@\t\r", text[0], 6) == NULL) {
        put_csv(w->out, text, length);
        return;
    }
    buffer_clear(&w->scratch);
    buffer_byte(&w->scratch, '\'');
    buffer_append(&w->scratch, text, length);
    if (w->scratch.state != STATUS_OK) w->out->state = w->scratch.state;
    else put_csv(w->out, w->scratch.data, w->scratch.length);
}

static void put_tsv(buffer *out, const char *text, size_t length)
{
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        const char *escape = text[i] == '\t'   ? "\\t"
                             : text[i] == '\n' ? "\\n"
                             : text[i] == '\r' ? "\\r"
                             : text[i] == '\\' ? "\\\\"
                                               : NULL;
        if (escape == NULL) continue;
        buffer_append(out, text + kept, i - kept);
        buffer_append(out, escape, 2);
        kept = i + 1;
    }
    buffer_append(out, text + kept, length - kept);
}

static void put_json(writer *w, const char *text, size_t length)
{
    if (!utf8_is_valid(text, length)) {
        buffer_clear(&w->scratch);
        utf8_append_repaired(&w->scratch, text, length);
        text = w->scratch.data;
        length = w->scratch.length;
    }
    json_append_text(w->out, text, length);
}

static void put_text(writer *w, const char *text, size_t length)
{
    if (w->style == CELLS_CSV) put_csv(w->out, text, length);
    else if (w->style == CELLS_SAFE_CSV) put_safe_csv(w, text, length);
    else if (w->style == CELLS_TSV) put_tsv(w->out, text, length);
    else put_json(w, text, length);
}

static void put_integer(writer *w, int64_t integer)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t left = integer < 0 ? -(uint64_t)integer : (uint64_t)integer;
    do *--at = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (integer < 0) *--at = '-';
    buffer_append(w->out, at, (size_t)(digits + sizeof digits - at));
}

/* The shortest decimal that reads back as the same double: 15 digits mostly do, 17 always do. */
static void put_number(writer *w, double number)
{
    char text[40];
    int digits = 15;
    if (!isfinite(number) && w->style == CELLS_JSON) {
        buffer_text(w->out, "null");
        return;
    }
    if (number == floor(number) && fabs(number) < 1e15) snprintf(text, sizeof text, "%.0f", number);
    else do
            snprintf(text, sizeof text, "%.*g", digits, number);
        while (digits++ < 17 && strtod(text, NULL) != number);
    buffer_text(w->out, text);
}

/* JSON in JSON, on one line: a line break there is white space only. */
static void put_raw_json(writer *w, const char *text, size_t length)
{
    bool was_break = false;
    for (size_t i = 0; i < length; i++) {
        bool is_break = text[i] == '\n' || text[i] == '\r';
        if (!is_break || !was_break) buffer_byte(w->out, is_break ? ' ' : (unsigned char)text[i]);
        was_break = is_break;
    }
}

static void put_value(writer *w, const value *v, column_type type)
{
    bool is_json = w->style == CELLS_JSON;
    if (v->type == VALUE_NULL && is_json) buffer_text(w->out, "null");
    else if (v->type == VALUE_BOOLEAN) buffer_text(w->out, v->integer != 0 ? "true" : "false");
    else if (v->type == VALUE_INTEGER) put_integer(w, v->integer);
    else if (v->type == VALUE_NUMBER) put_number(w, v->number);
    else if (v->type == VALUE_TEXT && type == COLUMN_JSON && is_json)
        put_raw_json(w, v->text, v->length);
    else if (v->type == VALUE_TEXT) put_text(w, v->text, v->length);
}

/* --- Fields --- */

static void begin_field(writer *w, const char *name, const char *ending)
{
    if (!w->is_first) buffer_byte(w->out, w->style == CELLS_TSV ? '\t' : ',');
    w->is_first = false;
    if (w->style != CELLS_JSON) return;
    json_append_text(w->out, name, strlen(name));
    if (w->out->state == STATUS_OK) w->out->length--; /* the quotation mark behind it */
    buffer_text(w->out, ending);
    buffer_append(w->out, "\":", 2);
}

static void put_part(writer *w, const char *name, const char *ending, value part)
{
    begin_field(w, name, ending);
    put_value(w, &part, COLUMN_TEXT);
}

static void put_span(writer *w, const char *name, const output_cell *cell)
{
    const quotation *q = &cell->quotation;
    bool is = cell->is_quotation;
    value none = { .type = VALUE_NULL };
    value text = { .type = VALUE_TEXT, .text = q->text, .length = q->length };
    put_part(w, name, "", is ? text : none);
    put_part(w, name, "_start", is ? value_of_integer(q->at.start) : none);
    put_part(w, name, "_stop", is ? value_of_integer(q->at.stop) : none);
    if (!w->has_document) put_part(w, name, "_document", is ? value_of_text(q->document) : none);
}

/* A JSON array of objects, in CSV and TSV as a text. */
static void put_spans(writer *w, size_t count, reader *rest)
{
    buffer list = { 0 };
    writer json = { .out = &list, .style = CELLS_JSON };
    buffer_byte(&list, '[');
    for (size_t i = 0; i < count && !rest->failed; i++) {
        output_cell cell = output_read_cell(rest);
        if (!cell.is_quotation) rest->failed = true;
        buffer_text(&list, i > 0 ? ",{\"text\":" : "{\"text\":");
        put_json(&json, cell.quotation.text, cell.quotation.length);
        buffer_text(&list, ",\"document\":");
        value name = value_of_text(cell.quotation.document);
        put_value(&json, &name, COLUMN_TEXT);
        buffer_format(&list, ",\"start\":%u,\"stop\":%u}", cell.quotation.at.start,
                      cell.quotation.at.stop);
    }
    buffer_byte(&list, ']');
    if (list.state != STATUS_OK) rest->failed = true;
    else if (w->style == CELLS_JSON) buffer_append(w->out, list.data, list.length);
    else put_text(w, list.data, list.length);
    buffer_free(&list);
    buffer_free(&json.scratch);
}

static void put_cell(writer *w, const column *c, reader *rows)
{
    output_cell cell = output_read_cell(rows);
    if (c->type == COLUMN_SPAN) {
        put_span(w, c->name, &cell);
        return;
    }
    begin_field(w, c->name, "");
    if (cell.is_list) put_spans(w, cell.count, rows);
    else if (!cell.is_quotation) put_value(w, &cell.value, c->type);
    free((void *)cell.value.spans);
}

static void end_row(writer *w)
{
    if (w->style == CELLS_JSON) buffer_byte(w->out, '}');
    if (w->style <= CELLS_SAFE_CSV) buffer_byte(w->out, '\r');
    buffer_byte(w->out, '\n');
}

/* --- Rows --- */

bool cells_put_rows(buffer *out, cells_style style, const column *columns, size_t count,
                    reader *rows)
{
    writer w = writer_of(out, style, columns, count);
    while (rows->at < rows->end && !rows->failed) {
        w.is_first = true;
        if (style == CELLS_JSON) buffer_byte(out, '{');
        for (size_t i = 0; i < count && !rows->failed; i++) put_cell(&w, &columns[i], rows);
        end_row(&w);
        if (count == 0) break;
    }
    buffer_free(&w.scratch);
    return !rows->failed;
}

void cells_put_header(buffer *out, cells_style style, const column *columns, size_t count)
{
    static const char *const endings[] = { "", "_start", "_stop", "_document" };
    writer w = writer_of(out, style, columns, count);
    if (style == CELLS_JSON) return;
    w.is_first = true;
    for (size_t i = 0; i < count; i++) {
        size_t parts = columns[i].type != COLUMN_SPAN ? 1 : w.has_document ? 3 : 4;
        for (size_t k = 0; k < parts; k++) {
            buffer_clear(&w.scratch);
            buffer_format(&w.scratch, "%s%s", columns[i].name, endings[k]);
            begin_field(&w, "", "");
            if (w.scratch.state == STATUS_OK) put_text(&w, w.scratch.data, w.scratch.length);
        }
    }
    end_row(&w);
    buffer_free(&w.scratch);
}
