/* moonleaf completion: what a shell sources to complete words; moonleaf complete answers it. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"

/* bash cuts words at "=" and ":", and replaces only what stands behind the last of them. */
static const char bash[] =
    "# moonleaf completion bash\n"
    "_moonleaf() {\n"
    "    local word prefix\n"
    "    COMPREPLY=()\n"
    "    while IFS= read -r word; do COMPREPLY+=(\"$word\"); done < <(\n"
    "        \"${COMP_WORDS[0]}\" complete -- \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null)\n"
    "    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:/] ]] && compopt -o nospace "
    "2>/dev/null\n"
    "    return 0\n"
    "}\n"
    "complete -o default -F _moonleaf moonleaf\n";

static const char zsh[] =
    "#compdef moonleaf\n"
    "# moonleaf completion zsh\n"
    "_moonleaf() {\n"
    "    local -a found\n"
    "    found=(\"${(@f)$(\"${words[1]}\" complete -- \"${(@)words[2,CURRENT]}\" 2>/dev/null)}\")\n"
    "    found=(${found:#})\n"
    "    if (( ! ${#found} )); then _files; return; fi\n"
    "    compadd -S '' -- \"${(@M)found:#*[:\\/]}\"\n"
    "    compadd -- \"${(@)found:#*[:\\/]}\"\n"
    "}\n"
    "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _moonleaf \"$@\"; else compdef _moonleaf "
    "moonleaf; fi\n";

status completion_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    const char *shell = i->arguments.items[0];
    bool is_bash = strcmp(shell, "bash") == 0;
    if (!is_bash && strcmp(shell, "zsh") != 0)
        return error_set(e, STATUS_USAGE, "there is completion for bash and zsh, not for '%s'",
                         shell);
    fputs(is_bash ? bash : zsh, stdout);
    return STATUS_OK;
}
