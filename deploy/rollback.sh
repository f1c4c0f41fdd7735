#!/usr/bin/env bash
# Serve a version installed before:  deploy/rollback.sh VERSION
# The accounts stay as they are: the tables of a newer version serve an older one too.
set -euo pipefail
root=${ROOT:-/opt/cout-environnemental}
restart=${RESTART:-systemctl restart cout-environnemental.service}
release=$root/releases/${1:-}
if [ -z "${1:-}" ] || [ ! -d "$release" ]; then
    printf 'Versions installées :\n' >&2
    find "$root/releases" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort >&2
    exit 2
fi
ln -s "$release" "$root/next.$$"
mv -T "$root/next.$$" "$root/current"
$restart
printf 'La version %s sert.\n' "$1"
