#include "text/dictionary.h"

#include <stdlib.h>

#include "text/decode.h"
#include "text/properties.h"

/* No language has such a run; it bounds what ICU's search needs of memory and time. A longer one is
 * cut here. */
enum { LONGEST_RUN = 1 << 16 };

void dictionary_free(dictionary *d)
{
    ubrk_close(d->iterator);
    han_words_close(d->han);
    free(d->units);
    free(d->places);
    list_free(&d->breaks);
    *d = (dictionary){ 0 };
}

void dictionary_reset(dictionary *d)
{
    d->breaks.count = d->next_break = 0;
    d->stop = 0;
    d->state = U_ZERO_ERROR;
}

/* Room for one more character. */
static bool reserve(dictionary *d, size_t count)
{
    if (count + U16_MAX_LENGTH <= d->capacity) return true;
    size_t capacity = d->capacity == 0 ? 256 : d->capacity * 2;
    UChar *units = realloc(d->units, capacity * sizeof *units);
    if (units != NULL) d->units = units;
    uint32_t *places = realloc(d->places, capacity * sizeof *places);
    if (places != NULL) d->places = places;
    if (units == NULL || places == NULL) d->state = U_MEMORY_ALLOCATION_ERROR;
    else d->capacity = capacity;
    return U_SUCCESS(d->state);
}

/* The dictionaries know kana with their voice marks only as one character. Other marks are none of
 * their business. */
static void compose(dictionary *d, size_t count, uint32_t mark)
{
    if (count == 0) return;
    UChar32 composed = unorm2_composePair(d->composer, d->units[count - 1], (UChar32)mark);
    if (composed > 0 && composed <= 0xffff) d->units[count - 1] = (UChar)composed;
}

/* Fills units, places and stop with the run at `at`; answers how many units. */
static size_t read_run(dictionary *d, const char *text, uint32_t at, uint32_t stop)
{
    size_t count = 0, size;
    d->is_han = true;
    for (; at < stop && count < LONGEST_RUN && reserve(d, count); at += (uint32_t)size) {
        uint32_t point = utf8_decode(text, stop, at, &size);
        if (point == UTF8_INVALID) break;
        unsigned property = property_of(point);
        if (property & PROPERTY_DICTIONARY) {
            d->places[count] = d->places[count + 1] = at;
            U16_APPEND_UNSAFE(d->units, count, point);
            if (point < HAN_FIRST || point > HAN_LAST) d->is_han = false;
        } else if (property_class(property) == BREAK_EXTEND) {
            compose(d, count, point);
        } else if (property_class(property) != BREAK_JOINER) {
            break;
        }
    }
    d->stop = at;
    return count;
}

/* A word begins with that unit. */
static void note_break(dictionary *d, size_t unit)
{
    uint32_t *place = list_push(&d->breaks);
    if (place != NULL) *place = d->places[unit];
    else d->state = U_MEMORY_ALLOCATION_ERROR;
}

static void cut_han(dictionary *d, size_t count)
{
    const uint8_t *begins;
    if (!han_words_cut(d->han, d->units, count, &begins)) d->state = U_MEMORY_ALLOCATION_ERROR;
    for (size_t at = 1; at < count && U_SUCCESS(d->state); at++)
        if (begins[at]) note_break(d, at);
}

static void cut_run(dictionary *d, size_t count)
{
    ubrk_setText(d->iterator, d->units, (int32_t)count, &d->state);
    for (int32_t at;
         U_SUCCESS(d->state) && (at = ubrk_next(d->iterator)) != UBRK_DONE && (size_t)at < count;)
        note_break(d, (size_t)at);
}

static void open_iterator(dictionary *d)
{
    d->composer = unorm2_getNFCInstance(&d->state);
    UBreakIterator *iterator = ubrk_open(UBRK_WORD, "", NULL, 0, &d->state);
    if (U_SUCCESS(d->state)) {
        d->state = U_ZERO_ERROR; /* no warning that root's rules are used: they were asked for */
        d->iterator = iterator;
        d->han = han_words_open();
    }
}

void dictionary_enter(dictionary *d, const char *text, uint32_t at, uint32_t stop)
{
    if (at < d->stop || U_FAILURE(d->state)) return;
    if (d->iterator == NULL) open_iterator(d);
    if (U_FAILURE(d->state)) return;
    d->breaks.count = d->next_break = 0;
    size_t count = read_run(d, text, at, stop);
    if (count < 2 || U_FAILURE(d->state)) return;
    if (d->is_han && d->han != NULL) cut_han(d, count);
    else cut_run(d, count);
}

bool dictionary_breaks(dictionary *d, uint32_t at)
{
    if (at >= d->stop) return true;
    while (d->next_break < d->breaks.count && d->breaks.items[d->next_break] < at) d->next_break++;
    return d->next_break < d->breaks.count && d->breaks.items[d->next_break] == at;
}

status dictionary_outcome(const dictionary *d, error *e)
{
    if (U_SUCCESS(d->state)) return STATUS_OK;
    if (d->state == U_MEMORY_ALLOCATION_ERROR) return error_memory(e);
    return error_set(e, STATUS_SYSTEM, "ICU's word dictionaries cannot be used: %s",
                     u_errorName(d->state));
}
