/* Layers: what a file says of its tokens (lemma, pos ...), a value or none for each of them.
 *
 * The bytes of a layer stand for themselves: a dictionary of its values (varint: how many; of each
 * a varint length and its bytes), then the number of each token's value (0 for none, else its place
 * in the dictionary, from 1) as stream.h packs ids, so that a hit decodes one block. They hold no
 * id of the lexicon, since they are primary data and the lexicon is derived.
 *
 * For searching each value is an entry of the lexicon too, "lemma<TAB>be" of the kind LEXICON_VALUE
 * (the view layer_value shows them), and the index says which documents hold it.
 *
 * What makes derived data anew must not cut the blocks that are `given` again: their tokens and
 * sentences are the file's. preparer_recover (corpus/prepare.h) takes them and the layers out of a
 * stored document, and preparer_run then puts them back among the tokens of the other blocks. */
#ifndef MOONLEAF_STORE_LAYER_H
#define MOONLEAF_STORE_LAYER_H

#include "base/map.h"
#include "store/segment.h"

typedef struct layer {
    char *name;
    buffer data;
} layer;

typedef LIST(layer) layer_list;

void layer_list_free(layer_list *layers);

/* ^[a-z][a-z0-9_]*$ */
bool layer_name_is_good(const char *name);

/* --- Making --- */

/* A layer that is being made, token after token. */
typedef struct layer_draft {
    char *name;
    map *values;         /* value n is entry n - 1 */
    number_list numbers; /* of tokens 0 .. ; those behind the last have none */
} layer_draft;

typedef LIST(layer_draft) layer_draft_list;

void layer_drafts_free(layer_draft_list *drafts);

/* Says the value of a token, in the draft of that name, which is made when it is new. Tokens come
 * in rising order. "" is no value. */
status layer_draft_set(layer_draft_list *drafts, const char *name, size_t ordinal, const char *text,
                       size_t length, error *e);

/* Packs a draft for a document of `count` tokens; token i has the value of the draft's token
 * origins[i] - 1, none where that is 0. */
status layer_pack(const layer_draft *draft, const uint32_t *origins, size_t count, layer *out,
                  error *e);

/* --- Reading --- */

typedef struct layer_reader layer_reader;

/* Reads a layer of a document of `count` tokens; its bytes are borrowed. STATUS_CORPUS when they
 * are not what layer_pack writes: all of it is checked but the numbers, which are when they are
 * read. */
status layer_reader_of(const layer *l, uint32_t count, layer_reader **out, error *e);
void layer_reader_free(layer_reader *r); /* NULL is allowed */

/* The layer of a stored document; *out is NULL when it has none of that name. */
status layer_open(store *s, int64_t document, const char *name, layer_reader **out, error *e);

/* The value of a token < count, of `length` bytes without a NUL behind; NULL for none. It lives as
 * long as the reader, which keeps the block that it decoded last. */
status layer_value(layer_reader *r, size_t ordinal, const char **text, size_t *length, error *e);

/* Appends the tokens that have the value, rising; is_folded: whatever its case. */
status layer_find(layer_reader *r, const char *text, size_t length, bool is_folded,
                  number_list *tokens, error *e);

/* How often each value occurs: `visit` answers STATUS_OK to go on. */
typedef status (*value_visitor)(void *context, const char *text, size_t length, uint32_t count,
                                error *e);
status layer_visit(layer_reader *r, value_visitor visit, void *context, error *e);

/* --- In the corpus --- */

/* Reads the layers of a document, by name. */
status layers_read(store *s, int64_t document, layer_list *layers, error *e);

/* Appends the names of the layers of the corpus, in the order of their bytes; of one document
 * unless it is 0. The caller frees each. */
typedef LIST(char *) layer_names;
status layers_names(store *s, int64_t document, layer_names *names, error *e);

/* Appends the ids under which the lexicon and the index know a value, rising; is_folded: of all
 * that differ by case alone. For segment_postings_of, whose counts are those of tokens. */
status layer_types(store *s, const char *name, const char *text, size_t length, bool is_folded,
                   number_list *types, error *e);

#endif
