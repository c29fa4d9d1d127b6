/* The grammar of --where: an expression as a tree. What its names mean is where.c's business.
 *
 *     or         = and { "or" and }
 *     and        = not { "and" not }
 *     not        = "not" not | "(" or ")" | comparison
 *     comparison = name [ ("=" | "!=" | "<>" | "<" | "<=" | ">" | ">=") value | ["not"] "like"
 * value | ["not"] "in" "(" value { "," value } ")" | ["not"] "between" value "and" value | "is"
 * ["not"] "null" ]
 *
 * Words of the grammar are in any case. A value is 'text' ('' for an apostrophe), a number, true or
 * false. */
#ifndef MOONLEAF_CORPUS_WHERE_PARSE_H
#define MOONLEAF_CORPUS_WHERE_PARSE_H

#include "base/arena.h"
#include "base/list.h"
#include "base/value.h"

typedef enum where_kind {
    WHERE_AND,
    WHERE_OR,
    WHERE_NOT,     /* of `left` */
    WHERE_TRUTH,   /* a name alone */
    WHERE_COMPARE, /* `sign` and one value */
    WHERE_LIKE,    /* one value */
    WHERE_IN,      /* all values */
    WHERE_BETWEEN, /* two values */
    WHERE_IS_NULL,
} where_kind;

typedef LIST(value) value_list;

typedef struct where_node {
    where_kind kind;
    struct where_node *left, *right;
    bool is_negated;  /* "not like", "not in", "not between", "is not null" */
    const char *sign; /* as SQL has it */
    const char *name;
    size_t column;     /* of the name in the expression, in characters from 1 */
    value_list values; /* of the types BOOLEAN, INTEGER, NUMBER and TEXT */
    size_t answer; /* for where.c: the column of the SQL row that says whether a comparison holds */
    struct where_node *next_made;
} where_node;

typedef struct where_tree {
    where_node *root;
    where_node *made; /* all nodes */
    arena memory;
} where_tree;

/* STATUS_USAGE says where and what was expected. The tree owns all that its nodes point at. */
status where_parse(const char *expression, where_tree *tree, error *e);
void where_tree_free(where_tree *tree);

#endif
