#include "corpus/scan.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/scan_document.h"
#include "corpus/scan_postings.h"

/* With the rest under 300 MiB. */
enum { WAITING_BYTES = 48 << 20, COUNTED_BYTES = 128 << 20, KEPT_BYTES = 112 << 20 };

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
    uint32_t *counts;       /* how often each type is in a stretch */
    uint32_t *ids, *keys;   /* the types that are, and their keys */
    LIST(extent) extents;   /* of each language: for equal parts */
    scan_postings indexed;  /* documents that are not decoded */
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

/* The same for a document that is in one language. */
static status group_of_document(void *context, size_t place, const char *language, uint32_t *group)
{
    scan *s = context;
    uint32_t number;
    const char *name = s->request->by_language ? language : "";
    status state = scan_language(s->out->languages, name, &number, s->e);
    if (state != STATUS_OK) return state;
    const frequency_group *made = group_of(s, s->request->documents.items[place].part, number);
    if (made == NULL) return error_memory(s->e);
    *group = (uint32_t)(made - s->groups.items);
    return STATUS_OK;
}

/* Counts go to that group from now on. */
static status enter(scan *s, uint32_t part, uint32_t language)
{
    if (s->here != NULL && s->here->part == part && s->here->language == language) return STATUS_OK;
    s->group = (tally_key)language << s->out->part_bits | part;
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
    tally_add(s->out->entries, key, 1, s->ordinal);
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

/* N-grams without gaps: each is the one before it, shifted by a word. */
static void add_adjoining(scan *s)
{
    const unsigned n = s->request->n, word_bits = s->out->word_bits;
    const tally_key others = ((tally_key)1 << (n - 1) * word_bits) - 1;
    tally_key words = 0;
    for (size_t i = 0; i < s->sentence.count; i++) {
        words = (words & others) << word_bits | s->sentence.items[i].key;
        if (i + 1 >= n) add(s, words);
    }
}

/* The same where 64 bits hold a key, in half the arithmetic. */
static void add_adjoining_short(scan *s)
{
    const unsigned n = s->request->n, word_bits = s->out->word_bits;
    const unsigned group_bits = s->out->language_bits + s->out->part_bits;
    const uint64_t others = ((uint64_t)1 << (n - 1) * word_bits) - 1, group = (uint64_t)s->group;
    uint64_t words = 0;
    for (size_t i = 0; i < s->sentence.count; i++) {
        words = (words & others) << word_bits | s->sentence.items[i].key;
        if (i + 1 >= n) tally_add(s->out->entries, words << group_bits | group, 1, s->ordinal);
    }
    if (!s->is_again && s->sentence.count >= n) s->here->total += s->sentence.count - n + 1;
}

static void add_ngrams(scan *s)
{
    const scan_request *r = s->request;
    size_t count = s->sentence.count;
    bool is_plain = r->gap == 0 && r->use != NODE_HELD;
    if (is_plain && s->out->key_bits <= 64) add_adjoining_short(s);
    else if (is_plain) add_adjoining(s);
    else
        for (size_t i = 0; i + r->n <= count; i++)
            add_skipping(s, s->sentence.items[i].key, 1, i, i, r->gap);
}

/* --- Sentences --- */

static status measure(scan *s, uint32_t language)
{
    while (s->extents.count <= language)
        if (list_push(&s->extents) == NULL) return error_memory(s->e);
    s->extents.items[language].length += s->sentence.count;
    return STATUS_OK;
}

/* The group in which a token of the language counts. */
static status enter_group_of(scan *s, uint32_t at, uint32_t language)
{
    const scan_request *r = s->request;
    if (r->use == NODE_NEAR)
        return enter(s, scan_has_mark(&s->tokens, at, MARK_NEAR) ? 0 : 1, language);
    return enter(s, r->equal > 0 ? equal_part(s, language) : s->part, language);
}

static void describe_group(scan *s, uint64_t tokens)
{
    if (s->is_again) return;
    s->here->tokens += tokens;
    s->here->documents += s->here->last_document != s->ordinal;
    s->here->last_document = s->ordinal;
}

/* Counts words one by one, as they may be in different groups. */
static status count_words(scan *s, uint32_t language)
{
    const scan_request *r = s->request;
    status state = STATUS_OK;
    for (size_t i = 0; i < s->sentence.count && state == STATUS_OK; i++) {
        counted word = s->sentence.items[i];
        state = enter_group_of(s, word.token, language);
        if (state != STATUS_OK) break;
        describe_group(s, 1);
        if (!s->is_again) s->here->hits += scan_has_mark(&s->tokens, word.token, MARK_HIT);
        if (r->n == 1 && r->use != NODE_HELD) add(s, word.key);
    }
    return state;
}

static status count_sentence(scan *s, uint32_t language)
{
    const scan_request *r = s->request;
    status state = STATUS_OK;
    if (s->sentence.count == 0) return STATUS_OK;
    if (s->is_measuring) state = measure(s, language);
    else if (r->use != NODE_NONE || r->equal > 0) state = count_words(s, language);
    else {
        state = enter(s, s->part, language);
        if (state == STATUS_OK) describe_group(s, s->sentence.count);
    }
    if (state == STATUS_OK && !s->is_measuring && (r->n > 1 || r->use == NODE_HELD)) add_ngrams(s);
    s->sentence.count = 0;
    return state;
}

/* The key of a type in the stretch. */
static inline status key_of(scan *s, const scan_stretch *where, uint32_t id, uint32_t *key)
{
    *key = where->keys[id];
    if (*key != KEY_UNKNOWN) return STATUS_OK;
    status state = vocabulary_stem(s->out->words, where->keys, id, where->tag.text, s->e);
    *key = where->keys[id];
    return state;
}

enum { AHEAD = 24 }; /* tokens whose keys are fetched before they are asked for */

/* Tokens of one sentence in one language. */
static status count_piece(scan *s, uint32_t first, uint32_t end, const scan_stretch *where)
{
    status state = STATUS_OK;
    for (uint32_t t = first; t < end && state == STATUS_OK; t++) {
        uint32_t key;
        if (t + AHEAD < s->tokens.count) __builtin_prefetch(&where->keys[s->tokens.ids[t + AHEAD]]);
        state = key_of(s, where, s->tokens.ids[t], &key);
        if (key == KEY_PASSED || state != STATUS_OK) continue;
        if (key == KEY_BREAKS) state = count_sentence(s, where->language);
        else s->sentence.items[s->sentence.count++] = (counted){ key, t };
    }
    return state == STATUS_OK ? count_sentence(s, where->language) : state;
}

/* --- Words by themselves --- */

/* Adds up the types of a stretch before the tally sees them: a text has most of its words often. */
static status count_types(scan *s, uint32_t first, uint32_t end, const scan_stretch *where)
{
    const frequencies *f = s->out;
    status state = STATUS_OK;
    uint64_t tokens = 0;
    size_t types = 0;
    for (uint32_t t = first; t < end; t++) {
        uint32_t id = s->tokens.ids[t];
        s->ids[types] = id; /* a type that is new half of the time: better written than guessed */
        types += s->counts[id]++ == 0;
    }
    for (size_t i = 0; i < types; i++) s->keys[i] = where->keys[s->ids[i]];
    for (size_t i = 0; i < types; i++) {
        uint32_t id = s->ids[i], count = s->counts[id], key = s->keys[i];
        s->counts[id] = 0;
        if (key == KEY_UNKNOWN && state == STATUS_OK) state = key_of(s, where, id, &key);
        if (key == KEY_PASSED || key == KEY_BREAKS || state != STATUS_OK) continue;
        if (tokens == 0) state = enter(s, s->part, where->language);
        tokens += count;
        tally_add(f->entries, (tally_key)key << (f->language_bits + f->part_bits) | s->group, count,
                  s->ordinal);
    }
    if (state != STATUS_OK || tokens == 0) return state;
    describe_group(s, tokens);
    if (!s->is_again) s->here->total += tokens;
    return STATUS_OK;
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
        if (where->is_in)
            state =
                t->has_sentences ? count_piece(s, at, end, where) : count_types(s, at, end, where);
        at = end;
    }
    return state;
}

/* A sentence is no longer than its document. */
static status make_room(scan *s)
{
    if (s->tokens.count <= s->sentence.capacity) return STATUS_OK;
    counted *items = realloc(s->sentence.items, s->tokens.count * sizeof *items);
    if (items == NULL) return error_memory(s->e);
    s->sentence.items = items;
    s->sentence.capacity = s->tokens.count;
    return STATUS_OK;
}

static status scan_one(scan *s, const scan_document *d)
{
    s->ordinal++;
    if (!scan_postings_leaves(&s->indexed, d->id)) return STATUS_OK;
    s->part = d->part;
    status state = scan_tokens_read(&s->tokens, d->id, s->e);
    if (state == STATUS_OK) state = make_room(s);
    if (state == STATUS_OK) state = count_document(s);
    if (state == STATUS_CORPUS) error_prefix(s->e, "document %lld: ", (long long)d->id);
    return state;
}

static status scan_all(scan *s)
{
    const scan_document_list *documents = &s->request->documents;
    status state = scan_postings_count(&s->indexed, s->out, s->groups.items, s->groups.count,
                                       s->is_again, s->e);
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
    unsigned bits = f->key_bits = r->n * f->word_bits + f->language_bits + f->part_bits;
    if (bits > 128)
        return error_set(s->e, STATUS_LIMIT,
                         "%u-grams of so many words and parts are too many to tell apart; count "
                         "shorter ones, or fewer parts",
                         r->n);
    f->entries = tally_create(&(tally_plan){ .bits = bits,
                                             .has_documents = r->has_documents,
                                             .minimum = r->minimum,
                                             .waiting_bytes = WAITING_BYTES,
                                             .bytes = COUNTED_BYTES,
                                             .kept_bytes = KEPT_BYTES });
    size_t types = (size_t)vocabulary_size(f->words) + 2; /* an id is written before it counts */
    s->counts = calloc(types, sizeof *s->counts);
    s->ids = malloc(types * sizeof *s->ids);
    s->keys = malloc(types * sizeof *s->keys);
    bool is_short = f->entries == NULL || s->counts == NULL || s->ids == NULL || s->keys == NULL;
    return is_short ? error_memory(s->e) : STATUS_OK;
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
    size_t kept = 0;
    for (size_t i = 0; i < s->groups.count; i++)
        if (s->groups.items[i].tokens > 0) s->groups.items[kept++] = s->groups.items[i];
    s->groups.count = kept;
    if (s->groups.count > 1)
        qsort_r(s->groups.items, s->groups.count, sizeof *s->groups.items, by_size, f->languages);
    memcpy(&f->groups, &s->groups, sizeof f->groups);
    memset(&s->groups, 0, sizeof s->groups);
    return frequencies_close_groups(f, s->e);
}

static status count(scan *s, store *in)
{
    status state = lay_out(s);
    if (state == STATUS_OK)
        state = scan_postings_open(&s->indexed, in, s->request, group_of_document, s, s->e);
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
    scan_postings_close(&s.indexed);
    scan_tokens_close(&s.tokens);
    list_free(&s.groups);
    list_free(&s.sentence);
    free(s.counts);
    free(s.ids);
    free(s.keys);
    list_free(&s.extents);
    map_free(s.numbers);
    if (state == STATUS_OK) *out = s.out;
    else frequencies_free(s.out);
    return state;
}
