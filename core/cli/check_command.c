/* moonleaf check: whether the corpus is whole, and what to do when it is not. */
#include <stdio.h>

#include "cli/object.h"
#include "cli/progress.h"
#include "cli/screen.h"
#include "corpus/check.h"
#include "host/load_pool.h"

enum { SHOWN = 20 }; /* faults named one by one: a damaged file has thousands */

typedef struct checking {
    const char *corpus;
    size_t primary, derived; /* faults */
    buffer faults;           /* members of a JSON array */
} checking;

static void show_fault(void *context, bool is_derived, const char *what)
{
    checking *c = context;
    object_text(&c->faults, NULL, what);
    if (c->primary + c->derived < SHOWN) screen_say("%s", what);
    if (is_derived) c->derived++;
    else c->primary++;
}

static void show_progress(void *context, size_t done, size_t count)
{
    (void)context;
    progress_show(done, count, NULL);
}

static void tell_remedy(const checking *c)
{
    if (c->primary + c->derived > SHOWN)
        screen_say("and %zu faults more", c->primary + c->derived - SHOWN);
    if (c->primary == 0)
        screen_say("%s: the texts are whole; moonleaf rebuild makes the rest anew", c->corpus);
    else
        screen_say("%s is damaged: restore a copy, or load the files into a new corpus", c->corpus);
}

static void report(const checking *c, const check_counts *counts, int64_t behind)
{
    printf("%s: %lld documents, %lld types, %lld tokens: all is well\n", c->corpus,
           (long long)counts->documents, (long long)counts->types, (long long)counts->tokens);
    if (behind > 0)
        printf("%s: %lld document%s made by another version of moonleaf, ICU, CLD2 or the language "
               "tables; moonleaf rebuild brings them up to date\n",
               c->corpus, (long long)behind, behind == 1 ? " was" : "s were");
}

static status report_json(checking *c, const check_counts *counts, int64_t behind, error *e)
{
    buffer out = { 0 };
    object_begin(&out, NULL, '{');
    object_text(&out, "corpus", c->corpus);
    object_boolean(&out, "whole", c->primary + c->derived == 0);
    object_boolean(&out, "texts_whole", c->primary == 0);
    object_integer(&out, "documents", (int64_t)counts->documents);
    object_integer(&out, "types", (int64_t)counts->types);
    object_integer(&out, "tokens", (int64_t)counts->tokens);
    object_integer(&out, "behind", behind);
    object_begin(&out, "faults", '[');
    buffer_append(&out, c->faults.data, c->faults.length);
    object_end(&out, ']');
    object_end(&out, '}');
    return screen_json(&out, e);
}

status check_command(invocation *i, int *exit_code, error *e)
{
    digest_hex tables;
    check_counts counts = { 0 };
    int64_t behind = 0;
    checking c = { .corpus = invocation_corpus(i) };
    check_request request = { .found = show_fault, .progress = show_progress, .context = &c };
    status s = invocation_open_host(i, NULL, e);
    if (s == STATUS_OK) s = invocation_open_store(i, STORE_READ, e);
    if (s == STATUS_OK) s = load_pool_tables(&i->host, &tables, e);
    if (s == STATUS_OK) s = check_run(i->store, &request, &counts, e);
    if (s == STATUS_OK && c.primary + c.derived == 0)
        s = makers_behind(i->store, &tables, &behind, e);
    progress_end();
    if (s == STATUS_OK && c.primary + c.derived > 0) {
        tell_remedy(&c);
        *exit_code = EXIT_CORPUS;
    }
    if (s == STATUS_OK && screen_is_json(i)) s = report_json(&c, &counts, behind, e);
    else if (s == STATUS_OK && *exit_code == EXIT_DONE && !invocation_has(i, "quiet"))
        report(&c, &counts, behind);
    buffer_free(&c.faults);
    return s;
}
