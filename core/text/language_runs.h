/* Runs inside a block that are of another language, found by their script. */
#ifndef MOONLEAF_TEXT_LANGUAGE_RUNS_H
#define MOONLEAF_TEXT_LANGUAGE_RUNS_H

#include "base/status.h"
#include "text/block.h"
#include "text/scripts.h"

/* How many bytes of a document's blocks are in a language and mostly in a script. */
typedef struct language_count {
    language_tag language;
    UScriptCode script;
    size_t bytes;
} language_count;

typedef LIST(language_count) language_counts;

/* The language of most bytes in the script, or in any with USCRIPT_COMMON; "und" when there is
 * none. */
language_tag language_counts_most(const language_counts *counts, UScriptCode script);

/* Appends the runs of a block whose language is judged and whose letters are mostly of `dominant`.
 * A run is a maximal stretch of letters, with what stands between them, of one script that the
 * block's language does not use. `counts` are the document's. */
status language_runs_find(const char *text, const block *b, UScriptCode dominant,
                          const language_counts *counts, language_run_list *runs, error *e);

#endif
