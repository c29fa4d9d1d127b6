/* Structs whose fields a table describes: the table alone writes them into frames, reads them back
 * and frees what they own.
 *
 * A struct that is read must begin as zeros; what a reader failed on halfway is freed like a whole
 * one. */
#ifndef MOONLEAF_BASE_FIELDS_H
#define MOONLEAF_BASE_FIELDS_H

#include "base/frame.h"

typedef enum field_kind {
    FIELD_TEXT,   /* char *, an owned C string; NULL where there is none */
    FIELD_NAME,   /* the same, never NULL */
    FIELD_BYTES,  /* char *, owned, with a NUL behind it, and a size_t of how many */
    FIELD_FLAG,   /* bool */
    FIELD_SIZE,   /* size_t */
    FIELD_NUMBER, /* double */
    FIELD_CHOICE, /* an enum of `most` that have names */
    FIELD_BITS,   /* unsigned: `most` bits that have names */
    FIELD_VALUE,  /* value: null, boolean, integer, number or an owned C string */
    FIELD_LIST,   /* LIST(T) */
    FIELD_ARRAY,  /* T *, and a size_t of how many */
} field_kind;

typedef struct frame_field {
    const char *name; /* in Lua (host/lua_fields.h); "" for an element that is no table */
    field_kind kind;
    size_t offset;
    const struct frame_layout *of;    /* of a list or array: its elements */
    const char *(*name_of)(unsigned); /* of a choice or of bits */
    unsigned most;
} frame_field;

typedef struct frame_layout {
    size_t size;
    const frame_field *fields; /* ends with a NULL name */
} frame_layout;

/* LIST(char *). */
extern const frame_layout layout_of_texts;

void fields_put(buffer *out, const frame_layout *s, const void *from);
void fields_read(reader *r, const frame_layout *s, void *to);
void fields_free(const frame_layout *s, void *from); /* and makes it zeros */

#endif
