/* The kinds of frames between the parent and its workers, and the frame that ends each answer. */
#ifndef MOONLEAF_HOST_MESSAGE_H
#define MOONLEAF_HOST_MESSAGE_H

#include "base/frame.h"
#include "host/limits.h"

typedef enum message {
    /* parent to worker */
    MESSAGE_DECLARE = 'm', /* plugin kind, path: answer MANIFEST, DONE */
    MESSAGE_ANALYSE =
        'a', /* path, call, options, limits: makes the worker one for this analysis; DONE */
    MESSAGE_DOCUMENT = 'd', /* a document: answer ROWS ..., DONE; of a loader LOADED, DONE */
    MESSAGE_MAP = 'p',      /* a document: answer PARTIAL, DONE */
    MESSAGE_FINISH = 'f', /* merged partials: answer ROWS ..., DONE; keeps what finish() returned */
    MESSAGE_LOADERS = 'l', /* limits, forced charset: makes the worker a loader; RULES, DONE */
    MESSAGE_SOURCE = 's',  /* name of a source, then its descriptor: answer LOADED ...,
                              SOURCE_READ, DONE; of an archive MEMBER ..., DONE */
    MESSAGE_FORMAT = 'o',  /* path of a format, columns ...: answer MORE, OUTPUT ..., DONE */
    MESSAGE_CORPUS = 'c',  /* path, corpus file, options, limits: answer ROWS, OUTPUT ..., DONE */
    MESSAGE_SESSION =
        'e', /* corpus file: makes the worker one that evaluates what a person types; DONE */
    MESSAGE_CHUNK = 'k', /* its first line, width, whether more may follow, text: OUTPUT ...,
                            perhaps INCOMPLETE, DONE */
    MESSAGE_SPEC = 't',  /* path of a spec: makes the worker its holder; CASES, DONE */
    MESSAGE_JUDGE = 'j', /* number of a case, what came of it: answer OUTPUT, DONE */
    MESSAGE_CUT = 'w',   /* language, texts: answer their sentences as OUTPUT, DONE */

    MESSAGE_START = 'g', /* arguments of a runner's program, behind the BYTES of its input: answer
                            OUTPUT ..., BYTES (its complaints), DONE */

    /* both ways */
    MESSAGE_PROGRAM = 'x', /* a loader asks for a program by its name and its own: answered by DONE
                              and a channel to its runner. To a worker: path, name, limits: makes it
                              the runner of that program, and it serves who got its channel */
    MESSAGE_ROWS = 'r',    /* rows, as rows.h writes them */
    MESSAGE_NOTES = 'z', /* to a format, behind the last rows: texts; behind the last table: none */
    MESSAGE_NAMES = 'n', /* what stands behind a path of names in a session; its kind and the names
                            in it; DONE */

    /* worker to parent */
    MESSAGE_CELLS = 'K', /* number of a table, then rows of it as a format reads them (output.h) */
    MESSAGE_MANIFEST = 'M',
    MESSAGE_RULES = 'R',       /* digest of what the language tables say of cutting */
    MESSAGE_SOURCE_READ = 'S', /* what the file was: hash, charset ... and why it failed */
    MESSAGE_LOADED = 'L',      /* a document */
    MESSAGE_MEMBER = 'A',  /* path of a file in an archive, whose LOADED ..., SOURCE_READ follow */
    MESSAGE_PARTIAL = 'P', /* what one map() call counted */
    MESSAGE_NOTE = 'N',    /* a text to be shown under the rows */
    MESSAGE_MORE = '?',    /* a format asks for rows */
    MESSAGE_OUTPUT = 'O',  /* bytes for standard output */
    MESSAGE_INCOMPLETE = '+', /* a chunk goes on in the next line */
    MESSAGE_RUN = 'u',   /* a script asks for an analysis: answered by COLUMNS, ROWS ..., DONE */
    MESSAGE_READ = 'i',  /* a script asks for a file among its arguments: answered by BYTES, DONE */
    MESSAGE_CASES = 'T', /* what a spec asks for: see spec_worker.c */
    MESSAGE_DONE = '.',  /* how the answer ended: see message_done */

    /* parent to a script's worker */
    MESSAGE_COLUMNS = 'C', /* of the rows that follow */
    MESSAGE_BYTES = 'b',   /* of a file, of the input of a program, of its complaints */
} message;

/* Sends MESSAGE_DONE with the status and texts of `outcome`; and its payload alone. */
void message_put_outcome(buffer *out, const error *outcome);
status message_done(int channel, const error *outcome, error *e);

/* Reads a MESSAGE_DONE payload into `outcome` (cleared first) and answers its status. */
status message_outcome(const buffer *payload, error *outcome);

void message_put_limits(buffer *out, const limits *l);
limits message_limits(reader *r);

#endif
