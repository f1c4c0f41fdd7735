"""Results kept for a page rendered without scripts, and the file of rows to correct."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from scoring.catalogue.results import Result
from scoring.engine.method import Method
from scoring.web import figures
from scoring.web.catalogue.summary import Overview, category_names

# Maximum rows of each kind on a page without scripts; its files have all of them.
MOST_ROWS: Final = 200


class CatalogueLine(NamedTuple):
    """A row as a page shows it."""

    line: int
    name: str
    category: str
    score: str
    whole: str
    per_100g: str
    check: str
    verdict: str
    reasons: list[tuple[str, str]]
    remarks: list[tuple[str, str]]


class Kept:
    """Counts all results, and keeps the first ones of each kind."""

    def __init__(self) -> None:
        self.overview = Overview()
        self._refused: list[Result] = []
        self._scored: list[Result] = []
        self._more_refused = self._more_scored = 0

    def head(self) -> bytes:
        """Write nothing."""
        return b""

    def render(self, results: Iterable[Result]) -> bytes:
        """Keep what the page shows."""
        found = list(results)
        self.overview.count(found)
        for result in found:
            if result.is_refused:
                self._more_refused += len(self._refused) >= MOST_ROWS
                self._refused += [result] if len(self._refused) < MOST_ROWS else []
            else:
                self._more_scored += len(self._scored) >= MOST_ROWS
                self._scored += [result] if len(self._scored) < MOST_ROWS else []
        return b""

    def context(self, method: Method) -> dict[str, Any]:
        """The template context of the rows."""
        names = category_names(method)
        return {
            "refused": [_line(result, names) for result in self._refused],
            "scored": [_line(result, names) for result in self._scored],
            "more_refused": self._more_refused,
            "more_scored": self._more_scored,
        }


class KeptSink:
    """Writes nothing, since the rows are in the page."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept

    def write(self, rendered: bytes, count: int) -> None:
        """Write nothing."""

    def close(self) -> None:
        """Do nothing."""


def _share(result: Result) -> str:
    """The whole that a row is of, whose score is shown, and its own part of it."""
    whole = result.whole
    if whole is None or result.score is None:
        return ""
    said = (
        _("lot {reference}, dont cet article : {score}")
        if whole.kind == "set"
        else _("vêtement {reference}, dont cette partie : {score}")
    )
    return said.format(reference=whole.reference, score=figures.number(result.score))


def _line(result: Result, names: dict[str, str]) -> CatalogueLine:
    portal = result.portal
    category = result.figures.category or ""
    reasons = [(one.column, one.message) for one in result.errors]
    if portal is not None:
        reasons = [(one.column, one.message) for one in portal.reasons]
        reasons += [(one.column, one.message) for one in portal.changes]
    return CatalogueLine(
        line=result.line,
        name=result.id or _("ligne {line}").format(line=result.line),
        category=names.get(category, category),
        score="" if result.sold_score is None else figures.number(result.sold_score),
        whole=_share(result),
        per_100g=(
            ""
            if result.figures.score_per_100g is None
            else figures.number(result.figures.score_per_100g)
        ),
        check=result.declared_check or "",
        verdict="" if portal is None else portal.verdict,
        reasons=reasons,
        remarks=[(one.column, one.message) for one in result.warnings],
    )
