/* What a confined worker cannot do, and what it still can. Each attempt is made by a child process
 * of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/confinement.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED true
#else
#define IS_SANITIZED false
#endif

enum { CANNOT_BE_CONFINED = 100, EXTRA_DESCRIPTOR = 40 };

static char folder[] = "/tmp/moonleaf_test_XXXXXX";
static char *own_file;

/* Runs an attempt in a confined child; answers errno of the attempt, 0 when it succeeded, or minus
 * the signal that ended it. */
static int attempt(int (*work)(void))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        limits l = LIMITS_DECLARE;
        int channel = open("/dev/null", O_RDONLY);
        dup2(channel, EXTRA_DESCRIPTOR);
        confinement_begin(channel);
        if (confinement_enter(&l, NULL) != STATUS_OK) _exit(CANNOT_BE_CONFINED);
        errno = 0;
        _exit(work() < 0 ? errno : 0);
    }
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    return WIFSIGNALED(how) ? -WTERMSIG(how) : WEXITSTATUS(how);
}

static int write_file(void) { return open(own_file, O_WRONLY); }
static int write_and_read_file(void) { return open(own_file, O_RDWR); }
static int append_to_file(void) { return open(own_file, O_WRONLY | O_APPEND); }
static int truncate_file(void) { return open(own_file, O_RDONLY | O_TRUNC); }
static int make_file(void) { return open("/tmp/moonleaf_test_reached", O_RDONLY | O_CREAT, 0600); }
static int make_nameless_file(void) { return open("/tmp", O_TMPFILE | O_RDWR, 0600); }
static int make_file_in_memory(void) { return memfd_create("reached", 0); }
static int make_folder(void) { return mkdir("/tmp/moonleaf_test_reached", 0700); }
static int remove_file(void) { return unlink(own_file); }
static int rename_file(void) { return rename(own_file, "/tmp/moonleaf_test_reached"); }
static int link_file(void) { return link(own_file, "/tmp/moonleaf_test_reached"); }
static int change_mode(void) { return chmod(own_file, 0777); }
static int cut_file(void) { return truncate(own_file, 0); }
static int open_network(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static int open_local_socket(void) { return socket(AF_UNIX, SOCK_STREAM, 0); }
static int fork_child(void)
{
    pid_t child = fork();
    if (child == 0) _exit(0);
    return child;
}
static int run_program(void) { return execl("/bin/true", "true", (char *)NULL); }
static int kill_parent(void) { return kill(getppid(), SIGCONT); }
static int kill_by_thread(void) { return tgkill(getppid(), getppid(), SIGCONT); }
static int trace_parent(void) { return (int)ptrace(PTRACE_ATTACH, getppid(), NULL, NULL); }
static int map_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) == MAP_FAILED
               ? -1
               : 0;
}
static int change_folder(void) { return chdir("/"); }
static int raise_limit(void) { return setrlimit(RLIMIT_NOFILE, &(struct rlimit){ 32, 32 }); }

static void test_what_is_filtered(void **unused)
{
    (void)unused;
    static int (*const works[])(void) = {
        write_file,         write_and_read_file, append_to_file, truncate_file,  make_file,
        make_nameless_file, make_file_in_memory, make_folder,    remove_file,    rename_file,
        link_file,          change_mode,         cut_file,       open_network,   open_local_socket,
        fork_child,         run_program,         kill_parent,    kill_by_thread, trace_parent,
        map_code,           change_folder,       raise_limit,
    };
    if (IS_SANITIZED || strcmp(confinement_filter(), "seccomp") != 0) skip();
    for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
        int outcome = attempt(works[i]);
        if (outcome != EPERM)
            fail_msg("attempt %zu: %s", i, outcome > 0 ? strerror(outcome) : "it was not refused");
    }
    assert_int_not_equal(access("/tmp/moonleaf_test_reached", F_OK), 0);
    assert_int_equal(access(own_file, F_OK), 0);
}

static int use_extra_descriptor(void) { return fcntl(EXTRA_DESCRIPTOR, F_GETFD); }
static int take_memory(void)
{
    errno = ENOMEM;
    void *taken = malloc((size_t)8 << 30);
    int outcome = taken == NULL ? -1 : 0;
    free(taken);
    return outcome;
}
static int take_descriptors(void)
{
    for (int i = 0; i < 100; i++)
        if (open("/dev/null", O_RDONLY) < 0) return -1;
    return 0;
}

static void test_what_is_limited(void **unused)
{
    (void)unused;
    assert_int_equal(attempt(use_extra_descriptor), EBADF);
    assert_int_equal(attempt(take_descriptors), EMFILE);
    if (!IS_SANITIZED) assert_int_equal(attempt(take_memory), ENOMEM);
}

static int read_file(void)
{
    char byte;
    int file = open(own_file, O_RDONLY | O_CLOEXEC);
    return file < 0 || read(file, &byte, 1) != 1 ? -1 : 0;
}
static int map_file(void)
{
    int file = open(own_file, O_RDONLY);
    return mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED ? -1 : 0;
}
static int lock_file(void)
{
    struct flock range = { .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1 };
    return fcntl(open(own_file, O_RDONLY), F_SETLK, &range);
}
static int take_some_memory(void)
{
    char *taken = malloc((size_t)32 << 20);
    if (taken == NULL) return -1;
    memset(taken, 1, (size_t)32 << 20);
    int sum = taken[12345];
    free(taken);
    return sum == 1 ? 0 : -1;
}
static int end_itself(void) { return raise(SIGXCPU); }

static void test_what_stays_allowed(void **unused)
{
    (void)unused;
    assert_int_equal(attempt(read_file), 0);
    assert_int_equal(attempt(map_file), 0);
    assert_int_equal(attempt(lock_file), 0);
    assert_int_equal(attempt(take_some_memory), 0);
    assert_int_equal(attempt(end_itself), -SIGXCPU);
}

static int make_files(void **unused)
{
    (void)unused;
    if (mkdtemp(folder) == NULL || asprintf(&own_file, "%s/file", folder) < 0) return -1;
    FILE *file = fopen(own_file, "w");
    if (file == NULL) return -1;
    fputs("some text", file);
    return fclose(file);
}

static int remove_files(void **unused)
{
    (void)unused;
    unlink(own_file);
    free(own_file);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_filtered),
        cmocka_unit_test(test_what_is_limited),
        cmocka_unit_test(test_what_stays_allowed),
    };
    return cmocka_run_group_tests_name("confinement", tests, make_files, remove_files);
}
