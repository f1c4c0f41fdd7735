"""Writes a request from the simulator back to the cells of its row (catalogue.md 7)."""

from collections.abc import Mapping
from typing import Any

from scoring.answers.json_text import InvalidJson, dumps, loads
from scoring.catalogue.cells import is_blank
from scoring.catalogue.declaration.cells import PortalCells
from scoring.catalogue.declaration.words import PortalWords
from scoring.catalogue.json_rows import BESIDE
from scoring.catalogue.rows import Row
from scoring.catalogue.vocabulary import api_columns
from scoring.catalogue.vocabulary.group_columns import PART_OF, SET
from scoring.catalogue.vocabulary.layout import PORTAL, Layout
from scoring.catalogue.vocabulary.portal_columns import QUANTITIES, TRIMS
from scoring.engine.method import Method

# Columns that identify a product and are not part of its request.
_KEPT = frozenset({"gtins", "reference", "brand", "score", "id", "declaredScore"})


class Rewriter:
    """Writes requests to the rows of one file, in its own columns."""

    def __init__(self, layout: Layout | None, method: Method) -> None:
        self._layout = layout
        self._words = PortalWords(method)

    def rewritten(self, row: Row, query: Mapping[str, Any]) -> tuple[Row, list[str]]:
        """The row with its new cells; or unchanged, with what its columns cannot express."""
        if self._layout is None:
            return row._replace(text=_text(row.text, query), fault=""), []
        places = self._layout.places
        if any(not is_blank(row.cells[places[key]]) for key in (SET, PART_OF) if key in places):
            # The simulator had the whole product, but a row holds only a part of it.
            return row, ["un lot ou un vêtement en plusieurs parties se corrige dans le fichier"]
        if self._layout.vocabulary == PORTAL:
            said = PortalCells(query, self._words)
            refusals = [f"{fault.column} : {fault.message}" for fault in said.faults]
            values = self._accessories(said.values)
        else:
            refusals = []
            values = self._api_values(query)
        refusals += [
            f"le fichier n'a pas de colonne « {key} »"
            for key, value in values.items()
            if value and key not in places
        ]
        if refusals:
            return row, refusals
        cells = list(row.cells)
        for key, place in places.items():
            if key not in _KEPT:
                cells[place] = values.get(key, "")
        return row._replace(cells=cells), []

    def _accessories(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values, with accessories in whichever of the two forms the file uses."""
        given = dict(values)
        if self._layout is None or not any(key.startswith("trims.") for key in self._layout.places):
            return given
        counts = {key: given.pop(key) for key in QUANTITIES if key in given}
        for number, (key, count) in enumerate(counts.items(), start=1):
            if number <= TRIMS:
                given[f"trims.{number}.id"] = QUANTITIES[key]
                given[f"trims.{number}.quantity"] = count
        return given

    def _api_values(self, query: Mapping[str, Any]) -> dict[str, str]:
        if self._layout is not None and api_columns.QUERY in self._layout.places:
            return {api_columns.QUERY: dumps(query).decode()}
        return dict(api_columns.flattened(query))


def _text(text: bytes, query: Mapping[str, Any]) -> bytes:
    """The JSON of a row, keeping the other keys beside the request."""
    try:
        before = loads(text)
    except InvalidJson:
        before = {}
    kept = {name: before[name] for name in BESIDE if name in before} if type(before) is dict else {}
    if "query" in kept:
        return dumps(kept | {"query": query})
    return dumps(kept | dict(query))
