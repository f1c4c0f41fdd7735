"""Which process of one version is which of another (docs/versions.md)."""

from collections.abc import Mapping
from typing import NamedTuple

from scoring.engine.method import Method
from scoring.engine.records import Process

# What tells a process where its id is another: its name and its unit.
_Name = tuple[str, str]


class Match(NamedTuple):
    """The process of the other version; ``replaced`` says that its inventory is another."""

    id: str
    replaced: bool = False


class Processes:
    """Finds the processes of ``first`` in ``second``.

    A process is the same if it has the same id, or if one version says that it is a former id of
    the other's. Failing that, the only process of the same name and unit in both stands in its
    place, with another inventory.
    """

    def __init__(self, first: Method, second: Method) -> None:
        self._second = second.dataset.processes
        self._later = second.dataset.aliases.get("processes", {})
        earlier = first.dataset.aliases.get("processes", {})
        self._former = {current: former for former, current in earlier.items()}
        self._names = _only(first.dataset.processes), _only(second.dataset.processes)

    def match(self, process: Process) -> Match | None:
        """The same process, or the one in its place; None where there is none."""
        for found in (process.id, self._later.get(process.id), self._former.get(process.id)):
            if found is not None and found in self._second:
                return Match(found)
        name = _name(process)
        mine, theirs = self._names
        if mine.get(name) == process.id and name in theirs:
            return Match(theirs[name], replaced=True)
        return None


def _only(processes: Mapping[str, Process]) -> dict[_Name, str]:
    """Processes by name and unit, without those that share them."""
    found: dict[_Name, str] = {}
    shared = set()
    for process in processes.values():
        name = _name(process)
        if name in found:
            shared.add(name)
        found[name] = process.id
    return {name: found[name] for name in found if name not in shared}


def _name(process: Process) -> _Name:
    return process.name, process.unit
