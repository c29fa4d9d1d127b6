# Drives the completion of a real zsh, in a terminal of its own (zpty); completion.sh calls it where the files lie.
#
#   $ zsh -f completion.zsh
#   8 completions of zsh are as they should be
zmodload zsh/zpty
typeset -i count=0 failed=0
typeset screen

# Reads until the screen shows the text, or five seconds are over.
await() {
    local piece
    local -i tries=0
    while [[ $screen != *$1* ]] && (( tries++ < 100 )); do
        while zpty -rt shell piece; do screen+=${piece//$'\a'}; done
        [[ $screen == *$1* ]] || sleep .05
    done
    [[ $screen == *$1* ]]
}

# check WORDS WANTED [TYPED]: after TAB behind these words, and what is typed on, the line shows what is wanted.
check() {
    count+=1
    screen=
    zpty -wn shell $'\x15'"$1"$'\t'"$3"
    await "$2" || { print -u2 -r -- "completion: zsh does not offer '$2' for '$1': ${(V)screen}"; failed=1 }
}

zpty shell env TERM=dumb COLUMNS=200 zsh -f -i
zpty -w shell 'PS1=; unsetopt zle_bracketed_paste 2>/dev/null; autoload -Uz compinit; compinit -D -u'
zpty -w shell 'source <(moonleaf completion zsh); print -r -- is"-"ready'
await is-ready || { print -u2 "completion: zsh did not start: ${(V)screen}"; exit 1 }

check "moonleaf docu" "moonleaf documents "
check "moonleaf run --fre" "run --fresh "
check "moonleaf --plugin-path mine run pebb" "run pebbles "
check "moonleaf --plugin-path mine run pebbles --colour gr" "--colour gre" # grey and green
check "moonleaf documents --format=ts" "--format=tsv "
check "moonleaf show figu" "show figures:12" 12 # its row is typed on
check "moonleaf exec s" "exec script.lua "
check "moonleaf load not" "load notes.txt "
zpty -d shell
(( failed )) || print "$count completions of zsh are as they should be"
exit $failed
