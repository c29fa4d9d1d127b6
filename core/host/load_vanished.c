/* Sources whose files are gone: told with every load, and removed on demand when they are few. */
#include "host/load_parts.h"

static void tell_refusal(loading *l, const source_list *gone, int64_t seen)
{
    buffer text = { 0 };
    if (seen == 0)
        buffer_format(&text,
                      "nothing is left where %zu source%s came from; is it the right folder? "
                      "--prune-anyway removes them",
                      gone->count, gone->count == 1 ? "" : "s");
    else
        buffer_format(&text,
                      "--prune would remove %zu of %lld sources, more than a tenth; "
                      "--prune-anyway removes them",
                      gone->count, (long long)seen + (long long)gone->count);
    if (text.data != NULL && l->request->refused != NULL)
        l->request->refused(l->request->context, text.data);
    buffer_free(&text);
}

/* Takes vanished sources away, when that was asked for and looks sane. */
static status prune(loading *l, const source_list *gone, int64_t seen, error *e)
{
    const load_request *r = l->request;
    if (!r->prune || gone->count == 0) return STATUS_OK;
    bool is_much = gone->count * 10 > gone->count + (uint64_t)seen;
    if (is_much && !r->prune_anyway) {
        tell_refusal(l, gone, seen);
        return STATUS_OK;
    }
    status s = STATUS_OK;
    for (size_t i = 0; i < gone->count && s == STATUS_OK; i++) {
        s = load_remove_documents(l, gone->items[i].id, e);
        if (s == STATUS_OK) s = source_remove(l->store, gone->items[i].id, e);
        if (s == STATUS_OK) s = load_note(l->store, l->load, &gone->items[i], "removed", NULL, e);
    }
    l->counts->removed += (int64_t)gone->count;
    l->counts->vanished = 0;
    return s;
}

/* Leaves the sources whose files are not there any more; what the walk passes over may still be. */
static void keep_gone(source_list *unseen)
{
    size_t kept = 0;
    for (size_t i = 0; i < unseen->count; i++) {
        if (source_is_gone(&unseen->items[i])) unseen->items[kept++] = unseen->items[i];
        else source_free(&unseen->items[i]);
    }
    unseen->count = kept;
}

status load_settle_vanished(loading *l, error *e)
{
    const walk_places *places = &l->request->entries->places;
    source_list gone = { 0 };
    int64_t seen = 0;
    status s = STATUS_OK;
    for (size_t i = 0; i < places->count && s == STATUS_OK; i++)
        s = source_unseen(l->store, l->load, places->items[i], &gone, &seen, e);
    keep_gone(&gone);
    l->counts->vanished = (int64_t)gone.count;
    for (size_t i = 0; i < gone.count && s == STATUS_OK; i++)
        s = load_note_vanished(l->store, l->load, &gone.items[i], e);
    if (s == STATUS_OK) s = load_note_returned(l->store, l->load, e);
    if (s == STATUS_OK) s = prune(l, &gone, seen, e);
    for (size_t i = 0; i < places->count && s == STATUS_OK; i++)
        s = source_remove_emptied(l->store, l->load, places->items[i], e);
    source_list_free(&gone);
    return s;
}
