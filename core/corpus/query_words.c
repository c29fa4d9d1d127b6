/* The words of a query: sigils, wildcards, alternatives and gaps, cut as a text's are. */
#include <stdlib.h>
#include <string.h>

#include "corpus/query_parts.h"
#include "text/fold.h"
#include "text/properties.h"
#include "text/utf8.h"

enum {
    LONGEST_RUN = 63,  /* characters: a place in it is a bit */
    LONGEST_GAP = 100, /* words */
};

#define GAP_EXAMPLE "\"the *{0,3} of\""
#define GLOB_EXAMPLE "terror* or *ism"
#define REGEX_EXAMPLE "/colou?rs?/"
#define CHOICE_EXAMPLE "\"summit in|at astana\""

/* What is being read. */
typedef struct parsing {
    query *q;
    const char *text;
    query_phrase *phrase;
    query_position *place; /* where alternatives go; NULL while each word begins a position */
    query_word word;       /* what the sigils said */
    buffer folded;
    error *e;
    status state; /* sticky */
} parsing;

size_t query_space_at(const char *text, size_t at)
{
    unsigned char c = (unsigned char)text[at];
    if (c != '\0' && c <= ' ') return 1;
    if (strncmp(text + at, "\u3000", 3) == 0) return 3;
    return strncmp(text + at, "\u00a0", 2) == 0 ? 2 : 0;
}

/* --- Where words end --- */

/* A / begins a regex at the beginning of a word, and behind a sigil or |. */
static bool begins_regex(const char *text, size_t first, size_t at)
{
    return text[at] == '/' && (at == first || strchr("=^|", text[at - 1]) != NULL);
}

/* Behind the / that closes the regex; 0 when none does. */
static size_t regex_end(const char *text, size_t at, size_t stop)
{
    for (at++; at < stop && text[at] != '/'; at++)
        if (text[at] == '\\') at++;
    return at < stop ? at + 1 : 0;
}

status query_word_end(const char *text, size_t at, size_t stop, const char *stops, size_t *end,
                      error *e)
{
    size_t first = at;
    while (at < stop && query_space_at(text, at) == 0 && strchr(stops, text[at]) == NULL) {
        size_t behind = begins_regex(text, first, at) ? regex_end(text, at, stop) : at + 1;
        if (behind == 0)
            return query_wrong(e, text, at, "a regex is not closed by a /", REGEX_EXAMPLE);
        at = behind;
    }
    *end = at;
    return STATUS_OK;
}

/* --- Words --- */

static void fail_at(parsing *r, size_t at, const char *what, const char *example)
{
    if (r->state == STATUS_OK) r->state = query_wrong(r->e, r->text, at, what, example);
}

static void fail_memory(parsing *r)
{
    if (r->state == STATUS_OK) r->state = error_memory(r->e);
}

/* Room for a word at a position of its own, or among the alternatives. */
static query_word *add_word(parsing *r, word_kind kind, size_t at)
{
    query_position *place = r->place;
    if (r->state != STATUS_OK) return NULL;
    if (place != NULL && place->words.count > 0 &&
        place->words.items[place->words.count - 1].column == r->word.column) {
        fail_at(r, at, "each alternative is one word", CHOICE_EXAMPLE);
        return NULL;
    }
    if (place == NULL) place = list_push(r->phrase);
    query_word *word = place != NULL ? list_push(&place->words) : NULL;
    if (word == NULL) {
        fail_memory(r);
        return NULL;
    }
    *word = r->word;
    word->kind = kind;
    return word;
}

static void fill_text(parsing *r, query_word *word, span at)
{
    if (word == NULL) return;
    buffer_clear(&r->folded);
    const char *text = r->text + at.start;
    bool is_raw = word->keeps_case || word->kind == WORD_LAYER;
    if (is_raw) buffer_append(&r->folded, text, at.stop - at.start);
    else text_fold(&r->folded, text, at.stop - at.start);
    if (word->drops_accents) {
        buffer plain = { 0 };
        text_drop_accents(&plain, r->folded.data, r->folded.length);
        buffer_free(&r->folded);
        r->folded = plain;
    }
    word->length = r->folded.length;
    word->text = r->folded.state == STATUS_OK
                     ? arena_copy(&r->q->memory, r->folded.data, r->folded.length)
                     : NULL;
    if (word->text == NULL) fail_memory(r);
}

static bool is_of_run(const char *text, size_t at, size_t stop)
{
    return (property_of(utf8_next(text, stop, &at)) & PROPERTY_DICTIONARY) != 0;
}

static bool holds_run(const char *text, span at)
{
    for (size_t i = at.start; i < at.stop;)
        if (property_of(utf8_next(text, at.stop, &i)) & PROPERTY_DICTIONARY) return true;
    return false;
}

static void add_token(parsing *r, span at)
{
    const char *text = r->text + at.start;
    bool has_star = memchr(text, '*', at.stop - at.start) != NULL;
    bool is_free = !r->word.keeps_case && !r->word.drops_accents && r->word.kind != WORD_STEM;
    word_kind kind = has_star                    ? WORD_GLOB
                     : r->word.kind == WORD_STEM ? WORD_STEM
                     : is_free && is_of_run(r->text, at.start, at.stop) &&
                             utf8_count(text, at.stop - at.start) <= LONGEST_RUN
                         ? WORD_RUN
                         : WORD_FORM;
    if (has_star && r->word.kind == WORD_STEM)
        fail_at(r, at.start, "~ wants a whole word", "~cooperate");
    if (has_star && strspn(text, "*") >= at.stop - at.start)
        fail_at(r, at.start, "* wants a part of a word beside it", GLOB_EXAMPLE);
    fill_text(r, add_word(r, kind, at.start), at);
}

/* Cuts as a text is cut, punctuation left out; neighbours of a script without spaces stay together.
 * A * is taken for a letter. */
static void add_tokens(parsing *r, span at)
{
    buffer plain = { 0 };
    token_list tokens = { 0 };
    size_t length = at.stop - at.start;
    buffer_append(&plain, r->text + at.start, length);
    for (size_t i = 0; plain.state == STATUS_OK && i < length; i++)
        if (plain.data[i] == '*') plain.data[i] = 'x';
    if (plain.state != STATUS_OK ||
        segmenter_tokens(r->q->words, plain.data, (span){ 0, (uint32_t)length }, &tokens, r->e) !=
            STATUS_OK)
        fail_memory(r);
    for (size_t i = 0; r->state == STATUS_OK && i < tokens.count; i++) {
        span cut = tokens.items[i].at;
        if (tokens.items[i].kind == TOKEN_PUNCTUATION) continue;
        while (is_of_run(plain.data, cut.start, cut.stop) && i + 1 < tokens.count &&
               tokens.items[i + 1].at.start == cut.stop && is_of_run(plain.data, cut.stop, length))
            cut.stop = tokens.items[++i].at.stop;
        add_token(r, (span){ at.start + cut.start, at.start + cut.stop });
    }
    list_free(&tokens);
    buffer_free(&plain);
}

static void add_regex(parsing *r, span at)
{
    size_t end = regex_end(r->text, at.start, at.stop);
    if (end != at.stop) {
        fail_at(r, end > 0 ? end : at.start, "a regex ends at the word's end", REGEX_EXAMPLE);
        return;
    }
    query_word *word = add_word(r, WORD_REGEX, at.start);
    if (word == NULL) return;
    if (word->drops_accents) fail_at(r, at.start, "^ does not go with a regex", "^resume");
    status s = regex_create(r->text + at.start + 1, end - at.start - 2, !word->keeps_case,
                            &word->pattern, r->e);
    if (s == STATUS_USAGE) error_prefix(r->e, "column %zu: ", utf8_count(r->text, at.start) + 1);
    if (r->state == STATUS_OK) r->state = s;
}

/* The length of a name before a colon and something behind it; else 0. */
static size_t layer_name(const char *text, span at)
{
    size_t i = at.start;
    while (i < at.stop && ((text[i] >= 'a' && text[i] <= 'z') || (i > at.start && text[i] == '_')))
        i++;
    return i > at.start + 1 && i + 1 < at.stop && text[i] == ':' ? i - at.start : 0;
}

static void add_annotation(parsing *r, span at, size_t name)
{
    query_word *word = add_word(r, WORD_LAYER, at.start);
    if (word == NULL) return;
    word->layer = arena_copy(&r->q->memory, r->text + at.start, name);
    if (word->layer == NULL) fail_memory(r);
    fill_text(r, word, (span){ at.start + (uint32_t)name + 1, at.stop });
}

/* One word with its sigils. */
static void read_word(parsing *r, span at)
{
    r->word = (query_word){ .column = utf8_count(r->text, at.start) + 1 };
    for (; at.start < at.stop && strchr("=^~", r->text[at.start]) != NULL; at.start++) {
        char c = r->text[at.start];
        r->word.keeps_case |= c == '=';
        r->word.drops_accents |= c == '^';
        if (c == '~') r->word.kind = WORD_STEM;
    }
    if (r->word.kind == WORD_STEM && (r->word.keeps_case || r->word.drops_accents))
        fail_at(r, at.start, "~ stands alone before a word", "~cooperate");
    size_t name = layer_name(r->text, at);
    if (name > 0) add_annotation(r, at, name);
    else if (at.start < at.stop && r->text[at.start] == '/') add_regex(r, at);
    else if (holds_run(r->text, at) && memchr(r->text + at.start, '*', at.stop - at.start) != NULL)
        add_token(r, at);
    else add_tokens(r, at);
}

/* --- Gaps and alternatives --- */

/* Reads "*", "*{2}" or "*{0,3}"; false when it is none. */
static bool read_gap(parsing *r, span at)
{
    const char *text = r->text + at.start, *stop = r->text + at.stop;
    unsigned long least = 1, most = 1;
    if (*text != '*' || (text + 1 < stop && text[1] != '{')) return false;
    if (text + 1 < stop) {
        char *end;
        least = most = strtoul(text + 2, &end, 10);
        if (*end == ',') most = strtoul(end + 1, &end, 10);
        if (*end != '}' || end + 1 != stop || least > most || most > LONGEST_GAP)
            fail_at(r, at.start, "a gap has up to 100 words, the fewer first", GAP_EXAMPLE);
    }
    query_position *place = r->state == STATUS_OK ? list_push(r->phrase) : NULL;
    if (place == NULL) fail_memory(r);
    else
        *place =
            (query_position){ .is_gap = true, .least = (uint32_t)least, .most = (uint32_t)most };
    return true;
}

static size_t choice_end(const char *text, size_t at, size_t stop)
{
    size_t first = at;
    while (at < stop && text[at] != '|') {
        size_t behind = begins_regex(text, first, at) ? regex_end(text, at, stop) : 0;
        at = behind > 0 ? behind : at + 1;
    }
    return at;
}

static void read_choices(parsing *r, span at)
{
    size_t end = choice_end(r->text, at.start, at.stop);
    if (end == at.stop) {
        read_word(r, at);
        return;
    }
    r->place = list_push(r->phrase);
    if (r->place == NULL) fail_memory(r);
    for (size_t from = at.start; r->state == STATUS_OK && from <= at.stop; from = end + 1) {
        end = choice_end(r->text, from, at.stop);
        size_t before = r->place->words.count;
        read_word(r, (span){ (uint32_t)from, (uint32_t)end });
        if (r->place->words.count == before)
            fail_at(r, from, "a word is missing beside the |", CHOICE_EXAMPLE);
    }
    r->place = NULL;
}

status query_read_phrase(query *q, const char *text, span at, bool is_quoted, query_phrase *phrase,
                         error *e)
{
    parsing r = { .q = q, .text = text, .phrase = phrase, .e = e };
    for (size_t from = at.start, stop; r.state == STATUS_OK && from < at.stop; from = stop) {
        while (from < at.stop && query_space_at(text, from) > 0) from += query_space_at(text, from);
        stop = from;
        r.state = query_word_end(text, from, at.stop, "", &stop, e);
        span word = { (uint32_t)from, (uint32_t)stop };
        if (r.state == STATUS_OK && from < stop && !(is_quoted && read_gap(&r, word)))
            read_choices(&r, word);
    }
    bool is_open =
        phrase->count > 0 && (phrase->items[0].is_gap || phrase->items[phrase->count - 1].is_gap);
    if (is_open) fail_at(&r, at.start, "a phrase begins and ends with a word", GAP_EXAMPLE);
    buffer_free(&r.folded);
    return r.state;
}
