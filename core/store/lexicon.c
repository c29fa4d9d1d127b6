#include "store/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "store/schema.h"
#include "store/stream.h"
#include "text/fold.h"

/* Looking up a form in the table costs about five times as much as reading it in passing: a writer
 * that has asked for an eighth of the table reads the rest at once. */
enum { WHOLE_AT_SHARE = 8, WHOLE_AT_LEAST = 2000 };

/* So many types into an empty table come cheaper with its indexes made behind them all: one sort
 * instead of as many descents, and of those of all later flushes. */
enum { INDEXES_LAST_AT_LEAST = 20000 };

enum {
    MANY_AT_SHARE = 8,      /* of the table: so many changes are written in passing over it */
    CHANGES_A_BREATH = 512, /* that are written between two calls of store_breathe */
};

typedef struct change {
    int64_t frequency, documents;
} change;

/* A type that the table does not have yet. Its form is the key of that index in `forms`. */
typedef struct fresh_type {
    size_t index;
    uint32_t fold;
    token_kind kind;
    change counts;
} fresh_type;

struct lexicon {
    store *in;
    map *forms;      /* every form that was seen; its id, 0 while it is not known */
    uint32_t stored; /* the table holds ids 1 .. stored */
    bool is_whole;   /* `forms` holds all of them */
    size_t lookups;
    change *changes;        /* of stored types, by id; NULL before the first */
    number_list changed;    /* their ids, some twice */
    size_t answered;        /* questions for changes, by which we breathe */
    LIST(fresh_type) fresh; /* ids stored + 1 .. */
    buffer folded;
};

static status count_stored(lexicon *l, error *e)
{
    statement q = statement_of(l->in, "SELECT coalesce(max(id), 0) FROM lexicon", e);
    int64_t highest = statement_step(&q) ? statement_integer(&q, 0) : 0;
    status state = statement_end(&q);
    if (state != STATUS_OK) return state;
    if (highest < 0 || highest >= UINT32_MAX)
        return error_set(e, STATUS_CORPUS, "the table of types is damaged; run: moonleaf rebuild");
    l->stored = (uint32_t)highest;
    l->is_whole = highest == 0;
    return STATUS_OK;
}

status lexicon_open(store *s, lexicon **out, error *e)
{
    *out = NULL;
    lexicon *l = calloc(1, sizeof *l);
    if (l == NULL) return error_memory(e);
    l->in = s;
    l->forms = map_create();
    status state = l->forms == NULL ? error_memory(e) : count_stored(l, e);
    if (state == STATUS_OK) *out = l;
    else lexicon_close(l);
    return state;
}

void lexicon_close(lexicon *l)
{
    if (l == NULL) return;
    map_free(l->forms);
    free(l->changes);
    list_free(&l->changed);
    list_free(&l->fresh);
    buffer_free(&l->folded);
    free(l);
}

/* --- Ids --- */

static status read_all(lexicon *l, error *e)
{
    statement q = statement_of(l->in, "SELECT id, form FROM lexicon WHERE id <= ?1", e);
    statement_bind_integer(&q, 1, l->stored);
    while (statement_step(&q)) {
        size_t length;
        const char *form = statement_bytes(&q, 1, &length);
        int64_t index = map_add(l->forms, form != NULL ? form : "", length);
        if (index < 0) q.state = error_memory(e);
        else *map_value(l->forms, (size_t)index) = statement_integer(&q, 0);
    }
    status state = statement_end(&q);
    l->is_whole = state == STATUS_OK;
    return state;
}

status lexicon_find(store *s, const char *form, size_t length, uint32_t *id, error *e)
{
    statement q = statement_of(s, "SELECT id FROM lexicon WHERE form = ?1", e);
    statement_bind_text_bytes(&q, 1, form, length);
    int64_t found = statement_step(&q) ? statement_integer(&q, 0) : 0;
    *id = found > 0 && found <= UINT32_MAX ? (uint32_t)found : 0;
    return statement_end(&q);
}

/* The index of a form in `forms`; its value there is its id, or 0 when it is in no table. */
static status look_up(lexicon *l, const char *form, size_t length, size_t *index, error *e)
{
    int64_t at = map_add(l->forms, form, length);
    if (at < 0) return error_memory(e);
    *index = (size_t)at;
    if (l->is_whole || *map_value(l->forms, *index) != 0) return STATUS_OK;
    if (++l->lookups > WHOLE_AT_LEAST && l->lookups > l->stored / WHOLE_AT_SHARE)
        return read_all(l, e);
    uint32_t id = 0;
    status state = lexicon_find(l->in, form, length, &id, e);
    if (state == STATUS_OK && id <= l->stored) *map_value(l->forms, *index) = id;
    return state;
}

/* `fold` 0 stands for its own id. */
static status add_fresh(lexicon *l, size_t index, uint32_t fold, token_kind kind, error *e)
{
    if (l->fresh.count >= UINT32_MAX - 1 - l->stored)
        return error_set(e, STATUS_LIMIT, "a corpus has at most %u distinct forms", UINT32_MAX - 1);
    fresh_type *t = list_push(&l->fresh);
    if (t == NULL) return error_memory(e);
    uint32_t id = l->stored + (uint32_t)l->fresh.count;
    *t = (fresh_type){ .index = index, .fold = fold != 0 ? fold : id, .kind = kind };
    *map_value(l->forms, index) = id;
    return STATUS_OK;
}

/* Id of the fold of a form; 0 when the form is its own. */
static status find_fold(lexicon *l, const char *form, size_t length, token_kind kind,
                        uint32_t *fold, error *e)
{
    *fold = 0;
    buffer_clear(&l->folded);
    if (text_fold(&l->folded, form, length) != STATUS_OK) return error_memory(e);
    if (l->folded.length == length && memcmp(l->folded.data, form, length) == 0) return STATUS_OK;
    size_t index = 0;
    status state = look_up(l, l->folded.data, l->folded.length, &index, e);
    if (state == STATUS_OK && *map_value(l->forms, index) == 0)
        state = add_fresh(l, index, 0, kind, e);
    if (state == STATUS_OK) *fold = (uint32_t)*map_value(l->forms, index);
    return state;
}

status lexicon_id(lexicon *l, const char *form, size_t length, token_kind kind, uint32_t *id,
                  error *e)
{
    size_t index = 0;
    status state = look_up(l, form, length, &index, e);
    if (state == STATUS_OK && *map_value(l->forms, index) == 0) {
        uint32_t fold;
        state = find_fold(l, form, length, kind, &fold, e);
        if (state == STATUS_OK) state = add_fresh(l, index, fold, kind, e);
    }
    if (state == STATUS_OK) *id = (uint32_t)*map_value(l->forms, index);
    return state;
}

status lexicon_ids(lexicon *l, map *forms, uint32_t *ids, error *e)
{
    enum { AT_ONCE = 64 };
    uint64_t hashes[AT_ONCE];
    int64_t found[AT_ONCE];
    size_t length, count = map_count(forms);
    status state = STATUS_OK;
    for (size_t from = 0, n; from < count && state == STATUS_OK; from += n) {
        n = count - from < AT_ONCE ? count - from : AT_ONCE;
        for (size_t i = 0; i < n; i++) {
            const char *form = map_key(forms, from + i, &length);
            hashes[i] = hash_bytes(form, length);
            map_expect(l->forms, hashes[i]);
        }
        for (size_t i = 0; i < n; i++) {
            const char *form = map_key(forms, from + i, &length);
            found[i] = map_find_hashed(l->forms, form, length, hashes[i]);
            if (found[i] >= 0) __builtin_prefetch(map_value(l->forms, (size_t)found[i]));
        }
        for (size_t i = 0; i < n && state == STATUS_OK; i++) {
            if (ids[from + i] == 0) continue;
            int64_t id = found[i] < 0 ? 0 : *map_value(l->forms, (size_t)found[i]);
            const char *form = map_key(forms, from + i, &length);
            token_kind kind = (token_kind)*map_value(forms, from + i);
            if (id == 0) state = lexicon_id(l, form, length, kind, &ids[from + i], e);
            else ids[from + i] = (uint32_t)id;
        }
    }
    return state;
}

void lexicon_value_key(buffer *out, const char *layer, const char *text, size_t length)
{
    buffer_text(out, layer);
    buffer_byte(out, '\t');
    buffer_append(out, text, length);
}

status lexicon_value_id(lexicon *l, const char *layer, const char *text, size_t length,
                        uint32_t *id, error *e)
{
    buffer key = { 0 };
    lexicon_value_key(&key, layer, text, length);
    status state = key.state != STATUS_OK
                       ? error_memory(e)
                       : lexicon_id(l, key.data, key.length, (token_kind)LEXICON_VALUE, id, e);
    buffer_free(&key);
    return state;
}

/* --- Counts --- */

/* The counts of a stored type, noted as changed. The array is as long as the table, but only
 * touched pages are real. */
static change *change_of(lexicon *l, uint32_t id)
{
    if (l->changes == NULL) l->changes = calloc((size_t)l->stored + 1, sizeof *l->changes);
    if (l->changes == NULL) return NULL;
    change *c = &l->changes[id];
    if (c->frequency != 0 || c->documents != 0) return c;
    uint32_t *slot = list_push(&l->changed);
    if (slot == NULL) return NULL;
    *slot = id;
    return c;
}

status lexicon_count(lexicon *l, uint32_t id, int64_t frequency, int64_t documents, error *e)
{
    if (id == 0 || id - 1 >= l->stored + l->fresh.count)
        return error_set(e, STATUS_CORPUS, "a token has the unknown type %u; run: moonleaf rebuild",
                         id);
    change *c = id > l->stored ? &l->fresh.items[id - l->stored - 1].counts : change_of(l, id);
    if (c == NULL) return error_memory(e);
    c->frequency += frequency;
    c->documents += documents;
    return STATUS_OK;
}

static void bind_fresh(statement *q, int first, const void *context, size_t row)
{
    const lexicon *l = context;
    const fresh_type *t = &l->fresh.items[row];
    size_t length;
    const char *form = map_key(l->forms, t->index, &length);
    statement_bind_integer(q, first, (int64_t)(l->stored + row + 1));
    statement_bind_text_bytes(q, first + 1, form, length);
    statement_bind_integer(q, first + 2, t->fold);
    statement_bind_integer(q, first + 3, t->kind);
    statement_bind_integer(q, first + 4, t->counts.frequency);
    statement_bind_integer(q, first + 5, t->counts.documents);
}

static status write_fresh(lexicon *l, error *e)
{
    return statement_insert(
        l->in, "INSERT INTO lexicon (id, form, fold, kind, frequency, documents) VALUES", 6,
        l->fresh.count, bind_fresh, l, e);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static status write_change(lexicon *l, uint32_t id, error *e)
{
    change *c = &l->changes[id];
    if (c->frequency == 0 && c->documents == 0) return STATUS_OK;
    statement q =
        statement_of(l->in,
                     "UPDATE lexicon SET frequency = frequency + ?2, documents = documents + ?3"
                     " WHERE id = ?1",
                     e);
    statement_bind_integer(&q, 1, id);
    statement_bind_integer(&q, 2, c->frequency);
    statement_bind_integer(&q, 3, c->documents);
    *c = (change){ 0 };
    return statement_run(&q);
}

/* change_of(id, 0) is what a type's frequency changes by, change_of(id, 1) its documents; NULL
 * where nothing changes. */
static void answer_change(sqlite3_context *out, int count, sqlite3_value **arguments)
{
    (void)count;
    lexicon *l = sqlite3_user_data(out);
    sqlite3_int64 id = sqlite3_value_int64(arguments[0]);
    const change *c = id >= 1 && id <= l->stored ? &l->changes[id] : NULL;
    if (++l->answered % CHANGES_A_BREATH == 0) store_breathe(l->in);
    if (c == NULL || (c->frequency == 0 && c->documents == 0)) return;
    sqlite3_result_int64(out, sqlite3_value_int(arguments[1]) == 0 ? c->frequency : c->documents);
}

/* All in one statement, a third of the time of one each. */
static status write_many_changes(lexicon *l, error *e)
{
    sqlite3 *database = store_database(l->in);
    const int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    if (sqlite3_create_function(database, "change_of", 2, flags, l, answer_change, NULL, NULL) !=
        SQLITE_OK)
        return store_error(l->in, e, NULL);
    status state = store_execute(l->in,
                                 "UPDATE lexicon SET frequency = frequency + change_of(id, 0), "
                                 "documents = documents + change_of(id, 1) "
                                 "WHERE change_of(id, 0) IS NOT NULL",
                                 e);
    sqlite3_create_function(database, "change_of", 2, flags, NULL, NULL, NULL, NULL);
    return state;
}

static status write_changes(lexicon *l, error *e)
{
    if (l->changed.count > l->stored / MANY_AT_SHARE) return write_many_changes(l, e);
    if (l->changed.count > 0)
        qsort(l->changed.items, l->changed.count, sizeof *l->changed.items, by_number);
    status state = STATUS_OK;
    for (size_t i = 0; state == STATUS_OK && i < l->changed.count; i++) {
        state = write_change(l, l->changed.items[i], e);
        if (i % CHANGES_A_BREATH == 0) store_breathe(l->in);
    }
    return state;
}

status lexicon_index(store *s, error *e) { return store_execute(s, lexicon_indexes_sql, e); }

status lexicon_flush(lexicon *l, error *e)
{
    status state = write_changes(l, e);
    if (state == STATUS_OK && l->stored == 0 && l->fresh.count >= INDEXES_LAST_AT_LEAST)
        state = store_execute(
            l->in, "DROP INDEX IF EXISTS lexicon_form; DROP INDEX IF EXISTS lexicon_fold", e);
    if (state == STATUS_OK) state = write_fresh(l, e);
    if (state != STATUS_OK) return state;
    l->stored += (uint32_t)l->fresh.count;
    l->fresh.count = l->changed.count = 0;
    free(l->changes);
    l->changes = NULL;
    return STATUS_OK;
}

/* --- For readers --- */

status lexicon_read(store *s, uint32_t id, type_entry *entry, buffer *form, error *e)
{
    statement q = statement_of(
        s, "SELECT fold, kind, frequency, documents, form FROM lexicon WHERE id = ?1", e);
    statement_bind_integer(&q, 1, id);
    bool is_there = statement_step(&q);
    if (is_there) {
        int64_t kind = statement_integer(&q, 1);
        *entry = (type_entry){ .fold = (uint32_t)statement_integer(&q, 0),
                               .kind = kind >= 0 && kind < TOKEN_SYMBOL ? (token_kind)kind
                                                                        : TOKEN_SYMBOL,
                               .frequency = statement_integer(&q, 2),
                               .documents = statement_integer(&q, 3) };
        size_t length;
        const char *bytes = statement_bytes(&q, 4, &length);
        if (form != NULL) buffer_append(form, bytes, length);
    }
    status state = statement_end(&q);
    if (state != STATUS_OK) return state;
    if (!is_there)
        return error_set(e, STATUS_CORPUS, "there is no type %u; run: moonleaf rebuild", id);
    return form == NULL || form->state == STATUS_OK ? STATUS_OK : error_memory(e);
}
