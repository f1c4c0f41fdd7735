#!/usr/bin/env bash
# Pin every dependency with its hashes, for all Pythons from 3.11 on, naming no package index.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/python" -m pip --quiet --disable-pip-version-check install uv
pin() {
    "$tools/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
        --upgrade "$@"
}
pin --output-file requirements/runtime.txt
pin --extra production --output-file requirements/production.txt
pin --extra production --group dev --output-file requirements/dev.txt
pin --extra production --group dev --group mutants --output-file requirements/mutants.txt
# The linters alone, without the application.
"$tools/bin/uv" pip compile --group lint --quiet --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
    --upgrade --output-file requirements/lint.txt
