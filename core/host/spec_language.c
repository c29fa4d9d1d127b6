/* Cases of languages: texts cut into sentences by the language's rules, in a worker, as JSON: [ [
 * "sentence" ... ] ... ]. */
#include <string.h>
#include <unistd.h>

#include "host/languages.h"
#include "host/message.h"
#include "host/pool.h"
#include "host/spec_parts.h"
#include "text/sentences.h"

/* ---- in the parent ---- */

static void write_request(const spec_turn *t, buffer *out)
{
    frame_put_text(out, t->spec->cases.plugin);
    for (size_t i = 0; i < t->given->given.count; i++) {
        const spec_given *g = &t->given->given.items[i];
        if (g->part == SPEC_SENTENCE) frame_put_bytes(out, g->text, g->length);
    }
}

status spec_run_language(const spec_turn *t, buffer *actual, error *e)
{
    plugin *p;
    buffer payload = { 0 };
    worker w = { .pid = -1, .channel = -1 };
    message kind = 0;
    status s = host_find(t->host, PLUGIN_LANGUAGE, t->spec->cases.plugin, &p, e);
    if (s == STATUS_OK) s = nursery_fork(t->host->nursery, &w, e);
    write_request(t, &payload);
    if (s == STATUS_OK) s = frame_send(w.channel, MESSAGE_CUT, &payload, e);
    while (s == STATUS_OK && kind != MESSAGE_DONE) {
        s = pool_receive(t->host, &w, t->host->document_limits.wall_seconds, &kind, &payload, e);
        if (s == STATUS_OK && kind == MESSAGE_OUTPUT)
            buffer_append(actual, payload.data, payload.length);
        else if (s == STATUS_OK && kind == MESSAGE_DONE) s = message_outcome(&payload, e);
    }
    nursery_reap(t->host->nursery, &w, true, NULL, NULL);
    buffer_free(&payload);
    return s;
}

/* ---- in the worker ---- */

static status cut_text(sentence_breaker *b, const language_rules *rules, const char *text,
                       size_t length, buffer *out, error *e)
{
    span_list sentences = { 0 };
    span all = { 0, (uint32_t)length };
    status s = sentence_breaker_find(b, text, all, rules, &sentences, e);
    buffer_byte(out, '[');
    for (size_t i = 0; i < sentences.count && s == STATUS_OK; i++) {
        span at = sentences.items[i];
        if (i > 0) buffer_byte(out, ',');
        json_append_text(out, text + at.start, at.stop - at.start);
    }
    buffer_byte(out, ']');
    list_free(&sentences);
    return s;
}

static status cut_texts(worker_state *w, buffer *out, error *e)
{
    text_rules rules = { 0 };
    digest_hex made_of;
    sentence_breaker *b = NULL;
    buffer text = { 0 };
    reader r = reader_of(w->request.data, w->request.length);
    const char *tag = reader_text(&r);
    if (tag == NULL) _exit(1);
    status s = worker_confine(w, &w->host->document_limits, e);
    if (s == STATUS_OK) s = languages_read_rules(w, &rules, &made_of, e);
    if (s == STATUS_OK) s = sentence_breaker_create(&b, e);
    buffer_byte(out, '[');
    while (s == STATUS_OK && r.at < r.end && !r.failed) {
        size_t length;
        const char *bytes = reader_bytes(&r, &length);
        buffer_clear(&text);
        buffer_append(&text, bytes, length); /* with a NUL behind it */
        if (out->length > 1) buffer_text(out, ",\n");
        s = text.state != STATUS_OK
                ? error_memory(e)
                : cut_text(b, text_rules_find(&rules, tag), text.data, length, out, e);
    }
    buffer_byte(out, ']');
    sentence_breaker_free(b);
    text_rules_free(&rules);
    buffer_free(&text);
    return s;
}

void cut_worker(worker_state *w)
{
    error failure = { 0 };
    buffer out = { 0 };
    status s = cut_texts(w, &out, &failure);
    if (s == STATUS_OK) frame_send(w->channel, MESSAGE_OUTPUT, &out, &failure);
    message_done(w->channel, &failure, NULL);
    buffer_free(&out);
    error_clear(&failure);
}
