"""The rows held by the page's script, as JSON: read from a file, then corrected by hand.

``{"separator": ";", "header": [...], "rows": [{"line": 2, "cells": [...]}]}``; rows of a JSON file
have a ``text`` instead of cells. The error and warnings found when a row was read from its file
(``fault``, ``remarks``) are sent back with it, since they cannot be found again. A row may have a
``query``, the request that the simulator changed, to be written to its cells.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from django.utils.translation import gettext as _

from scoring.answers.sectors import TEXTILE
from scoring.catalogue import forms
from scoring.catalogue.faults import Remark, UnusableInput
from scoring.catalogue.grouping import joined
from scoring.catalogue.reading.headers import layout_for
from scoring.catalogue.results import Result
from scoring.catalogue.rows import Row, Rows
from scoring.catalogue.vocabulary.layout import Layout
from scoring.engine.method import Method
from scoring.web.catalogue.rewriting import Rewriter
from scoring.web.refusals import shown

_SIMPLE = (str, int, float, bool)


def rows_of_table(body: bytes, method: Method) -> Rows:
    """The rows of a posted table. Raises ``UnusableInput``."""
    try:
        table = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise UnusableInput(_unreadable()) from None
    if not isinstance(table, dict) or not isinstance(table.get("rows"), list):
        raise UnusableInput(_unreadable())
    rows = Rows(forms.JSON_LINES, None, ())
    header = table.get("header")
    if header is not None:
        if not isinstance(header, list) or not all(isinstance(name, str) for name in header):
            raise UnusableInput(_unreadable())
        rows.form = forms.CSV
        rows.layout = layout_for(header, TEXTILE, rows.notes)
    if table.get("separator") in (";", ",", "\t"):
        rows.separator = table["separator"]
    return joined(rows.follow(_rows(table["rows"], rows, method)))


def row_record(result: Result, remarks: Sequence[Remark], fault: str) -> dict[str, Any]:
    """A row for the script: its input, which the script sends back, and its result."""
    record: dict[str, Any] = {
        "line": result.line,
        "id": result.id,
        "status": result.status,
        "score": result.score,
        "per100g": result.figures.score_per_100g,
        "category": result.figures.category,
        "declared": result.declared_score,
        "check": result.declared_check,
        "errors": [[one.column, shown(one.message)] for one in result.errors],
        "warnings": [[one.column, shown(one.message)] for one in result.warnings],
        "whole": None if result.whole is None else result.whole._asdict(),
        "portal": None if result.portal is None else _portal_record(result.portal.record()),
        "link": result.link,
        "fault": fault,
        "remarks": [list(remark) for remark in remarks],
    }
    if result.header:
        record["cells"] = [_cell(cell) for cell in result.cells]
    else:
        record["text"] = result.text.decode("utf-8", "replace")
    return record


def _portal_record(record: dict[str, Any]) -> dict[str, Any]:
    """The portal's answer, with its reasons in the language of the page."""
    told = {
        name: [{**one, "message": shown(one["message"])} for one in record[name]]
        for name in ("reasons", "changes", "notes")
        if name in record
    }
    return record | told


def _rows(table: Sequence[Any], rows: Rows, method: Method) -> Iterator[Row]:
    rewriter: Rewriter | None = None
    for item in table:
        row = _row(item, rows.layout)
        query = item.get("query")
        if isinstance(query, dict):
            rewriter = rewriter or Rewriter(rows.layout, method)
            row, refusals = rewriter.rewritten(row, query)
            for refusal in refusals:
                rows.notes.append(
                    _("Ligne {line} inchangée : {reason}.").format(line=row.line, reason=refusal)
                )
        yield row


def _row(item: Any, layout: Layout | None) -> Row:
    if not isinstance(item, dict) or type(item.get("line")) is not int:
        raise UnusableInput(_unreadable())
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
        raise UnusableInput(_unreadable())
    width = len(layout.header)
    return row._replace(cells=[*cells[:width], *[""] * (width - len(cells))])


def _remarks(given: Any) -> Iterator[Remark]:
    for one in given if isinstance(given, list) else ():
        if isinstance(one, list) and len(one) == 3 and all(isinstance(part, str) for part in one):
            yield Remark(*one)


def _cell(cell: Any) -> Any:
    """A cell as a JSON value; dates as text."""
    if cell is None or isinstance(cell, _SIMPLE):
        # JSON has no representation of non-finite numbers.
        return "" if isinstance(cell, float) and cell - cell != 0 else cell
    if isinstance(cell, Mapping):
        return {str(name): _cell(item) for name, item in cell.items()}
    if isinstance(cell, list | tuple):
        return [_cell(item) for item in cell]
    return str(cell)


def _unreadable() -> str:
    return str(_("Le catalogue envoyé par la page n'est pas lisible."))
