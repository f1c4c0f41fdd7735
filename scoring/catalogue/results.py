"""The result of a row, and its JSON record (catalogue.md 3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from scoring.catalogue.cells import Cell
from scoring.catalogue.comparing import Compared
from scoring.catalogue.faults import Fault, Remark
from scoring.catalogue.figures import Figures
from scoring.catalogue.verdicts import REFUSED as PORTAL_REFUSED
from scoring.catalogue.verdicts import PortalAnswer

SCORED: Final = 200
REFUSED: Final = 400
NOTHING: Final = Figures(score=None, pef=None)
OK: Final = "ok"
DIFFERS: Final = "differs"
# The portal's own tolerance for a declared score.
_TOLERANCE: Final = 0.01


class Whole(NamedTuple):
    """The set, or the garment in parts, that a row belongs to, with its score in points."""

    kind: str
    reference: str
    score: float | None
    durability: float | None


@dataclass(slots=True, kw_only=True)
class Result:
    """A row and its score, or its errors.

    ``index`` counts rows from 0, ``line`` is the line of the file, from 1. ``cells`` are the input
    cells in the order of the header, or ``text`` the input JSON. ``pef`` may be None if the version
    has no PEF score. ``whole`` is the product sold if it has several rows, ``portal`` the answer of
    the declaration portal if requested, ``compared`` the row in another version if requested.
    """

    index: int
    line: int
    id: str | None
    status: int
    figures: Figures
    declared_score: float | None
    warnings: Sequence[Remark]
    errors: Sequence[Fault]
    method_version: str
    level: str
    has_pef: bool = True
    compared: Compared | None = None
    link: str | None = None
    header: Sequence[str] = ()
    cells: Sequence[Cell] = ()
    text: bytes = b""
    whole: Whole | None = None
    portal: PortalAnswer | None = None

    @property
    def score(self) -> float | None:
        """Points of the score; None for a rejected row."""
        return self.figures.score

    @property
    def sold_score(self) -> float | None:
        """Points of the product sold: the whole set or garment, for one of its rows."""
        return self.figures.score if self.whole is None else self.whole.score

    @property
    def declared_check(self) -> str | None:
        """Whether the declared score is within 1 % of the computed one; None without either."""
        declared = self.declared_score
        if declared is None:
            return None
        score = self.sold_score
        if not score:
            return None
        return OK if abs(declared - score) / abs(score) <= _TOLERANCE else DIFFERS

    @property
    def is_refused(self) -> bool:
        """Whether the row needs a correction for the method, or for the portal if requested."""
        if self.portal is not None:
            return self.portal.verdict == PORTAL_REFUSED
        return bool(self.errors)

    def record(self) -> dict[str, Any]:
        """The row as a JSON object, without its input."""
        figures = self.figures
        record: dict[str, Any] = {
            "index": self.index,
            "line": self.line,
            "id": self.id,
            "status": self.status,
            "score": figures.score,
            "scorePer100g": figures.score_per_100g,
            "pef": figures.pef,
            "durability": figures.durability,
            "scoreWithoutDurability": figures.without_durability,
            "stages": figures.stages,
            "uncountedStages": list(figures.uncounted),
            "complements": figures.complements,
            "impacts": figures.impacts,
            "declaredScore": self.declared_score,
            "declaredCheck": self.declared_check,
            "warnings": [
                {"code": code, "message": message, "column": column}
                for code, message, column in self.warnings
            ],
            "errors": [
                {"column": column, "field": field, "message": message}
                for column, field, message in self.errors
            ],
            "methodVersion": self.method_version,
            "impactsLevel": self.level,
        }
        if self.whole is not None:
            record["whole"] = self.whole._asdict()
        if not self.has_pef:
            del record["pef"]
        if self.compared is not None:
            record["comparison"] = self.compared.record()
        if self.link is not None:
            record["link"] = self.link
        if self.portal is not None:
            record["portal"] = self.portal.record()
        return record
