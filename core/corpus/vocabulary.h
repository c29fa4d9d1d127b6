/* The types of a corpus in memory, as counting needs them: which key a token counts under, and the
 * text of a key.
 *
 * A key is a number: the type's own id, its fold's, or that of a stem, which depends on the
 * language at the token. Numbers are counted; texts are read for what is shown. */
#ifndef MOONLEAF_CORPUS_VOCABULARY_H
#define MOONLEAF_CORPUS_VOCABULARY_H

#include "corpus/count.h"
#include "store/store.h"

/* Which tokens count. Punctuation and symbols are passed over unless they count; a number that does
 * not count breaks an n-gram, as its place is a word's. */
typedef enum token_choice { CHOICE_WORDS, CHOICE_WORDS_AND_NUMBERS, CHOICE_ALL } token_choice;

/* What stands for a type that has no key, or none yet. */
#define KEY_PASSED 0u
#define KEY_BREAKS UINT32_MAX
#define KEY_UNKNOWN (UINT32_MAX - 1)

typedef struct vocabulary vocabulary;

status vocabulary_open(store *s, count_by by, token_choice choice, vocabulary **out, error *e);
void vocabulary_close(vocabulary *v); /* NULL is allowed */

uint32_t vocabulary_size(const vocabulary *v); /* ids are 1 .. size */
uint64_t vocabulary_keys(const vocabulary *v); /* keys are 1 .. this, whatever is counted */

/* The keys by type id, for tokens in that language; KEY_UNKNOWN where vocabulary_stem is to be
 * asked. NULL when there is no memory. They live as long as the vocabulary. */
uint32_t *vocabulary_language(vocabulary *v, const char *language);

/* Fills keys[id]. Fails only with STATUS_NO_MEMORY. */
status vocabulary_stem(vocabulary *v, uint32_t *keys, uint32_t id, const char *language, error *e);

/* Reads the texts of keys, which the functions below need; NULL for all of them. */
status vocabulary_read(vocabulary *v, const uint32_t *keys, size_t count, error *e);

/* The text of a key; and the order of two keys by the bytes of their texts. */
const char *vocabulary_text(const vocabulary *v, uint32_t key, size_t *length);
int vocabulary_compare(const vocabulary *v, uint32_t a, uint32_t b);

/* Makes vocabulary_compare quick, for sorting millions; reads the texts of all keys. */
status vocabulary_rank(vocabulary *v, error *e);

#endif
