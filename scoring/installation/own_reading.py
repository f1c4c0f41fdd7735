"""Reads the file that an operator filled in: units, method, processes and figures are validated.

Figures are never guessed: anything but a finite number is a fault that names the row, the process,
the column and the value.
"""

import csv
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
from scoring.engine.reading import DataRow, Faults, unreadable
from scoring.engine.records import Process
from scoring.installation.own_formats import read_csv, read_json
from scoring.installation.own_template import METHOD, SOURCE, VERSION
from scoring.installation.own_units import (
    is_unit_of,
    is_unit_of_process,
    method_edition,
    written_unit,
)

_LONGEST_SOURCE = 200
_LARGEST_FILE = 20_000_000


@dataclass(slots=True)
class OwnFile:
    """The content of a file: figures by process id, the positions of rows, and what was ignored."""

    source: str = ""
    rows: dict[str, Figures] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()


def read_own_file(path: Path, method: Method) -> OwnFile:
    """Read and validate a file, whatever its deviations. Raises ``InvalidData``.

    The error lists every fault. Rows without any figure are skipped: their processes have none.
    """
    faults = Faults()
    read = read_json if path.suffix.lower() == ".json" else read_csv
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


def _check_statements(
    name: str, statements: Mapping[str, Any], method: Method, faults: Faults
) -> str:
    """Compare the file's statements with the version, and return its source."""
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
    """Check that each category with a figure has a unit, and that it is the method's."""
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
    """Add a row, unless it has no figure."""
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
    """The process with this id, current or former."""
    processes, asked = method.dataset.processes, identifier.lower()
    return processes.get(asked) or by_former_id(
        processes, method.dataset.aliases, "processes", asked
    )
