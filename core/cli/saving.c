#include "cli/saving.h"

status saving_read(saving *v, invocation *i, const plugin *p, error *e)
{
    *v = (saving){ .name = invocation_value(i, "save"), .plugin = p };
    if (v->name == NULL) return STATUS_OK;
    if (p->manifest.shapes & SHAPE_DOCUMENT)
        return error_set(e, STATUS_USAGE,
                         "the rows of %s are kept anyway: moonleaf sql \"SELECT * FROM %s\"",
                         p->name, p->name);
    if (discovery_find(&i->host.plugins, PLUGIN_ANALYSIS, v->name) != NULL)
        return error_set(e, STATUS_USAGE, "--save %s: an analysis has that name; take another",
                         v->name);
    return STATUS_OK;
}

/* Rows of the default options are what a view shows; those they were made with say the key. */
static status begin_call(saving *v, store *s, const char *options, error *e)
{
    const manifest *m = &v->plugin->manifest;
    buffer key = { 0 };
    buffer_format(&key, "%s %s", v->plugin->name, options);
    const result_call call = { .plugin = v->name, .options = "{}", .key = key.data };
    status state = key.state != STATUS_OK ? error_memory(e) : STATUS_OK;
    if (state == STATUS_OK)
        state = results_prepare(s, v->name, m->tables.items, m->tables.count, e);
    if (state == STATUS_PLUGIN) /* the name is no good, and that is the person's */
        state = error_set(e, STATUS_USAGE,
                          "--save %s: a name has small letters, digits and _ after a letter, and "
                          "is no word of SQL, no table of the corpus and no view of another's rows",
                          v->name);
    if (state == STATUS_OK)
        state = results_begin(s, &call, m->tables.items, m->tables.count, &v->result, e);
    buffer_free(&key);
    return state;
}

status saving_begin(saving *v, store *s, const char *options, error *e)
{
    if (v->name == NULL) return STATUS_OK;
    status state = store_begin(s, e);
    v->has_begun = state == STATUS_OK;
    return state == STATUS_OK ? begin_call(v, s, options, e) : state;
}

status saving_add(const saving *v, store *s, size_t table, const value *values, error *e)
{
    if (v->name == NULL) return STATUS_OK;
    return results_add(s, v->result, v->name, &v->plugin->manifest.tables.items[table], values, e);
}

status saving_end(saving *v, store *in, status s, error *e)
{
    if (!v->has_begun) return s;
    v->has_begun = false;
    if (s == STATUS_OK) s = store_commit(in, e);
    if (s != STATUS_OK) store_rollback(in);
    return s;
}
