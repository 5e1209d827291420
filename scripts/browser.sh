#!/bin/sh
# The tests of pages need Chromium: installs Debian's if there is none.
set -eu
[ -z "${CASECLOCK_CHROMIUM:-}" ] || exit 0
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if ! command -v apt-get >/dev/null 2>&1; then
    echo "the tests of pages need Chromium or Chrome: install one, or name it: CASECLOCK_CHROMIUM=/path/to/it make test" >&2
    exit 1
fi
echo "setting up: installing Chromium for the tests of pages (a minute or two, once)"
if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi
log=$(mktemp)
if ! { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >"$log" 2>&1; then
    tail -5 "$log" >&2
    echo "could not install Chromium: install it (apt-get install chromium), then type the command again" >&2
    exit 1
fi
rm -f "$log"
