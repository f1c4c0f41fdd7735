"""Columns that group rows: sets, and parts of a garment (catalogue.md 6.5).

They are our addition to the portal's file.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from scoring.catalogue.vocabulary.folding import folded_header

SET: Final = "set"
COUNT: Final = "numberOfItem"
PART_OF: Final = "part of"
MAIN: Final = "mainComponent"
# Titles beside the portal's columns, by key.
TITLES: Final[Mapping[str, str]] = {
    SET: "Lot",
    COUNT: "Nombre d'articles",
    PART_OF: "Partie de",
    MAIN: "Partie principale",
}
_FRENCH: Final = {folded_header(title): key for key, title in TITLES.items()}


def places_of(names: Sequence[str], *, french: bool) -> dict[str, list[int]]:
    """The positions of these columns in a header, by key."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        key = _FRENCH.get(folded_header(name)) if french else name if name in TITLES else None
        if key is not None:
            places.setdefault(key, []).append(place)
    return places


def are_in(places: Mapping[str, int]) -> bool:
    """Whether a file groups rows."""
    return SET in places or PART_OF in places
