"""What the declaration portal would do with a row (catalogue.md 2.11)."""

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
    """What the portal would do with a row.

    ``accepted``: it takes the row as it is. ``completed``: it takes the row of the prepared file,
    and would have refused the one that was read, for what ``changes`` say. ``refused``: it takes
    neither, for the ``reasons``. ``notes`` are what it takes and does not say. ``cells`` are those
    of the prepared file, empty for a refused row.
    """

    verdict: str
    reasons: Sequence[Fault] = ()
    changes: Sequence[Remark] = ()
    notes: Sequence[Remark] = ()
    cells: Sequence[Cell] = ()

    def record(self) -> dict[str, Any]:
        """The answer as machine forms hold it."""
        return {
            "verdict": self.verdict,
            "reasons": [{"column": one.column, "message": one.message} for one in self.reasons],
            "changes": [{"column": one.column, "message": one.message} for one in self.changes],
            "notes": [{"column": one.column, "message": one.message} for one in self.notes],
        }

    @property
    def sentence(self) -> str:
        """The answer in a cell."""
        said = [(one.column, one.message) for one in self.reasons]
        said += [(one.column, one.message) for one in self.changes]
        texts = [f"{column} : {message}" if column else message for column, message in said]
        return _WORDS[self.verdict] + (f" : {' ; '.join(texts)}" if texts else "")
