"""CSV and other delimited text: separator detected from the header, quotes as in RFC 4180."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO, Final

from scoring.answers.sector import Sector
from scoring.catalogue.faults import Remark, UnusableInput
from scoring.catalogue.forms import CSV
from scoring.catalogue.reading.headers import MOST_COLUMNS, layout_for
from scoring.catalogue.reading.texts import TextLines
from scoring.catalogue.rows import Row, Rows
from scoring.catalogue.vocabulary import api_columns, portal_columns

_SEPARATORS: Final = (";", ",", "\t")
# The ``sep=;`` line that some spreadsheets write before the header.
_SAID: Final = re.compile(r"\"?sep=([;,\t])\"?[\r\n]*")
_QUOTES: Final = (
    "les guillemets de cette ligne sont mal fermés : un texte entre guillemets double ceux "
    "qu'il contient"
)


def open_delimited(stream: BinaryIO, sector: Sector[Any, Any, Any]) -> Rows:
    """The rows of a delimited text file. Raises ``UnusableInput`` for an invalid header."""
    rows = Rows(CSV, None, ())
    lines = TextLines(stream, rows.notes.append)
    first, separator, before = _first_line(lines)
    rows.separator = separator or _separator(first, sector)
    reader = csv.reader(chain([first], lines), delimiter=rows.separator, strict=True)
    try:
        header = next(reader)
    except csv.Error:
        raise UnusableInput(f"La ligne des titres est illisible : {_QUOTES}.") from None
    while header and not header[-1].strip():
        header.pop()
    rows.layout = layout_for(header, sector, rows.notes)
    return rows.follow(_rows(reader, lines, rows, len(header), before))


def _first_line(lines: TextLines) -> tuple[str, str | None, int]:
    """The header, the separator that a ``sep=`` line gives, and the number of lines before."""
    separator = None
    for before, line in enumerate(lines):
        said = _SAID.fullmatch(line)
        if said:
            separator = said[1]
        elif line.strip(" ;,\t\r\n"):
            return line, separator, before
    raise UnusableInput("Le fichier est vide : il n'a pas de ligne de titres.")


def _separator(line: str, sector: Sector[Any, Any, Any]) -> str:
    """The separator that gives the most known columns, then the most columns."""

    def judged(separator: str) -> tuple[int, int]:
        try:
            names = [name.strip() for name in next(csv.reader([line], delimiter=separator))]
        except csv.Error:
            # A field exceeds csv's limit: not this separator.
            return 0, 0
        if len(names) > MOST_COLUMNS:
            return 0, len(names)
        known = len(portal_columns.places_of(names))
        known += len(api_columns.places_of(names, sector.request))
        return known, len(names)

    return max(_SEPARATORS, key=judged)


def _rows(reader: Any, lines: TextLines, rows: Rows, width: int, before: int) -> Iterator[Row]:
    while True:
        line = reader.line_num + before + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = _QUOTES if "field limit" not in str(error) else "une cellule est trop longue"
            if "unexpected end" in str(error):
                rows.cut = line
            yield Row(line, fault=fault, remarks=lines.take_remark())
            continue
        if len(cells) == width:
            if any(map(str.strip, cells)):
                yield Row(line, cells, remarks=lines.take_remark())
            continue
        if not _is_white(cells):
            row = _of_other_width(line, cells, width)
            if len(cells) < width and not lines.whole:
                rows.cut = line
                row = row._replace(
                    fault="le fichier s'arrête au milieu de cette ligne : il est incomplet"
                )
            yield row._replace(remarks=row.remarks + lines.take_remark())


def _is_white(cells: Sequence[str]) -> bool:
    return not cells or not "".join(cells).strip()


def _of_other_width(line: int, cells: list[str], width: int) -> Row:
    found = len(cells)
    if found > width:
        if _is_white(cells[width:]):
            return Row(line, cells[:width])
        fault = f"cette ligne a {found} cellules, les titres sont {width}"
        return Row(line, cells[:width], fault=fault)
    message = (
        f"cette ligne n'a que {found} cellules sur {width} : les dernières sont lues comme vides"
    )
    return Row(line, [*cells, *[""] * (width - found)], remarks=(Remark("row-short", message, ""),))
