/* The members of archives: sources like files, each with its own record, failure and documents. The
 * archive has a record without documents. */
#include <stdlib.h>
#include <string.h>

#include "host/load_parts.h"

/* The path of a member under the root that was loaded now; the caller frees it. */
static char *path_of(const walk_entry *entry, const task *t, const source *member)
{
    buffer path = { 0 };
    buffer_format(&path, "%s%s", entry->path, member->path + strlen(t->record.path));
    return buffer_take(&path);
}

/* How a record of that loader's name is made today; empty for a loader that is gone. */
static status made_by_name(loading *l, const char *name, loader_choice *choice, digest_hex *out,
                           error *e)
{
    *out = (digest_hex){ "" };
    bool is_loader = name != NULL && strcmp(name, "text") != 0;
    if (is_loader) choice->loader = discovery_find(&l->host->plugins, PLUGIN_LOADER, name);
    if (is_loader && choice->loader == NULL) return STATUS_OK;
    return load_made_by(l, choice, out, e);
}

/* ---- asking ---- */

status load_members_stand(loading *l, const task *t, bool *result, error *e)
{
    source_list members = { 0 };
    status s = source_members(l->store, t->record.id, 0, &members, e);
    for (size_t i = 0; i < members.count && s == STATUS_OK && *result; i++) {
        bool is_whole = members.items[i].reason == NULL;
        if (members.items[i].state != SOURCE_COPY && !is_whole) *result = !l->request->retry;
        if (members.items[i].state == SOURCE_COPY)
            s = load_is_copy_still(l, &members.items[i], result, e);
    }
    source_list_free(&members);
    return s;
}

/* Moves the record into the task of a member. */
static status begin_member(loading *l, const walk_entry *entry, const task *archive, source *record,
                           task *m, error *e)
{
    *m = (task){ .record = *record, .archive = archive, .is_asked = true };
    *record = (source){ 0 };
    digest_hex made_by;
    status s = made_by_name(l, m->record.loader, &m->choice, &made_by, e);
    m->is_alike = same_text(m->record.loader_digest, made_by.text);
    m->record.container = archive->record.id;
    return s == STATUS_OK ? load_find_options(l, entry, m, e) : s;
}

static status write_member(loading *l, const walk_entry *entry, const task *t, source *record,
                           buffer *out, uint64_t *count, error *e)
{
    task m = { 0 };
    char *path = path_of(entry, t, record);
    walk_entry member = { .root = entry->root, .path = path };
    status s = path == NULL ? error_memory(e) : begin_member(l, &member, t, record, &m, e);
    bool is_loaded = m.record.state == SOURCE_LOADED && m.record.sha256 != NULL;
    bool is_retried = l->request->retry && m.record.reason != NULL;
    if (s == STATUS_OK && is_loaded && !is_retried && m.is_alike &&
        same_text(m.record.options, m.options)) {
        frame_put_text(out, path);
        frame_put_text(out, m.record.loader);
        frame_put_text(out, m.record.sha256);
        ++*count;
    }
    load_free_task(&m);
    free(path);
    return s;
}

status load_write_known(loading *l, const walk_entry *entry, const task *t, buffer *out,
                        uint64_t *count, error *e)
{
    source_list members = { 0 };
    status s = source_members(l->store, t->record.id, 0, &members, e);
    for (size_t i = 0; i < members.count && s == STATUS_OK; i++)
        s = write_member(l, entry, t, &members.items[i], out, count, e);
    source_list_free(&members);
    return s;
}

/* ---- taking ---- */

/* Its record says that it is under way, until it has been read to its end. */
static status mark_under_way(loading *l, task *t, error *e)
{
    status s = t->record.id != 0 ? load_remove_documents(l, t->record.id, e) : STATUS_OK;
    t->record.state = SOURCE_FAILED;
    t->record.size = -1; /* no file's: the next load reads it again */
    if (s == STATUS_OK) s = set_text(&t->record.reason, "its load was interrupted", e);
    return s == STATUS_OK ? source_write(l->store, &t->record, e) : s;
}

/* An archive whose bytes are not those that its record has may be a copy, or have moved here. */
static status compare(loading *l, const walk_entry *entry, task *t, error *e)
{
    source twin = { 0 };
    twin_kind kind = TWIN_NONE;
    status s = load_judge(l, t, t->is_known, &twin, &kind, e);
    t->is_settled = kind == TWIN_COPY || (kind == TWIN_NONE && t->is_known);
    t->is_moved = kind == TWIN_MOVED;
    if (s == STATUS_OK && kind == TWIN_COPY) s = load_store_copy(l, t, &twin, e);
    else if (s == STATUS_OK && t->is_settled) {
        t->is_asked = false; /* to be tried again */
        s = load_store_failure(l, entry, t, TWIN_CHANGED, e);
    } else if (s == STATUS_OK && t->is_moved) {
        s = load_become(l, entry, t, &twin, t->is_known, e);
        if (s == STATUS_OK) s = source_write(l->store, &t->record, e);
        if (s == STATUS_OK) s = source_move_members(l->store, &t->record, twin.path, e);
    }
    source_free(&twin);
    return s;
}

static status begin_archive(loading *l, const walk_entry *entry, task *t, const answer_frame *frame,
                            error *e)
{
    reader r = reader_of(frame->payload.data, frame->payload.length);
    reader_unsigned(&r);
    const char *hash = reader_text(&r);
    t->is_known = reader_unsigned(&r) != 0;
    t->has_begun = true;
    if (r.failed || hash == NULL)
        return error_set(e, STATUS_SYSTEM, "%s: a load worker sent a broken message", entry->path);
    bool is_there = t->record.id != 0 && t->record.state == SOURCE_LOADED;
    bool is_same = is_there && same_text(t->record.sha256, hash);
    status s = set_text(&t->record.sha256, hash, e);
    if (s == STATUS_OK) s = load_open_batch(l, e);
    if (s == STATUS_OK && !is_same) s = compare(l, entry, t, e);
    return s == STATUS_OK && !t->is_settled && !t->is_known ? mark_under_way(l, t, e) : s;
}

/* Reads the record of the member that is under way; a new one lies under its archive's root. */
static status read_member(loading *l, const walk_entry *entry, const task *t, source *record,
                          error *e)
{
    status s = source_read(l->store, entry->root, t->member, record, e);
    if (s != STATUS_OK || record->id != 0) return s;
    buffer path = { 0 };
    buffer_format(&path, "%s%s", t->record.path, t->member + strlen(entry->path));
    record->path = buffer_take(&path);
    if (record->path == NULL) return error_memory(e);
    return set_text(&record->root, t->record.root, e);
}

/* Takes the frames [from, stop) of the answer, which are of the member that is under way. */
static status take_member(loading *l, const walk_entry *entry, task *t, const answer *a,
                          size_t from, size_t stop, const error *failure, error *e)
{
    task m = { 0 };
    source record = { 0 };
    walk_entry member = { .root = entry->root, .path = t->member, .mtime = entry->mtime };
    answer part = { .frames = { .data = a->frames.data + from, .length = stop - from },
                    .failure = *failure };
    status s = read_member(l, entry, t, &record, e);
    if (s == STATUS_OK) s = begin_member(l, &member, t, &record, &m, e);
    if (s == STATUS_OK) s = load_fill_record(l, &member, &m, e);
    if (s == STATUS_OK) s = load_open_batch(l, e);
    if (s == STATUS_OK) s = load_take_answer(l, &member, &m, &part, e);
    t->is_partial |= m.record.sha256 == NULL || failure->code != STATUS_OK;
    t->members++;
    load_free_task(&m);
    free(t->member);
    t->member = NULL;
    return s;
}

static status take_frame(loading *l, const walk_entry *entry, task *t, const answer *a,
                         const answer_frame *frame, size_t *from, size_t position, error *e)
{
    error failure = { 0 };
    status s = STATUS_OK;
    if (frame->kind == MESSAGE_MEMBER) {
        reader r = reader_of(frame->payload.data, frame->payload.length);
        s = set_text(&t->member, reader_text(&r), e);
        *from = position;
    } else if (frame->kind == MESSAGE_SOURCE_READ && !t->has_begun) {
        s = begin_archive(l, entry, t, frame, e);
    } else if (frame->kind == MESSAGE_SOURCE_READ && t->member != NULL) {
        s = take_member(l, entry, t, a, *from, position, &failure, e);
    } else if (frame->kind == MESSAGE_DONE && t->member != NULL) {
        message_outcome(&frame->payload, &failure);
        s = take_member(l, entry, t, a, *from, position, &failure, e);
        error_clear(&failure);
    }
    return s;
}

status load_take_members(loading *l, const walk_entry *entry, task *t, const answer *a, error *e)
{
    size_t position = 0, from = 0;
    answer_frame frame;
    status s = STATUS_OK;
    while (s == STATUS_OK && !t->is_settled && answer_next(a, &position, &frame))
        s = take_frame(l, entry, t, a, &frame, &from, position, e);
    return s;
}

/* ---- the end ---- */

/* The new member that has the bytes of one that is no longer there and came about as it did. */
static status find_renamed(loading *l, const source *old, int64_t *id, char **path, error *e)
{
    statement q = statement_of(l->store,
                               "SELECT n.id, n.path FROM source AS n JOIN load_event AS v "
                               "ON v.place = n.place AND v.load = ?1 AND v.what = 'added' "
                               "WHERE n.container = ?2 AND n.state = 'loaded' AND n.size = ?3 AND "
                               "n.sha256 = ?4 AND n.loader_digest = ?5 AND n.options = ?6 LIMIT 1",
                               e);
    statement_bind_integer(&q, 1, l->load);
    statement_bind_integer(&q, 2, old->container);
    statement_bind_integer(&q, 3, old->size);
    statement_bind_text(&q, 4, old->sha256);
    statement_bind_text(&q, 5, old->loader_digest);
    statement_bind_text(&q, 6, old->options);
    status s = STATUS_OK;
    if (old->state == SOURCE_LOADED && statement_step(&q)) {
        *id = statement_integer(&q, 0);
        s = set_text(path, statement_text(&q, 1), e);
    }
    status ended = statement_end(&q);
    return s == STATUS_OK ? ended : s;
}

/* A member under another name keeps its documents; those that were made of it again go. */
static status keep_renamed(loading *l, const task *t, source *old, bool *is_kept, error *e)
{
    int64_t id = 0;
    char *path = NULL;
    status s = find_renamed(l, old, &id, &path, e);
    *is_kept = id != 0;
    if (s == STATUS_OK && *is_kept) s = load_remove_documents(l, id, e);
    if (s == STATUS_OK && *is_kept) s = source_remove(l->store, id, e);
    if (s == STATUS_OK && *is_kept) {
        char *before = old->path;
        old->path = path;
        path = before;
        old->load = l->load;
        old->mtime = t->record.mtime;
        s = source_write(l->store, old, e);
        if (s == STATUS_OK) s = load_rename_documents(l, old, e);
        if (s == STATUS_OK) s = load_note(l->store, l->load, old, "moved", before, e);
        l->counts->added--;
        l->counts->moved++;
    }
    free(path);
    return s;
}

static status remove_member(loading *l, const source *member, error *e)
{
    status s = load_remove_documents(l, member->id, e);
    if (s == STATUS_OK) s = source_remove(l->store, member->id, e);
    if (s == STATUS_OK) s = load_note(l->store, l->load, member, "removed", NULL, e);
    l->counts->removed++;
    return s;
}

status load_remove_members(loading *l, const task *t, int64_t before, error *e)
{
    source_list members = { 0 };
    status s = source_members(l->store, t->record.id, before, &members, e);
    for (size_t i = 0; i < members.count && s == STATUS_OK; i++) {
        bool is_kept = false;
        if (before != 0) s = keep_renamed(l, t, &members.items[i], &is_kept, e);
        if (s == STATUS_OK && !is_kept) s = remove_member(l, &members.items[i], e);
    }
    source_list_free(&members);
    return s;
}

/* Tells again why a member failed, or what of it did. */
static status repeat_reason(loading *l, const walk_entry *entry, const task *t,
                            const source *member, error *e)
{
    char *path = path_of(entry, t, member);
    walk_entry place = { .root = entry->root, .path = path };
    bool is_failed = member->state == SOURCE_FAILED;
    l->counts->failed += is_failed;
    l->counts->failed_before += is_failed;
    if (path != NULL && is_failed && l->request->failed != NULL)
        l->request->failed(l->request->context, &place, member->reason);
    if (path != NULL && !is_failed) load_tell_problems(l, &place, member);
    free(path);
    return path == NULL ? error_memory(e) : STATUS_OK;
}

status load_repeat_members(loading *l, const walk_entry *entry, const task *t, error *e)
{
    source_list members = { 0 };
    status s = source_members(l->store, t->record.id, 0, &members, e);
    for (size_t i = 0; i < members.count && s == STATUS_OK; i++) {
        const source *member = &members.items[i];
        if (member->state != SOURCE_COPY && member->reason != NULL)
            s = repeat_reason(l, entry, t, member, e);
        if (member->state == SOURCE_FAILED) continue;
        if (member->state == SOURCE_COPY) l->counts->copies++;
        else if (t->is_moved) l->counts->moved++;
        else l->counts->unchanged++;
    }
    source_list_free(&members);
    return s == STATUS_OK ? source_see_members(l->store, t->record.id, l->load, entry->mtime, e)
                          : s;
}

status load_end_archive(loading *l, const walk_entry *entry, task *t, const error *failure,
                        error *e)
{
    if (t->is_settled) return STATUS_OK;
    if (failure->code != STATUS_OK) return load_store_failure(l, entry, t, error_text(failure), e);
    status s = load_fill_record(l, entry, t, e);
    if (s == STATUS_OK) s = load_open_batch(l, e);
    if (s != STATUS_OK) return s;
    if (t->members == 0 && !t->is_known)
        return load_store_failure(l, entry, t, "no files in it that could be loaded", e);
    t->record.state = SOURCE_LOADED;
    s = set_text(&t->record.reason, NULL, e);
    if (s == STATUS_OK) s = source_write(l->store, &t->record, e);
    if (s == STATUS_OK && t->is_known) return load_repeat_members(l, entry, t, e);
    return s == STATUS_OK && !t->is_partial ? load_remove_members(l, t, l->load, e) : s;
}
