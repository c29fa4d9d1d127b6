#include "text/zip.h"

#include <archive.h>
#include <archive_entry.h>

static la_ssize_t append(struct archive *zip, void *context, const void *bytes, size_t length)
{
    buffer *out = context;
    (void)zip;
    buffer_append(out, bytes, length);
    return out->state == STATUS_OK ? (la_ssize_t)length : -1;
}

/* Without padding behind the end: readers look for the directory there. */
static int open_zip(struct archive *zip, buffer *out)
{
    int code = archive_write_set_format_zip(zip);
    if (code == ARCHIVE_OK) code = archive_write_set_bytes_in_last_block(zip, 1);
    if (code == ARCHIVE_OK) code = archive_write_open(zip, out, NULL, append, NULL);
    return code;
}

static int add_part(struct archive *zip, struct archive_entry *entry, const zip_part *part)
{
    archive_entry_clear(entry);
    archive_entry_set_pathname(entry, part->name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)part->length);
    int code = archive_write_header(zip, entry);
    if (code != ARCHIVE_OK || part->length == 0) return code;
    la_ssize_t written = archive_write_data(zip, part->bytes, part->length);
    return written == (la_ssize_t)part->length ? ARCHIVE_OK : ARCHIVE_FATAL;
}

status zip_pack(buffer *out, const zip_part *parts, size_t count, error *e)
{
    struct archive *zip = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    status s = zip == NULL || entry == NULL ? error_memory(e) : STATUS_OK;
    int code = s == STATUS_OK ? open_zip(zip, out) : ARCHIVE_OK;
    for (size_t i = 0; i < count && s == STATUS_OK && code == ARCHIVE_OK; i++)
        code = add_part(zip, entry, &parts[i]);
    if (s == STATUS_OK && code == ARCHIVE_OK) code = archive_write_close(zip);
    if (out->state != STATUS_OK) s = error_memory(e);
    else if (code != ARCHIVE_OK)
        s = error_set(e, STATUS_SYSTEM, "cannot pack: %s", archive_error_string(zip));
    archive_entry_free(entry);
    archive_write_free(zip);
    return s;
}
