"""Upstream's field renames since v7.0.0, by record: every format is converted to the first.

The names are upstream's: ``activityName`` and ``massPerUnit`` (2025 to May 2026), ``elecKwh`` and
``qtyVariationRatio`` (June 2026). The faults of a record use the names in its file.
"""

from collections.abc import Mapping
from decimal import Context, Decimal
from typing import Any

from scoring.engine.reading import DataRow, Faults

Cells = dict[str, Any]

_MJ_PER_KWH = Decimal("3.6")
# Figures have six significant digits: the double nearest to the decimal product is the original.
_DIGITS = Context(prec=15)
_UNITS = {"item": "Item(s)"}


class SourceRow(DataRow):
    """An upstream record whose faults use the field names of the source."""

    def __init__(
        self, file: str, key: str, cells: Any, faults: Faults, names: Mapping[str, str]
    ) -> None:
        super().__init__(file, key, cells, faults)
        self.names = names

    def fault(self, column: str, message: str) -> None:
        """Record a fault in one cell, under the name used in its file."""
        super().fault(self.names.get(column, column), message)


def process_row(row: DataRow, faults: Faults) -> SourceRow:
    """A process under the names of v7.0.0."""
    cells = dict(row.cells)
    names: dict[str, str] = {}
    _rename(cells, names, "sourceId", "activityName")
    _rename(cells, names, "density", "massPerUnit")
    _rename(cells, names, "waste", "qtyVariationRatio", _waste)
    _rename(cells, names, "elecMJ", "elecKwh", _megajoules)
    if cells.get("density") is None:
        # Unknown (textile.md 3.1).
        cells["density"] = 0
    unit = cells.get("unit")
    if isinstance(unit, str):
        cells["unit"] = _UNITS.get(unit, unit)
    return SourceRow(row.file, row.key, cells, faults, names)


def material_row(row: DataRow, faults: Faults) -> SourceRow:
    """A fibre under the names of v7.0.0; later formats have a single name."""
    cells = dict(row.cells)
    names: dict[str, str] = {}
    _rename(cells, names, "processId", "materialProcessUuid", keep=True)
    cells.setdefault("shortName", cells.get("name"))
    return SourceRow(row.file, row.key, cells, faults, names)


def ingredient_row(row: DataRow, faults: Faults) -> SourceRow:
    """An ingredient under the names of v7.0.0; a null service is treated as absent."""
    cells = dict(row.cells)
    services = cells.get("ecosystemicServices")
    if isinstance(services, Mapping):
        known = {name: value for name, value in services.items() if value is not None}
        cells["ecosystemicServices"] = known
    return SourceRow(row.file, row.key, cells, faults, {})


def _rename(
    cells: Cells,
    names: dict[str, str],
    ours: str,
    theirs: str,
    convert: Any = None,
    *,
    keep: bool = False,
) -> None:
    if ours in cells or theirs not in cells:
        return
    value = cells[theirs] if keep else cells.pop(theirs)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    cells[ours] = convert(value) if convert is not None and number else value
    names[ours] = theirs


def _waste(ratio: float) -> float:
    """The share lost, given the quantity that is left of one."""
    return float(_DIGITS.subtract(1, Decimal(repr(ratio))))


def _megajoules(kilowatt_hours: float) -> float:
    return float(_DIGITS.multiply(Decimal(repr(kilowatt_hours)), _MJ_PER_KWH))
