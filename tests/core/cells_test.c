#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "host/cells.h"
#include "host/kwic.h"

/* Expected texts are written by hand; those of CSV follow the examples of RFC 4180. */

static const column figures[] = {
    { (char *)"row", COLUMN_INTEGER, NULL },   { (char *)"document", COLUMN_TEXT, NULL },
    { (char *)"value", COLUMN_NUMBER, NULL },  { (char *)"sure", COLUMN_BOOLEAN, NULL },
    { (char *)"evidence", COLUMN_SPAN, NULL },
};

static void put_null(buffer *rows)
{
    const value none = { .type = VALUE_NULL };
    output_put_value(rows, &none);
}

static void put_text(buffer *rows, const char *text)
{
    const value v = value_of_text(text);
    output_put_value(rows, &v);
}

static void put_number(buffer *rows, double number)
{
    const value v = value_of_number(number);
    output_put_value(rows, &v);
}

static void put_span(buffer *rows, const char *text, uint32_t start)
{
    uint32_t length = (uint32_t)strlen(text);
    const quotation q = { text, length, "report", 4, { start, start + length } };
    output_put_quotation(rows, &q);
}

static void put_head(buffer *rows, int64_t row, const char *name, double number)
{
    const value v = value_of_integer(row);
    output_put_value(rows, &v);
    put_text(rows, name);
    put_number(rows, number);
}

static void put_figures(buffer *rows)
{
    const value yes = value_of_boolean(true), no = value_of_boolean(false);
    put_head(rows, 1, "report", 20);
    output_put_value(rows, &yes);
    put_span(rows, "prevented 20 \"attacks\",\n in all", 100);
    put_head(rows, 2, "report", 0.1);
    output_put_value(rows, &no);
    put_span(rows, "a tenth", 300);
    put_head(rows, -3, "\u00fcber", 2700.5);
    put_null(rows);
    put_null(rows);
}

/* What the style makes of the rows, which are freed. */
static void assert_rows(cells_style style, const column *columns, size_t count, buffer *rows,
                        const char *expected)
{
    buffer out = { 0 };
    reader in = reader_of(rows->data, rows->length);
    cells_put_header(&out, style, columns, count);
    assert_true(cells_put_rows(&out, style, columns, count, &in));
    assert_string_equal(out.data, expected);
    buffer_free(&out);
    buffer_free(rows);
}

static void test_csv(void **unused)
{
    (void)unused;
    static const column texts[] = { { (char *)"a", COLUMN_TEXT, NULL },
                                    { (char *)"b,c", COLUMN_TEXT, NULL } };
    buffer rows = { 0 };
    put_figures(&rows);
    assert_rows(CELLS_CSV, figures, 5, &rows,
                "row,document,value,sure,evidence,evidence_start,evidence_stop\r\n"
                "1,report,20,true,\"prevented 20 \"\"attacks\"\",\n in all\",100,131\r\n"
                "2,report,0.1,false,a tenth,300,307\r\n"
                "-3,\u00fcber,2700.5,,,,\r\n");
    put_text(&rows, ""); /* is no missing value */
    put_null(&rows);
    assert_rows(CELLS_CSV, texts, 2, &rows, "a,\"b,c\"\r\n\"\",\r\n");
    buffer_text(&rows, "");
    assert_rows(CELLS_CSV, texts, 1, &rows, "a\r\n");
}

static void test_tsv(void **unused)
{
    (void)unused;
    buffer rows = { 0 };
    static const column columns[] = { { (char *)"a", COLUMN_TEXT, NULL },
                                      { (char *)"b", COLUMN_INTEGER, NULL } };
    const value four = value_of_integer(4);
    put_text(&rows, "one\ttwo\nthree\\");
    output_put_value(&rows, &four);
    assert_rows(CELLS_TSV, columns, 2, &rows, "a\tb\none\\ttwo\\nthree\\\\\t4\n");
}

static void test_json(void **unused)
{
    (void)unused;
    static const column a = { (char *)"a", COLUMN_TEXT, NULL };
    static const column json = { (char *)"a", COLUMN_JSON, NULL };
    static const column spans[] = { { (char *)"a", COLUMN_SPANS, NULL },
                                    { (char *)"b", COLUMN_SPAN, NULL } };
    buffer rows = { 0 };
    put_figures(&rows);
    assert_rows(CELLS_JSON, figures, 5, &rows,
                "{\"row\":1,\"document\":\"report\",\"value\":20,\"sure\":true,\"evidence\":"
                "\"prevented 20 \\\"attacks\\\",\\n in all\",\"evidence_start\":100,"
                "\"evidence_stop\":131}\n"
                "{\"row\":2,\"document\":\"report\",\"value\":0.1,\"sure\":false,\"evidence\":"
                "\"a tenth\",\"evidence_start\":300,\"evidence_stop\":307}\n"
                "{\"row\":-3,\"document\":\"\u00fcber\",\"value\":2700.5,\"sure\":null,"
                "\"evidence\":null,\"evidence_start\":null,\"evidence_stop\":null}\n");
    put_text(&rows, "\033[31m\177");
    put_text(&rows, "a\xff"
                    "b");
    assert_rows(CELLS_JSON, &a, 1, &rows,
                "{\"a\":\"\\u001b[31m\\u007f\"}\n{\"a\":\"a\ufffd"
                "b\"}\n");
    put_text(&rows, "{\"b\":\r\n[1,2]}");
    assert_rows(CELLS_JSON, &json, 1, &rows, "{\"a\":{\"b\": [1,2]}}\n");
    output_put_list(&rows, 1);
    put_span(&rows, "x", 5);
    put_span(&rows, "y", 9);
    assert_rows(CELLS_JSON, spans, 2, &rows,
                "{\"a\":[{\"text\":\"x\",\"document\":\"report\",\"start\":5,\"stop\":6}],"
                "\"b\":\"y\",\"b_start\":9,\"b_stop\":10,\"b_document\":\"report\"}\n");
}

/* Each number reads back as the same double. */
static void test_numbers(void **unused)
{
    (void)unused;
    static const column a = { (char *)"a", COLUMN_NUMBER, NULL };
    static const double numbers[] = { 1.0 / 3, 1e300, 5e-324, -2.5, 123456789012345680, 1e15 };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        buffer rows = { 0 }, out = { 0 };
        put_number(&rows, numbers[i]);
        reader in = reader_of(rows.data, rows.length);
        assert_true(cells_put_rows(&out, CELLS_TSV, &a, 1, &in));
        assert_true(strtod(out.data, NULL) == numbers[i]);
        buffer_free(&rows);
        buffer_free(&out);
    }
    buffer rows = { 0 };
    put_number(&rows, INFINITY);
    assert_rows(CELLS_JSON, &a, 1, &rows, "{\"a\":null}\n");
}

/* However the rows are cut off, nothing is read behind their end. */
static void test_broken_rows(void **unused)
{
    (void)unused;
    buffer rows = { 0 };
    put_figures(&rows);
    for (size_t length = 1; length < rows.length; length++) {
        char *copy = malloc(length);
        memcpy(copy, rows.data, length);
        buffer out = { 0 };
        reader in = reader_of(copy, length);
        cells_put_rows(&out, CELLS_CSV, figures, 5, &in);
        kwic_page page = { .width = 80 };
        in = reader_of(copy, length);
        assert_false(kwic_put_rows(&out, &page, &in));
        buffer_free(&out);
        free(copy);
    }
    buffer_free(&rows);
}

static const column lines[] = { { (char *)"left", COLUMN_TEXT, NULL },
                                { (char *)"match", COLUMN_TEXT, NULL },
                                { (char *)"right", COLUMN_TEXT, NULL },
                                { (char *)"evidence", COLUMN_SPAN, NULL } };

static void put_line(buffer *rows, const char *left, const char *match, const char *right)
{
    put_text(rows, left);
    put_text(rows, match);
    put_text(rows, right);
    put_span(rows, match, 0);
}

static void assert_lines(kwic_page page, buffer *rows, const char *expected)
{
    buffer out = { 0 };
    reader in = reader_of(rows->data, rows->length);
    assert_true(kwic_fits(lines, 4));
    assert_true(kwic_put_rows(&out, &page, &in));
    assert_string_equal(out.data, expected);
    buffer_free(&out);
    buffer_free(rows);
}

/* A page of 40: the name takes 6 and 2, the left side 13 (45 of a hundred of 31), then a space. */
static void test_hits_stand_below_one_another(void **unused)
{
    (void)unused;
    buffer rows = { 0 };
    put_line(&rows, "in the", "summit", "of 2017");
    put_line(&rows, "it was said before the", "summit", "of the heads of state");
    put_line(&rows, "\u4e0a\u6d77\u5408\u4f5c\u7ec4\u7ec7\u6210\u7acb", "\u5cf0\u4f1a", "");
    assert_lines((kwic_page){ .width = 40 }, &rows,
                 "report         in the summit of 2017\n"
                 "report  \u2026d before the summit of the hea\u2026\n"
                 "report  \u2026\u5408\u4f5c\u7ec4\u7ec7\u6210\u7acb \u5cf0\u4f1a\n");
    put_line(&rows, "a\033[2J", "b\u202e", "\u05d0");
    assert_lines((kwic_page){ .width = 40, .is_coloured = true, .is_terminal = true }, &rows,
                 "report           a\ufffd[2J \033[1mb\ufffd\033[0m \u200e\u05d0\u200e\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),         cmocka_unit_test(test_tsv),
        cmocka_unit_test(test_json),        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_broken_rows), cmocka_unit_test(test_hits_stand_below_one_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
