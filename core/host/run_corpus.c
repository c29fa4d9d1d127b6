/* Analyses of the whole corpus: their rows stream to who asked. */
#include "host/opened.h"
#include "host/rows.h"
#include "host/run_parts.h"

static status hand_note(const running *r, const buffer *payload, error *e)
{
    reader in = reader_of(payload->data, payload->length);
    const char *text = reader_text(&in);
    if (text == NULL || !reader_done(&in))
        return error_set(e, STATUS_PLUGIN, "its worker sent a broken note");
    return r->request->note == NULL ? STATUS_OK : r->request->note(r->request->context, text, e);
}

static status take_cells(const running *r, const buffer *payload, error *e)
{
    reader in = reader_of(payload->data, payload->length);
    uint64_t table = reader_unsigned(&in);
    if (in.failed || table >= r->request->plugin->manifest.tables.count ||
        r->request->cells == NULL)
        return error_set(e, STATUS_PLUGIN, "its worker sent broken rows");
    return r->request->cells(r->request->context, table, (const char *)in.at,
                             (size_t)(in.end - in.at), e);
}

/* Hands the rows of one worker to the request until it is done. */
static status stream_rows(running *r, worker *w, error *e)
{
    const manifest *m = &r->request->plugin->manifest;
    buffer payload = { 0 };
    message kind = 0;
    status s = STATUS_OK;
    while (s == STATUS_OK && kind != MESSAGE_DONE) {
        s = pool_receive(r->host, w, r->host->corpus_limits.wall_seconds, &kind, &payload, e);
        if (s != STATUS_OK) break;
        if (kind == MESSAGE_DONE) s = message_outcome(&payload, e);
        if (kind == MESSAGE_NOTE) s = hand_note(r, &payload, e);
        if (kind == MESSAGE_CELLS) s = take_cells(r, &payload, e);
        if (kind != MESSAGE_ROWS) continue;
        row_reader rows;
        s = row_reader_open(&rows, &payload, m->tables.items, m->tables.count, e);
        while (s == STATUS_OK && row_reader_next(&rows))
            s = r->request->row(r->request->context, rows.table, rows.values, e);
        if (s == STATUS_OK && rows.in.failed)
            s = error_set(e, STATUS_PLUGIN, "its worker sent broken rows");
        row_reader_close(&rows);
    }
    buffer_free(&payload);
    return s;
}

static status run_finish(running *r, error *e)
{
    buffer setup = { 0 }, counts = { 0 };
    worker w = { .pid = -1, .channel = -1 };
    running_write_setup(r, &setup, &r->host->corpus_limits);
    answer_frame frame = { MESSAGE_ANALYSE, setup };
    pool_work work = { .setup = &frame, .setup_count = 1, .limits = r->host->corpus_limits };
    partial_write(&counts, r->partial);
    status s = pool_open_worker(r->host, &work, &w, e);
    if (s == STATUS_OK) s = frame_send(w.channel, MESSAGE_FINISH, &counts, e);
    if (s == STATUS_OK) s = stream_rows(r, &w, e);
    nursery_reap(r->host->nursery, &w, true, NULL, NULL);
    buffer_free(&setup);
    buffer_free(&counts);
    return s;
}

static status run_on_file(running *r, error *e)
{
    buffer request = { 0 };
    worker w = { .pid = -1, .channel = -1 };
    frame_put_text(&request, store_path(r->store));
    frame_put_text(&request, NULL); /* no script */
    frame_put_text(&request, r->request->where);
    frame_put_unsigned(&request, r->request->cells != NULL);
    status s = opened_write(&request, r->request->options, r->host->corpus_limits.document, e);
    running_write_setup(r, &request, &r->host->corpus_limits);
    if (s == STATUS_OK) s = nursery_fork(r->host->nursery, &w, e);
    if (s == STATUS_OK) s = frame_send(w.channel, MESSAGE_CORPUS, &request, e);
    if (s == STATUS_OK) s = stream_rows(r, &w, e);
    nursery_reap(r->host->nursery, &w, true, NULL, NULL);
    buffer_free(&request);
    return s;
}

status run_corpus(host *h, store *s, const run_request *request, run_report *report, error *e)
{
    running r = { .host = h, .store = s, .request = request, .report = report };
    bool maps = request->plugin->manifest.shapes & SHAPE_MAP;
    status result = maps ? running_map(&r, e) : run_on_file(&r, e);
    if (result == STATUS_OK && maps) result = run_finish(&r, e);
    running_close(&r);
    return result;
}
