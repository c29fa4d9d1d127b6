#include "text/html_furniture.h"

#include <string.h>
#include <strings.h>

enum {
    LONG_TEXT = 1000, /* characters: a page of less may well have a longer notice in it */
    MENU_LINKS = 3,
    MENU_SHARE = 70, /* percent of a menu's text that is in links, at least */
    MENU_LINK = 40,  /* characters in a link of a menu, at most and on average */
    WORD = 24,       /* bytes: no longer word is known */
};

/* ---- measuring ---- */

static size_t count_characters(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        count += byte > ' ' && (byte & 0xc0) != 0x80;
    }
    return count;
}

static bool is_control(GumboTag tag)
{
    return tag == GUMBO_TAG_A || tag == GUMBO_TAG_BUTTON || tag == GUMBO_TAG_SELECT;
}

static void add(html_content *sum, const html_content *part)
{
    sum->text += part->text;
    sum->linked += part->linked;
    sum->links += part->links;
    sum->titles += part->titles;
    sum->holds_main |= part->holds_main;
}

typedef LIST(size_t) index_list;

static status enter(html_content_list *contents, index_list *open, GumboTag tag)
{
    html_content *made = list_push(contents);
    size_t *index = list_push(open);
    if (made == NULL || index == NULL) return STATUS_NO_MEMORY;
    *index = contents->count - 1;
    made->titles = tag == GUMBO_TAG_H1;
    made->holds_main = tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_MAIN || tag == GUMBO_TAG_ARTICLE;
    return STATUS_OK;
}

static void leave(html_content_list *contents, index_list *open, GumboTag tag)
{
    html_content *left = &contents->items[open->items[--open->count]];
    if (is_control(tag) && left->text > 0) {
        left->links = 1; /* of links in links, the outer one */
        left->linked = left->text;
    }
    add(&contents->items[open->items[open->count - 1]], left);
}

status html_measure(const GumboNode *document, html_content_list *contents)
{
    const GumboNode *node;
    index_list open = { 0 };
    html_walk walk = html_walk_begin(document);
    status s = enter(contents, &open, GUMBO_TAG_UNKNOWN);
    for (html_event event; s == STATUS_OK && (event = html_walk_next(&walk, &node)) != HTML_END;) {
        if (event == HTML_MEET && html_is_text(node))
            contents->items[open.items[open.count - 1]].text += count_characters(node->v.text.text);
        else if (event == HTML_LEAVE) leave(contents, &open, node->v.element.tag);
        else if (event == HTML_ENTER && html_effect_of(node) == HTML_HIDDEN) html_walk_skip(&walk);
        else if (event == HTML_ENTER) s = enter(contents, &open, node->v.element.tag);
    }
    if (s == STATUS_OK) s = walk.state;
    html_walk_end(&walk);
    list_free(&open);
    return s;
}

/* ---- names ---- */

typedef struct known_word {
    const char *word;
    block_role role;
} known_word;

/* Roles of WAI-ARIA. */
static const known_word aria_roles[] = {
    { "navigation", ROLE_NAVIGATION },
    { "menu", ROLE_NAVIGATION },
    { "menubar", ROLE_NAVIGATION },
    { "tablist", ROLE_NAVIGATION },
    { "toolbar", ROLE_NAVIGATION },
    { "search", ROLE_NAVIGATION },
    { "banner", ROLE_NAVIGATION },
    { "contentinfo", ROLE_NOTICE },
    { "complementary", ROLE_NOTICE },
    { "dialog", ROLE_NOTICE },
    { "alertdialog", ROLE_NOTICE },
    { "alert", ROLE_NOTICE },
    { "doc-footnote", ROLE_NOTE },
    { "doc-endnotes", ROLE_NOTE },
    { "doc-toc", ROLE_NAVIGATION },
    { "doc-bibliography", ROLE_REFERENCES },
    { "main", ROLE_BODY },
};

/* Words of classes and ids, which are English in pages of all languages. */
static const known_word hints[] = {
    { "nav", ROLE_NAVIGATION },
    { "navbar", ROLE_NAVIGATION },
    { "navbox", ROLE_NAVIGATION },
    { "navigation", ROLE_NAVIGATION },
    { "topnav", ROLE_NAVIGATION },
    { "menu", ROLE_NAVIGATION },
    { "submenu", ROLE_NAVIGATION },
    { "breadcrumb", ROLE_NAVIGATION },
    { "breadcrumbs", ROLE_NAVIGATION },
    { "pagination", ROLE_NAVIGATION },
    { "pager", ROLE_NAVIGATION },
    { "toc", ROLE_NAVIGATION },
    { "sidebar", ROLE_NAVIGATION },
    { "share", ROLE_NAVIGATION },
    { "sharing", ROLE_NAVIGATION },
    { "social", ROLE_NAVIGATION },
    { "skiplink", ROLE_NAVIGATION },
    { "toolbar", ROLE_NAVIGATION },
    { "cookie", ROLE_NOTICE },
    { "cookies", ROLE_NOTICE },
    { "cookiebar", ROLE_NOTICE },
    { "consent", ROLE_NOTICE },
    { "gdpr", ROLE_NOTICE },
    { "footer", ROLE_NOTICE },
    { "copyright", ROLE_NOTICE },
    { "newsletter", ROLE_NOTICE },
    { "subscribe", ROLE_NOTICE },
    { "advert", ROLE_NOTICE },
    { "advertisement", ROLE_NOTICE },
    { "ads", ROLE_NOTICE },
    { "sponsored", ROLE_NOTICE },
    { "popup", ROLE_NOTICE },
    { "modal", ROLE_NOTICE },
    { "paywall", ROLE_NOTICE },
};

static block_role find_word(const known_word *words, size_t count, const char *word, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strncasecmp(words[i].word, word, length) == 0 && words[i].word[length] == '\0')
            return words[i].role;
    return BLOCK_ROLES;
}

#define FIND(words, word, length) find_word(words, sizeof(words) / sizeof *(words), word, length)

static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/* Finds the words of "site-nav", "mainMenu", "cookie_bar2". */
static block_role judge_words(const char *names)
{
    if (names == NULL) return BLOCK_ROLES;
    for (const char *at = names; *at != '\0';) {
        const char *start = at;
        while (is_upper(*at)) at++;
        while (is_lower(*at)) at++;
        size_t length = (size_t)(at - start);
        block_role role = length == 0 || length > WORD ? BLOCK_ROLES : FIND(hints, start, length);
        if (role != BLOCK_ROLES) return role;
        if (length == 0) at++;
    }
    return BLOCK_ROLES;
}

/* ---- judging ---- */

static block_role judge_role(const char *roles)
{
    if (roles == NULL) return BLOCK_ROLES;
    return FIND(aria_roles, roles, strcspn(roles, " \t\n\f"));
}

static bool has_value(const GumboNode *element, const char *name, const char *value)
{
    const char *found = html_attribute(element, name);
    return found != NULL && strcasecmp(found, value) == 0;
}

/* Not seen by a reader; what can be found in the page by searching is meant to be read. */
static bool is_unseen(const GumboNode *element)
{
    const char *style = html_attribute(element, "style");
    if (html_attribute(element, "hidden") != NULL)
        return !has_value(element, "hidden", "until-found");
    return style != NULL && (strstr(style, "display:none") || strstr(style, "display: none"));
}

static block_role judge_name(const GumboNode *element, bool is_in_article)
{
    block_role role = judge_role(html_attribute(element, "role"));
    if (role != BLOCK_ROLES) return role;
    if (is_unseen(element) || html_is_dialog(element)) return ROLE_NOTICE;
    switch (element->v.element.tag) {
    case GUMBO_TAG_MAIN: return ROLE_BODY;
    case GUMBO_TAG_NAV: return ROLE_NAVIGATION;
    case GUMBO_TAG_HEADER: return is_in_article ? BLOCK_ROLES : ROLE_NAVIGATION;
    case GUMBO_TAG_FOOTER: return is_in_article ? BLOCK_ROLES : ROLE_NOTICE;
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_NOSCRIPT: return ROLE_NOTICE;
    default: return BLOCK_ROLES;
    }
}

static bool is_menu(const html_content *c)
{
    return c->links >= MENU_LINKS && c->linked * 100 >= c->text * MENU_SHARE &&
           c->linked <= c->links * MENU_LINK;
}

static bool holds_main_text(const html_content *c, const html_content *page)
{
    size_t own = c->text - c->linked, all = page->text - page->linked;
    return c->holds_main || (own > LONG_TEXT && own * 2 > all);
}

block_role html_furniture(const GumboNode *element, const html_content *content,
                          const html_content *page, bool is_in_article)
{
    html_effect effect = html_effect_of(element);
    GumboTag tag = element->v.element.tag;
    if (effect < HTML_BLOCK || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY) return BLOCK_ROLES;
    block_role role = judge_name(element, is_in_article);
    if (role != BLOCK_ROLES || holds_main_text(content, page)) return role;
    role = judge_words(html_attribute(element, "class"));
    if (role == BLOCK_ROLES) role = judge_words(html_attribute(element, "id"));
    if (role == BLOCK_ROLES && is_menu(content)) role = ROLE_NAVIGATION;
    return role;
}
