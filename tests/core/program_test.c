/* The runner of a program, with the test in the place of the worker that asked for it: whatever
 * dies, no program is left. What programs may do is in tests/cli/programs.test. */
#include <dirent.h>
#include <sys/wait.h>

#include "host/message.h"
#include "host/program.h"
#include "host_fixture.h"

static needed_program needed[] = { { (char *)"sleep", NULL },
                                   { (char *)"cat", NULL },
                                   { (char *)"no-such-program", (char *)"some-package" } };
static plugin loader = { .kind = PLUGIN_LOADER, .name = (char *)"mine", .origin = "bundled" };
static char marker[32]; /* an argument that no other process has */

static int start(void **unused)
{
    if (make_host_folder(unused) != 0) return -1;
    loader.origin = "bundled";
    loader.manifest.programs.items = needed;
    loader.manifest.programs.count = sizeof needed / sizeof *needed;
    snprintf(marker, sizeof marker, "86399.%d", (int)getpid());
    open_host();
    return 0;
}

static status ask(const char *name, worker *runner)
{
    buffer request = { 0 };
    *runner = (worker){ .pid = -1, .channel = -1 };
    frame_put_text(&request, name);
    frame_put_text(&request, loader.name);
    status s = program_start(&test_host, &loader, &request, runner, &test_error);
    buffer_free(&request);
    return s;
}

static void send_start(const worker *runner, const char *argument)
{
    buffer payload = { 0 };
    frame_put_unsigned(&payload, 1);
    frame_put_text(&payload, argument);
    assert_ok(frame_send(runner->channel, MESSAGE_START, &payload, &test_error));
    buffer_free(&payload);
}

/* True while a process has the marker as an argument. */
static bool is_running(void)
{
    bool found = false;
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; !found && (entry = readdir(processes)) != NULL;) {
        char path[300], line[300] = "";
        snprintf(path, sizeof path, "/proc/%s/cmdline", entry->d_name);
        FILE *file = atoi(entry->d_name) > 0 ? fopen(path, "r") : NULL;
        if (file == NULL) continue;
        size_t length = fread(line, 1, sizeof line - 1, file);
        found = memmem(line, length, marker, strlen(marker)) != NULL;
        fclose(file);
    }
    closedir(processes);
    return found;
}

static void wait_until(bool runs)
{
    for (int i = 0; i < 500 && is_running() != runs; i++) usleep(10000);
    assert_int_equal(is_running(), runs);
}

static worker sleeping(void)
{
    worker runner;
    assert_ok(ask("sleep", &runner));
    send_start(&runner, marker);
    wait_until(true);
    return runner;
}

/* ---- */

static void a_program_ends_when_nobody_listens(void **unused)
{
    (void)unused;
    worker runner = sleeping();
    assert_ok(nursery_reap(test_host.nursery, &runner, false, NULL, &test_error));
    wait_until(false);
}

static void a_program_ends_with_its_runner(void **unused)
{
    (void)unused;
    worker runner = sleeping();
    assert_ok(nursery_reap(test_host.nursery, &runner, true, NULL, &test_error));
    wait_until(false);
}

static void a_program_ends_with_the_host(void **unused)
{
    (void)unused;
    worker runner = sleeping();
    host_close(&test_host);
    wait_until(false);
    close(runner.channel);
}

static void a_program_ends_at_its_time(void **unused)
{
    (void)unused;
    test_limits.wall_seconds = 0.3;
    open_host();
    worker runner = sleeping();
    buffer payload = { 0 };
    unsigned char kind = 0;
    while (kind != MESSAGE_DONE)
        assert_ok(frame_receive(runner.channel, &kind, &payload, 5000, &test_error));
    assert_fails(message_outcome(&payload, &test_error), STATUS_LIMIT, "--max-time");
    assert_false(is_running());
    assert_ok(nursery_reap(test_host.nursery, &runner, false, NULL, &test_error));
    buffer_free(&payload);
}

static void what_may_be_asked_for(void **unused)
{
    (void)unused;
    worker runner;
    const char *const allowed[] = { "cat" };
    assert_fails(ask("ls", &runner), STATUS_USAGE, "does not declare that it runs 'ls'");
    assert_fails(ask("no-such-program", &runner), STATUS_SYSTEM, "apt install some-package");
    loader.origin = "user";
    assert_fails(ask("cat", &runner), STATUS_USAGE, "--allow run=cat");
    test_host.allowed = allowed;
    test_host.allowed_count = 1;
    assert_fails(ask("sleep", &runner), STATUS_USAGE, "--allow run=sleep");
    assert_ok(ask("cat", &runner));
    assert_ok(nursery_reap(test_host.nursery, &runner, true, NULL, &test_error));
}

/* A folder that is named from the current one holds nobody's programs. */
static void programs_lie_in_absolute_folders(void **unused)
{
    (void)unused;
    worker runner;
    char *before = strdup(getenv("PATH"));
    setenv("PATH", "bin:.:../../../../../../bin::", 1);
    status s = ask("cat", &runner);
    setenv("PATH", before, 1);
    free(before);
    assert_fails(s, STATUS_SYSTEM, "cat is not installed");
}

static void a_broken_call_starts_nothing(void **unused)
{
    (void)unused;
    static const char *const calls[] = { "", "\xff", "\x02\x05short" };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        worker runner;
        unsigned char kind = 0;
        buffer payload = { 0 };
        assert_ok(ask("cat", &runner));
        buffer_text(&payload, calls[i]);
        assert_ok(frame_send(runner.channel, MESSAGE_START, &payload, &test_error));
        while (kind != MESSAGE_DONE)
            assert_ok(frame_receive(runner.channel, &kind, &payload, 5000, &test_error));
        assert_fails(message_outcome(&payload, &test_error), STATUS_SYSTEM, "broken message");
        assert_ok(nursery_reap(test_host.nursery, &runner, false, NULL, &test_error));
        buffer_free(&payload);
    }
}

int main(void)
{
#define PROGRAM_TEST(name) cmocka_unit_test_setup_teardown(name, start, drop_host)
    const struct CMUnitTest tests[] = {
        PROGRAM_TEST(a_program_ends_when_nobody_listens),
        PROGRAM_TEST(a_program_ends_with_its_runner),
        PROGRAM_TEST(a_program_ends_with_the_host),
        PROGRAM_TEST(a_program_ends_at_its_time),
        PROGRAM_TEST(what_may_be_asked_for),
        PROGRAM_TEST(programs_lie_in_absolute_folders),
        PROGRAM_TEST(a_broken_call_starts_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
