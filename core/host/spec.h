/* Specs: what a plugin must answer for given texts, as cases that run against the real workers.
 *
 * A spec is a Lua file that returns a table (plugins/README.md says how). It is plugin code and
 * stays in its worker: the parent learns what is to be done for each case, does it, and hands what
 * came of it back to that worker, which compares (plugins/testing/judge.lua) and answers what
 * differs. */
#ifndef MOONLEAF_HOST_SPEC_H
#define MOONLEAF_HOST_SPEC_H

#include "host/host.h"

/* What the texts of a case are for. */
typedef enum spec_part {
    SPEC_FILE, /* a file to load: name and bytes */
    SPEC_SEED, /* a file to load, by its name in the nearest folder `seeds` at or above the spec */
    SPEC_OPTION,   /* an option of the analysis or loader: name and value */
    SPEC_SENTENCE, /* a text to cut into sentences; no name */
    SPEC_TITLE,    /* of a result to render; no name */
    SPEC_WIDTH,    /* columns of the terminal on which it is rendered; no name */
    SPEC_PARTS,
} spec_part;

typedef struct spec_given {
    spec_part part;
    char *name; /* NULL: none */
    char *text;
    size_t length;
} spec_given;

typedef struct spec_case {
    char *name;
    LIST(spec_given) given;
    column *columns; /* of a format's case */
    size_t column_count;
    char *cells; /* of its rows, as output.h writes them */
    size_t cells_length;
} spec_case;

/* What a spec says that is to be done. */
typedef struct spec_cases {
    plugin_kind kind;
    char *plugin; /* name */
    LIST(spec_case) list;
} spec_cases;

extern const frame_layout layout_of_cases;

typedef struct spec {
    host *host;
    worker worker; /* holds the spec's table */
    char *path;
    spec_cases cases;
} spec;

/* Reads the spec in a worker. STATUS_PLUGIN or STATUS_LIMIT when it is wrong. spec_close is due in
 * any case. */
status spec_open(host *h, const char *path, spec *out, error *e);
void spec_close(spec *s);

/* Runs a case twice, with the workers of two hosts that were opened apart (so that whatever hangs
 * on hashes or addresses differs): with one worker and the documents in order, and with two and the
 * documents in reverse. Appends what came of it to `actual`, as the judge reads it; or what went
 * wrong, or differs between the two, to `complaints`, a line each. The answer is of the host alone.
 */
status spec_run(host *first, host *second, const spec *s, size_t index, buffer *actual,
                buffer *complaints, error *e);

/* Appends how `actual` differs from what the case expects, in lines; nothing when it does not. */
status spec_judge(spec *s, size_t index, const buffer *actual, buffer *complaints, error *e);

#endif
