/* The commands: one table declares them with their options, and parsing, help and messages read it.
 */
#ifndef MOONLEAF_CLI_COMMAND_H
#define MOONLEAF_CLI_COMMAND_H

#include "base/list.h"
#include "base/status.h"
#include "corpus/where.h"
#include "host/host.h"
#include "store/store.h"

/* Exit codes, the same for every command. */
enum {
    EXIT_DONE = 0,
    EXIT_SOME_FAILED = 1, /* done, but a source or document failed */
    EXIT_USAGE = 2,
    EXIT_CORPUS = 3, /* the corpus cannot be opened or is damaged */
    EXIT_PLUGIN = 4, /* the plugin cannot be loaded or gave no result */
    EXIT_LIMIT = 5,  /* the same, by a limit */
    EXIT_INTERRUPT = 130,
};

typedef struct exit_meaning {
    int code;
    const char *meaning;
} exit_meaning;

extern const exit_meaning exit_meanings[]; /* ends with a NULL meaning */

typedef struct option_spec {
    const char *name;  /* without -- */
    char letter;       /* 0: none */
    const char *value; /* what stands behind it in help; NULL for a flag */
    const char *help;
} option_spec;

typedef struct invocation invocation;

typedef struct command {
    const char *name, *alias;   /* alias NULL: none */
    const char *arguments;      /* "PATH..." in help */
    size_t least, most;         /* positional arguments */
    bool rest_is_foreign;       /* what follows the first argument is not ours: exec */
    bool unknown_is_foreign;    /* unknown options belong to a plugin: run */
    const char *summary, *help; /* help: NULL when the summary says all */
    const option_spec *options; /* besides those of all commands; ends with a NULL name */
    status (*run)(invocation *i, int *exit_code, error *e);
    unsigned traits;
} command;

/* What stands in capitals in `arguments` and in an option's `value` says what it may be: the shell
 * completes PLUGIN, COMMAND, FORMAT, COLUMN, KIND ... by it, and words in small letters as they
 * are. */

enum {
    COMMAND_LONG = 1,   /* may take a while: it shows progress */
    COMMAND_MINOR = 2,  /* for authors and shells: help names it without a line of its own */
    COMMAND_HIDDEN = 4, /* for programs: help does not name it */
    COMMAND_RAW = 16,   /* prints what is its own, which --json cannot turn into anything else */
    COMMAND_PAGE = 8,   /* writes a page, into report.html when -o names no file */
};

extern const command commands[];           /* ends with a NULL name */
extern const option_spec common_options[]; /* of all commands; ends with a NULL name */

typedef struct given_option {
    const char *name;
    const char *value; /* NULL for a flag, or a foreign option without one */
    bool is_foreign;
} given_option;

/* A command line that was understood. All texts are the process's. */
struct invocation {
    const command *command; /* NULL when no command was given */
    LIST(given_option) options;
    LIST(const char *) arguments;
    host host;
    bool is_host_open;
    LIST(const char *) allowed; /* programs of --allow run=NAME */
    store *store;
    const char *format; /* of the rows, once it was found: screen.h */
};

/* Reads the command line. STATUS_USAGE with the nearest right name. */
status invocation_parse(invocation *i, int count, char **words, error *e);
void invocation_free(invocation *i);

/* The command of that name or alias, or NULL. */
const command *command_find(const char *name);

/* The value of an option, the last when given twice; NULL when it was not given. */
const char *invocation_value(const invocation *i, const char *name);
bool invocation_has(const invocation *i, const char *name);

/* A whole number option, or `fallback`. */
status invocation_number(const invocation *i, const char *name, long fallback, long *number,
                         error *e);

/* Opens the host; `file` is a plugin to run as it lies, or NULL. Before the store. */
status invocation_open_host(invocation *i, const char *file, error *e);
status invocation_open_host_files(invocation *i, const char *const *files, size_t file_count,
                                  error *e);
status invocation_open_store(invocation *i, store_mode mode, error *e);

/* The documents that --where picks, or all. */
status invocation_documents(const invocation *i, id_list *ids, error *e);

const char *invocation_corpus(const invocation *i);

/* The file that takes standard output: that of -o, else that of a page, else NULL. */
const char *invocation_output(const invocation *i);

status load_command(invocation *i, int *exit_code, error *e);
status documents_command(invocation *i, int *exit_code, error *e);
status loads_command(invocation *i, int *exit_code, error *e);
status check_command(invocation *i, int *exit_code, error *e);
status rebuild_command(invocation *i, int *exit_code, error *e);
status show_command(invocation *i, int *exit_code, error *e);
status search_command(invocation *i, int *exit_code, error *e);
status plugins_command(invocation *i, int *exit_code, error *e);
status help_command(invocation *i, int *exit_code, error *e);
status run_command(invocation *i, int *exit_code, error *e);
status report_command(invocation *i, int *exit_code, error *e);
status exec_command(invocation *i, int *exit_code, error *e);
status repl_command(invocation *i, int *exit_code, error *e);
status sql_command(invocation *i, int *exit_code, error *e);
status api_command(invocation *i, int *exit_code, error *e);
status new_command(invocation *i, int *exit_code, error *e);
status test_command(invocation *i, int *exit_code, error *e);
status completion_command(invocation *i, int *exit_code, error *e);
status complete_command(invocation *i, int *exit_code, error *e);
status version_command(invocation *i, int *exit_code, error *e);

#endif
