/* Programs as the parent allows them and as a loader's worker calls them. */
#include "host/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/message.h"

enum { PIECE = 1 << 20 }; /* bytes of input that are sent at once */

/* ---- in the parent ---- */

bool program_is_allowed(const host *h, const plugin *p, const char *name)
{
    if (strcmp(p->origin, "bundled") == 0) return true;
    for (size_t i = 0; i < h->allowed_count; i++)
        if (strcmp(h->allowed[i], name) == 0) return true;
    return false;
}

static bool is_program(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode) && access(path, X_OK) == 0;
}

/* The first file of that name in the folders of PATH, which the caller frees; NULL when there is
 * none. Only absolute folders count: what lies in the current one may be anybody's. */
static char *find(const char *name)
{
    const char *folders = getenv("PATH");
    if (folders == NULL) folders = "/usr/local/bin:/usr/bin:/bin";
    while (*folders != '\0') {
        size_t length = strcspn(folders, ":");
        char *path = NULL;
        if (*folders == '/' && asprintf(&path, "%.*s/%s", (int)length, folders, name) < 0)
            return NULL;
        if (path != NULL && is_program(path)) return path;
        free(path);
        folders += length + (folders[length] == ':');
    }
    return NULL;
}

static const needed_program *find_declared(const plugin *p, const char *name)
{
    for (size_t i = 0; p != NULL && i < p->manifest.programs.count; i++)
        if (strcmp(p->manifest.programs.items[i].name, name) == 0)
            return &p->manifest.programs.items[i];
    return NULL;
}

static status choose(const host *h, const plugin *p, const char *name, char **path, error *e)
{
    const needed_program *needed = find_declared(p, name);
    if (needed == NULL)
        return error_set(e, STATUS_USAGE,
                         "it does not declare that it runs '%s': needs = { run = { \"%s\" } }",
                         name, name);
    if (!program_is_allowed(h, p, name))
        return error_set(e, STATUS_USAGE,
                         "the loader '%s' may not run '%s'; --allow run=%s lets it", p->name, name,
                         name);
    *path = find(name);
    if (*path != NULL) return STATUS_OK;
    if (needed->package == NULL)
        return error_set(e, STATUS_SYSTEM, "%s is not installed: no folder of PATH has it", name);
    return error_set(e, STATUS_SYSTEM, "%s is not installed; on Debian: apt install %s", name,
                     needed->package);
}

status program_start(host *h, const plugin *p, const buffer *request, worker *runner, error *e)
{
    char *path = NULL;
    buffer setup = { 0 };
    reader r = reader_of(request->data, request->length);
    const char *name = reader_text(&r), *loader = reader_text(&r);
    if (name == NULL || !reader_done(&r))
        return error_set(e, STATUS_USAGE, "a worker sent a broken message");
    if (p == NULL && loader != NULL) p = discovery_find(&h->plugins, PLUGIN_LOADER, loader);
    status s = choose(h, p, name, &path, e);
    if (s == STATUS_OK) s = nursery_fork(h->nursery, runner, e);
    if (s == STATUS_OK) {
        frame_put_text(&setup, path);
        frame_put_text(&setup, name);
        message_put_limits(&setup, &h->document_limits);
        s = frame_send(runner->channel, MESSAGE_PROGRAM, &setup, e);
    }
    free(path);
    buffer_free(&setup);
    return s;
}

/* ---- in the worker ---- */

static status ask(int channel, const program_call *c, int *runner, error *e)
{
    buffer payload = { 0 };
    unsigned char kind;
    frame_put_text(&payload, c->name);
    frame_put_text(&payload, c->loader);
    status s = frame_send(channel, MESSAGE_PROGRAM, &payload, e);
    if (s == STATUS_OK) s = frame_receive(channel, &kind, &payload, -1, e);
    if (s == STATUS_OK) s = message_outcome(&payload, e);
    if (s == STATUS_OK) s = descriptor_receive(channel, runner, e);
    if (s == STATUS_OK && *runner < 0)
        s = error_set(e, STATUS_SYSTEM, "%s: cannot be started: too many open files", c->name);
    buffer_free(&payload);
    return s;
}

static status send_call(int runner, const program_call *c, error *e)
{
    status s = STATUS_OK;
    buffer payload = { 0 };
    for (size_t at = 0; at < c->length && s == STATUS_OK; at += PIECE) {
        size_t size = c->length - at < PIECE ? c->length - at : PIECE;
        buffer piece = { .data = (char *)c->input + at, .length = size };
        s = frame_send(runner, MESSAGE_BYTES, &piece, e);
    }
    frame_put_unsigned(&payload, c->argument_count);
    for (size_t i = 0; i < c->argument_count; i++) frame_put_text(&payload, c->arguments[i]);
    if (s == STATUS_OK) s = frame_send(runner, MESSAGE_START, &payload, e);
    buffer_free(&payload);
    return s;
}

static status receive_output(int runner, buffer *written, size_t *complaints, error *e)
{
    buffer payload = { 0 };
    unsigned char kind = 0;
    status s = STATUS_OK;
    while (s == STATUS_OK && kind != MESSAGE_DONE) {
        s = frame_receive(runner, &kind, &payload, -1, e);
        if (s != STATUS_OK) break;
        if (kind == MESSAGE_DONE) s = message_outcome(&payload, e);
        else buffer_append(written, payload.data, payload.length);
        if (kind == MESSAGE_OUTPUT) *complaints = written->length;
        if (written->state != STATUS_OK) s = error_memory(e);
    }
    buffer_free(&payload);
    return s;
}

status program_run(int channel, const program_call *call, buffer *written, size_t *complaints,
                   error *e)
{
    int runner = -1;
    *complaints = 0;
    status s = ask(channel, call, &runner, e);
    if (s != STATUS_OK) return s;
    s = send_call(runner, call, e);
    if (s == STATUS_OK) s = receive_output(runner, written, complaints, e);
    close(runner);
    return s;
}
