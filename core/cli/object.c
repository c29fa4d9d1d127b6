#include "cli/object.h"

#include <string.h>

#include "text/utf8.h"

static void begin_member(buffer *b, const char *name)
{
    char last = b->length > 0 ? b->data[b->length - 1] : '{';
    if (last != '{' && last != '[') buffer_byte(b, ',');
    if (name == NULL) return;
    json_append_text(b, name, strlen(name));
    buffer_byte(b, ':');
}

void object_begin(buffer *b, const char *name, char bracket)
{
    begin_member(b, name);
    buffer_byte(b, (unsigned char)bracket);
}

void object_end(buffer *b, char bracket) { buffer_byte(b, (unsigned char)bracket); }

void object_value(buffer *b, const char *name, const value *v)
{
    begin_member(b, name);
    json_append_value(b, v);
}

void object_json(buffer *b, const char *name, const char *json)
{
    if (json == NULL) return;
    begin_member(b, name);
    buffer_text(b, json);
}

void object_text(buffer *b, const char *name, const char *text)
{
    if (text == NULL) return;
    buffer repaired = { 0 };
    utf8_append_repaired(&repaired, text, strlen(text)); /* names of files are any bytes */
    begin_member(b, name);
    json_append_text(b, repaired.length > 0 ? repaired.data : "", repaired.length);
    if (repaired.state != STATUS_OK) b->state = repaired.state;
    buffer_free(&repaired);
}

void object_integer(buffer *b, const char *name, int64_t integer)
{
    const value v = value_of_integer(integer);
    object_value(b, name, &v);
}

void object_boolean(buffer *b, const char *name, bool is_true)
{
    const value v = value_of_boolean(is_true);
    object_value(b, name, &v);
}
