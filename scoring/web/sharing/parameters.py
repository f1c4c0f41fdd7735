"""The parameters that differ between simulations of the same kind, side by side."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scoring.web.figures import quantity
from scoring.web.sharing.posted import ComparedSimulation
from scoring.web.sharing.tables import Cell, Table

# Identifies a row: its table, its name, and its index among rows of that name.
_Place = tuple[str, str, int]


class Parameter(NamedTuple):
    """A parameter: its value in each simulation, "" if absent; ``section`` is its table's title."""

    section: str
    label: str
    values: Sequence[str]


class Parameters(NamedTuple):
    """The names of the simulations of the baseline's kind, and the rows that differ."""

    names: Sequence[str]
    rows: Sequence[Parameter]


def parameters_of(compared: Sequence[ComparedSimulation], baseline: int) -> Parameters | None:
    """The differences between the simulations of the baseline's sector; None if it is alone.

    ``baseline`` is a position in ``compared``; it comes first.
    """
    first = compared[baseline]
    others = [item for item in compared if item.outcome.sector == first.outcome.sector]
    items = [first, *(item for item in others if item is not first)]
    if len(items) < 2:
        return None
    found = [_inputs(item.outcome.tables) for item in items]
    places = dict.fromkeys(place for known in found for place in known)
    # Rows that only another simulation has are placed next to those of the same name.
    order = {place[:2]: -rank for rank, place in enumerate(reversed(places))}
    rows = []
    for place in sorted(places, key=lambda place: (order[place[:2]], place[2])):
        values = [known.get(place, "") for known in found]
        if len(set(values)) > 1:
            rows.append(Parameter(place[0], place[1], values))
    return Parameters([item.name for item in items], rows)


def _inputs(tables: Sequence[Table]) -> Mapping[_Place, str]:
    return {place: text for table in tables if table.inputs for place, text in _texts(table)}


def _texts(table: Table) -> Iterator[tuple[_Place, str]]:
    # The title of a single table of parameters is omitted; those of pieces end with their name.
    section = table.title.partition(", ")[2]
    seen: Counter[str] = Counter()
    for row in table.rows:
        seen[row.label] += 1
        told = " × ".join(_text(cell) for cell in row.cells[: table.inputs])
        yield (section, row.label, seen[row.label]), told


def _text(cell: Cell) -> str:
    if isinstance(cell.value, int | float):
        text = quantity(cell.value, cell.unit, cell.decimals)
    else:
        text = cell.text
    return f"{text} ({cell.note})" if cell.note else text
