/* The document that a person means. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "store/document.h"
#include "text/fold.h"

enum { CANDIDATES = 5 }; /* as many as a message names */

/* How a name was met; a lower one is better. */
typedef enum match_grade { EXACT, EXACT_FOLDED, PART, PART_FOLDED, NO_MATCH } match_grade;

typedef struct search {
    const char *wanted;
    buffer folded; /* wanted, case-folded */
    buffer spare;
    int64_t number; /* wanted as an id; 0 when it is none */
    match_grade grade;
    size_t count;         /* documents of this grade */
    int64_t id;           /* the first of them */
    buffer candidates;    /* the first few, for people */
    nearest nearest_name; /* its name lives in names */
    arena names;
    bool is_out_of_memory;
} search;

/* "17", but not "017", which is more likely a name. */
static int64_t number_of(const char *text)
{
    if (text[0] < '1' || text[0] > '9' || strlen(text) > 18) return 0;
    if (text[strspn(text, "0123456789")] != '\0') return 0;
    return strtoll(text, NULL, 10);
}

static match_grade grade_of(search *f, const char *name)
{
    if (name == NULL) return NO_MATCH;
    if (strcmp(name, f->wanted) == 0) return EXACT;
    bool is_part = strstr(name, f->wanted) != NULL;
    buffer_clear(&f->spare);
    text_fold(&f->spare, name, strlen(name));
    buffer_text(&f->spare, "");
    if (f->spare.state != STATUS_OK) f->is_out_of_memory = true;
    if (f->is_out_of_memory) return NO_MATCH;
    if (strcmp(f->spare.data, f->folded.data) == 0) return EXACT_FOLDED;
    if (is_part) return PART;
    return strstr(f->spare.data, f->folded.data) != NULL ? PART_FOLDED : NO_MATCH;
}

static match_grade better(match_grade a, match_grade b) { return a < b ? a : b; }

static void note_nearest(search *f, const char *name)
{
    if (name == NULL) return;
    nearest_offer(&f->nearest_name, name);
    if (f->nearest_name.name == name)
        f->nearest_name.name = arena_copy(&f->names, name, strlen(name));
}

/* One row: id, name, path, root/path. */
static void consider(search *f, const statement *q)
{
    int64_t id = statement_integer(q, 0);
    const char *name = statement_text(q, 1), *path = statement_text(q, 2),
               *whole = statement_text(q, 3);
    match_grade grade = better(grade_of(f, name), grade_of(f, path));
    if (id == f->number || (whole != NULL && strcmp(whole, f->wanted) == 0)) grade = EXACT;
    note_nearest(f, name);
    if (grade == NO_MATCH || grade > f->grade) return;
    if (grade < f->grade) {
        f->grade = grade;
        f->count = 0;
        f->id = id;
        buffer_clear(&f->candidates);
    }
    if (f->count++ < CANDIDATES)
        buffer_format(&f->candidates, "%s%s (%" PRId64 ")", f->count > 1 ? ", " : "",
                      path != NULL ? path : name, id);
}

static status answer(const search *f, int64_t *id, error *e)
{
    if (f->count == 1) {
        *id = f->id;
        return STATUS_OK;
    }
    if (f->count > 1)
        return error_set(
            e, STATUS_USAGE, "%s may be any of %zu documents: %s%s; say its id or more of its path",
            f->wanted, f->count, f->candidates.data, f->count > CANDIDATES ? " ..." : "");
    const char *nearest_name = f->nearest_name.name;
    return error_set(e, STATUS_USAGE, "there is no document %s%s%s%s", f->wanted,
                     nearest_name != NULL ? "; did you mean " : "",
                     nearest_name != NULL ? nearest_name : "", nearest_name != NULL ? "?" : "");
}

status document_find(store *s, const char *what, int64_t *id, error *e)
{
    search f = { .wanted = what,
                 .number = number_of(what),
                 .grade = NO_MATCH,
                 .nearest_name = { .wanted = what } };
    text_fold(&f.folded, what, strlen(what));
    buffer_text(&f.folded, "");

    statement q = statement_of(
        s,
        "SELECT document.id, name, path, root || '/' || path "
        "FROM document LEFT JOIN source ON source.id = document.source ORDER BY document.id",
        e);
    if (what[0] == '\0') q.state = error_set(e, STATUS_USAGE, "which document? its name is empty");
    while (f.folded.state == STATUS_OK && statement_step(&q)) consider(&f, &q);
    status st = statement_end(&q);
    if (f.folded.state != STATUS_OK || f.candidates.state != STATUS_OK) f.is_out_of_memory = true;
    if (st == STATUS_OK && f.is_out_of_memory) st = error_memory(e);
    if (st == STATUS_OK) st = answer(&f, id, e);

    buffer_free(&f.folded);
    buffer_free(&f.spare);
    buffer_free(&f.candidates);
    arena_free(&f.names);
    return st;
}
