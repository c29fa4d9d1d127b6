#include "host/confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef MOONLEAF_SECCOMP
#include <seccomp.h>
#endif

#include "host/ending.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED true
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED false
#endif

enum {
    DESCRIPTORS = 64, /* a worker has its channel, a source, and the files of the corpus */
    COPIES = 16, /* of the largest document: its frame, text, token stream, and 12 bytes a token */
    SPARE = 64 << 20,   /* bytes for the dictionaries of ICU and the tables of the languages */
    PROGRAM_TURNS = 6,  /* a program reads in one go what Lua reads in many small ones */
    PROGRAM_COPIES = 4, /* of the largest document */
};

/* ---- limits ---- */

static status limit_resource(__rlimit_resource_t resource, rlim_t most, error *e)
{
    struct rlimit now, wanted = { most, most };
    if (getrlimit(resource, &now) == 0 && now.rlim_max < most)
        wanted = (struct rlimit){ now.rlim_max, now.rlim_max };
    return setrlimit(resource, &wanted) == 0 ? STATUS_OK
                                             : error_system(e, "cannot limit a worker process");
}

/* Bytes of addresses that the process has now. */
static rlim_t mapped(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file == NULL) return (rlim_t)1 << 30;
    int found = fscanf(file, "%lu", &pages);
    fclose(file);
    return found == 1 ? (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) : (rlim_t)1 << 30;
}

static rlim_t allowed_memory(const limits *l)
{
    rlim_t most = mapped() + SPARE, copies;
    if (__builtin_mul_overflow((rlim_t)l->document, COPIES, &copies) ||
        __builtin_add_overflow(most, copies, &most) ||
        __builtin_add_overflow(most, (rlim_t)l->memory, &most))
        return RLIM_INFINITY;
    return most;
}

/* A process of root's may still fork here; the filter says no to it. */
static status limit_resources(const limits *l, error *e)
{
    status s = limit_resource(RLIMIT_NPROC, 0, e);
    if (s == STATUS_OK) s = limit_resource(RLIMIT_FSIZE, 0, e);
    if (s == STATUS_OK) s = limit_resource(RLIMIT_NOFILE, DESCRIPTORS, e);
    if (s == STATUS_OK && !IS_SANITIZED) s = limit_resource(RLIMIT_AS, allowed_memory(l), e);
    return s;
}

double confinement_program_seconds(const limits *l) { return l->cpu_seconds * PROGRAM_TURNS; }

size_t confinement_program_memory(const limits *l)
{
    size_t most;
    if (__builtin_mul_overflow(l->document, (size_t)PROGRAM_COPIES, &most) ||
        __builtin_add_overflow(most, l->memory, &most))
        return SIZE_MAX;
    return most;
}

static status limit_program(const limits *l, error *e)
{
    double seconds = ceil(confinement_program_seconds(l));
    status s = limit_resource(RLIMIT_FSIZE, 0, e);
    if (s == STATUS_OK) s = limit_resource(RLIMIT_NOFILE, DESCRIPTORS, e);
    if (s == STATUS_OK && seconds < 1e9) s = limit_resource(RLIMIT_CPU, (rlim_t)seconds, e);
    return s;
}

/* Workers end with _exit; who calls exit is a library that can go no further. */
static void give_up(void) { _exit(ENDING_OUT_OF_MEMORY); }

void confinement_begin(int channel)
{
    atexit(give_up);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    if (!IS_SANITIZED) dup2(STDIN_FILENO, STDERR_FILENO); /* /dev/null */
    if (channel > STDERR_FILENO + 1) close_range(STDERR_FILENO + 1, (unsigned)channel - 1, 0);
    close_range((unsigned)channel + 1, UINT_MAX, 0);
}

/* ---- system calls ---- */

#ifdef MOONLEAF_SECCOMP

/* Allowed whatever their arguments. Files that are open can be read, the channel can be written to
 * by send alone. */
static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(fstat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(fstatfs),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(timer_create),
    SCMP_SYS(timer_settime),
    SCMP_SYS(timer_gettime),
    SCMP_SYS(timer_delete),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(getrandom),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

/* Allowed when (argument & mask) == value. */
static const struct {
    int call;
    unsigned argument;
    scmp_datum_t mask, value;
} conditional[] = {
    { SCMP_SYS(open), 1, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY },
    { SCMP_SYS(openat), 2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY },
    { SCMP_SYS(mmap), 2, PROT_EXEC, 0 },
    { SCMP_SYS(mprotect), 2, PROT_EXEC, 0 },
    { SCMP_SYS(write), 0, UINT_MAX, STDERR_FILENO },
    { SCMP_SYS(writev), 0, UINT_MAX, STDERR_FILENO },
    { SCMP_SYS(prlimit64), 2, UINT64_MAX, 0 }, /* to ask, not to set */
    { SCMP_SYS(fcntl), 1, UINT_MAX, F_GETFD },
    { SCMP_SYS(fcntl), 1, UINT_MAX, F_SETFD },
    { SCMP_SYS(fcntl), 1, UINT_MAX, F_GETFL },
    { SCMP_SYS(fcntl), 1, UINT_MAX, F_GETLK }, /* SQLite's locks */
    { SCMP_SYS(fcntl), 1, UINT_MAX, F_SETLK },
};

/* What a program does beside that: starts, has threads, writes to what is open. It may not change
 * what happens at its parent's death, nor leave its process group. */
static const int allowed_to_programs[] = {
    SCMP_SYS(execve),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(preadv),
    SCMP_SYS(mmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(msync),
    SCMP_SYS(mincore),
    SCMP_SYS(fcntl),
    SCMP_SYS(ioctl),
    SCMP_SYS(dup),
    SCMP_SYS(dup2),
    SCMP_SYS(dup3),
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(eventfd2),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(getdents64),
    SCMP_SYS(statfs),
    SCMP_SYS(fadvise64),
    SCMP_SYS(chdir),
    SCMP_SYS(umask),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(get_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(membarrier),
    SCMP_SYS(prlimit64),
    SCMP_SYS(getrlimit),
    SCMP_SYS(getpgrp),
    SCMP_SYS(getpgid),
    SCMP_SYS(getsid),
    SCMP_SYS(getresuid),
    SCMP_SYS(getresgid),
    SCMP_SYS(getgroups),
    SCMP_SYS(getcpu),
    SCMP_SYS(sched_setaffinity),
    SCMP_SYS(sched_getparam),
    SCMP_SYS(sched_getscheduler),
    SCMP_SYS(sched_get_priority_max),
    SCMP_SYS(sched_get_priority_min),
    SCMP_SYS(rt_sigsuspend),
    SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(rt_sigpending),
    SCMP_SYS(setitimer),
    SCMP_SYS(getitimer),
    SCMP_SYS(alarm),
    SCMP_SYS(pause),
    SCMP_SYS(wait4),
    SCMP_SYS(waitid),
};

static int add_program_rules(scmp_filter_ctx filter)
{
    int code = 0;
    for (size_t i = 0; i < sizeof allowed_to_programs / sizeof *allowed_to_programs && code == 0;
         i++)
        code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed_to_programs[i], 0);
    if (code == 0)
        code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                                SCMP_CMP(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    /* its flags lie in memory, where no filter sees them: libraries then take clone */
    if (code == 0) code = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (code == 0)
        code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
                                SCMP_CMP(0, SCMP_CMP_EQ, PR_SET_NAME));
    return code;
}

static int add_rules(scmp_filter_ctx filter)
{
    int code = 0;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed && code == 0; i++)
        code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    for (size_t i = 0; i < sizeof conditional / sizeof *conditional && code == 0; i++)
        code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, conditional[i].call, 1,
                                SCMP_CMP(conditional[i].argument, SCMP_CMP_MASKED_EQ,
                                         conditional[i].mask, conditional[i].value));
    /* a worker ends itself at its deadline, and nobody else */
    if (code == 0)
        code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                                SCMP_CMP(0, SCMP_CMP_MASKED_EQ, UINT_MAX, (scmp_datum_t)getpid()));
    return code;
}

static status filter_calls(bool is_program, error *e)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == NULL) return error_memory(e);
    int code = add_rules(filter);
    if (code == 0 && is_program) code = add_program_rules(filter);
    if (code == 0) {
        code = seccomp_load(filter);
        if (code == -ECANCELED || code == -EINVAL || code == -ENOSYS)
            code = 0; /* a kernel without it */
    }
    seccomp_release(filter);
    if (code == 0) return STATUS_OK;
    errno = -code;
    return error_system(e, "cannot confine a worker process");
}

const char *confinement_filter(void) { return "seccomp"; }

#else

static status filter_calls(bool is_program, error *e)
{
    (void)is_program;
    (void)e;
    return STATUS_OK;
}

const char *confinement_filter(void) { return "none"; }

#endif

status confinement_enter(const limits *l, error *e)
{
    status s = limit_resources(l, e);
    return s == STATUS_OK && !IS_SANITIZED ? filter_calls(false, e) : s;
}

status confinement_of_program(const limits *l, error *e)
{
    status s = limit_program(l, e);
    if (s == STATUS_OK) s = filter_calls(true, e);
    /* last: what we have ourselves may be more already */
    return s == STATUS_OK ? limit_resource(RLIMIT_AS, confinement_program_memory(l), e) : s;
}
