#include <stdlib.h>
#include <string.h>

#include "text/language.h"
#include "text/language_runs.h"
#include "text/scripts.h"

enum {
    SHORT_BYTES =
        60, /* of letters: CLD2 is often sure and wrong about less ("Yang Jun" is Indonesian) */
    JOINT_BYTES = 120,  /* of letters: enough for a joint question of short neighbours */
    JOINT_PERCENT = 80, /* less means that the neighbours do not speak one language */
    ALONE_BYTES = 12,   /* of letters: less says nothing, even where nobody else says anything */
    WINDOW = 400,       /* bytes of a long block that are asked at its start, middle and end */
    SAMPLE = 240, /* bytes that are enough to say that a block goes on in the language before it */
    STEADY_SAMPLE = 60, /* the same where so many blocks before it were in that language; by */
    STEADY = 4,         /* itself CLD2 takes a Bulgarian paragraph in three for Serbian then */
};

/* What is known of a block while the document is judged. */
typedef struct opinion {
    script_profile shape;
    language_guess guess;
    language_tag language;
    const struct opinion *before, *behind; /* the nearest settled blocks in the same script */
    bool is_given;                         /* by the loader */
    bool is_settled; /* given, or judged by its own letters or its group's; others lean on it */
    bool is_asked;   /* long enough to be asked alone */
    uint32_t steady; /* blocks up to this one that were settled in one language */
} opinion;

typedef struct judgement {
    const char *text;
    block_list *blocks;
    opinion *opinions;
} judgement;

/* White space, brackets and letters beyond ASCII end an address. */
static bool is_address_byte(char c)
{
    return c > ' ' && c < 0x7f && strchr("<>()[]{}\"", c) == NULL;
}

static bool is_und(const language_tag *tag) { return strcmp(tag->text, "und") == 0; }

static bool is_same(const language_tag *a, const language_tag *b)
{
    return strcmp(a->text, b->text) == 0;
}

/* The same language, in whatever script or region. */
static bool is_akin(const language_tag *a, const language_tag *b)
{
    size_t length = strcspn(a->text, "-");
    return strcspn(b->text, "-") == length && memcmp(a->text, b->text, length) == 0;
}

static void settle(opinion *o, language_tag language)
{
    o->language = language;
    o->is_settled = true;
}

/* Counts on from the block before, if there is one. */
static void count_steady(opinion *o, const opinion *before)
{
    bool goes_on = o->is_settled && before != NULL && is_akin(&before->language, &o->language);
    o->steady = !o->is_settled ? 0 : goes_on ? before->steady + 1 : 1;
}

static uint32_t character_start(const char *text, uint32_t at)
{
    while (((unsigned char)text[at] & 0xc0) == 0x80) at--;
    return at;
}

/* Three windows that agree speak for a long block; where they do not, all of it is asked. */
static language_guess guess_of_long(const char *text, span at)
{
    uint32_t length = at.stop - at.start;
    if (length < 6 * WINDOW) return language_guess_of(text + at.start, length);
    uint32_t starts[3] = { at.start, at.start + length / 2, at.stop - WINDOW };
    language_guess guess = { 0 };
    for (int i = 0; i < 3; i++) {
        uint32_t start = character_start(text, starts[i]);
        uint32_t stop = i == 2 ? at.stop : character_start(text, starts[i] + WINDOW);
        language_guess window = language_guess_of(text + start, stop - start);
        if (i == 0) guess = window;
        if (!window.reliable || !is_same(&window.tag, &guess.tag)) {
            return language_guess_of(text + at.start, length);
        }
    }
    return guess;
}

/* A sample of the block, moved to where a character begins. */
static language_guess sample_at(const judgement *j, uint32_t start, uint32_t length)
{
    start = character_start(j->text, start);
    return language_sample_of(j->text + start, character_start(j->text, start + length) - start);
}

/* Most blocks are in the language of the one before. True when a sample says surely that this one
 * is, behind many of that language a small one, from its start, middle or end. */
static bool goes_on(const judgement *j, span at, const opinion *before, language_guess *guess)
{
    uint32_t length = at.stop - at.start;
    if (before->steady >= STEADY && length >= 4 * STEADY_SAMPLE) {
        *guess = (language_guess){ 0 };
        for (uint32_t i = 0; i < 3 && !guess->reliable; i++)
            *guess = sample_at(j, at.start + (length - STEADY_SAMPLE) / 2 * i, STEADY_SAMPLE);
        if (guess->reliable && is_same(&guess->tag, &before->language)) return true;
    }
    if (!before->is_settled || length < 2 * SAMPLE) return false;
    *guess = sample_at(j, at.start, SAMPLE);
    return guess->reliable && is_akin(&guess->tag, &before->language);
}

static language_guess guess_of_block(const judgement *j, size_t i)
{
    span at = j->blocks->items[i].at;
    language_guess guess;
    if (i > 0 && goes_on(j, at, &j->opinions[i - 1], &guess)) return guess;
    return guess_of_long(j->text, at);
}

static void judge_alone(judgement *j, size_t i)
{
    opinion *o = &j->opinions[i];
    const block *b = &j->blocks->items[i];
    o->shape = script_profile_of(j->text + b->at.start, b->at.stop - b->at.start);
    if (b->language.text[0] != '\0') {
        settle(o, b->language);
        o->is_given = true;
    } else if (script_profile_is_garbled(&o->shape)) {
        settle(o, (language_tag){ "und" });
    } else if (o->shape.letter_bytes >= SHORT_BYTES) {
        o->guess = guess_of_block(j, i);
        o->is_asked = true;
        if (o->guess.reliable) settle(o, o->guess.tag);
    }
}

static bool is_short(const opinion *o)
{
    return !o->is_settled && !o->is_asked && o->shape.letters > 0;
}

/* Answers together for the short blocks from `first` on that stand side by side in one script,
 * until there are letters enough; returns the block behind them. */
static size_t judge_group(judgement *j, size_t first)
{
    size_t letters = 0, end = first, last = first;
    UScriptCode script = j->opinions[first].shape.script;
    for (; end < j->blocks->count && letters < JOINT_BYTES; end++) {
        const opinion *o = &j->opinions[end];
        if (o->shape.letters == 0 && !o->is_settled) continue;
        if (!is_short(o) || o->shape.script != script) break;
        letters += o->shape.letter_bytes;
        last = end;
    }
    span at = { j->blocks->items[first].at.start, j->blocks->items[last].at.stop };
    if (letters < SHORT_BYTES) return last + 1;
    language_guess guess = language_guess_of(j->text + at.start, at.stop - at.start);
    if (!guess.reliable || guess.percent < JOINT_PERCENT) return last + 1;
    for (size_t i = first; i <= last; i++) {
        if (is_short(&j->opinions[i])) settle(&j->opinions[i], guess.tag);
    }
    return last + 1;
}

static void judge_groups(judgement *j)
{
    for (size_t i = 0; i < j->blocks->count;) {
        if (is_short(&j->opinions[i])) {
            i = judge_group(j, i);
        } else {
            i++;
        }
    }
}

/* Gives each block that is not settled the settled ones in its script that are nearest before and
 * behind it. */
static void find_neighbours(judgement *j)
{
    size_t count = j->blocks->count;
    const opinion *nearest[USCRIPT_CODE_LIMIT] = { NULL };
    for (size_t i = 0; i < count; i++) {
        opinion *o = &j->opinions[i];
        o->before = nearest[o->shape.script];
        if (o->is_settled) nearest[o->shape.script] = o;
    }
    memset(nearest, 0, sizeof nearest);
    for (size_t i = count; i-- > 0;) {
        opinion *o = &j->opinions[i];
        o->behind = nearest[o->shape.script];
        if (o->is_settled) nearest[o->shape.script] = o;
    }
}

/* The neighbour that speaks the language that CLD2 leans to, else the nearer one; of two as near
 * the one behind, since a heading belongs to what follows. NULL when there is none. */
static const opinion *neighbour_of(const opinion *o)
{
    if (o->before == NULL || o->behind == NULL) return o->before != NULL ? o->before : o->behind;
    if (is_same(&o->behind->language, &o->guess.tag)) return o->behind;
    if (is_same(&o->before->language, &o->guess.tag)) return o->before;
    return o->behind - o <= o - o->before ? o->behind : o->before;
}

/* Russian is so much more frequent than its neighbours that a lean to it is enough where nothing
 * speaks against it. */
static bool is_likely_russian(const opinion *o)
{
    return o->shape.script == USCRIPT_CYRILLIC && strcmp(o->guess.tag.text, "ru") == 0;
}

/* A long block without a reliable answer: CLD2 must at least lean to the neighbourhood's language,
 * or the script must have few languages. */
static language_tag lean_long(const opinion *o, language_tag near)
{
    bool is_crowded = o->shape.script == USCRIPT_LATIN || o->shape.script == USCRIPT_CYRILLIC ||
                      o->shape.script == USCRIPT_ARABIC || o->shape.script == USCRIPT_DEVANAGARI;
    if (is_same(&o->guess.tag, &near) || !is_crowded) return o->guess.tag;
    if (is_und(&near) && is_likely_russian(o)) return o->guess.tag;
    return (language_tag){ "und" };
}

/* A short block that stands alone in its script. */
static language_tag lean_alone(const opinion *o)
{
    bool is_enough = o->guess.reliable && o->shape.letter_bytes >= ALONE_BYTES;
    if ((is_enough || is_likely_russian(o)) &&
        script_is_used_by(o->shape.script, o->guess.tag.text)) {
        return o->guess.tag;
    }
    language_tag tag = { "und" };
    strcpy(tag.text, script_language(o->shape.script));
    return tag;
}

/* What the neighbourhood, the document and the script say about a block that is not settled. */
static language_tag lean(judgement *j, size_t i, language_tag main)
{
    opinion *o = &j->opinions[i];
    if (o->shape.letters == 0) return main;
    span at = j->blocks->items[i].at;
    if (!o->is_asked) o->guess = language_guess_of(j->text + at.start, at.stop - at.start);
    const opinion *neighbour = neighbour_of(o);
    bool fits =
        neighbour == NULL && !is_und(&main) && script_is_used_by(o->shape.script, main.text);
    language_tag near = neighbour != NULL ? neighbour->language : (language_tag){ "und" };
    if (fits) near = main;
    if (o->is_asked) return lean_long(o, near);
    return neighbour != NULL || fits ? near : lean_alone(o);
}

/* Bytes by language and script of the blocks that are judged so far; garbled ones and the like do
 * not count. */
static status count_languages(const judgement *j, language_counts *counts, error *e)
{
    counts->count = 0;
    for (size_t i = 0; i < j->blocks->count; i++) {
        const opinion *o = &j->opinions[i];
        const block *b = &j->blocks->items[i];
        if (o->language.text[0] == '\0' || is_und(&o->language) || o->shape.letters == 0) continue;
        size_t at = 0;
        while (at < counts->count && !(counts->items[at].script == o->shape.script &&
                                       is_same(&counts->items[at].language, &o->language))) {
            at++;
        }
        if (at == counts->count) {
            language_count *added = list_push(counts);
            if (added == NULL) return error_memory(e);
            *added = (language_count){ o->language, o->shape.script, 0 };
        }
        counts->items[at].bytes += b->at.stop - b->at.start;
    }
    return STATUS_OK;
}

static size_t bytes_in(const language_counts *counts, const char *language)
{
    size_t bytes = 0;
    for (size_t i = 0; i < counts->count; i++) {
        if (strcmp(counts->items[i].language.text, language) == 0) bytes += counts->items[i].bytes;
    }
    return bytes;
}

/* Languages that CLD2 takes for each other paragraph by paragraph: a document is in the one of most
 * bytes. */
static void agree_on_twins(judgement *j, const language_counts *counts)
{
    static const language_tag twins[][2] = { { { "hr" }, { "bs" } }, { { "id" }, { "ms" } } };
    for (size_t t = 0; t < sizeof twins / sizeof *twins; t++) {
        size_t first = bytes_in(counts, twins[t][0].text),
               second = bytes_in(counts, twins[t][1].text);
        if (first == 0 || second == 0) continue;
        int winner = second > first;
        for (size_t i = 0; i < j->blocks->count; i++) {
            opinion *o = &j->opinions[i];
            if (!o->is_given && is_same(&o->language, &twins[t][!winner]))
                o->language = twins[t][winner];
        }
    }
}

static status judge_blocks(judgement *j, language_counts *counts, error *e)
{
    for (size_t i = 0; i < j->blocks->count; i++) {
        judge_alone(j, i);
        count_steady(&j->opinions[i], i > 0 ? &j->opinions[i - 1] : NULL);
    }
    judge_groups(j);
    status outcome = count_languages(j, counts, e);
    if (outcome != STATUS_OK) return outcome;
    agree_on_twins(j, counts);
    language_tag main = language_counts_most(counts, USCRIPT_COMMON);
    find_neighbours(j);
    for (size_t i = 0; i < j->blocks->count; i++) {
        opinion *o = &j->opinions[i];
        if (!o->is_settled) o->language = lean(j, i, main);
        j->blocks->items[i].language = o->language;
    }
    return count_languages(j, counts, e);
}

static status judge_runs(const judgement *j, const language_counts *counts, language_run_list *runs,
                         error *e)
{
    for (size_t i = 0; i < j->blocks->count; i++) {
        const script_profile *shape = &j->opinions[i].shape;
        if (shape->others == 0) continue;
        status outcome =
            language_runs_find(j->text, &j->blocks->items[i], shape->script, counts, runs, e);
        if (outcome != STATUS_OK) return outcome;
    }
    return STATUS_OK;
}

/* A copy of the text with blanks for its addresses, which are in no language; NULL without memory.
 */
static char *without_addresses(const char *text, size_t length)
{
    char *copy = malloc(length + 1);
    if (copy == NULL) return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    char *end = copy + length, *at = copy;
    while ((at = memchr(at, ':', (size_t)(end - at))) != NULL) {
        if (end - at < 3 || memcmp(at, "://", 3) != 0) {
            at++;
            continue;
        }
        while (at > copy && is_address_byte(at[-1])) at--;
        while (at < end && is_address_byte(*at)) *at++ = ' ';
    }
    return copy;
}

status language_judge(const char *text, block_list *blocks, language_run_list *runs,
                      language_tag *main, error *e)
{
    *main = (language_tag){ "und" };
    if (blocks->count == 0) return STATUS_OK;
    judgement j = { NULL, blocks, calloc(blocks->count, sizeof *j.opinions) };
    char *plain = without_addresses(text, blocks->items[blocks->count - 1].at.stop);
    j.text = plain;
    if (j.opinions == NULL || plain == NULL) {
        free(plain);
        free(j.opinions);
        return error_memory(e);
    }
    language_counts counts = { 0 };
    status outcome = judge_blocks(&j, &counts, e);
    if (outcome == STATUS_OK) outcome = judge_runs(&j, &counts, runs, e);
    if (outcome == STATUS_OK) *main = language_counts_most(&counts, USCRIPT_COMMON);
    list_free(&counts);
    free(plain);
    free(j.opinions);
    return outcome;
}
