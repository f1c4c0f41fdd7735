#!/usr/bin/env bash
# Install a version next to the current one, then switch; roll back if it does not become ready.
#
#   deploy/update.sh SOURCE VERSION      SOURCE is a copy of the repository
#
# No request is lost: systemd keeps the listening socket while the process is replaced.
# The last KEEP versions are kept in $ROOT/releases; $ROOT/current links to the one being served.
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
# shellcheck source=deploy/switch.sh
. "$(dirname "$0")/switch.sh"
backups=${BACKUPS:-/var/lib/cout-environnemental/backups}
keep=${KEEP:-3}
version=$2
release=$root/releases/$version

refuse() {
    say "$*" >&2
    exit 2
}

# shellcheck disable=SC2329  # called by the trap below
give_up() {
    local rest="son dossier est retiré"
    rm -rf "$release" || rest="son dossier n'a pas pu être retiré"
    say "La version $version n'a pas pu être préparée ; $rest." \
        "$root/current mène à : ${former:-aucune version}." >&2
}

# Copy only committed files: not data or environments, and examine_source refuses uncommitted
# changes, which would silently be missing.
extract() {
    if [ ! -e "$source/.git" ]; then
        tar -c -C "$source" --exclude=./.venv --exclude=./var --exclude=./staticfiles \
            --exclude=.env --exclude=application.env . | tar -x --no-same-owner -C "$release"
        return
    fi
    git -C "$source" archive --format=tar HEAD | tar -x --no-same-owner -C "$release"
}

examine_source() {
    [ -x "$source/deploy/install.sh" ] || refuse "$source n'est pas une copie du dépôt."
    [ -e "$source/.git" ] || return 0
    need git
    local changed untracked
    changed=$(git -C "$source" status --porcelain --untracked-files=no) \
        || fail "git ne peut pas lire $source (voir ci-dessus)."
    if [ -n "$changed" ]; then
        say "Ces changements de $source ne sont pas enregistrés dans git, qui n'installerait que" \
            "ce qui l'est : « git commit », ou « git stash » pour les mettre de côté." >&2
        fail "$changed"
    fi
    untracked=$(git -C "$source" ls-files --others --exclude-standard)
    [ -z "$untracked" ] || say "Fichiers inconnus de git, qui ne seront pas installés :" "$untracked"
    say "Copie de $(git -C "$source" log -1 --format='%h, %s')."
}

# Remove what an interrupted or failed installation left, so that the name can be reused.
examine_target() {
    [ -e "$release" ] || return 0
    if [ -e "$release/$mark" ]; then
        say "L'installation interrompue de $version est retirée."
    elif [ "$former" != "$release" ]; then
        fail "La version $version est déjà installée dans $release : prenez un autre nom," \
            "ou servez-la par « deploy/rollback.sh $version »."
    elif serves "$release"; then
        fail "La version $version est déjà installée, et elle sert."
    else
        say "La version $version est en place et ne sert pas : elle est remplacée."
        rm "$root/current"
        former=
    fi
    rm -rf "$release"
}

# Keep the current version, the previous one, and the last KEEP installed.
remove_old_ones() {
    local old copy
    # The virtual environment is created once: its age is that of the installation.
    find "$root/releases" -mindepth 3 -maxdepth 3 -path '*/.venv/pyvenv.cfg' -printf '%T@ %P\n' \
        | sort -rn | cut -d ' ' -f 2 | cut -d / -f 1 | tail -n "+$((10#$keep + 1))" \
        | while read -r old; do
            case $root/releases/$old in "$release" | "$former") continue ;; esac
            rm -rf "${root:?}/releases/$old"
            say "Version $old retirée : les $keep dernières sont gardées (KEEP)."
        done
    # They contain accounts that may have been deleted since.
    for copy in "$backups"/avant-*; do
        [ -e "$copy" ] && [ ! -e "$root/releases/${copy##*/avant-}" ] || continue
        rm -rf "$copy"
        say "Copie des comptes $copy retirée, comme la version qu'elle précède."
    done
}

case $version in
'' | [!A-Za-z0-9]* | *[!A-Za-z0-9._-]*)
    refuse "« $version » ne peut pas nommer une version : lettres, chiffres, points et tirets."
    ;;
esac
case $keep in '' | *[!0-9]*) refuse "KEEP=$keep : le nombre de versions à garder est un entier." ;; esac
[ -d "$1" ] || refuse "« $1 » n'est pas un dossier."
source=$(cd "$1" && pwd)
need tar
need_to_switch
examine_source
# The service's account must be able to read the files, whatever the administrator's umask.
umask 022
mkdir -p "$root/releases"
alone
former=$(current)
examine_target
# Before the switch, remove a version that fails, so that it can be tried again.
trap give_up EXIT
mkdir "$release"
touch "$release/$mark"
extract
say "Installation de $version…"
"$release/deploy/install.sh"
if [ -n "$former" ]; then
    say "Copie des comptes dans $backups/avant-$version…"
    "$release/deploy/manage.sh" backup_accounts "$backups/avant-$version"
fi
# Migrations only add: the current version keeps working with the new tables.
"$release/deploy/manage.sh" migrate --verbosity 0
rm "$release/$mark"
trap - EXIT
trap 'fail "Interrompu pendant la bascule : $root/current mène à $(current)."' INT TERM HUP

if switch_to "$release"; then
    say "La version $version sert."
    remove_old_ones
    exit 0
fi
say "La version $version n'a pas démarré : $trouble." >&2
say "Voyez « journalctl --unit $service »." >&2
if [ -z "$former" ]; then
    say "Elle reste en place, faute d'une autre : « $release/deploy/manage.sh doctor » peut dire" \
        "pourquoi. Une nouvelle tentative du même nom la remplacera." >&2
elif switch_to "$former"; then
    say "$(basename "$former") sert de nouveau." >&2
else
    say "$(basename "$former"), remise en place, ne sert pas non plus : $trouble." >&2
fi
if [ "$(current)" != "$release" ]; then
    rm -rf "$release"
    say "La version $version est retirée ; son nom peut resservir." >&2
fi
exit 1
