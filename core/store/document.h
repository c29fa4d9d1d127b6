/* A document: its text, blocks and tokens, and the way into and out of the store. */
#ifndef MOONLEAF_STORE_DOCUMENT_H
#define MOONLEAF_STORE_DOCUMENT_H

#include "base/digest.h"
#include "base/map.h"
#include "store/layer.h"
#include "store/lexicon.h"
#include "store/segment.h"
#include "store/store.h"
#include "store/stream.h"
#include "text/reading.h"

/* The tokens of the blocks that are `given`, in order, before the document is prepared. */
typedef struct given_tokens {
    LIST(span) places;
    number_list starts; /* ordinals of the tokens with which sentences begin; those of a block
                           without any are found */
    layer_draft_list layers;
} given_tokens;

void given_tokens_free(given_tokens *given);

typedef struct document {
    int64_t id; /* 0 before it is stored */
    int64_t source;
    uint32_t ordinal; /* within its source, 0 .. */
    char *name;       /* short name, unique where the folder allows it: the file's name without its
                         extension */
    char *path;       /* of its source; read only */
    char *title;      /* NULL when it has none */
    char *metadata;   /* a JSON object; numbers and booleans stored typed, dates as ISO 8601 texts;
                         NULL for none */
    language_tag language;
    digest_hex digest; /* of text, blocks, languages, readings, title, metadata, given tokens and
                          layers; filled when it is stored */
    buffer text;
    block_list blocks;
    language_run_list runs;
    reading_list readings; /* sorted */
    uint32_t sentences;    /* how many */
    uint32_t words;        /* tokens that are words or numbers */
    stream tokens;
    layer_list layers; /* as many values as tokens; rising by name once stored */
    given_tokens given;
    map *forms; /* while the ids of `tokens` are entries of this map (value: token_kind); NULL once
                   they are type ids */
    number_list ids; /* the same ids at hand, where they have been read already */
} document;

void document_free(document *d);

/* The digest of its text, blocks, languages, title and metadata. */
digest_hex document_digest(const document *d);

/* Stores it inside the open transaction: gives it an id (never used again), turns `forms` into type
 * ids, adds its postings to the segment that is being built. It is counted in the lexicon when that
 * is flushed. */
status document_insert(store *s, lexicon *l, segment_builder *postings, document *d, error *e);

/* Writes what the documents that were stored left in the lexicon and the segment. */
status documents_flush(store *s, lexicon *l, segment_builder *postings, error *e);

/* Inside the open transaction: the derived data of a stored document anew, from `d`, which has its
 * id, text and blocks and was prepared again, with its readings. Its results go when plugins would
 * see a change. */
status document_renew(store *s, lexicon *l, segment_builder *postings, document *d, error *e);

/* Of text, blocks, languages, readings, title, metadata, and what its file says of tokens. */
digest_hex document_digest(const document *d);

/* Takes a document and its derived rows and results away, and its counts out of the lexicon. */
status document_remove(store *s, lexicon *l, int64_t id, error *e);

/* Reads it whole; tokens.ids are type ids, forms is NULL. STATUS_USAGE when there is no such
 * document. */
status document_read(store *s, int64_t id, document *d, error *e);

/* Reads it without its tokens: what they are made from. */
status document_read_text(store *s, int64_t id, document *d, error *e);

/* Reads id, source, ordinal, name, path, title, metadata, language, digest and counts alone. */
status document_read_head(store *s, int64_t id, document *d, error *e);

/* Reads head, blocks and language runs alone. */
status document_read_places(store *s, int64_t id, document *d, error *e);

/* The document that a person means by an id, a path, or a unique part of a name or path.
 * STATUS_USAGE names up to five candidates when there are several, or the nearest name when there
 * is none. */
status document_find(store *s, const char *what, int64_t *id, error *e);

#endif
