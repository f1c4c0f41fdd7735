#!/usr/bin/env bash
# Run a command of the instance as its own account, with its variables:
#   deploy/manage.sh doctor
set -euo pipefail
application=$(cd "$(dirname "$0")/.." && pwd)
variables=${VARIABLES:-/etc/cout-environnemental/environment}
account=${ACCOUNT-cout-environnemental}

if [ ! -x "$application/.venv/bin/python" ]; then
    echo "$application n'est pas une version installée : lancez le manage.sh d'une version qui l'est," \
        "par exemple /opt/cout-environnemental/current/deploy/manage.sh." >&2
    exit 1
fi
[ -r "$variables" ] || { echo "Le fichier des variables $variables est illisible." >&2; exit 1; }
set -a
# shellcheck source=/dev/null
. "$variables"
: "${DATA_DIR:=/var/lib/cout-environnemental}"
# Where the service counts, so that what is looked at is what it uses.
[ ! -d /run/cout-environnemental ] || : "${COUNTER_DIR:=/run/cout-environnemental}"
set +a
# As the service's own files are.
umask 077
if [ -n "$account" ] && [ "$(id -un)" != "$account" ]; then
    exec runuser --user "$account" --preserve-environment -- \
        "$application/.venv/bin/python" "$application/manage.py" "$@"
fi
exec "$application/.venv/bin/python" "$application/manage.py" "$@"
