/* The deadline of running Lua code, in CPU time.
 *
 * A timer signal sets a count hook on the coroutine that runs at that moment; until then the code
 * runs at full speed. The hook raises an error at every instruction from then on, so `pcall` can
 * catch it but never get away, and the sandbox's own resume and xpcall hand it on. Code that never
 * reaches an instruction (pattern matching, table.move) ends with its process, by SIGXCPU, one CPU
 * second later. One deadline a process. */
#ifndef MOONLEAF_HOST_DEADLINE_H
#define MOONLEAF_HOST_DEADLINE_H

#include <lua.h>
#include <stdbool.h>

#include "base/status.h"

/* Starts the clock for `L`. */
status deadline_set(lua_State *L, double cpu_seconds, error *e);

/* Starts it anew for what runs, when it waited for something that has limits of its own. */
void deadline_renew(double cpu_seconds);

/* Stops the clock and takes the hook away. */
void deadline_clear(lua_State *L);

/* Ends the run as if its time were over; the caller raises. No pcall of the code gets away with it.
 */
void deadline_expire(lua_State *L);

bool deadline_is_over(void);

/* From now on the signal of that number ends the running code as its deadline would; without
 * running code it does nothing. */
status deadline_interrupt_by(int number, error *e);

/* True when the code that ran last was ended by that signal. */
bool deadline_is_interrupted(void);

/* The coroutine that runs now; hooks are per coroutine, so whoever resumes one says so. Answers the
 * one before. */
lua_State *deadline_running(lua_State *L);

/* Sets the hook on L again when the deadline is over: to be called when a coroutine has given
 * control back to L. */
void deadline_enforce(lua_State *L);

#endif
