/* The corpus file: opening, locking, transactions and prepared statements over one SQLite database.
 *
 * A file is ours by its application_id. Page size 16384, WAL while open for writing, checkpointed
 * away when the writer closes, so that copying the one file is safe. A reader never writes: a file
 * that cannot be written opens read-only. */
#ifndef MOONLEAF_STORE_STORE_H
#define MOONLEAF_STORE_STORE_H

/* A loadable extension calls the SQLite of the program that loads it, through a table. */
#ifdef MOONLEAF_EXTENSION
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3
#else
#include <sqlite3.h>
#endif

#include "base/status.h"
#include "base/value.h"

#define STORE_APPLICATION_ID 0x6d6e6c66 /* "mnlf" */
#define STORE_SCHEMA_VERSION 3          /* kept in user_version */

typedef struct store store;

typedef enum store_mode {
    STORE_READ,   /* must exist; nothing is written, not even by SQLite where that can be had */
    STORE_WRITE,  /* must exist; one writer at a time */
    STORE_CREATE, /* as STORE_WRITE, and makes the file when there is none */
} store_mode;

/* STATUS_CORPUS with one clear line when there is no such file ("no corpus here; start with:
 * moonleaf load FOLDER"), when it is no SQLite file, another application's, newer than this
 * program, or damaged; STATUS_SYSTEM when another command writes it (the message names its process
 * id) and `wait` seconds (0: none, -1: for ever) did not help. */
status store_open(const char *path, store_mode mode, int wait, store **out, error *e);

/* A reader over a connection that another part or program has opened and will close, in whatever
 * transaction that is in; nothing is checked but when it is read. */
status store_over(sqlite3 *database, store **out, error *e);

/* Rolls an open transaction back, checkpoints, lets the lock go. NULL is allowed. */
void store_close(store *s);

sqlite3 *store_database(store *s);
const char *store_path(const store *s);

/* Transactions do not nest. store_rollback never fails visibly. */
status store_begin(store *s, error *e);
status store_commit(store *s, error *e);
void store_rollback(store *s);

/* Runs SQL text without parameters or rows. */
status store_execute(store *s, const char *sql, error *e);

/* What writes for long calls store_breathe now and then, and so the function that was set, or NULL,
 * for others who wait. That may read the store. */
void store_breathe_by(store *s, void (*breathe)(void *context), void *context);
void store_breathe(store *s);

/* Fills `e` from SQLite's last error, says what was being done, answers STATUS_CORPUS (or
 * STATUS_SYSTEM for a full disk, an unreadable file and the like). */
status store_error(store *s, error *e, const char *doing);

/* A prepared statement with sticky outcome: prepare, bind by position, step; one check at the end.
 *
 *     statement q = statement_of(s, "SELECT name FROM document WHERE id = ?1", e);
 *     statement_bind_integer(&q, 1, id);
 *     while (statement_step(&q)) use(statement_text(&q, 0));
 *     return statement_end(&q);
 *
 * Statements are kept prepared in the store by the address of their SQL, so the text must be a
 * literal; one statement is in use once at a time. statement_of_text prepares a text that is made
 * at run time, for this once. */
typedef struct statement {
    store *in;
    sqlite3_stmt *prepared;
    error *e;
    status state;
    bool owned;
} statement;

statement statement_of(store *s, const char *sql, error *e);
statement statement_of_text(store *s, const char *sql, error *e);
void statement_bind_integer(statement *q, int position, int64_t number);
void statement_bind_number(statement *q, int position, double number);
void statement_bind_text(statement *q, int position,
                         const char *text); /* NULL binds NULL; bytes must live until the end */
void statement_bind_bytes(statement *q, int position, const void *bytes,
                          size_t length); /* as a BLOB */
void statement_bind_text_bytes(statement *q, int position, const char *text, size_t length);
void statement_bind_value(statement *q, int position, const value *v); /* spans as JSON text */

/* True when there is a row. */
bool statement_step(statement *q);
int64_t statement_integer(const statement *q, int column);
double statement_number(const statement *q, int column);
const char *statement_text(const statement *q,
                           int column); /* NULL for NULL; lives until the next step */
const void *statement_bytes(const statement *q, int column, size_t *length);
value statement_value(const statement *q, int column); /* lives until the next step */

/* Resets (or finalises) and answers the outcome of the whole use. */
status statement_end(statement *q);

/* Bind, step once, end: for statements without rows. */
status statement_run(statement *q);

/* Inserts `count` rows of so many columns, many with one statement, which costs half of one each.
 * `sql` is the literal up to VALUES; `bind` binds row `row` to the parameters from `first` on. */
status statement_insert(store *s, const char *sql, int columns, size_t count,
                        void (*bind)(statement *q, int first, const void *context, size_t row),
                        const void *context, error *e);

#endif
