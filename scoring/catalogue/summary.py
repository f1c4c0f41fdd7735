"""Summary of a whole catalogue (catalogue.md 3.4)."""

from array import array
from collections.abc import Iterable
from typing import Any, Final

from scoring.catalogue.comparison_summary import ComparisonTally
from scoring.catalogue.distribution import distribution
from scoring.catalogue.results import DIFFERS, SCORED, Result
from scoring.catalogue.verdicts import VERDICTS

# There may be as many distinct errors as rows.
_MOST_KINDS: Final = 1000
_SHOWN: Final = 10


class Tally:
    """Counts and scores of results; tallies of parts of a file can be added, in any order.

    Scores are stored as doubles: a million rows take 8 MB.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.scored = 0
        self.with_warnings = 0
        self.differing = 0
        self.portal: dict[str, int] = {}
        self._scores: dict[str, array[float]] = {}
        self._errors: dict[str, tuple[int, int]] = {}
        self._comparison: ComparisonTally | None = None

    @property
    def refused(self) -> int:
        """Rows without a score."""
        return self.rows - self.scored

    def count(self, results: Iterable[Result]) -> None:
        """Count results."""
        for result in results:
            self.rows += 1
            if result.warnings:
                self.with_warnings += 1
            if result.declared_check == DIFFERS:
                self.differing += 1
            if result.status == SCORED:
                self.scored += 1
            if result.portal is not None:
                self._add_verdict(result.portal.verdict, 1)
            for fault in result.errors:
                message = f"{fault.column} : {fault.message}" if fault.column else fault.message
                self._add_error(message, 1, result.line)
            if result.compared is not None:
                self._compared().count(result.compared, result.figures.category or "", result.line)
            figures = result.figures
            if figures.score is not None:
                self._of(figures.category or "").append(figures.score)

    def add(self, other: "Tally") -> None:
        """Add the tally of another part."""
        self.rows += other.rows
        self.scored += other.scored
        self.with_warnings += other.with_warnings
        self.differing += other.differing
        for verdict, count in other.portal.items():
            self._add_verdict(verdict, count)
        for category, scores in other._scores.items():
            self._of(category).extend(scores)
        for message, (count, line) in other._errors.items():
            self._add_error(message, count, line)
        if other._comparison is not None:
            self._compared().add(other._comparison)

    def summary(self) -> dict[str, Any]:
        """The figures as JSON: scores in points, lines from 1."""
        everything = array("d")
        for scores in self._scores.values():
            everything.extend(scores)
        portal = {verdict: self.portal.get(verdict, 0) for verdict in VERDICTS}
        frequent = sorted(self._errors.items(), key=lambda error: (-error[1][0], error[1][1]))
        return {
            "rows": self.rows,
            "scored": self.scored,
            "refused": self.refused,
            "withWarnings": self.with_warnings,
            "declaredDiffers": self.differing,
            **({"portal": portal} if self.portal else {}),
            "scores": distribution(everything),
            "categories": {
                category: {"rows": len(scores), **(distribution(scores) or {})}
                for category, scores in sorted(self._scores.items())
                if category
            },
            "errors": [
                {"message": message, "rows": count, "line": line}
                for message, (count, line) in frequent[:_SHOWN]
            ],
            **({} if self._comparison is None else {"comparison": self._comparison.summary()}),
        }

    def _of(self, category: str) -> "array[float]":
        """The scores of a category."""
        scores = self._scores.get(category)
        if scores is None:
            scores = self._scores[category] = array("d")
        return scores

    def _add_verdict(self, verdict: str, count: int) -> None:
        self.portal[verdict] = self.portal.get(verdict, 0) + count

    def _compared(self) -> ComparisonTally:
        """The rows computed in another version."""
        if self._comparison is None:
            self._comparison = ComparisonTally()
        return self._comparison

    def _add_error(self, message: str, count: int, line: int) -> None:
        known = self._errors.get(message)
        if known is not None:
            self._errors[message] = (known[0] + count, min(known[1], line))
        elif len(self._errors) < _MOST_KINDS:
            self._errors[message] = (count, line)
