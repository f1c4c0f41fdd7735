"""Reads upstream's JSON files, recording faults with the file, the record and the field.

Reading continues after a fault, so that one run shows them all.
"""

import json
from pathlib import Path
from typing import Any

from scoring.engine.reading import DataRow, Faults, unreadable


class Upstream:
    """The JSON files of a directory, and the faults found in them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.faults = Faults()
        # Names of the files that could not be read.
        self.unreadable: set[str] = set()

    def load(
        self, name: str, kind: type, optional: bool = False, faults: Faults | None = None
    ) -> Any:
        """Read a JSON file; an unreadable file is recorded as a fault and gives an empty value."""
        faults = self.faults if faults is None else faults
        path = self.directory / name
        if optional and not path.exists():
            return kind()
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            self.unreadable.add(name)
            faults.add(name, unreadable(error))
            return kind()
        if not isinstance(value, kind):
            self.unreadable.add(name)
            faults.add(name, "une liste est attendue" if kind is list else "objet attendu")
            return kind()
        return value

    def rows(
        self,
        name: str,
        key: str = "id",
        optional: bool = False,
        faults: Faults | None = None,
    ) -> list[DataRow]:
        """Read a list of records identified by ``key``; ``faults`` collects the errors."""
        faults = self.faults if faults is None else faults
        rows = []
        seen = set()
        for position, cells in enumerate(self.load(name, list, optional, faults)):
            identifier = cells.get(key) if isinstance(cells, dict) else None
            if not isinstance(identifier, str) or not identifier:
                faults.add(f"{name}, enregistrement {position}", f"le champ {key} manque")
            elif identifier in seen:
                faults.add(f"{name}, {identifier}", "cet identifiant est en double")
            else:
                seen.add(identifier)
                rows.append(DataRow(name, identifier, cells, faults))
        return rows

    def part(self, row: DataRow, field: str) -> DataRow:
        """A nested object of a record."""
        cells = row.cells.get(field)
        if not isinstance(cells, dict):
            row.fault(field, "un objet est attendu")
            cells = {}
        return DataRow(row.file, f"{row.key}, {field}", cells, row.faults)

    def parts(self, row: DataRow, field: str) -> list[DataRow]:
        """A nested list of objects of a record."""
        cells = row.cells.get(field, [])
        if not isinstance(cells, list) or not all(isinstance(item, dict) for item in cells):
            row.fault(field, "une liste d'objets est attendue")
            return []
        return [
            DataRow(row.file, f"{row.key}, {field}[{position}]", item, row.faults)
            for position, item in enumerate(cells)
        ]


def alias(row: DataRow, *names: str) -> str:
    """The first of several field names that the record has: names change between versions."""
    return next((name for name in names if row.has(name)), names[0])
