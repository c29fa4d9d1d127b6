/* Roles of blocks: the seeds, whose every role was read off the texts by hand, and one small text a
 * rule. */
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
#include "text/roles.h"

static text_rules rules;

static int add_rules(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        block_role role;
    } words[] = {
        { "Abstract", ROLE_ABSTRACT },
        { "\u0410\u043d\u043d\u043e\u0442\u0430\u0446\u0438\u044f", ROLE_ABSTRACT },
        { "\u6458\u8981", ROLE_ABSTRACT },
        { "Keywords", ROLE_KEYWORDS },
        { "Key words", ROLE_KEYWORDS },
        { "\u041a\u043b\u044e\u0447\u0435\u0432\u044b\u0435 \u0441\u043b\u043e\u0432\u0430",
          ROLE_KEYWORDS },
        { "References", ROLE_REFERENCES },
        { "\u041b\u0438\u0442\u0435\u0440\u0430\u0442\u0443\u0440\u0430", ROLE_REFERENCES },
        { "Introduction", ROLE_BODY },
    };
    error e = { 0 };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_rules_add_section(&rules, words[i].word, words[i].role, &e) != STATUS_OK)
            return -1;
    return 0;
}

static int free_rules(void **state)
{
    (void)state;
    text_rules_free(&rules);
    return 0;
}

/* Mostly Cyrillic letters: Russian; else English. */
static const char *language_of(const char *text, span at)
{
    size_t cyrillic = 0, latin = 0;
    for (uint32_t i = at.start; i < at.stop; i++) {
        unsigned char byte = (unsigned char)text[i];
        cyrillic += byte == 0xd0 || byte == 0xd1;
        latin += (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    }
    return cyrillic > latin ? "ru" : "en";
}

typedef struct document {
    char *text;
    block_list blocks;
} document;

static void cut(document *d)
{
    error e = { 0 };
    assert_int_equal(layout_blocks(d->text, strlen(d->text), &d->blocks, &e), STATUS_OK);
    for (size_t i = 0; i < d->blocks.count; i++)
        strcpy(d->blocks.items[i].language.text, language_of(d->text, d->blocks.items[i].at));
}

static void judge(document *d)
{
    error e = { 0 };
    language_tag main = { "en" };
    assert_int_equal(roles_judge(d->text, &d->blocks, &rules, main, &e), STATUS_OK);
}

static document document_of(const char *text)
{
    document d = { .text = strdup(text) };
    assert_non_null(d.text);
    cut(&d);
    judge(&d);
    return d;
}

static document seed(const char *name)
{
    buffer path = { 0 }, text = { 0 };
    buffer_format(&path, "%s/seeds/%s", SOURCE_ROOT, name);
    FILE *file = fopen(path.data, "rb");
    assert_non_null(file);
    char part[4096];
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        buffer_append(&text, part, got);
    fclose(file);
    buffer_free(&path);
    document d = { .text = buffer_take(&text) };
    cut(&d);
    return d;
}

static void document_free(document *d)
{
    list_free(&d->blocks);
    free(d->text);
}

/* The block that begins with `words`. */
static const block *block_of(const document *d, const char *words)
{
    for (size_t i = 0; i < d->blocks.count; i++) {
        span at = d->blocks.items[i].at;
        bool fits = at.stop - at.start >= strlen(words);
        if (fits && memcmp(d->text + at.start, words, strlen(words)) == 0)
            return &d->blocks.items[i];
    }
    fail_msg("no block begins with \"%s\"", words);
    return NULL;
}

static void assert_role(const document *d, const char *words, block_role role)
{
    const char *found = block_role_name(block_of(d, words)->role);
    if (strcmp(found, block_role_name(role)) != 0)
        fail_msg("\"%s\" is %s, not %s", words, found, block_role_name(role));
}

/* Roles in the order of the blocks, one letter each: b(ody), t(itle), a(uthor), A(bstract),
 * k(eywords), q(uotation), n(ote), r(eferences), N(avigation), x (notice). */
static void assert_roles(const document *d, const char *expected)
{
    buffer found = { 0 };
    for (size_t i = 0; i < d->blocks.count; i++)
        buffer_byte(&found, (unsigned char)"btaAkqnrNx"[d->blocks.items[i].role]);
    assert_string_equal(found.data, expected);
    buffer_free(&found);
}

#define PROSE                                                                                      \
    "The committee met on Tuesday in the old town hall to discuss the plans for a new bridge "     \
    "over the river, "                                                                             \
    "and after a long debate it decided that the work should begin in spring, when the water is "  \
    "low enough. "                                                                                 \
    "The mayor had been against the plan for years, but he said that he would not stand in the "   \
    "way of it.\n\n"

static void seed_000_has_two_languages(void **state)
{
    (void)state;
    document d = seed("000_011ad41bbf49130a.txt");
    for (size_t i = 4; i < d.blocks.count; i++) strcpy(d.blocks.items[i].language.text, "und");
    judge(&d);
    assert_roles(&d, "taAktaAk");
    assert_int_equal(block_of(&d, "The Shanghai")->kind, BLOCK_HEADING);
    assert_int_equal(block_of(&d, "Yang Jun")->kind, BLOCK_PARAGRAPH);
    document_free(&d);
}

static void seed_001_has_a_title(void **state)
{
    (void)state;
    document d = seed("001_d93f30745b368fde.txt");
    judge(&d);
    assert_roles(&d, "tbbbbbbb");
    document_free(&d);
}

static void seed_002_has_a_journal_line_and_no_title(void **state)
{
    (void)state;
    document d = seed("002_9d4318198ce18ca2.txt");
    judge(&d);
    assert_roles(&d, "NxbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbNnNx");
    assert_role(&d, "October 2017", ROLE_NOTICE);
    assert_role(&d, "Translation from Russian", ROLE_NOTE);
    assert_role(&d, "SCO Expansion", ROLE_BODY);
    assert_int_equal(block_of(&d, "October 2017")->kind, BLOCK_PARAGRAPH);
    document_free(&d);
}

static void seed_003_has_a_russian_frame(void **state)
{
    (void)state;
    document d = seed("003_53fded65e5fbe7f9.txt");
    judge(&d);
    assert_role(&d, "\u041a\u0430\u0442\u0430\u043b\u043e\u0433", ROLE_NAVIGATION);
    assert_role(&d, "\u041d\u0430\u0443\u0447\u043d\u044b\u0439", ROLE_NAVIGATION);
    assert_role(&d, "Paradigmata", ROLE_NOTICE);
    assert_role(&d, "SCO and regional", ROLE_TITLE);
    static const char *const authors[] = { "G. T. Ichshanova", "ORCID 0000-0002", "A. M. Melis",
                                           "ORCID 0000-0003",  "University of",   "Almaty" };
    for (size_t i = 0; i < 6; i++) assert_role(&d, authors[i], ROLE_AUTHOR);
    assert_role(&d, "Today the SCO", ROLE_BODY);
    assert_role(&d, "- maintaining", ROLE_BODY);
    assert_role(&d, "The problems of ensuring", ROLE_BODY);
    const block *first = block_of(&d, "1. Declaration"), *last = block_of(&d, "9. Chukalova");
    for (const block *b = first; b <= last; b++) assert_int_equal(b->role, ROLE_REFERENCES);
    assert_int_equal(last - first, 8);
    const block *end = d.blocks.items + d.blocks.count;
    assert_int_equal(end - last, 12);
    for (const block *b = last + 1; b < end; b++) assert_int_equal(b->role, ROLE_NAVIGATION);
    document_free(&d);
}

static void seed_004_has_references_and_a_record(void **state)
{
    (void)state;
    document d = seed("004_81f1edefb9dd1fcc.txt");
    judge(&d);
    assert_roles(&d, "tbbbbbbbbbrrrrrxxxx");
    document_free(&d);
}

static void section_words_are_headings_or_labels(void **state)
{
    (void)state;
    document d = document_of(
        "A New Bridge over the River\n\nABSTRACT\n\n" PROSE "Key words: bridge; river\n\n"
        "1. Introduction\n\n" PROSE PROSE "References\n\nSmith J. Bridges. London, 2001.\n\n"
        "Jones K. Rivers. Paris, 2004. 212 p.\n");
    assert_roles(&d, "tAAkbbbrrr");
    assert_int_equal(block_of(&d, "References")->kind, BLOCK_HEADING);
    document_free(&d);

    static const char *const labels[] = { "Abstract: ",        "ABSTRACT. ",
                                          "Abstract \u2014 ",  "[Abstract] ",
                                          "(Abstract) ",       "Abstract\t",
                                          "A b s t r a c t. ", "[ \u6458 \u8981 ] " };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        buffer text = { 0 };
        buffer_format(&text, "A New Bridge over the River\n\n%s" PROSE PROSE, labels[i]);
        document labelled = document_of(text.data);
        assert_roles(&labelled, "tAb");
        document_free(&labelled);
        buffer_free(&text);
    }
    document none =
        document_of("A New Bridge over the River\n\nAbstract art was shown as well. " PROSE);
    assert_roles(&none, "tb");
    document_free(&none);
}

static void an_abstract_without_headings_behind_it_is_one_paragraph(void **state)
{
    (void)state;
    document d = document_of("Abstract\n\n" PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE);
    assert_roles(&d, "AAbbbbbbb");
    document_free(&d);
}

static void references_end_where_entries_end(void **state)
{
    (void)state;
    document d = document_of(
        PROSE PROSE "References\n\n1. Smith J. Bridges // Nature. 2001. P. 12-14.\n"
                    "2. Jones K. Rivers. Paris, 2004.\n\nThe Author and His Work\n\n" PROSE);
    assert_roles(&d, "bbrrrbb");
    document_free(&d);
    document list = document_of(PROSE PROSE PROSE "1. First we go there.\n2. Then we come back.\n");
    assert_roles(&list, "bbbbb");
    document_free(&list);
}

static void a_second_language_has_its_own_title(void **state)
{
    (void)state;
    document d = document_of("A New Bridge over the River\n\nJ. Smith\n\nAbstract: " PROSE
                             "Keywords: bridge; river\n\n"
                             "\u041d\u043e\u0432\u044b\u0439 \u043c\u043e\u0441\u0442 "
                             "\u0447\u0435\u0440\u0435\u0437 \u0440\u0435\u043a\u0443\n\n"
                             "\u0414\u0436. \u0421\u043c\u0438\u0442\n\n"
                             "\u0410\u043d\u043d\u043e\u0442\u0430\u0446\u0438\u044f: "
                             "\u043a\u043e\u043c\u0438\u0442\u0435\u0442 "
                             "\u0440\u0435\u0448\u0438\u043b, \u0447\u0442\u043e "
                             "\u043c\u043e\u0441\u0442 \u043d\u0443\u0436\u0435\u043d.\n\n"
                             "\u041a\u043b\u044e\u0447\u0435\u0432\u044b\u0435 "
                             "\u0441\u043b\u043e\u0432\u0430: \u043c\u043e\u0441\u0442\n\n"
                             "Introduction\n\n" PROSE);
    assert_roles(&d, "taAktaAkbb");
    document_free(&d);
}

static void running_heads_and_page_numbers_are_no_body(void **state)
{
    (void)state;
    document d = document_of("Town and River 1\n\n" PROSE "1\n\fTown and River 2\n\n" PROSE "2\n\f"
                             "Town and River 3\n\n" PROSE "3\n\f"
                             "Town and River 4\n\n" PROSE "4\n");
    assert_role(&d, "Town and River 2", ROLE_NOTICE);
    assert_role(&d, "Town and River 4", ROLE_NOTICE);
    assert_role(&d, "3", ROLE_NAVIGATION);
    document_free(&d);
}

static void notes_quotations_and_notices_have_their_signs(void **state)
{
    (void)state;
    document d = document_of(
        PROSE
        "\u00b9 See the report of the year before.\n\n\u201cThe committee met on Tuesday in the "
        "old town hall to discuss the plans for a new bridge over the river, and it was a long "
        "evening for all who had come.\u201d\n\n* * *\n\n\u00a9 2017 The Town. All rights "
        "reserved.\n\n" PROSE);
    assert_roles(&d, "bnqNxb");
    document_free(&d);
}

static void what_the_loader_said_stays(void **state)
{
    (void)state;
    document d = { .text = strdup("A New Bridge over the River\n\nAbstract: " PROSE PROSE) };
    cut(&d);
    d.blocks.items[1].role = ROLE_NOTICE;
    d.blocks.items[1].role_given = true;
    judge(&d);
    assert_roles(&d, "txb");
    document_free(&d);
}

static void nothing_has_no_roles(void **state)
{
    (void)state;
    document d = document_of("");
    assert_int_equal(d.blocks.count, 0);
    document_free(&d);
    document words = document_of("apples\npears\nplums\n");
    assert_roles(&words, "bbb");
    document_free(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seed_000_has_two_languages),
        cmocka_unit_test(seed_001_has_a_title),
        cmocka_unit_test(seed_002_has_a_journal_line_and_no_title),
        cmocka_unit_test(seed_003_has_a_russian_frame),
        cmocka_unit_test(seed_004_has_references_and_a_record),
        cmocka_unit_test(section_words_are_headings_or_labels),
        cmocka_unit_test(an_abstract_without_headings_behind_it_is_one_paragraph),
        cmocka_unit_test(references_end_where_entries_end),
        cmocka_unit_test(a_second_language_has_its_own_title),
        cmocka_unit_test(running_heads_and_page_numbers_are_no_body),
        cmocka_unit_test(notes_quotations_and_notices_have_their_signs),
        cmocka_unit_test(what_the_loader_said_stays),
        cmocka_unit_test(nothing_has_no_roles),
    };
    return cmocka_run_group_tests(tests, add_rules, free_rules);
}
