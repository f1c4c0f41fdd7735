"""Identifies the columns of a file from its header (catalogue.md 2.2 and 2.9)."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from scoring.catalogue.faults import UnusableInput, quoted
from scoring.catalogue.vocabulary import api_columns, group_columns, portal_columns
from scoring.engine.decoding import Record

PORTAL = "portal"
API = "api"
_CLOSE = 0.8
_MOST_NEAR = 100


class Layout(NamedTuple):
    """The columns of a file: their names in it, and the positions of the known ones.

    Keys of ``places`` are those of the vocabulary, such as ``mass`` or ``materials.1.share``.
    """

    vocabulary: str
    header: tuple[str, ...]
    places: Mapping[str, int]

    def name(self, key: str) -> str:
        """The name of a column in the file; its key if the file lacks it."""
        place = self.places.get(key)
        return key if place is None else self.header[place]

    @property
    def has_groups(self) -> bool:
        """Whether rows may belong to a group."""
        return group_columns.are_in(self.places)

    def unknown(self) -> list[str]:
        """The columns that are copied to the results but not used."""
        known = set(self.places.values())
        return [name for place, name in enumerate(self.header) if name and place not in known]


def layout_of(header: Sequence[str], request: Record, *, portal: bool) -> Layout:
    """Detect the vocabulary of a header; ``portal`` says whether the sector has a portal.

    Raises ``UnusableInput`` listing the missing columns of the closest vocabulary, or a column that
    appears twice.
    """
    names = tuple(name.strip() for name in header)
    own = api_columns.places_of(names, request)
    french = portal_columns.places_of(names) if portal else {}
    if not own and not french:
        raise UnusableInput(_fits_neither(names, portal=portal))
    vocabulary = PORTAL if _count(french) > _count(own) else API
    places = french if vocabulary == PORTAL else own
    if portal:
        # Only garments come in sets or in parts.
        places = {**places, **group_columns.places_of(names, french=vocabulary == PORTAL)}
    _refuse_twice(names, places)
    single = {key: found[0] for key, found in places.items()}
    missing = (
        portal_columns.missing(single)
        if vocabulary == PORTAL
        else api_columns.missing(single, request)
    )
    if missing:
        raise UnusableInput(
            f"{_plural(missing, 'Colonne absente', 'Colonnes absentes')} : {quoted(missing)}. "
            "Rien n'a été calculé."
        )
    return Layout(vocabulary, names, single)


def notes_on(layout: Layout, request: Record) -> list[str]:
    """Messages about the columns that are ignored."""
    unknown = layout.unknown()
    if not unknown:
        return []
    told = _plural(unknown, "Colonne non reconnue, rendue", "Colonnes non reconnues, rendues")
    notes = [f"{told} sans être lue{'s' if len(unknown) > 1 else ''} : {quoted(unknown)}."]
    if layout.vocabulary == API:
        known = api_columns.examples(request)
        # Finding near matches is slow, and a header may have a million names.
        for name in unknown[:_MOST_NEAR]:
            near = get_close_matches(name, known, n=1, cutoff=_CLOSE)
            if near:
                notes.append(f"La colonne « {name} » n'est pas lue : « {near[0]} » l'aurait été.")
    return notes


def _count(places: Mapping[str, Sequence[int]]) -> int:
    return sum(map(len, places.values()))


def _refuse_twice(names: Sequence[str], places: Mapping[str, Sequence[int]]) -> None:
    """Reject two columns with the same meaning or name, since the choice would be arbitrary."""
    twice = [names[found[0]] for found in places.values() if len(found) > 1]
    seen: set[str] = set()
    for name in names:
        if name and name in seen and name not in twice:
            twice.append(name)
        seen.add(name)
    if twice:
        told = _plural(twice, "Colonne présente deux fois", "Colonnes présentes deux fois")
        raise UnusableInput(f"{told} : {quoted(twice)}. Rien n'a été calculé.")


def _fits_neither(names: Sequence[str], *, portal: bool) -> str:
    found = quoted([name for name in names if name][:8]) or "rien"
    wanted = "celles de l'API (« product », « mass », …)"
    if portal:
        wanted = (
            f"celles du portail de déclaration (« Catégorie », « Masse (en kg) », …) ou {wanted}"
        )
    return (
        f"La première ligne ne contient aucune colonne connue ({found}) : on attend {wanted}. "
        "Rien n'a été calculé."
    )


def _plural(names: Sequence[str], one: str, several: str) -> str:
    return one if len(names) == 1 else several
