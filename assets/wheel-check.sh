#!/bin/sh
# Builds the wheel, installs it into an empty environment, and plays a session from another folder.
set -eu
python=$1
top=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
"$work/venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir "$work" "$top"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$work"/negsim-*.whl
cd "$work"
for scenario in alaska-2025 istanbul-2025 march-call-2025; do
    printf '\n\nWe came for a full ceasefire. What exactly do you propose, in writing?\n/leave\n\n' |
        "$work/venv/bin/negsim" --home "$work/home" play "$scenario" --plain --seed 1 > "$work/out.txt"
    grep -q '^The end:' "$work/out.txt"
    echo "wheel: $scenario played to its end"
done
