#include "corpus/where_parse.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/utf8.h"

enum {
    DEEPEST = 100, /* of parentheses and "not" in one another: an expression is untrusted and each
                      takes stack */
    MOST_COMPARISONS = 500, /* SQLite takes 2000 columns */
    MOST_VALUES = 30000,    /* SQLite takes 32766 parameters */
};

typedef enum lexeme_kind {
    LEXEME_END,
    LEXEME_NAME,   /* text: the name */
    LEXEME_QUOTED, /* text: a name in double quotes */
    LEXEME_VALUE,  /* a text or a number */
    LEXEME_SIGN,   /* text: a comparison, as SQL has it */
    LEXEME_OTHER,  /* text: ( ) , */
} lexeme_kind;

typedef struct lexeme {
    lexeme_kind kind;
    const char *text;
    value literal;
    size_t start, stop; /* offsets in the expression */
} lexeme;

typedef struct parser {
    const char *expression;
    size_t length, at; /* `at`: behind `now` */
    lexeme now;
    where_tree *tree;
    size_t depth, comparisons, values;
    error *e;
    status state; /* sticky */
} parser;

/* --- Errors --- */

static size_t column_of(const parser *p, size_t offset)
{
    return utf8_count(p->expression, offset) + 1;
}

static void fail_memory(parser *p)
{
    if (p->state == STATUS_OK) p->state = error_memory(p->e);
}

static void fail_at(parser *p, size_t offset, const char *what)
{
    if (p->state == STATUS_OK)
        p->state =
            error_set(p->e, STATUS_USAGE, "--where, column %zu: %s", column_of(p, offset), what);
}

/* "expected X, not Y", and the one mistake that everybody makes. */
static void fail_expected(parser *p, const char *what)
{
    if (p->state != STATUS_OK) return;
    const lexeme *now = &p->now;
    size_t column = column_of(p, now->start), length = now->stop - now->start;
    const char *hint = "";
    bool is_name = now->kind == LEXEME_NAME || now->kind == LEXEME_QUOTED;
    if (is_name && strcmp(what, "a value") == 0) hint = " (texts stand in single quotes: 'ru')";
    if (now->kind == LEXEME_END)
        p->state = error_set(p->e, STATUS_USAGE, "--where ends where %s was expected", what);
    else
        p->state =
            error_set(p->e, STATUS_USAGE, "--where, column %zu: expected %s, not %.*s%s", column,
                      what, (int)(length < 80 ? length : 80), p->expression + now->start, hint);
}

/* --- Lexemes --- */

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* A text or name in quotes from p->at on; the quote doubled stands for itself. */
static const char *read_quoted(parser *p, char quote, size_t *length)
{
    buffer text = { 0 };
    size_t from = ++p->at;
    for (; p->at < p->length; p->at++) {
        if (p->expression[p->at] != quote) continue;
        buffer_append(&text, p->expression + from, p->at - from);
        if (p->expression[p->at + 1] != quote) break;
        buffer_byte(&text, (unsigned char)quote);
        from = ++p->at + 1;
    }
    if (p->at >= p->length) fail_at(p, p->now.start, "a quotation mark is not closed");
    p->at++;
    *length = text.length;
    const char *copy =
        arena_copy(&p->tree->memory, text.data != NULL ? text.data : "", text.length);
    if (text.state != STATUS_OK || copy == NULL) fail_memory(p);
    buffer_free(&text);
    return copy;
}

static void read_text(parser *p)
{
    size_t length;
    const char *text = read_quoted(p, '\'', &length);
    p->now.kind = LEXEME_VALUE;
    p->now.literal = (value){ .type = VALUE_TEXT, .text = text, .length = length };
}

static void read_quoted_name(parser *p)
{
    size_t length;
    p->now.kind = LEXEME_QUOTED;
    p->now.text = read_quoted(p, '"', &length);
    if (p->state != STATUS_OK) return;
    if (length == 0) fail_at(p, p->now.start, "a name is empty");
    if (memchr(p->now.text, '"', length) != NULL)
        fail_at(p, p->now.start, "a name cannot hold a quotation mark");
}

static void read_number(parser *p)
{
    const char *from = p->expression + p->at;
    char *stop, *stop_whole;
    errno = 0;
    long long whole = strtoll(from, &stop_whole, 10);
    bool is_whole = errno == 0;
    double number = strtod(from, &stop);
    p->at += (size_t)(stop - from);
    p->now.kind = LEXEME_VALUE;
    p->now.literal =
        is_whole && stop == stop_whole ? value_of_integer(whole) : value_of_number(number);
    bool is_hexadecimal =
        memchr(from, 'x', (size_t)(stop - from)) || memchr(from, 'X', (size_t)(stop - from));
    if (stop == from || is_hexadecimal || is_name_byte(*stop))
        fail_at(p, p->now.start, "this is no number");
}

static void read_sign(parser *p)
{
    static const struct {
        const char *text, *sql;
    } signs[] = { { "<=", "<=" }, { ">=", ">=" }, { "<>", "<>" }, { "!=", "<>" },
                  { "==", "=" },  { "=", "=" },   { "<", "<" },   { ">", ">" } };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (strncmp(p->expression + p->at, signs[i].text, strlen(signs[i].text)) != 0) continue;
        p->at += strlen(signs[i].text);
        p->now.kind = LEXEME_SIGN;
        p->now.text = signs[i].sql;
        return;
    }
    fail_at(p, p->at, "this sign has no meaning here");
}

static void read_name(parser *p)
{
    size_t from = p->at;
    while (is_name_byte(p->expression[p->at])) p->at++;
    p->now.kind = LEXEME_NAME;
    p->now.text = arena_copy(&p->tree->memory, p->expression + from, p->at - from);
    if (p->now.text == NULL) fail_memory(p);
}

static void next_lexeme(parser *p)
{
    if (p->state != STATUS_OK) return;
    while (isspace((unsigned char)p->expression[p->at])) p->at++;
    p->now = (lexeme){ .kind = LEXEME_END, .start = p->at };
    char c = p->expression[p->at], next = c == '\0' ? '\0' : p->expression[p->at + 1];
    bool is_signed =
        (c == '-' || c == '+' || c == '.') && (isdigit((unsigned char)next) || next == '.');
    if (c == '\0') return;
    if (c == '\'') read_text(p);
    else if (c == '"') read_quoted_name(p);
    else if (isdigit((unsigned char)c) || is_signed) read_number(p);
    else if (is_name_byte(c)) read_name(p);
    else if (strchr("(),", c) != NULL) {
        p->now.kind = LEXEME_OTHER;
        p->now.text = c == '(' ? "(" : c == ')' ? ")" : ",";
        p->at++;
    } else read_sign(p);
    p->now.stop = p->at;
}

static bool is_word(const parser *p, const char *word)
{
    return p->state == STATUS_OK && p->now.kind == LEXEME_NAME &&
           strcasecmp(p->now.text, word) == 0;
}

static bool accept_word(parser *p, const char *word)
{
    if (!is_word(p, word)) return false;
    next_lexeme(p);
    return true;
}

static bool accept_other(parser *p, const char *text)
{
    if (p->state != STATUS_OK || p->now.kind != LEXEME_OTHER || strcmp(p->now.text, text) != 0)
        return false;
    next_lexeme(p);
    return true;
}

static bool is_reserved(const char *name)
{
    static const char *const words[] = { "and",     "or", "not",  "like", "in",
                                         "between", "is", "null", "true", "false" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(name, words[i]) == 0) return true;
    return false;
}

/* --- Grammar --- */

static where_node *make_node(parser *p, where_kind kind, where_node *left, where_node *right)
{
    where_node *node = arena_allocate(&p->tree->memory, sizeof *node);
    if (node == NULL) {
        fail_memory(p);
        return NULL;
    }
    *node = (where_node){ .kind = kind, .left = left, .right = right, .next_made = p->tree->made };
    p->tree->made = node;
    return node;
}

static void read_value(parser *p, where_node *node)
{
    value literal = p->now.literal;
    bool is_true = is_word(p, "true"), is_false = is_word(p, "false");
    if (is_true || is_false) literal = value_of_boolean(is_true);
    else if (is_word(p, "null"))
        fail_at(p, p->now.start, "nothing is equal to null: write is null or is not null");
    else if (p->now.kind != LEXEME_VALUE) fail_expected(p, "a value");
    if (++p->values > MOST_VALUES) fail_at(p, p->now.start, "more than 30000 values");
    value *slot = p->state == STATUS_OK ? list_push(&node->values) : NULL;
    if (slot != NULL) *slot = literal;
    else fail_memory(p);
    next_lexeme(p);
}

static void read_in(parser *p, where_node *node)
{
    node->kind = WHERE_IN;
    if (!accept_other(p, "(")) fail_expected(p, "( and values");
    do read_value(p, node);
    while (accept_other(p, ","));
    if (!accept_other(p, ")")) fail_expected(p, ", or )");
}

static void read_between(parser *p, where_node *node)
{
    node->kind = WHERE_BETWEEN;
    read_value(p, node);
    if (!accept_word(p, "and")) fail_expected(p, "and");
    read_value(p, node);
}

/* What follows the name. */
static void read_comparison(parser *p, where_node *node)
{
    if (p->now.kind == LEXEME_SIGN) {
        node->kind = WHERE_COMPARE;
        node->sign = p->now.text;
        next_lexeme(p);
        read_value(p, node);
        return;
    }
    if (accept_word(p, "is")) {
        node->kind = WHERE_IS_NULL;
        node->is_negated = accept_word(p, "not");
        if (!accept_word(p, "null"))
            fail_expected(p, node->is_negated ? "null" : "null or not null");
        return;
    }
    node->is_negated = accept_word(p, "not");
    if (accept_word(p, "in")) read_in(p, node);
    else if (accept_word(p, "between")) read_between(p, node);
    else if (accept_word(p, "like")) {
        node->kind = WHERE_LIKE;
        read_value(p, node);
    } else if (node->is_negated) fail_expected(p, "like, in or between");
}

static where_node *parse_or(parser *p);

static where_node *parse_comparison(parser *p)
{
    bool is_name =
        p->now.kind == LEXEME_QUOTED || (p->now.kind == LEXEME_NAME && !is_reserved(p->now.text));
    if (p->state == STATUS_OK && !is_name) fail_expected(p, "the name of a field");
    if (++p->comparisons > MOST_COMPARISONS) fail_at(p, p->now.start, "more than 500 comparisons");
    where_node *node = p->state == STATUS_OK ? make_node(p, WHERE_TRUTH, NULL, NULL) : NULL;
    if (node == NULL) return NULL;
    node->name = p->now.text;
    node->column = column_of(p, p->now.start);
    next_lexeme(p);
    if (p->state == STATUS_OK) read_comparison(p, node);
    return node;
}

static where_node *parse_not(parser *p)
{
    if (p->state != STATUS_OK) return NULL;
    if (p->depth >= DEEPEST)
        fail_at(p, p->now.start, "more than 100 parentheses or not in one another");
    p->depth++;
    where_node *node = NULL;
    if (accept_word(p, "not")) {
        node = make_node(p, WHERE_NOT, parse_not(p), NULL);
    } else if (accept_other(p, "(")) {
        node = parse_or(p);
        if (!accept_other(p, ")")) fail_expected(p, "and, or or )");
    } else {
        node = parse_comparison(p);
    }
    p->depth--;
    return node;
}

static where_node *parse_and(parser *p)
{
    where_node *node = parse_not(p);
    while (accept_word(p, "and")) node = make_node(p, WHERE_AND, node, parse_not(p));
    return node;
}

static where_node *parse_or(parser *p)
{
    where_node *node = parse_and(p);
    while (accept_word(p, "or")) node = make_node(p, WHERE_OR, node, parse_and(p));
    return node;
}

status where_parse(const char *expression, where_tree *tree, error *e)
{
    *tree = (where_tree){ 0 };
    parser p = { .expression = expression, .length = strlen(expression), .tree = tree, .e = e };
    if (!utf8_is_valid(expression, p.length))
        return error_set(e, STATUS_USAGE, "--where is not UTF-8");
    next_lexeme(&p);
    tree->root = parse_or(&p);
    if (p.state == STATUS_OK && p.now.kind != LEXEME_END) fail_expected(&p, "and, or or the end");
    if (p.state != STATUS_OK) where_tree_free(tree);
    return p.state;
}

void where_tree_free(where_tree *tree)
{
    for (where_node *node = tree->made; node != NULL; node = node->next_made)
        list_free(&node->values);
    arena_free(&tree->memory);
    *tree = (where_tree){ 0 };
}
