/* Cases of loaders: the documents that come out of the files, and their blocks, as JSON. */
#include <stdlib.h>
#include <string.h>

#include "host/spec_parts.h"

static void append_field(buffer *out, const char *name, value v)
{
    buffer_format(out, "%s\"%s\":", out->data[out->length - 1] == '{' ? "" : ",", name);
    json_append_value(out, &v);
}

static void append_document(buffer *out, const document *d)
{
    buffer_byte(out, '{');
    append_field(out, "name", value_of_text(d->name));
    append_field(out, "title", value_of_text(d->title));
    append_field(out, "language", value_of_text(d->language.text));
    append_field(out, "words", value_of_integer(d->words));
    buffer_format(out, ",\"metadata\":%s}", d->metadata == NULL ? "{}" : d->metadata);
}

static void append_block(buffer *out, const document *d, const block *b)
{
    value text = { .type = VALUE_TEXT,
                   .text = d->text.data + b->at.start,
                   .length = b->at.stop - b->at.start };
    buffer_byte(out, '{');
    append_field(out, "document", value_of_text(d->name));
    append_field(out, "type", value_of_text(block_kind_name(b->kind)));
    append_field(out, "role", value_of_text(block_role_name(b->role)));
    append_field(out, "level", value_of_integer(b->level));
    append_field(out, "page", b->page == 0 ? (value){ 0 } : value_of_integer(b->page));
    append_field(out, "language", value_of_text(b->language.text));
    append_field(out, "text", text);
    buffer_byte(out, '}');
}

/* The loader that read the files must be the one of the spec: another may know the same extension.
 */
static status check_loader(const spec_turn *t, store *in, error *e)
{
    statement q = statement_of(in, "SELECT path, loader FROM source WHERE loader <> ?1", e);
    statement_bind_text(&q, 1, t->spec->cases.plugin);
    if (statement_step(&q))
        q.state = error_set(e, STATUS_PLUGIN, "%s is read by the loader %s, not by %s",
                            statement_text(&q, 0), statement_text(&q, 1), t->spec->cases.plugin);
    status failed = q.state, ended = statement_end(&q);
    return failed != STATUS_OK ? failed : ended;
}

static status describe(const spec_corpus *c, buffer *actual, error *e)
{
    buffer blocks = { 0 };
    status s = STATUS_OK;
    buffer_text(actual, "{\"documents\":[");
    for (size_t i = 0; i < c->documents.count && s == STATUS_OK; i++) {
        document d = { 0 };
        s = document_read(c->store, c->documents.items[i], &d, e);
        if (s == STATUS_OK) {
            if (i > 0) buffer_text(actual, ",\n");
            append_document(actual, &d);
        }
        for (size_t n = 0; s == STATUS_OK && n < d.blocks.count; n++) {
            if (blocks.length > 0) buffer_text(&blocks, ",\n");
            append_block(&blocks, &d, &d.blocks.items[n]);
        }
        document_free(&d);
    }
    buffer_text(actual, "],\n\"blocks\":[");
    buffer_append(actual, blocks.data == NULL ? "" : blocks.data, blocks.length);
    buffer_text(actual, "]}");
    if (s == STATUS_OK && blocks.state != STATUS_OK) s = error_memory(e);
    buffer_free(&blocks);
    return s;
}

status spec_run_loader(const spec_turn *t, buffer *actual, error *e)
{
    plugin *p;
    spec_corpus c = { 0 };
    status s = host_find(t->host, PLUGIN_LOADER, t->spec->cases.plugin, &p, e);
    if (s == STATUS_OK) s = spec_corpus_load(&c, t, e);
    if (s == STATUS_OK) s = spec_corpus_open(&c, STORE_READ, e);
    if (s == STATUS_OK) s = check_loader(t, c.store, e);
    if (s == STATUS_OK) s = describe(&c, actual, e);
    spec_corpus_free(&c);
    return s;
}
