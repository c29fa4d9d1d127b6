#include "host/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "corpus/document_frame.h"
#include "corpus/twins.h"
#include "host/load_pool.h"
#include "host/loader_choice.h"
#include "host/program.h"
#include "store/document.h"
#include "store/lexicon.h"
#include "store/segment.h"

enum { BATCH_DOCUMENTS = 4096, BATCH_BYTES = 64 << 20 }; /* of one transaction */

/* What is known of an entry between asking and taking. */
typedef struct task {
    source record;  /* as stored before, or new */
    char *options;  /* as they will be stored */
    char *personal; /* the person's metadata, a JSON object, or NULL */
    buffer given;   /* options for the loader, as a frame; none for plain text */
    const plugin *loader;
    bool is_unchanged;
    bool is_asked;         /* a worker has its file */
    bool is_own;           /* known are its own bytes, or else those of its twins */
    bool is_failed_before; /* and not tried again */
} task;

typedef struct loading {
    host *host;
    store *store;
    const load_request *request;
    load_counts *counts;
    lexicon *lexicon;
    segment_builder *postings;
    int64_t load;
    digest_hex rules;
    task *tasks; /* one an entry; filled when asked, emptied when taken */
    size_t batch_documents, batch_bytes;
    bool is_open, is_noted; /* the batch; what makes the documents of this load */
} loading;

/* ---- options and metadata ---- */

/* `given` are options of the loader. */
static void append_options(buffer *out, const char *charset, const char *personal,
                           const buffer *given)
{
    bool has_given = given->length > strlen("{}");
    buffer_byte(out, '{');
    if (charset != NULL) {
        buffer_text(out, "\"charset\":");
        json_append_text(out, charset, strlen(charset));
    }
    if (personal != NULL)
        buffer_format(out, "%s\"metadata\":%s", charset != NULL ? "," : "", personal);
    if (has_given)
        buffer_format(out, "%s\"loader\":%s", charset != NULL || personal != NULL ? "," : "",
                      given->data);
    buffer_byte(out, '}');
}

/* What the person said of this source: now, or else when it was loaded before. */
static status find_personal(loading *l, const walk_entry *entry, task *t, error *e)
{
    status s = STATUS_OK;
    if (l->request->metadata != NULL) {
        buffer json = { 0 };
        s = metadata_append(l->request->metadata, entry->path, NULL, &json, e);
        if (s == STATUS_OK && json.length > 0 && (t->personal = buffer_take(&json)) == NULL)
            s = error_memory(e);
        buffer_free(&json);
    } else if (t->record.options != NULL) {
        statement q = statement_of(l->store, "SELECT json_extract(?1, '$.metadata')", e);
        statement_bind_text(&q, 1, t->record.options);
        if (statement_step(&q) && statement_text(&q, 0) != NULL)
            t->personal = strdup(statement_text(&q, 0));
        s = statement_end(&q);
    }
    return s;
}

/* All that the source is read by, as it is stored. */
static status find_options(loading *l, const walk_entry *entry, task *t, error *e)
{
    buffer options = { 0 }, given = { 0 };
    status s = find_personal(l, entry, t, e);
    if (s == STATUS_OK && t->loader != NULL)
        s = loader_options_find(l->store, t->loader, &l->request->options, t->record.options,
                                &given, &t->given, e);
    append_options(&options, l->request->charset, t->personal, &given);
    t->options = buffer_take(&options);
    buffer_free(&given);
    return s == STATUS_OK && t->options == NULL ? error_memory(e) : s;
}

/* Merges what the loader found with what the person said. */
static status merge_metadata(loading *l, const task *t, document *d, error *e)
{
    if (t->personal == NULL) return STATUS_OK;
    statement q = statement_of(
        l->store, "SELECT json_patch(ifnull(?1, '{}'), ?2), json_extract(?2, '$.title')", e);
    statement_bind_text(&q, 1, d->metadata);
    statement_bind_text(&q, 2, t->personal);
    if (statement_step(&q)) {
        char *merged = strdup(statement_text(&q, 0));
        free(d->metadata);
        d->metadata = merged;
        if (statement_text(&q, 1) != NULL) {
            free(d->title);
            d->title = strdup(statement_text(&q, 1));
        }
    }
    status s = statement_end(&q);
    return s == STATUS_OK && d->metadata == NULL ? error_memory(e) : s;
}

static status loader_digest(loading *l, const plugin *loader, digest_hex *out, error *e)
{
    digest sum;
    digest_hex code = { "" };
    status s = loader == NULL ? STATUS_OK : discovery_digest(&l->host->plugins, loader, &code, e);
    digest_begin(&sum);
    digest_add_text(&sum, PREPARE_EPOCH);
    digest_add_text(&sum, l->rules.text);
    digest_add_text(&sum, code.text);
    *out = digest_end(&sum);
    return s;
}

/* ---- asking ---- */

static bool same_text(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static status set_text(char **slot, const char *text, error *e)
{
    char *copy = text == NULL ? NULL : strdup(text);
    if (text != NULL && copy == NULL) return error_memory(e);
    free(*slot);
    *slot = copy;
    return STATUS_OK;
}

static bool metadata_stays(const loading *l) { return l->request->metadata == NULL; }

/* The bytes that need no reading: its own, as they were, or those of sources that it may turn out
 * to be. */
static status find_known(loading *l, task *t, bool is_current, buffer *known, error *e)
{
    t->is_own = is_current && t->record.state == SOURCE_LOADED;
    if (t->is_own) buffer_text(known, t->record.sha256);
    bool is_there = t->record.id != 0 && t->record.state == SOURCE_LOADED;
    if (is_there || l->request->again || l->request->copies) return STATUS_OK;
    return twins_offer(l->store, &t->record, metadata_stays(l), known, e);
}

static status write_request(loading *l, const walk_entry *entry, task *t, bool is_current,
                            buffer *out, error *e)
{
    buffer known = { 0 };
    status s = find_known(l, t, is_current, &known, e);
    frame_put_text(out, entry->path);
    frame_put_text(out, known.data);
    frame_put_text(out, l->request->charset);
    frame_put_unsigned(
        out, t->loader == NULL ? 0 : 1 + (uint64_t)(t->loader - l->host->plugins.plugins.items));
    buffer_append(out, t->given.data, t->given.length);
    if (s == STATUS_OK && known.state != STATUS_OK) s = error_memory(e);
    buffer_free(&known);
    return s;
}

/* A copy stays one while the other file is what it was. */
static status is_copy_still(loading *l, const task *t, bool *result, error *e)
{
    source twin = { 0 };
    twin_kind kind = TWIN_NONE;
    status s = twins_judge(l->store, &t->record, true, true, &twin, &kind, e);
    *result = kind == TWIN_COPY && !l->request->copies;
    source_free(&twin);
    return s;
}

/* Is there nothing to do? A failure that is not tried again answers its reason. */
static status look_at_record(loading *l, const walk_entry *entry, task *t, error *e)
{
    if (t->record.size != entry->size || t->record.mtime != entry->mtime) return STATUS_OK;
    if (t->record.state == SOURCE_COPY) return is_copy_still(l, t, &t->is_unchanged, e);
    t->is_unchanged = t->record.state == SOURCE_LOADED;
    t->is_failed_before = t->record.state == SOURCE_FAILED && !l->request->retry;
    return t->is_failed_before ? error_set(e, STATUS_PLUGIN, "%s", t->record.reason) : STATUS_OK;
}

/* The place, size and time of the file; what else the record says stays. */
static status fill_record(loading *l, const walk_entry *entry, task *t, error *e)
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

static status ask(void *context, size_t index, message *kind, buffer *request, int *descriptor,
                  error *e)
{
    loading *l = context;
    task *t = &l->tasks[index];
    const walk_entry *entry = &l->request->entries->items[index];
    digest_hex made_by;
    status s = source_read(l->store, entry->root, entry->path, &t->record, e);
    if (s == STATUS_OK && entry->problem != NULL)
        s = error_set(e, STATUS_SYSTEM, "%s", entry->problem);
    if (s == STATUS_OK) s = walk_open(entry, descriptor, e);
    if (s == STATUS_OK) s = loader_choose(l->host, entry->path, *descriptor, &t->loader, e);
    if (s == STATUS_OK) s = find_options(l, entry, t, e);
    if (s == STATUS_OK) s = loader_digest(l, t->loader, &made_by, e);
    if (s != STATUS_OK) return s;
    bool is_current = t->record.id != 0 && !l->request->again &&
                      same_text(t->record.options, t->options) &&
                      same_text(t->record.loader_digest, made_by.text);
    if (is_current) s = look_at_record(l, entry, t, e);
    if (s != STATUS_OK || t->is_unchanged) return s;
    *kind = MESSAGE_SOURCE;
    t->is_asked = true;
    s = set_text(&t->record.loader_digest, made_by.text, e);
    if (s == STATUS_OK)
        s = set_text(&t->record.loader, t->loader == NULL ? "text" : t->loader->name, e);
    if (s == STATUS_OK) s = fill_record(l, entry, t, e);
    return s == STATUS_OK ? write_request(l, entry, t, is_current, request, e) : s;
}

static status open_program(void *context, size_t index, const buffer *request, worker *runner,
                           error *e)
{
    const loading *l = context;
    return program_start(l->host, l->tasks[index].loader, request, runner, e);
}

/* ---- taking ---- */

static status flush_batch(loading *l, error *e)
{
    if (!l->is_open) return STATUS_OK;
    status s = lexicon_flush(l->lexicon, e);
    if (s == STATUS_OK) s = segment_builder_flush(l->postings, l->store, e);
    if (s == STATUS_OK) s = store_commit(l->store, e);
    if (s == STATUS_OK) l->is_open = false;
    l->batch_documents = l->batch_bytes = 0;
    return s;
}

static status open_batch(loading *l, error *e)
{
    status s = STATUS_OK;
    if (l->batch_documents >= BATCH_DOCUMENTS || l->batch_bytes >= BATCH_BYTES)
        s = flush_batch(l, e);
    if (s == STATUS_OK && !l->is_open) {
        s = store_begin(l->store, e);
        l->is_open = s == STATUS_OK;
    }
    return s;
}

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

static status insert_document(loading *l, const task *t, const buffer *payload, size_t count,
                              error *e)
{
    document d = { 0 };
    reader r = reader_of(payload->data, payload->length);
    status s = document_frame_read(&r, &d, e);
    if (s == STATUS_OK) {
        d.source = t->record.id;
        d.name = short_name(t->record.path, d.ordinal, count);
        if (d.name == NULL) s = error_memory(e);
    }
    if (s == STATUS_OK) s = merge_metadata(l, t, &d, e);
    if (s == STATUS_OK && !l->is_noted) s = makers_note(l->store, &l->rules, false, e);
    l->is_noted = true;
    if (s == STATUS_OK) s = document_insert(l->store, l->lexicon, l->postings, &d, e);
    l->batch_documents++;
    l->batch_bytes += d.text.length;
    l->counts->documents++;
    document_free(&d);
    return s;
}

static status remove_documents(loading *l, int64_t id, error *e)
{
    int64_t *ids = NULL;
    size_t count = 0;
    status s = source_documents(l->store, id, &ids, &count, e);
    for (size_t i = 0; i < count && s == STATUS_OK; i++)
        s = document_remove(l->store, l->lexicon, ids[i], e);
    free(ids);
    return s;
}

/* Reads what the worker found out of the file; `documents` counts the frames of documents. */
static bool read_facts(const answer *a, source *record, bool *is_known, size_t *documents,
                       size_t *left_empty)
{
    size_t position = 0;
    answer_frame frame;
    bool found = false;
    *documents = 0;
    while (answer_next(a, &position, &frame)) {
        if (frame.kind == MESSAGE_LOADED) ++*documents;
        if (frame.kind != MESSAGE_SOURCE_READ) continue;
        reader r = reader_of(frame.payload.data, frame.payload.length);
        reader_unsigned(
            &r); /* bytes that were read: the walk's size is what the next load compares */
        const char *hash = reader_text(&r);
        *is_known = reader_unsigned(&r) != 0;
        const char *charset = reader_text(&r);
        record->confidence = reader_number(&r);
        record->replacements = (int64_t)reader_unsigned(&r);
        *left_empty = reader_unsigned(&r);
        found = reader_done(&r) && set_text(&record->sha256, hash, NULL) == STATUS_OK &&
                (*is_known || set_text(&record->charset, charset, NULL) == STATUS_OK);
    }
    return found;
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

static status note(loading *l, const task *t, const char *what, const char *detail, error *e)
{
    return load_note(l->store, l->load, &t->record, what, detail, e);
}

/* What the load made of a source: one that is `moved` was known elsewhere. */
static status store_source(loading *l, const walk_entry *entry, task *t, const answer *a,
                           size_t documents, const char *moved, error *e)
{
    size_t position = 0;
    answer_frame frame;
    bool is_new = t->record.id == 0 || t->record.state == SOURCE_COPY;
    status s = is_new ? STATUS_OK : remove_documents(l, t->record.id, e);
    t->record.state = SOURCE_LOADED;
    if (s == STATUS_OK) s = set_text(&t->record.reason, NULL, e);
    if (s == STATUS_OK) s = source_write(l->store, &t->record, e);
    if (s == STATUS_OK)
        s = note(l, t, moved != NULL ? "moved" : is_new ? "added" : "changed", moved, e);
    while (s == STATUS_OK && answer_next(a, &position, &frame))
        if (frame.kind == MESSAGE_LOADED) s = insert_document(l, t, &frame.payload, documents, e);
    if (moved != NULL) l->counts->moved++;
    else if (is_new) l->counts->added++;
    else l->counts->changed++;
    l->counts->bytes += t->record.size;
    if (s == STATUS_OK) give_notice(l, entry, &t->record);
    return s;
}

/* A source that fails now keeps the documents of an earlier load. What could not even be opened is
 * tried again by the next load: the file may be as it was. */
static status store_failure(loading *l, const walk_entry *entry, task *t, const char *reason,
                            error *e)
{
    l->counts->failed++;
    l->counts->failed_before += t->is_failed_before;
    if (l->request->failed != NULL) l->request->failed(l->request->context, entry, reason);
    if (entry->problem != NULL && entry->mtime == 0 && t->record.id == 0)
        return STATUS_OK; /* it never was a file */
    bool is_kept = t->record.id != 0 && !t->is_asked;
    status s =
        is_kept ? source_see(l->store, t->record.id, l->load, e) : fill_record(l, entry, t, e);
    if (!is_kept) {
        t->record.state = SOURCE_FAILED;
        if (!t->is_asked) t->record.mtime = 0;
        if (s == STATUS_OK) s = set_text(&t->record.reason, reason, e);
        if (s == STATUS_OK) s = source_write(l->store, &t->record, e);
    }
    return s == STATUS_OK && !t->is_failed_before ? note(l, t, "failed", reason, e) : s;
}

/* The same bytes as another source: its words are counted there. */
static status store_copy(loading *l, task *t, const source *twin, error *e)
{
    buffer reason = { 0 };
    buffer_format(&reason, "the same as %s", twin->path);
    status s = t->record.id != 0 ? remove_documents(l, t->record.id, e) : STATUS_OK;
    t->record.state = SOURCE_COPY;
    if (s == STATUS_OK) s = set_text(&t->record.reason, reason.data, e);
    if (s == STATUS_OK) s = source_write(l->store, &t->record, e);
    if (s == STATUS_OK) s = note(l, t, "copy", twin->path, e);
    l->counts->copies++;
    buffer_free(&reason);
    return s;
}

static status rename_documents(loading *l, const source *record, error *e)
{
    int64_t *ids = NULL;
    size_t count = 0;
    status s = source_documents(l->store, record->id, &ids, &count, e);
    for (size_t i = 0; i < count && s == STATUS_OK; i++) {
        char *name = short_name(record->path, (uint32_t)i, count);
        statement q = statement_of(l->store, "UPDATE document SET name = ?2 WHERE id = ?1", e);
        statement_bind_integer(&q, 1, ids[i]);
        statement_bind_text(&q, 2, name);
        s = statement_run(&q);
        free(name);
    }
    free(ids);
    return s;
}

/* The record takes the place of its twin, whose file is gone, with its documents; what the person
 * said of them stays said. */
static status become(loading *l, const walk_entry *entry, task *t, source *twin, bool is_known,
                     error *e)
{
    status s = STATUS_OK;
    if (t->record.id != 0) s = remove_documents(l, t->record.id, e); /* of before it failed */
    if (s == STATUS_OK && t->record.id != 0) s = source_remove(l->store, t->record.id, e);
    free(t->options);
    free(t->personal);
    t->options = t->personal = NULL;
    if (s == STATUS_OK) s = set_text(&t->record.options, twin->options, e);
    if (s == STATUS_OK) s = find_options(l, entry, t, e);
    if (s == STATUS_OK) s = set_text(&t->record.options, t->options, e);
    if (s == STATUS_OK && is_known) s = set_text(&t->record.charset, twin->charset, e);
    if (is_known) t->record.confidence = twin->confidence;
    if (is_known) t->record.replacements = twin->replacements;
    t->record.id = twin->id;
    t->record.state = SOURCE_LOADED;
    return s == STATUS_OK ? set_text(&t->record.reason, NULL, e) : s;
}

static status store_moved(loading *l, const walk_entry *entry, task *t, source *twin,
                          const answer *a, size_t documents, bool is_known, error *e)
{
    status s = become(l, entry, t, twin, is_known, e);
    if (s != STATUS_OK || !is_known)
        return s != STATUS_OK ? s : store_source(l, entry, t, a, documents, twin->path, e);
    s = source_write(l->store, &t->record, e);
    if (s == STATUS_OK) s = rename_documents(l, &t->record, e);
    l->counts->moved++;
    return s == STATUS_OK ? note(l, t, "moved", twin->path, e) : s;
}

/* A source whose bytes are not those that its record has. */
static status store_new_bytes(loading *l, const walk_entry *entry, task *t, const answer *a,
                              size_t documents, bool is_known, error *e)
{
    source twin = { 0 };
    twin_kind kind = TWIN_NONE;
    bool has_documents = t->record.id != 0 && t->record.state == SOURCE_LOADED;
    status s = twins_judge(l->store, &t->record, is_known, metadata_stays(l), &twin, &kind, e);
    if (kind == TWIN_COPY && l->request->copies) kind = TWIN_NONE;
    if (kind == TWIN_MOVED && has_documents) kind = TWIN_NONE;
    if (s != STATUS_OK) return s;
    if (kind == TWIN_COPY) s = store_copy(l, t, &twin, e);
    else if (kind == TWIN_MOVED) s = store_moved(l, entry, t, &twin, a, documents, is_known, e);
    else if (!is_known) s = store_source(l, entry, t, a, documents, NULL, e);
    else {
        t->is_asked = false; /* to be tried again */
        s = store_failure(l, entry, t, "the file that it is a copy of changed; load again", e);
    }
    source_free(&twin);
    return s;
}

static status take_read(loading *l, const walk_entry *entry, task *t, const answer *a, error *e)
{
    bool is_known = false;
    size_t documents = 0, left_empty = 0;
    bool had_documents = t->record.id != 0 && t->record.state == SOURCE_LOADED;
    char *before = t->record.sha256;
    t->record.sha256 = NULL;
    bool has_facts = read_facts(a, &t->record, &is_known, &documents, &left_empty);
    bool is_same = had_documents && same_text(before, t->record.sha256);
    free(before);
    if (a->failure.code != STATUS_OK) return store_failure(l, entry, t, error_text(&a->failure), e);
    if (!has_facts)
        return error_set(e, STATUS_SYSTEM, "%s: a load worker sent a broken message", entry->path);
    l->counts->left_empty += (int64_t)left_empty;
    if (!is_same) return store_new_bytes(l, entry, t, a, documents, is_known, e);
    if (!is_known) return store_source(l, entry, t, a, documents, NULL, e);
    l->counts->unchanged++;
    return source_write(l->store, &t->record, e);
}

static status take_source(loading *l, const walk_entry *entry, task *t, const answer *a, error *e)
{
    status s = open_batch(l, e);
    if (s != STATUS_OK) return s;
    if (t->is_asked) return take_read(l, entry, t, a, e);
    if (!t->is_unchanged) return store_failure(l, entry, t, error_text(&a->failure), e);
    if (t->record.state == SOURCE_COPY) l->counts->copies++;
    else l->counts->unchanged++;
    return source_see(l->store, t->record.id, l->load, e);
}

static void free_task(task *t)
{
    source_free(&t->record);
    free(t->options);
    free(t->personal);
    buffer_free(&t->given);
    *t = (task){ 0 };
}

static status take(void *context, size_t index, const answer *a, error *e)
{
    loading *l = context;
    const walk_entry *entry = &l->request->entries->items[index];
    status s = a->failure.code == STATUS_CORPUS || a->failure.code == STATUS_NO_MEMORY
                   ? error_set(e, a->failure.code, "%s", error_text(&a->failure))
                   : take_source(l, entry, &l->tasks[index], a, e);
    free_task(&l->tasks[index]);
    if (s == STATUS_OK && l->request->progress != NULL)
        l->request->progress(l->request->context, index + 1, l->request->entries->count,
                             entry->path, l->counts->documents);
    return s;
}

/* ---- the load ---- */

static void tell_refusal(loading *l, const source_list *gone, int64_t seen)
{
    buffer text = { 0 };
    if (seen == 0)
        buffer_format(&text,
                      "nothing is left where %zu source%s came from; is it the right folder? "
                      "--prune-anyway removes them",
                      gone->count, gone->count == 1 ? "" : "s");
    else
        buffer_format(&text,
                      "--prune would remove %zu of %lld sources, more than a tenth; "
                      "--prune-anyway removes them",
                      gone->count, (long long)seen + (long long)gone->count);
    if (text.data != NULL && l->request->refused != NULL)
        l->request->refused(l->request->context, text.data);
    buffer_free(&text);
}

/* Takes vanished sources away, when that was asked for and looks sane. */
static status prune(loading *l, const source_list *gone, int64_t seen, error *e)
{
    const load_request *r = l->request;
    if (!r->prune || gone->count == 0) return STATUS_OK;
    bool is_much = gone->count * 10 > gone->count + (uint64_t)seen;
    if (is_much && !r->prune_anyway) {
        tell_refusal(l, gone, seen);
        return STATUS_OK;
    }
    status s = STATUS_OK;
    for (size_t i = 0; i < gone->count && s == STATUS_OK; i++) {
        s = remove_documents(l, gone->items[i].id, e);
        if (s == STATUS_OK) s = source_remove(l->store, gone->items[i].id, e);
        if (s == STATUS_OK) s = load_note(l->store, l->load, &gone->items[i], "removed", NULL, e);
    }
    l->counts->removed = (int64_t)gone->count;
    return s;
}

/* Leaves the sources whose files are not there any more; what the walk passes over may still be. */
static void keep_gone(source_list *unseen)
{
    size_t kept = 0;
    for (size_t i = 0; i < unseen->count; i++) {
        if (source_is_gone(&unseen->items[i])) unseen->items[kept++] = unseen->items[i];
        else source_free(&unseen->items[i]);
    }
    unseen->count = kept;
}

/* Sources under the places that were loaded, whose files the walk no longer found. */
static status settle_vanished(loading *l, error *e)
{
    const walk_places *places = &l->request->entries->places;
    source_list gone = { 0 };
    int64_t seen = 0;
    status s = STATUS_OK;
    for (size_t i = 0; i < places->count && s == STATUS_OK; i++)
        s = source_unseen(l->store, l->load, places->items[i], &gone, &seen, e);
    keep_gone(&gone);
    l->counts->vanished = (int64_t)gone.count;
    for (size_t i = 0; i < gone.count && s == STATUS_OK; i++)
        s = load_note_vanished(l->store, l->load, &gone.items[i], e);
    if (s == STATUS_OK) s = load_note_returned(l->store, l->load, e);
    if (s == STATUS_OK) s = prune(l, &gone, seen, e);
    source_list_free(&gone);
    return s;
}

/* Commits what is whole; also when the load is interrupted. */
static status close_load(loading *l, status s, error *e)
{
    error late = { 0 };
    if (s != STATUS_OK && s != STATUS_INTERRUPTED) {
        if (l->is_open) store_rollback(l->store);
        return s;
    }
    status ended = l->is_open ? STATUS_OK : store_begin(l->store, &late);
    l->is_open = ended == STATUS_OK;
    if (ended == STATUS_OK && s == STATUS_OK) ended = settle_vanished(l, &late);
    if (ended == STATUS_OK) ended = load_end(l->store, l->load, l->counts, &late);
    if (ended == STATUS_OK) ended = flush_batch(l, &late);
    if (ended != STATUS_OK && l->is_open) store_rollback(l->store);
    if (ended != STATUS_OK && s == STATUS_OK) s = error_set(e, ended, "%s", error_text(&late));
    error_clear(&late);
    return s;
}

status load_run(host *h, store *s, const load_request *r, load_counts *counts, error *e)
{
    loading l = { .host = h, .store = s, .request = r, .counts = counts };
    *counts = (load_counts){ 0 };
    l.tasks = calloc(r->entries->count > 0 ? r->entries->count : 1, sizeof *l.tasks);
    l.postings = segment_builder_create();
    status result =
        l.tasks == NULL || l.postings == NULL ? error_memory(e) : lexicon_open(s, &l.lexicon, e);
    if (result == STATUS_OK) result = load_begin(s, r->arguments, &l.load, e);
    if (result == STATUS_OK) result = loader_choice_prepare(h, e);
    pool_work work = {
        .count = r->entries->count, .ask = ask, .take = take, .program = open_program, .context = &l
    };
    if (result == STATUS_OK) result = loader_options_check(h, &r->options, e);
    if (result == STATUS_OK) result = load_pool_run(h, r->charset, work, &l.rules, e);
    result = close_load(&l, result, e);
    for (size_t i = 0; l.tasks != NULL && i < r->entries->count; i++) free_task(&l.tasks[i]);
    free(l.tasks);
    lexicon_close(l.lexicon);
    segment_builder_free(l.postings);
    return result;
}
