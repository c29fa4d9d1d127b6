#include <string.h>

#include "cli/command.h"

const exit_meaning exit_meanings[] = {
    { EXIT_DONE, "all done" },
    { EXIT_SOME_FAILED, "done, but a source or document failed (each is named)" },
    { EXIT_USAGE, "the command line is wrong" },
    { EXIT_CORPUS, "the corpus cannot be opened or is damaged" },
    { EXIT_PLUGIN, "the plugin cannot be loaded or gave no result" },
    { EXIT_LIMIT, "the same, by a limit (the message names its flag)" },
    { EXIT_INTERRUPT, "interrupted" },
    { 0, NULL },
};

const option_spec common_options[] = {
    { "corpus", 'c', "FILE.leaf", "the corpus; corpus.leaf in the current folder when left out" },
    { "plugin-path", 0, "FOLDER", "a folder to search for plugins first; may be given again" },
    { "allow", 0, "run=NAME",
      "let plugins that are not bundled run this program; may be given again" },
    { "workers", 0, "N", "worker processes at once; one a processor when left out" },
    { "max-cpu", 0, "SECONDS", "CPU time of plugin code for one document or call" },
    { "max-time", 0, "SECONDS", "time on the clock for the same" },
    { "max-memory", 0, "MIB", "memory of plugin code" },
    { "max-rows", 0, "N", "rows that an analysis may emit for one document" },
    { "max-bytes", 0, "MIB", "size of these rows" },
    { "max-document", 0, "MIB", "size of a file that is loaded" },
    { "wait", 0, "SECONDS", "wait for another command that writes the corpus" },
    { "output", 'o', "FILE", "write the result to a file, which is replaced when all went well" },
    { "json", 0, NULL,
      "the result as JSON, whatever it is; exec, repl and report print what is their own" },
    { "quiet", 'q', NULL, "no progress and no report" },
    { "debug", 0, NULL, "show the traceback of a plugin's error" },
    { "help", 'h', NULL, "help for the command" },
    { NULL, 0, NULL, NULL },
};

/* Of every command that prints rows. */
#define ROW_OPTIONS(limit_help)                                                                    \
    { "format", 'f', "FORMAT",                                                                     \
      "table, csv, json, xlsx, svg ... (moonleaf plugins), csv:bom with its option bom; left "     \
      "out, what -o ends in" },                                                                    \
        { "columns", 0, "COLUMN,...", "these columns alone, in this order" },                      \
        { "sort", 0, "COLUMN,...",                                                                 \
          "sort by these; -COLUMN falls. Text sorts as words do in Unicode's collation" },         \
    {                                                                                              \
        "limit", 'n', "N", limit_help                                                              \
    }
#define SO_MANY_ROWS "so many rows at most of each table, 0 for all"
#define WHERE_OPTION                                                                               \
    {                                                                                              \
        "where", 'w', "EXPRESSION",                                                                \
            "only documents for which it holds: \"year >= 2015 and language = 'ru'\""              \
    }
#define END                                                                                        \
    {                                                                                              \
        NULL, 0, NULL, NULL                                                                        \
    }

static const option_spec no_options[] = { END };

static const option_spec load_options[] = {
    { "metadata", 'm', "FILE.csv", "metadata by file name, one column a key" },
    { "set", 0, "KEY=VALUE", "metadata for every document; may be given again" },
    { "charset", 0, "NAME",
      "the encoding of the files, when the guess is wrong; auto guesses again" },
    { "again", 0, NULL, "load also what has not changed" },
    { "retry", 0, NULL, "try again what failed before; a --max-... does so too" },
    { "copies", 0, NULL, "load also files that are the same as another, and count them again" },
    { "prune", 0, NULL, "remove what was loaded from files that are gone" },
    { "prune-anyway", 0, NULL, "the same, even if more than a tenth or all of them are gone" },
    { "allow-failures", 0, "N", "exit with 0 when at most N sources failed" },
    END,
};

static const option_spec documents_options[] = {
    WHERE_OPTION,
    ROW_OPTIONS(SO_MANY_ROWS),
    { "problems", 0, NULL, "list instead what failed, is a copy, or was hard to decode, and why" },
    END,
};

static const option_spec loads_options[] = {
    { "diff", 0, NULL, "which sources the loads behind the first did something to, to the second" },
    ROW_OPTIONS(SO_MANY_ROWS),
    END,
};

static const option_spec search_options[] = {
    WHERE_OPTION,
    ROW_OPTIONS("documents to show, 0 for all; left out, 10 on a terminal and all elsewhere"),
    { "passages", 0, "N", "passages of each; 2 when left out" },
    { "context", 0, "WORDS", "words of the sentence around its hits; 16 when left out" },
    END,
};

static const option_spec run_options[] = {
    WHERE_OPTION,
    ROW_OPTIONS(SO_MANY_ROWS),
    { "all", 'a', NULL, "run every analysis, but those that must be asked for by name (tokens)" },
    { "across", 0, NULL,
      "what the analysis finds over all documents: NAME_across in place of NAME" },
    { "each", 0, NULL,
      "document by document, where a terminal shows what is over more than ten of them "
      "(keywords)" },
    { "fresh", 0, NULL, "compute again what is cached" },
    { "save", 0, "NAME",
      "keep the rows of a corpus-wide analysis (wordlist, keyness ...) as the view NAME: moonleaf "
      "sql \"SELECT * FROM NAME\", moonleaf show NAME:17" },
    { "table", 0, "NAME", "print these rows of an analysis that has several tables of them" },
    { "repaired", 0, NULL,
      "on documents as read: with hyphens joined, running heads left out and damage repaired (see: "
      "moonleaf help repair); evidence stays that of the text as it stands" },
    { "least-certainty", 0, "NUMBER", "with --repaired: which proposals of repair are read; 0.5" },
    { "allow-failures", 0, "N", "exit with 0 when at most N documents failed" },
    END,
};

static const option_spec sql_options[] = { ROW_OPTIONS(SO_MANY_ROWS), END };
static const option_spec plugins_options[] = { ROW_OPTIONS(SO_MANY_ROWS), END };
static const option_spec report_options[] = {
    { "title", 0, "TEXT", "what stands on top; the folders that were loaded when left out" },
    END,
};
static const option_spec new_options[] = {
    { "in", 0, "FOLDER",
      "folder of plugins to write into; moonleaf-plugins beside the corpus when left out" },
    END,
};

static const option_spec api_options[] = {
    { "markdown", 0, NULL, "the whole reference, as plugins/README.md has it" },
    { "luals", 0, NULL,
      "definitions for the Lua language server, as plugins/moonleaf.d.lua has them" },
    END,
};

const command commands[] = {
    { "load", NULL, "PATH...", 1, SIZE_MAX, false, true, "read files and folders into the corpus",
      "Files that have not changed since they were loaded are skipped; changed ones are replaced. "
      "A "
      "file found under a new path\n"
      "keeps its documents and results. A file that is the same as another is no document of its "
      "own, so that no word counts\n"
      "twice. Files that failed are tried again when they change. Hidden files, lock files of "
      "office "
      "programs, the NAME_files\n"
      "folder of a saved page and corpora are passed over. Formats beyond plain text are read by "
      "loaders: see moonleaf plugins.\n"
      "Options of loaders are given like any other: moonleaf help PLUGIN lists them. Each file in "
      "an "
      "archive (zip, tar, 7z; gz,\n"
      "bz2, xz, zst) is loaded as if it lay there.\n"
      "What was said by --metadata, --set and --charset stays until it is said anew; what nobody "
      "said is filled\nfrom the front page (author, date, venue ...) and named in the metadata's "
      "`inferred`. A load that was stopped or\nkilled goes on when it is called again. moonleaf "
      "loads "
      "says what each load did, moonleaf docs --problems what went wrong.\n",
      load_options, load_command, COMMAND_LONG },
    { "documents", "docs", "", 0, 0, false, false, "list the documents", NULL, documents_options,
      documents_command, COMMAND_LONG },
    { "loads", NULL, "[--diff LOAD LOAD]", 0, 2, false, false, "list the loads and what they did",
      "--diff 2 5 lists what came, changed, moved, failed or vanished behind load 2, up to load 5; "
      "--diff 0 5 all up to load 5.\n",
      loads_options, loads_command, 0 },
    { "check", NULL, "", 0, 0, false, false, "verify that the corpus is whole",
      "Reads everything: SQLite's own check, each text and its digest, tokens and their counts "
      "against the texts, the index, and\n"
      "the spans of results. Says what to do when something is wrong (exit code 3), and how many "
      "documents were made by other\n"
      "versions of what cuts words and judges languages.\n",
      no_options, check_command, COMMAND_LONG },
    { "rebuild", NULL, "", 0, 0, false, false,
      "make words, languages and index anew from the texts",
      "Files are not needed. Documents keep their numbers, and their results where nothing changed "
      "for a plugin. It is done as a\n"
      "whole or not at all. Blocks and their roles stay as they were loaded: load --again makes "
      "them anew.\n",
      no_options, rebuild_command, COMMAND_LONG },
    { "show", NULL, "DOCUMENT | PLUGIN:ROW", 1, 1, false, false,
      "print a document, or the evidence of a row in its paragraph",
      "DOCUMENT is an id, a path, or a unique part of a name; PLUGIN:ROW is a row's number as "
      "`run` prints it: figures:17.\n",
      no_options, show_command, 0 },
    { "search", NULL, "QUERY", 1, 1, false, false, "find documents, best first",
      "Documents are ranked by BM25, their passages by the number of hits. What a query may be: "
      "moonleaf help query.\n"
      "Every hit in its context: moonleaf run concordance QUERY.\n",
      search_options, search_command, COMMAND_LONG },
    { "run", NULL, "PLUGIN... | --all", 0, SIZE_MAX, false, true,
      "run analyses and print their rows",
      "PLUGIN is a name or a file such as ./mine.lua.\n"
      "Rows of each document are stored and computed again only when the document, the analysis or "
      "its options change. Options\n"
      "of the analysis are given like any other: moonleaf help PLUGIN lists them. The stored rows "
      "are a view: moonleaf sql\n"
      "\"select * from PLUGIN\". Of several analyses, one that fails does not hide the others; an "
      "option is\n"
      "given to those that have it.\n",
      run_options, run_command, COMMAND_LONG },
    { "report", NULL, "[PATH...]", 0, SIZE_MAX, false, false,
      "write what there is to see into one HTML file",
      "Loads what is new under PATH, as load does, runs the bundled analyses where no result is "
      "stored, and writes report.html, or\n"
      "the file of -o: a page that needs nothing else. It has the documents and what went wrong "
      "with them, summaries,\n"
      "statistics, keywords, figures, timeline, actors, statements, memberships, named documents, "
      "acronyms, bibliography,\n"
      "languages, words and where they stand. Each row opens its evidence; the texts are in the "
      "page, too.\nOf more than 2,000 documents, or 16 MiB of text, it shows the newest. "
      "Sections show up to 500 rows and say how to see all.\n",
      report_options, report_command, COMMAND_LONG | COMMAND_PAGE | COMMAND_RAW },
    { "exec", NULL, "SCRIPT.lua [ARGUMENT]...", 1, SIZE_MAX, true, false,
      "run a Lua script on the corpus",
      "The script sees `corpus`, `moonleaf`, `arg` and `print`: see moonleaf api. "
      "moonleaf.run(NAME) answers the rows of an\n"
      "analysis, moonleaf.read(PATH) a file among the arguments. With -o FILE the script's output "
      "becomes that file when it\n"
      "is done; a script that fails leaves the old one. A script that begins with #!/usr/bin/env "
      "-S moonleaf exec is a\n"
      "command of its own.\n",
      no_options, exec_command, COMMAND_LONG | COMMAND_RAW },
    { "repl", NULL, "", 0, 0, false, false, "type Lua on the corpus, line by line",
      "The session sees `corpus`, `moonleaf`, `print` and `show`; expressions print their values, "
      "TAB completes names, Ctrl-C stops\n"
      "an evaluation, Ctrl-D leaves. Without a terminal it evaluates what it reads: moonleaf repl "
      "< FILE.lua\n",
      no_options, repl_command, COMMAND_RAW },
    { "plugins", NULL, "", 0, 0, false, false, "list analyses, loaders, formats and languages",
      NULL, plugins_options, plugins_command, COMMAND_LONG },
    { "sql", NULL, "QUERY", 1, 1, false, false, "ask the corpus in SQL, read-only",
      "Tables and views are those of the file: document, block, type ..., and one for each "
      "analysis that has run. "
      "Besides them:\n"
      "  tokens(document [, layer])     ordinal, start, stop, form, folded, kind, sentence, block, "
      "language, "
      "value (of the layer)\n"
      "  sentences(document)            ordinal, start, stop, text, block, language\n"
      "  quote(document, start, stop)   these bytes of its text; NULL outside of it\n"
      "document is the number in document.id: select d.name, t.form from document d, tokens(d.id) "
      "t where t.kind = "
      "'number'.\n"
      "Other programs (R, Python, sqlite3) have these too when they load the extension "
      "moonleaf_sqlite.so.\n",
      sql_options, sql_command, COMMAND_LONG },
    { "new", NULL, "KIND NAME", 2, 2, false, false, "write a plugin to begin with, and its spec",
      "KIND is analysis, loader, format or language. The plugin goes to FOLDER/analyses/NAME.lua "
      "(loaders/, formats/,\n"
      "languages/), its spec to FOLDER/specs/NAME_spec.lua; no file is overwritten. "
      "plugins/README.md says how to go on.\n",
      new_options, new_command, COMMAND_MINOR },
    { "test", NULL, "[PLUGIN | SPEC.lua]...", 0, SIZE_MAX, false, false, "run the specs of plugins",
      "A spec says what a plugin must give for given texts: see plugins/README.md. Without an "
      "argument all specs of the folders\n"
      "of plugins run (FOLDER/specs/*_spec.lua). Each case runs in two processes, the second time "
      "with two workers and the\n"
      "documents in reverse, and fails when the bytes differ. Exit code 1 when a case fails.\n",
      no_options, test_command, COMMAND_LONG | COMMAND_MINOR },
    { "api", NULL, "[SYMBOL]", 0, 1, false, false, "print the Lua API, or one part of it", NULL,
      api_options, api_command, COMMAND_MINOR },
    { "help", NULL, "[COMMAND | PLUGIN | query | options]", 0, 1, false, false,
      "help for a command, a plugin, queries, or all options", NULL, no_options, help_command, 0 },
    { "completion", NULL, "bash | zsh", 1, 1, false, false, "print what completes words in a shell",
      "For bash, in ~/.bashrc:  source <(moonleaf completion bash)\n"
      "For zsh, in ~/.zshrc behind compinit:  source <(moonleaf completion zsh)\n"
      "An installed package has both in place.\n",
      no_options, completion_command, COMMAND_MINOR | COMMAND_RAW },
    { "complete", NULL, "-- WORD...", 0, SIZE_MAX, true, false,
      "print what the last word may become, a line each", NULL, no_options, complete_command,
      COMMAND_HIDDEN },
    { "version", NULL, "", 0, 0, false, false, "print the versions of moonleaf and its libraries",
      NULL, no_options, version_command, 0 },
    { .name = NULL },
};

const command *command_find(const char *name)
{
    for (const command *c = commands; c->name != NULL; c++)
        if (strcmp(c->name, name) == 0 || (c->alias != NULL && strcmp(c->alias, name) == 0))
            return c;
    return NULL;
}
