/* Scripts of UTF-8 text, and the shape of its words.
 *
 * A script is ICU's UScriptCode; Han and kana count as one (USCRIPT_HAN), since Japanese mixes
 * them. Words that mix digits or capitals into lower case, or two scripts, are what a bad scan
 * leaves of a text: they are counted. */
#ifndef MOONLEAF_TEXT_SCRIPTS_H
#define MOONLEAF_TEXT_SCRIPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unicode/uscript.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct script_profile {
    UScriptCode script;  /* of most letters; USCRIPT_COMMON when there are none */
    size_t letters;      /* letters, and marks that belong to a script */
    size_t others;       /* those of them that are of another script */
    size_t letter_bytes; /* their bytes */
    size_t kana;         /* letters that are Hiragana or Katakana */
    size_t words;        /* of three characters or more, in scripts that have capitals */
    size_t jumbled;      /* those of them that no one would write: "o0s1actu", "cyneOHas" */
} script_profile;

/* The script of a letter or of a mark that belongs to a script; USCRIPT_COMMON for all else. */
UScriptCode script_of(uint32_t point);

bool script_is_kana(uint32_t point);

/* The script of the first letter of a word, Hiragana and Katakana apart; USCRIPT_COMMON when it has
 * none. */
UScriptCode script_of_word(const char *word, size_t length);

/* What text[0, length), valid UTF-8, is written in. */
script_profile script_profile_of(const char *text, size_t length);

/* True when so many words are jumbled that no language can be meant. */
bool script_profile_is_garbled(const script_profile *p);

/* The language that a short text in the script is most likely in, or "und": Thai is "th", Latin may
 * be anything. */
const char *script_language(UScriptCode script);

/* True when the language (BCP 47) is written in the script, by Unicode's locale data. */
bool script_is_used_by(UScriptCode script, const char *language);

#ifdef __cplusplus
}
#endif

#endif
