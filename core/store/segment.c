/*  CREATE TABLE segment (
 *    id             INTEGER PRIMARY KEY,
 *    size           INTEGER NOT NULL, -- postings
 *    first_document INTEGER NOT NULL, -- the range of its documents
 *    last_document  INTEGER NOT NULL
 *  );
 *  CREATE TABLE posting (            -- with a rowid: a BLOB of 16 kB then fills one leaf page
 *    segment    INTEGER NOT NULL,
 *    first_type INTEGER NOT NULL,    -- the first type in data
 *    data       BLOB NOT NULL,       -- see posting.h
 *    PRIMARY KEY (segment, first_type)
 *  ); */
#include "store/segment.h"

#include <stdlib.h>
#include <string.h>

#include "store/posting.h"

/* What is known of a type while the segment is built. */
typedef struct type_use {
    uint32_t documents; /* that hold it */
    uint32_t last;      /* the last of them: its place among the parts, from 1 */
    union {
        int64_t frequency;
        size_t end; /* while it is written: of its occurrences so far */
    };
} type_use;

/* One document of the load, and where its occurrences begin. */
typedef struct part {
    int64_t document;
    size_t first;
} part;

struct segment_builder {
    occurrence_list occurrences; /* document after document */
    LIST(part) parts;
    type_use *types; /* by id */
    size_t capacity; /* of types, which are zeros but for those in `used` */
    number_list used;
};

segment_builder *segment_builder_create(void) { return calloc(1, sizeof(segment_builder)); }

void segment_builder_free(segment_builder *b)
{
    if (b == NULL) return;
    list_free(&b->occurrences);
    list_free(&b->parts);
    free(b->types);
    list_free(&b->used);
    free(b);
}

/* --- Building --- */

/* How far ahead memory is asked for the next types: there are more than the cache holds. */
enum { AHEAD = 16 };

/* Room for the types up to `highest`, and for so many more occurrences. */
static bool make_room(segment_builder *b, uint32_t highest, size_t more)
{
    if (b->capacity <= highest) {
        size_t capacity = highest + 1 + (size_t)highest / 2;
        type_use *types = calloc(capacity, sizeof *types); /* untouched, it needs no memory */
        if (types == NULL) return false;
        if (b->capacity > 0) memcpy(types, b->types, b->capacity * sizeof *types);
        free(b->types);
        b->types = types;
        b->capacity = capacity;
    }
    size_t needed = b->occurrences.count + more;
    if (needed <= b->occurrences.capacity) return true;
    size_t capacity = needed + needed / 2;
    occurrence *items = realloc(b->occurrences.items, capacity * sizeof *items);
    if (items == NULL) return false;
    b->occurrences.items = items;
    b->occurrences.capacity = capacity;
    return true;
}

static bool note_used(segment_builder *b, uint32_t type)
{
    uint32_t *slot = list_push(&b->used);
    if (slot != NULL) *slot = type;
    return slot != NULL;
}

/* A type that came before in the same document. */
static void add_again(segment_builder *b, size_t first, const occurrence *again)
{
    size_t i = first;
    while (b->occurrences.items[i].type != again->type) i++;
    b->occurrences.items[i].count += again->count;
}

status segment_builder_add(segment_builder *b, int64_t document, const occurrence *types,
                           size_t count, error *e)
{
    if (count == 0) return STATUS_OK;
    if (document < 1 || document > INT64_MAX / 2 ||
        (b->parts.count > 0 && document <= b->parts.items[b->parts.count - 1].document))
        return error_set(e, STATUS_CORPUS, "document %lld is indexed out of order",
                         (long long)document);
    uint32_t highest = 0;
    for (size_t i = 0; i < count; i++) highest = types[i].type > highest ? types[i].type : highest;
    size_t first = b->occurrences.count;
    part *p = make_room(b, highest, count) ? list_push(&b->parts) : NULL;
    if (p == NULL) return error_memory(e);
    *p = (part){ document, first };
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count) __builtin_prefetch(&b->types[types[i + AHEAD].type], 1);
        type_use *use = &b->types[types[i].type];
        use->frequency += types[i].count;
        if (use->last == b->parts.count) {
            add_again(b, first, &types[i]);
            continue;
        }
        if (use->documents == 0 && !note_used(b, types[i].type)) return error_memory(e);
        use->last = (uint32_t)b->parts.count;
        use->documents++;
        b->occurrences.items[b->occurrences.count++] = types[i];
    }
    return STATUS_OK;
}

status segment_builder_count(const segment_builder *b, lexicon *l, error *e)
{
    status state = STATUS_OK;
    for (size_t i = 0; state == STATUS_OK && i < b->used.count; i++) {
        const type_use *use = &b->types[b->used.items[i]];
        state = lexicon_count(l, b->used.items[i], use->frequency, use->documents, e);
    }
    return state;
}

/* What the counting sort moves: an occurrence without its type, with its document's part. */
typedef struct place {
    uint32_t part, count;
} place;

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Puts the types that are used in order: few by comparing, many by looking at all there are. */
static void sort_used(segment_builder *b)
{
    enum { MANY_AT_SHARE = 16 };
    if (b->used.count < b->capacity / MANY_AT_SHARE) {
        qsort(b->used.items, b->used.count, sizeof *b->used.items, by_number);
        return;
    }
    b->used.count = 0;
    for (size_t type = 0; type < b->capacity; type++)
        if (b->types[type].documents > 0) b->used.items[b->used.count++] = (uint32_t)type;
}

/* The occurrences by type. */
static place *sort_by_type(segment_builder *b)
{
    place *sorted = malloc(b->occurrences.count * sizeof *sorted);
    if (sorted == NULL) return NULL;
    size_t at = 0;
    sort_used(b);
    for (size_t i = 0; i < b->used.count; i++) {
        type_use *use = &b->types[b->used.items[i]];
        use->end = at;
        at += use->documents;
    }
    for (size_t p = 0; p < b->parts.count; p++) {
        bool is_last = p + 1 == b->parts.count;
        size_t stop = is_last ? b->occurrences.count : b->parts.items[p + 1].first;
        for (size_t i = b->parts.items[p].first; i < stop; i++) {
            const occurrence *o = &b->occurrences.items[i];
            sorted[b->types[o->type].end++] = (place){ (uint32_t)p, o->count };
        }
    }
    return sorted;
}

static status write_types(const segment_builder *b, const place *sorted, segment_writer *w,
                          error *e)
{
    posting *postings = malloc(b->parts.count * sizeof *postings);
    if (postings == NULL) return error_memory(e);
    status state = STATUS_OK;
    for (size_t t = 0; state == STATUS_OK && t < b->used.count; t++) {
        size_t count = b->types[b->used.items[t]].documents;
        for (size_t i = 0; i < count; i++, sorted++)
            postings[i] = (posting){ b->parts.items[sorted->part].document, sorted->count };
        state = segment_writer_add(w, b->used.items[t], postings, count, e);
    }
    free(postings);
    return state == STATUS_OK ? segment_writer_end(w, e) : state;
}

status segment_builder_flush(segment_builder *b, store *s, error *e)
{
    if (b->occurrences.count == 0) return STATUS_OK;
    status state = STATUS_OK;
    segment_writer w = { .in = s };
    place *sorted = sort_by_type(b);
    if (sorted == NULL) state = error_memory(e);
    if (state == STATUS_OK) state = write_types(b, sorted, &w, e);
    if (state == STATUS_OK) state = segment_merge(s, e);
    free(sorted);
    segment_writer_free(&w);
    for (size_t i = 0; i < b->used.count; i++) b->types[b->used.items[i]] = (type_use){ 0 };
    b->occurrences.count = b->parts.count = b->used.count = 0;
    return state;
}

/* --- Reading --- */

typedef LIST(int64_t) segment_ids;

static status list_segments(store *s, segment_ids *ids, error *e)
{
    statement q = statement_of(s, "SELECT id FROM segment ORDER BY first_document", e);
    while (statement_step(&q)) {
        int64_t *id = list_push(ids);
        if (id == NULL) q.state = error_memory(e);
        else *id = statement_integer(&q, 0);
    }
    return statement_end(&q);
}

/* The row that holds a type if any row of the segment does; leaves the statement at that row, which
 * lends its bytes. */
static posting_reader find_row(statement *q, store *s, int64_t segment, uint32_t type, error *e)
{
    *q = statement_of(s,
                      "SELECT first_type, data FROM posting WHERE segment = ?1 AND first_type <= ?2"
                      " ORDER BY first_type DESC LIMIT 1",
                      e);
    statement_bind_integer(q, 1, segment);
    statement_bind_integer(q, 2, type);
    if (!statement_step(q)) return (posting_reader){ 0 };
    size_t length;
    const void *bytes = statement_bytes(q, 1, &length);
    return posting_reader_of(bytes, length, statement_integer(q, 0));
}

/* Moves on to `type` or the first above it; false when the row ends before. */
static bool advance(posting_reader *r, uint32_t type)
{
    while (!r->begun || r->type < type)
        if (!posting_reader_type(r)) return false;
    return true;
}

static status read_postings(posting_reader *r, posting_list *postings, error *e)
{
    posting p;
    while (posting_reader_next(r, &p)) {
        posting *slot = list_push(postings);
        if (slot == NULL) return error_memory(e);
        *slot = p;
    }
    return r->failed ? posting_damaged(e) : STATUS_OK;
}

/* Types rise, so those that share a row cost one reading of it. */
static status read_segment(store *s, int64_t segment, const uint32_t *types, size_t count,
                           posting_list *postings, error *e)
{
    statement q = { 0 };
    posting_reader r = { 0 };
    int64_t row = -1;
    status state = STATUS_OK;
    for (size_t i = 0; state == STATUS_OK && i < count; i++) {
        bool is_here = advance(&r, types[i]);
        if (!is_here && !r.failed) {
            state = statement_end(&q);
            if (state != STATUS_OK) return state;
            r = find_row(&q, s, segment, types[i], e);
            if ((int64_t)r.type == row) r.at = r.end; /* it was read to its end before */
            row = (int64_t)r.type;
            is_here = advance(&r, types[i]);
        }
        if (r.failed) state = posting_damaged(e);
        else if (is_here && r.type == types[i]) state = read_postings(&r, postings, e);
    }
    status end = statement_end(&q);
    return state == STATUS_OK ? end : state;
}

/* Few are looked up one by one; for many the ids of all documents between them are read. */
static status drop_removed(store *s, posting_list *postings, error *e)
{
    enum { FEW = 64 };
    if (postings->count == 0) return STATUS_OK;
    live_list live = { 0 };
    status state = STATUS_OK;
    posting *items = postings->items;
    if (postings->count > FEW)
        state = live_read(s, items[0].document, items[postings->count - 1].document, &live, e);
    for (size_t i = 0; state == STATUS_OK && postings->count <= FEW && i < postings->count; i++)
        state = live_read(s, items[i].document, items[i].document, &live, e);
    size_t kept = 0;
    for (size_t i = 0; state == STATUS_OK && i < postings->count; i++)
        if (is_live(&live, items[i].document)) items[kept++] = items[i];
    postings->count = kept;
    list_free(&live);
    return state;
}

status segment_postings_of(store *s, const uint32_t *types, size_t count, posting_list *postings,
                           error *e)
{
    segment_ids segments = { 0 };
    posting_list found = { 0 };
    status state = list_segments(s, &segments, e);
    for (size_t i = 0; state == STATUS_OK && i < segments.count; i++)
        state = read_segment(s, segments.items[i], types, count, &found, e);
    list_free(&segments);
    posting_list_sort(&found);
    if (state == STATUS_OK) state = drop_removed(s, &found, e);
    for (size_t i = 0; state == STATUS_OK && i < found.count; i++) {
        posting *slot = list_push(postings);
        if (slot == NULL) state = error_memory(e);
        else *slot = found.items[i];
    }
    list_free(&found);
    return state;
}
