#include "text/magic.h"

#include "testing.h"

static size_t reach(const char *magic, const char *head)
{
    return magic_reach(magic, head, strlen(head));
}

static void first_bytes(void **unused)
{
    (void)unused;
    assert_int_equal(reach("WEBVTT", "WEBVTT - a"), 6);
    assert_int_equal(reach("WEBVTT", "\xef\xbb\xbfWEBVTT"), 9);
    assert_int_equal(reach("WEBVTT", "WEBVT"), 0);
    assert_int_equal(reach("WEBVTT", ""), 0);
    assert_int_equal(reach("", "text"), 0);
}

static void stars_stand_for_cells(void **unused)
{
    (void)unused;
    assert_int_equal(reach("<text *>\n*\t*", "<text id=\"1\">\nIt\tPRP\tit\n"), 20);
    assert_int_equal(reach("<text *>\n*\t*", "<text id=\"1\">\n\t<p>"), 0); /* an indented tag */
    assert_int_equal(reach("<text *>\n*\t*", "<text id=\"1\">\nIt is"), 0);
    assert_int_equal(reach("*\t*\n", "\n"), 0);
}

static void roots_of_markup(void **unused)
{
    (void)unused;
    assert_int_equal(reach("<TEI", "<TEI>"), 4);
    assert_int_equal(reach("<TEI", " \n<TEI xmlns='x'>"), 6);
    assert_int_equal(reach("<TEI", "<tei:TEI xmlns:tei='x'>"), 8);
    assert_int_equal(reach("<TEI", "<TEI.2>"), 0);
    assert_int_equal(reach("<TEI", "<teiCorpus><TEI>"), 0);
    assert_int_equal(reach("<TEI", "<TEI"), 0); /* cut off: it may go on */
    assert_int_equal(reach("<TEI", "no <TEI>"), 0);
    assert_int_equal(
        reach("<a", "<?xml version='1.0'?><!-- <b> --><!DOCTYPE a [<!ENTITY c '>'>]>\n<a>"), 66);
    assert_int_equal(reach("<a", "<!-- never ends <a>"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_bytes),
        cmocka_unit_test(stars_stand_for_cells),
        cmocka_unit_test(roots_of_markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
