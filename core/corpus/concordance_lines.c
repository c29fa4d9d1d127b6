/* The texts of lines: each document is opened once, and of its places only the blocks around hits
 * are decoded. */
#include <stdlib.h>
#include <string.h>

#include "corpus/concordance_parts.h"

/* The document that is read. */
typedef struct opened {
    concordance *c;
    int64_t document;
    size_t name; /* where it stands in the texts of the lines */
    query_text t;
    statement text;
    const char *bytes;
    size_t length;
    span *places;
    uint8_t *has_block; /* which blocks of `places` are decoded */
    bool has_starts, has_pages;
    error *e;
} opened;

static status read_name(opened *o)
{
    buffer *texts = &o->c->texts;
    statement q = statement_of(o->c->in, "SELECT name FROM document WHERE id = ?1", o->e);
    statement_bind_integer(&q, 1, o->document);
    o->name = texts->length;
    if (statement_step(&q)) buffer_text(texts, statement_text(&q, 0));
    buffer_byte(texts, '\0');
    return statement_end(&q);
}

static status open_document(opened *o, int64_t id)
{
    concordance *c = o->c;
    o->document = id;
    status state = read_name(o);
    if (state == STATUS_OK) state = query_text_open(&o->t, c->in, id, o->e);
    if (state == STATUS_OK) state = query_text_lend(&o->t, PART_PLACES, o->e);
    if (state != STATUS_OK) return state;
    o->text = statement_of(c->in, "SELECT text FROM text WHERE document = ?1", o->e);
    statement_bind_integer(&o->text, 1, id);
    o->bytes = statement_step(&o->text) ? statement_bytes(&o->text, 0, &o->length) : NULL;
    size_t blocks = o->t.view.from.tokens.count / STREAM_BLOCK + 1;
    o->places = malloc(blocks * STREAM_BLOCK * sizeof *o->places);
    o->has_block = calloc(blocks, 1);
    if (o->text.state != STATUS_OK) return o->text.state;
    return o->places == NULL || o->has_block == NULL ? error_memory(o->e) : STATUS_OK;
}

static status close_document(opened *o)
{
    status state = o->text.in != NULL ? statement_end(&o->text) : STATUS_OK;
    if (o->t.row.in != NULL && query_text_close(&o->t) != STATUS_OK) state = STATUS_CORPUS;
    free(o->places);
    free(o->has_block);
    *o = (opened){ .c = o->c, .e = o->e };
    return state;
}

/* The place of a token; the document's status is sticky in `state`. */
static span place_of(opened *o, uint32_t number, status *state)
{
    size_t part = number / STREAM_BLOCK, count;
    if (*state == STATUS_OK && !o->has_block[part]) {
        *state = stream_decode_places_block(&o->t.view.from.tokens, part,
                                            o->places + part * STREAM_BLOCK, &count, o->e);
        o->has_block[part] = 1;
    }
    span at = *state == STATUS_OK ? o->places[number] : (span){ 0, 0 };
    if (at.stop > o->length)
        *state = error_set(o->e, STATUS_CORPUS,
                           "document %lld: its tokens are damaged; run: moonleaf rebuild",
                           (long long)o->document);
    return *state == STATUS_OK ? at : (span){ 0, 0 };
}

static bool is_word(const opened *o, span at)
{
    unsigned char c = at.start < at.stop ? (unsigned char)o->bytes[at.start] : ' ';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') return true;
    token_kind kind = token_kind_of(o->bytes + at.start, at.stop - at.start);
    return kind == TOKEN_WORD || kind == TOKEN_NUMBER;
}

/* --- Around a hit --- */

static status around_words(opened *o, const concordance_row *row, span *around)
{
    status state = STATUS_OK;
    uint32_t wanted = o->c->context;
    for (uint32_t at = row->first; wanted > 0 && at > 0 && state == STATUS_OK;) {
        span place = place_of(o, --at, &state);
        around->start = place.start;
        wanted -= is_word(o, place);
    }
    wanted = o->c->context;
    for (uint32_t at = row->last + 1;
         wanted > 0 && at < o->t.view.from.tokens.count && state == STATUS_OK; at++) {
        span place = place_of(o, at, &state);
        around->stop = place.stop;
        wanted -= is_word(o, place);
    }
    return state;
}

static status around_sentence(opened *o, const concordance_row *row, span *around)
{
    number_list *starts = &o->t.view.starts;
    const stream *tokens = &o->t.view.from.tokens;
    status state = query_text_lend(&o->t, PART_SENTENCES, o->e);
    if (state == STATUS_OK && !o->has_starts) state = stream_decode_sentences(tokens, starts, o->e);
    size_t low = 0, high = starts->count;
    o->has_starts = true;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (starts->items[middle] <= row->first) low = middle + 1;
        else high = middle;
    }
    while (low < starts->count && starts->items[low] <= row->last) low++;
    uint32_t end = low < starts->count ? starts->items[low] : tokens->count;
    while (low > 0 && starts->items[low - 1] > row->first) low--;
    uint32_t first = low > 0 ? starts->items[low - 1] : 0;
    around->start = place_of(o, first, &state).start;
    around->stop = place_of(o, end - 1, &state).stop;
    return state;
}

/* Pages are asked for where the first block has one: a format has them or has not. */
static uint32_t page_of(opened *o, uint32_t byte, status *state)
{
    document *d = &o->t.view.from;
    if (!o->has_pages) {
        o->has_pages = true;
        statement q = statement_of(
            o->c->in, "SELECT page FROM block WHERE document = ?1 AND ordinal = 0", o->e);
        statement_bind_integer(&q, 1, o->document);
        bool is_paged = statement_step(&q) && statement_integer(&q, 0) > 0;
        *state = statement_end(&q);
        if (is_paged && *state == STATUS_OK) {
            stream tokens = d->tokens;
            *state = document_read_places(o->c->in, o->document, d, o->e);
            d->tokens = tokens;
        }
    }
    int64_t at = *state == STATUS_OK ? view_block_at(&o->t.view, byte) : -1;
    return at < 0 ? 0 : d->blocks.items[at].page;
}

/* --- Texts --- */

/* Appends with one space for white space, none at the ends; answers how many bytes. */
static uint32_t append_plain(buffer *out, const char *text, size_t length)
{
    size_t before = out->length;
    char *room = buffer_room(out, length + 1), *to = room;
    if (room == NULL) return 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c > ' ') *to++ = (char)c;
        else if (to > room && to[-1] != ' ') *to++ = ' ';
    }
    if (to > room && to[-1] == ' ') to--;
    *to = '\0';
    out->length += (size_t)(to - room);
    return (uint32_t)(out->length - before);
}

/* The line of a row; its texts are offsets until all are there. */
static status read_line(opened *o, const concordance_row *row, concordance_line *line)
{
    status state = STATUS_OK;
    buffer *texts = &o->c->texts;
    span first = place_of(o, row->first, &state), last = place_of(o, row->last, &state);
    span hit = { first.start, last.stop }, around = hit;
    if (state == STATUS_OK)
        state =
            o->c->by_sentence ? around_sentence(o, row, &around) : around_words(o, row, &around);
    uint32_t page = state == STATUS_OK ? page_of(o, hit.start, &state) : 0;
    if (state != STATUS_OK) return state;
    *line = (concordance_line){ .document = o->document, .at = hit, .page = page };
    line->name = (const char *)o->name;
    line->left = (const char *)texts->length;
    line->left_length = append_plain(texts, o->bytes + around.start, hit.start - around.start);
    line->match_length = append_plain(texts, o->bytes + hit.start, hit.stop - hit.start);
    line->right_length = append_plain(texts, o->bytes + hit.stop, around.stop - hit.stop);
    line->quoted_length = hit.stop - hit.start;
    buffer_append(texts, o->bytes + hit.start, line->quoted_length);
    return texts->state == STATUS_OK ? STATUS_OK : error_memory(o->e);
}

typedef struct placed_row {
    concordance_row row;
    uint32_t number;
} placed_row;

static int by_document(const void *a, const void *b)
{
    const placed_row *x = a, *y = b;
    if (x->row.document != y->row.document) return x->row.document < y->row.document ? -1 : 1;
    return (x->row.first > y->row.first) - (x->row.first < y->row.first);
}

static void set_texts(concordance *c)
{
    for (size_t i = 0; i < c->lines.count; i++) {
        concordance_line *line = &c->lines.items[i];
        line->name = c->texts.data + (size_t)line->name;
        line->left = c->texts.data + (size_t)line->left;
        line->match = line->left + line->left_length;
        line->right = line->match + line->match_length;
        line->quoted = line->right + line->right_length;
    }
}

status concordance_read_lines(concordance *c, const concordance_row *rows, size_t count, error *e)
{
    c->lines.count = 0;
    buffer_clear(&c->texts);
    if (count == 0) return STATUS_OK;
    placed_row *placed = malloc(count * sizeof *placed);
    status state = placed == NULL ? error_memory(e) : STATUS_OK;
    for (size_t i = 0; i < count && state == STATUS_OK; i++) {
        placed[i] = (placed_row){ rows[i], (uint32_t)i };
        if (list_push(&c->lines) == NULL) state = error_memory(e);
    }
    if (state == STATUS_OK) qsort(placed, count, sizeof *placed, by_document);
    opened o = { .c = c, .e = e };
    for (size_t i = 0; i < count && state == STATUS_OK; i++) {
        int64_t id = c->documents.items[placed[i].row.document];
        if (o.document != id) {
            state = close_document(&o);
            if (state == STATUS_OK) state = open_document(&o, id);
        }
        if (state == STATUS_OK)
            state = read_line(&o, &placed[i].row, &c->lines.items[placed[i].number]);
    }
    status end = close_document(&o);
    if (state == STATUS_OK) state = end;
    if (state == STATUS_OK) set_texts(c);
    free(placed);
    return state;
}
