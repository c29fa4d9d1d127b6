/* JSON objects and arrays, for what commands print under --json that are no rows. Commas stand
 * where they belong; a name NULL is for a member of an array. */
#ifndef MOONLEAF_CLI_OBJECT_H
#define MOONLEAF_CLI_OBJECT_H

#include "base/buffer.h"
#include "base/value.h"

void object_begin(buffer *b, const char *name, char bracket);    /* '{' or '[' */
void object_end(buffer *b, char bracket);                        /* '}' or ']' */
void object_text(buffer *b, const char *name, const char *text); /* NULL is left out */
void object_integer(buffer *b, const char *name, int64_t integer);
void object_boolean(buffer *b, const char *name, bool is_true);
void object_json(buffer *b, const char *name, const char *json); /* as it is; NULL is left out */
void object_value(buffer *b, const char *name, const value *v);

#endif
