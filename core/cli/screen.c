#include "cli/screen.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

int screen_width(void)
{
    const char *columns = getenv("COLUMNS");
    int width = columns == NULL ? 0 : atoi(columns);
    struct winsize size;
    if (width > 0) return width;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 0;
}

bool screen_has_colour(void)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && (none == NULL || *none == '\0') && terminal != NULL &&
           strcmp(terminal, "dumb") != 0;
}

void screen_say(const char *format, ...)
{
    va_list arguments;
    char *text = NULL;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0) text = NULL;
    va_end(arguments);
    if (text == NULL) return;
    for (char *c = text; *c != '\0'; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f) *c = '?';
    fprintf(stderr, "moonleaf: %s\n", text);
    free(text);
}

void screen_error(const invocation *i, const error *e)
{
    screen_say("%s", error_text(e));
    if (e->detail != NULL && invocation_has(i, "debug")) fputs(e->detail, stderr);
}

int screen_exit_code(status s)
{
    static const int codes[] = {
        [STATUS_OK] = EXIT_DONE,
        [STATUS_NO_MEMORY] = EXIT_SOME_FAILED,
        [STATUS_SYSTEM] = EXIT_SOME_FAILED,
        [STATUS_USAGE] = EXIT_USAGE,
        [STATUS_CORPUS] = EXIT_CORPUS,
        [STATUS_PLUGIN] = EXIT_PLUGIN,
        [STATUS_LIMIT] = EXIT_LIMIT,
        [STATUS_INTERRUPTED] = EXIT_INTERRUPT,
    };
    return codes[s];
}

void screen_print(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        bool is_control = (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f ||
                          (c == 0xc2 && i + 1 < length && (unsigned char)text[i + 1] < 0xa0);
        if (c == '\r' && i + 1 < length && text[i + 1] == '\n') continue;
        putchar(is_control ? '?' : c);
        if (is_control && c == 0xc2) i++;
    }
}

static const char *format_of(const invocation *i)
{
    const char *format = invocation_value(i, "format");
    return format == NULL ? "table" : format;
}

status screen_choose_format(invocation *i, plugin **format, error *e)
{
    status s = output_choose(&i->host, format_of(i), format, NULL, e);
    if (s != STATUS_OK || !((*format)->manifest.traits & TRAIT_BINARY) || !isatty(STDOUT_FILENO))
        return s;
    const text_list *extensions = &(*format)->manifest.extensions;
    return error_set(
        e, STATUS_USAGE, "%s is no text for a terminal; send it to a file: --format %s > result%s",
        (*format)->name, (*format)->name, extensions->count > 0 ? extensions->items[0] : "");
}

status screen_begin_of(invocation *i, const manifest *analysis, const char *table,
                       const char *title, const column *columns, size_t count, output **out,
                       error *e)
{
    plugin *format;
    output_setup setup = { .format = format_of(i),
                           .title = title,
                           .columns = columns,
                           .column_count = count,
                           .analysis = analysis,
                           .table = table,
                           .width = screen_width(),
                           .is_coloured = screen_has_colour(),
                           .descriptor = STDOUT_FILENO };
    fflush(stdout);
    status s = screen_choose_format(i, &format, e);
    return s == STATUS_OK ? output_begin(&i->host, &setup, out, e) : s;
}

status screen_begin(invocation *i, const char *title, const column *columns, size_t count,
                    output **out, error *e)
{
    return screen_begin_of(i, NULL, "", title, columns, count, out, e);
}

status screen_rows(invocation *i, const char *title, const column *columns, size_t count,
                   statement *q, error *e)
{
    output *o = NULL;
    status s = screen_begin(i, title, columns, count, &o, e);
    while (s == STATUS_OK && statement_step(q)) {
        s = output_row(o, e);
        for (int n = 0; n < (int)count && s == STATUS_OK; n++) {
            value v = statement_value(q, n);
            s = output_value(o, &v, e);
        }
    }
    status end = statement_end(q);
    if (s == STATUS_OK && (s = end) == STATUS_OK) return output_end(o, e);
    output_drop(o);
    return s;
}

/* ---- progress ---- */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

progress progress_begin(const invocation *i, const char *what)
{
    return (progress){ .what = what,
                       .is_wanted = isatty(STDERR_FILENO) && !invocation_has(i, "quiet"),
                       .began = now() };
}

double progress_seconds(const progress *p) { return now() - p->began; }

void progress_share(progress *p, size_t done, size_t count, double share, const char *told,
                    const char *detail)
{
    double time = now(), passed = time - p->began;
    if (!p->is_wanted || passed < 0.5 || time - p->shown < 0.1) return;
    double left = share > 0 ? passed / share * (1 - share) : 0;
    fprintf(stderr, "\r\033[K%s: %zu of %zu, %s%.0f s left  %.60s", p->what, done, count, told,
            left, detail == NULL ? "" : detail);
    fflush(stderr);
    p->is_shown = true;
    p->shown = time;
}

void progress_show(progress *p, size_t done, size_t count, const char *detail)
{
    progress_share(p, done, count, count > 0 ? (double)done / (double)count : 1, "", detail);
}

void progress_end(progress *p)
{
    if (p->is_shown) fputs("\r\033[K", stderr);
    p->is_shown = false;
}
