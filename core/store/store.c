#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/file_name.h"
#include "store/handle.h"
#include "store/schema.h"
#include "store/writer_lock.h"

/* Milliseconds: a writer's commit or checkpoint may hold a reader up that long. */
enum { BUSY_TIMEOUT = 10000 };

sqlite3 *store_database(store *s) { return s->database; }
const char *store_path(const store *s) { return s->path; }

/* --- Errors --- */

static status damaged(const store *s, const char *why, error *e)
{
    return error_set(e, STATUS_CORPUS, "%s is damaged (SQLite: %s): restore a copy", s->path, why);
}

/* "PATH: DOING: WHY", or without what was being done. */
static status trouble(const store *s, status code, const char *doing, const char *why, error *e)
{
    return error_set(e, code, "%s: %s%s%s", s->path, doing != NULL ? doing : "",
                     doing != NULL ? ": " : "", why);
}

status store_error(store *s, error *e, const char *doing)
{
    const char *why = sqlite3_errmsg(s->database);
    int code = sqlite3_extended_errcode(s->database);
    if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY)
        return error_set(
            e, STATUS_CORPUS,
            "a command that was writing %s was killed; run one that writes, to mend it", s->path);
    if (code == SQLITE_IOERR_NOMEM) return error_memory(e);
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return error_set(e, STATUS_CORPUS, "%s is not a corpus (not an SQLite file)", s->path);
    case SQLITE_CORRUPT: return damaged(s, why, e);
    case SQLITE_NOMEM: return error_memory(e);
    case SQLITE_INTERRUPT: return trouble(s, STATUS_INTERRUPTED, doing, "interrupted", e);
    case SQLITE_FULL:
        return trouble(s, STATUS_SYSTEM, doing, "the disk is full; make room and do it again", e);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return trouble(s, STATUS_SYSTEM, doing,
                       "another program is using the file; try again later", e);
    case SQLITE_IOERR:
        return trouble(s, STATUS_SYSTEM, doing,
                       "a read or write failed; is the disk full, or a limit on files reached?", e);
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM: return trouble(s, STATUS_SYSTEM, doing, why, e);
    default: return trouble(s, STATUS_CORPUS, doing, why, e);
    }
}

static status missing(const char *path, error *e)
{
    if (strcmp(path, "corpus.leaf") == 0)
        return error_set(e, STATUS_CORPUS, "no corpus here; start with: moonleaf load FOLDER");
    return error_set(e, STATUS_CORPUS, "no corpus at %s; start with: moonleaf load FOLDER", path);
}

static status no_corpus(const char *path, const char *why, error *e)
{
    return error_set(e, STATUS_CORPUS, "%s is not a corpus (%s)", path, why);
}

/* --- Opening --- */

static status check_is_file(const char *path, error *e)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return missing(path, e);
        return error_system(e, "cannot open %s", path);
    }
    if (S_ISDIR(info.st_mode)) return no_corpus(path, "a folder", e);
    if (!S_ISREG(info.st_mode)) return no_corpus(path, "not a regular file", e);
    return STATUS_OK;
}

/* Opens the writer's own descriptor, makes the file where that is asked for, and takes the lock. */
static status lock_for_writing(store *s, int wait, error *e)
{
    bool is_new = s->mode == STORE_CREATE && access(s->path, F_OK) != 0 && errno == ENOENT;
    status st = is_new ? STATUS_OK : check_is_file(s->path, e);
    if (st != STATUS_OK) return st;
    int flags =
        O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (s->mode == STORE_CREATE ? O_CREAT : 0);
    s->lock = open(s->path, flags, 0666);
    if (s->lock < 0) return error_system(e, "cannot write %s", s->path);
    return writer_lock(s->lock, s->path, wait, e);
}

static status open_database(store *s, char *name, int flags, error *e)
{
    if (name == NULL) return error_memory(e);
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); /* one thread alone uses it: a tenth of its time */
    int code = sqlite3_open_v2(name, &s->database, flags, NULL);
    free(name);
    if (s->database == NULL) return error_memory(e);
    if (code != SQLITE_OK) return store_error(s, e, NULL);
    sqlite3_extended_result_codes(s->database, 1);
    sqlite3_busy_timeout(s->database, BUSY_TIMEOUT);
    /* The file may come from anybody: its schema is not trusted. */
    sqlite3_db_config(s->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(s->database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(s->database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    return STATUS_OK;
}

/* The one number that a query answers. */
static status read_number(store *s, const char *sql, int64_t *number, error *e)
{
    statement q = statement_of_text(s, sql, e);
    if (statement_step(&q)) *number = statement_integer(&q, 0);
    return statement_end(&q);
}

static status create_tables(store *s, error *e)
{
    char identity[100];
    snprintf(identity, sizeof identity, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             STORE_APPLICATION_ID, STORE_SCHEMA_VERSION);
    status st = store_execute(s, "PRAGMA page_size = 16384", e);
    if (st == STATUS_OK) st = store_begin(s, e);
    if (st == STATUS_OK) st = store_execute(s, schema_sql, e);
    if (st == STATUS_OK) st = store_execute(s, identity, e);
    if (st == STATUS_OK) st = store_commit(s, e);
    if (st != STATUS_OK) store_rollback(s);
    return st;
}

/* Is it a corpus, and ours to read? */
static status check_identity(store *s, error *e)
{
    int64_t application = 0, version = 0, tables = 0;
    status st = read_number(s, "PRAGMA application_id", &application, e);
    if (st == STATUS_OK) st = read_number(s, "PRAGMA user_version", &version, e);
    if (st == STATUS_OK) st = read_number(s, "SELECT count(*) FROM sqlite_schema", &tables, e);
    if (st != STATUS_OK) return st;
    if (application == 0 && tables == 0) {
        if (s->mode == STORE_CREATE) return create_tables(s, e);
        return no_corpus(s->path, "it is empty", e);
    }
    if (application != STORE_APPLICATION_ID)
        return error_set(e, STATUS_CORPUS, "%s belongs to another application", s->path);
    if (version > STORE_SCHEMA_VERSION)
        return error_set(
            e, STATUS_CORPUS,
            "%s was made by a newer moonleaf (schema %d; this program reads %d): update moonleaf",
            s->path, (int)version, STORE_SCHEMA_VERSION);
    if (version >= 1 && version < STORE_SCHEMA_VERSION)
        return error_set(e, STATUS_CORPUS,
                         "%s was made by an older moonleaf (schema %d; this program reads %d): "
                         "load its files into a new corpus",
                         s->path, (int)version, STORE_SCHEMA_VERSION);
    return version >= 1 ? STATUS_OK : damaged(s, "no schema version", e);
}

static status open_writer(store *s, int wait, error *e)
{
    status st = lock_for_writing(s, wait, e);
    if (st == STATUS_OK)
        st = open_database(s, file_name_for_sqlite(s->path), SQLITE_OPEN_READWRITE, e);
    if (st == STATUS_OK) st = check_identity(s, e);
    if (st != STATUS_OK) return st;

    st = store_execute(
        s,
        "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA secure_delete = FAST;"
        "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768; PRAGMA journal_mode = WAL",
        e);
    if (st == STATUS_OK) st = store_execute(s, lexicon_indexes_sql, e);
    if (st != STATUS_OK) return st;
    statement note = statement_of(s, "INSERT OR REPLACE INTO property VALUES ('writer', ?1)", e);
    char process[24];
    snprintf(process, sizeof process, "%ld", (long)getpid());
    statement_bind_text(&note, 1, process);
    st = statement_run(&note);
    s->noted = st == STATUS_OK;
    return st;
}

/* On a read-only medium SQLite cannot make the shared memory that a file in WAL mode asks for.
 * Without a -wal file nothing is pending, and the file alone is all there is. */
static bool is_whole_alone(const store *s)
{
    int code = sqlite3_extended_errcode(s->database) & 0xff;
    if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY) return false;
    buffer name = { 0 };
    buffer_text(&name, s->path);
    buffer_text(&name, "-wal");
    bool is_alone = name.state == STATUS_OK && access(name.data, F_OK) != 0;
    buffer_free(&name);
    return is_alone;
}

static status open_reader(store *s, error *e)
{
    status st = check_is_file(s->path, e);
    if (st == STATUS_OK)
        st = open_database(s, file_name_for_sqlite(s->path), SQLITE_OPEN_READONLY, e);
    if (st == STATUS_OK) st = check_identity(s, e);
    if (st == STATUS_SYSTEM && s->database != NULL && is_whole_alone(s)) {
        statements_forget(s);
        sqlite3_close(s->database);
        st = open_database(s, file_name_immutable(s->path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                           e);
        if (st == STATUS_OK) st = check_identity(s, e);
    }
    if (st != STATUS_OK) return st;
    /* No cell_size_check as writers have: a mapped page would be checked cell by cell each time
     * that a search passes it, a fifth of a concordance; SQLite checks each cell that it reads
     * anyway. The cache is small since pages are mapped, and its size is that of the runs that
     * SQLite sorts before it merges them: 4 MiB stay in the processor's. */
    return store_execute(
        s, "PRAGMA query_only = ON; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -4096", e);
}

status store_open(const char *path, store_mode mode, int wait, store **out, error *e)
{
    *out = NULL;
    store *s = calloc(1, sizeof *s);
    if (s == NULL) return error_memory(e);
    s->mode = mode;
    s->lock = -1;
    s->path = strdup(path);
    status st = s->path == NULL      ? error_memory(e)
                : mode == STORE_READ ? open_reader(s, e)
                                     : open_writer(s, wait, e);
    if (st != STATUS_OK) {
        store_close(s);
        return st;
    }
    error_clear(e); /* what a first try of a reader said */
    *out = s;
    return STATUS_OK;
}

status store_over(sqlite3 *database, store **out, error *e)
{
    const char *path = sqlite3_db_filename(database, "main");
    store *s = calloc(1, sizeof *s);
    if (s != NULL) {
        s->path = strdup(path != NULL && *path != '\0' ? path : "the database");
        s->database = database;
        s->mode = STORE_READ;
        s->lock = -1;
        s->is_borrowed = true;
    }
    *out = s;
    if (s != NULL && s->path != NULL) return STATUS_OK;
    store_close(s);
    *out = NULL;
    return error_memory(e);
}

/* --- Closing --- */

void store_close(store *s)
{
    if (s == NULL) return;
    if (s->database != NULL && !s->is_borrowed) store_rollback(s);
    if (s->noted) store_execute(s, "DELETE FROM property WHERE name = 'writer'", NULL);
    statements_forget(s);
    /* Where a reader still looks, the -wal file stays; the next writer takes it away. */
    if (s->noted) {
        sqlite3_busy_timeout(s->database, 0);
        store_execute(s, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE", NULL);
    }
    if (!s->is_borrowed) sqlite3_close(s->database);
    /* Closing any descriptor of a file drops the process's POSIX locks on it, SQLite's included: so
     * this comes last. */
    if (s->lock >= 0) {
        writer_unlock(s->lock);
        close(s->lock);
    }
    list_free(&s->call.inserts);
    buffer_free(&s->checked.text);
    free(s->path);
    free(s);
}

void store_breathe_by(store *s, void (*breathe)(void *context), void *context)
{
    s->breathe = breathe;
    s->breathe_context = context;
}

void store_breathe(store *s)
{
    if (s->breathe != NULL) s->breathe(s->breathe_context);
}

/* --- Transactions --- */

status store_execute(store *s, const char *sql, error *e)
{
    if (sqlite3_exec(s->database, sql, NULL, NULL, NULL) == SQLITE_OK) return STATUS_OK;
    return store_error(s, e, NULL);
}

status store_begin(store *s, error *e)
{
    /* A reader's snapshot begins with its first read, so it reads at once. */
    if (s->mode == STORE_READ)
        return store_execute(s, "BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1", e);
    return store_execute(s, "BEGIN IMMEDIATE", e);
}

status store_commit(store *s, error *e) { return store_execute(s, "COMMIT", e); }

void store_rollback(store *s)
{
    if (!sqlite3_get_autocommit(s->database)) store_execute(s, "ROLLBACK", NULL);
    s->checked.document = 0; /* its id may be given again now */
}
