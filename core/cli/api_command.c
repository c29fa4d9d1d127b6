/* moonleaf api: the reference of the Lua API; moonleaf version. */
#include <stdio.h>

#include "base/nearest.h"
#include "cli/command.h"
#include "host/confinement.h"
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
    if (s == STATUS_OK && text.state != STATUS_OK) s = error_memory(e);
    if (s == STATUS_OK) fputs(text.data, stdout);
    buffer_free(&text);
    return s;
}

status version_command(invocation *i, int *exit_code, error *e)
{
    (void)i, (void)exit_code, (void)e;
    printf("moonleaf %s\nfilter of system calls: %s\n", MOONLEAF_VERSION, confinement_filter());
    return STATUS_OK;
}
