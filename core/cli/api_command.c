/* moonleaf api: the reference of the Lua API. */
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/object.h"
#include "cli/screen.h"
#include "lua/api.h"
#include "lua/definitions.h"

static status unknown(const char *symbol, error *e)
{
    char hint[80];
    nearest n = { .wanted = symbol };
    for (const api_part *const *part = api_parts; *part != NULL; part++) {
        nearest_offer(&n, (*part)->name);
        for (const api_entry *entry = (*part)->entries; entry->name != NULL; entry++)
            nearest_offer(&n, entry->name);
    }
    nearest_hint(&n, hint, sizeof hint);
    return error_set(e, STATUS_USAGE, "the API has no '%s'%s", symbol,
                     *hint != '\0' ? hint : "; see: moonleaf api");
}

/* Each function and field of the API, of one part, or of one name. */
static void append_json(buffer *out, const char *symbol)
{
    object_begin(out, NULL, '[');
    for (const api_part *const *part = api_parts; *part != NULL; part++) {
        bool is_wanted = symbol == NULL || strcmp((*part)->name, symbol) == 0;
        for (const api_entry *entry = (*part)->entries; entry->name != NULL; entry++) {
            if (!is_wanted && strcmp(entry->name, symbol) != 0) continue;
            object_begin(out, NULL, '{');
            object_text(out, "part", (*part)->name);
            object_text(out, "name", entry->name);
            object_boolean(out, "field", entry->is_field);
            object_text(out, "signature", entry->signature);
            object_text(out, "help", entry->help);
            object_end(out, '}');
        }
    }
    object_end(out, ']');
}

status api_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    const char *symbol = i->arguments.count > 0 ? i->arguments.items[0] : NULL;
    buffer text = { 0 };
    status s = STATUS_OK;
    bool is_whole = invocation_has(i, "markdown"), is_luals = invocation_has(i, "luals");
    if (symbol != NULL && (is_whole || is_luals))
        return error_set(e, STATUS_USAGE, "--markdown and --luals print the whole API");
    if (is_luals) definitions_append(&text);
    else if (!api_append_reference(&text, symbol)) s = unknown(symbol, e);
    if (s == STATUS_OK && screen_is_json(i)) {
        buffer_clear(&text);
        append_json(&text, symbol);
        return screen_json(&text, e);
    }
    if (s == STATUS_OK && text.state != STATUS_OK) s = error_memory(e);
    if (s == STATUS_OK) fputs(text.data, stdout);
    buffer_free(&text);
    return s;
}
