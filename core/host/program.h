/* Programs that loaders run, such as pdftotext.
 *
 * A loader's worker can start nothing. It asks the parent for a program by name; the parent looks
 * whether the loader declared it and may run it, and has the nursery fork a runner for it, whose
 * channel it hands to the worker. The runner starts this one program, confined, with the input as
 * its standard input, and passes on what it writes. The program ends with its runner, and the
 * runner with its worker. */
#ifndef MOONLEAF_HOST_PROGRAM_H
#define MOONLEAF_HOST_PROGRAM_H

#include "host/host.h"

/* True when the plugin may run the program: it is bundled, or --allow names it. */
bool program_is_allowed(const host *h, const plugin *p, const char *name);

/* In the parent: answers a worker's MESSAGE_PROGRAM for a loader; NULL is the one that the worker
 * names, for only it knows what reads a file in an archive. STATUS_USAGE when
 * the loader did not declare the program or may not run it, STATUS_SYSTEM with the remedy when it
 * is not installed. */
status program_start(host *h, const plugin *p, const buffer *request, worker *runner, error *e);

typedef struct program_call {
    const char *name;
    const char *loader;           /* that asks for it */
    const char *const *arguments; /* without the name */
    size_t argument_count;
    const char *input;
    size_t length;
} program_call;

/* In a loader's worker: runs the program to its end. `written` gets what it wrote to standard
 * output and, from `complaints` on, the beginning of what it wrote to standard error, also when it
 * fails.
 * STATUS_USAGE as program_start says; any other failure says how the program ended, in one line. */
status program_run(int channel, const program_call *call, buffer *written, size_t *complaints,
                   error *e);

#endif
