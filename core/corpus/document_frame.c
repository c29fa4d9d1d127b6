#include "corpus/document_frame.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

static void write_span(buffer *out, span at)
{
    frame_put_unsigned(out, at.start);
    frame_put_unsigned(out, at.stop);
}

static void write_blocks(buffer *out, const document *d)
{
    frame_put_unsigned(out, d->blocks.count);
    for (size_t i = 0; i < d->blocks.count; i++) {
        const block *b = &d->blocks.items[i];
        write_span(out, b->at);
        frame_put_unsigned(out, b->kind);
        frame_put_unsigned(out, b->role);
        frame_put_unsigned(out, b->level);
        frame_put_unsigned(out, b->page);
        frame_put_unsigned(out, b->given);
        frame_put_text(out, b->language.text);
    }
    frame_put_unsigned(out, d->runs.count);
    for (size_t i = 0; i < d->runs.count; i++) {
        write_span(out, d->runs.items[i].at);
        frame_put_text(out, d->runs.items[i].language.text);
    }
}

static void write_readings(buffer *out, const document *d)
{
    frame_put_unsigned(out, d->readings.count);
    for (size_t i = 0; i < d->readings.count; i++) {
        write_span(out, d->readings.items[i].at);
        frame_put_text(out, d->readings.items[i].text);
        frame_put_text(out, d->readings.items[i].by);
        frame_put_number(out, d->readings.items[i].confidence);
    }
}

static void write_tokens(buffer *out, const document *d)
{
    frame_put_unsigned(out, d->tokens.count);
    frame_put_bytes(out, d->tokens.ids.data, d->tokens.ids.length);
    frame_put_bytes(out, d->tokens.places.data, d->tokens.places.length);
    frame_put_bytes(out, d->tokens.sentences.data, d->tokens.sentences.length);
    frame_put_unsigned(out, d->forms != NULL);
    if (d->forms == NULL) return;
    frame_put_unsigned(out, map_count(d->forms));
    /* what they are is read from the text: each lies where its id comes for the first time */
    for (size_t i = 0; i < map_count(d->forms); i++)
        buffer_byte(out, (unsigned char)*map_value(d->forms, i));
}

static void write_layers(buffer *out, const document *d)
{
    frame_put_unsigned(out, d->layers.count);
    for (size_t i = 0; i < d->layers.count; i++) {
        frame_put_text(out, d->layers.items[i].name);
        frame_put_bytes(out, d->layers.items[i].data.data, d->layers.items[i].data.length);
    }
}

void document_frame_write(buffer *out, const document *d)
{
    const stream *t = &d->tokens;
    buffer_room(out, d->text.length + t->ids.length + t->places.length + t->sentences.length);
    frame_put_signed(out, d->id);
    frame_put_unsigned(out, d->ordinal);
    frame_put_text(out, d->name);
    frame_put_text(out, d->path);
    frame_put_text(out, d->title);
    frame_put_text(out, d->metadata);
    frame_put_text(out, d->language.text);
    frame_put_text(out, d->digest.text);
    frame_put_bytes(out, d->text.data, d->text.length);
    frame_put_unsigned(out, d->sentences);
    frame_put_unsigned(out, d->words);
    write_blocks(out, d);
    write_readings(out, d);
    write_tokens(out, d);
    write_layers(out, d);
}

static char *read_string(reader *r)
{
    const char *text = reader_text(r);
    if (text == NULL) return NULL;
    char *copy = strdup(text);
    if (copy == NULL) r->failed = true;
    return copy;
}

static language_tag read_tag(reader *r)
{
    language_tag tag = { "" };
    const char *text = reader_text(r);
    if (text == NULL) return tag;
    if (strlen(text) >= sizeof tag.text) r->failed = true;
    else strcpy(tag.text, text);
    return tag;
}

static void read_buffer(reader *r, buffer *out)
{
    size_t length;
    const char *bytes = reader_bytes(r, &length);
    buffer_append(out, bytes, length);
    if (out->state != STATUS_OK) r->failed = true;
}

static bool cuts_character(const document *d, uint32_t at)
{
    return at < d->text.length && ((unsigned char)d->text.data[at] & 0xc0) == 0x80;
}

/* A span that begins at or behind `from`, inside the text, between characters. */
static span read_span(reader *r, const document *d, uint32_t from)
{
    span at = { reader_unsigned32(r), 0 };
    at.stop = reader_unsigned32(r);
    if (at.start < from || at.stop < at.start || at.stop > d->text.length ||
        cuts_character(d, at.start) || cuts_character(d, at.stop))
        r->failed = true;
    return at;
}

static uint32_t read_below(reader *r, uint32_t limit)
{
    uint32_t number = reader_unsigned32(r);
    if (number >= limit) r->failed = true;
    return r->failed ? 0 : number;
}

static void read_blocks(reader *r, document *d)
{
    uint32_t from = 0;
    for (size_t n = reader_count(r, 8); n > 0 && !r->failed; n--) {
        block *b = list_push(&d->blocks);
        if (b == NULL) {
            r->failed = true;
            return;
        }
        b->at = read_span(r, d, from);
        b->kind = (block_kind)read_below(r, BLOCK_KINDS);
        b->role = (block_role)read_below(r, BLOCK_ROLES);
        b->level = reader_unsigned32(r);
        b->page = reader_unsigned32(r);
        b->given = read_below(r, 2) != 0;
        b->language = read_tag(r);
        from = b->at.stop;
    }
    from = 0;
    for (size_t n = reader_count(r, 3); n > 0 && !r->failed; n--) {
        language_run *run = list_push(&d->runs);
        if (run == NULL) {
            r->failed = true;
            return;
        }
        run->at = read_span(r, d, from);
        run->language = read_tag(r);
        from = run->at.stop;
    }
}

static void read_readings(reader *r, document *d)
{
    for (size_t n = reader_count(r, 5); n > 0 && !r->failed; n--) {
        reading made = { .at = read_span(r, d, 0),
                         .text = (char *)reader_text(r),
                         .by = (char *)reader_text(r) };
        made.confidence = reader_number(r);
        if (made.text == NULL || made.by == NULL || !utf8_is_valid(made.text, strlen(made.text)))
            r->failed = true;
        if (!r->failed && readings_add(&d->readings, &made, NULL) != STATUS_OK) r->failed = true;
    }
}

/* The forms, of whose kinds there is a byte each: ids rise by one where a form comes first. */
static void read_forms(reader *r, document *d, const span *places)
{
    size_t n = reader_count(r, 1), next = 0;
    const unsigned char *kinds = r->at;
    d->forms = map_create();
    if (d->forms == NULL || r->failed) {
        r->failed = true;
        return;
    }
    for (size_t i = 0; i < d->ids.count && !r->failed; i++) {
        if (d->ids.items[i] < next) continue;
        if (d->ids.items[i] > next || next == n || kinds[next] > TOKEN_SYMBOL ||
            !map_list(d->forms, d->text.data + places[i].start, places[i].stop - places[i].start,
                      kinds[next]))
            r->failed = true;
        next++;
    }
    if (next != n) r->failed = true;
    r->at += n;
}

/* Reads the ids into d->ids, and the places into memory of the caller's. */
static span *decode_tokens(reader *r, document *d, error *e)
{
    size_t room = (size_t)d->tokens.count + 1; /* so that NULL means no memory */
    span *places = malloc(room * sizeof *places);
    number_list starts = { 0 };
    d->ids = (number_list){ malloc(room * sizeof *d->ids.items), d->tokens.count, room };
    if (d->ids.items == NULL || places == NULL ||
        stream_decode(&d->tokens, d->text.length, d->ids.items, places, e) != STATUS_OK ||
        stream_decode_sentences(&d->tokens, &starts, e) != STATUS_OK)
        r->failed = true;
    for (size_t i = 0; i < d->tokens.count && !r->failed; i++)
        if (cuts_character(d, places[i].start) || cuts_character(d, places[i].stop))
            r->failed = true;
    if (starts.count > 0 && starts.items[starts.count - 1] >= d->tokens.count) r->failed = true;
    list_free(&starts);
    return places;
}

static void read_tokens(reader *r, document *d, error *e)
{
    d->tokens.count = reader_unsigned32(r);
    read_buffer(r, &d->tokens.ids);
    read_buffer(r, &d->tokens.places);
    read_buffer(r, &d->tokens.sentences);
    bool has_forms = reader_unsigned(r) != 0;
    if (d->tokens.count > d->text.length) r->failed = true;
    span *places = r->failed ? NULL : decode_tokens(r, d, e);
    if (has_forms && !r->failed) read_forms(r, d, places);
    else list_free(&d->ids); /* of types, which nobody asks for */
    free(places);
}

static status ignore_value(void *context, const char *text, size_t length, uint32_t count, error *e)
{
    (void)context, (void)text, (void)length, (void)count, (void)e;
    return STATUS_OK;
}

/* Reads all of a layer, as its numbers are checked then. */
static void check_layer(reader *r, const layer *l, uint32_t tokens, error *e)
{
    layer_reader *all = NULL;
    if (layer_reader_of(l, tokens, &all, e) != STATUS_OK ||
        layer_visit(all, ignore_value, NULL, e) != STATUS_OK)
        r->failed = true;
    layer_reader_free(all);
}

/* Layers come by rising name, so none comes twice. */
static void read_layers(reader *r, document *d, error *e)
{
    const char *before = "";
    for (size_t n = reader_count(r, 2); n > 0 && !r->failed; n--) {
        layer *l = list_push(&d->layers);
        if (l != NULL) l->name = read_string(r);
        if (l == NULL || l->name == NULL || !layer_name_is_good(l->name) ||
            strcmp(l->name, before) <= 0) {
            r->failed = true;
            return;
        }
        before = l->name;
        read_buffer(r, &l->data);
        if (!r->failed) check_layer(r, l, d->tokens.count, e);
    }
}

status document_frame_read(reader *r, document *d, error *e)
{
    d->id = reader_signed(r);
    d->ordinal = reader_unsigned32(r);
    d->name = read_string(r);
    d->path = read_string(r);
    d->title = read_string(r);
    d->metadata = read_string(r);
    d->language = read_tag(r);
    const char *hex = reader_text(r);
    if (hex != NULL && strlen(hex) < sizeof d->digest.text) strcpy(d->digest.text, hex);
    read_buffer(r, &d->text);
    if (d->text.length > UINT32_MAX || !utf8_is_valid(d->text.data, d->text.length))
        r->failed = true;
    d->sentences = reader_unsigned32(r);
    d->words = reader_unsigned32(r);
    read_blocks(r, d);
    read_readings(r, d);
    read_tokens(r, d, e);
    if (!r->failed) read_layers(r, d, e);
    if (!r->failed) return STATUS_OK;
    return error_set(e, STATUS_SYSTEM, "a worker sent a document that does not hold together");
}
