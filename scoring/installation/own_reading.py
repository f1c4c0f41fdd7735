"""Reading the file that an operator has filled: CSV or JSON, as it comes back from other tools.

A CSV may have been saved by a spreadsheet: separator ``,`` ``;`` or tab, decimal comma, other
encoding, rows and columns in another order, columns of one's own, empty rows. Nothing is guessed
about a figure: what is no finite number is a fault that names the row, the process, the column and
the value.
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scoring.engine.aliases import by_former_id
from scoring.engine.errors import InvalidData
from scoring.engine.gaps import Figures
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.engine.reading import CsvRow, DataRow, Faults, unreadable
from scoring.engine.records import Process
from scoring.installation.own_template import DESCRIPTION, METHOD, SOURCE, VERSION
from scoring.installation.own_units import (
    is_unit_of,
    is_unit_of_process,
    method_edition,
    written_unit,
)

_SEPARATORS = (",", ";", "\t")
_STATEMENT = re.compile(r"#\s*(\w+)\s*=\s*(.*)")
_TITLE = re.compile(r"([a-z]{3}(?:-c)?)\s*(?:[(\[](.*)[)\]])?")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
# What some spreadsheets write before the first line.
_SEPARATOR_SAID = re.compile(r"\"?sep=([;,\t])\"?\s*")
# Columns that describe a process, and scores, which are always the published ones.
_KNOWN = (*DESCRIPTION, "ecs", "pef")
_LONGEST_SOURCE = 200
_LARGEST_FILE = 20_000_000


@dataclass(slots=True)
class OwnFile:
    """What a file says: figures by process id, the places of the rows, and what was ignored."""

    source: str = ""
    rows: dict[str, Figures] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    statements: Mapping[str, Any]
    units: Mapping[str, Any]
    rows: list[tuple[str, DataRow]]
    ignored: tuple[str, ...] = ()


def read_own_file(path: Path, method: Method) -> OwnFile:
    """Read and validate a file, whatever its deviations. Raises ``InvalidData`` with every fault.

    Rows without any figure are passed over: their processes have none.
    """
    faults = Faults()
    read = _read_json if path.suffix.lower() == ".json" else _read_csv
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InvalidData(str(path), [f"{path.name} : plus de 20 Mo, ce n'est pas ce fichier"])
        content = read(path, faults)
    except (OSError, ValueError, RecursionError, csv.Error) as error:
        raise InvalidData(str(path), [f"{path.name} : {unreadable(error)}"]) from None
    if content is None:
        raise InvalidData(str(path), faults.lines)
    found = OwnFile(ignored=content.ignored)
    found.source = _check_statements(path.name, content.statements, method, faults)
    for name, row in content.rows:
        _add(found, name, row, method, faults)
    _check_units(path.name, content.units, found, method, faults)
    if not found.rows and not faults.lines:
        faults.add(path.name, "aucun procédé n'a de valeur : remplissez les colonnes d'impacts")
    if faults.lines:
        raise InvalidData(str(path), faults.lines)
    return found


def _read_csv(path: Path, faults: Faults) -> _Read | None:
    text = _text(path.read_bytes())
    separator = _separator(text)
    statements: dict[str, str] = {}
    titles: list[str] | None = None
    rows: list[tuple[str, DataRow]] = []
    units: dict[str, str | None] = {}
    keys: list[str] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for line in reader:
        cells = [cell.strip() for cell in line]
        if not any(cells) or _SEPARATOR_SAID.fullmatch(separator.join(line)):
            continue
        if cells[0].startswith("#"):
            said = _STATEMENT.fullmatch(separator.join(line).strip(f"{separator} "))
            if said:
                statements[said[1].lower()] = said[2].strip()
            continue
        place = f"ligne {reader.line_num}"
        if titles is None:
            titles = cells
            keys = _columns(path.name, titles, units, faults)
            if faults.lines:
                return None
            continue
        if len(cells) > len(titles) and any(cells[len(titles) :]):
            faults.add(f"{path.name}, {place}", "cette ligne a plus de valeurs que de titres")
            continue
        named = dict(zip(keys, cells, strict=False))
        row = _SpreadsheetRow(path.name, place, named, faults)
        rows.append((named.get("id", ""), row))
    if titles is None:
        faults.add(path.name, "ce fichier n'a pas de ligne de titres")
        return None
    ignored = tuple(
        title
        for title, key in zip(titles, keys, strict=True)
        if title and key not in _KNOWN and key not in units
    )
    return _Read(statements=statements, units=units, rows=rows, ignored=ignored)


def _columns(
    name: str, titles: list[str], units: dict[str, str | None], faults: Faults
) -> list[str]:
    """The key of each column; ``units`` gets the unit that each category's title gives."""
    keys = []
    for title in titles:
        found = _TITLE.fullmatch(title)
        key = found[1] if found and found[1] in DETAILS else title.lower()
        if key in keys and (key in DETAILS or key in _KNOWN):
            faults.add(f"{name}, {title}", "cette colonne est en double")
        if found and key in DETAILS:
            units[key] = found[2]
        keys.append(key)
    absent = [key for key in ("id", "unit") if key not in keys]
    if absent:
        faults.add(name, f"colonnes absentes : {', '.join(absent)}")
    if not units:
        faults.add(name, f"aucune colonne d'impact ({', '.join(DETAILS)})")
    return keys


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What French spreadsheets save as plain CSV.
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The sign that makes most columns of the header."""
    lines = (line.strip(' ;,\t\r\n"') for line in io.StringIO(text))
    header = next((line for line in lines if line and line[0] != "#" and line[:4] != "sep="), "")
    return max(_SEPARATORS, key=header.count)


class _SpreadsheetRow(CsvRow):
    """A line whose numbers may have a decimal comma."""

    def finite(self, value: object) -> float | None:
        """Parse a decimal number: ``float`` alone would take ``1_0`` and ``infinity`` too."""
        if not isinstance(value, str):
            return None
        text = value.replace(",", ".") if value.count(",") == 1 and "." not in value else value
        return super().finite(text) if _NUMBER.fullmatch(text) else None


def _read_json(path: Path, faults: Faults) -> _Read | None:
    content = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_without_doubles)
    wanted = "un objet avec version, method, units et processes est attendu"
    if not isinstance(content, dict) or not isinstance(content.get("processes"), list):
        faults.add(path.name, wanted)
        return None
    units = content.get("units")
    if not isinstance(units, dict):
        faults.add(path.name, f"units : un objet qui dit l'unité de chaque impact ; {wanted}")
        return None
    rows = []
    for position, process in enumerate(content["processes"], start=1):
        place = f"processes[{position}]"
        impacts = process.get("impacts") if isinstance(process, dict) else None
        if not isinstance(process, dict) or not isinstance(impacts, dict):
            faults.add(f"{path.name}, {place}", "un objet avec id, unit et impacts est attendu")
            continue
        unknown = sorted(set(impacts) - set(DETAILS) - {"ecs", "pef"})
        if unknown:
            faults.add(f"{path.name}, {place}", f"impacts inconnus : {', '.join(unknown)}")
        cells = {"unit": process.get("unit")} | {
            trigram: impacts.get(trigram) for trigram in DETAILS
        }
        identifier = process.get("id")
        rows.append(
            (
                identifier if isinstance(identifier, str) else "",
                DataRow(path.name, place, cells, faults),
            )
        )
    return _Read(statements=content, units=units, rows=rows)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"la clé « {twice} » est en double dans un objet")
    return found


def _check_statements(
    name: str, statements: Mapping[str, Any], method: Method, faults: Faults
) -> str:
    """Compare what the file says of itself with the version, and return its source."""
    version = statements.get(VERSION)
    if version not in (None, "", method.version):
        faults.add(f"{name}, {VERSION}", f"ce fichier est pour {version}, pas {method.version}")
    wanted = method_edition(method.dataset)
    said = statements.get(METHOD) or ""
    if wanted and _folded(said) != _folded(wanted):
        given = f"« {said} » est donné" if said else "rien n'est donné"
        faults.add(
            f"{name}, {METHOD}",
            f"les impacts doivent être ceux de la méthode {wanted} ({given}) : une ligne "
            f"« # {METHOD} = {wanted} » en tête du CSV, ou la clé {METHOD} du JSON",
        )
    source = statements.get(SOURCE) or ""
    if not isinstance(source, str) or len(source) > _LONGEST_SOURCE or not source.isprintable():
        faults.add(f"{name}, {SOURCE}", f"un texte d'au plus {_LONGEST_SOURCE} signes est attendu")
        return ""
    return source


def _folded(text: object) -> str:
    return re.sub(r"[\s_-]|v(?=\d)", "", str(text)).casefold()


def _check_units(
    name: str, units: Mapping[str, Any], found: OwnFile, method: Method, faults: Faults
) -> None:
    """Each category that has a figure must say its unit, and it must be the method's."""
    for trigram in DETAILS:
        if not any(row[trigram] is not None for row in found.rows.values()):
            continue
        definition = method.dataset.impacts[trigram]
        wanted, unit = written_unit(definition), units.get(trigram)
        if not unit:
            faults.add(
                f"{name}, {trigram}",
                f"l'unité manque : écrivez « {trigram} ({wanted}) » dans les titres du CSV, ou "
                "l'unité dans units du JSON",
            )
        elif not isinstance(unit, str) or not is_unit_of(definition, unit):
            faults.add(
                f"{name}, {trigram}", f"l'unité est « {unit} », celle de la méthode {wanted}"
            )


def _add(found: OwnFile, identifier: str, row: DataRow, method: Method, faults: Faults) -> None:
    """Add one row, unless it has no figure."""
    place = row.key
    if not identifier:
        if any(row.has(trigram) for trigram in DETAILS):
            row.fault("id", "l'identifiant du procédé manque")
        return
    process = _process(method, identifier)
    if process is None:
        near = method.dataset.suggestion("processes", identifier)
        row.fault("id", f"« {identifier} » n'est pas un procédé de {method.version}{near}")
        return
    row.key = f"{place}, {process.name} ({process.id})"
    if process.id in found.places:
        row.fault("id", f"ce procédé est déjà donné : {found.places[process.id]}")
        return
    found.places[process.id] = place
    if not any(row.has(trigram) for trigram in DETAILS):
        return
    unit = row.cells.get("unit")
    if not isinstance(unit, str) or not is_unit_of_process(process.unit, unit):
        given = f"« {unit} » est donné" if unit else "rien n'est donné"
        row.fault("unit", f"ce procédé se compte en {process.unit} ({given})")
    found.rows[process.id] = {trigram: row.optional_number(trigram) for trigram in DETAILS}


def _process(method: Method, identifier: str) -> Process | None:
    """A process by its id, or one that it had in an earlier version."""
    processes, asked = method.dataset.processes, identifier.lower()
    return processes.get(asked) or by_former_id(
        processes, method.dataset.aliases, "processes", asked
    )
