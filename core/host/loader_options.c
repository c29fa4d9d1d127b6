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

/* Numbers say which plugin it is: the parent and its workers have the same list of them. */
static uint64_t number_of(const host *h, const plugin *loader)
{
    return (uint64_t)(loader - h->plugins.plugins.items);
}

status loader_options_find(store *s, const host *h, const plugin *loader,
                           const loader_option_list *given, const char *stored, buffer *canonical,
                           buffer *out, error *e)
{
    option_values values = { 0 };
    buffer frame = { 0 };
    status result = options_begin(&values, &loader->manifest, e);
    if (result == STATUS_OK && stored != NULL) result = set_stored(s, &values, stored, e);
    if (result == STATUS_OK) result = set_given(loader, &values, given, e);
    if (result == STATUS_OK) {
        options_append_canonical(canonical, &values);
        options_write(&frame, &values);
        frame_put_unsigned(out, number_of(h, loader));
        frame_put_bytes(out, frame.data == NULL ? "" : frame.data, frame.length);
    }
    options_free(&values);
    bool is_short = canonical->state != STATUS_OK || frame.state != STATUS_OK;
    buffer_free(&frame);
    return result == STATUS_OK && is_short ? error_memory(e) : result;
}

/* ---- archives ---- */

/* What is given, laid over what was stored. */
static status merge(store *s, const loader_option_list *given, const char *stored, buffer *out,
                    error *e)
{
    buffer json = { 0 };
    buffer_byte(&json, '{');
    for (size_t i = 0; i < given->count; i++) {
        const loader_option *o = &given->items[i];
        if (i > 0) buffer_byte(&json, ',');
        json_append_text(&json, o->name, strlen(o->name));
        buffer_byte(&json, ':');
        if (o->text == NULL) buffer_text(&json, "true");
        else json_append_text(&json, o->text, strlen(o->text));
    }
    buffer_byte(&json, '}');
    statement q =
        statement_of(s, "SELECT json_patch(ifnull(json_extract(?1, '$.loader'), '{}'), ?2)", e);
    statement_bind_text(&q, 1, stored);
    statement_bind_text(&q, 2, json.data);
    if (statement_step(&q)) buffer_text(out, statement_text(&q, 0));
    status st = statement_end(&q);
    bool is_short = json.state != STATUS_OK || out->state != STATUS_OK;
    buffer_free(&json);
    return st == STATUS_OK && is_short ? error_memory(e) : st;
}

status loader_options_find_all(store *s, const host *h, const loader_option_list *given,
                               const char *stored, buffer *canonical, buffer *out, error *e)
{
    status st = merge(s, given, stored, canonical, e);
    for (size_t i = 0; i < h->plugins.plugins.count && st == STATUS_OK; i++) {
        const plugin *p = &h->plugins.plugins.items[i];
        buffer unused = { 0 };
        if (!is_loader(p) || p->manifest.options.count == 0) continue;
        st = loader_options_find(s, h, p, given, stored, &unused, out, e);
        buffer_free(&unused);
    }
    return st;
}

reader loader_options_of(const host *h, const plugin *loader, reader all)
{
    while (!reader_done(&all) && !all.failed) {
        uint64_t number = reader_unsigned(&all);
        size_t length;
        const char *bytes = reader_bytes(&all, &length);
        if (number == number_of(h, loader)) return reader_of(bytes, length);
    }
    return reader_of("\0", 1); /* it has none */
}
