#include "host/inference.h"

#include "host/run.h"
#include "store/document.h"

/* Those of a source that is new or has changed in this load. */
static const char asked_sql[] =
    "SELECT document.id FROM source CROSS JOIN load_event USING (place) CROSS JOIN document "
    "  ON document.source = source.id "
    "WHERE source.load = ?1 AND load_event.load = ?1 AND what IN ('added', 'changed') "
    "  AND (SELECT count(*) FROM document AS d WHERE d.source = source.id) = 1 "
    "  AND EXISTS (SELECT 1 FROM block WHERE block.document = document.id "
    "    AND role IN ('title', 'author', 'abstract', 'keywords')) "
    "ORDER BY document.id";

/* Values of one field are joined in their order; left out is what is less than three quarters sure,
 * and what is said of an author (address, affiliation). A field that is there stays what it is. */
static const char filling_sql[] =
    "WITH found AS ("
    "  SELECT field, group_concat(value, '; ') AS value FROM ("
    "    SELECT DISTINCT field, value FROM masthead "
    "    WHERE document_id = ?1 AND certainty >= 0.75 AND field <> 'title' "
    "      AND \"of\" IS NULL ORDER BY row) "
    "  GROUP BY field), "
    "filled AS ("
    "  SELECT field, value FROM found, document WHERE document.id = ?1 "
    "  AND json_extract(ifnull(metadata, '{}'), '$.\"' || field || '\"') IS NULL) "
    "UPDATE document SET metadata = json_patch(ifnull(metadata, '{}'), ("
    "  SELECT json_patch(json_group_object(field, value), "
    "    json_object('inferred', json_group_array(field))) FROM filled)) "
    "WHERE id = ?1 AND EXISTS (SELECT 1 FROM filled)";

static const char title_sql[] =
    "UPDATE document SET title = (SELECT value FROM masthead WHERE document_id = ?1 "
    "  AND field = 'title' AND certainty >= 0.75 ORDER BY certainty DESC, row LIMIT 1) "
    "WHERE id = ?1 AND title IS NULL";

static status find_asked(store *s, int64_t load, id_list *ids, error *e)
{
    statement q = statement_of(s, asked_sql, e);
    statement_bind_integer(&q, 1, load);
    while (statement_step(&q)) {
        int64_t *id = list_push(ids);
        if (id == NULL) q.state = error_memory(e);
        else *id = statement_integer(&q, 0);
    }
    return statement_end(&q);
}

static status execute_for(store *s, const char *sql, int64_t id, error *e)
{
    statement q = statement_of_text(s, sql, e);
    statement_bind_integer(&q, 1, id);
    return statement_run(&q);
}

/* The digest of a document is over its metadata, too. */
static status renew_digest(store *s, int64_t id, error *e)
{
    document d = { 0 };
    status st = document_read(s, id, &d, e);
    if (st != STATUS_OK) return st;
    statement q = statement_of(s, "UPDATE document SET digest = ?2 WHERE id = ?1", e);
    statement_bind_integer(&q, 1, id);
    statement_bind_text(&q, 2, document_digest(&d).text);
    document_free(&d);
    return statement_run(&q);
}

static status fill(store *s, const id_list *ids, error *e)
{
    status st = store_begin(s, e);
    for (size_t i = 0; i < ids->count && st == STATUS_OK; i++) {
        st = execute_for(s, filling_sql, ids->items[i], e);
        if (st == STATUS_OK) st = execute_for(s, title_sql, ids->items[i], e);
        if (st == STATUS_OK) st = renew_digest(s, ids->items[i], e);
    }
    if (st == STATUS_OK) st = store_commit(s, e);
    if (st != STATUS_OK) store_rollback(s);
    return st;
}

static status run_masthead(host *h, store *s, plugin *masthead, const id_list *ids, error *e)
{
    option_values options = { 0 };
    run_report report = { 0 };
    run_request request = {
        .plugin = masthead, .options = &options, .canonical = "{}", .documents = ids
    };
    status st = options_begin(&options, &masthead->manifest, e);
    if (st == STATUS_OK) st = run_documents(h, s, &request, &report, e);
    if (st == STATUS_OK && report.computed + report.cached > 0) st = fill(s, ids, e);
    run_report_free(&report);
    options_free(&options);
    return st;
}

status inference_run(host *h, store *s, int64_t load, error *e)
{
    id_list ids = { 0 };
    error ignored = { 0 };
    plugin *masthead = NULL;
    status st = find_asked(s, load, &ids, e);
    bool is_known = st == STATUS_OK && ids.count > 0 &&
                    host_find(h, PLUGIN_ANALYSIS, "masthead", &masthead, &ignored) == STATUS_OK;
    error_clear(&ignored);
    if (is_known) st = run_masthead(h, s, masthead, &ids, e);
    if (st == STATUS_PLUGIN || st == STATUS_LIMIT) {
        error_clear(e);
        st = STATUS_OK;
    }
    list_free(&ids);
    return st;
}
