/* Manifests of earlier runs, so that a plugin is compiled only when its files have changed.
 *
 * They lie in one file of the user's own, $XDG_CACHE_HOME/moonleaf/manifests (~/.cache where that
 * is not set), which may be deleted at any time and is passed over when it is not the user's alone
 * to write. A manifest holds for the very files that it was read from (device, inode, size, times)
 * and for the program that read it; files that changed within the last seconds are not kept, as
 * they may change again unseen. What is wrong with the cache is no error: plugins are read anew. */
#ifndef MOONLEAF_HOST_MANIFEST_CACHE_H
#define MOONLEAF_HOST_MANIFEST_CACHE_H

#include "host/discovery.h"

typedef struct manifest_cache manifest_cache;

manifest_cache *manifest_cache_open(void);

/* Writes what was added. Both allow NULL, which is a cache that holds and keeps nothing. */
void manifest_cache_close(manifest_cache *c);

/* Fills the manifest of a plugin whose files are those that the cache knows. */
bool manifest_cache_find(manifest_cache *c, plugin *p);

/* Keeps the manifest of a plugin for other runs. */
void manifest_cache_add(manifest_cache *c, const plugin *p);

#endif
