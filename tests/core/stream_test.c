#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/stream.h"

enum { TOKENS = 1000, TEXT = 80000 };

static uint32_t ids[TOKENS];
static span places[TOKENS];
static const uint32_t starts[] = { 0, 1, 40, 300, 999 };

/* Small and large ids, gaps and lengths on both sides of each escape. */
static stream make_stream(void)
{
    static const uint32_t gaps[] = { 0, 1, 6, 7, 8, 200, 1 };
    static const uint32_t lengths[] = { 1, 5, 30, 31, 32, 3, 7, 158, 159, 0 };
    uint32_t at = 0;
    for (uint32_t i = 0; i < TOKENS; i++) {
        ids[i] = i % 7 == 0 ? UINT32_MAX - i : i * i % 20000;
        places[i].start = at += gaps[i % 7];
        places[i].stop = at += lengths[i % 10];
    }
    assert_true(at < TEXT);
    stream s = { .count = TOKENS };
    assert_int_equal(stream_encode_ids(&s.ids, ids, TOKENS, NULL), STATUS_OK);
    assert_int_equal(stream_encode_places(&s.places, places, TOKENS, NULL), STATUS_OK);
    assert_int_equal(stream_encode_sentences(&s.sentences, starts, 5, NULL), STATUS_OK);
    return s;
}

static void test_bytes_are_as_documented(void **unused)
{
    (void)unused;
    const uint32_t two[] = { 5, 300 };
    const span where[] = { { 2, 5 },
                           { 15, 50 } }; /* gap 2, length 3; gap 10 = 7 + 3, length 35 = 31 + 4 */
    stream s = { .count = 2 };
    assert_int_equal(stream_encode_ids(&s.ids, two, 2, NULL), STATUS_OK);
    assert_int_equal(stream_encode_places(&s.places, where, 2, NULL), STATUS_OK);
    assert_int_equal(s.ids.length, 3);
    assert_memory_equal(s.ids.data, "\x05\xac\x02", 3);
    assert_int_equal(s.places.length, 4);
    assert_memory_equal(s.places.data, "\x1a\xff\x03\x04", 4);
    stream_free(&s);
}

static void test_what_goes_in_comes_out(void **unused)
{
    (void)unused;
    stream s = make_stream();
    uint32_t ids_back[TOKENS];
    span places_back[TOKENS];
    assert_int_equal(stream_decode(&s, TEXT, ids_back, places_back, NULL), STATUS_OK);
    assert_memory_equal(ids_back, ids, sizeof ids);
    assert_memory_equal(places_back, places, sizeof places);
    number_list starts_back = { 0 };
    assert_int_equal(stream_decode_sentences(&s, &starts_back, NULL), STATUS_OK);
    assert_int_equal(starts_back.count, 5);
    assert_memory_equal(starts_back.items, starts, sizeof starts);
    list_free(&starts_back);
    stream_free(&s);
}

static void test_a_block_alone_is_the_same(void **unused)
{
    (void)unused;
    stream s = make_stream();
    for (size_t block = 0; block < 4; block++) {
        uint32_t some_ids[STREAM_BLOCK];
        span some_places[STREAM_BLOCK];
        size_t count, first = block * STREAM_BLOCK;
        assert_int_equal(stream_decode_ids_block(&s, block, some_ids, &count, NULL), STATUS_OK);
        assert_int_equal(count, block == 3 ? TOKENS - 3 * STREAM_BLOCK : STREAM_BLOCK);
        assert_memory_equal(some_ids, ids + first, count * sizeof *ids);
        assert_int_equal(stream_decode_places_block(&s, block, some_places, &count, NULL),
                         STATUS_OK);
        assert_memory_equal(some_places, places + first, count * sizeof *places);
    }
    size_t count;
    assert_int_equal(stream_decode_ids_block(&s, 4, ids, &count, NULL), STATUS_CORPUS);
    stream_free(&s);
}

static void test_a_type_is_found_without_decoding(void **unused)
{
    (void)unused;
    /* 0x85 0x01 is 133, in which the byte of 1 must not be found; 16517 is 0x85 0x81 0x01. */
    const uint32_t some[] = { 1, 133, 5, 16517, 1, 133 }, ones[] = { 0, 4 }, others[] = { 1, 5 };
    stream s = { .count = 6 };
    number_list found = { 0 };
    assert_int_equal(stream_encode_ids(&s.ids, some, 6, NULL), STATUS_OK);
    assert_int_equal(stream_find(&s, 1, &found, NULL), STATUS_OK);
    assert_int_equal(found.count, 2);
    assert_memory_equal(found.items, ones, sizeof ones);
    found.count = 0;
    assert_int_equal(stream_find(&s, 133, &found, NULL), STATUS_OK);
    assert_int_equal(found.count, 2);
    assert_memory_equal(found.items, others, sizeof others);
    stream_free(&s);

    s = make_stream();
    for (uint32_t i = 0; i < TOKENS; i++) {
        found.count = 0;
        assert_int_equal(stream_find(&s, ids[i], &found, NULL), STATUS_OK);
        uint32_t expected = 0;
        for (uint32_t k = 0; k < TOKENS; k++)
            if (ids[k] == ids[i]) assert_int_equal(found.items[expected++], k);
        assert_int_equal(found.count, expected);
    }
    list_free(&found);
    stream_free(&s);
}

static void test_an_empty_document_has_an_empty_stream(void **unused)
{
    (void)unused;
    stream s = { 0 };
    assert_int_equal(stream_encode_ids(&s.ids, NULL, 0, NULL), STATUS_OK);
    assert_int_equal(s.ids.length, 0);
    assert_int_equal(stream_decode(&s, 0, NULL, NULL, NULL), STATUS_OK);
    buffer_byte(&s.ids, 1);
    assert_int_equal(stream_decode(&s, 0, NULL, NULL, NULL), STATUS_CORPUS);
    stream_free(&s);
}

static void test_disorder_is_not_encoded(void **unused)
{
    (void)unused;
    const span overlap[] = { { 0, 5 }, { 4, 6 } }, backward[] = { { 5, 4 } };
    const uint32_t twice[] = { 3, 3 };
    buffer out = { 0 };
    assert_int_equal(stream_encode_places(&out, overlap, 2, NULL), STATUS_CORPUS);
    buffer_clear(&out);
    assert_int_equal(stream_encode_places(&out, backward, 1, NULL), STATUS_CORPUS);
    assert_int_equal(stream_encode_sentences(&out, twice, 2, NULL), STATUS_CORPUS);
    buffer_free(&out);
}

static void test_damage_is_seen(void **unused)
{
    (void)unused;
    stream s = make_stream();
    uint32_t ids_back[TOKENS];
    span places_back[TOKENS];
    error e = { 0 };
    assert_int_equal(stream_decode(&s, places[TOKENS - 1].stop - 1, NULL, places_back, NULL),
                     STATUS_CORPUS);
    for (size_t cut = 0; cut < s.ids.length; cut++) {
        stream shorter = s;
        shorter.ids.length = cut;
        assert_int_equal(stream_decode(&shorter, TEXT, ids_back, NULL, &e), STATUS_CORPUS);
    }
    for (size_t cut = 0; cut < s.places.length; cut++) {
        stream shorter = s;
        shorter.places.length = cut;
        assert_int_equal(stream_decode(&shorter, TEXT, NULL, places_back, &e), STATUS_CORPUS);
    }
    assert_non_null(strstr(error_text(&e), "places of the tokens are damaged"));
    error_clear(&e);
    stream_free(&s);
}

/* A copy of just its length with a few bytes changed, so that a sanitizer sees any step outside. */
static buffer mutated(const buffer *from)
{
    size_t length = from->length - (size_t)(rand() % 3 == 0 ? rand() % 20 : 0);
    buffer copy = { .data = malloc(length), .length = length, .capacity = length };
    assert_non_null(copy.data);
    memcpy(copy.data, from->data, length);
    for (int n = rand() % 8; n > 0; n--)
        copy.data[(size_t)rand() % length] = (char)(rand() % 3 == 0 ? 0xff : rand());
    return copy;
}

static void test_any_bytes_are_safe(void **unused)
{
    (void)unused;
    srand(1);
    stream s = make_stream();
    buffer_byte(&s.sentences, 0);
    for (int length = 0; length < 40; length++) buffer_byte(&s.sentences, 1);
    for (int round = 0; round < 5000; round++) {
        stream broken = { .count = rand() % 4 == 0 ? (uint32_t)rand() % TOKENS : TOKENS,
                          .ids = mutated(&s.ids),
                          .places = mutated(&s.places),
                          .sentences = mutated(&s.sentences) };
        uint32_t ids_back[TOKENS];
        span places_back[TOKENS];
        number_list starts_back = { 0 };
        if (stream_decode(&broken, TEXT, ids_back, places_back, NULL) == STATUS_OK) {
            for (size_t i = 0; i < broken.count; i++)
                assert_true(places_back[i].start <= places_back[i].stop &&
                            places_back[i].stop <= TEXT);
        }
        (void)stream_decode_sentences(&broken, &starts_back, NULL);
        for (size_t i = 0; i < starts_back.count; i++)
            assert_true(starts_back.items[i] < broken.count);
        starts_back.count = 0;
        (void)stream_find(&broken, (uint32_t)rand() % 20000, &starts_back, NULL);
        for (size_t i = 0; i < starts_back.count; i++)
            assert_true(starts_back.items[i] < broken.count);
        size_t count;
        for (size_t block = 0; block < 5; block++) {
            (void)stream_decode_ids_block(&broken, block, ids_back, &count, NULL);
            (void)stream_decode_places_block(&broken, block, places_back, &count, NULL);
        }
        list_free(&starts_back);
        stream_free(&broken);
    }
    stream_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_are_as_documented),
        cmocka_unit_test(test_what_goes_in_comes_out),
        cmocka_unit_test(test_a_block_alone_is_the_same),
        cmocka_unit_test(test_a_type_is_found_without_decoding),
        cmocka_unit_test(test_an_empty_document_has_an_empty_stream),
        cmocka_unit_test(test_disorder_is_not_encoded),
        cmocka_unit_test(test_damage_is_seen),
        cmocka_unit_test(test_any_bytes_are_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
