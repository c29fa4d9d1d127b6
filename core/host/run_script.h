/* Running a script on the corpus, in a worker. */
#ifndef MOONLEAF_HOST_RUN_SCRIPT_H
#define MOONLEAF_HOST_RUN_SCRIPT_H

#include "host/broker.h"

/* `b` says what the script is run on and with; it is closed afterwards. What the script prints goes
 * to `descriptor`. */
status run_script(broker *b, const char *script, int descriptor, error *e);

#endif
