#include "host/manifest_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"

enum {
    SETTLED = 2,       /* seconds after a change in which a file's times may hide another */
    LARGEST = 1 << 22, /* bytes: a larger cache is full of files that are gone, and begun anew */
};

typedef struct cached {
    const char *path;
    uint64_t stamp;
    const char *manifest; /* a frame; in `file`, or owned by an added one */
    size_t length;
    bool is_added;
} cached;

struct manifest_cache {
    char *path;
    buffer file; /* as it was read */
    LIST(cached) items;
    bool is_changed;
    uint64_t program;   /* stamp of this program */
    const char *folder; /* the library that was looked at last, its stamp, and its last change */
    uint64_t library;
    int64_t library_changed;
};

/* ---- stamps ---- */

static uint64_t mix(uint64_t stamp, const void *bytes, size_t length)
{
    return stamp * UINT64_C(0x9e3779b97f4a7c15) + hash_bytes(bytes, length);
}

/* Takes in what the system says of a file, and its name; raises *changed to its last change. */
static uint64_t stamp_file(uint64_t stamp, const char *path, const struct stat *s, int64_t *changed)
{
    const int64_t facts[] = { (int64_t)s->st_dev, (int64_t)s->st_ino, (int64_t)s->st_size,
                              s->st_mtim.tv_sec,  s->st_mtim.tv_nsec, s->st_ctim.tv_sec,
                              s->st_ctim.tv_nsec, (int64_t)s->st_mode };
    if (s->st_ctim.tv_sec > *changed) *changed = s->st_ctim.tv_sec;
    return mix(mix(stamp, path, strlen(path)), facts, sizeof facts);
}

/* A file, or all that a folder holds, in the order in which the system lists it: where that changes
 * so did the folder. */
static uint64_t stamp_path(uint64_t stamp, const char *path, int64_t *changed)
{
    struct stat s;
    if (stat(path, &s) != 0) return mix(stamp, path, strlen(path));
    stamp = stamp_file(stamp, path, &s, changed);
    DIR *listing = S_ISDIR(s.st_mode) ? opendir(path) : NULL;
    for (struct dirent *entry; listing != NULL && (entry = readdir(listing)) != NULL;) {
        char *inner = NULL;
        if (entry->d_name[0] == '.' || asprintf(&inner, "%s/%s", path, entry->d_name) < 0) continue;
        stamp = stamp_path(stamp, inner, changed);
        free(inner);
    }
    if (listing != NULL) closedir(listing);
    return stamp;
}

/* Of all that the plugin's manifest may come from. */
static uint64_t stamp_of(manifest_cache *c, const plugin *p, int64_t *changed)
{
    if (c->folder == NULL || strcmp(c->folder, p->library) != 0) {
        c->folder = p->library;
        c->library_changed = 0;
        c->library = stamp_path(c->program, p->library, &c->library_changed);
    }
    *changed = c->library_changed;
    return stamp_path(c->library, p->folder != NULL ? p->folder : p->path, changed);
}

/* ---- the file ---- */

static char *cache_folder(void)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    char *path = NULL;
    int length = -1;
    if (cache != NULL && *cache == '/') length = asprintf(&path, "%s/moonleaf", cache);
    else if (home != NULL && *home == '/') length = asprintf(&path, "%s/.cache/moonleaf", home);
    return length < 0 ? NULL : path;
}

/* Only a file that nobody else may write is believed. */
static bool read_own(const char *path, buffer *out)
{
    struct stat s;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK);
    bool is_own = file >= 0 && fstat(file, &s) == 0 && S_ISREG(s.st_mode) &&
                  s.st_uid == geteuid() && (s.st_mode & (S_IWGRP | S_IWOTH)) == 0 &&
                  s.st_size <= LARGEST;
    char *room = is_own ? buffer_room(out, (size_t)s.st_size) : NULL;
    ssize_t got = room == NULL ? -1 : read(file, room, (size_t)s.st_size);
    if (got > 0) out->length = (size_t)got;
    if (file >= 0) close(file);
    return got > 0;
}

static void read_items(manifest_cache *c)
{
    reader r = reader_of(c->file.data, c->file.length);
    if (reader_unsigned(&r) != c->program) return;
    for (size_t n = reader_count(&r, 3); n > 0 && !r.failed; n--) {
        cached found = { .path = reader_text(&r), .stamp = reader_unsigned(&r) };
        found.manifest = reader_bytes(&r, &found.length);
        cached *slot = r.failed || found.path == NULL ? NULL : list_push(&c->items);
        if (slot != NULL) *slot = found;
    }
}

manifest_cache *manifest_cache_open(void)
{
    struct stat program;
    int64_t changed = 0;
    char *folder = cache_folder();
    manifest_cache *c =
        folder == NULL || stat("/proc/self/exe", &program) != 0 ? NULL : calloc(1, sizeof *c);
    if (c != NULL && asprintf(&c->path, "%s/manifests", folder) < 0) {
        free(c);
        c = NULL;
    }
    free(folder);
    if (c == NULL) return NULL;
    c->program = stamp_file(0, "", &program, &changed);
    if (read_own(c->path, &c->file)) read_items(c);
    return c;
}

/* Beside it first, so that nobody reads half a file. */
static void write_file(char *path, const buffer *bytes)
{
    char *temporary = NULL;
    if (!file_make_folders(path, 0, 0700)) return;
    if (asprintf(&temporary, "%s.XXXXXX", path) < 0) return;
    int file = mkstemp(temporary); /* 0600 */
    bool is_whole = file >= 0 && file_write(file, bytes->data, bytes->length);
    if (file >= 0 && close(file) != 0) is_whole = false;
    if (file >= 0 && (!is_whole || rename(temporary, path) != 0)) unlink(temporary);
    free(temporary);
}

void manifest_cache_close(manifest_cache *c)
{
    if (c == NULL) return;
    buffer out = { 0 };
    frame_put_unsigned(&out, c->program);
    frame_put_unsigned(&out, c->items.count);
    for (size_t i = 0; i < c->items.count; i++) {
        cached *item = &c->items.items[i];
        frame_put_text(&out, item->path);
        frame_put_unsigned(&out, item->stamp);
        frame_put_bytes(&out, item->manifest, item->length);
        if (item->is_added) free((char *)item->manifest);
    }
    if (c->is_changed && out.state == STATUS_OK && out.length <= LARGEST) write_file(c->path, &out);
    buffer_free(&out);
    list_free(&c->items);
    buffer_free(&c->file);
    free(c->path);
    free(c);
}

/* ---- manifests ---- */

static cached *find_item(const manifest_cache *c, const char *path)
{
    for (size_t i = 0; i < c->items.count; i++)
        if (strcmp(c->items.items[i].path, path) == 0) return &c->items.items[i];
    return NULL;
}

bool manifest_cache_find(manifest_cache *c, plugin *p)
{
    int64_t changed;
    const cached *item = c == NULL ? NULL : find_item(c, p->path);
    if (item == NULL || item->stamp != stamp_of(c, p, &changed)) return false;
    reader r = reader_of(item->manifest, item->length);
    if (manifest_read(&r, &p->manifest, NULL) == STATUS_OK) return true;
    manifest_free(&p->manifest);
    return false;
}

void manifest_cache_add(manifest_cache *c, const plugin *p)
{
    int64_t changed;
    uint64_t stamp = c == NULL ? 0 : stamp_of(c, p, &changed);
    if (c == NULL || changed + SETTLED > time(NULL)) return;
    buffer frame = { 0 };
    manifest_write(&frame, &p->manifest);
    size_t length = frame.length;
    char *bytes = buffer_take(&frame);
    cached *item = find_item(c, p->path);
    if (item == NULL && bytes != NULL) item = list_push(&c->items);
    if (item == NULL || bytes == NULL) {
        free(bytes);
        return;
    }
    if (item->is_added) free((char *)item->manifest);
    *item = (cached){ p->path, stamp, bytes, length, true };
    c->is_changed = true;
}
