#!/usr/bin/env bash
# What cmake --install puts somewhere works there, and also when the whole prefix is moved. Needs a build that is done.
#
#   $ tests/install.sh build/release
#   the installation works where it was moved
set -euo pipefail

build=$(realpath "$1")
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
    echo "install: $*" >&2
    exit 1
}

kept=()
cmake --install "$build" --prefix "$folder/first" > /dev/null
mv "$folder/first" "$folder/moved"
cd "$folder/moved"

"$source/scripts/smoke" bin/moonleaf "$source/seeds" > /dev/null
bin/moonleaf version --json | grep -q "\"plugins\":\"$folder/moved/share/moonleaf/plugins\"" ||
    fail "the plugins are not those that were installed"
diff -r "$source/plugins" share/moonleaf/plugins || fail "not all of plugins/ was installed"
(cd "$folder" && moved/bin/moonleaf -c c.leaf new analysis mine > /dev/null) || fail "no templates"

for file in share/doc/moonleaf/{README.md,copyright} share/doc/moonleaf/examples/glossary.lua \
    share/bash-completion/completions/moonleaf share/zsh/*/_moonleaf share/man/man1/moonleaf{,-run}.1; do
    [[ -s $file ]] || fail "$file is missing"
done
bin/moonleaf help --json | grep -o '{"name":"[a-z]*","arguments\|{"name":"[a-z]*","alias' | cut -d'"' -f4 |
    while read -r command; do
        [[ -s share/man/man1/moonleaf-$command.1 ]] || fail "there is no man page of $command"
    done
bash -n share/bash-completion/completions/moonleaf || fail "bash cannot read the completions"
grep -q __ubsan bin/moonleaf && kept=(--exclude-dir=bin --exclude=*.so) # a sanitizer knows where each line of the source lies
! grep -r -l -F "$source" --exclude-dir=plugins "${kept[@]}" . || fail "a file names the folder of the source"

# Without any plugins it says so and does no harm.
rm -r share/moonleaf
if bin/moonleaf -c "$folder/none.leaf" plugins > "$folder/out" 2> "$folder/err"; then fail "plugins without plugins"; fi
grep -q "no format 'table'" "$folder/err" || fail "without plugins it says: $(cat "$folder/err")"
echo "the installation works where it was moved"
