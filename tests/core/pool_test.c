#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "host/pool.h"
#include "testing.h"

/* ---- a worker that does what each task says ---- */

static void done(int channel)
{
    error fine = { 0 };
    if (message_done(channel, &fine, NULL) != STATUS_OK) _exit(97);
}

static void say_failure(int channel, const char *text)
{
    error failure = { 0 };
    error_set(&failure, STATUS_PLUGIN, "%s", text);
    failure.detail = strdup("line 3");
    message_done(channel, &failure, NULL);
    error_clear(&failure);
}

static void echo(int channel, const buffer *payload)
{
    if (frame_send(channel, MESSAGE_ROWS, payload, NULL) != STATUS_OK) _exit(97);
    done(channel);
}

static void write_raw(int channel, const char *bytes, size_t length)
{
    if (write(channel, bytes, length) != (ssize_t)length) _exit(97);
}

static void crash(int number)
{
    signal(number, SIG_DFL);
    raise(number);
}

static void talk_for_ever(int channel, const buffer *payload)
{
    while (frame_send(channel, MESSAGE_ROWS, payload, NULL) == STATUS_OK) usleep(2000);
}

static void read_descriptor(int channel)
{
    char text[6] = "";
    int file = -1;
    buffer payload = { 0 };
    if (descriptor_receive(channel, &file, NULL) != STATUS_OK || read(file, text, 5) != 5)
        _exit(97);
    close(file);
    buffer_text(&payload, text);
    echo(channel, &payload);
    buffer_free(&payload);
}

static void obey(int channel, const buffer *payload)
{
    switch (payload->data[0]) {
    case 'e': echo(channel, payload); break;
    case 'z':
        usleep((useconds_t)random() % 10000);
        echo(channel, payload);
        break; /* when it pleases */
    case 'f': say_failure(channel, "it raised an error"); break;
    case 'x': _exit(5);
    case 'k': crash(SIGKILL); break;
    case 'g': crash(SIGSEGV); break;
    case 'w': pause(); break;
    case 't': talk_for_ever(channel, payload); break;
    case 'h':
        write_raw(channel, "\x40\0\0\0rhalf", 9);
        pause();
        break;
    case 'c': write_raw(channel, "\x40\0\0\0rhalf", 9); _exit(0);
    case 'l':
        write_raw(channel, "\xff\xff\xff\xffr", 5);
        pause();
        break; /* a frame of 4 GiB */
    case 'd':
        write_raw(channel, "\3\0\0\0.\xff\xff\xff", 8);
        break; /* an end that cannot be read */
    case 'm':
        write_raw(channel, "\1\0\0\0~?", 6);
        done(channel);
        break; /* a frame of no known kind */
    case 'F': read_descriptor(channel); break;
    default: _exit(96);
    }
}

static void serve(int channel, void *unused)
{
    buffer payload = { 0 };
    unsigned char kind;
    (void)unused;
    srandom((unsigned)getpid());
    while (frame_receive(channel, &kind, &payload, -1, NULL) == STATUS_OK) {
        if (kind == MESSAGE_DOCUMENT) obey(channel, &payload);
        else if (strcmp(payload.data, "good") == 0) echo(channel, &payload);
        else if (strcmp(payload.data, "crash") == 0) _exit(3);
        else say_failure(channel, "not like this");
    }
    buffer_free(&payload);
}

/* ---- the work ---- */

static host h;

static struct {
    const char *tasks; /* a letter each */
    size_t taken, furthest, opened;
    buffer log; /* what became of each task, in the order in which it was taken */
    size_t interrupt_at, fail_at;
    bool is_slow; /* takes the first answer until all have been asked for */
} work_state;

static status ask(void *context, size_t task, message *kind, buffer *request, int *descriptor,
                  error *e)
{
    (void)context;
    if (task - work_state.taken > work_state.furthest)
        work_state.furthest = task - work_state.taken;
    char letter = work_state.tasks[task];
    if (letter == '-') return STATUS_OK; /* nothing to ask */
    if (letter == '!') return error_set(e, STATUS_SYSTEM, "cannot ask");
    *kind = MESSAGE_DOCUMENT;
    buffer_format(request, "%c%zu", letter, task);
    if (letter == 'F') {
        int ends[2];
        if (pipe(ends) != 0 || write(ends[1], "bytes", 5) != 5) return STATUS_SYSTEM;
        close(ends[1]);
        *descriptor = ends[0];
    }
    return STATUS_OK;
}

static status take(void *context, size_t task, const answer *a, error *e)
{
    size_t position = 0;
    answer_frame frame;
    (void)context;
    assert_int_equal(task, work_state.taken);
    size_t last = strlen(work_state.tasks) - 1;
    for (int i = 0; work_state.is_slow && task == 0 && work_state.furthest < last && i < 5000;
         i++) {
        pool_breathe(&h);
        usleep(1000);
    }
    work_state.taken++;
    buffer_format(&work_state.log, "%zu:", task);
    for (int count = 0; answer_next(a, &position, &frame) && count < 3; count++)
        buffer_format(&work_state.log, "%.*s", (int)frame.payload.length, frame.payload.data);
    if (a->failure.code != STATUS_OK)
        buffer_format(&work_state.log, "(%s)", error_text(&a->failure));
    buffer_byte(&work_state.log, ' ');
    if (work_state.taken == work_state.interrupt_at) host_interrupted = 1;
    if (work_state.taken == work_state.fail_at)
        return error_set(e, STATUS_CORPUS, "cannot store it");
    return STATUS_OK;
}

static status opened(void *context, const answer_frame *frame, error *e)
{
    (void)context, (void)e;
    assert_int_equal(frame->kind, MESSAGE_ROWS);
    work_state.opened++;
    return STATUS_OK;
}

static int start(void **unused)
{
    (void)unused;
    h = (host){ .workers = 3 };
    memset(&work_state, 0, sizeof work_state);
    return nursery_start(serve, NULL, &h.nursery, &test_error) == STATUS_OK ? 0 : -1;
}

static int stop(void **unused)
{
    host_interrupted = 0;
    nursery_stop(h.nursery);
    buffer_free(&work_state.log);
    return clear_test_error(unused);
}

static status run_with_setup(const char *tasks, double wall_seconds, const char *setup_text)
{
    buffer setup = { 0 };
    buffer_text(&setup, setup_text);
    answer_frame frame = { MESSAGE_ANALYSE, setup };
    pool_work work = { .count = strlen(tasks),
                       .setup = &frame,
                       .setup_count = 1,
                       .limits = LIMITS_DOCUMENT,
                       .ask = ask,
                       .take = take,
                       .opened = opened };
    work.limits.wall_seconds = wall_seconds;
    work_state.tasks = tasks;
    buffer_append(&work_state.log, "", 0);
    status s = pool_run(&h, &work, &test_error);
    buffer_free(&setup);
    return s;
}

static void check_within(const char *tasks, double wall_seconds, const char *wanted)
{
    assert_ok(run_with_setup(tasks, wall_seconds, "good"));
    assert_string_equal(work_state.log.data, wanted);
}

static void check(const char *tasks, const char *wanted) { check_within(tasks, 30, wanted); }

/* ---- */

static void answers_come_in_the_order_of_the_tasks(void **unused)
{
    (void)unused;
    enum { COUNT = 300 };
    char tasks[COUNT + 1];
    buffer wanted = { 0 };
    for (int i = 0; i < COUNT; i++) {
        tasks[i] = i % 3 == 0 ? 'z' : 'e';
        buffer_format(&wanted, "%d:%c%d ", i, tasks[i], i);
    }
    tasks[COUNT] = '\0';
    check(tasks, wanted.data);
    assert_int_equal(work_state.taken, COUNT);
    assert_int_equal(work_state.opened, 3);
    assert_true(work_state.furthest >= 2); /* side by side */
    buffer_free(&wanted);
}

static void no_work_needs_no_worker(void **unused)
{
    (void)unused;
    check("", "");
    assert_int_equal(work_state.opened, 0);
}

static void a_task_may_have_nothing_to_ask(void **unused)
{
    (void)unused;
    check("--e-", "0: 1: 2:e2 3: ");
    assert_int_equal(work_state.opened, 1);
}

static void what_cannot_be_asked_is_a_failed_answer(void **unused)
{
    (void)unused;
    check("e!e", "0:e0 1:(cannot ask) 2:e2 ");
}

static void a_failure_is_of_its_task_alone(void **unused)
{
    (void)unused;
    check("efe", "0:e0 1:(it raised an error) 2:e2 ");
}

/* A worker that dies is replaced; what it was doing is lost and said. */
static void a_dead_worker_loses_one_task(void **unused)
{
    (void)unused;
    h.workers = 1;
    check("exegeke", "0:e0 1:(its worker process ended with status 5) 2:e2 "
                     "3:(it crashed its worker process (Segmentation fault)) 4:e4 "
                     "5:(its worker process ended before its time) 6:e6 ");
    assert_int_equal(work_state.opened, 4);
}

static void a_silent_worker_is_killed_in_time(void **unused)
{
    (void)unused;
    check_within("ewe", 0.3, "0:e0 1:(did not answer in 0.3 s; --max-time raises the limit) 2:e2 ");
}

static void a_worker_that_never_ends_its_answer_is_killed_in_time(void **unused)
{
    (void)unused;
    h.workers = 1;
    assert_ok(run_with_setup("te", 0.2, "good"));
    assert_non_null(strstr(work_state.log.data,
                           "(did not answer in 0.2 s; --max-time raises the limit) 1:e1 "));
}

static void half_a_frame_is_no_answer(void **unused)
{
    (void)unused;
    check_within("hec", 0.3,
                 "0:(did not answer in 0.3 s; --max-time raises the limit) 1:e1 "
                 "2:(its worker process ended before its time) ");
}

/* Others are heard while it waits for the rest. */
static void half_a_frame_holds_nobody_up(void **unused)
{
    (void)unused;
    h.workers = 2;
    assert_ok(run_with_setup("heeeeeeeeee", 0.5, "good"));
    assert_int_equal(work_state.furthest, 10);
}

static void workers_go_on_while_one_answer_is_taken(void **unused)
{
    (void)unused;
    work_state.is_slow = true;
    check("eeexe!ee", "0:e0 1:e1 2:e2 3:(its worker process ended with status 5) 4:e4 "
                      "5:(cannot ask) 6:e6 7:e7 ");
    assert_int_equal(work_state.furthest, 7);
    pool_breathe(&h); /* of no pool */
}

static void garbage_is_no_answer(void **unused)
{
    (void)unused;
    check("lede", "0:(its worker process ended before its time) 1:e1 2:(a worker sent a broken "
                  "message) 3:e3 ");
}

static void a_frame_of_an_unknown_kind_is_handed_on(void **unused)
{
    (void)unused;
    check("me", "0:? 1:e1 ");
}

static void descriptors_ride_behind_the_request(void **unused)
{
    (void)unused;
    int before = dup(0);
    check("eFF", "0:e0 1:bytes 2:bytes ");
    int after = dup(0);
    assert_int_equal(before + 1, after); /* the pool has closed them */
    close(before);
    close(after);
}

static void a_wrong_setup_ends_the_work(void **unused)
{
    (void)unused;
    assert_fails(run_with_setup("ee", 30, "bad"), STATUS_PLUGIN, "not like this");
    assert_string_equal(test_error.detail, "line 3");
    assert_fails(run_with_setup("ee", 30, "crash"), STATUS_PLUGIN, "ended with status 3");
    assert_int_equal(work_state.taken, 0);
}

static void what_cannot_be_taken_ends_the_work(void **unused)
{
    (void)unused;
    work_state.fail_at = 2;
    assert_fails(run_with_setup("eeewwwww", 30, "good"), STATUS_CORPUS, "cannot store it");
    assert_int_equal(work_state.taken, 2);
}

static void ctrl_c_ends_the_work_soon(void **unused)
{
    (void)unused;
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    work_state.interrupt_at = 2;
    assert_int_equal(run_with_setup("eewwwwww", 30, "good"), STATUS_INTERRUPTED);
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true(end.tv_sec - begin.tv_sec <= 1);
    assert_int_equal(work_state.taken, 2);
}

/* ---- one conversation ---- */

static worker open_worker(void)
{
    worker w;
    pool_work work = { .limits = LIMITS_DOCUMENT };
    assert_ok(pool_open_worker(&h, &work, &w, &test_error));
    return w;
}

static void tell(const worker *w, const char *text)
{
    buffer payload = { 0 };
    buffer_text(&payload, text);
    assert_ok(frame_send(w->channel, MESSAGE_DOCUMENT, &payload, &test_error));
    buffer_free(&payload);
}

static void one_worker_is_heard_within_its_time(void **unused)
{
    (void)unused;
    static const struct {
        const char *task;
        status code;
        const char *text;
    } ends[] = { { "x", STATUS_PLUGIN, "ended with status 5" },
                 { "g", STATUS_PLUGIN, "Segmentation fault" },
                 { "w", STATUS_LIMIT, "did not answer in 0.2 s" },
                 { "h", STATUS_LIMIT, "did not answer in 0.2 s" },
                 { "l", STATUS_PLUGIN, "ended before its time" } };
    buffer payload = { 0 };
    message kind;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        worker w = open_worker();
        tell(&w, "e1");
        assert_ok(pool_receive(&h, &w, 5, &kind, &payload, &test_error));
        assert_int_equal(kind, MESSAGE_ROWS);
        assert_ok(pool_receive(&h, &w, 5, &kind, &payload, &test_error));
        assert_int_equal(kind, MESSAGE_DONE);
        tell(&w, ends[i].task);
        assert_fails(pool_receive(&h, &w, 0.2, &kind, &payload, &test_error), ends[i].code,
                     ends[i].text);
        assert_int_equal(w.pid, -1); /* reaped */
    }
    worker w = open_worker();
    host_interrupted = 1;
    assert_int_equal(pool_receive(&h, &w, 5, &kind, &payload, &test_error), STATUS_INTERRUPTED);
    host_interrupted = 0;
    assert_ok(nursery_reap(h.nursery, &w, true, NULL, &test_error));
    buffer_free(&payload);
}

int main(void)
{
#define POOL_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        POOL_TEST(answers_come_in_the_order_of_the_tasks),
        POOL_TEST(no_work_needs_no_worker),
        POOL_TEST(a_task_may_have_nothing_to_ask),
        POOL_TEST(what_cannot_be_asked_is_a_failed_answer),
        POOL_TEST(a_failure_is_of_its_task_alone),
        POOL_TEST(a_dead_worker_loses_one_task),
        POOL_TEST(a_silent_worker_is_killed_in_time),
        POOL_TEST(a_worker_that_never_ends_its_answer_is_killed_in_time),
        POOL_TEST(half_a_frame_is_no_answer),
        POOL_TEST(half_a_frame_holds_nobody_up),
        POOL_TEST(workers_go_on_while_one_answer_is_taken),
        POOL_TEST(garbage_is_no_answer),
        POOL_TEST(a_frame_of_an_unknown_kind_is_handed_on),
        POOL_TEST(descriptors_ride_behind_the_request),
        POOL_TEST(a_wrong_setup_ends_the_work),
        POOL_TEST(what_cannot_be_taken_ends_the_work),
        POOL_TEST(ctrl_c_ends_the_work_soon),
        POOL_TEST(one_worker_is_heard_within_its_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
