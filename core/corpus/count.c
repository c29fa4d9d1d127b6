#include "corpus/count.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"
#include "text/words.h"

enum { LONGEST = 9 };

/* The keys of the words of a document, made once a type: id (and for stems language) -> key. */
typedef struct key_cache {
    const view *v;
    count_by by;
    stemmers *stems;
    map *known; /* bytes of id and language -> index in `keys` + 1, or 0 for what is no word */
    map *keys;
    buffer scratch, folded;
} key_cache;

static status make_key(key_cache *c, size_t at, const char *language, error *e)
{
    const char *form = c->v->from.text.data + c->v->tokens[at].start;
    size_t length = c->v->tokens[at].stop - c->v->tokens[at].start;
    buffer_clear(&c->scratch);
    buffer_clear(&c->folded);
    if (c->by == COUNT_FORM) buffer_append(&c->scratch, form, length);
    else if (c->by == COUNT_FOLDED) text_fold(&c->scratch, form, length);
    else if (text_fold(&c->folded, form, length) == STATUS_OK)
        stemmers_append(c->stems, &c->scratch, c->folded.data, c->folded.length, language);
    return c->scratch.state == STATUS_OK && c->folded.state == STATUS_OK ? STATUS_OK
                                                                         : error_memory(e);
}

/* The index of the token's key in `keys`, or -1 for what is no word. */
static status key_of(key_cache *c, size_t ordinal, int64_t *index, error *e)
{
    struct {
        uint32_t id;
        char language[sizeof(language_tag)];
    } by = { .id = c->v->ids[ordinal] };
    const char *language =
        c->by == COUNT_STEM ? view_language_at(c->v, c->v->tokens[ordinal].start) : "";
    strncpy(by.language, language, sizeof by.language);
    size_t before = map_count(c->known);
    int64_t at = map_add(c->known, (const char *)&by, sizeof by);
    if (at < 0) return error_memory(e);
    if (map_count(c->known) > before) {
        span where = c->v->tokens[ordinal];
        token_kind kind =
            token_kind_of(c->v->from.text.data + where.start, where.stop - where.start);
        int64_t key = -1;
        if (kind == TOKEN_WORD || kind == TOKEN_NUMBER) {
            status s = make_key(c, ordinal, language, e);
            if (s != STATUS_OK) return s;
            key = map_add(c->keys, c->scratch.data, c->scratch.length);
            if (key < 0) return error_memory(e);
        }
        *map_value(c->known, (size_t)at) = key + 1;
    }
    *index = *map_value(c->known, (size_t)at) - 1;
    return STATUS_OK;
}

static status add_ngram(key_cache *c, const int64_t *window, size_t n, counter *counts, error *e)
{
    size_t length;
    const char *key = map_key(c->keys, (size_t)window[0], &length);
    if (n == 1) return counter_add(counts, key, length, 1, e);
    buffer_clear(&c->scratch);
    for (size_t i = 0; i < n; i++) {
        key = map_key(c->keys, (size_t)window[i], &length);
        if (i > 0) buffer_byte(&c->scratch, ' ');
        buffer_append(&c->scratch, key, length);
    }
    if (c->scratch.state != STATUS_OK) return error_memory(e);
    return counter_add(counts, c->scratch.data, c->scratch.length, 1, e);
}

static status count_sentence(key_cache *c, range tokens, size_t n, counter *counts, error *e)
{
    int64_t window[LONGEST];
    size_t filled = 0;
    for (size_t t = tokens.first; t < tokens.end; t++) {
        int64_t index = -1;
        status s = key_of(c, t, &index, e);
        if (s != STATUS_OK) return s;
        if (index < 0) continue;
        if (filled == n) memmove(window, window + 1, (n - 1) * sizeof *window);
        else filled++;
        window[filled - 1] = index;
        if (filled == n) s = add_ngram(c, window, n, counts, e);
        if (s != STATUS_OK) return s;
    }
    return STATUS_OK;
}

status count_ngrams(const view *v, count_by by, size_t n, stemmers *stems, counter *counts,
                    error *e)
{
    if (n < 1 || n > LONGEST)
        return error_set(e, STATUS_USAGE, "an n-gram has 1 to %d words", LONGEST);
    key_cache c = { .v = v, .by = by, .stems = stems, .known = map_create(), .keys = map_create() };
    status s = c.known == NULL || c.keys == NULL ? error_memory(e) : STATUS_OK;
    for (size_t i = 0; i < v->starts.count && s == STATUS_OK; i++) {
        size_t end = i + 1 < v->starts.count ? v->starts.items[i + 1] : v->from.tokens.count;
        s = count_sentence(&c, (range){ v->starts.items[i], end }, n, counts, e);
    }
    map_free(c.known);
    map_free(c.keys);
    buffer_free(&c.scratch);
    buffer_free(&c.folded);
    return s;
}
