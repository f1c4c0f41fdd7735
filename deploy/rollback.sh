#!/usr/bin/env bash
# Switch back to a previously installed version:  deploy/rollback.sh VERSION
# The database is not changed: older versions work with the tables of newer ones.
set -euo pipefail
# shellcheck source=deploy/switch.sh
. "$(dirname "$0")/switch.sh"

installed() {
    local found
    for found in "$root"/releases/*/; do
        [ ! -d "$found" ] || [ -e "$found/$mark" ] || basename "$found"
    done
}

version=${1:-}
found=$(installed)
if [ $# -ne 1 ] || [ -z "$version" ] || ! grep -Fxq -- "$version" <<<"$found"; then
    [ -z "$version" ] || say "La version « $version » n'est pas installée." >&2
    say "Versions installées dans $root/releases :" >&2
    say "${found:-aucune}" >&2
    exit 2
fi
need_to_switch
alone
release=$root/releases/$version
former=$(current)
if switch_to "$release"; then
    say "La version $version sert."
    exit 0
fi
say "La version $version ne sert pas : $trouble." >&2
say "$root/current mène à : $(basename "$(current)") ; avant : $(basename "${former:-aucune}")." >&2
say "Voyez « journalctl --unit $service » et « $release/deploy/manage.sh doctor »." >&2
exit 1
