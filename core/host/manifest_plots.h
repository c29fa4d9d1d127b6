/* Plots that an analysis declares: which of its columns a picture of its rows shows.
 *
 * A plot is data: a kind, the columns on its axes and a title. Formats draw it; nothing here does.
 */
#ifndef MOONLEAF_HOST_MANIFEST_PLOTS_H
#define MOONLEAF_HOST_MANIFEST_PLOTS_H

#include "host/manifest.h"

/* Reads the array of plots on top of the stack, `{ "bar", x = "word", y = "count", group =, title
 * =, table = }`, into a manifest whose tables and shapes are read. STATUS_PLUGIN when a kind or
 * column is unknown, or a column's type does not go with its axis. */
status manifest_read_plots(lua_State *L, manifest *m, error *e);

extern const char *const plot_keys[PLOT_KEYS];

void plot_free(plot *p);
void plot_write(buffer *out, const plot *p);
void plot_read(reader *r, plot *p);

#endif
