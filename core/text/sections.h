/* Section words in front of a block: "References" as a heading of its own, "Abstract: ..." and
 * "[Аннотация] ..." as labels.
 *
 * The words are those of the language tables (rules.h); here is only how they are set apart from
 * what follows. */
#ifndef MOONLEAF_TEXT_SECTIONS_H
#define MOONLEAF_TEXT_SECTIONS_H

#include "base/buffer.h"
#include "text/rules.h"

typedef struct section_label {
    bool is_label;   /* a section word stands in front */
    bool is_heading; /* and is all of the block */
    block_role role;
} section_label;

/* Looks for a section word at the beginning of a block. `scratch` is memory to be used again. */
status section_label_find(const char *text, span at, const map *sections, buffer *scratch,
                          section_label *label, error *e);

/* True when the block begins with a few words in brackets or before a colon, known or not. */
bool section_looks_labelled(const char *text, span at);

#endif
