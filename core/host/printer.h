/* print(): what Lua code of a person writes to standard output, gathered and sent to the parent as
 * MESSAGE_OUTPUT. */
#ifndef MOONLEAF_HOST_PRINTER_H
#define MOONLEAF_HOST_PRINTER_H

#include <lua.h>

#include "base/buffer.h"

typedef struct printer {
    int channel;
    bool is_eager; /* each line at once, for somebody who watches; else in batches */
    buffer pending;
} printer;

/* Pushes the function; `p` must outlive the state. */
void printer_push(lua_State *L, printer *p);

/* Sends what is pending. */
status printer_flush(printer *p, error *e);

#endif
