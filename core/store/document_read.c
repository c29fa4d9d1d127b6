/* Reading documents back. What a damaged or foreign file holds is checked here, once: behind it
 * every span lies in its text. */
#include <stdlib.h>
#include <string.h>

#include "store/document.h"

static void damaged_so(statement *q, const document *d, const char *what, const char *remedy)
{
    q->state = error_set(q->e, STATUS_CORPUS, "%s is damaged (%s of document %lld): %s",
                         store_path(q->in), what, (long long)d->id, remedy);
}

static void damaged(statement *q, const document *d, const char *what)
{
    damaged_so(q, d, what, "restore a copy");
}

static void tokens_damaged(statement *q, const document *d)
{
    damaged_so(q, d, "the tokens", "run: moonleaf rebuild");
}

static char *copy_text(statement *q, int column)
{
    const char *text = statement_text(q, column);
    char *copy = text != NULL ? strdup(text) : NULL;
    if (text != NULL && copy == NULL) q->state = error_memory(q->e);
    return copy;
}

static void copy_bytes(statement *q, int column, buffer *out)
{
    size_t length;
    const void *bytes = statement_bytes(q, column, &length);
    buffer_clear(out);
    buffer_append(out, bytes, length);
    if (out->state != STATUS_OK) q->state = error_memory(q->e);
}

static uint32_t read_number(statement *q, int column, const document *d, const char *what)
{
    int64_t number = statement_integer(q, column);
    if (number < 0 || number > UINT32_MAX) damaged(q, d, what);
    return (uint32_t)number;
}

static language_tag read_tag(statement *q, int column, const document *d)
{
    language_tag tag = { "" };
    const char *text = statement_text(q, column);
    if (text == NULL || strlen(text) >= sizeof tag.text) damaged(q, d, "the language");
    else strcpy(tag.text, text);
    return tag;
}

static span read_span(statement *q, int column, const document *d, const char *what)
{
    int64_t start = statement_integer(q, column), stop = statement_integer(q, column + 1);
    if (start < 0 || start > stop || (uint64_t)stop > d->text.length || stop > UINT32_MAX)
        damaged(q, d, what);
    return (span){ (uint32_t)start, (uint32_t)stop };
}

static void fill_head(statement *q, document *d)
{
    d->id = statement_integer(q, 0);
    d->source = statement_integer(q, 1);
    d->ordinal = read_number(q, 2, d, "the ordinal");
    d->name = copy_text(q, 3);
    d->title = copy_text(q, 4);
    d->language = read_tag(q, 5, d);
    d->words = read_number(q, 6, d, "the count of words");
    d->sentences = read_number(q, 7, d, "the count of sentences");
    const char *hex = statement_text(q, 8);
    if (hex == NULL || strlen(hex) >= sizeof d->digest.text) damaged(q, d, "the digest");
    else strcpy(d->digest.text, hex);
    d->metadata = copy_text(q, 9);
    d->path = copy_text(q, 10);
}

status document_read_head(store *s, int64_t id, document *d, error *e)
{
    statement q = statement_of(
        s,
        "SELECT document.id, source, ordinal, name, title, language, words, sentences, digest, "
        "  metadata, path "
        "FROM document LEFT JOIN source ON source.id = document.source WHERE document.id = ?1",
        e);
    statement_bind_integer(&q, 1, id);
    bool is_there = statement_step(&q);
    if (is_there) fill_head(&q, d);
    status st = statement_end(&q);
    if (st == STATUS_OK && !is_there)
        return error_set(e, STATUS_USAGE, "there is no document %lld", (long long)id);
    if (st != STATUS_OK) document_free(d);
    return st;
}

static status read_text(store *s, document *d, error *e)
{
    statement q = statement_of(s, "SELECT text FROM text WHERE document = ?1", e);
    statement_bind_integer(&q, 1, d->id);
    if (statement_step(&q)) copy_bytes(&q, 0, &d->text);
    else if (q.state == STATUS_OK) damaged(&q, d, "the text");
    return statement_end(&q);
}

static void read_block(statement *q, document *d)
{
    const char *kind = statement_text(q, 0), *role = statement_text(q, 1);
    uint32_t behind = d->blocks.count > 0 ? d->blocks.items[d->blocks.count - 1].at.stop : 0;
    block *b = list_push(&d->blocks);
    if (b == NULL) {
        q->state = error_memory(q->e);
        return;
    }
    b->kind = kind != NULL ? block_kind_find(kind) : BLOCK_KINDS;
    b->role = role != NULL ? block_role_find(role) : BLOCK_ROLES;
    b->role_given = true; /* what is stored is not judged again */
    b->level = read_number(q, 2, d, "a block");
    b->page = read_number(q, 3, d, "a block");
    b->at = read_span(q, 4, d, "a block");
    b->language = read_tag(q, 6, d);
    b->given = statement_integer(q, 7) != 0;
    if (b->kind == BLOCK_KINDS || b->role == BLOCK_ROLES || b->at.start < behind)
        damaged(q, d, "a block");
}

static status read_blocks(store *s, document *d, error *e)
{
    statement q =
        statement_of(s,
                     "SELECT kind, role, level, page, start, stop, language, given FROM block "
                     "WHERE document = ?1 ORDER BY ordinal",
                     e);
    statement_bind_integer(&q, 1, d->id);
    while (statement_step(&q)) read_block(&q, d);
    return statement_end(&q);
}

static status read_runs(store *s, document *d, error *e)
{
    statement q = statement_of(
        s, "SELECT start, stop, language FROM language_run WHERE document = ?1 ORDER BY start", e);
    statement_bind_integer(&q, 1, d->id);
    while (statement_step(&q)) {
        language_run *run = list_push(&d->runs);
        if (run == NULL) q.state = error_memory(e);
        else *run = (language_run){ read_span(&q, 0, d, "a language"), read_tag(&q, 2, d) };
    }
    return statement_end(&q);
}

static status read_readings(store *s, document *d, error *e)
{
    statement q = statement_of(s,
                               "SELECT start, stop, text, made_by, confidence FROM reading "
                               "WHERE document = ?1",
                               e);
    statement_bind_integer(&q, 1, d->id);
    while (statement_step(&q)) {
        reading r = { .at = read_span(&q, 0, d, "a reading"),
                      .text = (char *)statement_text(&q, 2),
                      .by = (char *)statement_text(&q, 3),
                      .confidence = statement_number(&q, 4) };
        if (r.text == NULL || r.by == NULL) damaged(&q, d, "a reading");
        else if (q.state == STATUS_OK) q.state = readings_add(&d->readings, &r, e);
    }
    readings_sort(&d->readings);
    return statement_end(&q);
}

static status read_stream(store *s, document *d, error *e)
{
    statement q =
        statement_of(s, "SELECT tokens, ids, places, sentences FROM stream WHERE document = ?1", e);
    statement_bind_integer(&q, 1, d->id);
    if (statement_step(&q)) {
        int64_t count = statement_integer(&q, 0);
        d->tokens.count = (uint32_t)count;
        /* A token takes at least a byte of ids and one of places: more would make us ask for memory
         * in vain. */
        copy_bytes(&q, 1, &d->tokens.ids);
        copy_bytes(&q, 2, &d->tokens.places);
        copy_bytes(&q, 3, &d->tokens.sentences);
        if (count < 0 || count > UINT32_MAX || d->tokens.count > d->tokens.ids.length ||
            d->tokens.count > d->tokens.places.length)
            tokens_damaged(&q, d);
    } else if (q.state == STATUS_OK) tokens_damaged(&q, d);
    return statement_end(&q);
}

static status read_tokens(store *s, document *d, error *e)
{
    status st = read_stream(s, d, e);
    return st == STATUS_OK ? layers_read(s, d->id, &d->layers, e) : st;
}

/* Tokens that the file gave are primary as the text is. */
static bool has_given(const document *d)
{
    for (size_t i = 0; i < d->blocks.count; i++)
        if (d->blocks.items[i].given) return true;
    return false;
}

static status read_all(store *s, int64_t id, bool with_derived, document *d, error *e)
{
    status st = document_read_head(s, id, d, e);
    if (st == STATUS_OK) st = read_text(s, d, e);
    if (st == STATUS_OK) st = read_blocks(s, d, e);
    if (st == STATUS_OK) st = read_runs(s, d, e);
    if (st == STATUS_OK) st = read_readings(s, d, e);
    if (st == STATUS_OK && (with_derived || has_given(d))) st = read_tokens(s, d, e);
    if (st != STATUS_OK) document_free(d);
    return st;
}

status document_read_text(store *s, int64_t id, document *d, error *e)
{
    return read_all(s, id, false, d, e);
}

/* How long the text is, without reading it. */
static status read_length(store *s, document *d, error *e)
{
    statement q = statement_of(s, "SELECT bytes FROM document WHERE id = ?1", e);
    statement_bind_integer(&q, 1, d->id);
    if (statement_step(&q)) d->text.length = read_number(&q, 0, d, "the length");
    return statement_end(&q);
}

status document_read_places(store *s, int64_t id, document *d, error *e)
{
    status st = document_read_head(s, id, d, e);
    if (st == STATUS_OK) st = read_length(s, d, e);
    if (st == STATUS_OK) st = read_blocks(s, d, e);
    if (st == STATUS_OK) st = read_runs(s, d, e);
    return st;
}

status document_read(store *s, int64_t id, document *d, error *e)
{
    return read_all(s, id, true, d, e);
}
