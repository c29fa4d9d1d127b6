/* Plain text to blocks: the shapes of real files, one test a shape, and the seeds whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "text/layout.h"

static block_list blocks_of(const char *text)
{
    block_list blocks = { 0 };
    error e = { 0 };
    assert_int_equal(layout_blocks(text, strlen(text), &blocks, &e), STATUS_OK);
    return blocks;
}

/* "heading Title|paragraph First words ..." with line breaks shown as "/". */
static void assert_blocks(const char *text, const char *expected)
{
    block_list blocks = blocks_of(text);
    buffer shown = { 0 };
    for (size_t i = 0; i < blocks.count; i++) {
        const block *b = &blocks.items[i];
        if (i > 0) buffer_byte(&shown, '|');
        buffer_text(&shown, block_kind_name(b->kind));
        if (b->level > 1) buffer_format(&shown, "%u", b->level);
        if (b->page > 0) buffer_format(&shown, "@%u", b->page);
        buffer_byte(&shown, ' ');
        for (uint32_t k = b->at.start; k < b->at.stop; k++)
            if (text[k] != '\r')
                buffer_byte(&shown, text[k] == '\n' ? '/' : (unsigned char)text[k]);
    }
    assert_string_equal(shown.data == NULL ? "" : shown.data, expected);
    buffer_free(&shown);
    list_free(&blocks);
}

static char *read_seed(const char *name)
{
    buffer path = { 0 };
    buffer_format(&path, "%s/seeds/%s", SOURCE_ROOT, name);
    FILE *file = fopen(path.data, "rb");
    assert_non_null(file);
    buffer text = { 0 };
    char part[4096];
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        buffer_append(&text, part, got);
    fclose(file);
    buffer_free(&path);
    return buffer_take(&text);
}

/* Index of the block that begins with `words`; fails when there is none. */
static size_t find_block(const char *text, const block_list *blocks, const char *words)
{
    for (size_t i = 0; i < blocks->count; i++) {
        span at = blocks->items[i].at;
        bool fits = at.stop - at.start >= strlen(words);
        if (fits && memcmp(text + at.start, words, strlen(words)) == 0) return i;
    }
    fail_msg("no block begins with \"%s\"", words);
    return 0;
}

/* Blocks are in order, do not overlap, have no white space at their ends and leave nothing but
 * white space out. */
static void assert_covers(const char *text, const block_list *blocks)
{
    size_t at = 0;
    for (size_t i = 0; i <= blocks->count; i++) {
        size_t start = i < blocks->count ? blocks->items[i].at.start : strlen(text);
        for (; at < start; at++) assert_non_null(strchr(" \t\r\n\f", text[at]));
        assert_int_equal(at, start);
        if (i == blocks->count) return;
        at = blocks->items[i].at.stop;
        assert_true(at > start);
        assert_null(strchr(" \t\r\n\f", text[start]));
        assert_null(strchr(" \t\r\n\f", text[at - 1]));
    }
}

#define WRAPPED                                                                                    \
    "The committee met on Tuesday in the old town hall to discuss the plans\n"                     \
    "for a new bridge over the river, and after a long debate decided that\n"                      \
    "the work should begin in spring."
#define WRAPPED_SHOWN                                                                              \
    "The committee met on Tuesday in the old town hall to discuss the plans/"                      \
    "for a new bridge over the river, and after a long debate decided that/"                       \
    "the work should begin in spring."

static void lines_of_a_paragraph_join(void **state)
{
    (void)state;
    assert_blocks(WRAPPED "\n\n" WRAPPED "\n",
                  "paragraph " WRAPPED_SHOWN "|paragraph " WRAPPED_SHOWN);
    assert_blocks(WRAPPED "\n" WRAPPED "\n" WRAPPED,
                  "paragraph " WRAPPED_SHOWN "|paragraph " WRAPPED_SHOWN
                  "|paragraph " WRAPPED_SHOWN);
}

static void any_line_end_counts(void **state)
{
    (void)state;
    assert_blocks("One line here.\r\n\r\nAnother line there.\r\n",
                  "paragraph One line here.|paragraph Another line there.");
    assert_blocks("One line here.\r\rAnother line there.\r",
                  "paragraph One line here.|paragraph Another line there.");
    assert_blocks("One line here.\u2028\u2028Another line there.\xc2\x85",
                  "paragraph One line here.|paragraph Another line there.");
}

static void indented_starts_part_paragraphs(void **state)
{
    (void)state;
    const char *text = "   The committee met on Tuesday in the old town hall to discuss it\n"
                       "and after a long debate decided that the work should begin at once.\n"
                       "   The mayor, who had been against the plan for years, said that he\n"
                       "would not stand in the way, and that the money was there at last.\n";
    block_list blocks = blocks_of(text);
    assert_int_equal(blocks.count, 2);
    assert_int_equal(find_block(text, &blocks, "The mayor"), 1);
    list_free(&blocks);
}

static void one_paragraph_a_line(void **state)
{
    (void)state;
    assert_blocks(
        "Rain is expected in the north.\nThe south stays dry, and it will be warm for the season.\n"
        "Winds are light.\n",
        "paragraph Rain is expected in the north.|"
        "paragraph The south stays dry, and it will be warm for the season.|paragraph Winds are "
        "light.");
    assert_blocks("apples\npears\nplums\n", "paragraph apples|paragraph pears|paragraph plums");
}

static void double_spaced_lines_join(void **state)
{
    (void)state;
    buffer text = { 0 };
    for (int i = 0; i < 10; i++)
        buffer_text(&text,
                    "The committee met on Tuesday in the old town hall to discuss the plans\n\n"
                    "for a new bridge over the river, and after a long debate decided that\n\n"
                    "the work should begin in spring, when the water is low enough for it\n\n"
                    "and the days are long.\n\n\n");
    block_list blocks = blocks_of(text.data);
    assert_int_equal(blocks.count, 10);
    list_free(&blocks);
    buffer_free(&text);
}

static void lists_have_items_and_depths(void **state)
{
    (void)state;
    assert_blocks(
        "The aims are:\n- peace\n  - in the region\n  - at home\n- growth\n",
        "paragraph The aims are:|list_item - peace|list_item2 - in the region|list_item2 - at home|"
        "list_item - growth");
    assert_blocks("1. one\n2) two\n(3) three\n[4] four\n(a) first\n\u2022 dot\n5.Five\n",
                  "list_item 1. one|list_item 2) two|list_item (3) three|list_item [4] "
                  "four|list_item (a) first|"
                  "list_item \u2022 dot|list_item 5.Five");
    assert_blocks("G. T. Ivanova\n2017. A year.\n-5 degrees\n3.14 is pi\n",
                  "paragraph G. T. Ivanova|paragraph 2017. A year.|paragraph -5 degrees|paragraph "
                  "3.14 is pi");
    assert_blocks("\u4e00\n\n1\u3001\u7b2c\u4e00\n2\u3001\u7b2c\u4e8c\n",
                  "paragraph \u4e00|list_item 1\u3001\u7b2c\u4e00|list_item 2\u3001\u7b2c\u4e8c");
}

static void wrapped_items_keep_their_lines(void **state)
{
    (void)state;
    assert_blocks(
        "- maintaining and ensuring peace, security and stability in all of the\n"
        "  region and beyond it\n"
        "- stable development of the region, which is home to many peoples and\n"
        "  languages\n",
        "list_item - maintaining and ensuring peace, security and stability in all of the/"
        "  region and beyond it|"
        "list_item - stable development of the region, which is home to many peoples and/  "
        "languages");
    assert_blocks("\u2022 short\n  going on\n\u2022 next\n",
                  "list_item \u2022 short/  going on|list_item \u2022 next");
}

static void headings_stand_above_longer_text(void **state)
{
    (void)state;
    const char *body = "The committee met on Tuesday in the old town hall to discuss the plans for "
                       "a new bridge over it.";
    const char *cases[][2] = {
        { "A New Bridge over the River", "heading " },
        { "RESULTS", "heading " },
        { "2.1 Methods and data", "heading2 " },
        { "3. Discussion", "heading " },
        { "What the mayor said about it", "heading " },
        { "He went home.", "paragraph " },
        { "The aims of the organization are:", "paragraph " },
        { "?", "paragraph " },
        { "and so on and so forth", "paragraph " },
        { "Write To Info@example.org", "paragraph " },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer text = { 0 }, expected = { 0 };
        buffer_format(&text, "%s\n\n%s\n\n%s\n", body, cases[i][0], body);
        buffer_format(&expected, "paragraph %s|%s%s|paragraph %s", body, cases[i][1], cases[i][0],
                      body);
        assert_blocks(text.data, expected.data);
        buffer_free(&text);
        buffer_free(&expected);
    }
    assert_blocks("Title of It\n\nShort.\n", "paragraph Title of It|paragraph Short.");
}

static void form_feeds_count_pages(void **state)
{
    (void)state;
    assert_blocks("first page\n\fsecond page\n\f\n",
                  "paragraph@1 first page|paragraph@2 second page");
    assert_blocks("one\ftwo", "paragraph@1 one|paragraph@2 two");
    assert_blocks("no page\n", "paragraph no page");
}

static void aligned_columns_are_a_table(void **state)
{
    (void)state;
    assert_blocks(
        "Before it.\nCountry      Area     People\nChina        9597     1412\nIndia        3287   "
        "  1408\nAfter it.\n",
        "paragraph Before it.|table Country      Area     People/China        9597     1412/"
        "India        3287     1408|paragraph After it.");
    assert_blocks("a\tb\tc\n1\t2\t3\n", "table a\tb\tc/1\t2\t3");
    assert_blocks("one   gap here\nno gaps at all\n",
                  "paragraph one   gap here|paragraph no gaps at all");
}

/* 40 columns a line, no spaces; the last line of a paragraph is shorter. */
static void chinese_lines_join(void **state)
{
    (void)state;
    const char *text = "\u3000\u3000\u4e0a\u6d77\u5408\u4f5c\u7ec4\u7ec7\u662f\u4e00\u4e2a\u533a"
                       "\u57df\u6027\u7684\u56fd\u9645\u7ec4\u7ec7\n"
                       "\u5176\u6210\u5458\u56fd\u5305\u62ec\u4e2d\u56fd\u548c\u4fc4\u7f57\u65af"
                       "\u4ee5\u53ca\u4e2d\u4e9a\u7684\u591a\u56fd\n"
                       "\u5728\u5b89\u5168\u9886\u57df\u5408\u4f5c\u3002\n"
                       "\u3000\u3000\u4e0a\u6d77\u5408\u4f5c\u7ec4\u7ec7\u662f\u4e00\u4e2a\u533a"
                       "\u57df\u6027\u7684\u56fd\u9645\u7ec4\u7ec7\n"
                       "\u5176\u6210\u5458\u56fd\u5305\u62ec\u4e2d\u56fd\u548c\u4fc4\u7f57\u65af"
                       "\u4ee5\u53ca\u4e2d\u4e9a\u7684\u591a\u56fd\n"
                       "\u5728\u5b89\u5168\u9886\u57df\u5408\u4f5c\u3002\n";
    block_list blocks = blocks_of(text);
    assert_int_equal(blocks.count, 2);
    list_free(&blocks);
}

static void right_to_left_lines_join(void **state)
{
    (void)state;
    const char *text = "\u062a\u0623\u0633\u0633\u062a \u0627\u0644\u0645\u0646\u0638\u0645\u0629 "
                       "\u0641\u064a \u0645\u062f\u064a\u0646\u0629 "
                       "\u0634\u0627\u0646\u063a\u0647\u0627\u064a \u0639\u0627\u0645\n"
                       "\u0623\u0644\u0641\u064a\u0646 \u0648\u0648\u0627\u062d\u062f "
                       "\u0648\u062a\u0636\u0645 \u0627\u0644\u0635\u064a\u0646 "
                       "\u0648\u0631\u0648\u0633\u064a\u0627 \u0648\u062f\u0648\u0644\u0627\n"
                       "\u0623\u062e\u0631\u0649 \u0645\u0646 \u0622\u0633\u064a\u0627 "
                       "\u0627\u0644\u0648\u0633\u0637\u0649.\n";
    block_list blocks = blocks_of(text);
    assert_int_equal(blocks.count, 1);
    list_free(&blocks);
}

static void nothing_and_white_space_have_no_blocks(void **state)
{
    (void)state;
    assert_blocks("", "");
    assert_blocks(" \n\t\n\u00a0\n\u3000\n\f\n", "");
}

/* Each of these took minutes if a step were quadratic; the test runner's time limit would tell. */
static void extreme_texts_are_linear(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        size_t times, blocks;
    } cases[] = {
        { "word and ", 2000000, 1 }, { "a\n", 1000000, 1000000 }, { "\n", 4000000, 0 },
        { ")", 4000000, 1 },         { "(", 4000000, 1 },         { "- a\n\n", 200000, 200000 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer text = { 0 };
        for (size_t k = 0; k < cases[i].times; k++) buffer_text(&text, cases[i].unit);
        block_list blocks = blocks_of(text.data);
        assert_int_equal(blocks.count, cases[i].blocks);
        list_free(&blocks);
        buffer_free(&text);
    }
}

static void seed_000_is_hard_wrapped(void **state)
{
    (void)state;
    char *text = read_seed("000_011ad41bbf49130a.txt");
    block_list blocks = blocks_of(text);
    assert_covers(text, &blocks);
    static const char *const begins[] = { "The Shanghai",  "Yang Jun",        "Abstract: ",
                                          "Keywords: ",    "CorpynHuydecTBo", "Su [310Hb",
                                          "[ Aunoranusi]", "[ Karouessnie" };
    assert_int_equal(blocks.count, 8);
    for (size_t i = 0; i < 8; i++) assert_int_equal(find_block(text, &blocks, begins[i]), i);
    list_free(&blocks);
    free(text);
}

static void seed_001_has_seven_paragraphs(void **state)
{
    (void)state;
    char *text = read_seed("001_d93f30745b368fde.txt");
    block_list blocks = blocks_of(text);
    assert_covers(text, &blocks);
    assert_int_equal(blocks.count, 8);
    for (size_t i = 1; i < 8; i++) assert_int_equal(blocks.items[i].kind, BLOCK_PARAGRAPH);
    list_free(&blocks);
    free(text);
}

static void seed_002_has_a_paragraph_a_line(void **state)
{
    (void)state;
    char *text = read_seed("002_9d4318198ce18ca2.txt");
    block_list blocks = blocks_of(text);
    assert_covers(text, &blocks);
    assert_int_equal(blocks.count, 37);
    static const char *const headings[] = { "SCO Expansion", "Approaches and Practical",
                                            "Countering Illicit", "Economic Development as",
                                            "Cultural Dialogue as" };
    for (size_t i = 0; i < 5; i++) {
        const block *b = &blocks.items[find_block(text, &blocks, headings[i])];
        assert_int_equal(b->kind, BLOCK_HEADING);
        assert_int_equal(b->level, 1);
    }
    for (size_t i = 0; i < blocks.count; i++)
        if (text[blocks.items[i].at.start] == '?')
            assert_int_equal(blocks.items[i].kind, BLOCK_PARAGRAPH);
    list_free(&blocks);
    free(text);
}

static void seed_003_has_lists(void **state)
{
    (void)state;
    char *text = read_seed("003_53fded65e5fbe7f9.txt");
    block_list blocks = blocks_of(text);
    assert_covers(text, &blocks);
    size_t items = 0;
    for (size_t i = 0; i < blocks.count; i++) items += blocks.items[i].kind == BLOCK_LIST_ITEM;
    assert_int_equal(items, 3 + 2 + 6 + 9);
    assert_int_equal(
        find_block(text, &blocks, "9. Chukalova") - find_block(text, &blocks, "1. Declaration"), 8);
    assert_int_equal(find_block(text, &blocks, "Paradigmata"), 2);
    list_free(&blocks);
    free(text);
}

static void seed_004_has_entries_and_a_record(void **state)
{
    (void)state;
    char *text = read_seed("004_81f1edefb9dd1fcc.txt");
    block_list blocks = blocks_of(text);
    assert_covers(text, &blocks);
    assert_int_equal(blocks.items[0].kind, BLOCK_HEADING);
    size_t first = find_block(text, &blocks, "1. Shaimergenov");
    assert_int_equal(first, 10);
    for (size_t i = first; i < first + 5; i++)
        assert_int_equal(blocks.items[i].kind, BLOCK_LIST_ITEM);
    assert_int_equal(find_block(text, &blocks, "Magazine: NO"), first + 5);
    assert_int_equal(blocks.count, first + 9);
    list_free(&blocks);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_a_paragraph_join),
        cmocka_unit_test(any_line_end_counts),
        cmocka_unit_test(indented_starts_part_paragraphs),
        cmocka_unit_test(one_paragraph_a_line),
        cmocka_unit_test(double_spaced_lines_join),
        cmocka_unit_test(lists_have_items_and_depths),
        cmocka_unit_test(wrapped_items_keep_their_lines),
        cmocka_unit_test(headings_stand_above_longer_text),
        cmocka_unit_test(form_feeds_count_pages),
        cmocka_unit_test(aligned_columns_are_a_table),
        cmocka_unit_test(chinese_lines_join),
        cmocka_unit_test(right_to_left_lines_join),
        cmocka_unit_test(nothing_and_white_space_have_no_blocks),
        cmocka_unit_test(extreme_texts_are_linear),
        cmocka_unit_test(seed_000_is_hard_wrapped),
        cmocka_unit_test(seed_001_has_seven_paragraphs),
        cmocka_unit_test(seed_002_has_a_paragraph_a_line),
        cmocka_unit_test(seed_003_has_lists),
        cmocka_unit_test(seed_004_has_entries_and_a_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
