/* Specs, the parent's side: the conversation with the worker that holds the spec, and the two runs
 * of a case. */
#include "host/spec.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "host/pool.h"
#include "host/spec_parts.h"

/* ---- what a spec says ---- */

static const char *name_of_part(unsigned part)
{
    static const char *const names[SPEC_PARTS] = {
        [SPEC_FILE] = "file",         [SPEC_SEED] = "seed",   [SPEC_OPTION] = "option",
        [SPEC_SENTENCE] = "sentence", [SPEC_TITLE] = "title", [SPEC_WIDTH] = "width",
    };
    return names[part];
}

static const char *name_of_kind(unsigned kind) { return plugin_kind_name(kind); }

static const frame_field given_fields[] = {
    { "part", FIELD_CHOICE, offsetof(spec_given, part), NULL, name_of_part, SPEC_PARTS },
    { "name", FIELD_TEXT, offsetof(spec_given, name), NULL, NULL, 0 },
    { "text", FIELD_BYTES, offsetof(spec_given, text), NULL, NULL, 0 },
    { .name = NULL },
};
static const frame_layout layout_of_given = { sizeof(spec_given), given_fields };

static const frame_field case_fields[] = {
    { "name", FIELD_NAME, offsetof(spec_case, name), NULL, NULL, 0 },
    { "given", FIELD_LIST, offsetof(spec_case, given), &layout_of_given, NULL, 0 },
    { "columns", FIELD_ARRAY, offsetof(spec_case, columns), &layout_of_column, NULL, 0 },
    { "cells", FIELD_BYTES, offsetof(spec_case, cells), NULL, NULL, 0 },
    { .name = NULL },
};
static const frame_layout layout_of_case = { sizeof(spec_case), case_fields };

static const frame_field cases_fields[] = {
    { "kind", FIELD_CHOICE, offsetof(spec_cases, kind), NULL, name_of_kind, PLUGIN_KINDS },
    { "plugin", FIELD_NAME, offsetof(spec_cases, plugin), NULL, NULL, 0 },
    { "list", FIELD_LIST, offsetof(spec_cases, list), &layout_of_case, NULL, 0 },
    { .name = NULL },
};
const frame_layout layout_of_cases = { sizeof(spec_cases), cases_fields };

static status read_cases(spec *s, const buffer *payload, error *e)
{
    reader r = reader_of(payload->data, payload->length);
    fields_read(&r, &layout_of_cases, &s->cases);
    return reader_done(&r) ? STATUS_OK
                           : error_set(e, STATUS_SYSTEM, "a worker sent a broken message");
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

void spec_close(spec *s)
{
    if (s->host != NULL) nursery_reap(s->host->nursery, &s->worker, true, NULL, NULL);
    fields_free(&layout_of_cases, &s->cases);
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
    if (one->spec->cases.kind == PLUGIN_ANALYSIS)
        return spec_run_analysis(one, two, actual, again, e);
    status s = runs[one->spec->cases.kind](one, actual, e);
    return s == STATUS_OK ? runs[one->spec->cases.kind](two, again, e) : s;
}

status spec_run(host *first, host *second, const spec *s, size_t index, buffer *actual,
                buffer *complaints, error *e)
{
    buffer again = { 0 };
    error failure = { 0 };
    spec_turn one = { .host = first, .spec = s, .given = &s->cases.list.items[index] };
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
