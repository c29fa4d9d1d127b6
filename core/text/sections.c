#include "text/sections.h"

#include <unicode/uchar.h>

#include "text/fold.h"
#include "text/shape.h"
#include "text/utf8.h"

enum {
    LONGEST_LABEL = 120, /* bytes */
    MOST_SPACES = 6,     /* between its words; between spaced letters there may be more */
    MOST_TRIES = 3,      /* signs that may end a label are looked at, no more */
};

static bool is_too_long(size_t spaces, size_t bytes)
{
    return spaces > MOST_SPACES && spaces * 3 + 3 < bytes;
}

static bool is_letter_or_mark(uint32_t point)
{
    return u_isalpha((UChar32)point) || (U_GET_GC_MASK((UChar32)point) & U_GC_M_MASK) != 0;
}

/* Without numbers, brackets, full stops and the like around it. */
static span bare(const char *text, span at)
{
    uint32_t start = at.stop, stop = at.start;
    for (size_t next = at.start; next < at.stop;) {
        uint32_t from = (uint32_t)next;
        if (!is_letter_or_mark(utf8_next(text, at.stop, &next))) continue;
        if (start == at.stop) start = from;
        stop = (uint32_t)next;
    }
    return start < stop ? (span){ start, stop } : (span){ at.start, at.start };
}

/* Folds with single spaces between words, or with none. */
static status fold_words(const char *text, span at, bool has_spaces, buffer *out)
{
    buffer_clear(out);
    for (uint32_t from = at.start; from < at.stop && out->state == STATUS_OK;) {
        span word = shape_trimmed(text, (span){ from, at.stop });
        size_t next = word.start;
        uint32_t stop = word.start;
        while (next < at.stop && !shape_is_space(utf8_next(text, at.stop, &next)))
            stop = (uint32_t)next;
        if (has_spaces && out->length > 0) buffer_byte(out, ' ');
        text_fold(out, text + word.start, stop - word.start);
        from = (uint32_t)next;
    }
    return out->state;
}

static status look_up(const char *text, span at, const map *sections, buffer *scratch,
                      section_label *label, error *e)
{
    at = bare(text, at);
    if (at.start == at.stop) return STATUS_OK;
    size_t spaces = 0;
    for (uint32_t i = at.start; i < at.stop; i++) spaces += text[i] == ' ';
    if (is_too_long(spaces, at.stop - at.start)) return STATUS_OK;
    for (int try = 0; try < 1 + (spaces > 0) && !label->is_label;
         try++) { /* "A B S T R A C T", "摘 要" */
        if (fold_words(text, at, try == 0, scratch) != STATUS_OK) return error_memory(e);
        if (scratch->length == 0) return STATUS_OK;
        int64_t found = map_find(sections, scratch->data, scratch->length);
        if (found < 0) continue;
        label->is_label = true;
        label->role = (block_role)*map_value((map *)sections, (size_t)found);
    }
    return STATUS_OK;
}

/* Where the bracket that opens the block is closed; `at.start` when there is none. */
static uint32_t bracket_end(const char *text, span at)
{
    size_t next = at.start;
    if (at.start == at.stop) return at.start;
    uint32_t open = utf8_next(text, at.stop, &next);
    uint32_t close = (uint32_t)u_getBidiPairedBracket((UChar32)open);
    if (close == open || u_charType((UChar32)open) != U_START_PUNCTUATION) return at.start;
    while (next < at.stop && next - at.start <= LONGEST_LABEL)
        if (utf8_next(text, at.stop, &next) == close) return (uint32_t)next;
    return at.start;
}

static bool may_end_label(const char *text, span at, uint32_t point, size_t next)
{
    switch (point) {
    case ':':
    case '.':
    case '\n':
    case '\t':
    case 0xff1a:
    case 0x3002:
    case 0xff0e:
    case 0x2013:
    case 0x2014:
    case 0x3000:
    case 0x0964:
    case 0x1362:
    case 0x0589: return true;
    case '-':
        return next < at.stop &&
               (text[next] == ' ' ||
                shape_opening(text, (span){ (uint32_t)next, at.stop }) != OPENS_LOWER);
    case ' ': return next < at.stop && text[next] == ' ';
    default: return false;
    }
}

status section_label_find(const char *text, span at, const map *sections, buffer *scratch,
                          section_label *label, error *e)
{
    *label = (section_label){ 0 };
    if (sections == NULL) return STATUS_OK;
    span whole = at;
    at.start += shape_marker(text, at).length;
    uint32_t closed = bracket_end(text, at);
    status s = STATUS_OK;
    if (whole.stop - whole.start <= LONGEST_LABEL) {
        s = look_up(text, at, sections, scratch, label, e);
        label->is_heading = label->is_label;
    }
    if (!label->is_label && s == STATUS_OK && closed > at.start)
        s = look_up(text, (span){ at.start, closed }, sections, scratch, label, e);
    size_t next = at.start, spaces = 0;
    for (int tries = 0; tries < MOST_TRIES && !label->is_label && s == STATUS_OK;) {
        uint32_t stop = (uint32_t)next;
        if (next >= at.stop || next - at.start > LONGEST_LABEL ||
            is_too_long(spaces, next - at.start))
            break;
        uint32_t point = utf8_next(text, at.stop, &next);
        spaces += point == ' ';
        if (!may_end_label(text, at, point, next)) continue;
        tries++;
        s = look_up(text, (span){ at.start, stop }, sections, scratch, label, e);
    }
    return s;
}

bool section_looks_labelled(const char *text, span at)
{
    if (bracket_end(text, at) > at.start) return true;
    size_t next = at.start;
    for (uint32_t spaces = 0; next < at.stop && next - at.start < LONGEST_LABEL && spaces < 4;) {
        uint32_t point = utf8_next(text, at.stop, &next);
        if (point == ':' || point == 0xff1a) return next < at.stop;
        spaces += point == ' ';
    }
    return false;
}
