/* What the core needs of the language tables to cut and label a text: abbreviations, elided words
 * and section words.
 *
 * plugins/languages/ holds the tables; host/ fills this from them. The core itself knows no
 * language. */
#ifndef MOONLEAF_TEXT_RULES_H
#define MOONLEAF_TEXT_RULES_H

#include "base/map.h"
#include "text/block.h"

/* The rules of one language. */
typedef struct language_rules {
    language_tag tag;
    map *abbreviations; /* folded, with their final full stop: "dr.", "т.е." */
    map *elisions;      /* folded, with their final ': "l'", "qu'"; NULL for none */
} language_rules;

typedef LIST(language_rules) language_rules_list;

/* All tables together. */
typedef struct text_rules {
    language_rules_list languages;
    map *
        sections; /* folded section word ("abstract", "ключевые слова", "参考文献") -> block_role */
} text_rules;

/* The rules of a language, by its tag or the tag's first subtag; NULL when there is no table for
 * it. */
const language_rules *text_rules_find(const text_rules *rules, const char *tag);

/* Adds an empty language; NULL when there is no memory. */
language_rules *text_rules_add(text_rules *rules, const char *tag);

/* Adds an abbreviation, an elided word, or a section word for `role`; all are case-folded here. */
status text_rules_add_abbreviation(language_rules *rules, const char *form, error *e);
status text_rules_add_elision(language_rules *rules, const char *form, error *e);
status text_rules_add_section(text_rules *rules, const char *word, block_role role, error *e);

void text_rules_free(text_rules *rules);

#endif
