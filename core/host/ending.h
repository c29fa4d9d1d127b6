/* How a worker ended, in words. */
#ifndef MOONLEAF_HOST_ENDING_H
#define MOONLEAF_HOST_ENDING_H

#include "base/status.h"

/* Sets STATUS_PLUGIN (STATUS_LIMIT for a kill by the processor limit) from what nursery_reap said. */
status ending_describe(error *e, int how);

#endif
