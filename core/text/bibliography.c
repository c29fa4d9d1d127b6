#include "text/bibliography.h"

#include <string.h>
#include <unicode/uchar.h>

#include "text/shape.h"

enum { LONGEST_ENTRY = 2000 }; /* bytes of an entry that are looked at */

static bool has(const char *text, span at, const char *wanted)
{
    return memmem(text + at.start, at.stop - at.start, wanted, strlen(wanted)) != NULL;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "P. 27", "с.15", "pp. 3": one letter, or one letter twice, a full stop and a number. */
static bool is_page_at(const char *text, span at, uint32_t stop_sign)
{
    if (stop_sign == at.start) return false;
    uint32_t before = stop_sign, after = stop_sign + 1;
    uint32_t letter = shape_previous(text, at.start, &before);
    if (!u_isalpha((UChar32)letter)) return false;
    uint32_t outside = before;
    uint32_t point = before > at.start ? shape_previous(text, at.start, &outside) : ' ';
    if (point == letter)
        point = outside > at.start ? shape_previous(text, at.start, &outside) : ' ';
    if (u_isalnum((UChar32)point)) return false;
    while (after < at.stop && text[after] == ' ') after++;
    return after < at.stop && is_digit(text[after]);
}

/* "27-39" or "27–39", and "12 (44)" or "12(44)". */
static bool is_range_at(const char *text, span at, uint32_t digit)
{
    uint32_t i = digit + 1;
    if (i + 4 < at.stop && memcmp(text + i, "\u2013", 3) == 0) return is_digit(text[i + 3]);
    if (i + 1 < at.stop && text[i] == '-') return is_digit(text[i + 1]);
    if (i < at.stop && text[i] == ' ') i++;
    return i + 1 < at.stop && text[i] == '(' && is_digit(text[i + 1]);
}

size_t bibliography_signs(const char *text, span at)
{
    at = shape_beginning(text, at, LONGEST_ENTRY);
    bool has_page = false, has_range = false;
    for (uint32_t i = at.start; i < at.stop; i++) {
        if (text[i] == '.' && !has_page) has_page = is_page_at(text, at, i);
        if (is_digit(text[i]) && !has_range) has_range = is_range_at(text, at, i);
    }
    shape s = shape_of(text, at);
    bool has_address = has(text, at, "://") || has(text, at, "www.") || has(text, at, "doi");
    bool has_slashes = has(text, at, " // ") || has(text, at, " / ");
    return (size_t)has_page + has_range + has_address + has_slashes + (s.years > 0) +
           (s.initials > 0) + has(text, at, "\u2116");
}
