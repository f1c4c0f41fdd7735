"""Which ids of earlier versions identify the same records as those of a new one.

A fibre gives its former id itself (``alias``). A process is considered the same under a new id if
it is the only one with that name, inventory and unit in each version. If its inventory changed, it
is a different process and gets no alias.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from scoring.engine.dataset import Dataset
from scoring.engine.reading import DataRow

Identity = tuple[str, str, str]


def former_ids(
    processes: Iterable[DataRow], materials: Iterable[DataRow], earlier: Iterable[Dataset]
) -> list[dict[str, Any]]:
    """The lines of ``aliases.csv``: a former id, its catalogue and the current id."""
    rows = list(materials)
    known = {row.key for row in rows}
    found = {
        row.cells["alias"]: ("materials", row.key)
        for row in rows
        if row.has("alias") and row.cells["alias"] not in known
    }
    for former, current in former_processes(processes, earlier).items():
        found.setdefault(former, ("processes", current))
    return [
        {"alias": former, "catalogue": catalogue, "id": current}
        for former, (catalogue, current) in found.items()
    ]


def former_processes(processes: Iterable[DataRow], earlier: Iterable[Dataset]) -> Mapping[str, str]:
    """The current id of each process of earlier versions whose id has changed."""
    rows = list(processes)
    current = {row.key for row in rows}
    here = Counter(map(_identity, rows))
    by_identity = {_identity(row): row.key for row in rows if here[_identity(row)] == 1}
    found: dict[str, str] = {}
    for dataset in earlier:
        there = Counter((one.name, one.source_name, one.unit) for one in dataset.processes.values())
        for one in dataset.processes.values():
            identity = (one.name, one.source_name, one.unit)
            if one.id not in current and there[identity] == 1 and identity in by_identity:
                found.setdefault(one.id, by_identity[identity])
        for former, other in dataset.aliases.get("processes", {}).items():
            now = found.get(other, other)
            if former not in current and now in current:
                found.setdefault(former, now)
    return found


def _identity(row: DataRow) -> Identity:
    cells = row.cells
    return str(cells.get("displayName")), str(cells.get("sourceId") or ""), str(cells.get("unit"))
