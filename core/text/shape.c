#include "text/shape.h"

#include <string.h>
#include <uchar.h>
#include <unicode/uchar.h>

#include "text/utf8.h"

static const char32_t colons[] = U":\uff1a", commas[] = U",\uff0c\u3001\u060c";

static bool is_one_of(uint32_t point, const char32_t *points)
{
    while (*points != 0 && *points != point) points++;
    return *points != 0;
}

uint32_t shape_previous(const char *text, uint32_t start, uint32_t *at)
{
    uint32_t from = *at - 1;
    while (from > start && ((unsigned char)text[from] & 0xc0) == 0x80) from--;
    size_t next = from;
    uint32_t point = utf8_next(text, *at, &next);
    *at = from;
    return point;
}

static uint32_t point_at(const char *text, span at)
{
    size_t next = at.start;
    return at.start < at.stop ? utf8_next(text, at.stop, &next) : 0;
}

bool shape_is_space(uint32_t point)
{
    if (point < 0x80) return point == ' ' || (point >= '\t' && point <= '\r');
    return point == 0xfeff || u_isUWhiteSpace((UChar32)point);
}

span shape_trimmed(const char *text, span at)
{
    while (at.start < at.stop) {
        size_t next = at.start;
        if (!shape_is_space(utf8_next(text, at.stop, &next))) break;
        at.start = (uint32_t)next;
    }
    while (at.stop > at.start) {
        uint32_t before = at.stop;
        if (!shape_is_space(shape_previous(text, at.start, &before))) break;
        at.stop = before;
    }
    return at;
}

span shape_beginning(const char *text, span at, uint32_t most)
{
    if (at.stop - at.start <= most) return at;
    at.stop = at.start + most;
    while (at.stop > at.start && ((unsigned char)text[at.stop] & 0xc0) == 0x80) at.stop--;
    return at;
}

/* Columns by first byte: 0xe3 .. 0xed begin Han, kana and Hangul, 0xf0 emoji and rare Han. */
static uint32_t columns_of(unsigned char byte)
{
    if (byte >= 0x80 && byte < 0xc0) return 0;
    return byte == 0xf0 || (byte >= 0xe3 && byte <= 0xed) ? 2 : 1;
}

/* Adds the columns of eight bytes in which no character has more than two, of one column each: all
 * bytes but those that go on with a character. False where there are others. */
static bool add_eight(const char *eight, uint32_t *columns)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t bytes;
    memcpy(&bytes, eight, sizeof bytes);
    if (bytes & bytes << 1 & bytes << 2 & tops) return false;
    uint64_t going_on = bytes & ~(bytes << 1) & tops;
    *columns += 8 - (uint32_t)((going_on >> 7) * ones >> 56);
    return true;
}

uint32_t shape_columns(const char *text, span at)
{
    uint32_t columns = 0;
    unsigned char before = 0;
    for (uint32_t i = at.start; i < at.stop;) {
        unsigned char byte = (unsigned char)text[i];
        bool is_first = byte < 0x80 || (byte >= 0xc0 && byte < 0xe0);
        if (is_first && at.stop - i >= 8 && add_eight(text + i, &columns)) {
            i += 8;
            continue;
        }
        i++;
        bool is_fullwidth = before == 0xef && (byte == 0xbc || byte == 0xbd);
        columns += columns_of(byte) + is_fullwidth;
        before = byte;
    }
    return columns;
}

static bool is_opener(uint32_t point)
{
    if (point < 0x80)
        return point == '"' || point == '\'' || point == '(' || point == '[' || point == '{';
    int8_t type = u_charType((UChar32)point);
    return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION || point == 0xbf ||
           point == 0xa1;
}

static bool is_closer(uint32_t point)
{
    if (point < 0x80)
        return point == '"' || point == '\'' || point == ')' || point == ']' || point == '}';
    int8_t type = u_charType((UChar32)point);
    return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION || point == 0x201c;
}

/* Georgian letters have capitals in Unicode, but no sentence begins with one. */
static bool is_lower(uint32_t point)
{
    return u_islower((UChar32)point) && !(point >= 0x10d0 && point <= 0x10ff);
}

opening shape_opening(const char *text, span at)
{
    uint32_t point = 0;
    size_t next = at.start;
    do point = next < at.stop ? utf8_next(text, at.stop, &next) : 0;
    while (is_opener(point));
    if (point < 0x80) {
        if (point >= 'a' && point <= 'z') return OPENS_LOWER;
        if (point >= 'A' && point <= 'Z') return OPENS_UPPER;
        return point >= '0' && point <= '9' ? OPENS_DIGIT : OPENS_OTHER;
    }
    if (is_lower(point)) return OPENS_LOWER;
    if (u_isupper((UChar32)point) || u_istitle((UChar32)point)) return OPENS_UPPER;
    if (u_isdigit((UChar32)point)) return OPENS_DIGIT;
    bool is_mark =
        (U_GET_GC_MASK((UChar32)point) & U_GC_M_MASK) != 0; /* a line may be broken before one */
    return is_mark || u_isalpha((UChar32)point) ? OPENS_UNCASED : OPENS_OTHER;
}

static bool ends_sentence(uint32_t point)
{
    if (point < 0x80) return point == '.' || point == '!' || point == '?';
    return point == 0x2026 || u_hasBinaryProperty((UChar32)point, UCHAR_S_TERM);
}

static bool is_note_digit(uint32_t point)
{
    if (point < 0x80) return point >= '0' && point <= '9';
    return point == 0xb9 || point == 0xb2 || point == 0xb3 || (point >= 0x2070 && point <= 0x2079);
}

/* Moves `stop` before closing quotes and brackets, and before "[12]". */
static uint32_t skip_closers(const char *text, span at)
{
    uint32_t stop = at.stop;
    while (stop > at.start) {
        uint32_t before = stop;
        uint32_t point = shape_previous(text, at.start, &before);
        if (point == ']') {
            uint32_t inside = before;
            while (inside > at.start && (is_note_digit((unsigned char)text[inside - 1]) ||
                                         text[inside - 1] == ',' || text[inside - 1] == ' '))
                inside--;
            bool is_reference = inside > at.start && text[inside - 1] == '[' && inside < before;
            if (is_reference) before = inside - 1;
        } else if (!is_closer(point) && point != ' ') break;
        stop = before;
    }
    return stop;
}

ending shape_ending(const char *text, span at)
{
    uint32_t stop = skip_closers(text, at), before = stop;
    if (stop == at.start) return ENDS_OPEN;
    uint32_t point = shape_previous(text, at.start, &before);
    if (is_note_digit(point)) { /* "... of the world.12" */
        uint32_t digits = 1;
        while (is_note_digit(point) && before > at.start && digits++ <= 4)
            point = shape_previous(text, at.start, &before);
        if (!ends_sentence(point) || before == at.start) return ENDS_OPEN;
        point = shape_previous(text, at.start, &before);
        return u_isalpha((UChar32)point) || is_closer(point) ? ENDS_SENTENCE : ENDS_OPEN;
    }
    if (ends_sentence(point)) return ENDS_SENTENCE;
    if (is_one_of(point, colons)) return ENDS_COLON;
    if (is_one_of(point, commas) || is_one_of(point, U";\uff1b\u061b")) return ENDS_COMMA;
    return is_one_of(point, U"-\u00ad\u2010") ? ENDS_HYPHEN : ENDS_OPEN;
}

/* --- list items ------------------------------------------------------------ */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The last five are those of word processors' symbol fonts. */
static const char32_t bullets[] =
    U"\u2022\u2023\u2043\u204c\u204d\u2219\u25a0\u25a1\u25aa\u25ab\u25b6\u25ba\u25c6\u25c7"
    U"\u25cb\u25cf\u25d8\u25e6\u2605\u2713\u2714\u27a2\u27a4\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc";

static bool is_bullet(uint32_t point) { return point >= 0x2000 && is_one_of(point, bullets); }

static marker dash_marker(const char *text, span at, uint32_t point, uint32_t next)
{
    if (next >= at.stop || (text[next] != ' ' && text[next] != '\t')) return (marker){ 0 };
    span rest = shape_trimmed(text, (span){ next, at.stop });
    bool is_speech_dash =
        point == 0x2014 || point == 0x2015; /* "— Good morning, he said." is no item */
    if (is_speech_dash && shape_opening(text, rest) != OPENS_LOWER) return (marker){ 0 };
    return (marker){ .kind = MARKER_DASH, .length = rest.start - at.start, .depth = 1 };
}

/* Reads "1", "1.2", "1.2.3" at *next; answers how many parts. */
static uint32_t read_number(const char *text, span at, size_t *next, uint32_t *number)
{
    uint32_t parts = 0;
    for (;;) {
        uint32_t digits = 0;
        size_t from = *next, seen = from;
        *number = parts == 0 ? 0 : *number;
        uint32_t value = 0;
        while (seen < at.stop) {
            uint32_t point = utf8_next(text, at.stop, &seen);
            if (!u_isdigit((UChar32)point)) break;
            if (++digits > 3) return 0; /* a year, not the number of an item */
            value = value * 10 + (uint32_t)u_charDigitValue((UChar32)point);
            *next = seen;
        }
        if (digits == 0) return parts;
        *number = value;
        parts++;
        bool goes_on = *next + 1 < at.stop && text[*next] == '.' && is_digit(text[*next + 1]);
        if (!goes_on) return parts;
        ++*next;
    }
}

static bool is_roman_digit(char c) { return c == 'i' || c == 'v' || c == 'x'; }

/* Reads one small letter or a small Roman numeral; answers whether there was one. */
static bool read_letter(const char *text, span at, size_t *next)
{
    size_t roman = *next, letter = *next;
    while (roman < at.stop && roman - *next < 5 && is_roman_digit(text[roman])) roman++;
    if (roman > *next + 1) {
        *next = roman;
        return true;
    }
    if (letter >= at.stop || !u_islower((UChar32)utf8_next(text, at.stop, &letter))) return false;
    *next = letter;
    return true;
}

/* The mark that closes a number or letter; 0 when there is none. */
static uint32_t read_close(const char *text, span at, size_t *next, uint32_t open)
{
    if (*next >= at.stop) return 0;
    size_t behind = *next;
    uint32_t point = utf8_next(text, at.stop, &behind);
    bool closes = open == '(' || open == 0xff08 ? point == ')' || point == 0xff09
                  : open == '['                 ? point == ']'
                                                : point == '.' || point == ')' || point == 0xff09 ||
                                      point == 0x3001 || point == 0xff0e;
    if (!closes) return 0;
    *next = behind;
    return point;
}

/* One letter and a full stop, as the second half of "i. e." */
static bool is_abbreviation(const char *text, span at)
{
    size_t next = at.start;
    bool is_letter = next < at.stop && u_isalpha((UChar32)utf8_next(text, at.stop, &next));
    return is_letter && next < at.stop && text[next] == '.';
}

static marker number_marker(const char *text, span at)
{
    uint32_t open = point_at(text, at);
    size_t next = at.start;
    if (open == '(' || open == '[' || open == 0xff08) utf8_next(text, at.stop, &next);
    else open = 0;
    marker m = { 0 };
    m.depth = read_number(text, at, &next, &m.number);
    bool is_number = m.depth > 0;
    if (!is_number && (open == '[' || !read_letter(text, at, &next))) return (marker){ 0 };
    uint32_t close = read_close(text, at, &next, open);
    bool is_alone =
        m.depth == 1 && close != 0 && next >= at.stop; /* its text is on the next line */
    if (is_alone) m.kind = MARKER_NUMBER, m.length = at.stop - at.start;
    if (close == 0 || next >= at.stop) return is_alone ? m : (marker){ 0 };
    size_t after = next;
    uint32_t point = utf8_next(text, at.stop, &after);
    bool is_wide = close >= 0x3000;
    bool may_touch =
        is_wide || (is_number && open == 0 && u_isupper((UChar32)point)) || open == '[';
    if (!shape_is_space(point) && !may_touch) return (marker){ 0 };
    m.kind = is_number ? MARKER_NUMBER : MARKER_LETTER;
    if (!is_number) m.depth = 1;
    span rest = shape_trimmed(text, (span){ (uint32_t)next, at.stop });
    if (!is_number && close == '.' && is_abbreviation(text, rest)) return (marker){ 0 };
    m.length = rest.start - at.start;
    return m;
}

marker shape_marker(const char *text, span at)
{
    if (at.start >= at.stop) return (marker){ 0 };
    size_t next = at.start;
    uint32_t point = utf8_next(text, at.stop, &next);
    if (point >= 'A' && point <= 'Z') return (marker){ 0 };
    if (point == '-' || point == '*' || point == '+' || point == 0xb7 ||
        (point >= 0x2010 && point <= 0x2015))
        return dash_marker(text, at, point, (uint32_t)next);
    bool is_circled = point >= 0x2460 && point <= 0x2473;
    if (!is_bullet(point) && !is_circled) return number_marker(text, at);
    span rest = shape_trimmed(text, (span){ (uint32_t)next, at.stop });
    marker m = { .kind = MARKER_BULLET, .length = rest.start - at.start, .depth = 1 };
    if (is_circled) m.kind = MARKER_NUMBER, m.number = point - 0x245f;
    return m;
}

/* --- words ------------------------------------------------------------ */

/* One word while it is read. */
typedef struct word {
    size_t letters, upper, digits, value;
    bool is_roman, begins_upper, begins_digit;
    size_t points;
} word;

static void end_word(shape *s, const word *w, uint32_t behind)
{
    if (w->points == 0) return;
    bool is_roman = w->is_roman && w->letters >= 2 && w->digits == 0;
    bool is_year = w->digits == 4 && w->letters == 0 && w->value >= 1500 && w->value < 2100;
    s->words++;
    if (w->begins_digit || is_roman) {
        s->numbers++;
        if (is_year) s->years++;
        else s->others++;
    }
    if (w->begins_upper) s->capitalised++;
    if (w->letters == 1 && w->upper == 1 && behind == '.') s->initials++;
    if (w->letters < 4) return;
    s->long_words++;
    if (w->begins_upper) s->long_capitalised++;
}

static void add_to_word(shape *s, word *w, uint32_t point)
{
    UChar32 c = (UChar32)point;
    bool is_upper = u_isupper(c) || u_istitle(c);
    if (w->points++ == 0) {
        w->begins_upper = is_upper;
        w->begins_digit = u_isdigit(c);
        w->is_roman = true;
    }
    if (u_isdigit(c)) {
        s->digits++;
        w->digits++;
        if (w->digits <= 4) w->value = w->value * 10 + (size_t)u_charDigitValue(c);
    } else if (u_isalpha(c)) {
        s->letters++;
        w->letters++;
        s->upper += is_upper;
        w->upper += is_upper;
        s->lower += is_lower(point);
    }
    if (point >= 0x80 || strchr("IVXLCDM", (int)point) == NULL) w->is_roman = false;
}

static bool is_word_point(uint32_t point)
{
    if (point < 0x80) {
        uint32_t folded = point | 0x20;
        return (folded >= 'a' && folded <= 'z') || (point >= '0' && point <= '9');
    }
    return u_isalnum((UChar32)point) || (U_GET_GC_MASK((UChar32)point) & U_GC_M_MASK) != 0;
}

static void add_sign(shape *s, uint32_t point, const char *text, span at)
{
    if (is_one_of(point, commas)) s->commas++;
    if (is_one_of(point, U"\u00a9\u2116")) s->has_mark = true;
    if (!is_one_of(point, colons)) return;
    s->colons++;
    if (at.stop - at.start >= 2 && memcmp(text + at.start, "//", 2) == 0) s->has_address = true;
}

shape shape_of(const char *text, span at)
{
    shape s = { .width = shape_columns(text, at),
                .opens = shape_opening(text, at),
                .ends = shape_ending(text, at) };
    word w = { 0 };
    uint32_t before = ' ';
    for (size_t next = at.start; next < at.stop;) {
        uint32_t point = utf8_next(text, at.stop, &next);
        span rest = { (uint32_t)next, at.stop };
        if (is_word_point(point)) {
            add_to_word(&s, &w, point);
        } else if (w.points > 0 && (point == '\'' || point == 0x2019 || point == '-') &&
                   next < at.stop && is_word_point(point_at(text, rest)) && w.digits == 0) {
            w.is_roman = false; /* an apostrophe or hyphen inside the word */
        } else {
            if (point == '@' && w.points > 0 && is_word_point(point_at(text, rest)))
                s.has_address = true;
            end_word(&s, &w, point);
            w = (word){ 0 };
            add_sign(&s, point, text, rest);
        }
        before = point;
    }
    end_word(&s, &w, before == '.' ? '.' : 0);
    return s;
}

bool shape_is_title_cased(const shape *s)
{
    if (s->letters < 3 || s->upper + s->lower == 0) return false;
    if (s->upper * 10 >= (s->upper + s->lower) * 8) return true;
    if (s->long_words == 0) return s->capitalised == s->words;
    return s->long_capitalised * 10 >= s->long_words * 7;
}

bool shape_is_name(const shape *s)
{
    if (s->width > 120 || s->words == 0 || s->ends == ENDS_COLON || s->has_address) return false;
    bool is_uncased = s->upper + s->lower == 0;
    if (is_uncased)
        return s->digits == 0 && s->letters >= 2 && s->letters <= 4 && s->width >= 4 &&
               s->width <= 11;
    if (s->initials > 0)
        return s->words <= 15 && s->capitalised >= 2 && s->capitalised * 2 >= s->words;
    if (s->digits > 0 || s->numbers > 0 || s->colons > 0 || s->ends != ENDS_OPEN) return false;
    size_t names =
        s->commas + 1; /* "Yi Zhang, Jonathan Koren and Li Wei": one small word is allowed */
    bool are_words_enough = s->words >= 2 * names && s->words <= 4 * (names + (names > 1));
    return are_words_enough && s->capitalised + (names > 1) >= s->words &&
           s->long_capitalised == s->long_words;
}

bool shape_is_mast(const shape *s)
{
    if (s->width > 160 || s->words == 0) return false;
    if (s->has_mark) return s->numbers > 0;
    return !s->has_address && s->years > 0 && s->others > 0 && s->numbers * 10 >= s->words * 4;
}
