#include "text/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/file_name.h"

enum { PIECE = 64 * 1024, TAR_MARK = 257 /* where "ustar" stands */ };

static const char ENCRYPTED[] = "encrypted: it needs a password";

struct archive_reader {
    struct archive *from;
    struct archive_entry *entry; /* where it stands; of `from` */
    archive_budget *budget;
    bool is_read; /* the contents of the entry are taken or passed over */
    buffer name;
    status broken; /* the first failure that ends it all */
};

/* ---- opening ---- */

static bool begins(const char *head, size_t length, const char *mark, size_t size)
{
    return length >= size && memcmp(head, mark, size) == 0;
}

static bool is_compressed(const char *head, size_t length)
{
    return begins(head, length, "\x1f\x8b", 2) || begins(head, length, "BZh", 3) ||
           begins(head, length,
                  "\xfd"
                  "7zXZ\0",
                  6) ||
           begins(head, length, "\x28\xb5\x2f\xfd", 4);
}

bool archive_is_known(const char *head, size_t length)
{
    return begins(head, length, "PK\3\4", 4) || begins(head, length, "PK\5\6", 4) ||
           begins(head, length, "7z\xbc\xaf\x27\x1c", 6) || is_compressed(head, length) ||
           (length > TAR_MARK && begins(head + TAR_MARK, length - TAR_MARK, "ustar", 5));
}

/* Only what is listed here is parsed: every format more is one more way in. */
static int allow_formats(struct archive *from, bool with_filters)
{
    static int (*const plain[])(struct archive *) = {
        archive_read_support_format_zip,
        archive_read_support_format_tar,
        archive_read_support_format_7zip,
    };
    static int (*const filtered[])(struct archive *) = {
        archive_read_support_format_tar,   archive_read_support_format_raw,
        archive_read_support_filter_gzip,  archive_read_support_filter_bzip2,
        archive_read_support_filter_xz,    archive_read_support_filter_zstd,
        archive_read_support_format_empty,
    };
    size_t count = with_filters ? sizeof filtered / sizeof *filtered : sizeof plain / sizeof *plain;
    for (size_t i = 0; i < count; i++)
        if ((with_filters ? filtered : plain)[i](from) != ARCHIVE_OK)
            return ARCHIVE_FATAL; /* ARCHIVE_WARN: it would run a program */
    return ARCHIVE_OK;
}

/* A failure of libarchive: after a fatal one the archive is of no more use. */
static status fail(archive_reader *r, int code, error *e)
{
    const char *why = archive_error_string(r->from);
    if (code == ARCHIVE_FATAL) r->broken = STATUS_PLUGIN;
    if (why != NULL && strstr(why, "encrypted") != NULL)
        return error_set(e, STATUS_PLUGIN, ENCRYPTED); /* the list of files too */
    return error_set(e, STATUS_PLUGIN, "no archive, or a damaged one: %s",
                     why == NULL ? "it cannot be read" : why);
}

static status create(const char *head, size_t length, archive_budget *budget, archive_reader **out,
                     error *e)
{
    archive_reader *r = *out = calloc(1, sizeof *r);
    if (r == NULL) return error_memory(e);
    *r = (archive_reader){ .from = archive_read_new(), .budget = budget, .is_read = true };
    if (r->from == NULL) return error_memory(e);
    bool with_filters = is_compressed(head, length);
    return allow_formats(r->from, with_filters) == ARCHIVE_OK ? STATUS_OK
                                                              : fail(r, ARCHIVE_FATAL, e);
}

/* Hands the reader on, or frees it. */
static status finish_opening(archive_reader **out, status s)
{
    if (s == STATUS_OK) return STATUS_OK;
    archive_reader_free(*out);
    *out = NULL;
    return s;
}

status archive_reader_open(const char *bytes, size_t length, archive_budget *budget,
                           archive_reader **out, error *e)
{
    status s = create(bytes, length, budget, out, e);
    if (s == STATUS_OK && archive_read_open_memory((*out)->from, bytes, length) != ARCHIVE_OK)
        s = fail(*out, ARCHIVE_FATAL, e);
    return finish_opening(out, s);
}

status archive_reader_open_file(int file, archive_budget *budget, archive_reader **out, error *e)
{
    char head[ARCHIVE_HEAD];
    ssize_t length = pread(file, head, sizeof head, lseek(file, 0, SEEK_CUR));
    *out = NULL;
    if (length < 0) return error_system(e, "cannot read it");
    status s = create(head, (size_t)length, budget, out, e);
    if (s == STATUS_OK && archive_read_open_fd((*out)->from, file, PIECE) != ARCHIVE_OK)
        s = fail(*out, ARCHIVE_FATAL, e);
    return finish_opening(out, s);
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
    archive_budget *b = r->budget;
    if (__builtin_add_overflow(b->unpacked, bytes, &b->unpacked)) b->unpacked = SIZE_MAX;
    if (b->unpacked > b->most) {
        r->broken = STATUS_LIMIT;
        b->is_spent = true;
        return error_set(e, STATUS_LIMIT,
                         "it unpacks to more than %zu MiB; --max-document raises the limit",
                         b->most >> 20);
    }
    if (b->unpacked > ARCHIVE_RATIO_BEGINS && b->unpacked / ARCHIVE_RATIO > b->packed) {
        r->broken = STATUS_LIMIT;
        b->is_spent = true;
        return error_set(e, STATUS_LIMIT,
                         "it unpacks to more than %d times its size, as a zip bomb does; if it is "
                         "none, load what is in it unpacked",
                         ARCHIVE_RATIO);
    }
    return STATUS_OK;
}

static status count_entry(archive_reader *r, error *e)
{
    if (++r->budget->entries <= r->budget->most_entries) return STATUS_OK;
    r->broken = STATUS_LIMIT;
    r->budget->is_spent = true;
    return error_set(e, STATUS_LIMIT, "more than %zu files in it; --max-rows raises the limit",
                     r->budget->most_entries);
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
    if (name != NULL) file_name_decode(&r->name, name, strlen(name));
    return r->name.state == STATUS_OK ? count_bytes(r, r->name.length, e) : error_memory(e);
}

/* The failure that ended it, again. */
static status still_broken(const archive_reader *r, error *e)
{
    return error_set(e, r->broken, "the archive cannot be read any further");
}

/* True for bytes that begin as a compressed file does and are none: they would be their own member.
 */
static bool is_bare(const archive_reader *r)
{
    return archive_format(r->from) == ARCHIVE_FORMAT_RAW && archive_filter_count(r->from) <= 1;
}

/* True for what damaged archives begin with: neither a name nor a size. */
static bool is_nothing(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    return (name == NULL || *name == '\0') && archive_entry_size(entry) == 0;
}

static status fail_bare(archive_reader *r, error *e)
{
    r->broken = STATUS_PLUGIN;
    return error_set(e, STATUS_PLUGIN, "no compressed file, or a damaged one");
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
        if (is_bare(r)) return fail_bare(r, e);
        s = count_entry(r, e);
        if (s != STATUS_OK) return s;
        r->is_read = false;
    } while (archive_entry_filetype(r->entry) != AE_IFREG ||
             archive_entry_hardlink(r->entry) != NULL || is_nothing(r->entry));
    status s = set_name(r, e);
    if (s != STATUS_OK) return s;
    *member = (archive_member){ .name = r->name.data,
                                .is_encrypted = archive_entry_is_encrypted(r->entry) != 0,
                                .is_alone = archive_format(r->from) == ARCHIVE_FORMAT_RAW };
    *found = true;
    return STATUS_OK;
}

bool archive_reader_is_spent(const archive_reader *r) { return r->broken != STATUS_OK; }

status archive_reader_read(archive_reader *r, size_t most, buffer *out, error *e)
{
    if (r->broken != STATUS_OK) return still_broken(r, e);
    if (r->is_read) return error_set(e, STATUS_PLUGIN, "%s has been read", r->name.data);
    if (archive_entry_is_encrypted(r->entry)) return error_set(e, STATUS_PLUGIN, ENCRYPTED);
    for (size_t size = 0;;) {
        char *room = buffer_room(out, PIECE);
        if (room == NULL) return error_memory(e);
        la_ssize_t got = archive_read_data(r->from, room, PIECE);
        r->is_read = got <= 0;
        if (got == 0) return STATUS_OK;
        if (got < 0) return fail(r, (int)got, e);
        status s = count_bytes(r, (size_t)got, e);
        if (s != STATUS_OK) return s;
        out->length += (size_t)got;
        size += (size_t)got;
        if (size > most)
            return error_set(e, STATUS_LIMIT,
                             "larger than %zu MiB; --max-document raises the limit", most >> 20);
    }
}
