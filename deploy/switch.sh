# shellcheck shell=bash disable=SC2034  # those who read this file use what it sets
# What update.sh and rollback.sh share: lead $ROOT/current to a version, and see that it serves.
# Nothing here says that a version serves before it was seen to.

root=${ROOT:-/opt/cout-environnemental}
service=cout-environnemental.service
restart=${RESTART:-systemctl restart $service}
ready=${READY:-curl --silent --fail --max-time 5 --output /dev/null --unix-socket /run/cout-environnemental.sock http://localhost/readyz}
# Whoever restarts by other means says by what command to read the folder of what runs.
running=${RUNNING:-release_of_service}
# In a version's folder until it is wholly prepared.
mark=.unfinished

say() { printf '%s\n' "$*"; }

fail() {
    say "$*" >&2
    exit 1
}

# Missing, they would pass for an instance that does not answer.
need() {
    local program
    for program in "$@"; do
        command -v "$program" >/dev/null || fail "Il manque la commande $program : installez-la."
    done
}

# What one reads of $ROOT/current must hold until it has switched.
alone() {
    exec 9>"$root/lock"
    flock --nonblock 9 \
        || fail "Une mise à jour ou un retour en arrière est en cours : attendez sa fin, ou interrompez-le."
}

need_to_switch() {
    need flock readlink "${restart%% *}" "${ready%% *}" "${running%% *}"
    [ "$running" != release_of_service ] || need systemctl
}

# The folder of the version whose process is the service's: the link may lead elsewhere by now.
# shellcheck disable=SC2329  # $running calls it
release_of_service() {
    local process
    process=$(systemctl show --property MainPID --value "$service") && [ "${process:-0}" != 0 ] \
        && readlink "/proc/$process/cwd"
}

current() { readlink "$root/current" || true; }

serves() { [ "$($running)" = "$(readlink -f "$1")" ] && $ready; }

# Lead the link to a version and restart. Otherwise $trouble says what went wrong. The callers ask
# "if", where bash does not stop at an error by itself: each step has its own return.
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
