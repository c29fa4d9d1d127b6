/* Manifests: what a plugin declares of itself.
 *
 * A worker reads the table that the plugin's file returns (manifest_from_lua; every key and type is
 * checked by manifest.lua) and sends the manifest as a frame; the parent reads it back. */
#ifndef MOONLEAF_HOST_MANIFEST_H
#define MOONLEAF_HOST_MANIFEST_H

#include <lua.h>

#include "base/fields.h"
#include "base/list.h"
#include "store/results.h"
#include "text/block.h"

typedef enum plugin_kind {
    PLUGIN_ANALYSIS,
    PLUGIN_LOADER,
    PLUGIN_FORMAT,
    PLUGIN_LANGUAGE,
    PLUGIN_KINDS,
} plugin_kind;

/* "analysis" and "analyses" ... */
const char *plugin_kind_name(plugin_kind kind);
const char *plugin_kind_folder(plugin_kind kind);

/* True for names of plugins, options, columns and row tables: ^[a-z][a-z0-9_]*$ */
bool manifest_name_is_good(const char *name);

typedef LIST(char *) text_list;

/* What the text of an option names, which the analysis gets instead of the name. */
typedef enum option_opens { OPENS_NOTHING, OPENS_FILE, OPENS_CORPUS } option_opens;

typedef struct plugin_option {
    char *name;
    column_type type;   /* text, integer, number, boolean, date or language */
    option_opens opens; /* of a text, and of an analysis with corpus() alone */
    char *help;
    value fallback;   /* its default; owned text; VALUE_NULL when there is none */
    bool is_required; /* it has no default, and the analysis nothing to do without it */
    double min, max;  /* infinite where there is none */
    text_list choices;
    bool is_argument; /* what stands behind the plugin's name; wanted when it has no default */
    bool is_query;    /* a query of corpus/query.h, which is checked when it is given */
} plugin_option;

/* A picture of the rows of an analysis: its kind, the columns on its axes, a title, and the table
 * of rows it is of. Texts but kind and x may be NULL. */
enum { PLOT_KIND, PLOT_X, PLOT_Y, PLOT_GROUP, PLOT_TITLE, PLOT_TABLE, PLOT_KEYS };
typedef struct plot {
    char *texts[PLOT_KEYS];
} plot;

/* "text", "file" ... */
const char *option_type_name(const plugin_option *o);

/* What a manifest says with yes or no: of a format, that it is for people to read, that its bytes
 * are no text, that a file of it holds one table of rows; of an analysis, that run --all leaves it
 * out; of a loader, that files of any format lie in its own. */
enum {
    TRAIT_PEOPLE = 1,
    TRAIT_BINARY = 2,
    TRAIT_SINGLE = 4,
    TRAIT_APART = 8,
    TRAIT_ACROSS = 16,
    TRAIT_SEVERAL = 32,
    TRAIT_ATTACHMENTS = 64,
};

/* Which functions an analysis has. */
enum { SHAPE_DOCUMENT = 1, SHAPE_MAP = 2, SHAPE_FINISH = 4, SHAPE_CORPUS = 8 };

/* A word of the headings of one role. */
typedef struct section_word {
    block_role role;
    char *word;
} section_word;

/* A program that a loader starts. */
typedef struct needed_program {
    char *name;
    char *package; /* of Debian, that has it; NULL when the plugin does not say */
} needed_program;

typedef struct manifest {
    char *summary, *help; /* help: the comment at the top of its file, without dashes; NULL when
                             there is none */
    LIST(plugin_option) options;
    LIST(row_table) tables; /* of an analysis */
    unsigned shapes, traits;
    text_list uses;
    text_list extensions, magic;   /* of a loader; of a format its one extension */
    LIST(needed_program) programs; /* of a loader: needs.run */
    text_list media_types, parts;  /* of a loader: the latter are names of files in a zip */
    char *media_type;
    LIST(plot) plots; /* of an analysis */
    text_list pivot;  /* of an analysis: columns by which people see its rows side by side */
    text_list needed; /* of a format: columns without which it cannot render */
    char *title;      /* of a language: its name in English, and what the core needs of it: */
    text_list abbreviations;     /* text/rules.h */
    text_list elisions;          /* the same */
    LIST(section_word) sections; /* by role */
} manifest;

extern const frame_layout layout_of_manifest, layout_of_column, layout_of_plot;

void manifest_free(manifest *m);

/* Checks the table at `index` as the manifest of a plugin of that kind. STATUS_PLUGIN says what is
 * wrong and the nearest right name. */
status manifest_from_lua(lua_State *L, int index, plugin_kind kind, manifest *m, error *e);

void manifest_write(buffer *out, const manifest *m);
status manifest_read(reader *r, manifest *m, error *e);

#endif
