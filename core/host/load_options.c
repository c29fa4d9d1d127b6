/* What a source is read by: its loader and the code of it, what the person says of the loader, of
 * the charset and of the documents' metadata. It is stored with the source. */
#include <stdlib.h>
#include <string.h>

#include "host/load_parts.h"
#include "host/load_pool.h"

bool same_text(const char *a, const char *b) { return a != NULL && b != NULL && strcmp(a, b) == 0; }

status set_text(char **slot, const char *text, error *e)
{
    char *copy = text == NULL ? NULL : strdup(text);
    if (text != NULL && copy == NULL) return error_memory(e);
    free(*slot);
    *slot = copy;
    return STATUS_OK;
}

/* ---- options ---- */

/* What is as it is when nothing is said stands not there: "{}". */
static status write_options(task *t, error *e)
{
    buffer out = { 0 };
    buffer_byte(&out, '{');
    if (t->charset != NULL) {
        buffer_text(&out, "\"charset\":");
        json_append_text(&out, t->charset, strlen(t->charset));
    }
    if (t->personal != NULL)
        buffer_format(&out, "%s\"metadata\":%s", out.length > 1 ? "," : "", t->personal);
    if (t->chosen != NULL && strcmp(t->chosen, "{}") != 0)
        buffer_format(&out, "%s\"loader\":%s", out.length > 1 ? "," : "", t->chosen);
    buffer_byte(&out, '}');
    free(t->options);
    t->options = buffer_take(&out);
    buffer_free(&out);
    return t->options == NULL ? error_memory(e) : STATUS_OK;
}

/* A key of the options of an earlier load, as text; what is there stays when it has none. */
static status find_stored(loading *l, const char *options, const char *path, char **slot, error *e)
{
    if (options == NULL) return STATUS_OK;
    statement q = statement_of(l->store, "SELECT json_extract(?1, ?2)", e);
    statement_bind_text(&q, 1, options);
    statement_bind_text(&q, 2, path);
    status s = STATUS_OK;
    if (statement_step(&q)) s = set_text(slot, statement_text(&q, 0), e);
    return s == STATUS_OK ? statement_end(&q) : s;
}

/* What was said of its charset: now, or else when it, or its archive, was loaded before. */
static status find_charset(loading *l, task *t, error *e)
{
    const char *given = l->request->charset;
    if (t->archive != NULL) return set_text(&t->charset, t->archive->charset, e);
    if (given == NULL) return find_stored(l, t->record.options, "$.charset", &t->charset, e);
    return set_text(&t->charset, strcmp(given, LOAD_CHARSET_GUESSED) == 0 ? NULL : given, e);
}

/* What the person said of this source: now, or else when it was loaded before. */
static status find_personal(loading *l, const walk_entry *entry, task *t, error *e)
{
    status s = STATUS_OK;
    free(t->personal);
    t->personal = NULL;
    if (l->request->metadata != NULL) {
        buffer json = { 0 };
        s = metadata_append(l->request->metadata, entry->path, NULL, &json, e);
        if (s == STATUS_OK && json.length > 0 && (t->personal = buffer_take(&json)) == NULL)
            s = error_memory(e);
        buffer_free(&json);
    } else {
        s = find_stored(l, t->record.options, "$.metadata", &t->personal, e);
    }
    return s;
}

/* What an archive is given may be for any loader. */
static status find_chosen(loading *l, task *t, error *e)
{
    static const loader_option_list nothing = { 0 };
    const load_request *r = l->request;
    const task *archive = t->archive;
    buffer chosen = { 0 };
    status s = STATUS_OK;
    buffer_clear(&t->given);
    const loader_option_list *said = archive != NULL ? &nothing : &r->options;
    const char *stored = archive != NULL ? archive->options : t->record.options;
    if (loader_choice_is_open(&t->choice))
        s = loader_options_find_all(l->store, l->host, said, stored, &chosen, &t->given, e);
    else if (t->choice.loader != NULL)
        s = loader_options_find(l->store, l->host, t->choice.loader, said, stored, &chosen,
                                &t->given, e);
    if (s == STATUS_OK) s = set_text(&t->chosen, chosen.data, e);
    buffer_free(&chosen);
    return s;
}

status load_find_options(loading *l, const walk_entry *entry, task *t, error *e)
{
    status s = find_personal(l, entry, t, e);
    if (s == STATUS_OK) s = find_charset(l, t, e);
    if (s == STATUS_OK) s = find_chosen(l, t, e);
    return s == STATUS_OK ? write_options(t, e) : s;
}

twin_stays load_stays(const loading *l)
{
    return (twin_stays){ l->request->metadata == NULL, l->request->charset == NULL };
}

/* ---- metadata ---- */

status load_adopt_options(loading *l, const walk_entry *entry, task *t, bool is_known, error *e)
{
    status s = find_personal(l, entry, t, e);
    if (s == STATUS_OK && is_known) s = find_charset(l, t, e);
    return s == STATUS_OK ? write_options(t, e) : s;
}

status load_merge_metadata(loading *l, const task *t, document *d, error *e)
{
    if (t->personal == NULL) return STATUS_OK;
    statement q = statement_of(
        l->store, "SELECT json_patch(ifnull(?1, '{}'), ?2), json_extract(?2, '$.title')", e);
    statement_bind_text(&q, 1, d->metadata);
    statement_bind_text(&q, 2, t->personal);
    if (statement_step(&q)) {
        char *merged = strdup(statement_text(&q, 0));
        free(d->metadata);
        d->metadata = merged;
        if (statement_text(&q, 1) != NULL) {
            free(d->title);
            d->title = strdup(statement_text(&q, 1));
        }
    }
    status s = statement_end(&q);
    return s == STATUS_OK && d->metadata == NULL ? error_memory(e) : s;
}

/* ---- code ---- */

/* The files in an archive may be of any loader. */
static status digest_loaders(loading *l, error *e)
{
    digest sum;
    status s = STATUS_OK;
    digest_begin(&sum);
    for (size_t i = 0; i < l->host->plugins.plugins.count && s == STATUS_OK; i++) {
        const plugin *p = &l->host->plugins.plugins.items[i];
        digest_hex code = { "" };
        if (p->kind != PLUGIN_LOADER || p->shadowed_by != NULL) continue;
        s = discovery_digest(&l->host->plugins, p, &code, e);
        digest_add_text(&sum, p->name);
        digest_add_text(&sum, code.text);
    }
    l->loaders = digest_end(&sum);
    return s;
}

status load_made_by(loading *l, const loader_choice *choice, digest_hex *out, error *e)
{
    digest sum;
    digest_hex code = { "" };
    status s = STATUS_OK;
    bool is_open = loader_choice_is_open(choice);
    if (is_open && *l->loaders.text == '\0') s = digest_loaders(l, e);
    if (is_open) code = l->loaders;
    else if (choice->loader != NULL)
        s = discovery_digest(&l->host->plugins, choice->loader, &code, e);
    digest_begin(&sum);
    digest_add_text(&sum, PREPARE_EPOCH);
    digest_add_text(&sum, l->rules.text);
    digest_add_text(&sum, code.text);
    *out = digest_end(&sum);
    return s;
}
