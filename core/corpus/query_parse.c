#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "corpus/query_parts.h"
#include "text/fold.h"
#include "text/utf8.h"

enum {
    DEEPEST = 100,     /* of parentheses and NOT in one another: each takes stack */
    MOST_TERMS = 1000, /* a chain of them is walked by recursion, too */
    NEAR_DISTANCE = 5, /* when NEAR() names none */
};

#define NEAR_EXAMPLE "NEAR(summit astana, 5)"
#define WITHIN_EXAMPLE "(summit astana) WITHIN paragraph"
#define FILTER_EXAMPLE "summit language:ru"

const query_operator query_operators[] = {
    { "summit", "the word, in any case" },
    { "\"shanghai convention\"",
      "words one after the other in a sentence; punctuation is passed over" },
    { "terror*  *ism  in*able", "words that begin, end, or begin and end so" },
    { "/colou?rs?/", "words that the regular expression (ICU's) matches as a whole, in any case" },
    { "=SCO", "as it is written; also =Sh*, =/[A-Z]+/" },
    { "~cooperate", "words with the same stem, in the language where they stand" },
    { "^resume", "accents make no difference: resume, r\u00e9sum\u00e9; also ^resum*" },
    { "meet|met|\u0432\u0441\u0442\u0440\u0435\u0447\u0430",
      "one of several words; also in phrases: \"summit in|at astana\"" },
    { "\"the * of\"", "* in a phrase is any one word, *{2} any two, *{0,3} up to three" },
    { NEAR_EXAMPLE, "all of them in one sentence, at most 5 words between the first and the last" },
    { WITHIN_EXAMPLE,
      "all of them in one sentence, paragraph or document; also behind a phrase or NEAR()" },
    { "summit astana", "documents with both; also: summit AND astana" },
    { "summit OR meeting",
      "documents with either; NOT binds before AND, AND before OR; parentheses" },
    { "summit NOT astana", "documents with the one and without the other" },
    { FILTER_EXAMPLE, "where the text is in that language; NOT language:ru where it is not" },
    { "summit role:abstract",
      "in blocks of that role: title, abstract, body, quotation, note, references ..." },
    { "summit title:\"annual report\"", "in documents whose title has these words" },
    { "lemma:be  \"pos:ADJ summit\"",
      "by an annotation of the words, where the corpus has such a layer" },
    { NULL, NULL },
};

typedef enum lexeme_kind {
    LEXEME_END,
    LEXEME_WORD,
    LEXEME_PHRASE,
    LEXEME_OPEN,
    LEXEME_CLOSE
} lexeme_kind;

typedef struct parser {
    const char *text;
    size_t length, at;
    lexeme_kind now;
    span word; /* of LEXEME_WORD and LEXEME_PHRASE, without the quotation marks */
    size_t start;
    size_t depth;
    bool is_inside_not, is_inside_near;
    query *q;
    error *e;
    status state; /* sticky */
} parser;

/* --- Errors --- */

static void fail_memory(parser *p)
{
    if (p->state == STATUS_OK) p->state = error_memory(p->e);
}

status query_wrong(error *e, const char *text, size_t at, const char *what, const char *example)
{
    return error_set(e, STATUS_USAGE, "column %zu: %s%s%s", utf8_count(text, at) + 1, what,
                     example != NULL ? "; it is written " : "", example != NULL ? example : "");
}

static void fail_with(parser *p, size_t offset, const char *what, const char *example)
{
    if (p->state == STATUS_OK) p->state = query_wrong(p->e, p->text, offset, what, example);
}

static void fail_at(parser *p, size_t offset, const char *what)
{
    fail_with(p, offset, what, NULL);
}

/* --- Lexemes --- */

static void skip_space(parser *p)
{
    for (size_t step; (step = query_space_at(p->text, p->at)) > 0;) p->at += step;
}

static void read_phrase(parser *p)
{
    const char *from = p->text + p->at + 1, *stop = strchr(from, '"');
    p->now = LEXEME_PHRASE;
    if (stop == NULL) {
        fail_at(p, p->at, "a quotation mark is not closed");
        return;
    }
    p->word = (span){ (uint32_t)(from - p->text), (uint32_t)(stop - p->text) };
    p->at = p->word.stop + 1;
}

static void read_word(parser *p)
{
    size_t stop = p->at;
    p->now = LEXEME_WORD;
    if (p->state == STATUS_OK)
        p->state = query_word_end(p->text, p->at, p->length, p->is_inside_near ? "()\"," : "()\"",
                                  &stop, p->e);
    p->word = (span){ (uint32_t)p->at, (uint32_t)stop };
    p->at = stop;
}

static void next_lexeme(parser *p)
{
    if (p->state != STATUS_OK) return;
    skip_space(p);
    while (p->is_inside_near && p->text[p->at] == ',') {
        p->at++;
        skip_space(p);
    }
    p->start = p->at;
    char c = p->text[p->at];
    if (p->at >= p->length) p->now = LEXEME_END;
    else if (c == '"') read_phrase(p);
    else if (c == '(' || c == ')') {
        p->now = c == '(' ? LEXEME_OPEN : LEXEME_CLOSE;
        p->at++;
    } else read_word(p);
}

static bool is_operator(const parser *p, const char *name)
{
    return p->state == STATUS_OK && p->now == LEXEME_WORD &&
           p->word.stop - p->word.start == strlen(name) &&
           memcmp(p->text + p->word.start, name, strlen(name)) == 0;
}

static bool accept_operator(parser *p, const char *name)
{
    if (!is_operator(p, name)) return false;
    next_lexeme(p);
    return true;
}

/* --- Filters --- */

static const char *const filter_names[FILTERS] = { "language", "role", "title" };

/* Whether the lexeme is "name:" of a filter. */
static bool is_filter(const parser *p, filter_kind *kind)
{
    for (*kind = 0; *kind < FILTERS && p->state == STATUS_OK && p->now == LEXEME_WORD; (*kind)++) {
        size_t length = strlen(filter_names[*kind]);
        const char *word = p->text + p->word.start;
        if (p->word.stop - p->word.start > length && word[length] == ':' &&
            memcmp(word, filter_names[*kind], length) == 0)
            return true;
    }
    return false;
}

/* What stands behind "name:", there or as a phrase right behind it. */
static span filter_value(parser *p, filter_kind kind)
{
    span at = { p->word.start + (uint32_t)strlen(filter_names[kind]) + 1, p->word.stop };
    if (at.start == at.stop && p->text[p->at] == '"') {
        next_lexeme(p);
        at = p->word;
    }
    return at;
}

static void check_role(parser *p, const char *text, size_t at)
{
    if (block_role_find(text) != BLOCK_ROLES) return;
    char hint[80], what[200];
    nearest n = { .wanted = text };
    for (block_role role = 0; role < BLOCK_ROLES; role++) nearest_offer(&n, block_role_name(role));
    nearest_hint(&n, hint, sizeof hint);
    snprintf(what, sizeof what, "there is no such role%s",
             *hint != '\0' ? hint : ", such as title, abstract, body, quotation or references");
    fail_at(p, at, what);
}

/* Its words, folded, with a space around each. */
static const char *title_words(parser *p, span at)
{
    buffer out = { 0 };
    token_list tokens = { 0 };
    buffer_byte(&out, ' ');
    if (segmenter_tokens(p->q->words, p->text, at, &tokens, p->e) != STATUS_OK) fail_memory(p);
    for (size_t i = 0; i < tokens.count; i++) {
        span word = tokens.items[i].at;
        if (tokens.items[i].kind == TOKEN_PUNCTUATION) continue;
        text_fold(&out, p->text + word.start, word.stop - word.start);
        buffer_byte(&out, ' ');
    }
    list_free(&tokens);
    const char *kept = NULL;
    if (out.state == STATUS_OK) kept = arena_copy(&p->q->memory, out.data, out.length);
    buffer_free(&out);
    return kept;
}

static void parse_filter(parser *p, filter_kind kind, bool is_negated)
{
    size_t start = p->start;
    span at = filter_value(p, kind);
    query_filter *f = p->state == STATUS_OK ? list_push(&p->q->filters) : NULL;
    if (f != NULL) {
        f->kind = kind;
        f->is_negated = is_negated;
        f->text = kind == FILTER_TITLE
                      ? title_words(p, at)
                      : arena_copy(&p->q->memory, p->text + at.start, at.stop - at.start);
    }
    if (f == NULL || f->text == NULL) fail_memory(p);
    else if (at.start == at.stop || strcmp(f->text, " ") == 0)
        fail_with(p, start, "there is nothing behind the colon", FILTER_EXAMPLE);
    else if (kind == FILTER_ROLE) check_role(p, f->text, at.start);
    next_lexeme(p);
}

/* --- Terms --- */

static query_node *make_node(parser *p, query_kind kind, query_node *left, query_node *right)
{
    query_node *node = p->state == STATUS_OK ? arena_allocate(&p->q->memory, sizeof *node) : NULL;
    if (node == NULL) {
        fail_memory(p);
        return NULL;
    }
    *node = (query_node){ .kind = kind, .left = left, .right = right };
    return node;
}

static query_term *add_term(parser *p, query_node **node)
{
    if (p->q->terms.count == MOST_TERMS) fail_at(p, p->start, "more than 1000 words and phrases");
    *node = make_node(p, QUERY_TERM, NULL, NULL);
    query_term *term = *node != NULL ? list_push(&p->q->terms) : NULL;
    if (term == NULL) {
        fail_memory(p);
        return NULL;
    }
    (*node)->term = p->q->terms.count - 1;
    term->is_wanted = !p->is_inside_not;
    return term;
}

/* Reads the word or phrase as a part of the term. */
static void parse_part(parser *p, query_term *term)
{
    query_phrase *phrase = p->state == STATUS_OK ? list_push(&term->parts) : NULL;
    if (phrase == NULL) {
        fail_memory(p);
        return;
    }
    p->state = query_read_phrase(p->q, p->text, p->word, p->now == LEXEME_PHRASE, phrase, p->e);
    if (p->state == STATUS_OK && phrase->count == 0)
        fail_at(p, p->start, "there is no word here to look for");
    next_lexeme(p);
}

static query_node *parse_term(parser *p)
{
    query_node *node;
    query_term *term = add_term(p, &node);
    if (term != NULL) parse_part(p, term);
    return node;
}

/* The number at the end of NEAR(a b, 5), when this lexeme is one and ends it. */
static bool accept_distance(parser *p, query_term *term)
{
    if (p->state != STATUS_OK || p->now != LEXEME_WORD || term->parts.count < 2) return false;
    char *end;
    size_t behind = p->at;
    const char *text = p->text + p->word.start;
    while (query_space_at(p->text, behind) > 0) behind += query_space_at(p->text, behind);
    if (*text < '0' || *text > '9' || p->text[behind] != ')') return false;
    unsigned long number = strtoul(text, &end, 10);
    if (end != p->text + p->word.stop) return false;
    if (number > 1000) fail_with(p, p->start, "at most 1000 words may lie between", NEAR_EXAMPLE);
    term->distance = (uint32_t)number;
    next_lexeme(p);
    return true;
}

/* Behind "NEAR", at its parenthesis. */
static query_node *parse_near(parser *p)
{
    size_t start = p->word.start;
    query_node *node;
    query_term *term = add_term(p, &node);
    if (term == NULL) return NULL;
    term->distance = NEAR_DISTANCE;
    p->is_inside_near = true;
    p->at++;
    next_lexeme(p);
    while (p->state == STATUS_OK && p->now != LEXEME_CLOSE && !accept_distance(p, term)) {
        if (p->now == LEXEME_END) fail_with(p, start, "NEAR( is not closed", NEAR_EXAMPLE);
        else if (p->now == LEXEME_OPEN)
            fail_with(p, p->start, "NEAR() holds words and phrases alone", NEAR_EXAMPLE);
        else parse_part(p, term);
    }
    p->is_inside_near = false;
    if (p->state == STATUS_OK && term->parts.count < 2)
        fail_with(p, start, "NEAR() wants two words or phrases", NEAR_EXAMPLE);
    next_lexeme(p);
    return node;
}

/* --- WITHIN --- */

static query_unit unit_of(parser *p)
{
    static const char *const names[UNITS] = { "sentence", "paragraph", "document" };
    for (query_unit unit = 0; unit < UNITS; unit++)
        if (is_operator(p, names[unit])) return unit;
    fail_with(p, p->start, "WITHIN is followed by sentence, paragraph or document", WITHIN_EXAMPLE);
    return UNIT_DOCUMENT;
}

/* Moves the words and phrases of a chain of AND into one term, which is that of its first. */
static bool join_terms(parser *p, const query_node *node, query_term *into)
{
    if (node->kind == QUERY_AND)
        return join_terms(p, node->left, into) && join_terms(p, node->right, into);
    if (node->kind != QUERY_TERM) return false;
    query_term *from = &p->q->terms.items[node->term];
    if (from == into) return true;
    if (from->parts.count != 1) return false;
    query_phrase *slot = list_push(&into->parts);
    if (slot == NULL) fail_memory(p);
    if (slot == NULL) return true;
    *slot = from->parts.items[0];
    list_free(&from->parts);
    return true;
}

static query_node *first_of(query_node *node)
{
    while (node->kind == QUERY_AND) node = node->left;
    return node;
}

static query_node *parse_within(parser *p, query_node *node, size_t terms)
{
    size_t start = p->start;
    if (!accept_operator(p, "WITHIN")) return node;
    query_unit unit = unit_of(p);
    query_node *first = p->state == STATUS_OK ? first_of(node) : NULL;
    if (first == NULL) return NULL;
    query_term *term = first->kind == QUERY_TERM ? &p->q->terms.items[first->term] : NULL;
    bool is_chain = node->kind == QUERY_AND;
    if (term == NULL || (is_chain && term->parts.count != 1) || !join_terms(p, node, term)) {
        fail_with(p, start, "WITHIN stands behind a phrase, NEAR() or words in parentheses",
                  WITHIN_EXAMPLE);
        return NULL;
    }
    term->unit = unit;
    if (is_chain) {
        term->distance = UINT32_MAX;
        p->q->terms.count = terms + 1; /* the others were moved into it */
        for (size_t i = 0; i < p->q->filters.count; i++)
            if (p->q->filters.items[i].end > terms + 1) p->q->filters.items[i].end = terms + 1;
    }
    next_lexeme(p);
    return first;
}

/* --- Grammar --- */

static query_node *parse_or(parser *p);

static query_node *parse_parentheses(parser *p)
{
    size_t start = p->start;
    next_lexeme(p);
    query_node *node = parse_or(p);
    if (p->state == STATUS_OK && p->now != LEXEME_CLOSE) fail_at(p, start, "a ( is not closed");
    next_lexeme(p);
    return node;
}

static query_node *parse_primary(parser *p)
{
    size_t terms = p->q->terms.count;
    query_node *node = NULL;
    if (is_operator(p, "AND") || is_operator(p, "OR") || is_operator(p, "WITHIN") ||
        p->now == LEXEME_END)
        fail_at(p, p->start, "a word or phrase was expected");
    else if (p->now == LEXEME_CLOSE)
        fail_at(p, p->start, "a word or phrase was expected before the )");
    else if (p->now == LEXEME_OPEN) node = parse_parentheses(p);
    else if (is_operator(p, "NEAR") && p->text[p->at] == '(') node = parse_near(p);
    else if (p->state == STATUS_OK) node = parse_term(p);
    return p->state == STATUS_OK ? parse_within(p, node, terms) : NULL;
}

/* NULL for a filter, which is no part of the tree. */
static query_node *parse_not(parser *p)
{
    if (p->state != STATUS_OK) return NULL;
    if (p->depth >= DEEPEST)
        fail_at(p, p->start, "more than 100 parentheses or NOT in one another");
    p->depth++;
    query_node *node = NULL;
    filter_kind kind;
    if (is_filter(p, &kind)) {
        parse_filter(p, kind, false);
    } else if (accept_operator(p, "NOT")) {
        if (is_filter(p, &kind)) {
            parse_filter(p, kind, true);
            p->depth--;
            return NULL;
        }
        bool was_inside_not = p->is_inside_not;
        p->is_inside_not = true;
        node = parse_not(p);
        if (node != NULL) node = make_node(p, QUERY_NOT, node, NULL);
        p->is_inside_not = was_inside_not;
    } else {
        node = parse_primary(p);
    }
    p->depth--;
    return node;
}

/* Filters hold for all terms of the chain that they stand in. */
static query_node *parse_and(parser *p)
{
    size_t start = p->start, term = p->q->terms.count, filter = p->q->filters.count;
    query_node *node = parse_not(p);
    while (p->state == STATUS_OK && p->now != LEXEME_END && p->now != LEXEME_CLOSE &&
           !is_operator(p, "OR")) {
        accept_operator(p, "AND");
        query_node *next = parse_not(p);
        if (next != NULL) node = node == NULL ? next : make_node(p, QUERY_AND, node, next);
    }
    for (; filter < p->q->filters.count; filter++) {
        query_filter *f = &p->q->filters.items[filter];
        if (f->end == 0)
            *f = (query_filter){ f->kind, f->is_negated, f->text, term, p->q->terms.count };
    }
    if (node == NULL) fail_with(p, start, "a filter wants words beside it", FILTER_EXAMPLE);
    return node;
}

static query_node *parse_or(parser *p)
{
    query_node *node = parse_and(p);
    while (accept_operator(p, "OR")) node = make_node(p, QUERY_OR, node, parse_and(p));
    return node;
}

static void parse_all(parser *p)
{
    if (p->length > UINT32_MAX || !utf8_is_valid(p->text, p->length)) {
        p->state = error_set(p->e, STATUS_USAGE, "the query is not UTF-8");
        return;
    }
    next_lexeme(p);
    if (p->state == STATUS_OK && p->now == LEXEME_END) {
        p->state = error_set(p->e, STATUS_USAGE, "the query is empty");
        return;
    }
    p->q->root = parse_or(p);
    if (p->state == STATUS_OK && p->now == LEXEME_CLOSE)
        fail_at(p, p->start, "this ) closes nothing");
}

status query_parse(const char *text, segmenter *words, query **out, error *e)
{
    *out = NULL;
    query *q = calloc(1, sizeof *q);
    if (q == NULL) return error_memory(e);
    q->words = words;
    parser p = { .text = text, .length = strlen(text), .q = q, .e = e };
    parse_all(&p);
    if (p.state == STATUS_OK) *out = q;
    else query_free(q);
    return p.state;
}
