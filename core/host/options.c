#include "host/options.h"

#include <errno.h>
#include <inttypes.h>
#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "corpus/query.h"

static status copy_value(value *out, const value *v, error *e)
{
    *out = *v;
    if (v->type != VALUE_TEXT) return STATUS_OK;
    out->text = strndup(v->text, v->length);
    return out->text == NULL ? error_memory(e) : STATUS_OK;
}

status options_begin(option_values *o, const manifest *m, error *e)
{
    o->of = m;
    o->values = calloc(m->options.count > 0 ? m->options.count : 1, sizeof *o->values);
    if (o->values == NULL) return error_memory(e);
    for (size_t i = 0; i < m->options.count; i++) {
        status s = copy_value(&o->values[i], &m->options.items[i].fallback, e);
        if (s != STATUS_OK) return s;
    }
    return STATUS_OK;
}

void options_free(option_values *o)
{
    for (size_t i = 0; o->values != NULL && i < o->of->options.count; i++)
        free((void *)o->values[i].text);
    free(o->values);
    o->values = NULL;
}

/* Equal, when - and _ are the same. */
static bool same_name(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++)
        if (*a != *b && !(strchr("-_", *a) != NULL && strchr("-_", *b) != NULL)) return false;
    return *a == *b;
}

const plugin_option *options_find(const manifest *m, const char *name)
{
    for (size_t i = 0; i < m->options.count; i++)
        if (same_name(m->options.items[i].name, name)) return &m->options.items[i];
    return NULL;
}

static status unknown(const manifest *m, const char *name, error *e)
{
    nearest n = { .wanted = name };
    buffer names = { 0 };
    for (size_t i = 0; i < m->options.count; i++) {
        nearest_offer(&n, m->options.items[i].name);
        buffer_format(&names, "%s--%s", i > 0 ? ", " : "", m->options.items[i].name);
    }
    if (n.name != NULL)
        error_set(e, STATUS_USAGE, "unknown option --%s; did you mean --%s?", name, n.name);
    else if (names.length > 0)
        error_set(e, STATUS_USAGE, "unknown option --%s; it has %s", name, names.data);
    else error_set(e, STATUS_USAGE, "unknown option --%s; it has none", name);
    buffer_free(&names);
    return STATUS_USAGE;
}

static status check_bounds(const plugin_option *o, double number, error *e)
{
    if (number < o->min)
        return error_set(e, STATUS_USAGE, "--%s must be at least %.15g", o->name, o->min);
    if (number > o->max)
        return error_set(e, STATUS_USAGE, "--%s must be at most %.15g", o->name, o->max);
    return STATUS_OK;
}

static status read_integer(const plugin_option *o, const char *text, value *v, error *e)
{
    char *end;
    errno = 0;
    v->integer = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0)
        return error_set(e, STATUS_USAGE, "--%s takes a whole number, not '%s'", o->name, text);
    v->type = VALUE_INTEGER;
    return check_bounds(o, (double)v->integer, e);
}

static status read_number(const plugin_option *o, const char *text, value *v, error *e)
{
    char *end;
    v->number = strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(v->number))
        return error_set(e, STATUS_USAGE, "--%s takes a number, not '%s'", o->name, text);
    v->type = VALUE_NUMBER;
    return check_bounds(o, v->number, e);
}

static status read_boolean(const plugin_option *o, const char *text, value *v, error *e)
{
    bool yes = text == NULL || strcmp(text, "true") == 0 || strcmp(text, "yes") == 0;
    if (!yes && strcmp(text, "false") != 0 && strcmp(text, "no") != 0)
        return error_set(e, STATUS_USAGE, "--%s takes true or false, not '%s'", o->name, text);
    *v = value_of_boolean(yes);
    return STATUS_OK;
}

static status read_choice(const plugin_option *o, const char *text, error *e)
{
    buffer names = { 0 };
    nearest n = { .wanted = text };
    for (size_t i = 0; i < o->choices.count; i++) {
        if (strcmp(o->choices.items[i], text) == 0) {
            buffer_free(&names);
            return STATUS_OK;
        }
        nearest_offer(&n, o->choices.items[i]);
        buffer_format(&names, "%s%s", i > 0 ? ", " : "", o->choices.items[i]);
    }
    char hint[80];
    error_set(e, STATUS_USAGE, "--%s takes one of %s, not '%s'%s", o->name, names.data, text,
              nearest_hint(&n, hint, sizeof hint));
    buffer_free(&names);
    return STATUS_USAGE;
}

static status check_query(const char *text, error *e)
{
    segmenter *words = NULL;
    query *q = NULL;
    status s = segmenter_create(&words, e);
    if (s == STATUS_OK) s = query_parse(text, words, &q, e);
    query_free(q);
    segmenter_free(words);
    return s;
}

static status read_text(const plugin_option *o, const char *text, value *v, error *e)
{
    status s = o->choices.count > 0 ? read_choice(o, text, e) : STATUS_OK;
    if (s == STATUS_OK && o->is_query) s = check_query(text, e);
    if (s != STATUS_OK) return s;
    value borrowed = value_of_text(text);
    return copy_value(v, &borrowed, e);
}

status options_set(option_values *o, const char *name, const char *text, error *e)
{
    const plugin_option *option = options_find(o->of, name);
    if (option == NULL) return unknown(o->of, name, e);
    if (text == NULL && option->type != COLUMN_BOOLEAN)
        return error_set(e, STATUS_USAGE, "--%s needs a value", option->name);
    value v = { .type = VALUE_NULL };
    status s;
    if (option->type == COLUMN_INTEGER) s = read_integer(option, text, &v, e);
    else if (option->type == COLUMN_NUMBER) s = read_number(option, text, &v, e);
    else if (option->type == COLUMN_BOOLEAN) s = read_boolean(option, text, &v, e);
    else s = read_text(option, text, &v, e);
    if (s != STATUS_OK) return s;
    value *slot = &o->values[option - o->of->options.items];
    free((void *)slot->text);
    *slot = v;
    return STATUS_OK;
}

status options_check(const option_values *o, error *e)
{
    for (size_t i = 0; i < o->of->options.count; i++) {
        const plugin_option *option = &o->of->options.items[i];
        if (option->is_required && o->values[i].type == VALUE_NULL)
            return error_set(e, STATUS_USAGE, "--%s is needed: %s", option->name,
                             option->help != NULL ? option->help : "it has no default");
    }
    return STATUS_OK;
}

static bool same_value(const value *a, const value *b)
{
    if (a->type != b->type) return false;
    switch (a->type) {
    case VALUE_NULL: return true;
    case VALUE_NUMBER: return !(a->number < b->number) && !(a->number > b->number);
    case VALUE_TEXT: return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
    default: return a->integer == b->integer;
    }
}

static int by_name(const void *left, const void *right)
{
    return strcmp((*(const plugin_option *const *)left)->name,
                  (*(const plugin_option *const *)right)->name);
}

void options_append_canonical(buffer *out, const option_values *o)
{
    size_t count = o->of->options.count, shown = 0;
    const plugin_option **sorted = calloc(count > 0 ? count : 1, sizeof *sorted);
    if (sorted == NULL) {
        out->state = STATUS_NO_MEMORY;
        return;
    }
    for (size_t i = 0; i < count; i++) sorted[i] = &o->of->options.items[i];
    qsort(sorted, count, sizeof *sorted, by_name);
    buffer_byte(out, '{');
    for (size_t i = 0; i < count; i++) {
        const value *v = &o->values[sorted[i] - o->of->options.items];
        if (same_value(v, &sorted[i]->fallback)) continue;
        if (shown++ > 0) buffer_byte(out, ',');
        json_append_text(out, sorted[i]->name, strlen(sorted[i]->name));
        buffer_byte(out, ':');
        json_append_value(out, v);
    }
    buffer_byte(out, '}');
    free(sorted);
}

void options_write(buffer *out, const option_values *o)
{
    frame_put_unsigned(out, o->of->options.count);
    for (size_t i = 0; i < o->of->options.count; i++) {
        frame_put_text(out, o->of->options.items[i].name);
        frame_put_value(out, &o->values[i]);
    }
}

void value_push(lua_State *L, const value *v)
{
    switch (v->type) {
    case VALUE_BOOLEAN: lua_pushboolean(L, v->integer != 0); break;
    case VALUE_INTEGER: lua_pushinteger(L, v->integer); break;
    case VALUE_NUMBER: lua_pushnumber(L, v->number); break;
    case VALUE_TEXT: lua_pushlstring(L, v->text, v->length); break;
    default: lua_pushnil(L);
    }
}

void options_push(lua_State *L, reader *r)
{
    lua_newtable(L);
    for (size_t n = reader_count(r, 2); n > 0 && !r->failed; n--) {
        const char *name = reader_text(r);
        value v = reader_value(r);
        if (name == NULL || v.type >= VALUE_SPAN) {
            free((void *)v.spans);
            r->failed = true;
            break;
        }
        value_push(L, &v);
        lua_setfield(L, -2, name);
    }
    if (r->failed) luaL_error(L, "the options did not arrive");
}
