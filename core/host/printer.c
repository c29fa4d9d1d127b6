#include "host/printer.h"

#include <lauxlib.h>

#include "host/message.h"

enum { BATCH = 16 * 1024 }; /* bytes */

static int print(lua_State *L)
{
    printer *p = lua_touserdata(L, lua_upvalueindex(1));
    for (int i = 1, n = lua_gettop(L); i <= n; i++) {
        size_t length;
        const char *text = luaL_tolstring(L, i, &length);
        if (i > 1) buffer_byte(&p->pending, '\t');
        buffer_append(&p->pending, text, length);
        lua_pop(L, 1);
    }
    buffer_byte(&p->pending, '\n');
    bool is_due = p->is_eager || p->pending.length >= BATCH || p->pending.state != STATUS_OK;
    if (is_due && printer_flush(p, NULL) != STATUS_OK)
        return luaL_error(L, "nobody reads what is printed");
    return 0;
}

void printer_push(lua_State *L, printer *p)
{
    lua_pushlightuserdata(L, p);
    lua_pushcclosure(L, print, 1);
}

status printer_flush(printer *p, error *e)
{
    if (p->pending.length == 0 && p->pending.state == STATUS_OK) return STATUS_OK;
    status s = frame_send(p->channel, MESSAGE_OUTPUT, &p->pending, e);
    buffer_clear(&p->pending);
    return s;
}
