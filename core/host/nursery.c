#include "host/nursery.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/frame.h"

enum { ASK_FORK = 'f', ASK_REAP = 'r', ANSWER = 'a' };

struct nursery {
    pid_t pid;
    int channel;
};

/* ---- in the nursery ---- */

static void become_child(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1); /* it died before we asked to die with it */
    signal(SIGINT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

/* Nobody below writes to the command's standard output, or reads its input. */
static void close_standard_streams(void)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0) _exit(1);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    if (nothing > STDERR_FILENO) close(nothing);
}

static pid_t fork_worker(int nursery_channel, int *channel, nursery_work work, void *context)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return -1;
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        become_child(parent);
        close(nursery_channel);
        close(ends[0]);
        work(ends[1], context);
        _exit(0);
    }
    close(ends[1]);
    *channel = ends[0];
    if (pid < 0) close(ends[0]);
    return pid;
}

static void answer_fork(int channel, nursery_work work, void *context)
{
    int descriptor = -1;
    buffer payload = { 0 };
    pid_t pid = fork_worker(channel, &descriptor, work, context);
    frame_put_signed(&payload, pid < 0 ? -errno : pid);
    if (frame_send(channel, ANSWER, &payload, NULL) != STATUS_OK) _exit(1);
    if (pid > 0) {
        if (descriptor_send(channel, descriptor, NULL) != STATUS_OK) _exit(1);
        close(descriptor);
    }
    buffer_free(&payload);
}

static void answer_reap(int channel, const buffer *question)
{
    reader r = reader_of(question->data, question->length);
    pid_t pid = (pid_t)reader_signed(&r);
    int how = 0, state;
    pid_t ended;
    do ended = waitpid(pid, &state, 0);
    while (ended < 0 && errno == EINTR);
    if (ended == pid && WIFSIGNALED(state)) how = WTERMSIG(state);
    else if (ended == pid && WEXITSTATUS(state) != 0) how = 256 + WEXITSTATUS(state);
    buffer payload = { 0 };
    frame_put_signed(&payload, how);
    if (frame_send(channel, ANSWER, &payload, NULL) != STATUS_OK) _exit(1);
    buffer_free(&payload);
}

static void serve(int channel, nursery_work work, void *context)
{
    buffer question = { 0 };
    unsigned char kind;
    while (frame_receive(channel, &kind, &question, -1, NULL) == STATUS_OK) {
        if (kind == ASK_FORK) answer_fork(channel, work, context);
        else if (kind == ASK_REAP) answer_reap(channel, &question);
        else break;
    }
    _exit(0); /* the kernel kills the workers that are left: they die with this process */
}

/* ---- in the parent ---- */

status nursery_start(nursery_work work, void *context, nursery **out, error *e)
{
    int ends[2];
    nursery *n = calloc(1, sizeof *n);
    if (n == NULL) return error_memory(e);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        free(n);
        return error_system(e, "cannot start the worker processes");
    }
    pid_t parent = getpid();
    n->pid = fork();
    if (n->pid == 0) {
        close(ends[0]);
        become_child(parent);
        close_standard_streams();
        serve(ends[1], work, context);
    }
    close(ends[1]);
    n->channel = ends[0];
    *out = n;
    if (n->pid > 0) return STATUS_OK;
    close(ends[0]);
    free(n);
    return error_system(e, "cannot start the worker processes");
}

void nursery_stop(nursery *n)
{
    if (n == NULL) return;
    close(n->channel);
    while (waitpid(n->pid, NULL, 0) < 0 && errno == EINTR) {
    }
    free(n);
}

static status ask(nursery *n, unsigned char what, int64_t number, int64_t *answer, error *e)
{
    buffer payload = { 0 };
    unsigned char kind;
    frame_put_signed(&payload, number);
    status s = frame_send(n->channel, what, &payload, e);
    if (s == STATUS_OK) s = frame_receive(n->channel, &kind, &payload, -1, e);
    reader r = reader_of(payload.data, payload.length);
    *answer = reader_signed(&r);
    buffer_free(&payload);
    return s;
}

status nursery_fork(nursery *n, worker *w, error *e)
{
    int64_t pid;
    *w = (worker){ .pid = -1, .channel = -1 };
    status s = ask(n, ASK_FORK, 0, &pid, e);
    if (s != STATUS_OK) return s;
    if (pid <= 0) {
        errno = (int)-pid;
        return error_system(e, "cannot start a worker process");
    }
    w->pid = (pid_t)pid;
    s = descriptor_receive(n->channel, &w->channel, e);
    if (s != STATUS_OK || w->channel >= 0) return s;
    nursery_reap(n, w, true, NULL, NULL);
    errno = EMFILE; /* the kernel drops a descriptor that there is no room for */
    return error_system(e, "cannot start a worker process");
}

status nursery_reap(nursery *n, worker *w, bool now, int *how, error *e)
{
    int64_t ended = 0;
    if (w->pid <= 0) return STATUS_OK;
    if (now)
        kill(w->pid,
             SIGKILL); /* still ours: its number is not free before the nursery has reaped it */
    if (w->channel >= 0) close(w->channel);
    status s = ask(n, ASK_REAP, w->pid, &ended, e);
    *w = (worker){ .pid = -1, .channel = -1 };
    if (how != NULL) *how = (int)ended;
    return s;
}
