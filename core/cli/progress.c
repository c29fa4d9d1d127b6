#include "cli/progress.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "cli/screen.h"

static const double patience = 0.5; /* seconds: what is quicker needs no line */
enum { PAUSE = 200 };               /* milliseconds between two drawings: calm, and it moves */

/* Written with write(2) alone: no lock of stdio can be held when a process is forked. */
static struct {
    pthread_mutex_t lock;
    pthread_t drawer;
    const char *what;
    buffer detail; /* how far it is and what is at work; empty while nothing is counted */
    bool is_wanted, is_shown, is_paused;
    double began;
} line = { .lock = PTHREAD_MUTEX_INITIALIZER };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double progress_seconds(void) { return now() - line.began; }

static void erase(void)
{
    if (line.is_shown) dprintf(STDERR_FILENO, "\r\033[K");
    line.is_shown = false;
}

/* How much of a text fits on the line behind `used` bytes, in whole characters: none takes more
 * columns than bytes. */
static int fitting(const buffer *text, size_t used)
{
    struct winsize size;
    bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    size_t room = is_known ? size.ws_col : 80, length = text->length;
    if (length + used >= room) {
        length = room > used + 1 ? room - used - 1 : 0;
        while (length > 0 && ((unsigned char)text->data[length] & 0xc0) == 0x80) length--;
    }
    return (int)length;
}

static void draw(void)
{
    if (!line.is_wanted || line.is_paused || progress_seconds() < patience) return;
    if (line.detail.length > 0)
        dprintf(STDERR_FILENO, "\r\033[K%s: %.*s", line.what,
                fitting(&line.detail, strlen(line.what) + 2), line.detail.data);
    else dprintf(STDERR_FILENO, "\r\033[K%s: %.0f s", line.what, progress_seconds());
    line.is_shown = true;
}

static void *draw_now_and_then(void *unused)
{
    const struct timespec pause = { .tv_nsec = PAUSE * 1000000L };
    (void)unused;
    for (bool is_wanted = true; is_wanted;) {
        nanosleep(&pause, NULL);
        pthread_mutex_lock(&line.lock);
        is_wanted = line.is_wanted;
        draw();
        pthread_mutex_unlock(&line.lock);
    }
    return NULL;
}

/* Signals are for the command, whose waits they end. */
static bool start_drawer(void)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool is_started = pthread_create(&line.drawer, NULL, draw_now_and_then, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return is_started;
}

void progress_begin(const char *what, bool is_quiet)
{
    line.what = what;
    line.began = now();
    line.is_wanted = !is_quiet && isatty(STDERR_FILENO);
    if (line.is_wanted) line.is_wanted = start_drawer();
}

void progress_share(size_t done, size_t count, double share, const char *told, const char *detail)
{
    if (!line.is_wanted) return;
    double passed = progress_seconds(), left = share > 0 ? passed / share * (1 - share) : 0;
    pthread_mutex_lock(&line.lock);
    buffer_clear(&line.detail);
    buffer_format(&line.detail, "%zu of %zu, %s%.0f s left  ", done, count, told, left);
    if (detail != NULL) screen_append_visible(&line.detail, detail);
    line.is_paused = false;
    pthread_mutex_unlock(&line.lock);
}

void progress_show(size_t done, size_t count, const char *detail)
{
    progress_share(done, count, count > 0 ? (double)done / (double)count : 1, "", detail);
}

void progress_clear(void)
{
    if (!line.is_wanted) return;
    pthread_mutex_lock(&line.lock);
    erase();
    pthread_mutex_unlock(&line.lock);
}

void progress_end(void)
{
    if (!line.is_wanted) return;
    pthread_mutex_lock(&line.lock);
    erase();
    line.is_wanted = false;
    pthread_mutex_unlock(&line.lock);
    pthread_detach(line.drawer);
}

void progress_before_output(void)
{
    if (!line.is_wanted || line.is_paused || !isatty(STDOUT_FILENO)) return;
    pthread_mutex_lock(&line.lock);
    erase();
    line.is_paused = true;
    pthread_mutex_unlock(&line.lock);
}
