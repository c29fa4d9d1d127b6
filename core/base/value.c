#include "base/value.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const column_types[COLUMN_TYPES] = {
    [COLUMN_TEXT] = "text",       [COLUMN_INTEGER] = "integer",   [COLUMN_NUMBER] = "number",
    [COLUMN_BOOLEAN] = "boolean", [COLUMN_DATE] = "date",         [COLUMN_SPAN] = "span",
    [COLUMN_SPANS] = "spans",     [COLUMN_LANGUAGE] = "language", [COLUMN_JSON] = "json",
};

const char *column_type_name(column_type type) { return column_types[type]; }

column_type column_type_find(const char *name)
{
    column_type type = 0;
    while (type < COLUMN_TYPES && strcmp(column_types[type], name) != 0) type++;
    return type;
}

value value_of_text(const char *text)
{
    if (text == NULL) return (value){ .type = VALUE_NULL };
    return (value){ .type = VALUE_TEXT, .text = text, .length = strlen(text) };
}

value value_of_integer(int64_t integer)
{
    return (value){ .type = VALUE_INTEGER, .integer = integer };
}

value value_of_number(double number) { return (value){ .type = VALUE_NUMBER, .number = number }; }

value value_of_boolean(bool is_true)
{
    return (value){ .type = VALUE_BOOLEAN, .integer = is_true };
}

void json_append_text(buffer *out, const char *text, size_t length)
{
    buffer_byte(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
        buffer_append(out, text + from, i - from);
        from = i + 1;
        if (c == '"' || c == '\\') buffer_format(out, "\\%c", c);
        else if (c == '\n') buffer_text(out, "\\n");
        else if (c == '\t') buffer_text(out, "\\t");
        else if (c == '\r') buffer_text(out, "\\r");
        else buffer_format(out, "\\u%04x", c);
    }
    buffer_append(out, text + from, length - from);
    buffer_byte(out, '"');
}

/* The shortest decimal that reads back as the same double. */
static void append_number(buffer *out, double number)
{
    char digits[40];
    int precision = 15;
    do snprintf(digits, sizeof digits, "%.*g", precision, number);
    while (strtod(digits, NULL) != number && ++precision <= 17);
    buffer_text(out, digits);
}

void json_append_value(buffer *out, const value *v)
{
    switch (v->type) {
    case VALUE_NULL: buffer_text(out, "null"); break;
    case VALUE_BOOLEAN: buffer_text(out, v->integer ? "true" : "false"); break;
    case VALUE_INTEGER: buffer_format(out, "%" PRId64, v->integer); break;
    case VALUE_NUMBER:
        if (isfinite(v->number)) append_number(out, v->number);
        else buffer_text(out, "null");
        break;
    case VALUE_TEXT: json_append_text(out, v->text, v->length); break;
    case VALUE_SPAN:
        buffer_format(out, "[%" PRIu32 ",%" PRIu32 "]", v->at.start, v->at.stop);
        break;
    case VALUE_SPANS:
        buffer_byte(out, '[');
        for (size_t i = 0; i < v->length; i++)
            buffer_format(out, "%s[%" PRIu32 ",%" PRIu32 "]", i > 0 ? "," : "", v->spans[i].start,
                          v->spans[i].stop);
        buffer_byte(out, ']');
        break;
    }
}
