#include "host/deadline.h"

#include <lauxlib.h>
#include <signal.h>
#include <string.h>
#include <time.h>

static const double GRACE = 1; /* CPU seconds */

static struct {
    lua_State *volatile running;
    volatile sig_atomic_t is_over, is_interrupted;
    timer_t timer;
    bool has_timer;
} deadline;

static void stop(lua_State *L, lua_Debug *where)
{
    (void)where;
    if (deadline.is_over) luaL_error(L, "the time is over");
    lua_sethook(L, NULL, 0, 0); /* of a coroutine that an earlier call left */
}

static void arm(double seconds)
{
    struct itimerspec when = { .it_value = { .tv_sec = (time_t)seconds } };
    when.it_value.tv_nsec = (long)((seconds - (double)(time_t)seconds) * 1e9);
    timer_settime(deadline.timer, 0, &when, NULL);
}

/* At the deadline the hook is set; who runs on regardless for GRACE more is in C code that reaches
 * no instruction, or unwinds for ever, and ends with the process. Only async-signal-safe calls
 * here; lua_sethook is meant for it. */
static void when_over(int number)
{
    (void)number;
    if (deadline.running == NULL) return; /* it came late, when nothing ran any more */
    if (deadline.is_over) {
        signal(SIGXCPU, SIG_DFL);
        raise(SIGXCPU);
    }
    deadline.is_over = 1;
    arm(GRACE);
    lua_sethook(deadline.running, stop, LUA_MASKCOUNT, 1);
}

static void when_interrupted(int number)
{
    if (deadline.running == NULL || deadline.is_over) return;
    deadline.is_interrupted = 1;
    when_over(number);
}

static status make_timer(error *e)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = when_over;
    action.sa_flags = SA_RESTART;
    if (sigaction(SIGALRM, &action, NULL) != 0) return error_system(e, "cannot set the time limit");
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
    if (timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &deadline.timer) != 0)
        return error_system(e, "cannot set the time limit");
    deadline.has_timer = true;
    return STATUS_OK;
}

status deadline_set(lua_State *L, double cpu_seconds, error *e)
{
    if (!deadline.has_timer) {
        status s = make_timer(e);
        if (s != STATUS_OK) return s;
    }
    deadline.is_over = deadline.is_interrupted = 0;
    deadline.running = L;
    arm(cpu_seconds < 0.001 ? 0.001 : cpu_seconds);
    return STATUS_OK;
}

void deadline_clear(lua_State *L)
{
    deadline.running = NULL;
    if (deadline.has_timer) arm(0);
    lua_sethook(L, NULL, 0, 0);
}

void deadline_renew(double cpu_seconds)
{
    if (deadline.running != NULL && !deadline.is_over) arm(cpu_seconds);
}

void deadline_expire(lua_State *L)
{
    if (deadline.running == NULL || deadline.is_over) return;
    deadline.is_over = 1;
    arm(GRACE);
    deadline_enforce(L);
}

bool deadline_is_over(void) { return deadline.is_over != 0; }

status deadline_interrupt_by(int number, error *e)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = when_interrupted;
    sigaddset(&action.sa_mask,
              SIGALRM); /* the deadline itself, meanwhile, would take the two for its second call */
    action.sa_flags = SA_RESTART;
    return sigaction(number, &action, NULL) == 0 ? STATUS_OK
                                                 : error_system(e, "cannot listen to Ctrl-C");
}

bool deadline_is_interrupted(void) { return deadline.is_interrupted != 0; }

lua_State *deadline_running(lua_State *L)
{
    lua_State *before = deadline.running;
    deadline.running = L;
    return before;
}

void deadline_enforce(lua_State *L)
{
    if (deadline.is_over) lua_sethook(L, stop, LUA_MASKCOUNT, 1);
}
