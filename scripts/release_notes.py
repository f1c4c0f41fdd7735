"""Check that the repository is the release that it says it is, and print its notes.

The notes are the section of the version in both change logs. What does not agree is told, one
sentence each, and the status is 1: the version (``scoring/__init__.py``), its dated section in each
change log, and the version of the container's example.
"""

import datetime
import re
import sys
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
LOGS = {"Français": "CHANGELOG.md", "English": "CHANGELOG.en.md"}
_HEADING = re.compile(r"^## (?P<version>\d+\.\d+\.\d+) \((?P<day>\d{4}-\d\d-\d\d)\)$")
_VERSION = re.compile(r'^__version__ = "(\d+\.\d+\.\d+)"$', re.MULTILINE)
_CONTAINER = re.compile(r"^VERSION=(\S+)$", re.MULTILINE)


def main(root: Path) -> int:
    """Print the notes of the release of a folder, or what is wrong with it."""
    version = version_of(root)
    faults = list(faults_of(root, version))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    print(f"cout-environnemental {version}")
    for language, log in LOGS.items():
        print(f"\n# {language}\n\n{sections(root / log)[0][1]}")
    return 0


def version_of(root: Path) -> str:
    """The version of the program, empty where it is none of three numbers."""
    found = _VERSION.search((root / "scoring" / "__init__.py").read_text(encoding="utf-8"))
    return found[1] if found else ""


def faults_of(root: Path, version: str) -> Iterator[str]:
    """What keeps the folder from being this release."""
    if not version:
        yield "scoring/__init__.py : __version__ doit valoir trois nombres, comme 1.0.0."
    days = set()
    for log in LOGS.values():
        heading = sections(root / log)[0][0]
        dated = _HEADING.match(f"## {heading}")
        if dated is None or dated["version"] != version:
            yield f"{log} : la première section doit être « {version} (AAAA-MM-JJ) » : {heading}."
            continue
        try:
            days.add(datetime.date.fromisoformat(dated["day"]))
        except ValueError:
            yield f"{log} : {dated['day']} n'est pas un jour."
    if len(days) > 1:
        yield "Les deux journaux ne donnent pas le même jour."
    example = (root / "deploy/container/environment.example").read_text(encoding="utf-8")
    named = _CONTAINER.search(example)
    if named is None or named[1] != version:
        yield f"deploy/container/environment.example : VERSION doit valoir {version}."


def sections(log: Path) -> list[tuple[str, str]]:
    """The heading and the text of each version of a change log."""
    parts = log.read_text(encoding="utf-8").split("\n## ")[1:]
    return [
        (heading, text.strip()) for heading, _, text in (part.partition("\n") for part in parts)
    ]


if __name__ == "__main__":
    sys.exit(main(REPOSITORY))
