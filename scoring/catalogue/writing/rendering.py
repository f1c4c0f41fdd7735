"""Results as text: CSV, JSON, the portal's form (catalogue.md 3).

A renderer makes bytes of a few results at a time, wherever that runs; putting them one after the
other in a file is what sinks do.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from foundation.spreadsheets import guarded
from scoring.answers.json_text import InvalidJson, dumps, loads
from scoring.catalogue.cells import Cell, text_of
from scoring.catalogue.faults import Fault
from scoring.catalogue.results import Result
from scoring.catalogue.writing.columns import ResultColumns, ratio_text
from scoring.engine.numbers import round_half_up

_LINE_END: Final = "\r\n"
_MOST_KEPT: Final = 20_000
_PORTAL_HEADER: Final = ("Référence interne", "Score", "Erreur")


class Renderer(Protocol):
    """Makes of results what a sink takes: bytes, or records."""

    def head(self) -> bytes:
        """What stands before all results."""

    def render(self, results: Iterable[Result]) -> Any:
        """A few results, in their order."""


class _Guarded(dict[str, str]):
    """Texts that no spreadsheet takes for a formula, by what they were; most come again."""

    def __missing__(self, text: str) -> str:
        if not isinstance(text, str):
            raise TypeError
        if len(self) >= _MOST_KEPT:
            self.clear()
        found = self[text] = guarded(text)
        return found


class CsvRenderer:
    """Columns with a separator; full precision, or two decimals and commas for spreadsheets."""

    def __init__(self, columns: ResultColumns, *, separator: str, spreadsheet: bool) -> None:
        self._columns = columns
        self._separator = separator
        self._spreadsheet = spreadsheet
        self._harmless = _Guarded()

    def head(self) -> bytes:
        """The header, with the mark by which a spreadsheet knows UTF-8."""
        text = self._lines([[guarded(name) for name in self._columns.header]])
        return (b"\xef\xbb\xbf" if self._spreadsheet else b"") + text

    def render(self, results: Iterable[Result]) -> bytes:
        """One line a result."""
        columns = self._columns
        return self._lines(
            [*self._given(columns.input(result)), *self._own(columns.values(result))]
            for result in results
        )

    def _lines(self, rows: Iterable[Sequence[str]]) -> bytes:
        text = io.StringIO()
        separator = self._separator
        writer = csv.writer(text, delimiter=separator, lineterminator=_LINE_END)
        for row in rows:
            line = separator.join(row)
            # Most rows need no quotes, and are quickly put together.
            if not (
                line.count(separator) >= len(row) or '"' in line or "\n" in line or "\r" in line
            ):
                text.write(line)
                text.write(_LINE_END)
            else:
                writer.writerow(row)
        return text.getvalue().encode("utf-8", "replace")

    def _given(self, cells: Sequence[Cell]) -> Sequence[str]:
        """The cells of the input; none of them may run as a formula."""
        try:
            return list(map(self._harmless.__getitem__, cells))
        except TypeError:
            # Cells of a spreadsheet or a data frame are not all texts.
            texts = [self._text(place, cell) for place, cell in enumerate(cells)]
            return list(map(self._harmless.__getitem__, texts))

    def _text(self, place: int, cell: Cell) -> str:
        if isinstance(cell, str) or cell is None:
            return cell or ""
        if isinstance(cell, float | int) and not isinstance(cell, bool):
            if place in self._columns.ratios and cell <= 1:
                return ratio_text(cell)
            text = text_of(cell)
            return text.replace(".", ",") if self._spreadsheet else text
        if isinstance(cell, list | dict):
            return dumps(cell).decode()
        return text_of(cell)

    def _own(self, values: Sequence[Any]) -> list[str]:
        """Figures and texts of a result; JSON's writer is the quickest with all the digits."""
        figures = [value for value in values if type(value) is float]
        if self._spreadsheet:
            written = iter([f"{figure:.2f}".replace(".", ",") for figure in figures])
        else:
            written = iter(dumps(figures)[1:-1].decode().split(","))
        return [
            next(written)
            if type(value) is float
            else guarded(str(value))
            if value is not None and value != ""
            else ""
            for value in values
        ]


class JsonRenderer:
    """One JSON object a result: with line ends, or with commas between."""

    def __init__(self, *, lines: bool) -> None:
        self._lines = lines

    def head(self) -> bytes:
        """Nothing for lines, the start of an array else."""
        return b"" if self._lines else b"[\n"

    def render(self, results: Iterable[Result]) -> bytes:
        """The objects; without the comma or the line end after the last one of an array."""
        objects = map(json_object, results)
        if self._lines:
            return b"".join([text + b"\n" for text in objects])
        return b",\n".join(objects)


def json_object(result: Result) -> bytes:
    """A result as machine forms have it, its input as it was given (catalogue.md 3.1)."""
    start = dumps(result.record())[:-1]
    return b"".join((start, b',"input":', input_text(result), b"}"))


def input_text(result: Result) -> bytes:
    """The JSON of what was read: the row's own, or its cells by their columns."""
    if not result.header:
        # A row that is no JSON is given back as a text.
        if result.status != 200 and any(fault.field == "decoding" for fault in result.errors):
            return _as_given(result.text)
        return result.text or b"null"
    given = zip(result.header, result.cells, strict=False)
    return dumps({name: _plain(cell) for name, cell in given if name})


class PortalRenderer:
    """The portal's own form of results: a rounded score or what is wrong, by reference."""

    def head(self) -> bytes:
        """The header."""
        return _portal_lines([_PORTAL_HEADER])

    def render(self, results: Iterable[Result]) -> bytes:
        """One line a result."""
        return _portal_lines(
            (
                guarded(result.id or ""),
                "" if result.sold_score is None else f"{round_half_up(result.sold_score):.0f}",
                guarded(",".join(map(_error, result.errors))),
            )
            for result in results
        )


def _portal_lines(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def _error(fault: Fault) -> str:
    return f"{fault.column} : {fault.message}" if fault.column else fault.message


def _plain(cell: Cell) -> Any:
    """A cell as JSON has it."""
    if isinstance(cell, str | bool | int | None):
        return cell
    if isinstance(cell, float):
        return cell if cell - cell == 0 else None
    if isinstance(cell, dict):
        return {str(key): _plain(item) for key, item in cell.items()}
    if isinstance(cell, list | tuple):
        return [_plain(item) for item in cell]
    return str(cell)


def _as_given(text: bytes) -> bytes:
    try:
        loads(text)
    except InvalidJson:
        return dumps(text.decode("utf-8", "replace"))
    return text
