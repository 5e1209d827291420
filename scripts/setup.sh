#!/bin/sh
# Makes the virtual environment $1 and installs the locked dependencies and caseclock itself into it.
set -eu
venv=$1
python=${PYTHON:-python3}

"$python" - <<'PY' || exit 1
import sys
if not (3, 11) <= sys.version_info[:2]:
    sys.exit("caseclock needs Python 3.11 or newer; this is %s. Say which to use: make PYTHON=python3.12 run" % sys.version.split()[0])
PY

make_venv() { "$python" -m venv --clear "$venv" >/dev/null 2>&1; }
if ! make_venv; then
    # Debian keeps ensurepip in a package of its own.
    echo "setting up: this Python cannot make virtual environments yet; installing python3-venv"
    if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi
    $as_root apt-get update -qq && $as_root apt-get install -y -qq python3-venv >/dev/null
    make_venv || { echo "could not make a virtual environment in $venv: install python3-venv, then type the command again" >&2; exit 1; }
fi
echo "setting up: installing the locked dependencies (a minute or two, once)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
