/* The language of blocks and of runs inside them, by CLD2 and by script.
 *
 * CLD2 is asked once a block, of which a sample is enough where it goes on in the language of those
 * before; short neighbours are joined. A block that CLD2 has no reliable answer for takes the answer
 * of its neighbourhood only when it is too short to be judged; a long one that looks like no language
 * is "und". */
#ifndef MOONLEAF_TEXT_LANGUAGE_H
#define MOONLEAF_TEXT_LANGUAGE_H

#ifdef __cplusplus
extern "C" {
#endif

#include "base/status.h"
#include "text/block.h"

typedef struct language_guess {
    language_tag tag;
    bool reliable;
    int percent; /* share of the text in that language, 0 .. 100 */
} language_guess;

/* CLD2's own answer for one piece of valid UTF-8. */
language_guess language_guess_of(const char *text, size_t length);

/* The same of a sample, in one question: where CLD2 has no answer at once, nor has this. */
language_guess language_sample_of(const char *text, size_t length);

/* Fills block->language of each block whose language is still "", and appends the runs inside
 * blocks that are of another language (by script). Answers in `main` the language of most bytes of
 * the blocks, "und" when there is none. */
status language_judge(const char *text, block_list *blocks, language_run_list *runs,
                      language_tag *main, error *e);

/* Version of CLD2's tables, for the record of what made the derived data. */
const char *language_version(void);

#ifdef __cplusplus
}
#endif

#endif
