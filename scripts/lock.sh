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
pin --extra application --output-file requirements/runtime.txt
pin --extra application --extra production --output-file requirements/production.txt
pin --all-extras --group dev --output-file requirements/dev.txt
pin --all-extras --group dev --group mutants --output-file requirements/mutants.txt
# Tools alone, without the application: linters, the documentation's, the package's, the
# compiler's; Spark.
for group in lint docs release compile spark; do
    "$tools/bin/uv" pip compile --group "$group" --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
        --upgrade --output-file "requirements/$group.txt"
done
# The generators of API clients, for Python and Node; no registry URL in their lock files.
"$tools/bin/uv" pip compile --group clients --quiet --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
    --upgrade --output-file requirements/clients.txt
# Brightway, for the recipe of own detailed figures.
"$tools/bin/uv" pip compile --group brightway --quiet --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
    --upgrade --output-file requirements/brightway.txt
(
    cd tests/clients/tools
    rm -f package-lock.json
    npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund \
        --loglevel=error
    python3 - <<'PYTHON'
import json
from pathlib import Path

lock = json.loads(Path("package-lock.json").read_text(encoding="utf-8"))
for package in lock["packages"].values():
    package.pop("funding", None)
Path("package-lock.json").write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")
PYTHON
)
