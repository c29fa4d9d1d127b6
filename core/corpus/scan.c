#include "corpus/scan.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/scan_document.h"
#include "corpus/scan_types.h"

enum { TABLE_BYTES = 96 << 20, KEPT_BYTES = 128 << 20 }; /* with the rest under 300 MiB */

/* A token that counts. */
typedef struct counted {
    uint32_t key, token;
} counted;

/* How many tokens of a language count, and how many of them lie behind. */
typedef struct extent {
    uint64_t length, behind;
} extent;

typedef struct scan {
    const scan_request *request;
    frequencies *out;
    scan_tokens tokens;     /* of the document */
    uint32_t ordinal, part; /* of it */
    tally_key group;        /* language and part, as they stand in a key */
    frequency_group *here;  /* the same */
    LIST(frequency_group) groups;
    map *numbers;           /* part and language -> index of the group + 1 */
    LIST(counted) sentence; /* or the piece of one in which n-grams are */
    LIST(extent) extents;   /* of each language: for equal parts */
    bool is_measuring;      /* ... whose lengths a pass before the others finds */
    bool is_again;          /* groups are filled */
    error *e;
} scan;

static unsigned bits_of(uint64_t highest)
{
    unsigned bits = 0;
    for (; highest > 0; highest >>= 1) bits++;
    return bits;
}

/* --- Groups --- */

static frequency_group *group_of(scan *s, uint32_t part, uint32_t language)
{
    const uint32_t pair[] = { part, language };
    int64_t at = map_add(s->numbers, (const char *)pair, sizeof pair);
    if (at < 0) return NULL;
    int64_t *number = map_value(s->numbers, (size_t)at);
    if (*number > 0) return &s->groups.items[*number - 1];
    frequency_group *made = list_push(&s->groups);
    if (made == NULL) return NULL;
    *made = (frequency_group){ .part = part, .language = language };
    *number = (int64_t)s->groups.count;
    return made;
}

/* Counts go to that group from now on. */
static status enter(scan *s, uint32_t part, uint32_t language)
{
    const frequencies *f = s->out;
    s->group = (tally_key)language << f->part_bits | part;
    if (s->here != NULL && s->here->part == part && s->here->language == language) return STATUS_OK;
    s->here = group_of(s, part, language);
    return s->here == NULL ? error_memory(s->e) : STATUS_OK;
}

/* Which of the equal parts the next token of the language is in. */
static uint32_t equal_part(scan *s, uint32_t language)
{
    extent *of = &s->extents.items[language];
    return (uint32_t)(of->behind++ * s->request->equal / of->length);
}

/* --- N-grams --- */

static void add(scan *s, tally_key words)
{
    const frequencies *f = s->out;
    tally_key key = words << (f->language_bits + f->part_bits) | s->group;
    if (!s->is_again) s->here->total++;
    tally_add(s->out->entries, key, s->ordinal);
}

/* All n-grams that go on from `words`, of which `filled` words are chosen, behind place `at`. */
static void add_skipping(scan *s, tally_key words, unsigned filled, size_t first, size_t at,
                         unsigned gap)
{
    const scan_request *r = s->request;
    if (filled == r->n) {
        bool is_held =
            r->use != NODE_HELD ||
            scan_holds_hit(&s->tokens, s->sentence.items[first].token, s->sentence.items[at].token);
        if (is_held) add(s, words);
        return;
    }
    for (unsigned skipped = 0; skipped <= gap && at + 1 + skipped < s->sentence.count; skipped++) {
        size_t next = at + 1 + skipped;
        add_skipping(s, words << s->out->word_bits | s->sentence.items[next].key, filled + 1, first,
                     next, gap - skipped);
    }
}

static void add_ngrams(scan *s)
{
    const scan_request *r = s->request;
    size_t count = s->sentence.count;
    for (size_t i = 0; i < count; i++)
        if (count - i >= r->n) add_skipping(s, s->sentence.items[i].key, 1, i, i, r->gap);
    s->sentence.count = 0;
}

/* Words one by one, which may change their group within a sentence. */
static status add_word(scan *s, const counted *word, uint32_t language)
{
    const scan_request *r = s->request;
    uint32_t part = s->part;
    if (r->use == NODE_NEAR) part = scan_has_mark(&s->tokens, word->token, MARK_NEAR) ? 0 : 1;
    else if (r->equal > 0) part = equal_part(s, language);
    status state = enter(s, part, language);
    if (state != STATUS_OK) return state;
    if (!s->is_again) {
        s->here->tokens++;
        s->here->documents += s->here->last_document != s->ordinal;
        s->here->last_document = s->ordinal;
        s->here->hits += scan_has_mark(&s->tokens, word->token, MARK_HIT);
    }
    if (r->n == 1 && r->use != NODE_HELD) add(s, word->key);
    return STATUS_OK;
}

static status measure(scan *s, uint32_t language)
{
    while (s->extents.count <= language)
        if (list_push(&s->extents) == NULL) return error_memory(s->e);
    s->extents.items[language].length++;
    return STATUS_OK;
}

/* Tokens of one sentence in one language. */
static status count_piece(scan *s, uint32_t first, uint32_t end, const scan_stretch *where)
{
    bool is_list = s->request->n > 1 || s->request->use == NODE_HELD;
    status state = STATUS_OK;
    for (uint32_t t = first; t < end && state == STATUS_OK; t++) {
        uint32_t id = s->tokens.ids[t], key = where->keys[id];
        if (key == KEY_UNKNOWN) {
            state = vocabulary_stem(s->out->words, where->keys, id, where->tag.text, s->e);
            key = where->keys[id];
        }
        if (key == KEY_BREAKS) add_ngrams(s);
        if (key == KEY_BREAKS || key == KEY_PASSED || state != STATUS_OK) continue;
        counted word = { key, t };
        state = s->is_measuring ? measure(s, where->language) : add_word(s, &word, where->language);
        if (!is_list || s->is_measuring) continue;
        counted *slot = list_push(&s->sentence);
        if (slot == NULL) return error_memory(s->e);
        *slot = word;
    }
    add_ngrams(s);
    return state;
}

/* --- Documents --- */

static status count_document(scan *s)
{
    const scan_tokens *t = &s->tokens;
    size_t stretch = 0, sentence = 0;
    status state = STATUS_OK;
    for (uint32_t at = 0; at < t->count && state == STATUS_OK;) {
        while (stretch + 1 < t->stretches.count && t->stretches.items[stretch + 1].first <= at)
            stretch++;
        while (sentence < t->starts.count && t->starts.items[sentence] <= at) sentence++;
        uint32_t end = t->count;
        if (stretch + 1 < t->stretches.count) end = t->stretches.items[stretch + 1].first;
        if (sentence < t->starts.count && t->starts.items[sentence] < end)
            end = t->starts.items[sentence];
        const scan_stretch *where = &t->stretches.items[stretch];
        if (where->is_in) state = count_piece(s, at, end, where);
        at = end;
    }
    return state;
}

static status scan_one(scan *s, const scan_document *d)
{
    s->part = d->part;
    s->ordinal++;
    status state = scan_tokens_read(&s->tokens, d->id, s->e);
    if (state == STATUS_OK) state = count_document(s);
    if (state == STATUS_CORPUS) error_prefix(s->e, "document %lld: ", (long long)d->id);
    return state;
}

static status scan_all(scan *s)
{
    const scan_document_list *documents = &s->request->documents;
    status state = STATUS_OK;
    s->ordinal = 0;
    for (size_t i = 0; i < s->extents.count; i++) s->extents.items[i].behind = 0;
    for (size_t i = 0; i < documents->count && state == STATUS_OK; i++)
        state = scan_one(s, &documents->items[i]);
    return state;
}

/* --- The whole --- */

static status lay_out(scan *s)
{
    const scan_request *r = s->request;
    frequencies *f = s->out;
    uint32_t parts = r->use == NODE_NEAR ? 2 : r->equal > 0 ? r->equal : r->parts;
    f->n = r->n;
    f->word_bits = bits_of(vocabulary_keys(f->words));
    f->language_bits = r->by_language ? bits_of(SCAN_LANGUAGES) : 0;
    f->part_bits = bits_of(parts > 1 ? parts - 1 : 0);
    unsigned bits = r->n * f->word_bits + f->language_bits + f->part_bits;
    if (bits > 128)
        return error_set(s->e, STATUS_LIMIT,
                         "%u-grams of so many words and parts are too many to tell apart; count "
                         "shorter ones, or fewer parts",
                         r->n);
    f->entries = tally_create(&(tally_plan){ .bits = bits,
                                             .has_documents = r->has_documents,
                                             .minimum = r->minimum,
                                             .table_bytes = TABLE_BYTES,
                                             .kept_bytes = KEPT_BYTES });
    return f->entries == NULL ? error_memory(s->e) : STATUS_OK;
}

static int by_size(const void *left, const void *right, void *languages)
{
    const frequency_group *a = left, *b = right;
    if (a->part != b->part) return a->part < b->part ? -1 : 1;
    if (a->tokens != b->tokens) return a->tokens > b->tokens ? -1 : 1;
    return strcmp(map_key(languages, a->language, NULL), map_key(languages, b->language, NULL));
}

static status close_groups(scan *s)
{
    frequencies *f = s->out;
    if (s->groups.count > 1)
        qsort_r(s->groups.items, s->groups.count, sizeof *s->groups.items, by_size, f->languages);
    memcpy(&f->groups, &s->groups, sizeof f->groups);
    memset(&s->groups, 0, sizeof s->groups);
    return frequencies_close_groups(f, s->e);
}

static status count(scan *s, store *in)
{
    bool by_types = false;
    status state = lay_out(s);
    if (state == STATUS_OK) state = scan_types_suffice(in, s->request, &by_types, s->e);
    if (by_types && state == STATUS_OK) return scan_types(in, s->request, s->out, s->e);
    if (state == STATUS_OK && s->request->equal > 0) {
        s->is_measuring = true;
        state = scan_all(s);
        s->is_measuring = false;
    }
    for (bool again = true; again && state == STATUS_OK; s->is_again = true) {
        state = scan_all(s);
        if (state == STATUS_OK) state = tally_end_pass(s->out->entries, &again, s->e);
    }
    return state == STATUS_OK ? close_groups(s) : state;
}

status scan_corpus(store *in, const scan_request *request, frequencies **out, error *e)
{
    scan s = { .request = request, .e = e };
    s.out = calloc(1, sizeof *s.out);
    if (s.out == NULL) return error_memory(e);
    s.out->languages = map_create();
    s.numbers = map_create();
    status state = s.out->languages == NULL || s.numbers == NULL ? error_memory(e) : STATUS_OK;
    if (state == STATUS_OK)
        state = vocabulary_open(in, request->by, request->choice, &s.out->words, e);
    if (state == STATUS_OK)
        state = scan_tokens_open(&s.tokens, in, request, s.out->words, s.out->languages, e);
    if (state == STATUS_OK) state = count(&s, in);
    scan_tokens_close(&s.tokens);
    list_free(&s.groups);
    list_free(&s.sentence);
    list_free(&s.extents);
    map_free(s.numbers);
    if (state == STATUS_OK) *out = s.out;
    else frequencies_free(s.out);
    return state;
}
