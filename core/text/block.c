#include "text/block.h"

#include <string.h>

static const char *const kinds[BLOCK_KINDS] = { "paragraph", "heading", "list_item",
                                                "table",     "code",    "caption" };

static const char *const roles[BLOCK_ROLES] = { "body",       "title",     "author", "abstract",
                                                "keywords",   "quotation", "note",   "references",
                                                "navigation", "notice" };

const char *block_kind_name(block_kind kind) { return kinds[kind]; }

block_kind block_kind_find(const char *name)
{
    block_kind kind = 0;
    while (kind < BLOCK_KINDS && strcmp(kinds[kind], name) != 0) kind++;
    return kind;
}

const char *block_role_name(block_role role) { return roles[role]; }

block_role block_role_find(const char *name)
{
    block_role role = 0;
    while (role < BLOCK_ROLES && strcmp(roles[role], name) != 0) role++;
    return role;
}
