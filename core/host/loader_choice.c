#include "host/loader_choice.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { HEAD = 512 }; /* bytes that are looked at for magic */

status loader_choice_prepare(host *h, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < h->plugins.plugins.count && s == STATUS_OK; i++) {
        plugin *p = &h->plugins.plugins.items[i];
        if (p->kind == PLUGIN_LOADER && p->shadowed_by == NULL) s = host_read_manifest(h, p, e);
    }
    return s;
}

static bool has_magic(const manifest *m, const char *head, size_t length)
{
    for (size_t i = 0; i < m->magic.count; i++) {
        size_t size = strlen(m->magic.items[i]);
        if (size > 0 && size <= length && memcmp(m->magic.items[i], head, size) == 0) return true;
    }
    return false;
}

static bool has_extension(const manifest *m, const char *extension)
{
    for (size_t i = 0; i < m->extensions.count; i++) {
        const char *known = m->extensions.items[i];
        if (strcasecmp(known + (*known == '.'), extension) == 0) return true;
    }
    return false;
}

status loader_choose(host *h, const char *path, int descriptor, const plugin **loader, error *e)
{
    char head[HEAD];
    ssize_t length;
    do length = pread(descriptor, head, sizeof head, 0);
    while (length < 0 && errno == EINTR);
    if (length < 0) return error_system(e, "cannot read it");
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    const char *extension = dot == NULL || (slash != NULL && dot < slash) ? "" : dot + 1;
    const plugin *by_extension = NULL;
    *loader = NULL;
    for (size_t i = 0; i < h->plugins.plugins.count && *loader == NULL; i++) {
        const plugin *p = &h->plugins.plugins.items[i];
        if (p->kind != PLUGIN_LOADER || p->shadowed_by != NULL || p->reason != NULL) continue;
        if (has_magic(&p->manifest, head, (size_t)length)) *loader = p;
        else if (by_extension == NULL && has_extension(&p->manifest, extension)) by_extension = p;
    }
    if (*loader == NULL) *loader = by_extension;
    return STATUS_OK;
}
