#include "cli/repl_editor.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "base/file.h"
#include "cli/screen.h"

enum { REMEMBERED = 1000 }; /* lines of history */

struct editor {
    EditLine *line;
    History *past;
    int file; /* of the history, -1 when there is none */
    const char *prompt;
    editor_complete complete;
    void *context;
    mbstate_t partial; /* of a character of several bytes */
};

/* ---- libedit ---- */

static struct {
    __typeof__(el_init) *init;
    __typeof__(el_end) *end;
    __typeof__(el_gets) *gets;
    __typeof__(el_set) *set;
    __typeof__(el_wset) *wide_set;
    __typeof__(el_get) *get;
    __typeof__(el_line) *line;
    __typeof__(el_insertstr) *insert;
    __typeof__(el_resize) *resize;
    __typeof__(el_source) *source;
    __typeof__(history_init) *history_init;
    __typeof__(history_end) *history_end;
    __typeof__(history) *history;
} libedit;

static const struct {
    const char *name;
    void *pointer;
} functions[] = {
    { "el_init", &libedit.init },
    { "el_end", &libedit.end },
    { "el_gets", &libedit.gets },
    { "el_set", &libedit.set },
    { "el_wset", &libedit.wide_set },
    { "el_get", &libedit.get },
    { "el_line", &libedit.line },
    { "el_insertstr", &libedit.insert },
    { "el_resize", &libedit.resize },
    { "el_source", &libedit.source },
    { "history_init", &libedit.history_init },
    { "history_end", &libedit.history_end },
    { "history", &libedit.history },
};

static status open_library(error *e)
{
    void *library = dlopen(MOONLEAF_LIBEDIT, RTLD_NOW);
    if (library == NULL) return error_set(e, STATUS_SYSTEM, "cannot edit lines: %s", dlerror());
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(library, functions[i].name);
        if (function == NULL)
            return error_set(e, STATUS_SYSTEM, "cannot edit lines: %s", dlerror());
        memcpy(functions[i].pointer, &function, sizeof function);
    }
    return STATUS_OK;
}

static editor *editor_of(EditLine *line)
{
    void *ed = NULL;
    libedit.get(line, EL_CLIENTDATA, &ed);
    return ed;
}

/* ---- reading ---- */

static volatile sig_atomic_t is_resized,
    is_resumed; /* the terminal has another size, is ours again */

static void note_change(int number)
{
    if (number == SIGWINCH) is_resized = 1;
    else is_resumed = 1;
}

static void adapt(EditLine *line)
{
    if (is_resized) libedit.resize(line);
    if (is_resumed) { /* whoever had the terminal has set it otherwise */
        libedit.set(line, EL_PREP_TERM, 0);
        libedit.set(line, EL_PREP_TERM, 1);
        libedit.set(line, EL_REFRESH);
    }
    is_resized = is_resumed = 0;
}

/* One character; -1 when Ctrl-C ends the line. libedit's own reader would go on after a signal. */
static int read_character(EditLine *line, wchar_t *c)
{
    editor *ed = editor_of(line);
    for (;;) {
        char byte;
        if (host_interrupted) return -1;
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got < 0 && errno == EINTR) {
            adapt(line);
            continue;
        }
        if (got <= 0) return (int)got;
        size_t length = mbrtowc(c, &byte, 1, &ed->partial);
        if (length == (size_t)-2) continue;
        if (length == (size_t)-1) {
            ed->partial = (mbstate_t){ 0 };
            *c = 0xFFFD;
        }
        return 1;
    }
}

static char *current_prompt(EditLine *line) { return (char *)editor_of(line)->prompt; }

/* ---- completion ---- */

void completion_offer(completion *c, const char *word)
{
    size_t typed = c->cursor - c->start;
    if (strncmp(word, c->line + c->start, typed) != 0) return;
    for (size_t i = 0; i < c->words.count; i++)
        if (strcmp(c->words.items[i], word) == 0) return;
    char *copy = strdup(word);
    char **place = copy == NULL ? NULL : list_push(&c->words);
    if (place != NULL) *place = copy;
    else free(copy);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* How many bytes all words share. */
static size_t common_length(const completion *c)
{
    const char *first = c->words.items[0];
    size_t length = strlen(first);
    for (size_t i = 1; i < c->words.count; i++) {
        size_t same = 0;
        while (same < length && c->words.items[i][same] == first[same]) same++;
        length = same;
    }
    return length;
}

static void list_words(const completion *c)
{
    size_t widest = 0, used = 0;
    for (size_t i = 0; i < c->words.count; i++)
        if (strlen(c->words.items[i]) > widest) widest = strlen(c->words.items[i]);
    size_t width = screen_width() > 0 ? (size_t)screen_width() : 80, step = widest + 2;
    for (size_t i = 0; i < c->words.count; i++) {
        if (i == 0 || used + step + widest > width) {
            used = 0;
            putchar('\n');
        } else {
            used += step;
        }
        printf("%-*s", (int)step, c->words.items[i]);
    }
    putchar('\n');
    fflush(stdout);
}

static unsigned char when_tab(EditLine *line, int key)
{
    (void)key;
    editor *ed = editor_of(line);
    const LineInfo *now = libedit.line(line);
    buffer text = { 0 };
    unsigned char answer = CC_ERROR; /* beeps */
    buffer_append(&text, now->buffer, (size_t)(now->lastchar - now->buffer));
    completion c = { .line = text.data == NULL ? "" : text.data,
                     .cursor = (size_t)(now->cursor - now->buffer) };
    ed->complete(ed->context, c.line, c.cursor, &c);
    if (c.words.count > 0) {
        size_t typed = c.cursor - c.start, common = common_length(&c);
        qsort(c.words.items, c.words.count, sizeof *c.words.items, by_bytes);
        if (common > typed) {
            c.words.items[0][common] = '\0';
            answer = libedit.insert(line, c.words.items[0] + typed) == 0 ? CC_REFRESH : CC_ERROR;
        } else if (c.words.count > 1) {
            list_words(&c);
            answer = CC_REDISPLAY;
        }
    }
    for (size_t i = 0; i < c.words.count; i++) free(c.words.items[i]);
    list_free(&c.words);
    buffer_free(&text);
    return answer;
}

/* ---- history ---- */

static void remember(editor *ed, const char *line)
{
    HistEvent event;
    libedit.history(ed->past, &event, H_ENTER, line);
}

/* Reads the lines that were typed before; a file that has grown to twice of what is remembered is
 * cut to that. */
static void open_history(editor *ed, char *path)
{
    file_make_folders(path, 0, 0700);
    ed->file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (ed->file < 0) return;
    buffer text = { 0 };
    size_t count = 0;
    char *at = file_read(ed->file, SIZE_MAX - 1, &text) ? text.data : NULL;
    for (const char *c = at; c != NULL && *c != '\0'; c++) count += *c == '\n';
    for (size_t extra = count > REMEMBERED ? count - REMEMBERED : 0; extra > 0; extra--)
        at = strchr(at, '\n') + 1;
    if (count > 2 * REMEMBERED && ftruncate(ed->file, 0) == 0 &&
        write(ed->file, at, strlen(at)) < 0) {
        close(ed->file);
        ed->file = -1;
    }
    for (char *end; at != NULL && (end = strchr(at, '\n')) != NULL; at = end + 1) {
        *end = '\0';
        remember(ed, at);
    }
    buffer_free(&text);
}

/* Keeps a line, but not one that repeats the last. */
static void keep(editor *ed, const char *line, size_t length)
{
    HistEvent last;
    buffer text = { 0 };
    bool is_same = libedit.history(ed->past, &last, H_FIRST) == 0 && strlen(last.str) == length &&
                   memcmp(last.str, line, length) == 0;
    buffer_append(&text, line, length);
    buffer_byte(&text, '\n');
    if (length > 0 && !is_same && text.state == STATUS_OK) {
        if (ed->file >= 0 && write(ed->file, text.data, text.length) < 0) {
            close(ed->file);
            ed->file = -1;
        }
        text.data[length] = '\0';
        remember(ed, text.data);
    }
    buffer_free(&text);
}

/* ---- */

/* Keys beyond those that libedit knows; ~/.editrc may say otherwise. */
static const struct {
    const char *key, *command;
} keys[] = {
    { "^I", "moonleaf-complete" },       { "^R", "em-inc-search-prev" },
    { "\\e[3~", "ed-delete-next-char" }, { "\\e[1;5C", "em-next-word" },
    { "\\e[1;5D", "ed-prev-word" },
};

static void set_up(editor *ed)
{
    HistEvent event;
    struct sigaction action;
    libedit.history(ed->past, &event, H_SETSIZE, REMEMBERED);
    libedit.set(ed->line, EL_CLIENTDATA, ed);
    libedit.set(ed->line, EL_PROMPT, current_prompt);
    libedit.set(ed->line, EL_EDITOR, "emacs");
    libedit.set(ed->line, EL_HIST, libedit.history, ed->past);
    libedit.set(ed->line, EL_GETCFN, read_character);
    libedit.wide_set(ed->line, EL_ADDFN, L"moonleaf-complete", L"completes a name",
                     when_tab); /* el_set leaks copies */
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        libedit.set(ed->line, EL_BIND, keys[i].key, keys[i].command, NULL);
    libedit.source(ed->line, NULL);
    memset(&action, 0, sizeof action);
    action.sa_handler = note_change;
    sigaction(SIGWINCH, &action, NULL);
    sigaction(SIGCONT, &action, NULL);
}

status editor_open(char *history, editor_complete complete, void *context, editor **out, error *e)
{
    status s = open_library(e);
    if (s != STATUS_OK) return s;
    editor *ed = calloc(1, sizeof *ed);
    if (ed == NULL) return error_memory(e);
    *ed = (editor){ .file = -1, .complete = complete, .context = context, .prompt = "" };
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        setlocale(LC_CTYPE, ""); /* texts are UTF-8, whatever the person's locale is */
    ed->line = libedit.init("moonleaf", stdin, stdout, stderr);
    ed->past = libedit.history_init();
    if (ed->line == NULL || ed->past == NULL) {
        editor_close(ed);
        return error_set(e, STATUS_SYSTEM, "cannot edit lines on this terminal");
    }
    set_up(ed);
    if (history != NULL) open_history(ed, history);
    *out = ed;
    return STATUS_OK;
}

void editor_close(editor *ed)
{
    if (ed == NULL) return;
    if (ed->line != NULL) libedit.end(ed->line); /* the terminal is as it was */
    if (ed->past != NULL) libedit.history_end(ed->past);
    if (ed->file >= 0) close(ed->file);
    free(ed);
}

editor_outcome editor_read(editor *ed, const char *prompt, const char **line, size_t *length)
{
    int count = 0;
    ed->prompt = prompt;
    ed->partial = (mbstate_t){ 0 };
    *line = libedit.gets(ed->line, &count);
    if (host_interrupted) return EDITOR_INTERRUPTED;
    if (*line == NULL || count <= 0) return EDITOR_END;
    *length = strlen(*line);
    if (*length > 0 && (*line)[*length - 1] == '\n') (*length)--;
    keep(ed, *line, *length);
    return EDITOR_LINE;
}
