#include "corpus_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* --- Helpers --- */

static bool is_there(const char *suffix)
{
    char *path = NULL;
    assert_true(asprintf(&path, "%s%s", test_corpus, suffix) > 0);
    bool answer = access(path, F_OK) == 0;
    free(path);
    return answer;
}

static void write_file(const char *bytes, size_t length)
{
    int file = open(test_corpus, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, length), length);
    close(file);
}

static char *read_whole_file(size_t *length)
{
    struct stat info;
    int file = open(test_corpus, O_RDONLY);
    assert_true(file >= 0 && fstat(file, &info) == 0);
    *length = (size_t)info.st_size;
    char *bytes = malloc(*length + 1);
    assert_non_null(bytes);
    assert_int_equal(read(file, bytes, *length), *length);
    close(file);
    return bytes;
}

/* Runs SQL on the file without our help. */
static void with_plain_sqlite(const char *sql)
{
    sqlite3 *database;
    assert_int_equal(sqlite3_open(test_corpus, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
}

static status open_and_close(store_mode mode)
{
    store *s = NULL;
    status st = store_open(test_corpus, mode, 0, &s, &test_error);
    store_close(s);
    return st;
}

static void create_corpus(void) { assert_int_equal(open_and_close(STORE_CREATE), STATUS_OK); }

/* A child process that works on the corpus; it says when it is ready, and goes on when told. It is
 * started before this process opens the corpus: SQLite's locks do not survive a fork. */
typedef struct child {
    pid_t process;
    int ready, go; /* this process's ends */
} child;

typedef struct child_end {
    int ready, go;
} child_end;

static void say_ready(child_end end) { (void)!write(end.ready, "r", 1); }

static void wait_to_go(child_end end)
{
    char byte;
    (void)!read(end.go, &byte, 1);
}

static child start_child(int (*work)(child_end))
{
    int ready[2], go[2];
    assert_true(pipe(ready) == 0 && pipe(go) == 0);
    child c = { fork(), ready[0], go[1] };
    assert_true(c.process >= 0);
    if (c.process == 0) {
        close(ready[0]);
        close(go[1]);
        _exit(work((child_end){ ready[1], go[0] }));
    }
    close(ready[1]);
    close(go[0]);
    return c;
}

static void wait_until_ready(const child *c)
{
    char byte;
    assert_int_equal(read(c->ready, &byte, 1), 1);
}

static void let_go(const child *c) { assert_int_equal(write(c->go, "g", 1), 1); }

static int end_of(const child *c)
{
    int outcome = -1;
    assert_int_equal(waitpid(c->process, &outcome, 0), c->process);
    close(c->ready);
    close(c->go);
    return outcome;
}

/* --- Opening --- */

static void test_a_new_corpus_is_one_file_with_our_marks(void **unused)
{
    (void)unused;
    create_corpus();
    assert_false(is_there("-wal") || is_there("-shm") || is_there("-journal"));

    size_t length;
    unsigned char *bytes = (unsigned char *)read_whole_file(&length);
    assert_memory_equal(bytes, "SQLite format 3", 16);
    assert_int_equal(bytes[16] << 8 | bytes[17], 16384);
    assert_memory_equal(bytes + 68, "mnlf", 4);
    assert_memory_equal(bytes + 60, "\0\0\0\3", 4);
    assert_int_equal(bytes[18], 1); /* not in WAL mode once closed */
    free(bytes);
}

static void test_an_empty_file_becomes_a_corpus_when_creating_alone(void **unused)
{
    (void)unused;
    write_file("", 0);
    assert_fails(open_and_close(STORE_READ), STATUS_CORPUS, "is not a corpus (it is empty)");
    assert_fails(open_and_close(STORE_WRITE), STATUS_CORPUS, "is not a corpus (it is empty)");
    create_corpus();
    assert_int_equal(open_and_close(STORE_READ), STATUS_OK);
}

static void test_a_missing_corpus_says_how_to_start(void **unused)
{
    (void)unused;
    assert_fails(open_and_close(STORE_READ), STATUS_CORPUS,
                 "/test.leaf; start with: moonleaf load FOLDER");
    assert_fails(open_and_close(STORE_WRITE), STATUS_CORPUS, "no corpus at /tmp/moonleaf_test_");
    assert_false(is_there(""));

    store *s = NULL;
    assert_int_equal(chdir(test_folder), 0);
    assert_int_equal(store_open("corpus.leaf", STORE_READ, 0, &s, &test_error), STATUS_CORPUS);
    assert_string_equal(error_text(&test_error),
                        "no corpus here; start with: moonleaf load FOLDER");
}

static void test_strangers_are_refused(void **unused)
{
    (void)unused;
    assert_int_equal(mkdir(test_corpus, 0755), 0);
    assert_fails(open_and_close(STORE_CREATE), STATUS_CORPUS, "is not a corpus (a folder)");
    rmdir(test_corpus);

    char noise[5000];
    for (size_t i = 0; i < sizeof noise; i++) noise[i] = (char)(i * i * 31 + 7);
    write_file(noise, sizeof noise);
    assert_fails(open_and_close(STORE_READ), STATUS_CORPUS, "is not a corpus (not an SQLite file)");
    assert_fails(open_and_close(STORE_CREATE), STATUS_CORPUS,
                 "is not a corpus (not an SQLite file)");
    write_file("short", 5);
    assert_fails(open_and_close(STORE_CREATE), STATUS_CORPUS,
                 "is not a corpus (not an SQLite file)");

    unlink(test_corpus);
    with_plain_sqlite("CREATE TABLE t (x)");
    assert_fails(open_and_close(STORE_CREATE), STATUS_CORPUS, "belongs to another application");
}

static void test_a_newer_schema_is_refused(void **unused)
{
    (void)unused;
    create_corpus();
    with_plain_sqlite("PRAGMA user_version = 4");
    assert_fails(open_and_close(STORE_READ), STATUS_CORPUS,
                 "was made by a newer moonleaf (schema 4; this program reads 3): update moonleaf");
}

static void test_an_older_schema_is_refused(void **unused)
{
    (void)unused;
    create_corpus();
    with_plain_sqlite("PRAGMA user_version = 1");
    assert_fails(open_and_close(STORE_READ), STATUS_CORPUS,
                 "was made by an older moonleaf (schema 1; this program reads 3): load its files "
                 "into a new corpus");
}

static void test_names_are_files_and_no_uris(void **unused)
{
    (void)unused;
    assert_int_equal(chdir(test_folder), 0);
    store *s = NULL;
    assert_ok(store_open("file:x?mode=memory", STORE_CREATE, 0, &s, &test_error));
    store_close(s);
    assert_int_equal(unlink("file:x?mode=memory"), 0);
}

/* --- Damage --- */

static void fill_corpus(int rows)
{
    store *s = open_test_corpus(STORE_CREATE);
    assert_ok(store_begin(s, &test_error));
    for (int i = 1; i <= rows; i++) {
        statement q =
            statement_of(s, "INSERT INTO text VALUES (?1, hex(zeroblob(5000)))", &test_error);
        statement_bind_integer(&q, 1, i);
        assert_ok(statement_run(&q));
    }
    assert_ok(store_commit(s, &test_error));
    store_close(s);
}

static void test_a_truncated_file_is_damaged(void **unused)
{
    (void)unused;
    fill_corpus(50);
    struct stat info;
    assert_int_equal(stat(test_corpus, &info), 0);
    assert_int_equal(truncate(test_corpus, info.st_size / 2), 0);
    assert_fails(open_and_close(STORE_READ), STATUS_CORPUS, "is damaged (SQLite: ");
    assert_fails(open_and_close(STORE_WRITE), STATUS_CORPUS, "restore a copy");
}

static void test_noise_in_the_middle_is_found_when_read(void **unused)
{
    (void)unused;
    fill_corpus(200);
    size_t length;
    char *bytes = read_whole_file(&length);
    for (size_t i = length / 3; i < length; i++) bytes[i] = (char)(i * i * 31 + 7);
    write_file(bytes, length);
    free(bytes);

    store *s = open_test_corpus(STORE_READ);
    statement q = statement_of(s, "SELECT sum(length(text)) FROM text", &test_error);
    assert_false(statement_step(&q));
    assert_fails(statement_end(&q), STATUS_CORPUS, "is damaged");
    store_close(s);
}

static void test_a_full_disk_loses_the_transaction_alone(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    assert_ok(store_execute(s, "INSERT INTO text VALUES (1, 'kept')", &test_error));
    int64_t pages = number_of(s, "PRAGMA page_count");
    char limit[64];
    snprintf(limit, sizeof limit, "PRAGMA max_page_count = %d", (int)pages + 2);
    assert_ok(store_execute(s, limit, &test_error));

    assert_ok(store_begin(s, &test_error));
    assert_fails(
        store_execute(s, "INSERT INTO text VALUES (2, hex(zeroblob(100000)))", &test_error),
        STATUS_SYSTEM, "the disk is full");
    store_rollback(s);
    assert_int_equal(number_of(s, "SELECT count(*) FROM text"), 1);
    assert_ok(store_execute(s, "INSERT INTO text VALUES (2, 'also kept')", &test_error));
    store_close(s);
    assert_int_equal(open_and_close(STORE_READ), STATUS_OK);
}

static rlim_t largest_file;

/* Writes ten large rows in one transaction while no file may grow past the limit; 0 when it said
 * that it had succeeded. */
static int write_within_limit(child_end end)
{
    (void)end;
    struct rlimit limit = { largest_file, largest_file };
    signal(SIGXFSZ, SIG_IGN);
    store *s = NULL;
    error e = { 0 };
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
    status st = store_open(test_corpus, STORE_WRITE, 0, &s, &e);
    if (st == STATUS_OK) st = store_begin(s, &e);
    for (int i = 0; i < 10 && st == STATUS_OK; i++)
        st = store_execute(
            s, "INSERT INTO text SELECT max(document) + 1, hex(zeroblob(20000)) FROM text", &e);
    if (st == STATUS_OK) st = store_commit(s, &e);
    store_close(s);
    if (st != STATUS_OK && st != STATUS_SYSTEM) fprintf(stderr, "%s\n", error_text(&e));
    error_clear(&e);
    return st == STATUS_OK ? 0 : st == STATUS_SYSTEM ? 1 : 3;
}

static void test_a_write_that_fails_leaves_all_or_nothing(void **unused)
{
    (void)unused;
    fill_corpus(3);
    int64_t rows = 3;
    int failed = 0, succeeded = 0;
    for (int i = 0; i < 12; i++) {
        struct stat info;
        assert_int_equal(stat(test_corpus, &info), 0);
        largest_file = (rlim_t)i * 70000;
        child c = start_child(write_within_limit);
        int outcome = WEXITSTATUS(end_of(&c));
        assert_in_range(outcome, 0, 1);
        if (outcome == 0) rows += 10;
        *(outcome == 0 ? &succeeded : &failed) += 1;

        store *s = open_test_corpus(STORE_WRITE);
        assert_int_equal(number_of(s, "SELECT count(*) FROM text"), rows);
        assert_int_equal(
            number_of(s,
                      "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"),
            1);
        store_close(s);
    }
    assert_true(failed > 0 && succeeded > 0);
}

/* SQLite's n-th allocation from now on fails, once. */
static sqlite3_mem_methods real_memory;
static int allocations_left;

static void *failing_malloc(int size)
{
    return allocations_left-- == 0 ? NULL : real_memory.xMalloc(size);
}

static void *failing_realloc(void *old, int size)
{
    return allocations_left-- == 0 ? NULL : real_memory.xRealloc(old, size);
}

static status work_a_little(void)
{
    store *s = NULL;
    status st = store_open(test_corpus, STORE_CREATE, 0, &s, &test_error);
    if (st != STATUS_OK) return st;
    st = store_begin(s, &test_error);
    if (st == STATUS_OK)
        st = store_execute(s, "INSERT INTO text SELECT max(document) + 1, 'more' FROM text",
                           &test_error);
    if (st == STATUS_OK) st = store_commit(s, &test_error);
    store_close(s);
    return st;
}

static void test_an_allocation_that_fails_is_said(void **unused)
{
    (void)unused;
    fill_corpus(1);
    sqlite3_mem_methods failing;
    sqlite3_shutdown();
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory), SQLITE_OK);
    failing = real_memory;
    failing.xMalloc = failing_malloc;
    failing.xRealloc = failing_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing), SQLITE_OK);
    int failures = 0;
    for (int n = 0; n < 2000; n += 1 + n / 50) {
        allocations_left = n;
        status st = work_a_little();
        if (st != STATUS_OK && st != STATUS_NO_MEMORY)
            fail_msg("allocation %d: %s", n, error_text(&test_error));
        failures += st != STATUS_OK;
    }
    allocations_left = -1;
    sqlite3_shutdown();
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &real_memory), SQLITE_OK);
    assert_true(failures > 20);
    assert_int_equal(open_and_close(STORE_WRITE), STATUS_OK);
}

/* --- Readers --- */

static void test_a_reader_changes_nothing(void **unused)
{
    (void)unused;
    fill_corpus(3);
    size_t before_length, after_length;
    char *before = read_whole_file(&before_length);

    store *s = open_test_corpus(STORE_READ);
    assert_ok(store_begin(s, &test_error));
    assert_int_equal(number_of(s, "SELECT count(*) FROM text"), 3);
    assert_int_not_equal(store_execute(s, "DELETE FROM text", &test_error), STATUS_OK);
    assert_false(is_there("-wal") || is_there("-shm"));
    store_close(s);

    char *after = read_whole_file(&after_length);
    assert_int_equal(before_length, after_length);
    assert_memory_equal(before, after, before_length);
    free(before);
    free(after);
}

/* As a person who may read file and folder, but not write them. */
static int read_without_rights(child_end end)
{
    (void)end;
    if (geteuid() == 0 && setuid(65534) != 0) return 2;
    store *s = NULL;
    if (store_open(test_corpus, STORE_READ, 0, &s, NULL) != STATUS_OK) return 3;
    if (number_of(s, "SELECT count(*) FROM text") != 3) return 4;
    store_close(s);
    return is_there("-wal") || is_there("-shm") ? 5 : 0;
}

static void read_in_locked_folder(void)
{
    assert_int_equal(chmod(test_corpus, 0444), 0);
    assert_int_equal(chmod(test_folder, 0555), 0);
    child c = start_child(read_without_rights);
    int outcome = end_of(&c);
    assert_int_equal(chmod(test_folder, 0755), 0);
    assert_int_equal(outcome, 0);
}

static void test_a_read_only_folder_can_be_read(void **unused)
{
    (void)unused;
    fill_corpus(3);
    read_in_locked_folder();
}

static void test_a_read_only_folder_can_be_read_in_wal_mode(void **unused)
{
    (void)unused;
    fill_corpus(3);
    with_plain_sqlite("PRAGMA journal_mode = WAL; DELETE FROM text WHERE document = 99");
    assert_false(is_there("-wal"));
    read_in_locked_folder();
}

/* Adds a document's text each time it is told to. */
static int write_twice(child_end end)
{
    store *s = NULL;
    if (store_open(test_corpus, STORE_WRITE, 0, &s, NULL) != STATUS_OK) return 1;
    for (int i = 0; i < 2; i++) {
        if (store_begin(s, NULL) != STATUS_OK) return 2;
        if (store_execute(s, "INSERT INTO text SELECT max(document) + 1, 'x' FROM text", NULL) !=
            STATUS_OK)
            return 3;
        say_ready(end); /* in the middle of the transaction */
        wait_to_go(end);
        if (store_commit(s, NULL) != STATUS_OK) return 4;
        say_ready(end); /* behind it */
        wait_to_go(end);
    }
    store_close(s);
    say_ready(end);
    return 0;
}

static void test_a_reader_reads_while_a_writer_writes(void **unused)
{
    (void)unused;
    fill_corpus(3);
    child writer = start_child(write_twice);
    wait_until_ready(&writer);
    store *s = open_test_corpus(STORE_READ);
    assert_int_equal(number_of(s, "SELECT count(*) FROM text"), 3);
    let_go(&writer);
    wait_until_ready(&writer);
    assert_int_equal(number_of(s, "SELECT count(*) FROM text"), 4);

    assert_ok(store_begin(s, &test_error)); /* a snapshot from here on */
    let_go(&writer);
    wait_until_ready(&writer);
    let_go(&writer);
    wait_until_ready(&writer);
    assert_int_equal(number_of(s, "SELECT count(*) FROM text"), 4);
    let_go(&writer);
    wait_until_ready(&writer); /* it closed while we look */
    assert_int_equal(number_of(s, "SELECT count(*) FROM text"), 4);
    assert_int_equal(end_of(&writer), 0);
    assert_ok(store_commit(s, &test_error));
    assert_int_equal(number_of(s, "SELECT count(*) FROM text"), 5);
    store_close(s);

    assert_int_equal(open_and_close(STORE_WRITE), STATUS_OK); /* and the next one cleans up */
    assert_false(is_there("-wal") || is_there("-shm"));
}

/* --- Writers --- */

static int hold_the_lock(child_end end)
{
    store *s = NULL;
    if (store_open(test_corpus, STORE_CREATE, 0, &s, NULL) != STATUS_OK) return 1;
    say_ready(end);
    wait_to_go(end);
    usleep(300000);
    store_close(s);
    return 0;
}

static void test_a_second_writer_learns_who_writes(void **unused)
{
    (void)unused;
    child writer = start_child(hold_the_lock);
    wait_until_ready(&writer);
    char expected[100];
    snprintf(expected, sizeof expected,
             "another moonleaf (process %d) is writing /tmp/moonleaf_test_", (int)writer.process);
    assert_fails(open_and_close(STORE_WRITE), STATUS_SYSTEM, expected);
    assert_fails(open_and_close(STORE_CREATE), STATUS_SYSTEM, "; wait for it or add --wait");

    let_go(&writer);
    store *s = NULL;
    assert_ok(store_open(test_corpus, STORE_WRITE, 20, &s, &test_error));
    assert_int_equal(number_of(s, "SELECT value FROM property WHERE name = 'writer'"), getpid());
    store_close(s);
    assert_int_equal(end_of(&writer), 0);

    s = open_test_corpus(STORE_READ);
    assert_int_equal(number_of(s, "SELECT count(*) FROM property"), 0);
    store_close(s);
}

static int die_in_a_transaction(child_end end)
{
    (void)end;
    store *s = NULL;
    if (store_open(test_corpus, STORE_CREATE, 0, &s, NULL) != STATUS_OK) return 1;
    store_execute(s, "INSERT INTO text VALUES (1, 'committed')", NULL);
    store_begin(s, NULL);
    store_execute(s, "INSERT INTO text VALUES (2, 'not committed')", NULL);
    return raise(SIGKILL);
}

static void test_a_killed_writer_leaves_what_it_committed_and_no_lock(void **unused)
{
    (void)unused;
    child writer = start_child(die_in_a_transaction);
    assert_true(WIFSIGNALED(end_of(&writer)));
    store *s = open_test_corpus(STORE_READ);
    assert_int_equal(number_of(s, "SELECT count(*) FROM text"), 1);
    store_close(s);
    assert_int_equal(open_and_close(STORE_WRITE), STATUS_OK);
    assert_false(is_there("-wal") || is_there("-shm"));
}

/* --- Statements --- */

static void test_values_come_back(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    span spans[] = { { 1, 2 }, { 3, 40 } };
    value list = { .type = VALUE_SPANS, .spans = spans, .length = 2 };
    value text = { .type = VALUE_TEXT, .text = "шос!", .length = 6 };
    statement q = statement_of(s, "SELECT ?1, ?2, ?3, ?4, ?5, ?6", &test_error);
    statement_bind_value(&q, 1, &text);
    statement_bind_integer(&q, 2, INT64_MIN);
    statement_bind_number(&q, 3, 0.1);
    statement_bind_text(&q, 4, NULL);
    statement_bind_bytes(&q, 5, NULL, 0);
    statement_bind_value(&q, 6, &list);
    assert_true(statement_step(&q));
    assert_string_equal(statement_text(&q, 0), "шос");
    assert_true(statement_value(&q, 1).integer == INT64_MIN);
    assert_true(statement_value(&q, 2).type == VALUE_NUMBER &&
                statement_value(&q, 2).number == 0.1);
    assert_int_equal(statement_value(&q, 3).type, VALUE_NULL);
    assert_int_equal(sqlite3_column_type(q.prepared, 4), SQLITE_BLOB);
    assert_string_equal(statement_text(&q, 5), "[[1,2],[3,40]]");
    assert_ok(statement_end(&q));
    store_close(s);
}

static const char counting[] =
    "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?1) SELECT i FROM n";

static int64_t sum_to(store *s, int64_t last, bool nested)
{
    int64_t sum = 0;
    statement q = statement_of(s, counting, &test_error);
    statement_bind_integer(&q, 1, last);
    while (statement_step(&q))
        sum += nested ? sum_to(s, statement_integer(&q, 0), false) : statement_integer(&q, 0);
    assert_ok(statement_end(&q));
    return sum;
}

static void test_a_statement_can_be_used_inside_itself(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    assert_int_equal(sum_to(s, 4, true), 1 + 3 + 6 + 10);
    assert_int_equal(sum_to(s, 4, false), 10);
    store_close(s);
}

static void test_a_failed_statement_stays_failed(void **unused)
{
    (void)unused;
    store *s = open_test_corpus(STORE_CREATE);
    statement q = statement_of(s, "SELECT x FROM nowhere", &test_error);
    statement_bind_integer(&q, 1, 1);
    statement_bind_text(&q, 2, "x");
    assert_false(statement_step(&q));
    assert_fails(statement_end(&q), STATUS_CORPUS, "no such table: nowhere");

    statement twice = statement_of(s, "INSERT INTO text VALUES (?1, 'x')", &test_error);
    statement_bind_integer(&twice, 2, 1); /* there is no second parameter */
    assert_int_not_equal(statement_run(&twice), STATUS_OK);
    assert_int_equal(number_of(s, "SELECT count(*) FROM text"), 0);
    store_close(s);
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, make_test_folder, remove_test_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_new_corpus_is_one_file_with_our_marks),
        TEST(test_an_empty_file_becomes_a_corpus_when_creating_alone),
        TEST(test_a_missing_corpus_says_how_to_start),
        TEST(test_strangers_are_refused),
        TEST(test_a_newer_schema_is_refused),
        TEST(test_an_older_schema_is_refused),
        TEST(test_names_are_files_and_no_uris),
        TEST(test_a_truncated_file_is_damaged),
        TEST(test_noise_in_the_middle_is_found_when_read),
        TEST(test_a_full_disk_loses_the_transaction_alone),
        TEST(test_a_write_that_fails_leaves_all_or_nothing),
        TEST(test_an_allocation_that_fails_is_said),
        TEST(test_a_reader_changes_nothing),
        TEST(test_a_read_only_folder_can_be_read),
        TEST(test_a_read_only_folder_can_be_read_in_wal_mode),
        TEST(test_a_reader_reads_while_a_writer_writes),
        TEST(test_a_second_writer_learns_who_writes),
        TEST(test_a_killed_writer_leaves_what_it_committed_and_no_lock),
        TEST(test_values_come_back),
        TEST(test_a_statement_can_be_used_inside_itself),
        TEST(test_a_failed_statement_stays_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
