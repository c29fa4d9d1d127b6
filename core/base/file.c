#include "base/file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

bool file_write(int file, const void *bytes, size_t length)
{
    for (const char *at = bytes; length > 0;) {
        ssize_t written = write(file, at, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        at += written;
        length -= (size_t)written;
    }
    return true;
}

bool file_read(int file, size_t most, buffer *out)
{
    buffer_append(out, "", 0);
    while (out->length <= most) {
        char *room = buffer_room(out, PIECE);
        errno = ENOMEM;
        ssize_t got = room == NULL ? -1 : read(file, room, PIECE);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        out->length += (size_t)got;
        out->data[out->length] = '\0';
        if (got == 0) break;
    }
    return true;
}

bool file_make_folders(char *path, size_t from, mode_t mode)
{
    for (char *slash = strchr(path + from, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        if (slash == path) continue;
        *slash = '\0';
        if (mkdir(path, mode) != 0 && errno != EEXIST) return false;
        *slash = '/';
    }
    return true;
}
