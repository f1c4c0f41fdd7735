#!/usr/bin/env bash
# Prepare a copy of the application for serving: virtual environment, translations, static files.
# Run by both the container build and the update script. COMPILE=1 also compiles the calculation.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$python" scripts/check_python.py
"$python" -m venv .venv
.venv/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
    --only-binary :all: -r requirements/production.txt
for texts in locale/*/LC_MESSAGES/*.po; do
    [ -e "$texts" ] || continue
    .venv/bin/pybabel --quiet compile --input-file "$texts" --output-file "${texts%.po}.mo"
done
if [ "${COMPILE:-}" = 1 ]; then
    # With tools of its own, which the application does without.
    "$python" -m venv "$scratch/compile"
    "$scratch/compile/bin/python" -m pip --disable-pip-version-check install --quiet \
        --require-hashes --only-binary :all: -r requirements/compile.txt
    "$scratch/compile/bin/python" scripts/compiling.py
fi
# Do not write instance data here: they are created on the first start.
DATA_DIR=$scratch SECRET_KEY='' DATABASE_URL='' REDIS_URL='' \
    .venv/bin/python manage.py collectstatic --no-input --verbosity 0
.venv/bin/python -m compileall -q accounts ecobalyse_site operation scoring
