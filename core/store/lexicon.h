/* The lexicon: every distinct form of the corpus with its id, fold, kind and counts.
 *
 * Ids are dense, from 1. A form's fold is the id of its case-folded form, which is itself a type
 * (with frequency 0 when the text never has it). A `lexicon` is the writer's view: it keeps what it
 * has seen in memory and writes counts once, when flushed. When the table was empty at the start,
 * it never looks there. */
#ifndef MOONLEAF_STORE_LEXICON_H
#define MOONLEAF_STORE_LEXICON_H

#include "base/map.h"
#include "store/store.h"
#include "text/words.h"

/* The kind of an entry that is no type but the value of a layer (store/layer.h): its form is the
 * layer's name, a tab and the value. The view `type` leaves these out, `layer_value` shows them. */
enum { LEXICON_VALUE = TOKEN_SYMBOL + 1 };

typedef struct lexicon lexicon;

status lexicon_open(store *s, lexicon **out, error *e);
void lexicon_close(lexicon *l); /* drops what was not flushed; NULL is allowed */

/* Id of a form, added when it is new. */
status lexicon_id(lexicon *l, const char *form, size_t length, token_kind kind, uint32_t *id,
                  error *e);

/* The same for the keys of a map, whose values are their kinds, where `ids` is not 0: the id takes
 * its place. Many at once cost a third of one each, as a corpus has more types than the cache
 * holds. */
status lexicon_ids(lexicon *l, map *forms, uint32_t *ids, error *e);

/* Appends the form under which a layer's value is an entry; no form of a token holds a tab. */
void lexicon_value_key(buffer *out, const char *layer, const char *text, size_t length);

/* Id of a layer's value, added when it is new. */
status lexicon_value_id(lexicon *l, const char *layer, const char *text, size_t length,
                        uint32_t *id, error *e);

/* Adds (or with negative numbers takes away) occurrences and documents of a type. */
status lexicon_count(lexicon *l, uint32_t id, int64_t frequency, int64_t documents, error *e);

/* Writes new types and changed counts inside the open transaction. A first flush of many drops the
 * indexes of the table, which are missing then until lexicon_index; a writer who finds a corpus
 * without them, as its load was killed, makes them when it opens it. */
status lexicon_flush(lexicon *l, error *e);
status lexicon_index(store *s, error *e);

/* For readers. Id 0 when there is no such form. */
status lexicon_find(store *s, const char *form, size_t length, uint32_t *id, error *e);

/* What is known of a type; form is appended to `form` when that is not NULL. */
typedef struct type_entry {
    uint32_t fold;
    token_kind kind;
    int64_t frequency, documents;
} type_entry;

status lexicon_read(store *s, uint32_t id, type_entry *entry, buffer *form, error *e);

#endif
