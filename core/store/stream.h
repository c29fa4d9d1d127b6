/* Token streams: the tokens of one document as two compact byte strings, and where its sentences
 * begin.
 *
 * ids:       varints of the tokens' type ids, in blocks of STREAM_BLOCK tokens
 * places:    about a byte a token: the gap to the token before (3 bits; 7 escapes to a varint) and
 * the token's length in bytes (5 bits; 31 escapes to a varint) sentences: for each sentence the
 * ordinal of its first token, delta varints
 *
 * Each of ids and places begins with a directory: for each block but the first the offset of its
 * bytes (and for places the byte offset in the text at which the block begins), so that a hit
 * decodes one block. */
#ifndef MOONLEAF_STORE_STREAM_H
#define MOONLEAF_STORE_STREAM_H

#include "base/buffer.h"
#include "base/list.h"
#include "base/span.h"

enum { STREAM_BLOCK = 256 };

typedef LIST(uint32_t) number_list;

typedef struct stream {
    uint32_t count; /* tokens */
    buffer ids, places, sentences;
} stream;

void stream_free(stream *s);

/* Encodes. Each `ids[i]` >= 0, places in order and without overlap; `starts` are strictly
 * increasing token ordinals. */
status stream_encode_ids(buffer *out, const uint32_t *ids, size_t count, error *e);
status stream_encode_places(buffer *out, const span *places, size_t count, error *e);
status stream_encode_sentences(buffer *out, const uint32_t *starts, size_t count, error *e);

/* Decodes everything: `ids`, `places` have room for `count` elements; either may be NULL.
 * STATUS_CORPUS when the bytes are not what the encoder writes (cut off, out of order, past
 * `text_length`): no input makes it read or write outside. */
status stream_decode(const stream *s, size_t text_length, uint32_t *ids, span *places, error *e);
status stream_decode_sentences(const stream *s, number_list *starts, error *e);

/* Appends the ordinals of the tokens of one type, rising, without decoding the others. */
status stream_find(const stream *s, uint32_t id, number_list *tokens, error *e);

/* Decodes block `block` (tokens block * STREAM_BLOCK ..) into arrays of STREAM_BLOCK; answers how
 * many in `count`. */
status stream_decode_ids_block(const stream *s, size_t block, uint32_t *ids, size_t *count,
                               error *e);
status stream_decode_places_block(const stream *s, size_t block, span *places, size_t *count,
                                  error *e);

#endif
