/* moonleaf loads: what each load did; with --diff, to which sources. */
#include <errno.h>
#include <stdlib.h>

#include "cli/screen.h"

static const column load_columns[] = {
    { (char *)"load", COLUMN_INTEGER, (char *)"its number" },
    { (char *)"started", COLUMN_TEXT, (char *)"when it began, UTC" },
    { (char *)"added", COLUMN_INTEGER, (char *)"sources that came" },
    { (char *)"changed", COLUMN_INTEGER, (char *)"sources that were read anew" },
    { (char *)"moved", COLUMN_INTEGER, (char *)"sources found under a new path" },
    { (char *)"copies", COLUMN_INTEGER, (char *)"sources found to be the same as another" },
    { (char *)"failed", COLUMN_INTEGER, (char *)"sources that could not be read" },
    { (char *)"vanished", COLUMN_INTEGER, (char *)"sources whose files had gone" },
    { (char *)"removed", COLUMN_INTEGER, (char *)"sources removed by --prune" },
    { (char *)"paths", COLUMN_TEXT, (char *)"what was loaded; (stopped) when it did not end" },
};

/* Events are committed with their batch, so they are right for a load that was killed as well. */
static const char loads_sql[] =
    "SELECT id, replace(substr(started, 1, 16), 'T', ' '), count(*) FILTER (WHERE what = 'added'), "
    "count(*) FILTER (WHERE what = 'changed'), count(*) FILTER (WHERE what = 'moved'), "
    "count(*) FILTER (WHERE what = 'copy'), count(*) FILTER (WHERE what = 'failed'), "
    "count(*) FILTER (WHERE what = 'vanished'), count(*) FILTER (WHERE what = 'removed'), "
    "arguments || iif(finished IS NULL, ' (stopped)', '') "
    "FROM load LEFT JOIN load_event ON load_event.load = load.id GROUP BY id ORDER BY id";

static const column diff_columns[] = {
    { (char *)"what", COLUMN_TEXT,
      (char *)"added, changed, moved, copy, failed, vanished, returned or removed" },
    { (char *)"source", COLUMN_TEXT, (char *)"where the file is" },
    { (char *)"detail", COLUMN_TEXT,
      (char *)"where it was before, what it is a copy of, why it failed" },
    { (char *)"load", COLUMN_INTEGER, (char *)"the load that did it, the last if several" },
};

/* Of a source that several loads did something to, the last says what came of it; what was added
 * and then changed was added. */
static const char diff_sql[] =
    "SELECT CASE WHEN what IN ('changed', 'moved') AND EXISTS (SELECT 1 FROM load_event AS f "
    "WHERE f.place = l.place AND f.what = 'added' AND f.load > ?1 AND f.load < l.load) "
    "THEN 'added' ELSE what END AS w, place, detail, load FROM (SELECT what, place, detail, "
    "max(load) AS load FROM load_event WHERE load > ?1 AND load <= ?2 GROUP BY place) AS l "
    "ORDER BY w, place";

static status read_load(const invocation *i, const char *text, int64_t *id, error *e)
{
    char *end;
    bool is_there = false;
    errno = 0;
    *id = strtoll(text, &end, 10);
    bool is_number = end != text && *end == '\0' && errno == 0;
    statement q = statement_of(i->store, "SELECT 1 FROM load WHERE id = ?1", e);
    statement_bind_integer(&q, 1, *id);
    if (is_number) is_there = *id == 0 || statement_step(&q);
    status s = statement_end(&q);
    if (s == STATUS_OK && !is_there)
        s = error_set(e, STATUS_USAGE, "there is no load %s; moonleaf loads lists them", text);
    return s;
}

static status print_difference(invocation *i, error *e)
{
    int64_t from, to;
    status s = read_load(i, i->arguments.items[0], &from, e);
    if (s == STATUS_OK) s = read_load(i, i->arguments.items[1], &to, e);
    if (s == STATUS_OK && from > to)
        s = error_set(e, STATUS_USAGE, "the earlier load comes first: --diff %lld %lld",
                      (long long)to, (long long)from);
    if (s != STATUS_OK) return s;
    statement q = statement_of(i->store, diff_sql, e);
    statement_bind_integer(&q, 1, from);
    statement_bind_integer(&q, 2, to);
    return screen_rows(i, "loads", diff_columns, sizeof diff_columns / sizeof *diff_columns, &q, e);
}

static status print_loads(invocation *i, error *e)
{
    statement q = statement_of(i->store, loads_sql, e);
    return screen_rows(i, "loads", load_columns, sizeof load_columns / sizeof *load_columns, &q, e);
}

status loads_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    bool is_difference = invocation_has(i, "diff");
    if (i->arguments.count != (is_difference ? 2 : 0))
        return error_set(e, STATUS_USAGE, "usage: moonleaf loads [--diff LOAD LOAD]");
    status s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = invocation_open_store(i, STORE_READ, e);
    if (s != STATUS_OK) return s;
    return is_difference ? print_difference(i, e) : print_loads(i, e);
}
