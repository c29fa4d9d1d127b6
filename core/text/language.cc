/* CLD2 behind a C interface. */
#include "text/language.h"

#include <stdio.h> /* compact_lang_det.h needs it and does not say so */
#include <string.h>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "text/scripts.h"

namespace
{

/* CLD2 counts bytes in int; a language shows long before so many. */
const size_t LONGEST = 1 << 20;

/* Pieces that are asked one by one when CLD2 has no answer for the whole. */
const size_t PIECE = 60;

/* CLD2's score of a text over what is usual for its language, times 1000. Measured: of 2,620
 * paragraphs of 46 languages four are below it (the least has 245); pieces of a badly scanned page
 * have 100 to 310. */
const double WEAK_SCORE = 300;

struct answer {
    CLD2::Language language;
    int percent;
    double score;
    bool reliable;
};

answer ask(const char *text, size_t length, int flags)
{
    CLD2::CLDHints hints = { nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE };
    CLD2::Language best[3];
    int percent[3], letters;
    double score[3];
    answer a = {};
    CLD2::ExtDetectLanguageSummary(text, (int)length, true, &hints, flags, best, percent, score,
                                   nullptr, &letters, &a.reliable);
    int chosen = best[0] == CLD2::UNKNOWN_LANGUAGE && best[1] != CLD2::UNKNOWN_LANGUAGE;
    a.language = best[chosen];
    a.percent = percent[chosen];
    a.score = score[chosen];
    if (chosen > 0 || a.language == CLD2::UNKNOWN_LANGUAGE) a.reliable = false;
    return a;
}

/* CLD2 keeps some withdrawn codes, and codes of its own for scripts ("xx-Ital") and for Pig Latin.
 */
language_tag tag_of(CLD2::Language language)
{
    static const struct {
        const char *code, *tag;
    } renamed[] = {
        { "un", "und" }, { "iw", "he" },   { "jw", "jv" },   { "in", "id" },
        { "mo", "ro" },  { "zzp", "und" }, { "tlh", "und" }, { "blu", "hmn" },
    };
    const char *code = CLD2::LanguageCode(language);
    if (strncmp(code, "xx", 2) == 0) code = "un";
    for (const auto &r : renamed) {
        if (strcmp(code, r.code) == 0) code = r.tag;
    }
    language_tag tag = {};
    strncpy(tag.text, code, sizeof tag.text - 1);
    return tag;
}

language_guess guess_from(const answer &a)
{
    language_guess guess = { tag_of(a.language), a.reliable, a.percent };
    if (strcmp(guess.tag.text, "und") == 0) guess = { guess.tag, false, 0 };
    return guess;
}

bool is_continuation(char byte) { return ((unsigned char)byte & 0xc0) == 0x80; }

/* The end of the piece at `start`: behind a space when there is one, never inside a character. */
size_t piece_end(const char *text, size_t length, size_t start)
{
    if (length - start < 2 * PIECE) return length;
    for (size_t at = start + PIECE; at < start + 2 * PIECE; at++) {
        if (text[at] == ' ' || text[at] == '\n') return at;
    }
    size_t at = start + PIECE;
    while (at < length && is_continuation(text[at])) at++;
    return at;
}

/* CLD2 gives up on a text as a whole too early (Russian and Bulgarian laws, for one); its pieces
 * then vote. Pieces of a garbled text vote for a dozen languages, each with a weak score. */
language_guess guess_by_vote(const char *text, size_t length)
{
    size_t votes[CLD2::NUM_LANGUAGES] = { 0 };
    CLD2::Language best = CLD2::UNKNOWN_LANGUAGE;
    for (size_t at = 0, end; at < length; at = end) {
        end = piece_end(text, length, at);
        answer a = ask(text + at, end - at, CLD2::kCLDFlagBestEffort);
        if (a.language == CLD2::UNKNOWN_LANGUAGE || a.score < WEAK_SCORE) continue;
        votes[a.language] += end - at;
        if (votes[a.language] > votes[best]) best = a.language;
    }
    int percent = (int)(votes[best] * 100 / length);
    return guess_from({ best, percent, 0, percent >= 50 });
}

/* Han without kana is taken for Japanese by CLD2 when it is short. */
void settle_han(language_guess *guess, const char *text, size_t length)
{
    if (strcmp(guess->tag.text, "ja") != 0 || script_profile_of(text, length).kana > 0) return;
    *guess = { { "zh" }, false, guess->percent };
}

} // namespace

language_guess language_guess_of(const char *text, size_t length)
{
    if (length > LONGEST) {
        length = LONGEST;
        while (length > 0 && is_continuation(text[length])) length--;
    }
    answer whole = ask(text, length, 0);
    language_guess guess = guess_from(whole);
    if (!guess.reliable || whole.score < WEAK_SCORE) {
        if (length >= 2 * PIECE) {
            guess = guess_by_vote(text, length);
        } else if (!guess.reliable) {
            guess = guess_from(ask(text, length, CLD2::kCLDFlagBestEffort));
            guess.reliable = false;
        }
    }
    settle_han(&guess, text, length);
    return guess;
}

language_guess language_sample_of(const char *text, size_t length)
{
    answer whole = ask(text, length, 0);
    language_guess guess = guess_from(whole);
    if (whole.score < WEAK_SCORE) guess.reliable = false;
    settle_han(&guess, text, length);
    return guess;
}

const char *language_version(void) { return CLD2::DetectLanguageVersion(); }
