#include "host/repairs.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text/shape.h"
#include "text/utf8.h"

/* ---- in the parent ---- */

typedef struct collecting {
    buffer rows;
    size_t count;
    int64_t evidence, reading, certainty; /* their columns, -1 when there is none */
    double least;
} collecting;

static int64_t find_column(const row_table *t, const char *name, column_type type)
{
    for (size_t i = 0; i < t->count; i++)
        if (strcmp(t->columns[i].name, name) == 0 && t->columns[i].type == type) return (int64_t)i;
    return -1;
}

static double number_of(const value *v)
{
    if (v->type == VALUE_INTEGER) return (double)v->integer;
    return v->type == VALUE_NUMBER ? v->number : 0;
}

static status put_row(void *context, int64_t row, int64_t id, const value *values, error *e)
{
    (void)row, (void)id;
    collecting *c = context;
    const value *at = &values[c->evidence], *text = &values[c->reading];
    double certainty = number_of(&values[c->certainty]);
    if (at->type != VALUE_SPAN || text->type != VALUE_TEXT || certainty < c->least)
        return STATUS_OK;
    frame_put_unsigned(&c->rows, at->at.start);
    frame_put_unsigned(&c->rows, at->at.stop);
    frame_put_bytes(&c->rows, text->text, text->length);
    frame_put_number(&c->rows, certainty);
    c->count++;
    return c->rows.state == STATUS_OK ? STATUS_OK : error_memory(e);
}

/* Plain text was laid out by its lines, and is again: the readings may change them. */
static status put_layout(buffer *out, store *s, int64_t id, error *e)
{
    statement q = statement_of(s,
                               "SELECT loader = 'text' FROM source WHERE id = "
                               "(SELECT source FROM document WHERE id = ?1)",
                               e);
    statement_bind_integer(&q, 1, id);
    frame_put_unsigned(out, statement_step(&q) && statement_integer(&q, 0) != 0);
    return statement_end(&q);
}

status repairs_write(buffer *out, store *s, const plugin *repair, int64_t id,
                     double least_certainty, error *e)
{
    const row_table *t = &repair->manifest.tables.items[0];
    collecting c = { .evidence = find_column(t, "evidence", COLUMN_SPAN),
                     .reading = find_column(t, "reading", COLUMN_TEXT),
                     .certainty = find_column(t, "certainty", COLUMN_NUMBER),
                     .least = least_certainty };
    if (c.evidence < 0 || c.reading < 0 || c.certainty < 0)
        return error_set(e, STATUS_PLUGIN,
                         "%s has no columns evidence (span), reading (text) and certainty (number)",
                         repair->name);
    status result = put_layout(out, s, id, e);
    if (result == STATUS_OK)
        result = results_read(s, repair->name, "{}", t, &id, 1, put_row, &c, e);
    frame_put_unsigned(out, c.count);
    buffer_append(out, c.rows.data, c.rows.length);
    buffer_free(&c.rows);
    return result;
}

/* ---- in a worker ---- */

/* The word at or behind `at`, parted by spaces and line ends; empty at the end. */
static span next_word(const char *text, uint32_t at, uint32_t stop)
{
    while (at < stop && strchr(" \t\r\n", text[at]) != NULL) at++;
    span word = { at, at };
    while (word.stop < stop && strchr(" \t\r\n", text[word.stop]) == NULL) word.stop++;
    return word;
}

static size_t count_words(const char *text, uint32_t at, uint32_t stop)
{
    size_t count = 0;
    for (span w = next_word(text, at, stop); w.start < w.stop; count++)
        w = next_word(text, w.stop, stop);
    return count;
}

/* A word and its reading without the punctuation around them that both have. */
static reading trimmed(const char *text, span word, const char *read, size_t length, reading like)
{
    const char *p = text + word.start, *stop = text + word.stop, *end = read + length;
    while (p < stop && read < end && ispunct((unsigned char)*p) && *p == *read) p++, read++;
    while (p < stop && read < end && ispunct((unsigned char)stop[-1]) && stop[-1] == end[-1])
        stop--, end--;
    like.at = (span){ (uint32_t)(p - text), (uint32_t)(stop - text) };
    like.text = strndup(read, (size_t)(end - read));
    return like;
}

/* Adds a proposal: word by word where both sides have as many, so that evidence found in it leads
 * back to the word. */
static status add_proposal(document *d, const reading *whole, error *e)
{
    const char *text = d->text.data;
    uint32_t length = (uint32_t)strlen(whole->text), at = whole->at.start, from = 0;
    size_t words = count_words(text, at, whole->at.stop);
    if (words < 2 || words != count_words(whole->text, 0, length))
        return readings_add(&d->readings, whole, e);
    status s = STATUS_OK;
    while (words-- > 0 && s == STATUS_OK) {
        span word = next_word(text, at, whole->at.stop),
             read = next_word(whole->text, from, length);
        at = word.stop;
        from = read.stop;
        size_t size = read.stop - read.start;
        if (size == word.stop - word.start &&
            memcmp(text + word.start, whole->text + read.start, size) == 0)
            continue;
        reading one = trimmed(text, word, whole->text + read.start, size, *whole);
        s = one.text == NULL ? error_memory(e) : readings_add(&d->readings, &one, e);
        free(one.text);
    }
    return s;
}

static bool is_cut(const document *d, uint32_t at)
{
    return at > d->text.length ||
           (at < d->text.length && ((unsigned char)d->text.data[at] & 0xc0) == 0x80);
}

static status read_proposals(reader *r, document *d, error *e)
{
    status s = STATUS_OK;
    for (size_t n = reader_count(r, 4); n > 0 && s == STATUS_OK && !r->failed; n--) {
        size_t length;
        reading made = { .by = (char *)REPAIR_ANALYSIS };
        made.at.start = reader_unsigned32(r);
        made.at.stop = reader_unsigned32(r);
        const char *bytes = reader_bytes(r, &length);
        made.confidence = reader_number(r);
        if (r->failed || made.at.stop < made.at.start || is_cut(d, made.at.start) ||
            is_cut(d, made.at.stop) || !utf8_is_valid(bytes, length) ||
            memchr(bytes, '\0', length) != NULL)
            return error_set(e, STATUS_PLUGIN, "%s proposes a reading that does not fit the text",
                             REPAIR_ANALYSIS);
        made.text = strndup(bytes, length);
        s = made.text == NULL ? error_memory(e) : add_proposal(d, &made, e);
        free(made.text);
    }
    return s;
}

static bool is_unfinished(const char *text, const block *a, const block *b)
{
    if (a->kind != BLOCK_PARAGRAPH || b->kind != BLOCK_PARAGRAPH || a->role != b->role ||
        a->page == b->page || a->given != b->given)
        return false;
    ending end = shape_ending(text, a->at);
    opening opens = shape_opening(text, b->at);
    return end != ENDS_SENTENCE && end != ENDS_COLON &&
           (opens == OPENS_LOWER || opens == OPENS_UNCASED);
}

/* The blocks of a loader in the text as read: those that are left out go, and a paragraph over two
 * pages becomes one. */
static void map_blocks(document *d, const char *read, const reading_map *way)
{
    size_t kept = 0;
    uint32_t behind = 0;
    for (size_t i = 0; i < d->blocks.count; i++) {
        block b = d->blocks.items[i];
        b.at = reading_map_to_read(way, b.at);
        if (b.at.start < behind) b.at.start = behind;
        b.at = shape_trimmed(read, b.at);
        if (b.at.start >= b.at.stop) continue;
        behind = b.at.stop;
        b.role_given = b.role != ROLE_BODY;
        block *last = kept > 0 ? &d->blocks.items[kept - 1] : NULL;
        if (last != NULL && is_unfinished(read, last, &b)) last->at.stop = b.at.stop;
        else d->blocks.items[kept++] = b;
    }
    d->blocks.count = kept;
}

/* Cuts the text as read, with the tokens that are given, in which nothing is read otherwise. */
static status prepare_read(preparer *p, document *d, const reading_map *way, error *e)
{
    for (size_t i = 0; i < d->given.places.count; i++)
        d->given.places.items[i] = reading_map_to_read(way, d->given.places.items[i]);
    readings_free(&d->readings);
    list_free(&d->runs);
    d->language = (language_tag){ "" };
    return preparer_run(p, d, e);
}

status repairs_apply(preparer *p, reader *r, document *d, reading_map **way, error *e)
{
    buffer read = { 0 };
    bool is_plain = reader_unsigned(r) != 0;
    status s = read_proposals(r, d, e);
    readings_settle(&d->readings, &d->blocks);
    if (s == STATUS_OK) s = preparer_recover(d, e);
    if (s == STATUS_OK)
        s = reading_map_create(d->text.data, d->text.length, &d->readings, &read, way, e);
    if (s != STATUS_OK) {
        buffer_free(&read);
        return s;
    }
    if (is_plain) d->blocks.count = 0;
    else map_blocks(d, read.data == NULL ? "" : read.data, *way);
    buffer_free(&d->text);
    d->text = read;
    return prepare_read(p, d, *way, e);
}
