#include "host/loader_options.h"

#include <string.h>

#include "base/nearest.h"

static bool is_loader(const plugin *p)
{
    return p->kind == PLUGIN_LOADER && p->shadowed_by == NULL && p->reason == NULL;
}

static status unknown(const host *h, const char *name, error *e)
{
    nearest n = { .wanted = name };
    for (size_t i = 0; i < h->plugins.plugins.count; i++) {
        const plugin *p = &h->plugins.plugins.items[i];
        for (size_t k = 0; is_loader(p) && k < p->manifest.options.count; k++)
            nearest_offer(&n, p->manifest.options.items[k].name);
    }
    return error_set(e, STATUS_USAGE, "unknown option --%s: neither load nor a loader has it%s%s%s",
                     name, n.name != NULL ? "; did you mean --" : "", n.name != NULL ? n.name : "",
                     n.name != NULL ? "?" : "");
}

/* Tries the option on every loader that has one of its name. */
static status check(const host *h, const loader_option *given, error *e)
{
    bool is_known = false;
    status s = STATUS_OK;
    for (size_t i = 0; i < h->plugins.plugins.count && s == STATUS_OK; i++) {
        const plugin *p = &h->plugins.plugins.items[i];
        if (!is_loader(p) || options_find(&p->manifest, given->name) == NULL) continue;
        option_values values = { 0 };
        is_known = true;
        s = options_begin(&values, &p->manifest, e);
        if (s == STATUS_OK) s = options_set(&values, given->name, given->text, e);
        options_free(&values);
    }
    return s == STATUS_OK && !is_known ? unknown(h, given->name, e) : s;
}

status loader_options_check(host *h, const loader_option_list *given, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < given->count && s == STATUS_OK; i++) s = check(h, &given->items[i], e);
    return s;
}

/* What was said before; an option that the loader has no more, or that does not fit any more, is
 * dropped. */
static status set_stored(store *s, option_values *values, const char *stored, error *e)
{
    statement q = statement_of(s,
                               "SELECT key, CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN "
                               "'false' ELSE value END FROM json_each(?1, '$.loader')",
                               e);
    statement_bind_text(&q, 1, stored);
    while (statement_step(&q))
        options_set(values, statement_text(&q, 0), statement_text(&q, 1), NULL);
    return statement_end(&q);
}

static status set_given(const plugin *loader, option_values *values,
                        const loader_option_list *given, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < given->count && s == STATUS_OK; i++)
        if (options_find(&loader->manifest, given->items[i].name) != NULL)
            s = options_set(values, given->items[i].name, given->items[i].text, e);
    return s;
}

status loader_options_find(store *s, const plugin *loader, const loader_option_list *given,
                           const char *stored, buffer *canonical, buffer *frame, error *e)
{
    option_values values = { 0 };
    status result = options_begin(&values, &loader->manifest, e);
    if (result == STATUS_OK && stored != NULL) result = set_stored(s, &values, stored, e);
    if (result == STATUS_OK) result = set_given(loader, &values, given, e);
    if (result == STATUS_OK) {
        options_append_canonical(canonical, &values);
        options_write(frame, &values);
    }
    options_free(&values);
    return result == STATUS_OK && canonical->state != STATUS_OK ? error_memory(e) : result;
}
