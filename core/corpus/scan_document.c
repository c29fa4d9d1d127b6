#include "corpus/scan_document.h"

#include <stdlib.h>
#include <string.h>

static void forget(scan_tokens *t)
{
    free(t->ids);
    free(t->places);
    free(t->marks);
    free(t->ends);
    t->ids = t->ends = NULL;
    t->places = NULL;
    t->marks = NULL;
    t->starts.count = t->stretches.count = t->spans.count = t->hits.count = 0;
}

void scan_tokens_close(scan_tokens *t)
{
    forget(t);
    list_free(&t->starts);
    list_free(&t->stretches);
    list_free(&t->spans);
    list_free(&t->hits);
    list_free(&t->matches);
}

static int by_document(const void *a, const void *b)
{
    int64_t x = ((const match *)a)->document, y = ((const match *)b)->document;
    return (x > y) - (x < y);
}

/* A scan reads all streams once: mapped pages of the file would only be counted as its memory. */
static void unmap(store *in)
{
    sqlite3_int64 size = 0;
    sqlite3_file_control(store_database(in), "main", SQLITE_FCNTL_MMAP_SIZE, &size);
}

status scan_tokens_open(scan_tokens *t, store *s, const scan_request *request, vocabulary *words,
                        map *languages, error *e)
{
    unmap(s);
    *t = (scan_tokens){ .in = s, .request = request, .words = words, .languages = languages };
    t->needs_blocks = request->by_language || request->language != NULL || request->roles != 0 ||
                      request->by == COUNT_STEM;
    t->has_sentences = request->n > 1 || request->use != NODE_NONE || request->equal > 0;
    if (request->use == NODE_NONE) return STATUS_OK;
    status state = query_documents(s, request->node, NULL, &t->matches, e);
    if (state == STATUS_OK && t->matches.count > 1)
        qsort(t->matches.items, t->matches.count, sizeof *t->matches.items, by_document);
    return state;
}

/* --- Stretches --- */

bool scan_is_language(const char *tag, const char *wanted)
{
    size_t length = strlen(wanted);
    return strncmp(tag, wanted, length) == 0 && (tag[length] == '\0' || tag[length] == '-');
}

status scan_language(map *languages, const char *tag, uint32_t *number, error *e)
{
    int64_t at = map_add(languages, tag, strlen(tag));
    if (at < 0) return error_memory(e);
    *number = (uint32_t)at;
    if (at <= SCAN_LANGUAGES) return STATUS_OK;
    return error_set(e, STATUS_LIMIT, "more than %d languages cannot be told apart",
                     SCAN_LANGUAGES);
}

static status add_stretch(scan_tokens *t, uint32_t byte, const char *language, unsigned role,
                          error *e)
{
    const scan_request *r = t->request;
    bool is_in = (r->language == NULL || scan_is_language(language, r->language)) &&
                 (r->roles == 0 || (r->roles >> role & 1) != 0);
    const scan_stretch *last =
        t->stretches.count > 0 ? &t->stretches.items[t->stretches.count - 1] : NULL;
    if (last != NULL && last->is_in == is_in && strcmp(last->tag.text, language) == 0)
        return STATUS_OK;
    scan_stretch *made = list_push(&t->stretches);
    if (made == NULL) return error_memory(e);
    *made = (scan_stretch){ .first = byte, .is_in = is_in };
    strncpy(made->tag.text, language, sizeof made->tag.text - 1);
    made->keys = vocabulary_language(t->words, language);
    if (made->keys == NULL) return error_memory(e);
    return scan_language(t->languages, r->by_language ? language : "", &made->language, e);
}

/* Begins (1, 2) and ends (0) of blocks and of runs in them. */
static const char runs_sql[] =
    "SELECT start, 1, language, role FROM block WHERE document = ?1"
    " UNION ALL SELECT start, 2, language, NULL FROM language_run WHERE document = ?1"
    " UNION ALL SELECT stop, 0, NULL, NULL FROM language_run WHERE document = ?1"
    " ORDER BY 1, 2";
static const char blocks_sql[] =
    "SELECT start, 1, language, role FROM block WHERE document = ?1 ORDER BY ordinal";

static status has_runs(scan_tokens *t, int64_t id, bool *has, error *e)
{
    statement q = statement_of(t->in, "SELECT 1 FROM language_run WHERE document = ?1 LIMIT 1", e);
    statement_bind_integer(&q, 1, id);
    *has = statement_step(&q);
    return statement_end(&q);
}

/* Stretches whose `first` are bytes. */
static status read_stretches(scan_tokens *t, int64_t id, error *e)
{
    bool has = false;
    language_tag of_block = { "und" };
    unsigned role = ROLE_BODY;
    status state = has_runs(t, id, &has, e);
    if (state != STATUS_OK) return state;
    statement q = statement_of(t->in, has ? runs_sql : blocks_sql, e);
    statement_bind_integer(&q, 1, id);
    while (statement_step(&q)) {
        int64_t event = statement_integer(&q, 1);
        const char *language = statement_text(&q, 2), *name = statement_text(&q, 3);
        if (event == 1 && name != NULL) role = block_role_find(name);
        if (event == 1 && language != NULL)
            strncpy(of_block.text, language, sizeof of_block.text - 1);
        if (event != 2 || language == NULL) language = of_block.text;
        state = add_stretch(t, (uint32_t)statement_integer(&q, 0), language, role, e);
        if (state != STATUS_OK) q.state = state;
    }
    return statement_end(&q);
}

/* --- Bytes to tokens --- */

/* How many tokens begin before the byte. */
static uint32_t tokens_before(const scan_tokens *t, uint32_t byte)
{
    uint32_t low = 0, high = t->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (t->places[middle].start < byte) low = middle + 1;
        else high = middle;
    }
    return low;
}

static status find_tokens(scan_tokens *t, error *e)
{
    for (size_t i = 0; i < t->stretches.count; i++)
        t->stretches.items[i].first = i == 0 ? 0 : tokens_before(t, t->stretches.items[i].first);
    for (size_t i = 0; i < t->spans.count; i++) {
        span at = t->spans.items[i];
        uint32_t first = tokens_before(t, at.start), end = tokens_before(t, at.stop);
        if (first >= end) continue;
        scan_hit *hit = list_push(&t->hits);
        if (hit == NULL) return error_memory(e);
        *hit = (scan_hit){ first, end - 1 };
    }
    return STATUS_OK;
}

/* --- Hits --- */

static status find_hits(scan_tokens *t, int64_t id, error *e)
{
    const match wanted = { .document = id };
    if (t->matches.count == 0 ||
        bsearch(&wanted, t->matches.items, t->matches.count, sizeof wanted, by_document) == NULL)
        return STATUS_OK;
    return query_hits(t->in, t->request->node, id, &t->spans, e);
}

/* Tokens [first, end) of the sentence that holds the token. */
static scan_hit sentence_of(const scan_tokens *t, uint32_t at)
{
    size_t low = 0, high = t->starts.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->starts.items[middle] <= at) low = middle + 1;
        else high = middle;
    }
    return (scan_hit){ low > 0 ? t->starts.items[low - 1] : 0,
                       low < t->starts.count ? t->starts.items[low] : t->count };
}

static void mark_window(scan_tokens *t, const scan_hit *hit)
{
    const uint32_t *keys = t->stretches.items[0].keys; /* what counts is the same in all */
    scan_hit sentence = sentence_of(t, hit->first);
    uint32_t left = t->request->left, right = t->request->right;
    for (uint32_t at = hit->first; at > sentence.first && left > 0;) {
        t->marks[--at] |= MARK_NEAR;
        left -= keys[t->ids[at]] != KEY_PASSED;
    }
    for (uint32_t at = hit->last + 1; at < sentence.last && right > 0; at++) {
        t->marks[at] |= MARK_NEAR;
        right -= keys[t->ids[at]] != KEY_PASSED;
    }
}

static status mark_hits(scan_tokens *t, error *e)
{
    if (t->hits.count == 0) return STATUS_OK;
    t->marks = calloc((size_t)t->count + 1, sizeof *t->marks);
    t->ends = malloc(((size_t)t->count + 1) * sizeof *t->ends);
    if (t->marks == NULL || t->ends == NULL) return error_memory(e);
    memset(t->ends, 0xff, ((size_t)t->count + 1) * sizeof *t->ends);
    for (size_t i = 0; i < t->hits.count; i++) {
        const scan_hit *hit = &t->hits.items[i];
        t->marks[hit->first] |= MARK_HIT;
        if (hit->last < t->ends[hit->first]) t->ends[hit->first] = hit->last;
        if (t->request->use == NODE_NEAR) mark_window(t, hit);
    }
    for (uint32_t i = t->count; i-- > 0;)
        if (t->ends[i + 1] < t->ends[i]) t->ends[i] = t->ends[i + 1];
    return STATUS_OK;
}

/* --- The document --- */

static buffer borrow(const statement *row, int column)
{
    size_t length;
    const void *bytes = statement_bytes(row, column, &length);
    return (buffer){ .data = (char *)(uintptr_t)bytes, .length = length };
}

static status check_ids(const scan_tokens *t, error *e)
{
    uint32_t size = vocabulary_size(t->words), highest = 0;
    for (uint32_t i = 0; i < t->count; i++) highest = t->ids[i] > highest ? t->ids[i] : highest;
    if (highest <= size) return STATUS_OK;
    return error_set(e, STATUS_CORPUS, "a token has the unknown type %u; run: moonleaf rebuild",
                     highest);
}

static status decode(scan_tokens *t, const statement *row, stream *from, error *e)
{
    *from = (stream){ .ids = borrow(row, 1) };
    int64_t count = statement_integer(row, 0);
    if (count < 0 || (uint64_t)count > from->ids.length) /* an id takes a byte at least */
        return error_set(e, STATUS_CORPUS, "its tokens are damaged; run: moonleaf rebuild");
    from->count = t->count = (uint32_t)count;
    t->ids = malloc(((size_t)count + 1) * sizeof *t->ids);
    if (t->ids == NULL) return error_memory(e);
    status state = stream_decode(from, 0, t->ids, NULL, e);
    if (state == STATUS_OK) state = check_ids(t, e);
    if (state != STATUS_OK || !t->has_sentences) return state;
    from->sentences = borrow(row, 2); /* SQLite reads all places to get there */
    return stream_decode_sentences(from, &t->starts, e);
}

static status decode_places(scan_tokens *t, const statement *row, stream *from, error *e)
{
    from->places = borrow(row, 3);
    t->places = malloc(((size_t)t->count + 1) * sizeof *t->places);
    if (t->places == NULL) return error_memory(e);
    return stream_decode(from, UINT32_MAX, NULL, t->places, e);
}

static status read_row(scan_tokens *t, const statement *row, int64_t id, error *e)
{
    stream from;
    status state = decode(t, row, &from, e);
    if (state == STATUS_OK && t->needs_blocks) state = read_stretches(t, id, e);
    if (state == STATUS_OK && t->stretches.count == 0) state = add_stretch(t, 0, "und", 0, e);
    if (state == STATUS_OK) state = find_hits(t, id, e);
    if (state != STATUS_OK || (t->stretches.count == 1 && t->spans.count == 0)) {
        if (t->stretches.count > 0) t->stretches.items[0].first = 0;
        return state;
    }
    state = decode_places(t, row, &from, e);
    if (state == STATUS_OK) state = find_tokens(t, e);
    return state == STATUS_OK ? mark_hits(t, e) : state;
}

status scan_tokens_read(scan_tokens *t, int64_t id, error *e)
{
    forget(t);
    t->count = 0;
    statement row = statement_of(
        t->in, "SELECT tokens, ids, sentences, places FROM stream WHERE document = ?1", e);
    statement_bind_integer(&row, 1, id);
    if (!statement_step(&row)) return statement_end(&row);
    status state = read_row(t, &row, id, e), end = statement_end(&row);
    return state == STATUS_OK ? end : state;
}
