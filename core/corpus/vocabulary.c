#include "corpus/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/map.h"
#include "store/lexicon.h"
#include "text/block.h"
#include "text/words.h"

typedef struct language_keys {
    language_tag language;
    uint32_t *keys;
} language_keys;

struct vocabulary {
    store *in;
    uint32_t size;
    count_by by;
    uint32_t *folds; /* by type id, for stems alone */
    uint32_t *keys;  /* by type id; of stems KEY_UNKNOWN where there is one */
    uint32_t *ranks; /* by key; NULL until they are made */
    uint32_t *ends;  /* of the forms, by type id; 0 for those that were not read */
    buffer forms;    /* and of each its length, in four bytes behind it */
    size_t read;     /* how many of them one by one */
    bool has_all;
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
    free(v->ends);
    free(v->ranks);
    buffer_free(&v->forms);
    stemmers_free(v->stemmers);
    map_free(v->stems);
    for (size_t i = 0; i < v->languages.count; i++) free(v->languages.items[i].keys);
    list_free(&v->languages);
    buffer_free(&v->stem);
    free(v);
}

static status damaged(error *e)
{
    return error_set(e, STATUS_CORPUS, "the types are damaged; run: moonleaf rebuild");
}

/* Most types are their own folds: the index holds the others. */
static status read_folds(vocabulary *v, uint32_t *folds, error *e)
{
    statement q = statement_of(v->in, "SELECT id, fold FROM lexicon WHERE fold <> id", e);
    for (uint32_t id = 1; id <= v->size; id++) folds[id] = id;
    while (statement_step(&q)) {
        int64_t id = statement_integer(&q, 0), fold = statement_integer(&q, 1);
        bool fits = id >= 1 && id <= v->size && fold >= 1 && fold <= v->size;
        if (!fits) q.state = damaged(e);
        else folds[id] = (uint32_t)fold;
    }
    return statement_end(&q);
}

/* Most types are words: again an index holds the others. */
static status read_kinds(vocabulary *v, token_choice choice, error *e)
{
    statement q = statement_of(v->in, "SELECT id, kind FROM lexicon WHERE kind <> 0", e);
    while (statement_step(&q)) {
        int64_t id = statement_integer(&q, 0), kind = statement_integer(&q, 1);
        if (id < 1 || id > v->size) q.state = damaged(e);
        else if (kind == LEXICON_VALUE || (kind != TOKEN_NUMBER && choice != CHOICE_ALL))
            v->keys[id] = KEY_PASSED;
        else if (kind == TOKEN_NUMBER && choice == CHOICE_WORDS) v->keys[id] = KEY_BREAKS;
    }
    return statement_end(&q);
}

static status read_types(vocabulary *v, token_choice choice, error *e)
{
    uint32_t *folds = v->by == COUNT_STEM ? v->folds : v->keys;
    for (uint32_t id = 1; id <= v->size; id++) v->keys[id] = v->by == COUNT_STEM ? KEY_UNKNOWN : id;
    status state = v->by == COUNT_FORM ? STATUS_OK : read_folds(v, folds, e);
    return state == STATUS_OK ? read_kinds(v, choice, e) : state;
}

static status count_types(vocabulary *v, error *e)
{
    statement q = statement_of(v->in, "SELECT coalesce(max(id), 0) FROM lexicon", e);
    int64_t size = statement_step(&q) ? statement_integer(&q, 0) : 0;
    status state = statement_end(&q);
    if (state != STATUS_OK) return state;
    if (size < 0 || size >= KEY_UNKNOWN - 1) return damaged(e);
    v->size = (uint32_t)size;
    v->keys = calloc((size_t)size + 2, sizeof *v->keys);
    v->ends = calloc((size_t)size + 2, sizeof *v->ends);
    if (v->by == COUNT_STEM) v->folds = calloc((size_t)size + 2, sizeof *v->folds);
    bool is_short = v->keys == NULL || v->ends == NULL || (v->by == COUNT_STEM && v->folds == NULL);
    return is_short ? error_memory(e) : STATUS_OK;
}

/* --- Forms --- */

/* Keeps the form in the second column of a row. */
static status add_form(vocabulary *v, const statement *row, error *e)
{
    size_t length;
    int64_t id = statement_integer(row, 0);
    const char *form = statement_bytes(row, 1, &length);
    const uint32_t size = (uint32_t)length;
    buffer_append(&v->forms, form, length);
    buffer_append(&v->forms, (const char *)&size, sizeof size);
    if (v->forms.state != STATUS_OK) return error_memory(e);
    if (v->forms.length > UINT32_MAX)
        return error_set(e, STATUS_LIMIT, "the forms of the corpus are longer than 4 GiB");
    v->ends[id] = (uint32_t)v->forms.length;
    return STATUS_OK;
}

static status read_forms(vocabulary *v, error *e)
{
    if (v->has_all) return STATUS_OK;
    buffer_clear(&v->forms);
    statement q = statement_of(v->in, "SELECT id, form FROM lexicon WHERE id BETWEEN 1 AND ?1", e);
    statement_bind_integer(&q, 1, v->size);
    while (statement_step(&q)) q.state = add_form(v, &q, e);
    status state = statement_end(&q);
    v->has_all = state == STATUS_OK;
    return state;
}

static status read_form(vocabulary *v, uint32_t id, error *e)
{
    if (v->ends[id] != 0) return STATUS_OK;
    statement q = statement_of(v->in, "SELECT id, form FROM lexicon WHERE id = ?1", e);
    statement_bind_integer(&q, 1, id);
    if (statement_step(&q)) q.state = add_form(v, &q, e);
    else if (q.state == STATUS_OK)
        q.state = error_set(e, STATUS_CORPUS, "there is no type %u; run: moonleaf rebuild", id);
    return statement_end(&q);
}

status vocabulary_read(vocabulary *v, const uint32_t *keys, size_t count, error *e)
{
    enum { ALL_FROM_SHARE = 16 }; /* one by one they cost so many times more */
    if (v->by == COUNT_STEM || v->has_all) return STATUS_OK; /* stems are made of all forms */
    v->read += count;
    if (keys == NULL || v->read > v->size / ALL_FROM_SHARE) return read_forms(v, e);
    status state = STATUS_OK;
    for (size_t i = 0; i < count && state == STATUS_OK; i++) state = read_form(v, keys[i], e);
    return state;
}

status vocabulary_open(store *s, count_by by, token_choice choice, vocabulary **out, error *e)
{
    vocabulary *v = calloc(1, sizeof *v);
    if (v == NULL) return error_memory(e);
    v->in = s;
    v->by = by;
    status state = count_types(v, e);
    if (state == STATUS_OK) state = read_types(v, choice, e);
    if (state == STATUS_OK && by == COUNT_STEM) state = read_forms(v, e);
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

/* Of a type that the table lacks, though a text has it, it is empty. */
static const char *form_of(const vocabulary *v, uint32_t id, size_t *length)
{
    uint32_t size = 0;
    if (v->ends[id] > 0) memcpy(&size, v->forms.data + v->ends[id] - sizeof size, sizeof size);
    *length = size;
    return v->ends[id] > 0 ? v->forms.data + v->ends[id] - sizeof size - size : "";
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
    status state = v->ranks == NULL ? vocabulary_read(v, NULL, 0, e) : STATUS_OK;
    if (v->ranks != NULL || state != STATUS_OK) return state;
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
