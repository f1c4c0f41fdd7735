"""The fields in which two requests differ, and requests in between (decisions.md 3)."""

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from scoring.engine.analysis.candidates import air_ratio_in_force
from scoring.engine.analysis.variants import Change, Variants
from scoring.engine.numbers import plain
from scoring.engine.textile.fields import QUERY

MATERIALS: Final = "materials"
SHARES: Final = "materials.share"
_OF_A_FIBRE = ("country", "spinning")
_NAMES = tuple(sorted(QUERY.names - {MATERIALS}))


class Between:
    """Two requests, and the requests that combine fields of both.

    ``fields`` are those that differ: fields of the request, and if both have the same fibres, their
    shares as a single field and paths such as ``materials.0.country``.
    """

    def __init__(self, before: Variants, after: Variants) -> None:
        self.before = before
        self.after = after
        stated = [name for name in _NAMES if _asked(before, name) != _asked(after, name)]
        of_fibres = self._fields_of_fibres()
        everything = [*stated, *of_fibres]
        in_force = [name for name in stated if _in_force(before, name) != _in_force(after, name)]
        fewer = [*in_force, *(name for name in of_fibres if self._is_felt(name))]
        # Stating a default changes nothing, unless another default depends on it.
        same = before.score_of(self.change(fewer)) == after.score
        self.fields = fewer if same else everything

    def change(self, taken: Collection[str]) -> Change:
        """What to merge into the first request to replace these fields by those of the second."""
        change = {name: self.after.body.get(name) for name in taken if "." not in name}
        if any("." in name for name in taken):
            change[MATERIALS] = [
                self._item(place, taken) for place in range(len(self.before.body[MATERIALS]))
            ]
        return change

    def values(self, field: str) -> tuple[Any, Any]:
        """The effective value of a field in both requests, in the request's format."""
        return _value(self.before, field), _value(self.after, field)

    def _fields_of_fibres(self) -> list[str]:
        ours, theirs = self.before.query.materials, self.after.query.materials
        if [one.material.id for one in ours] != [one.material.id for one in theirs]:
            return [MATERIALS]
        found = []
        if [one.share for one in ours] != [one.share for one in theirs]:
            found.append(SHARES)
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            found += [
                f"{MATERIALS}.{place}.{name}"
                for name in _OF_A_FIBRE
                if getattr(one, name) != getattr(other, name)
            ]
        return found

    def _is_felt(self, field: str) -> bool:
        """Whether the effective values of a field of the fibres differ."""
        if field in (MATERIALS, SHARES):
            return True
        _, place, name = field.split(".")
        fibres = (one.simulation.garment.fibres[int(place)] for one in (self.before, self.after))
        ours, theirs = (getattr(fibre, name) for fibre in fibres)
        return bool(ours != theirs)

    def _item(self, place: int, taken: Collection[str]) -> dict[str, Any]:
        ours: Mapping[str, Any] = self.before.body[MATERIALS][place]
        theirs: Mapping[str, Any] = self.after.body[MATERIALS][place]
        item = dict(ours)
        if SHARES in taken:
            item["share"] = theirs["share"]
        for name in _OF_A_FIBRE:
            if f"{MATERIALS}.{place}.{name}" in taken:
                item[name] = theirs.get(name)
        return item


def _asked(variants: Variants, name: str) -> Any:
    return getattr(variants.query, _attribute(name))


def _in_force(variants: Variants, name: str) -> Any:
    garment = variants.simulation.garment
    attribute = _attribute(name)
    if not hasattr(garment, attribute):
        return _asked(variants, name)
    return getattr(garment, attribute)


def _value(variants: Variants, field: str) -> Any:
    if field == SHARES:
        return [item.share for item in variants.query.materials]
    name, _, path = field.partition(".")
    if path:
        place, attribute = path.split(".")
        return _code(getattr(variants.simulation.garment.fibres[int(place)], attribute))
    if name in (MATERIALS, "trims", "printing"):
        return variants.body.get(name)
    if name == "airTransportRatio":
        return plain(air_ratio_in_force(variants))
    return _code(_in_force(variants, name))


def _code(value: Any) -> Any:
    """A record's code or id in requests."""
    for attribute in ("code", "id"):
        if hasattr(value, attribute):
            return getattr(value, attribute)
    if isinstance(value, float):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value


def _attribute(name: str) -> str:
    """The engine's name of a field.

    >>> _attribute("countryMaking")
    'country_making'
    """
    return re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name)
