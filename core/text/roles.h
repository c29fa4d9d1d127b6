/* Roles of blocks: which is the title, an abstract, the references, the footer of a web page ...
 *
 * Judged from the section words of the language tables (as a heading, or as a label in front of a
 * paragraph: "Abstract:",
 * "[Аннотация]"), from place, shape, and a language that differs from the body's. */
#ifndef MOONLEAF_TEXT_ROLES_H
#define MOONLEAF_TEXT_ROLES_H

#include "base/status.h"
#include "text/rules.h"

/* Sets block->role where !role_given, and may turn a paragraph into a heading that a section word
 * reveals or that is the title, and a heading into a paragraph that its role shows to be none (an
 * author above an abstract). Languages of the blocks must be judged before. `main` is the
 * document's language. */
status roles_judge(const char *text, block_list *blocks, const text_rules *rules, language_tag main,
                   error *e);

#endif
