#include "corpus/prepare.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/hyphens.h"
#include "text/elisions.h"
#include "text/language.h"
#include "text/layout.h"
#include "text/roles.h"
#include "text/sentences.h"
#include "text/words.h"

/* A map that need not grow is filled in less time: texts of usual length have about a form in so
 * many bytes, long ones fewer. */
enum { BYTES_A_FORM = 20, MOST_EXPECTED = 1 << 14 };

struct preparer {
    const text_rules *rules;
    segmenter *segmenter;
    sentence_breaker *breaker;
    span_list sentences;
    token_list tokens;
    number_list ids, starts;
    LIST(span) places;
    number_list origins; /* of each token, where any is given: 1 + its ordinal there, or 0 */
    size_t taken;        /* given tokens, */
    size_t begun;        /* and given sentences, that have been used */
};

status preparer_create(const text_rules *rules, preparer **out, error *e)
{
    preparer *p = calloc(1, sizeof *p);
    if (p == NULL) return error_memory(e);
    p->rules = rules;
    status s = segmenter_create(&p->segmenter, e);
    if (s == STATUS_OK) s = sentence_breaker_create(&p->breaker, e);
    if (s != STATUS_OK) {
        preparer_free(p);
        return s;
    }
    *out = p;
    return STATUS_OK;
}

void preparer_free(preparer *p)
{
    if (p == NULL) return;
    segmenter_free(p->segmenter);
    sentence_breaker_free(p->breaker);
    list_free(&p->sentences);
    list_free(&p->tokens);
    list_free(&p->ids);
    list_free(&p->starts);
    list_free(&p->places);
    list_free(&p->origins);
    free(p);
}

/* Adds the tokens of one sentence to the document's. */
static status add_tokens(preparer *p, document *d, error *e)
{
    for (size_t i = 0; i < p->tokens.count; i++) {
        const token *t = &p->tokens.items[i];
        size_t known = map_count(d->forms);
        int64_t form = map_add(d->forms, d->text.data + t->at.start, t->at.stop - t->at.start);
        uint32_t *id = list_push(&p->ids);
        span *place = list_push(&p->places);
        if (form < 0 || id == NULL || place == NULL) return error_memory(e);
        if ((size_t)form == known) *map_value(d->forms, known) = t->kind;
        *id = (uint32_t)form;
        *place = t->at;
        if (t->kind == TOKEN_WORD || t->kind == TOKEN_NUMBER) d->words++;
    }
    return STATUS_OK;
}

/* Cuts one block into sentences, and each of them into tokens. */
static status cut_block(preparer *p, document *d, const block *b, error *e)
{
    const language_rules *rules = text_rules_find(p->rules, b->language.text);
    p->sentences.count = 0;
    status s = sentence_breaker_find(p->breaker, d->text.data, b->at, rules, &p->sentences, e);
    for (size_t i = 0; i < p->sentences.count && s == STATUS_OK; i++) {
        p->tokens.count = 0;
        s = segmenter_tokens(p->segmenter, d->text.data, p->sentences.items[i], &p->tokens, e);
        if (s == STATUS_OK && rules != NULL && rules->elisions != NULL)
            s = elisions_cut(rules->elisions, d->text.data, &p->tokens, e);
        if (s != STATUS_OK || p->tokens.count == 0) continue;
        uint32_t *start = list_push(&p->starts);
        if (start == NULL) return error_memory(e);
        *start = (uint32_t)p->ids.count;
        s = add_tokens(p, d, e);
    }
    return s;
}

/* ---- given tokens ---- */

static status push_start(preparer *p, size_t ordinal, error *e)
{
    uint32_t *start = list_push(&p->starts);
    if (start == NULL) return error_memory(e);
    *start = (uint32_t)ordinal;
    return STATUS_OK;
}

/* Where the file says none, a sentence begins with the first token behind the begin of one found.
 */
static status find_starts(preparer *p, document *d, const block *b, size_t first, error *e)
{
    const language_rules *rules = text_rules_find(p->rules, b->language.text);
    size_t next = 0;
    p->sentences.count = 0;
    status s = sentence_breaker_find(p->breaker, d->text.data, b->at, rules, &p->sentences, e);
    for (size_t i = 0; i < p->tokens.count && s == STATUS_OK; i++) {
        bool is_start = i == 0;
        for (; next < p->sentences.count &&
               p->sentences.items[next].start <= p->tokens.items[i].at.start;
             next++)
            is_start = true;
        if (is_start) s = push_start(p, first + i, e);
    }
    return s;
}

/* Takes the given sentences that begin with the given tokens [from, p->taken). */
static status take_starts(preparer *p, const given_tokens *given, size_t from, size_t first,
                          error *e)
{
    status s = STATUS_OK;
    for (; p->begun < given->starts.count && s == STATUS_OK; p->begun++) {
        uint32_t first_token = given->starts.items[p->begun];
        if (first_token >= p->taken) break;
        if (first_token >= from) s = push_start(p, first + first_token - from, e);
    }
    return s;
}

/* The tokens and sentences of one block as the loader gave them. */
static status take_block(preparer *p, document *d, const block *b, error *e)
{
    const given_tokens *given = &d->given;
    size_t from = p->taken, first = p->ids.count, starts = p->starts.count;
    p->tokens.count = 0;
    for (; p->taken < given->places.count && given->places.items[p->taken].stop <= b->at.stop;
         p->taken++) {
        span at = given->places.items[p->taken];
        token *t = list_push(&p->tokens);
        if (t == NULL) return error_memory(e);
        *t = (token){ at, token_kind_of(d->text.data + at.start, at.stop - at.start) };
    }
    status s = take_starts(p, given, from, first, e);
    if (s == STATUS_OK && p->starts.count == starts) s = find_starts(p, d, b, first, e);
    return s == STATUS_OK ? add_tokens(p, d, e) : s;
}

/* Says of the tokens since the last call where they come from. */
static status note_origins(preparer *p, const document *d, size_t given_before, error *e)
{
    uint32_t next = p->taken > given_before ? (uint32_t)given_before + 1 : 0;
    while (d->given.places.count > 0 && p->origins.count < p->ids.count) {
        uint32_t *origin = list_push(&p->origins);
        if (origin == NULL) return error_memory(e);
        *origin = next;
        next += next > 0;
    }
    return STATUS_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const layer_draft *)a)->name, ((const layer_draft *)b)->name);
}

static status pack_layers(const preparer *p, document *d, error *e)
{
    layer_draft_list *drafts = &d->given.layers;
    status s = STATUS_OK;
    if (drafts->count > 0) qsort(drafts->items, drafts->count, sizeof *drafts->items, by_name);
    for (size_t i = 0; i < drafts->count && s == STATUS_OK; i++) {
        layer *l = list_push(&d->layers);
        if (l == NULL) return error_memory(e);
        s = layer_pack(&drafts->items[i], p->origins.items, p->ids.count, l, e);
    }
    given_tokens_free(&d->given);
    return s;
}

static status encode(preparer *p, document *d, error *e)
{
    d->tokens.count = (uint32_t)p->ids.count;
    d->sentences = (uint32_t)p->starts.count;
    status s = stream_encode_ids(&d->tokens.ids, p->ids.items, p->ids.count, e);
    if (s == STATUS_OK)
        s = stream_encode_places(&d->tokens.places, p->places.items, p->places.count, e);
    if (s == STATUS_OK)
        s = stream_encode_sentences(&d->tokens.sentences, p->starts.items, p->starts.count, e);
    return s;
}

/* A title on one line, from the first block of that role. */
static status take_title(document *d, error *e)
{
    for (size_t i = 0; i < d->blocks.count && d->title == NULL; i++) {
        const block *b = &d->blocks.items[i];
        if (b->role != ROLE_TITLE) continue;
        d->title = strndup(d->text.data + b->at.start, b->at.stop - b->at.start);
        if (d->title == NULL) return error_memory(e);
        for (char *c = d->title; *c != '\0'; c++)
            if (*c == '\n' || *c == '\r' || *c == '\t') *c = ' ';
    }
    return STATUS_OK;
}

static status find_structure(preparer *p, document *d, error *e)
{
    status s = STATUS_OK;
    if (d->blocks.count == 0) s = layout_blocks(d->text.data, d->text.length, &d->blocks, e);
    if (s == STATUS_OK) s = language_judge(d->text.data, &d->blocks, &d->runs, &d->language, e);
    if (s == STATUS_OK) s = roles_judge(d->text.data, &d->blocks, p->rules, d->language, e);
    return s == STATUS_OK ? take_title(d, e) : s;
}

status preparer_run(preparer *p, document *d, error *e)
{
    if (d->text.length > UINT32_MAX)
        return error_set(e, STATUS_LIMIT, "the text is larger than 4 GiB");
    buffer_append(&d->text, "", 0); /* an empty text is "" too */
    size_t forms = d->text.length / BYTES_A_FORM;
    d->forms = map_create();
    if (d->forms == NULL || d->text.state != STATUS_OK ||
        !map_reserve(d->forms, forms < MOST_EXPECTED ? forms : MOST_EXPECTED))
        return error_memory(e);
    p->ids.count = p->starts.count = p->places.count = p->origins.count = 0;
    p->taken = p->begun = 0;
    d->words = 0;
    status s = find_structure(p, d, e);
    for (size_t i = 0; i < d->blocks.count && s == STATUS_OK; i++) {
        const block *b = &d->blocks.items[i];
        size_t taken = p->taken;
        s = b->given ? take_block(p, d, b, e) : cut_block(p, d, b, e);
        if (s == STATUS_OK) s = note_origins(p, d, taken, e);
    }
    if (s == STATUS_OK) s = encode(p, d, e);
    return s == STATUS_OK ? pack_layers(p, d, e) : s;
}

/* ---- readings ---- */

status preparer_find_readings(preparer *p, document *d, error *e)
{
    const char *text = d->text.data;
    reading_list found = { 0 };
    status s = readings_find_forms(text, d->text.length, &found, e);
    if (s == STATUS_OK) s = readings_find_heads(text, d->text.length, &d->blocks, &found, e);
    if (s == STATUS_OK) s = readings_find_hyphens(d, p->ids.items, p->ids.count, &found, e);
    readings_settle(&found, &d->blocks);
    for (size_t i = 0; i < found.count && s == STATUS_OK; i++)
        s = readings_add(&d->readings, &found.items[i], e);
    readings_free(&found);
    readings_sort(&d->readings);
    return s;
}

/* ---- the way back ---- */

/* Numbers the tokens of given blocks from 1 in `ordinals`, 0 for the others, and keeps their places
 * and sentences. */
static status keep_tokens(document *d, const span *places, const number_list *starts,
                          uint32_t *ordinals, error *e)
{
    size_t at = 0, start = 0;
    for (size_t i = 0; i < d->tokens.count; i++) {
        while (at < d->blocks.count && d->blocks.items[at].at.stop <= places[i].start) at++;
        bool is_start = start < starts->count && starts->items[start] == i;
        start += is_start;
        if (at == d->blocks.count || !d->blocks.items[at].given) continue;
        span *place = list_push(&d->given.places);
        uint32_t *first = place != NULL && is_start ? list_push(&d->given.starts) : NULL;
        if (place == NULL || (is_start && first == NULL)) return error_memory(e);
        *place = places[i];
        ordinals[i] = (uint32_t)d->given.places.count;
        if (is_start) *first = ordinals[i] - 1;
    }
    return STATUS_OK;
}

static status keep_layer(document *d, const layer *l, const uint32_t *ordinals, error *e)
{
    layer_reader *r = NULL;
    status s = layer_reader_of(l, d->tokens.count, &r, e);
    for (size_t i = 0; i < d->tokens.count && s == STATUS_OK; i++) {
        const char *text;
        size_t length;
        if (ordinals[i] == 0) continue;
        s = layer_value(r, i, &text, &length, e);
        if (s == STATUS_OK)
            s = layer_draft_set(&d->given.layers, l->name, ordinals[i] - 1, text, length, e);
    }
    layer_reader_free(r);
    return s;
}

status preparer_recover(document *d, error *e)
{
    number_list starts = { 0 };
    span *places = calloc((size_t)d->tokens.count + 1, sizeof *places);
    uint32_t *ordinals = calloc((size_t)d->tokens.count + 1, sizeof *ordinals);
    status s = places == NULL || ordinals == NULL ? error_memory(e) : STATUS_OK;
    if (s == STATUS_OK) s = stream_decode(&d->tokens, d->text.length, NULL, places, e);
    if (s == STATUS_OK) s = stream_decode_sentences(&d->tokens, &starts, e);
    if (s == STATUS_OK) s = keep_tokens(d, places, &starts, ordinals, e);
    for (size_t i = 0; i < d->layers.count && s == STATUS_OK; i++)
        s = keep_layer(d, &d->layers.items[i], ordinals, e);
    free(places);
    free(ordinals);
    list_free(&starts);
    stream_free(&d->tokens);
    layer_list_free(&d->layers);
    map_free(d->forms);
    d->forms = NULL;
    return s;
}
