#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/frame.h"
#include "host/ending.h"
#include "host/nursery.h"
#include "testing.h"

/* ---- a worker that does what the kind of a frame says ---- */

static void answer(int channel, const buffer *payload)
{
    if (frame_send(channel, 'a', payload, NULL) != STATUS_OK) _exit(99);
}

/* The open descriptors but for those of standard streams, as "5 6 ". */
static void list_descriptors(buffer *out)
{
    DIR *listing = opendir("/proc/self/fd");
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        int number = atoi(entry->d_name);
        if (entry->d_name[0] != '.' && number != dirfd(listing) && number > 2)
            buffer_format(out, "%d ", number);
    }
    closedir(listing);
}

static void obey(int channel, void *context)
{
    buffer payload = { 0 };
    unsigned char kind;
    while (frame_receive(channel, &kind, &payload, -1, NULL) == STATUS_OK) {
        switch (kind) {
        case 'e': answer(channel, &payload); break;
        case 'x': _exit(payload.data[0]);
        case 's':
            signal(payload.data[0], SIG_DFL); /* a sanitizer would catch it */
            raise(payload.data[0]);
            break;
        case 'w': pause(); break;
        case 'l':
            buffer_clear(&payload);
            list_descriptors(&payload);
            buffer_format(&payload, "and %d", channel);
            answer(channel, &payload);
            break;
        case 'o': /* where standard output goes, and who the parent is */
            buffer_clear(&payload);
            char *target = realpath("/proc/self/fd/1", NULL);
            buffer_format(&payload, "%s %d", target == NULL ? "?" : target, (int)getppid());
            free(target);
            answer(channel, &payload);
            break;
        case 'c':
            buffer_clear(&payload);
            buffer_text(&payload, context);
            answer(channel, &payload);
            break;
        default: _exit(98);
        }
    }
    buffer_free(&payload);
}

static nursery *house;
static char state_of_parent[] = "before";

static int start(void **unused)
{
    (void)unused;
    return nursery_start(obey, state_of_parent, &house, &test_error) == STATUS_OK ? 0 : -1;
}

static int stop(void **unused)
{
    nursery_stop(house);
    return clear_test_error(unused);
}

static void tell(const worker *w, unsigned char kind, const void *bytes, size_t length)
{
    buffer payload = { 0 };
    buffer_append(&payload, bytes, length);
    assert_ok(frame_send(w->channel, kind, &payload, &test_error));
    buffer_free(&payload);
}

static char *hear(const worker *w)
{
    buffer payload = { 0 };
    unsigned char kind;
    assert_ok(frame_receive(w->channel, &kind, &payload, 5000, &test_error));
    return buffer_take(&payload);
}

static worker forked(void)
{
    worker w;
    assert_ok(nursery_fork(house, &w, &test_error));
    assert_true(w.pid > 0 && w.channel >= 0);
    return w;
}

/* ---- */

static void workers_talk_side_by_side(void **unused)
{
    (void)unused;
    worker w[8];
    for (int i = 0; i < 8; i++) w[i] = forked();
    for (int i = 0; i < 8; i++) {
        char text[24];
        sprintf(text, "to %d", i);
        tell(&w[i], 'e', text, strlen(text));
    }
    for (int i = 7; i >= 0; i--) {
        char text[24], *heard = hear(&w[i]);
        sprintf(text, "to %d", i);
        assert_string_equal(heard, text);
        free(heard);
        for (int j = 0; j < i; j++) assert_int_not_equal(w[i].pid, w[j].pid);
    }
    for (int i = 0; i < 8; i++) {
        int how = -1;
        assert_ok(nursery_reap(house, &w[i], false, &how, &test_error));
        assert_int_equal(how, 0);
        assert_true(w[i].pid == -1 && w[i].channel == -1);
        assert_ok(
            nursery_reap(house, &w[i], true, &how, &test_error)); /* there is nobody any more */
    }
}

static void the_end_of_a_worker_is_told(void **unused)
{
    (void)unused;
    static const struct {
        unsigned char kind, number;
        int how;
    } ends[] = { { 'x', 7, 256 + 7 },       { 'x', 0, 0 },
                 { 's', SIGSEGV, SIGSEGV }, { 's', SIGABRT, SIGABRT },
                 { 's', SIGKILL, SIGKILL }, { 's', SIGXCPU, SIGXCPU } };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        worker w = forked();
        buffer payload = { 0 };
        unsigned char kind;
        int how = -1;
        tell(&w, ends[i].kind, &ends[i].number, 1);
        assert_fails(frame_receive(w.channel, &kind, &payload, 5000, &test_error), STATUS_SYSTEM,
                     "closed");
        assert_ok(nursery_reap(house, &w, false, &how, &test_error));
        assert_int_equal(how, ends[i].how);
        buffer_free(&payload);
    }
}

static void ends_are_described(void **unused)
{
    (void)unused;
    assert_fails(ending_describe(&test_error, SIGSEGV), STATUS_PLUGIN,
                 "crashed its worker process (Segmentation fault)");
    assert_fails(ending_describe(&test_error, 256 + 3), STATUS_PLUGIN, "ended with status 3");
    assert_fails(ending_describe(&test_error, 0), STATUS_PLUGIN, "ended before its time");
    assert_fails(ending_describe(&test_error, SIGXCPU), STATUS_LIMIT, "--max-cpu");
}

static void a_busy_worker_is_killed_at_once(void **unused)
{
    (void)unused;
    worker w = forked();
    int how = -1;
    tell(&w, 'w', "", 0);
    pid_t pid = w.pid;
    assert_ok(nursery_reap(house, &w, true, &how, &test_error));
    assert_int_equal(how, SIGKILL);
    assert_int_equal(kill(pid, 0), -1);
    assert_int_equal(errno, ESRCH);
}

/* Memory is that of nursery_start, not of the fork. */
static void workers_see_the_past(void **unused)
{
    (void)unused;
    strcpy(state_of_parent, "after");
    worker w = forked();
    tell(&w, 'c', "", 0);
    char *heard = hear(&w);
    assert_string_equal(heard, "before");
    free(heard);
    strcpy(state_of_parent, "before");
    assert_ok(nursery_reap(house, &w, false, NULL, &test_error));
}

/* What the parent opens after the start (a corpus), and the channels of the other workers, are not
 * there. */
static void descriptors_do_not_leak(void **unused)
{
    (void)unused;
    buffer before = { 0 };
    nursery_stop(house);
    list_descriptors(&before);
    assert_int_equal(start(NULL), 0);
    int own = open("/dev/null", O_RDONLY);
    worker w[3];
    for (int i = 0; i < 3; i++) {
        w[i] = forked();
        tell(&w[i], 'l', "", 0);
        char *heard = hear(&w[i]), *channel = strstr(heard, "and ") + 4;
        for (char *each = strtok(heard, " "); each != NULL && strcmp(each, "and") != 0;
             each = strtok(NULL, " ")) {
            char padded[16];
            sprintf(padded, "%s ", each);
            bool was_there = before.data != NULL && strstr(before.data, padded) != NULL;
            if (strcmp(each, channel) != 0 && !was_there)
                fail_msg("worker %d has descriptor %s", i, each);
        }
        free(heard);
    }
    for (int i = 0; i < 3; i++) assert_ok(nursery_reap(house, &w[i], false, NULL, &test_error));
    close(own);
    buffer_free(&before);
}

static void channels_are_closed_when_programs_start(void **unused)
{
    (void)unused;
    worker w = forked();
    assert_int_equal(fcntl(w.channel, F_GETFD), FD_CLOEXEC);
    assert_ok(nursery_reap(house, &w, false, NULL, &test_error));
}

static void workers_do_not_write_to_the_screen_and_ignore_ctrl_c(void **unused)
{
    (void)unused;
    worker w = forked();
    char wanted[32];
    kill(w.pid, SIGINT);
    kill(w.pid, SIGPIPE);
    kill(w.pid, SIGXFSZ);
    tell(&w, 'o', "", 0);
    char *heard = hear(&w);
    snprintf(wanted, sizeof wanted, "/dev/null ");
    assert_memory_equal(heard, wanted, strlen(wanted));
    assert_int_not_equal(atoi(heard + strlen(wanted)),
                         getpid()); /* the nursery's child, not ours */
    free(heard);
    assert_ok(nursery_reap(house, &w, false, NULL, &test_error));
}

/* ---- the house burns down ---- */

/* Waits for children that came to us when their parent died. */
static void assert_gone(pid_t pid)
{
    for (int i = 0; i < 100; i++) {
        if (waitpid(pid, NULL, WNOHANG) == pid || (kill(pid, 0) != 0 && errno == ESRCH)) return;
        usleep(10000);
    }
    kill(pid, SIGKILL);
    fail_msg("process %d outlives its parent by a second", (int)pid);
}

static void workers_die_with_the_nursery(void **unused)
{
    (void)unused;
    worker idle = forked(), busy = forked(), late;
    tell(&busy, 'w', "", 0);
    tell(&idle, 'o', "", 0);
    char *heard = hear(&idle);
    pid_t nursery_pid = atoi(heard + strlen("/dev/null "));
    free(heard);
    kill(nursery_pid, SIGKILL);
    assert_gone(idle.pid);
    assert_gone(busy.pid);
    assert_int_equal(nursery_fork(house, &late, &test_error), STATUS_SYSTEM);
    assert_int_equal(late.pid, -1);
    assert_int_equal(nursery_reap(house, &idle, true, NULL, &test_error), STATUS_SYSTEM);
    assert_int_equal(nursery_reap(house, &busy, true, NULL, &test_error), STATUS_SYSTEM);
}

/* A command with a nursery, one idle and one busy worker; tells their pids, and waits. */
static void be_a_command(int out)
{
    nursery *own;
    worker idle, busy;
    if (nursery_start(obey, NULL, &own, NULL) != STATUS_OK ||
        nursery_fork(own, &idle, NULL) != STATUS_OK ||
        nursery_fork(own, &busy, NULL) != STATUS_OK ||
        frame_send(busy.channel, 'w', NULL, NULL) != STATUS_OK)
        _exit(1);
    pid_t pids[2] = { idle.pid, busy.pid };
    if (write(out, pids, sizeof pids) != sizeof pids) _exit(1);
    for (;;) pause();
}

static void workers_die_with_the_command(void **unused)
{
    (void)unused;
    int pipe_ends[2];
    pid_t pids[2];
    assert_int_equal(pipe(pipe_ends), 0);
    pid_t command = fork();
    if (command == 0) be_a_command(pipe_ends[1]);
    assert_int_equal(read(pipe_ends[0], pids, sizeof pids), sizeof pids);
    kill(command, SIGKILL);
    waitpid(command, NULL, 0);
    assert_gone(pids[0]);
    assert_gone(pids[1]);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}

static void stopping_kills_who_is_left(void **unused)
{
    (void)unused;
    worker idle = forked(), busy = forked();
    tell(&busy, 'w', "", 0);
    nursery_stop(house);
    house = NULL;
    assert_gone(idle.pid);
    assert_gone(busy.pid);
    close(idle.channel);
    close(busy.channel);
    nursery_stop(NULL);
}

static void without_descriptors_there_is_no_worker_but_a_reason(void **unused)
{
    (void)unused;
    struct rlimit before, none;
    worker w;
    int next = dup(0);
    close(next);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = (struct rlimit){ (rlim_t)next, before.rlim_max };
    setrlimit(RLIMIT_NOFILE, &none);
    status s = nursery_fork(house, &w, &test_error);
    setrlimit(RLIMIT_NOFILE, &before);
    assert_fails(s, STATUS_SYSTEM, "open files");
    assert_true(w.pid == -1 && w.channel == -1);
    w = forked(); /* and the next one is right again */
    tell(&w, 'e', "hello", 5);
    char *heard = hear(&w);
    assert_string_equal(heard, "hello");
    free(heard);
    assert_ok(nursery_reap(house, &w, false, NULL, &test_error));
}

int main(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* orphans come to us, whatever process 1 does with them */
#define HOUSE_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(workers_talk_side_by_side),
        HOUSE_TEST(the_end_of_a_worker_is_told),
        HOUSE_TEST(ends_are_described),
        HOUSE_TEST(a_busy_worker_is_killed_at_once),
        HOUSE_TEST(workers_see_the_past),
        HOUSE_TEST(descriptors_do_not_leak),
        HOUSE_TEST(channels_are_closed_when_programs_start),
        HOUSE_TEST(workers_do_not_write_to_the_screen_and_ignore_ctrl_c),
        HOUSE_TEST(workers_die_with_the_nursery),
        HOUSE_TEST(workers_die_with_the_command),
        HOUSE_TEST(stopping_kills_who_is_left),
        HOUSE_TEST(without_descriptors_there_is_no_worker_but_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
