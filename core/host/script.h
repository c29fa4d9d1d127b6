/* What the workers need of the floor above: the Lua API that plugin code sees, as a table of
 * functions.
 *
 * Each push_* is called inside a protected call and may raise. */
#ifndef MOONLEAF_HOST_SCRIPT_H
#define MOONLEAF_HOST_SCRIPT_H

#include <lua.h>

#include "corpus/view.h"
#include "host/partial.h"
#include "host/rows.h"
#include "host/table_head.h"
#include "text/charset.h"

struct program_call;

/* A file that lies in a source. */
typedef struct attached {
    char *name;
    buffer bytes;
} attached;

typedef LIST(attached) attached_list;

enum { PROBLEMS_TOLD = 20 }; /* of one source: a million bad lines are told by their number */

/* A source that a loader reads, and what it makes of it. */
typedef struct source_reading {
    const char *name, *media_type;
    const char *bytes; /* all of the file */
    size_t length;
    const char *charset;                                 /* forced by the person, or NULL */
    charset_result *decoded;                             /* filled when the loader asks for text */
    status (*add)(void *context, document *d, error *e); /* takes a filled document over */
    /* Runs a program of the host's; STATUS_USAGE when it was not declared, or may not be. */
    status (*run)(void *context, const struct program_call *call, buffer *written,
                  size_t *complaints, error *e);
    void *context;
    size_t left_empty; /* documents that the loader began and gave no text */
    size_t problems;   /* parts that could not be read */
    buffer told;       /* the first of them, a line each */
    attached_list attached;
} source_reading;

/* What a format renders, and where its bytes go. */
typedef struct rendering {
    table_head head;
    reader options;                          /* for options_push */
    status (*more)(void *context, error *e); /* fetches the next batch into `rows`; sets `ended` */
    status (*write)(void *context, const char *bytes, size_t length, error *e);
    /* Behind the notes: makes the next table of the same file the one that is rendered. */
    status (*next)(void *context, bool *is_there, error *e);
    void *context;
    buffer rows; /* once `ended`, the notes */
    bool ended;
} rendering;

typedef struct script_library {
    void (*open_api)(lua_State *L);

    /* Pushes a document userdata that takes the view over; and frees the view of the one at the
     * index: using it then, or a span of it, raises. */
    void (*push_document)(lua_State *L, view *v);
    void (*close_document)(lua_State *L, int index);

    /* Gives the document on top of the stack the results that its analysis uses, as stored_part.h
     * finds them. */
    void (*attach_results)(lua_State *L, const char *bytes, size_t length);

    /* Pushes the emit function (a callable table when there are several tables of rows). `out` must
     * outlive it. */
    void (*push_emit)(lua_State *L, emitter *out);

    /* Pushes the table of functions by which map() counts and finish() reads. `p` must outlive the
     * state, or be closed. */
    void (*push_partial)(lua_State *L, partial *p);

    /* For the partial that was pushed last: using it from now on, or a counter of it, raises. It
     * may be freed then. */
    void (*close_partial)(lua_State *L);

    /* Pushes `source` and `add`; after load() has returned, finish_source ends the last document.
     */
    void (*push_source)(lua_State *L, source_reading *reading);
    void (*finish_source)(lua_State *L, source_reading *reading);

    /* Pushes `result` and `write`. */
    void (*push_rendering)(lua_State *L, rendering *r);

    /* Pushes the corpus, or what of it the expression `where` picks; the store must outlive the
     * state. */
    void (*push_corpus)(lua_State *L, store *s, const char *where);
} script_library;

#endif
