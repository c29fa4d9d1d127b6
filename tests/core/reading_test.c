#include "corpus/reading_map.h"
#include "corpus/view.h"
#include "document_fixture.h"

static document read_document(const char *text)
{
    document d = document_of(text);
    assert_ok(preparer_find_readings(test_preparer, &d, &test_error));
    return d;
}

/* The text with its readings put in. */
static void assert_reads(const char *text, const char *expected)
{
    document d = read_document(text);
    buffer read = { 0 };
    reading_map *m = NULL;
    assert_ok(reading_map_create(d.text.data, d.text.length, &d.readings, &read, &m, &test_error));
    assert_string_equal(read.data, expected);
    reading_map_free(m);
    buffer_free(&read);
    document_free(&d);
}

static void forms_of_characters(void **unused)
{
    (void)unused;
    assert_reads("The o\uFB03ce de\uFB01nes \uFF21\uFF22\uFF11.", "The office defines AB1.");
    assert_reads("a co\u00adope\u00adration", "a cooperation");
    assert_reads("\uFEDB\uFE98\uFE8E\uFE8F", "كتاب");
    assert_reads("第一，第二。（三）", "第一，第二。（三）"); /* full-width signs are meant so */
}

static void divided_words_are_joined(void **unused)
{
    (void)unused;
    assert_reads("The coopera-\ntion of states. Their cooperation.",
                 "The cooperation of states. Their cooperation.");
    assert_reads("An unheard-\n   ofness, a parlia\u2010\r\nment.",
                 "An unheardofness, a parliament.");
    assert_reads("THE COOPERA-\nTION", "THE COOPERATION");
    assert_reads("сотруд-\nничество", "сотрудничество");
    assert_reads("coopera-\n\n\ftion", "cooperation");
    assert_reads("coopera-\n\nTION", "coopera-\n\nTION");
}

static void compounds_stay(void **unused)
{
    (void)unused;
    assert_reads("A well-known man. A well-\nknown ship.", "A well-known man. A well-known ship.");
    assert_reads("Franco-\nGerman talks", "Franco-\nGerman talks");
    assert_reads("The long walk and a run. A long-\nrun plan.",
                 "The long walk and a run. A long-\nrun plan."); /* nobody can tell */
}

static void heads_of_pages_are_left_out(void **unused)
{
    (void)unused;
    assert_reads(
        "Harbours\n\nThe first page ends in the\n\n12\n\fHarbours\n\nmiddle of it.\n\n13\n\f"
        "Harbours\n\nA new one.\n\n14\n\fHarbours\n\nThe end.\n\n15\n",
        "Harbours\n\nThe first page ends in the\nmiddle of it.\n\n\n\nA new one.\n\n\n\n"
        "The end.\n\n\n");
    assert_reads("One.\n\fTwo.\n\fThree.\n", "One.\n\fTwo.\n\fThree.\n");
}

static void numbered_parts_stay(void **unused)
{
    (void)unused;
    assert_reads("1\n\nIt was so.\n\n2\n\nIt was not.\n\n3\n\nIt ended.\n",
                 "1\n\nIt was so.\n\n2\n\nIt was not.\n\n3\n\nIt ended.\n");
}

static void of_two_that_overlap_the_longer_stays(void **unused)
{
    (void)unused;
    reading_list list = { 0 };
    const reading given[] = {
        { { 4, 6 }, (char *)"a", (char *)"x", 1 },    { { 0, 3 }, (char *)"b", (char *)"x", 0.5 },
        { { 2, 9 }, (char *)"c", (char *)"x", 0.1 },  { { 9, 10 }, (char *)"d", (char *)"x", 0.2 },
        { { 9, 10 }, (char *)"e", (char *)"x", 0.7 },
    };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        assert_ok(readings_add(&list, &given[i], &test_error));
    readings_settle(&list, NULL);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].text, "c");
    assert_string_equal(list.items[1].text, "e");
    readings_free(&list);
}

static void those_of_others_stay(void **unused)
{
    (void)unused;
    document d = document_of("A coopera-\ntion, a coope\u00adration.");
    const reading others = { { 2, 12 }, (char *)"x", (char *)"by_hand", 0.5 };
    assert_ok(readings_add(&d.readings, &others, &test_error));
    assert_ok(preparer_find_readings(test_preparer, &d, &test_error));
    assert_int_equal(d.readings.count, 3);
    assert_string_equal(d.readings.items[0].by, "by_hand");
    readings_forget_found(&d.readings);
    assert_int_equal(d.readings.count, 1);
    document_free(&d);
}

static void blocks_that_are_given_have_none(void **unused)
{
    (void)unused;
    document d = document_of("a co\u00adop\n\nb co\u00adop\n\nc co\u00adop\n");
    block blocks[] = { { .at = { 0, 8 } }, { .at = { 10, 18 } }, { .at = { 20, 28 } } };
    blocks[1].given = true;
    const block_list list = { .items = blocks, .count = 3 };
    assert_ok(readings_find_forms(d.text.data, d.text.length, &d.readings, &test_error));
    readings_settle(&d.readings, &list);
    assert_int_equal(d.readings.count, 2);
    assert_int_equal(d.readings.items[1].at.start, 24);
    document_free(&d);
}

enum { LENGTH = 60 };

static void random_readings(uint64_t *state, reading_list *list)
{
    static const char *const texts[] = { "", "", "x", "yz", "a longer reading" };
    for (size_t n = random_below(state, 12); n > 0; n--) {
        uint32_t start = (uint32_t)random_below(state, LENGTH);
        uint32_t stop = start + (uint32_t)random_below(state, 8);
        if (stop > LENGTH) stop = LENGTH;
        reading r = { { start, stop }, (char *)texts[random_below(state, 5)], (char *)"test", 1 };
        assert_ok(readings_add(list, &r, &test_error));
    }
    readings_settle(list, NULL);
}

static bool touches(const reading_list *list, span at)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].at.start <= at.stop && list->items[i].at.stop >= at.start) return true;
    return false;
}

/* There and back a span only grows, and it holds the same text where no reading is near. */
static void check_span(const reading_map *m, const reading_list *list, const char *text,
                       const buffer *read, span at)
{
    span there = reading_map_to_read(m, at), back = reading_map_to_text(m, there);
    assert_true(there.start <= there.stop && there.stop <= read->length);
    assert_true(back.start <= back.stop && back.stop <= LENGTH);
    if (touches(list, at)) return;
    assert_int_equal(back.start, at.start);
    assert_int_equal(back.stop, at.stop);
    assert_memory_equal(read->data + there.start, text + at.start, at.stop - at.start);
}

static void spans_go_there_and_back(void **unused)
{
    (void)unused;
    char text[LENGTH + 1] = "";
    uint64_t state = 7;
    for (int i = 0; i < LENGTH; i++) text[i] = (char)('a' + i % 26);
    for (int round = 0; round < 300; round++) {
        reading_list list = { 0 };
        reading_map *m = NULL;
        buffer read = { 0 };
        random_readings(&state, &list);
        assert_ok(reading_map_create(text, LENGTH, &list, &read, &m, &test_error));
        for (uint32_t start = 0; start < LENGTH; start++)
            for (uint32_t stop = start + 1; stop <= LENGTH; stop++)
                check_span(m, &list, text, &read, (span){ start, stop });
        for (uint32_t start = 0; start < read.length; start++) {
            span at = { start, start + 1 }, origin = reading_map_to_text(m, at);
            span again =
                reading_map_to_read(m, origin); /* a letter as read leads to where it is from */
            assert_true(again.start <= at.start && again.stop >= at.stop);
        }
        reading_map_free(m);
        buffer_free(&read);
        readings_free(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_characters),
        cmocka_unit_test(divided_words_are_joined),
        cmocka_unit_test(compounds_stay),
        cmocka_unit_test(heads_of_pages_are_left_out),
        cmocka_unit_test(numbered_parts_stay),
        cmocka_unit_test(of_two_that_overlap_the_longer_stays),
        cmocka_unit_test(those_of_others_stay),
        cmocka_unit_test(blocks_that_are_given_have_none),
        cmocka_unit_test(spans_go_there_and_back),
    };
    return cmocka_run_group_tests(tests, open_preparer, close_preparer);
}
