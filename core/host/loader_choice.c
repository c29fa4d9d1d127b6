#include "host/loader_choice.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "text/magic.h"

enum { HEAD = 4096 }; /* bytes that are looked at for magic: XML may begin with long comments */

status loader_choice_prepare(host *h, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < h->plugins.plugins.count && s == STATUS_OK; i++) {
        plugin *p = &h->plugins.plugins.items[i];
        if (p->kind == PLUGIN_LOADER && p->shadowed_by == NULL) s = host_read_manifest(h, p, e);
    }
    return s;
}

/* How far into the file its magic reaches, 0 for none. */
static size_t magic_of(const manifest *m, const char *head, size_t length)
{
    size_t furthest = 0;
    for (size_t i = 0; i < m->magic.count; i++) {
        size_t reach = magic_reach(m->magic.items[i], head, length);
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
    size_t furthest = 0; /* "<?xml" is of many formats, the name of its root of one */
    *loader = NULL;
    for (size_t i = 0; i < h->plugins.plugins.count; i++) {
        const plugin *p = &h->plugins.plugins.items[i];
        if (p->kind != PLUGIN_LOADER || p->shadowed_by != NULL || p->reason != NULL) continue;
        size_t reach = magic_of(&p->manifest, head, (size_t)length);
        if (reach > furthest) *loader = p;
        if (reach > furthest) furthest = reach;
        if (by_extension == NULL && has_extension(&p->manifest, extension)) by_extension = p;
    }
    if (*loader == NULL) *loader = by_extension;
    return STATUS_OK;
}
