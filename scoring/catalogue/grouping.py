"""Groups rows that belong together: a set, or the parts of a garment (catalogue.md 6.5).

A row holds its whole group, so that it can be scored on its own, in any process. Only one group is
in memory at a time, plus the references of the most recent ones.
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

# Number of references remembered, to detect a group whose rows are not consecutive.
_REMEMBERED: Final = 10_000
_MOST: Final = {SET: MOST_UNITS, PART_OF: MOST_PARTS}
_NAMES: Final = {SET: "du lot", PART_OF: "du vêtement"}


def joined(rows: Rows) -> Rows:
    """The rows of a file, grouped if it has the columns for it."""
    if rows.layout is not None and rows.layout.has_groups:
        rows.follow(grouped(iter(rows), rows.layout.places))
    return rows


def grouped(rows: Iterable[Row], places: Mapping[str, int]) -> Iterator[Row]:
    """The rows in order; each row of a group holds the whole group.

    ``places`` are the column positions of a layout. The rows of a group must be consecutive: later
    ones are faulty, and so are all rows of a group that is too large. If a row cannot be assigned
    to a group, adjacent groups that it may belong to are faulty too, since they may lack a row.
    """
    seen: OrderedDict[Key, int] = OrderedDict()
    run: list[Row] = []
    # The current group, and why its rows are rejected, if they are.
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
    """A rejected row whose group is uncertain; ``keys`` are the groups that it names."""

    line: int
    keys: tuple[Key, ...]

    def is_about(self, key: Key) -> bool:
        """Whether the row may belong to this group."""
        return not self.keys or key in self.keys

    def about(self, key: Key) -> str:
        """The error message for a group that the row may belong to."""
        return (
            f"la ligne {self.line}, qui est refusée, est peut-être {_NAMES[key[0]]} "
            f"« {key[1]} » : corrigez-la d'abord"
        )


def _keys_of(row: Row, places: Mapping[str, int]) -> tuple[tuple[Key, ...], str]:
    """The groups that a row names, and an error message if they conflict."""
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
    """The error message for a group seen earlier; a new group is remembered."""
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
