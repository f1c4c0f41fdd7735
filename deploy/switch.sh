# shellcheck shell=bash disable=SC2034  # the variables are used by the scripts that source this file
# Shared by update.sh and rollback.sh: point $ROOT/current to a version, and check that it serves.
# A version is only reported as serving after this check.

root=${ROOT:-/opt/cout-environnemental}
service=cout-environnemental.service
restart=${RESTART:-systemctl restart $service}
ready=${READY:-curl --silent --fail --max-time 5 --output /dev/null --unix-socket /run/cout-environnemental.sock http://localhost/readyz}
# With another RESTART command, set RUNNING to a command that prints the running directory.
running=${RUNNING:-release_of_service}
# Marker file in a version's directory until its installation is complete.
mark=.unfinished

say() { printf '%s\n' "$*"; }

fail() {
    say "$*" >&2
    exit 1
}

# Check first, since a missing command would look like an instance that does not respond.
need() {
    local program
    for program in "$@"; do
        command -v "$program" >/dev/null || fail "Il manque la commande $program : installez-la."
    done
}

# Lock, so that $ROOT/current cannot change between reading and switching it.
alone() {
    exec 9>"$root/lock"
    flock --nonblock 9 \
        || fail "Une mise à jour ou un retour en arrière est en cours : attendez sa fin, ou interrompez-le."
}

need_to_switch() {
    need flock readlink "${restart%% *}" "${ready%% *}" "${running%% *}"
    [ "$running" != release_of_service ] || need systemctl
}

# Print the directory of the running process, since the link may already point elsewhere.
# shellcheck disable=SC2329  # $running calls it
release_of_service() {
    local process
    process=$(systemctl show --property MainPID --value "$service") && [ "${process:-0}" != 0 ] \
        && readlink "/proc/$process/cwd"
}

current() { readlink "$root/current" || true; }

serves() { [ "$($running)" = "$(readlink -f "$1")" ] && $ready; }

# Point the link to a version and restart; on failure, $trouble says what went wrong. Callers use
# this in an "if", where bash ignores "set -e": each step returns explicitly.
switch_to() {
    trouble="$root/current n'a pas pu être changé"
    rm -f "$root/next.$$" && ln -s "$1" "$root/next.$$" && mv -T "$root/next.$$" "$root/current" \
        || return 1
    trouble="« $restart » a échoué"
    $restart 9>&- || return 1
    for _ in $(seq "${TRIES:-60}"); do
        serves "$1" && return 0
        sleep 0.5
    done
    if [ "$($running)" != "$(readlink -f "$1")" ]; then
        trouble="le service n'est pas celui de cette version"
    else
        trouble="le service ne répond pas « prêt » (/readyz)"
    fi
    return 1
}
