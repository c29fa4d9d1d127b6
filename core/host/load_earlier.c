#include <string.h>

#include "host/load_parts.h"

/* Ordinals are unique in a source: those of before make room. */
static status move_away(store *s, int64_t id, error *e)
{
    statement q =
        statement_of(s, "UPDATE document SET ordinal = ordinal + 0x80000000 WHERE source = ?1", e);
    statement_bind_integer(&q, 1, id);
    return statement_run(&q);
}

status earlier_read(earlier *k, loading *l, int64_t id, error *e)
{
    *k = (earlier){ .digests = map_create() };
    if (k->digests == NULL) return error_memory(e);
    statement q = statement_of(
        l->store, "SELECT id, digest FROM document WHERE source = ?1 ORDER BY ordinal DESC", e);
    statement_bind_integer(&q, 1, id);
    while (statement_step(&q)) {
        const char *hash = statement_text(&q, 1);
        int64_t entry = map_add(k->digests, hash, strlen(hash));
        earlier_document *d = list_push(&k->documents);
        if (entry < 0 || d == NULL) {
            q.state = error_memory(e);
            break;
        }
        d->id = statement_integer(&q, 0);
        d->next = (size_t)*map_value(k->digests, (size_t)entry);
        *map_value(k->digests, (size_t)entry) = (int64_t)k->documents.count;
    }
    status s = statement_end(&q);
    return s == STATUS_OK ? move_away(l->store, id, e) : s;
}

void earlier_free(earlier *k)
{
    map_free(k->digests);
    list_free(&k->documents);
}

status earlier_keep(earlier *k, loading *l, const document *d, bool *is_kept, error *e)
{
    digest_hex hash = document_digest(d);
    int64_t entry = map_find(k->digests, hash.text, strlen(hash.text));
    int64_t *first = entry < 0 ? NULL : map_value(k->digests, (size_t)entry);
    *is_kept = first != NULL && *first > 0;
    if (!*is_kept) return STATUS_OK;
    earlier_document *found = &k->documents.items[*first - 1];
    found->is_kept = true;
    *first = (int64_t)found->next;
    statement q =
        statement_of(l->store, "UPDATE document SET ordinal = ?2, name = ?3 WHERE id = ?1", e);
    statement_bind_integer(&q, 1, found->id);
    statement_bind_integer(&q, 2, d->ordinal);
    statement_bind_text(&q, 3, d->name);
    return statement_run(&q);
}

status earlier_remove_rest(earlier *k, loading *l, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; i < k->documents.count && s == STATUS_OK; i++)
        if (!k->documents.items[i].is_kept)
            s = document_remove(l->store, l->lexicon, k->documents.items[i].id, e);
    return s;
}
