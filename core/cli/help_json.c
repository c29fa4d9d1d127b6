#include "cli/help_json.h"

#include <math.h>

#include "cli/object.h"
#include "corpus/query.h"

static void put_options(buffer *out, const option_spec *options)
{
    object_begin(out, "options", '[');
    for (const option_spec *o = options; o->name != NULL; o++) {
        const char letter[] = { o->letter, '\0' };
        object_begin(out, NULL, '{');
        object_text(out, "name", o->name);
        object_text(out, "letter", o->letter != 0 ? letter : NULL);
        object_text(out, "value", o->value);
        object_text(out, "help", o->help);
        object_end(out, '}');
    }
    object_end(out, ']');
}

void help_json_command(buffer *out, const command *c)
{
    object_begin(out, NULL, '{');
    object_text(out, "name", c->name);
    object_text(out, "alias", c->alias);
    object_text(out, "arguments", c->arguments);
    object_text(out, "summary", c->summary);
    object_text(out, "help", c->help);
    put_options(out, c->options);
    object_end(out, '}');
}

void help_json_all(buffer *out)
{
    object_begin(out, NULL, '{');
    object_text(out, "version", MOONLEAF_VERSION);
    object_begin(out, "commands", '[');
    for (const command *c = commands; c->name != NULL; c++)
        if (!(c->traits & COMMAND_HIDDEN)) help_json_command(out, c);
    object_end(out, ']');
    put_options(out, common_options);
    object_begin(out, "exit_codes", '[');
    for (const exit_meaning *m = exit_meanings; m->meaning != NULL; m++) {
        object_begin(out, NULL, '{');
        object_integer(out, "code", m->code);
        object_text(out, "meaning", m->meaning);
        object_end(out, '}');
    }
    object_end(out, ']');
    object_end(out, '}');
}

/* ---- plugins ---- */

static void put_texts(buffer *out, const char *name, const text_list *texts)
{
    if (texts->count == 0) return;
    object_begin(out, name, '[');
    for (size_t n = 0; n < texts->count; n++) object_text(out, NULL, texts->items[n]);
    object_end(out, ']');
}

static void put_plugin_option(buffer *out, const plugin_option *o)
{
    const value least = value_of_number(o->min), most = value_of_number(o->max);
    object_begin(out, NULL, '{');
    object_text(out, "name", o->name);
    object_text(out, "type", option_type_name(o));
    object_text(out, "help", o->help);
    if (o->fallback.type != VALUE_NULL) object_value(out, "default", &o->fallback);
    if (isfinite(o->min)) object_value(out, "min", &least);
    if (isfinite(o->max)) object_value(out, "max", &most);
    put_texts(out, "choices", &o->choices);
    object_boolean(out, "required", o->is_required);
    object_end(out, '}');
}

static void put_table(buffer *out, const row_table *t)
{
    object_begin(out, NULL, '{');
    object_text(out, "name", t->name);
    object_begin(out, "columns", '[');
    for (size_t n = 0; n < t->count; n++) {
        object_begin(out, NULL, '{');
        object_text(out, "name", t->columns[n].name);
        object_text(out, "type", column_type_name(t->columns[n].type));
        object_text(out, "help", t->columns[n].help);
        object_end(out, '}');
    }
    object_end(out, ']');
    object_end(out, '}');
}

void help_json_plugin(buffer *out, const plugin *p)
{
    const manifest *m = &p->manifest;
    object_begin(out, NULL, '{');
    object_text(out, "kind", plugin_kind_name(p->kind));
    object_text(out, "name", p->name);
    object_text(out, "broken", p->reason);
    object_text(out, "summary", m->summary != NULL ? m->summary : m->title);
    object_text(out, "help", m->help);
    object_begin(out, "options", '[');
    for (size_t n = 0; n < m->options.count; n++) put_plugin_option(out, &m->options.items[n]);
    object_end(out, ']');
    object_begin(out, "tables", '[');
    for (size_t n = 0; n < m->tables.count; n++) put_table(out, &m->tables.items[n]);
    object_end(out, ']');
    put_texts(out, "uses", &m->uses);
    put_texts(out, "extensions", &m->extensions);
    object_text(out, "path", p->path);
    object_text(out, "from", p->origin);
    object_end(out, '}');
}

void help_json_query(buffer *out)
{
    object_begin(out, NULL, '[');
    for (const query_operator *o = query_operators; o->example != NULL; o++) {
        object_begin(out, NULL, '{');
        object_text(out, "example", o->example);
        object_text(out, "help", o->help);
        object_end(out, '}');
    }
    object_end(out, ']');
}
