#!/usr/bin/env bash
# Run a management command with the instance's user account and environment:
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
if [ ! -r "$variables" ]; then
    [ ! -e "$variables" ] && trouble="n'existe pas" || trouble="est illisible pour $(id -un)"
    echo "Le fichier des variables $variables $trouble : lancez cette commande en administrateur," \
        "une fois ce fichier en place (deploy/README.md)." >&2
    exit 1
fi
set -a
# shellcheck source=/dev/null
. "$variables"
: "${DATA_DIR:=/var/lib/cout-environnemental}"
# Use the service's counters, so that commands see its actual state.
[ ! -d /run/cout-environnemental ] || : "${COUNTER_DIR:=/run/cout-environnemental}"
set +a
# Same permissions as the service's own files.
umask 077
if [ -n "$account" ] && [ "$(id -un)" != "$account" ]; then
    if ! id -u "$account" >/dev/null 2>&1; then
        echo "Le compte $account n'existe pas : créez-le (deploy/README.md)." >&2
        exit 1
    elif [ "$(id -u)" != 0 ]; then
        echo "Lancez cette commande en administrateur, ou depuis le compte $account." >&2
        exit 1
    fi
    exec runuser --user "$account" --preserve-environment -- \
        "$application/.venv/bin/python" "$application/manage.py" "$@"
fi
exec "$application/.venv/bin/python" "$application/manage.py" "$@"
