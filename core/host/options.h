/* The options of a call: what the person typed, checked against the manifest. */
#ifndef MOONLEAF_HOST_OPTIONS_H
#define MOONLEAF_HOST_OPTIONS_H

#include <lua.h>

#include "host/manifest.h"

/* One value for each option of the manifest, in its order; VALUE_NULL where there is neither a
 * value nor a default. */
typedef struct option_values {
    const manifest *of;
    value *values; /* owned, with their texts */
} option_values;

/* The defaults. */
status options_begin(option_values *o, const manifest *m, error *e);
void options_free(option_values *o);

/* Sets one from its name (with - or _) and text; `text` NULL says "true" for a boolean.
 * STATUS_USAGE with the nearest name for an unknown option, and with what is allowed for a value
 * that does not fit. */
status options_set(option_values *o, const char *name, const char *text, error *e);

/* STATUS_USAGE when an option that is required was not set. */
status options_check(const option_values *o, error *e);

/* The option of that name (with - or _), or NULL. */
const plugin_option *options_find(const manifest *m, const char *name);

/* Appends canonical JSON of the values that differ from the defaults, by name: "{}" at defaults. */
void options_append_canonical(buffer *out, const option_values *o);

/* Pushes a value that is no span; nil for those. */
void value_push(lua_State *L, const value *v);

/* As a frame, and from a frame to a Lua table (which it pushes; raises when the frame is broken).
 */
void options_write(buffer *out, const option_values *o);
void options_push(lua_State *L, reader *r);

#endif
