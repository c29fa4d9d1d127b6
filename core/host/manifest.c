#include "host/manifest.h"

#include <stddef.h>
#include <string.h>

#include "host/table_head.h"

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

/* ---- names of choices ---- */

static const char *const opened[] = { "", "file", "corpus" };
static const char *const shapes[] = { "document", "map", "finish", "corpus" };
static const char *const traits[] = { "people", "binary",  "single",     "apart",
                                      "across", "several", "attachments" };

static const char *name_of_type(unsigned type) { return column_type_name(type); }
static const char *name_of_role(unsigned role) { return block_role_name(role); }
static const char *name_of_opened(unsigned opens) { return opened[opens]; }
static const char *name_of_shape(unsigned bit) { return shapes[bit]; }
static const char *name_of_trait(unsigned bit) { return traits[bit]; }

const char *option_type_name(const plugin_option *o)
{
    return o->opens == OPENS_NOTHING ? column_type_name(o->type) : opened[o->opens];
}

/* ---- fields ---- */

#define FIELD(of, member, kind, key)                                                               \
    {                                                                                              \
        key, kind, offsetof(of, member), NULL, NULL, 0                                             \
    }
#define LISTED(of, member, key, elements)                                                          \
    {                                                                                              \
        key, FIELD_LIST, offsetof(of, member), elements, NULL, 0                                   \
    }
#define NAMED(of, member, kind, key, name_of, most)                                                \
    {                                                                                              \
        key, kind, offsetof(of, member), NULL, name_of, most                                       \
    }
#define END                                                                                        \
    {                                                                                              \
        .name = NULL                                                                               \
    }

static const frame_field column_fields[] = {
    FIELD(column, name, FIELD_NAME, "name"),
    NAMED(column, type, FIELD_CHOICE, "type", name_of_type, COLUMN_TYPES),
    FIELD(column, help, FIELD_TEXT, "help"),
    END,
};
const frame_layout layout_of_column = { sizeof(column), column_fields };

static const frame_field table_fields[] = {
    FIELD(row_table, name, FIELD_NAME, "name"),
    { "columns", FIELD_ARRAY, offsetof(row_table, columns), &layout_of_column, NULL, 0 },
    END,
};
static const frame_layout layout_of_table = { sizeof(row_table), table_fields };

static const frame_field option_fields[] = {
    FIELD(plugin_option, name, FIELD_NAME, "name"),
    NAMED(plugin_option, type, FIELD_CHOICE, "type", name_of_type, COLUMN_TYPES),
    NAMED(plugin_option, opens, FIELD_CHOICE, "opens", name_of_opened, OPENS_CORPUS + 1),
    FIELD(plugin_option, help, FIELD_TEXT, "help"),
    FIELD(plugin_option, fallback, FIELD_VALUE, "default"),
    FIELD(plugin_option, is_required, FIELD_FLAG, "required"),
    FIELD(plugin_option, min, FIELD_NUMBER, "min"),
    FIELD(plugin_option, max, FIELD_NUMBER, "max"),
    LISTED(plugin_option, choices, "choices", &layout_of_texts),
    FIELD(plugin_option, is_argument, FIELD_FLAG, "argument"),
    FIELD(plugin_option, is_query, FIELD_FLAG, "query"),
    END,
};
static const frame_layout layout_of_option = { sizeof(plugin_option), option_fields };

static const frame_field plot_fields[] = {
    FIELD(plot, texts[PLOT_KIND], FIELD_NAME, "kind"),
    FIELD(plot, texts[PLOT_X], FIELD_NAME, "x"),
    FIELD(plot, texts[PLOT_Y], FIELD_TEXT, "y"),
    FIELD(plot, texts[PLOT_GROUP], FIELD_TEXT, "group"),
    FIELD(plot, texts[PLOT_TITLE], FIELD_TEXT, "title"),
    FIELD(plot, texts[PLOT_TABLE], FIELD_TEXT, "table"),
    END,
};
const frame_layout layout_of_plot = { sizeof(plot), plot_fields };

static const frame_field program_fields[] = {
    FIELD(needed_program, name, FIELD_NAME, "name"),
    FIELD(needed_program, package, FIELD_TEXT, "package"),
    END,
};
static const frame_layout layout_of_program = { sizeof(needed_program), program_fields };

static const frame_field section_fields[] = {
    NAMED(section_word, role, FIELD_CHOICE, "role", name_of_role, BLOCK_ROLES),
    FIELD(section_word, word, FIELD_NAME, "word"),
    END,
};
static const frame_layout layout_of_section = { sizeof(section_word), section_fields };

static const frame_field manifest_fields[] = {
    FIELD(manifest, summary, FIELD_TEXT, "summary"),
    FIELD(manifest, help, FIELD_TEXT, "help"),
    FIELD(manifest, media_type, FIELD_TEXT, "media_type"),
    FIELD(manifest, title, FIELD_TEXT, "title"),
    NAMED(manifest, shapes, FIELD_BITS, "shapes", name_of_shape, sizeof shapes / sizeof *shapes),
    NAMED(manifest, traits, FIELD_BITS, "traits", name_of_trait, sizeof traits / sizeof *traits),
    LISTED(manifest, options, "options", &layout_of_option),
    LISTED(manifest, tables, "tables", &layout_of_table),
    LISTED(manifest, plots, "plots", &layout_of_plot),
    LISTED(manifest, needed, "needed", &layout_of_texts),
    LISTED(manifest, uses, "uses", &layout_of_texts),
    LISTED(manifest, pivot, "pivot", &layout_of_texts),
    LISTED(manifest, extensions, "extensions", &layout_of_texts),
    LISTED(manifest, magic, "magic", &layout_of_texts),
    LISTED(manifest, programs, "programs", &layout_of_program),
    LISTED(manifest, media_types, "media_types", &layout_of_texts),
    LISTED(manifest, parts, "parts", &layout_of_texts),
    LISTED(manifest, abbreviations, "abbreviations", &layout_of_texts),
    LISTED(manifest, elisions, "elisions", &layout_of_texts),
    LISTED(manifest, sections, "sections", &layout_of_section),
    END,
};
const frame_layout layout_of_manifest = { sizeof(manifest), manifest_fields };

static const frame_field head_fields[] = {
    FIELD(table_head, title, FIELD_TEXT, "title"),
    FIELD(table_head, summary, FIELD_TEXT, "summary"),
    FIELD(table_head, width, FIELD_SIZE, "width"),
    FIELD(table_head, is_coloured, FIELD_FLAG, "colour"),
    { "columns", FIELD_ARRAY, offsetof(table_head, columns), &layout_of_column, NULL, 0 },
    LISTED(table_head, plots, "plots", &layout_of_plot),
    LISTED(table_head, pivot, "pivot", &layout_of_texts),
    END,
};
const frame_layout layout_of_head = { sizeof(table_head), head_fields };

void manifest_free(manifest *m) { fields_free(&layout_of_manifest, m); }

void manifest_write(buffer *out, const manifest *m) { fields_put(out, &layout_of_manifest, m); }

status manifest_read(reader *r, manifest *m, error *e)
{
    fields_read(r, &layout_of_manifest, m);
    if (!r->failed) return STATUS_OK;
    manifest_free(m);
    return error_set(e, STATUS_SYSTEM, "a worker sent a broken manifest");
}
