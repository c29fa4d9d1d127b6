/* Specs, the parent's side: the conversation with the worker that holds the spec, and the two runs
 * of a case. */
#include "host/spec.h"

#include <stdlib.h>
#include <string.h>

#include "host/pool.h"
#include "host/spec_parts.h"

static const char *const part_names[SPEC_PARTS] = {
    [SPEC_FILE] = "file",         [SPEC_SEED] = "seed",   [SPEC_OPTION] = "option",
    [SPEC_SENTENCE] = "sentence", [SPEC_TITLE] = "title", [SPEC_WIDTH] = "width",
};

const char *spec_part_name(spec_part part) { return part_names[part]; }

/* ---- reading ---- */

static status read_text(reader *r, char **out, error *e)
{
    const char *text = reader_text(r);
    *out = text == NULL ? NULL : strdup(text);
    return text != NULL && *out == NULL ? error_memory(e) : STATUS_OK;
}

static status read_given(reader *r, spec_case *c, error *e)
{
    spec_given *g = list_push(&c->given);
    if (g == NULL) return error_memory(e);
    uint64_t part = reader_unsigned(r);
    status s = read_text(r, &g->name, e);
    const char *bytes = reader_bytes(r, &g->length);
    if (part >= SPEC_PARTS) r->failed = true;
    if (s != STATUS_OK || r->failed) return s;
    g->part = (spec_part)part;
    g->text = malloc(g->length + 1);
    if (g->text == NULL) return error_memory(e);
    memcpy(g->text, bytes, g->length);
    g->text[g->length] = '\0';
    return STATUS_OK;
}

static status read_columns(reader *r, spec_case *c, error *e)
{
    c->column_count = reader_count(r, 3);
    c->columns = calloc(c->column_count + 1, sizeof *c->columns);
    if (c->columns == NULL) return error_memory(e);
    status s = STATUS_OK;
    for (size_t i = 0; i < c->column_count && s == STATUS_OK; i++) {
        s = read_text(r, &c->columns[i].name, e);
        uint64_t type = reader_unsigned(r);
        if (type >= COLUMN_TYPES || (s == STATUS_OK && c->columns[i].name == NULL))
            r->failed = true;
        else c->columns[i].type = (column_type)type;
        if (s == STATUS_OK) s = read_text(r, &c->columns[i].help, e);
    }
    return s;
}

static status read_case(reader *r, spec_case *c, error *e)
{
    status s = read_text(r, &c->name, e);
    for (size_t n = reader_count(r, 3); n > 0 && s == STATUS_OK && !r->failed; n--)
        s = read_given(r, c, e);
    if (s == STATUS_OK) s = read_columns(r, c, e);
    if (s != STATUS_OK) return s;
    size_t length;
    c->row_count = reader_unsigned32(r);
    const char *cells = reader_bytes(r, &length);
    if (c->name == NULL) r->failed = true;
    if (!r->failed) buffer_append(&c->cells, cells, length);
    return c->cells.state == STATUS_OK ? STATUS_OK : error_memory(e);
}

static status read_cases(spec *s, const buffer *payload, error *e)
{
    reader r = reader_of(payload->data, payload->length);
    uint64_t kind = reader_unsigned(&r);
    status st = read_text(&r, &s->plugin, e);
    for (size_t n = reader_count(&r, 4); n > 0 && st == STATUS_OK && !r.failed; n--) {
        spec_case *c = list_push(&s->cases);
        st = c == NULL ? error_memory(e) : read_case(&r, c, e);
    }
    if (st == STATUS_OK && (!reader_done(&r) || kind >= PLUGIN_KINDS || s->plugin == NULL))
        st = error_set(e, STATUS_SYSTEM, "a worker sent a broken message");
    s->kind = (plugin_kind)kind;
    return st;
}

/* ---- the conversation ---- */

/* Sends a request and takes the answer: cases into the spec, output into `out`. */
static status ask(spec *s, message what, const buffer *request, buffer *out, error *e)
{
    buffer payload = { 0 };
    message kind = 0;
    status st = frame_send(s->worker.channel, what, request, e);
    while (st == STATUS_OK && kind != MESSAGE_DONE) {
        st = pool_receive(s->host, &s->worker, s->host->document_limits.wall_seconds, &kind,
                          &payload, e);
        if (st != STATUS_OK) break;
        if (kind == MESSAGE_CASES) st = read_cases(s, &payload, e);
        else if (kind == MESSAGE_OUTPUT && out != NULL)
            buffer_append(out, payload.data, payload.length);
        else if (kind == MESSAGE_DONE) st = message_outcome(&payload, e);
    }
    buffer_free(&payload);
    return st;
}

status spec_open(host *h, const char *path, spec *out, error *e)
{
    buffer request = { 0 };
    *out = (spec){ .host = h, .worker = { .pid = -1, .channel = -1 }, .path = strdup(path) };
    if (out->path == NULL) return error_memory(e);
    status s = nursery_fork(h->nursery, &out->worker, e);
    frame_put_text(&request, path);
    if (s == STATUS_OK) s = ask(out, MESSAGE_SPEC, &request, NULL, e);
    buffer_free(&request);
    return s;
}

static void free_case(spec_case *c)
{
    free(c->name);
    for (size_t i = 0; i < c->given.count; i++) {
        free(c->given.items[i].name);
        free(c->given.items[i].text);
    }
    list_free(&c->given);
    for (size_t i = 0; c->columns != NULL && i < c->column_count; i++) {
        free(c->columns[i].name);
        free(c->columns[i].help);
    }
    free(c->columns);
    buffer_free(&c->cells);
}

void spec_close(spec *s)
{
    if (s->host != NULL) nursery_reap(s->host->nursery, &s->worker, true, NULL, NULL);
    for (size_t i = 0; i < s->cases.count; i++) free_case(&s->cases.items[i]);
    list_free(&s->cases);
    free(s->plugin);
    free(s->path);
    *s = (spec){ 0 };
}

status spec_judge(spec *s, size_t index, const buffer *actual, buffer *complaints, error *e)
{
    buffer request = { 0 };
    frame_put_unsigned(&request, index + 1); /* as Lua counts */
    frame_put_bytes(&request, actual->data, actual->length);
    status st = ask(s, MESSAGE_JUDGE, &request, complaints, e);
    buffer_free(&request);
    return st == STATUS_OK && complaints->state != STATUS_OK ? error_memory(e) : st;
}

/* ---- the two runs ---- */

/* The line that begins at `at`, without its end. */
static int line_length(const buffer *text, size_t at)
{
    const char *end = memchr(text->data + at, '\n', text->length - at);
    size_t length = end == NULL ? text->length - at : (size_t)(end - text->data) - at;
    return length > 400 ? 400 : (int)length; /* a line of a complaint, not the whole result */
}

/* Says where the outcomes of the two runs part. */
static void complain_of_difference(const buffer *first, const buffer *second, buffer *complaints)
{
    size_t line = 0, shorter = first->length < second->length ? first->length : second->length;
    for (size_t i = 0; i < shorter && first->data[i] == second->data[i]; i++)
        if (first->data[i] == '\n') line = i + 1;
    buffer_text(
        complaints,
        "the second run, in another process with the documents in reverse, gave something else; "
        "does it\n"
        "go through a table with pairs? moonleaf.sorted has a fixed order (- first, + second):\n");
    buffer_format(complaints, "  - %.*s\n", line_length(first, line), first->data + line);
    buffer_format(complaints, "  + %.*s\n", line_length(second, line), second->data + line);
}

static status run_turns(const spec_turn *one, const spec_turn *two, buffer *actual, buffer *again,
                        error *e)
{
    static status (*const runs[PLUGIN_KINDS])(const spec_turn *, buffer *, error *) = {
        [PLUGIN_LOADER] = spec_run_loader,
        [PLUGIN_FORMAT] = spec_run_format,
        [PLUGIN_LANGUAGE] = spec_run_language,
    };
    if (one->spec->kind == PLUGIN_ANALYSIS) return spec_run_analysis(one, two, actual, again, e);
    status s = runs[one->spec->kind](one, actual, e);
    return s == STATUS_OK ? runs[one->spec->kind](two, again, e) : s;
}

status spec_run(host *first, host *second, const spec *s, size_t index, buffer *actual,
                buffer *complaints, error *e)
{
    buffer again = { 0 };
    error failure = { 0 };
    spec_turn one = { .host = first, .spec = s, .given = &s->cases.items[index] };
    spec_turn two = { .host = second, .is_second = true, .spec = s, .given = one.given };
    first->workers = 1;
    second->workers = 2;
    status st = run_turns(&one, &two, actual, &again, &failure);
    buffer_append(actual, "", 0);
    buffer_append(&again, "", 0);
    bool is_same =
        actual->length == again.length && memcmp(actual->data, again.data, again.length) == 0;
    if (st == STATUS_PLUGIN || st == STATUS_LIMIT || st == STATUS_USAGE) {
        buffer_format(complaints, "%s\n%s", error_text(&failure),
                      failure.detail != NULL ? failure.detail : "");
        st = STATUS_OK;
    } else if (st == STATUS_OK && (actual->state != STATUS_OK || again.state != STATUS_OK)) {
        st = error_memory(e);
    } else if (st == STATUS_OK && !is_same) {
        complain_of_difference(actual, &again, complaints);
    } else if (st != STATUS_OK) {
        error_set(e, st, "%s", error_text(&failure));
    }
    error_clear(&failure);
    buffer_free(&again);
    return st;
}
