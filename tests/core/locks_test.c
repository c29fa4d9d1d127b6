/* No lock of SQLite is lost by forking: workers come from the nursery, which never opens the
 * corpus, so what happens to them is nothing to the locks of the writer, and the locks that they
 * take themselves are real ones. */
#include "corpus_fixture.h"

#include <signal.h>
#include <sys/wait.h>

#include "base/frame.h"
#include "host/nursery.h"

enum { READY = 'r' };

/* ---- a witness: another program, as far as SQLite can tell ---- */

static pid_t witness;
static int to_witness, from_witness;

/* Tries to begin to write, as a second writer would; answers SQLite's code. */
static int try_to_write(void)
{
    sqlite3 *database = NULL;
    int code = sqlite3_open(test_corpus, &database);
    if (code == SQLITE_OK) code = sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    sqlite3_close(database);
    return code;
}

/* Forked before anything is open: it shares no handle, no lock table and no descriptor of the
 * corpus with the test. */
static void start_witness(void)
{
    int questions[2], answers[2];
    assert_int_equal(pipe(questions), 0);
    assert_int_equal(pipe(answers), 0);
    witness = fork();
    assert_true(witness >= 0);
    if (witness == 0) {
        char question;
        close(questions[1]);
        while (read(questions[0], &question, 1) == 1) {
            int code = try_to_write();
            if (write(answers[1], &code, sizeof code) != sizeof code) break;
        }
        _exit(0);
    }
    close(questions[0]);
    close(answers[1]);
    to_witness = questions[1];
    from_witness = answers[0];
}

static int ask_witness(void)
{
    int code = -1;
    assert_int_equal(write(to_witness, "?", 1), 1);
    assert_int_equal(read(from_witness, &code, sizeof code), sizeof code);
    return code;
}

static void stop_witness(void)
{
    close(to_witness);
    close(from_witness);
    assert_int_equal(waitpid(witness, NULL, 0), witness);
}

/* ---- workers ---- */

/* A worker that holds a snapshot of the corpus until it is told to end, or killed. */
static void read_corpus(int channel, void *context)
{
    (void)context;
    store *s = NULL;
    buffer payload = { 0 };
    unsigned char kind;
    signal(SIGSEGV, SIG_DFL); /* cmocka's handlers are the test's, not the worker's */
    signal(SIGABRT, SIG_DFL);
    if (store_open(test_corpus, STORE_READ, 0, &s, NULL) != STATUS_OK) _exit(1);
    if (store_begin(s, NULL) != STATUS_OK) _exit(2);
    frame_send(channel, READY, NULL, NULL);
    frame_receive(channel, &kind, &payload, -1, NULL);
    store_close(s);
    buffer_free(&payload);
}

static worker fork_reader(nursery *n)
{
    worker w;
    unsigned char kind = 0;
    buffer payload = { 0 };
    assert_ok(nursery_fork(n, &w, &test_error));
    assert_ok(frame_receive(w.channel, &kind, &payload, 10000, &test_error));
    assert_int_equal(kind, READY);
    buffer_free(&payload);
    return w;
}

/* Ends a worker: by a signal, or kindly when it is 0. */
static void end_worker(nursery *n, worker *w, int number)
{
    int how = -1;
    if (number != 0) assert_int_equal(kill(w->pid, number), 0);
    assert_ok(nursery_reap(n, w, false, &how, &test_error));
    assert_int_equal(how, number);
}

/* ---- tests ---- */

static void test_the_writers_lock_outlives_workers(void **unused)
{
    (void)unused;
    static const int endings[] = { SIGKILL, SIGSEGV, 0, SIGTERM, SIGABRT, 0, SIGKILL };
    nursery *n = NULL;
    start_witness();
    assert_ok(nursery_start(read_corpus, NULL, &n, &test_error));
    store *s = open_test_corpus(STORE_CREATE);
    assert_int_equal(ask_witness(), SQLITE_OK); /* it can, as long as nobody writes */

    assert_ok(store_begin(s, &test_error));
    assert_ok(store_execute(s, "INSERT INTO property VALUES ('half', 'done')", &test_error));
    assert_int_equal(ask_witness(), SQLITE_BUSY);
    worker standing = fork_reader(n);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        worker w = fork_reader(n);
        end_worker(n, &w, endings[i]);
        assert_int_equal(ask_witness(), SQLITE_BUSY);
    }
    end_worker(n, &standing, 0);
    assert_int_equal(ask_witness(), SQLITE_BUSY);
    nursery_stop(n);
    assert_int_equal(ask_witness(), SQLITE_BUSY);

    assert_ok(store_commit(s, &test_error));
    assert_int_equal(ask_witness(), SQLITE_OK);
    assert_int_equal(number_of(s, "SELECT count(*) FROM property WHERE name = 'half'"), 1);
    store_close(s);
    stop_witness();
}

/* 1 when a reader keeps the log from being emptied, 0 when nobody does. */
static int64_t is_log_held(store *s) { return number_of(s, "PRAGMA wal_checkpoint(TRUNCATE)"); }

static void test_the_locks_of_workers_are_real(void **unused)
{
    (void)unused;
    nursery *n = NULL;
    assert_ok(nursery_start(read_corpus, NULL, &n, &test_error));
    store *s = open_test_corpus(STORE_CREATE);
    sqlite3_busy_timeout(store_database(s), 0);
    assert_ok(store_begin(
        s, &test_error)); /* a child of this process would now think that it has the locks */
    assert_ok(
        store_execute(s, "INSERT INTO property VALUES ('after', 'its snapshot')", &test_error));
    worker w = fork_reader(n);
    assert_ok(store_commit(s, &test_error));
    assert_int_equal(is_log_held(s), 1);
    end_worker(n, &w, SIGKILL);
    assert_int_equal(is_log_held(s), 0);
    nursery_stop(n);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_writers_lock_outlives_workers, make_test_folder,
                                        remove_test_folder),
        cmocka_unit_test_setup_teardown(test_the_locks_of_workers_are_real, make_test_folder,
                                        remove_test_folder),
    };
    return cmocka_run_group_tests_name("locks", tests, NULL, NULL);
}
