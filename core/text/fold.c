#include "text/fold.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "text/decode.h"
#include "text/properties.h"

/* Appends the ASCII that the text begins with in small letters; answers its length. */
static size_t fold_ascii(buffer *out, const char *text, size_t length)
{
    size_t count = utf8_ascii_run(text, length, 0);
    char *room = buffer_room(out, count);
    if (room == NULL) return length;
    for (size_t i = 0; i < count; i++) {
        char c = text[i];
        room[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    room[count] = '\0';
    out->length += count;
    return count;
}

/* Appends the folding of a code point that becomes several. */
static void fold_fully(buffer *out, uint32_t point)
{
    UChar from[U16_MAX_LENGTH], to[8]; /* at most three code points */
    char bytes[24];
    int32_t length = 0, size = 0;
    U16_APPEND_UNSAFE(from, length, point);
    UErrorCode outcome = U_ZERO_ERROR;
    int32_t units =
        u_strFoldCase(to, sizeof to / sizeof *to, from, length, U_FOLD_CASE_DEFAULT, &outcome);
    u_strToUTF8(bytes, sizeof bytes, &size, to, units, &outcome);
    if (U_SUCCESS(outcome)) buffer_append(out, bytes, (size_t)size);
}

status text_fold(buffer *out, const char *text, size_t length)
{
    for (size_t at = 0, size; at < length; at += size) {
        if ((unsigned char)text[at] < 0x80) {
            size = fold_ascii(out, text + at, length - at);
            continue;
        }
        uint32_t point = utf8_decode(text, length, at, &size);
        character_folding folding =
            point == UTF8_INVALID ? FOLDING_NONE : property_folding(property_of(point));
        if (folding == FOLDING_NONE) buffer_append(out, text + at, size);
        else if (folding == FOLDING_FULL) fold_fully(out, point);
        else utf8_append(out, (uint32_t)u_foldCase((UChar32)point, U_FOLD_CASE_DEFAULT));
    }
    return out->state;
}

static const struct {
    const char *name;
    const UNormalizer2 *(*instance)(UErrorCode *outcome);
} forms[] = {
    { "NFC", unorm2_getNFCInstance },
    { "NFD", unorm2_getNFDInstance },
    { "NFKC", unorm2_getNFKCInstance },
    { "NFKD", unorm2_getNFKDInstance },
};

enum {
    PIECE = 1 << 16, /* bytes that are normalised at once, up to the next place where a text may be
                        parted */
    GREATEST_PIECE =
        INT32_MAX / 64, /* ICU counts by int: 18 units for a character, 3 bytes for a unit */
};

/* The end of a piece of the text: normalising it does not depend on what follows. */
static size_t piece_end(const UNormalizer2 *form, const char *text, size_t length, size_t at)
{
    if (length - at <= PIECE) return length;
    at += PIECE;
    for (size_t size; at < length; at += size) {
        uint32_t point = utf8_decode(text, length, at, &size);
        if (point != UTF8_INVALID && unorm2_hasBoundaryBefore(form, (UChar32)point)) break;
    }
    return at;
}

/* ICU's outcome as a status of `out`. */
static void note(buffer *out, UErrorCode outcome)
{
    if (U_FAILURE(outcome) && out->state == STATUS_OK)
        out->state = outcome == U_MEMORY_ALLOCATION_ERROR ? STATUS_NO_MEMORY : STATUS_SYSTEM;
}

static void append_units(buffer *out, const UChar *units, int32_t count)
{
    size_t most = 3 * (size_t)count;
    char *room = buffer_room(out, most);
    if (room == NULL) return;
    int32_t written = 0;
    UErrorCode outcome = U_ZERO_ERROR;
    u_strToUTF8(room, (int32_t)most, &written, units, count, &outcome);
    note(out, outcome);
    if (U_FAILURE(outcome)) return;
    out->length += (size_t)written;
    out->data[out->length] = '\0';
}

static void normalise_piece(buffer *out, const UNormalizer2 *form, const char *text, size_t length)
{
    int32_t count = 0, needed = 0, room = (int32_t)length * 2 + 32;
    UChar *from = malloc((length + 1) * sizeof *from), *to = malloc((size_t)room * sizeof *to);
    UErrorCode outcome = from == NULL || to == NULL ? U_MEMORY_ALLOCATION_ERROR : U_ZERO_ERROR;
    u_strFromUTF8WithSub(from, (int32_t)length + 1, &count, text, (int32_t)length, 0xfffd, NULL,
                         &outcome);
    needed = unorm2_normalize(form, from, count, to, room, &outcome);
    if (outcome == U_BUFFER_OVERFLOW_ERROR) {
        UChar *more = realloc(to, (size_t)needed * sizeof *to);
        outcome = more == NULL ? U_MEMORY_ALLOCATION_ERROR : U_ZERO_ERROR;
        if (more != NULL) to = more;
        needed = unorm2_normalize(form, from, count, to, needed, &outcome);
    }
    note(out, outcome);
    if (U_SUCCESS(outcome)) append_units(out, to, needed);
    free(from);
    free(to);
}

status text_normalise(buffer *out, const char *text, size_t length, const char *form, error *e)
{
    size_t index = 0, count = sizeof forms / sizeof *forms;
    while (index < count && strcmp(forms[index].name, form) != 0) index++;
    if (index == count)
        return error_set(e, STATUS_USAGE,
                         "there is no normalisation form '%s'; there are NFC, NFD, NFKC and NFKD",
                         form);
    UErrorCode outcome = U_ZERO_ERROR;
    const UNormalizer2 *normaliser = forms[index].instance(&outcome);
    note(out, outcome);
    for (size_t at = 0, end; at < length && out->state == STATUS_OK; at = end) {
        end = piece_end(normaliser, text, length, at);
        if (end - at > GREATEST_PIECE)
            return error_set(e, STATUS_LIMIT,
                             "a text that has %zu bytes of marks alone cannot be normalised",
                             end - at);
        if (utf8_ascii_run(text, end, at) == end - at) buffer_append(out, text + at, end - at);
        else normalise_piece(out, normaliser, text + at, end - at);
    }
    if (out->state == STATUS_NO_MEMORY) return error_memory(e);
    return out->state == STATUS_OK ? STATUS_OK
                                   : error_set(e, out->state, "ICU cannot normalise a text");
}

status text_drop_accents(buffer *out, const char *text, size_t length)
{
    buffer apart = { 0 };
    if (utf8_ascii_run(text, length, 0) == length) {
        buffer_append(out, text, length);
        return out->state;
    }
    status s = text_normalise(&apart, text, length, "NFD", NULL);
    for (size_t at = 0, size; s == STATUS_OK && at < apart.length; at += size) {
        UErrorCode outcome = U_ZERO_ERROR;
        uint32_t point = utf8_decode(apart.data, apart.length, at, &size);
        bool is_accent = u_charType((UChar32)point) == U_NON_SPACING_MARK &&
                         uscript_getScript((UChar32)point, &outcome) == USCRIPT_INHERITED;
        if (!is_accent) buffer_append(out, apart.data + at, size);
    }
    buffer_free(&apart);
    return s == STATUS_OK ? out->state : s;
}

/* What of the characters before decides the width of the next. */
typedef struct cell {
    unsigned width;      /* of the last character that has one */
    bool is_pictograph;  /* it is one ... */
    bool awaits_another; /* ... and a zero width joiner follows it */
} cell;

/* A sequence of emoji is as wide as one: joined ones, skin tones, and a narrow sign made an emoji
 * by U+FE0F. */
static unsigned width_in_sequence(cell *last, uint32_t point, unsigned property)
{
    unsigned width = property_width(property);
    bool is_pictograph = (property & PROPERTY_PICTOGRAPH) != 0;
    bool is_joined = is_pictograph && last->awaits_another;
    last->awaits_another = last->is_pictograph && property_class(property) == BREAK_JOINER;
    if (point == 0xfe0f && last->width == 1) return last->width = 2, 1;
    if (width == 0 || is_joined) return 0;
    if (last->is_pictograph && property_class(property) == BREAK_EXTEND) return 0;
    *last = (cell){ .width = width, .is_pictograph = is_pictograph };
    return width;
}

size_t text_width(const char *text, size_t length)
{
    size_t columns = 0;
    cell last = { 0 };
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t point = utf8_decode(text, length, at, &size);
        if (point == UTF8_INVALID) point = 0xfffd;
        columns += width_in_sequence(&last, point, property_of(point));
    }
    return columns;
}
