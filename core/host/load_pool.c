#include "host/load_pool.h"

#include <string.h>

#include "host/loader_choice.h"
#include "text/language.h"
#include "text/words.h"

const char PREPARE_EPOCH[] = "3";

static status note_tables(void *context, const answer_frame *frame, error *e)
{
    digest_hex *tables = context;
    reader r = reader_of(frame->payload.data, frame->payload.length);
    const char *hex = frame->kind == MESSAGE_RULES ? reader_text(&r) : NULL;
    if (hex == NULL || strlen(hex) >= sizeof tables->text)
        return error_set(e, STATUS_SYSTEM, "a load worker sent a broken message");
    strcpy(tables->text, hex);
    return STATUS_OK;
}

/* Opens the first worker of the work; with work->count 0 there are no others. */
static status run(host *h, const char *charsets, pool_work *work, digest_hex *tables, error *e)
{
    worker first = { .pid = -1, .channel = -1 };
    answer_frame frame = { .kind = MESSAGE_LOADERS };
    message_put_limits(&frame.payload, &h->document_limits);
    frame_put_text(&frame.payload, charsets);
    loader_choice_write(&frame.payload, h);
    work->setup = &frame;
    work->setup_count = 1;
    work->limits = h->document_limits;
    pool_work opening = *work;
    opening.opened = note_tables;
    opening.context = tables;
    status s = pool_open_worker(h, &opening, &first, e);
    work->ready = &first;
    if (s == STATUS_OK && work->count > 0) s = pool_run(h, work, e);
    nursery_reap(h->nursery, &first, true, NULL, NULL);
    buffer_free(&frame.payload);
    return s;
}

status load_pool_run(host *h, const char *charsets, pool_work work, digest_hex *tables, error *e)
{
    return run(h, charsets, &work, tables, e);
}

status load_pool_tables(host *h, digest_hex *tables, error *e)
{
    pool_work work = { 0 };
    return run(h, NULL, &work, tables, e);
}

/* ---- the record ---- */

static void bind_makers(statement *q, const digest_hex *tables)
{
    statement_bind_text(q, 1, PREPARE_EPOCH);
    statement_bind_text(q, 2, segmenter_version());
    statement_bind_text(q, 3, language_version());
    statement_bind_text(q, 4, tables->text);
}

status makers_note(store *s, const digest_hex *tables, bool all, error *e)
{
    status st = all ? store_execute(s, "DELETE FROM maker", e) : STATUS_OK;
    if (st != STATUS_OK) return st;
    statement q = statement_of(
        s,
        "INSERT OR REPLACE INTO maker SELECT "
        "iif(?5, 0, 1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'document'), 0)), "
        "?1, ?2, ?3, ?4 WHERE (?1, ?2, ?3, ?4) IS NOT "
        "(SELECT prepare, icu, cld2, tables FROM maker ORDER BY first_document DESC LIMIT 1)",
        e);
    bind_makers(&q, tables);
    statement_bind_integer(&q, 5, all);
    return statement_run(&q);
}

status makers_behind(store *s, const digest_hex *tables, int64_t *behind, error *e)
{
    statement q = statement_of(
        s,
        "SELECT count(*) FROM document WHERE (?1, ?2, ?3, ?4) IS NOT "
        "(SELECT prepare, icu, cld2, tables FROM maker WHERE first_document <= document.id "
        "ORDER BY first_document DESC LIMIT 1)",
        e);
    bind_makers(&q, tables);
    *behind = statement_step(&q) ? statement_integer(&q, 0) : 0;
    return statement_end(&q);
}
