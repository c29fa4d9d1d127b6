/* What help says, as JSON: scripts/manual makes the man pages of it. */
#ifndef MOONLEAF_CLI_HELP_JSON_H
#define MOONLEAF_CLI_HELP_JSON_H

#include "cli/command.h"

void help_json_all(buffer *out);
void help_json_command(buffer *out, const command *c);
void help_json_plugin(buffer *out, const plugin *p);
void help_json_query(buffer *out);

#endif
