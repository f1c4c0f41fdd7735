"""Rows that belong together: those of a set, and the parts of a garment (catalogue.md 6.5).

A row is read with the others of its group, so that whoever gets it alone can score it. Only one
group is held at a time, and the references of the last ones.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from scoring.catalogue.cells import is_blank, text_of
from scoring.catalogue.rows import Group, Row, Rows
from scoring.catalogue.vocabulary.group_columns import PART_OF, SET
from scoring.engine.textile.composites.fields import MOST_PARTS, MOST_UNITS

# The kind of a group, and its reference.
Key = tuple[str, str]

# References that are remembered, to tell rows of a group that are not together.
_REMEMBERED: Final = 10_000
_MOST: Final = {SET: MOST_UNITS, PART_OF: MOST_PARTS}
_NAMES: Final = {SET: "du lot", PART_OF: "du vêtement"}


def joined(rows: Rows) -> Rows:
    """The rows of a file, those of a group joined where it has the columns for it."""
    if rows.layout is not None and rows.layout.has_groups:
        rows.follow(grouped(iter(rows), rows.layout.places))
    return rows


def grouped(rows: Iterable[Row], places: Mapping[str, int]) -> Iterator[Row]:
    """The rows in their order, each of a group with the whole group.

    ``places`` are those of a layout. Rows of a group follow each other: those that come later, and
    those of too large a group, have a fault. So have the rows of a group beside a row of which it
    cannot be told whether it is one of them: without it they may be too few.
    """
    seen: OrderedDict[Key, int] = OrderedDict()
    run: list[Row] = []
    # Of the run: what it is of, and why its rows are refused.
    key: Key | None = None
    fault = ""
    doubt: _Doubt | None = None
    for row in rows:
        keys, wrong = _keys_of(row, places)
        if row.fault or wrong:
            doubt = _Doubt(row.line, keys)
            if key is not None and doubt.is_about(key):
                fault = fault or doubt.about(key)
                yield from (one._replace(misplaced=fault) for one in run)
                run = []
            yield row if row.fault else row._replace(misplaced=wrong)
            continue
        found = keys[0] if keys else None
        if found is None or found != key:
            yield from _finished(run, key)
            run, key, fault = [], found, ""
            if found is not None:
                fault = _scattered(seen, found, row)
                if not fault and doubt is not None and doubt.is_about(found):
                    fault = doubt.about(found)
        doubt = None
        if found is None:
            yield row
        elif fault:
            yield row._replace(misplaced=fault)
        elif len(run) == _MOST[found[0]]:
            fault = f"plus de {len(run)} lignes {_NAMES[found[0]]} « {found[1]} »"
            yield from (one._replace(misplaced=fault) for one in (*run, row))
            run = []
        else:
            run.append(row)
    yield from _finished(run, key)


class _Doubt(NamedTuple):
    """A row that is refused before it is known what it is of; ``keys`` are all that it says."""

    line: int
    keys: tuple[Key, ...]

    def is_about(self, key: Key) -> bool:
        """Whether it may be of a group beside it."""
        return not self.keys or key in self.keys

    def about(self, key: Key) -> str:
        """Why a group beside it is refused."""
        return (
            f"la ligne {self.line}, qui est refusée, est peut-être {_NAMES[key[0]]} "
            f"« {key[1]} » : corrigez-la d'abord"
        )


def _keys_of(row: Row, places: Mapping[str, int]) -> tuple[tuple[Key, ...], str]:
    """The groups that a row names, and what is wrong with it."""
    if row.fault:
        return (), ""
    keys = tuple(
        (kind, text_of(cell))
        for kind in (SET, PART_OF)
        if kind in places and not is_blank(cell := row.cells[places[kind]])
    )
    if len(keys) > 1:
        return keys, "une ligne est d'un lot ou d'un vêtement en plusieurs parties, pas des deux"
    return keys, ""


def _scattered(seen: OrderedDict[Key, int], key: Key, row: Row) -> str:
    """That a group was met before; else it is noted."""
    if key in seen:
        kind, reference = key
        return (
            f"les lignes {_NAMES[kind]} « {reference} » doivent se suivre (la première est la "
            f"ligne {seen[key]})"
        )
    seen[key] = row.line
    if len(seen) > _REMEMBERED:
        seen.popitem(last=False)
    return ""


def _finished(run: list[Row], key: Key | None) -> Iterator[Row]:
    if key is not None and run:
        group = Group(*key, tuple(run))
        for place, row in enumerate(run):
            yield row._replace(group=group, place=place)
