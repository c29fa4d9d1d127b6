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

typedef struct signs {
    bool page, range, address, slashes, year, initials, numero;
} signs;

static signs signs_of(const char *text, span at)
{
    signs found = { 0 };
    at = shape_beginning(text, at, LONGEST_ENTRY);
    for (uint32_t i = at.start; i < at.stop; i++) {
        if (text[i] == '.' && !found.page) found.page = is_page_at(text, at, i);
        if (is_digit(text[i]) && !found.range) found.range = is_range_at(text, at, i);
    }
    shape s = shape_of(text, at);
    found.address = has(text, at, "://") || has(text, at, "www.") || has(text, at, "doi");
    found.slashes = has(text, at, " // ") || has(text, at, " / ");
    found.year = s.years > 0;
    found.initials = s.initials > 0;
    found.numero = has(text, at, "\u2116");
    return found;
}

size_t bibliography_signs(const char *text, span at)
{
    signs s = signs_of(text, at);
    return (size_t)s.page + s.range + s.address + s.slashes + s.year + s.initials + s.numero;
}

bool bibliography_is_sure(const char *text, span at)
{
    signs s = signs_of(text, at);
    return s.page || s.address || s.slashes || s.initials;
}
