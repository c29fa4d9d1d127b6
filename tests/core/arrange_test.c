/* Rows on their way to a format: chosen, sorted, limited. */
#include "host/arrange.h"
#include "host/output.h"
#include "testing.h"

static const column columns[] = {
    { (char *)"n", COLUMN_INTEGER, NULL },
    { (char *)"word", COLUMN_TEXT, NULL },
    { (char *)"day", COLUMN_DATE, NULL },
    { (char *)"at", COLUMN_SPANS, NULL },
};

static void put_row(buffer *rows, int64_t n, const char *word, const char *day, size_t spans)
{
    value number = value_of_integer(n), text = value_of_text(word), date = value_of_text(day);
    output_put_value(rows, &number);
    output_put_value(rows, &text);
    output_put_value(rows, &date);
    output_put_list(rows, spans);
    for (size_t i = 0; i < spans; i++)
        output_put_quotation(rows, &(quotation){ .text = "home", .length = 4, .document = "d" });
}

/* The rows that come out, as text: cells of one parted by spaces, rows by commas. */
static char *arranged(const arrangement *a, buffer *rows)
{
    arranger *r = NULL;
    buffer out = { 0 }, text = { 0 };
    size_t count = 0;
    assert_ok(arranger_open(a, columns, 4, &r, &test_error));
    assert_non_null(r);
    arranger_columns(r, &count);
    assert_ok(arranger_take(r, rows, &out, &test_error));
    for (size_t before = out.length + 1; before != out.length;) {
        before = out.length;
        assert_ok(arranger_give(r, &out, &test_error));
    }
    reader in = reader_of(out.data, out.length);
    for (size_t n = 0; in.at < in.end; n++) {
        output_cell cell = output_read_cell(&in);
        if (n > 0) buffer_text(&text, n % count == 0 ? "," : " ");
        if (cell.is_list) buffer_format(&text, "[%zu]", cell.count);
        else if (cell.value.type == VALUE_INTEGER)
            buffer_format(&text, "%lld", (long long)cell.value.integer);
        else if (cell.value.type == VALUE_TEXT)
            buffer_append(&text, cell.value.text, cell.value.length);
        else buffer_text(&text, "-");
        for (size_t left = cell.is_list ? cell.count : 0; left > 0; left--) output_read_cell(&in);
    }
    assert_false(in.failed);
    arranger_close(r);
    buffer_free(&out);
    return buffer_take(&text);
}

static void assert_arranged(const arrangement *a, const char *wanted)
{
    buffer rows = { 0 };
    put_row(&rows, 2, "zebra", "2011", 2);
    put_row(&rows, 10, "\xc3\xa9t\xc3\xa9", "-0044", 0);
    put_row(&rows, 2, "Apple", NULL, 1);
    put_row(&rows, -3, NULL, "2011-05/2012", 0);
    char *got = arranged(a, &rows);
    assert_string_equal(got, wanted);
    free(got);
    buffer_free(&rows);
}

static void columns_are_chosen_in_order(void **unused)
{
    (void)unused;
    assert_arranged(&(arrangement){ .columns = "word,n" }, "zebra 2,été 10,Apple 2,- -3");
    assert_arranged(&(arrangement){ .columns = "at,day" },
                    "[2] 2011,[0] -0044,[1] -,[0] 2011-05/2012");
    assert_arranged(&(arrangement){ .columns = "n,of_another_table", .limit = 2 }, "2,10");
}

static void rows_are_sorted_by_type(void **unused)
{
    (void)unused;
    assert_arranged(&(arrangement){ .columns = "n", .sort = "n" }, "-3,2,2,10");
    assert_arranged(&(arrangement){ .columns = "word", .sort = "word" }, "Apple,été,zebra,-");
    assert_arranged(&(arrangement){ .columns = "word", .sort = "-word" }, "zebra,été,Apple,-");
    assert_arranged(&(arrangement){ .columns = "day", .sort = "day" }, "-0044,2011,2011-05/2012,-");
    assert_arranged(&(arrangement){ .columns = "n,word", .sort = "-n,word" },
                    "10 été,2 Apple,2 zebra,-3 -");
    assert_arranged(&(arrangement){ .columns = "n,word", .sort = "+n" },
                    "-3 -,2 zebra,2 Apple,10 été"); /* what is alike stays as it came */
    assert_arranged(&(arrangement){ .columns = "word", .sort = "-n", .limit = 2 }, "été,zebra");
    assert_arranged(&(arrangement){ .columns = "n", .sort = "at" }, "2,2,10,-3");
}

static void unknown_names_are_usage_errors(void **unused)
{
    (void)unused;
    assert_ok(arrangement_check(&(arrangement){ 0 }, columns, 4, &test_error));
    assert_ok(arrangement_check(&(arrangement){ .columns = "n,word", .sort = "-day,+n" }, columns,
                                4, &test_error));
    assert_fails(arrangement_check(&(arrangement){ .sort = "-wrod" }, columns, 4, &test_error),
                 STATUS_USAGE, "--sort: there is no column 'wrod'; did you mean word?");
    assert_fails(arrangement_check(&(arrangement){ .columns = "n,,word" }, columns, 4, &test_error),
                 STATUS_USAGE, "--columns: there is no column ''; did you mean n?");
    assert_fails(arrangement_check(&(arrangement){ .sort = "frequency" }, columns, 4, &test_error),
                 STATUS_USAGE, "no column 'frequency'; there are n, word, day, at");
    assert_fails(arrangement_check(&(arrangement){ .columns = "wor" }, columns, 4, &test_error),
                 STATUS_USAGE, "did you mean word?");
}

/* Far more than the sorter keeps in memory, in several batches. */
static void many_rows_are_sorted(void **unused)
{
    enum { BATCHES = 50, ROWS = 4000 };
    arranger *r = NULL;
    buffer rows = { 0 }, out = { 0 };
    uint64_t seed = 5;
    size_t count = 0;
    int64_t last = -1;
    const arrangement a = { .columns = "n", .sort = "n" };
    (void)unused;
    assert_ok(arranger_open(&a, columns, 4, &r, &test_error));
    for (int batch = 0; batch < BATCHES; batch++) {
        buffer_clear(&rows);
        for (int n = 0; n < ROWS; n++)
            put_row(&rows, (int64_t)random_below(&seed, 1000000), "word", "2011", 0);
        assert_ok(arranger_take(r, &rows, &out, &test_error));
        assert_int_equal(out.length, 0);
    }
    do {
        buffer_clear(&out);
        assert_ok(arranger_give(r, &out, &test_error));
        reader in = reader_of(out.data, out.length);
        for (; in.at < in.end; count++) {
            int64_t n = output_read_cell(&in).value.integer;
            assert_true(n >= last);
            last = n;
        }
    } while (out.length > 0);
    assert_int_equal(count, BATCHES * ROWS);
    arranger_close(r);
    buffer_free(&rows);
    buffer_free(&out);
}

static void broken_rows_are_refused(void **unused)
{
    buffer rows = { 0 }, out = { 0 };
    uint64_t seed = 11;
    const arrangement a = { .columns = "at,n", .sort = "at,-word" };
    (void)unused;
    put_row(&rows, 2, "zebra", "2011", 2);
    put_row(&rows, 5, "apple", NULL, 1);
    for (int round = 0; round < 300; round++) {
        arranger *r = NULL;
        size_t length;
        char *bytes = mutated(&rows, &seed, &length);
        buffer wrong = { .data = bytes, .length = length };
        assert_ok(arranger_open(&a, columns, 4, &r, &test_error));
        status s = arranger_take(r, &wrong, &out, &test_error);
        assert_true(s == STATUS_OK || s == STATUS_PLUGIN);
        arranger_close(r);
        free(bytes);
    }
    buffer_free(&rows);
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(columns_are_chosen_in_order, clear_test_error),
        cmocka_unit_test_teardown(rows_are_sorted_by_type, clear_test_error),
        cmocka_unit_test_teardown(unknown_names_are_usage_errors, clear_test_error),
        cmocka_unit_test_teardown(many_rows_are_sorted, clear_test_error),
        cmocka_unit_test_teardown(broken_rows_are_refused, clear_test_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
