#include "host/quoting.h"

void quoter_free(quoter *q)
{
    document_free(&q->d);
    document_free(&q->named);
}

status quoter_name(quoter *q, store *s, int64_t id, const char **name, error *e)
{
    if (q->named.id != id || q->named.name == NULL) {
        document_free(&q->named);
        q->named = (document){ 0 };
        status result = document_read_head(s, id, &q->named, e);
        if (result != STATUS_OK) return result;
    }
    *name = q->named.name;
    return STATUS_OK;
}

/* The page of the block that holds the byte. */
static uint32_t page_of(const document *d, uint32_t byte)
{
    uint32_t page = 0;
    for (size_t i = 0; i < d->blocks.count && d->blocks.items[i].at.start <= byte; i++)
        page = d->blocks.items[i].page;
    return page;
}

status quoter_find(quoter *q, store *s, int64_t id, span at, quotation *quoted, error *e)
{
    if (q->d.id != id) {
        document_free(&q->d);
        q->d = (document){ 0 };
        status result = document_read(s, id, &q->d, e);
        if (result != STATUS_OK) return result;
    }
    if (at.stop > q->d.text.length || at.stop < at.start)
        return error_set(e, STATUS_CORPUS, "a stored span points outside the text of %s",
                         q->d.name);
    *quoted = (quotation){ .text = q->d.text.data + at.start,
                           .length = at.stop - at.start,
                           .document = q->d.name,
                           .page = page_of(&q->d, at.start),
                           .at = at };
    return STATUS_OK;
}

static status put_span(quoter *q, store *s, buffer *out, int64_t id, span at, error *e)
{
    quotation quoted;
    status result = quoter_find(q, s, id, at, &quoted, e);
    if (result == STATUS_OK) output_put_quotation(out, &quoted);
    return result;
}

static status put_value(quoter *q, store *s, buffer *out, const value *v, int64_t owner, error *e)
{
    int64_t id = v->integer != 0 ? v->integer : owner;
    status result = STATUS_OK;
    if (v->type == VALUE_SPAN) return put_span(q, s, out, id, v->at, e);
    if (v->type == VALUE_SPANS) output_put_list(out, v->length);
    else output_put_value(out, v);
    for (size_t i = 0; v->type == VALUE_SPANS && i < v->length && result == STATUS_OK; i++)
        result = put_span(q, s, out, id, v->spans[i], e);
    return result;
}

status quoter_put(quoter *q, store *s, buffer *out, const value *values, size_t count,
                  int64_t owner, error *e)
{
    status result = STATUS_OK;
    for (size_t i = 0; i < count && result == STATUS_OK; i++)
        result = put_value(q, s, out, &values[i], owner, e);
    return result == STATUS_OK && out->state != STATUS_OK ? error_memory(e) : result;
}
