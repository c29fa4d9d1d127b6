#include "text/regex.h"

#include <stdlib.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

/* For one text: ICU counts in steps that take about a millisecond together. */
enum { MOST_STEPS = 100, STACK_BYTES = 1 << 20, LONGEST_TEXT = 1 << 16 };

struct regex {
    URegularExpression *compiled;
    UChar *units;
    int32_t capacity;
};

/* The text in UTF-16; -1 when there is no memory. */
static int32_t fill_units(regex *r, const char *text, size_t length)
{
    if ((size_t)r->capacity < length + 1) {
        UChar *units = realloc(r->units, (length + 1) * sizeof *units);
        if (units == NULL) return -1;
        r->units = units;
        r->capacity = (int32_t)length + 1;
    }
    int32_t count = 0;
    UErrorCode outcome = U_ZERO_ERROR;
    u_strFromUTF8WithSub(r->units, r->capacity, &count, text, (int32_t)length, 0xfffd, NULL,
                         &outcome);
    return U_SUCCESS(outcome) ? count : -1;
}

status regex_create(const char *pattern, size_t length, bool ignores_case, regex **out, error *e)
{
    *out = NULL;
    if (length > LONGEST_TEXT) return error_set(e, STATUS_USAGE, "the regex is too long");
    regex *r = calloc(1, sizeof *r);
    int32_t count = r == NULL ? -1 : fill_units(r, pattern, length);
    if (count < 0) {
        regex_free(r);
        return error_memory(e);
    }
    UParseError where = { 0 };
    UErrorCode outcome = U_ZERO_ERROR;
    r->compiled =
        uregex_open(r->units, count, ignores_case ? UREGEX_CASE_INSENSITIVE : 0, &where, &outcome);
    uregex_setTimeLimit(r->compiled, MOST_STEPS, &outcome);
    uregex_setStackLimit(r->compiled, STACK_BYTES, &outcome);
    if (U_SUCCESS(outcome)) {
        *out = r;
        return STATUS_OK;
    }
    regex_free(r);
    return error_set(e, STATUS_USAGE, "the regex is wrong at its character %d (%s)",
                     where.offset > 0 ? where.offset : 1, u_errorName(outcome));
}

void regex_free(regex *r)
{
    if (r == NULL) return;
    uregex_close(r->compiled);
    free(r->units);
    free(r);
}

status regex_matches(regex *r, const char *text, size_t length, bool *matches, error *e)
{
    *matches = false;
    if (length > LONGEST_TEXT) return STATUS_OK; /* no word */
    int32_t count = fill_units(r, text, length);
    if (count < 0) return error_memory(e);
    UErrorCode outcome = U_ZERO_ERROR;
    uregex_setText(r->compiled, r->units, count, &outcome);
    *matches = uregex_matches(r->compiled, -1, &outcome);
    if (U_SUCCESS(outcome)) return STATUS_OK;
    return error_set(e, STATUS_LIMIT,
                     "a regex takes too many steps; write it without repetitions inside "
                     "repetitions, such as (a+)+");
}
