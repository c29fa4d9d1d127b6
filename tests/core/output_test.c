#include <fcntl.h>

#include "host/output.h"
#include "host_fixture.h"

static int pipe_ends[2];

/* Formats that show, stop early, raise, crash and never end. */
static int setup(void **unused)
{
    if (make_host_folder(unused) != 0) return -1;
    write_file("plugins/formats/plain.lua",
               "return { api = 1, summary = 'x', render = function(result, write)"
               " write(result.title, ':', tostring(#result.columns), '\\n')"
               " for row in result:rows() do write(tostring(row[1]), ' ', row[2], ' ', row[3] and "
               "row[3].text or '-', '\\n') end"
               " write('end\\n') end }");
    write_file("plugins/formats/first.lua",
               "return { api = 1, summary = 'x', render = function(result, write)"
               " for row in result:rows() do write(row[2]) return end end }");
    write_file("plugins/formats/raises.lua",
               "return { api = 1, summary = 'x', render = function(result, write) write('half')"
               " error('cannot draw it') end }");
    write_file("plugins/formats/broken.lua", "return { api = 1, summary = 'x' }");
    write_file("plugins/formats/slow.lua",
               "return { api = 1, summary = 'x', render = function() while true do end end }");
    test_limits.cpu_seconds = 0.1;
    open_host();
    return pipe(pipe_ends); /* after the host: the nursery would keep its end open */
}

static int teardown(void **unused)
{
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    return drop_host(unused);
}

static const column columns[] = { { (char *)"n", COLUMN_INTEGER, NULL },
                                  { (char *)"word", COLUMN_TEXT, (char *)"as written" },
                                  { (char *)"at", COLUMN_SPAN, NULL } };

static output *begin(const char *format)
{
    output *o = NULL;
    output_setup setup = { .format = format,
                           .title = "words",
                           .columns = columns,
                           .column_count = 3,
                           .descriptor = pipe_ends[1] };
    assert_ok(output_begin(&test_host, &setup, &o, &test_error));
    return o;
}

static status put_row(output *o, int64_t n)
{
    value number = value_of_integer(n), word = value_of_text("дом");
    quotation q = {
        .text = "at home", .length = 7, .document = "letter", .page = 3, .at = { 10, 17 }
    };
    status s = output_row(o, &test_error);
    if (s == STATUS_OK) s = output_value(o, &number, &test_error);
    if (s == STATUS_OK) s = output_value(o, &word, &test_error);
    return s == STATUS_OK ? output_quotation(o, &q, &test_error) : s;
}

static char *written(void)
{
    buffer all = { 0 };
    close(pipe_ends[1]);
    pipe_ends[1] = -1;
    for (ssize_t got = 1; got > 0;) {
        char *room = buffer_room(&all, 4096);
        got = read(pipe_ends[0], room, 4096);
        if (got > 0) all.length += (size_t)got;
    }
    return buffer_take(&all);
}

static void assert_written(const char *wanted)
{
    char *text = written();
    assert_string_equal(text, wanted);
    free(text);
}

static void rows_become_bytes(void **unused)
{
    (void)unused;
    output *o = begin("plain");
    assert_ok(put_row(o, 1));
    assert_ok(put_row(o, 2));
    assert_ok(output_end(o, &test_error));
    assert_written("words:3\n1 дом at home\n2 дом at home\nend\n");
}

static void no_rows_are_rendered_too(void **unused)
{
    (void)unused;
    assert_ok(output_end(begin("plain"), &test_error));
    assert_written("words:3\nend\n");
}

/* More than a batch, and more than a pipe holds: read at the end by a child. */
static void many_rows_arrive_in_order(void **unused)
{
    (void)unused;
    enum { COUNT = 20000 };
    char *path = path_in_folder("out");
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), old = pipe_ends[1];
    pipe_ends[1] = file;
    output *o = begin("plain");
    test_host.corpus_limits.cpu_seconds = 10;
    for (int64_t i = 0; i < COUNT; i++) assert_ok(put_row(o, i));
    assert_ok(output_end(o, &test_error));
    FILE *in = fdopen(file, "r");
    rewind(in);
    char line[100];
    assert_non_null(fgets(line, sizeof line, in));
    for (int64_t i = 0; i < COUNT; i++) {
        assert_non_null(fgets(line, sizeof line, in));
        assert_int_equal(atoll(line), i);
    }
    assert_non_null(fgets(line, sizeof line, in));
    assert_string_equal(line, "end\n");
    fclose(in);
    pipe_ends[1] = old;
    free(path);
}

/* A format may have seen enough, and so may who reads: neither is a failure. */
static void who_stops_early_is_let_go(void **unused)
{
    (void)unused;
    output *o = begin("first");
    for (int64_t i = 0; i < 20000; i++) assert_ok(put_row(o, i));
    assert_ok(output_end(o, &test_error));
    close(pipe_ends[0]);
    pipe_ends[0] = -1;
    o = begin("plain");
    for (int64_t i = 0; i < 20000; i++) assert_ok(put_row(o, i));
    assert_ok(output_end(o, &test_error));
}

static void a_format_that_fails_is_named(void **unused)
{
    (void)unused;
    output *o = begin("raises");
    assert_ok(put_row(o, 1));
    assert_fails(output_end(o, &test_error), STATUS_PLUGIN,
                 "the format 'raises': raises.lua:1: cannot draw it");
    o = begin("slow");
    assert_ok(put_row(o, 1));
    assert_fails(output_end(o, &test_error), STATUS_LIMIT,
                 "the format 'slow': used more than 0.1 CPU seconds");
}

static void formats_are_found_or_not(void **unused)
{
    (void)unused;
    output *o = NULL;
    output_setup setup = {
        .format = "plian", .columns = columns, .column_count = 3, .descriptor = pipe_ends[1]
    };
    assert_fails(output_begin(&test_host, &setup, &o, &test_error), STATUS_USAGE,
                 "there is no format 'plian'; did you mean plain?");
    setup.format = "broken";
    assert_fails(output_begin(&test_host, &setup, &o, &test_error), STATUS_PLUGIN,
                 "the format 'broken' is broken: the manifest lacks 'render'");
    assert_null(o);
    output_drop(NULL);
    output_drop(begin("plain")); /* given up */
    assert_written("");
}

static void a_full_disk_is_said(void **unused)
{
    (void)unused;
    int old = pipe_ends[1];
    pipe_ends[1] = open("/dev/full", O_WRONLY | O_CLOEXEC);
    output *o = begin("plain");
    assert_ok(put_row(o, 1));
    assert_fails(output_end(o, &test_error), STATUS_SYSTEM,
                 "cannot write the output: No space left");
    close(pipe_ends[1]);
    pipe_ends[1] = old;
}

/* ---- cells ---- */

static void changed_cells_never_harm(void **unused)
{
    (void)unused;
    buffer frame = { 0 };
    uint64_t seed = 17;
    value v = value_of_text("word");
    quotation q = {
        .text = "at home", .length = 7, .document = "letter", .page = 3, .at = { 10, 17 }
    };
    for (int i = 0; i < 4; i++) {
        output_put_value(&frame, &v);
        output_put_quotation(&frame, &q);
    }
    for (int i = 0; i < 20000; i++) {
        size_t length;
        char *bytes = mutated(&frame, &seed, &length);
        reader r = reader_of(bytes, length);
        while (!r.failed && r.at < r.end) {
            output_cell cell = output_read_cell(&r);
            if (cell.is_quotation) assert_true(cell.quotation.length <= length);
            free((void *)cell.value.spans);
        }
        free(bytes);
    }
    buffer_free(&frame);
}

int main(void)
{
#define OUTPUT_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        OUTPUT_TEST(rows_become_bytes),
        OUTPUT_TEST(no_rows_are_rendered_too),
        OUTPUT_TEST(many_rows_arrive_in_order),
        OUTPUT_TEST(who_stops_early_is_let_go),
        OUTPUT_TEST(a_format_that_fails_is_named),
        OUTPUT_TEST(formats_are_found_or_not),
        OUTPUT_TEST(a_full_disk_is_said),
        cmocka_unit_test(changed_cells_never_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
