#include "store/posting.h"

#include <stdlib.h>

/* A row fills a page of the file: 16384 bytes less what SQLite keeps in it. A type with more
 * postings has a longer one. */
enum { ROW_BYTES = 16000 };

/* --- Reading --- */

posting_reader posting_reader_of(const void *bytes, size_t length, int64_t first_type)
{
    posting_reader r = { .at = bytes, .end = bytes, .type = (uint64_t)first_type };
    if (length > 0) r.end += length;
    r.failed = first_type < 0 || first_type > UINT32_MAX;
    return r;
}

static bool read_number(posting_reader *r, uint64_t *number)
{
    if (!r->failed && r->at < r->end && *r->at < 0x80) {
        *number = *r->at++;
        return true;
    }
    if (!r->failed && varint_read(&r->at, r->end, number)) return true;
    r->failed = true;
    r->left = 0;
    return false;
}

bool posting_reader_any(posting_reader *r, posting *p)
{
    uint64_t step, more = 0;
    if (r->left == 0 || !read_number(r, &step)) return false;
    if ((step & 1) != 0 && !read_number(r, &more)) return false;
    if (step >> 1 == 0 || step >> 1 > (uint64_t)(INT64_MAX - r->document) ||
        more > UINT32_MAX - 2) {
        r->failed = true;
        r->left = 0;
        return false;
    }
    r->left--;
    r->document += (int64_t)(step >> 1);
    *p = (posting){ r->document, (step & 1) != 0 ? (uint32_t)more + 2 : 1 };
    return true;
}

bool posting_reader_type(posting_reader *r)
{
    posting skipped;
    while (posting_reader_next(r, &skipped)) continue;
    uint64_t step;
    if (r->failed || r->at == r->end || !read_number(r, &step) || !read_number(r, &r->left))
        return false;
    bool fits =
        step <= UINT32_MAX && r->type + step <= UINT32_MAX && (step > 0) == r->begun && r->left > 0;
    if (!fits) {
        r->failed = true;
        r->left = 0;
        return false;
    }
    r->type += step;
    r->document = 0;
    r->begun = true;
    return true;
}

status posting_damaged(error *e)
{
    return error_set(e, STATUS_CORPUS, "the index is damaged; run: moonleaf rebuild");
}

/* --- Writing --- */

static status next_segment(segment_writer *w, error *e)
{
    statement q = statement_of(w->in, "SELECT coalesce(max(id), 0) + 1 FROM segment", e);
    if (statement_step(&q)) w->segment = statement_integer(&q, 0);
    return statement_end(&q);
}

static status write_row(segment_writer *w, error *e)
{
    if (w->row.length == 0) return STATUS_OK;
    statement q = statement_of(
        w->in, "INSERT INTO posting (segment, first_type, data) VALUES (?1, ?2, ?3)", e);
    statement_bind_integer(&q, 1, w->segment);
    statement_bind_integer(&q, 2, w->first_type);
    statement_bind_bytes(&q, 3, w->row.data, w->row.length);
    status state = statement_run(&q);
    buffer_clear(&w->row);
    store_breathe(w->in);
    return state;
}

static void encode_postings(buffer *out, const posting *postings, size_t count)
{
    buffer_clear(out);
    buffer_varint(out, count);
    int64_t last = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t step = (uint64_t)(postings[i].document - last) << 1;
        buffer_varint(out, step | (postings[i].count > 1));
        if (postings[i].count > 1) buffer_varint(out, postings[i].count - 2);
        last = postings[i].document;
    }
}

static void note_documents(segment_writer *w, const posting *postings, size_t count)
{
    int64_t first = postings[0].document, last = postings[count - 1].document;
    if (w->size == 0 || first < w->first_document) w->first_document = first;
    if (w->size == 0 || last > w->last_document) w->last_document = last;
    w->size += (int64_t)count;
}

status segment_writer_add(segment_writer *w, uint32_t type, const posting *postings, size_t count,
                          error *e)
{
    if (count == 0) return STATUS_OK;
    status state = w->segment == 0 ? next_segment(w, e) : STATUS_OK;
    encode_postings(&w->entry, postings, count);
    if (state == STATUS_OK && w->row.length > 0 && w->row.length + w->entry.length > ROW_BYTES)
        state = write_row(w, e);
    if (state != STATUS_OK) return state;

    if (w->row.length == 0) w->first_type = w->last_type = type;
    buffer_varint(&w->row, type - w->last_type);
    buffer_append(&w->row, w->entry.data, w->entry.length);
    w->last_type = type;
    note_documents(w, postings, count);
    bool is_short = w->entry.state != STATUS_OK || w->row.state != STATUS_OK;
    return is_short ? error_memory(e) : STATUS_OK;
}

status segment_writer_end(segment_writer *w, error *e)
{
    if (w->size == 0) return STATUS_OK;
    status state = write_row(w, e);
    if (state != STATUS_OK) return state;
    statement q = statement_of(w->in,
                               "INSERT INTO segment (id, size, first_document, last_document)"
                               " VALUES (?1, ?2, ?3, ?4)",
                               e);
    statement_bind_integer(&q, 1, w->segment);
    statement_bind_integer(&q, 2, w->size);
    statement_bind_integer(&q, 3, w->first_document);
    statement_bind_integer(&q, 4, w->last_document);
    return statement_run(&q);
}

void segment_writer_free(segment_writer *w)
{
    buffer_free(&w->row);
    buffer_free(&w->entry);
}

/* --- Which documents exist --- */

status live_read(store *s, int64_t first, int64_t last, live_list *live, error *e)
{
    statement q =
        statement_of(s, "SELECT id FROM document WHERE id BETWEEN ?1 AND ?2 ORDER BY id", e);
    statement_bind_integer(&q, 1, first);
    statement_bind_integer(&q, 2, last);
    while (statement_step(&q)) {
        int64_t *id = list_push(live);
        if (id == NULL) q.state = error_memory(e);
        else *id = statement_integer(&q, 0);
    }
    return statement_end(&q);
}

bool is_live(const live_list *live, int64_t document)
{
    if (live->count == 0 || document < live->items[0]) return false;
    /* Ids rise by at least one, so its place is not behind this one, and is just here where no id
     * is missing. */
    uint64_t furthest = (uint64_t)document - (uint64_t)live->items[0];
    size_t low = 0, high = furthest < live->count ? (size_t)furthest : live->count - 1;
    while (low < high) {
        if (live->items[high] == document) return true;
        size_t middle = low + (high - low) / 2;
        if (live->items[middle] < document) low = middle + 1;
        else high = middle;
    }
    return live->items[low] == document;
}

static int by_document(const void *a, const void *b)
{
    int64_t x = ((const posting *)a)->document, y = ((const posting *)b)->document;
    return (x > y) - (x < y);
}

void posting_list_sort(posting_list *postings)
{
    size_t sorted = 1;
    while (sorted < postings->count &&
           postings->items[sorted - 1].document < postings->items[sorted].document)
        sorted++;
    if (sorted >= postings->count) return;
    qsort(postings->items, postings->count, sizeof *postings->items, by_document);
    size_t kept = 0;
    for (size_t i = 1; i < postings->count; i++) {
        posting *last = &postings->items[kept], *next = &postings->items[i];
        if (next->document != last->document) postings->items[++kept] = *next;
        else if (__builtin_add_overflow(last->count, next->count, &last->count))
            last->count = UINT32_MAX;
    }
    postings->count = kept + 1;
}
