#include "store/document.h"

#include <stdlib.h>
#include <string.h>

void given_tokens_free(given_tokens *given)
{
    list_free(&given->places);
    list_free(&given->starts);
    layer_drafts_free(&given->layers);
}

void document_free(document *d)
{
    free(d->name);
    free(d->path);
    free(d->title);
    free(d->metadata);
    buffer_free(&d->text);
    list_free(&d->blocks);
    list_free(&d->runs);
    readings_free(&d->readings);
    stream_free(&d->tokens);
    layer_list_free(&d->layers);
    given_tokens_free(&d->given);
    map_free(d->forms);
    list_free(&d->ids);
    *d = (document){ 0 };
}

/* --- Digest --- */

static void digest_number(digest *state, uint64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)(number >> (8 * i));
    digest_add(state, bytes, sizeof bytes);
}

static void digest_span(digest *state, span at)
{
    digest_number(state, at.start);
    digest_number(state, at.stop);
}

static void digest_bytes(digest *state, const buffer *bytes)
{
    digest_number(state, bytes->length);
    digest_add(state, bytes->data, bytes->length);
}

/* What the file says of its tokens; nothing where it says nothing. */
static void digest_given(digest *state, const document *d)
{
    bool is_given = false;
    for (size_t i = 0; i < d->blocks.count; i++) {
        if (d->blocks.items[i].given) digest_number(state, i);
        is_given = is_given || d->blocks.items[i].given;
    }
    if (!is_given) return;
    digest_bytes(state, &d->tokens.places);
    digest_bytes(state, &d->tokens.sentences);
    for (size_t i = 0; i < d->layers.count; i++) {
        digest_add_text(state, d->layers.items[i].name);
        digest_bytes(state, &d->layers.items[i].data);
    }
}

digest_hex document_digest(const document *d)
{
    digest state;
    digest_begin(&state);
    digest_number(&state, d->text.length);
    digest_add(&state, d->text.data, d->text.length);
    digest_number(&state, d->blocks.count);
    for (size_t i = 0; i < d->blocks.count; i++) {
        const block *b = &d->blocks.items[i];
        digest_span(&state, b->at);
        digest_add_text(&state, block_kind_name(b->kind));
        digest_add_text(&state, block_role_name(b->role));
        digest_number(&state, b->level);
        digest_number(&state, b->page);
        digest_add_text(&state, b->language.text);
    }
    digest_number(&state, d->runs.count);
    for (size_t i = 0; i < d->runs.count; i++) {
        digest_span(&state, d->runs.items[i].at);
        digest_add_text(&state, d->runs.items[i].language.text);
    }
    for (size_t i = 0; i < d->readings.count; i++) {
        digest_span(&state, d->readings.items[i].at);
        digest_add_text(&state, d->readings.items[i].text);
        digest_add_text(&state, d->readings.items[i].by);
    }
    digest_add_text(&state, d->language.text);
    digest_add_text(&state, d->title);
    digest_add_text(&state, d->metadata);
    digest_given(&state, d);
    return digest_end(&state);
}

/* --- Storing --- */

static status insert_head(store *s, document *d, error *e)
{
    statement q = statement_of(
        s,
        "INSERT INTO document (source, ordinal, name, title, language, bytes, words, sentences, "
        "digest, metadata) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        e);
    statement_bind_integer(&q, 1, d->source);
    statement_bind_integer(&q, 2, d->ordinal);
    statement_bind_text(&q, 3, d->name);
    statement_bind_text(&q, 4, d->title);
    statement_bind_text(&q, 5, d->language.text);
    statement_bind_integer(&q, 6, (int64_t)d->text.length);
    statement_bind_integer(&q, 7, d->words);
    statement_bind_integer(&q, 8, d->sentences);
    statement_bind_text(&q, 9, d->digest.text);
    statement_bind_text(&q, 10, d->metadata);
    status st = statement_run(&q);
    if (st == STATUS_OK) d->id = sqlite3_last_insert_rowid(store_database(s));
    return st;
}

static status insert_text(store *s, const document *d, error *e)
{
    statement q = statement_of(s, "INSERT INTO text VALUES (?1, ?2)", e);
    statement_bind_integer(&q, 1, d->id);
    statement_bind_text_bytes(&q, 2, d->text.data, d->text.length);
    return statement_run(&q);
}

static void bind_block(statement *q, int first, const void *context, size_t ordinal)
{
    const document *d = context;
    const block *b = &d->blocks.items[ordinal];
    statement_bind_integer(q, first, d->id);
    statement_bind_integer(q, first + 1, (int64_t)ordinal);
    statement_bind_text(q, first + 2, block_kind_name(b->kind));
    statement_bind_text(q, first + 3, block_role_name(b->role));
    statement_bind_integer(q, first + 4, b->level);
    statement_bind_integer(q, first + 5, b->page);
    statement_bind_integer(q, first + 6, b->at.start);
    statement_bind_integer(q, first + 7, b->at.stop);
    statement_bind_text(q, first + 8, b->language.text);
    statement_bind_integer(q, first + 9, b->given);
}

static status insert_run(store *s, const document *d, const language_run *run, error *e)
{
    statement q = statement_of(s, "INSERT INTO language_run VALUES (?1, ?2, ?3, ?4)", e);
    statement_bind_integer(&q, 1, d->id);
    statement_bind_integer(&q, 2, run->at.start);
    statement_bind_integer(&q, 3, run->at.stop);
    statement_bind_text(&q, 4, run->language.text);
    return statement_run(&q);
}

static status insert_reading(store *s, const document *d, const reading *r, error *e)
{
    statement q = statement_of(s, "INSERT INTO reading VALUES (?1, ?2, ?3, ?4, ?5, ?6)", e);
    statement_bind_integer(&q, 1, d->id);
    statement_bind_integer(&q, 2, r->at.start);
    statement_bind_integer(&q, 3, r->at.stop);
    statement_bind_text(&q, 4, r->text);
    statement_bind_text(&q, 5, r->by);
    statement_bind_number(&q, 6, r->confidence);
    return statement_run(&q);
}

static status insert_stream(store *s, const document *d, const buffer *ids, error *e)
{
    statement q = statement_of(s, "INSERT INTO stream VALUES (?1, ?2, ?3, ?4, ?5)", e);
    statement_bind_integer(&q, 1, d->id);
    statement_bind_integer(&q, 2, d->tokens.count);
    statement_bind_bytes(&q, 3, ids->data, ids->length);
    statement_bind_bytes(&q, 4, d->tokens.places.data, d->tokens.places.length);
    statement_bind_bytes(&q, 5, d->tokens.sentences.data, d->tokens.sentences.length);
    return statement_run(&q);
}

static status insert_layer(store *s, const document *d, const layer *l, error *e)
{
    statement q = statement_of(s, "INSERT INTO layer VALUES (?1, ?2, ?3)", e);
    statement_bind_integer(&q, 1, d->id);
    statement_bind_text(&q, 2, l->name);
    statement_bind_bytes(&q, 3, l->data.data, l->data.length);
    return statement_run(&q);
}

/* --- Tokens --- */

/* Makes the numbers of its stream the elements of an empty list. */
static status add_ids(const document *d, number_list *ids, error *e)
{
    size_t room = (size_t)d->tokens.count + 1; /* so that NULL means no memory */
    ids->items = calloc(room, sizeof *ids->items);
    if (ids->items == NULL) return error_memory(e);
    ids->capacity = room;
    ids->count = d->tokens.count;
    return stream_decode(&d->tokens, d->text.length, ids->items, NULL, e);
}

static status note_occurrence(occurrence_list *found, uint32_t type, uint32_t count, error *e)
{
    occurrence *slot = list_push(found);
    if (slot == NULL) return error_memory(e);
    *slot = (occurrence){ type, count };
    return STATUS_OK;
}

/* Type ids of the forms that occur, found or made once a form. `types` has an element a form and
 * holds how often each occurs; the id takes its place. */
static status types_of_forms(lexicon *l, document *d, uint32_t *types, occurrence_list *found,
                             error *e)
{
    status st = STATUS_OK;
    size_t count = map_count(d->forms), first = found->count;
    for (size_t i = 0; i < count && st == STATUS_OK; i++)
        if (types[i] > 0) st = note_occurrence(found, (uint32_t)i, types[i], e);
    if (st == STATUS_OK) st = lexicon_ids(l, d->forms, types, e);
    for (size_t i = first; i < found->count; i++)
        found->items[i].type = types[found->items[i].type];
    return st;
}

/* Turns entries of d->forms into type ids, in place. */
static status ids_to_types(lexicon *l, document *d, uint32_t *ids, occurrence_list *found, error *e)
{
    size_t forms = d->forms != NULL ? map_count(d->forms) : 0;
    uint32_t *types = calloc(forms + 1, sizeof *types);
    if (types == NULL) return error_memory(e);
    status st = STATUS_OK;
    for (uint32_t i = 0; i < d->tokens.count && st == STATUS_OK; i++) {
        if (ids[i] < forms) types[ids[i]]++;
        else st = error_set(e, STATUS_SYSTEM, "%s: token %u has no form", d->name, (unsigned)i);
    }
    if (st == STATUS_OK && forms > 0) st = types_of_forms(l, d, types, found, e);
    for (uint32_t i = 0; i < d->tokens.count && st == STATUS_OK; i++) ids[i] = types[ids[i]];
    free(types);
    return st;
}

static status store_tokens(store *s, lexicon *l, document *d, occurrence_list *found, error *e)
{
    buffer encoded = { 0 };
    status st = d->ids.items == NULL ? add_ids(d, &d->ids, e) : STATUS_OK;
    if (st == STATUS_OK) st = ids_to_types(l, d, d->ids.items, found, e);
    if (st == STATUS_OK) st = stream_encode_ids(&encoded, d->ids.items, d->tokens.count, e);
    list_free(&d->ids);
    if (st == STATUS_OK) st = insert_stream(s, d, &encoded, e);
    if (st != STATUS_OK) {
        buffer_free(&encoded);
        return st;
    }
    buffer_free(&d->tokens.ids);
    d->tokens.ids = encoded;
    map_free(d->forms);
    d->forms = NULL;
    return STATUS_OK;
}

/* --- Layers --- */

typedef struct value_entries {
    lexicon *l;
    const char *layer;
    occurrence_list *found;
} value_entries;

static status add_value(void *context, const char *text, size_t length, uint32_t count, error *e)
{
    value_entries *v = context;
    uint32_t id;
    if (count == 0) return STATUS_OK;
    status s = lexicon_value_id(v->l, v->layer, text, length, &id, e);
    return s == STATUS_OK ? note_occurrence(v->found, id, count, e) : s;
}

/* Appends the occurrences of the values of all layers. */
static status note_values(lexicon *l, const document *d, occurrence_list *found, error *e)
{
    status s = STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && i < d->layers.count; i++) {
        layer_reader *r = NULL;
        value_entries v = { l, d->layers.items[i].name, found };
        s = layer_reader_of(&d->layers.items[i], d->tokens.count, &r, e);
        if (s == STATUS_OK) s = layer_visit(r, add_value, &v, e);
        layer_reader_free(r);
    }
    return s;
}

/* Its blocks, the runs in them, its layers and tokens. */
static status insert_parts(store *s, lexicon *l, segment_builder *postings, document *d, error *e)
{
    status st =
        statement_insert(s, "INSERT INTO block VALUES", 10, d->blocks.count, bind_block, d, e);
    for (size_t i = 0; i < d->runs.count && st == STATUS_OK; i++)
        st = insert_run(s, d, &d->runs.items[i], e);
    for (size_t i = 0; i < d->readings.count && st == STATUS_OK; i++)
        st = insert_reading(s, d, &d->readings.items[i], e);
    for (size_t i = 0; i < d->layers.count && st == STATUS_OK; i++)
        st = insert_layer(s, d, &d->layers.items[i], e);
    occurrence_list found = { 0 }; /* what the index is told: types of tokens, values of layers */
    if (st == STATUS_OK) st = store_tokens(s, l, d, &found, e);
    if (st == STATUS_OK) st = note_values(l, d, &found, e);
    if (st == STATUS_OK) st = segment_builder_add(postings, d->id, found.items, found.count, e);
    list_free(&found);
    return st;
}

status document_insert(store *s, lexicon *l, segment_builder *postings, document *d, error *e)
{
    d->digest = document_digest(d);
    status st = insert_head(s, d, e);
    if (st == STATUS_OK) st = insert_text(s, d, e);
    return st == STATUS_OK ? insert_parts(s, l, postings, d, e) : st;
}

status documents_flush(store *s, lexicon *l, segment_builder *postings, error *e)
{
    status st = segment_builder_count(postings, l, e);
    if (st == STATUS_OK) st = lexicon_flush(l, e);
    return st == STATUS_OK ? segment_builder_flush(postings, s, e) : st;
}

/* --- Making anew --- */

/* Would the plugins see what they saw? The places of the tokens in a text say what they are. */
static status is_as_stored(store *s, const document *d, bool *result, error *e)
{
    statement q = statement_of(s,
                               "SELECT digest = ?2 AND places = ?3 AND sentences = ?4 FROM "
                               "(SELECT digest, stream.places, stream.sentences FROM document "
                               "JOIN stream ON stream.document = id WHERE id = ?1)",
                               e);
    statement_bind_integer(&q, 1, d->id);
    statement_bind_text(&q, 2, d->digest.text);
    statement_bind_bytes(&q, 3, d->tokens.places.data, d->tokens.places.length);
    statement_bind_bytes(&q, 4, d->tokens.sentences.data, d->tokens.sentences.length);
    *result = statement_step(&q) && statement_integer(&q, 0) != 0;
    return statement_end(&q);
}

static status update_head(store *s, const document *d, error *e)
{
    statement q = statement_of(s,
                               "UPDATE document SET language = ?2, words = ?3, sentences = ?4, "
                               "digest = ?5, title = ?6 WHERE id = ?1",
                               e);
    statement_bind_integer(&q, 1, d->id);
    statement_bind_text(&q, 2, d->language.text);
    statement_bind_integer(&q, 3, d->words);
    statement_bind_integer(&q, 4, d->sentences);
    statement_bind_text(&q, 5, d->digest.text);
    statement_bind_text(&q, 6, d->title);
    return statement_run(&q);
}

static status remove_from(store *s, const char *sql, int64_t id, error *e)
{
    statement q = statement_of(s, sql, e);
    statement_bind_integer(&q, 1, id);
    return statement_run(&q);
}

status document_renew(store *s, lexicon *l, segment_builder *postings, document *d, error *e)
{
    bool is_same = false;
    d->digest = document_digest(d);
    status st = is_as_stored(s, d, &is_same, e);
    if (st == STATUS_OK && !is_same)
        st = remove_from(s, "DELETE FROM result WHERE document = ?1", d->id, e);
    if (st == STATUS_OK) st = remove_from(s, "DELETE FROM block WHERE document = ?1", d->id, e);
    if (st == STATUS_OK)
        st = remove_from(s, "DELETE FROM language_run WHERE document = ?1", d->id, e);
    if (st == STATUS_OK) st = remove_from(s, "DELETE FROM reading WHERE document = ?1", d->id, e);
    if (st == STATUS_OK) st = remove_from(s, "DELETE FROM stream WHERE document = ?1", d->id, e);
    if (st == STATUS_OK) st = remove_from(s, "DELETE FROM layer WHERE document = ?1", d->id, e);
    if (st == STATUS_OK) st = update_head(s, d, e);
    return st == STATUS_OK ? insert_parts(s, l, postings, d, e) : st;
}

/* --- Removing --- */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Takes the occurrences of `ids`, which are sorted here, out of the lexicon. */
static status uncount(lexicon *l, uint32_t *ids, size_t count, error *e)
{
    qsort(ids, count, sizeof *ids, by_number);
    status st = STATUS_OK;
    for (size_t i = 0, next; i < count && st == STATUS_OK; i = next) {
        for (next = i + 1; next < count && ids[next] == ids[i]; next++) {
        }
        st = lexicon_count(l, ids[i], -(int64_t)(next - i), -1, e);
    }
    return st;
}

/* Its rows of results go with their calls (ON DELETE CASCADE). */
static const char *const removals[] = {
    "DELETE FROM text WHERE document = ?1",    "DELETE FROM block WHERE document = ?1",
    "DELETE FROM reading WHERE document = ?1", "DELETE FROM language_run WHERE document = ?1",
    "DELETE FROM stream WHERE document = ?1",  "DELETE FROM layer WHERE document = ?1",
    "DELETE FROM result WHERE document = ?1",  "DELETE FROM document WHERE id = ?1",
};

static status remove_rows(store *s, int64_t id, error *e)
{
    status st = STATUS_OK;
    for (size_t i = 0; i < sizeof removals / sizeof *removals && st == STATUS_OK; i++)
        st = remove_from(s, removals[i], id, e);
    return st;
}

status document_remove(store *s, lexicon *l, int64_t id, error *e)
{
    document d = { 0 };
    number_list ids = { 0 };
    occurrence_list values = { 0 };
    status st = document_read(s, id, &d, e);
    if (st == STATUS_OK) st = add_ids(&d, &ids, e);
    if (st == STATUS_OK) st = uncount(l, ids.items, ids.count, e);
    if (st == STATUS_OK) st = note_values(l, &d, &values, e);
    for (size_t i = 0; i < values.count && st == STATUS_OK; i++)
        st = lexicon_count(l, values.items[i].type, -(int64_t)values.items[i].count, -1, e);
    if (st == STATUS_OK) st = remove_rows(s, id, e);
    list_free(&ids);
    list_free(&values);
    document_free(&d);
    return st;
}
