/* The kinds of frames between the parent and its workers, and the frame that ends each answer. */
#ifndef MOONLEAF_HOST_MESSAGE_H
#define MOONLEAF_HOST_MESSAGE_H

#include "base/frame.h"
#include "host/limits.h"

typedef enum message {
    /* parent to worker */
    MESSAGE_DECLARE = 'm',  /* plugin kind, path: answer MANIFEST, DONE */
    MESSAGE_ANALYSE = 'a',  /* path, call, options, limits: makes the worker one for this analysis; DONE */
    MESSAGE_DOCUMENT = 'd', /* a document: answer ROWS ..., DONE */
    MESSAGE_MAP = 'p',      /* a document: answer PARTIAL, DONE */
    MESSAGE_FINISH = 'f',   /* merged partials: answer ROWS ..., DONE; keeps what finish() returned */
    MESSAGE_LOADERS = 'l',  /* load options, limits: makes the worker a loader; RULES, DONE */
    MESSAGE_SOURCE = 's',   /* name of a source, then its descriptor: answer LOADED ..., DONE */
    MESSAGE_FORMAT = 'o',   /* path of a format, columns ...: answer MORE, OUTPUT ..., DONE */
    MESSAGE_CORPUS = 'c',   /* path, corpus file, options, limits: answer ROWS, OUTPUT ..., DONE */

    /* both ways */
    MESSAGE_ROWS = 'r', /* rows, as rows.h writes them */

    /* worker to parent */
    MESSAGE_MANIFEST = 'M',
    MESSAGE_RULES = 'R',       /* digest of what the language tables say of cutting */
    MESSAGE_SOURCE_READ = 'S', /* what the file was: hash, charset ... */
    MESSAGE_LOADED = 'L',  /* a document */
    MESSAGE_PARTIAL = 'P', /* what one map() call counted */
    MESSAGE_MORE = '?',    /* a format asks for rows */
    MESSAGE_OUTPUT = 'O',  /* bytes for standard output */
    MESSAGE_DONE = '.',    /* how the answer ended: see message_done */
} message;

/* Sends MESSAGE_DONE with the status and texts of `outcome`. */
status message_done(int channel, const error *outcome, error *e);

/* Reads a MESSAGE_DONE payload into `outcome` (cleared first) and answers its status. */
status message_outcome(const buffer *payload, error *outcome);

void message_put_limits(buffer *out, const limits *l);
limits message_limits(reader *r);

#endif
