/* moonleaf: a scripting host for document analysis. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/screen.h"

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
         "  moonleaf load FOLDER        read a folder into corpus.leaf\n"
         "  moonleaf run keywords       run an analysis; moonleaf plugins lists them\n"
         "  moonleaf search QUERY       find words and phrases\n"
         "  moonleaf help [COMMAND]     all commands, or one of them");
}

static status run(invocation *i, int *exit_code, error *e)
{
    if (i->command == NULL && !invocation_has(i, "help")) {
        greet();
        return STATUS_OK;
    }
    if (i->command == NULL || (invocation_has(i, "help") && i->command->run != help_command))
        return help_command(i, exit_code, e);
    return i->command->run(i, exit_code, e);
}

int main(int count, char **words)
{
    invocation i;
    error e = { 0 };
    int exit_code = EXIT_DONE;
    handle_signals();
    status s = invocation_parse(&i, count, words, &e);
    if (s == STATUS_OK) s = run(&i, &exit_code, &e);
    if (fflush(stdout) != 0 && s == STATUS_OK) s = error_system(&e, "cannot write the output");
    if (s != STATUS_OK) {
        screen_error(&i, &e);
        exit_code = screen_exit_code(s);
    }
    invocation_free(&i);
    error_clear(&e);
    return exit_code;
}
