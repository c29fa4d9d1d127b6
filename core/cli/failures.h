/* What an analysis could not do, said to the person. */
#ifndef MOONLEAF_CLI_FAILURES_H
#define MOONLEAF_CLI_FAILURES_H

#include "cli/command.h"
#include "host/run.h"

/* One line for each reason, and how many documents it met; answers the last failure's status. */
status failures_say(const invocation *i, const char *plugin_name, const run_report *report);

#endif
