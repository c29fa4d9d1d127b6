/* moonleaf: a scripting host for document analysis. */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/progress.h"
#include "cli/screen.h"
#include "cli/target.h"

static void interrupt(int number)
{
    (void)number;
    host_interrupted = 1;
}

static void handle_signals(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = interrupt;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a write past the limit fails then, like one on a full disk */
}

static void greet(void)
{
    puts("moonleaf analyses documents: any kind, any language, in one SQLite file.\n"
         "  moonleaf report FOLDER      read a folder and write a page of what is in it\n"
         "  moonleaf load FOLDER        read a folder into corpus.leaf\n"
         "  moonleaf run keywords       run an analysis; moonleaf plugins lists them\n"
         "  moonleaf search QUERY       find words and phrases\n"
         "  moonleaf help [COMMAND]     all commands, or one of them");
}

static status run(invocation *i, int *exit_code, error *e)
{
    if (invocation_has(i, "help")) return help_command(i, exit_code, e);
    return i->command->run(i, exit_code, e);
}

/* What could not be written must not pass for success; `| head` has seen enough. */
static status flush_output(error *e)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return STATUS_OK;
    return errno == EPIPE ? STATUS_OK : error_system(e, "cannot write the output");
}

/* Runs it with the file of -o for standard output, which is kept when there is something to keep.
 */
static status run_to_target(invocation *i, int *exit_code, error *e)
{
    target t;
    error closing = { 0 };
    status s = target_open(&t, i, e);
    if (s == STATUS_OK && i->command->traits & COMMAND_LONG && !invocation_has(i, "help"))
        progress_begin(i->command->name, invocation_has(i, "quiet"));
    if (s == STATUS_OK) s = run(i, exit_code, e);
    progress_end();
    if (s == STATUS_OK) s = flush_output(e);
    bool is_kept = s == STATUS_OK && *exit_code != EXIT_PLUGIN && *exit_code != EXIT_LIMIT;
    if (target_close(&t, is_kept, &closing) != STATUS_OK)
        s = error_set(e, closing.code, "%s", error_text(&closing));
    error_clear(&closing);
    return s;
}

int main(int count, char **words)
{
    invocation i;
    error e = { 0 };
    int exit_code = EXIT_DONE;
    handle_signals();
    setlocale(LC_CTYPE,
              "C.UTF-8"); /* names in archives are UTF-8, whatever the person's locale is */
    status s = invocation_parse(&i, count, words, &e);
    if (s == STATUS_OK && i.command == NULL) greet();
    else if (s == STATUS_OK) s = run_to_target(&i, &exit_code, &e);
    if (s != STATUS_OK) {
        screen_error(&i, &e);
        exit_code = screen_exit_code(s);
    }
    invocation_free(&i);
    error_clear(&e);
    return exit_code;
}
