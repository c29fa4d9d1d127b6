#include "corpus/twins.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A member lies in the file that is its archive. */
static bool look_at(const source *record, struct stat *about)
{
    buffer place = { 0 };
    if (record->archive != NULL) buffer_text(&place, record->archive);
    else buffer_format(&place, "%s/%s", record->root, record->path);
    errno = ENOMEM;
    bool is_there = place.state == STATUS_OK && stat(place.data, about) == 0;
    int number = errno;
    buffer_free(&place);
    errno = number;
    return is_there;
}

bool source_is_gone(const source *record)
{
    struct stat about;
    return !look_at(record, &about) && (errno == ENOENT || errno == ENOTDIR);
}

static twin_kind kind_of(const source *twin)
{
    struct stat about;
    if (!look_at(twin, &about)) return errno == ENOENT || errno == ENOTDIR ? TWIN_MOVED : TWIN_NONE;
    int64_t seconds = about.st_mtim.tv_sec, mtime;
    bool is_same = (about.st_size == twin->size || twin->archive != NULL) &&
                   !__builtin_mul_overflow(seconds, INT64_C(1000000000), &mtime) &&
                   !__builtin_add_overflow(mtime, about.st_mtim.tv_nsec, &mtime) &&
                   mtime == twin->mtime;
    return is_same ? TWIN_COPY : TWIN_NONE;
}

/* Would reading the one's file have given the other's documents? */
static status can_stand_in(store *s, const source *twin, const source *record, twin_stays stays,
                           bool *result, error *e)
{
    statement q =
        statement_of(s, "SELECT ?1 = ?2 AND json_remove(?3, ?5, ?6) = json_remove(?4, ?5, ?6)", e);
    statement_bind_text(&q, 1, twin->loader_digest);
    statement_bind_text(&q, 2, record->loader_digest);
    statement_bind_text(&q, 3, twin->options);
    statement_bind_text(&q, 4, record->options);
    statement_bind_text(&q, 5, stays.metadata ? "$.metadata" : "$.nothing");
    statement_bind_text(&q, 6, stays.charset ? "$.charset" : "$.nothing");
    *result = statement_step(&q) && statement_integer(&q, 0) != 0;
    return statement_end(&q);
}

status twins_offer(store *s, const source *record, twin_stays stays, hash_list *out, error *e)
{
    source_list twins = { 0 };
    source probe = { .id = record->id, .size = record->size };
    status st = source_twins(s, &probe, &twins, e);
    /* Where a whole corpus is of one size, reading is quicker than asking. */
    size_t count = twins.count < SOURCE_TWINS ? twins.count : 0;
    for (size_t i = 0; i < count && st == STATUS_OK; i++) {
        const source *twin = &twins.items[i];
        bool fits = false;
        st = can_stand_in(s, twin, record, stays, &fits, e);
        if (st != STATUS_OK || !fits || kind_of(twin) == TWIN_NONE) continue;
        digest_hex *hash = list_push(out);
        if (hash == NULL) st = error_memory(e);
        else snprintf(hash->text, sizeof hash->text, "%s", twin->sha256);
    }
    source_list_free(&twins);
    return st;
}

status twins_judge(store *s, const source *record, bool was_offered, twin_stays stays, source *twin,
                   twin_kind *kind, error *e)
{
    source_list twins = { 0 };
    *kind = TWIN_NONE;
    status st = source_twins(s, record, &twins, e);
    for (size_t i = 0; i < twins.count && st == STATUS_OK && *kind != TWIN_COPY; i++) {
        bool fits = true;
        twin_kind found = kind_of(&twins.items[i]);
        if (found == TWIN_NONE || (found == TWIN_MOVED && *kind == TWIN_MOVED)) continue;
        if (found == TWIN_MOVED && was_offered)
            st = can_stand_in(s, &twins.items[i], record, stays, &fits, e);
        if (st != STATUS_OK || !fits) continue;
        source_free(twin);
        *twin = twins.items[i];
        twins.items[i] = (source){ 0 };
        *kind = found;
    }
    source_list_free(&twins);
    return st;
}
