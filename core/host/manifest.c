#include "host/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "host/manifest_plots.h"

static const struct {
    const char *name, *folder;
} kinds[PLUGIN_KINDS] = {
    [PLUGIN_ANALYSIS] = { "analysis", "analyses" },
    [PLUGIN_LOADER] = { "loader", "loaders" },
    [PLUGIN_FORMAT] = { "format", "formats" },
    [PLUGIN_LANGUAGE] = { "language", "languages" },
};

const char *plugin_kind_name(plugin_kind kind) { return kinds[kind].name; }

const char *plugin_kind_folder(plugin_kind kind) { return kinds[kind].folder; }

bool manifest_name_is_good(const char *name)
{
    if (*name < 'a' || *name > 'z') return false;
    while ((*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9') || *name == '_') name++;
    return *name == '\0';
}

const char *option_type_name(const plugin_option *o)
{
    static const char *const opened[] = { NULL, "file", "corpus" };
    return o->opens == OPENS_NOTHING ? column_type_name(o->type) : opened[o->opens];
}

static void free_texts(text_list *list)
{
    for (size_t i = 0; i < list->count; i++) free(list->items[i]);
    list_free(list);
}

static void free_option(plugin_option *o)
{
    free(o->name);
    free(o->help);
    free((void *)o->fallback.text);
    free_texts(&o->choices);
}

static void free_table(row_table *t)
{
    free(t->name);
    for (size_t i = 0; i < t->count; i++) {
        free(t->columns[i].name);
        free(t->columns[i].help);
    }
    free(t->columns);
}

void manifest_free(manifest *m)
{
    free(m->summary);
    free(m->help);
    free(m->media_type);
    free(m->title);
    for (size_t i = 0; i < m->options.count; i++) free_option(&m->options.items[i]);
    list_free(&m->options);
    for (size_t i = 0; i < m->tables.count; i++) free_table(&m->tables.items[i]);
    list_free(&m->tables);
    for (size_t i = 0; i < m->plots.count; i++) plot_free(&m->plots.items[i]);
    list_free(&m->plots);
    free_texts(&m->needed);
    free_texts(&m->uses);
    free_texts(&m->pivot);
    free_texts(&m->extensions);
    free_texts(&m->magic);
    for (size_t i = 0; i < m->programs.count; i++) {
        free(m->programs.items[i].name);
        free(m->programs.items[i].package);
    }
    list_free(&m->programs);
    free_texts(&m->media_types);
    free_texts(&m->parts);
    free_texts(&m->abbreviations);
    for (size_t i = 0; i < BLOCK_ROLES; i++) free_texts(&m->sections[i]);
    *m = (manifest){ 0 };
}

/* ---- as a frame ---- */

static void write_texts(buffer *out, const text_list *list)
{
    frame_put_unsigned(out, list->count);
    for (size_t i = 0; i < list->count; i++) frame_put_text(out, list->items[i]);
}

static void write_option(buffer *out, const plugin_option *o)
{
    frame_put_text(out, o->name);
    frame_put_unsigned(out, o->type);
    frame_put_unsigned(out, o->opens);
    frame_put_text(out, o->help);
    frame_put_value(out, &o->fallback);
    frame_put_unsigned(out, o->is_required);
    frame_put_unsigned(out, o->has_min);
    frame_put_number(out, o->min);
    frame_put_unsigned(out, o->has_max);
    frame_put_number(out, o->max);
    write_texts(out, &o->choices);
    frame_put_unsigned(out, o->is_argument);
    frame_put_unsigned(out, o->is_query);
}

static void write_table(buffer *out, const row_table *t)
{
    frame_put_text(out, t->name);
    frame_put_unsigned(out, t->count);
    for (size_t i = 0; i < t->count; i++) {
        frame_put_text(out, t->columns[i].name);
        frame_put_unsigned(out, t->columns[i].type);
        frame_put_text(out, t->columns[i].help);
    }
}

void manifest_write(buffer *out, const manifest *m)
{
    frame_put_text(out, m->summary);
    frame_put_text(out, m->help);
    frame_put_text(out, m->media_type);
    frame_put_text(out, m->title);
    frame_put_unsigned(out, m->shapes);
    frame_put_unsigned(out, m->traits);
    frame_put_unsigned(out, m->options.count);
    for (size_t i = 0; i < m->options.count; i++) write_option(out, &m->options.items[i]);
    frame_put_unsigned(out, m->tables.count);
    for (size_t i = 0; i < m->tables.count; i++) write_table(out, &m->tables.items[i]);
    frame_put_unsigned(out, m->plots.count);
    for (size_t i = 0; i < m->plots.count; i++) plot_write(out, &m->plots.items[i]);
    write_texts(out, &m->needed);
    write_texts(out, &m->uses);
    write_texts(out, &m->pivot);
    write_texts(out, &m->extensions);
    write_texts(out, &m->magic);
    frame_put_unsigned(out, m->programs.count);
    for (size_t i = 0; i < m->programs.count; i++) {
        frame_put_text(out, m->programs.items[i].name);
        frame_put_text(out, m->programs.items[i].package);
    }
    write_texts(out, &m->media_types);
    write_texts(out, &m->parts);
    write_texts(out, &m->abbreviations);
    for (size_t i = 0; i < BLOCK_ROLES; i++) write_texts(out, &m->sections[i]);
}

static char *read_text(reader *r)
{
    const char *text = reader_text(r);
    char *copy = text == NULL ? NULL : strdup(text);
    if (text != NULL && copy == NULL) r->failed = true;
    return copy;
}

/* A text that must be there. */
static char *read_name(reader *r)
{
    char *name = read_text(r);
    if (name == NULL) r->failed = true;
    return name;
}

static column_type read_type(reader *r)
{
    uint64_t type = reader_unsigned(r);
    if (type >= COLUMN_TYPES) r->failed = true;
    return r->failed ? COLUMN_TEXT : (column_type)type;
}

static void read_texts(reader *r, text_list *list)
{
    for (size_t n = reader_count(r, 1); n > 0 && !r->failed; n--) {
        char **text = list_push(list);
        if (text == NULL) r->failed = true;
        else *text = read_name(r);
    }
}

/* Makes the text a C string of its own. */
static void own_text(reader *r, value *v)
{
    if (memchr(v->text, '\0', v->length) != NULL) r->failed = true;
    v->text = strndup(v->text, v->length);
    if (v->text == NULL) r->failed = true;
}

static void read_option(reader *r, plugin_option *o)
{
    o->name = read_name(r);
    o->type = read_type(r);
    uint64_t opens = reader_unsigned(r);
    if (opens > OPENS_CORPUS) r->failed = true;
    else o->opens = (option_opens)opens;
    o->help = read_text(r);
    o->fallback = reader_value(r);
    if (o->fallback.type == VALUE_TEXT) own_text(r, &o->fallback);
    else if (o->fallback.type >= VALUE_SPAN) {
        free((void *)o->fallback.spans);
        r->failed = true;
    }
    o->is_required = reader_unsigned(r) != 0;
    o->has_min = reader_unsigned(r) != 0;
    o->min = reader_number(r);
    o->has_max = reader_unsigned(r) != 0;
    o->max = reader_number(r);
    read_texts(r, &o->choices);
    o->is_argument = reader_unsigned(r) != 0;
    o->is_query = reader_unsigned(r) != 0;
}

static void read_table(reader *r, row_table *t)
{
    t->name = read_name(r);
    size_t count = reader_count(r, 3);
    t->columns = calloc(count > 0 ? count : 1, sizeof *t->columns);
    if (t->columns == NULL) r->failed = true;
    for (size_t i = 0; i < count && !r->failed; i++) {
        t->count = i + 1;
        t->columns[i].name = read_name(r);
        t->columns[i].type = read_type(r);
        t->columns[i].help = read_text(r);
    }
}

status manifest_read(reader *r, manifest *m, error *e)
{
    m->summary = read_text(r);
    m->help = read_text(r);
    m->media_type = read_text(r);
    m->title = read_text(r);
    m->shapes = reader_unsigned32(r);
    m->traits = reader_unsigned32(r);
    for (size_t n = reader_count(r, 8); n > 0 && !r->failed; n--) {
        plugin_option *o = list_push(&m->options);
        if (o == NULL) r->failed = true;
        else read_option(r, o);
    }
    for (size_t n = reader_count(r, 2); n > 0 && !r->failed; n--) {
        row_table *t = list_push(&m->tables);
        if (t == NULL) r->failed = true;
        else read_table(r, t);
    }
    for (size_t n = reader_count(r, 6); n > 0 && !r->failed; n--) {
        plot *p = list_push(&m->plots);
        if (p == NULL) r->failed = true;
        else plot_read(r, p);
    }
    read_texts(r, &m->needed);
    read_texts(r, &m->uses);
    read_texts(r, &m->pivot);
    read_texts(r, &m->extensions);
    read_texts(r, &m->magic);
    for (size_t n = reader_count(r, 2); n > 0 && !r->failed; n--) {
        needed_program *p = list_push(&m->programs);
        if (p == NULL) r->failed = true;
        else *p = (needed_program){ .name = read_name(r), .package = read_text(r) };
    }
    read_texts(r, &m->media_types);
    read_texts(r, &m->parts);
    read_texts(r, &m->abbreviations);
    for (size_t i = 0; i < BLOCK_ROLES; i++) read_texts(r, &m->sections[i]);
    if (!r->failed) return STATUS_OK;
    manifest_free(m);
    return error_set(e, STATUS_SYSTEM, "a worker sent a broken manifest");
}
