/* Which types the words of a query stand for. What the indexes of the lexicon cannot answer is
 * found by one pass over all forms, whatever the number of words. */
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "corpus/query_parts.h"
#include "store/lexicon.h"
#include "text/elisions.h"
#include "text/fold.h"
#include "text/scripts.h"
#include "text/stem.h"
#include "text/utf8.h"

/* A language that has a stemmer. */
typedef LIST(language_tag) language_list;

/* A pass over the lexicon. */
typedef struct scan {
    query *q;
    store *in;
    error *e;
    stemmers *stems;         /* NULL until they are needed */
    language_list languages; /* of the corpus that have a stemmer */
    const char *form;
    size_t length;
    buffer folded, plain, stem; /* of the form; `plain` without accents */
} scan;

static bool add_number(number_list *list, uint32_t number)
{
    uint32_t *slot = list_push(list);
    if (slot != NULL) *slot = number;
    return slot != NULL;
}

/* --- By the indexes of the lexicon --- */

static status collect(statement *q, number_list *types, error *e)
{
    while (statement_step(q))
        if (!add_number(types, (uint32_t)statement_integer(q, 0))) q->state = error_memory(e);
    return statement_end(q);
}

/* Types of one fold. Forms that are their own fold are not in the index type_fold. */
static status types_of_one_fold(store *s, const char *text, size_t length, number_list *types,
                                error *e)
{
    uint32_t fold;
    status state = lexicon_find(s, text, length, &fold, e);
    if (state != STATUS_OK || fold == 0) return state;
    statement q = statement_of(
        s, "SELECT ?1 UNION ALL SELECT id FROM type WHERE fold = ?1 AND fold <> id", e);
    statement_bind_integer(&q, 1, fold);
    return collect(&q, types, e);
}

/* The word with its first apostrophe in the other way of writing it; empty when it has none. */
static void append_respelt(buffer *out, const char *text, size_t length)
{
    static const char straight[] = "'", curved[] = "\u2019";
    const char *old = straight, *new = curved;
    const char *found = memmem(text, length, old, strlen(old));
    if (found == NULL) old = curved, new = straight, found = memmem(text, length, old, strlen(old));
    if (found == NULL) return;
    const char *behind = found + strlen(old);
    buffer_append(out, text, (size_t)(found - text));
    buffer_text(out, new);
    buffer_append(out, behind, length - (size_t)(behind - text));
}

/* Types of the word in any case, with either apostrophe. */
static status types_of_fold(store *s, const query_word *word, number_list *types, error *e)
{
    buffer other = { 0 };
    append_respelt(&other, word->text, word->length);
    status state = types_of_one_fold(s, word->text, word->length, types, e);
    if (state == STATUS_OK && other.state != STATUS_OK) state = error_memory(e);
    if (state == STATUS_OK && other.length > 0)
        state = types_of_one_fold(s, other.data, other.length, types, e);
    buffer_free(&other);
    return state;
}

static status types_of_form(store *s, const query_word *word, number_list *types, error *e)
{
    uint32_t id;
    status state = lexicon_find(s, word->text, word->length, &id, e);
    bool is_added = state != STATUS_OK || id == 0 || add_number(types, id);
    return is_added ? state : error_memory(e);
}

/* Types whose fold begins so: every fold is a type itself, and those lie together in the index of
 * forms. All forms with the prefix lie before it with the last code point of all. */
static status types_of_prefix(store *s, const query_word *word, number_list *types, error *e)
{
    buffer behind = { 0 };
    buffer_append(&behind, word->text, word->length - 1);
    buffer_text(&behind, "\U0010ffff");
    if (behind.state != STATUS_OK) return error_memory(e);
    statement q = statement_of(
        s,
        "WITH folds (id) AS MATERIALIZED ("
        "  SELECT id FROM type WHERE form >= ?1 AND form < ?2 AND fold = id)"
        " SELECT id FROM folds UNION ALL"
        " SELECT t.id FROM folds f CROSS JOIN type t ON t.fold = f.id AND t.fold <> t.id",
        e);
    statement_bind_text_bytes(&q, 1, word->text, word->length - 1);
    statement_bind_text_bytes(&q, 2, behind.data, behind.length);
    status state = collect(&q, types, e);
    buffer_free(&behind);
    return state;
}

static bool is_prefix(const query_word *word)
{
    return word->kind == WORD_GLOB && strchr(word->text, '*') == word->text + word->length - 1;
}

/* True for words that the indexes answer. */
static bool is_looked_up(const query_word *word)
{
    return !word->drops_accents &&
           (word->kind == WORD_FORM || (is_prefix(word) && !word->keeps_case));
}

static status look_up(store *s, const query_word *word, number_list *types, error *e)
{
    if (word->kind == WORD_GLOB) return types_of_prefix(s, word, types, e);
    return word->keeps_case ? types_of_form(s, word, types, e) : types_of_fold(s, word, types, e);
}

/* --- By a pass over all forms --- */

/* A text against a pattern in which * stands for any bytes. */
static bool matches_glob(const char *pattern, size_t wanted, const char *text, size_t length)
{
    size_t p = 0, t = 0, star = SIZE_MAX, retry = 0;
    while (t < length) {
        if (p < wanted && pattern[p] == '*') star = p++, retry = t;
        else if (p < wanted && pattern[p] == text[t]) p++, t++;
        else if (star != SIZE_MAX) p = star + 1, t = ++retry;
        else return false;
    }
    while (p < wanted && pattern[p] == '*') p++;
    return p == wanted;
}

static status matches_form(scan *c, const query_word *word, bool *is)
{
    const char *text = word->keeps_case ? c->form : c->folded.data;
    size_t length = word->keeps_case ? c->length : c->folded.length;
    if (word->kind == WORD_REGEX) return regex_matches(word->pattern, c->form, c->length, is, c->e);
    if (word->drops_accents) {
        buffer_clear(&c->plain);
        if (text_drop_accents(&c->plain, text, length) != STATUS_OK) return error_memory(c->e);
        text = c->plain.data;
        length = c->plain.length;
    }
    *is = word->kind == WORD_GLOB ? matches_glob(word->text, word->length, text, length)
                                  : length == word->length && memcmp(text, word->text, length) == 0;
    return STATUS_OK;
}

static UScriptCode first_script(const char *text, size_t length)
{
    size_t at = 0;
    return length > 0 ? script_of(utf8_next(text, length, &at)) : USCRIPT_COMMON;
}

/* The languages of the corpus that have a stemmer. */
static status read_languages(scan *c)
{
    if (c->stems != NULL) return STATUS_OK;
    c->stems = stemmers_create();
    if (c->stems == NULL) return error_memory(c->e);
    statement q = statement_of(c->in,
                               "SELECT language FROM document UNION SELECT language FROM block "
                               "UNION SELECT language FROM language_run",
                               c->e);
    while (statement_step(&q)) {
        const char *tag = statement_text(&q, 0);
        if (tag == NULL || strlen(tag) >= sizeof(language_tag) || !stemmers_know(c->stems, tag))
            continue;
        language_tag *slot = list_push(&c->languages);
        if (slot == NULL) q.state = error_memory(c->e);
        else strcpy(slot->text, tag);
    }
    return statement_end(&q);
}

static status stem_of(scan *c, const char *word, size_t length, const char *language)
{
    buffer_clear(&c->stem);
    return stemmers_append(c->stems, &c->stem, word, length, language) == STATUS_OK
               ? STATUS_OK
               : error_memory(c->e);
}

/* A list for each language of which the word may be, with its stem there. */
static status begin_stems(scan *c, query_position *position, const query_word *word)
{
    status state = read_languages(c);
    UScriptCode script = first_script(word->text, word->length);
    for (size_t i = 0; state == STATUS_OK && i < c->languages.count; i++) {
        const char *language = c->languages.items[i].text;
        if (!script_is_used_by(script, language)) continue;
        state = stem_of(c, word->text, word->length, language);
        language_types *slot = state == STATUS_OK ? list_push(&position->stems) : NULL;
        if (slot == NULL) return error_memory(c->e);
        slot->word = word;
        slot->language = c->languages.items[i];
        slot->length = c->stem.length;
        slot->stem = arena_copy(&c->q->memory, c->stem.data, c->stem.length);
        if (slot->stem == NULL) return error_memory(c->e);
    }
    return state;
}

static status scan_stem(scan *c, query_position *position, const query_word *word, uint32_t id)
{
    if (first_script(c->folded.data, c->folded.length) != first_script(word->text, word->length))
        return STATUS_OK;
    for (size_t i = 0; i < position->stems.count; i++) {
        language_types *l = &position->stems.items[i];
        if (l->word != word) continue;
        status s = stem_of(c, c->folded.data, c->folded.length, l->language.text);
        if (s != STATUS_OK) return s;
        bool is_same = c->stem.length == l->length && memcmp(c->stem.data, l->stem, l->length) == 0;
        if (is_same && !add_number(&l->ids, id)) return error_memory(c->e);
    }
    return STATUS_OK;
}

/* --- Runs --- */

static bool add_step(query_run *run, uint32_t type, size_t from, size_t to)
{
    run_step *step = list_push(&run->steps);
    if (step != NULL) *step = (run_step){ type, (uint8_t)from, (uint8_t)to };
    return step != NULL;
}

/* All ways in which a token of the form may take the run on: it holds it, ends with its beginning,
 * is a part of it, or begins with its end. */
static bool scan_run(query_run *run, size_t length, uint32_t id, const buffer *form)
{
    bool is_added = true;
    const char *text = run->text;
    if (memmem(form->data, form->length, text, length) != NULL)
        return add_step(run, id, 0, run->count);
    size_t at = 0, size = form->length;
    for (size_t from = 0; from < run->count && is_added; from++) {
        size_t behind = at;
        for (size_t to = from + 1; to <= run->count && is_added; to++) {
            utf8_next(text, length, &behind);
            size_t part = behind - at;
            if (part > size) break;
            bool is_end = from == 0 && memcmp(form->data + size - part, text, part) == 0;
            bool is_begin = memcmp(form->data, text + at, part) == 0;
            bool is_part = is_begin && (part == size || to == run->count);
            if (is_end || is_part) is_added = add_step(run, id, from, to);
        }
        utf8_next(text, length, &at);
    }
    return is_added;
}

static status begin_run(query_position *position, const query_word *word, error *e)
{
    query_run *run = list_push(&position->runs);
    if (run == NULL) return error_memory(e);
    run->text = word->text;
    run->count = (uint8_t)utf8_count(word->text, word->length);
    return STATUS_OK;
}

/* --- All words --- */

static query_run *run_of(query_position *position, const query_word *word)
{
    for (size_t i = 0; i < position->runs.count; i++)
        if (position->runs.items[i].text == word->text) return &position->runs.items[i];
    return NULL;
}

static status scan_word(scan *c, query_position *position, const query_word *word, uint32_t id)
{
    bool is = false;
    status s = STATUS_OK;
    if (is_looked_up(word) || word->kind == WORD_LAYER) return STATUS_OK;
    if (word->kind == WORD_STEM) return scan_stem(c, position, word, id);
    if (word->kind == WORD_RUN)
        is = !scan_run(run_of(position, word), word->length, id, &c->folded);
    if (word->kind == WORD_RUN) return is ? error_memory(c->e) : STATUS_OK;
    s = matches_form(c, word, &is);
    if (s == STATUS_USAGE || s == STATUS_LIMIT)
        return error_prefix(c->e, "column %zu: ", word->column);
    return s != STATUS_OK || !is || add_number(&position->certain.ids, id) ? s : error_memory(c->e);
}

static status no_layer(const query_word *word, const layer_names *names, error *e)
{
    char hint[80];
    nearest n = { .wanted = word->layer };
    static const char *const fields[] = { "language", "role", "title" };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) nearest_offer(&n, fields[i]);
    for (size_t i = 0; i < names->count; i++) nearest_offer(&n, names->items[i]);
    nearest_hint(&n, hint, sizeof hint);
    return error_set(e, STATUS_USAGE, "column %zu: there is no field or layer '%s'%s", word->column,
                     word->layer,
                     *hint != '\0' ? hint
                                   : " (fields: language, role, title); a space behind the colon "
                                     "makes it words");
}

/* The index knows the documents of a value; its tokens are found in their layers. */
static status begin_annotation(scan *c, query_position *position, const query_word *word)
{
    layer_names names = { 0 };
    bool is_there = false;
    status state = layers_names(c->in, 0, &names, c->e);
    for (size_t i = 0; i < names.count; i++)
        is_there = is_there || strcmp(names.items[i], word->layer) == 0;
    if (state == STATUS_OK && !is_there) state = no_layer(word, &names, c->e);
    for (size_t i = 0; i < names.count; i++) free(names.items[i]);
    list_free(&names);
    position->has_annotations = true;
    return state == STATUS_OK ? layer_types(c->in, word->layer, word->text, word->length,
                                            !word->keeps_case, &position->types.ids, c->e)
                              : state;
}

/* The types of one of the two parts of a word take the run on from `from`. */
static status add_part(scan *c, query_run *run, const query_word *part, uint8_t from)
{
    number_list types = { 0 };
    status s = look_up(c->in, part, &types, c->e);
    for (size_t i = 0; i < types.count && s == STATUS_OK; i++)
        if (!add_step(run, types.items[i], from, from + 1u)) s = error_memory(c->e);
    list_free(&types);
    return s;
}

/* "l'histoire" is one word or, where the language parts them, two. */
static status begin_parts(scan *c, query_position *position, const query_word *word)
{
    size_t part = word->kind == WORD_FORM ? elisions_part(word->text, word->length) : 0;
    if (part == 0) return STATUS_OK;
    query_word first = *word, second = *word;
    query_run *run = list_push(&position->runs);
    if (run == NULL) return error_memory(c->e);
    run->count = 2;
    first.length = part;
    second.text += part;
    second.length -= part;
    status s = add_part(c, run, &first, 0);
    return s == STATUS_OK ? add_part(c, run, &second, 1) : s;
}

static status begin_word(scan *c, query_position *position, const query_word *word, bool *scans)
{
    if (is_looked_up(word)) {
        status s = look_up(c->in, word, &position->certain.ids, c->e);
        return s == STATUS_OK ? begin_parts(c, position, word) : s;
    }
    *scans = *scans || word->kind != WORD_LAYER;
    if (word->kind == WORD_RUN) return begin_run(position, word, c->e);
    if (word->kind == WORD_STEM) {
        status s = types_of_fold(c->in, word, &position->certain.ids, c->e);
        return s == STATUS_OK ? begin_stems(c, position, word) : s;
    }
    return word->kind == WORD_LAYER ? begin_annotation(c, position, word) : STATUS_OK;
}

typedef status visitor(scan *c, query_position *position, const query_word *word, void *context);

static status each_word(scan *c, visitor *visit, void *context)
{
    status state = STATUS_OK;
    for (size_t t = 0; t < c->q->terms.count; t++)
        for (size_t p = 0; p < c->q->terms.items[t].parts.count; p++) {
            query_phrase *phrase = &c->q->terms.items[t].parts.items[p];
            for (size_t i = 0; i < phrase->count; i++)
                for (size_t w = 0; w < phrase->items[i].words.count && state == STATUS_OK; w++)
                    state = visit(c, &phrase->items[i], &phrase->items[i].words.items[w], context);
        }
    return state;
}

static status visit_begin(scan *c, query_position *position, const query_word *word, void *context)
{
    return begin_word(c, position, word, context);
}

static status visit_scan(scan *c, query_position *position, const query_word *word, void *context)
{
    return scan_word(c, position, word, *(const uint32_t *)context);
}

static status scan_lexicon(scan *c)
{
    statement q = statement_of(c->in, "SELECT id, form FROM type", c->e);
    while (statement_step(&q)) {
        uint32_t id = (uint32_t)statement_integer(&q, 0);
        c->form = statement_bytes(&q, 1, &c->length);
        buffer_clear(&c->folded);
        if (text_fold(&c->folded, c->form, c->length) != STATUS_OK) q.state = error_memory(c->e);
        else if (c->length > 0) q.state = each_word(c, visit_scan, &id);
    }
    return statement_end(&q);
}

/* --- Sets --- */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void numbers_sort(number_list *numbers)
{
    if (numbers->count < 2) return;
    qsort(numbers->items, numbers->count, sizeof *numbers->items, by_number);
    size_t kept = 1;
    for (size_t i = 1; i < numbers->count; i++)
        if (numbers->items[i] != numbers->items[kept - 1])
            numbers->items[kept++] = numbers->items[i];
    numbers->count = kept;
}

static status fill_bits(type_set *set, error *e)
{
    numbers_sort(&set->ids);
    set->lowest = set->ids.count > 0 ? set->ids.items[0] : 0;
    set->range = set->ids.count > 0 ? set->ids.items[set->ids.count - 1] - set->lowest : 0;
    free(set->bits);
    set->bits = calloc(set->range / 64 + 1, sizeof *set->bits);
    if (set->bits == NULL) return error_memory(e);
    for (size_t i = 0; i < set->ids.count; i++) {
        uint32_t bit = set->ids.items[i] - set->lowest;
        set->bits[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    return STATUS_OK;
}

static int by_type(const void *a, const void *b)
{
    const run_step *x = a, *y = b;
    if (x->type != y->type) return x->type < y->type ? -1 : 1;
    return x->from != y->from ? x->from - y->from : x->to - y->to;
}

/* The types that match or begin a match, from all that was found. */
static bool unite(query_position *position)
{
    bool is_added = true;
    number_list *all = &position->types.ids;
    for (size_t i = 0; is_added && i < position->certain.ids.count; i++)
        is_added = add_number(all, position->certain.ids.items[i]);
    for (size_t i = 0; i < position->stems.count; i++) {
        number_list *ids = &position->stems.items[i].ids;
        numbers_sort(ids);
        for (size_t k = 0; is_added && k < ids->count; k++)
            is_added = add_number(all, ids->items[k]);
    }
    for (size_t i = 0; i < position->runs.count; i++) {
        query_run *run = &position->runs.items[i];
        if (run->steps.count > 1)
            qsort(run->steps.items, run->steps.count, sizeof *run->steps.items, by_type);
        for (size_t k = 0; is_added && k < run->steps.count; k++)
            if (run->steps.items[k].from == 0) is_added = add_number(all, run->steps.items[k].type);
    }
    return is_added;
}

static status finish_positions(query_phrase *phrase, error *e)
{
    status state = STATUS_OK;
    for (size_t i = 0; i < phrase->count && state == STATUS_OK; i++) {
        query_position *position = &phrase->items[i];
        state = fill_bits(&position->certain, e);
        if (state == STATUS_OK && !unite(position)) state = error_memory(e);
        if (state == STATUS_OK) state = fill_bits(&position->types, e);
    }
    return state;
}

static void forget_types(query_phrase *phrase)
{
    for (size_t i = 0; i < phrase->count; i++) {
        query_position *position = &phrase->items[i];
        position->types.ids.count = position->certain.ids.count = 0;
        for (size_t k = 0; k < position->stems.count; k++) list_free(&position->stems.items[k].ids);
        for (size_t k = 0; k < position->runs.count; k++) list_free(&position->runs.items[k].steps);
        position->stems.count = position->runs.count = 0;
        position->has_annotations = false;
    }
}

static status count_types(query *q, store *s, error *e)
{
    statement st = statement_of(s, "SELECT coalesce(max(id), 0) FROM type", e);
    int64_t highest = statement_step(&st) ? statement_integer(&st, 0) : 0;
    status state = statement_end(&st);
    free(q->kinds);
    q->types = highest > 0 && highest < UINT32_MAX ? (uint32_t)highest : 0;
    q->kinds = calloc((size_t)q->types + 1, 1);
    return state == STATUS_OK && q->kinds == NULL ? error_memory(e) : state;
}

status query_resolve(query *q, store *s, error *e)
{
    if (q->resolved == s) return STATUS_OK;
    q->resolved = NULL;
    scan c = { .q = q, .in = s, .e = e };
    bool scans = false;
    status state = count_types(q, s, e);
    for (size_t t = 0; t < q->terms.count; t++)
        for (size_t p = 0; p < q->terms.items[t].parts.count; p++)
            forget_types(&q->terms.items[t].parts.items[p]);
    if (state == STATUS_OK) state = each_word(&c, visit_begin, &scans);
    if (state == STATUS_OK && scans) state = scan_lexicon(&c);
    for (size_t t = 0; t < q->terms.count; t++)
        for (size_t p = 0; p < q->terms.items[t].parts.count && state == STATUS_OK; p++)
            state = finish_positions(&q->terms.items[t].parts.items[p], e);
    if (state == STATUS_OK) q->resolved = s;
    stemmers_free(c.stems);
    list_free(&c.languages);
    buffer_free(&c.folded);
    buffer_free(&c.plain);
    buffer_free(&c.stem);
    return state;
}

/* --- The end of a query --- */

static void free_phrase(query_phrase *phrase)
{
    forget_types(phrase);
    for (size_t i = 0; i < phrase->count; i++) {
        query_position *position = &phrase->items[i];
        for (size_t k = 0; k < position->words.count; k++)
            regex_free(position->words.items[k].pattern);
        list_free(&position->words);
        list_free(&position->stems);
        list_free(&position->runs);
        list_free(&position->types.ids);
        list_free(&position->certain.ids);
        list_free(&position->annotated);
        free(position->types.bits);
        free(position->certain.bits);
    }
    list_free(phrase);
}

void query_free(query *q)
{
    if (q == NULL) return;
    for (size_t i = 0; i < q->terms.count; i++) {
        for (size_t k = 0; k < q->terms.items[i].parts.count; k++)
            free_phrase(&q->terms.items[i].parts.items[k]);
        list_free(&q->terms.items[i].parts);
        list_free(&q->terms.items[i].documents);
    }
    list_free(&q->terms);
    list_free(&q->filters);
    list_free(&q->among);
    free(q->kinds);
    arena_free(&q->memory);
    free(q);
}
