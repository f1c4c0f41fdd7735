"""Check the pinned dependencies for known vulnerabilities.

pip-audit exits with success even when it could not query any package, so the number of audited
packages is checked here. Fails if a vulnerability is found or if only some packages were audited;
if the advisory service is unreachable, says so and does not fail.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

REPOSITORY = Path(__file__).resolve().parents[1]
LOCKS = ("production.txt", "dev.txt")
_PIN = re.compile(r"^([a-z0-9][^\\\n]*==[^\\\n]*)", re.MULTILINE)


def verdict(lock: str, pinned: set[str], report: dict[str, Any] | None) -> tuple[bool, str]:
    """Return whether a lock file passes, and a sentence that explains it."""
    audited: dict[str, list[Any]] = {
        found["name"]: found["vulns"]
        for found in (report or {}).get("dependencies", [])
        if "vulns" in found
    }
    affected = {name: vulns for name, vulns in audited.items() if vulns}
    if affected:
        known = ", ".join(
            f"{name} ({', '.join(vuln['id'] for vuln in vulns)})"
            for name, vulns in sorted(affected.items())
        )
        return False, f"{lock} : vulnérabilités connues : {known}."
    if not audited:
        return True, (
            f"{lock} : AUDIT NON FAIT, aucune des {len(pinned)} dépendances n'a pu être vérifiée "
            "(service d'avis inaccessible d'ici, ou pip-audit en échec)."
        )
    missing = sorted(pinned - audited.keys())
    if missing:
        return False, f"{lock} : dépendances non vérifiées : {', '.join(missing)}."
    return True, f"{lock} : {len(audited)} dépendances vérifiées, aucune vulnérabilité connue."


def main() -> int:
    """Audit every lock file."""
    results = [_audit(lock) for lock in LOCKS]
    for _, sentence in results:
        print(sentence)
    return 0 if all(passes for passes, _ in results) else 1


def _audit(lock: str) -> tuple[bool, str]:
    path = REPOSITORY / "requirements" / lock
    text = path.read_text(encoding="utf-8")
    requirements = [Requirement(line) for line in _PIN.findall(text)]
    # Packages for another platform or Python version are not installed here.
    pinned = {found.name for found in requirements if not found.marker or found.marker.evaluate()}
    command = "-m pip_audit --require-hashes --disable-pip --format json --progress-spinner off"
    run = subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, *command.split(), "-r", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        report = json.loads(run.stdout)
    except json.JSONDecodeError:
        report = None
    return verdict(lock, pinned, report)


if __name__ == "__main__":
    sys.exit(main())
