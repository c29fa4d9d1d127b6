#include "host/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "corpus/document_frame.h"
#include "host/loader_choice.h"
#include "host/pool.h"
#include "host/program.h"
#include "store/document.h"
#include "store/lexicon.h"
#include "store/segment.h"
#include "text/language.h"
#include "text/words.h"

/* Raised when the core prepares the same text in another way. */
static const char PREPARE_EPOCH[] = "1";

enum { BATCH_DOCUMENTS = 4096, BATCH_BYTES = 64 << 20 }; /* of one transaction */

/* What is known of an entry between asking and taking. */
typedef struct task {
    source record;  /* as stored before, or new */
    char *options;  /* as they will be stored */
    char *personal; /* the person's metadata, a JSON object, or NULL */
    buffer given;   /* options for the loader, as a frame; none for plain text */
    const plugin *loader;
    bool is_unchanged;
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
    bool is_open;
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

static void write_request(const loading *l, const walk_entry *entry, const task *t, bool is_current,
                          buffer *out)
{
    frame_put_text(out, entry->path);
    frame_put_text(out, is_current ? t->record.sha256 : NULL);
    frame_put_text(out, l->request->charset);
    frame_put_unsigned(
        out, t->loader == NULL ? 0 : 1 + (uint64_t)(t->loader - l->host->plugins.plugins.items));
    buffer_append(out, t->given.data, t->given.length);
}

static status ask(void *context, size_t index, message *kind, buffer *request, int *descriptor,
                  error *e)
{
    loading *l = context;
    task *t = &l->tasks[index];
    const walk_entry *entry = &l->request->entries->items[index];
    digest_hex made_by;
    if (entry->problem != NULL) return error_set(e, STATUS_SYSTEM, "%s", entry->problem);
    status s = source_read(l->store, entry->root, entry->path, &t->record, e);
    if (s == STATUS_OK) s = walk_open(entry, descriptor, e);
    if (s == STATUS_OK) s = loader_choose(l->host, entry->path, *descriptor, &t->loader, e);
    if (s == STATUS_OK) s = find_options(l, entry, t, e);
    if (s == STATUS_OK) s = loader_digest(l, t->loader, &made_by, e);
    if (s != STATUS_OK) return s;
    bool is_current = t->record.id != 0 && !l->request->again &&
                      same_text(t->record.options, t->options) &&
                      same_text(t->record.loader_digest, made_by.text);
    bool is_same_file = t->record.size == entry->size && t->record.mtime == entry->mtime;
    if (is_current && is_same_file && t->record.state == SOURCE_FAILED)
        return error_set(e, STATUS_PLUGIN, "%s", t->record.reason);
    t->is_unchanged = is_current && is_same_file;
    if (t->is_unchanged) return STATUS_OK;
    *kind = MESSAGE_SOURCE;
    write_request(l, entry, t, is_current && t->record.state == SOURCE_LOADED, request);
    s = set_text(&t->record.loader_digest, made_by.text, e);
    if (s == STATUS_OK)
        s = set_text(&t->record.loader, t->loader == NULL ? "text" : t->loader->name, e);
    return s;
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
static bool read_facts(const answer *a, source *record, bool *is_known, size_t *documents)
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

static status store_source(loading *l, const walk_entry *entry, task *t, const answer *a,
                           size_t documents, error *e)
{
    size_t position = 0;
    answer_frame frame;
    bool is_new = t->record.id == 0;
    status s = is_new ? STATUS_OK : remove_documents(l, t->record.id, e);
    t->record.state = SOURCE_LOADED;
    free(t->record.reason);
    t->record.reason = NULL;
    if (s == STATUS_OK) s = source_write(l->store, &t->record, e);
    while (s == STATUS_OK && answer_next(a, &position, &frame))
        if (frame.kind == MESSAGE_LOADED) s = insert_document(l, t, &frame.payload, documents, e);
    l->counts->added += is_new;
    l->counts->changed += !is_new;
    l->counts->bytes += t->record.size;
    if (s == STATUS_OK) give_notice(l, entry, &t->record);
    return s;
}

/* A source that fails now keeps the documents of an earlier load. */
static status store_failure(loading *l, const walk_entry *entry, task *t, const char *reason,
                            error *e)
{
    l->counts->failed++;
    if (l->request->failed != NULL) l->request->failed(l->request->context, entry, reason);
    if (t->record.path == NULL) return STATUS_OK; /* it never was a file that we could open */
    t->record.state = SOURCE_FAILED;
    status s = set_text(&t->record.reason, reason, e);
    return s == STATUS_OK ? source_write(l->store, &t->record, e) : s;
}

static status fill_record(loading *l, const walk_entry *entry, task *t, error *e)
{
    t->record.size = entry->size;
    t->record.mtime = entry->mtime;
    t->record.load = l->load;
    status s = set_text(&t->record.root, entry->root, e);
    if (s == STATUS_OK) s = set_text(&t->record.path, entry->path, e);
    if (s == STATUS_OK) s = set_text(&t->record.options, t->options == NULL ? "{}" : t->options, e);
    return s;
}

static status take_source(loading *l, const walk_entry *entry, task *t, const answer *a, error *e)
{
    bool is_known = false;
    size_t documents = 0;
    if (t->is_unchanged) {
        l->counts->unchanged++;
        return STATUS_OK;
    }
    status s = entry->problem == NULL ? fill_record(l, entry, t, e) : STATUS_OK;
    if (s == STATUS_OK) s = open_batch(l, e);
    if (s != STATUS_OK) return s;
    bool has_facts = read_facts(a, &t->record, &is_known, &documents);
    if (a->failure.code != STATUS_OK) return store_failure(l, entry, t, error_text(&a->failure), e);
    if (!has_facts)
        return error_set(e, STATUS_SYSTEM, "%s: a load worker sent a broken message", entry->path);
    if (!is_known) return store_source(l, entry, t, a, documents, e);
    l->counts->unchanged++;
    return source_write(l->store, &t->record, e);
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
                             entry->path, l->counts->bytes);
    return s;
}

/* ---- the load ---- */

static status note_rules(void *context, const answer_frame *frame, error *e)
{
    loading *l = context;
    reader r = reader_of(frame->payload.data, frame->payload.length);
    const char *hex = frame->kind == MESSAGE_RULES ? reader_text(&r) : NULL;
    if (hex == NULL || strlen(hex) >= sizeof l->rules.text)
        return error_set(e, STATUS_SYSTEM, "a load worker sent a broken message");
    strcpy(l->rules.text, hex);
    return STATUS_OK;
}

static status run_pool(loading *l, error *e)
{
    buffer setup = { 0 };
    worker first = { .pid = -1, .channel = -1 };
    message_put_limits(&setup, &l->host->document_limits);
    frame_put_text(&setup, l->request->charset);
    answer_frame frame = { MESSAGE_LOADERS, setup };
    pool_work work = { .count = l->request->entries->count,
                       .setup = &frame,
                       .setup_count = 1,
                       .limits = l->host->document_limits,
                       .ask = ask,
                       .take = take,
                       .opened = note_rules,
                       .program = open_program,
                       .context = l };
    status s = pool_open_worker(l->host, &work, &first,
                                e); /* to know the rules before the first source is compared */
    work.ready = &first;
    if (s == STATUS_OK) s = pool_run(l->host, &work, e);
    nursery_reap(l->host->nursery, &first, true, NULL, NULL);
    buffer_free(&setup);
    return s;
}

/* What makes the derived data of the documents that this load brings. */
static status note_makers(store *s, error *e)
{
    const struct {
        const char *name, *version;
    } makers[] = {
        { "prepare", PREPARE_EPOCH },
        { "icu", segmenter_version() },
        { "cld2", language_version() },
    };
    status result = STATUS_OK;
    for (size_t i = 0; i < sizeof makers / sizeof *makers && result == STATUS_OK; i++) {
        statement q = statement_of(s, "INSERT OR REPLACE INTO property VALUES (?1, ?2)", e);
        statement_bind_text(&q, 1, makers[i].name);
        statement_bind_text(&q, 2, makers[i].version);
        result = statement_run(&q);
    }
    return result;
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
    if (ended == STATUS_OK && l->counts->documents > 0) ended = note_makers(l->store, &late);
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
    if (result == STATUS_OK) result = loader_options_check(h, &r->options, e);
    if (result == STATUS_OK) result = run_pool(&l, e);
    result = close_load(&l, result, e);
    for (size_t i = 0; l.tasks != NULL && i < r->entries->count; i++) free_task(&l.tasks[i]);
    free(l.tasks);
    lexicon_close(l.lexicon);
    segment_builder_free(l.postings);
    return result;
}
