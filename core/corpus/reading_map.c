#include "corpus/reading_map.h"

#include <stdlib.h>
#include <string.h>

enum { IN_TEXT, IN_READ };

/* A reading, as it lies in both texts. */
typedef struct piece {
    span at[2];
} piece;

struct reading_map {
    LIST(piece) pieces;
};

status reading_map_create(const char *text, size_t length, const reading_list *readings,
                          buffer *read, reading_map **out, error *e)
{
    uint32_t done = 0;
    *out = calloc(1, sizeof **out);
    if (*out == NULL) return error_memory(e);
    for (size_t i = 0; i < readings->count; i++) {
        const reading *r = &readings->items[i];
        piece *p = list_push(&(*out)->pieces);
        if (p == NULL) return error_memory(e);
        buffer_append(read, text + done, r->at.start - done);
        p->at[IN_TEXT] = r->at;
        p->at[IN_READ].start = (uint32_t)read->length;
        buffer_text(read, r->text);
        p->at[IN_READ].stop = (uint32_t)read->length;
        done = r->at.stop;
    }
    buffer_append(read, text + done, length - done);
    if (read->state != STATUS_OK) return error_memory(e);
    return read->length <= UINT32_MAX
               ? STATUS_OK
               : error_set(e, STATUS_LIMIT, "the text as read is larger than 4 GiB");
}

void reading_map_free(reading_map *m)
{
    if (m == NULL) return;
    list_free(&m->pieces);
    free(m);
}

/* The last piece that begins before `end` in the text `from`; NULL when there is none. */
static const piece *piece_before(const reading_map *m, int from, uint64_t end)
{
    size_t low = 0, high = m->pieces.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->pieces.items[middle].at[from].start < end) low = middle + 1;
        else high = middle;
    }
    return low == 0 ? NULL : &m->pieces.items[low - 1];
}

static uint32_t start_of(const reading_map *m, int from, uint32_t at)
{
    const piece *p = piece_before(m, from, (uint64_t)at + 1);
    if (p == NULL) return at;
    if (at < p->at[from].stop) return p->at[!from].start;
    return p->at[!from].stop + (at - p->at[from].stop);
}

static uint32_t stop_of(const reading_map *m, int from, uint32_t at)
{
    const piece *p = piece_before(m, from, at);
    if (p == NULL) return at;
    if (at <= p->at[from].stop) return p->at[!from].stop;
    return p->at[!from].stop + (at - p->at[from].stop);
}

static span other(const reading_map *m, int from, span at)
{
    span found = { start_of(m, from, at.start), 0 };
    found.stop = at.start == at.stop ? found.start : stop_of(m, from, at.stop);
    if (found.stop < found.start) found.stop = found.start;
    return found;
}

span reading_map_to_read(const reading_map *m, span at) { return other(m, IN_TEXT, at); }
span reading_map_to_text(const reading_map *m, span at) { return other(m, IN_READ, at); }
