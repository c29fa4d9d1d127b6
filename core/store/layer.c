#include "store/layer.h"

#include <stdlib.h>
#include <string.h>

#include "store/lexicon.h"
#include "text/fold.h"
#include "text/utf8.h"

bool layer_name_is_good(const char *name)
{
    if (*name < 'a' || *name > 'z') return false;
    return name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

void layer_list_free(layer_list *layers)
{
    for (size_t i = 0; i < layers->count; i++) {
        free(layers->items[i].name);
        buffer_free(&layers->items[i].data);
    }
    list_free(layers);
}

/* --- Making --- */

void layer_drafts_free(layer_draft_list *drafts)
{
    for (size_t i = 0; i < drafts->count; i++) {
        free(drafts->items[i].name);
        map_free(drafts->items[i].values);
        list_free(&drafts->items[i].numbers);
    }
    list_free(drafts);
}

static layer_draft *find_draft(layer_draft_list *drafts, const char *name)
{
    for (size_t i = 0; i < drafts->count; i++)
        if (strcmp(drafts->items[i].name, name) == 0) return &drafts->items[i];
    layer_draft *made = list_push(drafts);
    if (made == NULL) return NULL;
    *made = (layer_draft){ .name = strdup(name), .values = map_create() };
    if (made->name != NULL && made->values != NULL) return made;
    free(made->name);
    map_free(made->values);
    drafts->count--;
    return NULL;
}

status layer_draft_set(layer_draft_list *drafts, const char *name, size_t ordinal, const char *text,
                       size_t length, error *e)
{
    if (length == 0) return STATUS_OK;
    layer_draft *draft = find_draft(drafts, name);
    if (draft == NULL) return error_memory(e);
    while (draft->numbers.count <= ordinal)
        if (list_push(&draft->numbers) == NULL) return error_memory(e);
    int64_t index = map_add(draft->values, text, length);
    if (index < 0) return error_memory(e);
    draft->numbers.items[ordinal] = (uint32_t)index + 1;
    return STATUS_OK;
}

status layer_pack(const layer_draft *draft, const uint32_t *origins, size_t count, layer *out,
                  error *e)
{
    size_t values = map_count(draft->values);
    uint32_t *numbers = calloc(count + 1, sizeof *numbers);
    if (numbers == NULL) return error_memory(e);
    for (size_t i = 0; i < count; i++)
        if (origins[i] > 0 && origins[i] <= draft->numbers.count)
            numbers[i] = draft->numbers.items[origins[i] - 1];
    *out = (layer){ .name = strdup(draft->name) };
    buffer_varint(&out->data, values);
    for (size_t i = 0; i < values; i++) {
        size_t length;
        const char *text = map_key(draft->values, i, &length);
        buffer_varint(&out->data, length);
        buffer_append(&out->data, text, length);
    }
    status s = out->name == NULL || out->data.state != STATUS_OK ? error_memory(e) : STATUS_OK;
    if (s == STATUS_OK) s = stream_encode_ids(&out->data, numbers, count, e);
    free(numbers);
    if (s == STATUS_OK) return s;
    free(out->name);
    buffer_free(&out->data);
    *out = (layer){ 0 };
    return s;
}

/* --- Reading --- */

typedef struct layer_text {
    const char *bytes;
    size_t length;
} layer_text;

struct layer_reader {
    LIST(layer_text) values;
    stream numbers; /* its ids are borrowed */
    buffer owned;   /* the bytes, where they are the reader's own */
    uint32_t block[STREAM_BLOCK];
    size_t block_count, block_number; /* of the block decoded last; count 0 for none */
};

static status damaged(const char *name, error *e)
{
    return error_set(e, STATUS_CORPUS, "the layer %s is damaged: restore a copy", name);
}

/* Reads the dictionary and leaves `at` behind it; false when it does not fit. */
static bool read_values(layer_reader *r, const unsigned char **at, const unsigned char *end)
{
    uint64_t count, length;
    if (!varint_read(at, end, &count)) return false;
    for (; count > 0; count--) {
        if (!varint_read(at, end, &length) || length == 0 || length > (uint64_t)(end - *at))
            return false;
        layer_text *text = list_push(&r->values);
        if (text == NULL) return false;
        *text = (layer_text){ (const char *)*at, (size_t)length };
        if (!utf8_is_valid(text->bytes, text->length)) return false;
        *at += length;
    }
    return true;
}

status layer_reader_of(const layer *l, uint32_t count, layer_reader **out, error *e)
{
    const unsigned char *at = (const unsigned char *)l->data.data, *end = at + l->data.length;
    *out = NULL;
    layer_reader *r = calloc(1, sizeof *r);
    if (r == NULL) return error_memory(e);
    bool is_whole = l->data.length > 0 && read_values(r, &at, end) &&
                    count <= (size_t)(end - at); /* a number takes a byte at least */
    if (!is_whole) {
        layer_reader_free(r);
        return damaged(l->name, e);
    }
    r->numbers.count = count;
    r->numbers.ids = (buffer){ .data = (char *)(uintptr_t)at, .length = (size_t)(end - at) };
    *out = r;
    return STATUS_OK;
}

void layer_reader_free(layer_reader *r)
{
    if (r == NULL) return;
    list_free(&r->values);
    buffer_free(&r->owned);
    free(r);
}

status layer_open(store *s, int64_t document, const char *name, layer_reader **out, error *e)
{
    layer l = { .name = (char *)(uintptr_t)name };
    statement q = statement_of(s,
                               "SELECT data, tokens FROM layer JOIN stream USING (document)"
                               " WHERE document = ?1 AND name = ?2",
                               e);
    statement_bind_integer(&q, 1, document);
    statement_bind_text(&q, 2, name);
    *out = NULL;
    if (statement_step(&q)) {
        size_t length;
        const void *bytes = statement_bytes(&q, 0, &length);
        int64_t tokens = statement_integer(&q, 1);
        buffer_append(&l.data, bytes, length);
        if (l.data.state != STATUS_OK) q.state = error_memory(e);
        else if (tokens < 0 || tokens > UINT32_MAX) q.state = damaged(name, e);
        else q.state = layer_reader_of(&l, (uint32_t)tokens, out, e);
    }
    if (*out != NULL) (*out)->owned = l.data;
    else buffer_free(&l.data);
    status st = statement_end(&q);
    if (st == STATUS_OK) return st;
    layer_reader_free(*out);
    *out = NULL;
    return st;
}

static status read_block(layer_reader *r, size_t block, error *e)
{
    if (r->block_count > 0 && r->block_number == block) return STATUS_OK;
    r->block_count = 0;
    size_t count;
    status s = stream_decode_ids_block(&r->numbers, block, r->block, &count, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        if (r->block[i] > r->values.count) s = damaged("of a document", e);
    if (s != STATUS_OK) return s;
    r->block_count = count;
    r->block_number = block;
    return STATUS_OK;
}

status layer_value(layer_reader *r, size_t ordinal, const char **text, size_t *length, error *e)
{
    *text = NULL;
    *length = 0;
    status s = read_block(r, ordinal / STREAM_BLOCK, e);
    if (s != STATUS_OK) return s;
    uint32_t number = r->block[ordinal % STREAM_BLOCK];
    if (number == 0) return STATUS_OK;
    *text = r->values.items[number - 1].bytes;
    *length = r->values.items[number - 1].length;
    return STATUS_OK;
}

/* Is it the wanted value, which is folded where is_folded? */
static status is_wanted(layer_text text, layer_text wanted, bool is_folded, buffer *room,
                        bool *answer, error *e)
{
    buffer_clear(room);
    if (is_folded) {
        if (text_fold(room, text.bytes, text.length) != STATUS_OK) return error_memory(e);
        text = (layer_text){ room->data, room->length };
    }
    *answer = text.length == wanted.length &&
              (text.length == 0 || memcmp(text.bytes, wanted.bytes, text.length) == 0);
    return STATUS_OK;
}

/* Marks the numbers of the values that are wanted. */
static status mark_values(layer_reader *r, const char *text, size_t length, bool is_folded,
                          bool *marks, bool *is_any, error *e)
{
    buffer folded = { 0 }, room = { 0 };
    layer_text wanted = { text, length };
    status s = STATUS_OK;
    if (is_folded && (s = text_fold(&folded, text, length)) != STATUS_OK) s = error_memory(e);
    if (is_folded) wanted = (layer_text){ folded.data, folded.length };
    for (size_t i = 0; s == STATUS_OK && i < r->values.count; i++) {
        s = is_wanted(r->values.items[i], wanted, is_folded, &room, &marks[i + 1], e);
        *is_any = *is_any || marks[i + 1];
    }
    buffer_free(&folded);
    buffer_free(&room);
    return s;
}

static size_t blocks_of(const layer_reader *r)
{
    return ((size_t)r->numbers.count + STREAM_BLOCK - 1) / STREAM_BLOCK;
}

status layer_find(layer_reader *r, const char *text, size_t length, bool is_folded,
                  number_list *tokens, error *e)
{
    bool is_any = false, *marks = calloc(r->values.count + 1, sizeof *marks);
    if (marks == NULL) return error_memory(e);
    status s = mark_values(r, text, length, is_folded, marks, &is_any, e);
    for (size_t block = 0; is_any && s == STATUS_OK && block < blocks_of(r); block++) {
        s = read_block(r, block, e);
        for (size_t i = 0; s == STATUS_OK && i < r->block_count; i++) {
            if (!marks[r->block[i]]) continue;
            uint32_t *slot = list_push(tokens);
            if (slot == NULL) s = error_memory(e);
            else *slot = (uint32_t)(block * STREAM_BLOCK + i);
        }
    }
    free(marks);
    return s;
}

status layer_visit(layer_reader *r, value_visitor visit, void *context, error *e)
{
    status s = STATUS_OK;
    uint32_t *counts = calloc(r->values.count + 1, sizeof *counts);
    if (counts == NULL) return error_memory(e);
    for (size_t block = 0; s == STATUS_OK && block < blocks_of(r); block++) {
        s = read_block(r, block, e);
        for (size_t i = 0; s == STATUS_OK && i < r->block_count; i++) counts[r->block[i]]++;
    }
    for (size_t i = 0; s == STATUS_OK && i < r->values.count; i++)
        s = visit(context, r->values.items[i].bytes, r->values.items[i].length, counts[i + 1], e);
    free(counts);
    return s;
}

/* --- In the corpus --- */

status layers_read(store *s, int64_t document, layer_list *layers, error *e)
{
    statement q =
        statement_of(s, "SELECT name, data FROM layer WHERE document = ?1 ORDER BY name", e);
    statement_bind_integer(&q, 1, document);
    while (statement_step(&q)) {
        size_t length;
        const char *name = statement_text(&q, 0);
        const void *bytes = statement_bytes(&q, 1, &length);
        layer *l = list_push(layers);
        if (l != NULL && name != NULL) l->name = strdup(name);
        if (l != NULL) buffer_append(&l->data, bytes, length);
        if (l == NULL || l->name == NULL || l->data.state != STATUS_OK) q.state = error_memory(e);
    }
    return statement_end(&q);
}

status layers_names(store *s, int64_t document, layer_names *names, error *e)
{
    statement q = statement_of(
        s, "SELECT DISTINCT name FROM layer WHERE document = ?1 OR ?1 = 0 ORDER BY name", e);
    statement_bind_integer(&q, 1, document);
    while (statement_step(&q)) {
        char *name = strdup(statement_text(&q, 0)), **slot = list_push(names);
        if (slot != NULL) *slot = name;
        else free(name);
        if (slot == NULL || name == NULL) q.state = error_memory(e);
    }
    return statement_end(&q);
}

status layer_types(store *s, const char *name, const char *text, size_t length, bool is_folded,
                   number_list *types, error *e)
{
    buffer key = { 0 }, folded = { 0 };
    lexicon_value_key(&key, name, text, length);
    if (is_folded && text_fold(&folded, key.data, key.length) != STATUS_OK)
        key.state = STATUS_NO_MEMORY;
    const buffer *wanted = is_folded ? &folded : &key;
    statement q = statement_of(s,
                               "SELECT id FROM lexicon WHERE form = ?1 UNION "
                               "SELECT other.id FROM lexicon one JOIN lexicon other"
                               "  ON other.fold = one.id AND other.fold <> other.id"
                               " WHERE one.form = ?1 AND ?2 ORDER BY 1",
                               e);
    statement_bind_text_bytes(&q, 1, wanted->data, wanted->length);
    statement_bind_integer(&q, 2, is_folded);
    if (key.state != STATUS_OK) q.state = error_memory(e);
    while (statement_step(&q)) {
        uint32_t *slot = list_push(types);
        if (slot == NULL) q.state = error_memory(e);
        else *slot = (uint32_t)statement_integer(&q, 0);
    }
    status st = statement_end(&q);
    buffer_free(&key);
    buffer_free(&folded);
    return st;
}
