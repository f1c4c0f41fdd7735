"""Reading the files of a method version: typed values, with every fault collected.

The rules are those of architecture.md, "Data". ``Faults`` collects one French line per fault, each
naming the file, the record and the column. A reader that meets a fault records it and continues
with a harmless value, so that one run shows all faults; nothing computed from such a value is ever
returned, since the caller raises first.
"""

import csv
import json
import math
import tomllib
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

LIST_SEPARATOR = " | "
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (FileNotFoundError, "ce fichier n'existe pas"),
    (IsADirectoryError, "c'est un dossier"),
    (PermissionError, "ce compte n'en a pas le droit"),
    (UnicodeDecodeError, "ce n'est pas du texte en UTF-8"),
    (RecursionError, "les valeurs y sont imbriquées trop profondément"),
)


class Faults:
    """The faults of a data set, in the order they are found."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, place: str, message: str) -> None:
        """Record a fault at a place such as ``processes.csv, kg-1, waste``."""
        self.lines.append(f"{place} : {message}")


class DataRow:
    """One record, a CSV line or a TOML table, whose cells are read with their type."""

    def __init__(self, file: str, key: str, cells: Any, faults: Faults) -> None:
        self.file = file
        self.key = key
        self.faults = faults
        self.cells: Mapping[str, Any] = {}
        if isinstance(cells, Mapping):
            self.cells = cells
        else:
            faults.add(f"{file}, {key}", "une table est attendue" + _received(cells))

    def fault(self, column: str, message: str) -> None:
        """Record a fault in one cell."""
        self.faults.add(f"{self.file}, {self.key}, {column}", message)

    def has(self, column: str) -> bool:
        """Whether the cell is present and not empty."""
        return self.cells.get(column) not in (None, "")

    def text(self, column: str) -> str:
        """A non-empty text."""
        value = self.cells.get(column)
        if isinstance(value, str) and value:
            return value
        self.fault(column, "un texte non vide est attendu" + _received(value))
        return ""

    def optional_text(self, column: str) -> str | None:
        """A text, or None for an empty or absent cell."""
        return self.text(column) if self.has(column) else None

    def choice(self, column: str, accepted: Collection[str]) -> str:
        """One of the accepted texts."""
        value = self.text(column)
        if value and value not in accepted:
            self.fault(column, f"« {value} » n'est pas une valeur admise ({', '.join(accepted)})")
        return value

    def texts(self, column: str, accepted: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of texts: an array in TOML, separated by vertical bars in CSV."""
        value = self.cells.get(column, "")
        items = value.split(LIST_SEPARATOR) if isinstance(value, str) else value or ()
        if not isinstance(items, list | tuple):
            self.fault(column, "une liste est attendue" + _received(value))
            items = ()
        texts = tuple(str(item) for item in items if item != "")
        for text in texts:
            if accepted is not None and text not in accepted:
                self.fault(
                    column, f"« {text} » n'est pas une valeur admise ({', '.join(accepted)})"
                )
        return texts

    def boolean(self, column: str) -> bool:
        """``true`` or ``false``."""
        value = self.cells.get(column)
        if value in (True, "true"):
            return True
        if value not in (False, "false"):
            self.fault(column, "true ou false est attendu" + _received(value))
        return False

    def number(
        self, column: str, minimum: float | None = None, maximum: float | None = None
    ) -> float:
        """A finite number in a range, both ends included."""
        value = self.cells.get(column)
        number = self.finite(value)
        if number is None:
            self.fault(column, "un nombre fini est attendu" + _received(value))
            return 0.0
        below = minimum is not None and number < minimum
        if below or (maximum is not None and number > maximum):
            self.fault(column, f"{value} est hors des bornes {minimum} à {maximum}")
        return number

    def finite(self, value: object) -> float | None:
        """The cell as a number: JSON and TOML have a number type, so a string is not accepted."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        try:
            number = float(value)
        except OverflowError:
            return None
        return number if math.isfinite(number) else None

    def positive(self, column: str) -> float:
        """A finite number above zero."""
        number = self.number(column, 0)
        if number == 0:
            self.fault(column, "un nombre strictement positif est attendu")
            return 1.0
        return number

    def optional_number(self, column: str, minimum: float | None = None) -> float | None:
        """A finite number, or None for an empty or absent cell."""
        return self.number(column, minimum) if self.has(column) else None

    def integer(self, column: str, minimum: int = 0) -> int:
        """A whole number."""
        number = self.number(column, minimum)
        if number != int(number):
            self.fault(column, f"un nombre entier est attendu, {number} reçu")
        return int(number)

    def reference(self, column: str, records: Mapping[str, T]) -> T | None:
        """The record of another file whose id is in the cell."""
        identifier = self.text(column)
        record = records.get(identifier)
        if record is None and identifier:
            self.fault(column, f"« {identifier} » n'existe pas")
        return record


class CsvRow(DataRow):
    """A CSV line: every cell is a text, including numbers."""

    def finite(self, value: object) -> float | None:
        """Parse the number in a text."""
        try:
            number = float(value) if isinstance(value, str) else math.nan
        except ValueError:
            return None
        return number if math.isfinite(number) else None


def read_csv(
    directory: Path, name: str, key: str, columns: Collection[str], faults: Faults
) -> Iterator[DataRow]:
    """Read a CSV file whose ``key`` column identifies its records; keys must be unique."""
    try:
        with (directory / name).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                faults.add(name, f"colonnes absentes : {', '.join(missing)}")
                return
            seen = set()
            for cells in reader:
                identifier = cells[key]
                if not identifier:
                    faults.add(f"{name}, ligne {reader.line_num}", f"la colonne {key} est vide")
                    continue
                if identifier in seen:
                    faults.add(f"{name}, {identifier}", "cet identifiant est en double")
                    continue
                seen.add(identifier)
                yield CsvRow(name, identifier, cells, faults)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        faults.add(name, unreadable(error))


def read_toml(directory: Path, name: str, faults: Faults) -> dict[str, Any]:
    """Read a TOML file; an unreadable file is recorded as a fault and gives an empty table."""
    try:
        with (directory / name).open("rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError, RecursionError) as error:
        faults.add(name, unreadable(error))
        return {}


def tables(
    file: str, table: Mapping[str, Any], key: str, faults: Faults
) -> Iterator[tuple[DataRow, dict[str, Any]]]:
    """The tables of an array in a TOML file; anything else in it, or in its place, is a fault."""
    items = table.get(key, [])
    if not isinstance(items, list):
        faults.add(f"{file}, {key}", "une liste de tables est attendue" + _received(items))
        return
    for position, cells in enumerate(items):
        row = DataRow(file, f"{key}[{position}]", cells, faults)
        if isinstance(cells, dict):
            yield row, cells


def unreadable(error: Exception) -> str:
    """Why a file could not be read, on one line; its content, maybe licensed, is not quoted."""
    reason = next((words for kind, words in _REASONS if isinstance(error, kind)), "")
    if isinstance(error, json.JSONDecodeError):
        reason = f"ce n'est pas du JSON : ligne {error.lineno}, colonne {error.colno}"
    elif isinstance(error, tomllib.TOMLDecodeError):
        reason = f"ce n'est pas du TOML : {error}"
    elif isinstance(error, csv.Error):
        reason = f"ce n'est pas du CSV : {error}"
    elif isinstance(error, OSError) and not reason:
        reason = error.strerror or type(error).__name__
    return f"lecture impossible ({reason or error})"


def toml_rows(directory: Path, name: str, faults: Faults) -> Iterator[DataRow]:
    """Read a TOML file that has one table per record, keyed by its id."""
    for key, cells in read_toml(directory, name, faults).items():
        if isinstance(cells, dict):
            yield DataRow(name, key, cells, faults)
        else:
            faults.add(f"{name}, {key}", "une table est attendue")


def in_rank_order(rows: list[tuple[int, str, T]], name: str, faults: Faults) -> dict[str, T]:
    """Sort records by rank, the order in which lists show them; ranks must be unique."""
    rows.sort(key=lambda row: row[0])
    for (rank, key, _), (next_rank, next_key, _) in pairwise(rows):
        if rank == next_rank:
            faults.add(name, f"{key} et {next_key} ont le même rang {rank}")
    return {key: record for _, key, record in rows}


def _received(value: object) -> str:
    return " (rien n'est donné)" if value in (None, "") else f" ({value!r} reçu)"
