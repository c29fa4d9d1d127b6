#include "host/plugin_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

enum { LARGEST = 16 * 1024 * 1024 };

status plugin_file_read(const char *path, buffer *out, error *e)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    bool is_read = file >= 0 && file_read(file, LARGEST, out);
    int why = errno;
    if (file >= 0) close(file);
    if (!is_read && why == ENOMEM) return error_memory(e);
    if (!is_read) return error_set(e, STATUS_PLUGIN, "%s: cannot read it: %s", path, strerror(why));
    if (out->length <= LARGEST) return STATUS_OK;
    return error_set(e, STATUS_PLUGIN, "%s: larger than 16 MiB: no plugin is", path);
}

status plugin_file_digest(digest *sum, const char *path, error *e)
{
    buffer source = { 0 };
    status s = plugin_file_read(path, &source, e);
    if (s == STATUS_OK) digest_add_bytes(sum, source.data, source.length);
    buffer_free(&source);
    return s;
}

char *plugin_file_comment(const buffer *source)
{
    buffer comment = { 0 };
    const char *line = source->data;
    while (line != NULL && *line != '\0') {
        size_t length = strcspn(line, "\n");
        bool shebang = line == source->data && strncmp(line, "#!", 2) == 0;
        if (!shebang && strncmp(line, "--", 2) != 0) break;
        if (!shebang) {
            size_t skip = line[2] == ' ' ? 3 : 2;
            buffer_append(&comment, line + skip, length > skip ? length - skip : 0);
            buffer_byte(&comment, '\n');
        }
        line += length + (line[length] == '\n');
    }
    if (comment.length == 0) {
        buffer_free(&comment);
        return NULL;
    }
    return buffer_take(&comment);
}
