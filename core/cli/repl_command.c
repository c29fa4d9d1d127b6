/* moonleaf repl: Lua on the corpus, line by line. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/failures.h"
#include "cli/repl_complete.h"
#include "cli/screen.h"
#include "lua/api.h"

static const char HELP[] =
    "corpus, moonleaf, print and show are here. An expression prints its value or\n"
    "its first screenful; show(value) prints all of it; _ is the last value.\n"
    "Variables live on from line to line unless they are local.\n"
    "\n"
    "help NAME   a part of the API: help corpus, help concordance\n"
    "TAB         completes names of the API, variables and plugins\n"
    "Ctrl-C      stops an evaluation\n"
    "quit        or Ctrl-D leaves\n";

typedef struct prompt {
    const invocation *i;
    repl *repl;
    buffer chunk; /* the lines of an expression or statement that is not whole yet */
    size_t line, first_line;
    bool has_failed, is_over;
} prompt;

/* ---- lines ---- */

static void print_help(const char *symbol)
{
    buffer text = { 0 };
    if (*symbol == '\0') fputs(HELP, stdout);
    else if (!api_append_reference(&text, symbol))
        screen_say("the API has no '%s'; see: help", symbol);
    else if (text.data != NULL) fputs(text.data, stdout);
    buffer_free(&text);
}

/* What is said to the prompt and not to Lua: quit, help; true when it was that. */
static bool obey(prompt *p, const char *line, size_t length)
{
    while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\r')) length--;
    char *words = strndup(line, length);
    if (words == NULL) return false;
    bool is_quit = strcmp(words, "quit") == 0 || strcmp(words, "exit") == 0;
    bool is_help = strncmp(words, "help", 4) == 0 && (words[4] == '\0' || words[4] == ' ');
    char *symbol = words + 4;
    if (is_quit) p->is_over = true;
    if (is_help) print_help(symbol + strspn(symbol, " "));
    free(words);
    return is_quit || is_help;
}

/* Evaluates the lines so far. Only what ends the session is a failure. */
static status evaluate(prompt *p, bool may_go_on, error *e)
{
    error failure = { 0 };
    bool goes_on;
    repl_chunk chunk = { .text = p->chunk.data,
                         .length = p->chunk.length,
                         .width = screen_width(),
                         .first_line = p->first_line,
                         .may_go_on = may_go_on };
    fflush(stdout);
    status s = repl_evaluate(p->repl, &chunk, STDOUT_FILENO, &goes_on, &failure);
    if (s == STATUS_SYSTEM || s == STATUS_NO_MEMORY) {
        error_set(e, s, "%s", error_text(&failure));
    } else if (s != STATUS_OK) {
        screen_error(p->i, &failure);
        p->has_failed = true;
        s = STATUS_OK;
    }
    if (!goes_on) buffer_clear(&p->chunk);
    error_clear(&failure);
    return s;
}

static status take_line(prompt *p, const char *line, size_t length, error *e)
{
    p->line++;
    if (p->chunk.length == 0) {
        p->first_line = p->line;
        if (strspn(line, " \t\r") >= length || obey(p, line, length)) return STATUS_OK;
    }
    buffer_append(&p->chunk, line, length);
    buffer_byte(&p->chunk, '\n');
    return p->chunk.state == STATUS_OK ? evaluate(p, true, e) : error_memory(e);
}

/* ---- from a file or pipe ---- */

static status read_input(prompt *p, error *e)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    status s = STATUS_OK;
    while (s == STATUS_OK && !p->is_over && (length = getline(&line, &room, stdin)) >= 0) {
        if (length > 0 && line[length - 1] == '\n') line[--length] = '\0';
        s = take_line(p, line, (size_t)length, e);
    }
    bool is_unread = s == STATUS_OK && ferror(stdin) && errno != EINTR;
    free(line);
    if (is_unread) return error_system(e, "cannot read the input");
    return s == STATUS_OK && p->chunk.length > 0 ? evaluate(p, false, e) : s;
}

/* ---- from a terminal ---- */

static volatile sig_atomic_t is_ended; /* by SIGTERM, where Ctrl-C only ends a line */

static void end(int number)
{
    (void)number;
    is_ended = host_interrupted = 1;
}

/* $XDG_STATE_HOME/moonleaf/history, which the caller frees; NULL without a home. */
static char *history_path(void)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    buffer path = { 0 };
    if (state != NULL && *state == '/') buffer_format(&path, "%s/moonleaf/history", state);
    else if (home != NULL && *home == '/')
        buffer_format(&path, "%s/.local/state/moonleaf/history", home);
    return buffer_take(&path);
}

static status converse(prompt *p, editor *ed, error *e)
{
    const char *line;
    size_t length;
    status s = STATUS_OK;
    while (s == STATUS_OK && !p->is_over && !is_ended) {
        switch (editor_read(ed, p->chunk.length > 0 ? ">> " : "> ", &line, &length)) {
        case EDITOR_LINE:
            if (p->chunk.length == 0) p->line = 0; /* each chunk counts its own lines */
            s = take_line(p, line, length, e);
            break;
        case EDITOR_INTERRUPTED:
            puts("^C");
            buffer_clear(&p->chunk);
            host_interrupted = is_ended;
            break;
        case EDITOR_END: puts(""); p->is_over = true;
        }
    }
    return s == STATUS_OK && is_ended ? error_set(e, STATUS_INTERRUPTED, "interrupted") : s;
}

static status read_terminal(prompt *p, host *h, error *e)
{
    struct sigaction action;
    editor *ed = NULL;
    repl_completer completer = { .host = h, .repl = p->repl };
    char *history = history_path();
    memset(&action, 0, sizeof action);
    action.sa_handler = end;
    sigaction(SIGTERM, &action, NULL);
    status s = editor_open(history, repl_complete, &completer, &ed, e);
    if (s == STATUS_OK && !invocation_has(p->i, "quiet"))
        printf("moonleaf " MOONLEAF_VERSION " on %s; help says what there is, quit leaves\n",
               invocation_corpus(p->i));
    if (s == STATUS_OK) s = converse(p, ed, e);
    editor_close(ed);
    free(history);
    return s;
}

/* Says what an analysis that the session ran could not do. */
static void hear(void *context, const plugin *p, const run_report *report)
{
    prompt *at = context;
    if (failures_say(at->i, p->name, report) != STATUS_OK) at->has_failed = true;
}

status repl_command(invocation *i, int *exit_code, error *e)
{
    long wait;
    prompt p = { .i = i };
    bool is_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    status s = invocation_number(i, "wait", 0, &wait, e);
    if (s == STATUS_OK) s = invocation_open_host(i, NULL, e);
    if (s != STATUS_OK) return s;
    broker b = { .host = &i->host,
                 .corpus = invocation_corpus(i),
                 .wait = (int)wait,
                 .report = hear,
                 .context = &p };
    s = repl_open(&b, &p.repl, e);
    if (s == STATUS_OK) s = is_terminal ? read_terminal(&p, &i->host, e) : read_input(&p, e);
    if (p.has_failed && !is_terminal) *exit_code = EXIT_SOME_FAILED;
    repl_close(p.repl);
    buffer_free(&p.chunk);
    return s;
}
