#include "corpus/document_frame.h"
#include "corpus/view.h"
#include "document_fixture.h"
#include "text/utf8.h"

/* A layer in which the second token alone has a value, "x". */
static void add_layer(document *d, const char *name)
{
    layer *l = list_push(&d->layers);
    uint32_t numbers[100] = { 0, 1 };
    assert_true(d->tokens.count <= 100);
    l->name = strdup(name);
    buffer_append(&l->data, "\1\1x", 3);
    assert_ok(stream_encode_ids(&l->data, numbers, d->tokens.count, &test_error));
}

static document full_document(void)
{
    document d = document_of(
        "A Meeting\n\nThe ministers met in Paris. They agreed on 3 plans.\n\n"
        "Министры встретились в Париже и договорились о трёх планах.\n\n部长们在巴黎会面。\n");
    d.id = 77;
    d.ordinal = 3;
    d.name = strdup("meeting");
    d.path = strdup("a/meeting.txt");
    d.metadata = strdup("{\"year\":2014}");
    free(d.title);
    d.title = strdup("A Meeting");
    strcpy(d.digest.text, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    language_run *run = list_push(&d.runs);
    *run = (language_run){ .at = { 11, 14 }, .language = { "la" } };
    d.blocks.items[1].given = true;
    add_layer(&d, "lemma");
    add_layer(&d, "pos");
    return d;
}

static void assert_same_buffer(const buffer *a, const buffer *b)
{
    assert_int_equal(a->length, b->length);
    if (a->length > 0) assert_memory_equal(a->data, b->data, a->length);
}

static void a_document_arrives_as_it_was(void **unused)
{
    (void)unused;
    document d = full_document(), got = { 0 };
    buffer frame = { 0 };
    document_frame_write(&frame, &d);
    reader r = reader_of(frame.data, frame.length);
    assert_ok(document_frame_read(&r, &got, &test_error));
    assert_true(reader_done(&r));
    assert_int_equal(got.id, 77);
    assert_int_equal(got.ordinal, 3);
    assert_string_equal(got.name, "meeting");
    assert_string_equal(got.path, "a/meeting.txt");
    assert_string_equal(got.title, "A Meeting");
    assert_string_equal(got.metadata, "{\"year\":2014}");
    assert_string_equal(got.language.text, d.language.text);
    assert_string_equal(got.digest.text, d.digest.text);
    assert_int_equal(got.sentences, d.sentences);
    assert_int_equal(got.words, d.words);
    assert_same_buffer(&got.text, &d.text);
    assert_same_buffer(&got.tokens.ids, &d.tokens.ids);
    assert_same_buffer(&got.tokens.places, &d.tokens.places);
    assert_same_buffer(&got.tokens.sentences, &d.tokens.sentences);
    assert_int_equal(got.blocks.count, d.blocks.count);
    for (size_t i = 0; i < d.blocks.count; i++) {
        const block *a = &got.blocks.items[i], *b = &d.blocks.items[i];
        assert_true(a->at.start == b->at.start && a->at.stop == b->at.stop && a->kind == b->kind &&
                    a->role == b->role && a->level == b->level && a->page == b->page);
        assert_string_equal(a->language.text, b->language.text);
    }
    assert_int_equal(got.runs.count, d.runs.count);
    assert_string_equal(got.runs.items[d.runs.count - 1].language.text, "la");
    assert_int_equal(map_count(got.forms), map_count(d.forms));
    for (size_t i = 0, length, wanted; i < map_count(d.forms); i++) {
        const char *form = map_key(got.forms, i, &length), *sent = map_key(d.forms, i, &wanted);
        assert_int_equal(length, wanted);
        assert_memory_equal(form, sent, length);
        assert_int_equal(*map_value(got.forms, i), *map_value(d.forms, i));
    }
    assert_true(got.blocks.items[1].given && !got.blocks.items[0].given);
    assert_int_equal(got.layers.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(got.layers.items[i].name, d.layers.items[i].name);
        assert_same_buffer(&got.layers.items[i].data, &d.layers.items[i].data);
    }
    document_free(&d);
    document_free(&got);
    buffer_free(&frame);
}

static void an_empty_document_arrives_too(void **unused)
{
    (void)unused;
    document d = { 0 }, got = { 0 };
    buffer frame = { 0 };
    document_frame_write(&frame, &d);
    reader r = reader_of(frame.data, frame.length);
    assert_ok(document_frame_read(&r, &got, &test_error));
    assert_null(got.name);
    assert_null(got.title);
    assert_null(got.forms);
    assert_int_equal(got.text.length, 0);
    document_free(&got);
    buffer_free(&frame);
}

static void cut_off_documents_fail(void **unused)
{
    (void)unused;
    document d = full_document();
    buffer frame = { 0 };
    document_frame_write(&frame, &d);
    for (size_t length = 0; length < frame.length; length++) {
        char *exact = malloc(length > 0 ? length : 1);
        memcpy(exact, frame.data, length);
        document got = { 0 };
        reader r = reader_of(exact, length);
        assert_int_equal(document_frame_read(&r, &got, &test_error), STATUS_SYSTEM);
        document_free(&got);
        free(exact);
    }
    document_free(&d);
    buffer_free(&frame);
}

/* A document that was accepted keeps the promises that the floors above rely on. */
static void assert_holds_together(document *d)
{
    view v;
    assert_true(utf8_is_valid(d->text.data, d->text.length));
    uint32_t from = 0;
    for (size_t i = 0; i < d->blocks.count; i++) {
        const block *b = &d->blocks.items[i];
        assert_true(b->at.start >= from && b->at.start <= b->at.stop &&
                    b->at.stop <= d->text.length);
        assert_true(b->kind < BLOCK_KINDS && b->role < BLOCK_ROLES);
        assert_true(utf8_is_valid(d->text.data + b->at.start, b->at.stop - b->at.start));
        from = b->at.stop;
    }
    size_t forms = d->forms == NULL ? SIZE_MAX : map_count(d->forms);
    assert_ok(view_open(&v, d, &test_error));
    from = 0;
    for (size_t i = 0; i < v.from.tokens.count; i++) {
        assert_true(v.tokens[i].start >= from && v.tokens[i].stop <= v.from.text.length);
        assert_true(utf8_is_valid(v.from.text.data + v.tokens[i].start,
                                  v.tokens[i].stop - v.tokens[i].start));
        assert_true(v.ids[i] < forms);
        from = v.tokens[i].stop;
    }
    for (size_t i = 0; i < v.starts.count; i++) {
        span at = view_sentence(&v, i);
        assert_true(at.start <= at.stop && at.stop <= v.from.text.length);
    }
    view_close(&v);
}

static void changed_documents_fail_or_hold_together(void **unused)
{
    (void)unused;
    document d = full_document();
    buffer frame = { 0 };
    document_frame_write(&frame, &d);
    document_free(&d);
    uint64_t seed = 7;
    size_t accepted = 0;
    for (int i = 0; i < 20000; i++) {
        size_t length;
        char *bytes = mutated(&frame, &seed, &length);
        document got = { 0 };
        reader r = reader_of(bytes, length);
        status s = document_frame_read(&r, &got, &test_error);
        assert_true(s == STATUS_OK || s == STATUS_SYSTEM);
        if (s == STATUS_OK) {
            accepted++;
            assert_holds_together(&got);
        }
        document_free(&got);
        free(bytes);
    }
    assert_true(accepted > 100 && accepted < 19000); /* else this tests nothing */
    buffer_free(&frame);
}

/* ---- one lie each ---- */

static void assert_refused(document *d)
{
    document got = { 0 };
    buffer frame = { 0 };
    document_frame_write(&frame, d);
    reader r = reader_of(frame.data, frame.length);
    assert_fails(document_frame_read(&r, &got, &test_error), STATUS_SYSTEM,
                 "does not hold together");
    document_free(&got);
    document_free(d);
    buffer_free(&frame);
}

static void set_ids(document *d, const uint32_t *ids, size_t count)
{
    buffer_clear(&d->tokens.ids);
    assert_ok(stream_encode_ids(&d->tokens.ids, ids, count, &test_error));
}

static void set_starts(document *d, const uint32_t *starts, size_t count)
{
    buffer_clear(&d->tokens.sentences);
    assert_ok(stream_encode_sentences(&d->tokens.sentences, starts, count, &test_error));
}

static void each_lie_is_found(void **unused)
{
    (void)unused;
    document d = document_of("été fin"); /* two tokens; é is two bytes */
    d.text.data[1] = 'x';
    assert_refused(&d);
    d = document_of("été fin");
    d.blocks.items[0].at.stop = 100;
    assert_refused(&d);
    d = document_of("été fin");
    d.blocks.items[0].at.start = 1; /* cuts é */
    assert_refused(&d);
    d = document_of("été fin");
    d.blocks.items[0].kind = BLOCK_KINDS;
    assert_refused(&d);
    d = document_of("été fin");
    d.blocks.items[0].role = BLOCK_ROLES;
    assert_refused(&d);
    d = document_of("one\n\ntwo");
    assert_int_equal(d.blocks.count, 2);
    d.blocks.items[1].at.start = 2; /* overlaps the first */
    assert_refused(&d);
    d = document_of("été fin");
    *(language_run *)list_push(&d.runs) = (language_run){ .at = { 5, 3 } };
    assert_refused(&d);
    d = document_of("été fin");
    d.tokens.count = 3;
    assert_refused(&d);
    d = document_of("été fin");
    set_ids(&d, (const uint32_t[]){ 0, 2 }, 2); /* there are forms 0 and 1 */
    assert_refused(&d);
    d = document_of("été fin");
    set_starts(&d, (const uint32_t[]){ 0, 2 }, 2); /* no token 2 begins a sentence */
    assert_refused(&d);
    d = document_of("été fin");
    *map_value(d.forms, 0) = 99; /* no kind of token */
    assert_refused(&d);
    d = document_of("été fin");
    add_layer(&d, "Lemma"); /* no name of a layer */
    assert_refused(&d);
    d = document_of("été fin");
    add_layer(&d, "lemma");
    add_layer(&d, "lemma"); /* twice */
    assert_refused(&d);
    d = document_of("été fin");
    add_layer(&d, "lemma");
    d.layers.items[0].data.data[4] = 2; /* there is but one value */
    assert_refused(&d);
    d = document_of("été fin");
    add_layer(&d, "lemma");
    d.layers.items[0].data.data[2] = (char)0xff; /* the value is no UTF-8 */
    assert_refused(&d);
    d = document_of("été fin");
    d.tokens.places.data[d.tokens.places.length - 1] = (char)0xff;
    assert_refused(&d);
}

static void a_language_longer_than_a_tag_is_refused(void **unused)
{
    (void)unused;
    document d = { 0 };
    buffer frame = { 0 };
    frame_put_signed(&frame, 1);
    frame_put_unsigned(&frame, 0);
    for (int i = 0; i < 4; i++) frame_put_text(&frame, NULL);
    frame_put_text(&frame, "sixteen-letters-");
    frame_put_text(&frame, NULL);
    for (int i = 0; i < 13; i++) frame_put_unsigned(&frame, 0);
    reader r = reader_of(frame.data, frame.length);
    assert_fails(document_frame_read(&r, &d, &test_error), STATUS_SYSTEM, "does not hold together");
    document_free(&d);
    buffer_free(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_arrives_as_it_was),
        cmocka_unit_test(an_empty_document_arrives_too),
        cmocka_unit_test(cut_off_documents_fail),
        cmocka_unit_test(changed_documents_fail_or_hold_together),
        cmocka_unit_test(each_lie_is_found),
        cmocka_unit_test(a_language_longer_than_a_tag_is_refused),
    };
    return cmocka_run_group_tests(tests, open_preparer, close_preparer);
}
