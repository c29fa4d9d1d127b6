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

/* The metadata as "year: 2017; author: Anna Berg". */
static status metadata_for_people(store *s, const document *d, char **out, error *e)
{
    statement q = statement_of(s,
                               "SELECT group_concat(key || ': ' || value, '; ') FROM json_each(?1) "
                               "WHERE key <> 'inferred'",
                               e);
    statement_bind_text(&q, 1, d->metadata);
    if (statement_step(&q) && statement_text(&q, 0) != NULL &&
        (*out = strdup(statement_text(&q, 0))) == NULL)
        q.state = error_memory(e);
    return statement_end(&q);
}

static status put_document(output *o, const document *d, const char *metadata, error *e)
{
    const value cells[] = { value_of_integer(d->id),    value_of_text(d->name),
                            value_of_text(d->title),    value_of_text(d->language.text),
                            value_of_integer(d->words), value_of_text(d->path),
                            value_of_text(metadata) };
    return screen_row(o, cells, sizeof cells / sizeof *cells, e);
}

static const column problem_columns[] = {
    { (char *)"source", COLUMN_TEXT, (char *)"path of the source" },
    { (char *)"problem", COLUMN_TEXT, (char *)"what is wrong with it" },
    { (char *)"charset", COLUMN_TEXT, (char *)"the encoding that it was read in" },
    { (char *)"confidence", COLUMN_NUMBER, (char *)"how sure that encoding is, 0 to 1" },
    { (char *)"replacements", COLUMN_INTEGER, (char *)"places that could not be decoded" },
};

/* A charset below this confidence was judged by less than four letters; a text of fewer than twenty
 * words need not show its language. */
#define UNSURE "0.5"

static const char problems_sql[] =
    "SELECT path, problem, nullif(charset, ''), iif(charset <> '', confidence, NULL), "
    "iif(charset <> '', replacements, NULL) FROM ("
    "SELECT *, 1 AS n, iif(state = 'failed', 'failed: ' || reason, 'not counted: ' || reason) "
    "AS problem FROM source WHERE state <> 'loaded' UNION ALL "
    "SELECT *, 1, 'not all of it: ' || replace(reason, char(10), '; ') "
    "FROM source WHERE state = 'loaded' AND reason IS NOT NULL UNION ALL "
    "SELECT *, 2, 'parts could not be decoded; --charset forces another encoding' "
    "FROM source WHERE replacements > 0 UNION ALL "
    "SELECT *, 3, 'its encoding is a guess; --charset forces another' FROM source "
    "WHERE state = 'loaded' AND charset <> '' AND confidence < " UNSURE
    " AND replacements = 0 UNION ALL "
    "SELECT source.*, 4, 'in no language that is known: ' || name "
    "FROM document JOIN source ON source.id = source WHERE language = 'und' AND words >= 20) ORDER "
    "BY place, n";

static status print_problems(invocation *i, error *e)
{
    statement q = statement_of(i->store, problems_sql, e);
    return screen_rows(i, "problems", problem_columns,
                       sizeof problem_columns / sizeof *problem_columns, &q, e);
}

status documents_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    id_list ids = { 0 };
    output *o = NULL;
    plugin *format = NULL;
    status s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = invocation_open_store(i, STORE_READ, e);
    if (s == STATUS_OK && invocation_has(i, "problems")) return print_problems(i, e);
    if (s == STATUS_OK) s = invocation_documents(i, &ids, e);
    if (s == STATUS_OK) s = screen_find_format(i, &format, e);
    if (s == STATUS_OK)
        s = screen_begin(i, "documents", columns, sizeof columns / sizeof *columns, &o, e);
    for (size_t n = 0; n < ids.count && s == STATUS_OK; n++) {
        document d = { 0 };
        char *metadata = NULL;
        bool for_people = format->manifest.traits & TRAIT_PEOPLE;
        s = document_read_head(i->store, ids.items[n], &d, e);
        if (s == STATUS_OK && for_people && d.metadata != NULL)
            s = metadata_for_people(i->store, &d, &metadata, e);
        if (s == STATUS_OK) s = put_document(o, &d, for_people ? metadata : d.metadata, e);
        free(metadata);
        document_free(&d);
    }
    if (s == STATUS_OK) s = output_end(o, e);
    else output_drop(o);
    list_free(&ids);
    return s;
}
