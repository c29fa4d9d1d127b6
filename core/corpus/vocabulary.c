#include "corpus/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/map.h"
#include "text/block.h"
#include "text/words.h"

typedef struct language_keys {
    language_tag language;
    uint32_t *keys;
} language_keys;

struct vocabulary {
    uint32_t size;
    count_by by;
    uint32_t *folds;  /* by type id */
    uint32_t *keys;   /* by type id; of stems KEY_UNKNOWN where there is one */
    uint32_t *starts; /* of the forms, by type id, and the end of the last */
    uint32_t *ranks;  /* by key; NULL until they are made */
    buffer forms;
    stemmers *stemmers;
    map *stems;
    LIST(language_keys) languages;
    buffer stem;
};

void vocabulary_close(vocabulary *v)
{
    if (v == NULL) return;
    free(v->folds);
    free(v->keys);
    free(v->starts);
    free(v->ranks);
    buffer_free(&v->forms);
    stemmers_free(v->stemmers);
    map_free(v->stems);
    for (size_t i = 0; i < v->languages.count; i++) free(v->languages.items[i].keys);
    list_free(&v->languages);
    buffer_free(&v->stem);
    free(v);
}

static uint32_t key_of(const vocabulary *v, uint32_t id, token_choice choice, int64_t kind)
{
    if (choice != CHOICE_ALL && (kind == TOKEN_PUNCTUATION || kind == TOKEN_SYMBOL))
        return KEY_PASSED;
    if (choice == CHOICE_WORDS && kind == TOKEN_NUMBER) return KEY_BREAKS;
    if (v->by == COUNT_STEM) return KEY_UNKNOWN;
    return v->by == COUNT_FORM ? id : v->folds[id];
}

static status read_types(store *s, vocabulary *v, token_choice choice, error *e)
{
    uint32_t id = 0;
    statement q = statement_of(s, "SELECT id, fold, kind, form FROM type ORDER BY id", e);
    while (statement_step(&q)) {
        int64_t read = statement_integer(&q, 0), fold = statement_integer(&q, 1);
        if (read <= id || read > v->size || fold < 1 || fold > v->size) {
            q.state = error_set(e, STATUS_CORPUS, "the types are damaged; run: moonleaf rebuild");
            break;
        }
        size_t length;
        const char *form = statement_bytes(&q, 3, &length);
        while (id < read) v->starts[++id] = (uint32_t)v->forms.length;
        v->folds[id] = (uint32_t)fold;
        v->keys[id] = key_of(v, id, choice, statement_integer(&q, 2));
        buffer_append(&v->forms, form, length);
        if (v->forms.length > UINT32_MAX)
            q.state = error_set(e, STATUS_LIMIT, "the forms of the corpus are longer than 4 GiB");
    }
    v->starts[v->size + 1] = (uint32_t)v->forms.length;
    status state = statement_end(&q);
    return state == STATUS_OK && v->forms.state != STATUS_OK ? error_memory(e) : state;
}

static status count_types(store *s, vocabulary *v, error *e)
{
    statement q = statement_of(s, "SELECT coalesce(max(id), 0) FROM type", e);
    int64_t size = statement_step(&q) ? statement_integer(&q, 0) : 0;
    status state = statement_end(&q);
    if (state != STATUS_OK) return state;
    if (size < 0 || size >= KEY_UNKNOWN - 1)
        return error_set(e, STATUS_CORPUS, "the types are damaged; run: moonleaf rebuild");
    v->size = (uint32_t)size;
    v->folds = calloc((size_t)size + 2, sizeof *v->folds);
    v->keys = calloc((size_t)size + 2, sizeof *v->keys);
    v->starts = calloc((size_t)size + 2, sizeof *v->starts);
    bool is_short = v->folds == NULL || v->keys == NULL || v->starts == NULL;
    return is_short ? error_memory(e) : STATUS_OK;
}

status vocabulary_open(store *s, count_by by, token_choice choice, vocabulary **out, error *e)
{
    vocabulary *v = calloc(1, sizeof *v);
    if (v == NULL) return error_memory(e);
    v->by = by;
    status state = count_types(s, v, e);
    if (state == STATUS_OK) state = read_types(s, v, choice, e);
    if (state == STATUS_OK && by == COUNT_STEM) {
        v->stemmers = stemmers_create();
        v->stems = map_create();
        if (v->stemmers == NULL || v->stems == NULL) state = error_memory(e);
    }
    if (state == STATUS_OK) *out = v;
    else vocabulary_close(v);
    return state;
}

uint32_t vocabulary_size(const vocabulary *v) { return v->size; }

uint64_t vocabulary_keys(const vocabulary *v)
{
    enum { STEMS_A_TYPE = 4 }; /* in so many languages at most has a form a stem of its own */
    return v->by == COUNT_STEM ? (uint64_t)v->size * STEMS_A_TYPE : v->size;
}

/* --- Stems --- */

uint32_t *vocabulary_language(vocabulary *v, const char *language)
{
    if (v->by != COUNT_STEM) return v->keys;
    for (size_t i = 0; i < v->languages.count; i++)
        if (strcmp(v->languages.items[i].language.text, language) == 0)
            return v->languages.items[i].keys;
    uint32_t *keys = malloc(((size_t)v->size + 2) * sizeof *keys);
    language_keys *slot = keys == NULL ? NULL : list_push(&v->languages);
    if (slot == NULL) {
        free(keys);
        return NULL;
    }
    memcpy(keys, v->keys, ((size_t)v->size + 2) * sizeof *keys);
    strncpy(slot->language.text, language, sizeof slot->language.text - 1);
    slot->keys = keys;
    return keys;
}

static const char *form_of(const vocabulary *v, uint32_t id, size_t *length)
{
    *length = v->starts[id + 1] - v->starts[id];
    return v->forms.data + v->starts[id];
}

status vocabulary_stem(vocabulary *v, uint32_t *keys, uint32_t id, const char *language, error *e)
{
    size_t length;
    const char *fold = form_of(v, v->folds[id], &length);
    buffer_clear(&v->stem);
    status state = stemmers_append(v->stemmers, &v->stem, fold, length, language);
    int64_t index = state == STATUS_OK ? map_add(v->stems, v->stem.data, v->stem.length) : -1;
    if (index < 0) return error_memory(e);
    if ((uint64_t)index >= vocabulary_keys(v))
        return error_set(e, STATUS_LIMIT, "the corpus has too many stems to count");
    keys[id] = (uint32_t)index + 1;
    return STATUS_OK;
}

/* --- Texts --- */

const char *vocabulary_text(const vocabulary *v, uint32_t key, size_t *length)
{
    return v->by == COUNT_STEM ? map_key(v->stems, key - 1, length) : form_of(v, key, length);
}

static int compare_texts(const vocabulary *v, uint32_t a, uint32_t b)
{
    size_t length_a, length_b;
    const char *text_a = vocabulary_text(v, a, &length_a),
               *text_b = vocabulary_text(v, b, &length_b);
    int order = memcmp(text_a, text_b, length_a < length_b ? length_a : length_b);
    return order != 0 ? order : (length_a > length_b) - (length_a < length_b);
}

int vocabulary_compare(const vocabulary *v, uint32_t a, uint32_t b)
{
    if (a == b) return 0;
    if (v->ranks == NULL) return compare_texts(v, a, b);
    return v->ranks[a] < v->ranks[b] ? -1 : 1;
}

static int by_text(const void *a, const void *b, void *v)
{
    return compare_texts(v, *(const uint32_t *)a, *(const uint32_t *)b);
}

status vocabulary_rank(vocabulary *v, error *e)
{
    if (v->ranks != NULL) return STATUS_OK;
    uint32_t count = v->by == COUNT_STEM ? (uint32_t)map_count(v->stems) : v->size;
    uint32_t *keys = calloc((size_t)count + 1, sizeof *keys),
             *ranks = calloc((size_t)count + 1, sizeof *ranks);
    for (uint32_t i = 0; keys != NULL && i < count; i++) keys[i] = i + 1;
    if (keys != NULL && ranks != NULL) {
        qsort_r(keys, count, sizeof *keys, by_text, v);
        for (uint32_t i = 0; i < count; i++) ranks[keys[i]] = i;
        v->ranks = ranks;
        ranks = NULL;
    }
    free(keys);
    free(ranks);
    return v->ranks == NULL ? error_memory(e) : STATUS_OK;
}
