"""Rows that belong together: those of a set, and the parts of a garment (catalogue.md 6.5).

A row is read with the others of its group, so that whoever gets it alone can score it. Only one
group is held at a time, and the references of the last ones.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from scoring.catalogue.cells import text_of
from scoring.catalogue.rows import Group, Row, Rows
from scoring.catalogue.vocabulary.group_columns import PART_OF, SET
from scoring.engine.textile.composites.fields import MOST_PARTS, MOST_UNITS

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
    those of too large a group, have a fault.
    """
    seen: OrderedDict[tuple[str, str], int] = OrderedDict()
    run: list[Row] = []
    # Of the run: what it is of, and why its rows are refused.
    key: tuple[str, str] | None = None
    fault = ""
    for row in rows:
        found, wrong = _key_of(row, places)
        if found is None or found != key:
            yield from _finished(run, key)
            run, key, fault = [], found, ""
            if found is not None:
                fault = _scattered(seen, found, row)
        if wrong:
            yield row._replace(fault=wrong)
        elif found is None:
            yield row
        elif fault:
            yield row._replace(fault=fault)
        elif len(run) == _MOST[found[0]]:
            fault = f"plus de {len(run)} lignes {_NAMES[found[0]]} « {found[1]} »"
            yield from (one._replace(fault=fault) for one in (*run, row))
            run = []
        else:
            run.append(row)
    yield from _finished(run, key)


def _key_of(row: Row, places: Mapping[str, int]) -> tuple[tuple[str, str] | None, str]:
    """The group of a row, and what is wrong with it."""
    if row.fault:
        return None, ""
    named = {
        kind: reference
        for kind in (SET, PART_OF)
        if kind in places and (reference := text_of(row.cells[places[kind]]))
    }
    if len(named) > 1:
        return None, "une ligne est d'un lot ou d'un vêtement en plusieurs parties, pas des deux"
    return next(iter(named.items()), None), ""


def _scattered(seen: OrderedDict[tuple[str, str], int], key: tuple[str, str], row: Row) -> str:
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


def _finished(run: list[Row], key: tuple[str, str] | None) -> Iterator[Row]:
    if key is not None and run:
        group = Group(*key, tuple(run))
        for place, row in enumerate(run):
            yield row._replace(group=group, place=place)
