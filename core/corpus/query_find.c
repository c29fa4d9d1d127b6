/* Where in a document the terms of a query are. */
#include <stdlib.h>
#include <string.h>

#include "corpus/query_parts.h"
#include "text/fold.h"

/* A search through one document. */
typedef struct finder {
    query *q;
    query_text *t;
    const query_term *term;
    number_list now, next; /* tokens that the phrase may go on with */
    error *e;
} finder;

/* --- The tokens of a document --- */

static buffer borrow(const statement *row, int column)
{
    size_t length;
    const void *bytes = statement_bytes(row, column, &length);
    return (buffer){ .data = (char *)(uintptr_t)bytes, .length = length };
}

status query_text_open(query_text *t, store *s, int64_t id, error *e)
{
    *t = (query_text){ .document = id };
    t->row =
        statement_of(s, "SELECT tokens, ids, places, sentences FROM stream WHERE document = ?1", e);
    statement_bind_integer(&t->row, 1, id);
    if (!statement_step(&t->row)) return t->row.state;
    int64_t count = statement_integer(&t->row, 0);
    t->view.from.tokens.count = count >= 0 && count <= UINT32_MAX ? (uint32_t)count : UINT32_MAX;
    return STATUS_OK;
}

status query_text_lend(query_text *t, query_text_part part, error *e)
{
    stream *tokens = &t->view.from.tokens;
    buffer *to = part == PART_IDS      ? &tokens->ids
                 : part == PART_PLACES ? &tokens->places
                                       : &tokens->sentences;
    if (to->data != NULL || tokens->count == 0) return STATUS_OK;
    *to = borrow(&t->row, (int)part);
    if (part == PART_SENTENCES || tokens->count <= to->length)
        return STATUS_OK; /* a byte at least */
    tokens->count = 0;
    return error_set(e, STATUS_CORPUS,
                     "document %lld: its tokens are damaged; run: moonleaf rebuild",
                     (long long)t->document);
}

status query_text_close(query_text *t)
{
    t->view.from.tokens = (stream){ 0 };
    view_close(&t->view);
    return statement_end(&t->row);
}

static status note_document(const query_text *t, status state, error *e)
{
    return state == STATUS_CORPUS ? error_prefix(e, "document %lld: ", (long long)t->document)
                                  : state;
}

status query_text_ids(query_text *t, error *e)
{
    view *v = &t->view;
    if (t->has_ids) return STATUS_OK;
    status state = query_text_lend(t, PART_IDS, e);
    if (state == STATUS_OK) state = query_text_lend(t, PART_SENTENCES, e);
    if (state != STATUS_OK) return state;
    v->ids = malloc((size_t)v->from.tokens.count * sizeof *v->ids + 1);
    if (v->ids == NULL) return error_memory(e);
    state = stream_decode(&v->from.tokens, 0, v->ids, NULL, e);
    if (state == STATUS_OK) state = stream_decode_sentences(&v->from.tokens, &v->starts, e);
    t->has_ids = state == STATUS_OK;
    return note_document(t, state, e);
}

/* Places, blocks and languages. */
static status need_places(query_text *t, error *e)
{
    view *v = &t->view;
    if (t->has_places) return STATUS_OK;
    status state = query_text_lend(t, PART_PLACES, e);
    if (state != STATUS_OK) return state;
    stream tokens = v->from.tokens;
    v->from.tokens = (stream){ 0 };
    state = document_read_places(t->row.in, t->document, &v->from, e);
    v->from.tokens = tokens;
    v->tokens = malloc((size_t)tokens.count * sizeof *v->tokens + 1);
    if (state == STATUS_OK && v->tokens == NULL) state = error_memory(e);
    if (state == STATUS_OK) state = stream_decode(&tokens, UINT32_MAX, NULL, v->tokens, e);
    t->has_places = state == STATUS_OK;
    return note_document(t, state, e);
}

/* --- Types --- */

static inline bool holds(const type_set *set, uint32_t type)
{
    uint32_t bit = type - set->lowest;
    return bit <= set->range && (set->bits[bit / 64] >> bit % 64 & 1) != 0;
}

static bool number_is_in(const number_list *list, uint32_t number)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle] < number) low = middle + 1;
        else high = middle;
    }
    return low < list->count && list->items[low] == number;
}

static status is_punctuation(finder *f, uint32_t type, bool *is)
{
    *is = false;
    if (type > f->q->types) return STATUS_OK;
    uint8_t *kind = &f->q->kinds[type];
    if (*kind == 0) {
        type_entry entry;
        status state = lexicon_read(f->t->row.in, type, &entry, NULL, f->e);
        if (state != STATUS_OK) return state;
        *kind = (uint8_t)(entry.kind + 1);
    }
    *is = *kind == TOKEN_PUNCTUATION + 1;
    return STATUS_OK;
}

/* --- One position of a phrase --- */

/* A list of tokens, rising and each once. */
static status add_place(number_list *list, uint32_t place, error *e)
{
    size_t at = list->count;
    while (at > 0 && list->items[at - 1] > place) at--;
    if (at > 0 && list->items[at - 1] == place) return STATUS_OK;
    if (list_push(list) == NULL) return error_memory(e);
    memmove(list->items + at + 1, list->items + at, (list->count - 1 - at) * sizeof *list->items);
    list->items[at] = place;
    return STATUS_OK;
}

static status match_stem(finder *f, const query_position *position, uint32_t at, bool *is)
{
    query_text *t = f->t;
    status state = position->stems.count > 0 ? need_places(t, f->e) : STATUS_OK;
    const char *language = NULL;
    for (size_t i = 0; i < position->stems.count && state == STATUS_OK && !*is; i++) {
        const language_types *l = &position->stems.items[i];
        if (!number_is_in(&l->ids, t->view.ids[at])) continue;
        if (language == NULL) language = view_language_at(&t->view, t->view.tokens[at].start);
        *is = strcmp(language, l->language.text) == 0;
    }
    return state;
}

/* The first step of the type at which the steps of the run are `from` it on. */
static size_t first_step(const query_run *run, uint32_t type)
{
    size_t low = 0, high = run->steps.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (run->steps.items[middle].type < type) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Adds what is behind a run that begins in token `at`: bit k of `reached` says that the tokens so
 * far end with its first k characters. */
static status match_run(finder *f, const query_run *run, uint32_t at, uint32_t stop)
{
    status state = STATUS_OK;
    for (uint64_t reached = 1; reached != 0 && at < stop && state == STATUS_OK; at++) {
        uint64_t next = 0;
        uint32_t type = f->t->view.ids[at];
        for (size_t i = first_step(run, type);
             i < run->steps.count && run->steps.items[i].type == type; i++)
            if (reached >> run->steps.items[i].from & 1)
                next |= (uint64_t)1 << run->steps.items[i].to;
        reached = next;
        if (reached >> run->count & 1) return add_place(&f->next, at + 1, f->e);
    }
    return state;
}

/* Adds what is behind each match of the position that begins with token `at`. */
static status match_at(finder *f, const query_position *position, uint32_t at, uint32_t stop)
{
    uint32_t type = f->t->view.ids[at];
    bool is = number_is_in(&position->annotated, at);
    if (!is && !holds(&position->types, type)) return STATUS_OK;
    is = is || holds(&position->certain, type);
    status state = is ? STATUS_OK : match_stem(f, position, at, &is);
    if (state == STATUS_OK && is) state = add_place(&f->next, at + 1, f->e);
    for (size_t i = 0; i < position->runs.count && state == STATUS_OK; i++)
        state = match_run(f, &position->runs.items[i], at, stop);
    return state;
}

/* The same from `at` on, with only punctuation between. */
static status match_behind(finder *f, const query_position *position, uint32_t at, uint32_t stop)
{
    size_t before = f->next.count;
    bool is_between = true;
    status state = STATUS_OK;
    for (; at < stop && is_between && state == STATUS_OK && f->next.count == before; at++) {
        state = match_at(f, position, at, stop);
        if (state == STATUS_OK) state = is_punctuation(f, f->t->view.ids[at], &is_between);
    }
    return state;
}

static status pass_gap(finder *f, const query_position *gap, uint32_t at, uint32_t stop)
{
    status state = STATUS_OK;
    for (uint32_t words = 0; words <= gap->most && at < stop && state == STATUS_OK; words++) {
        bool is_between = true;
        if (words >= gap->least) state = add_place(&f->next, at, f->e);
        while (state == STATUS_OK && is_between && at < stop)
            state = is_punctuation(f, f->t->view.ids[at++], &is_between);
    }
    return state;
}

/* --- Phrases --- */

/* The end of the sentence, paragraph or document around a token. */
static uint32_t unit_end(const finder *f, uint32_t at)
{
    const view *v = &f->t->view;
    size_t low = 0, high = v->starts.count;
    if (f->term->unit == UNIT_DOCUMENT) return v->from.tokens.count;
    if (f->term->unit == UNIT_PARAGRAPH) {
        int64_t around = view_block_at(v, v->tokens[at].start);
        if (around < 0) return v->from.tokens.count;
        return (uint32_t)view_tokens(v, v->from.blocks.items[around].at).end;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (v->starts.items[middle] <= at) low = middle + 1;
        else high = middle;
    }
    return low < v->starts.count ? v->starts.items[low] : v->from.tokens.count;
}

/* Behind the shortest match of the phrase that begins with token `first`; 0 when there is none. */
static status match_phrase(finder *f, const query_phrase *phrase, uint32_t first, uint32_t *end)
{
    *end = 0;
    f->next.count = 0;
    uint32_t stop = unit_end(f, first);
    status state = match_at(f, &phrase->items[0], first, stop);
    for (size_t i = 1; i < phrase->count && state == STATUS_OK && f->next.count > 0; i++) {
        const query_position *position = &phrase->items[i];
        number_list passed = f->now;
        f->now = f->next;
        f->next = passed;
        f->next.count = 0;
        for (size_t k = 0; k < f->now.count && state == STATUS_OK; k++)
            state = position->is_gap ? pass_gap(f, position, f->now.items[k], stop)
                                     : match_behind(f, position, f->now.items[k], stop);
    }
    if (state == STATUS_OK && f->next.count > 0) *end = f->next.items[0];
    return state;
}

static status add_hit(hit_list *hits, uint32_t first, uint32_t last, error *e)
{
    query_hit *hit = list_push(hits);
    if (hit == NULL) return error_memory(e);
    *hit = (query_hit){ first, last };
    return STATUS_OK;
}

static status find_phrase(finder *f, const query_phrase *phrase, hit_list *hits)
{
    const query_position *begin = &phrase->items[0];
    const view *v = &f->t->view;
    status state = STATUS_OK;
    uint32_t end = 0;
    for (uint32_t first = 0; first < v->from.tokens.count && state == STATUS_OK; first++) {
        if (!holds(&begin->types, v->ids[first]) && !number_is_in(&begin->annotated, first))
            continue;
        state = match_phrase(f, phrase, first, &end);
        if (state == STATUS_OK && end > 0) state = add_hit(hits, first, end - 1, f->e);
    }
    return state;
}

/* A word of few types, without decoding anything. */
static status find_few(finder *f, const type_set *types, hit_list *hits)
{
    number_list tokens = { 0 };
    status state = query_text_lend(f->t, PART_IDS, f->e);
    for (size_t i = 0; state == STATUS_OK && i < types->ids.count; i++)
        state = stream_find(&f->t->view.from.tokens, types->ids.items[i], &tokens, f->e);
    numbers_sort(&tokens);
    for (size_t i = 0; state == STATUS_OK && i < tokens.count; i++)
        state = add_hit(hits, tokens.items[i], tokens.items[i], f->e);
    list_free(&tokens);
    return state;
}

/* --- NEAR --- */

/* Whether at most so many words lie in [from, to). */
static status is_near(finder *f, uint32_t from, uint32_t to, bool *is)
{
    status state = STATUS_OK;
    bool is_between;
    uint32_t words = 0;
    if (f->term->distance == UINT32_MAX) from = to;
    for (; from < to && words <= f->term->distance && state == STATUS_OK; from++) {
        state = is_punctuation(f, f->t->view.ids[from], &is_between);
        words += !is_between;
    }
    *is = words <= f->term->distance;
    return state;
}

/* The hits of the parts that are looked at together: one of each. */
typedef struct window {
    const hit_list *parts;
    size_t *at;
    size_t count;
} window;

static const query_hit *part_of(const window *w, size_t i) { return &w->parts[i].items[w->at[i]]; }

static bool is_over(const window *w)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->at[i] >= w->parts[i].count) return true;
    return false;
}

/* Moves on the later of two parts that share a token; false when there are none. */
static bool part_overlapping(window *w)
{
    for (size_t i = 0; i < w->count; i++)
        for (size_t k = i + 1; k < w->count; k++) {
            const query_hit *a = part_of(w, i), *b = part_of(w, k);
            if (a->first > b->last || b->first > a->last) continue;
            w->at[b->first >= a->first ? k : i]++;
            return true;
        }
    return false;
}

/* Whether the next hit of the first part makes a smaller window with the others. */
static bool is_smallest(const window *w, size_t lowest, size_t highest)
{
    if (w->at[lowest] + 1 >= w->parts[lowest].count) return true;
    const query_hit *next = part_of(w, lowest) + 1;
    for (size_t i = 0; i < w->count; i++) {
        const query_hit *other = part_of(w, i);
        if (i != lowest && next->first <= other->last && other->first <= next->last) return true;
    }
    return next->first > part_of(w, highest)->first;
}

/* Every smallest window that holds a hit of each part (the classical sweep over sorted lists). */
static status sweep(finder *f, window *w, hit_list *hits)
{
    status state = STATUS_OK;
    while (state == STATUS_OK && !is_over(w)) {
        if (part_overlapping(w)) continue;
        size_t lowest = 0, highest = 0;
        uint32_t last = 0;
        for (size_t i = 0; i < w->count; i++) {
            if (part_of(w, i)->first < part_of(w, lowest)->first) lowest = i;
            if (part_of(w, i)->first > part_of(w, highest)->first) highest = i;
            if (part_of(w, i)->last > last) last = part_of(w, i)->last;
        }
        const query_hit *from = part_of(w, lowest), *to = part_of(w, highest);
        bool is = is_smallest(w, lowest, highest) && last < unit_end(f, from->first);
        if (is) state = is_near(f, from->last + 1, to->first, &is);
        if (state == STATUS_OK && is) state = add_hit(hits, from->first, last, f->e);
        w->at[lowest]++;
    }
    return state;
}

static status find_near(finder *f, hit_list *hits)
{
    size_t count = f->term->parts.count;
    hit_list *parts = calloc(count, sizeof *parts);
    size_t *at = calloc(count, sizeof *at);
    status state = parts == NULL || at == NULL ? error_memory(f->e) : STATUS_OK;
    for (size_t i = 0; i < count && state == STATUS_OK; i++)
        state = find_phrase(f, &f->term->parts.items[i], &parts[i]);
    window w = { parts, at, count };
    if (state == STATUS_OK) state = sweep(f, &w, hits);
    for (size_t i = 0; parts != NULL && i < count; i++) list_free(&parts[i]);
    free(parts);
    free(at);
    return state;
}

/* --- Filters --- */

/* "zh" is also "zh-Hant". */
static bool is_language(const char *tag, const char *wanted)
{
    size_t length = strlen(wanted);
    return strncmp(tag, wanted, length) == 0 && (tag[length] == '\0' || tag[length] == '-');
}

static status title_holds(finder *f, const char *wanted, bool *is)
{
    *is = false;
    const char *title = f->t->view.from.title;
    if (title == NULL) return STATUS_OK;
    token_list tokens = { 0 };
    buffer words = { 0 };
    status state =
        segmenter_tokens(f->q->words, title, (span){ 0, (uint32_t)strlen(title) }, &tokens, f->e);
    buffer_byte(&words, ' ');
    for (size_t i = 0; i < tokens.count; i++) {
        span at = tokens.items[i].at;
        if (tokens.items[i].kind == TOKEN_PUNCTUATION) continue;
        text_fold(&words, title + at.start, at.stop - at.start);
        buffer_byte(&words, ' ');
    }
    if (state == STATUS_OK && words.state != STATUS_OK) state = error_memory(f->e);
    *is = state == STATUS_OK && strstr(words.data, wanted) != NULL;
    list_free(&tokens);
    buffer_free(&words);
    return state;
}

static status passes(finder *f, const query_filter *filter, const query_hit *hit, bool *is)
{
    const view *v = &f->t->view;
    uint32_t byte = v->tokens[hit->first].start;
    int64_t around = view_block_at(v, byte);
    status state = STATUS_OK;
    if (filter->kind == FILTER_LANGUAGE) *is = is_language(view_language_at(v, byte), filter->text);
    else if (filter->kind == FILTER_TITLE) state = title_holds(f, filter->text, is);
    else *is = around >= 0 && v->from.blocks.items[around].role == block_role_find(filter->text);
    *is = *is != filter->is_negated;
    return state;
}

static status apply_filter(finder *f, const query_filter *filter, hit_list *hits, size_t from)
{
    size_t kept = from;
    bool is = false, is_same = false; /* a title is the same for all hits */
    status state = hits->count > from ? need_places(f->t, f->e) : STATUS_OK;
    for (size_t i = from; i < hits->count && state == STATUS_OK; i++) {
        if (!is_same) state = passes(f, filter, &hits->items[i], &is);
        is_same = filter->kind == FILTER_TITLE;
        if (is) hits->items[kept++] = hits->items[i];
    }
    hits->count = kept;
    return state;
}

/* --- Terms --- */

static bool is_filtered(const query_filter *filter, size_t term)
{
    return filter->first <= term && term < filter->end;
}

static bool is_one_word(const query_term *term)
{
    if (term->parts.count != 1 || term->parts.items[0].count != 1) return false;
    const query_position *position = &term->parts.items[0].items[0];
    return position->stems.count == 0 && position->runs.count == 0 && !position->has_annotations;
}

bool query_is_indexed(const query *q, const query_term *term)
{
    if (!is_one_word(term)) return false;
    for (size_t i = 0; i < q->filters.count; i++)
        if (is_filtered(&q->filters.items[i], (size_t)(term - q->terms.items))) return false;
    return true;
}

/* Looks up in the layers of the document which tokens have the values of a position. */
static status annotate(finder *f, query_position *position)
{
    status state = STATUS_OK;
    position->annotated.count = 0;
    for (size_t i = 0; i < position->words.count && state == STATUS_OK; i++) {
        const query_word *word = &position->words.items[i];
        layer_reader *values = NULL;
        if (word->kind != WORD_LAYER) continue;
        state = layer_open(f->t->row.in, f->t->document, word->layer, &values, f->e);
        if (state == STATUS_OK && values != NULL)
            state = layer_find(values, word->text, word->length, !word->keeps_case,
                               &position->annotated, f->e);
        layer_reader_free(values);
    }
    numbers_sort(&position->annotated);
    return note_document(f->t, state, f->e);
}

static status find_annotated(finder *f)
{
    status state = STATUS_OK;
    for (size_t p = 0; p < f->term->parts.count; p++)
        for (size_t i = 0; i < f->term->parts.items[p].count && state == STATUS_OK; i++)
            if (f->term->parts.items[p].items[i].has_annotations)
                state = annotate(f, &f->term->parts.items[p].items[i]);
    return state;
}

static status find_term(finder *f, hit_list *hits)
{
    enum { FEW = 4 }; /* types, for each of which the bytes are searched through */
    const type_set *types = &f->term->parts.items[0].items[0].types;
    if (is_one_word(f->term) && types->ids.count <= FEW && !f->t->has_ids)
        return find_few(f, types, hits);
    status state = query_text_ids(f->t, f->e);
    if (state == STATUS_OK) state = find_annotated(f);
    if (state == STATUS_OK && f->term->unit == UNIT_PARAGRAPH) state = need_places(f->t, f->e);
    if (state != STATUS_OK) return state;
    return f->term->parts.count > 1 ? find_near(f, hits)
                                    : find_phrase(f, &f->term->parts.items[0], hits);
}

status query_find(query *q, query_text *t, size_t term, hit_list *hits, error *e)
{
    finder f = { .q = q, .t = t, .term = &q->terms.items[term], .e = e };
    size_t from = hits->count;
    status state = find_term(&f, hits);
    for (size_t i = 0; i < q->filters.count && state == STATUS_OK; i++)
        if (is_filtered(&q->filters.items[i], term))
            state = apply_filter(&f, &q->filters.items[i], hits, from);
    list_free(&f.now);
    list_free(&f.next);
    return state;
}

static int by_place(const void *a, const void *b)
{
    const query_hit *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return (x->last > y->last) - (x->last < y->last);
}

void query_hits_sort(hit_list *hits)
{
    if (hits->count < 2) return;
    qsort(hits->items, hits->count, sizeof *hits->items, by_place);
    size_t kept = 0;
    for (size_t i = 1; i < hits->count; i++)
        if (by_place(&hits->items[kept], &hits->items[i]) != 0)
            hits->items[++kept] = hits->items[i];
    hits->count = kept + 1;
}
