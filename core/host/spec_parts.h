/* The ways in which the kinds of cases come to their result; spec.h hands out to them.
 *
 * Each runs a case once and appends what came of it to `actual`. What is the plugin's or the spec's
 * fault is STATUS_PLUGIN, STATUS_LIMIT or STATUS_USAGE. */
#ifndef MOONLEAF_HOST_SPEC_PARTS_H
#define MOONLEAF_HOST_SPEC_PARTS_H

#include "corpus/where.h"
#include "host/output.h"
#include "host/spec.h"

/* One of the two runs of a case. */
typedef struct spec_turn {
    host *host;
    bool is_second; /* two workers, documents in reverse */
    const spec *spec;
    const spec_case *given;
} spec_turn;

status spec_run_loader(const spec_turn *t, buffer *actual, error *e);
status spec_run_format(const spec_turn *t, buffer *actual, error *e);
status spec_run_language(const spec_turn *t, buffer *actual, error *e);

/* An analysis runs both turns on one corpus; `actual` and `again` get what the two gave. */
status spec_run_analysis(const spec_turn *first, const spec_turn *second, buffer *actual,
                         buffer *again, error *e);

/* A corpus of the texts of one case, in a temporary folder. */
typedef struct spec_corpus {
    char *folder, *path;
    store *store;
    id_list documents; /* in walk order */
} spec_corpus;

/* Makes the corpus; it is closed when this returns. spec_corpus_free is due in any case. */
status spec_corpus_load(spec_corpus *c, const spec_turn *t, error *e);
status spec_corpus_open(spec_corpus *c, store_mode mode, error *e);
void spec_corpus_free(spec_corpus *c);

/* What a format renders, kept in memory. */
typedef struct spec_output {
    output *output;
    int descriptor;
} spec_output;

status spec_output_begin(spec_output *o, host *h, output_setup setup, error *e);

/* Ends it, appends all that was written when `s` and the end are good, and answers the outcome of
 * both. */
status spec_output_end(spec_output *o, status s, buffer *out, error *e);

#endif
