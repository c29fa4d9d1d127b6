/* The Lua API: its classes and modules, each function registered together with its documentation.
 *
 * `api_parts` is the one list: it opens the API in a state, and `moonleaf api` and
 * plugins/README.md are printed from it. */
#ifndef MOONLEAF_LUA_API_H
#define MOONLEAF_LUA_API_H

#include <lauxlib.h>
#include <lua.h>

#include "base/buffer.h"
#include "host/script.h"

/* A function (method of a class, function of a module) or a field of a class. */
typedef struct api_entry {
    const char *name;
    lua_CFunction function; /* of a field: its getter, which gets the object */
    bool is_field;
    const char *signature; /* "document:text([span]) -> string" */
    const char *help;      /* one or more sentences: meaning, units, errors */
} api_entry;

typedef struct api_part {
    const char *name; /* "document", "moonleaf.text" ... */
    const char *help;
    bool is_class;            /* objects with methods; else a module, a table of functions */
    const api_entry *entries; /* ends with a NULL name */
    const luaL_Reg *meta;     /* metamethods of a class, or NULL */
} api_part;

extern const api_part *const api_parts[]; /* ends with NULL */

/* What the host needs of this floor. */
extern const script_library api_library;

/* The metatable of a class is registered under its part's name. Sets it on the userdata on top of
 * the stack. */
void api_set_class(lua_State *L, const api_part *part);

/* Raises with the text of `e`, which is cleared. */
int api_raise(lua_State *L, error *e);

/* A buffer that the state owns, emptied: for work whose result is then pushed. One use at a time.
 */
buffer *api_scratch(lua_State *L);

/* Appends the reference of all parts as Markdown, or of the one whose name or entry is `symbol`;
 * false when there is none. */
bool api_append_reference(buffer *out, const char *symbol);

extern const api_part frequencies_part, shingles_part, document_part, span_part, counter_part,
    corpus_part, source_part, loading_part, result_part, text_part, moonleaf_part, json_part,
    markdown_part, html_part, archive_part, xml_part, partial_part;

#endif
