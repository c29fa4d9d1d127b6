#include "host/rows.h"

#include <stdlib.h>

#include "host/message.h"

enum { BATCH = 64 * 1024 }; /* bytes of rows a frame: few frames, and little waits in a worker */

emitter emitter_to(int channel, const row_table *tables, size_t table_count, const limits *l)
{
    return (
        emitter){ .tables = tables, .table_count = table_count, .channel = channel, .limits = *l };
}

void emitter_free(emitter *out)
{
    buffer_free(&out->pending);
    error_clear(&out->failure);
}

status emitter_add(emitter *out, size_t table, const value *values)
{
    if (out->failure.code != STATUS_OK) return out->failure.code;
    if (++out->rows > out->limits.rows)
        return error_set(&out->failure, STATUS_LIMIT,
                         "emitted more than %zu rows; --max-rows raises the limit",
                         out->limits.rows);
    if (out->cells != 0 && emitter_flush(out) != STATUS_OK) return out->failure.code;
    size_t before = out->pending.length;
    frame_put_unsigned(&out->pending, table);
    for (size_t i = 0; i < out->tables[table].count; i++)
        frame_put_value(&out->pending, &values[i]);
    out->bytes += out->pending.length - before;
    if (out->bytes > out->limits.row_bytes)
        return error_set(&out->failure, STATUS_LIMIT,
                         "emitted more than %zu MiB of rows; --max-bytes raises the limit",
                         out->limits.row_bytes >> 20);
    return out->pending.length < BATCH ? STATUS_OK : emitter_flush(out);
}

status emitter_note(emitter *out, const char *text)
{
    buffer payload = { 0 };
    if (out->failure.code != STATUS_OK) return out->failure.code;
    frame_put_text(&payload, text);
    frame_send(out->channel, MESSAGE_NOTE, &payload, &out->failure);
    buffer_free(&payload);
    return out->failure.code;
}

status emitter_flush(emitter *out)
{
    if (out->failure.code != STATUS_OK || out->pending.length == 0) return out->failure.code;
    message kind = out->cells != 0 ? MESSAGE_CELLS : MESSAGE_ROWS;
    frame_send(out->channel, kind, &out->pending, &out->failure);
    buffer_clear(&out->pending);
    out->cells = 0;
    return out->failure.code;
}

buffer *emitter_cells(emitter *out, size_t table)
{
    if (out->cells != table + 1) {
        emitter_flush(out);
        out->cells = table + 1;
        frame_put_unsigned(&out->pending, table);
    }
    return out->failure.code == STATUS_OK ? &out->pending : NULL;
}

status emitter_cells_end(emitter *out)
{
    if (out->pending.state != STATUS_OK) return error_memory(&out->failure);
    return out->pending.length < BATCH ? STATUS_OK : emitter_flush(out);
}

status row_reader_open(row_reader *r, const buffer *payload, const row_table *tables,
                       size_t table_count, error *e)
{
    size_t widest = 1;
    for (size_t i = 0; i < table_count; i++)
        if (tables[i].count > widest) widest = tables[i].count;
    *r = (row_reader){ .in = reader_of(payload->data, payload->length),
                       .tables = tables,
                       .table_count = table_count };
    r->values = calloc(widest, sizeof *r->values);
    return r->values == NULL ? error_memory(e) : STATUS_OK;
}

static void free_spans(row_reader *r)
{
    for (size_t i = 0; r->table < r->table_count && i < r->tables[r->table].count; i++) {
        free((void *)r->values[i].spans);
        r->values[i].spans = NULL;
    }
}

bool row_reader_next(row_reader *r)
{
    free_spans(r);
    if (r->in.failed || r->in.at == r->in.end) return false;
    r->table = reader_unsigned32(&r->in);
    if (r->table >= r->table_count) r->in.failed = true;
    if (r->in.failed) {
        r->table = 0;
        return false;
    }
    for (size_t i = 0; i < r->tables[r->table].count; i++) r->values[i] = reader_value(&r->in);
    return !r->in.failed;
}

void row_reader_close(row_reader *r)
{
    if (r->values == NULL) return;
    free_spans(r);
    free(r->values);
    r->values = NULL;
}
