/* Blocks: the parts of a document as its author set them, each with a kind, a role and a language.
 *
 * Blocks are byte spans of the document's text, in order and without overlap; between them only
 * white space. */
#ifndef MOONLEAF_TEXT_BLOCK_H
#define MOONLEAF_TEXT_BLOCK_H

#include <stdbool.h>

#include "base/list.h"
#include "base/span.h"

/* A BCP 47 tag of at most 15 bytes ("en", "zh-Hant", "und"), NUL-terminated; "" when not judged
 * yet. */
typedef struct language_tag {
    char text[16];
} language_tag;

typedef enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,
    BLOCK_LIST_ITEM,
    BLOCK_TABLE,
    BLOCK_CODE,
    BLOCK_CAPTION,
    BLOCK_KINDS,
} block_kind;

typedef enum block_role {
    ROLE_BODY,
    ROLE_TITLE,
    ROLE_AUTHOR,
    ROLE_ABSTRACT,
    ROLE_KEYWORDS,
    ROLE_QUOTATION,
    ROLE_NOTE,
    ROLE_REFERENCES,
    ROLE_NAVIGATION,
    ROLE_NOTICE,
    BLOCK_ROLES,
} block_role;

typedef struct block {
    span at;
    block_kind kind;
    block_role role;
    bool role_given; /* the loader said so: judging keeps it */
    uint32_t level;  /* of a heading 1 .., of a list item its depth 1 ..; else 0 */
    uint32_t page;   /* 1 .., 0 when the format has none */
    bool given;      /* its tokens and sentences are the loader's: they are not cut here */
    language_tag language;
} block;

typedef LIST(block) block_list;

/* A run inside a block whose language is not the block's. */
typedef struct language_run {
    span at;
    language_tag language;
} language_run;

typedef LIST(language_run) language_run_list;

/* "paragraph", "list_item" ...; the find functions answer BLOCK_KINDS or BLOCK_ROLES for no such
 * name. */
const char *block_kind_name(block_kind kind);
block_kind block_kind_find(const char *name);
const char *block_role_name(block_role role);
block_role block_role_find(const char *name);

#endif
