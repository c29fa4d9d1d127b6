#include "store/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"

static const char *const states[] = {
    [SOURCE_LOADED] = "loaded", [SOURCE_FAILED] = "failed", [SOURCE_COPY] = "copy"
};

#define COLUMNS                                                                                    \
    "id, root, path, size, mtime, sha256, loader, loader_digest, options, charset, confidence, "   \
    "replacements, state, reason, load, container, "                                               \
    "(SELECT place FROM source AS o WHERE o.id = source.container)"

void source_free(source *record)
{
    free(record->root);
    free(record->path);
    free(record->sha256);
    free(record->loader);
    free(record->loader_digest);
    free(record->options);
    free(record->charset);
    free(record->reason);
    free(record->archive);
    *record = (source){ 0 };
}

/* A copy of a text column; NULL for NULL. Running out of memory is the statement's failure. */
static char *copy_text(statement *q, int column)
{
    const char *text = statement_text(q, column);
    if (text == NULL) return NULL;
    char *copy = strdup(text);
    if (copy == NULL) q->state = error_memory(q->e);
    return copy;
}

static void fill(statement *q, source *record)
{
    const char *state = statement_text(q, 12);
    record->id = statement_integer(q, 0);
    record->root = copy_text(q, 1);
    record->path = copy_text(q, 2);
    record->size = statement_integer(q, 3);
    record->mtime = statement_integer(q, 4);
    record->sha256 = copy_text(q, 5);
    record->loader = copy_text(q, 6);
    record->loader_digest = copy_text(q, 7);
    record->options = copy_text(q, 8);
    record->charset = copy_text(q, 9);
    record->confidence = statement_number(q, 10);
    record->replacements = statement_integer(q, 11);
    record->state = SOURCE_FAILED;
    for (source_state i = SOURCE_LOADED; i <= SOURCE_COPY; i++)
        if (state != NULL && strcmp(state, states[i]) == 0) record->state = i;
    record->reason = copy_text(q, 13);
    record->load = statement_integer(q, 14);
    record->container = statement_integer(q, 15);
    record->archive = copy_text(q, 16);
}

status source_read(store *s, const char *root, const char *path, source *record, error *e)
{
    statement q = statement_of(s,
                               "SELECT " COLUMNS " FROM source "
                               "WHERE place = rtrim(?1, '/') || '/' || ?2",
                               e);
    statement_bind_text(&q, 1, root);
    statement_bind_text(&q, 2, path);
    if (statement_step(&q)) fill(&q, record);
    status st = statement_end(&q);
    if (st != STATUS_OK) source_free(record);
    return st;
}

/* Appends what the rows of a query are. */
static status append_rows(statement *q, source_list *sources)
{
    while (statement_step(q)) {
        source *one = list_push(sources);
        if (one == NULL) q->state = error_memory(q->e);
        else fill(q, one);
    }
    return statement_end(q);
}

status source_twins(store *s, const source *of, source_list *twins, error *e)
{
#define TWINS "SELECT " COLUMNS " FROM source WHERE size = ?1 AND state = 'loaded' AND id <> ?3 "
    /* By hash the index gives just them; by size alone there may be thousands to sort. */
    const char *text =
        of->sha256 != NULL ? TWINS "AND sha256 = ?2 ORDER BY id LIMIT ?4" : TWINS "LIMIT ?4";
    statement q = statement_of(s, text, e);
    statement_bind_integer(&q, 1, of->size);
    statement_bind_text(&q, 2, of->sha256);
    statement_bind_integer(&q, 3, of->id);
    statement_bind_integer(&q, 4, SOURCE_TWINS);
    return append_rows(&q, twins);
}

#define COUNTS "(loader IS NOT '" SOURCE_ARCHIVE "' OR state <> 'loaded')"
#define UNDER "(place = ?2 OR substr(place, 1, length(rtrim(?2, '/')) + 1) = rtrim(?2, '/') || '/')"

static status count_seen(store *s, int64_t load, const char *place, int64_t *seen, error *e)
{
    statement q =
        statement_of(s, "SELECT count(*) FROM source WHERE load = ?1 AND " COUNTS " AND " UNDER, e);
    statement_bind_integer(&q, 1, load);
    statement_bind_text(&q, 2, place);
    if (statement_step(&q)) *seen += statement_integer(&q, 0);
    return statement_end(&q);
}

status source_unseen(store *s, int64_t load, const char *place, source_list *unseen, int64_t *seen,
                     error *e)
{
    statement q = statement_of(s,
                               "SELECT " COLUMNS " FROM source WHERE load <> ?1 AND " COUNTS
                               " AND " UNDER " ORDER BY place",
                               e);
    statement_bind_integer(&q, 1, load);
    statement_bind_text(&q, 2, place);
    status st = append_rows(&q, unseen);
    return st == STATUS_OK ? count_seen(s, load, place, seen, e) : st;
}

status source_remove_emptied(store *s, int64_t load, const char *place, error *e)
{
    statement q =
        statement_of(s,
                     "DELETE FROM source WHERE load <> ?1 AND NOT " COUNTS " AND " UNDER
                     " AND NOT EXISTS (SELECT 1 FROM source AS o WHERE o.container = source.id)",
                     e);
    statement_bind_integer(&q, 1, load);
    statement_bind_text(&q, 2, place);
    return statement_run(&q);
}

status source_members(store *s, int64_t container, int64_t before, source_list *members, error *e)
{
    statement q = statement_of(s,
                               "SELECT " COLUMNS " FROM source WHERE container = ?1 AND "
                               "(?2 = 0 OR load < ?2) ORDER BY path",
                               e);
    statement_bind_integer(&q, 1, container);
    statement_bind_integer(&q, 2, before);
    return append_rows(&q, members);
}

status source_see_members(store *s, int64_t container, int64_t load, int64_t mtime, error *e)
{
    statement q =
        statement_of(s, "UPDATE source SET load = ?2, mtime = ?3 WHERE container = ?1", e);
    statement_bind_integer(&q, 1, container);
    statement_bind_integer(&q, 2, load);
    statement_bind_integer(&q, 3, mtime);
    return statement_run(&q);
}

status source_move_members(store *s, const source *archive, const char *from, error *e)
{
    statement q = statement_of(s,
                               "UPDATE source SET root = ?2, path = ?3 || substr(path, length(?4) "
                               "+ 1) WHERE container = ?1",
                               e);
    statement_bind_integer(&q, 1, archive->id);
    statement_bind_text(&q, 2, archive->root);
    statement_bind_text(&q, 3, archive->path);
    statement_bind_text(&q, 4, from);
    return statement_run(&q);
}

void source_list_free(source_list *sources)
{
    for (size_t i = 0; i < sources->count; i++) source_free(&sources->items[i]);
    list_free(sources);
}

status source_see(store *s, int64_t id, int64_t load, error *e)
{
    statement q = statement_of(s, "UPDATE source SET load = ?2 WHERE id = ?1", e);
    statement_bind_integer(&q, 1, id);
    statement_bind_integer(&q, 2, load);
    return statement_run(&q);
}

status source_remove(store *s, int64_t id, error *e)
{
    statement q = statement_of(s, "DELETE FROM source WHERE id = ?1", e);
    statement_bind_integer(&q, 1, id);
    return statement_run(&q);
}

status source_write(store *s, source *record, error *e)
{
    /* A NULL id makes SQLite choose one; an id that is there already is updated in its place. */
    statement q = statement_of(s,
                               "INSERT INTO source (id, root, path, size, mtime, sha256, loader, "
                               "loader_digest, options, charset, confidence, "
                               "  replacements, state, reason, load, container) VALUES (?1, ?2, "
                               "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) "
                               "ON CONFLICT (id) DO UPDATE SET root = ?2, path = ?3, size = ?4, "
                               "mtime = ?5, sha256 = ?6, loader = ?7, "
                               "  loader_digest = ?8, options = ?9, charset = ?10, confidence = "
                               "?11, replacements = ?12, state = ?13, "
                               "  reason = ?14, load = ?15, container = ?16",
                               e);
    if (record->id != 0) statement_bind_integer(&q, 1, record->id);
    statement_bind_text(&q, 2, record->root);
    statement_bind_text(&q, 3, record->path);
    statement_bind_integer(&q, 4, record->size);
    statement_bind_integer(&q, 5, record->mtime);
    statement_bind_text(&q, 6, record->sha256);
    statement_bind_text(&q, 7, record->loader);
    statement_bind_text(&q, 8, record->loader_digest);
    statement_bind_text(&q, 9, record->options);
    statement_bind_text(&q, 10, record->charset);
    statement_bind_number(&q, 11, record->confidence);
    statement_bind_integer(&q, 12, record->replacements);
    statement_bind_text(&q, 13, states[record->state]);
    statement_bind_text(&q, 14, record->reason);
    statement_bind_integer(&q, 15, record->load);
    if (record->container != 0) statement_bind_integer(&q, 16, record->container);
    status st = statement_run(&q);
    if (st == STATUS_OK && record->id == 0)
        record->id = sqlite3_last_insert_rowid(store_database(s));
    return st;
}

status source_documents(store *s, int64_t id, int64_t **ids, size_t *count, error *e)
{
    LIST(int64_t) found = { 0 };
    statement q = statement_of(s, "SELECT id FROM document WHERE source = ?1 ORDER BY ordinal", e);
    statement_bind_integer(&q, 1, id);
    while (statement_step(&q)) {
        int64_t *one = list_push(&found);
        if (one == NULL) q.state = error_memory(e);
        else *one = statement_integer(&q, 0);
    }
    status st = statement_end(&q);
    if (st != STATUS_OK) list_free(&found);
    *ids = found.items;
    *count = found.count;
    return st;
}
