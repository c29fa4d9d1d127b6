#include "store/stream.h"

#include <string.h>

/* A place is one byte, gap | length << 3, and what escapes from it in varints behind, gap first. */
enum {
    GAP_ESCAPE = 7,
    LENGTH_ESCAPE = 31,
    OFFSET_BYTES = 4, /* an entry of the directory of ids: offset of the block's bytes */
    PLACE_BYTES = OFFSET_BYTES +
                  4, /* an entry of that of places: the offset, then where it begins in the text */
    LONGEST_ID = 5,
    LONGEST_PLACE = 1 + 5 + 5,
};

void stream_free(stream *s)
{
    buffer_free(&s->ids);
    buffer_free(&s->places);
    buffer_free(&s->sentences);
    *s = (stream){ 0 };
}

static size_t blocks_of(size_t count) { return count / STREAM_BLOCK + (count % STREAM_BLOCK != 0); }

static size_t block_count(size_t count, size_t block)
{
    size_t left = count - block * STREAM_BLOCK;
    return left < STREAM_BLOCK ? left : STREAM_BLOCK;
}

static size_t directory_bytes(size_t count, size_t entry)
{
    return count == 0 ? 0 : (blocks_of(count) - 1) * entry;
}

static uint32_t read_fixed(const unsigned char *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static void write_fixed(char *at, uint32_t number)
{
    for (int i = 0; i < 4; i++) at[i] = (char)(number >> 8 * i);
}

static unsigned char *put_varint(unsigned char *at, uint32_t number)
{
    for (; number >= 0x80; number >>= 7) *at++ = (unsigned char)(number | 0x80);
    *at++ = (unsigned char)number;
    return at;
}

/* Where an encoder puts its directory and its blocks. */
typedef struct encoder {
    buffer *out;
    size_t directory, blocks; /* offsets in `out` */
    size_t entry;
} encoder;

static status encoder_begin(encoder *c, buffer *out, size_t count, size_t entry, error *e)
{
    if (count > UINT32_MAX)
        return error_set(e, STATUS_LIMIT, "a document of %zu tokens is too long", count);
    size_t size = directory_bytes(count, entry);
    *c = (encoder){
        .out = out, .directory = out->length, .blocks = out->length + size, .entry = entry
    };
    char *room = buffer_room(out, size);
    if (room == NULL) return error_memory(e);
    memset(room, 0, size + 1);
    out->length += size;
    return STATUS_OK;
}

/* Notes where `block` begins, and makes room for `longest` bytes of it. */
static status encoder_block(encoder *c, size_t block, uint32_t place, size_t longest,
                            unsigned char **room, error *e)
{
    size_t offset = c->out->length - c->blocks;
    if (offset > UINT32_MAX)
        return error_set(e, STATUS_LIMIT, "the token stream of a document is longer than 4 GiB");
    *room = (unsigned char *)buffer_room(c->out, longest);
    if (*room == NULL) return error_memory(e);
    if (block == 0) return STATUS_OK;
    char *entry = c->out->data + c->directory + (block - 1) * c->entry;
    write_fixed(entry, (uint32_t)offset);
    if (c->entry == PLACE_BYTES) write_fixed(entry + OFFSET_BYTES, place);
    return STATUS_OK;
}

static void encoder_block_end(encoder *c, const unsigned char *stop)
{
    c->out->length = (size_t)((const char *)stop - c->out->data);
    c->out->data[c->out->length] = '\0';
}

status stream_encode_ids(buffer *out, const uint32_t *ids, size_t count, error *e)
{
    encoder c;
    status state = encoder_begin(&c, out, count, OFFSET_BYTES, e);
    for (size_t block = 0; state == STATUS_OK && block < blocks_of(count); block++) {
        size_t here = block_count(count, block);
        unsigned char *at;
        state = encoder_block(&c, block, 0, here * LONGEST_ID, &at, e);
        if (state != STATUS_OK) break;
        const uint32_t *from = ids + block * STREAM_BLOCK;
        for (size_t i = 0; i < here; i++) at = put_varint(at, from[i]);
        encoder_block_end(&c, at);
    }
    return state;
}

static unsigned char *put_place(unsigned char *at, uint32_t gap, uint32_t length)
{
    uint32_t low = gap < GAP_ESCAPE ? gap : GAP_ESCAPE;
    uint32_t high = length < LENGTH_ESCAPE ? length : LENGTH_ESCAPE;
    *at++ = (unsigned char)(low | high << 3);
    if (low == GAP_ESCAPE) at = put_varint(at, gap - GAP_ESCAPE);
    if (high == LENGTH_ESCAPE) at = put_varint(at, length - LENGTH_ESCAPE);
    return at;
}

status stream_encode_places(buffer *out, const span *places, size_t count, error *e)
{
    encoder c;
    status state = encoder_begin(&c, out, count, PLACE_BYTES, e);
    uint32_t last = 0;
    for (size_t block = 0; state == STATUS_OK && block < blocks_of(count); block++) {
        size_t here = block_count(count, block);
        unsigned char *at;
        state = encoder_block(&c, block, last, here * LONGEST_PLACE, &at, e);
        if (state != STATUS_OK) break;
        const span *from = places + block * STREAM_BLOCK;
        for (size_t i = 0; i < here; i++) {
            if (from[i].start < last || from[i].stop < from[i].start)
                return error_set(e, STATUS_CORPUS,
                                 "token %zu lies before the end of the one before it",
                                 block * STREAM_BLOCK + i);
            at = put_place(at, from[i].start - last, from[i].stop - from[i].start);
            last = from[i].stop;
        }
        encoder_block_end(&c, at);
    }
    return state;
}

status stream_encode_sentences(buffer *out, const uint32_t *starts, size_t count, error *e)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && starts[i] <= starts[i - 1])
            return error_set(e, STATUS_CORPUS,
                             "sentence %zu does not begin behind the one before it", i);
        buffer_varint(out, i == 0 ? starts[0] : starts[i] - starts[i - 1]);
    }
    return out->state == STATUS_OK ? STATUS_OK : error_memory(e);
}

typedef struct bytes {
    const unsigned char *at, *end;
} bytes;

/* The bytes of a block by the directory; false when that is cut off or out of order. */
static bool find_block(const buffer *from, size_t count, size_t entry, size_t block, bytes *found)
{
    size_t directory = directory_bytes(count, entry);
    if (from->length == 0 || from->length < directory) return false;
    const unsigned char *base = (const unsigned char *)from->data;
    size_t length = from->length - directory, start = 0, stop = length;
    if (block > 0) start = read_fixed(base + (block - 1) * entry);
    if (block + 1 < blocks_of(count)) stop = read_fixed(base + block * entry);
    if (start > stop || stop > length) return false;
    *found = (bytes){ base + directory + start, base + directory + stop };
    return true;
}

/* Nearly all ids have one to three bytes, so those are read here; false past the end or 32 bits. */
static inline bool get_varint(bytes *b, uint32_t *number)
{
    const unsigned char *at = b->at;
    if (b->end - at >= 3) {
        uint32_t low = at[0] & 0x7fu, middle = (uint32_t)(at[1] & 0x7f) << 7;
        if (at[0] < 0x80) {
            *number = low;
            b->at = at + 1;
            return true;
        }
        if (at[1] < 0x80) {
            *number = low | middle;
            b->at = at + 2;
            return true;
        }
        if (at[2] < 0x80) {
            *number = low | middle | (uint32_t)at[2] << 14;
            b->at = at + 3;
            return true;
        }
    }
    uint64_t wide;
    if (!varint_read(&b->at, b->end, &wide) || wide > UINT32_MAX) return false;
    *number = (uint32_t)wide;
    return true;
}

static bool decode_ids(bytes b, uint32_t *ids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!get_varint(&b, &ids[i])) return false;
    return b.at == b.end;
}

/* Decodes places from byte `*last` of the text on, none past `limit`; leaves the last stop there.
 */
static bool decode_places(bytes b, uint32_t limit, uint32_t *last, span *places, size_t count)
{
    uint64_t at = *last;
    for (size_t i = 0; i < count; i++) {
        if (b.at == b.end) return false;
        uint32_t byte = *b.at++, gap = byte & GAP_ESCAPE, length = byte >> 3, more;
        at += gap;
        if (gap == GAP_ESCAPE) {
            if (!get_varint(&b, &more)) return false;
            at += more;
        }
        uint64_t start = at;
        at += length;
        if (length == LENGTH_ESCAPE) {
            if (!get_varint(&b, &more)) return false;
            at += more;
        }
        if (at > limit) return false;
        places[i] = (span){ (uint32_t)start, (uint32_t)at };
    }
    *last = (uint32_t)at;
    return b.at == b.end;
}

static status damaged(error *e, const char *what, size_t block)
{
    return error_set(e, STATUS_CORPUS, "the %s of the tokens are damaged (block %zu)", what, block);
}

static bool ids_block(const stream *s, size_t block, uint32_t *ids)
{
    bytes b;
    return find_block(&s->ids, s->count, OFFSET_BYTES, block, &b) &&
           decode_ids(b, ids, block_count(s->count, block));
}

/* Where a block begins in the text. The directory must have been checked. */
static uint32_t place_of_block(const stream *s, size_t block)
{
    if (block == 0) return 0;
    return read_fixed((const unsigned char *)s->places.data + (block - 1) * PLACE_BYTES +
                      OFFSET_BYTES);
}

static bool places_block(const stream *s, size_t block, uint32_t limit, uint32_t *last,
                         span *places)
{
    bytes b;
    if (!find_block(&s->places, s->count, PLACE_BYTES, block, &b)) return false;
    *last = place_of_block(s, block);
    return decode_places(b, limit, last, places, block_count(s->count, block));
}

status stream_decode(const stream *s, size_t text_length, uint32_t *ids, span *places, error *e)
{
    uint32_t limit = text_length < UINT32_MAX ? (uint32_t)text_length : UINT32_MAX, before = 0,
             last = 0;
    if (s->count == 0 && s->ids.length > 0) return damaged(e, "ids", 0);
    if (s->count == 0 && s->places.length > 0) return damaged(e, "places", 0);
    for (size_t block = 0; block < blocks_of(s->count); block++) {
        size_t first = block * STREAM_BLOCK;
        if (ids != NULL && !ids_block(s, block, ids + first)) return damaged(e, "ids", block);
        if (places == NULL) continue;
        if (!places_block(s, block, limit, &last, places + first) ||
            place_of_block(s, block) != before)
            return damaged(e, "places", block);
        before = last;
    }
    return STATUS_OK;
}

status stream_decode_sentences(const stream *s, number_list *starts, error *e)
{
    bytes b = { (const unsigned char *)s->sentences.data, NULL };
    b.end = b.at == NULL ? NULL : b.at + s->sentences.length;
    uint64_t start = 0;
    for (bool is_first = true; b.at < b.end; is_first = false) {
        uint32_t step;
        if (!get_varint(&b, &step) || (step == 0 && !is_first) || (start += step) >= s->count)
            return error_set(e, STATUS_CORPUS, "the sentence starts of the tokens are damaged");
        uint32_t *slot = list_push(starts);
        if (slot == NULL) return error_memory(e);
        *slot = (uint32_t)start;
    }
    return STATUS_OK;
}

/* Varints that end in the bytes. */
static uint32_t count_ends(const unsigned char *at, const unsigned char *stop)
{
    uint32_t ends = 0;
    while (at < stop) ends += *at++ < 0x80;
    return ends;
}

/* A varint's bytes stand for it alone where the byte before them ends another. */
status stream_find(const stream *s, uint32_t id, number_list *tokens, error *e)
{
    unsigned char wanted[LONGEST_ID];
    size_t length = (size_t)(put_varint(wanted, id) - wanted),
           skipped = directory_bytes(s->count, OFFSET_BYTES);
    if (s->count == 0) return STATUS_OK;
    if (s->ids.length <= skipped) return damaged(e, "ids", 0);
    const unsigned char *start = (const unsigned char *)s->ids.data + skipped, *at = start,
                        *counted = start;
    const unsigned char *end = start + (s->ids.length - skipped);
    uint32_t ordinal = 0;
    for (; (at = memchr(at, wanted[0], (size_t)(end - at))) != NULL; at++) {
        if ((size_t)(end - at) < length || memcmp(at, wanted, length) != 0) continue;
        if (at > start && at[-1] >= 0x80) continue;
        ordinal += count_ends(counted, at);
        counted = at;
        if (ordinal >= s->count) return damaged(e, "ids", ordinal / STREAM_BLOCK);
        uint32_t *slot = list_push(tokens);
        if (slot == NULL) return error_memory(e);
        *slot = ordinal;
    }
    return STATUS_OK;
}

status stream_decode_ids_block(const stream *s, size_t block, uint32_t *ids, size_t *count,
                               error *e)
{
    if (block >= blocks_of(s->count) || !ids_block(s, block, ids)) return damaged(e, "ids", block);
    *count = block_count(s->count, block);
    return STATUS_OK;
}

status stream_decode_places_block(const stream *s, size_t block, span *places, size_t *count,
                                  error *e)
{
    uint32_t last;
    if (block >= blocks_of(s->count) || !places_block(s, block, UINT32_MAX, &last, places))
        return damaged(e, "places", block);
    *count = block_count(s->count, block);
    return STATUS_OK;
}
