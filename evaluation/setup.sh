#!/bin/sh
# Makes the virtual environment $1 and installs the locked taggers that `make eval` compares with into it.
# Where that fails the evaluation names them as not installed, and goes on.
set -eu
venv=$1
python=${PYTHON:-python3}

echo "setting up: installing the taggers to compare with (a minute or two, once)" >&2
if "$python" -m venv --clear "$venv" >/dev/null 2>&1 &&
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-eval.lock >&2
then
    echo '*' >"$venv/.gitignore"
    touch "$venv/.ready"
else
    echo "could not install them in $venv: the table will say so" >&2
fi
