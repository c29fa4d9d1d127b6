#include "host/loader_choice.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/source.h"
#include "text/archive.h"
#include "text/charset.h"
#include "text/magic.h"

enum {
    HEAD = 4096,         /* bytes that are looked at for magic: XML may begin with long comments */
    TAIL = 65536 + 22,   /* where a zip's directory is named: behind it stands a comment at most */
    DIRECTORY = 4 << 20, /* bytes of a directory; that of a document of any office is smaller */
    ENTRY = 46,
    NAME = 30, /* bytes before the name of a file in the directory, and before its data */
};

/* ---- manifests ---- */

static bool may_load(const plugin *p)
{
    return p->kind == PLUGIN_LOADER && p->is_read && p->reason == NULL && p->shadowed_by == NULL;
}

/* Loaders choose, and what they load is cut by the tables of languages. */
static bool is_needed(const plugin *p)
{
    return (p->kind == PLUGIN_LOADER || p->kind == PLUGIN_LANGUAGE) && p->shadowed_by == NULL;
}

status loader_choice_prepare(host *h, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < h->plugins.plugins.count && s == STATUS_OK; i++) {
        plugin *p = &h->plugins.plugins.items[i];
        if (is_needed(p)) s = host_read_manifest(h, p, e);
    }
    return s;
}

void loader_choice_write(buffer *out, const host *h)
{
    for (size_t i = 0; i < h->plugins.plugins.count; i++) {
        const plugin *p = &h->plugins.plugins.items[i];
        bool is_sent = is_needed(p) && p->is_read && p->reason == NULL;
        frame_put_unsigned(out, is_sent);
        if (is_sent) manifest_write(out, &p->manifest);
    }
}

status loader_choice_read(reader *r, host *h, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < h->plugins.plugins.count && s == STATUS_OK; i++) {
        plugin *p = &h->plugins.plugins.items[i];
        if (reader_unsigned(r) == 0) continue;
        manifest_free(&p->manifest);
        s = manifest_read(r, &p->manifest, e);
        p->is_read = true;
    }
    return s;
}

/* ---- looking into a file ---- */

/* Reads up to `size` bytes from `at` on; fewer at its end. */
static status look(const sample *file, uint64_t at, size_t size, buffer *out, error *e)
{
    buffer_clear(out);
    if (file->bytes != NULL) {
        if (at > file->length) at = file->length;
        buffer_append(out, file->bytes + at,
                      size < file->length - at ? size : file->length - (size_t)at);
    }
    while (file->bytes == NULL && out->length < size) {
        char *room = buffer_room(out, size - out->length);
        if (room == NULL) return error_memory(e);
        ssize_t got = pread(file->descriptor, room, size - out->length, (off_t)(at + out->length));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return error_system(e, "cannot read it");
        if (got == 0) break;
        out->length += (size_t)got;
    }
    return out->state == STATUS_OK ? STATUS_OK : error_memory(e);
}

static uint64_t size_of(const sample *file)
{
    struct stat about;
    if (file->bytes != NULL) return file->length;
    return fstat(file->descriptor, &about) == 0 && about.st_size > 0 ? (uint64_t)about.st_size : 0;
}

static uint32_t number_at(const buffer *b, size_t at, size_t size)
{
    uint32_t number = 0;
    while (size-- > 0) number = number << 8 | (unsigned char)b->data[at + size];
    return number;
}

/* The directory of a zip; empty when it has none that is whole. */
static status read_directory(const sample *file, buffer *out, error *e)
{
    uint64_t size = size_of(file), from = size > TAIL ? size - TAIL : 0;
    status s = look(file, from, TAIL, out, e);
    size_t at = out->length;
    do at = at < 22 || s != STATUS_OK ? 0 : at - 1;
    while (at > 0 && (at + 22 > out->length || memcmp(out->data + at, "PK\5\6", 4) != 0));
    if (at == 0) {
        buffer_clear(out);
        return s;
    }
    uint32_t length = number_at(out, at + 12, 4), start = number_at(out, at + 16, 4);
    return look(file, start, length < DIRECTORY ? length : DIRECTORY, out, e);
}

/* True when the directory names that file. */
static bool has_part(const buffer *directory, const char *name)
{
    size_t wanted = strlen(name);
    for (size_t at = 0; at + ENTRY <= directory->length;) {
        if (memcmp(directory->data + at, "PK\1\2", 4) != 0) return false;
        size_t length = number_at(directory, at + 28, 2);
        if (length > directory->length - at - ENTRY) return false;
        if (length == wanted && memcmp(directory->data + at + ENTRY, name, length) == 0)
            return true;
        at += ENTRY + length + number_at(directory, at + 30, 2) + number_at(directory, at + 32, 2);
    }
    return false;
}

/* ---- choosing ---- */

/* How far into the file its magic reaches, 0 for none. */
static size_t magic_of(const manifest *m, const buffer *head)
{
    size_t furthest = 0;
    for (size_t i = 0; i < m->magic.count; i++) {
        size_t reach =
            magic_reach(m->magic.items[i], head->data == NULL ? "" : head->data, head->length);
        if (reach > furthest) furthest = reach;
    }
    return furthest;
}

static bool has_extension(const manifest *m, const char *extension)
{
    for (size_t i = 0; i < m->extensions.count; i++) {
        const char *known = m->extensions.items[i];
        if (strcasecmp(known + (*known == '.'), extension) == 0) return true;
    }
    return false;
}

/* The first file of an OpenDocument or EPUB is called mimetype and says what it is. */
static bool says_media_type(const manifest *m, const buffer *head)
{
    static const char name[] = "mimetype";
    size_t at = NAME + sizeof name - 1;
    if (head->length < at || memcmp(head->data + NAME, name, sizeof name - 1) != 0) return false;
    for (size_t i = 0; i < m->media_types.count; i++) {
        size_t size = strlen(m->media_types.items[i]);
        if (head->length >= at + size + 2 &&
            memcmp(head->data + at, m->media_types.items[i], size) == 0 &&
            memcmp(head->data + at + size, "PK", 2) == 0)
            return true;
    }
    return false;
}

static bool is_zip_of(const manifest *m, const buffer *head, const buffer *directory)
{
    for (size_t i = 0; i < m->parts.count; i++)
        if (has_part(directory, m->parts.items[i])) return true;
    return says_media_type(m, head);
}

/* A zip that is a document or a program, whatever it holds. */
static bool is_package(const buffer *directory)
{
    return has_part(directory, "mimetype") || has_part(directory, "[Content_Types].xml") ||
           has_part(directory, "META-INF/MANIFEST.MF");
}

static const char *extension_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    return dot == NULL || (slash != NULL && dot < slash) ? "" : dot + 1;
}

/* True for a plain text that has the extension of a format that is none. */
static bool is_misnamed(const plugin *by_extension, const buffer *head)
{
    return by_extension != NULL && (by_extension->manifest.traits & TRAIT_BINARY) != 0 &&
           head->length > 0 && !archive_is_known(head->data, head->length) &&
           !charset_is_binary(head->data, head->length);
}

/* For what no loader knows by its contents. A zip with the extension of a loader is a document that
 * is cut off, or lacks what it needs: that loader tells it best. */
static bool is_container(const buffer *head, const buffer *directory, const char *extension,
                         const plugin *by_extension)
{
    bool is_zip = head->length >= 2 && memcmp(head->data, "PK", 2) == 0;
    bool is_old_tar = head->length > 0 && strcasecmp(extension, "tar") == 0 &&
                      memchr(head->data, 0, head->length) != NULL;
    if (!archive_is_known(head->data, head->length)) return is_old_tar;
    return !is_zip || (by_extension == NULL && !is_package(directory));
}

const char *loader_choice_name(const loader_choice *c)
{
    return c->is_container ? SOURCE_ARCHIVE : c->loader == NULL ? "text" : c->loader->name;
}

bool loader_choice_is_open(const loader_choice *c)
{
    return c->is_container ||
           (c->loader != NULL && (c->loader->manifest.traits & TRAIT_ATTACHMENTS) != 0);
}

bool loader_choice_find(host *h, const char *name, const plugin **loader)
{
    *loader = NULL;
    if (strcmp(name, "text") == 0 || strcmp(name, SOURCE_ARCHIVE) == 0) return true;
    *loader = discovery_find(&h->plugins, PLUGIN_LOADER, name);
    return *loader != NULL && may_load(*loader);
}

status loader_choose(host *h, const char *path, const sample *file, loader_choice *out, error *e)
{
    buffer head = { 0 }, directory = { 0 };
    const char *extension = extension_of(path);
    *out = (loader_choice){ 0 };
    status s = look(file, 0, HEAD, &head, e);
    bool is_zip = head.length >= 4 && memcmp(head.data, "PK\3\4", 4) == 0;
    if (s == STATUS_OK && is_zip) s = read_directory(file, &directory, e);
    const plugin *by_extension = NULL;
    size_t furthest = 0; /* "<?xml" is of many formats, the name of its root of one */
    for (size_t i = 0; i < h->plugins.plugins.count && s == STATUS_OK; i++) {
        const plugin *p = &h->plugins.plugins.items[i];
        if (!may_load(p)) continue;
        size_t reach = is_zip && is_zip_of(&p->manifest, &head, &directory)
                           ? head.length
                           : magic_of(&p->manifest, &head);
        if (reach > furthest) out->loader = p;
        if (reach > furthest) furthest = reach;
        if (by_extension == NULL && has_extension(&p->manifest, extension)) by_extension = p;
    }
    out->is_container = s == STATUS_OK && out->loader == NULL &&
                        is_container(&head, &directory, extension, by_extension);
    if (out->loader == NULL && !out->is_container && !is_misnamed(by_extension, &head))
        out->loader = by_extension;
    buffer_free(&head);
    buffer_free(&directory);
    return s;
}
