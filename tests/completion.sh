#!/usr/bin/env bash
# Drives the completion of a real bash, and (completion.zsh) of a real zsh.
#
#   $ tests/completion.sh build/release/moonleaf
#   8 completions of zsh are as they should be
#   34 completions are as they should be
set -uo pipefail

tests=$(realpath "$(dirname "$0")")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PATH=$(dirname "$(realpath "$1")"):$PATH
cd "$folder"
export XDG_DATA_HOME=$folder/nobody
unset MOONLEAF_PLUGIN_PATH
mkdir -p deep/er mine/analyses
touch corpus.leaf other.leaf notes.txt deep/er.leaf script.lua
cat > mine/analyses/pebbles.lua <<'END'
return { api = 1, summary = "x", options = { { "colour", "text", choices = { "grey", "green", "white" }, help = "x" } },
         columns = { { "weight", "number", "x" } }, document = function() end }
END

source <(moonleaf completion bash)
failed=0 count=0

complain() {
    echo "completion: $*" >&2
    failed=1
}

# check "WORDS" WANTED...: what bash offers for the last of the words, cut as readline cuts them, is among what is wanted
# and has all of it; "..." among them stands for more.
check() {
    local line=$1 word offered wanted more=
    shift
    COMP_WORDS=()
    for word in ${line//=/ = }; do COMP_WORDS+=("$word"); done
    [[ $line == *" " ]] && COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    COMPREPLY=()
    _moonleaf
    offered=" ${COMPREPLY[*]} "
    count=$((count + 1))
    for wanted in "$@"; do
        [[ $wanted == ... ]] && { more=1; continue; }
        [[ $offered == *" $wanted "* ]] || complain "'$line' does not offer '$wanted' but:$offered"
    done
    [[ $more || ${#COMPREPLY[@]} == $# ]] || complain "'$line' offers too much:$offered"
}

# Commands and their options.
check "moonleaf ru" run
check "moonleaf " load run help completion ...
check "moonleaf comple" completion # not the hidden one
check "moonleaf docu" documents
check "moonleaf run --fre" --fresh
check "moonleaf load --ch" --charset
check "moonleaf --qu" --quiet
check "moonleaf sql --again"
# Plugins, as they are found now.
check "moonleaf run figu" figures ...
check "moonleaf run pebb"
check "moonleaf --plugin-path mine run pebb" pebbles
check "moonleaf run --plugin-path=mine pebb" pebbles
check "moonleaf show figu" figures: ...
check "moonleaf help figu" figures ...
check "moonleaf help que" query ...
check "moonleaf help plug" plugins ...
# Options and columns of plugins.
check "moonleaf --plugin-path mine run pebbles --colo" --colour
check "moonleaf --plugin-path mine run pebbles --co" --colour --columns --corpus
check "moonleaf --plugin-path mine run pebbles --colour gr" grey green
check "moonleaf --plugin-path mine run pebbles --colour=gr" grey green
check "moonleaf --plugin-path mine run pebbles --colour grey --fre" --fresh
check "moonleaf --plugin-path mine run pebbles --sort -wei" -weight
check "moonleaf --plugin-path mine run pebbles --columns row,wei" row,weight
# Formats.
check "moonleaf documents --format ma" markdown
check "moonleaf documents -f ts" tsv
check "moonleaf documents --format=ts" tsv
check "moonleaf documents --format " table csv json ...
# Files: a corpus, a script; where nothing is offered bash itself offers files.
check "moonleaf -c " corpus.leaf other.leaf deep/ mine/
check "moonleaf -c o" other.leaf
check "moonleaf -c deep/e" deep/er.leaf deep/er/
check "moonleaf exec s" script.lua
check "moonleaf load not"
check "moonleaf documents -o not"
# Words of the table.
check "moonleaf completion z" zsh
check "moonleaf new lo" loader
check "moonleaf api moonleaf.t" moonleaf.text

# zsh hands --format=ts on as one word.
[[ $(moonleaf complete -- documents --format=ts) == --format=tsv ]] || complain "--format=ts as one word"
zsh -f "$tests/completion.zsh" || failed=1
((failed)) || echo "$count completions are as they should be"
exit $failed
