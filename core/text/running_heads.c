/* Running heads and page numbers. */
#include <string.h>

#include "base/buffer.h"
#include "base/map.h"
#include "text/reading.h"
#include "text/shape.h"

enum {
    DEEPEST = 2,   /* lines of a page's edge that are looked at: a head and a rule, a title and a
                      number */
    LONGEST = 120, /* bytes of a head: what is longer is text */
    FEWEST = 3,    /* pages on which it stands: two may be chance */
};

static const double GIVEN = 0.95; /* how sure the loader is, which saw where the line stands */

/* A line, or a block, of a page. */
typedef struct unit {
    span at;
    uint32_t page;
    int64_t line;   /* 1 + its entry in `pages`; 0 when it was not counted */
    const char *by; /* what it is when it is no text of the page */
    double confidence;
} unit;

typedef struct heads {
    const char *text;
    size_t length;
    LIST(unit) units;
    map *pages; /* the line without its digits -> on how many pages it stands at the edge */
    buffer key;
    bool has_no_memory;
    reading_list *out;
} heads;

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static const char *kind_of(const heads *h, span at)
{
    while (at.start < at.stop && !is_digit(h->text[at.start])) at.start++;
    return at.start < at.stop ? READING_PAGE_NUMBER : READING_HEAD;
}

/* ---- the units ---- */

static status add_unit(heads *h, span at, uint32_t page, bool is_given, error *e)
{
    at = shape_trimmed(h->text, at);
    if (at.start == at.stop) return STATUS_OK;
    unit *u = list_push(&h->units);
    if (u == NULL) return error_memory(e);
    *u = (unit){ .at = at, .page = page, .confidence = GIVEN };
    if (is_given) u->by = kind_of(h, at);
    return STATUS_OK;
}

/* A form feed ends a line and a page. */
static status add_lines(heads *h, error *e)
{
    uint32_t start = 0, page = 1;
    status s = STATUS_OK;
    for (uint32_t i = 0; i <= h->length && s == STATUS_OK; i++) {
        char c = i == h->length ? '\n' : h->text[i];
        if (c != '\n' && c != '\f') continue;
        s = add_unit(h, (span){ start, i }, page, false, e);
        page += c == '\f';
        start = i + 1;
    }
    return s;
}

static status add_blocks(heads *h, const block_list *blocks, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < blocks->count && s == STATUS_OK; i++) {
        const block *b = &blocks->items[i];
        bool is_given = b->page > 0 && b->role == ROLE_NAVIGATION &&
                        b->at.stop - b->at.start <= LONGEST; /* a table of contents is longer */
        s = add_unit(h, b->at, b->page, is_given, e);
    }
    return s;
}

/* ---- lines that come again ---- */

/* The line with its digits as one #, small ASCII letters and single spaces. */
static void write_key(buffer *out, const char *text, span at)
{
    buffer_clear(out);
    for (uint32_t i = at.start; i < at.stop; i++) {
        char c = text[i];
        char last = out->length > 0 ? out->data[out->length - 1] : '\0';
        if (is_digit(c)) c = '#';
        else if (c >= 'A' && c <= 'Z') c = (char)(c + 'a' - 'A');
        else if (is_blank(c)) c = ' ';
        if ((c != '#' && c != ' ') || c != last) buffer_byte(out, (unsigned char)c);
    }
}

/* Calls `visit` with the units of each page's edges, from the edge inward, until it says no. */
static void visit_edges(heads *h, bool (*visit)(heads *h, unit *u))
{
    unit *units = h->units.items;
    for (size_t first = 0, end; first < h->units.count; first = end) {
        for (end = first; end < h->units.count && units[end].page == units[first].page;) end++;
        size_t depth = end - first < DEEPEST ? end - first : DEEPEST;
        for (size_t i = 0; i < depth && visit(h, &units[first + i]);) i++;
        for (size_t i = 1; i <= depth && visit(h, &units[end - i]);) i++;
    }
}

static bool count_edge(heads *h, unit *u)
{
    if (u->by != NULL || u->line > 0) return true;
    if (u->at.stop - u->at.start > LONGEST) return false;
    write_key(&h->key, h->text, u->at);
    u->line = 1 + map_add(h->pages, h->key.data, h->key.length);
    if (u->line > 0) ++*map_value(h->pages, (size_t)u->line - 1);
    if (u->line == 0 || h->key.state != STATUS_OK) h->has_no_memory = true;
    return true;
}

/* Where the title stands, the head is the title. */
static bool mark_edge(heads *h, unit *u)
{
    int64_t pages = u->line > 0 ? *map_value(h->pages, (size_t)u->line - 1) : 0;
    if (u->by != NULL) return true;
    if (pages < FEWEST) return false;
    const char *kind = kind_of(h, u->at);
    if (u->page == h->units.items[0].page && strcmp(kind, READING_HEAD) == 0) return true;
    u->by = kind;
    u->confidence = 1 - 1.0 / (double)(pages + 1);
    return true;
}

/* ---- the readings ---- */

static bool goes_on(const heads *h, uint32_t stop)
{
    ending end = shape_ending(h->text, (span){ 0, stop });
    return stop > 0 && end != ENDS_SENTENCE && end != ENDS_COLON;
}

/* Leaves out what stands between the text before and behind it: with the blank lines around it
 * where a sentence goes on, so that its paragraph does, and the hyphen of a word that does. */
static status leave_out(const heads *h, span at, const char *by, double confidence, error *e)
{
    uint32_t before = at.start, behind = at.stop;
    while (before > 0 && is_blank(h->text[before - 1])) before--;
    while (behind < h->length && is_blank(h->text[behind])) behind++;
    span rest = { behind, (uint32_t)h->length };
    if (behind < h->length && goes_on(h, before)) {
        bool is_divided = h->text[before - 1] == '-' && shape_opening(h->text, rest) == OPENS_LOWER;
        at = is_divided ? (span){ before - 1, behind } : (span){ before, behind - 1 };
    }
    reading r = { at, (char *)"", (char *)by, confidence };
    return readings_add(h->out, &r, e);
}

/* Neighbours are left out together: the number of a page and the head of the next. */
static status take_marked(const heads *h, error *e)
{
    status s = STATUS_OK;
    for (size_t first = 0, end; first < h->units.count && s == STATUS_OK; first = end) {
        const unit *u = &h->units.items[first];
        for (end = first + 1; u->by != NULL && end < h->units.count && u[end - first].by != NULL;)
            end++;
        span at = { u->at.start, h->units.items[end - 1].at.stop };
        if (u->by != NULL) s = leave_out(h, at, u->by, u->confidence, e);
    }
    return s;
}

static status find_repeated(heads *h, error *e)
{
    h->pages = map_create();
    if (h->pages == NULL) return error_memory(e);
    visit_edges(h, count_edge);
    status s = h->has_no_memory ? error_memory(e) : STATUS_OK;
    if (s == STATUS_OK) visit_edges(h, mark_edge);
    if (s == STATUS_OK) s = take_marked(h, e);
    map_free(h->pages);
    return s;
}

/* ---- numbers that count pages ---- */

enum {
    SMALLEST_PAGE = 800, /* bytes between two numbers */
    LARGEST_PAGE = 12000,
    LONGEST_NUMBER = 12, /* bytes: "- 1234 -" */
};

typedef struct lone_number {
    span at;
    uint32_t value;
} lone_number;

typedef LIST(lone_number) lone_number_list;

/* The number of at most four digits that is all of the line, between hyphens or not; else 0. */
static uint32_t number_of(const char *text, span at)
{
    uint32_t value = 0;
    bool has_hyphen = text[at.start] == '-';
    if (at.stop - at.start > LONGEST_NUMBER) return 0;
    while (at.start < at.stop && strchr("- ", text[at.start]) != NULL) at.start++;
    while (at.start < at.stop && is_digit(text[at.start]) && value < 1000)
        value = value * 10 + (uint32_t)(text[at.start++] - '0');
    while (has_hyphen && at.start < at.stop && strchr("- ", text[at.start]) != NULL) at.start++;
    return at.start == at.stop ? value : 0;
}

static status find_numbers(const heads *h, lone_number_list *out, error *e)
{
    const char *end = h->text + h->length;
    for (const char *p = h->text; (p = memchr(p, '\n', (size_t)(end - p))) != NULL;) {
        while (p < end && is_blank(*p)) p++;
        if (p == end || !(is_digit(*p) || *p == '-')) continue;
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        span at = { (uint32_t)(p - h->text), (uint32_t)((stop == NULL ? end : stop) - h->text) };
        at = shape_trimmed(h->text, at);
        uint32_t value = number_of(h->text, at);
        if (value == 0) continue;
        lone_number *n = list_push(out);
        if (n == NULL) return error_memory(e);
        *n = (lone_number){ at, value };
    }
    return STATUS_OK;
}

static bool follows(const lone_number *a, const lone_number *b)
{
    uint32_t distance = b->at.start - a->at.stop;
    return b->value == a->value + 1 && distance >= SMALLEST_PAGE && distance <= LARGEST_PAGE;
}

/* Takes numbers that count on, when most of them stand inside a sentence. */
static status take_numbers(const heads *h, const lone_number *numbers, size_t count, error *e)
{
    size_t inside = 0;
    status s = STATUS_OK;
    for (size_t i = 0; i < count; i++)
        inside += goes_on(h, shape_trimmed(h->text, (span){ 0, numbers[i].at.start }).stop);
    if (count < FEWEST || inside * 2 < count) return STATUS_OK;
    for (size_t i = 0; i < count && s == STATUS_OK; i++)
        s = leave_out(h, numbers[i].at, READING_PAGE_NUMBER, 1 - 1.0 / (double)(count + 1), e);
    return s;
}

static status find_counted(const heads *h, error *e)
{
    lone_number_list numbers = { 0 };
    status s = find_numbers(h, &numbers, e);
    for (size_t first = 0, end; first < numbers.count && s == STATUS_OK; first = end) {
        for (end = first + 1;
             end < numbers.count && follows(&numbers.items[end - 1], &numbers.items[end]);)
            end++;
        s = take_numbers(h, numbers.items + first, end - first, e);
    }
    list_free(&numbers);
    return s;
}

status readings_find_heads(const char *text, size_t length, const block_list *blocks,
                           reading_list *out, error *e)
{
    heads h = { .text = text, .length = length, .out = out };
    bool has_feeds = memchr(text, '\f', length) != NULL;
    bool has_pages = blocks->count > 0 && blocks->items[blocks->count - 1].page > 1;
    if (!has_feeds && !has_pages) return find_counted(&h, e);
    status s = has_feeds ? add_lines(&h, e) : add_blocks(&h, blocks, e);
    if (s == STATUS_OK && h.units.count > 0) s = find_repeated(&h, e);
    buffer_free(&h.key);
    list_free(&h.units);
    return s;
}
