#!/usr/bin/env bash
# Run a command of the instance as its own account, with its variables:
#   deploy/manage.sh doctor
set -euo pipefail
application=$(cd "$(dirname "$0")/.." && pwd)
variables=${VARIABLES:-/etc/cout-environnemental/environment}
account=${ACCOUNT-cout-environnemental}

set -a
# shellcheck source=/dev/null
. "$variables"
: "${DATA_DIR:=/var/lib/cout-environnemental}"
set +a
cd "$application"
if [ -n "$account" ] && [ "$(id -un)" != "$account" ]; then
    exec runuser --user "$account" --preserve-environment -- \
        .venv/bin/python manage.py "$@"
fi
exec .venv/bin/python manage.py "$@"
