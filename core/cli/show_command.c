/* moonleaf show: a document's text, or the evidence of a row in its paragraph. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/object.h"
#include "cli/screen.h"
#include "store/document.h"
#include "store/results.h"

static void print_line(const char *text)
{
    screen_print(text, strlen(text));
    putchar('\n');
}

static void print_head(const document *d)
{
    screen_print(d->name, strlen(d->name));
    printf("  (%lld, %s, %u words)\n", (long long)d->id, d->language.text, d->words);
    if (d->path != NULL) print_line(d->path);
    if (d->metadata != NULL) print_line(d->metadata);
    putchar('\n');
}

static void put_bytes(buffer *out, const char *name, const char *text, size_t length)
{
    const value v = { .type = VALUE_TEXT, .text = text, .length = length };
    object_value(out, name, &v);
}

static status document_json(const document *d, error *e)
{
    buffer out = { 0 };
    object_begin(&out, NULL, '{');
    object_integer(&out, "id", d->id);
    object_text(&out, "name", d->name);
    object_text(&out, "title", d->title);
    object_text(&out, "language", d->language.text);
    object_integer(&out, "words", d->words);
    object_text(&out, "path", d->path);
    object_json(&out, "metadata", d->metadata);
    put_bytes(&out, "text", d->text.data, d->text.length);
    object_end(&out, '}');
    return screen_json(&out, e);
}

static status show_document(invocation *i, const char *what, error *e)
{
    document d = { 0 };
    int64_t id;
    status s = document_find(i->store, what, &id, e);
    if (s == STATUS_OK) s = document_read(i->store, id, &d, e);
    if (s == STATUS_OK && screen_is_json(i)) s = document_json(&d, e);
    else if (s == STATUS_OK) {
        print_head(&d);
        screen_print(d.text.data, d.text.length);
        if (d.text.length > 0 && d.text.data[d.text.length - 1] != '\n') putchar('\n');
    }
    document_free(&d);
    return s;
}

static const block *block_at(const document *d, uint32_t byte)
{
    const block *found = NULL;
    for (size_t i = 0; i < d->blocks.count && d->blocks.items[i].at.start <= byte; i++)
        found = &d->blocks.items[i];
    return found;
}

static span around(const block *b, span evidence)
{
    return b == NULL || b->at.stop < evidence.stop ? evidence : b->at;
}

static status evidence_json(const document *d, span evidence, error *e)
{
    const block *b = block_at(d, evidence.start);
    span paragraph = around(b, evidence);
    const char *text = d->text.data;
    buffer out = { 0 };
    object_begin(&out, NULL, '{');
    object_text(&out, "document", d->name);
    if (b != NULL && b->page > 0) object_integer(&out, "page", b->page);
    put_bytes(&out, "evidence", text + evidence.start, evidence.stop - evidence.start);
    object_integer(&out, "evidence_start", evidence.start);
    object_integer(&out, "evidence_stop", evidence.stop);
    put_bytes(&out, "paragraph", text + paragraph.start, paragraph.stop - paragraph.start);
    object_end(&out, '}');
    return screen_json(&out, e);
}

/* The block of the evidence, which stands out: in bold on a terminal, in brackets elsewhere. */
static void print_evidence(const document *d, span evidence)
{
    const block *b = block_at(d, evidence.start);
    span paragraph = around(b, evidence);
    bool colour = screen_has_colour();
    screen_print(d->name, strlen(d->name));
    if (b != NULL && b->page > 0) printf(", page %u", b->page);
    printf("\n\n");
    screen_print(d->text.data + paragraph.start, evidence.start - paragraph.start);
    fputs(colour ? "\033[1m" : "⟦", stdout);
    screen_print(d->text.data + evidence.start, evidence.stop - evidence.start);
    fputs(colour ? "\033[0m" : "⟧", stdout);
    screen_print(d->text.data + evidence.stop, paragraph.stop - evidence.stop);
    putchar('\n');
}

static status show_row(invocation *i, const char *name, size_t length, int64_t row, error *e)
{
    document d = { 0 };
    int64_t id;
    span evidence;
    char *wanted = strndup(name, length);
    status s = wanted == NULL ? error_memory(e)
                              : results_evidence(i->store, wanted, row, &id, &evidence, e);
    if (s == STATUS_OK) s = document_read(i->store, id, &d, e);
    if (s == STATUS_OK && screen_is_json(i)) s = evidence_json(&d, evidence, e);
    else if (s == STATUS_OK) print_evidence(&d, evidence);
    document_free(&d);
    free(wanted);
    return s;
}

status show_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    const char *what = i->arguments.items[0], *colon = strrchr(what, ':');
    char *end = NULL;
    long long row = colon == NULL || colon == what ? 0 : strtoll(colon + 1, &end, 10);
    status s = invocation_open_store(i, STORE_READ, e);
    if (s != STATUS_OK) return s;
    if (end != NULL && end != colon + 1 && *end == '\0')
        return show_row(i, what, (size_t)(colon - what), row, e);
    return show_document(i, what, e);
}
