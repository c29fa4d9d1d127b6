/* The sandbox: a Lua state in which plugin code runs, with an allow-list environment, a memory cap
 * and a deadline.
 *
 * Only worker processes make one. */
#ifndef MOONLEAF_HOST_SANDBOX_H
#define MOONLEAF_HOST_SANDBOX_H

#include <lua.h>

#include "base/buffer.h"
#include "host/discovery.h"
#include "host/limits.h"

typedef struct sandbox sandbox;

/* What a sandbox is for. `open_api` pushes the `moonleaf` table; `plugins` serves require() and
 * language tables. */
typedef struct sandbox_setup {
    const discovery *plugins;
    const plugin *plugin; /* whose code will run */
    limits limits;
    void (*open_api)(lua_State *L);
} sandbox_setup;

status sandbox_create(const sandbox_setup *setup, sandbox **out, error *e);
void sandbox_free(sandbox *s); /* NULL is allowed */

lua_State *sandbox_state(sandbox *s);
sandbox *sandbox_of(lua_State *L);
const sandbox_setup *sandbox_settings(const sandbox *s);

/* Pushes the environment's table of globals: a script adds `corpus`, `arg` and `print` to it. */
void sandbox_push_globals(sandbox *s);

/* Loads a source file, text only, into the environment, and pushes its function. The chunk's name
 * is the file's name without its folders. STATUS_PLUGIN with file:line for a syntax error. */
status sandbox_load(sandbox *s, const char *path, error *e);

/* Calls the function under its `arguments` on the stack with the CPU limit. Errors come as
 * "file:line: cause", with the trimmed traceback as detail; STATUS_LIMIT names the flag. On failure
 * nothing of it stays on the stack. */
status sandbox_call(sandbox *s, int arguments, int results, error *e);

/* Ends the call that runs in L with that failure, whatever pcall the plugin's code hides in:
 * raises. Takes `why` over. */
int sandbox_end(lua_State *L, error *why);

/* The code answers what a person asks, once, of a corpus: from now on what it refuses, by
 * error(reason, 0) or by handing the core what cannot be (a wrong query), is STATUS_USAGE. */
void sandbox_serve_person(sandbox *s);

/* The core refuses what the code that runs in L asked for; the caller raises that text next. False,
 * and nothing is done, when the code does not serve a person. */
bool sandbox_refuse(lua_State *L, const error *why);

/* Sets STATUS_LIMIT: the memory of the sandbox is used up. For memory outside of Lua, too: the
 * process has a limit of its own. */
status sandbox_out_of_memory(const sandbox *s, error *e);

/* Runs `work` protected and timed, for C code that handles values of the plugin (whose metamethods
 * may run). */
status sandbox_run(sandbox *s, int (*work)(lua_State *L), void *context, error *e);

#endif
