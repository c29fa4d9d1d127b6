/* Every function and field of the Lua API is documented, and its signature says its name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lua/api.h"
#include "lua/definitions.h"

static void fail_entry(const api_part *part, const api_entry *entry, const char *what)
{
    fail_msg("%s, %s: %s", part->name, entry->name == NULL ? "?" : entry->name, what);
}

/* True when `owner` may begin a signature of the part: its name, or a kind of span. */
static bool is_owner(const api_part *part, const char *owner, size_t length)
{
    static const char *const spans[] = { "span", "sentence", "block", "token" };
    if (strlen(part->name) == length && memcmp(part->name, owner, length) == 0) return true;
    for (size_t i = 0; part == &span_part && i < sizeof spans / sizeof *spans; i++)
        if (strlen(spans[i]) == length && memcmp(spans[i], owner, length) == 0) return true;
    return false;
}

static void check_signature(const api_part *part, const api_entry *entry)
{
    const char *signature = entry->signature;
    size_t length = strcspn(signature, "(");
    const char *colon = entry->is_field ? strstr(signature, ": ") : NULL;
    if (entry->is_field && colon == NULL)
        fail_entry(part, entry, "the signature of a field is \"owner.name: type\"");
    if (colon != NULL) length = (size_t)(colon - signature);
    else if (signature[length] != '(')
        fail_entry(part, entry, "the signature of a function has parentheses");
    size_t name = strlen(entry->name);
    if (length <= name + 1 || memcmp(signature + length - name, entry->name, name) != 0)
        fail_entry(part, entry, "the signature does not say its name");
    char mark = signature[length - name - 1];
    char wanted = part->is_class && !entry->is_field ? ':' : '.';
    if (mark != wanted)
        fail_entry(part, entry,
                   "methods are written with a colon, fields and functions with a full stop");
    if (!is_owner(part, signature, length - name - 1))
        fail_entry(part, entry, "the signature does not begin with its owner");
}

static void check_balance(const api_part *part, const api_entry *entry)
{
    int round = 0, square = 0, curly = 0;
    for (const char *c = entry->signature; *c != '\0'; c++) {
        round += (*c == '(') - (*c == ')');
        square += (*c == '[') - (*c == ']');
        curly += (*c == '{') - (*c == '}');
        if (round < 0 || square < 0 || curly < 0) break;
    }
    if (round != 0 || square != 0 || curly != 0)
        fail_entry(part, entry, "the brackets of the signature do not match");
}

static void check_help(const api_part *part, const api_entry *entry)
{
    if (entry->help == NULL || strlen(entry->help) < 3) fail_entry(part, entry, "it has no help");
    if (entry->help[strlen(entry->help) - 1] != '.')
        fail_entry(part, entry, "its help does not end with a full stop");
    if (strchr(entry->help, '\n') != NULL) fail_entry(part, entry, "its help has a line break");
}

static void every_entry_is_documented(void **state)
{
    (void)state;
    size_t count = 0;
    for (const api_part *const *part = api_parts; *part != NULL; part++) {
        assert_non_null((*part)->name);
        if ((*part)->help == NULL || strlen((*part)->help) < 3)
            fail_msg("%s has no help", (*part)->name);
        for (const api_entry *entry = (*part)->entries; entry->name != NULL; entry++, count++) {
            if (entry->function == NULL) fail_entry(*part, entry, "it has no function");
            if (entry->signature == NULL) fail_entry(*part, entry, "it has no signature");
            check_signature(*part, entry);
            check_balance(*part, entry);
            check_help(*part, entry);
        }
    }
    assert_true(count > 50);
}

static void names_are_unique_in_their_part(void **state)
{
    (void)state;
    for (const api_part *const *part = api_parts; *part != NULL; part++)
        for (const api_entry *a = (*part)->entries; a->name != NULL; a++)
            for (const api_entry *b = a + 1; b->name != NULL; b++)
                if (strcmp(a->name, b->name) == 0) fail_entry(*part, a, "it is registered twice");
}

static void the_reference_has_every_signature(void **state)
{
    (void)state;
    buffer text = { 0 };
    assert_true(api_append_reference(&text, NULL));
    for (const api_part *const *part = api_parts; *part != NULL; part++)
        for (const api_entry *entry = (*part)->entries; entry->name != NULL; entry++)
            if (strstr(text.data, entry->signature) == NULL)
                fail_entry(*part, entry, "the reference lacks it");
    buffer_clear(&text);
    assert_false(api_append_reference(&text, "no such name"));
    buffer_free(&text);
}

/* Written by hand from the signatures, once of each shape. */
static void definitions_say_what_signatures_say(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "---@class document\n",
        "---@field title string|nil ",
        "---@class block: span\n",
        "---@field folded string ",
        "---@param span? span\n---@return string # string\nfunction document:text(span) end\n",
        "---@return fun(): block # iterator of blocks\nfunction document:blocks(type) end\n",
        "---@param start integer\n---@param stop integer\n---@return span # span\nfunction "
        "document:span(start, stop) end\n",
        "---@param key string\n---@param n? number\nfunction counter:add(key, n) end\n",
        "---@return table[] # array of { key =, count = }\n",
        "---@return integer # hits\n---@return integer # documents\nfunction corpus:count(",
        "---@param ... any\n",
        "---@return string[] # array of strings\nfunction moonleaf.languages() end\n",
        "\nmoonleaf.text = {}\n",
        "\nlocal counter = {}\n",
    };
    buffer text = { 0 };
    definitions_append(&text);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (strstr(text.data, expected[i]) == NULL)
            fail_msg("the definitions lack:\n%s", expected[i]);
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_is_documented),
        cmocka_unit_test(names_are_unique_in_their_part),
        cmocka_unit_test(the_reference_has_every_signature),
        cmocka_unit_test(definitions_say_what_signatures_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
