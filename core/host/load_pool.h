/* The pool of load workers, and the record of what prepares documents in them: moonleaf's own way
 * of preparing, ICU, CLD2, and what the language tables say of cutting words and sentences. */
#ifndef MOONLEAF_HOST_LOAD_POOL_H
#define MOONLEAF_HOST_LOAD_POOL_H

#include "base/digest.h"
#include "host/pool.h"
#include "store/store.h"

/* Raised when the core prepares the same text in another way. */
extern const char PREPARE_EPOCH[];

/* Runs `work`, of which count, ask, take and context are set, in load workers. `tables`, the digest
 * of what the language tables say, is known before the first task is asked. */
status load_pool_run(host *h, const char *charset, pool_work work, digest_hex *tables, error *e);

/* That digest alone. */
status load_pool_tables(host *h, digest_hex *tables, error *e);

/* Inside the open transaction: the documents from the next one on, or all of them, are made by what
 * runs now. */
status makers_note(store *s, const digest_hex *tables, bool all, error *e);

/* How many documents were made by something else. */
status makers_behind(store *s, const digest_hex *tables, int64_t *behind, error *e);

#endif
