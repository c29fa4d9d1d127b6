#include "host/run.h"
#include "host_fixture.h"

/* An analysis that misbehaves where the text says so. */
#define ANALYSIS(more)                                                                             \
    "return { api = 1, summary = 'x', options = { { 'top', 'integer', default = 1 } },"            \
    " columns = { { 'n', 'integer' }, { 'word', 'text' }, { 'at', 'span' } },"                     \
    " document = function(document, options, emit)"                                                \
    " local text = document:text()"                                                                \
    " emit { n = options.top, word = document.name }"                                              \
    " if text:find('raise') then error('cannot do it') end"                                        \
    " if text:find('loop') then while true do end end"                                             \
    " if text:find('many') then for i = 1, 1e6 do emit { n = i } end end" more                     \
    " for sentence in document:sentences() do emit { at = sentence } end end }"

static id_list documents;
static run_report report;

static int setup(void **unused)
{
    if (make_host_folder(unused) != 0) return -1;
    write_file("plugins/analyses/probe.lua", ANALYSIS(""));
    write_file("texts/a.txt", "This is a good text. It has two sentences.\n");
    write_file("texts/b.txt", "Please raise.\n");
    write_file("texts/c.txt", "Here is another good text of the same kind.\n");
    test_limits.cpu_seconds = 0.2;
    test_limits.rows = 1000;
    open_host();
    load_texts();
    return 0;
}

static int teardown(void **unused)
{
    list_free(&documents);
    run_report_free(&report);
    return drop_host(unused);
}

static status run_as(const char *top, bool is_fresh)
{
    plugin *p = NULL;
    option_values options = { 0 };
    buffer canonical = { 0 };
    list_free(&documents);
    run_report_free(&report);
    assert_ok(documents_where(test_store, NULL, &documents, &test_error));
    assert_ok(host_find(&test_host, PLUGIN_ANALYSIS, "probe", &p, &test_error));
    assert_ok(options_begin(&options, &p->manifest, &test_error));
    assert_ok(options_set(&options, "top", top, &test_error));
    options_append_canonical(&canonical, &options);
    run_request r = { .plugin = p,
                      .options = &options,
                      .canonical = canonical.data,
                      .documents = &documents,
                      .is_fresh = is_fresh };
    status s = run_documents(&test_host, test_store, &r, &report, &test_error);
    options_free(&options);
    buffer_free(&canonical);
    return s;
}

static void assert_run(const char *top, size_t computed, size_t cached, size_t failed)
{
    assert_ok(run_as(top, false));
    assert_int_equal(report.computed, computed);
    assert_int_equal(report.cached, cached);
    assert_int_equal(report.failures.count, failed);
}

static void rows_are_stored_and_found_again(void **unused)
{
    (void)unused;
    assert_run("1", 2, 0, 1);
    assert_sql("SELECT ifnull(word, at) FROM probe ORDER BY row",
               "a, This is a good text., It has two sentences., c, Here is another good text of "
               "the same kind.");
    assert_run("1", 0, 2, 1); /* failures are not kept */
    assert_run("7", 2, 0, 1); /* other options are another call */
    assert_run("1", 0, 2, 1); /* and do not take the place of it */
    assert_ok(run_as("1", true));
    assert_int_equal(report.computed, 2);
    assert_int_equal(number_of("SELECT count(*) FROM probe"),
                     5); /* the view shows the defaults, each row once */
}

static void a_failure_is_of_its_document_and_leaves_no_row(void **unused)
{
    (void)unused;
    assert_run("1", 2, 0, 1);
    const run_failure *f = &report.failures.items[0];
    assert_string_equal(f->name, "b");
    assert_int_equal(f->why.code, STATUS_PLUGIN);
    assert_string_equal(error_text(&f->why), "probe.lua:1: cannot do it");
    assert_non_null(strstr(f->why.detail, "probe.lua:1"));
    assert_int_equal(number_of("SELECT count(*) FROM probe WHERE word = 'b'"),
                     0); /* it had emitted one */
}

static void limits_are_of_their_document(void **unused)
{
    (void)unused;
    write_file("texts/b.txt", "A loop.\n");
    write_file("texts/c.txt", "Too many.\n");
    open_host();
    load_texts();
    assert_run("1", 1, 0, 2);
    assert_string_equal(error_text(&report.failures.items[0].why),
                        "used more than 0.2 CPU seconds; --max-cpu raises the limit");
    assert_string_equal(error_text(&report.failures.items[1].why),
                        "emitted more than 1000 rows; --max-rows raises the limit");
    assert_int_equal(report.failures.items[0].why.code, STATUS_LIMIT);
    assert_int_equal(number_of("SELECT count(*) FROM probe"), 3);
}

static void what_changed_is_computed_again(void **unused)
{
    (void)unused;
    assert_run("1", 2, 0, 1);
    write_file("texts/c.txt",
               "The third of these texts was changed by somebody in the meantime.\n");
    open_host();
    load_texts();
    assert_run("1", 1, 1, 1); /* one document */
    write_file("plugins/analyses/probe.lua", ANALYSIS(" emit { word = 'more' }"));
    open_host();
    assert_run("1", 2, 0, 1); /* the code */
    write_file("plugins/lib/shared.lua", "return 1");
    open_host();
    assert_run("1", 2, 0, 1); /* a library that it may require */
    write_file("plugins/languages/en.lua", "return { api = 1, name = 'English' }");
    open_host();
    assert_run("1", 2, 0, 1); /* the table of a language */
    write_file("plugins/languages/fr.lua", "return { api = 1, name = 'French' }");
    open_host();
    assert_run("1", 0, 2, 1); /* but not of one that is not theirs */
}

static void ctrl_c_keeps_what_is_done(void **unused)
{
    (void)unused;
    host_interrupted = 1;
    assert_int_equal(run_as("1", false), STATUS_INTERRUPTED);
    host_interrupted = 0;
    assert_run("1", 2, 0, 1);
}

static void an_analysis_is_found_or_not(void **unused)
{
    (void)unused;
    plugin *p = NULL;
    write_file("plugins/analyses/broken.lua", "return return");
    write_file("plugins/analyses/endless.lua", "while true do end");
    write_file("plugins/analyses/crash.lua",
               "return ('a'):rep(100000):find(('a-'):rep(50) .. 'b')");
    open_host();
    assert_fails(host_find(&test_host, PLUGIN_ANALYSIS, "prob", &p, &test_error), STATUS_USAGE,
                 "there is no analysis 'prob'; did you mean probe?");
    assert_fails(host_find(&test_host, PLUGIN_ANALYSIS, "zzzzzz", &p, &test_error), STATUS_USAGE,
                 "see: moonleaf plugins");
    assert_fails(host_find(&test_host, PLUGIN_ANALYSIS, "broken", &p, &test_error), STATUS_PLUGIN,
                 "the analysis 'broken' is broken: broken.lua:1:");
    assert_int_not_equal(host_find(&test_host, PLUGIN_ANALYSIS, "endless", &p, &test_error),
                         STATUS_OK);
    assert_int_not_equal(host_find(&test_host, PLUGIN_ANALYSIS, "crash", &p, &test_error),
                         STATUS_OK);
    assert_ok(host_find(&test_host, PLUGIN_ANALYSIS, "probe", &p,
                        &test_error)); /* one that is broken blocks nobody */
    assert_string_equal(p->name, "probe");
}

int main(void)
{
#define RUN_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        RUN_TEST(rows_are_stored_and_found_again),
        RUN_TEST(a_failure_is_of_its_document_and_leaves_no_row),
        RUN_TEST(limits_are_of_their_document),
        RUN_TEST(what_changed_is_computed_again),
        RUN_TEST(ctrl_c_keeps_what_is_done),
        RUN_TEST(an_analysis_is_found_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
