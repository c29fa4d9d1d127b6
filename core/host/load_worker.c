/* A worker that turns sources into documents: reads the file, decodes it, runs its loader, prepares
 * what comes out. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/document_frame.h"
#include "corpus/prepare.h"
#include "host/languages.h"
#include "host/message.h"
#include "host/options.h"
#include "host/program.h"
#include "host/sandbox.h"
#include "host/worker_main.h"
#include "text/charset.h"
#include "text/converters.h"

enum {
    PIECE = 256 * 1024,
    EXPANSION = 4, /* texts of the documents in one source may be so many times as large as a
                      source: archives are packed */
};

typedef struct loading {
    worker_state *worker;
    limits limits;
    text_rules rules;
    preparer *preparer;
} loading;

/* One source on its way. */
typedef struct arrival {
    loading *loading;
    const char *name, *charset;
    const char *known;    /* sha256s of bytes that need no loading */
    const plugin *loader; /* NULL for plain text */
    reader options;       /* for it */
    buffer bytes;
    digest_hex hash;
    charset_result decoded;
    uint32_t documents;
    size_t left_empty; /* records without text */
    size_t text;       /* bytes in them, with their titles and metadata */
} arrival;

static status read_file(arrival *a, int file, error *e)
{
    size_t limit = a->loading->limits.document;
    struct stat s = { 0 }, later = { 0 };
    if (fstat(file, &s) == 0 && (uint64_t)s.st_size > limit)
        return error_set(e, STATUS_LIMIT, "larger than %zu MiB; --max-document raises the limit",
                         limit >> 20);
    for (;;) {
        char *room = buffer_room(&a->bytes, PIECE);
        if (room == NULL) return error_memory(e);
        ssize_t got = read(file, room, PIECE);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return error_system(e, "cannot read it");
        if (got == 0) break;
        a->bytes.length += (size_t)got;
        if (a->bytes.length > limit)
            return error_set(e, STATUS_LIMIT,
                             "larger than %zu MiB; --max-document raises the limit", limit >> 20);
    }
    digest sum;
    digest_begin(&sum);
    digest_add(&sum, a->bytes.data, a->bytes.length);
    if (fstat(file, &later) == 0 &&
        (later.st_size != s.st_size || later.st_mtim.tv_sec != s.st_mtim.tv_sec ||
         later.st_mtim.tv_nsec != s.st_mtim.tv_nsec))
        return error_set(e, STATUS_SYSTEM, "it changed while it was read; load it again");
    a->hash = digest_end(&sum);
    return STATUS_OK;
}

/* A loader may add documents without end, and the parent holds them until the last has come. */
static status check_amount(arrival *a, const document *d, error *e)
{
    const limits *l = &a->loading->limits;
    if (a->documents >= l->rows)
        return error_set(e, STATUS_LIMIT,
                         "more than %zu documents in it; --max-rows raises the limit", l->rows);
    a->text += d->text.length + (d->title == NULL ? 0 : strlen(d->title)) +
               (d->metadata == NULL ? 0 : strlen(d->metadata));
    if (a->text / EXPANSION > l->document)
        return error_set(
            e, STATUS_LIMIT,
            "more than %d times %zu MiB of text in it; --max-document raises the limit", EXPANSION,
            l->document >> 20);
    return STATUS_OK;
}

/* Prepares a document and sends it. */
static status send_document(void *context, document *d, error *e)
{
    arrival *a = context;
    buffer payload = { 0 };
    status s = check_amount(a, d, e);
    d->ordinal = a->documents++;
    if (s == STATUS_OK) s = preparer_run(a->loading->preparer, d, e);
    if (s == STATUS_OK) s = preparer_find_readings(a->loading->preparer, d, e);
    if (s == STATUS_OK) document_frame_write(&payload, d);
    if (s == STATUS_OK) s = frame_send(a->loading->worker->channel, MESSAGE_LOADED, &payload, e);
    buffer_free(&payload);
    document_free(d);
    return s;
}

static status load_text(arrival *a, error *e)
{
    document d = { 0 };
    if (charset_is_binary(a->bytes.data, a->bytes.length))
        return error_set(e, STATUS_PLUGIN, "not a text, and no loader knows its format");
    status s = charset_decode(a->bytes.data, a->bytes.length, a->charset, &d.text, &a->decoded, e);
    if (s == STATUS_OK &&
        strspn(d.text.data == NULL ? "" : d.text.data, " \t\r\n\f\v") == d.text.length)
        s = error_set(e, STATUS_PLUGIN, "no text in it");
    if (s == STATUS_OK) return send_document(a, &d, e);
    document_free(&d);
    return s;
}

typedef struct loader_call {
    source_reading reading;
    reader *options;
    const script_library *library;
} loader_call;

static int call_load(lua_State *L)
{
    loader_call *c = lua_touserdata(L, -1);
    lua_pop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, c);
    lua_getfield(L, -1, "load");
    c->library->push_source(L, &c->reading);
    options_push(L, c->options);
    lua_call(L, 3, 0);
    c->library->finish_source(L, &c->reading);
    return 0;
}

static status run_program(void *context, const program_call *call, buffer *written,
                          size_t *complaints, error *e)
{
    const arrival *a = context;
    return program_run(a->loading->worker->channel, call, written, complaints, e);
}

static status run_loader(arrival *a, error *e)
{
    worker_state *w = a->loading->worker;
    sandbox *box = NULL;
    loader_call c = { .library = w->host->library,
                      .options = &a->options,
                      .reading = { .name = a->name,
                                   .bytes = a->bytes.data,
                                   .length = a->bytes.length,
                                   .charset = a->charset,
                                   .decoded = &a->decoded,
                                   .add = send_document,
                                   .run = run_program,
                                   .context = a } };
    status s = worker_sandbox(w, a->loader, &a->loading->limits, &box, e);
    if (s == STATUS_OK) s = worker_load_plugin(box, a->loader, e);
    if (s == STATUS_OK) {
        lua_rawsetp(sandbox_state(box), LUA_REGISTRYINDEX, &c);
        s = sandbox_run(box, call_load, &c, e);
    }
    sandbox_free(box);
    a->left_empty = c.reading.left_empty;
    if (s == STATUS_OK && a->documents == 0) s = error_set(e, STATUS_PLUGIN, "no text in it");
    return s;
}

/* Tells the parent what the file was; the documents follow unless it is the one that is known. */
static status send_reading(arrival *a, bool is_known, error *e)
{
    buffer payload = { 0 };
    frame_put_unsigned(&payload, a->bytes.length);
    frame_put_text(&payload, a->hash.text);
    frame_put_unsigned(&payload, is_known);
    frame_put_text(&payload, a->decoded.name);
    frame_put_number(&payload, a->decoded.confidence);
    frame_put_unsigned(&payload, a->decoded.replacements);
    frame_put_unsigned(&payload, a->left_empty);
    status s = frame_send(a->loading->worker->channel, MESSAGE_SOURCE_READ, &payload, e);
    buffer_free(&payload);
    return s;
}

static void answer_source(loading *l, const buffer *request)
{
    host *h = l->worker->host;
    arrival a = { .loading = l };
    error failure = { 0 };
    int file = -1;
    reader r = reader_of(request->data, request->length);
    a.name = reader_text(&r);
    a.known = reader_text(&r);
    a.charset = reader_text(&r);
    uint64_t loader = reader_unsigned(&r); /* 0 for plain text, else 1 + index */
    if (r.failed || loader > h->plugins.plugins.count) _exit(1);
    if (loader > 0) a.loader = &h->plugins.plugins.items[loader - 1];
    a.options = r; /* the rest */
    status s = descriptor_receive(l->worker->channel, &file, &failure);
    if (s == STATUS_OK) s = read_file(&a, file, &failure);
    bool is_known = s == STATUS_OK && a.known != NULL && strstr(a.known, a.hash.text) != NULL;
    if (s == STATUS_OK && !is_known && a.bytes.length == 0)
        s = error_set(&failure, STATUS_PLUGIN, "the file is empty");
    if (s == STATUS_OK && !is_known)
        s = a.loader == NULL ? load_text(&a, &failure) : run_loader(&a, &failure);
    if (file >= 0) close(file);
    if (*a.hash.text != '\0') send_reading(&a, is_known, s == STATUS_OK ? &failure : NULL);
    if (failure.code == STATUS_NO_MEMORY)
        error_set(&failure, STATUS_LIMIT, "no memory for it; --max-memory raises the limit");
    message_done(l->worker->channel, &failure, NULL);
    buffer_free(&a.bytes);
    error_clear(&failure);
}

/* Prepares a document that was stored: its blocks and their roles are what they were. */
static void answer_document(loading *l, const buffer *request)
{
    document d = { 0 };
    error failure = { 0 };
    buffer payload = { 0 };
    reader r = reader_of(request->data, request->length);
    status s = document_frame_read(&r, &d, &failure);
    for (size_t i = 0; i < d.blocks.count; i++) d.blocks.items[i].role_given = true;
    if (s == STATUS_OK) s = preparer_recover(&d, &failure);
    if (s == STATUS_OK) s = preparer_run(l->preparer, &d, &failure);
    if (s == STATUS_OK) s = preparer_find_readings(l->preparer, &d, &failure);
    if (s == STATUS_OK) document_frame_write(&payload, &d);
    if (s == STATUS_OK) frame_send(l->worker->channel, MESSAGE_LOADED, &payload, &failure);
    message_done(l->worker->channel, &failure, NULL);
    buffer_free(&payload);
    document_free(&d);
    error_clear(&failure);
}

void load_worker(worker_state *w)
{
    loading l = { .worker = w };
    error failure = { 0 };
    buffer payload = { 0 };
    digest_hex made_of = { "" };
    unsigned char kind;
    reader r = reader_of(w->request.data, w->request.length);
    l.limits = message_limits(&r);
    const char *charset = reader_text(&r);
    if (!reader_done(&r)) _exit(1);
    converters_prepare(charset);
    status s = worker_confine(w, &l.limits, &failure);
    if (s == STATUS_OK) s = languages_read_rules(w, &l.rules, &made_of, &failure);
    if (s == STATUS_OK) s = preparer_create(&l.rules, &l.preparer, &failure);
    frame_put_text(&payload, made_of.text);
    if (s == STATUS_OK) s = frame_send(w->channel, MESSAGE_RULES, &payload, &failure);
    message_done(w->channel, &failure, NULL);
    error_clear(&failure);
    while (s == STATUS_OK && frame_receive(w->channel, &kind, &payload, -1, NULL) == STATUS_OK) {
        if (kind == MESSAGE_SOURCE) answer_source(&l, &payload);
        else if (kind == MESSAGE_DOCUMENT) answer_document(&l, &payload);
        else break;
    }
    buffer_free(&payload);
    preparer_free(l.preparer);
    text_rules_free(&l.rules);
}
