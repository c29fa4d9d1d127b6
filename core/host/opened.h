/* What options of type file and corpus name: the parent reads the file, the worker of a corpus()
 * analysis opens the corpus, read-only, before it gives up its rights. */
#ifndef MOONLEAF_HOST_OPENED_H
#define MOONLEAF_HOST_OPENED_H

#include "host/options.h"
#include "host/script.h"
#include "store/store.h"

/* Appends the bytes of a regular file that a person named. STATUS_LIMIT when there are more than
 * `most`, STATUS_SYSTEM when it cannot be read. */
status opened_read_file(const char *path, size_t most, buffer *out, error *e);

/* The parent's side: appends what the options name to a request. */
status opened_write(buffer *out, const option_values *o, size_t most, error *e);

/* The worker's side. */
typedef struct opened {
    const char *option, *path;
    const char *bytes; /* of a file */
    size_t length;
    store *corpus; /* of a corpus */
} opened;

typedef LIST(opened) opened_list;

/* Opens them; texts and bytes live as long as the reader's frame. */
status opened_open(opened_list *list, reader *r, error *e);
void opened_close(opened_list *list);

/* Puts them into the table of options on top of the stack: { name =, text = } for a file, a corpus
 * object for a corpus. */
void opened_push(lua_State *L, const opened_list *list, const script_library *library);

#endif
