#!/usr/bin/env bash
# Installs the Debian package into a Debian 12 that has nothing else, and tries it there. Needs root, debootstrap and a
# mirror, so it is no test of ctest.
#
#   $ ./scripts/package && sudo tests/clean_root.sh
#   smoke: /usr/bin/moonleaf works
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

package=$(ls build/package/moonleaf_*.deb)
root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT

debootstrap --variant=minbase bookworm "$root" > "$root.log" 2>&1 || { cat "$root.log" >&2; exit 1; }
rm "$root.log"
chmod 755 "$root"
cp -r "$package" seeds scripts/smoke "$root/tmp/"
chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends \
    "/tmp/$(basename "$package")" >&2
chroot "$root" /tmp/smoke /usr/bin/moonleaf /tmp/seeds
