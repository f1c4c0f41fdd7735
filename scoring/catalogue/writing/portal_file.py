"""The file to submit to the portal: the rows that it accepts, with scores (catalogue.md 3.6)."""

import csv
import io
from collections.abc import Iterable, Sequence

from foundation.spreadsheets import guarded
from scoring.catalogue.cells import Cell, text_of
from scoring.catalogue.declaration.cells import FILE_LAYOUT
from scoring.catalogue.results import Result


class PortalFileRenderer:
    """The portal's columns in its order; rows that it would reject are left out."""

    def head(self) -> bytes:
        """The titles."""
        return _lines([FILE_LAYOUT.header])

    def render(self, results: Iterable[Result]) -> bytes:
        """One line for each row that the portal accepts."""
        return _lines(
            result.portal.cells for result in results if result.portal and result.portal.cells
        )


def _lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([guarded(text_of(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")
