#include "text/reading.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"
#include "text/utf8.h"

status readings_add(reading_list *list, const reading *r, error *e)
{
    reading *copy = list_push(list);
    if (copy == NULL) return error_memory(e);
    *copy = (reading){
        .at = r->at, .text = strdup(r->text), .by = strdup(r->by), .confidence = r->confidence
    };
    return copy->text == NULL || copy->by == NULL ? error_memory(e) : STATUS_OK;
}

static void free_one(reading *r)
{
    free(r->text);
    free(r->by);
}

void readings_free(reading_list *list)
{
    for (size_t i = 0; i < list->count; i++) free_one(&list->items[i]);
    list_free(list);
}

static uint32_t width(const reading *r) { return r->at.stop - r->at.start; }

static int by_place(const void *a, const void *b)
{
    const reading *x = a, *y = b;
    if (x->at.start != y->at.start) return x->at.start < y->at.start ? -1 : 1;
    if (width(x) != width(y)) return width(x) > width(y) ? -1 : 1;
    if (x->confidence != y->confidence) return x->confidence > y->confidence ? -1 : 1;
    int order = strcmp(x->by, y->by);
    return order != 0 ? order : strcmp(x->text, y->text);
}

void readings_sort(reading_list *list)
{
    if (list->count > 1) qsort(list->items, list->count, sizeof *list->items, by_place);
}

static bool is_found(const reading *r)
{
    static const char *const found[] = { READING_HYPHENATION, READING_LIGATURE, READING_SOFT_HYPHEN,
                                         READING_HEAD, READING_PAGE_NUMBER };
    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        if (strcmp(r->by, found[i]) == 0) return true;
    return false;
}

void readings_forget_found(reading_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (is_found(&list->items[i])) free_one(&list->items[i]);
        else list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

/* `next` is of the first block that ends behind the last reading, and moves on. */
static bool is_in_given(const reading *r, const block_list *blocks, size_t *next)
{
    while (*next < blocks->count && blocks->items[*next].at.stop <= r->at.start) ++*next;
    for (size_t i = *next; i < blocks->count && blocks->items[i].at.start < r->at.stop; i++)
        if (blocks->items[i].given) return true;
    return false;
}

void readings_settle(reading_list *list, const block_list *blocks)
{
    static const block_list none = { 0 };
    size_t kept = 0, at = 0;
    readings_sort(list);
    for (size_t i = 0; i < list->count; i++) {
        reading *next = &list->items[i];
        if (width(next) == 0 || is_in_given(next, blocks == NULL ? &none : blocks, &at)) {
            free_one(next);
            continue;
        }
        while (kept > 0 && list->items[kept - 1].at.stop > next->at.start &&
               width(&list->items[kept - 1]) < width(next))
            free_one(&list->items[--kept]);
        bool is_covered = kept > 0 && list->items[kept - 1].at.stop > next->at.start;
        if (is_covered) free_one(next);
        else list->items[kept++] = *next;
    }
    list->count = kept;
}

/* ---- soft hyphens and presentation forms ---- */

/* U+FB00 to U+FEFC without ornate parentheses and single marks, and full-width letters and digits,
 * which all begin with the byte EF. */
static bool is_presentation_form(uint32_t c)
{
    return (c >= 0xfb00 && c <= 0xfd3d) || (c >= 0xfd50 && c <= 0xfdf9) ||
           (c >= 0xfe80 && c <= 0xfefc) || (c >= 0xff10 && c <= 0xff19) ||
           (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a);
}

/* The run of presentation forms at `at`, as one reading; answers where it ends. */
static size_t read_run(const char *text, size_t length, size_t at, reading_list *out, error *e)
{
    buffer plain = { 0 };
    size_t stop = at;
    for (size_t next = at; next < length; stop = next)
        if (!is_presentation_form(utf8_next(text, length, &next))) break;
    if (stop == at) return at + 1;
    if (text_normalise(&plain, text + at, stop - at, "NFKC", e) != STATUS_OK) return 0;
    reading r = { .at = { (uint32_t)at, (uint32_t)stop },
                  .text = plain.data,
                  .by = (char *)READING_LIGATURE,
                  .confidence = 1 };
    status s = readings_add(out, &r, e);
    buffer_free(&plain);
    return s == STATUS_OK ? stop : 0;
}

status readings_find_forms(const char *text, size_t length, reading_list *out, error *e)
{
    const char *end = text + length;
    for (const char *p = text; (p = memchr(p, 0xef, (size_t)(end - p))) != NULL;) {
        size_t next = (size_t)(p - text) + 1;
        if (end - p > 2 && (unsigned char)p[1] >= 0xac)
            next = read_run(text, length, next - 1, out, e);
        if (next == 0) return e == NULL ? STATUS_NO_MEMORY : e->code;
        p = text + next;
    }
    status s = STATUS_OK;
    for (const char *p = text; s == STATUS_OK && (p = memchr(p, 0xc2, (size_t)(end - p))) != NULL;
         p++) {
        if (end - p < 2 || (unsigned char)p[1] != 0xad) continue;
        uint32_t at = (uint32_t)(p - text);
        reading r = { { at, at + 2 }, (char *)"", (char *)READING_SOFT_HYPHEN, 1 };
        if (end - p == 2 || strchr("\r\n", p[2]) == NULL) s = readings_add(out, &r, e);
    }
    return s;
}
