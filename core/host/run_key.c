#include "host/run_key.h"

#include <string.h>

#include "host/plugin_file.h"

/* Raised when the host itself computes something else from the same inputs. */
static const char RESULT_EPOCH[] = "1";

status run_key_begin(run_key *k, host *h, const plugin *p, const char *options,
                     const buffer *counts, error *e)
{
    digest_hex code;
    k->tables = map_create();
    if (k->tables == NULL) return error_memory(e);
    status s = discovery_digest(&h->plugins, p, &code, e);
    digest_begin(&k->shared);
    digest_add_text(&k->shared, RESULT_EPOCH);
    digest_add_text(&k->shared, p->name);
    digest_add_text(&k->shared, code.text);
    digest_add_text(&k->shared, options);
    digest_add(&k->shared, counts->data == NULL ? "" : counts->data, counts->length);
    return s;
}

void run_key_free(run_key *k)
{
    map_free(k->tables);
    list_free(&k->digests);
    *k = (run_key){ 0 };
}

/* Adds the digest of a language's table, which is read once. */
static status add_table(run_key *k, host *h, const char *tag, digest *sum, error *e)
{
    size_t before = map_count(k->tables);
    int64_t index = map_add(k->tables, tag, strlen(tag));
    if (index < 0) return error_memory(e);
    if (map_count(k->tables) > before) {
        digest one;
        digest_hex *slot = list_push(&k->digests);
        if (slot == NULL) return error_memory(e);
        char base[16] = { 0 };
        strncpy(base, tag, strcspn(tag, "-") < sizeof base ? strcspn(tag, "-") : sizeof base - 1);
        const plugin *p = discovery_find(&h->plugins, PLUGIN_LANGUAGE, tag);
        if (p == NULL) p = discovery_find(&h->plugins, PLUGIN_LANGUAGE, base);
        digest_begin(&one);
        digest_add_text(&one, tag);
        status s = p == NULL ? STATUS_OK : plugin_file_digest(&one, p->path, e);
        if (s != STATUS_OK) return s;
        *slot = digest_end(&one);
    }
    digest_add_text(sum, k->digests.items[index].text);
    return STATUS_OK;
}

static status add_all_tables(run_key *k, host *h, digest *sum, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < h->plugins.plugins.count && s == STATUS_OK; i++) {
        const plugin *p = &h->plugins.plugins.items[i];
        if (p->kind == PLUGIN_LANGUAGE && p->shadowed_by == NULL)
            s = add_table(k, h, p->name, sum, e);
    }
    return s;
}

status run_key_of(run_key *k, host *h, store *s, int64_t id, digest_hex *key, error *e)
{
    document d = { 0 };
    digest sum = k->shared;
    status result = document_read_head(s, id, &d, e);
    digest_add_text(&sum, d.digest.text);
    document_free(&d);
    if (result == STATUS_OK) result = add_table(k, h, "en", &sum, e);
    if (result != STATUS_OK) return result;
    statement q = statement_of(s,
                               "SELECT language FROM block WHERE document = ?1 UNION "
                               "SELECT language FROM language_run WHERE document = ?1",
                               e);
    statement_bind_integer(&q, 1, id);
    while (result == STATUS_OK && statement_step(&q)) {
        const char *tag = statement_text(&q, 0);
        bool is_known = tag != NULL && strcmp(tag, "und") != 0;
        result = is_known ? add_table(k, h, tag, &sum, e) : add_all_tables(k, h, &sum, e);
    }
    status ended = statement_end(&q);
    *key = digest_end(&sum);
    return result == STATUS_OK ? ended : result;
}
