"""Rows whose columns are named after the fields of a request (catalogue.md 2.9)."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from scoring.answers.json_text import InvalidJson, loads
from scoring.catalogue import cells, typed
from scoring.catalogue.cells import Cell, is_blank, shown, text_of
from scoring.catalogue.faults import CellFault
from scoring.catalogue.found import UNREAD, Found
from scoring.catalogue.json_rows import pruned
from scoring.catalogue.remembering import Noted, Remembered
from scoring.catalogue.rows import Request
from scoring.catalogue.vocabulary import api_columns, group_columns
from scoring.catalogue.vocabulary.layout import Layout
from scoring.engine.decoding import (
    Boolean,
    Decoder,
    Integer,
    ListOf,
    Number,
    Proportion,
    Quantity,
    Record,
    YarnSize,
)

_PRICE: Final = "price"


class ApiReader:
    """Reads the rows of one file whose columns are fields of a request."""

    def __init__(self, layout: Layout, request: Record) -> None:
        self.layout = layout
        self._request = request
        beside = {api_columns.ID, api_columns.QUERY, api_columns.DECLARED, api_columns.SCORE}
        known: dict[type, Remembered] = {}
        self._plan: list[tuple[str, tuple[str, ...], int, Remembered]] = []
        for key, place in layout.places.items():
            if key in group_columns.TITLES:
                continue
            if key in beside and api_columns.field_of(request, key) is None:
                continue
            decoder = _decoder(request, key)
            column = known.setdefault(type(decoder), Remembered(_reader(decoder)))
            self._plan.append((key, tuple(key.split(".")), place, column))
        places = layout.places
        self._id = places.get(api_columns.ID)
        self._query = places.get(api_columns.QUERY)
        self._declared = places.get(api_columns.DECLARED, places.get(api_columns.SCORE))

    def read(self, row: Sequence[Cell]) -> Request:
        """Convert the cells of a row to a request; if invalid, as much of it as could be read."""
        found = Found(self.layout, strict=False)
        body = self._whole(row, found)
        numbers: dict[str, list[str]] = {}
        if body is None:
            body, numbers = self._body(row, found)
        name = None if self._id is None else text_of(row[self._id]) or None
        return Request(
            body,
            id=name,
            declared=self._score(row, found),
            faults=tuple(found.faults),
            remarks=tuple(found.remarks),
            numbers=numbers,
        )

    def _whole(self, row: Sequence[Cell], found: Found) -> Any:
        """The request held as JSON in a single column; None if there is none."""
        if self._query is None or is_blank(row[self._query]):
            return None
        cell = row[self._query]
        if not isinstance(cell, str):
            return pruned(cell)
        try:
            return loads(cell.encode())
        except InvalidJson as error:
            found.fault(api_columns.QUERY, f"ce n'est pas du JSON ({error})")
            return {}

    def _body(
        self, row: Sequence[Cell], found: Found
    ) -> tuple[dict[str, Any], dict[str, list[str]]]:
        body: dict[str, Any] = {}
        numbers: dict[str, list[str]] = {}
        lists: dict[str, dict[str, Any]] = {}
        for key, path, place, column in self._plan:
            cell = row[place]
            if cell is None or cell == "":
                continue
            value = column[cell] if type(cell) is str else column.read(cell)
            if value is None:
                continue
            if type(value) is CellFault:
                found.fault(key, str(value))
                found.values[key] = UNREAD
                continue
            if type(value) is Noted:
                found.remark(value.code, key, value.message)
                value = value.value
            if len(path) == 1:
                body[key] = value
            elif path[1].isdigit():
                items = lists.setdefault(path[0], {})
                if len(path) == 2:
                    items[path[1]] = value
                else:
                    items.setdefault(path[1], {})[path[2]] = value
            else:
                body.setdefault(path[0], {})[path[1]] = value
        for name, items in lists.items():
            counted = [n for n in sorted(items, key=int) if not _is_none_of(items[n])]
            body[name] = [items[n] for n in counted]
            numbers[name] = counted
        price = body.get(_PRICE)
        if isinstance(price, int | float) and not isinstance(price, bool):
            body[_PRICE], message = typed.price_within(price)
            if message:
                found.remark("price-clamped", _PRICE, message)
        return body, numbers

    def _score(self, row: Sequence[Cell], found: Found) -> float | None:
        if self._declared is None or is_blank(row[self._declared]):
            return None
        try:
            return cells.number(row[self._declared])
        except CellFault as fault:
            key = self.layout.header[self._declared]
            found.remark("declared-score", key, f"{fault} : le score déclaré n'est pas contrôlé")
            return None


def _is_none_of(item: Any) -> bool:
    """Whether an item is an accessory with a quantity of zero (catalogue.md 2.6)."""
    return type(item) is dict and item.get("quantity") == 0


def _decoder(request: Record, key: str) -> Decoder:
    """The decoder of the field that a column names."""
    first, *parts = key.split(".")
    field = api_columns.field_of(request, first)
    if field is None:
        raise KeyError(key)
    if not parts:
        return field.decoder
    decoder = field.decoder.item if isinstance(field.decoder, ListOf) else field.decoder
    if isinstance(decoder, Record):
        inner = api_columns.field_of(decoder, parts[-1])
        if inner is not None:
            return inner.decoder
    return decoder


def _reader(decoder: Decoder) -> Callable[[Cell], Any]:
    """The reader of a field's cells: parses text for numbers and booleans, else keeps the value."""
    match decoder:
        case Number() | Integer() | Quantity():
            return _unless_structure(typed.amount)
        case Proportion():
            return _unless_structure(cells.ratio)
        case Boolean():
            return _unless_structure(cells.boolean)
        case YarnSize():
            return _yarn_size
        case ListOf() | Record():
            return _structure
    return _text


def _unless_structure(read: Callable[[Cell], Any]) -> Callable[[Cell], Any]:
    def plain(cell: Cell) -> Any:
        if isinstance(cell, list | dict):
            raise CellFault("une valeur simple est attendue, non une liste ou un objet")
        return read(cell)

    return plain


def _text(cell: Cell) -> Any:
    return cell if isinstance(cell, list | dict) else text_of(cell)


def _yarn_size(cell: Cell) -> Any:
    """A number in Nm, or text with its unit, which the engine parses."""
    try:
        return cells.number(cell)
    except CellFault:
        return text_of(cell)


def _structure(cell: Cell) -> Any:
    """A list or an object: a Python value from nested files, JSON, or comma-separated codes."""
    if not isinstance(cell, str):
        return pruned(cell)
    text = cell.strip()
    if not text.startswith(("[", "{")):
        return [part for part in text.replace(";", ",").replace(" ", "").split(",") if part]
    try:
        return loads(text.encode())
    except InvalidJson as error:
        raise CellFault(f"« {shown(cell)} » n'est pas du JSON ({error})") from None
