#include "text/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

enum { PIECE = 64 * 1024 };

struct archive_reader {
    struct archive *from;
    struct archive_entry *entry; /* where it stands; of `from` */
    size_t length, most;         /* of the archive; that may come out of it */
    size_t entries, unpacked;
    bool is_read; /* the contents of the entry are taken or passed over */
    buffer name;
    status broken; /* the first failure that ends it all */
};

/* ---- opening ---- */

/* Only what is listed here is parsed: every format more is one more way in. */
static int allow_formats(struct archive *from)
{
    static int (*const supports[])(struct archive *) = {
        archive_read_support_format_zip,   archive_read_support_format_tar,
        archive_read_support_format_7zip,  archive_read_support_filter_gzip,
        archive_read_support_filter_bzip2, archive_read_support_filter_xz,
        archive_read_support_filter_zstd,
    };
    for (size_t i = 0; i < sizeof supports / sizeof *supports; i++)
        if (supports[i](from) != ARCHIVE_OK)
            return ARCHIVE_FATAL; /* ARCHIVE_WARN: it would run a program */
    return ARCHIVE_OK;
}

/* A failure of libarchive: after a fatal one the archive is of no more use. */
static status fail(archive_reader *r, int code, error *e)
{
    const char *why = archive_error_string(r->from);
    if (code == ARCHIVE_FATAL) r->broken = STATUS_PLUGIN;
    return error_set(e, STATUS_PLUGIN, "no archive, or a damaged one: %s",
                     why == NULL ? "it cannot be read" : why);
}

status archive_reader_open(const char *bytes, size_t length, size_t most, archive_reader **out,
                           error *e)
{
    *out = NULL;
    archive_reader *r = calloc(1, sizeof *r);
    if (r == NULL) return error_memory(e);
    *r = (archive_reader){
        .from = archive_read_new(), .length = length, .most = most, .is_read = true
    };
    status s = STATUS_OK;
    if (r->from == NULL) s = error_memory(e);
    else if (allow_formats(r->from) != ARCHIVE_OK ||
             archive_read_open_memory(r->from, bytes, length) != ARCHIVE_OK)
        s = fail(r, ARCHIVE_FATAL, e);
    if (s == STATUS_OK) *out = r;
    else archive_reader_free(r);
    return s;
}

void archive_reader_free(archive_reader *r)
{
    if (r == NULL) return;
    archive_read_free(r->from);
    buffer_free(&r->name);
    free(r);
}

/* ---- caps ---- */

/* Counts bytes that came out. The ratio is that of all of them to the whole archive: parts of a zip
 * may overlap. */
static status count_bytes(archive_reader *r, size_t bytes, error *e)
{
    if (__builtin_add_overflow(r->unpacked, bytes, &r->unpacked)) r->unpacked = SIZE_MAX;
    if (r->unpacked > r->most) {
        r->broken = STATUS_LIMIT;
        return error_set(e, STATUS_LIMIT,
                         "it unpacks to more than %zu MiB; --max-document raises the limit",
                         r->most >> 20);
    }
    if (r->unpacked > ARCHIVE_RATIO_BEGINS && r->unpacked / ARCHIVE_RATIO > r->length) {
        r->broken = STATUS_LIMIT;
        return error_set(e, STATUS_LIMIT,
                         "it unpacks to more than %d times its size, as a zip bomb does",
                         ARCHIVE_RATIO);
    }
    return STATUS_OK;
}

static status count_entry(archive_reader *r, error *e)
{
    if (++r->entries <= ARCHIVE_ENTRIES) return STATUS_OK;
    r->broken = STATUS_LIMIT;
    return error_set(e, STATUS_LIMIT, "more than %d files in it", ARCHIVE_ENTRIES);
}

/* ---- reading ---- */

/* Passes over the contents. A zip with a directory skips them; where they must be unpacked to come
 * to the next entry, they count. */
static status pass_over(archive_reader *r, error *e)
{
    const void *piece;
    size_t size = 0;
    la_int64_t at;
    if (r->is_read || archive_filter_count(r->from) <= 1)
        return STATUS_OK; /* the filter "none" is always there */
    r->is_read = true;
    for (;;) {
        int code = archive_read_data_block(r->from, &piece, &size, &at);
        if (code == ARCHIVE_EOF || code == ARCHIVE_WARN) return STATUS_OK;
        if (code != ARCHIVE_OK) return fail(r, code, e);
        status s = count_bytes(r, size, e);
        if (s != STATUS_OK) return s;
    }
}

static status set_name(archive_reader *r, error *e)
{
    const char *name = archive_entry_pathname_utf8(r->entry);
    if (name == NULL) name = archive_entry_pathname(r->entry);
    buffer_clear(&r->name);
    buffer_append(&r->name, "", 0);
    if (name != NULL) utf8_append_repaired(&r->name, name, strlen(name));
    return r->name.state == STATUS_OK ? STATUS_OK : error_memory(e);
}

/* The failure that ended it, again. */
static status still_broken(const archive_reader *r, error *e)
{
    return error_set(e, r->broken, "the archive cannot be read any further");
}

status archive_reader_next(archive_reader *r, archive_member *member, bool *found, error *e)
{
    *found = false;
    if (r->broken != STATUS_OK) return still_broken(r, e);
    do {
        status s = pass_over(r, e);
        if (s != STATUS_OK) return s;
        int code = archive_read_next_header(r->from, &r->entry);
        r->is_read = true;
        if (code == ARCHIVE_EOF) return STATUS_OK;
        if (code < ARCHIVE_WARN) return fail(r, code, e);
        s = count_entry(r, e);
        if (s != STATUS_OK) return s;
        r->is_read = false;
    } while (archive_entry_filetype(r->entry) != AE_IFREG);
    status s = set_name(r, e);
    if (s != STATUS_OK) return s;
    *member = (archive_member){ .name = r->name.data,
                                .is_encrypted = archive_entry_is_encrypted(r->entry) != 0 };
    *found = true;
    return STATUS_OK;
}

status archive_reader_read(archive_reader *r, buffer *out, error *e)
{
    if (r->broken != STATUS_OK) return still_broken(r, e);
    if (r->is_read) return error_set(e, STATUS_PLUGIN, "%s has been read", r->name.data);
    if (archive_entry_is_encrypted(r->entry))
        return error_set(e, STATUS_PLUGIN, "%s in it is encrypted: it needs a password",
                         r->name.data);
    r->is_read = true;
    for (;;) {
        char *room = buffer_room(out, PIECE);
        if (room == NULL) return error_memory(e);
        la_ssize_t got = archive_read_data(r->from, room, PIECE);
        if (got == 0) return STATUS_OK;
        if (got < 0) {
            status s = fail(r, (int)got, e);
            error_prefix(e, "%s in it: ", r->name.data);
            return s;
        }
        status s = count_bytes(r, (size_t)got, e);
        if (s != STATUS_OK) return s;
        out->length += (size_t)got;
    }
}
