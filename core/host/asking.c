#include "host/asking.h"

#include "host/corpus_guard.h"

static const char ASKING = 0; /* registry key: its address */

void asking_register(lua_State *L, asking *a)
{
    lua_pushlightuserdata(L, a);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &ASKING);
}

asking *asking_of(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &ASKING);
    asking *a = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return a;
}

bool asking_is_reading(const asking *a)
{
    sqlite3 *db = store_database(a->store);
    for (sqlite3_stmt *q = sqlite3_next_stmt(db, NULL); q != NULL; q = sqlite3_next_stmt(db, q))
        if (sqlite3_stmt_busy(q)) return true;
    return false;
}

status asking_begin(asking *a, message kind, const buffer *request, error *e)
{
    if (a->is_begun)
        return error_set(e, STATUS_SYSTEM, "what was asked before was never answered in full");
    corpus_guard_release(a->store);
    a->is_begun = true;
    return frame_send(a->channel, (unsigned char)kind, request, e);
}

status asking_next(asking *a, message *kind, buffer *payload, error *e)
{
    unsigned char number;
    status s = frame_receive(a->channel, &number, payload, -1, e);
    *kind = (message)number;
    if (s != STATUS_OK || number != MESSAGE_DONE) return s;
    a->is_begun = false;
    error failure = { 0 };
    s = message_outcome(payload, e);
    if (corpus_guard_take(a->store, &failure) != STATUS_OK && s == STATUS_OK)
        s = error_set(e, failure.code, "%s", error_text(&failure));
    error_clear(&failure);
    return s;
}
