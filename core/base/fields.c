#include "base/fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"

static const frame_field text_fields[] = { { "", FIELD_NAME, 0, NULL, NULL, 0 }, { .name = NULL } };
const frame_layout layout_of_texts = { sizeof(char *), text_fields };

/* A list, or an array with a capacity that nobody keeps. */
typedef struct elements {
    char **items;
    size_t *count;
} elements;

static elements elements_of(const frame_field *f, const char *at)
{
    char *place = (char *)at + f->offset;
    return (elements){ (char **)place, (size_t *)(place + sizeof(char *)) };
}

static size_t *capacity_of(const frame_field *f, const char *at)
{
    return (size_t *)((char *)at + f->offset + sizeof(char *) + sizeof(size_t));
}

/* ---- writing ---- */

static void put_field(buffer *out, const frame_field *f, const char *at)
{
    const void *place = at + f->offset;
    elements e = elements_of(f, at);
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_NAME: frame_put_text(out, *e.items); break;
    case FIELD_BYTES: frame_put_bytes(out, *e.items == NULL ? "" : *e.items, *e.count); break;
    case FIELD_FLAG: frame_put_unsigned(out, *(const bool *)place); break;
    case FIELD_SIZE: frame_put_unsigned(out, *(const size_t *)place); break;
    case FIELD_NUMBER: frame_put_number(out, *(const double *)place); break;
    case FIELD_CHOICE:
    case FIELD_BITS: frame_put_unsigned(out, *(const unsigned *)place); break;
    case FIELD_VALUE: frame_put_value(out, place); break;
    case FIELD_LIST:
    case FIELD_ARRAY:
        frame_put_unsigned(out, *e.count);
        for (size_t i = 0; i < *e.count; i++) fields_put(out, f->of, *e.items + i * f->of->size);
    }
}

void fields_put(buffer *out, const frame_layout *s, const void *from)
{
    for (const frame_field *f = s->fields; f->name != NULL; f++) put_field(out, f, from);
}

/* ---- reading ---- */

static void read_text(reader *r, bool is_needed, char **out)
{
    const char *text = reader_text(r);
    *out = text == NULL ? NULL : strdup(text);
    if (*out == NULL && (text != NULL || is_needed)) r->failed = true;
}

static void read_bytes(reader *r, elements e)
{
    const char *bytes = reader_bytes(r, e.count);
    *e.items = malloc(*e.count + 1);
    if (*e.items == NULL) {
        *e.count = 0;
        r->failed = true;
        return;
    }
    memcpy(*e.items, bytes, *e.count);
    (*e.items)[*e.count] = '\0';
}

static void read_value(reader *r, value *v)
{
    *v = reader_value(r);
    if (v->type == VALUE_TEXT) {
        if (memchr(v->text, '\0', v->length) != NULL) r->failed = true;
        v->text = strndup(v->text, v->length);
        if (v->text == NULL) r->failed = true;
    } else if (v->type >= VALUE_SPAN) {
        free((void *)v->spans);
        *v = (value){ 0 };
        r->failed = true;
    }
}

static void read_elements(reader *r, const frame_field *f, char *at)
{
    elements e = elements_of(f, at);
    size_t of_array = 0, smallest = 0;
    size_t *capacity = f->kind == FIELD_LIST ? capacity_of(f, at) : &of_array;
    for (const frame_field *one = f->of->fields; one->name != NULL; one++)
        smallest++; /* a byte each */
    for (size_t n = reader_count(r, smallest); n > 0 && !r->failed; n--) {
        void *item = list_add((void **)e.items, e.count, capacity, f->of->size);
        if (item == NULL) r->failed = true;
        else fields_read(r, f->of, item);
    }
}

/* A number below `limit`. */
static unsigned read_below(reader *r, uint64_t limit)
{
    uint64_t number = reader_unsigned(r);
    if (number >= limit) r->failed = true;
    return r->failed ? 0 : (unsigned)number;
}

static void read_field(reader *r, const frame_field *f, char *at)
{
    void *place = at + f->offset;
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_NAME: read_text(r, f->kind == FIELD_NAME, place); break;
    case FIELD_BYTES: read_bytes(r, elements_of(f, at)); break;
    case FIELD_FLAG: *(bool *)place = read_below(r, 2) != 0; break;
    case FIELD_SIZE: *(size_t *)place = (size_t)reader_unsigned(r); break;
    case FIELD_NUMBER: *(double *)place = reader_number(r); break;
    case FIELD_CHOICE: *(unsigned *)place = read_below(r, f->most); break;
    case FIELD_BITS: *(unsigned *)place = read_below(r, UINT64_C(1) << f->most); break;
    case FIELD_VALUE: read_value(r, place); break;
    case FIELD_LIST:
    case FIELD_ARRAY: read_elements(r, f, at);
    }
}

void fields_read(reader *r, const frame_layout *s, void *to)
{
    for (const frame_field *f = s->fields; f->name != NULL && !r->failed; f++) read_field(r, f, to);
}

/* ---- freeing ---- */

void fields_free(const frame_layout *s, void *from)
{
    for (const frame_field *f = s->fields; f->name != NULL; f++) {
        elements e = elements_of(f, from);
        bool is_many = f->kind == FIELD_LIST || f->kind == FIELD_ARRAY;
        for (size_t i = 0; is_many && i < *e.count; i++)
            fields_free(f->of, *e.items + i * f->of->size);
        if (is_many || f->kind <= FIELD_BYTES) free(*e.items);
        if (f->kind == FIELD_VALUE) free((void *)((value *)(void *)e.items)->text);
    }
    memset(from, 0, s->size);
}
