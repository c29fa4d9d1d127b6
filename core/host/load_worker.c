/* A worker that turns sources into documents: reads the file, decodes it, runs its loader, prepares
 * what comes out. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/document_frame.h"
#include "corpus/prepare.h"
#include "host/languages.h"
#include "host/loader_choice.h"
#include "host/loader_options.h"
#include "host/message.h"
#include "host/options.h"
#include "host/program.h"
#include "host/sandbox.h"
#include "host/unpacking.h"
#include "host/worker_main.h"
#include "text/charset.h"
#include "text/converters.h"

static const char TOO_DEEP[] = "files in files, too deep to be loaded";

enum {
    PIECE = 256 * 1024,
    ARCHIVE_SIZE = 64, /* an archive may be so many times --max-document, as what comes out of it */
    DISK_BLOCK = 512,  /* bytes; what st_blocks counts */
    HOLES = 16,    /* a file of which less than one part in so many is on the disk is of holes */
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
    map *known; /* what is in the corpus: a key of known_key() each; shared by all of an archive */
    reader options; /* of loaders; as above */
    loader_choice choice;
    buffer bytes;
    uint64_t size;
    digest_hex hash;
    charset_result decoded;
    uint32_t documents, own; /* all, and those that are not of files in the source */
    size_t left_empty;       /* records without text */
    buffer problems;         /* parts that could not be read, a line each */
    size_t text;             /* bytes in them, with their titles and metadata */
    size_t folder;           /* bytes of the source's folder in `name` */
    size_t source;   /* ... and of its whole name, when the bytes are of a file in it; else 0 */
    uint32_t number; /* of the documents of that file */
    int depth;       /* files in files */
} arrival;

/* What is too large is refused before it is read. An archive may be larger than a document, but not
 * all holes, which cost no disk and much time. */
static status check_size(const arrival *a, const struct stat *s, size_t limit, error *e)
{
    uint64_t size = (uint64_t)s->st_size, written = (uint64_t)s->st_blocks * DISK_BLOCK;
    if (size > limit)
        return error_set(e, STATUS_LIMIT, "larger than %zu MiB; --max-document raises the limit",
                         limit >> 20);
    if (size > a->loading->limits.document && written < size / HOLES)
        return error_set(e, STATUS_LIMIT, "a file of holes: %llu MiB long, nearly all of it empty",
                         (unsigned long long)(size >> 20));
    return STATUS_OK;
}

/* Reads the file into `bytes`, or an archive, which may be larger, for its hash alone. */
static status read_file(arrival *a, int file, error *e)
{
    size_t limit = a->loading->limits.document;
    struct stat s = { 0 }, later = { 0 };
    digest sum;
    if (a->choice.is_container &&
        __builtin_mul_overflow(a->loading->limits.document, (size_t)ARCHIVE_SIZE, &limit))
        limit = SIZE_MAX;
    status fits = fstat(file, &s) == 0 ? check_size(a, &s, limit, e) : STATUS_OK;
    if (fits != STATUS_OK) return fits;
    digest_begin(&sum);
    for (;;) {
        char *room = buffer_room(&a->bytes, PIECE);
        if (room == NULL) return error_memory(e);
        ssize_t got = read(file, room, PIECE);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return error_system(e, "cannot read it");
        if (got == 0) break;
        digest_add(&sum, room, (size_t)got);
        a->size += (size_t)got;
        if (a->size > limit)
            return error_set(e, STATUS_LIMIT,
                             "larger than %zu MiB; --max-document raises the limit", limit >> 20);
        if (!a->choice.is_container) a->bytes.length += (size_t)got;
    }
    if (fstat(file, &later) == 0 &&
        (later.st_size != s.st_size || later.st_mtim.tv_sec != s.st_mtim.tv_sec ||
         later.st_mtim.tv_nsec != s.st_mtim.tv_nsec))
        return error_set(e, STATUS_SYSTEM, "it changed while it was read; load it again");
    a->hash = digest_end(&sum);
    return STATUS_OK;
}

static void known_key(buffer *out, const char *path, const char *loader, const char *hash)
{
    frame_put_text(out, path);
    frame_put_text(out, loader);
    frame_put_text(out, hash);
}

/* Reads what load.c wrote: paths, loaders and hashes of the sources that are in the corpus. */
static status read_known(reader *r, map **known, error *e)
{
    buffer key = { 0 };
    status s = (*known = map_create()) == NULL ? error_memory(e) : STATUS_OK;
    for (size_t n = reader_count(r, 3); n > 0 && !r->failed && s == STATUS_OK; n--) {
        const char *path = reader_text(r), *loader = reader_text(r);
        buffer_clear(&key);
        known_key(&key, path, loader, reader_text(r));
        if (key.state != STATUS_OK || map_add(*known, key.data, key.length) < 0)
            s = error_memory(e);
    }
    buffer_free(&key);
    return s;
}

/* True when the corpus has the source with these bytes. */
static bool is_known(const arrival *a)
{
    buffer key = { 0 };
    known_key(&key, a->name, loader_choice_name(&a->choice), a->hash.text);
    bool found = key.state == STATUS_OK && map_find(a->known, key.data, key.length) >= 0;
    buffer_free(&key);
    return found;
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

/* Control characters say nothing in a text and much to a terminal: they become spaces, byte by
 * byte. */
static void clear_controls(char *text, size_t length)
{
    static const bool looks_so[256] = {
        [0 ... 8] = true, [14 ... 31] = true, [0x7f] = true, [0xc2] = true
    };
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (!looks_so[c]) continue;
        bool is_c1 = c == 0xc2 && i + 1 < length && (unsigned char)text[i + 1] < 0xa0;
        if (c != 0xc2 || is_c1) text[i] = ' ';
        if (is_c1) text[++i] = ' ';
    }
}

/* A document of a file in a source is called by both: "mail.eml/table.csv", "mail.eml/table.csv#2".
 */
static status name_attached(arrival *a, document *d, error *e)
{
    buffer name = { 0 };
    buffer_text(&name, a->name + a->folder);
    if (++a->number > 1) buffer_format(&name, "#%u", a->number);
    d->name = buffer_take(&name);
    return d->name == NULL ? error_memory(e) : STATUS_OK;
}

/* Prepares a document and sends it. */
static status send_document(void *context, document *d, error *e)
{
    arrival *a = context;
    buffer payload = { 0 };
    status s = check_amount(a, d, e);
    d->ordinal = a->documents++;
    if (a->source == 0) a->own++;
    else if (s == STATUS_OK) s = name_attached(a, d, e);
    if (d->text.data != NULL) clear_controls(d->text.data, d->text.length);
    if (d->title != NULL) clear_controls(d->title, strlen(d->title));
    if (d->metadata != NULL) clear_controls(d->metadata, strlen(d->metadata));
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
    const script_library *library;
    reader options;
} loader_call;

static int call_load(lua_State *L)
{
    loader_call *c = lua_touserdata(L, -1);
    lua_pop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, c);
    lua_getfield(L, -1, "load");
    c->library->push_source(L, &c->reading);
    options_push(L, &c->options);
    lua_call(L, 3, 0);
    c->library->finish_source(L, &c->reading);
    return 0;
}

static status run_program(void *context, const program_call *call, buffer *written,
                          size_t *complaints, error *e)
{
    const arrival *a = context;
    program_call named = *call;
    named.loader = a->choice.loader->name;
    return program_run(a->loading->worker->channel, &named, written, complaints, e);
}

/* Adds a line to what could not be read, of a file in the source with its name. */
static status add_problem(arrival *a, const char *line, size_t length, error *e)
{
    if (a->problems.length > 0) buffer_byte(&a->problems, '\n');
    if (a->source > 0) buffer_format(&a->problems, "%s: ", a->name + a->source + 1);
    buffer_append(&a->problems, line, length);
    return a->problems.state == STATUS_OK ? STATUS_OK : error_memory(e);
}

/* Keeps what could not be read of a source whose rest could be; all of it is a failure. */
static status take_problems(arrival *a, const source_reading *r, bool is_empty, error *e)
{
    const char *line = r->told.data == NULL ? "no text in it" : r->told.data, *end;
    if (is_empty && r->problems > 1)
        return error_set(e, STATUS_PLUGIN, "%.*s (and %zu more)", (int)strcspn(line, "\n"), line,
                         r->problems - 1);
    if (is_empty) return error_set(e, STATUS_PLUGIN, "%s", line);
    status s = STATUS_OK;
    for (line = r->told.data; line != NULL && s == STATUS_OK;
         line = *end == '\0' ? NULL : end + 1) {
        end = line + strcspn(line, "\n");
        s = add_problem(a, line, (size_t)(end - line), e);
    }
    char more[64];
    int length =
        snprintf(more, sizeof more, "%zu more could not be read", r->problems - PROBLEMS_TOLD);
    return s == STATUS_OK && r->problems > PROBLEMS_TOLD ? add_problem(a, more, (size_t)length, e)
                                                         : s;
}

static status load_attached(arrival *a, const attached_list *files, error *e);

static void free_reading(source_reading *r)
{
    for (size_t i = 0; i < r->attached.count; i++) {
        free(r->attached.items[i].name);
        buffer_free(&r->attached.items[i].bytes);
    }
    list_free(&r->attached);
    buffer_free(&r->told);
}

static status run_loader(arrival *a, error *e)
{
    worker_state *w = a->loading->worker;
    const plugin *loader = a->choice.loader;
    sandbox *box = NULL;
    uint32_t before = a->documents;
    loader_call c = { .library = w->host->library,
                      .options = loader_options_of(w->host, loader, a->options),
                      .reading = { .name = a->name,
                                   .bytes = a->bytes.data,
                                   .length = a->bytes.length,
                                   .charset = a->charset,
                                   .decoded = &a->decoded,
                                   .add = send_document,
                                   .run = run_program,
                                   .context = a } };
    status s = worker_sandbox(w, loader, &a->loading->limits, &box, e);
    if (s == STATUS_OK) s = worker_load_plugin(box, loader, e);
    if (s == STATUS_OK) {
        lua_rawsetp(sandbox_state(box), LUA_REGISTRYINDEX, &c);
        s = sandbox_run(box, call_load, &c, e);
    }
    sandbox_free(box);
    a->left_empty += c.reading.left_empty;
    if (s == STATUS_OK) s = load_attached(a, &c.reading.attached, e);
    if (s == STATUS_OK) s = take_problems(a, &c.reading, a->documents == before, e);
    free_reading(&c.reading);
    return s;
}

/* ---- files in a source ---- */

static loader_choice choose(arrival *a, const char *path, const buffer *bytes)
{
    loader_choice c = { 0 };
    sample file = { .bytes = bytes->data == NULL ? "" : bytes->data, .length = bytes->length };
    loader_choose(a->loading->worker->host, path, &file, &c, NULL);
    return c;
}

static bool is_container(void *context, const char *path, const buffer *bytes)
{
    return choose(context, path, bytes).is_container;
}

/* Loads a file as if it lay in the source's place; its failure is a problem of the source. */
static status take_attached(void *context, const char *path, const buffer *bytes,
                            const error *unpacked, error *e)
{
    arrival *a = context;
    const arrival outer = *a;
    error failure = { 0 };
    status s = unpacked->code;
    bool is_text = !charset_is_binary(bytes->data, bytes->length);
    if (outer.source == 0) a->source = strlen(a->name);
    a->name = path;
    a->choice = choose(a, path, bytes);
    a->bytes = *bytes;
    a->number = 0;
    a->depth++;
    if (s != STATUS_OK) error_set(&failure, s, "%s", error_text(unpacked));
    else if (bytes->length == 0) s = error_set(&failure, STATUS_PLUGIN, "the file is empty");
    else if (a->choice.loader != NULL) s = run_loader(a, &failure);
    else if (is_text) s = load_text(a, &failure);
    const char *why = s == STATUS_OK ? "" : error_text(&failure);
    status told = s == STATUS_OK ? STATUS_OK : add_problem(a, why, strlen(why), e);
    error_clear(&failure);
    arrival done = *a;
    *a = outer;
    a->documents = done.documents;
    a->left_empty = done.left_empty;
    a->text = done.text;
    a->problems = done.problems;
    return told;
}

static status unpack_attached(arrival *a, const char *path, const buffer *bytes, error *e)
{
    unpacking u = { .path = path,
                    .bytes = bytes->data,
                    .size = bytes->length,
                    .limits = a->loading->limits,
                    .take = take_attached,
                    .is_container = is_container,
                    .context = a };
    error failure = { 0 };
    status s = unpack(&u, &failure);
    if (s != STATUS_OK) s = take_attached(a, path, bytes, &failure, e);
    error_clear(&failure);
    return s;
}

static status load_attached(arrival *a, const attached_list *files, error *e)
{
    static const error none = { 0 };
    status s = STATUS_OK;
    for (size_t i = 0; i < files->count && s == STATUS_OK; i++) {
        const attached *file = &files->items[i];
        buffer path = { 0 };
        buffer_format(&path, "%s/%s", a->name, file->name);
        if (path.state != STATUS_OK) s = error_memory(e);
        else if (a->depth >= ARCHIVE_DEPTH) s = add_problem(a, TOO_DEEP, strlen(TOO_DEEP), e);
        else if (is_container(a, path.data, &file->bytes))
            s = unpack_attached(a, path.data, &file->bytes, e);
        else s = take_attached(a, path.data, &file->bytes, &none, e);
        buffer_free(&path);
    }
    return s;
}

/* Tells the parent what the source was and how it went. */
static status send_reading(arrival *a, bool is_known, const error *failure, error *e)
{
    buffer payload = { 0 }, outcome = { 0 };
    frame_put_unsigned(&payload, a->size);
    frame_put_text(&payload, a->hash.text);
    frame_put_unsigned(&payload, is_known);
    frame_put_text(&payload, a->decoded.name);
    frame_put_number(&payload, a->decoded.confidence);
    frame_put_unsigned(&payload, a->decoded.replacements);
    frame_put_unsigned(&payload, a->own);
    frame_put_unsigned(&payload, a->left_empty);
    frame_put_text(&payload, a->problems.data);
    frame_put_text(&payload, loader_choice_name(&a->choice));
    message_put_outcome(&outcome, failure);
    frame_put_bytes(&payload, outcome.data, outcome.length);
    if (outcome.state != STATUS_OK) payload.state = outcome.state;
    status s = frame_send(a->loading->worker->channel, MESSAGE_SOURCE_READ, &payload, e);
    buffer_free(&outcome);
    buffer_free(&payload);
    return s;
}

/* Turns the bytes of a source into documents, unless they are known. */
static void load_source(arrival *a, error *failure)
{
    const char *slash = strrchr(a->name, '/');
    a->folder = slash == NULL ? 0 : (size_t)(slash + 1 - a->name);
    bool known = is_known(a);
    status s = STATUS_OK;
    if (!known && a->bytes.length == 0) s = error_set(failure, STATUS_PLUGIN, "the file is empty");
    else if (!known) s = a->choice.loader == NULL ? load_text(a, failure) : run_loader(a, failure);
    if (s == STATUS_NO_MEMORY)
        error_set(failure, STATUS_LIMIT, "no memory for it; --max-memory raises the limit");
    send_reading(a, known, failure, NULL);
}

/* ---- archives ---- */

static status begin_member(void *context, const char *path, error *e)
{
    arrival *a = context;
    buffer payload = { 0 };
    frame_put_text(&payload, path);
    status s = frame_send(a->loading->worker->channel, MESSAGE_MEMBER, &payload, e);
    buffer_free(&payload);
    return s;
}

/* A file of the archive is loaded as if it lay there. */
static status take_member(void *context, const char *path, const buffer *bytes,
                          const error *unpacked, error *e)
{
    arrival *archive = context;
    arrival a = { .loading = archive->loading,
                  .name = path,
                  .charset = archive->charset,
                  .known = archive->known,
                  .options = archive->options,
                  .choice = choose(archive, path, bytes),
                  .bytes = *bytes,
                  .size = bytes->length };
    if (unpacked->code != STATUS_OK) return send_reading(&a, false, unpacked, e);
    error failure = { 0 };
    digest sum;
    digest_begin(&sum);
    digest_add(&sum, bytes->data, bytes->length);
    a.hash = digest_end(&sum);
    load_source(&a, &failure);
    buffer_free(&a.problems);
    error_clear(&failure);
    return STATUS_OK;
}

static void load_archive(arrival *a, int file, size_t passed, error *failure)
{
    bool known = is_known(a);
    send_reading(a, known, failure, NULL);
    if (known) return;
    unpacking u = { .path = a->name,
                    .file = file,
                    .size = a->size,
                    .passed = passed,
                    .limits = a->loading->limits,
                    .begin = begin_member,
                    .take = take_member,
                    .is_container = is_container,
                    .context = a };
    if (lseek(file, 0, SEEK_SET) == 0) unpack(&u, failure);
    else error_system(failure, "cannot read it");
}

/* ---- */

static void answer_source(loading *l, const buffer *request)
{
    host *h = l->worker->host;
    arrival a = { .loading = l };
    error failure = { 0 };
    int file = -1;
    reader r = reader_of(request->data, request->length);
    a.name = reader_text(&r);
    a.charset = reader_text(&r);
    uint64_t loader = reader_unsigned(&r); /* 0 for plain text, else 1 + index */
    a.choice.is_container = reader_unsigned(&r) != 0;
    size_t passed = reader_unsigned(&r), length;
    const char *options = reader_bytes(&r, &length);
    status s = read_known(&r, &a.known, &failure);
    if (!reader_done(&r) || loader > h->plugins.plugins.count) _exit(1);
    if (loader > 0) a.choice.loader = &h->plugins.plugins.items[loader - 1];
    a.options = reader_of(options, length);
    if (s == STATUS_OK) s = descriptor_receive(l->worker->channel, &file, &failure);
    if (s == STATUS_OK) s = read_file(&a, file, &failure);
    if (s == STATUS_OK && a.choice.is_container) load_archive(&a, file, passed, &failure);
    else if (s == STATUS_OK) load_source(&a, &failure);
    if (file >= 0) close(file);
    if (failure.code == STATUS_NO_MEMORY)
        error_set(&failure, STATUS_LIMIT, "no memory for it; --max-memory raises the limit");
    message_done(l->worker->channel, &failure, NULL);
    map_free(a.known);
    buffer_free(&a.bytes);
    buffer_free(&a.problems);
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
    status s = loader_choice_read(&r, w->host, &failure);
    if (!reader_done(&r)) _exit(1);
    converters_prepare(charset);
    if (s == STATUS_OK) s = worker_confine(w, &l.limits, &failure);
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
