#include "host/opened.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "host/corpus_guard.h"

static status read_all(int file, const char *path, size_t most, buffer *out, error *e)
{
    if (!file_read(file, most, out))
        return errno == ENOMEM ? error_memory(e) : error_system(e, "%s", path);
    if (out->length <= most) return STATUS_OK;
    return error_set(e, STATUS_LIMIT, "%s: larger than %zu MiB; --max-document raises the limit",
                     path, most >> 20);
}

status opened_read_file(const char *path, size_t most, buffer *out, error *e)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0) return error_system(e, "%s", path);
    status s = STATUS_OK;
    if (fstat(file, &about) != 0) s = error_system(e, "%s", path);
    else if (!S_ISREG(about.st_mode))
        s = error_set(e, STATUS_SYSTEM, "%s: not a regular file", path);
    else s = read_all(file, path, most, out, e);
    close(file);
    return s;
}

static status write_one(buffer *out, const plugin_option *o, const char *path, size_t most,
                        error *e)
{
    buffer bytes = { 0 };
    frame_put_unsigned(out, o->opens);
    frame_put_text(out, o->name);
    frame_put_text(out, path);
    status s = o->opens == OPENS_FILE ? opened_read_file(path, most, &bytes, e) : STATUS_OK;
    if (s == STATUS_SYSTEM) e->code = s = STATUS_USAGE; /* the person named it */
    if (s != STATUS_OK) error_prefix(e, "--%s: ", o->name);
    frame_put_bytes(out, bytes.data != NULL ? bytes.data : "", bytes.length);
    buffer_free(&bytes);
    return s;
}

static bool names_something(const option_values *o, size_t i)
{
    return o->of->options.items[i].opens != OPENS_NOTHING && o->values[i].type == VALUE_TEXT;
}

status opened_write(buffer *out, const option_values *o, size_t most, error *e)
{
    size_t count = 0;
    status s = STATUS_OK;
    for (size_t i = 0; i < o->of->options.count; i++) count += names_something(o, i);
    frame_put_unsigned(out, count);
    for (size_t i = 0; i < o->of->options.count && s == STATUS_OK; i++)
        if (names_something(o, i))
            s = write_one(out, &o->of->options.items[i], o->values[i].text, most, e);
    return s == STATUS_OK && out->state != STATUS_OK ? error_memory(e) : s;
}

static status open_corpus(opened *one, error *e)
{
    status s = store_open(one->path, STORE_READ, 0, &one->corpus, e);
    if (s == STATUS_OK) s = corpus_guard(one->corpus, false, e);
    if (s != STATUS_OK) error_prefix(e, "--%s: ", one->option);
    return s;
}

status opened_open(opened_list *list, reader *r, error *e)
{
    status s = STATUS_OK;
    for (size_t n = reader_count(r, 4); n > 0 && s == STATUS_OK; n--) {
        uint64_t opens = reader_unsigned(r);
        opened *one = list_push(list);
        if (one == NULL) return error_memory(e);
        one->option = reader_text(r);
        one->path = reader_text(r);
        one->bytes = reader_bytes(r, &one->length);
        if (r->failed || one->option == NULL || one->path == NULL)
            return error_set(e, STATUS_SYSTEM, "the options did not arrive");
        if (opens == OPENS_CORPUS) s = open_corpus(one, e);
    }
    return s;
}

void opened_close(opened_list *list)
{
    for (size_t i = 0; i < list->count; i++) store_close(list->items[i].corpus);
    list_free(list);
}

void opened_push(lua_State *L, const opened_list *list, const script_library *library)
{
    for (size_t i = 0; i < list->count; i++) {
        const opened *one = &list->items[i];
        if (one->corpus != NULL) library->push_corpus(L, one->corpus, NULL);
        else {
            lua_createtable(L, 0, 2);
            lua_pushstring(L, one->path);
            lua_setfield(L, -2, "name");
            lua_pushlstring(L, one->bytes, one->length);
            lua_setfield(L, -2, "text");
        }
        lua_setfield(L, -2, one->option);
    }
}
