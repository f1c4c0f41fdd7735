#!/usr/bin/env bash
# Install a version next to the one that serves, then switch; go back if it does not get ready.
#
#   deploy/update.sh SOURCE VERSION      SOURCE is a copy of the repository
#
# Not a request is lost: the system keeps the listening socket while the process is replaced.
# The versions stay in $ROOT/releases; $ROOT/current is the one that serves.
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
source=$(cd "$1" && pwd)
version=$2
root=${ROOT:-/opt/cout-environnemental}
restart=${RESTART:-systemctl restart cout-environnemental.service}
ready=${READY:-curl --silent --fail --max-time 5 --output /dev/null --unix-socket /run/cout-environnemental.sock http://localhost/readyz}
backups=${BACKUPS:-/var/lib/cout-environnemental/backups}
release=$root/releases/$version

say() { printf '%s\n' "$*"; }

# shellcheck disable=SC2329  # the trap below calls it
give_up() {
    rm -rf "$release"
    say "La version $version n'a pas pu être préparée ; celle qui sert n'a pas changé." >&2
}

switch_to() {
    ln -s "$1" "$root/next.$$"
    mv -T "$root/next.$$" "$root/current"
    $restart || return 1
    for _ in $(seq 60); do
        $ready && return 0
        sleep 0.5
    done
    return 1
}

case $version in
'' | [!A-Za-z0-9]* | *[!A-Za-z0-9._-]*)
    say "« $version » ne peut pas nommer une version : lettres, chiffres, points et tirets." >&2
    exit 2
    ;;
esac
[ ! -e "$release" ] || { say "La version $version est déjà installée dans $release." >&2; exit 1; }
# The service's account reads what is installed, whatever an administrator's files are like.
umask 022
mkdir -p "$release"
# Until it is switched to, a version that fails leaves nothing, and can be tried again.
trap give_up EXIT
# What git does not track (data, environment) stays where it is.
if [ -e "$source/.git" ]; then
    git -C "$source" archive --format=tar HEAD | tar -x --no-same-owner -C "$release"
else
    tar -c -C "$source" --exclude=./.venv --exclude=./var --exclude=./staticfiles \
        --exclude=.env --exclude=application.env . | tar -x --no-same-owner -C "$release"
fi
say "Installation de $version…"
"$release/deploy/install.sh"

former=$(readlink "$root/current" || true)
if [ -n "$former" ]; then
    say "Copie des comptes…"
    "$release/deploy/manage.sh" backup_accounts "$backups/avant-$version"
fi
# A migration only adds: the version that serves goes on working with the new tables.
"$release/deploy/manage.sh" migrate --verbosity 0
trap - EXIT

if switch_to "$release"; then
    say "La version $version sert."
    exit 0
fi
if [ -n "$former" ] && switch_to "$former"; then
    say "La version $version n'a pas démarré ; $(basename "$former") sert de nouveau." >&2
else
    say "La version $version n'a pas démarré." >&2
fi
exit 1
