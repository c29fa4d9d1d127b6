#include "cli/screen.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/progress.h"
#include "text/utf8.h"

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

/* True for what would move the cursor, or turn the text around (Unicode Annex 9). */
static bool is_invisible(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0) ||
           (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/* The names of files are anybody's: what no terminal should see is shown by its number. */
void screen_append_visible(buffer *out, const char *text)
{
    size_t length = strlen(text);
    for (size_t at = 0, from = 0; at < length; from = at) {
        uint32_t point = utf8_next(text, length, &at);
        if (point == UTF8_INVALID) buffer_format(out, "\\x%02x", (unsigned char)text[from]);
        else if (point == '\n') buffer_text(out, "\\n");
        else if (is_invisible(point))
            buffer_format(out, point < 0x100 ? "\\x%02x" : "\\u{%04x}", (unsigned)point);
        else buffer_append(out, text + from, at - from);
    }
}

void screen_say(const char *format, ...)
{
    va_list arguments;
    char *text = NULL;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0) text = NULL;
    va_end(arguments);
    if (text == NULL) return;
    buffer line = { 0 };
    progress_clear();
    screen_append_visible(&line, text);
    if (line.state == STATUS_OK && line.data != NULL) fprintf(stderr, "moonleaf: %s\n", line.data);
    buffer_free(&line);
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

/* The name of --json or --format, whichever was said last; NULL when neither was. */
static const char *named_format(const invocation *i)
{
    for (size_t n = i->options.count; n > 0; n--) {
        const given_option *o = &i->options.items[n - 1];
        if (o->is_foreign) continue;
        if (strcmp(o->name, "json") == 0) return "json";
        if (strcmp(o->name, "format") == 0) return o->value;
    }
    return NULL;
}

/* The format whose files end like that of -o; NULL when there is none. */
static status format_of_target(invocation *i, const char **name, error *e)
{
    const char *file = invocation_value(i, "output");
    const char *ending = file == NULL ? NULL : strrchr(file, '.');
    discovery *d = &i->host.plugins;
    status s = STATUS_OK;
    *name = NULL;
    for (size_t n = 0; ending != NULL && n < d->plugins.count && s == STATUS_OK; n++) {
        plugin *p = &d->plugins.items[n];
        if (p->kind != PLUGIN_FORMAT || p->shadowed_by != NULL) continue;
        s = host_read_manifest(&i->host, p, e);
        if (s != STATUS_OK || p->reason != NULL || p->manifest.extensions.count == 0) continue;
        const char *extension = p->manifest.extensions.items[0];
        if (strcmp(ending + (*extension != '.'), extension) == 0) *name = p->name;
    }
    return s;
}

/* The format as it was asked for, with its options. */
static status format_text(invocation *i, const char **text, error *e)
{
    *text = named_format(i);
    status s = *text == NULL ? format_of_target(i, text, e) : STATUS_OK;
    if (*text == NULL) *text = "table";
    return s;
}

status screen_find_format(invocation *i, plugin **format, error *e)
{
    const char *text;
    status s = format_text(i, &text, e);
    if (s == STATUS_OK) s = output_choose(&i->host, text, format, NULL, e);
    i->format = s == STATUS_OK ? text : NULL;
    if (s != STATUS_OK || !((*format)->manifest.traits & TRAIT_BINARY) || !isatty(STDOUT_FILENO))
        return s;
    const text_list *extensions = &(*format)->manifest.extensions;
    return error_set(e, STATUS_USAGE,
                     "%s is no text for a terminal; send it to a file: -o result%s",
                     (*format)->name, extensions->count > 0 ? extensions->items[0] : "");
}

bool screen_wants_rows(const invocation *i)
{
    return named_format(i) != NULL || invocation_has(i, "output") || invocation_has(i, "columns") ||
           invocation_has(i, "sort");
}

status screen_arrangement(const invocation *i, arrangement *a, error *e)
{
    long limit;
    status s = invocation_number(i, "limit", 0, &limit, e);
    *a = (arrangement){ .columns = invocation_value(i, "columns"),
                        .sort = invocation_value(i, "sort"),
                        .limit = (size_t)limit };
    return s;
}

status screen_begin(invocation *i, const char *title, const column *columns, size_t count,
                    output **out, error *e)
{
    arrangement a;
    screen_result result = {
        .title = title, .columns = columns, .count = count, .arrangement = &a
    };
    status s = screen_arrangement(i, &a, e);
    if (s == STATUS_OK) s = arrangement_check(&a, columns, count, e);
    return s == STATUS_OK ? screen_begin_result(i, &result, out, e) : s;
}

/* The result as the format takes it; finds the format when nobody has. */
static status set_up(invocation *i, const screen_result *r, output_setup *setup, error *e)
{
    plugin *format;
    status s = i->format != NULL ? STATUS_OK : screen_find_format(i, &format, e);
    *setup = (output_setup){ .format = i->format,
                             .title = r->title,
                             .summary = r->analysis == NULL ? NULL : r->analysis->summary,
                             .columns = r->columns,
                             .column_count = r->count,
                             .arrangement = r->arrangement,
                             .analysis = r->analysis,
                             .table = r->table,
                             .width = screen_width(),
                             .is_coloured = screen_has_colour(),
                             .descriptor = STDOUT_FILENO,
                             .before = progress_before_output };
    fflush(stdout);
    return s;
}

status screen_begin_result(invocation *i, const screen_result *r, output **out, error *e)
{
    output_setup setup;
    status s = set_up(i, r, &setup, e);
    if (s != STATUS_OK) return s;
    return *out == NULL ? output_begin(&i->host, &setup, out, e) : output_turn(*out, &setup, e);
}

status screen_rows(invocation *i, const char *title, const column *columns, size_t count,
                   statement *q, error *e)
{
    output *o = NULL;
    status s = screen_begin(i, title, columns, count, &o, e);
    while (s == STATUS_OK && !output_is_full(o) && statement_step(q)) {
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

status screen_row(output *o, const value *cells, size_t count, error *e)
{
    status s = output_row(o, e);
    for (size_t n = 0; n < count && s == STATUS_OK; n++) s = output_value(o, &cells[n], e);
    return s;
}

bool screen_is_json(const invocation *i)
{
    const char *name = named_format(i);
    return name != NULL && strcmp(name, "json") == 0;
}

status screen_json(buffer *json, error *e)
{
    status s = json->state == STATUS_OK ? STATUS_OK : error_memory(e);
    progress_before_output();
    if (s == STATUS_OK) puts(json->data);
    buffer_free(json);
    return s;
}
