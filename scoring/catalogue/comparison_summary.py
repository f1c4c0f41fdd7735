"""Summary of how another version of the method changes a whole catalogue (catalogue.md 3.5)."""

from array import array
from collections.abc import Iterable
from typing import Any

from scoring.catalogue.comparing import Compared
from scoring.catalogue.distribution import distribution
from scoring.catalogue.error_tally import ErrorTally


class ComparisonTally:
    """Counts compared rows; tallies of parts of a file can be added, in any order."""

    def __init__(self) -> None:
        self.version = ""
        self._rows = 0
        self._refused = 0
        self._higher = 0
        self._lower = 0
        self._percents: dict[str, array[float]] = {}
        self._stages: dict[str, int] = {}
        self._errors = ErrorTally()

    def count(self, found: Compared, category: str, line: int) -> None:
        """Count a row that its own version could compute."""
        self.version = found.version
        self._rows += 1
        self._refused += bool(found.errors)
        if found.difference is not None:
            self._higher += found.difference > 0
            self._lower += found.difference < 0
        if found.percent is not None:
            self._percents.setdefault(category, array("d")).append(found.percent)
        if found.stage is not None:
            self._stages[found.stage] = self._stages.get(found.stage, 0) + 1
        for fault in found.errors:
            self._errors.count(fault.message, line)

    def add(self, other: "ComparisonTally") -> None:
        """Add the tally of another part."""
        self.version = other.version or self.version
        self._rows += other._rows
        self._refused += other._refused
        self._higher += other._higher
        self._lower += other._lower
        for category, percents in other._percents.items():
            self._percents.setdefault(category, array("d")).extend(percents)
        for stage, rows in other._stages.items():
            self._stages[stage] = self._stages.get(stage, 0) + rows
        self._errors.add(other._errors)

    def summary(self) -> dict[str, Any]:
        """The figures as JSON; percentages are relative to the score in the row's own version."""
        percents = [percent for found in self._percents.values() for percent in found]
        stages = sorted(self._stages.items(), key=lambda stage: (-stage[1], stage[0]))
        return {
            "methodVersion": self.version,
            "rows": self._rows,
            "refused": self._refused,
            "higher": self._higher,
            "lower": self._lower,
            "percent": distribution(percents),
            "categories": _by_category(self._percents.items()),
            "stages": [{"stage": stage, "rows": rows} for stage, rows in stages],
            "errors": self._errors.summary(),
        }


def _by_category(found: Iterable[tuple[str, "array[float]"]]) -> dict[str, Any]:
    return {
        category: {"rows": len(percents), **(distribution(percents) or {})}
        for category, percents in sorted(found)
        if category
    }
