#include "store/history.h"

status load_begin(store *s, const char *arguments, int64_t *id, error *e)
{
    statement q = statement_of(
        s,
        "INSERT INTO load (started, arguments) VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1)",
        e);
    statement_bind_text(&q, 1, arguments);
    status st = statement_run(&q);
    if (st == STATUS_OK) *id = sqlite3_last_insert_rowid(store_database(s));
    return st;
}

status load_end(store *s, int64_t id, const load_counts *counts, error *e)
{
    statement q = statement_of(
        s,
        "UPDATE load SET finished = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), added = ?2, "
        "changed = ?3, unchanged = ?4, failed = ?5, documents = ?6, bytes = ?7 WHERE id = ?1",
        e);
    statement_bind_integer(&q, 1, id);
    statement_bind_integer(&q, 2, counts->added);
    statement_bind_integer(&q, 3, counts->changed);
    statement_bind_integer(&q, 4, counts->unchanged);
    statement_bind_integer(&q, 5, counts->failed);
    statement_bind_integer(&q, 6, counts->documents);
    statement_bind_integer(&q, 7, counts->bytes);
    return statement_run(&q);
}

status load_note(store *s, int64_t load, const source *record, const char *what, const char *detail,
                 error *e)
{
    statement q = statement_of(s,
                               "INSERT OR REPLACE INTO load_event "
                               "VALUES (rtrim(?1, '/') || '/' || ?2, ?3, ?4, ?5)",
                               e);
    statement_bind_text(&q, 1, record->root);
    statement_bind_text(&q, 2, record->path);
    statement_bind_integer(&q, 3, load);
    statement_bind_text(&q, 4, what);
    statement_bind_text(&q, 5, detail);
    return statement_run(&q);
}

status load_note_vanished(store *s, int64_t load, const source *record, error *e)
{
    statement q = statement_of(s,
                               "INSERT INTO load_event SELECT place, ?2, 'vanished', NULL "
                               "FROM source AS o WHERE id = ?1 AND NOT EXISTS (SELECT 1 "
                               "FROM load_event AS n WHERE n.place = o.place AND n.load > o.load)",
                               e);
    statement_bind_integer(&q, 1, record->id);
    statement_bind_integer(&q, 2, load);
    return statement_run(&q);
}

status load_note_returned(store *s, int64_t load, error *e)
{
    statement q =
        statement_of(s,
                     "INSERT OR IGNORE INTO load_event SELECT o.place, ?1, 'returned', NULL FROM "
                     "(SELECT place, what, max(load) FROM load_event GROUP BY place) AS o "
                     "JOIN source USING (place) WHERE o.what = 'vanished' AND source.load = ?1",
                     e);
    statement_bind_integer(&q, 1, load);
    return statement_run(&q);
}
