"""Class names are unique: two with the same name would be confused."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PACKAGES = (
    "accounts",
    "ecobalyse",
    "ecobalyse_site",
    "foundation",
    "operation",
    "scoring",
    "scripts",
)
# One per sector, in the module of the same name, with the same role.
ROLES = {"Cards", "Fields", "Form", "Masses", "Query", "Results", "_Resolution"}
# Names required by Django.
DJANGO = {"Command", "Meta", "Migration"}
# In unrelated parts of the program, which do not use each other's.
UNRELATED = {
    "Fault": "why a link is rejected; why a row of a catalogue is",
    "Material": "a fibre; its columns in the portal's file",
    "Number": "a decoder; a node of a formula",
    "Operation": "of the API; a node of a formula",
    "Product": "a category of garments; an object that is computed",
    "Profile": "of a user; of a version to install",
    "Step": "of a garment's life; of a connection",
    "TooLong": "a pasted link; the reading of a batch",
    "Trim": "an accessory; its columns in the portal's file",
    "_Parser": "of options; of formulas",
}


def classes() -> Iterator[tuple[str, Path]]:
    """The classes of the program, except the types of answers, named after their content."""
    for package in PACKAGES:
        for path in (REPOSITORY / package).rglob("*.py"):
            if path.is_relative_to(REPOSITORY / "scoring/api") and path.stem.endswith("shapes"):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef):
                    yield node.name, path


def test_no_two_classes_have_one_name() -> None:
    places: dict[str, set[Path]] = defaultdict(set)
    for name, path in classes():
        places[name].add(path.relative_to(REPOSITORY))
    assert len(places) > 400
    double = {name for name, paths in places.items() if len(paths) > 1}
    assert double - ROLES - DJANGO == set(UNRELATED)
