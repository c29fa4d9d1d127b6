#include "text/sentences.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/buffer.h"
#include "text/decode.h"
#include "text/fold.h"
#include "text/sentence_rules.h"

enum {
    MOST_PARTS = 3,         /* words of an abbreviation that is written with spaces: "u. a. m." */
    MOST_ABBREVIATION = 16, /* bytes of a word of such a one */
    MOST_WORD = 64, /* bytes that are looked at behind a full stop: longer words are in no table */
    MOST_ADDRESS = 2048, /* bytes of a web address in front of its "?" */
    MOST_CITED = 16,     /* bytes of a reference glued to a full stop: "[4]", "[12, 13]" */
    MOST_ORDINAL = 12    /* bytes of a number in front of a list item: "2.1.4.", "XVIII." */
};

struct sentence_breaker {
    buffer folded;
};

status sentence_breaker_create(sentence_breaker **out, error *e)
{
    *out = calloc(1, sizeof **out);
    return *out == NULL ? error_memory(e) : STATUS_OK;
}

void sentence_breaker_free(sentence_breaker *b)
{
    if (b == NULL) return;
    buffer_free(&b->folded);
    free(b);
}

static bool is_space(uint32_t point)
{
    if (point < 0x80) return point == ' ' || (point >= '\t' && point <= '\r');
    return point != UTF8_INVALID && u_isUWhiteSpace((UChar32)point);
}

static bool is_opening(uint32_t point)
{
    if (point == '"' || point == '\'' || point == UTF8_INVALID) return point != UTF8_INVALID;
    int8_t type = u_charType((UChar32)point);
    return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

static uint32_t skip_space(const char *text, uint32_t at, uint32_t stop)
{
    for (size_t size; at < stop; at += (uint32_t)size) {
        if (!is_space(utf8_decode(text, stop, at, &size))) break;
    }
    return at;
}

static uint32_t skip_space_back(const char *text, uint32_t start, uint32_t at)
{
    for (uint32_t from; at > start; at = from) {
        if (!is_space(utf8_decode_before(text, start, at, &from))) break;
    }
    return at;
}

/* A capital and a full stop, once or more: "V.", "R.R.", "J.-P." */
static bool is_initials(const char *text, uint32_t start, uint32_t stop)
{
    size_t size;
    for (uint32_t at = start; at < stop;) {
        if (text[at] == '-' && at > start) at++;
        if (at >= stop) return false;
        uint32_t point = utf8_decode(text, stop, at, &size);
        if (point == UTF8_INVALID || u_charType((UChar32)point) != U_UPPERCASE_LETTER) return false;
        at += (uint32_t)size;
        if (at >= stop || text[at] != '.') return false;
        at++;
    }
    return true;
}

/* The number of a list item or section: "1.", "2.1.", "(3).", "a.", "IV." */
static bool is_ordinal(const char *text, uint32_t start, uint32_t stop)
{
    if (stop - start > MOST_ORDINAL) return false;
    size_t size, length = stop - start - 1, digits = 0, roman = 0;
    for (size_t i = 0; i < length; i++) {
        digits += memchr("0123456789.()[]", text[start + i], 15) != NULL;
        roman += memchr("IVXLC", text[start + i], 5) != NULL;
    }
    if (digits == length || roman == length) return true;
    uint32_t point = utf8_decode(text, stop, start, &size);
    return size == length && point != UTF8_INVALID && u_islower((UChar32)point);
}

/* True when the table has the word, folded; of a number it may have the shape instead, "0." or
 * "00.", where the language writes ordinals with a full stop. */
static bool is_in_table(sentence_breaker *b, const map *table)
{
    if (map_find(table, b->folded.data, b->folded.length) >= 0) return true;
    for (size_t i = 0; i + 1 < b->folded.length; i++) {
        if (b->folded.data[i] < '0' || b->folded.data[i] > '9') return false;
        b->folded.data[i] = '0';
    }
    return map_find(table, b->folded.data, b->folded.length) >= 0;
}

/* Where the word that ends at `stop` begins, without quotation marks and brackets in front of it.
 */
static uint32_t word_start(const char *text, uint32_t start, uint32_t stop)
{
    uint32_t at = stop;
    if (stop - start > MOST_WORD) start = stop - MOST_WORD;
    for (uint32_t from; at > start; at = from) {
        if (is_space(utf8_decode_before(text, start, at, &from))) break;
    }
    for (size_t size; at < stop; at += (uint32_t)size) {
        if (!is_opening(utf8_decode(text, stop, at, &size))) break;
    }
    return at;
}

/* True when text[start, stop), which ends in a full stop, ends in an abbreviation of the table. */
static status find_abbreviation(sentence_breaker *b, const char *text, uint32_t start,
                                uint32_t stop, const map *table, bool *found, error *e)
{
    uint32_t starts[MOST_PARTS], stops[MOST_PARTS];
    *found = false;
    for (int parts = 0; parts < MOST_PARTS && !*found && stop > start && text[stop - 1] == '.';
         parts++) {
        starts[parts] = word_start(text, start, stop);
        stops[parts] = stop;
        buffer_clear(&b->folded);
        for (int i = parts; i >= 0; i--)
            text_fold(&b->folded, text + starts[i], stops[i] - starts[i]);
        if (b->folded.state != STATUS_OK) return error_memory(e);
        *found = is_in_table(b, table);
        stop = skip_space_back(text, start, starts[parts]);
    }
    return STATUS_OK;
}

/* True when the word text[start, stop) and the one behind it are an abbreviation that is written
 * with a space: "z. B." */
static status begins_abbreviation(sentence_breaker *b, const char *text, uint32_t start,
                                  uint32_t stop, uint32_t limit, const map *table, bool *found,
                                  error *e)
{
    uint32_t next = skip_space(text, stop, limit), end = next;
    while (end < limit && end - next < MOST_ABBREVIATION && text[end] != '.') end++;
    *found = false;
    if (end == limit || text[end] != '.' || stop - start > MOST_ABBREVIATION) return STATUS_OK;
    buffer_clear(&b->folded);
    text_fold(&b->folded, text + start, stop - start);
    text_fold(&b->folded, text + next, end + 1 - next);
    if (b->folded.state != STATUS_OK) return error_memory(e);
    *found = is_in_table(b, table);
    return STATUS_OK;
}

/* True when the full stop in front of a boundary ends no sentence. The sentence is text[start,
 * stop) without the white space behind it; `within` is its block. */
static status is_joined(sentence_breaker *b, const char *text, uint32_t start, uint32_t stop,
                        span within, const language_rules *rules, bool *joined, error *e)
{
    *joined = false;
    if (stop == start || text[stop - 1] != '.') return STATUS_OK;
    uint32_t word = word_start(text, start, stop);
    if (stop - word < 2) return STATUS_OK;
    bool is_first = word == within.start;
    *joined = is_initials(text, word, stop) || (is_first && is_ordinal(text, word, stop));
    if (*joined || rules == NULL) return STATUS_OK;
    status outcome = find_abbreviation(b, text, start, stop, rules->abbreviations, joined, e);
    if (outcome != STATUS_OK || *joined) return outcome;
    return begins_abbreviation(b, text, word, stop, within.stop, rules->abbreviations, joined, e);
}

/* UAX #29 parts "world.[4] In" behind the bracket, as it takes that for one that closes. The
 * boundary belongs behind a reference that is glued to the full stop, else in front of the bracket.
 */
static uint32_t mend_boundary(const char *text, uint32_t start, uint32_t at, uint32_t stop)
{
    uint32_t bracket = at;
    uint32_t point = at > start ? utf8_decode_before(text, start, at, &bracket) : ' ';
    if (point == '"' || point == '\'' || !is_opening(point) || bracket == start) return at;
    if (point != '[' && point != '(') return bracket;
    uint32_t end = at;
    while (end < stop && end - at < MOST_CITED && memchr("0123456789, -", text[end], 13) != NULL)
        end++;
    bool is_reference = end > at && end < stop && (text[end] == ']' || text[end] == ')');
    return is_reference ? end + 1 : bracket;
}

/* True inside a web address, where "?" and the like end nothing: "http://example.org/?id=22" */
static bool is_in_address(const char *text, uint32_t start, uint32_t at, uint32_t stop)
{
    size_t size;
    if (at == start || at == stop || is_space(utf8_decode(text, stop, at, &size))) return false;
    if (at - start > MOST_ADDRESS) start = at - MOST_ADDRESS;
    uint32_t from, word = at;
    for (; word > start; word = from) {
        if (is_space(utf8_decode_before(text, start, word, &from))) break;
    }
    return memmem(text + word, at - word, "://", 3) != NULL;
}

static status append(span_list *sentences, const char *text, uint32_t start, uint32_t stop,
                     error *e)
{
    start = skip_space(text, start, stop);
    stop = skip_space_back(text, start, stop);
    if (start == stop) return STATUS_OK;
    span *added = list_push(sentences);
    if (added == NULL) return error_memory(e);
    *added = (span){ start, stop };
    return STATUS_OK;
}

/* True when text[start, at), which ends in a full stop, ends in two small letters in front of it.
 */
static bool ends_in_word(const char *text, uint32_t start, uint32_t at)
{
    at--;
    for (int letters = 0; letters < 2; letters++) {
        if (at == start) return false;
        uint32_t point = utf8_decode_before(text, start, at, &at);
        if (point == UTF8_INVALID || u_charType((UChar32)point) != U_LOWERCASE_LETTER) return false;
    }
    return true;
}

/* True when white space and then a digit stand at `at`. */
static bool is_before_number(const char *text, uint32_t at, uint32_t stop)
{
    uint32_t next = skip_space(text, at, stop);
    if (next == at || next == stop) return false;
    size_t size;
    uint32_t point = utf8_decode(text, stop, next, &size);
    return point != UTF8_INVALID && u_isdigit((UChar32)point);
}

/* Appends text[start, stop) in the sentences it holds by a rule of our own: UAX #29 goes on behind
 * a full stop when a number and a small letter follow ("were found. 20 people"). It does so rightly
 * behind an abbreviation ("fig. 20 shows"), so only a language with a table of them is judged. */
static status append_parted(sentence_breaker *b, span_list *sentences, const char *text,
                            uint32_t start, uint32_t stop, span within, const language_rules *rules,
                            error *e)
{
    if (rules == NULL) return append(sentences, text, start, stop, e);
    const char *dot;
    for (uint32_t at = start; at < stop && (dot = memchr(text + at, '.', stop - at)); at++) {
        at = (uint32_t)(dot - text);
        if (!is_before_number(text, at + 1, stop)) continue;
        if (!ends_in_word(text, start, at + 1)) continue;
        bool joined;
        status outcome = is_joined(b, text, start, at + 1, within, rules, &joined, e);
        if (outcome != STATUS_OK) return outcome;
        if (joined) continue;
        outcome = append(sentences, text, start, at + 1, e);
        if (outcome != STATUS_OK) return outcome;
        start = at + 1;
    }
    return append(sentences, text, start, stop, e);
}

status sentence_breaker_find(sentence_breaker *b, const char *text, span within,
                             const language_rules *rules, span_list *sentences, error *e)
{
    within.start = skip_space(text, within.start, within.stop);
    within.stop = skip_space_back(text, within.start, within.stop);
    uint32_t start = within.start, at = within.start;
    while ((at = sentence_boundary(text, within.start, at, within.stop)) < within.stop) {
        uint32_t end = mend_boundary(text, start, at, within.stop);
        uint32_t trimmed = end > start ? skip_space_back(text, start, end) : start;
        bool joined;
        status outcome = is_joined(b, text, start, trimmed, within, rules, &joined, e);
        if (outcome != STATUS_OK) return outcome;
        if (joined || end <= start || is_in_address(text, start, end, within.stop)) continue;
        outcome = append_parted(b, sentences, text, start, trimmed, within, rules, e);
        if (outcome != STATUS_OK) return outcome;
        start = end;
    }
    return append_parted(b, sentences, text, start, within.stop, within, rules, e);
}
