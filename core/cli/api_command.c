/* moonleaf api: the reference of the Lua API; moonleaf version. */
#include <stdio.h>

#include "base/nearest.h"
#include "cli/command.h"
#include "lua/api.h"

static status unknown(const char *symbol, error *e)
{
    char hint[80];
    nearest n = { .wanted = symbol };
    for (const api_part *const *part = api_parts; *part != NULL; part++) {
        nearest_offer(&n, (*part)->name);
        for (const api_entry *entry = (*part)->entries; entry->name != NULL; entry++) nearest_offer(&n, entry->name);
    }
    nearest_hint(&n, hint, sizeof hint);
    return error_set(e, STATUS_USAGE, "the API has no '%s'%s", symbol, *hint != '\0' ? hint : "; see: moonleaf api");
}

status api_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    const char *symbol = i->arguments.count > 0 ? i->arguments.items[0] : NULL;
    buffer text = {0};
    status s = STATUS_OK;
    if (!api_append_reference(&text, symbol)) s = unknown(symbol, e);
    else if (text.state != STATUS_OK) s = error_memory(e);
    else fputs(text.data, stdout);
    buffer_free(&text);
    return s;
}

status version_command(invocation *i, int *exit_code, error *e)
{
    (void)i, (void)exit_code, (void)e;
    puts("moonleaf " MOONLEAF_VERSION);
    return STATUS_OK;
}
