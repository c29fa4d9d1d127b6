#include <stdlib.h>
#include <string.h>

#include "corpus/query_parts.h"
#include "text/fold.h"
#include "text/utf8.h"

enum {
    DEEPEST = 100,     /* of parentheses and NOT in one another: each takes stack */
    MOST_TERMS = 1000, /* a chain of them is walked by recursion, too */
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
    bool is_inside_not;
    query *q;
    segmenter *words;
    buffer folded;
    error *e;
    status state; /* sticky */
} parser;

/* --- Errors --- */

static void fail_memory(parser *p)
{
    if (p->state == STATUS_OK) p->state = error_memory(p->e);
}

static void fail_at(parser *p, size_t offset, const char *what)
{
    if (p->state != STATUS_OK) return;
    p->state =
        error_set(p->e, STATUS_USAGE, "column %zu: %s", utf8_count(p->text, offset) + 1, what);
}

/* --- Lexemes --- */

/* Bytes of the white space at an offset, 0 when there is none: ASCII's, and the no-break and the
 * ideographic space. */
static size_t space_at(const parser *p, size_t at)
{
    const char *text = p->text + at;
    if (at < p->length && (unsigned char)*text <= ' ') return 1;
    if (strncmp(text, "\u3000", 3) == 0) return 3;
    return strncmp(text, "\u00a0", 2) == 0 ? 2 : 0;
}

static void skip_space(parser *p)
{
    for (size_t step; (step = space_at(p, p->at)) > 0;) p->at += step;
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
    p->now = LEXEME_WORD;
    p->word.start = (uint32_t)p->at;
    while (p->at < p->length && strchr("()\"", p->text[p->at]) == NULL && space_at(p, p->at) == 0)
        p->at++;
    p->word.stop = (uint32_t)p->at;
}

static void next_lexeme(parser *p)
{
    if (p->state != STATUS_OK) return;
    skip_space(p);
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

/* --- Words --- */

static query_position *add_position(parser *p, query_term *term, span at)
{
    buffer_clear(&p->folded);
    query_position *position = list_push(&term->positions);
    if (position == NULL ||
        text_fold(&p->folded, p->text + at.start, at.stop - at.start) != STATUS_OK) {
        fail_memory(p);
        return NULL;
    }
    position->folded = arena_copy(&p->q->memory, p->folded.data, p->folded.length);
    position->length = p->folded.length;
    if (position->folded == NULL) fail_memory(p);
    return position;
}

/* Adds the tokens of text without white space in it, punctuation left out. A * at its end makes the
 * last one a prefix. */
static void add_chunk(parser *p, query_term *term, span at)
{
    const char *star = memchr(p->text + at.start, '*', at.stop - at.start);
    if (star != NULL) {
        if (star + 1 != p->text + at.stop) {
            fail_at(p, (size_t)(star - p->text), "* stands only at the end of a word");
            return;
        }
        at.stop--;
    }
    token_list tokens = { 0 };
    query_position *last = NULL;
    if (segmenter_tokens(p->words, p->text, at, &tokens, p->e) != STATUS_OK) fail_memory(p);
    for (size_t i = 0; p->state == STATUS_OK && i < tokens.count; i++)
        if (tokens.items[i].kind != TOKEN_PUNCTUATION)
            last = add_position(p, term, tokens.items[i].at);
    if (star != NULL && last == NULL)
        fail_at(p, at.stop, "* wants the beginning of a word before it");
    else if (star != NULL) last->is_prefix = true;
    list_free(&tokens);
}

static void add_chunks(parser *p, query_term *term, span at)
{
    for (size_t from = at.start; p->state == STATUS_OK && from < at.stop;) {
        size_t stop = from, step = 0;
        while (stop < at.stop && (step = space_at(p, stop)) == 0) stop++;
        if (stop > from) add_chunk(p, term, (span){ (uint32_t)from, (uint32_t)stop });
        from = stop + step;
    }
}

/* --- Grammar --- */

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

static query_node *parse_term(parser *p)
{
    if (p->q->terms.count == MOST_TERMS) fail_at(p, p->start, "more than 1000 words and phrases");
    query_node *node = make_node(p, QUERY_TERM, NULL, NULL);
    query_term *term = node != NULL ? list_push(&p->q->terms) : NULL;
    if (term == NULL) {
        fail_memory(p);
        return NULL;
    }
    node->term = p->q->terms.count - 1;
    term->is_wanted = !p->is_inside_not;
    add_chunks(p, term, p->word);
    if (term->positions.count == 0) fail_at(p, p->start, "there is no word here to look for");
    next_lexeme(p);
    return node;
}

static query_node *parse_or(parser *p);

static query_node *parse_not(parser *p)
{
    if (p->state != STATUS_OK) return NULL;
    if (p->depth >= DEEPEST)
        fail_at(p, p->start, "more than 100 parentheses or NOT in one another");
    p->depth++;
    query_node *node = NULL;
    size_t start = p->start;
    if (accept_operator(p, "NOT")) {
        bool was_inside_not = p->is_inside_not;
        p->is_inside_not = true;
        node = make_node(p, QUERY_NOT, parse_not(p), NULL);
        p->is_inside_not = was_inside_not;
    } else if (is_operator(p, "AND") || is_operator(p, "OR") || p->now == LEXEME_END) {
        fail_at(p, p->start, "a word or phrase was expected");
    } else if (p->now == LEXEME_CLOSE) {
        fail_at(p, p->start, "a word or phrase was expected before the )");
    } else if (p->now == LEXEME_OPEN) {
        next_lexeme(p);
        node = parse_or(p);
        if (p->state == STATUS_OK && p->now != LEXEME_CLOSE) fail_at(p, start, "a ( is not closed");
        next_lexeme(p);
    } else if (p->state == STATUS_OK) {
        node = parse_term(p);
    }
    p->depth--;
    return node;
}

static query_node *parse_and(parser *p)
{
    query_node *node = parse_not(p);
    while (p->state == STATUS_OK && p->now != LEXEME_END && p->now != LEXEME_CLOSE &&
           !is_operator(p, "OR")) {
        accept_operator(p, "AND");
        node = make_node(p, QUERY_AND, node, parse_not(p));
    }
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
    parser p = { .text = text, .length = strlen(text), .words = words, .q = q, .e = e };
    parse_all(&p);
    buffer_free(&p.folded);
    if (p.state == STATUS_OK) *out = q;
    else query_free(q);
    return p.state;
}

void query_free(query *q)
{
    if (q == NULL) return;
    for (size_t i = 0; i < q->terms.count; i++) {
        position_list *positions = &q->terms.items[i].positions;
        for (size_t k = 0; k < positions->count; k++) {
            list_free(&positions->items[k].types);
            free(positions->items[k].bits);
        }
        list_free(positions);
    }
    list_free(&q->terms);
    map_free(q->kinds);
    arena_free(&q->memory);
    free(q);
}
