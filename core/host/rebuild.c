#include "host/rebuild.h"

#include <string.h>

#include "corpus/document_frame.h"
#include "host/load_pool.h"
#include "store/document.h"
#include "store/posting.h"

enum { BATCH_BYTES = 64 << 20 }; /* of text, between two writings of lexicon and index */

typedef struct rebuilding {
    store *store;
    const rebuild_request *request;
    lexicon *lexicon;
    segment_builder *postings;
    live_list documents;
    size_t batch; /* bytes */
} rebuilding;

static status ask(void *context, size_t index, message *kind, buffer *request, int *descriptor,
                  error *e)
{
    rebuilding *r = context;
    document d = { 0 };
    (void)descriptor;
    status s = document_read_text(r->store, r->documents.items[index], &d, e);
    if (s != STATUS_OK) return s;
    if (strcmp(document_digest(&d).text, d.digest.text) != 0) {
        document_free(&d); /* what is made anew would vouch for it */
        return error_set(e, STATUS_CORPUS, "its text is not what was stored: restore a copy");
    }
    *kind = MESSAGE_DOCUMENT;
    list_free(&d.runs);
    readings_forget_found(&d.readings);
    for (size_t i = 0; i < d.blocks.count; i++) d.blocks.items[i].language = (language_tag){ "" };
    document_frame_write(request, &d);
    document_free(&d);
    return request->state == STATUS_OK ? STATUS_OK : error_memory(e);
}

static status flush(rebuilding *r, error *e)
{
    r->batch = 0;
    return documents_flush(r->store, r->lexicon, r->postings, e);
}

static status take(void *context, size_t index, const answer *a, error *e)
{
    rebuilding *r = context;
    document d = { 0 };
    answer_frame frame;
    size_t position = 0;
    if (a->failure.code != STATUS_OK)
        return error_set(e, a->failure.code, "document %lld: %s; nothing was changed",
                         (long long)r->documents.items[index], error_text(&a->failure));
    if (!answer_next(a, &position, &frame) || frame.kind != MESSAGE_LOADED)
        return error_set(e, STATUS_SYSTEM, "a load worker sent a broken message");
    reader in = reader_of(frame.payload.data, frame.payload.length);
    status s = document_frame_read(&in, &d, e);
    if (s == STATUS_OK) s = document_renew(r->store, r->lexicon, r->postings, &d, e);
    r->batch += d.text.length;
    if (s == STATUS_OK && r->batch >= BATCH_BYTES) s = flush(r, e);
    if (s == STATUS_OK && r->request->progress != NULL)
        r->request->progress(r->request->context, index + 1, r->documents.count, d.name);
    document_free(&d);
    return s;
}

static status run(rebuilding *r, host *h, error *e)
{
    pool_work work = { .ask = ask, .take = take, .context = r };
    digest_hex tables;
    status s = live_read(r->store, 1, INT64_MAX, &r->documents, e);
    work.count = r->documents.count;
    if (s == STATUS_OK)
        s = store_execute(r->store,
                          "DELETE FROM lexicon; DELETE FROM posting; DELETE FROM segment;"
                          "DELETE FROM stream WHERE document NOT IN (SELECT id FROM document);"
                          "DELETE FROM result WHERE document NOT IN (SELECT id FROM document) "
                          "AND document <> 0",
                          e);
    if (s == STATUS_OK) s = lexicon_open(r->store, &r->lexicon, e);
    store_breathe_by(r->store, pool_breathe, h);
    if (s == STATUS_OK) s = load_pool_run(h, NULL, work, &tables, e);
    store_breathe_by(r->store, NULL, NULL);
    if (s == STATUS_OK) s = flush(r, e);
    if (s == STATUS_OK) s = lexicon_index(r->store, e);
    return s == STATUS_OK ? makers_note(r->store, &tables, true, e) : s;
}

status rebuild_run(host *h, store *s, const rebuild_request *request, size_t *documents, error *e)
{
    rebuilding r = { .store = s, .request = request, .postings = segment_builder_create() };
    status st = r.postings == NULL ? error_memory(e) : store_begin(s, e);
    if (st == STATUS_OK) st = run(&r, h, e);
    if (st == STATUS_OK) st = store_commit(s, e);
    if (st != STATUS_OK) store_rollback(s);
    *documents = r.documents.count;
    list_free(&r.documents);
    lexicon_close(r.lexicon);
    segment_builder_free(r.postings);
    return st;
}
