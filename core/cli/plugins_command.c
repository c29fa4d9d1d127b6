/* moonleaf plugins: which there are, who won, who is shadowed, who is broken and why. */
#include <stdlib.h>
#include <string.h>

#include "cli/screen.h"
#include "host/program.h"

static const column columns[] = {
    { (char *)"kind", COLUMN_TEXT, (char *)"analysis, loader, format or language" },
    { (char *)"name", COLUMN_TEXT, (char *)"name of the plugin" },
    { (char *)"from", COLUMN_TEXT, (char *)"where it was found" },
    { (char *)"state", COLUMN_TEXT, (char *)"ready, restricted, shadowed or broken" },
    { (char *)"summary", COLUMN_TEXT, (char *)"what it does, or why it does not" },
};

/* The first program that the plugin would run and may not, or NULL. */
static const char *forbidden_program(const host *h, const plugin *p)
{
    for (size_t i = 0; i < p->manifest.programs.count; i++)
        if (!program_is_allowed(h, p, p->manifest.programs.items[i].name))
            return p->manifest.programs.items[i].name;
    return NULL;
}

static const char *state_of(const host *h, const plugin *p)
{
    if (p->shadowed_by != NULL) return "shadowed";
    if (p->reason != NULL) return "broken";
    return forbidden_program(h, p) != NULL ? "restricted" : "ready";
}

/* What must be said to run all that it declares. */
static void append_permissions(const host *h, const plugin *p, buffer *out)
{
    const char *lead = "; it needs";
    for (size_t i = 0; i < p->manifest.programs.count; i++) {
        const char *name = p->manifest.programs.items[i].name;
        if (program_is_allowed(h, p, name)) continue;
        buffer_format(out, "%s --allow run=%s", lead, name);
        lead = "";
    }
}

static char *summary_of(const host *h, const plugin *p)
{
    buffer text = { 0 };
    if (p->shadowed_by != NULL) buffer_format(&text, "by %s", p->shadowed_by->path);
    else if (p->reason != NULL) buffer_text(&text, p->reason);
    else if (p->manifest.summary != NULL) buffer_text(&text, p->manifest.summary);
    else if (p->manifest.title != NULL) buffer_text(&text, p->manifest.title);
    if (p->shadowed_by == NULL) append_permissions(h, p, &text);
    return buffer_take(&text);
}

static status put_plugin(output *o, const host *h, const plugin *p, error *e)
{
    char *summary = summary_of(h, p);
    const value cells[] = { value_of_text(plugin_kind_name(p->kind)), value_of_text(p->name),
                            value_of_text(p->origin), value_of_text(state_of(h, p)),
                            value_of_text(summary) };
    status s = screen_row(o, cells, sizeof cells / sizeof *cells, e);
    free(summary);
    return s;
}

status plugins_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    output *o = NULL;
    status s = invocation_open_host(i, NULL, e);
    if (s != STATUS_OK) return s;
    discovery *d = &i->host.plugins;
    for (size_t n = 0; n < d->plugins.count && s == STATUS_OK; n++)
        if (d->plugins.items[n].shadowed_by == NULL)
            s = host_read_manifest(&i->host, &d->plugins.items[n], e);
    if (s == STATUS_OK)
        s = screen_begin(i, "plugins", columns, sizeof columns / sizeof *columns, &o, e);
    for (size_t n = 0; n < d->plugins.count && s == STATUS_OK; n++)
        s = put_plugin(o, &i->host, &d->plugins.items[n], e);
    if (s == STATUS_OK) s = output_end(o, e);
    else output_drop(o);
    return s;
}
