#!/usr/bin/env bash
# The line of progress on a terminal: it comes when something takes long, is erased at the end, and is not there under
# --quiet, without a terminal, or for what is quick.
#
#   $ tests/progress.sh build/release/moonleaf
#   progress is shown where it should be
set -euo pipefail

moonleaf=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export XDG_DATA_HOME=$folder/nobody TERM=xterm COLUMNS=80
unset MOONLEAF_PLUGIN_PATH
echo 'A sentence.' > a.txt
"$moonleaf" load a.txt > /dev/null
echo 'local from = os.time() while os.time() < from + 2 do end print "done"' > slow.lua
clear=$'\r\e[K'

fail() {
    echo "progress: $*: $(cat -v screen)" >&2
    exit 1
}

# What a terminal gets that is the standard error of a command.
on_terminal() { script --quiet --return --command "$1" /dev/null > screen; }

on_terminal "$moonleaf exec slow.lua > out"
[[ $(cat out) == done ]] || fail "the result"
grep -q -F "${clear}exec: 1 s" screen || fail "no progress"
[[ $(cat screen) == *"$clear" ]] || fail "it is not erased"

on_terminal "$moonleaf --quiet exec slow.lua > out"
[[ ! -s screen ]] || fail "--quiet is not quiet"
on_terminal "$moonleaf exec slow.lua" # the script may print at any time
[[ $(cat screen) == $'done\r' ]] || fail "it disturbs what a script prints"
on_terminal "$moonleaf documents > out"
[[ ! -s screen ]] || fail "a quick command shows progress"
"$moonleaf" exec slow.lua > out 2> screen
[[ ! -s screen ]] || fail "progress without a terminal"
echo "progress is shown where it should be"
