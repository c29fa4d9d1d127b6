/* moonleaf show: a document's text, or the evidence of a row in its paragraph. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/screen.h"
#include "store/document.h"
#include "store/results.h"

static void print_head(const document *d)
{
    printf("%s  (%lld, %s, %u words)\n", d->name, (long long)d->id, d->language.text, d->words);
    if (d->path != NULL) printf("%s\n", d->path);
    if (d->metadata != NULL) printf("%s\n", d->metadata);
    putchar('\n');
}

static status show_document(invocation *i, const char *what, error *e)
{
    document d = { 0 };
    int64_t id;
    status s = document_find(i->store, what, &id, e);
    if (s == STATUS_OK) s = document_read(i->store, id, &d, e);
    if (s == STATUS_OK) {
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

/* The block of the evidence, which stands out: in bold on a terminal, in brackets elsewhere. */
static void print_evidence(const document *d, span evidence)
{
    const block *b = block_at(d, evidence.start);
    span around = b == NULL || b->at.stop < evidence.stop ? evidence : b->at;
    bool colour = screen_has_colour();
    printf("%s", d->name);
    if (b != NULL && b->page > 0) printf(", page %u", b->page);
    printf("\n\n");
    screen_print(d->text.data + around.start, evidence.start - around.start);
    fputs(colour ? "\033[1m" : "⟦", stdout);
    screen_print(d->text.data + evidence.start, evidence.stop - evidence.start);
    fputs(colour ? "\033[0m" : "⟧", stdout);
    screen_print(d->text.data + evidence.stop, around.stop - evidence.stop);
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
    if (s == STATUS_OK) print_evidence(&d, evidence);
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
