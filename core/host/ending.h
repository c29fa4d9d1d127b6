/* How a worker ended, in words. */
#ifndef MOONLEAF_HOST_ENDING_H
#define MOONLEAF_HOST_ENDING_H

#include "base/status.h"

/* The exit status of a worker in which a library called exit(), as cjson does when it gets no
 * memory. */
enum { ENDING_OUT_OF_MEMORY = 86 };

/* Sets STATUS_PLUGIN (STATUS_LIMIT for a kill by the processor limit) from what nursery_reap said.
 */
status ending_describe(error *e, int how);

#endif
