/* The runner of a program: a worker that starts one program and passes on what it writes. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "host/confinement.h"
#include "host/message.h"
#include "host/worker_main.h"

enum {
    PIECE = 64 * 1024,
    COMPLAINTS = 64 * 1024, /* bytes of standard error that are kept: a program may warn for ever */
};

typedef struct running {
    int channel;
    const char *path, *name;
    limits limits;
    char **arguments; /* with the name, ends with NULL */
    int input;        /* all of standard input, as a file in memory */
    pid_t pid;
    int ending; /* readable when the program has ended */
    int output, errors;
    size_t written;
    buffer complaints;
} running;

/* ---- what it gets ---- */

static bool read_arguments(running *p, const buffer *payload)
{
    reader r = reader_of(payload->data, payload->length);
    size_t count = reader_count(&r, 1);
    p->arguments = calloc(count + 2, sizeof *p->arguments);
    if (p->arguments == NULL) return false;
    p->arguments[0] = (char *)p->name;
    for (size_t i = 0; i < count && !r.failed; i++)
        if ((p->arguments[i + 1] = (char *)reader_text(&r)) == NULL) r.failed = true;
    return reader_done(&r);
}

/* The input, then the arguments, which `payload` keeps. */
static status receive_call(running *p, buffer *payload, error *e)
{
    unsigned char kind = MESSAGE_BYTES;
    status s = STATUS_OK;
    p->input = memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (p->input < 0) return error_system(e, "cannot keep the input of a program");
    while (s == STATUS_OK) {
        s = frame_receive(p->channel, &kind, payload, -1, e);
        if (s != STATUS_OK || kind != MESSAGE_BYTES) break;
        s = file_write(p->input, payload->data, payload->length)
                ? STATUS_OK
                : error_system(e, "cannot keep the input of a program");
    }
    if (s != STATUS_OK) return s;
    if (kind != MESSAGE_START || !read_arguments(p, payload))
        return error_set(e, STATUS_SYSTEM, "a worker sent a broken message");
    lseek(p->input, 0, SEEK_SET);
    return fcntl(p->input, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) ==
                   0
               ? STATUS_OK
               : error_system(e, "cannot keep the input of a program");
}

/* ---- the start ---- */

/* Programs run side by side already, so each has one thread where it asks OpenMP. */
static char *const environment[] = { (char *)"PATH=/usr/local/bin:/usr/bin:/bin",
                                     (char *)"LC_ALL=C.UTF-8", (char *)"HOME=/",
                                     (char *)"OMP_THREAD_LIMIT=1", NULL };

static _Noreturn void become_program(const running *p, pid_t runner, int output, int errors)
{
    error failure = { 0 };
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != runner) _exit(1);
    setpgid(0, 0);
    dup2(p->input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    const int ignored[] = { SIGINT, SIGPIPE, SIGXFSZ };
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) signal(ignored[i], SIG_DFL);
    if (chdir("/") != 0) _exit(1);
    if (confinement_of_program(&p->limits, &failure) == STATUS_OK) {
        execve(p->path, p->arguments, environment);
        error_system(&failure, "it cannot be started");
    }
    dprintf(STDERR_FILENO, "%s\n", error_text(&failure));
    _exit(127);
}

static status start(running *p, error *e)
{
    int output[2] = { -1, -1 }, errors[2] = { -1, -1 };
    if (pipe2(output, O_CLOEXEC | O_NONBLOCK) != 0 || pipe2(errors, O_CLOEXEC | O_NONBLOCK) != 0)
        return error_system(e, "%s cannot be started", p->name);
    fcntl(output[1], F_SETFL, 0); /* only we do not wait */
    fcntl(errors[1], F_SETFL, 0);
    pid_t runner = getpid();
    p->pid = fork();
    if (p->pid == 0) become_program(p, runner, output[1], errors[1]);
    close(output[1]);
    close(errors[1]);
    p->output = output[0];
    p->errors = errors[0];
    if (p->pid < 0) return error_system(e, "%s cannot be started", p->name);
    setpgid(p->pid, p->pid); /* here too: who comes first is not known */
    p->ending = pidfd_open(p->pid, 0);
    return p->ending >= 0 ? STATUS_OK : error_system(e, "%s cannot be started", p->name);
}

/* ---- what it writes ---- */

static status take_output(running *p, const char *bytes, size_t length, error *e)
{
    buffer piece = { .data = (char *)bytes, .length = length };
    p->written += length;
    if (p->written > p->limits.row_bytes)
        return error_set(e, STATUS_LIMIT,
                         "%s wrote more than %zu MiB; --max-bytes raises the limit", p->name,
                         p->limits.row_bytes >> 20);
    return frame_send(p->channel, MESSAGE_OUTPUT, &piece, e);
}

static status take_complaints(running *p, const char *bytes, size_t length, error *e)
{
    size_t room = COMPLAINTS - p->complaints.length;
    buffer_append(&p->complaints, bytes, length < room ? length : room);
    return p->complaints.state == STATUS_OK ? STATUS_OK : error_memory(e);
}

/* Reads what there is, all of it when nothing more can come, and closes what has ended. */
static status drain(running *p, int *pipe, bool to_the_end,
                    status (*take)(running *, const char *, size_t, error *), error *e)
{
    char bytes[PIECE];
    ssize_t got;
    status s = STATUS_OK;
    if (*pipe < 0) return s;
    do {
        got = read(*pipe, bytes, sizeof bytes);
        if (got > 0) s = take(p, bytes, (size_t)got, e);
    } while (got > 0 && to_the_end && s == STATUS_OK);
    if (got != 0) return s;
    close(*pipe);
    *pipe = -1;
    return s;
}

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Passes on what the program writes until it has ended, its time is over, or nobody listens. */
static status pass_on(running *p, error *e)
{
    int64_t deadline = now() + (int64_t)(p->limits.wall_seconds * 1000);
    bool has_ended = false;
    status s = STATUS_OK;
    while (!has_ended && s == STATUS_OK) {
        struct pollfd ready[] = { { .fd = p->ending, .events = POLLIN },
                                  { .fd = p->output, .events = POLLIN },
                                  { .fd = p->errors, .events = POLLIN },
                                  { .fd = p->channel, .events = POLLRDHUP } };
        int64_t left = deadline - now();
        if (left <= 0)
            return error_set(e, STATUS_LIMIT, "%s did not end in %g s; --max-time raises the limit",
                             p->name, p->limits.wall_seconds);
        if (poll(ready, sizeof ready / sizeof *ready, left < INT32_MAX ? (int)left : -1) < 0)
            continue;
        if (ready[3].revents != 0) return error_set(e, STATUS_SYSTEM, "nobody waits for it");
        has_ended = ready[0].revents != 0;
        s = drain(p, &p->output, has_ended, take_output, e);
        if (s == STATUS_OK) s = drain(p, &p->errors, has_ended, take_complaints, e);
    }
    return s;
}

/* ---- the end ---- */

static bool speaks_of_memory(const buffer *complaints)
{
    static const char *const words[] = { "memory", "bad_alloc", "allocate" };
    for (size_t i = 0; complaints->length > 0 && i < sizeof words / sizeof *words; i++)
        if (strstr(complaints->data, words[i]) != NULL) return true;
    return false;
}

/* How the program failed, in one line with the first that it said itself. */
static status describe(const running *p, int how, double seconds, error *e)
{
    const char *said = p->complaints.length > 0 ? p->complaints.data : "";
    int length = (int)strcspn(said, "\r\n");
    bool is_killed = WIFSIGNALED(how);
    /* the kernel's two clocks of a process may differ; nobody else kills it before it has ended */
    if (is_killed && WTERMSIG(how) == SIGKILL &&
        seconds >= confinement_program_seconds(&p->limits) / 2)
        return error_set(e, STATUS_LIMIT,
                         "%s used more than %g s of CPU time; --max-cpu raises the limit", p->name,
                         confinement_program_seconds(&p->limits));
    if (is_killed)
        error_set(e, STATUS_PLUGIN, "%s crashed (%s)", p->name, strsignal(WTERMSIG(how)));
    else error_set(e, STATUS_PLUGIN, "%s ended with status %d", p->name, WEXITSTATUS(how));
    buffer text = { 0 };
    buffer_format(&text, "%s%s%.*s", error_text(e), length > 0 ? ": " : "", length, said);
    if (is_killed || speaks_of_memory(&p->complaints))
        buffer_format(&text, "; it may use %zu MiB of memory, which --max-memory raises",
                      confinement_program_memory(&p->limits) >> 20);
    error_set(e, STATUS_PLUGIN, "%s", text.state == STATUS_OK ? text.data : "a program failed");
    buffer_free(&text);
    return STATUS_PLUGIN;
}

static double seconds_of(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

/* Ends the program with all that is in its group, and says how it ended when `s` is good. */
static status end(running *p, status s, error *e)
{
    struct rusage used;
    int how = 0;
    if (p->pid <= 0) return s;
    kill(-p->pid, SIGKILL);
    kill(p->pid, SIGKILL); /* when it has no group yet; one that has ended is not hurt any more */
    while (wait4(p->pid, &how, 0, &used) < 0 && errno == EINTR) {
    }
    if (s != STATUS_OK || how == 0) return s;
    return describe(p, how, seconds_of(used.ru_utime) + seconds_of(used.ru_stime), e);
}

void program_worker(worker_state *w)
{
    running p = { .channel = w->channel, .input = -1, .output = -1, .errors = -1, .ending = -1 };
    error failure = { 0 };
    buffer payload = { 0 };
    reader r = reader_of(w->request.data, w->request.length);
    p.path = reader_text(&r);
    p.name = reader_text(&r);
    p.limits = message_limits(&r);
    if (!reader_done(&r) || p.path == NULL || p.name == NULL) _exit(1);
    status s = receive_call(&p, &payload, &failure);
    if (s == STATUS_OK) s = start(&p, &failure);
    if (s == STATUS_OK) s = pass_on(&p, &failure);
    end(&p, s, &failure);
    frame_send(p.channel, MESSAGE_BYTES, &p.complaints, NULL);
    message_done(p.channel, &failure, NULL);
    _exit(0);
}
