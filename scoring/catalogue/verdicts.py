"""The declaration portal's answer to a row (catalogue.md 2.11)."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from scoring.catalogue.cells import Cell
from scoring.catalogue.faults import Fault, Remark

ACCEPTED: Final = "accepted"
COMPLETED: Final = "completed"
REFUSED: Final = "refused"
VERDICTS: Final = (ACCEPTED, COMPLETED, REFUSED)
_WORDS: Final = {
    ACCEPTED: "acceptée",
    COMPLETED: "acceptée dans le fichier préparé",
    REFUSED: "refusée",
}


class PortalAnswer(NamedTuple):
    """What the portal would answer to a row.

    ``accepted``: it accepts the row unchanged. ``completed``: it accepts the row in the prepared
    file but would reject the original one, as ``changes`` explain. ``refused``: it rejects both,
    for these ``reasons``. ``notes`` are adjustments that it makes silently. ``cells`` are the row
    of the prepared file, empty if rejected.
    """

    verdict: str
    reasons: Sequence[Fault] = ()
    changes: Sequence[Remark] = ()
    notes: Sequence[Remark] = ()
    cells: Sequence[Cell] = ()

    def record(self) -> dict[str, Any]:
        """The answer as a JSON object."""
        return {
            "verdict": self.verdict,
            "reasons": [{"column": one.column, "message": one.message} for one in self.reasons],
            "changes": [{"column": one.column, "message": one.message} for one in self.changes],
            "notes": [{"column": one.column, "message": one.message} for one in self.notes],
        }

    @property
    def sentence(self) -> str:
        """The answer as the text of a cell."""
        said = [(one.column, one.message) for one in self.reasons]
        said += [(one.column, one.message) for one in self.changes]
        texts = [f"{column} : {message}" if column else message for column, message in said]
        return _WORDS[self.verdict] + (f" : {' ; '.join(texts)}" if texts else "")
