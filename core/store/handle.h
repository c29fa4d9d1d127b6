/* What a store is made of: for store.c, statement.c and results.c alone. */
#ifndef MOONLEAF_STORE_HANDLE_H
#define MOONLEAF_STORE_HANDLE_H

#include "base/list.h"
#include "base/map.h"
#include "store/store.h"

/* A statement kept prepared, found by the address of its text. */
typedef struct prepared {
    const char *sql;
    sqlite3_stmt *statement;
} prepared;

typedef LIST(prepared) prepared_list;

/* The INSERT of one table of rows. */
typedef struct row_insert {
    const void *table; /* a row_table, by its address */
    const char *sql;   /* in store.texts */
} row_insert;

typedef LIST(row_insert) row_insert_list;

/* The call whose rows are being added. */
typedef struct current_call {
    int64_t result, document;
    row_insert_list inserts;
} current_call;

/* The text that spans were last checked against. Ids are never used again, but by a rollback, which
 * forgets it. */
typedef struct checked_text {
    int64_t document; /* 0 for none */
    buffer text;
} checked_text;

struct store {
    sqlite3 *database;
    char *path;
    store_mode mode;
    int lock;         /* descriptor that holds the writer's lock; -1 for a reader */
    bool is_borrowed; /* the connection is another's to close */
    bool noted;       /* as the writer, in the table property: there is something to take back */
    prepared_list statements;
    map *texts; /* SQL made at run time whose statements are kept; NULL until there is one */
    current_call call;
    void (*breathe)(void *context); /* or NULL */
    void *breathe_context;
    checked_text checked;
};

/* The same SQL at an address that stays, so that statement_of keeps it prepared; NULL when there is
 * no memory. */
const char *statement_keep(store *s, const char *sql, size_t length);

/* Finalises all kept statements. */
void statements_forget(store *s);

#endif
