#include "host/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { OPEN_FOLDERS = 16 }; /* that the walk may hold at once */

status scratch_make(char **folder, error *e)
{
    const char *place = getenv("TMPDIR");
    char *path = NULL;
    if (place == NULL || *place != '/') place = "/tmp";
    if (asprintf(&path, "%s/moonleaf-XXXXXX", place) < 0) return error_memory(e);
    *folder = mkdtemp(path);
    if (*folder != NULL) return STATUS_OK;
    error_system(e, "cannot make a temporary folder in %s", place);
    free(path);
    return STATUS_SYSTEM;
}

static int remove_entry(const char *path, const struct stat *s, int kind, struct FTW *where)
{
    (void)s, (void)kind, (void)where;
    remove(path); /* what cannot be removed is no reason to leave the rest */
    return 0;
}

void scratch_remove(char *folder)
{
    if (folder != NULL) nftw(folder, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    free(folder);
}

char *scratch_path(const char *folder, const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

/* True for a relative path whose parts are neither empty, nor "." or "..". */
static bool stays_inside(const char *name)
{
    for (const char *part = name;; part++) {
        size_t length = strcspn(part, "/");
        if (length == 0 || (length <= 2 && strspn(part, ".") >= length)) return false;
        part += length;
        if (*part == '\0') return true;
    }
}

static status write_new(const char *path, const char *bytes, size_t length, error *e)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool is_written = file >= 0 && file_write(file, bytes, length);
    int why = errno;
    if (file >= 0 && close(file) != 0 && is_written)
        return error_system(e, "cannot write %s", path);
    errno = why;
    return is_written ? STATUS_OK : error_system(e, "cannot write %s", path);
}

status scratch_write(const char *folder, const char *name, const char *bytes, size_t length,
                     error *e)
{
    if (!stays_inside(name))
        return error_set(e, STATUS_PLUGIN, "'%s' is no name for a file of a case", name);
    char *path = scratch_path(folder, name);
    if (path == NULL) return error_memory(e);
    status s = file_make_folders(path, strlen(folder), 0700)
                   ? write_new(path, bytes, length, e)
                   : error_system(e, "cannot make the folder %s", path);
    free(path);
    return s;
}
