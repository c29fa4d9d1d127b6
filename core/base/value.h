/* A typed value: what a column of a row, an option or a field of metadata holds.
 *
 * A value borrows its bytes; who made it says how long they live. A column's type is what the
 * manifest declares; a value's type is what it physically is, so a date or a language travels as
 * VALUE_TEXT. */
#ifndef MOONLEAF_BASE_VALUE_H
#define MOONLEAF_BASE_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/span.h"

typedef enum value_type {
    VALUE_NULL,
    VALUE_BOOLEAN, /* in integer: 0 or 1 */
    VALUE_INTEGER,
    VALUE_NUMBER,
    VALUE_TEXT, /* UTF-8 */
    VALUE_SPAN,
    VALUE_SPANS,
} value_type;

typedef struct value {
    value_type type;
    int64_t integer;  /* BOOLEAN, INTEGER; of SPAN and SPANS the document's id, 0 when the row's
                         document is meant */
    double number;    /* NUMBER */
    const char *text; /* TEXT */
    size_t length;    /* of text in bytes, of spans in spans */
    span at;          /* SPAN */
    const span *spans;
} value;

/* The types that a manifest may declare for a column or an option. */
typedef enum column_type {
    COLUMN_TEXT,
    COLUMN_INTEGER,
    COLUMN_NUMBER,
    COLUMN_BOOLEAN,
    COLUMN_DATE,
    COLUMN_SPAN,
    COLUMN_SPANS,
    COLUMN_LANGUAGE,
    COLUMN_JSON,
    COLUMN_TYPES, /* how many there are */
} column_type;

/* "text", "integer" ... */
const char *column_type_name(column_type type);

/* The type of that name, or COLUMN_TYPES when there is none. */
column_type column_type_find(const char *name);

value value_of_text(const char *text); /* NULL makes VALUE_NULL */
value value_of_integer(int64_t integer);
value value_of_number(double number);
value value_of_boolean(bool is_true);

/* Appends the value as JSON; spans as [start, stop]; a number that JSON cannot write (infinite,
 * NaN) as null. */
void json_append_value(buffer *out, const value *v);

/* Appends a quoted JSON string; control characters are escaped, invalid UTF-8 is the caller's
 * fault. */
void json_append_text(buffer *out, const char *text, size_t length);

#endif
