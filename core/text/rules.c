#include "text/rules.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

static const language_rules *find_exactly(const text_rules *rules, const char *tag, size_t length)
{
    for (size_t i = 0; i < rules->languages.count; i++) {
        const language_rules *r = &rules->languages.items[i];
        if (strlen(r->tag.text) == length && memcmp(r->tag.text, tag, length) == 0) return r;
    }
    return NULL;
}

const language_rules *text_rules_find(const text_rules *rules, const char *tag)
{
    const language_rules *found = find_exactly(rules, tag, strlen(tag));
    return found != NULL ? found : find_exactly(rules, tag, strcspn(tag, "-"));
}

language_rules *text_rules_add(text_rules *rules, const char *tag)
{
    language_rules *added = list_push(&rules->languages);
    if (added == NULL) return NULL;
    added->abbreviations = map_create();
    if (added->abbreviations == NULL) {
        rules->languages.count--;
        return NULL;
    }
    strncpy(added->tag.text, tag, sizeof added->tag.text - 1);
    return added;
}

/* Index of the folded text in the map, or -1 with STATUS_NO_MEMORY in `e`. */
static int64_t add_folded(map *m, const char *text, error *e)
{
    buffer folded = { 0 };
    text_fold(&folded, text, strlen(text));
    int64_t index = folded.state == STATUS_OK ? map_add(m, folded.data, folded.length) : -1;
    buffer_free(&folded);
    if (index < 0) error_memory(e);
    return index;
}

status text_rules_add_abbreviation(language_rules *rules, const char *form, error *e)
{
    return add_folded(rules->abbreviations, form, e) < 0 ? STATUS_NO_MEMORY : STATUS_OK;
}

status text_rules_add_elision(language_rules *rules, const char *form, error *e)
{
    if (rules->elisions == NULL) rules->elisions = map_create();
    if (rules->elisions == NULL) return error_memory(e);
    return add_folded(rules->elisions, form, e) < 0 ? STATUS_NO_MEMORY : STATUS_OK;
}

status text_rules_add_section(text_rules *rules, const char *word, block_role role, error *e)
{
    if (rules->sections == NULL) rules->sections = map_create();
    if (rules->sections == NULL) return error_memory(e);
    int64_t index = add_folded(rules->sections, word, e);
    if (index < 0) return STATUS_NO_MEMORY;
    *map_value(rules->sections, (size_t)index) = role;
    return STATUS_OK;
}

void text_rules_free(text_rules *rules)
{
    for (size_t i = 0; i < rules->languages.count; i++) {
        map_free(rules->languages.items[i].abbreviations);
        map_free(rules->languages.items[i].elisions);
    }
    list_free(&rules->languages);
    map_free(rules->sections);
    rules->sections = NULL;
}
