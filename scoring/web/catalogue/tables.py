"""Scored rows as the page's script holds them (``scoring.catalogue.reading.tables``)."""

from collections.abc import Mapping, Sequence
from typing import Any

from scoring.catalogue.faults import Remark
from scoring.catalogue.results import Result
from scoring.web.refusals import shown

_SIMPLE = (str, int, float, bool)


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
