#include "corpus/view.h"

#include <stdlib.h>
#include <string.h>

#include "text/scripts.h"
#include "text/utf8.h"

status view_open(view *v, document *d, error *e)
{
    *v = (view){ .from = *d };
    *d = (document){ 0 };
    size_t count = v->from.tokens.count > 0 ? v->from.tokens.count : 1;
    v->tokens = calloc(count, sizeof *v->tokens);
    v->ids = calloc(count, sizeof *v->ids);
    v->layers = calloc(v->from.layers.count + 1, sizeof(layer_reader *));
    if (v->tokens == NULL || v->ids == NULL || v->layers == NULL) {
        view_close(v);
        return error_memory(e);
    }
    status s = stream_decode(&v->from.tokens, v->from.text.length, v->ids, v->tokens, e);
    if (s == STATUS_OK) s = stream_decode_sentences(&v->from.tokens, &v->starts, e);
    if (s == STATUS_OK) return STATUS_OK;
    view_close(v);
    return s;
}

void view_close(view *v)
{
    for (size_t i = 0; v->layers != NULL && i < v->from.layers.count; i++)
        layer_reader_free(v->layers[i]);
    free(v->layers);
    document_free(&v->from);
    free(v->tokens);
    free(v->ids);
    list_free(&v->starts);
    reading_map_free(v->map);
    *v = (view){ 0 };
}

span view_to_text(const view *v, span at)
{
    return v->map == NULL ? at : reading_map_to_text(v->map, at);
}

span view_from_text(const view *v, span at)
{
    return v->map == NULL ? at : reading_map_to_read(v->map, at);
}

/* How many tokens begin before the byte. */
static size_t tokens_before(const view *v, uint32_t byte)
{
    size_t low = 0, high = v->from.tokens.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (v->tokens[middle].start < byte) low = middle + 1;
        else high = middle;
    }
    return low;
}

range view_tokens(const view *v, span at)
{
    range r = { tokens_before(v, at.start), tokens_before(v, at.stop) };
    while (r.end > r.first && v->tokens[r.end - 1].stop > at.stop) r.end--;
    return r;
}

/* How many sentences begin before the byte. */
static size_t sentences_before(const view *v, uint32_t byte)
{
    size_t low = 0, high = v->starts.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (v->tokens[v->starts.items[middle]].start < byte) low = middle + 1;
        else high = middle;
    }
    return low;
}

range view_sentences(const view *v, span at)
{
    return (range){ sentences_before(v, at.start), sentences_before(v, at.stop) };
}

span view_sentence(const view *v, size_t ordinal)
{
    size_t first = v->starts.items[ordinal];
    size_t end =
        ordinal + 1 < v->starts.count ? v->starts.items[ordinal + 1] : v->from.tokens.count;
    return (span){ v->tokens[first].start, v->tokens[end - 1].stop };
}

int64_t view_sentence_at(const view *v, uint32_t byte)
{
    return byte == UINT32_MAX ? -1 : (int64_t)sentences_before(v, byte + 1) - 1;
}

int64_t view_block_at(const view *v, uint32_t byte)
{
    size_t low = 0, high = v->from.blocks.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (v->from.blocks.items[middle].at.start <= byte) low = middle + 1;
        else high = middle;
    }
    return (int64_t)low - 1;
}

const char *view_language_at(const view *v, uint32_t byte)
{
    size_t low = 0, high = v->from.runs.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (v->from.runs.items[middle].at.start <= byte) low = middle + 1;
        else high = middle;
    }
    if (low > 0 && byte < v->from.runs.items[low - 1].at.stop)
        return v->from.runs.items[low - 1].language.text;
    int64_t at = view_block_at(v, byte);
    return at < 0 ? v->from.language.text : v->from.blocks.items[at].language.text;
}

size_t view_run_end(const view *v, range tokens)
{
    const char *language = view_language_at(v, v->tokens[tokens.first].start);
    size_t end = tokens.first + 1;
    while (end < tokens.end && strcmp(view_language_at(v, v->tokens[end].start), language) == 0)
        end++;
    return end;
}

void view_count_scripts(const view *v, span at, size_t *counts)
{
    range inside = view_tokens(v, at);
    for (size_t i = inside.first; i < inside.end; i++) {
        const char *form = v->from.text.data + v->tokens[i].start;
        size_t length = v->tokens[i].stop - v->tokens[i].start;
        UScriptCode script = script_of_word(form, length);
        if (script != USCRIPT_COMMON) counts[script] += utf8_count(form, length);
    }
}

status view_layer_value(const view *v, const char *name, size_t ordinal, const char **text,
                        size_t *length, error *e)
{
    *text = NULL;
    for (size_t i = 0; i < v->from.layers.count; i++) {
        if (strcmp(v->from.layers.items[i].name, name) != 0) continue;
        status s = v->layers[i] != NULL ? STATUS_OK
                                        : layer_reader_of(&v->from.layers.items[i],
                                                          v->from.tokens.count, &v->layers[i], e);
        return s == STATUS_OK ? layer_value(v->layers[i], ordinal, text, length, e) : s;
    }
    return STATUS_OK;
}
