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

/* A document's occurrences of one type. */
typedef struct occurrence {
    uint32_t type, count;
} occurrence;

/* One document of the load, and where its occurrences begin. */
typedef struct part {
    int64_t document;
    size_t first;
} part;

struct segment_builder {
    LIST(occurrence) occurrences; /* document after document */
    LIST(part) parts;
    number_list counts;    /* by type: in the document that is being added; else 0 */
    number_list documents; /* by type: how many documents hold it */
};

segment_builder *segment_builder_create(void) { return calloc(1, sizeof(segment_builder)); }

void segment_builder_free(segment_builder *b)
{
    if (b == NULL) return;
    list_free(&b->occurrences);
    list_free(&b->parts);
    list_free(&b->counts);
    list_free(&b->documents);
    free(b);
}

/* --- Building --- */

static bool reserve(number_list *list, size_t count)
{
    if (list->count >= count) return true;
    if (list->capacity < count) {
        size_t capacity = count + count / 2;
        uint32_t *items = realloc(list->items, capacity * sizeof *items);
        if (items == NULL) return false;
        list->items = items;
        list->capacity = capacity;
    }
    memset(list->items + list->count, 0, (count - list->count) * sizeof *list->items);
    list->count = count;
    return true;
}

static bool make_room(segment_builder *b, const uint32_t *ids, size_t count)
{
    uint32_t highest = 0;
    for (size_t i = 0; i < count; i++) highest = ids[i] > highest ? ids[i] : highest;
    return reserve(&b->counts, (size_t)highest + 1) && reserve(&b->documents, (size_t)highest + 1);
}

status segment_builder_add(segment_builder *b, int64_t document, const uint32_t *ids, size_t count,
                           error *e)
{
    if (count == 0) return STATUS_OK;
    if (document < 1 || document > INT64_MAX / 2 ||
        (b->parts.count > 0 && document <= b->parts.items[b->parts.count - 1].document))
        return error_set(e, STATUS_CORPUS, "document %lld is indexed out of order",
                         (long long)document);
    if (!make_room(b, ids, count)) return error_memory(e);
    part *p = list_push(&b->parts);
    if (p == NULL) return error_memory(e);
    *p = (part){ document, b->occurrences.count };

    uint32_t *counts = b->counts.items;
    bool is_short = false;
    for (size_t i = 0; i < count; i++) {
        if (counts[ids[i]]++ > 0) continue;
        occurrence *o = list_push(&b->occurrences);
        if (o != NULL) o->type = ids[i];
        is_short = is_short || o == NULL;
    }
    if (is_short) { /* the document is taken out again */
        memset(counts, 0, b->counts.count * sizeof *counts);
        b->occurrences.count = p->first;
        b->parts.count--;
        return error_memory(e);
    }
    for (size_t i = p->first; i < b->occurrences.count; i++) {
        occurrence *o = &b->occurrences.items[i];
        o->count = counts[o->type];
        counts[o->type] = 0;
        b->documents.items[o->type]++;
    }
    return STATUS_OK;
}

/* What the counting sort moves: an occurrence without its type, with its document's part. */
typedef struct place {
    uint32_t part, count;
} place;

/* The occurrences by type; those of a type end at ends[type]. */
static place *sort_by_type(const segment_builder *b, size_t *ends)
{
    place *sorted = malloc(b->occurrences.count * sizeof *sorted);
    if (sorted == NULL) return NULL;
    size_t at = 0;
    for (size_t type = 0; type < b->documents.count; type++) {
        ends[type] = at;
        at += b->documents.items[type];
    }
    for (size_t p = 0; p < b->parts.count; p++) {
        bool is_last = p + 1 == b->parts.count;
        size_t stop = is_last ? b->occurrences.count : b->parts.items[p + 1].first;
        for (size_t i = b->parts.items[p].first; i < stop; i++) {
            const occurrence *o = &b->occurrences.items[i];
            sorted[ends[o->type]++] = (place){ (uint32_t)p, o->count };
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
    for (size_t type = 0; state == STATUS_OK && type < b->documents.count; type++) {
        size_t count = b->documents.items[type];
        for (size_t i = 0; i < count; i++, sorted++)
            postings[i] = (posting){ b->parts.items[sorted->part].document, sorted->count };
        state = segment_writer_add(w, (uint32_t)type, postings, count, e);
    }
    free(postings);
    return state == STATUS_OK ? segment_writer_end(w, e) : state;
}

status segment_builder_flush(segment_builder *b, store *s, error *e)
{
    if (b->occurrences.count == 0) return STATUS_OK;
    status state = STATUS_OK;
    segment_writer w = { .in = s };
    size_t *ends = calloc(b->documents.count, sizeof *ends);
    place *sorted = ends == NULL ? NULL : sort_by_type(b, ends);
    free(ends);
    if (sorted == NULL) state = error_memory(e);
    if (state == STATUS_OK) state = write_types(b, sorted, &w, e);
    if (state == STATUS_OK) state = segment_merge(s, e);
    free(sorted);
    segment_writer_free(&w);
    b->occurrences.count = b->parts.count = 0;
    if (b->documents.count > 0)
        memset(b->documents.items, 0, b->documents.count * sizeof *b->documents.items);
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

status segment_postings(store *s, uint32_t type, posting_list *postings, error *e)
{
    return segment_postings_of(s, &type, 1, postings, e);
}
