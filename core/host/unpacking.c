#include "host/unpacking.h"

#include <string.h>
#include <strings.h>

#include "base/map.h"
#include "text/archive.h"

enum { EXPANSION = 64 }; /* what comes out of an archive may be so many times --max-document */

typedef struct unpacker {
    const unpacking *u;
    archive_budget budget;
    map *paths; /* each once: an archive may use a name twice */
    size_t begun;
} unpacker;

/* ---- names ---- */

static bool is_left_out_part(const char *part, size_t length)
{
    bool is_step = (length == 1 && *part == '.') || (length == 2 && memcmp(part, "..", 2) == 0);
    if (length == 0 || is_step) return false;
    return *part == '.' || (length > 1 && memcmp(part, "~$", 2) == 0) ||
           (length == 8 && memcmp(part, "__MACOSX", 8) == 0);
}

static bool is_left_out(const char *name)
{
    for (const char *part = name, *end; *part != '\0'; part = *end == '\0' ? end : end + 1) {
        end = part + strcspn(part, "/");
        if (is_left_out_part(part, (size_t)(end - part))) return true;
    }
    const char *dot = strrchr(name, '.');
    return dot != NULL && strcmp(dot, ".leaf") == 0;
}

/* The name of a compressed file without what says that it is one: "a.txt.gz" holds "a.txt". */
static void append_bare_name(buffer *out, const char *path)
{
    static const char *const endings[] = { ".gz", ".bz2", ".xz", ".zst" };
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t tail = strlen(endings[i]);
        if (length > tail && strcasecmp(name + length - tail, endings[i]) == 0) {
            length -= tail;
            break;
        }
    }
    buffer_append(out, name, length);
}

/* The path of a member: one that no other has. */
static status name_member(unpacker *k, const char *archive, const archive_member *m, buffer *path,
                          error *e)
{
    const char *name = strncmp(m->name, "./", 2) == 0 ? m->name + 2 : m->name;
    buffer_format(path, "%s/", archive);
    if (m->is_alone) append_bare_name(path, archive);
    else buffer_text(path, name);
    size_t length = path->length;
    for (size_t twin = 2;
         path->state == STATUS_OK && map_find(k->paths, path->data, path->length) >= 0; twin++) {
        path->length = length;
        buffer_format(path, "#%zu", twin);
    }
    if (path->state != STATUS_OK || map_add(k->paths, path->data, path->length) < 0)
        return error_memory(e);
    return STATUS_OK;
}

/* ---- members ---- */

static status unpack_all(unpacker *k, const char *path, archive_reader *r, int depth, error *e);

static status unpack_inner(unpacker *k, const char *path, const buffer *bytes, int depth, error *e)
{
    archive_reader *inner;
    if (depth >= ARCHIVE_DEPTH)
        return error_set(e, STATUS_LIMIT,
                         "an archive in an archive, more than %d deep; load what is in it unpacked",
                         ARCHIVE_DEPTH);
    status s = archive_reader_open(bytes->data, bytes->length, &k->budget, &inner, e);
    if (s == STATUS_OK) s = unpack_all(k, path, inner, depth + 1, e);
    archive_reader_free(inner);
    return s;
}

/* Goes on with what is in it when it is an archive itself. A failure of one file is told of that
 * file; one that ends the archive, or is of all that comes out of it, is the answer. */
static status take_member(unpacker *k, archive_reader *r, const char *path, int depth, error *e)
{
    const unpacking *u = k->u;
    buffer bytes = { 0 };
    error failure = { 0 };
    size_t index = k->begun++;
    bool is_old = index < u->passed;
    if (is_old && index + 1 == u->passed) return STATUS_OK;
    status s = is_old || u->begin == NULL ? STATUS_OK : u->begin(u->context, path, e);
    if (s != STATUS_OK) return s;
    status read = archive_reader_read(r, u->limits.document, &bytes, &failure);
    bool is_inner = read == STATUS_OK && u->is_container(u->context, path, &bytes);
    if (is_inner) read = unpack_inner(k, path, &bytes, depth, &failure);
    if (read != STATUS_OK && (k->budget.is_spent || archive_reader_is_spent(r)))
        s = error_set(e, read, "%s", error_text(&failure));
    else if (!is_old && (read != STATUS_OK || !is_inner))
        s = u->take(u->context, path, &bytes, &failure, e);
    buffer_free(&bytes);
    error_clear(&failure);
    return s;
}

static status unpack_all(unpacker *k, const char *path, archive_reader *r, int depth, error *e)
{
    archive_member m;
    bool found = true;
    status s = STATUS_OK;
    while (s == STATUS_OK && found) {
        buffer name = { 0 };
        s = archive_reader_next(r, &m, &found, e);
        if (s == STATUS_OK && found && !is_left_out(m.name)) {
            s = name_member(k, path, &m, &name, e);
            if (s == STATUS_OK) s = take_member(k, r, name.data, depth, e);
        }
        buffer_free(&name);
    }
    return s;
}

status unpack(const unpacking *u, error *e)
{
    archive_reader *r = NULL;
    unpacker k = { .u = u,
                   .budget = { .packed = u->size, .most_entries = u->limits.rows },
                   .paths = map_create() };
    if (__builtin_mul_overflow(u->limits.document, (size_t)EXPANSION, &k.budget.most))
        k.budget.most = SIZE_MAX;
    status s = k.paths == NULL ? error_memory(e) : STATUS_OK;
    if (s == STATUS_OK)
        s = u->bytes != NULL ? archive_reader_open(u->bytes, u->size, &k.budget, &r, e)
                             : archive_reader_open_file(u->file, &k.budget, &r, e);
    if (s == STATUS_OK) s = unpack_all(&k, u->path, r, 1, e);
    archive_reader_free(r);
    map_free(k.paths);
    return s;
}
