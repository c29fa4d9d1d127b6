#include "corpus/hyphens.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "text/fold.h"
#include "text/shape.h"
#include "text/utf8.h"

/* How sure the readings are: by a word of the document, by its compound, or by habit alone, for
 * most hyphens at the end of a line divide a word. */
static const double SEEN = 0.98, COMPOUND = 0.95, UNSEEN = 0.9;

/* A word that is divided: [left, hyphen) and [right, stop), with hyphen and line end between. */
typedef struct division {
    uint32_t left, hyphen, right, stop;
    uint32_t hyphen_size;
} division;

typedef struct hyphens {
    const document *d;
    LIST(division) found;
    map *words; /* folded: words -> how often, apart from halves; compounds inside lines */
    buffer word, key;
    int64_t nothing;
    bool has_no_memory;
} hyphens;

static bool is_letter(uint32_t point)
{
    return u_isalpha((UChar32)point) || (U_GET_GC_MASK((UChar32)point) & U_GC_M_MASK) != 0;
}

static uint32_t word_start(const char *text, uint32_t at)
{
    for (uint32_t before = at; before > 0; at = before)
        if (!is_letter(shape_previous(text, 0, &before))) break;
    return at;
}

static uint32_t word_stop(const char *text, size_t length, uint32_t at)
{
    for (size_t next = at; next < length; at = (uint32_t)next)
        if (!is_letter(utf8_next(text, length, &next))) break;
    return at;
}

/* Bytes of the hyphen that ends at `at`: "-", U+2010 or a soft hyphen; 0 when there is none. */
static uint32_t hyphen_before(const char *text, uint32_t at)
{
    if (at >= 1 && text[at - 1] == '-') return 1;
    if (at >= 2 && memcmp(text + at - 2, "\u00ad", 2) == 0) return 2;
    return at >= 3 && memcmp(text + at - 3, "\u2010", 3) == 0 ? 3 : 0;
}

/* A capital may only follow capitals ("COOPERA-TION"), and a blank line nothing but small letters.
 */
static bool may_go_on(const char *text, uint32_t hyphen, uint32_t newline, span right)
{
    opening opens = shape_opening(text, right);
    if (opens != OPENS_UPPER)
        return opens == OPENS_LOWER ||
               memchr(text + newline + 1, '\n', right.start - newline - 1) == NULL;
    return u_isupper((UChar32)shape_previous(text, 0, &hyphen));
}

/* Looks at the end of the line at `newline`. */
static status look_at(hyphens *h, uint32_t newline, error *e)
{
    const char *text = h->d->text.data;
    size_t length = h->d->text.length;
    uint32_t end = newline, right = newline + 1;
    if (end > 0 && text[end - 1] == '\r') end--;
    uint32_t size = hyphen_before(text, end);
    if (size == 0) return STATUS_OK;
    while (right < length && strchr(" \t\r\n\f", text[right]) != NULL) right++;
    division found = { .hyphen = end - size, .right = right, .hyphen_size = size };
    found.left = word_start(text, found.hyphen);
    found.stop = word_stop(text, length, right);
    if (found.left == found.hyphen || found.stop == right ||
        !may_go_on(text, found.hyphen, newline, (span){ right, found.stop }))
        return STATUS_OK;
    division *slot = list_push(&h->found);
    if (slot == NULL) return error_memory(e);
    *slot = found;
    return STATUS_OK;
}

static status find_divisions(hyphens *h, error *e)
{
    const char *text = h->d->text.data, *end = text + h->d->text.length;
    status s = STATUS_OK;
    for (const char *p = text; s == STATUS_OK && (p = memchr(p, '\n', (size_t)(end - p))) != NULL;
         p++)
        s = look_at(h, (uint32_t)(p - text), e);
    return s;
}

/* ---- what the document knows ---- */

/* How often the document has h->word, folded; the word is emptied. */
static int64_t *times(hyphens *h)
{
    buffer_clear(&h->key);
    bool is_folded = text_fold(&h->key, h->word.data, h->word.length) == STATUS_OK;
    int64_t entry = is_folded && h->word.state == STATUS_OK
                        ? map_add(h->words, h->key.data, h->key.length)
                        : -1;
    buffer_clear(&h->word);
    if (entry < 0) h->has_no_memory = true;
    return entry < 0 ? &h->nothing : map_value(h->words, (size_t)entry);
}

static int64_t *times_of(hyphens *h, span left, const char *between, span right)
{
    const char *text = h->d->text.data;
    buffer_append(&h->word, text + left.start, left.stop - left.start);
    buffer_text(&h->word, between);
    buffer_append(&h->word, text + right.start, right.stop - right.start);
    return times(h);
}

static span left_of(const division *f) { return (span){ f->left, f->hyphen }; }
static span right_of(const division *f) { return (span){ f->right, f->stop }; }

static status count_words(hyphens *h, const uint32_t *ids, size_t tokens, error *e)
{
    size_t forms = map_count(h->d->forms);
    int64_t *counts = calloc(forms + 1, sizeof *counts);
    if (counts == NULL) return error_memory(e);
    for (size_t i = 0; i < tokens; i++) counts[ids[i]]++;
    for (size_t i = 0; i < forms; i++) {
        size_t length;
        const char *form = map_key(h->d->forms, i, &length);
        buffer_append(&h->word, form, length);
        *times(h) += counts[i];
    }
    free(counts);
    for (size_t i = 0; i < h->found.count; i++) {
        --*times_of(h, left_of(&h->found.items[i]), "", (span){ 0, 0 });
        --*times_of(h, right_of(&h->found.items[i]), "", (span){ 0, 0 });
    }
    return STATUS_OK;
}

static void count_compounds(hyphens *h)
{
    const char *text = h->d->text.data, *end = text + h->d->text.length;
    for (const char *p = text; (p = memchr(p, '-', (size_t)(end - p))) != NULL; p++) {
        uint32_t at = (uint32_t)(p - text);
        span left = { word_start(text, at), at };
        span right = { at + 1, word_stop(text, h->d->text.length, at + 1) };
        if (left.start < left.stop && right.start < right.stop) ++*times_of(h, left, "-", right);
    }
}

static status judge(hyphens *h, const division *f, reading_list *out, error *e)
{
    span left = left_of(f), right = right_of(f), none = { 0, 0 };
    reading r = { { f->hyphen, f->right }, (char *)"", (char *)READING_HYPHENATION, UNSEEN };
    int64_t word = *times_of(h, left, "", right), compound = *times_of(h, left, "-", right);
    bool are_words = *times_of(h, left, "", none) > 0 && *times_of(h, right, "", none) > 0;
    if (word > 0) r.confidence = SEEN;
    else if (compound > 0) r.confidence = COMPOUND;
    else if (are_words) return STATUS_OK;
    if (word <= 0 && compound > 0) r.at.start = f->hyphen + f->hyphen_size;
    return readings_add(out, &r, e);
}

status readings_find_hyphens(const document *d, const uint32_t *ids, size_t tokens,
                             reading_list *out, error *e)
{
    hyphens h = { .d = d };
    status s = find_divisions(&h, e);
    if (s == STATUS_OK && h.found.count > 0) {
        h.words = map_create();
        s = h.words == NULL ? error_memory(e) : count_words(&h, ids, tokens, e);
        if (s == STATUS_OK) count_compounds(&h);
        for (size_t i = 0; i < h.found.count && s == STATUS_OK; i++)
            s = judge(&h, &h.found.items[i], out, e);
        if (s == STATUS_OK && h.has_no_memory) s = error_memory(e);
    }
    map_free(h.words);
    buffer_free(&h.word);
    buffer_free(&h.key);
    list_free(&h.found);
    return s;
}
