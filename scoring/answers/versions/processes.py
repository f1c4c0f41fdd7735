"""Matches the processes of two versions (docs/versions.md)."""

from collections.abc import Mapping
from typing import NamedTuple

from scoring.engine.method import Method
from scoring.engine.records import Process

# Identifies a process whose id has changed: its name and its unit.
_Name = tuple[str, str]


class ProcessMatch(NamedTuple):
    """The matching process in the other version; ``replaced`` means that the inventory differs."""

    id: str
    replaced: bool = False


class ProcessMatcher:
    """Finds the processes of ``first`` in ``second``.

    A process is the same if it has the same id, or if one version lists its id as a former id of
    the other's. Otherwise, a process with the same name and unit, if unique in both versions, is
    its replacement with another inventory.
    """

    def __init__(self, first: Method, second: Method) -> None:
        self._second = second.dataset.processes
        self._later = second.dataset.aliases.get("processes", {})
        earlier = first.dataset.aliases.get("processes", {})
        self._former = {current: former for former, current in earlier.items()}
        self._names = _only(first.dataset.processes), _only(second.dataset.processes)

    def match(self, process: Process) -> ProcessMatch | None:
        """The same process, or its replacement; None if there is neither."""
        for found in (process.id, self._later.get(process.id), self._former.get(process.id)):
            if found is not None and found in self._second:
                return ProcessMatch(found)
        name = _name(process)
        mine, theirs = self._names
        if mine.get(name) == process.id and name in theirs:
            return ProcessMatch(theirs[name], replaced=True)
        return None


def _only(processes: Mapping[str, Process]) -> dict[_Name, str]:
    """Processes by name and unit, if unique."""
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
