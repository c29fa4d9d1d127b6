#include "text/language_runs.h"

#include <string.h>

#include "text/language.h"
#include "text/utf8.h"

enum {
    SHORTEST_LETTERS = 2, /* one letter is a sign or a look-alike: a Cyrillic T for a Latin one */
    SHORTEST_GREEK = 3,   /* two are a formula */
    SHORTEST_LATIN = 3,   /* words: fewer are a name */
    ASKED_BYTES = 30,     /* CLD2 says little of shorter runs in a script of many languages */
};

/* Letters of one foreign script and what stands between them. */
typedef struct stretch {
    UScriptCode script;
    size_t start, stop;
    size_t letters, words, kana;
    bool is_attached; /* touches a letter of another script */
} stretch;

typedef struct finder {
    const char *text;
    const block *block;
    UScriptCode dominant;
    const language_counts *counts;
    language_run_list *runs;
    UScriptCode asked; /* the script that was asked for last, and the answer */
    bool is_asked_own;
} finder;

language_tag language_counts_most(const language_counts *counts, UScriptCode script)
{
    language_tag most = { "und" };
    size_t bytes = 0;
    for (size_t i = 0; i < counts->count; i++) {
        const language_count *c = &counts->items[i];
        if (script != USCRIPT_COMMON && c->script != script) continue;
        if (c->bytes > bytes) {
            bytes = c->bytes;
            most = c->language;
        }
    }
    return most;
}

static bool is_und(const language_tag *tag) { return strcmp(tag->text, "und") == 0; }

static bool has_look_alikes(UScriptCode script)
{
    return script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK;
}

/* A block's own scripts are those of its language, and the one that most of it is in (Serbian in
 * Latin letters). */
static bool is_own(finder *f, UScriptCode script)
{
    if (script == f->dominant) return true;
    if (script != f->asked) {
        f->asked = script;
        f->is_asked_own = script_is_used_by(script, f->block->language.text);
    }
    return f->is_asked_own;
}

static bool is_long_enough(const stretch *s)
{
    if (s->script == USCRIPT_LATIN) return s->words >= SHORTEST_LATIN && !s->is_attached;
    if (s->script == USCRIPT_GREEK) return s->letters >= SHORTEST_GREEK && !s->is_attached;
    return s->letters >= SHORTEST_LETTERS && !(has_look_alikes(s->script) && s->is_attached);
}

/* "" when the stretch is better left to its block. */
static language_tag language_of(const finder *f, const stretch *s)
{
    language_tag none = { "" }, tag = language_counts_most(f->counts, s->script);
    if (s->kana > 0) return (language_tag){ "ja" };
    if (s->script != USCRIPT_HAN) {
        language_guess guess = language_guess_of(f->text + s->start, s->stop - s->start);
        bool is_asked = !has_look_alikes(s->script) || s->stop - s->start >= ASKED_BYTES;
        if (is_asked && guess.reliable && script_is_used_by(s->script, guess.tag.text))
            return guess.tag;
        if (s->script == USCRIPT_LATIN) return none;
    }
    if (is_und(&tag)) strcpy(tag.text, script_language(s->script));
    return tag;
}

static status stretch_end(finder *f, stretch *s, error *e)
{
    stretch done = *s;
    *s = (stretch){ .script = USCRIPT_COMMON };
    if (done.script == USCRIPT_COMMON || !is_long_enough(&done)) return STATUS_OK;
    language_tag tag = language_of(f, &done);
    if (tag.text[0] == '\0' || strcmp(tag.text, f->block->language.text) == 0) return STATUS_OK;
    language_run *run = list_push(f->runs);
    if (run == NULL) return error_memory(e);
    *run = (language_run){ { (uint32_t)done.start, (uint32_t)done.stop }, tag };
    return STATUS_OK;
}

static void stretch_take(stretch *s, UScriptCode script, size_t start, size_t stop, uint32_t point)
{
    if (s->script == USCRIPT_COMMON) *s = (stretch){ .script = script, .start = start };
    if (s->letters == 0 || s->stop != start) s->words++;
    s->letters++;
    s->kana += script_is_kana(point);
    s->stop = stop;
}

status language_runs_find(const char *text, const block *b, UScriptCode dominant,
                          const language_counts *counts, language_run_list *runs, error *e)
{
    finder f = { text, b, dominant, counts, runs, USCRIPT_COMMON, false };
    stretch s = { .script = USCRIPT_COMMON };
    UScriptCode before = USCRIPT_COMMON; /* of the character just before, letter or not */
    for (size_t at = b->at.start, next = at; at < b->at.stop; at = next) {
        uint32_t point = utf8_next(text, b->at.stop, &next);
        UScriptCode script = script_of(point);
        if (script != USCRIPT_COMMON && script != s.script) {
            bool is_foreign = !is_own(&f, script);
            bool touches = before != USCRIPT_COMMON;
            if (touches && s.script != USCRIPT_COMMON) s.is_attached = true;
            status outcome = stretch_end(&f, &s, e);
            if (outcome != STATUS_OK) return outcome;
            if (is_foreign) {
                stretch_take(&s, script, at, next, point);
                s.is_attached = touches;
            }
        } else if (script != USCRIPT_COMMON) {
            stretch_take(&s, script, at, next, point);
        }
        before = script;
    }
    return stretch_end(&f, &s, e);
}
