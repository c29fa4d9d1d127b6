/* Discovery: which plugins there are, by their places in the search folders. No plugin code runs
 * here.
 *
 * A search folder has the folders analyses, loaders, formats and languages; in them a plugin is
 * NAME.lua or NAME/init.lua. Folders are searched in order and the first of a name and kind wins;
 * the others are listed as shadowed. */
#ifndef MOONLEAF_HOST_DISCOVERY_H
#define MOONLEAF_HOST_DISCOVERY_H

#include "base/digest.h"
#include "base/list.h"
#include "base/status.h"
#include "host/manifest.h"

typedef struct search_folder {
    char *path;
    const char *origin; /* "--plugin-path", "MOONLEAF_PLUGIN_PATH", "user", "bundled", "corpus" */
} search_folder;

typedef struct plugin {
    plugin_kind kind;
    char *name;
    char *path;    /* the file: .../analyses/NAME.lua or .../analyses/NAME/init.lua */
    char *folder;  /* its own folder, for NAME/init.lua; else NULL */
    char *library; /* the `lib` folder of its search folder */
    const char *origin;
    const struct plugin *shadowed_by; /* NULL for a winner */
    bool is_read;                     /* manifest or reason are filled */
    manifest manifest;
    char *reason;       /* why it is broken, or NULL */
    bool is_over_limit; /* it is broken by a limit */
} plugin;

typedef struct discovery {
    LIST(search_folder) folders;
    LIST(plugin)
    plugins; /* by kind, then name, then search order; never moved once discovery_run is done */
    char *bundled_library;
} discovery;

/* Searches, in this order, each `given` folder, those of $MOONLEAF_PLUGIN_PATH (parted by colons),
 * the user's
 * ($XDG_DATA_HOME or ~/.local/share)/moonleaf/plugins, `bundled`, and `moonleaf-plugins` beside the
 * corpus file. A given folder that is not there is STATUS_USAGE; the others may be missing. */
status discovery_run(discovery *d, const char *const *given, size_t given_count,
                     const char *bundled, const char *corpus, error *e);
void discovery_free(discovery *d);

/* The winner of that name, or NULL. */
plugin *discovery_find(discovery *d, plugin_kind kind, const char *name);

/* A plugin made of one file as it lies (`run ./mine.lua`); NULL when there is no memory. Its name
 * is the file's. */
plugin *discovery_file(discovery *d, plugin_kind kind, const char *path, error *e);

/* Digest of all that the plugin's code consists of: its file or folder, and the libraries that it
 * can require. */
status discovery_digest(const discovery *d, const plugin *p, digest_hex *out, error *e);

/* True when the name may be a plugin's: ^[a-z][a-z0-9_]*$, for languages a BCP 47 tag. */
bool plugin_name_is_good(plugin_kind kind, const char *name);

#endif
