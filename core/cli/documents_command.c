/* moonleaf documents: what is in the corpus. */
#include <stdlib.h>
#include <string.h>

#include "cli/screen.h"
#include "corpus/where.h"
#include "store/document.h"

static const column columns[] = {
    { (char *)"id", COLUMN_INTEGER, (char *)"number of the document" },
    { (char *)"name", COLUMN_TEXT, (char *)"short name" },
    { (char *)"title", COLUMN_TEXT, (char *)"title" },
    { (char *)"language", COLUMN_LANGUAGE, (char *)"language of most of its text" },
    { (char *)"words", COLUMN_INTEGER, (char *)"words and numbers" },
    { (char *)"path", COLUMN_TEXT, (char *)"path of its source" },
    { (char *)"metadata", COLUMN_JSON, (char *)"metadata" },
};

static status put_document(output *o, const document *d, error *e)
{
    const value cells[] = { value_of_integer(d->id),    value_of_text(d->name),
                            value_of_text(d->title),    value_of_text(d->language.text),
                            value_of_integer(d->words), value_of_text(d->path),
                            value_of_text(d->metadata) };
    status s = output_row(o, e);
    for (size_t i = 0; i < sizeof cells / sizeof *cells && s == STATUS_OK; i++)
        s = output_value(o, &cells[i], e);
    return s;
}

status documents_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    id_list ids = { 0 };
    output *o = NULL;
    status s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = invocation_open_store(i, STORE_READ, e);
    if (s == STATUS_OK) s = documents_where(i->store, invocation_value(i, "where"), &ids, e);
    if (s == STATUS_USAGE) error_prefix(e, "--where: ");
    if (s == STATUS_OK)
        s = screen_begin(i, "documents", columns, sizeof columns / sizeof *columns, &o, e);
    for (size_t n = 0; n < ids.count && s == STATUS_OK; n++) {
        document d = { 0 };
        s = document_read_head(i->store, ids.items[n], &d, e);
        if (s == STATUS_OK) s = put_document(o, &d, e);
        document_free(&d);
    }
    if (s == STATUS_OK) s = output_end(o, e);
    else output_drop(o);
    list_free(&ids);
    return s;
}
