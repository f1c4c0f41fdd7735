"""Summary of a whole catalogue (catalogue.md 3.4)."""

from array import array
from collections.abc import Iterable
from typing import Any

from scoring.catalogue.comparison_summary import ComparisonTally
from scoring.catalogue.distribution import distribution
from scoring.catalogue.error_tally import ErrorTally
from scoring.catalogue.results import DIFFERS, SCORED, Result
from scoring.catalogue.verdicts import VERDICTS


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
        self._errors = ErrorTally()
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
                self._errors.count(message, result.line)
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
        self._errors.add(other._errors)
        if other._comparison is not None:
            self._compared().add(other._comparison)

    def summary(self) -> dict[str, Any]:
        """The figures as JSON: scores in points, lines from 1."""
        everything = array("d")
        for scores in self._scores.values():
            everything.extend(scores)
        portal = {verdict: self.portal.get(verdict, 0) for verdict in VERDICTS}
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
            "errors": self._errors.summary(),
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
