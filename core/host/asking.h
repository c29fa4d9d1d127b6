/* Asking: how a script, in its worker, asks the parent for the rows of an analysis or for a file
 * that the person named. */
#ifndef MOONLEAF_HOST_ASKING_H
#define MOONLEAF_HOST_ASKING_H

#include <lua.h>

#include "host/message.h"
#include "store/store.h"

typedef struct asking {
    int channel;
    store *store;  /* of the worker: its snapshot is let go while the parent may write, and taken
                      anew after */
    bool is_begun; /* an answer is on its way: nothing else can be asked before it is read */
} asking;

/* Lets the Lua API find it. `a` must outlive the state. */
void asking_register(lua_State *L, asking *a);

/* The asking of a script's state, or NULL where there is no script: in analyses, loaders, formats.
 */
asking *asking_of(lua_State *L);

/* True while a query of the worker has rows left to read. */
bool asking_is_reading(const asking *a);

status asking_begin(asking *a, message kind, const buffer *request, error *e);

/* The next frame of the answer; MESSAGE_DONE is the last one, and its outcome the status. */
status asking_next(asking *a, message *kind, buffer *payload, error *e);

#endif
