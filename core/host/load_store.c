/* What becomes of a source that was read: documents of its own, a copy of another, another that has
 * moved here, or a failure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/document_frame.h"
#include "host/load_parts.h"
#include "host/load_pool.h"
#include "store/lexicon.h"
#include "store/segment.h"

enum { BATCH_DOCUMENTS = 4096, BATCH_BYTES = 64 << 20 }; /* of one transaction */

/* ---- batches ---- */

status load_flush_batch(loading *l, bool is_last, error *e)
{
    if (!l->is_open) return STATUS_OK;
    status s = documents_flush(l->store, l->lexicon, l->postings, e);
    if (s == STATUS_OK && is_last) s = lexicon_index(l->store, e);
    if (s == STATUS_OK) s = store_commit(l->store, e);
    if (s == STATUS_OK) l->is_open = false;
    l->batch_documents = l->batch_bytes = 0;
    return s;
}

status load_open_batch(loading *l, error *e)
{
    status s = STATUS_OK;
    if (l->batch_documents >= BATCH_DOCUMENTS || l->batch_bytes >= BATCH_BYTES)
        s = load_flush_batch(l, false, e);
    if (s == STATUS_OK && !l->is_open) {
        s = store_begin(l->store, e);
        l->is_open = s == STATUS_OK;
    }
    return s;
}

/* ---- documents ---- */

/* The file's name without its extension; of one document of many, with its number. */
static char *short_name(const char *path, uint32_t ordinal, size_t count)
{
    const char *slash = strrchr(path, '/'), *base = slash == NULL ? path : slash + 1,
               *dot = strrchr(base, '.');
    size_t length = dot == NULL || dot == base ? strlen(base) : (size_t)(dot - base);
    buffer name = { 0 };
    buffer_append(&name, base, length);
    if (count > 1) buffer_format(&name, "#%u", ordinal + 1);
    return buffer_take(&name);
}

static status add_document(loading *l, document *d, error *e)
{
    status s = l->is_noted ? STATUS_OK : makers_note(l->store, &l->rules, false, e);
    l->is_noted = true;
    return s == STATUS_OK ? document_insert(l->store, l->lexicon, l->postings, d, e) : s;
}

/* Stores a document, or keeps the one of an earlier load that is the same. */
static status insert_document(loading *l, const task *t, const buffer *payload, size_t count,
                              earlier *before, error *e)
{
    document d = { 0 };
    bool is_kept = false;
    reader r = reader_of(payload->data, payload->length);
    status s = document_frame_read(&r, &d, e);
    if (s == STATUS_OK) {
        d.source = t->record.id;
        if (d.name == NULL) d.name = short_name(t->record.path, d.ordinal, count);
        if (d.name == NULL) s = error_memory(e);
    }
    if (s == STATUS_OK) s = load_merge_metadata(l, t, &d, e);
    if (s == STATUS_OK && before->digests != NULL) s = earlier_keep(before, l, &d, &is_kept, e);
    if (s == STATUS_OK && !is_kept) s = add_document(l, &d, e);
    l->batch_documents++;
    l->batch_bytes += d.text.length;
    l->counts->documents++;
    document_free(&d);
    return s;
}

static status insert_documents(loading *l, const task *t, const answer *a, size_t documents,
                               earlier *before, error *e)
{
    size_t position = 0;
    answer_frame frame;
    status s = STATUS_OK;
    while (s == STATUS_OK && answer_next(a, &position, &frame))
        if (frame.kind == MESSAGE_LOADED)
            s = insert_document(l, t, &frame.payload, documents, before, e);
    return s == STATUS_OK ? earlier_remove_rest(before, l, e) : s;
}

status load_remove_documents(loading *l, int64_t id, error *e)
{
    int64_t *ids = NULL;
    size_t count = 0;
    status s = source_documents(l->store, id, &ids, &count, e);
    for (size_t i = 0; i < count && s == STATUS_OK; i++)
        s = document_remove(l->store, l->lexicon, ids[i], e);
    free(ids);
    return s;
}

/* A document of a file in the source keeps what stands behind the source's name. */
status load_rename_documents(loading *l, const source *record, error *e)
{
    int64_t *ids = NULL, own = 0;
    size_t count = 0;
    const char *slash = strrchr(record->path, '/');
    statement n = statement_of(
        l->store, "SELECT count(*) FROM document WHERE source = ?1 AND instr(name, '/') = 0", e);
    statement_bind_integer(&n, 1, record->id);
    if (statement_step(&n)) own = statement_integer(&n, 0);
    status s = statement_end(&n);
    if (s == STATUS_OK) s = source_documents(l->store, record->id, &ids, &count, e);
    for (size_t i = 0; i < count && s == STATUS_OK; i++) {
        char *name = short_name(record->path, (uint32_t)i, (size_t)own);
        statement q = statement_of(l->store,
                                   "UPDATE document SET name = iif(instr(name, '/') = 0, ?2, "
                                   "?3 || substr(name, instr(name, '/'))) WHERE id = ?1",
                                   e);
        statement_bind_integer(&q, 1, ids[i]);
        statement_bind_text(&q, 2, name);
        statement_bind_text(&q, 3, slash == NULL ? record->path : slash + 1);
        s = statement_run(&q);
        free(name);
    }
    free(ids);
    return s;
}

/* Its own, or those of its members if it was an archive. */
static status remove_contents(loading *l, const task *t, error *e)
{
    if (t->record.id == 0) return STATUS_OK;
    status s = load_remove_members(l, t, 0, e);
    return s == STATUS_OK ? load_remove_documents(l, t->record.id, e) : s;
}

/* ---- sources ---- */

status load_fill_record(loading *l, const walk_entry *entry, task *t, error *e)
{
    status s = STATUS_OK;
    t->record.size = entry->size;
    t->record.mtime = entry->mtime;
    t->record.load = l->load;
    if (t->record.root == NULL) s = set_text(&t->record.root, entry->root, e);
    if (s == STATUS_OK && t->record.path == NULL) s = set_text(&t->record.path, entry->path, e);
    if (s == STATUS_OK && (t->options != NULL || t->record.options == NULL))
        s = set_text(&t->record.options, t->options == NULL ? "{}" : t->options, e);
    return s;
}

static status note_task(loading *l, const task *t, const char *what, const char *detail, error *e)
{
    return load_note(l->store, l->load, &t->record, what, detail, e);
}

void load_tell_problems(loading *l, const walk_entry *entry, const source *record)
{
    const char *line = record->state == SOURCE_LOADED ? record->reason : NULL;
    l->counts->partly += line != NULL;
    while (line != NULL && l->request->failed != NULL) {
        const char *end = line + strcspn(line, "\n");
        buffer one = { 0 };
        buffer_append(&one, line, (size_t)(end - line));
        if (one.state == STATUS_OK) l->request->failed(l->request->context, entry, one.data);
        buffer_free(&one);
        line = *end == '\0' ? NULL : end + 1;
    }
}

static void give_notice(const loading *l, const walk_entry *entry, const source *record)
{
    char text[160];
    if (record->replacements == 0 || l->request->notice == NULL) return;
    snprintf(text, sizeof text,
             "%lld place%s could not be read as %s and became U+FFFD or a space; --charset forces "
             "another charset",
             (long long)record->replacements, record->replacements == 1 ? "" : "s",
             record->charset == NULL || *record->charset == '\0' ? "text" : record->charset);
    l->request->notice(l->request->context, entry, text);
}

/* Takes away, or remembers, what a source had before. */
static status clear_way(loading *l, const task *t, earlier *before, error *e)
{
    if (!t->is_alike) return remove_contents(l, t, e);
    status s = load_remove_members(l, t, 0, e);
    return s == STATUS_OK ? earlier_read(before, l, t->record.id, e) : s;
}

/* What the load made of a source: one that is `moved` was known elsewhere. Documents that are what
 * they were are kept. */
static status store_source(loading *l, const walk_entry *entry, task *t, const answer *a,
                           size_t documents, const char *moved, error *e)
{
    earlier before = { 0 };
    bool is_new = t->record.id == 0 || t->record.state == SOURCE_COPY;
    status s = is_new ? STATUS_OK : clear_way(l, t, &before, e);
    t->record.state = SOURCE_LOADED;
    if (s == STATUS_OK) s = set_text(&t->record.reason, t->problems, e);
    if (s == STATUS_OK) s = source_write(l->store, &t->record, e);
    if (s == STATUS_OK)
        s = note_task(l, t, moved != NULL ? "moved" : is_new ? "added" : "changed", moved, e);
    if (s == STATUS_OK) s = insert_documents(l, t, a, documents, &before, e);
    earlier_free(&before);
    if (moved != NULL) l->counts->moved++;
    else if (is_new) l->counts->added++;
    else l->counts->changed++;
    l->counts->bytes += t->record.size;
    if (s == STATUS_OK) give_notice(l, entry, &t->record);
    if (s == STATUS_OK) load_tell_problems(l, entry, &t->record);
    return s;
}

/* A source that fails now keeps the documents of an earlier load. What could not even be opened is
 * tried again by the next load: the file may be as it was. */
status load_store_failure(loading *l, const walk_entry *entry, task *t, const char *reason,
                          error *e)
{
    l->counts->failed++;
    l->counts->failed_before += t->is_failed_before;
    if (l->request->failed != NULL) l->request->failed(l->request->context, entry, reason);
    if (entry->problem != NULL && entry->mtime == 0 && t->record.id == 0)
        return STATUS_OK; /* it never was a file */
    bool is_kept = t->record.id != 0 && !t->is_asked;
    status s =
        is_kept ? source_see(l->store, t->record.id, l->load, e) : load_fill_record(l, entry, t, e);
    if (!is_kept) {
        t->record.state = SOURCE_FAILED;
        if (!t->is_asked) t->record.mtime = 0;
        if (s == STATUS_OK) s = set_text(&t->record.reason, reason, e);
        if (s == STATUS_OK) s = source_write(l->store, &t->record, e);
    }
    return s == STATUS_OK && !t->is_failed_before ? note_task(l, t, "failed", reason, e) : s;
}

/* ---- twins ---- */

status load_is_copy_still(loading *l, const source *record, bool *result, error *e)
{
    source twin = { 0 };
    twin_kind kind = TWIN_NONE;
    status s = twins_judge(l->store, record, true, (twin_stays){ true, true }, &twin, &kind, e);
    *result = kind == TWIN_COPY && !l->request->copies;
    source_free(&twin);
    return s;
}

status load_judge(loading *l, const task *t, bool is_known, source *twin, twin_kind *kind, error *e)
{
    bool has_documents = t->record.id != 0 && t->record.state == SOURCE_LOADED;
    status s = twins_judge(l->store, &t->record, is_known, load_stays(l), twin, kind, e);
    if (*kind == TWIN_COPY && l->request->copies) *kind = TWIN_NONE;
    if (*kind == TWIN_MOVED && has_documents) *kind = TWIN_NONE;
    return s;
}

/* The same bytes as another source: its words are counted there. */
status load_store_copy(loading *l, task *t, const source *twin, error *e)
{
    buffer reason = { 0 };
    buffer_format(&reason, "the same as %s", twin->path);
    status s = remove_contents(l, t, e);
    t->record.state = SOURCE_COPY;
    if (s == STATUS_OK) s = set_text(&t->record.reason, reason.data, e);
    if (s == STATUS_OK) s = source_write(l->store, &t->record, e);
    if (s == STATUS_OK) s = note_task(l, t, "copy", twin->path, e);
    l->counts->copies++;
    buffer_free(&reason);
    return s;
}

status load_become(loading *l, const walk_entry *entry, task *t, const source *twin, bool is_known,
                   error *e)
{
    status s = remove_contents(l, t, e); /* of before it failed */
    if (s == STATUS_OK && t->record.id != 0) s = source_remove(l->store, t->record.id, e);
    if (s == STATUS_OK) s = set_text(&t->record.options, twin->options, e);
    if (s == STATUS_OK) s = load_adopt_options(l, entry, t, is_known, e);
    if (s == STATUS_OK) s = set_text(&t->record.options, t->options, e);
    if (s == STATUS_OK && is_known) s = set_text(&t->record.charset, twin->charset, e);
    if (is_known) t->record.confidence = twin->confidence;
    if (is_known) t->record.replacements = twin->replacements;
    t->is_alike = !l->request->again && same_text(twin->loader_digest, t->record.loader_digest);
    t->record.id = twin->id;
    t->record.state = SOURCE_LOADED;
    return s == STATUS_OK ? set_text(&t->record.reason, is_known ? twin->reason : NULL, e) : s;
}

static status store_moved(loading *l, const walk_entry *entry, task *t, const source *twin,
                          const answer *a, size_t documents, bool is_known, error *e)
{
    status s = load_become(l, entry, t, twin, is_known, e);
    if (s != STATUS_OK || !is_known)
        return s != STATUS_OK ? s : store_source(l, entry, t, a, documents, twin->path, e);
    s = source_write(l->store, &t->record, e);
    if (s == STATUS_OK) s = load_rename_documents(l, &t->record, e);
    l->counts->moved++;
    load_tell_problems(l, entry, &t->record);
    return s == STATUS_OK ? note_task(l, t, "moved", twin->path, e) : s;
}

/* A source whose bytes are not those that its record has. */
static status store_new_bytes(loading *l, const walk_entry *entry, task *t, const answer *a,
                              size_t documents, bool is_known, error *e)
{
    source twin = { 0 };
    twin_kind kind = TWIN_NONE;
    status s = load_judge(l, t, is_known, &twin, &kind, e);
    if (s != STATUS_OK) return s;
    if (kind == TWIN_COPY) s = load_store_copy(l, t, &twin, e);
    else if (kind == TWIN_MOVED) s = store_moved(l, entry, t, &twin, a, documents, is_known, e);
    else if (!is_known) s = store_source(l, entry, t, a, documents, NULL, e);
    else {
        t->is_asked = false; /* to be tried again */
        s = load_store_failure(l, entry, t, TWIN_CHANGED, e);
    }
    source_free(&twin);
    return s;
}

/* ---- answers ---- */

/* What a worker says of a source. */
typedef struct facts {
    bool is_found, is_known;
    size_t own, left_empty; /* documents that are of no file in it; records without text */
    const char *problems;   /* what could not be read of it, a line each, or NULL */
    error failure;
} facts;

static void read_fact_frame(const buffer *payload, source *record, facts *f)
{
    reader r = reader_of(payload->data, payload->length);
    uint64_t size = reader_unsigned(&r);
    if (record->container != 0) record->size = (int64_t)size; /* a file's is the walk's */
    const char *hash = reader_text(&r);
    f->is_known = reader_unsigned(&r) != 0;
    const char *charset = reader_text(&r);
    double confidence = reader_number(&r);
    int64_t replacements = (int64_t)reader_unsigned(&r);
    if (!f->is_known) record->confidence = confidence; /* else nothing was decoded */
    if (!f->is_known) record->replacements = replacements;
    f->own = reader_unsigned(&r);
    f->left_empty = reader_unsigned(&r);
    f->problems = reader_text(&r);
    const char *loader = reader_text(&r);
    size_t length;
    const char *bytes = reader_bytes(&r, &length);
    if (!reader_done(&r) || loader == NULL || hash == NULL) return;
    buffer outcome = { .data = (char *)(uintptr_t)bytes, .length = length };
    message_outcome(&outcome, &f->failure);
    f->is_found = set_text(&record->sha256, *hash == '\0' ? NULL : hash, NULL) == STATUS_OK &&
                  (record->container == 0 || /* what reads a file the parent has chosen */
                   set_text(&record->loader, loader, NULL) == STATUS_OK) &&
                  (f->is_known || set_text(&record->charset, charset, NULL) == STATUS_OK);
}

static void read_facts(const answer *a, source *record, facts *f)
{
    size_t position = 0;
    answer_frame frame;
    while (answer_next(a, &position, &frame)) {
        if (frame.kind == MESSAGE_SOURCE_READ) read_fact_frame(&frame.payload, record, f);
    }
}

/* A member's loader is chosen by the worker. */
static status judge_member(loading *l, const walk_entry *entry, task *t, error *e)
{
    digest_hex made_by;
    if (!loader_choice_find(l->host, t->record.loader, &t->choice.loader))
        return error_set(e, STATUS_SYSTEM, "%s: a load worker sent a broken message", entry->path);
    status s = load_made_by(l, &t->choice, &made_by, e);
    t->is_alike = !l->request->again && same_text(t->record.loader_digest, made_by.text);
    if (s == STATUS_OK) s = set_text(&t->record.loader_digest, made_by.text, e);
    if (s == STATUS_OK) s = load_find_options(l, entry, t, e);
    return s == STATUS_OK ? set_text(&t->record.options, t->options, e) : s;
}

/* Of a source that could be read. */
static status take_read(loading *l, const walk_entry *entry, task *t, const answer *a,
                        const facts *f, bool is_same, error *e)
{
    l->counts->left_empty += (int64_t)f->left_empty;
    if (!is_same) return store_new_bytes(l, entry, t, a, f->own, f->is_known, e);
    if (!f->is_known) return store_source(l, entry, t, a, f->own, NULL, e);
    l->counts->unchanged++;
    load_tell_problems(l, entry, &t->record);
    return source_write(l->store, &t->record, e);
}

status load_take_answer(loading *l, const walk_entry *entry, task *t, const answer *a, error *e)
{
    facts f = { 0 };
    status s = STATUS_OK;
    bool had_documents = t->record.id != 0 && t->record.state == SOURCE_LOADED;
    char *before = t->record.sha256;
    t->record.sha256 = NULL;
    read_facts(a, &t->record, &f);
    t->problems = f.problems;
    bool is_same = had_documents && same_text(before, t->record.sha256);
    free(before);
    if (f.is_found && t->archive != NULL) s = judge_member(l, entry, t, e);
    const error *failure = a->failure.code != STATUS_OK ? &a->failure : &f.failure;
    if (s == STATUS_OK && failure->code != STATUS_OK)
        s = load_store_failure(l, entry, t, error_text(failure), e);
    else if (s == STATUS_OK && !f.is_found)
        s = error_set(e, STATUS_SYSTEM, "%s: a load worker sent a broken message", entry->path);
    else if (s == STATUS_OK) s = take_read(l, entry, t, a, &f, is_same, e);
    error_clear(&f.failure);
    return s;
}
