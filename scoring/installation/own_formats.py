"""The two formats of own figures, CSV and JSON, as other tools write them.

A CSV file may have been saved by a spreadsheet: separated by ``,`` ``;`` or tabs, with decimal
commas, in another encoding, with rows and columns reordered, added columns, or empty rows.
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.engine.impacts import DETAILS
from scoring.engine.reading import CsvRow, DataRow, Faults
from scoring.installation.own_template import DESCRIPTION

_SEPARATORS = (",", ";", "\t")
_STATEMENT = re.compile(r"#\s*(\w+)\s*=\s*(.*)")
_TITLE = re.compile(r"([a-z]{3}(?:-c)?)\s*(?:[(\[](.*)[)\]])?")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
# The ``sep=;`` line that some spreadsheets write first.
_SEPARATOR_SAID = re.compile(r"\"?sep=([;,\t])\"?\s*")
# Columns that describe a process, and scores, for which the published ones are always used.
_KNOWN = (*DESCRIPTION, "ecs", "pef")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The content of a file: statements and units as written, rows with their ids."""

    statements: Mapping[str, Any]
    units: Mapping[str, Any]
    rows: list[tuple[str, DataRow]]
    ignored: tuple[str, ...] = ()


def read_csv(path: Path, faults: Faults) -> Content | None:
    """Read a CSV; None if its header is faulty. Raises ``OSError`` and ``csv.Error``."""
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
    return Content(statements=statements, units=units, rows=rows, ignored=ignored)


def _columns(
    name: str, titles: list[str], units: dict[str, str | None], faults: Faults
) -> list[str]:
    """The key of each column; ``units`` gets the unit in each category's title."""
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
        # The encoding of plain CSV saved by French spreadsheets.
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The separator that gives the most columns in the header."""
    lines = (line.strip(' ;,\t\r\n"') for line in io.StringIO(text))
    header = next((line for line in lines if line and line[0] != "#" and line[:4] != "sep="), "")
    return max(_SEPARATORS, key=header.count)


class _SpreadsheetRow(CsvRow):
    """A row whose numbers may have a decimal comma."""

    def finite(self, value: object) -> float | None:
        """Parse a decimal number; ``float`` would also accept ``1_0`` and ``infinity``."""
        if not isinstance(value, str):
            return None
        text = value.replace(",", ".") if value.count(",") == 1 and "." not in value else value
        return super().finite(text) if _NUMBER.fullmatch(text) else None


def read_json(path: Path, faults: Faults) -> Content | None:
    """Read a JSON object; None if it is not one. Raises ``OSError`` and ``ValueError``."""
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
    return Content(statements=content, units=units, rows=rows)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"la clé « {twice} » est en double dans un objet")
    return found
