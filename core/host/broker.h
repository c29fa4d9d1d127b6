/* The broker: the parent's answers to a worker that runs a person's script and may ask for things
 * that it must not do itself.
 *
 * It runs analyses for the script (the parent is the only writer of a corpus) and reads the files
 * that the person named. */
#ifndef MOONLEAF_HOST_BROKER_H
#define MOONLEAF_HOST_BROKER_H

#include "host/message.h"
#include "host/run.h"

typedef struct broker {
    host *host;
    const char *corpus;           /* path of the corpus file */
    const char *const *arguments; /* of the script: the files that it may read are among them */
    size_t argument_count;
    int wait; /* seconds to wait for another command that writes the corpus; -1 for ever */

    /* Gets what became of each analysis, those that were only used included; may be NULL. */
    void (*report)(void *context, const plugin *p, const run_report *report);
    void *context;

    store *store; /* opened when it is needed */
    bool is_writer;
} broker;

/* True for the frames that a broker answers. */
bool broker_knows(message kind);

/* Answers one. What cannot be done is told to the worker; a failure here is the end of the
 * conversation. */
status broker_answer(broker *b, const worker *w, message kind, const buffer *request, error *e);

void broker_close(broker *b);

#endif
