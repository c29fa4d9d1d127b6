/* Where the bundled plugins lie: beside the program, wherever that was put.
 *
 * An installed program finds them by the way from its folder to theirs, so that a whole prefix may
 * be moved; one that was just built finds them in its own folder. Failing both, they are where the
 * program was to be installed. */
#ifndef MOONLEAF_CLI_BUNDLED_H
#define MOONLEAF_CLI_BUNDLED_H

/* The folder, which lives until the process ends; NULL when there is no memory. */
const char *bundled_plugins(void);

#endif
