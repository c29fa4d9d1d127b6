#include "corpus/prepare.h"

#include <stdlib.h>
#include <string.h>

#include "text/language.h"
#include "text/layout.h"
#include "text/roles.h"
#include "text/sentences.h"
#include "text/words.h"

struct preparer {
    const text_rules *rules;
    segmenter *segmenter;
    sentence_breaker *breaker;
    span_list sentences;
    token_list tokens;
    number_list ids, starts;
    LIST(span) places;
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
    free(p);
}

/* Adds the tokens of one sentence to the document's. */
static status add_tokens(preparer *p, document *d, error *e)
{
    for (size_t i = 0; i < p->tokens.count; i++) {
        const token *t = &p->tokens.items[i];
        int64_t form = map_add(d->forms, d->text.data + t->at.start, t->at.stop - t->at.start);
        uint32_t *id = list_push(&p->ids);
        span *place = list_push(&p->places);
        if (form < 0 || id == NULL || place == NULL) return error_memory(e);
        *map_value(d->forms, (size_t)form) = t->kind;
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
        if (s != STATUS_OK || p->tokens.count == 0) continue;
        uint32_t *start = list_push(&p->starts);
        if (start == NULL) return error_memory(e);
        *start = (uint32_t)p->ids.count;
        s = add_tokens(p, d, e);
    }
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
    d->forms = map_create();
    if (d->forms == NULL || d->text.state != STATUS_OK) return error_memory(e);
    p->ids.count = p->starts.count = p->places.count = 0;
    d->words = 0;
    status s = find_structure(p, d, e);
    for (size_t i = 0; i < d->blocks.count && s == STATUS_OK; i++)
        s = cut_block(p, d, &d->blocks.items[i], e);
    return s == STATUS_OK ? encode(p, d, e) : s;
}
