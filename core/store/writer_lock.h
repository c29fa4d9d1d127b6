/* One writer command at a time.
 *
 * The lock is an open file description lock on a byte of the corpus file that lies far behind all
 * data and SQLite's own locks, so nothing lies about when a writer is killed. The lock cannot say
 * who holds it: a writer notes its process id in the table `property`. */
#ifndef MOONLEAF_STORE_WRITER_LOCK_H
#define MOONLEAF_STORE_WRITER_LOCK_H

#include "base/status.h"

/* Locks the file behind `descriptor`, waiting up to `wait` seconds (-1: for ever). STATUS_SYSTEM
 * names the holder's process. */
status writer_lock(int descriptor, const char *path, int wait, error *e);

/* Lets it go, also where a forked child still has the descriptor. */
void writer_unlock(int descriptor);

#endif
