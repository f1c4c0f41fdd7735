"""The rows of a file as a program holds them to correct them by hand, in JSON.

``{"separator": ";", "header": [...], "rows": [{"line": 2, "cells": [...]}]}``; rows of a JSON file
have a ``text`` instead of cells. The error and warnings found when a row was read from its file
(``fault``, ``remarks``) are sent back with it, since they cannot be found again. A row may have a
``query``, the request that the simulator changed, to be written to its cells.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from scoring.answers.json_text import InvalidJson, loads
from scoring.answers.sectors import TEXTILE
from scoring.catalogue import forms
from scoring.catalogue.faults import Remark, UnusableInput
from scoring.catalogue.grouping import joined
from scoring.catalogue.reading.headers import layout_for
from scoring.catalogue.rewriting import Rewriter
from scoring.catalogue.rows import Row, Rows
from scoring.catalogue.vocabulary.layout import Layout
from scoring.engine.method import Method

_UNREADABLE: Final = "Le catalogue envoyé par la page n'est pas lisible."


class Remembering:
    """Remembers the error and warnings that each row had when it was read from its file."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.read: dict[int, tuple[str, Sequence[Remark]]] = {}

    def rows(self) -> Rows:
        """The same rows; what is remembered of a row must be taken once it is scored."""
        source = self._rows
        copy = Rows(source.form, source.layout, ())
        copy.separator = source.separator
        copy.notes = source.notes
        return copy.follow(map(self._kept, enumerate(source)))

    def take(self, index: int) -> tuple[str, Sequence[Remark]]:
        """What was remembered of a row."""
        return self.read.pop(index, ("", ()))

    def _kept(self, numbered: tuple[int, Row]) -> Row:
        index, row = numbered
        if row.fault or row.remarks:
            self.read[index] = (row.fault, row.remarks)
        return row


def rows_of_table(body: bytes, method: Method) -> Rows:
    """The rows of a posted table. Raises ``UnusableInput``."""
    try:
        table = loads(body)
    except InvalidJson:
        raise UnusableInput(_UNREADABLE) from None
    if not isinstance(table, dict) or not isinstance(table.get("rows"), list):
        raise UnusableInput(_UNREADABLE)
    rows = Rows(forms.JSON_LINES, None, ())
    header = table.get("header")
    if header is not None:
        if not isinstance(header, list) or not all(isinstance(name, str) for name in header):
            raise UnusableInput(_UNREADABLE)
        rows.form = forms.CSV
        rows.layout = layout_for(header, TEXTILE, rows.notes)
    if table.get("separator") in (";", ",", "\t"):
        rows.separator = table["separator"]
    return joined(rows.follow(_rows(table["rows"], rows, method)))


def _rows(table: Sequence[Any], rows: Rows, method: Method) -> Iterator[Row]:
    rewriter: Rewriter | None = None
    for item in table:
        row = _row(item, rows.layout)
        query = item.get("query")
        if isinstance(query, dict):
            rewriter = rewriter or Rewriter(rows.layout, method)
            row, refusals = rewriter.rewritten(row, query)
            for refusal in refusals:
                rows.notes.append(f"Ligne {row.line} inchangée : {refusal}.")
        yield row


def _row(item: Any, layout: Layout | None) -> Row:
    if not isinstance(item, dict) or type(item.get("line")) is not int:
        raise UnusableInput(_UNREADABLE)
    fault = item.get("fault")
    row = Row(
        item["line"],
        fault=fault if isinstance(fault, str) else "",
        remarks=tuple(_remarks(item.get("remarks"))),
    )
    if layout is None:
        text = item.get("text")
        return row._replace(text=text.encode("utf-8", "replace") if isinstance(text, str) else b"")
    cells = item.get("cells")
    if not isinstance(cells, list):
        raise UnusableInput(_UNREADABLE)
    width = len(layout.header)
    return row._replace(cells=[*cells[:width], *[""] * (width - len(cells))])


def _remarks(given: Any) -> Iterator[Remark]:
    for one in given if isinstance(given, list) else ():
        if isinstance(one, list) and len(one) == 3 and all(isinstance(part, str) for part in one):
            yield Remark(*one)
