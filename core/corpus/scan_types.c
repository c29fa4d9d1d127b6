#include "corpus/scan_types.h"

#include <stdlib.h>

static status count_documents(store *s, const char *sql, int64_t *count, error *e)
{
    statement q = statement_of(s, sql, e);
    *count = statement_step(&q) ? statement_integer(&q, 0) : 0;
    return statement_end(&q);
}

status scan_types_suffice(store *s, const scan_request *r, bool *suffice, error *e)
{
    int64_t all = 0;
    *suffice = r->n == 1 && r->by != COUNT_STEM && r->choice == CHOICE_WORDS_AND_NUMBERS &&
               r->language == NULL && !r->by_language && r->roles == 0 && r->parts == 1 &&
               r->equal == 0 && r->use == NODE_NONE && !(r->has_documents && r->by != COUNT_FORM);
    if (!*suffice) return STATUS_OK;
    status state = count_documents(s, "SELECT count(*) FROM document", &all, e);
    *suffice = (uint64_t)all == r->documents.count;
    return state;
}

/* Adds up the frequencies by key. */
static status read_counts(store *s, const scan_request *r, const uint32_t *keys, uint32_t size,
                          tally_entry *counts, error *e)
{
    statement q =
        statement_of(s, "SELECT id, frequency, documents FROM type WHERE frequency > 0", e);
    while (statement_step(&q)) {
        int64_t id = statement_integer(&q, 0), frequency = statement_integer(&q, 1);
        uint32_t key = id >= 1 && id <= size ? keys[id] : KEY_PASSED;
        if (key == KEY_PASSED) continue;
        tally_entry *of = &counts[key - 1];
        of->key = key;
        if (frequency > UINT32_MAX - of->count)
            q.state = error_set(e, STATUS_LIMIT, "a count grows past 32 bits");
        else of->count += (uint32_t)frequency;
        if (r->has_documents) of->documents = (uint32_t)statement_integer(&q, 2);
    }
    return statement_end(&q);
}

static status add_group(store *s, const tally_entry *counts, uint32_t size, frequencies *out,
                        error *e)
{
    int64_t documents = 0;
    status state =
        count_documents(s, "SELECT count(*) FROM document WHERE words > 0", &documents, e);
    if (state != STATUS_OK || documents == 0) return state;
    frequency_group *group = list_push(&out->groups);
    if (group == NULL) return error_memory(e);
    for (uint32_t i = 0; i < size; i++) group->tokens += counts[i].count;
    group->total = group->tokens;
    group->documents = (uint32_t)documents;
    return STATUS_OK;
}

status scan_types(store *s, const scan_request *r, frequencies *out, error *e)
{
    uint32_t size = vocabulary_size(out->words);
    const uint32_t *keys = vocabulary_language(out->words, "");
    tally_entry *counts = calloc((size_t)size + 1, sizeof *counts);
    bool is_short = counts == NULL || keys == NULL || map_add(out->languages, "", 0) < 0;
    status state = is_short ? error_memory(e) : read_counts(s, r, keys, size, counts, e);
    if (state == STATUS_OK) state = add_group(s, counts, size, out, e);
    if (state == STATUS_OK && out->groups.count > 0)
        state = tally_fill(out->entries, counts, size, e);
    free(counts);
    return state == STATUS_OK ? frequencies_close_groups(out, e) : state;
}
