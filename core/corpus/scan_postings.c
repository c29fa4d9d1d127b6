#include "corpus/scan_postings.h"

#include <stdlib.h>

#include "corpus/scan_document.h"
#include "store/posting.h"

enum {
    FEWEST_SHARE = 8,  /* of the documents of the corpus: the index is of all of them */
    SPARSE_SHARE = 16, /* at most so many ids for each document, as they are kept by id */
};

/* --- Which documents --- */

static bool can_help(const scan_request *r)
{
    return r->n == 1 && r->by != COUNT_STEM && r->roles == 0 && r->equal == 0 &&
           r->use == NODE_NONE && r->documents.count > 0;
}

/* Lays the documents out by id; leaves the count 0 when they are few, or too far apart. */
static status lay_out(scan_postings *p, error *e)
{
    const scan_document_list *all = &p->request->documents;
    int64_t first = all->items[0].id, last = first;
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].id < first) first = all->items[i].id;
        if (all->items[i].id > last) last = all->items[i].id;
    }
    statement q = statement_of(p->in, "SELECT count(*) FROM document", e);
    uint64_t stored = statement_step(&q) ? (uint64_t)statement_integer(&q, 0) : 0;
    status state = statement_end(&q);
    bool is_sparse = (uint64_t)last - (uint64_t)first >= (uint64_t)all->count * SPARSE_SHARE;
    if (state != STATUS_OK || is_sparse || all->count < stored / FEWEST_SHARE) return state;
    p->first = first;
    p->count = (size_t)(last - first) + 1;
    p->documents = malloc(p->count * sizeof *p->documents);
    if (p->documents == NULL) return error_memory(e);
    for (size_t i = 0; i < p->count; i++)
        p->documents[i] = (indexed_document){ .group = INDEXED_NOT };
    for (size_t i = 0; i < all->count; i++)
        p->documents[all->items[i].id - first].number = (uint32_t)i + 1;
    return STATUS_OK;
}

status scan_postings_open(scan_postings *p, store *s, const scan_request *r,
                          status (*group_of)(void *context, size_t place, const char *language,
                                             uint32_t *group),
                          void *context, error *e)
{
    *p = (scan_postings){ .in = s, .request = r };
    status state = can_help(r) ? lay_out(p, e) : STATUS_OK;
    if (p->count == 0 || state != STATUS_OK) return state;
    bool is_one = !r->by_language && r->language == NULL;
    for (size_t i = 0; is_one && i < p->count && state == STATUS_OK; i++)
        if (p->documents[i].number > 0)
            state = group_of(context, p->documents[i].number - 1, "", &p->documents[i].group);
    if (is_one || state != STATUS_OK) return state;
    statement q =
        statement_of(s,
                     "SELECT document, min(language) FROM block AS b GROUP BY document"
                     " HAVING min(language) = max(language)"
                     " AND NOT EXISTS (SELECT 1 FROM language_run WHERE document = b.document)",
                     e);
    while (statement_step(&q)) {
        uint64_t at = (uint64_t)statement_integer(&q, 0) - (uint64_t)p->first;
        const char *language = statement_text(&q, 1);
        if (at >= p->count || p->documents[at].number == 0) continue;
        indexed_document *d = &p->documents[at];
        if (r->language != NULL && !scan_is_language(language, r->language))
            d->group = INDEXED_LEFT_OUT;
        else q.state = group_of(context, d->number - 1, language, &d->group);
    }
    return statement_end(&q);
}

void scan_postings_close(scan_postings *p)
{
    free(p->documents);
    *p = (scan_postings){ 0 };
}

/* --- Postings by type --- */

/* A type that shares its key with others: these lie side by side, by key. */
typedef struct shared_type {
    size_t at;      /* where its postings lie among the rows of the segment */
    uint32_t count; /* how many they are */
    uint32_t key;
} shared_type;

/* What was counted of a key in a group. */
typedef struct group_sum {
    uint32_t count, documents;
} group_sum;

typedef struct posting_count {
    scan_postings *from;
    frequencies *out;
    frequency_group *groups;
    bool is_again;
    const uint32_t *keys; /* by type */
    uint32_t types;
    uint32_t *places; /* by type: among the shared, + 1; 0 for one that has its key for itself */
    shared_type *shared;
    size_t shared_count;
    buffer rows;       /* of the segment in hand */
    group_sum *sums;   /* by group, zeros between keys */
    uint32_t *touched; /* the groups that are not */
    size_t touched_count;
    error *e;
} posting_count;

static void free_count(posting_count *c)
{
    free(c->places);
    free(c->shared);
    buffer_free(&c->rows);
    free(c->sums);
    free(c->touched);
}

static bool counts(uint32_t key) { return key != KEY_PASSED && key != KEY_BREAKS; }

/* Sorts the types by key, as far as several have the same. */
static status share_keys(posting_count *c)
{
    size_t size = (size_t)c->types + 1;
    uint32_t *next = calloc(size, sizeof *next); /* by key: how many types, then the next place */
    c->places = calloc(size, sizeof *c->places);
    if (next == NULL || c->places == NULL) goto done;
    for (uint32_t type = 1; type <= c->types; type++)
        if (counts(c->keys[type])) next[c->keys[type]]++;
    for (uint32_t key = 1; key <= c->types; key++) {
        uint32_t types = next[key];
        next[key] = types > 1 ? (uint32_t)c->shared_count + 1 : 0;
        if (types > 1) c->shared_count += types;
    }
    c->shared = malloc((c->shared_count + 1) * sizeof *c->shared);
    for (uint32_t type = 1; type <= c->types && c->shared != NULL; type++) {
        uint32_t key = c->keys[type];
        if (!counts(key) || next[key] == 0) continue;
        c->places[type] = next[key]++;
        c->shared[c->places[type] - 1].key = key;
    }
done:
    free(next);
    return c->shared == NULL ? error_memory(c->e) : STATUS_OK;
}

static status make_room(posting_count *c, size_t groups)
{
    c->sums = calloc(groups + 1, sizeof *c->sums);
    c->touched = malloc((groups + 1) * sizeof *c->touched);
    return c->sums == NULL || c->touched == NULL ? error_memory(c->e) : share_keys(c);
}

/* --- Counting --- */

/* Adds up what the documents of a type hold of it, to what is there of the key. */
static status add_type(posting_count *c, uint32_t key, posting_reader *r)
{
    posting p;
    while (posting_reader_next(r, &p)) {
        uint64_t at = (uint64_t)p.document - (uint64_t)c->from->first;
        if (at >= c->from->count) continue;
        indexed_document *d = &c->from->documents[at];
        if (d->group >= INDEXED_NOT) continue;
        group_sum *sum = &c->sums[d->group];
        if (sum->count == 0) c->touched[c->touched_count++] = d->group;
        if (__builtin_add_overflow(sum->count, p.count, &sum->count))
            return error_set(c->e, STATUS_LIMIT, "a count grows past 32 bits");
        sum->documents += d->key != key;
        d->key = key;
    }
    return r->failed ? posting_damaged(c->e) : STATUS_OK;
}

/* Hands the sums of the key on. */
static void end_key(posting_count *c, uint32_t key)
{
    const frequencies *f = c->out;
    for (size_t i = 0; i < c->touched_count; i++) {
        frequency_group *group = &c->groups[c->touched[i]];
        group_sum *sum = &c->sums[c->touched[i]];
        tally_key words = (tally_key)key << f->language_bits | group->language;
        tally_add_sum(f->entries, words << f->part_bits | group->part, sum->count, sum->documents);
        if (!c->is_again) group->tokens += sum->count;
        *sum = (group_sum){ 0 };
    }
    c->touched_count = 0;
}

/* Counts the types in the row that begins there; those that share their key wait until the segment
 * has been read. */
static status count_row(posting_count *c, size_t row, int64_t first_type)
{
    status state = STATUS_OK;
    posting_reader r = posting_reader_of(c->rows.data + row, c->rows.length - row, first_type);
    while (state == STATUS_OK && posting_reader_type(&r)) {
        if (r.type == 0 || r.type > c->types) return posting_damaged(c->e);
        uint32_t type = (uint32_t)r.type, key = c->keys[type];
        if (!counts(key)) continue;
        if (c->places[type] == 0) {
            state = add_type(c, key, &r);
            end_key(c, key);
            continue;
        }
        if (r.left > UINT32_MAX) return posting_damaged(c->e);
        shared_type *of = &c->shared[c->places[type] - 1];
        of->at = (size_t)((const char *)r.at - c->rows.data);
        of->count = (uint32_t)r.left;
    }
    if (state != STATUS_OK) return state;
    return r.failed ? posting_damaged(c->e) : STATUS_OK;
}

static status count_rows(posting_count *c, int64_t segment)
{
    buffer_clear(&c->rows);
    for (size_t i = 0; i < c->shared_count; i++) c->shared[i].at = c->shared[i].count = 0;
    statement q = statement_of(
        c->from->in, "SELECT first_type, data FROM posting WHERE segment = ?1 ORDER BY first_type",
        c->e);
    statement_bind_integer(&q, 1, segment);
    while (statement_step(&q)) {
        size_t length, row = c->rows.length;
        const void *bytes = statement_bytes(&q, 1, &length);
        buffer_append(&c->rows, bytes, length);
        q.state = c->rows.state != STATUS_OK ? error_memory(c->e)
                                             : count_row(c, row, statement_integer(&q, 0));
    }
    return statement_end(&q);
}

static status count_shared(posting_count *c)
{
    enum { AHEAD = 8 }; /* their postings lie anywhere */
    status state = STATUS_OK;
    const unsigned char *bytes = (const unsigned char *)c->rows.data;
    for (size_t i = 0; i < c->shared_count && state == STATUS_OK; i++) {
        const shared_type *of = &c->shared[i];
        if (i + AHEAD < c->shared_count) __builtin_prefetch(bytes + c->shared[i + AHEAD].at);
        posting_reader r = { .at = bytes + of->at,
                             .end = bytes + c->rows.length,
                             .left = of->count };
        if (of->count > 0) state = add_type(c, of->key, &r);
        if (i + 1 == c->shared_count || of[1].key != of->key) end_key(c, of->key);
    }
    return state;
}

static status count_segments(posting_count *c)
{
    statement q = statement_of(c->from->in, "SELECT id FROM segment ORDER BY id", c->e);
    while (statement_step(&q)) {
        q.state = count_rows(c, statement_integer(&q, 0));
        if (q.state == STATUS_OK) q.state = count_shared(c);
    }
    return statement_end(&q);
}

status scan_postings_count(scan_postings *p, frequencies *out, frequency_group *groups,
                           size_t group_count, bool is_again, error *e)
{
    if (p->count == 0) return STATUS_OK;
    posting_count c = { .from = p,
                        .out = out,
                        .groups = groups,
                        .is_again = is_again,
                        .keys = vocabulary_language(out->words, ""),
                        .types = vocabulary_size(out->words),
                        .e = e };
    for (size_t i = 0; i < p->count; i++) p->documents[i].key = 0;
    status state = make_room(&c, group_count);
    if (state == STATUS_OK) state = count_segments(&c);
    for (size_t i = 0; i < p->count && !is_again && state == STATUS_OK; i++)
        if (p->documents[i].key != 0) groups[p->documents[i].group].documents++;
    for (size_t i = 0; i < group_count && !is_again; i++) groups[i].total = groups[i].tokens;
    free_count(&c);
    return state;
}
