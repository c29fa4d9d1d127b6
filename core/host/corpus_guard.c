#include "host/corpus_guard.h"

#include <string.h>

#include "corpus/table_functions.h"
#include "host/deadline.h"
#include "host/host.h"

enum {
    LOOK = 10000
}; /* steps of SQLite's machine between looks at the clock: under a millisecond */

/* Functions that reach out of the corpus. */
static const char *const forbidden[] = { "load_extension", "fts3_tokenizer" };

static int authorize(void *context, int action, const char *a, const char *b, const char *c,
                     const char *d)
{
    (void)context, (void)a, (void)c, (void)d;
    if (action == SQLITE_FUNCTION) {
        for (size_t i = 0; b != NULL && i < sizeof forbidden / sizeof *forbidden; i++)
            if (sqlite3_stricmp(b, forbidden[i]) == 0) return SQLITE_DENY;
        return SQLITE_OK;
    }
    return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE
               ? SQLITE_OK
               : SQLITE_DENY;
}

static const struct {
    int category, limit;
} bounds[] = {
    { SQLITE_LIMIT_LENGTH,
      1 << 28 }, /* bytes of a value: a document's text is at most 64 MiB by default */
    { SQLITE_LIMIT_SQL_LENGTH, 1 << 20 },
    { SQLITE_LIMIT_EXPR_DEPTH, 200 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH,
      200 }, /* matching takes pattern times text, out of the progress handler's sight */
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
};

static int is_to_stop(void *context)
{
    (void)context;
    return deadline_is_over() || host_interrupted;
}

status corpus_guard(store *s, bool may_write_files, error *e)
{
    sqlite3 *db = store_database(s);
    status result = store_begin(s, e);
    if (result == STATUS_OK)
        result = store_execute(s, "SELECT count(*) FROM property", e); /* takes the snapshot */
    if (result == STATUS_OK) result = store_execute(s, "PRAGMA query_only = ON", e);
    if (result == STATUS_OK && !may_write_files)
        result = store_execute(s, "PRAGMA temp_store = MEMORY", e);
    if (result != STATUS_OK) return result;
    if (table_functions_register(db) != SQLITE_OK) return store_error(s, e, NULL);
    /* SQLite declares table functions at their first use, which the authorizer would take for
     * writing. */
    result = store_execute(s, "SELECT 1 FROM json_each('[]'), json_tree('[]')", e);
    if (result != STATUS_OK) return result;
    /* This fails where the file has views of these names, and they stand. */
    store_execute(s, "SELECT 1 FROM tokens(NULL), sentences(NULL)", NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        sqlite3_limit(db, bounds[i].category, bounds[i].limit);
    sqlite3_set_authorizer(db, authorize, NULL);
    sqlite3_progress_handler(db, LOOK, is_to_stop, NULL);
    return STATUS_OK;
}

void corpus_guard_release(store *s)
{
    sqlite3_set_authorizer(store_database(s), NULL, NULL);
    if (store_commit(s, NULL) != STATUS_OK) store_rollback(s);
    sqlite3_set_authorizer(store_database(s), authorize, NULL);
}

status corpus_guard_take(store *s, error *e)
{
    sqlite3_set_authorizer(store_database(s), NULL, NULL);
    status result = store_begin(s, e);
    sqlite3_set_authorizer(store_database(s), authorize, NULL);
    return result;
}
