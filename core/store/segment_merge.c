#include "store/posting.h"

#include <stdlib.h>

/* Size classes: the smallest holds up to 4095 postings (a document or two), each next eight times
 * as many. A corpus so has at most 7 segments a class, and a posting is written again once a class:
 * at most 7 times on the way to 10^9. */
enum { MERGED_AT = 8, SMALLEST_CLASS = 4096, CLASSES = 20 };

static size_t class_of(int64_t size)
{
    size_t class = 0;
    for (size /= SMALLEST_CLASS; size > 0; size /= MERGED_AT) class ++;
    return class < CLASSES ? class : CLASSES - 1;
}

typedef struct segment {
    int64_t id, size, first_document, last_document;
} segment;

typedef LIST(segment) segment_list;

static status read_segments(store *s, segment_list *segments, error *e)
{
    statement q = statement_of(
        s, "SELECT id, size, first_document, last_document FROM segment ORDER BY id", e);
    while (statement_step(&q)) {
        segment *next = list_push(segments);
        if (next == NULL) q.state = error_memory(e);
        else
            *next = (segment){ statement_integer(&q, 0), statement_integer(&q, 1),
                               statement_integer(&q, 2), statement_integer(&q, 3) };
    }
    return statement_end(&q);
}

/* Keeps those of the smallest class that has eight; none when no class has. */
static void choose_class(segment_list *segments)
{
    size_t sizes[CLASSES] = { 0 }, class = 0, kept = 0;
    for (size_t i = 0; i < segments->count; i++) sizes[class_of(segments->items[i].size)]++;
    while (class < CLASSES && sizes[class] < MERGED_AT) class ++;
    for (size_t i = 0; i < segments->count; i++)
        if (class_of(segments->items[i].size) == class)
            segments->items[kept++] = segments->items[i];
    segments->count = kept;
}

/* One segment that is read row after row. */
typedef struct input {
    statement rows;
    posting_reader row;
    bool is_done;
} input;

/* Opens the next type of the input, in its next row where this one is at its end. */
static status input_next(input *in, error *e)
{
    while (!posting_reader_type(&in->row)) {
        if (in->row.failed) return posting_damaged(e);
        if (!statement_step(&in->rows)) {
            in->is_done = true;
            return in->rows.state;
        }
        size_t length;
        const void *bytes = statement_bytes(&in->rows, 1, &length);
        in->row = posting_reader_of(bytes, length, statement_integer(&in->rows, 0));
    }
    return STATUS_OK;
}

static status open_inputs(store *s, const segment_list *segments, input *inputs, error *e)
{
    for (size_t i = 0; i < segments->count; i++) {
        inputs[i].rows = statement_of_text(
            s, "SELECT first_type, data FROM posting WHERE segment = ?1 ORDER BY first_type", e);
        statement_bind_integer(&inputs[i].rows, 1, segments->items[i].id);
        status state = input_next(&inputs[i], e);
        if (state != STATUS_OK) return state;
    }
    return STATUS_OK;
}

/* Appends the postings of the open type, of documents that exist. */
static status take_postings(input *in, const live_list *live, posting_list *postings, error *e)
{
    posting p;
    while (posting_reader_next(&in->row, &p)) {
        if (!is_live(live, p.document)) continue;
        posting *slot = list_push(postings);
        if (slot == NULL) return error_memory(e);
        *slot = p;
    }
    return in->row.failed ? posting_damaged(e) : STATUS_OK;
}

static status merge_inputs(input *inputs, size_t count, const live_list *live, segment_writer *w,
                           error *e)
{
    posting_list postings = { 0 };
    status state = STATUS_OK;
    while (state == STATUS_OK) {
        uint64_t type = UINT64_MAX;
        for (size_t i = 0; i < count; i++)
            if (!inputs[i].is_done && inputs[i].row.type < type) type = inputs[i].row.type;
        if (type == UINT64_MAX) break;
        postings.count = 0;
        for (size_t i = 0; state == STATUS_OK && i < count; i++) {
            if (inputs[i].is_done || inputs[i].row.type != type) continue;
            state = take_postings(&inputs[i], live, &postings, e);
            if (state == STATUS_OK) state = input_next(&inputs[i], e);
        }
        posting_list_sort(&postings);
        if (state == STATUS_OK)
            state = segment_writer_add(w, (uint32_t)type, postings.items, postings.count, e);
    }
    list_free(&postings);
    return state == STATUS_OK ? segment_writer_end(w, e) : state;
}

static status remove_segments(store *s, const segment_list *segments, error *e)
{
    status state = STATUS_OK;
    for (size_t i = 0; state == STATUS_OK && i < segments->count; i++) {
        statement rows = statement_of(s, "DELETE FROM posting WHERE segment = ?1", e);
        statement_bind_integer(&rows, 1, segments->items[i].id);
        state = statement_run(&rows);
        if (state != STATUS_OK) return state;
        statement head = statement_of(s, "DELETE FROM segment WHERE id = ?1", e);
        statement_bind_integer(&head, 1, segments->items[i].id);
        state = statement_run(&head);
    }
    return state;
}

static status read_live(store *s, const segment_list *segments, live_list *live, error *e)
{
    int64_t first = segments->items[0].first_document, last = segments->items[0].last_document;
    for (size_t i = 1; i < segments->count; i++) {
        const segment *next = &segments->items[i];
        if (next->first_document < first) first = next->first_document;
        if (next->last_document > last) last = next->last_document;
    }
    return live_read(s, first, last, live, e);
}

static status merge(store *s, const segment_list *segments, error *e)
{
    live_list live = { 0 };
    segment_writer w = { .in = s };
    input *inputs = calloc(segments->count, sizeof *inputs);
    status state = inputs == NULL ? error_memory(e) : read_live(s, segments, &live, e);
    if (state == STATUS_OK) state = open_inputs(s, segments, inputs, e);
    if (state == STATUS_OK) state = merge_inputs(inputs, segments->count, &live, &w, e);
    for (size_t i = 0; inputs != NULL && i < segments->count; i++) statement_end(&inputs[i].rows);
    if (state == STATUS_OK) state = remove_segments(s, segments, e);
    free(inputs);
    segment_writer_free(&w);
    list_free(&live);
    return state;
}

status segment_merge(store *s, error *e)
{
    segment_list segments = { 0 };
    status state;
    for (;;) {
        segments.count = 0;
        state = read_segments(s, &segments, e);
        choose_class(&segments);
        if (state != STATUS_OK || segments.count == 0) break;
        state = merge(s, &segments, e);
        if (state != STATUS_OK) break;
    }
    list_free(&segments);
    return state;
}
