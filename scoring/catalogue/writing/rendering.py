"""Results as text: CSV, JSON, the portal's results (catalogue.md 3).

A renderer converts a few results at a time to bytes, in any process; sinks write these to a file in
order.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from foundation.spreadsheets import guarded
from scoring.answers.json_text import InvalidJson, dumps, loads
from scoring.catalogue.cells import Cell, ratio_text, text_of
from scoring.catalogue.faults import Fault
from scoring.catalogue.results import Result
from scoring.catalogue.writing.columns import ResultColumns
from scoring.engine.numbers import round_half_up

_LINE_END: Final = "\r\n"
_MOST_KEPT: Final = 20_000
_LONGEST_KEPT: Final = 200
_PORTAL_HEADER: Final = ("Référence interne", "Score", "Erreur")


class Renderer(Protocol):
    """Converts results to what a sink accepts: bytes, or records."""

    def head(self) -> bytes:
        """What precedes all results."""

    def render(self, results: Iterable[Result]) -> Any:
        """Convert a few results, in order."""


class ErrorsRenderer:
    """Renders only the rows that need a correction."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def head(self) -> bytes:
        """The header."""
        return self._renderer.head()

    def render(self, results: Iterable[Result]) -> Any:
        """Render the rejected results."""
        return self._renderer.render([result for result in results if result.is_refused])


class _Written(dict[str, str]):
    """Cached texts as CSV fields, since most are repeated.

    Formula injection is prevented, and quotes are as in RFC 4180.
    """

    def __init__(self, separator: str) -> None:
        super().__init__()
        self._needs_quotes = re.compile(f'[{re.escape(separator)}"\r\n]').search

    def __missing__(self, text: str) -> str:
        if not isinstance(text, str):
            raise TypeError
        written = guarded(text)
        if self._needs_quotes(written):
            written = '"' + written.replace('"', '""') + '"'
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = written
        return written


class CsvRenderer:
    """Delimited columns: full precision, or two decimals and a comma for French spreadsheets."""

    def __init__(self, columns: ResultColumns, *, separator: str, spreadsheet: bool) -> None:
        self._columns = columns
        self._separator = separator
        self._spreadsheet = spreadsheet
        self._written = _Written(separator)

    def head(self) -> bytes:
        """The header, after the BOM by which a spreadsheet recognises UTF-8."""
        text = self._line([self._written[name] for name in self._columns.header])
        return (b"\xef\xbb\xbf" if self._spreadsheet else b"") + text.encode("utf-8", "replace")

    def render(self, results: Iterable[Result]) -> bytes:
        """One line per result."""
        columns = self._columns
        lines = [
            self._line([*self._given(columns.input(result)), *self._own(columns.values(result))])
            for result in results
        ]
        return "".join(lines).encode("utf-8", "replace")

    def _line(self, cells: Sequence[str]) -> str:
        return self._separator.join(cells) + _LINE_END

    def _given(self, cells: Sequence[Cell]) -> Iterable[str]:
        """The input cells."""
        try:
            return list(map(self._written.__getitem__, cells))
        except TypeError:
            # Cells of spreadsheets and data frames are not all text.
            texts = [self._text(place, cell) for place, cell in enumerate(cells)]
            return map(self._written.__getitem__, texts)

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
        """The result cells; the JSON writer is the fastest way to write all the digits."""
        figures = [value for value in values if type(value) is float]
        if self._spreadsheet:
            texts = [f"{figure:.2f}".replace(".", ",") for figure in figures]
        else:
            texts = dumps(figures)[1:-1].decode().split(",")
        written = iter(texts)
        return [
            next(written)
            if type(value) is float
            else self._written[str(value)]
            if value is not None and value != ""
            else ""
            for value in values
        ]


class JsonRenderer:
    """One JSON object per result, as lines or as an array."""

    def __init__(self, *, lines: bool) -> None:
        self._lines = lines

    def head(self) -> bytes:
        """Nothing for lines, the opening bracket of an array."""
        return b"" if self._lines else b"[\n"

    def render(self, results: Iterable[Result]) -> bytes:
        """The objects; without a comma or line ending after the last one of an array."""
        objects = map(json_object, results)
        if self._lines:
            return b"".join([text + b"\n" for text in objects])
        return b",\n".join(objects)


def json_object(result: Result) -> bytes:
    """A result as JSON, with its input unchanged (catalogue.md 3.1)."""
    start = dumps(result.record())[:-1]
    return b"".join((start, b',"input":', input_text(result), b"}"))


def input_text(result: Result) -> bytes:
    """The input as JSON: the row's own text, or its cells by column."""
    if not result.header:
        # Invalid JSON is returned as a string.
        if result.status != 200 and any(fault.field == "decoding" for fault in result.errors):
            return _as_given(result.text)
        return result.text or b"null"
    given = zip(result.header, result.cells, strict=False)
    return dumps({name: _plain(cell) for name, cell in given if name})


class PortalRenderer:
    """The portal's results file: a rounded score or the errors, by reference."""

    def head(self) -> bytes:
        """The header."""
        return _portal_lines([_PORTAL_HEADER])

    def render(self, results: Iterable[Result]) -> bytes:
        """One line per result."""
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
    """Convert a cell to a JSON value."""
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
