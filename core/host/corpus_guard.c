#include "host/corpus_guard.h"

#include <string.h>

static int authorize(void *context, int action, const char *a, const char *b, const char *c, const char *d)
{
    (void)context, (void)a, (void)c, (void)d;
    if (action == SQLITE_FUNCTION) return b != NULL && strcmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE ? SQLITE_OK : SQLITE_DENY;
}

static const struct {
    int category, limit;
} limits[] = {
    { SQLITE_LIMIT_LENGTH, 1 << 28 },           /* bytes of a value: a document's text is at most 64 MiB by default */
    { SQLITE_LIMIT_SQL_LENGTH, 1 << 20 },
    { SQLITE_LIMIT_EXPR_DEPTH, 200 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200 },  /* matching takes pattern times text, out of the progress handler's sight */
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
};

status corpus_guard(store *s, error *e)
{
    sqlite3 *db = store_database(s);
    status result = store_begin(s, e);
    if (result == STATUS_OK) result = store_execute(s, "SELECT count(*) FROM property", e); /* takes the snapshot */
    if (result == STATUS_OK) result = store_execute(s, "PRAGMA query_only = ON", e);
    if (result != STATUS_OK) return result;
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) sqlite3_limit(db, limits[i].category, limits[i].limit);
    sqlite3_set_authorizer(db, authorize, NULL);
    return STATUS_OK;
}
