#include "store/writer_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "store/file_name.h"

/* SQLite locks bytes at 1 GiB; no corpus is this large. */
#define LOCKED_BYTE ((off_t)0x7fffffff00000000)

enum { PAUSE = 50 }; /* milliseconds between two tries */

static bool try_lock(int descriptor, short type)
{
    struct flock range = {
        .l_type = type, .l_whence = SEEK_SET, .l_start = LOCKED_BYTE, .l_len = 1
    };
    return fcntl(descriptor, F_OFD_SETLK, &range) == 0;
}

static int noted_process(sqlite3 *database)
{
    sqlite3_stmt *query = NULL;
    int process = 0;
    sqlite3_busy_timeout(database, 1000);
    if (sqlite3_prepare_v2(database, "SELECT value FROM property WHERE name = 'writer'", -1, &query,
                           NULL) == SQLITE_OK &&
        sqlite3_step(query) == SQLITE_ROW)
        process = sqlite3_column_int(query, 0);
    sqlite3_finalize(query);
    return process;
}

/* The process that noted itself as the writer; 0 when nothing can be learned. */
static int holder(const char *path)
{
    sqlite3 *database = NULL;
    char *name = file_name_for_sqlite(path);
    int process = 0;
    if (name != NULL && sqlite3_open_v2(name, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
        process = noted_process(database);
    sqlite3_close(database);
    free(name);
    return process;
}

static status taken(const char *path, error *e)
{
    int process = holder(path);
    if (process == 0)
        return error_set(e, STATUS_SYSTEM,
                         "another moonleaf is writing %s; wait for it or add --wait", path);
    return error_set(e, STATUS_SYSTEM,
                     "another moonleaf (process %d) is writing %s; wait for it or add --wait",
                     process, path);
}

status writer_lock(int descriptor, const char *path, int wait, error *e)
{
    struct timespec now, pause = { .tv_nsec = PAUSE * 1000000L };
    clock_gettime(CLOCK_MONOTONIC, &now);
    time_t until = now.tv_sec + wait;
    while (!try_lock(descriptor, F_WRLCK)) {
        if (errno != EAGAIN && errno != EACCES) return error_system(e, "cannot lock %s", path);
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (wait >= 0 && now.tv_sec >= until) return taken(path, e);
        if (nanosleep(&pause, NULL) != 0 && errno == EINTR)
            return error_set(e, STATUS_INTERRUPTED, "interrupted while waiting for %s", path);
    }
    return STATUS_OK;
}

void writer_unlock(int descriptor) { try_lock(descriptor, F_UNLCK); }
