#!/usr/bin/env bash
# Check, build and describe the release that this commit says it is; --tag names it in git, too.
#
#   scripts/release.sh          checks, then dist/ : wheel, source, documentation, notes, digests
#   scripts/release.sh --tag    the same, then an annotated tag, signed where git has a key
#
# To prepare one: the version in scoring/__init__.py and deploy/container/environment.example, and its
# dated section at the head of both change logs. Nothing is published from here.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "$*" >&2; exit 1; }

[ $# -eq 0 ] || [ "$*" = --tag ] || fail "Usage : scripts/release.sh [--tag]"
[ -z "$(git status --porcelain)" ] || fail "Enregistrez d'abord vos changements : git status."
notes=$(mktemp)
trap 'rm -f "$notes"' EXIT
python3 scripts/release_notes.py >"$notes" || fail "Ce n'est pas encore une version."
version=$(head -n 1 "$notes" | cut -d ' ' -f 2)
if git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null; then
    [ "$(git rev-parse "v$version^{commit}")" = "$(git rev-parse HEAD)" ] \
        || fail "L'étiquette v$version désigne déjà un autre état : changez de version."
fi

make check
make package
make docs
tar --create --gzip --file "dist/documentation-$version.tar.gz" --directory build docs
cp "$notes" dist/NOTES.txt
(cd dist && sha256sum -- *.whl *.tar.gz >SHA256SUMS && cat SHA256SUMS)

if [ "${1:-}" = --tag ] && ! git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null; then
    signed=--annotate
    [ -z "$(git config --get user.signingkey)" ] || signed=--sign
    # The headings of the notes begin like comments.
    git tag "$signed" --cleanup=verbatim --file dist/NOTES.txt "v$version"
fi
echo "Version $version : dist/."
