#include "host/load.h"

#include <stdlib.h>
#include <string.h>

#include "host/inference.h"
#include "host/load_parts.h"
#include "host/load_pool.h"
#include "host/program.h"
#include "store/lexicon.h"
#include "store/segment.h"
#include "text/converters.h"

/* ---- asking ---- */

/* Is there nothing to do? A failure that is not tried again answers its reason. */
static status look_at_record(loading *l, const walk_entry *entry, task *t, error *e)
{
    if (t->record.size != entry->size || t->record.mtime != entry->mtime) return STATUS_OK;
    if (t->record.state == SOURCE_COPY)
        return load_is_copy_still(l, &t->record, &t->is_unchanged, e);
    t->is_unchanged = t->record.state == SOURCE_LOADED;
    t->is_failed_before = t->record.state == SOURCE_FAILED && !l->request->retry;
    return t->is_failed_before ? error_set(e, STATUS_PLUGIN, "%s", t->record.reason) : STATUS_OK;
}

static void put_known(buffer *out, uint64_t *count, const walk_entry *entry, const task *t,
                      const char *hash)
{
    frame_put_text(out, entry->path);
    frame_put_text(out, loader_choice_name(&t->choice));
    frame_put_text(out, hash);
    ++*count;
}

/* The bytes that need no reading: its own, as they were, or those of sources that it may turn out
 * to be. */
static status find_known(loading *l, const walk_entry *entry, task *t, bool is_current, buffer *out,
                         uint64_t *count, error *e)
{
    hash_list twins = { 0 };
    status s = STATUS_OK;
    bool is_there = t->record.id != 0 && t->record.state == SOURCE_LOADED;
    if (is_current && is_there) put_known(out, count, entry, t, t->record.sha256);
    if (!is_there && !l->request->again && !l->request->copies)
        s = twins_offer(l->store, &t->record, load_stays(l), &twins, e);
    for (size_t i = 0; i < twins.count; i++) put_known(out, count, entry, t, twins.items[i].text);
    list_free(&twins);
    if (s == STATUS_OK && t->choice.is_container && t->record.id != 0 && !l->request->again)
        s = load_write_known(l, entry, t, out, count, e);
    return s;
}

/* `known` are the paths, loaders and hashes of what need not be read again, as many as it counts.
 */
static status write_request(const loading *l, const walk_entry *entry, const task *t, size_t passed,
                            const buffer *known, uint64_t count, buffer *out, error *e)
{
    const plugin *loader = t->choice.loader;
    frame_put_text(out, entry->path);
    frame_put_text(out, t->charset);
    frame_put_unsigned(
        out, loader == NULL ? 0 : 1 + (uint64_t)(loader - l->host->plugins.plugins.items));
    frame_put_unsigned(out, t->choice.is_container);
    frame_put_unsigned(out, passed);
    frame_put_bytes(out, t->given.data == NULL ? "" : t->given.data, t->given.length);
    frame_put_unsigned(out, count);
    buffer_append(out, known->data == NULL ? "" : known->data, known->length);
    bool is_whole =
        out->state == STATUS_OK && known->state == STATUS_OK && t->given.state == STATUS_OK;
    return is_whole ? STATUS_OK : error_memory(e);
}

static status ask_worker(loading *l, const walk_entry *entry, task *t, bool is_current,
                         buffer *request, error *e)
{
    buffer known = { 0 };
    uint64_t count = 0;
    status s = find_known(l, entry, t, is_current, &known, &count, e);
    if (s == STATUS_OK) s = write_request(l, entry, t, 0, &known, count, request, e);
    buffer_free(&known);
    return s;
}

/* Opens the file and finds out what it would be read by. */
static status choose(loading *l, const walk_entry *entry, task *t, int *descriptor,
                     digest_hex *made_by, error *e)
{
    status s = walk_open(entry, descriptor, e);
    sample file = { .descriptor = *descriptor };
    if (s == STATUS_OK) s = loader_choose(l->host, entry->path, &file, &t->choice, e);
    if (s == STATUS_OK) s = load_find_options(l, entry, t, e);
    return s == STATUS_OK ? load_made_by(l, &t->choice, made_by, e) : s;
}

/* What is in the corpus came about as it would today; its file may be another. What the person says
 * anew of an archive may be of any file in it. */
static status is_as_stored(loading *l, const task *t, bool *result, error *e)
{
    bool is_partial = t->record.state == SOURCE_LOADED && t->record.reason != NULL;
    *result = t->record.id != 0 && t->is_alike && !(is_partial && l->request->retry) &&
              same_text(t->record.options, t->options) &&
              !(t->choice.is_container && l->request->metadata != NULL);
    return *result && t->choice.is_container ? load_members_stand(l, t, result, e) : STATUS_OK;
}

static status ask(void *context, size_t index, message *kind, buffer *request, int *descriptor,
                  error *e)
{
    loading *l = context;
    task *t = &l->tasks[index];
    const walk_entry *entry = &l->request->entries->items[index];
    digest_hex made_by;
    bool is_current = false;
    status s = source_read(l->store, entry->root, entry->path, &t->record, e);
    if (s == STATUS_OK && entry->problem != NULL)
        s = error_set(e, STATUS_SYSTEM, "%s", entry->problem);
    if (s == STATUS_OK) s = choose(l, entry, t, descriptor, &made_by, e);
    if (s != STATUS_OK) return s;
    t->is_alike = !l->request->again && same_text(t->record.loader_digest, made_by.text);
    s = is_as_stored(l, t, &is_current, e);
    if (s == STATUS_OK && is_current) s = look_at_record(l, entry, t, e);
    if (s != STATUS_OK || t->is_unchanged) return s;
    *kind = MESSAGE_SOURCE;
    t->is_asked = true;
    s = set_text(&t->record.loader_digest, made_by.text, e);
    if (s == STATUS_OK) s = set_text(&t->record.loader, loader_choice_name(&t->choice), e);
    if (s == STATUS_OK) s = load_fill_record(l, entry, t, e);
    return s == STATUS_OK ? ask_worker(l, entry, t, is_current, request, e) : s;
}

/* The rest of an archive, behind the member at which a worker died. */
static status ask_rest(void *context, size_t index, size_t parts, message *kind, buffer *request,
                       int *descriptor, error *e)
{
    loading *l = context;
    const walk_entry *entry = &l->request->entries->items[index];
    const buffer none = { 0 };
    *kind = MESSAGE_SOURCE;
    status s = walk_open(entry, descriptor, e);
    return s == STATUS_OK ? write_request(l, entry, &l->tasks[index], parts, &none, 0, request, e)
                          : s;
}

static status open_program(void *context, size_t index, const buffer *request, worker *runner,
                           error *e)
{
    const loading *l = context;
    const loader_choice *choice = &l->tasks[index].choice;
    return program_start(l->host, loader_choice_is_open(choice) ? NULL : choice->loader, request,
                         runner, e);
}

/* ---- taking ---- */

static status take_source(loading *l, const walk_entry *entry, task *t, const answer *a, error *e)
{
    status s = load_open_batch(l, e);
    if (s != STATUS_OK) return s;
    bool is_archive = t->choice.is_container;
    if (t->is_asked && !is_archive) return load_take_answer(l, entry, t, a, e);
    if (t->is_asked) {
        s = load_take_members(l, entry, t, a, e);
        return s == STATUS_OK ? load_end_archive(l, entry, t, &a->failure, e) : s;
    }
    if (!t->is_unchanged) return load_store_failure(l, entry, t, error_text(&a->failure), e);
    if (t->record.state == SOURCE_COPY) l->counts->copies++;
    else if (is_archive) s = load_repeat_members(l, entry, t, e);
    else {
        l->counts->unchanged++;
        load_tell_problems(l, entry, &t->record);
    }
    return s == STATUS_OK ? source_see(l->store, t->record.id, l->load, e) : s;
}

void load_free_task(task *t)
{
    source_free(&t->record);
    free(t->options);
    free(t->personal);
    free(t->charset);
    free(t->chosen);
    free(t->member);
    buffer_free(&t->given);
    *t = (task){ 0 };
}

static status take_part(void *context, size_t index, const answer *a, error *e)
{
    loading *l = context;
    return load_take_members(l, &l->request->entries->items[index], &l->tasks[index], a, e);
}

static status take(void *context, size_t index, const answer *a, error *e)
{
    loading *l = context;
    const walk_entry *entry = &l->request->entries->items[index];
    status s = a->failure.code == STATUS_CORPUS || a->failure.code == STATUS_NO_MEMORY
                   ? error_set(e, a->failure.code, "%s", error_text(&a->failure))
                   : take_source(l, entry, &l->tasks[index], a, e);
    load_free_task(&l->tasks[index]);
    if (s == STATUS_OK && l->request->progress != NULL)
        l->request->progress(l->request->context, index + 1, l->request->entries->count,
                             entry->path, l->counts->documents);
    return s;
}

/* ---- the load ---- */

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
    if (ended == STATUS_OK && s == STATUS_OK) ended = load_settle_vanished(l, &late);
    if (ended == STATUS_OK) ended = load_end(l->store, l->load, l->counts, &late);
    if (ended == STATUS_OK) ended = load_flush_batch(l, true, &late);
    if (ended != STATUS_OK && l->is_open) store_rollback(l->store);
    if (ended != STATUS_OK && s == STATUS_OK) s = error_set(e, ended, "%s", error_text(&late));
    error_clear(&late);
    return s;
}

/* Those that are forced in this load or were before, a line each: workers open what decodes them
 * before they give up their rights. */
static status find_charsets(const loading *l, buffer *out, error *e)
{
    const char *given = l->request->charset;
    bool is_named = given != NULL && strcmp(given, LOAD_CHARSET_GUESSED) != 0;
    if (is_named && converter_of(given) == (iconv_t)-1)
        return error_set(e, STATUS_USAGE, "no charset is named \"%s\"; iconv -l lists them", given);
    buffer_text(out, is_named ? given : "");
    statement q = statement_of(l->store,
                               "SELECT DISTINCT json_extract(options, '$.charset') FROM source "
                               "WHERE options LIKE '{\"charset\":%'",
                               e);
    while (given == NULL && statement_step(&q)) buffer_format(out, "%s\n", statement_text(&q, 0));
    status s = statement_end(&q);
    return s == STATUS_OK && out->state != STATUS_OK ? error_memory(e) : s;
}

status load_run(host *h, store *s, const load_request *r, load_counts *counts, error *e)
{
    loading l = { .host = h, .store = s, .request = r, .counts = counts };
    buffer charsets = { 0 };
    *counts = (load_counts){ 0 };
    l.tasks = calloc(r->entries->count > 0 ? r->entries->count : 1, sizeof *l.tasks);
    l.postings = segment_builder_create();
    status result =
        l.tasks == NULL || l.postings == NULL ? error_memory(e) : lexicon_open(s, &l.lexicon, e);
    if (result == STATUS_OK) result = load_begin(s, r->arguments, &l.load, e);
    if (result == STATUS_OK) result = loader_choice_prepare(h, e);
    pool_work work = { .count = r->entries->count,
                       .ask = ask,
                       .take = take,
                       .part = MESSAGE_MEMBER,
                       .take_part = take_part,
                       .ask_rest = ask_rest,
                       .program = open_program,
                       .context = &l };
    if (result == STATUS_OK) result = loader_options_check(h, &r->options, e);
    if (result == STATUS_OK) result = find_charsets(&l, &charsets, e);
    store_breathe_by(s, pool_breathe, h);
    if (result == STATUS_OK) result = load_pool_run(h, charsets.data, work, &l.rules, e);
    store_breathe_by(s, NULL, NULL);
    buffer_free(&charsets);
    result = close_load(&l, result, e);
    if (result == STATUS_OK) result = inference_run(h, s, l.load, e);
    for (size_t i = 0; l.tasks != NULL && i < r->entries->count; i++) load_free_task(&l.tasks[i]);
    free(l.tasks);
    lexicon_close(l.lexicon);
    segment_builder_free(l.postings);
    return result;
}
