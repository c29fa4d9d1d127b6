#include "text/collation.h"

#include <limits.h>
#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

struct collation {
    UCollator *collator;
    buffer units; /* the text as UTF-16 */
};

status collation_open(collation **out, error *e)
{
    UErrorCode outcome = U_ZERO_ERROR;
    collation *c = calloc(1, sizeof *c);
    if (c == NULL) return error_memory(e);
    c->collator = ucol_open("", &outcome);
    *out = c;
    if (U_SUCCESS(outcome)) return STATUS_OK;
    collation_close(c);
    *out = NULL;
    return error_set(e, STATUS_SYSTEM, "ICU has no collation: %s", u_errorName(outcome));
}

void collation_close(collation *c)
{
    if (c == NULL) return;
    ucol_close(c->collator);
    buffer_free(&c->units);
    free(c);
}

/* A byte of UTF-8 is one unit of UTF-16 at most. */
static const UChar *units_of(collation *c, const char *text, size_t length, int32_t *count)
{
    UErrorCode outcome = U_ZERO_ERROR;
    buffer_clear(&c->units);
    UChar *units = (UChar *)(void *)buffer_room(&c->units, (length + 1) * sizeof *units);
    if (units == NULL) return NULL;
    u_strFromUTF8WithSub(units, (int32_t)length + 1, count, text, (int32_t)length, 0xfffd, NULL,
                         &outcome);
    return units;
}

status collation_append_key(collation *c, buffer *out, const char *text, size_t length, error *e)
{
    int32_t count, size;
    if (length > INT_MAX / 8) length = INT_MAX / 8; /* no two texts are alike for so long */
    const UChar *units = units_of(c, text, length, &count);
    size_t room = 8 + length * 3; /* what most keys need */
    for (;; room = (size_t)size) {
        char *key = units == NULL ? NULL : buffer_room(out, room);
        if (key == NULL) return error_memory(e);
        size = ucol_getSortKey(c->collator, units, count, (uint8_t *)key, (int32_t)room);
        if ((size_t)size <= room) break;
    }
    out->length += (size_t)size;
    return STATUS_OK;
}
