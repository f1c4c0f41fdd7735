"""The documents: their links lead somewhere, and the walk through the README is a real one."""

import re
from pathlib import Path

import pytest

from foundation.markdown import identifier_of

REPOSITORY = Path(__file__).parents[2]
DOCUMENTS = sorted(
    [
        *REPOSITORY.glob("*.md"),
        *(REPOSITORY / "benchmarks").glob("*.md"),
        *(REPOSITORY / "deploy").glob("*.md"),
        *(REPOSITORY / "docs").rglob("*.md"),
    ]
)


def _name(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_relative_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, heading = target.partition("#")
        path = (document.parent / name).resolve() if name else document
        assert path.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {identifier_of(found) for found in headings}, target


# DATA_SOURCES.md names upstream's files.
OURS = [document for document in DOCUMENTS if document.name != "DATA_SOURCES.md"]


@pytest.mark.parametrize("document", OURS, ids=_name)
def test_every_path_named_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    pattern = (
        r"`((?:deploy|docs|tests|scoring|scripts|operation|ecobalyse_site|benchmarks)/[\w./-]*)`"
    )
    ignored = (REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines()
    for name in re.findall(pattern, text):
        # Generated files do not exist in a fresh copy.
        assert (REPOSITORY / name).exists() or f"/{name}" in ignored, name
