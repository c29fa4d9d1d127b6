#include <fcntl.h>

#include "host_fixture.h"

static void assert_counts(load_counts c, int added, int changed, int unchanged, int failed)
{
    assert_int_equal(c.added, added);
    assert_int_equal(c.changed, changed);
    assert_int_equal(c.unchanged, unchanged);
    assert_int_equal(c.failed, failed);
}

static void write_three(void)
{
    write_file("texts/a.txt", "The first text. It has two sentences.\n");
    write_file("texts/b.txt", "The second text.\n");
    write_file("texts/deep/c.txt", "The third text.\n");
}

static void what_is_unchanged_is_passed_over(void **unused)
{
    (void)unused;
    write_three();
    open_host();
    assert_counts(load_texts(), 3, 0, 0, 0);
    assert_sql("SELECT name FROM document ORDER BY id", "a, b, c");
    assert_counts(load_texts(), 0, 0, 3, 0);
    assert_int_equal(number_of("SELECT max(id) FROM document"), 3);
    assert_int_equal(number_of("SELECT count(*) FROM load"), 2);
}

static void a_changed_file_is_read_again_alone(void **unused)
{
    (void)unused;
    write_three();
    open_host();
    load_texts();
    write_file("texts/b.txt", "The second text, changed.\n");
    write_file("texts/d.txt", "A new one.\n");
    assert_counts(load_texts(), 1, 1, 2, 0);
    assert_sql(
        "SELECT text FROM text JOIN document ON document.id = text.document WHERE name = 'b'",
        "The second text, changed.\n");
    assert_sql("SELECT name FROM document ORDER BY id",
               "a, c, b, d"); /* ids are never used again */
}

/* Touched, it is read, but the same bytes make no new document. */
static void the_same_bytes_are_the_same_document(void **unused)
{
    (void)unused;
    write_three();
    open_host();
    load_texts();
    char *path = path_in_folder("texts/b.txt");
    struct timespec times[2] = { { 1000, 0 }, { 1000, 0 } };
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_counts(load_texts(), 0, 0, 3, 0);
    assert_sql("SELECT name FROM document ORDER BY id", "a, b, c");
    assert_int_equal(number_of("SELECT mtime FROM source WHERE path = 'b.txt'"), 1000000000000);
    free(path);
}

static void again_reads_everything(void **unused)
{
    (void)unused;
    write_three();
    open_host();
    load_texts();
    load_request r = { .again = true };
    load_counts counts;
    assert_ok(load_with(&r, &counts));
    assert_counts(counts, 0, 3, 0, 0);
    assert_int_equal(number_of("SELECT min(id) FROM document"), 4);
    assert_int_equal(number_of("SELECT count(*) FROM document"), 3);
}

/* ---- failures ---- */

typedef struct heard {
    buffer failures, notices;
    size_t progress, interrupt_at;
} heard;

static void hear_failure(void *context, const walk_entry *entry, const char *reason)
{
    buffer_format(&((heard *)context)->failures, "%s: %s\n", entry->path, reason);
}

static void hear_notice(void *context, const walk_entry *entry, const char *text)
{
    buffer_format(&((heard *)context)->notices, "%s: %s\n", entry->path, text);
}

static void hear_progress(void *context, size_t done, size_t count, const char *path, int64_t bytes)
{
    heard *h = context;
    assert_true(done <= count && path != NULL && bytes >= 0);
    assert_int_equal(done, ++h->progress);
    if (done == h->interrupt_at) host_interrupted = 1;
}

static load_counts load_hearing(heard *h)
{
    load_request r = {
        .failed = hear_failure, .notice = hear_notice, .progress = hear_progress, .context = h
    };
    load_counts counts;
    buffer_append(&h->failures, "", 0);
    buffer_append(&h->notices, "", 0);
    assert_ok(load_with(&r, &counts));
    return counts;
}

static void forget(heard *h)
{
    buffer_free(&h->failures);
    buffer_free(&h->notices);
    *h = (heard){ 0 };
}

static void a_failure_is_said_remembered_and_healed(void **unused)
{
    (void)unused;
    heard h = { 0 };
    write_three();
    write_bytes("texts/binary.bin",
                "\x7f"
                "ELF\0\0\0\1\2\3\0\0\0\0",
                14);
    write_file("texts/empty.txt", "");
    write_file("texts/blank.txt", " \n\n ");
    open_host();
    assert_counts(load_hearing(&h), 3, 0, 0, 3);
    assert_string_equal(h.failures.data,
                        "binary.bin: not a text, and no loader knows its format\n"
                        "blank.txt: no text in it\nempty.txt: the file is empty\n");
    assert_int_equal(h.progress, 6);
    forget(&h);
    assert_counts(load_hearing(&h), 0, 0, 3, 3); /* remembered, without reading it */
    assert_non_null(strstr(h.failures.data, "binary.bin: not a text"));
    forget(&h);
    write_file("texts/empty.txt", "Not any more.\n");
    assert_counts(load_hearing(&h), 0, 1, 3, 2);
    assert_sql("SELECT name FROM document ORDER BY id", "a, b, c, empty");
    assert_sql("SELECT state FROM source WHERE path = 'empty.txt'", "loaded");
    forget(&h);
}

static void a_failure_keeps_the_documents_of_before(void **unused)
{
    (void)unused;
    write_three();
    open_host();
    load_texts();
    write_bytes("texts/b.txt", "\0\1\2\3\0\0\0\0\0\0\0\0", 12);
    assert_counts(load_texts(), 0, 0, 2, 1);
    assert_sql("SELECT name FROM document ORDER BY id", "a, b, c");
    assert_sql("SELECT state FROM source WHERE path = 'b.txt'", "failed");
    write_file("texts/b.txt", "The second text.\n"); /* what it was */
    assert_counts(load_texts(), 0, 1, 2, 0);
    assert_sql("SELECT name FROM document ORDER BY id", "a, b, c"); /* and so it is the same */
    assert_sql("SELECT state FROM source WHERE path = 'b.txt'", "loaded");
}

static void a_file_that_grew_too_large_is_said(void **unused)
{
    (void)unused;
    heard h = { 0 };
    write_three();
    test_limits.document = 1 << 20;
    char *large = malloc((1 << 20) + 2);
    memset(large, 'x', (1 << 20) + 1);
    large[(1 << 20) + 1] = '\0';
    write_file("texts/large.txt", large);
    free(large);
    open_host();
    assert_counts(load_hearing(&h), 3, 0, 0, 1);
    assert_string_equal(h.failures.data,
                        "large.txt: larger than 1 MiB; --max-document raises the limit\n");
    forget(&h);
}

/* Seen by the walk and gone, or a folder, when it is to be read: it fails alone and is not
 * remembered as if it had been read; what was loaded from it before stays. */
static void a_file_gone_behind_the_walk_fails_alone(void **unused)
{
    (void)unused;
    heard h = { 0 };
    write_three();
    open_host();
    load_texts();
    char *texts = path_in_folder("texts"), *b = path_in_folder("texts/b.txt");
    write_file("texts/d.txt", "A fourth.\n");
    const char *paths[] = { texts };
    walk_list entries = { 0 };
    load_counts counts;
    assert_ok(walk_paths(paths, 1, NULL, &entries, &test_error));
    assert_int_equal(unlink(b), 0);
    buffer_text(&h.failures, "");
    load_request r = {
        .entries = &entries, .arguments = "texts", .failed = hear_failure, .context = &h
    };
    assert_ok(load_run(&test_host, test_store, &r, &counts, &test_error));
    assert_counts(counts, 1, 0, 2, 1);
    assert_non_null(strstr(h.failures.data, "b.txt: "));
    assert_sql("SELECT name FROM document ORDER BY id", "a, b, c, d");
    write_file("texts/b.txt", "The second text.\n");
    assert_counts(load_texts(), 0, 0, 4, 0); /* back with its bytes, it is as before */
    walk_free(&entries);
    forget(&h);
    free(texts);
    free(b);
}

static void what_could_not_be_decoded_is_told(void **unused)
{
    (void)unused;
    heard h = { 0 };
    write_bytes("texts/broken.txt",
                "\xef\xbb\xbfOne broken \xff byte in a text that is otherwise plain.\n", 56);
    open_host();
    assert_counts(load_hearing(&h), 1, 0, 0, 0);
    assert_non_null(strstr(h.notices.data, "broken.txt: 1 place could not be read as UTF-8"));
    forget(&h);
}

/* ---- loaders ---- */

#define LOADER                                                                                     \
    "return { api = 1, summary = 'x', extensions = { 'x' }, load = function(source, add) local "   \
    "text = source:text() "                                                                        \
    "if text:find('raise') then error('cannot read it') end "                                      \
    "if text:find('loop') then while true do end end "                                             \
    "if text:find('nothing') then return end "                                                     \
    "for line in text:gmatch('[^\\n]+') do local d = add { title = line } d:block('paragraph', "   \
    "line .. ' is a line.') end end }"

static void a_loader_makes_documents(void **unused)
{
    (void)unused;
    write_file("plugins/loaders/lines.lua", LOADER);
    write_file("texts/two.x", "One\nTwo\n");
    open_host();
    assert_counts(load_texts(), 1, 0, 0, 0);
    assert_sql("SELECT name || ' ' || title FROM document ORDER BY id", "two#1 One, two#2 Two");
    assert_sql("SELECT loader FROM source", "lines");
}

/* All documents of a source, or none. */
static void a_loader_that_fails_leaves_nothing_half(void **unused)
{
    (void)unused;
    heard h = { 0 };
    test_limits.cpu_seconds = 0.1;
    write_file("plugins/loaders/lines.lua", LOADER);
    write_file("texts/a.x", "One\nTwo\n");
    write_file("texts/b.x", "raise");
    write_file("texts/c.x", "loop");
    write_file("texts/d.x", "nothing");
    write_file("texts/e.x", "Three\n");
    open_host();
    assert_counts(load_hearing(&h), 2, 0, 0, 3);
    assert_non_null(strstr(h.failures.data, "b.x: lines.lua:1: cannot read it\n"));
    assert_non_null(strstr(h.failures.data, "--max-cpu raises the limit\n"));
    assert_non_null(strstr(h.failures.data, "d.x: no text in it\n"));
    assert_int_equal(number_of("SELECT count(*) FROM document"), 3);
    forget(&h);
}

static void a_changed_loader_reads_again(void **unused)
{
    (void)unused;
    write_file("plugins/loaders/lines.lua", LOADER);
    write_file("texts/a.x", "One\n");
    write_file("texts/plain.txt", "Not its affair.\n");
    open_host();
    assert_counts(load_texts(), 2, 0, 0, 0);
    write_file("plugins/loaders/lines.lua", LOADER " -- changed");
    open_host();
    assert_counts(load_texts(), 0, 1, 1, 0);
}

/* ---- interrupted ---- */

static void an_interrupted_load_keeps_whole_sources_and_goes_on(void **unused)
{
    (void)unused;
    heard h = { .interrupt_at = 7 };
    load_request r = { .progress = hear_progress, .context = &h };
    load_counts counts;
    for (int i = 0; i < 30; i++) {
        char name[32], text[64];
        sprintf(name, "texts/%02d.txt", i);
        sprintf(text, "Text number %d. It is whole.\n", i);
        write_file(name, text);
    }
    open_host();
    assert_int_equal(load_with(&r, &counts), STATUS_INTERRUPTED);
    host_interrupted = 0;
    int64_t kept = number_of("SELECT count(*) FROM document");
    assert_true(kept >= 7 && kept < 30);
    assert_int_equal(counts.added, kept);
    assert_int_equal(number_of("SELECT count(*) FROM source"), kept);
    assert_int_equal(number_of("SELECT count(*) FROM text"), kept);
    open_host(); /* also for another command */
    assert_counts(load_texts(), (int)(30 - kept), 0, (int)kept, 0);
    assert_int_equal(number_of("SELECT count(DISTINCT name) FROM document"), 30);
    assert_sql("SELECT group_concat(name, '') FROM (SELECT name FROM document ORDER BY id LIMIT 5)",
               "0001020304");
}

static void nothing_to_load_is_a_load(void **unused)
{
    (void)unused;
    open_host();
    assert_counts(load_texts(), 0, 0, 0, 0);
    assert_int_equal(number_of("SELECT count(*) FROM load"), 1);
}

int main(void)
{
#define LOAD_TEST(name) cmocka_unit_test_setup_teardown(name, make_host_folder, drop_host)
    const struct CMUnitTest tests[] = {
        LOAD_TEST(what_is_unchanged_is_passed_over),
        LOAD_TEST(a_changed_file_is_read_again_alone),
        LOAD_TEST(the_same_bytes_are_the_same_document),
        LOAD_TEST(again_reads_everything),
        LOAD_TEST(a_failure_is_said_remembered_and_healed),
        LOAD_TEST(a_failure_keeps_the_documents_of_before),
        LOAD_TEST(a_file_that_grew_too_large_is_said),
        LOAD_TEST(a_file_gone_behind_the_walk_fails_alone),
        LOAD_TEST(what_could_not_be_decoded_is_told),
        LOAD_TEST(a_loader_makes_documents),
        LOAD_TEST(a_loader_that_fails_leaves_nothing_half),
        LOAD_TEST(a_changed_loader_reads_again),
        LOAD_TEST(an_interrupted_load_keeps_whole_sources_and_goes_on),
        LOAD_TEST(nothing_to_load_is_a_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
